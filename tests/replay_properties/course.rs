//! All days of a channel at once say what each day says alone, and a report tells them all.

use chrono::NaiveDate;
use detente::replay::course::{phases, spells};
use detente::replay::report::Report;
use detente::replay::status::{AsOf, status};
use detente::replay::timeline::{Happened, Timeline};
use proptest::prelude::*;

use super::oracle::lens;
use super::plan::{channel, plan};
use super::when::{day, days_asked};

proptest! {
    #[test]
    fn every_day_lies_in_one_spell_which_has_its_answer(plan in plan(), lens in lens()) {
        let ledger = plan.ledger();
        let timeline = Timeline::replay(&ledger, channel(&ledger, 0), &lens.evidence(&ledger));
        let spells = spells(&timeline);
        for day in days_asked().chain([NaiveDate::MIN, NaiveDate::MAX]) {
            let mut around = spells.iter().filter(|spell| {
                spell.from.is_none_or(|from| from <= day) && spell.to.is_none_or(|to| day <= to)
            });
            let spell = around.next().unwrap();
            prop_assert!(around.next().is_none());
            prop_assert_eq!(spell.possible, timeline.possible(day));
        }
        prop_assert!(spells.windows(2).all(|pair| pair[0].possible != pair[1].possible));
    }

    #[test]
    fn in_a_phase_the_same_events_have_happened_and_in_the_next_others(
        plan in plan(),
        lens in lens(),
    ) {
        let ledger = plan.ledger();
        let timeline = Timeline::replay(&ledger, channel(&ledger, 0), &lens.evidence(&ledger));
        let phases = phases(&timeline);
        for day in days_asked() {
            let begun = phases.iter().rev().find(|phase| phase.from.is_none_or(|from| from <= day));
            let phase = begun.unwrap();
            prop_assert_eq!(phase.certain, timeline.certain_by(day).len());
            prop_assert_eq!(phase.perhaps, timeline.possible_by(day).len());
        }
        let counts = |phase: &detente::replay::course::Phase| (phase.certain, phase.perhaps);
        prop_assert!(phases.windows(2).all(|pair| counts(&pair[0]) != counts(&pair[1])));
        prop_assert!(phases.windows(2).all(|pair| pair[0].from < pair[1].from));
    }

    #[test]
    fn a_report_tells_what_had_perhaps_happened_and_no_event_is_lost_by_since(
        plan in plan(),
        lens in lens(),
        on in 0..125_u32,
        since in prop::option::of(0..125_u32),
    ) {
        let ledger = plan.ledger();
        let as_of = AsOf { on: day(on), evidence: lens.evidence(&ledger) };
        let since = since.map(day);
        let keys: Vec<_> = ledger.channels().map(|(key, _)| key).collect();
        let report = Report::new(&ledger, as_of, since, &keys);
        for (key, told) in keys.iter().zip(&report.channels) {
            prop_assert_eq!(&told.standing, &status(&ledger, *key, &as_of));
            let happened = told.timeline.possible_by(as_of.on);
            prop_assert_eq!(told.history.len() + told.older, happened.len());
            for entry in happened {
                let setter = told.standing.setting.is_some_and(|by| by.event == entry.event);
                let before = since.and_then(|day| day.pred_opt());
                let is_over = before.is_some_and(|day| entry.happened_by(day) == Happened::Certainly);
                prop_assert_eq!(told.history.contains(entry), setter || !is_over);
            }
            for entry in &told.history {
                for citation in as_of.evidence.citations(&ledger, &ledger.event(entry.event)) {
                    prop_assert!(report.sources.contains(&citation.source));
                }
            }
        }
        let is_outside = |cause: &_| ledger.event(*cause).channels.is_empty();
        prop_assert!(report.causes.iter().all(is_outside));
    }
}
