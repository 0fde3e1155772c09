//! What a change of a ledger would do, before it is written.

use chrono::NaiveDate;

use crate::model::belief::known_from;
use crate::model::event::Event;
use crate::model::id::EventKey;
use crate::model::ledger::Ledger;
use crate::read::diagnostic::Diagnostic;
use crate::replay::effect::{Effect, NewGap, Stretch};

use super::document::{Column, Document, Item, Line, Run, Table, alert, faint, plain, strong};
use super::words;

/// A change of a ledger and what follows from it.
pub struct Preview<'a> {
    /// The changed ledger.
    pub ledger: &'a Ledger,
    /// The ids of the sources that are added.
    pub sources: Vec<&'a str>,
    /// The events that are added.
    pub events: Vec<EventKey>,
    /// The events that are withdrawn.
    pub withdrawn: Vec<EventKey>,
    /// What it does to the channels that it touches.
    pub effects: &'a [Effect],
    /// Warnings that were not there before.
    pub warnings: &'a [Diagnostic],
}

/// Most lines or rows of a sort; a batch of thousands is not read line by line.
const MOST_SHOWN: usize = 40;

/// Lays out what a change would do to a ledger.
pub fn document(preview: &Preview) -> Document {
    let mut document = Document::default();
    document.list(shortened(deeds(preview)));
    let rows: Vec<Vec<Run>> = preview
        .effects
        .iter()
        .flat_map(|effect| rows(preview.ledger, effect))
        .collect();
    let left_out = rows.len().saturating_sub(MOST_SHOWN);
    if !rows.is_empty() {
        document.table(Table {
            columns: vec![
                Column::whole("Channel"),
                Column::wrapped("Days"),
                Column::wrapped("Status so far"),
                Column::wrapped("Status then"),
            ],
            rows: rows.into_iter().take(MOST_SHOWN).collect(),
        });
    }
    let mut remarks = Vec::new();
    if left_out > 0 {
        remarks.push(vec![faint(format!("… and {left_out} more stretches"))]);
    }
    remarks.extend(unchanged(preview));
    for effect in preview.effects {
        remarks.extend(effect_remarks(preview.ledger, effect));
    }
    remarks.extend(preview.warnings.iter().map(warning));
    document.list(shortened(remarks));
    document
}

fn shortened(lines: Vec<Line>) -> Vec<Item> {
    let left_out = lines.len().saturating_sub(MOST_SHOWN);
    let mut items: Vec<Item> = lines.into_iter().take(MOST_SHOWN).map(Item::new).collect();
    if left_out > 0 {
        items.push(Item::new(vec![faint(format!("… and {left_out} more"))]));
    }
    items
}

/// What the change adds and withdraws, one line each.
fn deeds(preview: &Preview) -> Vec<Line> {
    let ledger = preview.ledger;
    let sources = preview
        .sources
        .iter()
        .map(|id| vec![plain("adds the source "), strong(*id)]);
    let events = preview.events.iter().map(|key| {
        let event = ledger.event(*key);
        let mut line = vec![plain("adds "), strong(event.id.as_str())];
        line.push(plain(format!(": {}", facts(ledger, event))));
        if let Some(old) = event.corrects {
            line.push(plain(format!(", in place of {}", ledger.event(old).id)));
        }
        line.push(faint(known(ledger, event)));
        line
    });
    let withdrawn = preview.withdrawn.iter().filter_map(|key| {
        let event = ledger.event(*key);
        let withdrawal = event.withdrawn.as_ref()?;
        Some(vec![
            plain("withdraws "),
            strong(event.id.as_str()),
            plain(format!(
                ": {}, not believed from {} on",
                facts(ledger, event),
                withdrawal.date
            )),
        ])
    });
    sources.chain(events).chain(withdrawn).collect()
}

/// What happened to which channels and when: `resumed on mmca, 2024-04-03`.
fn facts(ledger: &Ledger, event: &Event) -> String {
    let channels: Vec<&str> = event
        .channels
        .iter()
        .map(|channel| ledger.channel(*channel).id.as_str())
        .collect();
    let on = if channels.is_empty() {
        String::new()
    } else {
        format!(" on {}", channels.join(", "))
    };
    format!("{}{on}, {}", event.kind, words::date(event))
}

fn known(ledger: &Ledger, event: &Event) -> String {
    match known_from(ledger, event) {
        Some(day) => format!(", known from {day} on"),
        None => String::new(),
    }
}

fn rows(ledger: &Ledger, effect: &Effect) -> Vec<Vec<Run>> {
    let id = ledger.channel(effect.channel).id.as_str();
    let row = |stretch: &Stretch| {
        vec![
            strong(id),
            plain(days(stretch.from, stretch.to)),
            words::signed(stretch.before),
            words::signed(stretch.after),
        ]
    };
    effect.stretches.iter().map(row).collect()
}

/// Some days in words: `2023-12-21 and later`.
fn days(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("{from} and later"),
        (None, Some(to)) => format!("{to} and earlier"),
        (None, None) => "every day".into(),
    }
}

/// The channels whose status stays as it is, in one line.
fn unchanged(preview: &Preview) -> Option<Line> {
    let ids: Vec<&str> = preview
        .effects
        .iter()
        .filter(|effect| effect.stretches.is_empty())
        .map(|effect| preview.ledger.channel(effect.channel).id.as_str())
        .collect();
    if ids.is_empty() {
        return None;
    }
    let shown = ids.iter().take(MOST_SHOWN).copied().collect::<Vec<_>>();
    let more = ids.len().saturating_sub(MOST_SHOWN);
    let more = if more > 0 {
        format!(" and {more} more channels")
    } else {
        String::new()
    };
    Some(vec![plain(format!(
        "no status changes on {}{more}",
        shown.join(", ")
    ))])
}

fn effect_remarks(ledger: &Ledger, effect: &Effect) -> Vec<Line> {
    let id = &ledger.channel(effect.channel).id;
    let mut remarks = Vec::new();
    let uncertain: Vec<String> = effect
        .stretches
        .iter()
        .filter(|stretch| stretch.becomes_uncertain())
        .map(|stretch| days(stretch.from, stretch.to))
        .collect();
    if !uncertain.is_empty() {
        remarks.push(vec![alert(format!(
            "{id} becomes uncertain: {}",
            uncertain.join("; ")
        ))]);
    }
    let gap = |gap: &NewGap| {
        let event = ledger.event(gap.event);
        vec![
            alert(format!("{id} gets a gap as known on {}", gap.known)),
            plain(format!(
                ": `{}` ({}) does not fit what was known then, for {id} {}",
                event.id,
                event.kind,
                gap.refusal.reason()
            )),
        ]
    };
    remarks.extend(effect.gaps.iter().map(gap));
    remarks
}

fn warning(problem: &Diagnostic) -> Line {
    vec![
        alert(format!("{} ({})", problem.severity().word(), problem.code)),
        plain(format!(": {}; {}", problem.message, problem.help)),
    ]
}
