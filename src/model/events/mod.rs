//! The events of a ledger, closely packed.
//!
//! A ledger may hold millions of events, and every question reads most of them. So each is kept as a
//! row of 64 bytes whose texts are slices of the ledger's text; [`Event`] is the view of one that
//! everybody else works with. Rows stand in segments, for parts of a long text are read side by
//! side, each into a segment of its own.

mod packed_event;
mod row;
mod segment;
mod words;

use std::borrow::Cow;

use chrono::NaiveDate;

use super::date::Date;
use super::event::Event;
use super::id::{EventId, EventKey};
use super::source::Citation;
use super::text::Text;

pub(crate) use packed_event::PackedEvent;
pub(crate) use row::{CitationRow, DateKey, Key, Rare, Row, Slice};
pub(crate) use segment::Segment;
pub use words::Words;

/// The events of a ledger, in file order.
#[derive(Clone)]
pub struct Events {
    text: Text,
    segments: Vec<Segment<EventKey>>,
    /// The key that the first event of each segment has, as an index.
    firsts: Vec<usize>,
    count: usize,
}

impl Events {
    /// Puts segments together whose keys resolve.
    pub(crate) fn new(text: Text, segments: Vec<Segment<EventKey>>) -> Self {
        let mut count = 0;
        let firsts = segments.iter().map(|segment| {
            let first = count;
            count += segment.rows.len();
            first
        });
        Self {
            firsts: firsts.collect(),
            text,
            segments,
            count,
        }
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
        self.view(segment, &segment.rows[place])
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = Event<'_>> {
        let rows = |segment: &'_ Segment<EventKey>| segment.rows.len();
        self.segments
            .iter()
            .flat_map(move |segment| (0..rows(segment)).map(move |row| (segment, row)))
            .map(|(segment, row)| self.view(segment, &segment.rows[row]))
    }

    /// The id of an event.
    pub(crate) fn id(&self, key: EventKey) -> EventId<'_> {
        let (segment, place) = self.find(key);
        segment.id(&self.text, &segment.rows[place])
    }

    /// The packed form of an event, for what looks at millions of them.
    pub(crate) fn row(&self, key: EventKey) -> &Row {
        let (segment, place) = self.find(key);
        &segment.rows[place]
    }

    /// What stands on the side of rows, with the keys of their events.
    pub(crate) fn rares(&self) -> impl Iterator<Item = (EventKey, &Rare<EventKey>)> {
        self.segments().flat_map(|(first, segment)| {
            let key = move |rare: &Rare<EventKey>| {
                EventKey::new(u32::try_from(first + rare.row as usize).unwrap_or(u32::MAX))
            };
            segment.rare.iter().map(move |rare| (key(rare), rare))
        })
    }

    /// The segments, each with the index of its first event.
    pub(crate) fn segments(&self) -> impl Iterator<Item = (usize, &Segment<EventKey>)> {
        self.firsts.iter().copied().zip(&self.segments)
    }

    /// Makes an event replace nothing.
    pub(crate) fn cut_correction(&mut self, key: EventKey) {
        let (segment, place) = self.locate(key);
        let segment = &mut self.segments[segment];
        let rare = segment.rows[place].rare;
        if let Some(rare) = rare.and_then(|rare| segment.rare.get_mut(rare.index())) {
            rare.corrects = None;
        }
    }

    fn find(&self, key: EventKey) -> (&Segment<EventKey>, usize) {
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

    fn view<'a>(&'a self, segment: &'a Segment<EventKey>, row: &'a Row) -> Event<'a> {
        let text = &self.text;
        let rare = segment.rare_of(row);
        let words = |slice: Slice| Words {
            text,
            segment,
            slice,
        };
        Event {
            id: segment.id(text, row),
            date: segment.date(row.date),
            kind: row.kind,
            channels: segment.channels_of(row),
            by: row.by,
            cause: rare.and_then(|rare| rare.cause),
            scope: rare.and_then(|rare| rare.scope).map(words),
            inferred: row.inferred,
            summary: words(row.summary),
            citations: Citations {
                text,
                segment,
                rows: segment.citations_of(row),
            },
            reported: rare
                .and_then(|rare| rare.reported)
                .map(|date| segment.date(date)),
            recorded: row.recorded.map(|date| segment.date(date)),
            withdrawn: rare.and_then(|rare| rare.withdrawn.as_deref()),
            corrects: rare.and_then(|rare| rare.corrects),
            note: rare.and_then(|rare| rare.note).map(words),
            tags: Tags {
                text,
                segment,
                slices: rare.map_or(&[], |rare| &rare.tags),
            },
            coder: segment.coder(row),
            span: row.span,
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
    text: &'a Text,
    segment: &'a Segment<EventKey>,
    rows: &'a [CitationRow],
}

impl<'a> Citations<'a> {
    /// Each of them, as the event names them.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Citation<'a>> + Clone {
        let Self {
            text,
            segment,
            rows,
        } = self;
        rows.iter().map(move |row| Citation {
            source: row.source,
            at: row.at.map(|slice| Words {
                text,
                segment,
                slice,
            }),
            credibility: row.credibility,
        })
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.rows.is_empty()
    }
}

/// The tags of an event.
#[derive(Clone, Copy)]
pub struct Tags<'a> {
    text: &'a Text,
    segment: &'a Segment<EventKey>,
    slices: &'a [Slice],
}

impl<'a> Tags<'a> {
    /// Each of them, as the event names them.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'a str> + Clone {
        let Self {
            text,
            segment,
            slices,
        } = self;
        slices.iter().map(move |slice| segment.slice(text, *slice))
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
compared_by_what_they_hold! { Citations Tags }

impl Segment<EventKey> {
    /// The last day that a date can mean.
    pub(crate) fn latest(&self, key: DateKey) -> Option<NaiveDate> {
        match key.day() {
            Some(day) => Some(day),
            None => self.date(key).latest(),
        }
    }

    fn date(&self, key: DateKey) -> Cow<'_, Date> {
        match key.day() {
            Some(day) => Cow::Owned(Date::from_day(day)),
            None => Cow::Borrowed(&self.dates[key.place()]),
        }
    }
}
