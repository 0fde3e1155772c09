//! What the answer to one question holds.

use chrono::NaiveDate;
use detente::model::grade::Grade;
use detente::model::machine::{Kind, State, Step, after, step};
use detente::read::code::Code;
use detente::replay::status::{AsOf, Staleness, Standing, standing, status};
use detente::replay::timeline::Timeline;
use proptest::prelude::*;
use proptest::sample::Index;

use super::oracle::{self, Entry, Lens, lens};
use super::plan::{Event, Plan, channel, chronicle, id_of, plan};
use super::when::{day, days_asked};

fn any_day() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        6 => (0..125_u32).prop_map(day),
        1 => Just(NaiveDate::MIN),
        1 => Just(NaiveDate::MAX),
        1 => (-800_000..800_000_i32).prop_filter_map("a day of the calendar", |n| {
            NaiveDate::from_num_days_from_ce_opt(n)
        }),
    ]
}

/// The grades of the citations of an event that count.
fn grades(plan: &Plan, event: &Event, lens: &Lens) -> Vec<Grade> {
    let counting = event.citations.iter().filter(|citation| {
        let published = &plan.sources[citation.source].published;
        Some(citation.source) != lens.without
            && lens.known.is_none_or(|known| published.is_over(known))
    });
    counting
        .map(|citation| {
            let letter = plan.sources[citation.source].reliability.unwrap_or('F');
            let digit = citation.credibility.unwrap_or('6');
            Grade::parse(&format!("{letter}{digit}")).unwrap()
        })
        .collect()
}

fn is_worse(one: Grade, other: Grade) -> bool {
    let letters = (one.reliability.letter(), other.reliability.letter());
    let digits = (one.credibility.digit(), other.credibility.digit());
    one != other && letters.0 >= letters.1 && digits.0 >= digits.1
}

fn is_setting(entry: &Entry) -> bool {
    oracle::target(entry.event.kind).is_some()
}

struct Asked<'a> {
    plan: &'a Plan,
    lens: &'a Lens,
    on: NaiveDate,
    entries: &'a [Entry<'a>],
}

impl Asked<'_> {
    fn certain(&self) -> &[Entry<'_>] {
        &self.entries[..oracle::counts(self.entries, self.on).0]
    }

    fn maybe(&self) -> &[Entry<'_>] {
        &self.entries[..oracle::counts(self.entries, self.on).1]
    }

    /// The event that the status is due to: the last certain one that set any.
    fn setter(&self) -> Option<&Entry<'_>> {
        let one = oracle::possible(self.entries, self.on).len() == 1;
        self.certain()
            .iter()
            .rev()
            .find(|entry| is_setting(entry))
            .filter(|_| one)
    }

    fn has_gap(&self) -> bool {
        let mut before = State::Unrecorded;
        self.certain().iter().any(|entry| {
            let refused = matches!(step(before, entry.event.kind), Step::Refused(_));
            before = entry.after;
            refused
        })
    }

    fn check(&self, found: &Standing, id: impl Fn(&Standing) -> Ids) -> Result<(), TestCaseError> {
        let ids = id(found);
        let setter = self.setter();
        prop_assert_eq!(ids.setting, setter.map(|entry| entry.event.id));
        if let (Some(setting), Some(setter)) = (found.setting, setter) {
            prop_assert_eq!(State::Recorded(setting.status), setter.after);
            prop_assert_eq!(found.possible.only(), Some(setter.after));
            prop_assert_eq!(setting.earliest, setter.not_before);
            prop_assert_eq!(setting.latest, setter.not_after);
            let grades = grades(self.plan, setter.event, self.lens);
            match setting.grade {
                None => prop_assert!(grades.is_empty(), "{:?}", grades),
                Some(best) => {
                    prop_assert!(grades.contains(&best));
                    prop_assert!(
                        !grades.iter().any(|grade| is_worse(best, *grade)),
                        "{}",
                        best
                    );
                }
            }
        }
        prop_assert_eq!(found.gap, self.has_gap());
        let undecided = self.maybe()[self.certain().len()..]
            .iter()
            .filter(|entry| is_setting(entry));
        prop_assert_eq!(
            ids.undecided,
            undecided.map(|e| e.event.id).collect::<Vec<_>>()
        );

        let last = self.certain().last();
        prop_assert_eq!(ids.last_evidence, last.map(|entry| entry.event.id));
        let age = |day: Option<NaiveDate>| day.map(|day| (self.on - day).num_days());
        let least = last.and_then(|entry| age(entry.not_after));
        prop_assert_eq!(found.last_evidence.map(|last| last.age_days), least);
        let most = last.and_then(|entry| age(entry.not_before));
        prop_assert_eq!(found.last_evidence.and_then(|last| last.most_days), most);
        let stale = least.zip(self.plan.stale_after);
        let is_old = stale.is_some_and(|(age, limit)| age > limit.into());
        let may_be_newer = self.maybe().len() > self.certain().len();
        let expected = match (is_old, may_be_newer) {
            (false, _) => Staleness::Fresh,
            (true, true) => Staleness::Perhaps,
            (true, false) => Staleness::Stale,
        };
        prop_assert_eq!(found.staleness, expected);
        prop_assert!(found.vacancies.is_empty(), "there are no posts");
        Ok(())
    }
}

