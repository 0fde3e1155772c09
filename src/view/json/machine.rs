//! `detente.machine/1`: every kind, and every cell of the table.

use serde::Serialize;

use crate::model::machine::{Kind, Refusal, State, Status, Step, step};

use super::line;

#[derive(Serialize)]
struct JsonMachine {
    schema: &'static str,
    states: Vec<&'static str>,
    kinds: Vec<JsonKind>,
    steps: Vec<JsonStep>,
}

#[derive(Serialize)]
struct JsonKind {
    kind: &'static str,
    stated: Option<&'static str>,
    sets: Option<&'static str>,
    meaning: &'static str,
}

#[derive(Serialize)]
struct JsonStep {
    before: &'static str,
    kind: &'static str,
    stated: Option<&'static str>,
    after: Option<&'static str>,
    refused: Option<&'static str>,
    advice: Option<&'static str>,
}

/// The machine.
pub fn json() -> String {
    let kinds = Kind::ALL.into_iter();
    let cells = kinds
        .clone()
        .flat_map(|kind| State::ALL.map(|state| cell(state, kind)));
    line(&JsonMachine {
        schema: "detente.machine/1",
        states: State::ALL.map(State::word).to_vec(),
        steps: cells.collect(),
        kinds: kinds
            .map(|kind| JsonKind {
                kind: kind.word(),
                stated: kind.states().map(Status::word),
                sets: kind.target().map(Status::word),
                meaning: kind.meaning(),
            })
            .collect(),
    })
}

fn cell(state: State, kind: Kind) -> JsonStep {
    let (after, refusal) = match step(state, kind) {
        Step::Sets(status) => (Some(status.word()), None),
        Step::Witnesses => (Some(state.word()), None),
        Step::Refused(refusal) => (None, Some(refusal)),
    };
    JsonStep {
        before: state.word(),
        kind: kind.word(),
        stated: kind.states().map(Status::word),
        after,
        refused: refusal.map(Refusal::reason),
        advice: refusal.map(Refusal::advice),
    }
}
