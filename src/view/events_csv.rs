//! The events of a ledger as a table for R, Python and spreadsheets: a row an event and channel.
//!
//! The columns are for programs and have the same names in every language; docs/publish.md tells what
//! each one holds.

use std::collections::BTreeMap;
use std::io;

use chrono::NaiveDate;
use csv::Writer;

use crate::model::belief::{Verdict, known_from};
use crate::model::event::Event;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::machine::{Refusal, Status};
use crate::replay::asked::Asked;
use crate::replay::status::AsOf;
use crate::replay::timeline::{Entry, Happened};

use super::inert::inert;

/// The names of the columns.
pub const COLUMNS: [&str; 31] = [
    "event",
    "channel",
    "channel_name",
    "date",
    "earliest",
    "latest",
    "not_before",
    "not_after",
    "uncertain",
    "kind",
    "stated",
    "by",
    "before",
    "after",
    "gap",
    "happened",
    "verdict",
    "replaced_by",
    "inferred",
    "grade",
    "sources",
    "outlets",
    "known_from",
    "cause",
    "corrects",
    "scope",
    "summary",
    "note",
    "tags",
    "coder",
    "recorded",
];

/// The events that were known, in file order, one row for every channel that they bear on; an event
/// without a channel has one row.
///
/// Events that are withdrawn, replaced or too weak have rows too, with that verdict and without a
/// status before and after. Those that were over before `since` are left out.
pub fn events_csv(ledger: &Ledger, as_of: &AsOf, since: Option<NaiveDate>) -> String {
    written(ledger, as_of, since).unwrap_or_default()
}

fn written(ledger: &Ledger, as_of: &AsOf, since: Option<NaiveDate>) -> io::Result<String> {
    let replayed = replayed(ledger, as_of);
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for (key, event) in ledger.events() {
        let is_over = since
            .zip(event.date.latest())
            .is_some_and(|(since, latest)| latest < since);
        let verdict = as_of.evidence.judge(ledger, key);
        if is_over || verdict == Verdict::Unknown {
            continue;
        }
        let channels = event.channels.iter().map(|channel| Some(*channel));
        let none = event.channels.is_empty().then_some(None);
        for channel in channels.chain(none) {
            let row = Row {
                ledger,
                as_of,
                event: &event,
                verdict,
                channel,
                entry: channel.and_then(|channel| replayed.get(&(channel, key))),
            };
            writer.write_record(row.cells().map(|cell| defused(&cell)))?;
        }
    }
    let bytes = writer.into_inner().map_err(io::Error::other)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// What the replay made of every event of every channel.
fn replayed(ledger: &Ledger, as_of: &AsOf) -> BTreeMap<(ChannelKey, EventKey), Entry> {
    let asked = Asked::new(ledger, *as_of);
    let channels = ledger.channels();
    let entries = channels.flat_map(|(channel, _)| {
        let timeline = asked.timeline(channel);
        let entries = timeline.entries().to_vec();
        entries
            .into_iter()
            .map(move |entry| ((channel, entry.event), entry))
    });
    entries.collect()
}

/// An event on a channel.
struct Row<'a> {
    ledger: &'a Ledger,
    as_of: &'a AsOf,
    event: &'a Event<'a>,
    verdict: Verdict,
    channel: Option<ChannelKey>,
    /// `None` if it is not replayed.
    entry: Option<&'a Entry>,
}