struct Ids {
    setting: Option<usize>,
    undecided: Vec<usize>,
    last_evidence: Option<usize>,
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn status_is_total(plan in plan(), lens in lens(), on in any_day(), known in any_day()) {
        let ledger = plan.ledger();
        let known = lens.known.map(|_| known);
        let evidence = Lens { known, ..lens }.evidence(&ledger);
        for (key, _) in ledger.channels() {
            let found = status(&ledger, key, &AsOf { on, evidence });
            prop_assert!(!found.possible.is_empty());
            prop_assert_eq!(found.word() == "uncertain", found.possible.len() > 1);
            if let Some(only) = found.possible.only() {
                prop_assert_eq!(found.word(), only.word());
            }
            prop_assert_eq!(found.setting.is_some(), found.possible.only().is_some_and(|only| {
                only != State::Unrecorded
            }));
        }
    }

    #[test]
    fn an_answer_to_a_question_of_many_channels_is_that_of_each_on_its_whole_replay(
        plan in plan(),
        lens in lens(),
        day in any_day(),
    ) {
        let ledger = plan.ledger();
        let evidence = lens.evidence(&ledger);
        for on in days_asked().chain([day]) {
            let as_of = AsOf { on, evidence };
            let asked = detente::replay::asked::Asked::new(&ledger, as_of);
            for (key, _) in ledger.channels() {
                prop_assert_eq!(asked.status(key), status(&ledger, key, &as_of));
            }
        }
    }

    #[test]
    fn answers_on_what_was_written_down_as_it_happened_are_those_of_whole_replays(
        plan in chronicle(),
        lens in lens(),
        day in any_day(),
    ) {
        let ordered = plan.ledger();
        let evidence = lens.evidence(&ordered);
        for on in days_asked().step_by(20).chain([day]) {
            let as_of = AsOf { on, evidence };
            // Nobody has asked for the order of this one.
            let ledger = plan.ledger();
            let channels: Vec<_> = ledger.channels().map(|(key, _)| key).collect();
            let answers = detente::replay::asked::Asked::new(&ledger, as_of).statuses(&channels);
            let wanted: Vec<_> = channels.iter().map(|key| status(&ordered, *key, &as_of)).collect();
            prop_assert_eq!(answers, wanted);
        }
    }

    #[test]
    fn the_machine_refuses_what_it_refuses_one_event_after_the_other(
        plan in chronicle(),
        at in any::<Index>(),
        kind in prop::sample::select(Kind::ALL.to_vec()),
    ) {
        prop_assume!(kind != Kind::Context);
        let plan = plan.miscoded(at, kind);
        let mut wanted = 0;
        for channel in 0..plan.channels {
            let mut state = State::Unrecorded;
            for index in oracle::order(&plan, channel) {
                let event = &plan.events[index];
                if oracle::believes(&plan, event, &Lens::default()) {
                    wanted += usize::from(matches!(step(state, event.kind), Step::Refused(_)));
                    state = after(state, event.kind);
                }
            }
        }
        let checked = detente::read::check(plan.text());
        let refused = checked.diagnostics.iter().filter(|problem| {
            matches!(problem.code, Code::RefusedTransition | Code::ContradictedStatus)
        });
        prop_assert_eq!(refused.count(), wanted);
    }

    #[test]
    fn an_answer_is_what_the_oracle_says(plan in plan(), lens in lens()) {
        let ledger = plan.ledger();
        let evidence = lens.evidence(&ledger);
        let ids = |found: &Standing| Ids {
            setting: found.setting.map(|setting| id_of(&ledger, setting.event)),
            undecided: found.undecided.iter().map(|entry| id_of(&ledger, entry.event)).collect(),
            last_evidence: found.last_evidence.map(|last| id_of(&ledger, last.event)),
        };
        for number in 0..plan.channels {
            let entries = oracle::replay(&plan, number, &lens);
            let timeline = Timeline::replay(&ledger, channel(&ledger, number), &evidence);
            for on in days_asked().step_by(2) {
                let found = standing(&ledger, &timeline, &AsOf { on, evidence });
                let asked = Asked { plan: &plan, lens: &lens, on, entries: &entries };
                prop_assert_eq!(found.possible, oracle::possible(&entries, on));
                asked.check(&found, ids)?;
            }
        }
    }
}
