//! The events of each channel, in the order of replay.

use std::ops::Range;
use std::sync::Mutex;

use chrono::NaiveDate;

use super::events::Events;
use super::id::{ChannelKey, EventKey};
use super::machine::Kind;
use super::order::{Window, replay_order};
use super::parallel;

/// What a replay needs of an event.
///
/// The events of a channel are spread over the whole ledger; here they stand side by side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Turn {
    pub(crate) kind: Kind,
    pub(crate) window: Window,
}

/// The events of each channel, in the order of replay: one list after the other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Orders {
    keys: Vec<EventKey>,
    /// The turn of each of these events.
    turns: Vec<Turn>,
    /// Where the list of each channel begins, and at last where the last one ends.
    starts: Vec<usize>,
}

impl Orders {
    /// Finds the order of each of so many channels.
    pub(super) fn of(events: &Events, channels: usize) -> Self {
        let mut starts = vec![0; channels + 1];
        for (_, segment) in events.segments() {
            for channel in &segment.channels {
                starts[channel.index() + 1] += 1;
            }
        }
        for channel in 0..channels {
            starts[channel + 1] += starts[channel];
        }
        let none = Turn {
            kind: Kind::Context,
            window: Window::ANY,
        };
        let mut keys = vec![EventKey::new(0); starts[channels]];
        let mut turns = vec![none; starts[channels]];
        let shares: Vec<Mutex<Share>> = shares(&starts, &mut keys, &mut turns)
            .into_iter()
            .map(Mutex::new)
            .collect();
        parallel::map(&shares, |share| {
            // Nobody else takes the same share, so nobody can have left it in disorder.
            if let Ok(mut share) = share.lock() {
                share.fill(events);
            }
        });
        drop(shares);
        Self {
            keys,
            turns,
            starts,
        }
    }

    /// The events of a channel in the order of replay.
    pub(super) fn list(&self, channel: ChannelKey) -> &[EventKey] {
        &self.keys[self.places(channel.index())]
    }

    /// The turns of the events of a channel, in the order of replay.
    pub(super) fn turns(&self, channel: ChannelKey) -> &[Turn] {
        &self.turns[self.places(channel.index())]
    }

    fn places(&self, channel: usize) -> Range<usize> {
        self.starts[channel]..self.starts[channel + 1]
    }
}

/// Some channels that follow each other, whose lists are filled together.
struct Share<'a> {
    channels: Range<usize>,
    /// Where the list of each begins, and at last where the last one ends, among those of all channels.
    starts: &'a [usize],
    keys: &'a mut [EventKey],
    turns: &'a mut [Turn],
}

/// Cuts the lists of all channels into shares of about the same length.
fn shares<'a>(
    starts: &'a [usize],
    mut keys: &'a mut [EventKey],
    mut turns: &'a mut [Turn],
) -> Vec<Share<'a>> {
    /// What is filled sooner than a thread starts.
    const SHORT: usize = 20_000;
    const MOST_SHARES: usize = 8;
    let all = keys.len();
    // Each share takes a look at all events, so there are few of them, and no more than processors.
    let count = if all < SHORT {
        1
    } else {
        parallel::processors().min(MOST_SHARES)
    };
    let mut shares = Vec::with_capacity(count);
    let mut first = 0;
    for share in 1..=count {
        let end = if share == count {
            starts.len() - 1
        } else {
            starts.partition_point(|start| *start < all / count * share)
        };
        let length = starts[end].saturating_sub(starts[first]);
        let (own_keys, other_keys) = keys.split_at_mut(length);
        let (own_turns, other_turns) = turns.split_at_mut(length);
        (keys, turns) = (other_keys, other_turns);
        shares.push(Share {
            channels: first..end,
            starts: &starts[first..=end],
            keys: own_keys,
            turns: own_turns,
        });
        first = end;
    }
    shares
}

impl Share<'_> {
    fn fill(&mut self, events: &Events) {
        let before = self.starts[0];
        let mut lists: Vec<List> = self
            .starts
            .iter()
            .map(|start| List::beginning_at(start - before))
            .collect();
        for (first, segment) in events.segments() {
            for (place, row) in segment.rows.iter().enumerate() {
                let key = EventKey::new(u32::try_from(first + place).unwrap_or(u32::MAX));
                for channel in segment.channels_of(row) {
                    if !self.channels.contains(&channel.index()) {
                        continue;
                    }
                    let list = &mut lists[channel.index() - self.channels.start];
                    self.keys[list.end] = key;
                    self.turns[list.end] = Turn {
                        kind: row.kind,
                        window: row.window(),
                    };
                    list.end += 1;
                    list.is_ordered &= list.last <= row.earliest;
                    list.last = row.earliest;
                }
            }
        }
        for (list, ends) in lists.iter().zip(self.starts.windows(2)) {
            if !list.is_ordered {
                let places = ends[0] - before..ends[1] - before;
                arrange(&mut self.keys[places.clone()], &mut self.turns[places]);
            }
        }
    }
}

/// Brings the events of a channel from the order of the file into that of replay.
fn arrange(keys: &mut [EventKey], turns: &mut [Turn]) {
    let windows: Vec<Window> = turns.iter().map(|turn| turn.window).collect();
    let order = replay_order(&windows);
    let arranged: Vec<EventKey> = order.iter().map(|&index| keys[index]).collect();
    keys.copy_from_slice(&arranged);
    let arranged: Vec<Turn> = order.iter().map(|&index| turns[index]).collect();
    turns.copy_from_slice(&arranged);
}

/// The list of a channel while it grows.
struct List {
    end: usize,
    /// Whether no event begins before the one that stands before it in the file: then nothing can end
    /// before its predecessor begins, and the order of the file is that of replay.
    is_ordered: bool,
    last: Option<NaiveDate>,
}

impl List {
    fn beginning_at(start: usize) -> Self {
        Self {
            end: start,
            is_ordered: true,
            last: None,
        }
    }
}
