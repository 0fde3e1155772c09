//! The status machine as text, Markdown, Mermaid and Graphviz, all printed from the machine itself.

use std::fmt::Write;

use crate::model::machine::{Kind, State, Status, Step, step};

use super::document::{Column, Document, Run, Table, faint, plain, standing, strong};
use super::words;

/// Lays out the transition table: a row a kind, a column a state.
pub fn document() -> Document {
    let mut document = Document::default();
    document.heading(vec![strong("What each kind of event makes of each status")]);
    let columns = [Column::whole("Kind")]
        .into_iter()
        .chain(COLUMNS.map(|from| Column::whole(from.word())))
        .chain([Column::spare("Use it for")])
        .collect();
    let rows = Kind::ALL
        .into_iter()
        .map(|kind| {
            let cells = COLUMNS.map(|from| cell(from, kind));
            [strong(kind.to_string())]
                .into_iter()
                .chain(cells)
                .chain([faint(kind.meaning())])
                .collect()
        })
        .collect();
    document.table(Table { columns, rows });
    document.paragraph(vec![plain(
        "A status: the event sets it. “stays”: accepted, the status stays. “–”: refused.",
    )]);
    document
}

/// The columns: in the order of a channel's life.
const COLUMNS: [State; 4] = [
    State::Unrecorded,
    State::Recorded(Status::Open),
    State::Recorded(Status::Suspended),
    State::Recorded(Status::Negotiating),
];

fn cell(from: State, kind: Kind) -> Run {
    match step(from, kind) {
        Step::Sets(to) => {
            let to = State::Recorded(to);
            standing(
                format!("{} {to}", words::sign(Some(to))),
                [to].into_iter().collect(),
            )
        }
        Step::Witnesses => standing("stays", [from].into_iter().collect()),
        Step::Refused(_) => faint("–"),
    }
}

/// The table in Markdown, as docs/statuses.md has it.
pub fn markdown() -> String {
    let mut text = String::from("| kind |");
    for from in COLUMNS {
        let _ = write!(text, " {from} |");
    }
    text.push_str(" use it for |\n|---|---|---|---|---|---|\n");
    for kind in Kind::ALL {
        let _ = write!(text, "| `{kind}` |");
        for from in COLUMNS {
            let _ = write!(text, " {} |", cell(from, kind).text);
        }
        let _ = writeln!(text, " {} |", kind.meaning());
    }
    text
}

/// The moves from state to state: which kinds lead from one to another.
fn moves() -> Vec<(State, State, Vec<Kind>)> {
    let mut moves = Vec::new();
    for from in COLUMNS {
        for to in Status::ALL {
            let kinds: Vec<Kind> = Kind::ALL
                .into_iter()
                .filter(|kind| step(from, *kind) == Step::Sets(to))
                .collect();
            if !kinds.is_empty() {
                moves.push((from, State::Recorded(to), kinds));
            }
        }
    }
    moves
}

fn label(kinds: &[Kind]) -> String {
    kinds
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

/// The moves as a Mermaid state diagram.
pub fn mermaid() -> String {
    let name = |state: State| match state {
        State::Unrecorded => "[*]",
        State::Recorded(status) => status.word(),
    };
    let mut text = String::from("stateDiagram-v2\n");
    for (from, to, kinds) in moves() {
        let _ = writeln!(
            text,
            "    {} --> {}: {}",
            name(from),
            name(to),
            label(&kinds)
        );
    }
    text
}

/// The moves as a Graphviz graph.
pub fn dot() -> String {
    let mut text = String::from("digraph machine {\n    node [shape=box, style=rounded];\n");
    for (from, to, kinds) in moves() {
        let _ = writeln!(text, "    {from} -> {to} [label=\"{}\"];", label(&kinds));
    }
    text.push_str("}\n");
    text
}
