//! A row of which all is small or near.

use std::num::{NonZeroU8, NonZeroU16};

use chrono::NaiveDate;

use crate::model::id::{ChannelKey, PartyKey};
use crate::model::machine::Kind;
use crate::model::span::Span;

use super::cited::SmallCitation;
use super::date_key::DateKey;
use super::row::{CitationRow, Few, Key, Row, Slice};

/// A row of which all is small or near, as it is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small {
    start: u32,
    id_start: u32,
    date: DateKey,
    recorded: Option<DateKey>,
    length: u16,
    /// Where its summary begins, from where it begins itself.
    summary_from: u16,
    summary_length: NonZeroU16,
    /// The place of its only channel among channels, or where its channels begin in their list.
    channels: u16,
    citations: SmallCitations,
    /// As places in lists, counted from 1.
    by: Option<NonZeroU8>,
    coder: Option<NonZeroU8>,
    id_length: u8,
    channel_count: u8,
    kind: Kind,
    marks: Marks,
}

#[derive(Clone, Copy, Debug)]
enum SmallCitations {
    One(SmallCitation),
    Listed { first: Unaligned, count: u8 },
}

/// A number of which it makes no difference where it begins.
#[derive(Clone, Copy, Debug)]
struct Unaligned([u8; 4]);

/// What is true of a row or not.
#[derive(Clone, Copy, Debug)]
enum Marks {
    None,
    Inferred,
    Rare,
    InferredAndRare,
}

const _: () = assert!(size_of::<Option<Small>>() == 36, "rows should be small");

impl Small {
    /// The row, if all of it is small or near.
    #[inline]
    pub(super) fn of(row: &Row) -> Option<Self> {
        let Span { start, end } = row.span;
        let from_start = |place: u32| u16::try_from(place.checked_sub(start)?).ok();
        let (channels, channel_count) = match row.channels {
            Few::One(channel) => (u32::try_from(channel.index()).ok()?, 1),
            // One that is listed would be taken for an only one.
            Few::Listed { count: 1, .. } => return None,
            Few::Listed { first, count } => (first, count),
        };
        let (by, is_by_short) = short_key(row.by.map(PartyKey::index));
        let (coder, is_coder_short) = short_key(row.coder.map(Key::index));
        (is_by_short && is_coder_short).then_some(())?;
        Some(Self {
            start,
            id_start: row.id_start,
            date: row.date,
            recorded: row.recorded,
            length: from_start(end)?,
            summary_from: from_start(row.summary.start)?,
            summary_length: row.summary.length.try_into().ok()?,
            channels: u16::try_from(channels).ok()?,
            citations: SmallCitations::of(row.citations, start)?,
            by,
            coder,
            id_length: row.id_length,
            channel_count: u8::try_from(channel_count).ok()?,
            kind: row.kind,
            marks: Marks::of(row.inferred, row.has_rare),
        })
    }

    /// The row, given the first days of the dates that are no days.
    #[expect(
        clippy::inline_always,
        reason = "what nobody asks for need not be unpacked"
    )]
    #[inline(always)]
    pub(super) fn row(&self, earliest: &[Option<NaiveDate>]) -> Row {
        let (inferred, has_rare) = match self.marks {
            Marks::None => (false, false),
            Marks::Inferred => (true, false),
            Marks::Rare => (false, true),
            Marks::InferredAndRare => (true, true),
        };
        Row {
            summary: Slice {
                start: self.start + u32::from(self.summary_from),
                length: self.summary_length.into(),
            },
            span: self.span(),
            id_start: self.id_start,
            date: self.date,
            earliest: self.earliest(earliest),
            recorded: self.recorded,
            by: self
                .by
                .map(|place| PartyKey::new(u32::from(place.get()) - 1)),
            coder: self
                .coder
                .map(|place| Key::new(usize::from(place.get()) - 1)),
            channels: self.channels(),
            citations: self.citations.row(self.start),
            id_length: self.id_length,
            kind: self.kind,
            inferred,
            has_rare,
        }
    }

    #[inline]
    pub(super) fn channels(&self) -> Few<ChannelKey> {
        match self.channel_count {
            1 => Few::One(ChannelKey::new(self.channels.into())),
            count => Few::Listed {
                first: self.channels.into(),
                count: count.into(),
            },
        }
    }

    #[inline]
    pub(super) const fn kind(&self) -> Kind {
        self.kind
    }

    #[inline]
    pub(super) const fn date(&self) -> DateKey {
        self.date
    }

    /// The first day of its date, given those of the dates that are no days.
    #[inline]
    pub(super) fn earliest(&self, earliest: &[Option<NaiveDate>]) -> Option<NaiveDate> {
        match self.date.day() {
            None => earliest[self.date.place()],
            day => day,
        }
    }

    #[inline]
    fn span(&self) -> Span {
        Span::new(self.start, self.start + u32::from(self.length))
    }
}

impl SmallCitations {
    #[inline]
    fn of(citations: Few<CitationRow>, start: u32) -> Option<Self> {
        Some(match citations {
            Few::One(citation) => Self::One(SmallCitation::of(&citation, start)?),
            Few::Listed { first, count } => Self::Listed {
                first: Unaligned(first.to_ne_bytes()),
                count: u8::try_from(count).ok()?,
            },
        })
    }

    #[inline]
    fn row(self, start: u32) -> Few<CitationRow> {
        match self {
            Self::One(citation) => Few::One(citation.row(start)),
            Self::Listed { first, count } => Few::Listed {
                first: u32::from_ne_bytes(first.0),
                count: count.into(),
            },
        }
    }
}

impl Marks {
    #[inline]
    const fn of(inferred: bool, has_rare: bool) -> Self {
        match (inferred, has_rare) {
            (false, false) => Self::None,
            (true, false) => Self::Inferred,
            (false, true) => Self::Rare,
            (true, true) => Self::InferredAndRare,
        }
    }
}

/// A place in a list, counted from 1, or none; whether it is short enough.
#[inline]
fn short_key(index: Option<usize>) -> (Option<NonZeroU8>, bool) {
    let key = index.and_then(|index| u8::try_from(index + 1).ok().and_then(NonZeroU8::new));
    (key, key.is_some() == index.is_some())
}
