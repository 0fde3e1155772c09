//! The replay of one channel: its events in order, with bounds and with what each one did.
//!
//! Bounds tighten along the order, for an event cannot happen before one that it follows:
//! `not_before` is the running maximum of the earliest days, `not_after` the running minimum,
//! from the end, of the latest. At the end of a day D, then, between
//! k₁ = #{`not_after` ≤ D} and k₂ = #{`not_before` ≤ D} events have happened, and the channel's
//! possible states are those after k₁, …, k₂ events. Given the order this is sound, and exact
//! where every date is one unbroken range of days.

mod day;
mod filed;

use chrono::NaiveDate;

use crate::model::belief::Evidence;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::machine::{Kind, Refusal, State, Step, after, step};
use crate::model::states::States;

use super::status::sets;

pub(crate) use filed::FiledPasts;

/// One event of a channel, replayed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Entry {
    /// The event.
    pub event: EventKey,
    /// The state that it met.
    pub before: State,
    /// The state that it left.
    pub after: State,
    /// What the machine made of it.
    pub step: Step,
    /// It happened no earlier than this day; `None` is unbounded.
    pub not_before: Option<NaiveDate>,
    /// It happened no later than this day; `None` is unbounded.
    pub not_after: Option<NaiveDate>,
}

impl Entry {
    /// Whether the machine refuses the event: something unrecorded must have come before it.
    pub fn gap(&self) -> Option<Refusal> {
        match self.step {
            Step::Refused(refusal) => Some(refusal),
            Step::Sets(_) | Step::Witnesses => None,
        }
    }

    /// Whether it has happened by the end of a day.
    pub fn happened_by(&self, day: NaiveDate) -> Happened {
        if self.not_after.is_some_and(|not_after| not_after <= day) {
            Happened::Certainly
        } else if self.not_before.is_none_or(|not_before| not_before <= day) {
            Happened::Perhaps
        } else {
            Happened::NotYet
        }
    }

    /// Whether it happened on one known day.
    pub fn is_exact(&self) -> bool {
        self.not_before.is_some() && self.not_before == self.not_after
    }
}

/// Whether an event has happened by the end of a day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Happened {
    /// It has, whatever its day was.
    Certainly,
    /// Its date does not decide it.
    Perhaps,
    /// It has not, whatever its day was.
    NotYet,
}

/// The events of one channel that are believed, in the order of replay.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timeline {
    channel: ChannelKey,
    entries: Vec<Entry>,
    /// The places of the events that set a status.
    setters: Vec<usize>,
    /// The place of the first event that the machine refuses; the first place, if it is none of those that are
    /// [kept](Self::for_day).
    first_gap: Option<usize>,
}

impl Timeline {
    /// Replays a channel on the evidence that counts.
    ///
    /// Total: a step that the machine refuses is kept and marked, see [`Entry::gap`]. What is
    /// dropped never reorders the rest.
    pub fn replay(ledger: &Ledger, channel: ChannelKey, evidence: &Evidence) -> Self {
        Self::of(ledger, channel, |event| evidence.believes(ledger, event))
    }

    /// Replays a channel on the events that are believed.
    pub fn of(ledger: &Ledger, channel: ChannelKey, believes: impl Fn(EventKey) -> bool) -> Self {
        let believed = || ledger.turns(channel).filter(|(event, _)| believes(*event));
        let kinds = believed().map(|(_, turn)| turn.kind);
        let folded = fold(State::Unrecorded, kinds);
        let mut entries = Vec::with_capacity(ledger.order(channel).len());
        entries.extend(believed().zip(folded).map(|((event, turn), folded)| Entry {
            event,
            before: folded.before,
            after: folded.after,
            step: folded.step,
            not_before: turn.window.earliest,
            not_after: turn.window.latest,
        }));
        tighten(&mut entries);
        let first_gap = entries.iter().position(|entry| entry.gap().is_some());
        Self::part(ledger, channel, entries, first_gap)
    }

    /// Some of the events of a channel, already replayed, and which of them is the first to stand behind
    /// a gap.
    pub(super) fn part(
        ledger: &Ledger,
        channel: ChannelKey,
        entries: Vec<Entry>,
        first_gap: Option<usize>,
    ) -> Self {
        let places = entries.iter().enumerate();
        let setters = places.filter(|(_, entry)| match entry.step {
            Step::Sets(_) => true,
            Step::Witnesses => false,
            Step::Refused(_) => sets(ledger, entry),
        });
        Self {
            channel,
            setters: setters.map(|(place, _)| place).collect(),
            first_gap,
            entries,
        }
    }

