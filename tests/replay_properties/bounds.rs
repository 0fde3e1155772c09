//! Bounds, and what follows from them: the possible statuses of a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use detente::model::machine::{State, Step, after, step};
use detente::model::states::States;
use detente::replay::timeline::{Timeline, fold};
use proptest::prelude::*;
use proptest::sample::Index;

use super::oracle::{self, Lens, lens};
use super::plan::{Plan, channel, id_of, plan, plan_with};
use super::when::{bounded_range, day, days_asked, in_a_fortnight, range_in_a_fortnight, when};

fn timeline(plan: &Plan, number: usize, lens: &Lens) -> Timeline {
    let ledger = plan.ledger();
    Timeline::replay(&ledger, channel(&ledger, number), &lens.evidence(&ledger))
}

/// The states on each day of the fortnight, and on those around it, over all assignments.
fn brute_force(entries: &[oracle::Entry]) -> BTreeMap<NaiveDate, States> {
    let asked: Vec<NaiveDate> = day(0)
        .pred_opt()
        .into_iter()
        .chain((0..15).map(day))
        .collect();
    let states: Vec<State> = (0..=entries.len())
        .map(|count| oracle::state_of_first(entries, count))
        .collect();
    let mut found: BTreeMap<NaiveDate, States> = BTreeMap::new();
    let days = oracle::days_of(entries).unwrap();
    oracle::assignments(&days, &mut Vec::new(), &mut |assigned| {
        for &on in &asked {
            let happened = assigned.iter().filter(|day| **day <= on).count();
            found.entry(on).or_default().insert(states[happened]);
        }
    });
    found
}

