//! What was known on a day, and what of it is believed.

use std::collections::BTreeSet;

use detente::model::belief::Evidence;
use detente::model::machine::State;
use detente::read;
use detente::replay::timeline::Timeline;
use proptest::prelude::*;

use super::oracle::{self, Lens, known_day, lens};
use super::plan::{Plan, channel, plan, plan_with};
use super::when::{bounded_range, day, days_asked};

/// The ids of the events that the program believes.
fn believed(plan: &Plan, lens: &Lens) -> BTreeSet<usize> {
    let ledger = plan.ledger();
    let evidence = lens.evidence(&ledger);
    let believed = ledger
        .events()
        .filter(|(key, _)| evidence.believes(&ledger, *key));
    believed
        .map(|(key, _)| plan.events[key.index()].id)
        .collect()
}

fn known(day: chrono::NaiveDate) -> Lens {
    Lens {
        known: Some(day),
        ..Lens::default()
    }
}

/// The ledger that somebody would have written who believed just some events.
fn only(plan: &Plan, ids: &BTreeSet<usize>) -> Plan {
    let mut plan = plan.clone();
    plan.events.retain(|event| ids.contains(&event.id));
    for event in &mut plan.events {
        event.withdrawn = None;
        event.corrects = None;
    }
    plan
}

fn ids_in_order(plan: &Plan, channel: usize) -> Vec<usize> {
    let order = oracle::order(plan, channel).into_iter();
    order.map(|index| plan.events[index].id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn belief_is_the_sentences_of_the_design(plan in plan(), lens in lens()) {
        let expected = plan.events.iter().filter(|event| oracle::believes(&plan, event, &lens));
        let expected: BTreeSet<usize> = expected.map(|event| event.id).collect();
        prop_assert_eq!(believed(&plan, &lens), expected);
        let ledger = plan.ledger();
        let evidence = lens.evidence(&ledger);
        let at_once = evidence.believed(&ledger);
        for (key, _) in ledger.events() {
            prop_assert_eq!(at_once.contains(key), evidence.believes(&ledger, key));
        }
    }

    #[test]
    fn what_was_known_is_the_ledger_without_what_was_not(plan in plan(), known_on in known_day()) {
        let (ledger, lens) = (plan.ledger(), known(known_on));
        let then = only(&plan, &believed(&plan, &lens));
        // A ledger with a gap cannot be read by itself; the timelines are compared elsewhere.
        let Some(ledger_then) = read::check(then.text()).ledger else {
            return Ok(());
        };
        for number in 0..plan.channels {
            let kept = ids_in_order(&plan, number);
            let kept: Vec<usize> = kept
                .into_iter()
                .filter(|&id| then.events.iter().any(|event| event.id == id))
                .collect();
            // The order is found once over all events, so a smaller ledger may have another.
            if kept != ids_in_order(&then, number) {
                continue;
            }
            let key = channel(&ledger, number);
            let one = Timeline::replay(&ledger, key, &lens.evidence(&ledger));
            let other = Timeline::replay(&ledger_then, key, &Evidence::ALL);
            for on in days_asked() {
                prop_assert_eq!(one.possible(on), other.possible(on), "{}", on);
            }
        }
    }

    #[test]
    fn before_anything_is_known_every_channel_is_unrecorded(plan in plan_with(bounded_range, 6)) {
        let ledger = plan.ledger();
        let long_ago = day(0) - chrono::Months::new(12);
        let evidence = known(long_ago).evidence(&ledger);
        for (key, _) in ledger.channels() {
            let timeline = Timeline::replay(&ledger, key, &evidence);
            prop_assert_eq!(timeline.possible(day(120)).only(), Some(State::Unrecorded));
        }
    }

    #[test]
    fn later_knowledge_takes_nothing_away_but_what_is_withdrawn_or_corrected(
        plan in plan(),
        (one, other) in (known_day(), known_day()),
    ) {
        let (earlier, later) = (known(one.min(other)), known(one.max(other)));
        let after = believed(&plan, &later);
        for id in believed(&plan, &earlier).difference(&after) {
            let withdrawn = oracle::is_withdrawn(plan.event(*id), &later);
            let corrected = oracle::corrections(&plan, *id).into_iter().any(|new| {
                let new = plan.event(new);
                oracle::stands(&plan, new, &later) && !oracle::stands(&plan, new, &earlier)
            });
            prop_assert!(withdrawn || corrected, "e{} is forgotten", id);
        }
    }

    #[test]
    fn a_better_floor_never_lets_a_worse_event_in(
        plan in plan(),
        letters in (prop::char::range('A', 'F'), prop::char::range('A', 'F')),
        digits in (prop::char::range('1', '6'), prop::char::range('1', '6')),
    ) {
        let admits = |letter, digit| {
            let floor = Some((letter, digit));
            believed(&plan, &Lens { floor, ..Lens::default() })
        };
        let strict = admits(letters.0.min(letters.1), digits.0.min(digits.1));
        let lax = admits(letters.0.max(letters.1), digits.0.max(digits.1));
        prop_assert!(strict.is_subset(&lax), "{:?} not in {:?}", strict, lax);
    }
}
