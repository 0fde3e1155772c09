//! What would be if a source did not exist.

use std::collections::BTreeSet;

use detente::model::belief::Evidence;
use detente::read;
use detente::replay::sensitivity::sensitivity;
use detente::replay::status::{AsOf, status};
use proptest::prelude::*;

use super::oracle::{self, Lens, lens};
use super::plan::{Plan, channel, plan, source_key};
use super::when::days_asked;

/// The ledger in which nobody has read a source: its citations are gone, and with them the events
/// that rested on nothing else; a correction of such an event corrects what that one corrected.
fn unread(plan: &Plan, source: usize) -> Plan {
    let mut plan = plan.clone();
    let is_lost = |event: &super::plan::Event| {
        !event.citations.is_empty() && event.citations.iter().all(|c| c.source == source)
    };
    while let Some(place) = plan.events.iter().position(is_lost) {
        let lost = plan.events.remove(place);
        for event in &mut plan.events {
            if event.corrects == Some(lost.id) {
                event.corrects = lost.corrects;
            }
        }
    }
    for event in &mut plan.events {
        event.citations.retain(|citation| citation.source != source);
        event.withdrawn = event.withdrawn.take().filter(|w| w.source != Some(source));
    }
    plan
}

fn ids_in_order(plan: &Plan, channel: usize) -> Vec<usize> {
    let order = oracle::order(plan, channel).into_iter();
    order.map(|index| plan.events[index].id).collect()
}

/// The sources that an event of a channel rests on, or what corrects it, or is withdrawn on.
fn bearing(plan: &Plan, channel: usize) -> BTreeSet<usize> {
    let mut bearing = BTreeSet::new();
    for event in plan.events.iter().filter(|e| e.channels.contains(&channel)) {
        let corrections = oracle::corrections(plan, event.id);
        for event in std::iter::once(event).chain(corrections.iter().map(|id| plan.event(*id))) {
            bearing.extend(event.citations.iter().map(|citation| citation.source));
            bearing.extend(event.withdrawn.as_ref().and_then(|w| w.source));
        }
    }
    bearing
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_source_that_bears_on_a_channel_is_left_out_once(plan in plan(), lens in lens()) {
        let ledger = plan.ledger();
        let evidence = Evidence { without: None, ..lens.evidence(&ledger) };
        for number in 0..plan.channels {
            let entries = |source| {
                oracle::replay(&plan, number, &Lens { without: Some(source), ..lens })
            };
            let sources = bearing(&plan, number);
            for on in days_asked().step_by(10) {
                let found = sensitivity(&ledger, channel(&ledger, number), &AsOf { on, evidence });
                let left_out: Vec<usize> = found.without.iter().map(|w| w.source.index()).collect();
                prop_assert!(left_out.iter().copied().eq(sources.iter().copied()), "{:?}", left_out);
                for without in &found.without {
                    let expected = oracle::possible(&entries(without.source.index()), on);
                    prop_assert_eq!(without.possible, expected);
                }
            }
        }
    }

    #[test]
    fn a_source_that_bears_on_nothing_changes_nothing(plan in plan(), lens in lens()) {
        let ledger = plan.ledger();
        for number in 0..plan.channels {
            let key = channel(&ledger, number);
            for source in (0..plan.sources.len()).filter(|s| !bearing(&plan, number).contains(s)) {
                let evidence = Evidence { without: None, ..lens.evidence(&ledger) };
                let left_out = Evidence { without: Some(source_key(&ledger, source)), ..evidence };
                for on in days_asked().step_by(10) {
                    let with = status(&ledger, key, &AsOf { on, evidence });
                    let without = status(&ledger, key, &AsOf { on, evidence: left_out });
                    prop_assert_eq!(with, without);
                }
            }
        }
    }

    #[test]
    fn to_leave_a_source_out_is_never_to_have_read_it(plan in plan(), lens in lens()) {
        let ledger = plan.ledger();
        let evidence = Evidence { without: None, ..lens.evidence(&ledger) };
        for source in 0..plan.sources.len() {
            let unread = unread(&plan, source);
            // A ledger with a gap cannot be read by itself; the oracle answers for those.
            let Some(without_it) = read::check(unread.text()).ledger else {
                continue;
            };
            for number in 0..plan.channels {
                let mut kept = ids_in_order(&plan, number);
                kept.retain(|id| unread.events.iter().any(|event| event.id == *id));
                // The order is found once over all events, so a smaller ledger may have another.
                if kept != ids_in_order(&unread, number) {
                    continue;
                }
                let key = channel(&ledger, number);
                for on in days_asked().step_by(7) {
                    let as_of = AsOf { on, evidence };
                    let expected = status(&without_it, key, &as_of).possible;
                    let left_out = sensitivity(&ledger, key, &as_of);
                    let left_out = left_out.without.iter().find(|w| w.source.index() == source);
                    let found = left_out.map_or(status(&ledger, key, &as_of).possible, |w| w.possible);
                    prop_assert_eq!(found, expected, "without s{} on {}", source, on);
                }
            }
        }
    }
}
