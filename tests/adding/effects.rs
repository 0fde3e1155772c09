//! What a change is said to do to a channel, against a comparison of every day.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use detente::model::belief::Evidence;
use detente::model::id::ChannelKey;
use detente::model::ledger::Ledger;
use detente::model::machine::{Refusal, State};
use detente::read::check;
use detente::replay::effect::{Effect, Stretch, effects, touched};
use detente::replay::timeline::Timeline;
use detente::write::change::Change;
use detente::write::edit::edit;
use detente::write::entry::{CitationEntry, EventEntry, WithdrawalEntry};
use proptest::prelude::*;

use super::growing::{BARE, attempts, grow};

/// Every day on which something can change, and some before and after.
fn calendar() -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2022, 12, 25).unwrap();
    let far = [NaiveDate::MIN, NaiveDate::MAX];
    (0..140).map(move |day| first + Days::new(day)).chain(far)
}

fn timeline(ledger: &Ledger, channel: ChannelKey, known: Option<NaiveDate>) -> Timeline {
    let evidence = Evidence {
        known,
        ..Evidence::ALL
    };
    Timeline::replay(ledger, channel, &evidence)
}

fn assert_stretches(effect: &Effect, before: &Timeline, after: &Timeline) {
    for day in calendar() {
        let (was, is) = (before.possible(day), after.possible(day));
        let covers = effect.stretches.iter().filter(|stretch| {
            stretch.from.is_none_or(|from| from <= day) && stretch.to.is_none_or(|to| day <= to)
        });
        let covers: Vec<_> = covers
            .map(|stretch| (stretch.before, stretch.after))
            .collect();
        if was == is {
            assert_eq!(covers, [], "{day}");
        } else {
            assert_eq!(covers, [(was, is)], "{day}");
        }
    }
    for pair in effect.stretches.windows(2) {
        let touch = pair[0].to.and_then(|to| to.succ_opt()) == pair[1].from;
        let same = (pair[0].before, pair[0].after) == (pair[1].before, pair[1].after);
        assert!(!(touch && same), "{pair:?}");
    }
}

/// The events that are refused on a day of knowledge, by id.
fn refused(ledger: &Ledger, channel: ChannelKey, known: NaiveDate) -> BTreeMap<String, Refusal> {
    let timeline = timeline(ledger, channel, Some(known));
    let entries = timeline.entries().iter();
    entries
        .filter_map(|entry| Some((ledger.event(entry.event).id.to_string(), entry.gap()?)))
        .collect()
}

fn assert_gaps(effect: &Effect, old: &Ledger, new: &Ledger) {
    let mut expected = BTreeMap::new();
    for known in calendar().filter(|day| *day != NaiveDate::MIN && *day != NaiveDate::MAX) {
        let before = refused(old, effect.channel, known);
        for (id, refusal) in refused(new, effect.channel, known) {
            if !before.contains_key(&id) {
                expected.entry(id).or_insert((known, refusal));
            }
        }
    }
    let said: BTreeMap<String, (NaiveDate, Refusal)> = effect
        .gaps
        .iter()
        .map(|gap| {
            (
                new.event(gap.event).id.to_string(),
                (gap.known, gap.refusal),
            )
        })
        .collect();
    assert_eq!(said, expected);
}

proptest! {

    #[test]
    fn the_effects_of_a_change_are_those_of_a_comparison_day_by_day(attempts in attempts()) {
        grow(&attempts, |text, _, _, edited| {
            let Ok(edited) = edited else { return Ok(()) };
            let old = check(text).ledger.unwrap();
            let (channel, _) = old.channels().next().unwrap();
            let found = effects(&old, &edited.ledger, [channel]);
            let [effect] = found.as_slice() else { panic!("{found:?}") };
            let (before, after) = (timeline(&old, channel, None), timeline(&edited.ledger, channel, None));
            assert_stretches(effect, &before, &after);
            assert_gaps(effect, &old, &edited.ledger);
            Ok::<(), TestCaseError>(())
        })?;
    }
}

