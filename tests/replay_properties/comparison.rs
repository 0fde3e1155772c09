//! What a comparison of two questions holds, and that it explains itself.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use detente::model::belief::Evidence;
use detente::model::disclosure::disclosure;
use detente::model::id::{ChannelKey, EventKey};
use detente::model::ledger::Ledger;
use detente::replay::comparison::{Aspect, Cause, Compared, Comparison, compare};
use detente::replay::status::{AsOf, Standing, status};
use detente::replay::timeline::{Entry, Happened, Timeline};
use proptest::prelude::*;

use super::oracle::{Lens, lens};
use super::plan::plan;
use super::when::day;

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..125_u32).prop_map(day)
}

fn asked(ledger: &Ledger, on: NaiveDate, lens: &Lens) -> AsOf {
    let evidence = lens.evidence(ledger);
    AsOf { on, evidence }
}

fn channels(ledger: &Ledger) -> Vec<ChannelKey> {
    ledger.channels().map(|(channel, _)| channel).collect()
}

fn all(comparison: &Comparison) -> impl Iterator<Item = &Compared> {
    comparison.changed.iter().chain(&comparison.informed)
}

/// What of an answer makes it another, in no words of the program's own comparison.
fn answer<'a>(ledger: &'a Ledger, standing: &'a Standing) -> impl PartialEq + use<'a> {
    let setting = standing.setting;
    let scope = setting.and_then(|setting| ledger.event(setting.event).scope);
    let vacancies = &standing.vacancies;
    let (gap, staleness) = (standing.gap, standing.staleness);
    (standing.possible, setting, scope, gap, staleness, vacancies)
}

/// How an event stood in a replay, if it counted.
fn entry(timeline: &Timeline, event: EventKey) -> Option<Entry> {
    let mut entries = timeline.entries().iter();
    entries.find(|entry| entry.event == event).copied()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn between_a_question_and_itself_there_is_nothing(
        plan in plan(),
        on in any_day(),
        lens in lens(),
    ) {
        let ledger = plan.ledger();
        let question = asked(&ledger, on, &lens);
        let comparison = compare(&ledger, channels(&ledger), &question, &question);
        prop_assert!(all(&comparison).next().is_none());
        prop_assert_eq!(comparison.unchanged, plan.channels);
    }

    #[test]
    fn both_ends_are_the_answers_of_status_and_every_channel_whose_answer_differs_is_listed(
        plan in plan(),
        days in (any_day(), any_day()),
        lenses in (lens(), lens()),
    ) {
        let ledger = plan.ledger();
        let from = asked(&ledger, days.0, &lenses.0);
        let to = asked(&ledger, days.1, &lenses.1);
        let comparison = compare(&ledger, channels(&ledger), &from, &to);
        prop_assert_eq!((&comparison.from, &comparison.to), (&from, &to));
        for compared in all(&comparison) {
            let channel = compared.is.channel;
            prop_assert_eq!(&compared.was, &status(&ledger, channel, &from));
            prop_assert_eq!(&compared.is, &status(&ledger, channel, &to));
            let restated = compared.was.possible != compared.is.possible;
            prop_assert_eq!(restated, compared.aspects.contains(&Aspect::Status));
            prop_assert!(compared.aspects.is_sorted());
        }
        let differing: BTreeSet<ChannelKey> = channels(&ledger)
            .into_iter()
            .filter(|channel| {
                let (was, is) = (status(&ledger, *channel, &from), status(&ledger, *channel, &to));
                answer(&ledger, &was) != answer(&ledger, &is)
            })
            .collect();
        let changed: BTreeSet<ChannelKey> =
            comparison.changed.iter().map(|compared| compared.is.channel).collect();
        prop_assert_eq!(changed, differing);
        let told = comparison.changed.len() + comparison.informed.len();
        prop_assert_eq!(told + comparison.unchanged, plan.channels);
        prop_assert!(comparison.informed.iter().all(|compared| !compared.causes.is_empty()));
    }

    #[test]
    fn causes_are_the_events_that_count_or_have_happened_in_one_answer_only_and_no_others(
        plan in plan(),
        days in (any_day(), any_day()),
        lenses in (lens(), lens()),
    ) {
        let ledger = plan.ledger();
        let from = asked(&ledger, days.0, &lenses.0);
        let to = asked(&ledger, days.1, &lenses.1);
        let comparison = compare(&ledger, channels(&ledger), &from, &to);
        for channel in channels(&ledger) {
            let timelines = [&from, &to].map(|asked| Timeline::replay(&ledger, channel, &asked.evidence));
            let found = all(&comparison).find(|compared| compared.is.channel == channel);
            let causes: &[Cause] = found.map_or(&[], |compared| &compared.causes);
            for &event in ledger.order(channel) {
                let was = entry(&timelines[0], event);
                let is = entry(&timelines[1], event);
                let happened = (
                    was.map_or(Happened::NotYet, |entry| entry.happened_by(from.on)),
                    is.map_or(Happened::NotYet, |entry| entry.happened_by(to.on)),
                );
                let bears = happened != (Happened::NotYet, Happened::NotYet);
                let about = || causes.iter().filter(|cause| cause.event() == event);
                let is_told = about().any(|cause| {
                    !matches!(cause, Cause::Cited { .. } | Cause::Bounded { .. })
                });
                let counts_once = was.is_some() != is.is_some();
                prop_assert_eq!(is_told, bears && (counts_once || happened.0 != happened.1));
                let bounds = |entry: Entry| (entry.not_before, entry.not_after);
                let moves = was.zip(is).is_some_and(|(was, is)| bounds(was) != bounds(is));
                let is_bounded = about().any(|cause| matches!(cause, Cause::Bounded { .. }));
                prop_assert_eq!(is_bounded, bears && moves);
            }
            for cause in causes {
                if let Cause::Bounded { was, is, by } = cause {
                    prop_assert!(!by.is_empty());
                    for event in by {
                        // What sets a bound is news itself, or has been dropped.
                        let [one, other] = &timelines;
                        prop_assert!(entry(one, *event).is_some() != entry(other, *event).is_some());
                        prop_assert!(*event != was.event && *event != is.event);
                    }
                }
            }
            let order = ledger.order(channel);
            let place = |cause: &Cause| order.iter().position(|event| *event == cause.event());
            prop_assert!(causes.is_sorted_by_key(place));
            let possible = timelines[0].possible(from.on) == timelines[1].possible(to.on);
            prop_assert!(possible || !causes.is_empty());
        }
    }

    #[test]
    fn what_is_newly_known_became_so_between_the_two_days_of_knowledge(
        plan in plan(),
        on in any_day(),
        mut known in (any_day(), any_day()),
    ) {
        if known.0 > known.1 {
            known = (known.1, known.0);
        }
        let ledger = plan.ledger();
        let [from, to] = [known.0, known.1].map(|known| AsOf {
            on,
            evidence: Evidence { known: Some(known), ..Evidence::ALL },
        });
        let comparison = compare(&ledger, channels(&ledger), &from, &to);
        for cause in all(&comparison).flat_map(|compared| &compared.causes) {
            if let Cause::Known { event, disclosure: found, .. } = cause {
                let day = found.map(|disclosure| disclosure.day);
                prop_assert!(day.is_some_and(|day| known.0 < day && day <= known.1));
                prop_assert_eq!(found, &disclosure(&ledger, &ledger.event(*event), &Evidence::ALL));
            }
        }
    }
}
