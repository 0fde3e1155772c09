//! A run of events that stand one after the other in the text.

use crate::model::date::Date;
use crate::model::id::{ChannelKey, EventId};
use crate::model::text::Text;

use super::row::{CitationRow, Rare, Row, Slice};

/// A run of events that stand one after the other in the text; `L` is what stands for another event: its
/// id, later its key.
#[derive(Clone, Debug)]
pub(crate) struct Segment<L> {
    pub(crate) rows: Vec<Row>,
    /// The channels of all rows.
    pub(crate) channels: Vec<ChannelKey>,
    /// The citations of all rows.
    pub(crate) citations: Vec<CitationRow>,
    pub(crate) rare: Vec<Rare<L>>,
    /// The dates that are no single known days.
    pub(crate) dates: Vec<Date>,
    pub(crate) coders: Vec<Box<str>>,
    /// Texts that do not stand in the ledger's text as they are, and ids where that is not held.
    pub(crate) copies: Vec<u8>,
}

impl<L> Default for Segment<L> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            channels: Vec::new(),
            citations: Vec::new(),
            rare: Vec::new(),
            dates: Vec::new(),
            coders: Vec::new(),
            copies: Vec::new(),
        }
    }
}

impl<L> Segment<L> {
    pub(crate) fn slice<'a>(&'a self, text: &'a Text, slice: Slice) -> &'a str {
        std::str::from_utf8(self.bytes(text, slice)).unwrap_or_default()
    }

    /// The bytes of a text, which is known to be UTF-8, for whoever only compares it.
    pub(crate) fn bytes<'a>(&'a self, text: &'a Text, slice: Slice) -> &'a [u8] {
        let range = slice.range();
        match range.start.checked_sub(text.len()) {
            None => text.part(range),
            Some(start) => {
                let copy = self.copies.get(start..start + range.len());
                copy.unwrap_or_default()
            }
        }
    }

    pub(crate) fn id<'a>(&'a self, text: &'a Text, row: &Row) -> EventId<'a> {
        let slice = Slice::new(row.id_start, row.id_length.into());
        EventId::of(slice.map_or("", |slice| self.slice(text, slice)))
    }

    pub(crate) fn channels_of(&self, row: &Row) -> &[ChannelKey] {
        part(&self.channels, row.channels, row.channel_count)
    }

    pub(crate) fn citations_of(&self, row: &Row) -> &[CitationRow] {
        part(&self.citations, row.citations, row.citation_count)
    }

    pub(crate) fn rare_of(&self, row: &Row) -> Option<&Rare<L>> {
        row.rare.and_then(|rare| self.rare.get(rare.index()))
    }

    pub(crate) fn coder(&self, row: &Row) -> Option<&str> {
        let coder = row.coder.and_then(|coder| self.coders.get(coder.index()));
        coder.map(|coder| &**coder)
    }
}

fn part<T>(list: &[T], start: u32, count: u16) -> &[T] {
    let start = start as usize;
    list.get(start..start + usize::from(count))
        .unwrap_or_default()
}
