//! Every event of a channel in the order of replay.

use chrono::NaiveDate;

use crate::model::belief::Verdict;
use crate::model::event::Event;
use crate::model::id::ChannelKey;
use crate::model::ledger::Ledger;
use crate::replay::status::{AsOf, Standing};
use crate::replay::timeline::{Entry, Happened, Timeline};

use super::document::{
    Column, Document, Item, Role, Run, Table, alert, faint, plain, standing, strong,
};
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
        document.list(left_out(ledger, as_of, replayed.timeline.channel()));
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
    let kind = words::deed(ledger, event);
    let kind = if entry.gap().is_some() {
        alert(format!("{kind} (gap)"))
    } else {
        plain(kind)
    };
    let told: String = words::told(event).into_iter().map(|run| run.text).collect();
    let mut row = vec![
        plain(words::date(event)),
        kind,
        change,
        happened(entry, event, as_of.on),
        plain(words::word(ledger, entry.event, &as_of.evidence)),
        plain(told),
    ];
    if entry.happened_by(as_of.on) == Happened::NotYet {
        for run in &mut row {
            run.role = Role::Faint;
        }
    }
    row
}

/// What the replay adds to the date as written: days that are fewer, and whether they have come.
fn happened(entry: &Entry, event: &Event, on: NaiveDate) -> Run {
    let alone = (event.date.earliest(), event.date.latest());
    let bounds = if (entry.not_before, entry.not_after) == alone {
        String::new()
    } else {
        words::entry_bounds(entry)
    };
    let with = |word: &str| {
        if bounds.is_empty() {
            word.to_owned()
        } else {
            format!("{bounds}, {word}")
        }
    };
    match entry.happened_by(on) {
        Happened::Certainly => faint(if bounds.is_empty() {
            "yes".into()
        } else {
            bounds
        }),
        Happened::Perhaps => alert(with("perhaps not yet")),
        Happened::NotYet => faint(with("not yet")),
    }
}

/// The events that are not believed, and why; those not known by then are not told of.
fn left_out(ledger: &Ledger, as_of: &AsOf, channel: ChannelKey) -> Vec<Item> {
    let judged = ledger
        .order(channel)
        .iter()
        .map(|key| (*key, as_of.evidence.judge(ledger, *key)));
    let told = judged.filter_map(|(key, verdict)| {
        let event = ledger.event(key);
        let why = match verdict {
            Verdict::Believed | Verdict::Unknown => return None,
            Verdict::TooWeak => "no citation is good enough".to_owned(),
            Verdict::Withdrawn => match &event.withdrawn {
                Some(withdrawal) => format!("withdrawn {}: {}", withdrawal.date, withdrawal.reason),
                None => "withdrawn".to_owned(),
            },
            Verdict::Replaced { by } => format!("replaced by {}", ledger.event(by).id),
        };
        let what = format!("{} {}: ", words::date(event), words::deed(ledger, event));
        let mut line = vec![faint("left out: "), plain(what)];
        line.extend(words::told(event));
        line.push(faint(format!(", {why}")));
        Some(Item::new(line))
    });
    told.collect()
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
    let mut line = vec![plain("Status: "), words::standing_run(ledger, standing)];
    if let Some(setting) = standing.setting {
        line.push(plain(format!(
            ", since {}",
            words::date(ledger.event(setting.event))
        )));
    }
    if let Some(last) = standing.last_evidence {
        line.push(faint(format!(
            "; age of evidence {}",
            words::age(&last, standing.staleness)
        )));
    }
    line
}
