//! What rows cite, kept as small as what it says.

use std::num::{NonZeroU16, NonZeroU32};

use crate::model::grade::Credibility;
use crate::model::id::SourceKey;

use super::row::{CitationRow, Slice};

/// A citation of which all is small or near, as it is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct SmallCitation {
    /// As a place in the list, counted from 1.
    source: NonZeroU16,
    /// Where the place begins that it names, from where the event's entry does.
    at_from: u16,
    /// The length of that, or 0 if it names none.
    at_length: u8,
    credibility: Option<Credibility>,
}

/// A citation as it is kept in a list.
#[derive(Clone, Copy, Debug)]
pub(super) enum PackedCitation {
    Small(SmallCitation),
    /// The place of one among those of full width.
    Wide(u32),
}

const _: () = assert!(
    size_of::<SmallCitation>() == 6 && size_of::<PackedCitation>() == 8,
    "citations should be small"
);

/// The citations of a row.
#[derive(Clone, Copy)]
pub(crate) struct CitationsOf<'a> {
    pub(super) one: Option<CitationRow>,
    pub(super) packed: &'a [PackedCitation],
    pub(super) wide: &'a [CitationRow],
    /// Where the entry of the event begins.
    pub(super) start: u32,
}

impl SmallCitation {
    /// Whether the place of a source is a small number.
    #[inline]
    pub(super) fn is_near(source: SourceKey) -> bool {
        source.index() < usize::from(u16::MAX)
    }

    /// The citation of an event whose entry begins at a place, if all of it is small or near.
    #[inline]
    pub(super) fn of(citation: &CitationRow, start: u32) -> Option<Self> {
        let (at_from, at_length) = match citation.at {
            None => (0, 0),
            Some(at) => (
                u16::try_from(at.start.checked_sub(start)?).ok()?,
                u8::try_from(at.length.get()).ok()?,
            ),
        };
        Some(Self {
            source: u16::try_from(citation.source.index() + 1)
                .ok()?
                .try_into()
                .ok()?,
            at_from,
            at_length,
            credibility: citation.credibility,
        })
    }

    #[inline]
    pub(super) fn row(self, start: u32) -> CitationRow {
        CitationRow {
            source: SourceKey::new(u32::from(self.source.get()) - 1),
            at: NonZeroU32::new(self.at_length.into()).map(|length| Slice {
                start: start + u32::from(self.at_from),
                length,
            }),
            credibility: self.credibility,
        }
    }
}

impl<'a> CitationsOf<'a> {
    /// Each of them.
    pub(crate) fn iter(self) -> impl ExactSizeIterator<Item = CitationRow> + Clone + use<'a> {
        (0..self.len()).map(move |place| self.at(place))
    }

    /// Whether there are none.
    pub(crate) const fn is_empty(self) -> bool {
        self.len() == 0
    }

    const fn len(self) -> usize {
        match self.one {
            Some(_) => 1,
            None => self.packed.len(),
        }
    }

    #[inline]
    fn at(self, place: usize) -> CitationRow {
        if let Some(one) = self.one {
            return one;
        }
        match self.packed[place] {
            PackedCitation::Small(small) => small.row(self.start),
            PackedCitation::Wide(wide) => self.wide[wide as usize],
        }
    }
}
