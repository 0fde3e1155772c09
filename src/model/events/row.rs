//! What is kept of one event, with what few events have on the side.

use std::num::NonZeroU32;

use chrono::{Datelike, NaiveDate};

use crate::model::event::Withdrawal;
use crate::model::grade::Credibility;
use crate::model::id::{PartyKey, SourceKey};
use crate::model::machine::Kind;
use crate::model::span::Span;

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
    /// Where its channels begin in the run's list of channels, and its citations in that of citations.
    pub(crate) channels: u32,
    pub(crate) citations: u32,
    pub(crate) channel_count: u16,
    pub(crate) citation_count: u16,
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

/// A date: a known day, or a place in the run's list of other dates.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct DateKey(NonZeroU32);

/// Beyond every place that a list can have; what is added to it is a year, counted from the first that chrono
/// knows, and the number of a day in it.
const DAYS_FROM: u32 = 1 << 31;
/// How many bits the number of a day in its year takes.
const DAY_BITS: u32 = 9;

impl DateKey {
    /// The day, if it is one that is written as such (`2023-11-14`).
    pub(crate) fn of_day(day: NaiveDate) -> Option<Self> {
        let years = u32::try_from(day.year() - NaiveDate::MIN.year()).ok()?;
        NonZeroU32::new(DAYS_FROM + (years << DAY_BITS | day.ordinal())).map(Self)
    }

    pub(crate) fn of_place(index: usize) -> Option<Self> {
        let place = u32::try_from(index + 1).ok();
        place
            .filter(|place| *place < DAYS_FROM)
            .and_then(NonZeroU32::new)
            .map(Self)
    }

    /// Whether it is a known day.
    pub(crate) const fn is_day(self) -> bool {
        self.0.get() >= DAYS_FROM
    }

    /// The day, if it is one.
    pub(crate) fn day(self) -> Option<NaiveDate> {
        let key = self.0.get().checked_sub(DAYS_FROM)?;
        let years = i32::try_from(key >> DAY_BITS).ok()?;
        NaiveDate::from_yo_opt(NaiveDate::MIN.year() + years, key & ((1 << DAY_BITS) - 1))
    }

    /// The place in the list, if it is no day.
    pub(crate) const fn place(self) -> usize {
        self.0.get() as usize - 1
    }
}
