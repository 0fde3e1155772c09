//! The sentences of the design, transcribed: slow, plain, and knowing nothing of the program's
//! own replay.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use detente::model::belief::Evidence;
use detente::model::grade::Grade;
use detente::model::ledger::Ledger;
use detente::model::machine::{Kind, State, Status};
use detente::model::states::States;
use proptest::prelude::*;

use super::plan::{Event, Plan, SOURCES, source_key};
use super::when::{When, day};

/// Which evidence counts.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Lens {
    pub(crate) known: Option<NaiveDate>,
    pub(crate) floor: Option<(char, char)>,
    pub(crate) without: Option<usize>,
}

impl Lens {
    pub(crate) fn evidence(&self, ledger: &Ledger) -> Evidence {
        Evidence {
            known: self.known,
            min_grade: self
                .floor
                .map(|(letter, digit)| Grade::parse(&format!("{letter}{digit}")).unwrap()),
            without: self.without.map(|number| source_key(ledger, number)),
        }
    }
}

pub(crate) fn known_day() -> impl Strategy<Value = NaiveDate> {
    (0..125_u32).prop_map(day)
}

pub(crate) fn lens() -> impl Strategy<Value = Lens> {
    let letter = prop::sample::select(vec!['A', 'B', 'C', 'D', 'E', 'F']);
    let digit = prop::sample::select(vec!['1', '2', '3', '4', '5', '6']);
    (
        prop::option::weighted(0.6, known_day()),
        prop::option::weighted(0.25, (letter, digit)),
        prop::option::weighted(0.25, 0..SOURCES),
    )
        .prop_map(|(known, floor, without)| Lens {
            known,
            floor,
            without,
        })
}

/// "Repeatedly take, among the events that no remaining event certainly precedes, the one that
/// stands first in the file."
pub(crate) fn order_of(dates: &[&When]) -> Vec<usize> {
    let mut remaining: Vec<usize> = (0..dates.len()).collect();
    let mut order = Vec::new();
    while !remaining.is_empty() {
        let place = remaining
            .iter()
            .position(|&one| {
                remaining
                    .iter()
                    .all(|&other| !dates[other].certainly_precedes(dates[one]))
            })
            .unwrap();
        order.push(remaining.remove(place));
    }
    order
}

/// The order of a channel, as places in the file.
pub(crate) fn order(plan: &Plan, channel: usize) -> Vec<usize> {
    let on_it = |&index: &usize| plan.events[index].channels.contains(&channel);
    let indices: Vec<usize> = (0..plan.events.len()).filter(on_it).collect();
    let dates: Vec<&When> = indices.iter().map(|&i| &plan.events[i].when).collect();
    order_of(&dates).into_iter().map(|i| indices[i]).collect()
}

/// "Known from: the earliest of the latest days of its sources' `published`, its own `reported`
/// and its `recorded`." `None` is never: all of them may lie in the unbounded future.
pub(crate) fn known_from(plan: &Plan, event: &Event, without: Option<usize>) -> Option<NaiveDate> {
    event
        .citations
        .iter()
        .filter(|citation| Some(citation.source) != without)
        .map(|citation| &plan.sources[citation.source].published)
        .chain(&event.reported)
        .chain(&event.recorded)
        .filter_map(|date| date.latest)
        .min()
}

fn passes(plan: &Plan, event: &Event, lens: &Lens, floor: (char, char)) -> bool {
    event.citations.iter().any(|citation| {
        let source = &plan.sources[citation.source];
        let letter = source.reliability.unwrap_or('F');
        let digit = citation.credibility.unwrap_or('6');
        Some(citation.source) != lens.without
            && lens
                .known
                .is_none_or(|known| source.published.is_over(known))
            && letter != 'F'
            && digit != '6'
            && letter <= floor.0
            && digit <= floor.1
    })
}

pub(crate) fn is_withdrawn(event: &Event, lens: &Lens) -> bool {
    event.withdrawn.as_ref().is_some_and(|withdrawal| {
        lens.known
            .is_none_or(|known| withdrawal.date.is_over(known))
            && (withdrawal.source.is_none() || withdrawal.source != lens.without)
    })
}

/// Whether an event counts, before asking how good it is and what replaces it.
pub(crate) fn is_current(plan: &Plan, event: &Event, lens: &Lens) -> bool {
    let cited = !event.citations.is_empty();
    let bereft = event
        .citations
        .iter()
        .all(|c| Some(c.source) == lens.without);
    let known = lens.known.is_none_or(|known| {
        known_from(plan, event, lens.without).is_some_and(|from| from <= known)
    });
    !(cited && bereft) && known && !is_withdrawn(event, lens)
}

