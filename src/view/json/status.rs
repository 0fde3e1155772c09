//! `detente.status/1`.

use serde::Serialize;

use crate::model::ledger::Ledger;
use crate::replay::status::{AsOf, Standing};

use super::line;
use super::parts::{JsonQuestion, JsonStanding, min_grade};

#[derive(Serialize)]
struct JsonStatus<'a> {
    #[serde(flatten)]
    question: JsonQuestion<'a>,
    /// Only where one was asked for, so that the answer without it has the keys it always had.
    #[serde(skip_serializing_if = "Option::is_none")]
    min_grade: Option<String>,
    channels: Vec<JsonChannel<'a>>,
}

#[derive(Serialize)]
struct JsonChannel<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(flatten)]
    standing: JsonStanding<'a>,
}

/// The status of some channels.
pub fn json(ledger: &Ledger, as_of: &AsOf, standings: &[Standing]) -> String {
    let channels = standings.iter().map(|standing| {
        let channel = ledger.channel(standing.channel);
        JsonChannel {
            id: channel.id.as_str(),
            name: &channel.name,
            standing: JsonStanding::of(ledger, standing),
        }
    });
    line(&JsonStatus {
        question: JsonQuestion::of("detente.status/1", ledger, as_of),
        min_grade: min_grade(as_of),
        channels: channels.collect(),
    })
}
