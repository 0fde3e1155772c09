//! A checked ledger: parties, posts, channels, sources and events that fit together.

use std::collections::BTreeMap;
use std::ops::Range;

use super::channel::Channel;
use super::event::Event;
use super::events::{Events, Unmoved};
use super::id::{ChannelKey, EventKey, PartyKey, PostKey, SourceKey};
use super::orders::{OnDemand, Orders, Turn};
use super::party::Party;
use super::post::Post;
use super::source::Source;
use super::span::Span;

/// A ledger in which every check has passed.
///
/// Only [`read::check`](crate::read) makes one, so whoever holds it may trust it: every key
/// resolves, causes and corrections have no cycles, and the replay of all that it holds meets no
/// step that the machine refuses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ledger {
    parts: Parts,
    /// The events of each channel, in the order of replay.
    orders: OnDemand,
    /// Which events replace an event.
    corrections: BTreeMap<EventKey, Vec<EventKey>>,
}

/// What a ledger is made of, in file order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Parts {
    pub(crate) title: Box<str>,
    pub(crate) stale_after: Option<u32>,
    pub(crate) parties: Vec<Party>,
    pub(crate) posts: Vec<Post>,
    pub(crate) channels: Vec<Channel>,
    pub(crate) sources: Vec<Source>,
    pub(crate) events: Events,
}

impl Ledger {
    /// Puts parts together whose keys resolve; the caller answers for every other check.
    pub(crate) fn new(parts: Parts) -> Self {
        let mut corrections: BTreeMap<EventKey, Vec<EventKey>> = BTreeMap::new();
        for (key, rare) in parts.events.rares() {
            if let Some(old) = rare.corrects {
                corrections.entry(old).or_default().push(key);
            }
        }
        Self {
            parts,
            orders: OnDemand::default(),
            corrections,
        }
    }

    /// What the ledger is called.
    pub fn title(&self) -> &str {
        &self.parts.title
    }

    /// Days without evidence after which a status is called stale.
    pub fn stale_after(&self) -> Option<u32> {
        self.parts.stale_after
    }

    /// The parties, as declared.
    pub fn parties(&self) -> impl Iterator<Item = (PartyKey, &Party)> {
        keys(&self.parts.parties, PartyKey::new)
    }

    /// The channels, as declared.
    pub fn channels(&self) -> impl Iterator<Item = (ChannelKey, &Channel)> {
        keys(&self.parts.channels, ChannelKey::new)
    }

    /// The posts, as declared.
    pub fn posts(&self) -> impl Iterator<Item = (PostKey, &Post)> {
        keys(&self.parts.posts, PostKey::new)
    }

    /// The events, as declared.
    pub fn events(&self) -> impl Iterator<Item = (EventKey, Event<'_>)> {
        (0u32..).map(EventKey::new).zip(self.parts.events.iter())
    }

    /// The sources, as declared.
    pub fn sources(&self) -> impl Iterator<Item = (SourceKey, &Source)> {
        keys(&self.parts.sources, SourceKey::new)
    }

    /// The channel that a key stands for.
    pub fn channel(&self, key: ChannelKey) -> &Channel {
        &self.parts.channels[key.index()]
    }

    /// The key of the event that has an id.
    pub fn event_called(&self, id: &str) -> Option<EventKey> {
        self.parts.events.called(id)
    }

