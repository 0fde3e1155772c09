//! What a change of a ledger would do, before it is written.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::belief::known_from;
use crate::model::event::Event;
use crate::model::grade::Reliability;
use crate::model::id::EventKey;
use crate::model::ledger::Ledger;
use crate::read::diagnostic::Diagnostic;
use crate::replay::effect::{Effect, NewGap, Setter, Stretch};
use crate::replay::open_order::{Neighbour, open_order};
use crate::write::entry::{CitationEntry, EventEntry};

use super::document::{Column, Document, Item, Line, Run, Table, alert, faint, plain, strong};
use super::language::Catalogue;
use super::spoken::spoken;
use super::words;

/// A change of a ledger and what follows from it.
pub struct Preview<'a> {
    /// The changed ledger.
    pub ledger: &'a Ledger,
    /// The words that it shares with other answers; its own are English.
    pub catalogue: &'a Catalogue,
    /// The ids of the sources that are added.
    pub sources: Vec<&'a str>,
    /// The events that are added.
    pub events: Vec<EventKey>,
    /// Those among them that stand where the replay puts them, for nobody has named a place.
    pub placed_by_replay: BTreeSet<EventKey>,
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
    document.list(deeds(preview));
    let rows: Vec<Vec<Run>> = preview
        .effects
        .iter()
        .flat_map(|effect| rows(preview.catalogue, preview.ledger, effect))
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
        remarks.extend(effect_remarks(preview.catalogue, preview.ledger, effect));
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

/// Most new events of which every fact is shown; of a batch, a line each will do.
const MOST_IN_FULL: usize = 3;

/// What the change adds and withdraws.
fn deeds(preview: &Preview) -> Vec<Item> {
    let ledger = preview.ledger;
    let in_full = preview.events.len() <= MOST_IN_FULL;
    let sources = preview.sources.iter().map(|id| {
        let line = vec![plain("adds the source "), strong(*id)];
        let found = ledger
            .sources()
            .find(|(_, source)| source.id.as_str() == *id);
        let about = found.map(|(_, source)| {
            let letter = source.reliability.map_or("not judged", Reliability::letter);
            vec![plain(format!(
                "{}, {}, {} (reliability: {letter})",
                source.outlet, source.title, source.published
            ))]
        });
        let items = about.into_iter().map(Item::new).collect();
        Item { line, items }
    });
    let events = preview.events.iter().map(|key| {
        let event = ledger.event(*key);
        let mut line = vec![plain("adds "), strong(event.id.as_str())];
        line.push(plain(format!(
            ": {}",
            facts(preview.catalogue, ledger, &event)
        )));
        if let Some(old) = event.corrects {
            line.push(plain(format!(", in place of {}", ledger.event(old).id)));
        }
        line.push(faint(known(ledger, &event)));
        let mut more = Vec::new();
        if in_full {
            more = told(ledger, &event);
            if preview.placed_by_replay.contains(key) {
                let neighbours = open_order(ledger, *key).into_iter();
                more.extend(neighbours.map(|neighbour| order_left_open(ledger, neighbour)));
            }
        }
        Item {
            line,
            items: more.into_iter().map(Item::new).collect(),
        }
    });
    let withdrawn = preview.withdrawn.iter().filter_map(|key| {
        let event = ledger.event(*key);
        let withdrawal = event.withdrawn.as_ref()?;
        let line = vec![
            plain("withdraws "),
            strong(event.id.as_str()),
            plain(format!(
                ": {}, not believed from {} on",
                facts(preview.catalogue, ledger, &event),
                withdrawal.date
            )),
        ];
        let items = vec![Item::new(vec![plain(&*withdrawal.reason)])];
        Some(Item { line, items })
    });
    let mut items: Vec<Item> = sources.chain(events).chain(withdrawn).collect();
    let left_out = items.len().saturating_sub(MOST_SHOWN);
    items.truncate(MOST_SHOWN);
    if left_out > 0 {
        items.push(Item::new(vec![faint(format!("… and {left_out} more"))]));
    }
    items
}

/// What a new event tells, read back so that a slip can be seen.
fn told(ledger: &Ledger, event: &Event) -> Vec<Line> {
    let mut lines = vec![vec![plain(event.summary)]];
    if !event.date.is_single_day() {
        let date = &event.date;
        lines.push(vec![faint(format!("{date}: {}", spoken(date)))]);
    }
    let cited = event.citations.iter().map(|citation| {
        let source = ledger.source(citation.source);
        let at = citation
            .at
            .as_ref()
            .map_or_else(String::new, |at| format!(", {at}"));
        format!("{}{at} ({})", source.id, citation.grade(source))
    });
    let mut word: Vec<String> = cited.collect();
    if event.inferred {
        word.push("inferred".into());
    }
    lines.push(vec![faint(format!("on the word of {}", word.join("; ")))]);
    if event.citations.is_empty() {
        lines.pop();
        lines.push(vec![alert("inferred, without a source")]);
    }
    if let Some(withdrawal) = &event.withdrawn {
        lines.push(vec![alert(format!(
            "withdrawn from {} on: {}",
            withdrawal.date, withdrawal.reason
        ))]);
    }
    if let Some(old) = event.corrects {
        lines.extend(corrected(ledger, &ledger.event(old), event));
    }
    lines
}

