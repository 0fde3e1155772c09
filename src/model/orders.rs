//! The events of each channel, in the order of replay.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// The events of each channel, in the order of replay.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Orders(Vec<Lists>);

/// The orders of a ledger, which are found when somebody asks for one: those of all channels, or of a few alone.
///
/// They follow from its events, so it makes no difference to whether ledgers are equal if they have been.
#[derive(Default, Debug)]
pub(super) struct OnDemand {
    all: OnceLock<Orders>,
    /// For each channel its list, if it was asked for alone.
    alone: OnceLock<Vec<OnceLock<Lists>>>,
    asked_for: AtomicUsize,
}

impl OnDemand {
    /// The orders of so many channels, and of all events.
    pub(super) fn of(&self, events: &Events, channels: usize) -> &Orders {
        self.all.get_or_init(|| Orders::of(events, channels))
    }

    /// The list of a channel, which is found alone as long as few are asked for.
    fn lists(&self, events: &Events, channels: usize, channel: ChannelKey) -> &Lists {
        /// How many channels alone take as long as all.
        const FEW: usize = 4;
        if let Some(all) = self.all.get() {
            return all.lists(channel);
        }
        let empty = || (0..channels).map(|_| OnceLock::new()).collect();
        let alone = &self.alone.get_or_init(empty)[channel.index()];
        if alone.get().is_none() && self.asked_for.fetch_add(1, Ordering::Relaxed) >= FEW {
            return self.of(events, channels).lists(channel);
        }
        alone.get_or_init(|| Lists::of_one(events, channel))
    }

    /// The events of a channel in the order of replay.
    pub(super) fn list(
        &self,
        events: &Events,
        channels: usize,
        channel: ChannelKey,
    ) -> &[EventKey] {
        let lists = self.lists(events, channels, channel);
        &lists.keys[lists.places(channel)]
    }

    /// The turns of the events of a channel, in the order of replay.
    pub(super) fn turns(&self, events: &Events, channels: usize, channel: ChannelKey) -> &[Turn] {
        let lists = self.lists(events, channels, channel);
        &lists.turns[lists.places(channel)]
    }

    pub(super) fn are_found(&self) -> bool {
        self.all.get().is_some()
    }
}

/// What was found is found again when it is asked for.
impl Clone for OnDemand {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for OnDemand {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for OnDemand {}

/// The lists of some channels that follow each other: one list after the other.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Lists {
    /// The first of the channels.
    first: usize,
    keys: Vec<EventKey>,
    /// The turn of each of these events.
    turns: Vec<Turn>,
    /// Where the list of each channel begins, and at last where the last one ends.
    starts: Vec<usize>,
}

impl Orders {
    /// Finds the order of each of so many channels.
    pub(super) fn of(events: &Events, channels: usize) -> Self {
        let lengths = lengths(events, channels);
        let shares = shares(&lengths);
        Self(parallel::map(&shares, |share| {
            Lists::of(events, share.start, &lengths[share.clone()])
        }))
    }

