//! The rows of a run of events, kept as small as what they say.
//!
//! To get memory from the system takes a million events longer than to fill it. And what a row says is mostly small or
//! near: an entry is short, its texts stand in it, its date is a day, and few parties and coders are ever named. Such
//! a row is kept in less than a line of the processor's cache; any other at full width on the side.

use std::num::{NonZeroU16, NonZeroU32};
use std::ops::Range;

use chrono::NaiveDate;

use crate::model::grade::Credibility;
use crate::model::id::{PartyKey, SourceKey};
use crate::model::machine::Kind;
use crate::model::span::Span;

use super::row::{CitationRow, DateKey, Key, Row, Slice};

/// The rows of a run and what they cite.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    packed: Vec<Packed>,
    /// Those of full width.
    wide: Vec<Row>,
    /// The citations of all rows, row after row.
    citations: Vec<PackedCitation>,
    wide_citations: Vec<CitationRow>,
}

/// A row as it is kept.
#[derive(Clone, Copy, Debug)]
enum Packed {
    Small(Small),
    /// The place of one among those of full width.
    Wide(u32),
}

/// A row of which all is small or near.
#[derive(Clone, Copy, Debug)]
struct Small {
    start: u32,
    id_start: u32,
    date: DateKey,
    earliest: Option<NaiveDate>,
    recorded: Option<DateKey>,
    channels: u32,
    citations: u32,
    length: u16,
    /// Where its summary begins, from where it begins itself.
    summary_from: u16,
    summary_length: NonZeroU16,
    /// As places in lists, counted from 1.
    by: Option<NonZeroU16>,
    coder: Option<NonZeroU16>,
    id_length: u8,
    channel_count: u8,
    citation_count: u8,
    kind: Kind,
    inferred: bool,
    has_rare: bool,
}

/// A citation as it is kept, beside its row.
#[derive(Clone, Copy, Debug)]
enum PackedCitation {
    Small {
        source: SourceKey,
        /// Where the place begins that it names, from where the event's entry does.
        at_from: u16,
        /// The length of that, or 0 if it names none.
        at_length: u8,
        credibility: Option<Credibility>,
    },
    /// The place of one among those of full width.
    Wide(u32),
}

const _: () = assert!(
    size_of::<Packed>() == 44 && size_of::<PackedCitation>() == 8,
    "rows should be small"
);

/// The citations of a row.
#[derive(Clone, Copy)]
pub(crate) struct CitationsOf<'a> {
    packed: &'a [PackedCitation],
    wide: &'a [CitationRow],
    /// Where the entry of the event begins.
    start: u32,
}

impl Rows {
    pub(crate) const fn len(&self) -> usize {
        self.packed.len()
    }

    /// Makes room for so many more, each with a citation; where there is none, the lists grow as rows come.
    pub(crate) fn make_room(&mut self, more: usize) {
        let _ = self.packed.try_reserve_exact(more);
        let _ = self.citations.try_reserve_exact(more);
    }

    /// Takes in what the next row cites, whose entry begins at a place; says where it begins in the list of citations.
    #[inline]
    pub(crate) fn cite(&mut self, start: u32, citations: &[CitationRow]) -> u32 {
        let first = narrow(self.citations.len());
        for citation in citations {
            let packed = PackedCitation::of(citation, start)
                .unwrap_or_else(|| PackedCitation::Wide(put(&mut self.wide_citations, *citation)));
            self.citations.push(packed);
        }
        first
    }

    /// Takes the next row in.
    #[inline]
    pub(crate) fn push(&mut self, row: Row) {
        let packed = match Small::of(&row) {
            Some(small) => Packed::Small(small),
            None => Packed::Wide(put(&mut self.wide, row)),
        };
        self.packed.push(packed);
    }

    /// The row at a place.
    #[inline]
    pub(crate) fn at(&self, place: usize) -> Row {
        self.unpacked(&self.packed[place])
    }

    pub(crate) fn last(&self) -> Option<Row> {
        self.packed.last().map(|packed| self.unpacked(packed))
    }

    /// Some of the rows.
    pub(crate) fn iter(&self, places: Range<usize>) -> impl ExactSizeIterator<Item = Row> {
        self.packed[places]
            .iter()
            .map(|packed| self.unpacked(packed))
    }

