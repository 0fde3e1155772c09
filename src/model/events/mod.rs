//! The events of a ledger, closely packed.
//!
//! A ledger may hold millions of events, and every question reads most of them. So each is kept as a
//! row of few bytes whose texts are slices of the ledger's text; [`Event`] is the view of one that
//! everybody else works with. Rows stand in segments, for parts of a long text are read side by
//! side, each into a segment of its own.

mod channels;
mod cited;
mod date_key;
mod id_hash;
mod packed_event;
mod row;
mod rows;
mod run;
mod segment;
mod small;
mod words;

use std::ops::Range;

use super::event::Event;
use super::id::{EventId, EventKey};
use super::machine::Kind;
use super::order::Window;
use super::source::Citation;
use super::span::Span;
use super::text::Text;

pub use channels::Channels;
pub(crate) use cited::CitationsOf;
pub(crate) use date_key::DateKey;
pub(crate) use id_hash::IdHash;
pub(crate) use packed_event::{Moved, PackedEvent, Unmoved};
pub(crate) use row::{CitationRow, Few, Key, Rare, Row, Slice};
pub(crate) use run::Run;
pub(crate) use segment::Segment;
pub use words::Words;

/// The events of a ledger, in file order.
#[derive(Clone)]
pub struct Events {
    text: Text,
    /// How ids were hashed.
    hash: IdHash,
    segments: Vec<Segment>,
    /// The key that the first event of each segment has, as an index.
    firsts: Vec<usize>,
    count: usize,
}

impl Events {
    /// Puts segments together whose keys resolve; the hashes of ids come of this.
    pub(crate) fn new(text: Text, hash: IdHash, segments: Vec<Segment>) -> Self {
        let mut count = 0;
        let firsts = segments.iter().map(|segment| {
            let first = count;
            count += segment.len();
            first
        });
        Self {
            firsts: firsts.collect(),
            text,
            hash,
            segments,
            count,
        }
    }

    /// How the ids of events are hashed.
    pub(crate) fn hash(&self) -> &IdHash {
        &self.hash
    }

    /// The text in which they stand.
    pub(crate) fn text(&self) -> &Text {
        &self.text
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The event that a key stands for.
    pub(super) fn get(&self, key: EventKey) -> Event<'_> {
        let (segment, place) = self.find(key);
        Self::view(segment, place)
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = Event<'_>> {
        self.segments
            .iter()
            .flat_map(|segment| (0..segment.len()).map(move |place| Self::view(segment, place)))
    }

