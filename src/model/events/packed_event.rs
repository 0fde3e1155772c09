//! An event in its packed form: what it says without unpacking what is not asked for.
//!
//! To unpack a million events takes longer than to read them; so whoever asks all of them for one thing
//! (an id, a window, whether another says the same) asks here.

use crate::model::event::Event;
use crate::model::id::{EventId, EventKey, SourceKey};
use crate::model::order::Window;
use crate::model::parallel;

use super::{CitationRow, DateKey, Events, Row, Segment, Slice};

/// An event in its packed form, with what its row refers to.
#[derive(Clone, Copy)]
pub(crate) struct PackedEvent<'a> {
    events: &'a Events,
    segment: &'a Segment<EventKey>,
    row: &'a Row,
}

impl Events {
    /// All of them in their packed form, in file order.
    pub(crate) fn packed(&self) -> impl Iterator<Item = PackedEvent<'_>> {
        self.segments.iter().flat_map(move |segment| {
            segment.rows.iter().map(move |row| PackedEvent {
                events: self,
                segment,
                row,
            })
        })
    }

    /// One of them in its packed form.
    pub(crate) fn packed_at(&self, key: EventKey) -> PackedEvent<'_> {
        let (segment, place) = self.find(key);
        PackedEvent {
            events: self,
            segment,
            row: &segment.rows[place],
        }
    }

    /// The key of the event that has an id.
    pub(crate) fn called(&self, id: &str) -> Option<EventKey> {
        let found = parallel::map(&self.segments, |segment| {
            let mut events = segment.rows.iter().map(|row| PackedEvent {
                events: self,
                segment,
                row,
            });
            events.position(|event| event.is_called(id))
        });
        let firsts = self.firsts.iter().zip(found);
        let mut places = firsts.filter_map(|(first, place)| Some(first + place?));
        u32::try_from(places.next()?).ok().map(EventKey::new)
    }
}

impl<'a> PackedEvent<'a> {
    /// Its id.
    pub(crate) fn id(self) -> EventId<'a> {
        self.segment.id(&self.events.text, self.row)
    }

    /// The days between which it happened.
    pub(crate) fn window(self) -> Window {
        self.row.window()
    }

    /// The event.
    pub(crate) fn unpacked(self) -> Event<'a> {
        self.events.view(self.segment, self.row)
    }

    fn is_called(self, id: &str) -> bool {
        usize::from(self.row.id_length) == id.len() && self.id_bytes() == id.as_bytes()
    }

    /// Whether it is of a kind with this word and has this summary.
    pub(crate) fn tells(self, kind: &str, summary: &str) -> bool {
        self.row.kind.word() == kind && self.bytes(self.row.summary) == summary.as_bytes()
    }

    /// Whether both say the same, wherever they stand, as [`Event::says_as`] has it.
    pub(crate) fn says_as(
        self,
        other: Self,
        moved: impl Fn(EventKey) -> Option<EventKey>,
        moved_source: impl Fn(SourceKey) -> SourceKey,
    ) -> bool {
        let (one, two) = (self.row, other.row);
        if one.rare.is_some() || two.rare.is_some() {
            return self
                .unpacked()
                .says_as(&other.unpacked(), moved, moved_source);
        }
        let is_same_date = |one: DateKey, two: DateKey| match (one.day(), two.day()) {
            (Some(one), Some(two)) => one == two,
            (_, _) => self.segment.date(one) == other.segment.date(two),
        };
        let is_same_day_recorded = match (one.recorded, two.recorded) {
            (Some(one), Some(two)) => is_same_date(one, two),
            (one, two) => one.is_none() && two.is_none(),
        };
        let says_same = |(one, two): (&CitationRow, &CitationRow)| {
            moved_source(one.source) == two.source
                && one.at.map(|at| self.bytes(at)) == two.at.map(|at| other.bytes(at))
                && one.credibility == two.credibility
        };
        let cited = self.segment.citations_of(one);
        let other_cited = other.segment.citations_of(two);
        one.kind == two.kind
            && one.by == two.by
            && one.inferred == two.inferred
            && is_same_date(one.date, two.date)
            && is_same_day_recorded
            && self.id_bytes() == other.id_bytes()
            && self.bytes(one.summary) == other.bytes(two.summary)
            && self.segment.channels_of(one) == other.segment.channels_of(two)
            && self.segment.coder(one) == other.segment.coder(two)
            && cited.len() == other_cited.len()
            && cited.iter().zip(other_cited).all(says_same)
    }

    fn id_bytes(self) -> &'a [u8] {
        let id = Slice::new(self.row.id_start, self.row.id_length.into());
        id.map_or(&[], |id| self.bytes(id))
    }

    fn bytes(self, slice: Slice) -> &'a [u8] {
        self.segment.bytes(&self.events.text, slice)
    }
}
