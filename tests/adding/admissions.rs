//! Whether an event fits, and what is said to make it fit, against the edit itself.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use detente::model::belief::Evidence;
use detente::model::date::{Comparison, Date};
use detente::model::machine::{Kind, Refusal};
use detente::model::order::Window;
use detente::read::check;
use detente::replay::admission::{Admission, Missing, Obstacle, Opening};
use detente::replay::timeline::Timeline;
use detente::write::change::{NewEvent, Place};
use detente::write::edit::edit;
use proptest::prelude::*;

use super::growing::{Attempt, BARE, attempts, change, event, grow};

/// The days on which something can change, and those beside them.
fn days(windows: impl Iterator<Item = Window>) -> BTreeSet<NaiveDate> {
    let bounds = windows.flat_map(|window| [window.earliest, window.latest]);
    bounds
        .flatten()
        .flat_map(|day| [day - Days::new(1), day, day + Days::new(1)])
        .collect()
}

fn is_legal(text: &str, events: &[&NewEvent]) -> bool {
    edit(text, &change(events)).is_ok()
}

/// What is missing, as an event with the widest date that can be written.
fn written(missing: Missing, own: &Date, before: Option<String>) -> NewEvent {
    let day = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
    let date = match (missing.earliest, missing.latest) {
        (None, None) if missing.comes_after => format!("{}/", own.latest().unwrap()),
        (None, None) => format!("/{}", own.earliest().unwrap()),
        (Some(a), Some(b)) if a == b => a.to_string(),
        (a, b) => format!("{}/{}", day(a), day(b)),
    };
    let mut event = event("missing", missing.kind, &date, "late");
    if let Some(before) = before {
        event.place = Place::Before(before);
    }
    event
}

/// Holds everything that is said of an event to the edit.
fn judge(text: &str, attempt: &Attempt, new: &NewEvent) {
    let ledger = check(text).ledger.unwrap();
    let (channel, _) = ledger.channels().next().unwrap();
    // What is not believed any more keeps its turn in the order, which only the edit looks at;
    // and in a file out of order a place in the file is none in the replay.
    let mut events = ledger.events();
    let is_believed = events.all(|(key, _)| Evidence::ALL.believes(&ledger, key));
    if !is_believed || !ledger.order(channel).is_sorted() {
        return;
    }
    let timeline = Timeline::replay(&ledger, channel, &Evidence::ALL);
    let date = Date::parse(&new.entry.date).unwrap();
    let kind: Kind = attempt.kind();
    let admission = Admission::new(&ledger, &timeline, kind, Window::of(&date));
    let legal = is_legal(text, &[new]);
    assert_eq!(admission.obstacle().is_none(), legal, "{text}\n{new:?}");

    if legal {
        assert_eq!(admission.missing(), None);
        return;
    }
    let openings = admission.openings();
    let windows = ledger.events().map(|(_, event)| Window::of(&event.date));
    for day in days(windows.chain([Window::of(&date)])) {
        let mut moved = new.clone();
        moved.entry.date = day.to_string().into();
        let is_open = openings.iter().any(|opening| {
            opening.from.is_none_or(|from| from <= day) && opening.to.is_none_or(|to| day <= to)
        });
        let on_day = Date::from_day(day);
        let is_decided = timeline
            .entries()
            .iter()
            .all(|entry| ledger.event(entry.event).date.compare(&on_day) != Comparison::Undecided);
        if is_open || is_decided {
            assert_eq!(
                is_open,
                is_legal(text, &[&moved]),
                "{day}\n{text}\n{new:?}\n{openings:?}"
            );
        }
    }

    if let Some(missing) = admission.missing() {
        let before = missing.before.map(|key| ledger.event(key).id.to_string());
        let added = written(missing, &date, before);
        let both = if missing.comes_after {
            [new, &added]
        } else {
            [&added, new]
        };
        assert!(is_legal(text, &both), "{missing:?}\n{text}\n{new:?}");
    }
}

proptest! {

    #[test]
    fn what_is_said_of_an_event_that_does_not_fit_holds(attempts in attempts()) {
        grow(&attempts, |text, attempt, number, _| {
            if let Some(new) = attempt.plain(number) {
                judge(text, attempt, &new);
            }
            Ok::<(), TestCaseError>(())
        })?;
    }
}

/// A line that is open for one day.
fn open_for_a_day() -> String {
    let events = "events:
  - {id: open, date: 2023-01-11, kind: opened, channels: [line], summary: S., sources: [early]}
  - {id: cut, date: 2023-01-12, kind: suspended, channels: [line], summary: S., sources: [early]}
";
    BARE.replace("events: []\n", events)
}

#[test]
fn the_place_that_is_asked_about_decides_what_is_in_the_way() {
    let ledger = check(open_for_a_day()).ledger.unwrap();
    let (channel, _) = ledger.channels().next().unwrap();
    let timeline = Timeline::replay(&ledger, channel, &Evidence::ALL);
    let [open, cut] = [0, 1].map(|event| timeline.entries()[event].event);
    let january = Window::of(&Date::parse("2023-01").unwrap());
    let asked = |kind| Admission::new(&ledger, &timeline, kind, january);
    let suspended = Obstacle {
        refused: None,
        refusal: Refusal::ContactWhileSuspended,
        setter: Some(cut),
    };
    assert_eq!(asked(Kind::Contact).obstacle(), Some(suspended));
    assert_eq!(asked(Kind::Contact).behind(cut).obstacle(), Some(suspended));
    assert_eq!(asked(Kind::Contact).before(cut).obstacle(), None);
    assert_eq!(asked(Kind::Contact).behind(open).obstacle(), None);
    // What the new event has set is in nobody else's name.
    let obstacle = Obstacle {
        refused: Some(cut),
        refusal: Refusal::AlreadySuspended,
        setter: None,
    };
    let second_cut = asked(Kind::Suspended).behind(open);
    assert_eq!(second_cut.obstacle(), Some(obstacle));
}

#[test]
fn a_single_day_is_a_day_on_which_an_event_may_be_legal() {
    let ledger = check(open_for_a_day()).ledger.unwrap();
    let (channel, _) = ledger.channels().next().unwrap();
    let timeline = Timeline::replay(&ledger, channel, &Evidence::ALL);
    let march = Window::of(&Date::parse("2023-03").unwrap());
    let day = NaiveDate::from_ymd_opt(2023, 1, 11);
    assert_eq!(
        Admission::new(&ledger, &timeline, Kind::Contact, march).openings(),
        [Opening { from: day, to: day }]
    );
}
