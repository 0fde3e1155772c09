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
use super::language::{Catalogue, Message, Value};
use super::words;

/// A channel replayed, and what it is on the day asked about.
pub struct Replayed {
    /// The replay.
    pub timeline: Timeline,
    /// What came of it.
    pub standing: Standing,
}

/// Lays out the replay of some channels.
pub fn document(
    catalogue: &Catalogue,
    ledger: &Ledger,
    as_of: &AsOf,
    replays: &[Replayed],
) -> Document {
    let mut document = Document::default();
    let when = words::as_of(catalogue, as_of);
    let replayed = catalogue.fill(Message::Replayed, &[("when", Value::from(&when))]);
    document.heading(vec![strong(ledger.title()), plain(format!(", {replayed}"))]);
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
                    Column::whole(catalogue.say(Message::ColumnDate)),
                    Column::whole(catalogue.say(Message::ColumnEvent)),
                    Column::whole(catalogue.say(Message::ColumnChange)),
                    Column::wrapped(catalogue.say(Message::ColumnHappened)),
                    Column::wrapped(catalogue.say(Message::ColumnWord)),
                    Column::wrapped(catalogue.say(Message::ColumnWhat)),
                ],
                rows: entries
                    .iter()
                    .map(|entry| row(catalogue, ledger, as_of, entry))
                    .collect(),
            });
        }
        document.list(
            entries
                .iter()
                .filter_map(|entry| gap(catalogue, ledger, entry))
                .collect(),
        );
        document.list(left_out(
            catalogue,
            ledger,
            as_of,
            replayed.timeline.channel(),
        ));
        document.paragraph(now(catalogue, ledger, &replayed.standing));
    }
    document
}

fn row(catalogue: &Catalogue, ledger: &Ledger, as_of: &AsOf, entry: &Entry) -> Vec<Run> {
    let event = ledger.event(entry.event);
    let kind = words::deed(catalogue, ledger, &event);
    let kind = if entry.gap().is_some() {
        alert(format!("{kind} ({})", catalogue.say(Message::Gap)))
    } else {
        plain(kind)
    };
    let told = words::told(catalogue, &event);
    let told: String = told.into_iter().map(|run| run.text).collect();
    let mut row = vec![
        plain(words::date(catalogue, &event)),
        kind,
        change(catalogue, entry),
        happened(catalogue, entry, &event, as_of.on),
        plain(words::word(catalogue, ledger, entry.event, &as_of.evidence)),
        plain(told),
    ];
    if entry.happened_by(as_of.on) == Happened::NotYet {
        for run in &mut row {
            run.role = Role::Faint;
        }
    }
    row
}

/// What an event made of the channel's state: `suspended → ◐ negotiating`.
pub fn change(catalogue: &Catalogue, entry: &Entry) -> Run {
    let after = words::state_run(catalogue, entry.after);
    if entry.before == entry.after {
        return faint(after.text);
    }
    let before = words::state(catalogue, entry.before);
    standing(
        format!("{before} → {}", after.text),
        [entry.after].into_iter().collect(),
    )
}

/// What the replay adds to the date as written: days that are fewer, and whether they have come.
pub fn happened(catalogue: &Catalogue, entry: &Entry, event: &Event, on: NaiveDate) -> Run {
    let alone = (event.date.earliest(), event.date.latest());
    let bounds = if (entry.not_before, entry.not_after) == alone {
        String::new()
    } else {
        words::entry_bounds(catalogue, entry)
    };
    let with = |message| {
        let word = catalogue.say(message);
        if bounds.is_empty() {
            word
        } else {
            format!("{bounds}, {word}")
        }
    };
    match entry.happened_by(on) {
        Happened::Certainly => faint(if bounds.is_empty() {
            catalogue.say(Message::HappenedYes)
        } else {
            bounds
        }),
        Happened::Perhaps => alert(with(Message::HappenedPerhapsNotYet)),
        Happened::NotYet => faint(with(Message::HappenedNotYet)),
    }
}

/// The events that are not believed, and why; those not known by then are not told of.
pub fn left_out(
    catalogue: &Catalogue,
    ledger: &Ledger,
    as_of: &AsOf,
    channel: ChannelKey,
) -> Vec<Item> {
    let judged = ledger
        .order(channel)
        .iter()
        .map(|key| (*key, as_of.evidence.judge(ledger, *key)));
    let told = judged.filter_map(|(key, verdict)| {
        let event = ledger.event(key);
        let why = why_left_out(catalogue, ledger, &event, verdict)?;
        let label = catalogue.say(Message::LeftOut);
        let what = format!(
            "{} {}: ",
            words::date(catalogue, &event),
            words::deed(catalogue, ledger, &event)
        );
        let mut line = vec![faint(format!("{label}: ")), plain(what)];
        line.extend(words::told(catalogue, &event));
        line.push(faint(format!(", {why}")));
        Some(Item::new(line))
    });
    told.collect()
}

/// Why an event that was known is not believed.
fn why_left_out(
    catalogue: &Catalogue,
    ledger: &Ledger,
    event: &Event,
    verdict: Verdict,
) -> Option<String> {
    match verdict {
        Verdict::Believed | Verdict::Unknown => None,
        Verdict::TooWeak => Some(catalogue.say(Message::LeftOutTooWeak)),
        Verdict::Withdrawn => event.withdrawn.as_ref().map(|withdrawal| {
            let date = withdrawal.date.to_string();
            let values = [
                ("date", Value::from(&date)),
                ("reason", Value::from(&*withdrawal.reason)),
            ];
            catalogue.fill(Message::LeftOutWithdrawn, &values)
        }),
        Verdict::Replaced { by } => {
            let by = ledger.event(by).id.as_str();
            Some(catalogue.fill(Message::LeftOutReplaced, &[("event", by.into())]))
        }
    }
}

/// That something unrecorded must have come before an event.
pub fn gap(catalogue: &Catalogue, ledger: &Ledger, entry: &Entry) -> Option<Item> {
    let refusal = words::refusal(catalogue, entry.gap()?);
    let event = ledger.event(entry.event);
    let date = event.date.to_string();
    let before = catalogue.fill(Message::GapBefore, &[("event", event.id.as_str().into())]);
    let why = catalogue.fill(
        Message::GapWhy,
        &[
            ("date", Value::from(&date)),
            ("refusal", Value::from(&refusal)),
        ],
    );
    Some(Item::new(vec![alert(format!("{before}: ")), plain(why)]))
}

pub(super) fn now(catalogue: &Catalogue, ledger: &Ledger, standing: &Standing) -> Vec<Run> {
    let label = catalogue.say(Message::ColumnStatus);
    let mut line = vec![
        plain(format!("{label}: ")),
        words::standing_run(catalogue, ledger, standing),
    ];
    if let Some(setting) = standing.setting {
        line.push(plain(since(catalogue, &ledger.event(setting.event))));
    }
    if let Some(last) = standing.last_evidence {
        let age = words::age(catalogue, &last, standing.staleness);
        let age = catalogue.fill(Message::AgeOfEvidence, &[("age", Value::from(&age))]);
        line.push(faint(format!("; {age}")));
    }
    line
}

/// Since when a status holds, to follow it: `, since 2023-11-15`.
pub(super) fn since(catalogue: &Catalogue, event: &Event) -> String {
    let date = words::date(catalogue, event);
    catalogue.fill(Message::SinceDate, &[("date", Value::from(&date))])
}
