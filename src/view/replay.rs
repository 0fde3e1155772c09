//! Every event of a channel in the order of replay, and `detente.replay/1`.

use crate::model::ledger::Ledger;
use crate::replay::status::{AsOf, Standing};
use crate::replay::timeline::{Entry, Happened, Timeline};
use chrono::NaiveDate;

use super::document::{Column, Document, Item, Run, Table, alert, faint, plain, standing, strong};
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
                    .map(|entry| row(ledger, as_of, entry))
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

fn row(ledger: &Ledger, as_of: &AsOf, entry: &Entry) -> Vec<Run> {
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
        happened(entry, as_of.on),
        plain(words::word(ledger, entry.event, &as_of.evidence)),
        plain(match &event.scope {
            Some(scope) => format!("{} ({scope}) [{}]", event.summary, event.id),
            None => format!("{} [{}]", event.summary, event.id),
        }),
    ]
}

fn happened(entry: &Entry, on: NaiveDate) -> Run {
    let bounds = if entry.is_exact() {
        String::new()
    } else {
        words::entry_bounds(entry)
    };
    match entry.happened_by(on) {
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
