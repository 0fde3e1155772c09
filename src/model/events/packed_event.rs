//! An event in its packed form: what it says without unpacking what is not asked for.
//!
//! To unpack a million events takes longer than to read them; so whoever asks all of them for one thing
//! (an id, a window, whether another says the same) asks here.

use std::ops::Range;

use crate::model::event::{Event, Withdrawal};
use crate::model::id::{EventId, EventKey, SourceKey};
use crate::model::order::Window;
use crate::model::parallel;

use super::{Channels, CitationRow, DateKey, Events, Row, Segment, Slice};

/// An event in its packed form, with what its row refers to.
#[derive(Clone, Copy)]
pub(crate) struct PackedEvent<'a> {
    segment: &'a Segment,
    /// Where it is in the segment.
    place: usize,
}

/// Where what one ledger holds is in another that was made of it.
pub(crate) trait Moved {
    /// The key that an event has there.
    fn event(&self, key: EventKey) -> Option<EventKey>;

    /// The key that a source has there.
    fn source(&self, key: SourceKey) -> SourceKey;

    /// Where a piece of the text stands in its text with certainty, letter by letter.
    fn slice(&self, slice: Slice) -> Option<Slice>;
}

/// Where it is the same ledger but for its layout.
pub(crate) struct Unmoved;

impl Moved for Unmoved {
    fn event(&self, key: EventKey) -> Option<EventKey> {
        Some(key)
    }

    fn source(&self, key: SourceKey) -> SourceKey {
        key
    }

    fn slice(&self, _: Slice) -> Option<Slice> {
        None
    }
}

impl Events {
    /// All of them in their packed form, in file order.
    pub(crate) fn packed(&self) -> impl Iterator<Item = PackedEvent<'_>> {
        self.packed_in(0..self.len())
    }

    /// Some of them, by their places in file order.
    pub(crate) fn packed_in(&self, places: Range<usize>) -> impl Iterator<Item = PackedEvent<'_>> {
        self.segments_in(places)
            .flat_map(|(segment, rows)| rows.map(move |place| PackedEvent { segment, place }))
    }

    /// One of them in its packed form.
    pub(crate) fn packed_at(&self, key: EventKey) -> PackedEvent<'_> {
        let (segment, place) = self.find(key);
        PackedEvent { segment, place }
    }

    /// The key of the event that has an id.
    pub(crate) fn called(&self, id: &str) -> Option<EventKey> {
        let found = parallel::map(&self.segments, |segment| {
            let mut events = (0..segment.len()).map(|place| PackedEvent { segment, place });
            events.position(|event| event.is_called(id))
        });
        let firsts = self.firsts.iter().zip(found);
        let mut places = firsts.filter_map(|(first, place)| Some(first + place?));
        u32::try_from(places.next()?).ok().map(EventKey::new)
    }
}

impl<'a> PackedEvent<'a> {
    #[inline]
    fn row(self) -> Row {
        self.segment.row(self.place)
    }