    /// The channel.
    pub fn channel(&self) -> ChannelKey {
        self.channel
    }

    /// Its events, in the order of replay.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The events that have certainly happened by the end of a day: the first k₁.
    pub fn certain_by(&self, day: NaiveDate) -> &[Entry] {
        let count = self
            .entries
            .partition_point(|entry| entry.happened_by(day) == Happened::Certainly);
        &self.entries[..count]
    }

    /// The events that may have happened by the end of a day: the first k₂.
    pub fn possible_by(&self, day: NaiveDate) -> &[Entry] {
        let count = self
            .entries
            .partition_point(|entry| entry.happened_by(day) != Happened::NotYet);
        &self.entries[..count]
    }

    /// The events of which it is not decided whether they have happened by the end of a day.
    pub fn undecided_on(&self, day: NaiveDate) -> &[Entry] {
        let certain = self.certain_by(day).len();
        self.possible_by(day).get(certain..).unwrap_or_default()
    }

    /// The events that have not certainly happened by the end of a day, and may have by that of a later one.
    pub(super) fn begun_between(&self, day: NaiveDate, later: NaiveDate) -> &[Entry] {
        let certain = self.certain_by(day).len();
        self.possible_by(later).get(certain..).unwrap_or_default()
    }

    /// The last event that sets a status and has certainly happened by the end of a day.
    pub(super) fn setter_by(&self, day: NaiveDate) -> Option<&Entry> {
        let certain = self.certain_by(day).len();
        let set = self.setters.partition_point(|place| *place < certain);
        self.entries.get(*self.setters.get(set.checked_sub(1)?)?)
    }

    /// Whether the machine refuses an event that has certainly happened by the end of a day.
    pub(super) fn has_gap_by(&self, day: NaiveDate) -> bool {
        let certain = self.certain_by(day).len();
        self.first_gap.is_some_and(|first| first < certain)
    }

    /// The states that the channel may have been in at the end of a day.
    pub fn possible(&self, day: NaiveDate) -> States {
        self.possible_between(self.certain_by(day).len(), self.possible_by(day).len())
    }

    /// The states of the channel after the first `certain` up to the first `perhaps` events.
    pub(super) fn possible_between(&self, certain: usize, perhaps: usize) -> States {
        let (happened, later) = self.entries.split_at(certain.min(self.entries.len()));
        let last = happened.last();
        let mut states: States = [last.map_or(State::Unrecorded, |entry| entry.after)]
            .into_iter()
            .collect();
        for entry in later.iter().take(perhaps.saturating_sub(certain)) {
            states.insert(entry.after);
        }
        states
    }
}

/// What became of one event in a fold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Folded {
    /// The state that it met.
    pub before: State,
    /// What the machine made of it.
    pub step: Step,
    /// The state that it left.
    pub after: State,
}

/// Runs kinds of events through the machine, one after the other.
///
/// ```
/// use detente::model::machine::{Kind, State, Status};
/// use detente::replay::timeline::fold;
/// let last = fold(State::Unrecorded, [Kind::Opened, Kind::Suspended, Kind::Talks]).last();
/// assert_eq!(last.map(|folded| folded.after), Some(State::Recorded(Status::Negotiating)));
/// ```
pub fn fold(start: State, kinds: impl IntoIterator<Item = Kind>) -> impl Iterator<Item = Folded> {
    kinds.into_iter().scan(start, |state, kind| {
        let before = *state;
        *state = after(before, kind);
        Some(Folded {
            before,
            step: step(before, kind),
            after: *state,
        })
    })
}

fn tighten(entries: &mut [Entry]) {
    let mut not_before: Option<NaiveDate> = None;
    for entry in entries.iter_mut() {
        not_before = not_before.max(entry.not_before);
        entry.not_before = not_before;
    }
    let mut not_after: Option<NaiveDate> = None;
    for entry in entries.iter_mut().rev() {
        not_after = first(not_after, entry.not_after);
        entry.not_after = not_after;
    }
}

/// The earlier of two days, each of which may be no bound.
fn first(one: Option<NaiveDate>, other: Option<NaiveDate>) -> Option<NaiveDate> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (bound, None) | (None, bound) => bound,
    }
}