/// That the place of an event says something that the dates do not.
fn order_left_open(ledger: &Ledger, neighbour: Neighbour) -> Line {
    let (side, other, option, which) = match neighbour {
        Neighbour::Before(other) => ("behind", other, "--before", "this one"),
        Neighbour::Behind(other) => ("before", other, "--after", "that one"),
    };
    let Event { id, kind, date, .. } = ledger.event(other);
    vec![alert(format!(
        "put {side} {id} ({kind}, {date}), though the dates leave open which came first; if {which} did, \
         add it with `{option} {id}`"
    ))]
}

/// What a correction says otherwise than the event that it replaces, and since when.
fn corrected(ledger: &Ledger, old: &Event, new: &Event) -> Vec<Line> {
    let (was, is) = (EventEntry::of(ledger, old), EventEntry::of(ledger, new));
    let texts = |entry: &EventEntry| {
        let list = |items: &[Cow<str>]| items.join(", ");
        let field = |text: &Option<Cow<str>>| text.as_deref().unwrap_or("").to_owned();
        let sources = entry.sources.iter().filter_map(CitationEntry::short);
        [
            ("date", entry.date.to_string()),
            (
                "kind",
                format!("{} {}", entry.kind, field(&entry.status))
                    .trim()
                    .to_owned(),
            ),
            ("channels", list(&entry.channels)),
            ("by", field(&entry.by)),
            ("cause", field(&entry.cause)),
            ("scope", field(&entry.scope)),
            ("inferred", entry.inferred.to_string()),
            ("summary", entry.summary.to_string()),
            ("sources", sources.collect::<Vec<_>>().join(", ")),
            ("reported", field(&entry.reported)),
            ("note", field(&entry.note)),
            ("tags", list(&entry.tags)),
        ]
    };
    let or_nothing = |text: String| {
        if text.is_empty() {
            "nothing".into()
        } else {
            text
        }
    };
    let mut lines: Vec<Line> = texts(&was)
        .into_iter()
        .zip(texts(&is))
        .filter(|((_, was), (_, is))| was != is)
        .map(|((key, was), (_, is))| {
            let (was, is) = (or_nothing(was), or_nothing(is));
            vec![faint(format!("{key}: {is} instead of {was}"))]
        })
        .collect();
    if known_from(ledger, new) <= known_from(ledger, old) {
        lines.push(vec![alert(
            "known as early as the old event, so answers as of earlier days change too; if it was learnt \
             later, cite with `--source` what told it",
        )]);
    }
    lines
}

/// What happened to which channels and when: `resumed on mmca, 2024-04-03`.
fn facts(catalogue: &Catalogue, ledger: &Ledger, event: &Event) -> String {
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
    format!("{}{on}, {}", event.kind, words::date(catalogue, event))
}

fn known(ledger: &Ledger, event: &Event) -> String {
    match known_from(ledger, event) {
        Some(day) => format!(", known from {day} on"),
        None => String::new(),
    }
}

fn rows(catalogue: &Catalogue, ledger: &Ledger, effect: &Effect) -> Vec<Vec<Run>> {
    let id = ledger.channel(effect.channel).id.as_str();
    let row = |stretch: &Stretch| {
        vec![
            strong(id),
            plain(days(stretch.from, stretch.to)),
            words::signed(catalogue, stretch.before),
            words::signed(catalogue, stretch.after),
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
        .filter(|effect| effect.stretches.is_empty() && effect.setters.is_none())
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

fn effect_remarks(catalogue: &Catalogue, ledger: &Ledger, effect: &Effect) -> Vec<Line> {
    let id = &ledger.channel(effect.channel).id;
    let mut remarks = Vec::new();
    if effect.stretches.is_empty()
        && let Some([_, is]) = &effect.setters
    {
        remarks.push(vec![plain(match is {
            Some(setter) => format!("the status of {id} stays, now by {}", by(catalogue, setter)),
            None => format!("the status of {id} stays"),
        })]);
    }
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

/// What sets a status: `back (voice only), 2023-02-01 to 2023-02-28, B2`.
fn by(catalogue: &Catalogue, setter: &Setter) -> String {
    let scope = setter.scope.as_ref();
    let scope = scope.map_or_else(String::new, |scope| format!(" ({scope})"));
    let grade = setter
        .grade
        .map_or_else(String::new, |grade| format!(", {grade}"));
    let (earliest, latest) = setter.days;
    format!(
        "{}{scope}, {}{grade}",
        setter.id,
        words::bounds(catalogue, earliest, latest)
    )
}

fn warning(problem: &Diagnostic) -> Line {
    vec![
        alert(format!("{} ({})", problem.severity().word(), problem.code)),
        plain(format!(": {}; {}", problem.message, problem.help)),
    ]
}