#[test]
fn only_what_was_certain_becomes_uncertain() {
    let becomes_uncertain = |before: usize, after: usize| {
        let states = |count| State::ALL.into_iter().take(count).collect();
        let stretch = Stretch {
            from: None,
            to: None,
            before: states(before),
            after: states(after),
        };
        stretch.becomes_uncertain()
    };
    assert!(becomes_uncertain(1, 2));
    assert!(!becomes_uncertain(2, 3));
    assert!(!becomes_uncertain(2, 1));
}

#[test]
fn a_gap_may_begin_on_the_day_of_a_withdrawal() {
    let ledger = |withdrawn: &str, more: &str| {
        let events = format!(
            "events:
  - {{id: cut, date: 2023-01-10, kind: suspended, channels: [line], summary: S., sources: [early]{withdrawn}}}
{more}  - {{id: back, date: 2023-01-15, kind: resumed, channels: [line], summary: S., sources: [early]}}
"
        );
        check(BARE.replace("events: []\n", &events)).ledger.unwrap()
    };
    let old = ledger("", "");
    let new = ledger(
        ", withdrawn: {date: 2023-03-01, reason: R.}",
        "  - {id: talks, date: 2023-01-11, kind: talks, channels: [line], summary: S., sources: [late]}\n",
    );
    let (channel, _) = old.channels().next().unwrap();
    let found = effects(&old, &new, [channel]);
    let gaps: Vec<_> = found[0]
        .gaps
        .iter()
        .map(|gap| (new.event(gap.event).id.as_str(), gap.known.to_string()))
        .collect();
    assert_eq!(gaps, [("back", "2023-03-01".to_owned())]);
}

/// Two channels; the suspension of one was corrected to be of the other.
const CORRECTED: &str = "\
title: Test
parties: [{id: USA, name: A}, {id: CHN, name: B}]
channels:
  - {id: a, name: A, parties: [USA, CHN]}
  - {id: b, name: B, parties: [USA, CHN]}
sources: [{id: wire, outlet: W, title: T, published: 2023}]
events:
  - {id: began, date: 2020, kind: opened, channels: [a, b], summary: S., sources: [wire]}
  - {id: cut, date: 2021, kind: suspended, channels: [a], summary: S., sources: [wire]}
  - {id: cut-2, date: 2021, kind: suspended, channels: [b], summary: S., sources: [wire], corrects: cut}
";

#[test]
fn a_withdrawn_correction_touches_the_channels_of_what_it_brings_back() {
    let withdrawal = WithdrawalEntry {
        date: "2023".into(),
        source: None,
        reason: "It was right.".into(),
    };
    let edited = edit(CORRECTED, &Change::withdrawal("cut-2", withdrawal)).unwrap();
    let old = check(CORRECTED).ledger.unwrap();
    let ids: Vec<&str> = touched(&old, &edited.ledger, &[])
        .into_iter()
        .map(|channel| old.channel(channel).id.as_str())
        .collect();
    assert_eq!(ids, ["a", "b"]);
}

#[test]
fn a_scope_changes_what_sets_a_status_though_not_the_status() {
    let entry = EventEntry {
        id: "in-part".into(),
        date: "2022".into(),
        kind: "resumed".into(),
        channels: vec!["b".into()],
        scope: Some("voice".into()),
        summary: "S.".into(),
        sources: vec![CitationEntry::parse("wire:2")],
        ..EventEntry::default()
    };
    let whole = EventEntry {
        scope: None,
        ..entry.clone()
    };
    let ledger =
        |entry: EventEntry<'static>| edit(CORRECTED, &Change::event(entry)).unwrap().ledger;
    let (before, after) = (ledger(whole), ledger(entry));
    let channels: Vec<ChannelKey> = before.channels().map(|(key, _)| key).collect();
    let effects = effects(&before, &after, channels);
    assert!(effects.iter().all(|effect| effect.stretches.is_empty()));
    let changed: Vec<bool> = effects
        .iter()
        .map(|effect| effect.setters.is_some())
        .collect();
    assert_eq!(changed, [false, true]);
}