impl Row<'_> {
    /// The cells, in the order of [`COLUMNS`].
    fn cells(&self) -> [String; COLUMNS.len()] {
        let Self { ledger, event, .. } = *self;
        let channel = self.channel.map(|channel| ledger.channel(channel));
        let evidence = &self.as_of.evidence;
        let cited = || {
            evidence
                .citations(ledger, event)
                .map(|citation| ledger.source(citation.source))
        };
        let entry = self.entry;
        [
            text(&event.id),
            optional(channel.map(|channel| &channel.id)),
            optional(channel.map(|channel| &channel.name)),
            text(&event.date),
            optional(event.date.earliest()),
            optional(event.date.latest()),
            optional(entry.and_then(|entry| entry.not_before)),
            optional(entry.and_then(|entry| entry.not_after)),
            flag(event.date.is_uncertain()),
            text(event.kind.word()),
            optional(event.kind.states().map(Status::word)),
            optional(event.by.map(|party| &ledger.party(party).id)),
            optional(entry.map(|entry| entry.before.word())),
            optional(entry.map(|entry| entry.after.word())),
            optional(entry.and_then(Entry::gap).map(Refusal::reason)),
            optional(entry.map(|entry| happened(entry.happened_by(self.as_of.on)))),
            text(verdict(self.verdict)),
            optional(self.replaced_by()),
            flag(event.inferred),
            optional(evidence.grade(ledger, event)),
            list(cited().map(|source| source.id.as_str())),
            list(cited().map(|source| &*source.outlet)),
            optional(known_from(ledger, event)),
            optional(self.known(event.cause)),
            optional(self.known(event.corrects)),
            optional(event.scope),
            text(&event.summary),
            optional(event.note),
            list(event.tags.iter()),
            optional(event.coder),
            optional(event.recorded.as_ref()),
        ]
    }

    /// The id of another event, if that was known.
    fn known(&self, other: Option<EventKey>) -> Option<&str> {
        let judge = |key: &EventKey| self.as_of.evidence.judge(self.ledger, *key);
        let other = other.filter(|key| judge(key) != Verdict::Unknown)?;
        Some(self.ledger.event(other).id.as_str())
    }

    fn replaced_by(&self) -> Option<&str> {
        match self.verdict {
            Verdict::Replaced { by } => Some(self.ledger.event(by).id.as_str()),
            Verdict::Believed | Verdict::Unknown | Verdict::TooWeak | Verdict::Withdrawn => None,
        }
    }
}

fn text(value: &(impl ToString + ?Sized)) -> String {
    value.to_string()
}

fn optional(value: Option<impl ToString>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

fn flag(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}

fn list<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let values: Vec<&str> = values.collect();
    values.join("; ")
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Believed => "believed",
        Verdict::Unknown => "unknown",
        Verdict::TooWeak => "too-weak",
        Verdict::Withdrawn => "withdrawn",
        Verdict::Replaced { .. } => "replaced",
    }
}

fn happened(happened: Happened) -> &'static str {
    match happened {
        Happened::Certainly => "certainly",
        Happened::Perhaps => "perhaps",
        Happened::NotYet => "not-yet",
    }
}

/// A cell that no spreadsheet takes for a formula, and without characters that cannot be seen.
///
/// A cell that begins like a formula gets an apostrophe in front. So does what follows a semicolon,
/// which many spreadsheets in Europe take for the end of a cell, whatever stands in quotes.
fn defused(cell: &str) -> String {
    let mut defused = String::with_capacity(cell.len());
    for (number, line) in cell.lines().enumerate() {
        if number > 0 {
            // A note of several lines stays one cell in one line, which every program reads.
            defused.push(' ');
        }
        let mut is_beginning = true;
        for character in line.chars() {
            if is_beginning && begins_formula(character) {
                defused.push('\'');
            }
            is_beginning =
                character == ';' || is_beginning && (character == ' ' || character == '"');
            defused.push(character);
        }
    }
    inert(&defused).into_owned()
}

/// Whether a spreadsheet may take what begins so for a formula; some do with the wide forms too.
fn begins_formula(character: char) -> bool {
    matches!(
        character,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_begins_with_an_apostrophe() {
        for (cell, expected) in [
            ("plain", "plain"),
            ("a-b = c", "a-b = c"),
            ("=1+1", "'=1+1"),
            ("-0044", "'-0044"),
            ("\t=1", "'␉=1"),
            (" =1", " '=1"),
            ("a; =1", "a; '=1"),
            ("a;\"@b", "a;\"'@b"),
            ("one\n=two", "one '=two"),
            ("one\r\ntwo", "one two"),
            ("＝1", "'＝1"),
            ("a\u{202e}b\u{1b}", "a\u{fffd}b␛"),
        ] {
            assert_eq!(defused(cell), expected, "{cell:?}");
        }
    }
}
