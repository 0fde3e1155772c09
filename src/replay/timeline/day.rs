//! The replay of one channel, of which only what bears on one day is kept.

use chrono::NaiveDate;

use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::machine::{Kind, State, Step, after, step};
use crate::model::orders::Turn;

use super::{Entry, Timeline, first, tighten};
use crate::replay::status::sets_status;

impl Timeline {
    /// Replays a channel on the events that are believed, for questions about the end of one day.
    ///
    /// Of the events that have certainly happened by then, only the last one that set a status and the very last
    /// one are kept. Everything that [`status`](crate::replay::status) asks about that day has the same answer as on
    /// the whole replay, which for a status alone would be thrown away.
    pub(crate) fn for_day(
        ledger: &Ledger,
        channel: ChannelKey,
        day: NaiveDate,
        believes: impl Fn(EventKey) -> bool,
    ) -> Self {
        let turns = || ledger.turns(channel).filter(|(event, _)| believes(*event));
        let is_over = |turn: &Turn| turn.window.latest.is_some_and(|latest| latest <= day);
        // Whatever precedes an event that is over is over too.
        let last_over = turns().rev().find(|(_, turn)| is_over(turn));
        let last_over = last_over.map(|(event, _)| event);

        let mut past = Past::default();
        let mut state = State::Unrecorded;
        let mut not_before = None;
        let mut turns = turns();
        if let Some(last_over) = last_over {
            for (event, turn) in turns.by_ref() {
                not_before = not_before.max(turn.window.earliest);
                let entry = entry(event, turn, state, not_before);
                state = entry.after;
                past.take(entry, sets(&entry, turn.kind));
                if event == last_over {
                    break;
                }
            }
        }
        let mut entries = past.entries();
        let mut first_gap = past.has_gap.then_some(0);
        entries.extend(turns.map(|(event, turn)| {
            not_before = not_before.max(turn.window.earliest);
            let entry = entry(event, turn, state, not_before);
            state = entry.after;
            entry
        }));
        tighten(&mut entries);
        if first_gap.is_none() {
            first_gap = entries.iter().position(|entry| entry.gap().is_some());
        }
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

/// Whether an event has set a status, as [`Timeline::part`] has it.
fn sets(entry: &Entry, kind: Kind) -> bool {
    match entry.step {
        Step::Sets(_) => true,
        Step::Witnesses => false,
        Step::Refused(_) => sets_status(kind),
    }
}

/// The events that have certainly happened, of which two matter.
#[derive(Default)]
struct Past {
    /// The last one that set a status, unless that is the very last; it happened no later than those behind it.
    setter: Option<Entry>,
    last: Option<Entry>,
    is_last_setter: bool,
    has_gap: bool,
}

impl Past {
    fn take(&mut self, entry: Entry, sets: bool) {
        self.has_gap |= matches!(entry.step, Step::Refused(_));
        if self.is_last_setter {
            self.setter = self.last;
        } else if let (Some(setter), Some(last)) = (&mut self.setter, &self.last) {
            setter.not_after = first(setter.not_after, last.not_after);
        }
        self.last = Some(entry);
        self.is_last_setter = sets;
    }

    fn entries(&self) -> Vec<Entry> {
        let setter = self.setter.filter(|_| !self.is_last_setter);
        setter.into_iter().chain(self.last).collect()
    }
}
