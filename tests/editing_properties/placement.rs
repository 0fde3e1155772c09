//! Where a new event is put: small ledgers, every place in the file tried.

use detente::read::check;
use detente::write::change::{Change, NewEvent, Place};
use detente::write::edit::edit;
use detente::write::entry::EventEntry;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;

use super::model::{CHANNELS, DATES, Model, certainly_before, days, replayed};

/// An event that the machine never refuses.
fn harmless(id: String, date: usize, channels: u8) -> EventEntry<'static> {
    harmless_on(DATES[date].0, id, channels)
}

fn harmless_on(date: &'static str, id: String, channels: u8) -> EventEntry<'static> {
    let channels: Vec<_> = (0..3)
        .filter(|bit| channels & (1 << bit) != 0)
        .map(|bit| CHANNELS[bit].into())
        .collect();
    EventEntry {
        id: id.into(),
        date: date.into(),
        kind: if channels.is_empty() {
            "context"
        } else {
            "sought"
        }
        .into(),
        channels,
        inferred: true,
        recorded: Some("2024".into()),
        summary: "S".into(),
        ..EventEntry::default()
    }
}

/// An event of the same date and channels that the machine never refuses.
pub(crate) fn neutral(event: &EventEntry, id: String) -> EventEntry<'static> {
    let on = |bit: &usize| event.channels.iter().any(|id| id == CHANNELS[*bit]);
    let date = DATES.iter().position(|date| date.0 == event.date).unwrap();
    let channels = (0..3).filter(on).map(|bit| 1 << bit).sum();
    harmless(id, date, channels)
}

pub(crate) fn events(least: usize, most: usize) -> impl Strategy<Value = Vec<EventEntry<'static>>> {
    prop::collection::vec((0..DATES.len(), 0..8_u8), least..=most).prop_map(|events| {
        let name = |(number, (date, channels))| harmless(format!("e{number}"), date, channels);
        events.into_iter().enumerate().map(name).collect()
    })
}

pub(crate) fn arrival() -> impl Strategy<Value = EventEntry<'static>> {
    (0..DATES.len(), 0..8_u8).prop_map(|(date, channels)| harmless("new".into(), date, channels))
}

/// Dates of which any two are decided or the same.
fn apart() -> impl Strategy<Value = usize> {
    prop::sample::select(vec![12, 3, 0, 4, 5, 7, 14])
}

pub(crate) fn text(events: &[EventEntry]) -> String {
    let entries: String = events.iter().map(EventEntry::to_yaml).collect();
    let list = if events.is_empty() { "" } else { "events:\n" };
    format!(
        "title: T\nparties: [{{id: USA, name: A}}, {{id: CHN, name: B}}]\n\
         channels:\n  - {{id: hot.line, name: A, parties: [USA, CHN]}}\n  \
         - {{id: c-1, name: A, parties: [USA, CHN]}}\n  - {{id: 'Null', name: A, parties: [USA, CHN]}}\n{list}{entries}"
    )
}

/// The ids of the events in the order of the file after a change.
pub(crate) fn placed(events: &[EventEntry], change: &Change) -> Vec<String> {
    let edited = edit(&text(events), change).unwrap();
    edited
        .ledger
        .events()
        .map(|(_, event)| event.id.to_string())
        .collect()
}

fn ids<'e>(events: &'e [&EventEntry]) -> Vec<&'e str> {
    events.iter().map(|event| &*event.id).collect()
}

