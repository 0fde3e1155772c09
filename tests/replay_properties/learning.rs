//! To go on from one day of knowledge to the next comes to the same as to begin anew on each.

use detente::model::belief::Evidence;
use detente::replay::learning::Learning;
use detente::replay::timeline::{Entry, Timeline};
use proptest::prelude::*;

use super::oracle::lens;
use super::plan::plan;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_learnt_day_by_day_is_what_a_replay_of_each_day_finds(plan in plan(), lens in lens()) {
        let ledger = plan.ledger();
        let evidence = lens.evidence(&ledger);
        for (channel, _) in ledger.channels() {
            let order = ledger.order(channel);
            let mut learning = Learning::new(&ledger, channel, &evidence);
            let states = |entry: &Entry| (entry.before, entry.after, entry.step);
            let mut before = vec![None; order.len()];
            for known in learning.days().into_iter().map(Some).chain([None]) {
                let learnt = learning.learn(known);
                let replay = Timeline::replay(&ledger, channel, &Evidence { known, ..evidence });
                let mut replayed = replay.entries().iter().peekable();
                for (place, key) in order.iter().enumerate() {
                    let wanted = replayed.next_if(|entry| entry.event == *key);
                    prop_assert_eq!(learning.entry(place), wanted, "{:?}", known);
                    let now = wanted.map(states);
                    prop_assert!(now == before[place] || learnt.places.contains(&place));
                    before[place] = now;
                }
            }
        }
    }
}
