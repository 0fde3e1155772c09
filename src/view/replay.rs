//! Every event of a channel in the order of replay, and `detente.replay/1`.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::ledger::Ledger;
use crate::model::machine::{State, Status};
use crate::replay::status::{AsOf, Standing};
use crate::replay::timeline::{Entry, Timeline};

use super::document::{Column, Document, Item, Run, Table, alert, faint, plain, standing, strong};
use super::json::{self, JsonCitation, JsonDate};
use super::status::JsonStanding;
use super::words;

/// A channel replayed, and what it is on the day asked about.
pub struct Replayed {
    /// The replay.
    pub timeline: Timeline,
    /// What came of it.
    pub standing: Standing,
}

/// Lays out the replay of some channels.
pub fn document(ledger: &Ledger, as_of: &AsOf, replays: &[Replayed]) -> Document {
    let mut document = Document::default();
    document.heading(vec![
        strong(ledger.title()),
        plain(format!(", replayed {}", words::as_of(as_of))),
    ]);
    for replayed in replays {
        let channel = ledger.channel(replayed.timeline.channel());
        document.heading(vec![
            strong(channel.id.as_str()),
            plain(format!(": {}", channel.name)),
        ]);
        let entries = replayed.timeline.entries();
        if !entries.is_empty() {
            document.table(Table {
                columns: vec![
                    Column::whole("Date"),
                    Column::whole("Event"),
                    Column::whole("Before → after"),
                    Column::wrapped("Happened"),
                    Column::wrapped("On whose word"),
                    Column::wrapped("What"),
                ],
                rows: entries
                    .iter()
                    .map(|entry| row(ledger, as_of, &replayed.timeline, entry))
                    .collect(),
            });
        }
        document.list(
            entries
                .iter()
                .filter_map(|entry| gap(ledger, entry))
                .collect(),
        );
        document.paragraph(now(ledger, &replayed.standing));
    }
    document
}

fn row(ledger: &Ledger, as_of: &AsOf, timeline: &Timeline, entry: &Entry) -> Vec<Run> {
    let event = ledger.event(entry.event);
    let change = if entry.before == entry.after {
        faint(format!(
            "{} {}",
            words::sign(Some(entry.after)),
            entry.after
        ))
    } else {
        standing(
            format!(
                "{} → {} {}",
                entry.before,
                words::sign(Some(entry.after)),
                entry.after
            ),
            [entry.after].into_iter().collect(),
        )
    };
    let kind = event.kind.to_string();
    let kind = if entry.gap().is_some() {
        alert(format!("{kind} (gap)"))
    } else {
        plain(kind)
    };
    vec![
        plain(words::date(event)),
        kind,
        change,
        happened_run(timeline, entry, as_of.on),
        plain(words::word(ledger, entry.event, &as_of.evidence)),
        plain(match &event.scope {
            Some(scope) => format!("{} ({scope}) [{}]", event.summary, event.id),
            None => format!("{} [{}]", event.summary, event.id),
        }),
    ]
}

/// Whether an event has happened by a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Happened {
    Certainly,
    Perhaps,
    NotYet,
}

fn happened(timeline: &Timeline, entry: &Entry, on: NaiveDate) -> Happened {
    if timeline.certain_by(on).contains(entry) {
        Happened::Certainly
    } else if timeline.undecided_on(on).contains(entry) {
        Happened::Perhaps
    } else {
        Happened::NotYet
    }
}

fn happened_run(timeline: &Timeline, entry: &Entry, on: NaiveDate) -> Run {
    let bounds = if entry.is_exact() {
        String::new()
    } else {
        words::entry_bounds(entry)
    };
    match happened(timeline, entry, on) {
        Happened::Certainly if bounds.is_empty() => faint("on that day"),
        Happened::Certainly => faint(bounds),
        Happened::Perhaps => alert(format!("{bounds}, perhaps not yet")),
        Happened::NotYet => faint(if bounds.is_empty() {
            "not yet".into()
        } else {
            format!("{bounds}, not yet")
        }),
    }
}

