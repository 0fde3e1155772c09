//! All answers at once are the answers one by one.

use std::fmt::Write;

use chrono::NaiveDate;
use detente::model::ledger::Ledger;
use detente::read;
use detente::replay::bitemporal::Bitemporal;
use detente::replay::status::{AsOf, status};
use proptest::prelude::*;

use super::oracle::{Lens, lens};
use super::plan::{Plan, elsewhere_corrected, plan};
use super::when::{When, days_asked, when};

type Term = (Option<When>, Option<When>);

fn holders() -> impl Strategy<Value = Vec<Term>> {
    let date = || prop::option::weighted(0.7, when());
    let term = (date(), date()).prop_map(|(since, until)| match (since, until) {
        (Some(a), Some(b)) if b.certainly_precedes(&a) => (Some(b), Some(a)),
        other => other,
    });
    prop::collection::vec(term, 0..3)
}

/// A plan's ledger, whose channels end at a post with holders of its own.
fn staffed(plan: &Plan, holders: &[Term]) -> Ledger {
    let text = plan.text().replace(
        "parties: [USA, CHN]}\n",
        "parties: [USA, CHN], posts: [p]}\n",
    );
    let mut posts = String::from("posts:\n  - id: p\n    party: CHN\n    title: T\n    holders: [");
    for (since, until) in holders {
        posts.push_str("{name: N");
        for (key, date) in [("since", since), ("until", until)] {
            if let Some(date) = date {
                write!(posts, ", {key}: \"{}\"", date.text).unwrap();
            }
        }
        posts.push_str("}, ");
    }
    let text = format!("{text}{posts}]\n");
    let checked = read::check(&text);
    checked
        .ledger
        .unwrap_or_else(|| unreachable!("{:?}\n{text}", checked.diagnostics))
}

fn assert_alike(ledger: &Ledger, lens: &Lens, days: &[NaiveDate]) -> Result<(), TestCaseError> {
    let evidence = lens.evidence(ledger);
    for (channel, _) in ledger.channels() {
        let answers = Bitemporal::of(ledger, channel, &evidence);
        let knowledge = std::iter::once(None).chain(days.iter().copied().map(Some));
        for known in knowledge {
            let mut evidence = evidence;
            evidence.known = known;
            for &on in days {
                let wanted = status(ledger, channel, &AsOf { on, evidence });
                let cells = answers.known(known);
                let cell = &cells
                    [cells.partition_point(|cell| cell.from.is_none_or(|from| from <= on)) - 1];
                let setter = wanted.setting.map(|setting| ledger.event(setting.event));
                let source = setter.and_then(|event| evidence.best_source(ledger, &event));
                prop_assert_eq!(cell.answer.source, source, "{} {:?}", on, known);
                for vacated in &cell.answer.vacancies {
                    let left = ledger.post(vacated.post).place_of_last_to_leave(on, known);
                    prop_assert_eq!(vacated.last_holder, left, "{} {:?}", on, known);
                }
                prop_assert_eq!(answers.on(on, known), Some(wanted), "{} {:?}", on, known);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_pair_of_days_has_the_answer_that_the_status_command_gives(
        plan in plan(), holders in holders(), lens in lens(), first in 0..9_usize
    ) {
        let ledger = staffed(&plan, &holders);
        // The calendar's own two ends stand for terms without end.
        let far = [NaiveDate::MIN.succ_opt().unwrap(), NaiveDate::MAX.pred_opt().unwrap()];
        let days: Vec<NaiveDate> = days_asked().skip(first).step_by(4).chain(far).collect();
        assert_alike(&ledger, &lens, &days)?;
    }

    #[test]
    fn no_two_neighbouring_cells_and_no_two_neighbouring_layers_are_alike(
        plan in plan(), holders in holders()
    ) {
        let ledger = staffed(&plan, &holders);
        for (channel, _) in ledger.channels() {
            let answers = Bitemporal::of(&ledger, channel, &Lens::default().evidence(&ledger));
            let days = answers.layers().iter().map(|layer| Some(layer.from)).chain([None]);
            let mut before = answers.before().to_vec();
            let all: Vec<_> = days.map(|day| answers.known(day)).collect();
            for cells in [before.clone()].iter().chain(&all) {
                prop_assert_eq!(cells[0].from, None);
                prop_assert!(cells.windows(2).all(|pair| pair[0].answer != pair[1].answer));
                prop_assert!(cells.windows(2).all(|pair| pair[0].from < pair[1].from));
            }
            for (layer, cells) in answers.layers().iter().zip(all) {
                prop_assert!(before != cells);
                prop_assert!(!layer.changes.is_empty());
                for change in &layer.changes {
                    prop_assert_eq!(change.cells[0].from, change.days.from);
                }
                for pair in layer.changes.windows(2) {
                    prop_assert!(pair[0].days.until < pair[1].days.from);
                }
                before = cells;
            }
        }
    }
}

#[test]
fn a_correction_on_another_channel_changes_the_answer_on_the_first() -> Result<(), TestCaseError> {
    let days: Vec<NaiveDate> = days_asked().collect();
    assert_alike(&elsewhere_corrected(), &Lens::default(), &days)
}