    /// Takes the last row back with its citations.
    pub(crate) fn pop(&mut self) -> Option<Row> {
        let last = self.last()?;
        if let Some(Packed::Wide(place)) = self.packed.pop() {
            self.wide.truncate(place as usize);
        }
        let before = last.citations as usize;
        let mut cited = self.citations.iter().skip(before);
        let first_wide = cited.find_map(|citation| match citation {
            PackedCitation::Small { .. } => None,
            PackedCitation::Wide(place) => Some(*place as usize),
        });
        self.wide_citations
            .truncate(first_wide.unwrap_or(self.wide_citations.len()));
        self.citations.truncate(before);
        Some(last)
    }

    /// What a row of these cites.
    pub(crate) fn citations_of(&self, row: &Row) -> CitationsOf<'_> {
        let start = row.citations as usize;
        let packed = self
            .citations
            .get(start..start + usize::from(row.citation_count));
        CitationsOf {
            packed: packed.unwrap_or_default(),
            wide: &self.wide_citations,
            start: row.span.start,
        }
    }

    #[inline]
    fn unpacked(&self, packed: &Packed) -> Row {
        match packed {
            Packed::Small(small) => small.row(),
            Packed::Wide(place) => self.wide[*place as usize],
        }
    }
}

impl Small {
    /// The row, if all of it is small or near.
    #[inline]
    fn of(row: &Row) -> Option<Self> {
        let Span { start, end } = row.span;
        let key = |key: Option<usize>| match key {
            None => Some(None),
            Some(index) => u16::try_from(index + 1).ok().map(NonZeroU16::new),
        };
        Some(Self {
            start,
            id_start: row.id_start,
            date: row.date,
            earliest: row.earliest,
            recorded: row.recorded,
            channels: row.channels,
            citations: row.citations,
            length: u16::try_from(end.checked_sub(start)?).ok()?,
            summary_from: u16::try_from(row.summary.start.checked_sub(start)?).ok()?,
            summary_length: row.summary.length.try_into().ok()?,
            by: key(row.by.map(PartyKey::index))?,
            coder: key(row.coder.map(Key::index))?,
            id_length: row.id_length,
            channel_count: u8::try_from(row.channel_count).ok()?,
            citation_count: u8::try_from(row.citation_count).ok()?,
            kind: row.kind,
            inferred: row.inferred,
            has_rare: row.has_rare,
        })
    }

    #[inline]
    fn row(&self) -> Row {
        Row {
            summary: Slice {
                start: self.start + u32::from(self.summary_from),
                length: self.summary_length.into(),
            },
            span: Span::new(self.start, self.start + u32::from(self.length)),
            id_start: self.id_start,
            date: self.date,
            earliest: self.earliest,
            recorded: self.recorded,
            by: self
                .by
                .map(|place| PartyKey::new(u32::from(place.get()) - 1)),
            coder: self
                .coder
                .map(|place| Key::new(usize::from(place.get()) - 1)),
            channels: self.channels,
            citations: self.citations,
            channel_count: self.channel_count.into(),
            citation_count: self.citation_count.into(),
            id_length: self.id_length,
            kind: self.kind,
            inferred: self.inferred,
            has_rare: self.has_rare,
        }
    }
}

impl PackedCitation {
    /// The citation of an event whose entry begins at a place, if all of it is small or near.
    #[inline]
    fn of(citation: &CitationRow, start: u32) -> Option<Self> {
        let (at_from, at_length) = match citation.at {
            None => (0, 0),
            Some(at) => (
                u16::try_from(at.start.checked_sub(start)?).ok()?,
                u8::try_from(at.length.get()).ok()?,
            ),
        };
        Some(Self::Small {
            source: citation.source,
            at_from,
            at_length,
            credibility: citation.credibility,
        })
    }
}

impl<'a> CitationsOf<'a> {
    /// Each of them.
    pub(crate) fn iter(self) -> impl ExactSizeIterator<Item = CitationRow> + Clone + use<'a> {
        self.packed.iter().map(move |packed| match packed {
            PackedCitation::Small {
                source,
                at_from,
                at_length,
                credibility,
            } => CitationRow {
                source: *source,
                at: NonZeroU32::new((*at_length).into()).map(|length| Slice {
                    start: self.start + u32::from(*at_from),
                    length,
                }),
                credibility: *credibility,
            },
            PackedCitation::Wide(place) => self.wide[*place as usize],
        })
    }

    /// Whether there are none.
    pub(crate) const fn is_empty(self) -> bool {
        self.packed.is_empty()
    }
}

/// Puts one more into a list, and says at which place.
#[cold]
fn put<T>(list: &mut Vec<T>, one: T) -> u32 {
    list.push(one);
    narrow(list.len() - 1)
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