fn gap(ledger: &Ledger, entry: &Entry) -> Option<Item> {
    let refusal = entry.gap()?;
    let event = ledger.event(entry.event);
    Some(Item::new(vec![
        alert(format!("gap before {}: ", event.id)),
        plain(format!("by {} it {}", event.date, refusal.reason())),
    ]))
}

fn now(ledger: &Ledger, standing: &Standing) -> Vec<Run> {
    let mut line = vec![plain("Status: "), words::signed(standing.possible)];
    if let Some(setting) = standing.setting {
        line.push(plain(format!(
            ", since {}",
            words::date(ledger.event(setting.event))
        )));
    }
    if let Some(last) = standing.last_evidence {
        let stale = if standing.stale { ", stale" } else { "" };
        line.push(faint(format!(
            "; last evidence {} old{stale}",
            words::age(&last)
        )));
    }
    line
}

#[derive(Serialize)]
struct JsonReplay<'a> {
    schema: &'static str,
    ledger: &'a str,
    on: NaiveDate,
    known: Option<NaiveDate>,
    channels: Vec<JsonChannel<'a>>,
}

#[derive(Serialize)]
struct JsonChannel<'a> {
    id: &'a str,
    name: &'a str,
    events: Vec<JsonEvent<'a>>,
    #[serde(flatten)]
    standing: JsonStanding<'a>,
}

/// An event as replayed, as the schemas of `replay` and `why` share it.
#[derive(Serialize)]
pub(crate) struct JsonEvent<'a> {
    id: &'a str,
    date: JsonDate<'a>,
    kind: &'static str,
    states: Option<&'static str>,
    summary: &'a str,
    before: &'static str,
    after: &'static str,
    happened: Happened,
    gap: Option<&'static str>,
    by: Option<&'a str>,
    cause: Option<&'a str>,
    scope: Option<&'a str>,
    inferred: bool,
    uncertain_date: bool,
    grade: Option<String>,
    sources: Vec<JsonCitation<'a>>,
}

impl<'a> JsonEvent<'a> {
    pub(crate) fn of(
        ledger: &'a Ledger,
        as_of: &'a AsOf,
        timeline: &Timeline,
        entry: &Entry,
    ) -> Self {
        let event = ledger.event(entry.event);
        Self {
            id: event.id.as_str(),
            date: JsonDate::of(event, entry.not_before, entry.not_after),
            kind: event.kind.word(),
            states: event.kind.states().map(Status::word),
            summary: &event.summary,
            before: State::word(entry.before),
            after: State::word(entry.after),
            happened: happened(timeline, entry, as_of.on),
            gap: entry.gap().map(|refusal| refusal.reason()),
            by: event.by.map(|party| ledger.party(party).id.as_str()),
            cause: event.cause.map(|cause| ledger.event(cause).id.as_str()),
            scope: event.scope.as_deref(),
            inferred: event.inferred,
            uncertain_date: event.date.is_uncertain(),
            grade: as_of
                .evidence
                .grade(ledger, event)
                .map(|grade| grade.to_string()),
            sources: json::citations(ledger, event, &as_of.evidence),
        }
    }
}

/// The replay of some channels as `detente.replay/1`.
pub fn json(ledger: &Ledger, as_of: &AsOf, replays: &[Replayed]) -> String {
    json::line(&JsonReplay {
        schema: "detente.replay/1",
        ledger: ledger.title(),
        on: as_of.on,
        known: as_of.evidence.known,
        channels: replays
            .iter()
            .map(|Replayed { timeline, standing }| {
                let channel = ledger.channel(timeline.channel());
                JsonChannel {
                    id: channel.id.as_str(),
                    name: &channel.name,
                    events: timeline
                        .entries()
                        .iter()
                        .map(|entry| JsonEvent::of(ledger, as_of, timeline, entry))
                        .collect(),
                    standing: JsonStanding::of(ledger, standing),
                }
            })
            .collect(),
    })
}
