//! `detente.replay/1`.

use serde::Serialize;

use crate::model::ledger::Ledger;
use crate::replay::status::AsOf;
use crate::view::replay::Replayed;

use super::line;
use super::parts::{JsonEntry, JsonQuestion, JsonStanding, min_grade};

#[derive(Serialize)]
struct JsonReplay<'a> {
    #[serde(flatten)]
    question: JsonQuestion<'a>,
    min_grade: Option<String>,
    channels: Vec<JsonChannel<'a>>,
}

#[derive(Serialize)]
struct JsonChannel<'a> {
    id: &'a str,
    name: &'a str,
    events: Vec<JsonEntry<'a>>,
    standing: JsonStanding<'a>,
}

/// The replay of some channels.
pub fn json(ledger: &Ledger, as_of: &AsOf, replays: &[Replayed]) -> String {
    let channels = replays.iter().map(|Replayed { timeline, standing }| {
        let channel = ledger.channel(timeline.channel());
        let entries = timeline.entries().iter();
        JsonChannel {
            id: channel.id.as_str(),
            name: &channel.name,
            events: entries
                .map(|entry| JsonEntry::of(ledger, as_of, entry))
                .collect(),
            standing: JsonStanding::of(ledger, standing),
        }
    });
    line(&JsonReplay {
        question: JsonQuestion::of("detente.replay/1", ledger, as_of),
        min_grade: min_grade(as_of),
        channels: channels.collect(),
    })
}
