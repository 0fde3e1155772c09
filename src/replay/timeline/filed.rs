//! What has happened on every channel by the end of a day, where all events stand in the order of replay and on days
//! that are known.

use chrono::NaiveDate;

use crate::model::filed::{self, Filed};
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::machine::{Chain, State, after, step};
use crate::model::orders::Turn;
use crate::replay::status::sets_status;

use super::{Entry, Timeline};

/// What has happened by the end of a day on every channel of a long ledger, told from its events as they stand.
pub(crate) struct FiledPasts<'l> {
    ledger: &'l Ledger,
    pasts: Filed<Past>,
}

/// The events of a channel in a part of the file that are believed and have happened by the end of a day.
#[derive(Clone)]
struct Past {
    chain: Chain,
    /// The last one that set a status.
    setter: Option<Met>,
    last: Option<Met>,
}

/// An event, and what those before it have done.
#[derive(Clone, Copy)]
struct Met {
    event: EventKey,
    before: Chain,
}

impl<'l> FiledPasts<'l> {
    /// Replays the events that are believed up to the end of a day.
    ///
    /// `None` if it cannot be told like that, or not sooner than [channel by channel](Timeline::for_day).
    pub(crate) fn by(
        ledger: &'l Ledger,
        day: NaiveDate,
        believes: impl Fn(EventKey) -> bool + Sync,
    ) -> Option<Self> {
        if ledger.knows_its_order() {
            return None;
        }
        let parts = filed::parts(ledger.packed(), ledger.channels().count())?;
        Self::in_parts(parts, ledger, day, believes)
    }

    fn in_parts(
        parts: usize,
        ledger: &'l Ledger,
        day: NaiveDate,
        believes: impl Fn(EventKey) -> bool + Sync,
    ) -> Option<Self> {
        let channels = ledger.channels().count();
        let take = |past: &mut Past, event, turn: Turn| {
            let happened = turn.window.day()?;
            if happened <= day && believes(event) {
                past.take(event, turn);
            }
            Some(())
        };
        let pasts = Filed::replay(ledger.packed(), channels, parts, &Past::NONE, take)?;
        Some(Self { ledger, pasts })
    }

    /// What [`Timeline::for_day`] says of a channel.
    ///
    /// Of events on days that are known, in order, those that have happened by then come first, and what follows tells
    /// nothing of when they did.
    pub(crate) fn timeline(&self, channel: ChannelKey) -> Timeline {
        let mut state = State::Unrecorded;
        let mut has_gap = false;
        let (mut setter, mut last) = (None, None);
        for past in self.pasts.of(channel) {
            let met = |met: Met| (met.event, met.before.from(state).after);
            setter = past.setter.map(met).or(setter);
            last = past.last.map(met).or(last);
            let passage = past.chain.from(state);
            has_gap |= passage.is_refused;
            state = passage.after;
        }
        let setter = setter.filter(|setter| Some(*setter) != last);
        let entries = setter.into_iter().chain(last);
        let entries = entries.map(|(event, before)| self.entry(event, before));
        let first_gap = has_gap.then_some(0);
        Timeline::part(self.ledger, channel, entries.collect(), first_gap)
    }

    fn entry(&self, event: EventKey, before: State) -> Entry {
        let kind = self.ledger.packed().kind(event);
        let window = self.ledger.packed().window(event);
        Entry {
            event,
            before,
            after: after(before, kind),
            step: step(before, kind),
            not_before: window.earliest,
            not_after: window.latest,
        }
    }
}

impl Past {
    const NONE: Self = Self {
        chain: Chain::EMPTY,
        setter: None,
        last: None,
    };

    #[inline]
    fn take(&mut self, event: EventKey, turn: Turn) {
        let met = Some(Met {
            event,
            before: self.chain,
        });
        self.last = met;
        self.setter = if sets_status(turn.kind) {
            met
        } else {
            self.setter
        };
        self.chain.push(turn.kind);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;
    use crate::model::machine::Kind;
    use crate::read::sample;

    /// A ledger of some events on two channels, each so many days after the one before.
    fn ledger(events: &[(u64, Kind, &str)]) -> Ledger {
        let mut day = first_day();
        sample::ledger(
            events
                .iter()
                .enumerate()
                .map(|(number, (later, kind, channels))| {
                    day = day + Days::new(*later);
                    // What is not believed is not refused; here others decide what is believed.
                    format!(
                        "id: e-{number}, date: {day}, kind: {kind}, channels: [{channels}], \
                 withdrawn: {{date: 2031, reason: R}}"
                    )
                }),
        )
    }

    fn first_day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, 1, 1).unwrap()
    }

    fn events() -> impl Strategy<Value = Vec<(u64, Kind, &'static str)>> {
        let is_plain = |kind: &Kind| kind.states().is_none() && *kind != Kind::Context;
        let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(is_plain).collect();
        let channels = prop::sample::select(vec!["one", "two", "one, two"]);
        let event = (0..3_u64, prop::sample::select(kinds), channels);
        prop::collection::vec(event, 0..20)
    }

    proptest! {
        #[test]
        fn in_however_many_parts_each_channel_is_what_its_own_replay_says(
            events in events(), parts in 1..6_usize, days in 0..40_u64, believed in any::<u32>()
        ) {
            let ledger = ledger(&events);
            let day = first_day() + Days::new(days);
            let believes = |key: EventKey| believed >> key.index() & 1 == 1;
            let pasts = FiledPasts::in_parts(parts, &ledger, day, believes).unwrap();
            for (channel, _) in ledger.channels() {
                let wanted = Timeline::for_day(&ledger, channel, day, believes);
                prop_assert_eq!(pasts.timeline(channel), wanted);
            }
        }
    }
}