    /// The event that a key stands for.
    pub fn event(&self, key: EventKey) -> Event<'_> {
        self.parts.events.get(key)
    }

    /// The events in their packed form, for what looks at all of them.
    pub(crate) fn packed(&self) -> &Events {
        &self.parts.events
    }

    /// The source that a key stands for.
    pub fn source(&self, key: SourceKey) -> &Source {
        &self.parts.sources[key.index()]
    }

    /// The party that a key stands for.
    pub fn party(&self, key: PartyKey) -> &Party {
        &self.parts.parties[key.index()]
    }

    /// The post that a key stands for.
    pub fn post(&self, key: PostKey) -> &Post {
        &self.parts.posts[key.index()]
    }

    /// All events of a channel in the order of replay, believed or not.
    ///
    /// The order is found once, when it is first asked for, over everything; what is not believed is dropped from it and
    /// never reorders the rest.
    pub fn order(&self, channel: ChannelKey) -> &[EventKey] {
        let channels = self.parts.channels.len();
        self.orders.list(&self.parts.events, channels, channel)
    }

    /// Finds the order of replay on all channels, for whoever is going to ask for it on all.
    pub(crate) fn find_its_order(&self) {
        self.orders();
    }

    fn orders(&self) -> &Orders {
        self.orders
            .of(&self.parts.events, self.parts.channels.len())
    }

    /// Whether the order of replay has been found already, so that to ask for it costs nothing.
    pub(crate) fn knows_its_order(&self) -> bool {
        self.orders.are_found()
    }

    /// All events of a channel in the order of replay, each with what its replay needs.
    pub(crate) fn turns(
        &self,
        channel: ChannelKey,
    ) -> impl DoubleEndedIterator<Item = (EventKey, &Turn)> + ExactSizeIterator {
        self.turns_in(channel, 0..self.order(channel).len())
    }

    /// Some of the events of a channel, by their places in the order of replay.
    pub(crate) fn turns_in(
        &self,
        channel: ChannelKey,
        places: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (EventKey, &Turn)> + ExactSizeIterator {
        let channels = self.parts.channels.len();
        let turns = self.orders.turns(&self.parts.events, channels, channel);
        let keys = self.order(channel)[places.clone()].iter().copied();
        keys.zip(&turns[places])
    }

    /// The events that replace an event.
    pub fn corrections_of(&self, event: EventKey) -> &[EventKey] {
        self.corrections.get(&event).map_or(&[], Vec::as_slice)
    }
}

impl Ledger {
    /// What this ledger says otherwise than another; where its entries stand makes no difference.
    pub(crate) fn difference(&self, other: &Self) -> Option<Difference> {
        let Parts {
            title,
            stale_after,
            parties,
            posts,
            channels,
            sources,
            events,
        } = &self.parts;
        let theirs = &other.parts;
        let within =
            |section, is_same: bool, span| (!is_same).then_some(Difference { section, span });
        let channel = odd_one(channels, &theirs.channels, Channel::says_as);
        let event = odd_event(events, &theirs.events);
        let same_channels = channels.len() == theirs.channels.len() && channel.is_none();
        let same_events = events.len() == theirs.events.len() && event.is_none();
        let same_order = self.orders() == other.orders() && self.corrections == other.corrections;
        within("title", *title == theirs.title, None)
            .or_else(|| within("stale_after", *stale_after == theirs.stale_after, None))
            .or_else(|| within("parties", *parties == theirs.parties, None))
            .or_else(|| within("posts", *posts == theirs.posts, None))
            .or_else(|| {
                within(
                    "channels",
                    same_channels,
                    channel.map(|channel| channel.span),
                )
            })
            .or_else(|| within("sources", *sources == theirs.sources, None))
            .or_else(|| within("events", same_events, event))
            .or_else(|| within("events", same_order, None))
    }
}

/// What two ledgers say differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Difference {
    /// The key of the section.
    pub(crate) section: &'static str,
    /// The entry, if it is known.
    pub(crate) span: Option<Span>,
}

/// The first of some things that is not the same as its counterpart.
fn odd_one<'a, T>(ours: &'a [T], theirs: &[T], is_same: fn(&T, &T) -> bool) -> Option<&'a T> {
    let mut pairs = ours.iter().zip(theirs);
    pairs
        .find(|(one, two)| !is_same(one, two))
        .map(|(one, _)| one)
}

/// Where the first event stands that is not the same as its counterpart.
fn odd_event(ours: &Events, theirs: &Events) -> Option<Span> {
    let mut pairs = ours.iter().zip(theirs.iter());
    pairs
        .find(|(one, two)| !one.says_as(two, &Unmoved))
        .map(|(one, _)| one.span)
}

fn keys<T, K>(things: &[T], key: fn(u32) -> K) -> impl Iterator<Item = (K, &T)> {
    (0u32..).map(key).zip(things)
}