    fn lists(&self, channel: ChannelKey) -> &Lists {
        let behind = self
            .0
            .partition_point(|lists| lists.first <= channel.index());
        &self.0[behind - 1]
    }
}

/// How many events each of so many channels has.
fn lengths(events: &Events, channels: usize) -> Vec<usize> {
    /// A ledger in thousands of files has as many segments: a list for each would be too much.
    const MOST_LISTS: usize = 32;
    let segments: Vec<_> = events.segments().map(|(_, segment)| segment).collect();
    let handful = segments.len().div_ceil(MOST_LISTS).max(1);
    let handfuls: Vec<_> = segments.chunks(handful).collect();
    let of_handfuls = parallel::map(&handfuls, |segments| {
        let mut lengths = vec![0; channels];
        for channels in segments.iter().flat_map(|segment| segment.channels()) {
            for channel in channels.iter() {
                lengths[channel.index()] += 1;
            }
        }
        lengths
    });
    let mut all = vec![0; channels];
    for lengths in of_handfuls {
        for (all, length) in all.iter_mut().zip(lengths) {
            *all += length;
        }
    }
    all
}

/// Cuts the channels into shares with about as many events.
fn shares(lengths: &[usize]) -> Vec<Range<usize>> {
    /// What is filled sooner than a thread starts.
    const SHORT: usize = 20_000;
    const MOST_SHARES: usize = 8;
    let all: usize = lengths.iter().sum();
    // Each share takes a look at all events, so there are few of them, and no more than processors.
    let count = if all < SHORT {
        1
    } else {
        parallel::processors().min(MOST_SHARES)
    };
    let mut shares = Vec::with_capacity(count);
    let (mut first, mut before) = (0, 0);
    for (channel, length) in lengths.iter().enumerate() {
        if before >= all / count * (shares.len() + 1) && shares.len() + 1 < count {
            shares.push(first..channel);
            first = channel;
        }
        before += length;
    }
    shares.push(first..lengths.len());
    shares
}

impl Lists {
    /// The lists of some channels from a first one on, whose lengths are known.
    fn of(events: &Events, first: usize, lengths: &[usize]) -> Self {
        let mut starts = vec![0];
        for length in lengths {
            starts.push(starts.last().copied().unwrap_or_default() + length);
        }
        let count = starts.last().copied().unwrap_or_default();
        let none = Turn {
            kind: Kind::Context,
            window: Window::ANY,
        };
        let mut lists = Self {
            first,
            keys: vec![EventKey::new(0); count],
            turns: vec![none; count],
            starts,
        };
        lists.fill(events);
        lists
    }

    /// The list of one channel.
    fn of_one(events: &Events, channel: ChannelKey) -> Self {
        let segments: Vec<_> = events.segments().collect();
        let found = parallel::map(&segments, |(first, segment)| {
            let of_segment = segment.channels().enumerate();
            let of_channel = of_segment.filter(|(_, channels)| channels.contains(&channel));
            of_channel
                .map(|(place, _)| {
                    let key = EventKey::new(u32::try_from(first + place).unwrap_or(u32::MAX));
                    let (kind, window) = segment.kind_and_window(place);
                    (key, Turn { kind, window })
                })
                .collect::<Vec<_>>()
        });
        let (mut keys, mut turns): (Vec<_>, Vec<_>) = found.into_iter().flatten().unzip();
        arrange(&mut keys, &mut turns);
        Self {
            first: channel.index(),
            starts: vec![0, keys.len()],
            keys,
            turns,
        }
    }

    fn fill(&mut self, events: &Events) {
        let channels = self.first..self.first + self.starts.len() - 1;
        let mut lists: Vec<List> = self
            .starts
            .iter()
            .map(|start| List::beginning_at(*start))
            .collect();
        for (first, segment) in events.segments() {
            for (place, of_event) in segment.channels().enumerate() {
                let key = EventKey::new(u32::try_from(first + place).unwrap_or(u32::MAX));
                for channel in of_event.iter() {
                    if !channels.contains(&channel.index()) {
                        continue;
                    }
                    let list = &mut lists[channel.index() - channels.start];
                    let (kind, window) = segment.kind_and_window(place);
                    self.keys[list.end] = key;
                    self.turns[list.end] = Turn { kind, window };
                    list.end += 1;
                    list.is_ordered &= list.last <= window.earliest;
                    list.last = window.earliest;
                }
            }
        }
        for (list, ends) in lists.iter().zip(self.starts.windows(2)) {
            if !list.is_ordered {
                let places = ends[0]..ends[1];
                arrange(&mut self.keys[places.clone()], &mut self.turns[places]);
            }
        }
    }

    fn places(&self, channel: ChannelKey) -> Range<usize> {
        let list = channel.index() - self.first;
        self.starts[list]..self.starts[list + 1]
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
