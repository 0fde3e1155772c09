//! Events replayed in the order of the file, where that is the order of replay on every channel.
//!
//! Most people write down what happens as it happens. To bring a million events into the order of their channels takes
//! three times as long as to replay them; where the file has that order already, its parts are replayed as they stand, side by
//! side.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;

use super::events::Events;
use super::id::{ChannelKey, EventKey};
use super::orders::Turn;
use super::parallel;

/// What came of replaying the events of every channel in the order of the file, part by part.
pub(crate) struct Filed<T>(Vec<Vec<Replayed<T>>>);

/// What came of replaying the events of one channel in one part of the file.
///
/// None of them begins before the one that stands before it: then nothing can end before its predecessor begins, and the
/// order of the file is that of replay.
#[derive(Clone)]
struct Replayed<T> {
    outcome: T,
    /// When the first of them begins; of none, the last of all days.
    first: NaiveDate,
    /// When the last of them begins; of none, the first of all days.
    last: NaiveDate,
}

/// In how many parts the events on so many channels are best replayed; `None` if so few bear on each channel that it
/// is not worth it.
pub(crate) fn parts(events: &Events, channels: usize) -> Option<usize> {
    /// How many events a channel has in each part, at least on average.
    const ENOUGH: usize = 8;
    /// What is replayed sooner than a thread starts.
    const SHORT: usize = 5_000;
    let most = events.len() / ENOUGH / channels.max(1);
    let parts = if events.len() < 2 * SHORT {
        1
    } else {
        parallel::pieces().min(events.len() / SHORT)
    };
    (most > 0).then(|| parts.min(most))
}

impl<T: Clone + Send + Sync> Filed<T> {
    /// Replays all events on so many channels, in so many parts, those of each channel in each part from the same start.
    ///
    /// `None` if on one of the channels the order of replay may be another than that of the file, or if one of the events
    /// is not taken.
    pub(crate) fn replay(
        events: &Events,
        channels: usize,
        parts: usize,
        start: &T,
        take: impl Fn(&mut T, EventKey, Turn) -> Option<()> + Sync,
    ) -> Option<Self> {
        let cut = |part: usize| events.len() * part / parts;
        let parts: Vec<Range<usize>> = (0..parts).map(|part| cut(part)..cut(part + 1)).collect();
        let is_given_up = AtomicBool::new(false);
        let parts = parallel::map(&parts, |part| {
            if is_given_up.load(Ordering::Relaxed) {
                return None;
            }
            let replayed = part_of(events, part, channels, start, &take);
            is_given_up.fetch_or(replayed.is_none(), Ordering::Relaxed);
            replayed
        });
        let filed = Self(parts.into_iter().collect::<Option<_>>()?);
        let are_ordered = (0..channels).all(|channel| are_ordered(filed.parts_of(channel)));
        are_ordered.then_some(filed)
    }

    fn parts_of(&self, channel: usize) -> impl Iterator<Item = &Replayed<T>> {
        self.0.iter().map(move |part| &part[channel])
    }

    /// What came of the events of a channel, part by part.
    pub(crate) fn of(&self, channel: ChannelKey) -> impl Iterator<Item = &T> {
        let parts = self.parts_of(channel.index());
        parts.map(|replayed| &replayed.outcome)
    }
}

/// Replays a part of the events.
fn part_of<T: Clone>(
    events: &Events,
    part: &Range<usize>,
    channels: usize,
    start: &T,
    take: impl Fn(&mut T, EventKey, Turn) -> Option<()>,
) -> Option<Vec<Replayed<T>>> {
    let nothing = Replayed {
        outcome: start.clone(),
        first: NaiveDate::MAX,
        last: NaiveDate::MIN,
    };
    let mut all = vec![nothing; channels];
    for (first, segment) in events.segments() {
        let own = part.start.max(first)..part.end.min(first + segment.len());
        if own.is_empty() {
            continue;
        }
        for place in own {
            let key = EventKey::new(u32::try_from(place).unwrap_or(u32::MAX));
            let row = segment.row(place - first);
            let turn = Turn {
                kind: row.kind,
                window: segment.window(&row),
            };
            for channel in segment.channels_of(&row).iter() {
                let replayed = &mut all[channel.index()];
                replayed.note(turn.window.earliest)?;
                take(&mut replayed.outcome, key, turn)?;
            }
        }
    }
    Some(all)
}

/// Whether the events of a channel begin in each part no earlier than in those before it.
fn are_ordered<'r, T: 'r>(parts: impl Iterator<Item = &'r Replayed<T>>) -> bool {
    let mut last = NaiveDate::MIN;
    for part in parts {
        if part.first < last {
            return false;
        }
        last = last.max(part.last);
    }
    true
}