/// What a place in the file does: whether the others keep their order on the channels of the new
/// event, and whether it then comes behind everything that need not be later.
pub(crate) fn judge(
    old: &[EventEntry<'static>],
    new: &EventEntry<'static>,
    gap: usize,
) -> (bool, bool) {
    let mut with = old.to_vec();
    with.insert(gap, new.clone());
    let (mut keeps, mut is_last) = (true, true);
    for channel in &new.channels {
        let before = replayed(old, channel);
        let after = replayed(&with, channel);
        let others: Vec<&EventEntry> = after.iter().copied().filter(|e| e.id != new.id).collect();
        keeps &= ids(&others) == ids(&before);
        let own = after.iter().position(|event| event.id == new.id).unwrap();
        let is_later = |event: &&EventEntry| {
            certainly_before(days(&new.date).unwrap(), days(&event.date).unwrap())
        };
        is_last &= after[own + 1..].iter().all(is_later);
    }
    (keeps, is_last)
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn the_others_keep_their_order_and_the_new_one_comes_last_where_any_place_allows(
        old in events(0, 7),
        new in arrival(),
    ) {
        let file = placed(&old, &Change::event(new.clone()));
        let gap = file.iter().position(|id| id == "new").unwrap();
        let chosen = judge(&old, &new, gap);
        let all: Vec<(bool, bool)> = (0..=old.len()).map(|gap| judge(&old, &new, gap)).collect();
        let possible = |want: fn(&(bool, bool)) -> bool| all.iter().any(want);
        if possible(|(keeps, is_last)| *keeps && *is_last) {
            prop_assert_eq!(chosen, (true, true), "gap {} of {:?} in {}", gap, all, text(&old));
        } else if possible(|(keeps, _)| *keeps) {
            prop_assert!(chosen.0, "gap {} of {:?} in {}", gap, all, text(&old));
        }
    }

    #[test]
    fn a_place_that_is_named_is_taken(old in events(1, 6), new in arrival(), index in any::<Index>()) {
        let named = index.index(old.len());
        let id = old[named].id.to_string();
        let before: Vec<String> = old.iter().map(|event| event.id.to_string()).collect();
        for (place, gap) in [(Place::Before(id.clone()), named), (Place::After(id), named + 1)] {
            let change = Change { events: vec![NewEvent { entry: new.clone(), place }], ..Change::default() };
            let mut expected = before.clone();
            expected.insert(gap, "new".into());
            prop_assert_eq!(placed(&old, &change), expected);
        }
    }

    #[test]
    fn several_events_of_one_change_come_as_one_after_the_other(
        old in events(0, 5),
        new in prop::collection::vec((0..DATES.len(), 0..8_u8), 1..4),
    ) {
        let new: Vec<_> = new
            .into_iter()
            .enumerate()
            .map(|(number, (date, channels))| harmless(format!("n{number}"), date, channels))
            .collect();
        let mut change = Change::default();
        for entry in &new {
            change.events.push(NewEvent { entry: entry.clone(), place: Place::Replay });
        }
        let file = placed(&old, &change);
        let by_id = |id: &String| old.iter().chain(&new).find(|event| *event.id == **id).unwrap().clone();
        let all: Vec<_> = file.iter().map(by_id).collect();
        // Each was put where, among those that were there already, a good place was.
        let mut so_far = old.clone();
        for (number, entry) in new.iter().enumerate() {
            let there: Vec<_> = all
                .iter()
                .filter(|event| old.contains(event) || new[..=number].contains(event))
                .cloned()
                .collect();
            let gap = there.iter().position(|event| event.id == entry.id).unwrap();
            let possible = (0..=so_far.len()).any(|gap| judge(&so_far, entry, gap) == (true, true));
            if possible {
                prop_assert_eq!(judge(&so_far, entry, gap), (true, true), "{:?} {:?}", file, entry);
            }
            so_far = there;
        }
    }

    #[test]
    fn a_file_in_order_of_days_stays_in_order(
        mut old in prop::collection::vec((apart(), 0..8_u8), 0..7),
        new in apart(),
        channels in 0..8_u8,
        newest_first in any::<bool>(),
    ) {
        old.sort_by_key(|(date, _)| DATES[*date].1);
        // Two events of different days show which way the file runs.
        let newest_first = newest_first && old.first().map(|e| e.0) != old.last().map(|e| e.0);
        if newest_first {
            old.reverse();
        }
        let old: Vec<_> = old
            .iter()
            .enumerate()
            .map(|(number, (date, channels))| harmless(format!("e{number}"), *date, *channels))
            .collect();
        let model = Model { sources: Vec::new(), events: old.clone() };
        let new = harmless("new".into(), new, channels);
        let file = placed(&old, &Change::event(new.clone()));
        let mut found: Vec<Option<u32>> = file
            .iter()
            .map(|id| days(&model.event(id).unwrap_or(&new).date).unwrap().0)
            .collect();
        if newest_first {
            found.reverse();
        }
        prop_assert!(found.is_sorted(), "{:?}", file);
    }
}

#[test]
fn ledgers_of_this_test_are_ledgers() {
    assert!(check(text(&[harmless("a".into(), 0, 1)])).ledger.is_some());
    assert!(check(text(&[])).ledger.is_some());
}

#[test]
fn where_the_usual_place_will_not_do_the_first_that_does_is_taken() {
    type Events = &'static [(&'static str, u8)];
    let cases: [(Events, Events, &str); 6] = [
        // Behind all that is not later, though that is farther down than a reader would look.
        (
            &[("2023-01/2023-03", 2), ("2023-02/", 2), ("2023-01", 2)],
            &[("2023-06", 3)],
            "e0 e1 e2 n0",
        ),
        (
            &[
                ("2023-02/2023-05", 1),
                ("2023-01", 3),
                ("2023-05/2023-07", 1),
            ],
            &[("2023-01", 1)],
            "e0 e1 n0 e2",
        ),
        // Before the first that is later, not before just any.
        (
            &[("2023-05/2023-07", 3), ("2023-02-14", 3), ("/2023-02", 2)],
            &[("2023-01", 3)],
            "n0 e0 e1 e2",
        ),
        // If no place is behind all that is not later, the first where the others keep their order.
        (
            &[
                ("2023-05/2023-07", 2),
                ("2023-01", 2),
                ("2023", 3),
                ("2023-02/2023-05", 1),
            ],
            &[("2023-02-14", 3)],
            "e0 n0 e1 e2 e3",
        ),
        // Among others of the same change too.
        (
            &[("2023-02-14", 3)],
            &[("2023-01", 3), ("2023-01", 1)],
            "n0 n1 e0",
        ),
        (
            &[
                ("2023-02/2023-05", 1),
                ("2023-01", 3),
                ("/2023-02", 1),
                ("2023", 3),
            ],
            &[("2023-04", 3), ("2023-02/2023-05", 3), ("/2023-02", 3)],
            "e0 e1 e2 e3 n2 n0 n1",
        ),
    ];
    for (old, new, order) in cases {
        let named = |prefix: &'static str, events: Events| {
            let event = move |(number, (date, channels)): (usize, &(&'static str, u8))| {
                harmless_on(date, format!("{prefix}{number}"), *channels)
            };
            events.iter().enumerate().map(event).collect::<Vec<_>>()
        };
        let arrive = |entry| NewEvent {
            entry,
            place: Place::Replay,
        };
        let change = Change {
            events: named("n", new).into_iter().map(arrive).collect(),
            ..Change::default()
        };
        assert_eq!(placed(&named("e", old), &change).join(" "), order);
    }
}