/// The same without trying every assignment.
fn reachable(entries: &[oracle::Entry], days: &[Vec<NaiveDate>], on: NaiveDate) -> States {
    (0..=entries.len())
        .filter(|&count| oracle::can_have_happened(days, count, on))
        .map(|count| oracle::state_of_first(entries, count))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn possible_is_brute_force_where_every_date_is_one_range_of_days(
        plan in plan_with(range_in_a_fortnight, 6),
        lens in lens(),
    ) {
        let timeline = timeline(&plan, 0, &lens);
        for (on, expected) in brute_force(&oracle::replay(&plan, 0, &lens)) {
            prop_assert_eq!(timeline.possible(on), expected, "{}", on);
        }
    }

    #[test]
    fn possible_contains_brute_force_where_dates_are_one_of_a_set(
        plan in plan_with(in_a_fortnight, 6),
        lens in lens(),
    ) {
        let timeline = timeline(&plan, 0, &lens);
        for (on, found) in brute_force(&oracle::replay(&plan, 0, &lens)) {
            prop_assert!(found.is_subset(timeline.possible(on)), "{}: {:?}", on, found);
        }
    }

    #[test]
    fn possible_is_what_some_assignment_reaches_over_months(
        plan in plan_with(bounded_range, 6),
        lens in lens(),
    ) {
        let timeline = timeline(&plan, 0, &lens);
        let entries = oracle::replay(&plan, 0, &lens);
        let days = oracle::days_of(&entries).unwrap();
        for on in days_asked().step_by(3) {
            prop_assert_eq!(timeline.possible(on), reachable(&entries, &days, on), "{}", on);
        }
    }

    #[test]
    fn the_two_oracles_agree(plan in plan_with(in_a_fortnight, 5)) {
        let entries = oracle::replay(&plan, 0, &Lens::default());
        let days = oracle::days_of(&entries).unwrap();
        for (on, expected) in brute_force(&entries) {
            prop_assert_eq!(reachable(&entries, &days, on), expected, "{}", on);
        }
    }

    #[test]
    fn narrowing_a_date_in_a_way_that_keeps_the_order_never_adds_a_possible_status(
        plan in plan_with(when, 6),
        which in any::<Index>(),
        (one, other) in any::<(Index, Index)>(),
        lens in lens(),
    ) {
        if plan.events.is_empty() {
            return Ok(());
        }
        let mut narrowed = plan.clone();
        let event = which.index(plan.events.len());
        narrowed.events[event].when = plan.events[event].when.narrowed(one, other);
        let keeps = |number| oracle::order(&plan, number) == oracle::order(&narrowed, number);
        if !(0..plan.channels).all(keeps) {
            return Ok(());
        }
        for number in 0..plan.channels {
            let (wide, narrow) = (timeline(&plan, number, &lens), timeline(&narrowed, number, &lens));
            for on in days_asked() {
                let (wide, narrow) = (wide.possible(on), narrow.possible(on));
                prop_assert!(narrow.is_subset(wide), "{}: {:?} not in {:?}", on, narrow, wide);
            }
        }
    }

    #[test]
    fn bounds_never_fall_along_a_timeline_and_never_cross(plan in plan(), lens in lens()) {
        for number in 0..plan.channels {
            let timeline = timeline(&plan, number, &lens);
            for entry in timeline.entries() {
                let crossed = entry.not_before.zip(entry.not_after).is_some_and(|(a, b)| a > b);
                prop_assert!(!crossed, "{:?}", entry);
            }
            for pair in timeline.entries().windows(2) {
                let [one, next] = pair else { continue };
                prop_assert!(one.not_before <= next.not_before, "{:?}", pair);
                let unbounded_later = next.not_after.is_none();
                prop_assert!(
                    unbounded_later || one.not_after.is_some_and(|d| Some(d) <= next.not_after),
                    "{:?}", pair
                );
            }
        }
    }

    #[test]
    fn a_timeline_is_the_sentences_of_the_design(plan in plan(), lens in lens()) {
        let ledger = plan.ledger();
        for number in 0..plan.channels {
            let key = channel(&ledger, number);
            let timeline = Timeline::replay(&ledger, key, &lens.evidence(&ledger));
            let expected = oracle::replay(&plan, number, &lens);
            prop_assert_eq!(timeline.channel(), key);
            prop_assert_eq!(timeline.entries().len(), expected.len());
            let mut before = State::Unrecorded;
            for (entry, expected) in timeline.entries().iter().zip(&expected) {
                prop_assert_eq!(id_of(&ledger, entry.event), expected.event.id);
                prop_assert_eq!(entry.before, before);
                prop_assert_eq!(entry.after, expected.after);
                prop_assert_eq!(entry.step, step(before, expected.event.kind));
                prop_assert_eq!(entry.gap().is_some(), matches!(entry.step, Step::Refused(_)));
                prop_assert_eq!(entry.not_before, expected.not_before);
                prop_assert_eq!(entry.not_after, expected.not_after);
                let one_day = expected.not_before.zip(expected.not_after);
                prop_assert_eq!(entry.is_exact(), one_day.is_some_and(|(a, b)| a == b));
                before = entry.after;
            }
            for on in days_asked() {
                let (least, most) = oracle::counts(&expected, on);
                prop_assert_eq!(timeline.certain_by(on).len(), least);
                prop_assert_eq!(timeline.possible_by(on).len(), most);
                prop_assert_eq!(timeline.undecided_on(on).len(), most - least);
                prop_assert_eq!(timeline.possible(on), oracle::possible(&expected, on));
            }
        }
    }

    #[test]
    fn on_all_that_the_ledger_holds_there_is_no_gap(plan in plan()) {
        for number in 0..plan.channels {
            for entry in timeline(&plan, number, &Lens::default()).entries() {
                prop_assert_eq!(entry.gap(), None);
            }
        }
    }

    #[test]
    fn replaying_a_prefix_and_then_the_rest_is_replaying_the_whole(
        plan in plan(),
        lens in lens(),
        cut in any::<Index>(),
    ) {
        let ledger = plan.ledger();
        let timeline = Timeline::replay(&ledger, channel(&ledger, 0), &lens.evidence(&ledger));
        let (prefix, rest) = timeline.entries().split_at(cut.index(timeline.entries().len() + 1));
        let kind = |entry: &detente::replay::timeline::Entry| ledger.event(entry.event).kind;
        let met = prefix.iter().map(kind).fold(State::Unrecorded, after);
        prop_assert_eq!(prefix.last().map_or(State::Unrecorded, |entry| entry.after), met);
        let again: Vec<_> = fold(met, rest.iter().map(kind)).map(|f| (f.before, f.step, f.after)).collect();
        let whole: Vec<_> = rest.iter().map(|e| (e.before, e.step, e.after)).collect();
        prop_assert_eq!(again, whole);
    }
}
