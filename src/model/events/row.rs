//! What is kept of one event, with what few events have on the side.

use std::num::NonZeroU32;

use chrono::NaiveDate;

use crate::model::event::Withdrawal;
use crate::model::grade::Credibility;
use crate::model::id::{ChannelKey, PartyKey, SourceKey};
use crate::model::machine::Kind;
use crate::model::span::Span;

use super::date_key::DateKey;

/// What every event has; how it is kept is a matter of [`Rows`](super::rows::Rows).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Row {
    pub(crate) summary: Slice,
    pub(crate) span: Span,
    pub(crate) id_start: u32,
    pub(crate) date: DateKey,
    /// The first day on which it can have happened, as its date says.
    pub(crate) earliest: Option<NaiveDate>,
    pub(crate) recorded: Option<DateKey>,
    pub(crate) by: Option<PartyKey>,
    pub(crate) coder: Option<Key>,
    pub(crate) channels: Few<ChannelKey>,
    pub(crate) citations: Few<CitationRow>,
    pub(crate) id_length: u8,
    pub(crate) kind: Kind,
    pub(crate) inferred: bool,
    /// Whether something of what few events have belongs to it.
    pub(crate) has_rare: bool,
}

impl Row {
    /// Its id.
    pub(crate) fn id(&self) -> Option<Slice> {
        Slice::new(self.id_start, self.id_length.into())
    }
}

/// What belongs to a row, of which most have one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Few<T> {
    One(T),
    /// Where they stand in a list of the run: none, several, or one that does not fit into a row.
    Listed {
        first: u32,
        count: u16,
    },
}

impl<T: Copy> Few<T> {
    /// These, of which all but an only one that fits into a row are put into a list.
    #[inline]
    pub(crate) fn of(
        these: &[T],
        fits: impl FnOnce(T) -> bool,
        list: impl FnOnce(&[T]) -> usize,
    ) -> Self {
        match these {
            [one] if fits(*one) => Self::One(*one),
            _ => Self::Listed {
                first: u32::try_from(list(these)).unwrap_or(u32::MAX),
                count: u16::try_from(these.len()).unwrap_or(u16::MAX),
            },
        }
    }

    /// Where the list ended before these were put into it, if they were.
    pub(crate) fn end_before(self) -> Option<usize> {
        match self {
            Self::One(_) => None,
            Self::Listed { first, .. } => Some(first as usize),
        }
    }
}

/// Those of a list that begin at a place.
pub(super) fn listed<T>(list: &[T], first: u32, count: u16) -> &[T] {
    let first = first as usize;
    list.get(first..first + usize::from(count))
        .unwrap_or_default()
}

/// What few events have; `L` is what stands for another event: its id, later its key.
#[derive(Clone, Debug)]
pub(crate) struct Rare<L> {
    /// The row that it belongs to, as an index in the run, or in its segment where keys stand for other events.
    pub(crate) row: u32,
    pub(crate) cause: Option<L>,
    pub(crate) corrects: Option<L>,
    pub(crate) scope: Option<Slice>,
    pub(crate) note: Option<Slice>,
    pub(crate) reported: Option<DateKey>,
    pub(crate) tags: Box<[Slice]>,
    pub(crate) withdrawn: Option<Box<Withdrawal>>,
}

impl<L> Default for Rare<L> {
    fn default() -> Self {
        Self {
            row: 0,
            cause: None,
            corrects: None,
            scope: None,
            note: None,
            reported: None,
            tags: Box::default(),
            withdrawn: None,
        }
    }
}

/// A citation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct CitationRow {
    pub(crate) source: SourceKey,
    pub(crate) at: Option<Slice>,
    pub(crate) credibility: Option<Credibility>,
}

/// A piece of the ledger's text or, from where that ends, of the texts that do not stand in it as they
/// are: those with escapes, or of several lines; and ids, where the ledger's text is not held.
///
/// Never empty, and so no larger where there is none.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Slice {
    pub(crate) start: u32,
    pub(crate) length: NonZeroU32,
}

impl Slice {
    /// The slice as indices into the ledger's text.
    pub(crate) const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + self.length.get() as usize
    }

    pub(crate) fn new(start: u32, length: u32) -> Option<Self> {
        Some(Self {
            start,
            length: NonZeroU32::new(length)?,
        })
    }
}

/// A place in a list of a run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Key(NonZeroU32);

impl Key {
    pub(crate) fn new(index: usize) -> Self {
        let index = u32::try_from(index).unwrap_or(u32::MAX - 1);
        Self(NonZeroU32::MIN.saturating_add(index))
    }

    pub(crate) const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}