    /// Its id.
    pub(crate) fn id(self) -> EventId<'a> {
        self.segment.id(&self.row())
    }

    /// The days between which it happened.
    pub(crate) fn window(self) -> Window {
        self.segment.window(&self.row())
    }

    /// The channels that it bears on.
    pub(crate) fn channels(self) -> Channels<'a> {
        self.segment.channels_of(&self.row())
    }

    /// How many bytes its summary has.
    pub(crate) fn summary_length(self) -> usize {
        self.row().summary.length.get() as usize
    }

    /// The event.
    pub(crate) fn unpacked(self) -> Event<'a> {
        Events::view(self.segment, self.place)
    }

    fn is_called(self, id: &str) -> bool {
        usize::from(self.row().id_length) == id.len() && self.id_bytes() == id.as_bytes()
    }

    /// Whether it is of a kind with this word and has this summary.
    pub(crate) fn tells(self, kind: &str, summary: &str) -> bool {
        let row = self.row();
        row.kind.word() == kind
            && self.summary_length() == summary.len()
            && self.bytes(row.summary) == summary.as_bytes()
    }

    /// Whether both say the same, wherever they stand, as [`Event::says_as`] has it.
    pub(crate) fn says_as(self, other: Self, moved: &impl Moved) -> bool {
        let (one, two) = (&self.row(), &other.row());
        if self.is_same_row(other) && !one.has_rare {
            // Of what a row names, only sources can have moved.
            let mut cited = self.segment.citations_of(one).iter();
            return cited.all(|citation| moved.source(citation.source) == citation.source);
        }
        let says_same = |(one, two): (CitationRow, CitationRow)| {
            moved.source(one.source) == two.source
                && self.is_same_text(one.at, other, two.at, moved)
                && one.credibility == two.credibility
        };
        let cited = self.segment.citations_of(one).iter();
        let other_cited = other.segment.citations_of(two).iter();
        one.kind == two.kind
            && one.by == two.by
            && one.inferred == two.inferred
            && self.is_same_date(Some(one.date), other, Some(two.date))
            && self.is_same_date(one.recorded, other, two.recorded)
            && self.is_same_text(one.id(), other, two.id(), moved)
            && self.is_same_text(Some(one.summary), other, Some(two.summary), moved)
            && self.segment.channels_of(one) == other.segment.channels_of(two)
            && self.segment.coder(one) == other.segment.coder(two)
            && cited.len() == other_cited.len()
            && cited.zip(other_cited).all(says_same)
            && self.has_same_aside(one, other, two, moved)
    }

    /// Whether both are one row, of which two ledgers have a share.
    fn is_same_row(self, other: Self) -> bool {
        self.segment.shares_with(other.segment)
            && self.segment.place_in_run(self.place) == other.segment.place_in_run(other.place)
    }

    /// Whether both have the same on the side.
    fn has_same_aside(self, row: &Row, other: Self, other_row: &Row, moved: &impl Moved) -> bool {
        let of = |event: Self, row| event.segment.rare_of(event.place, row);
        let (one, two) = match (of(self, row), of(other, other_row)) {
            (None, None) => return true,
            (Some(one), Some(two)) => (one, two),
            (Some(_), None) | (None, Some(_)) => return false,
        };
        let is_same_text = |one, two| self.is_same_text(one, other, two, moved);
        let event = |key: Option<EventKey>| key.map(|key| moved.event(key));
        let withdrawn = one.withdrawn.as_deref().map(|withdrawal| Withdrawal {
            source: withdrawal.source.map(|source| moved.source(source)),
            ..withdrawal.clone()
        });
        let mut tags = one.tags.iter().zip(&two.tags);
        event(one.cause) == two.cause.map(Some)
            && event(one.corrects) == two.corrects.map(Some)
            && is_same_text(one.scope, two.scope)
            && is_same_text(one.note, two.note)
            && self.is_same_date(one.reported, other, two.reported)
            && one.tags.len() == two.tags.len()
            && tags.all(|(one, two)| is_same_text(Some(*one), Some(*two)))
            && withdrawn.as_ref() == two.withdrawn.as_deref()
    }

    fn is_same_date(self, one: Option<DateKey>, other: Self, two: Option<DateKey>) -> bool {
        let (Some(one), Some(two)) = (one, two) else {
            return one.is_none() && two.is_none();
        };
        match (one.day(), two.day()) {
            (Some(one), Some(two)) => one == two,
            (_, _) => self.segment.date(one) == other.segment.date(two),
        }
    }

    fn is_same_text(
        self,
        one: Option<Slice>,
        other: Self,
        two: Option<Slice>,
        moved: &impl Moved,
    ) -> bool {
        let (Some(one), Some(two)) = (one, two) else {
            return one.is_none() && two.is_none();
        };
        let is_same_place = if self.segment.is_beside(other.segment) {
            one == two && self.segment.shares_with(other.segment)
        } else {
            moved.slice(one) == Some(two)
        };
        is_same_place || self.bytes(one) == other.bytes(two)
    }

    fn id_bytes(self) -> &'a [u8] {
        self.row().id().map_or(&[], |id| self.bytes(id))
    }

    fn bytes(self, slice: Slice) -> &'a [u8] {
        self.segment.bytes(slice)
    }
}