    /// The id of an event.
    pub(crate) fn id(&self, key: EventKey) -> EventId<'_> {
        let (segment, place) = self.find(key);
        segment.id(&segment.row(place))
    }

    /// Where the entry of an event stands.
    pub(crate) fn span(&self, key: EventKey) -> Span {
        let (segment, place) = self.find(key);
        segment.span(&segment.row(place))
    }

    /// The days between which an event happened.
    pub(crate) fn window(&self, key: EventKey) -> Window {
        let (segment, place) = self.find(key);
        segment.window(&segment.row(place))
    }

    /// The kind of an event.
    pub(crate) fn kind(&self, key: EventKey) -> Kind {
        let (segment, place) = self.find(key);
        segment.row(place).kind
    }

    /// What stands on the side of rows, with the keys of their events.
    pub(crate) fn rares(&self) -> impl Iterator<Item = (EventKey, &Rare<EventKey>)> {
        self.segments().flat_map(|(first, segment)| {
            let key = move |rare: &Rare<EventKey>| {
                EventKey::new(u32::try_from(first + rare.row as usize).unwrap_or(u32::MAX))
            };
            segment.rares().iter().map(move |rare| (key(rare), rare))
        })
    }

    /// The segments, each with the index of its first event.
    pub(crate) fn segments(&self) -> impl Iterator<Item = (usize, &Segment)> {
        self.firsts.iter().copied().zip(&self.segments)
    }

    /// How many of them begin before a place of the text; only of one file.
    pub(crate) fn before(&self, place: usize) -> usize {
        self.segments()
            .map(|(first, segment)| (first, segment, segment.before(place)))
            .find(|(_, segment, before)| *before < segment.len())
            .map_or(self.count, |(first, _, before)| first + before)
    }

    /// Some of them as segments of another text, in which they stand so much farther back, or farther to the front if
    /// it wraps around.
    pub(crate) fn parts(&self, places: Range<usize>, shift: u32) -> Vec<Segment> {
        let parts = self.segments_in(places);
        parts
            .map(|(segment, rows)| segment.part(rows, shift))
            .collect()
    }

    /// The segments in which some of them are, by their places in file order, each with the rows that they have there.
    fn segments_in(&self, places: Range<usize>) -> impl Iterator<Item = (&Segment, Range<usize>)> {
        self.segments().filter_map(move |(first, segment)| {
            let end = first + segment.len();
            let rows = places.start.max(first)..places.end.min(end);
            (!rows.is_empty()).then(|| (segment, rows.start - first..rows.end - first))
        })
    }

    /// Makes an event replace nothing.
    pub(crate) fn cut_correction(&mut self, key: EventKey) {
        let (segment, place) = self.locate(key);
        if let Some(rare) = self.segments[segment].rare_of_mut(place) {
            rare.corrects = None;
        }
    }

    fn find(&self, key: EventKey) -> (&Segment, usize) {
        let (segment, place) = self.locate(key);
        (&self.segments[segment], place)
    }

    fn locate(&self, key: EventKey) -> (usize, usize) {
        let index = key.index();
        let segment = self
            .firsts
            .partition_point(|first| *first <= index)
            .saturating_sub(1);
        // Segments may be empty, so several can begin with the same key; the last of them holds it.
        (segment, index - self.firsts[segment])
    }

    fn view(segment: &Segment, place: usize) -> Event<'_> {
        let row = &segment.row(place);
        let rare = segment.rare_of(place, row);
        let words = |slice: Slice| Words { segment, slice };
        Event {
            id: segment.id(row),
            date: segment.date(row.date),
            kind: row.kind,
            channels: segment.channels_of(row),
            by: row.by,
            cause: rare.and_then(|rare| rare.cause),
            scope: rare.and_then(|rare| rare.scope).map(words),
            inferred: row.inferred,
            summary: words(row.summary),
            citations: Citations {
                segment,
                of: segment.citations_of(row),
            },
            reported: rare
                .and_then(|rare| rare.reported)
                .map(|date| segment.date(date)),
            recorded: row.recorded.map(|date| segment.date(date)),
            withdrawn: rare.and_then(|rare| rare.withdrawn.as_deref()),
            corrects: rare.and_then(|rare| rare.corrects),
            note: rare.and_then(|rare| rare.note).map(words),
            tags: Tags {
                segment,
                slices: rare.map_or(&[], |rare| &rare.tags),
            },
            coder: segment.coder(row),
            span: segment.span(row),
        }
    }
}

impl PartialEq for Events {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count && self.iter().eq(other.iter())
    }
}

impl Eq for Events {}

impl std::fmt::Debug for Events {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

/// The citations of an event.
#[derive(Clone, Copy)]
pub struct Citations<'a> {
    segment: &'a Segment,
    of: CitationsOf<'a>,
}

impl<'a> Citations<'a> {
    /// Each of them, as the event names them.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Citation<'a>> + Clone {
        let Self { segment, of } = self;
        of.iter().map(move |row| Citation {
            source: row.source,
            at: row.at.map(|slice| Words { segment, slice }),
            credibility: row.credibility,
        })
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.of.is_empty()
    }
}

/// The tags of an event.
#[derive(Clone, Copy)]
pub struct Tags<'a> {
    segment: &'a Segment,
    slices: &'a [Slice],
}

impl<'a> Tags<'a> {
    /// Each of them, as the event names them.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'a str> + Clone {
        let Self { segment, slices } = self;
        slices.iter().map(move |slice| segment.slice(*slice))
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.slices.is_empty()
    }
}

macro_rules! compared_by_what_they_hold {
    ($($list:ident)*) => {$(
        impl PartialEq for $list<'_> {
            fn eq(&self, other: &Self) -> bool {
                self.iter().eq(other.iter())
            }
        }

        impl Eq for $list<'_> {}

        impl std::fmt::Debug for $list<'_> {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_list().entries(self.iter()).finish()
            }
        }
    )*};
}
compared_by_what_they_hold! { Channels Citations Tags }
