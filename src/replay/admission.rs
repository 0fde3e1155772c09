//! Whether an event that is not in the ledger would fit into the replay of a channel, and what
//! would make it fit.

use chrono::{Days, NaiveDate};

use crate::model::id::EventKey;
use crate::model::ledger::Ledger;
use crate::model::machine::{Kind, Refusal, State, Step, after, step};
use crate::model::order::Window;

use super::status::sets;
use super::timeline::{Entry, Timeline};

/// The replay of a channel, asked about an event that it does not hold.
pub struct Admission<'a> {
    ledger: &'a Ledger,
    entries: &'a [Entry],
    kind: Kind,
    window: Window,
    /// How many of the channel's events would be replayed before it.
    at: usize,
}

/// What stands in the way of an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Obstacle {
    /// The event that would be refused; `None` if it is the new one.
    pub refused: Option<EventKey>,
    /// Why.
    pub refusal: Refusal,
    /// The event that set the status in the way; `None` if none did, or the new one would.
    pub setter: Option<EventKey>,
}

/// Days on which an event would be legal, both included; `None` is unbounded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opening {
    /// The first of them.
    pub from: Option<NaiveDate>,
    /// The last of them.
    pub to: Option<NaiveDate>,
}

/// An event that the ledger lacks and that would make another legal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Missing {
    /// What happened.
    pub kind: Kind,
    /// The first day on which it can have happened; `None` if nothing bounds it.
    pub earliest: Option<NaiveDate>,
    /// The last day on which it can have happened; `None` if nothing bounds it.
    pub latest: Option<NaiveDate>,
    /// Whether it must come after the new event rather than before it.
    pub comes_after: bool,
    /// The event before which it must stand in the file to have all these days.
    pub before: Option<EventKey>,
}

impl<'a> Admission<'a> {
    /// Asks about an event that is replayed behind everything that is not certainly later.
    pub fn new(ledger: &'a Ledger, timeline: &'a Timeline, kind: Kind, window: Window) -> Self {
        let entries = timeline.entries();
        let is_later = |entry: &Entry| window.certainly_precedes(raw(ledger, entry));
        let at = entries.iter().position(is_later).unwrap_or(entries.len());
        Self {
            ledger,
            entries,
            kind,
            window,
            at,
        }
    }

    /// Asks about it directly before another event instead, if dates allow that.
    #[must_use]
    pub fn before(mut self, other: EventKey) -> Self {
        self.at = self.position(other).unwrap_or(self.at);
        self
    }

    /// Asks about it directly behind another event instead, if dates allow that.
    #[must_use]
    pub fn behind(mut self, other: EventKey) -> Self {
        self.at = self.position(other).map_or(self.at, |at| at + 1);
        self
    }

    /// Asks about it in the turn of an event that it replaces, if dates allow that; `order` is that of
    /// all events of the channel.
    #[must_use]
    pub fn in_turn_of(mut self, replaced: EventKey, order: &[EventKey]) -> Self {
        let earlier = order.iter().take_while(|key| **key != replaced);
        let turn = earlier.filter_map(|key| self.position(*key)).max();
        let is_earlier = |entry: &Entry| raw(self.ledger, entry).certainly_precedes(self.window);
        let first = self.entries.iter().rposition(is_earlier);
        let after = |place: Option<usize>| place.map_or(0, |place| place + 1);
        self.at = after(turn).max(after(first)).min(self.at);
        self
    }

    fn position(&self, other: EventKey) -> Option<usize> {
        self.entries.iter().position(|entry| entry.event == other)
    }

    /// What stands in the event's way, if anything does.
    pub fn obstacle(&self) -> Option<Obstacle> {
        self.replay(self.at, self.kind).err()
    }

    /// The days on which the event would be legal, in order, apart from days on which it would
    /// depend on the order of the file.
    pub fn openings(&self) -> Vec<Opening> {
        let mut openings: Vec<Opening> = Vec::new();
        for at in 0..=self.entries.len() {
            let from = at
                .checked_sub(1)
                .and_then(|last| self.entries.get(last))
                .map(|entry| entry.not_after);
            let to = self
                .entries
                .get(at)
                .map(|next| raw(self.ledger, next).earliest.map(eve));
            // An unbounded end before it, or an unbounded beginning behind it, leaves no day.
            let (from, to) = match (from, to) {
                (Some(None), _) | (_, Some(None)) => continue,
                (from, to) => (from.flatten(), to.flatten()),
            };
            if from.zip(to).is_some_and(|(from, to)| from > to)
                || self.replay(at, self.kind).is_err()
            {
                continue;
            }
            match openings.last_mut() {
                Some(last) if last.to.map(next_day) == from => last.to = to,
                Some(_) | None => openings.push(Opening { from, to }),
            }
        }
        openings
    }

    /// One event whose absence explains the obstacle: with it, the new event is legal.
    ///
    /// Whether it is legal without the new one is another question.
    pub fn missing(&self) -> Option<Missing> {
        let obstacle = self.obstacle()?;
        let refused = obstacle.refused.and_then(|event| self.position(event));
        SETTING.into_iter().find_map(|kind| match refused {
            None => self.missing_before(kind),
            Some(refused) => self.missing_after(kind, refused),
        })
    }

