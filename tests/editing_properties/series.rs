//! Series of changes, against a model that knows nothing of the program.

use detente::read::check;
use detente::write::change::{Change, NewEvent, Place};
use detente::write::edit::{EditError, edit};
use detente::write::entry::{EventEntry, SourceEntry};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

use super::in_passing::is_alike;
use super::keeps::keeps;
use super::look::{Document, Empty, Look, look};
use super::model::{Model, days, tidy, withdrawal};
use super::placement::{neutral, placed};
use super::plan::{Raw, plan, raw, source};

/// What is to be done next, before it is known to what ledger.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    events: Vec<(Raw, usize, Index)>,
    sources: Vec<(usize, bool)>,
    withdrawals: Vec<(Index, usize)>,
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let one_or_more = prop_oneof![5 => 1..2_usize, 1 => 2..4_usize];
    let events = one_or_more
        .prop_flat_map(|count| prop::collection::vec((raw(1), 0..8_usize, any::<Index>()), count));
    let sources = || prop::collection::vec((0..64_usize, prop::bool::weighted(0.1)), 1..3);
    let withdrawals = || prop::collection::vec((any::<Index>(), 0..24_usize), 1..3);
    let one = |events, sources, withdrawals| Step {
        events,
        sources,
        withdrawals,
    };
    prop_oneof![
        4 => events.clone().prop_map(move |events| one(events, vec![], vec![])),
        1 => sources().prop_map(move |sources| one(vec![], sources, vec![])),
        2 => withdrawals().prop_map(move |withdrawals| one(vec![], vec![], withdrawals)),
        2 => (events, sources(), withdrawals()).prop_map(move |(e, s, w)| one(e, s, w)),
    ]
}

/// The outset, and how many steps came after it: new things are named after them.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    model: Model,
    look: Look,
    steps: usize,
}

impl ReferenceStateMachine for Series {
    type State = Self;
    type Transition = (usize, Step);

    fn init_state() -> BoxedStrategy<Self> {
        (plan(6), look())
            .prop_map(|(model, look)| Self {
                model,
                look,
                steps: 0,
            })
            .boxed()
    }

    fn transitions(state: &Self) -> BoxedStrategy<(usize, Step)> {
        (Just(state.steps), step()).boxed()
    }

    fn apply(mut state: Self, _: &(usize, Step)) -> Self {
        state.steps += 1;
        state
    }
}

/// A text, and what it should say.
pub(crate) struct Desk {
    pub(crate) text: String,
    pub(crate) model: Model,
    pub(crate) look: Look,
}

impl Desk {
    pub(crate) fn new(model: &Model, look: &Look) -> Self {
        Self {
            text: look.text(model),
            model: model.clone(),
            look: look.clone(),
        }
    }

    /// The text says what the model says.
    pub(crate) fn compare(&self) -> Result<(), TestCaseError> {
        compare(&self.text, &self.model)
    }

    /// The change that a step means here.
    pub(crate) fn change(&self, number: usize, step: &Step) -> Change {
        let mut after = self.model.clone();
        let mut change = Change::default();
        for (place, (seed, is_double)) in step.sources.iter().enumerate() {
            let old = after.sources.first().filter(|_| *is_double);
            let id = old.map_or(format!("n{number}-{place}"), |old| old.id.to_string());
            let source = source(*seed, id);
            after.sources.push(source.clone());
            change.sources.push(source);
        }
        for (index, reason) in &step.withdrawals {
            let ids: Vec<String> = self
                .model
                .events
                .iter()
                .map(|event| event.id.to_string())
                .collect();
            let id = match (ids.as_slice(), reason) {
                ([], _) | (_, 0) => "no-such".to_owned(),
                (ids, _) => index.get(ids).clone(),
            };
            let sources: Vec<String> = after
                .sources
                .iter()
                .map(|source| source.id.to_string())
                .collect();
            let source = sources.get(reason % 4).cloned();
            change.withdrawals.push((id, withdrawal(*reason, source)));
        }
        for (place, (raw, placing, index)) in step.events.iter().enumerate() {
            let entry = raw.event(format!("n{number}-{place}"), &after);
            let ids: Vec<String> = self
                .model
                .events
                .iter()
                .map(|event| event.id.to_string())
                .collect();
            let place = match (placing, ids.as_slice()) {
                (5, _) => Place::Before(if ids.is_empty() {
                    "no-such".into()
                } else {
                    index.get(&ids).clone()
                }),
                (6, _) => Place::After(if ids.is_empty() {
                    "no-such".into()
                } else {
                    index.get(&ids).clone()
                }),
                (7, _) if index.index(4) == 0 => Place::After("no-such".into()),
                _ => Place::Replay,
            };
            after.events.push(entry.clone());
            change.events.push(NewEvent { entry, place });
        }
        change
    }

