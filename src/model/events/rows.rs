//! The rows of a run of events, kept as small as what they say.
//!
//! To get memory from the system takes a million events longer than to fill it. And what a row says is mostly small or
//! near: an entry is short, its texts stand in it, its date is a day, and few parties and coders are ever named. Such
//! a row is kept in less than a line of the processor's cache; any other at full width on the side.

use std::ops::Range;

use chrono::NaiveDate;

use crate::model::id::ChannelKey;
use crate::model::machine::Kind;

use super::cited::{CitationsOf, PackedCitation, SmallCitation};
use super::date_key::DateKey;
use super::row::{CitationRow, Few, Row, listed};
use super::small::Small;

/// The rows of a run and what they cite.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    packed: Vec<Packed>,
    /// Those of full width.
    wide: Vec<Row>,
    /// The citations of rows that do not have just one, or one of a source far behind.
    citations: Vec<PackedCitation>,
    wide_citations: Vec<CitationRow>,
    /// The first day of each date that is no day, by its place.
    earliest: Vec<Option<NaiveDate>>,
}

/// A row as it is kept.
#[derive(Clone, Copy, Debug)]
enum Packed {
    Small(Small),
    /// The place of one among those of full width.
    Wide(u32),
}

const _: () = assert!(size_of::<Packed>() == 36, "rows should be small");

impl Rows {
    pub(crate) const fn len(&self) -> usize {
        self.packed.len()
    }

    /// Makes room for so many more; where there is none, the list grows as rows come.
    pub(crate) fn make_room(&mut self, more: usize) {
        let _ = self.packed.try_reserve_exact(more);
    }

    /// Takes in what the next row cites, whose entry begins at a place.
    #[inline]
    pub(crate) fn cite(&mut self, start: u32, citations: &[CitationRow]) -> Few<CitationRow> {
        let fits = |citation: CitationRow| SmallCitation::is_near(citation.source);
        Few::of(citations, fits, |citations| {
            let first = self.citations.len();
            for citation in citations {
                let packed = match SmallCitation::of(citation, start) {
                    Some(small) => PackedCitation::Small(small),
                    None => PackedCitation::Wide(put(&mut self.wide_citations, *citation)),
                };
                self.citations.push(packed);
            }
            first
        })
    }

    /// Takes the next row in.
    #[inline]
    pub(crate) fn push(&mut self, row: Row) {
        if !row.date.is_day() {
            self.note_earliest(row.date, row.earliest);
        }
        let packed = match Small::of(&row) {
            Some(small) => Packed::Small(small),
            None => Packed::Wide(put(&mut self.wide, row)),
        };
        self.packed.push(packed);
    }

    /// Notes the first day of a date that is no day.
    #[inline(never)]
    fn note_earliest(&mut self, date: DateKey, earliest: Option<NaiveDate>) {
        let place = date.place();
        if place >= self.earliest.len() {
            self.earliest.resize(place + 1, None);
        }
        self.earliest[place] = earliest;
    }

    /// The row at a place.
    #[expect(
        clippy::inline_always,
        reason = "what nobody asks for need not be unpacked"
    )]
    #[inline(always)]
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

    /// The channels of some of the rows, for whoever asks all of them for no more.
    pub(crate) fn channels(
        &self,
        places: Range<usize>,
    ) -> impl ExactSizeIterator<Item = Few<ChannelKey>> {
        self.packed[places].iter().map(|packed| match packed {
            Packed::Small(small) => small.channels(),
            Packed::Wide(place) => self.wide[*place as usize].channels,
        })
    }

    /// The kind of the row at a place, its date and the first day of that.
    #[inline]
    pub(crate) fn kind_and_date(&self, place: usize) -> (Kind, DateKey, Option<NaiveDate>) {
        match &self.packed[place] {
            Packed::Small(small) => {
                let earliest = small.earliest(&self.earliest);
                (small.kind(), small.date(), earliest)
            }
            Packed::Wide(place) => {
                let row = &self.wide[*place as usize];
                (row.kind, row.date, row.earliest)
            }
        }
    }

    /// Takes the last row back with its citations.
    pub(crate) fn pop(&mut self) -> Option<Row> {
        let last = self.last()?;
        if let Some(Packed::Wide(place)) = self.packed.pop() {
            self.wide.truncate(place as usize);
        }
        if let Some(before) = last.citations.end_before() {
            let mut cited = self.citations.iter().skip(before);
            let first_wide = cited.find_map(|citation| match citation {
                PackedCitation::Small(_) => None,
                PackedCitation::Wide(place) => Some(*place as usize),
            });
            self.wide_citations
                .truncate(first_wide.unwrap_or(self.wide_citations.len()));
            self.citations.truncate(before);
        }
        Some(last)
    }

    /// What a row of these cites.
    #[inline]
    pub(crate) fn citations_of(&self, row: &Row) -> CitationsOf<'_> {
        let (one, packed) = match row.citations {
            Few::One(one) => (Some(one), &[][..]),
            Few::Listed { first, count } => (None, listed(&self.citations, first, count)),
        };
        CitationsOf {
            one,
            packed,
            wide: &self.wide_citations,
            start: row.span.start,
        }
    }

    #[expect(
        clippy::inline_always,
        reason = "what nobody asks for need not be unpacked"
    )]
    #[inline(always)]
    fn unpacked(&self, packed: &Packed) -> Row {
        match packed {
            Packed::Small(small) => small.row(&self.earliest),
            Packed::Wide(place) => self.wide[*place as usize],
        }
    }
}

/// Puts one more into a list, and says at which place.
#[cold]
fn put<T>(list: &mut Vec<T>, one: T) -> u32 {
    list.push(one);
    u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test fails by panicking")]
mod tests;