impl<T> Replayed<T> {
    /// Notes when one more event begins; `None` if it has no beginning, or one before the last event's.
    #[inline]
    fn note(&mut self, begin: Option<NaiveDate>) -> Option<()> {
        let begin = begin.filter(|begin| self.last <= *begin)?;
        self.first = self.first.min(begin);
        self.last = begin;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::ledger::Ledger;
    use crate::read::sample;

    /// A ledger with two channels, and for each event its date and the channels that it bears on.
    fn ledger(events: &[(String, &str)]) -> Ledger {
        sample::ledger(events.iter().enumerate().map(|(number, (date, channels))| {
            format!("id: e-{number}, date: \"{date}\", kind: sought, channels: [{channels}]")
        }))
    }

    /// The events of each channel as they stand in the file, if that is known to be their order of replay.
    fn filed(ledger: &Ledger, parts: usize) -> Option<[Vec<EventKey>; 2]> {
        let take = |list: &mut Vec<EventKey>, key, _| {
            list.push(key);
            Some(())
        };
        let filed = Filed::replay(ledger.packed(), 2, parts, &Vec::new(), take)?;
        let list = |channel| filed.of(ChannelKey::new(channel)).flatten().copied();
        Some([0, 1].map(|channel| list(channel).collect()))
    }

    fn order(ledger: &Ledger) -> [Vec<EventKey>; 2] {
        [0, 1].map(|channel| ledger.order(ChannelKey::new(channel)).to_vec())
    }

    proptest! {
        #[test]
        fn what_is_replayed_as_filed_is_replayed_in_its_order(
            events in prop::collection::vec((0..9_u8, 0..3_usize), 1..16), parts in 1..7_usize
        ) {
            let mut month = 1;
            let dates = events.iter().map(|(step, channels)| {
                month = 12.min(month + step / 7);
                let date = match step {
                    0 => "../2030".to_owned(),
                    1 => "2022-12".to_owned(),
                    2..=4 => format!("2023-{month:02}-0{step}"),
                    5.. => format!("2023-{month:02}"),
                };
                (date, ["one", "two", "one, two"][*channels])
            });
            let ledger = ledger(&dates.collect::<Vec<_>>());
            if let Some(filed) = filed(&ledger, parts) {
                prop_assert_eq!(filed, order(&ledger));
            }
        }

        #[test]
        fn a_channel_alone_has_the_order_that_it_has_among_all(
            events in prop::collection::vec((1..29_u8, 0..3_usize), 0..16)
        ) {
            let dates = events.iter().map(|(day, channels)| {
                let date = if day % 5 == 0 { "2023-05".to_owned() } else { format!("2023-05-{day:02}") };
                (date, ["one", "two", "one, two"][*channels])
            });
            let ledger = ledger(&dates.collect::<Vec<_>>()).clone();
            prop_assert!(!ledger.knows_its_order());
            let turns = |ledger: &Ledger| {
                let channels = [0, 1].map(ChannelKey::new);
                channels.map(|one| ledger.turns(one).map(|(key, turn)| (key, *turn)).collect::<Vec<_>>())
            };
            let alone = (order(&ledger), turns(&ledger));
            prop_assert!(!ledger.knows_its_order());
            ledger.find_its_order();
            prop_assert_eq!((order(&ledger), turns(&ledger)), alone);
        }

        #[test]
        fn whatever_stands_in_order_is_replayed_as_filed(
            mut events in prop::collection::vec((1..29_u8, 0..3_usize), 1..16), parts in 1..7_usize
        ) {
            events.sort_unstable();
            let dates = events.iter().map(|(day, channels)| {
                (format!("2023-05-{day:02}"), ["one", "two", "one, two"][*channels])
            });
            let ledger = ledger(&dates.collect::<Vec<_>>());
            prop_assert_eq!(filed(&ledger, parts), Some(order(&ledger)));
        }
    }

    #[test]
    fn what_may_have_another_order_is_not_replayed_as_filed() {
        for (dates, is_told) in [
            (["2023-05-01", "2023-05-01"], true),
            (["2023-05-02", "2023-05-01"], false),
            (["2023-05", "2023-05-02"], true),
            (["2023-05-02", "2023-05"], false),
            (["2023-05-02", "../2023"], false),
        ] {
            let ledger = ledger(&dates.map(|date| (date.to_owned(), "one")));
            for parts in [1, 2, 3] {
                let is_filed = filed(&ledger, parts).is_some();
                assert_eq!(is_filed, is_told, "{dates:?} in {parts}");
            }
        }
    }
}
