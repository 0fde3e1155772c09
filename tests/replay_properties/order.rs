//! The order of replay.

use chrono::NaiveDate;
use detente::model::ledger::Ledger;
use detente::model::order::{Window, replay_order};
use detente::replay::status::{AsOf, status};
use detente::replay::timeline::Timeline;
use proptest::prelude::*;

use super::oracle::{self, Lens, lens};
use super::plan::{Plan, channel, id_of, plan, plan_with};
use super::when::{When, day, days_asked, when};

fn window(when: &When) -> Window {
    Window {
        earliest: when.earliest,
        latest: when.latest,
    }
}

fn program_order(dates: &[When]) -> Vec<usize> {
    let windows: Vec<Window> = dates.iter().map(window).collect();
    replay_order(&windows)
}

/// Dates of which any two are decided: event `i` falls into the `i`-th fortnight.
fn decided(mut plan: Plan) -> Plan {
    for event in &mut plan.events {
        let first = 20 * u32::try_from(event.id).unwrap();
        let last = day(first + 4 * u32::try_from(event.citations.len()).unwrap());
        event.when = When::between(day(first), last);
    }
    plan.settled()
}

/// Everything that a ledger answers about its channels, by the ids of events.
fn answers(ledger: &Ledger, lens: &Lens) -> Vec<String> {
    let evidence = lens.evidence(ledger);
    let mut answers = Vec::new();
    for (key, _) in ledger.channels() {
        let timeline = Timeline::replay(ledger, key, &evidence);
        for entry in timeline.entries() {
            answers.push(format!(
                "e{}: {} {} {:?} {:?} {:?}",
                id_of(ledger, entry.event),
                entry.before,
                entry.after,
                entry.step,
                entry.not_before,
                entry.not_after,
            ));
        }
        for on in days_asked().step_by(4) {
            let standing = status(ledger, key, &AsOf { on, evidence });
            let setting = standing.setting.map(|s| {
                let bounds = (s.earliest, s.latest);
                (id_of(ledger, s.event), s.status, bounds, s.grade)
            });
            let undecided = standing
                .undecided
                .iter()
                .map(|entry| id_of(ledger, entry.event));
            answers.push(format!(
                "{on}: {:?} {setting:?} {:?} {} {:?} {:?}",
                standing.possible,
                undecided.collect::<Vec<_>>(),
                standing.gap,
                standing.staleness,
                standing.last_evidence.map(|last| (
                    id_of(ledger, last.event),
                    last.latest,
                    last.age_days
                )),
            ));
        }
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_is_a_linear_extension_of_certainly_before(
        dates in prop::collection::vec(when(), 0..30),
    ) {
        let order = program_order(&dates);
        let mut all = order.clone();
        all.sort_unstable();
        prop_assert!(all.into_iter().eq(0..dates.len()));
        for (place, &one) in order.iter().enumerate() {
            for &later in &order[place + 1..] {
                prop_assert!(!dates[later].certainly_precedes(&dates[one]), "{later} before {one}");
            }
        }
    }

    #[test]
    fn the_order_is_the_sentence_of_the_design(dates in prop::collection::vec(when(), 0..30)) {
        let expected = oracle::order_of(&dates.iter().collect::<Vec<_>>());
        prop_assert_eq!(program_order(&dates), expected);
    }

    #[test]
    fn a_ledger_keeps_the_order_of_each_channel_over_all_its_events(plan in plan()) {
        let ledger = plan.ledger();
        for number in 0..plan.channels {
            let order = ledger.order(channel(&ledger, number));
            let found: Vec<usize> = order.iter().map(|key| key.index()).collect();
            prop_assert_eq!(found, oracle::order(&plan, number));
        }
    }

    #[test]
    fn filters_never_reorder_the_rest(plan in plan(), lens in lens()) {
        let ledger = plan.ledger();
        for (key, _) in ledger.channels() {
            let timeline = Timeline::replay(&ledger, key, &lens.evidence(&ledger));
            let mut whole = ledger.order(key).iter();
            for entry in timeline.entries() {
                prop_assert!(whole.any(|key| *key == entry.event), "{:?}", entry.event);
            }
        }
    }

    #[test]
    fn shuffling_events_whose_dates_decide_their_order_changes_nothing(
        (plan, shuffled) in plan_with(when, 6).prop_map(decided).prop_flat_map(|plan| {
            let events = Just(plan.events.clone()).prop_shuffle();
            let shuffled = (Just(plan.clone()), events)
                .prop_map(|(plan, events)| Plan { events, ..plan });
            (Just(plan), shuffled)
        }),
        lens in lens(),
    ) {
        let (one, other) = (plan.ledger(), shuffled.ledger());
        prop_assert_eq!(answers(&one, &lens), answers(&other, &lens));
    }
}

#[test]
fn dates_that_follow_one_another_decide_whatever_the_file_says() {
    let dates: Vec<When> = (0..200_u32)
        .rev()
        .map(|n| When::between(day(2 * n), day(2 * n + 1)))
        .collect();
    assert!(program_order(&dates).into_iter().eq((0..200).rev()));
}

#[test]
fn events_of_the_last_and_the_first_day_of_the_calendar_are_ordered_too() {
    let at = |d: NaiveDate| When::between(d, d);
    let dates = [at(NaiveDate::MAX), at(NaiveDate::MIN)];
    assert_eq!(program_order(&dates), [1, 0]);
}
