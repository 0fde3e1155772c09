//! The events of a ledger as a calendar (iCalendar, RFC 5545).
//!
//! A calendar knows days and spans of days. An event whose day is not known fills every day that its
//! date allows. One that has only a first or only a last day stands on that day alone, with its date
//! in words: an end that nobody knows is not made up. What has neither, or lies outside the years 0
//! to 9999 that the format can write, is left out and counted.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

use crate::model::belief::{Evidence, known_from};
use crate::model::date::Date;
use crate::model::id::EventKey;
use crate::model::ledger::Ledger;
use crate::replay::status::AsOf;

use super::escape::link;
use super::identity::short;
use super::inert::inert;
use super::language::{Catalogue, Message, Value};
use super::words;

/// The events that are believed, as a calendar; without those that were over before `since` and those
/// that cannot have happened by the day asked about.
///
/// Nothing in it depends on when it is made, so that the same ledger gives the same bytes.
pub fn calendar(
    catalogue: &Catalogue,
    ledger: &Ledger,
    as_of: &AsOf,
    since: Option<NaiveDate>,
) -> String {
    let evidence = &as_of.evidence;
    let believed = evidence.believed(ledger);
    let is_over = |date: &Date| {
        since
            .zip(date.latest())
            .is_some_and(|(since, latest)| latest < since)
    };
    let is_to_come = |date: &Date| date.earliest().is_some_and(|day| day > as_of.on);
    let events = ledger.events().filter(|(key, event)| {
        believed.contains(*key) && !is_over(&event.date) && !is_to_come(&event.date)
    });
    let mut left_out = 0_usize;
    let mut entries = Vec::new();
    for (key, event) in events {
        match Days::of(&event.date) {
            Some(days) => entries.push(entry(catalogue, ledger, evidence, key, days)),
            None => left_out += 1,
        }
    }
    let mut about = catalogue.say(Message::CalendarAbout);
    if left_out > 0 {
        about.push(' ');
        about.push_str(&catalogue.fill(
            Message::CalendarLeftOut,
            &[("count", Value::from(left_out))],
        ));
    }
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//detente//detente//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("X-WR-CALNAME", &inert(ledger.title())),
        ("X-WR-CALDESC", &about),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    for entry in entries {
        calendar.push(entry);
    }
    folded(&calendar.to_string().replace("\r\n ", ""))
}

/// Lines of at most 75 bytes, as RFC 5545 asks for.
///
/// The library folds them too, but makes some a byte too long.
fn folded(text: &str) -> String {
    const LONGEST: usize = 75;
    let mut folded = String::with_capacity(text.len() + text.len() / 32);
    for line in text.split_terminator("\r\n") {
        let mut length = 0;
        for character in line.chars() {
            length += character.len_utf8();
            if length > LONGEST {
                folded.push_str("\r\n ");
                length = 1 + character.len_utf8();
            }
            folded.push(character);
        }
        folded.push_str("\r\n");
    }
    folded
}

/// The days on which an event stands in a calendar.
#[derive(Clone, Copy)]
struct Days {
    first: NaiveDate,
    /// The day after the last one, if that is known.
    end: Option<NaiveDate>,
}

impl Days {
    /// `None` if a calendar cannot hold the date.
    fn of(date: &Date) -> Option<Self> {
        let days = match (date.earliest(), date.latest()) {
            (Some(first), Some(last)) => Self {
                first,
                end: Some(last.succ_opt()?),
            },
            (Some(day), None) | (None, Some(day)) => Self {
                first: day,
                end: None,
            },
            (None, None) => return None,
        };
        let is_writable = |day: &NaiveDate| (0..=9999).contains(&day.year());
        (is_writable(&days.first) && days.end.as_ref().is_none_or(is_writable)).then_some(days)
    }
}

fn entry(
    catalogue: &Catalogue,
    ledger: &Ledger,
    evidence: &Evidence,
    key: EventKey,
    days: Days,
) -> Event {
    let event = ledger.event(key);
    let mut entry = Event::new();
    entry
        .uid(&format!(
            "{}@{}.detente",
            event.id,
            short(&[ledger.title()])
        ))
        .timestamp(stamp(ledger, key, days))
        .starts(days.first)
        .summary(&inert(&summary(catalogue, ledger, key)))
        .description(&description(catalogue, ledger, evidence, key))
        .categories([words::kind(catalogue, event.kind)]);
    if let Some(end) = days.end {
        entry.ends(end);
    }
    // Whoever looks for a free day is not in the way of history.
    entry.append_property(Property::new("TRANSP", "TRANSPARENT"));
    if event.inferred || event.date.is_uncertain() || !event.date.is_single_day() {
        entry.status(EventStatus::Tentative);
    }
    let source = words::best_source(ledger, key, evidence);
    let url = source.and_then(|source| ledger.source(source).url.as_deref());
    if let Some(url) = url.and_then(link).filter(|url| inert(url) == **url) {
        entry.url(url);
    }
    entry.done()
}

/// When the entry was made, as every entry must say: on the day from which the event is known, for
/// the clock would make every calendar a new one.
fn stamp(ledger: &Ledger, key: EventKey, days: Days) -> DateTime<Utc> {
    let known = known_from(ledger, &ledger.event(key));
    let day = known.filter(|day| (0..=9999).contains(&day.year()));
    day.unwrap_or(days.first).and_time(NaiveTime::MIN).and_utc()
}

/// What a calendar has room for in a day: `suspended: Hotline – The line is cut. (2023-02)`.
fn summary(catalogue: &Catalogue, ledger: &Ledger, key: EventKey) -> String {
    let event = ledger.event(key);
    let names = event.channels.iter().map(|one| &*ledger.channel(*one).name);
    let names: Vec<&str> = names.collect();
    let mut text = words::kind(catalogue, event.kind);
    if !names.is_empty() {
        text.push_str(": ");
        text.push_str(&names.join(", "));
    }
    text.push_str(" – ");
    text.push_str(&event.summary);
    if !event.date.is_single_day() || event.date.is_uncertain() {
        text.push_str(&format!(" ({})", event.date));
    }
    text
}

fn description(
    catalogue: &Catalogue,
    ledger: &Ledger,
    evidence: &Evidence,
    key: EventKey,
) -> String {
    let event = ledger.event(key);
    let days = words::bounds(catalogue, event.date.earliest(), event.date.latest());
    let date = words::date(catalogue, &event);
    let mut lines = vec![
        words::line_text(&words::told(catalogue, &event)),
        words::deed(catalogue, ledger, &event),
        if days == date {
            catalogue.fill(Message::CalendarDate, &[("date", Value::from(&date))])
        } else {
            catalogue.fill(
                Message::CalendarDays,
                &[("date", Value::from(&date)), ("days", Value::from(&days))],
            )
        },
    ];
    let word = words::word(catalogue, ledger, key, evidence);
    lines.push(catalogue.fill(Message::CalendarWord, &[("word", Value::from(&word))]));
    if let Some(known) = known_from(ledger, &event) {
        let known = known.to_string();
        lines.push(catalogue.fill(Message::CalendarKnown, &[("day", Value::from(&known))]));
    }
    if let Some(note) = &event.note {
        lines.push(catalogue.fill(Message::Note, &[("note", Value::from(&**note))]));
    }
    // A note may have several lines, which the format can hold.
    let lines = lines.iter().flat_map(|line| line.lines());
    let lines: Vec<_> = lines.map(inert).collect();
    lines.join("\n")
}