    /// Changes the text and compares what came of it with the model.
    pub(crate) fn apply(&mut self, change: &Change) -> Result<Outcome, TestCaseError> {
        let has = |id: &str| self.model.event(id).is_some();
        let names_nothing = change.withdrawals.iter().any(|(id, _)| !has(id))
            || change.events.iter().any(|event| match &event.place {
                Place::Replay => false,
                Place::Before(id) | Place::After(id) | Place::TurnOf(id) => !has(id),
            });
        let is_withdrawn = |id: &str| {
            self.model
                .event(id)
                .is_some_and(|event| event.withdrawn.is_some())
        };
        let result = edit(&self.text, change);
        is_alike(&self.text, change, &result)?;
        let withdraws_again = change.withdrawals.iter().any(|(id, _)| is_withdrawn(id));
        if names_nothing || withdraws_again {
            let is_so = match &result {
                Err(EditError::NoSuchEvent(_)) => names_nothing,
                Err(EditError::AlreadyWithdrawn(_)) => withdraws_again,
                _ => false,
            };
            prop_assert!(is_so, "{:?}", result);
            return Ok(Outcome::Refused);
        }
        if let Err(EditError::Unsafe { reason }) = &result {
            prop_assert!(
                self.may_be_unsafe(change),
                "{reason}\n{}\n{change:?}",
                self.text
            );
            return Ok(Outcome::Unsafe);
        }
        let after = self.after(change);
        let mut ids: Vec<&String> = change.withdrawals.iter().map(|(id, _)| id).collect();
        ids.sort();
        ids.dedup();
        let fault = if ids.len() < change.withdrawals.len() {
            Some("withdrawn twice")
        } else {
            after.fault()
        };
        match (result, fault) {
            (Ok(edited), None) => {
                keeps(&self.text, &edited)?;
                compare(&edited.text, &after)?;
                prop_assert_eq!(check(&edited.text).ledger, Some(edited.ledger));
                if self.look.is_json() {
                    let json = edited.text.trim_start_matches('\u{feff}');
                    let is_json = serde_json::from_str::<serde_json::Value>(json).is_ok();
                    prop_assert!(is_json, "no JSON any more: {json}");
                }
                self.text = edited.text;
                self.model = after;
                Ok(Outcome::Done)
            }
            (
                Err(EditError::Refused {
                    text,
                    diagnostics,
                    events,
                }),
                Some(_),
            ) => {
                prop_assert!(!diagnostics.is_empty());
                prop_assert_eq!(events.len(), change.events.len());
                for (span, event) in events.iter().zip(&change.events) {
                    if let Some(span) = span {
                        let written = text.slice(*span);
                        prop_assert!(
                            written.contains(&*event.entry.id),
                            "{written:?} in {}",
                            text.as_str()
                        );
                    }
                }
                Ok(Outcome::Refused)
            }
            (result, fault) => Err(TestCaseError::fail(format!(
                "the model says {fault:?}, the program {result:#?}\nof {change:#?}\nin\n{}",
                self.text
            ))),
        }
    }

    fn may_be_unsafe(&self, change: &Change) -> bool {
        let misses = |list: Empty, is_empty: bool| is_empty && list == Empty::Missing;
        let no_events = misses(self.look.events.empty, self.model.events.is_empty());
        let no_sources = misses(self.look.sources.empty, self.model.sources.is_empty());
        // Between braces a list that is not there yet cannot be added.
        self.look.document != Document::Yaml
            && (no_events && !change.events.is_empty() || no_sources && !change.sources.is_empty())
    }

    /// The model after a change, with the new events where the program puts harmless ones of the
    /// same dates and channels among harmless ones.
    fn after(&self, change: &Change) -> Model {
        let mut after = self.model.clone();
        for (id, withdrawal) in &change.withdrawals {
            for event in after.events.iter_mut().filter(|event| event.id == *id) {
                event.withdrawn = Some(withdrawal.clone());
            }
        }
        after.sources.extend(change.sources.iter().cloned());
        let entries = || change.events.iter().map(|event| &event.entry);
        if entries().any(|entry| days(&entry.date).is_none()) {
            // Without a date an event may stand anywhere: it is refused.
            after.events.extend(entries().map(tidy));
            return after;
        }
        let mut probe = Change::default();
        for (index, event) in change.events.iter().enumerate() {
            let entry = neutral(&event.entry, format!("probe-{index}"));
            let place = event.place.clone();
            probe.events.push(NewEvent { entry, place });
        }
        let old = self.model.events.iter();
        let old: Vec<_> = old
            .map(|event| neutral(event, event.id.to_string()))
            .collect();
        for (index, id) in placed(&old, &probe).into_iter().enumerate() {
            if let Some(number) = id.strip_prefix("probe-") {
                let new = &change.events[number.parse::<usize>().unwrap()];
                after.events.insert(index, tidy(&new.entry));
            }
        }
        after
    }
}

/// What came of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    Done,
    Refused,
    Unsafe,
}

pub(crate) fn compare(text: &str, model: &Model) -> Result<(), TestCaseError> {
    let checked = check(text);
    let Some(ledger) = checked.ledger else {
        return Err(TestCaseError::fail(format!(
            "{text}\n{text:?}\n{:#?}",
            checked.diagnostics
        )));
    };
    let events: Vec<EventEntry> = ledger
        .events()
        .map(|(_, event)| EventEntry::of(&ledger, &event))
        .collect();
    prop_assert_eq!(&events, &model.events, "{}", text);
    let sources: Vec<SourceEntry> = ledger
        .sources()
        .map(|(_, source)| SourceEntry::of(source))
        .collect();
    prop_assert_eq!(&sources, &model.sources, "{}", text);
    Ok(())
}

struct Editing;

impl StateMachineTest for Editing {
    type SystemUnderTest = Desk;
    type Reference = Series;

    fn init_test(series: &Series) -> Desk {
        Desk::new(&series.model, &series.look)
    }

    fn apply(mut desk: Desk, _: &Series, (number, step): (usize, Step)) -> Desk {
        let change = desk.change(number, &step);
        if let Err(error) = desk.apply(&change) {
            unreachable!("{error}");
        }
        desk
    }

    fn check_invariants(desk: &Desk, _: &Series) {
        if let Err(error) = desk.compare() {
            unreachable!("{error}");
        }
    }
}

prop_state_machine! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_series_of_changes_does_what_is_meant_and_nothing_else(sequential 1..6 => Editing);
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn generated_ledgers_say_what_they_should(model in plan(6), look in look()) {
        Desk::new(&model, &look).compare()?;
    }
}
