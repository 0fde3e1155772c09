//! Ledgers of every length of time, from a day to the calendar's twenty thousand years.

use std::fmt::Write;

use chrono::{Days, NaiveDate};
use detente::model::belief::Evidence;
use detente::model::ledger::Ledger;
use detente::read;
use detente::replay::asked::Asked;
use detente::replay::status::{AsOf, Standing};
use detente::replay::timeline::Timeline;
use detente::view::chart::{Chart, Range, chart};
use detente::view::language::{Catalogue, Language};
use proptest::prelude::*;

/// An event: how long after the one before it, how long it may have taken, and what else.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    gap: u32,
    width: u32,
    open: bool,
    witness: Option<usize>,
    cause: Option<String>,
    inferred: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Plan {
    first: NaiveDate,
    /// Days to which one unit of a gap comes.
    unit: u64,
    channels: Vec<Vec<Event>>,
    /// Days after the first, in units.
    pub(crate) on: u32,
}

fn event() -> impl Strategy<Value = Event> {
    let words = "[a-zA-Z ,äöß線]{1,80}".prop_map(|text| format!("x{}", text.trim_end()));
    (
        0..20_u32,
        prop_oneof![2 => Just(0), 1 => 1..30_u32],
        prop::bool::weighted(0.1),
        prop::option::of(0..3_usize),
        prop::option::weighted(0.4, words),
        any::<bool>(),
    )
        .prop_map(|(gap, width, open, witness, cause, inferred)| Event {
            gap,
            width,
            open,
            witness,
            cause,
            inferred,
        })
}

pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    let unit = prop::sample::select(vec![1, 1, 7, 30, 400, 4_000, 20_000]);
    let first = (-9000..3000_i32).prop_map(|year| NaiveDate::from_ymd_opt(year, 3, 1).unwrap());
    let recent = Just(NaiveDate::from_ymd_opt(2023, 1, 28).unwrap());
    let channels = prop::collection::vec(prop::collection::vec(event(), 0..8), 1..4);
    (prop_oneof![recent, first], unit, channels, 0..120_u32).prop_map(
        |(first, unit, channels, on)| Plan {
            first,
            unit,
            channels,
            on,
        },
    )
}

impl Plan {
    fn day(&self, units: u32) -> NaiveDate {
        let last = NaiveDate::from_ymd_opt(9998, 12, 31).unwrap();
        let day = self.first + Days::new(u64::from(units) * self.unit);
        day.min(last)
    }

    pub(crate) fn asked_on(&self) -> NaiveDate {
        self.day(self.on)
    }

    pub(crate) fn ledger(&self) -> Ledger {
        const SETTING: [&str; 3] = ["suspended", "talks", "resumed"];
        const BEARING: [&str; 3] = ["sought", "declined", "unanswered"];
        let mut text = String::from(
            "title: Generated\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n\
             sources: [{id: s, outlet: O, title: T, published: 2023}]\nchannels:\n",
        );
        for number in 0..self.channels.len() {
            writeln!(text, "  - {{id: c{number}, name: C, parties: [USA, CHN]}}").unwrap();
        }
        text.push_str("events:\n");
        for (channel, events) in self.channels.iter().enumerate() {
            let (mut begin, mut end, mut settings, mut only_open) = (0, 0, 0, false);
            for (number, event) in events.iter().enumerate() {
                begin += event.gap;
                end = end.max(begin + event.width);
                only_open |= event.open && number + 1 == events.len();
                let (earliest, latest) = (self.day(begin), self.day(end));
                let date = match (event.open, number, only_open) {
                    (true, 0, _) => format!("/{latest}"),
                    (_, _, true) => format!("{earliest}/.."),
                    _ if earliest == latest => earliest.to_string(),
                    _ => format!("{earliest}/{latest}"),
                };
                let kind = event.witness.map_or_else(
                    || {
                        settings += 1;
                        SETTING[(settings - 1) % 3]
                    },
                    |witness| BEARING[witness],
                );
                let id = format!("e{channel}-{number}");
                if let Some(cause) = &event.cause {
                    writeln!(
                        text,
                        "  - {{id: {id}-why, date: \"{date}\", kind: context, summary: \"{cause}\", sources: [s]}}"
                    )
                    .unwrap();
                }
                let cause = event
                    .cause
                    .as_ref()
                    .map_or(String::new(), |_| format!("cause: {id}-why, "));
                writeln!(
                    text,
                    "  - {{id: {id}, date: \"{date}\", kind: {kind}, channels: [c{channel}], {cause}inferred: {}, \
                     summary: S, sources: [s]}}",
                    event.inferred
                )
                .unwrap();
            }
        }
        let checked = read::check(&text);
        checked
            .ledger
            .unwrap_or_else(|| unreachable!("{:?}\n{text}", checked.diagnostics))
    }
}

/// The replay of every channel, and what it is on a day.
pub(crate) fn replayed(ledger: &Ledger, on: NaiveDate) -> Vec<(Timeline, Standing)> {
    let asked = Asked::new(ledger, as_of(on));
    let replay = |channel| (asked.timeline(channel), asked.status(channel));
    ledger
        .channels()
        .map(|(channel, _)| replay(channel))
        .collect()
}

pub(crate) fn as_of(on: NaiveDate) -> AsOf {
    AsOf {
        on,
        evidence: Evidence::ALL,
    }
}

pub(crate) fn drawn(ledger: &Ledger, on: NaiveDate, range: Range, language: Language) -> Chart {
    let replayed = replayed(ledger, on);
    let rows = replayed
        .iter()
        .map(|(timeline, standing)| (timeline, standing));
    chart(&Catalogue::new(language), ledger, &as_of(on), rows, range)
}
