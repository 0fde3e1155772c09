//! The events of each channel, in the order of replay.

use std::ops::Range;

use chrono::NaiveDate;

use super::events::Events;
use super::id::{ChannelKey, EventKey};
use super::machine::Kind;
use super::order::{Window, replay_order};

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

        let mut keys = vec![EventKey::new(0); starts[channels]];
        let none = Turn {
            kind: Kind::Context,
            window: Window::ANY,
        };
        let mut turns = vec![none; starts[channels]];
        let mut lists: Vec<List> = starts
            .iter()
            .map(|start| List::beginning_at(*start))
            .collect();
        for (first, segment) in events.segments() {
            for (place, row) in segment.rows.iter().enumerate() {
                let key = EventKey::new(u32::try_from(first + place).unwrap_or(u32::MAX));
                for channel in segment.channels_of(row) {
                    let list = &mut lists[channel.index()];
                    keys[list.end] = key;
                    turns[list.end] = Turn {
                        kind: row.kind,
                        window: row.window(),
                    };
                    list.end += 1;
                    list.is_ordered &= list.last <= row.earliest;
                    list.last = row.earliest;
                }
            }
        }
        let mut orders = Self {
            keys,
            turns,
            starts,
        };
        for (channel, list) in lists.iter().take(channels).enumerate() {
            if !list.is_ordered {
                orders.arrange(channel);
            }
        }
        orders
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

    /// Brings the events of a channel from the order of the file into that of replay.
    fn arrange(&mut self, channel: usize) {
        let places = self.places(channel);
        let (keys, turns) = (&mut self.keys[places.clone()], &mut self.turns[places]);
        let windows: Vec<Window> = turns.iter().map(|turn| turn.window).collect();
        let order = replay_order(&windows);
        let arranged: Vec<EventKey> = order.iter().map(|&index| keys[index]).collect();
        keys.copy_from_slice(&arranged);
        let arranged: Vec<Turn> = order.iter().map(|&index| turns[index]).collect();
        turns.copy_from_slice(&arranged);
    }
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