    /// A kind that makes the new event legal when it comes before it: as early as that is so.
    fn missing_before(&self, kind: Kind) -> Option<Missing> {
        let is_legal = |at: &usize| self.replay_both((*at, kind), (self.at, self.kind)).is_ok();
        let at = (0..=self.at).rev().take_while(is_legal).last()?;
        let previous = at.checked_sub(1).and_then(|last| self.entries.get(last));
        let next = self.entries.get(self.at);
        let bounds = [next.and_then(|next| next.not_after), self.window.latest];
        Some(Missing {
            kind,
            earliest: previous.and_then(|entry| entry.not_before),
            latest: bounds.into_iter().flatten().min(),
            comes_after: false,
            before: self
                .entries
                .get(at)
                .filter(|_| at < self.at)
                .map(|entry| entry.event),
        })
    }

    /// A kind that makes the event legal which the new one would make illegal.
    fn missing_after(&self, kind: Kind, refused: usize) -> Option<Missing> {
        self.replay_both((self.at, self.kind), (refused, kind))
            .ok()?;
        let next = self.entries.get(refused)?;
        let previous = refused
            .checked_sub(1)
            .and_then(|last| self.entries.get(last));
        let earliest = previous.and_then(|entry| entry.not_before);
        let earliest = earliest.max(self.window.earliest);
        // Days that are certainly before the refused event need no place in the file.
        let before_it = raw(self.ledger, next).earliest.map(eve);
        let is_decided = before_it.is_some() && earliest <= before_it;
        Some(Missing {
            kind,
            earliest,
            latest: if is_decided {
                before_it
            } else {
                next.not_after
            },
            comes_after: true,
            before: (!is_decided).then_some(next.event),
        })
    }

    /// Replays the channel with a kind put in at a place.
    fn replay(&self, at: usize, kind: Kind) -> Result<(), Obstacle> {
        let (state, setter) = put_in(self.state_before(at), self.setter_before(at), kind)?;
        self.go_on(at, state, setter)
    }

    /// Replays the channel with two kinds put in, each at its place.
    fn replay_both(
        &self,
        (first, kind): (usize, Kind),
        (second, other_kind): (usize, Kind),
    ) -> Result<(), Obstacle> {
        let setter = self.setter_before(first);
        let (mut state, setter) = put_in(self.state_before(first), setter, kind)?;
        for entry in self.entries.get(first..second).unwrap_or_default() {
            state = self.accept(state, entry, setter)?;
        }
        let (state, setter) = put_in(state, setter, other_kind)?;
        self.go_on(second, state, setter)
    }

    fn state_before(&self, at: usize) -> State {
        let before = at.checked_sub(1).and_then(|last| self.entries.get(last));
        before.map_or(State::Unrecorded, |entry| entry.after)
    }

    /// The event that set the status that the channel has before a place.
    fn setter_before(&self, at: usize) -> Option<EventKey> {
        let before = self.entries.get(..at)?;
        let setter = before.iter().rev().find(|entry| sets(self.ledger, entry));
        setter.map(|entry| entry.event)
    }

    /// Replays what follows a place, until the channel is what it was without the new event.
    fn go_on(&self, at: usize, mut state: State, setter: Option<EventKey>) -> Result<(), Obstacle> {
        for entry in self.entries.get(at..).unwrap_or_default() {
            if state == entry.before {
                break;
            }
            state = self.accept(state, entry, setter)?;
        }
        Ok(())
    }

    fn accept(
        &self,
        state: State,
        entry: &Entry,
        setter: Option<EventKey>,
    ) -> Result<State, Obstacle> {
        let kind = self.ledger.event(entry.event).kind;
        match step(state, kind) {
            Step::Refused(refusal) => Err(Obstacle {
                refused: Some(entry.event),
                refusal,
                setter,
            }),
            Step::Sets(_) | Step::Witnesses => Ok(after(state, kind)),
        }
    }
}

/// Puts an event that is not in the ledger into a replay.
fn put_in(
    state: State,
    setter: Option<EventKey>,
    kind: Kind,
) -> Result<(State, Option<EventKey>), Obstacle> {
    match step(state, kind) {
        Step::Refused(refusal) => Err(Obstacle {
            refused: None,
            refusal,
            setter,
        }),
        Step::Sets(status) => Ok((State::Recorded(status), None)),
        Step::Witnesses => Ok((state, setter)),
    }
}

/// Kinds that may be missing, those first that a reader would think of first.
const SETTING: [Kind; 5] = [
    Kind::Resumed,
    Kind::Opened,
    Kind::Collapsed,
    Kind::Suspended,
    Kind::Talks,
];

/// The days of an event by its own date.
fn raw(ledger: &Ledger, entry: &Entry) -> Window {
    Window::of(&ledger.event(entry.event).date)
}

fn eve(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

fn next_day(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}
