//! The replay of one channel, of which only what bears on one day is kept.

use chrono::NaiveDate;

use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::machine::{Passage, State, after, step};
use crate::model::orders::Turn;
use crate::replay::status::sets_status;

use super::{Entry, Timeline, first, tighten};

impl Timeline {
    /// Replays a channel on the events that are believed, for questions about the end of one day.
    ///
    /// Of the events that have certainly happened by then, only the last one that set a status and the very last
    /// one are kept; of those that cannot have happened by then, none. Everything that
    /// [`status`](crate::replay::status) asks about that day has the same answer as on
    /// the whole replay, which for a status alone would be thrown away.
    pub(crate) fn for_day(
        ledger: &Ledger,
        channel: ChannelKey,
        day: NaiveDate,
        believes: impl Fn(EventKey) -> bool,
    ) -> Self {
        let believed = |(event, _): &(EventKey, &Turn)| believes(*event);
        let is_over = |turn: &Turn| turn.window.latest.is_some_and(|latest| latest <= day);
        // Whatever precedes an event that is over is over too.
        let certain = ledger
            .turns(channel)
            .rposition(|(event, turn)| is_over(turn) && believes(event))
            .map_or(0, |last| last + 1);

        let over = || ledger.turns_in(channel, 0..certain).filter(believed);

        let mut past = Past::default();
        for (event, turn) in over() {
            past.take(event, turn);
        }
        let has_gap = past.has_gap;
        let mut state = past.state;
        let mut not_before = past.not_before;
        let mut entries = past.entries(over().rev());
        let rest = ledger.turns_in(channel, certain..ledger.order(channel).len());
        let rest = rest.filter(believed);
        let mut not_after = None;
        for (event, turn) in rest {
            not_before = not_before.max(turn.window.earliest);
            if not_before.is_some_and(|not_before| not_before > day) {
                // It and what follows can only tell when those before had happened at the latest.
                not_after = first(not_after, turn.window.latest);
                continue;
            }
            let entry = entry(event, turn, state, not_before);
            state = entry.after;
            entries.push(entry);
        }
        if let Some(last) = entries.last_mut() {
            last.not_after = first(last.not_after, not_after);
        }
        tighten(&mut entries);
        let first_gap = if has_gap {
            Some(0)
        } else {
            entries.iter().position(|entry| entry.gap().is_some())
        };
        Self::part(ledger, channel, entries, first_gap)
    }
}

fn entry(event: EventKey, turn: &Turn, before: State, not_before: Option<NaiveDate>) -> Entry {
    Entry {
        event,
        before,
        after: after(before, turn.kind),
        step: step(before, turn.kind),
        not_before,
        not_after: turn.window.latest,
    }
}

/// An event among those that have certainly happened.
#[derive(Clone, Copy)]
struct Met {
    event: EventKey,
    /// The state that it met.
    before: State,
    not_before: Option<NaiveDate>,
}

/// The events that have certainly happened, of which two matter.
struct Past {
    state: State,
    not_before: Option<NaiveDate>,
    has_gap: bool,
    /// The last one that set a status.
    setter: Option<Met>,
    last: Option<Met>,
}

impl Default for Past {
    fn default() -> Self {
        Self {
            state: State::Unrecorded,
            not_before: None,
            has_gap: false,
            setter: None,
            last: None,
        }
    }
}

impl Past {
    #[inline]
    fn take(&mut self, event: EventKey, turn: &Turn) {
        self.not_before = self.not_before.max(turn.window.earliest);
        let met = Some(Met {
            event,
            before: self.state,
            not_before: self.not_before,
        });
        self.last = met;
        self.setter = if sets_status(turn.kind) {
            met
        } else {
            self.setter
        };
        let passage = Passage::of(self.state, turn.kind);
        self.state = passage.after;
        self.has_gap |= passage.is_refused;
    }

    /// The entries of the two that matter, given all of the past from its end on.
    ///
    /// The first of them happened no later than those behind it that are left out.
    fn entries<'a>(self, turns: impl Iterator<Item = (EventKey, &'a Turn)>) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(2);
        let mut not_after = None;
        for (event, turn) in turns {
            not_after = first(not_after, turn.window.latest);
            let is = |met: Option<Met>| met.filter(|met| met.event == event);
            if let Some(met) = is(self.last).or(is(self.setter)) {
                let entry = entry(event, turn, met.before, met.not_before);
                entries.push(Entry { not_after, ..entry });
            }
            if is(self.setter).is_some() {
                break;
            }
        }
        entries.reverse();
        entries
    }
}