/// Whether an event counts, before asking what replaces it.
pub(crate) fn stands(plan: &Plan, event: &Event, lens: &Lens) -> bool {
    is_current(plan, event, lens)
        && lens
            .floor
            .is_none_or(|floor| passes(plan, event, lens, floor))
}

/// The ids of what corrects an event, of what corrects that, and so on.
pub(crate) fn corrections(plan: &Plan, id: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for event in plan
        .events
        .iter()
        .filter(|event| event.corrects == Some(id))
    {
        found.insert(event.id);
        found.extend(corrections(plan, event.id));
    }
    found
}

pub(crate) fn believes(plan: &Plan, event: &Event, lens: &Lens) -> bool {
    stands(plan, event, lens)
        && !corrections(plan, event.id)
            .into_iter()
            .any(|new| is_current(plan, plan.event(new), lens))
}

/// One event of a replay.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) event: &'a Event,
    pub(crate) after: State,
    pub(crate) not_before: Option<NaiveDate>,
    pub(crate) not_after: Option<NaiveDate>,
}

pub(crate) fn target(kind: Kind) -> Option<Status> {
    match kind {
        Kind::Opened | Kind::Resumed => Some(Status::Open),
        Kind::Suspended | Kind::Collapsed => Some(Status::Suspended),
        Kind::Talks => Some(Status::Negotiating),
        Kind::Contact
        | Kind::Sought
        | Kind::Declined
        | Kind::Unanswered
        | Kind::Confirmed(_)
        | Kind::Context => None,
    }
}

fn state_after(events: &[&Event]) -> State {
    let last = events.iter().rev().find_map(|event| target(event.kind));
    last.map_or(State::Unrecorded, State::Recorded)
}

/// The believed events of a channel, in the order that was found once over all.
pub(crate) fn replay<'a>(plan: &'a Plan, channel: usize, lens: &Lens) -> Vec<Entry<'a>> {
    let events: Vec<&Event> = order(plan, channel)
        .into_iter()
        .map(|index| &plan.events[index])
        .filter(|event| believes(plan, event, lens))
        .collect();
    (0..events.len())
        .map(|i| Entry {
            event: events[i],
            after: state_after(&events[..=i]),
            not_before: events[..=i].iter().filter_map(|e| e.when.earliest).max(),
            not_after: events[i..].iter().filter_map(|e| e.when.latest).min(),
        })
        .collect()
}

/// How many events have certainly happened by the end of a day, and how many may have.
pub(crate) fn counts(entries: &[Entry], day: NaiveDate) -> (usize, usize) {
    let certain = entries
        .iter()
        .filter(|e| e.not_after.is_some_and(|d| d <= day));
    let possible = entries
        .iter()
        .filter(|e| e.not_before.is_none_or(|d| d <= day));
    (certain.count(), possible.count())
}

/// "The channel's possible statuses are those after k₁, …, k₂ events."
pub(crate) fn possible(entries: &[Entry], day: NaiveDate) -> States {
    let (least, most) = counts(entries, day);
    (least..=most).map(|k| state_of_first(entries, k)).collect()
}

pub(crate) fn state_of_first(entries: &[Entry], count: usize) -> State {
    let events: Vec<&Event> = entries[..count].iter().map(|entry| entry.event).collect();
    state_after(&events)
}

/// The days that each event can have happened on, in the order of replay.
pub(crate) fn days_of(entries: &[Entry]) -> Option<Vec<Vec<NaiveDate>>> {
    entries
        .iter()
        .map(|entry| entry.event.when.days())
        .collect()
}

/// Calls for every assignment of days that respects the order.
pub(crate) fn assignments(
    days: &[Vec<NaiveDate>],
    so_far: &mut Vec<NaiveDate>,
    found: &mut impl FnMut(&[NaiveDate]),
) {
    let Some(choices) = days.get(so_far.len()) else {
        return found(so_far);
    };
    for &choice in choices {
        if so_far.last().is_none_or(|last| *last <= choice) {
            so_far.push(choice);
            assignments(days, so_far, found);
            so_far.pop();
        }
    }
}

/// Whether some assignment that respects the order has exactly the first so many events by the
/// end of a day: each takes the first day that it can, so that the next has the most choice.
pub(crate) fn can_have_happened(days: &[Vec<NaiveDate>], count: usize, by: NaiveDate) -> bool {
    let mut last = NaiveDate::MIN;
    days.iter().enumerate().all(|(i, choices)| {
        let choice = choices
            .iter()
            .find(|&&choice| choice >= last && (choice <= by) == (i < count));
        last = choice.copied().unwrap_or(last);
        choice.is_some()
    })
}
