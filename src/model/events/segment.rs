//! A run of events in a ledger.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::date::Date;
use crate::model::id::{EventId, EventKey};
use crate::model::machine::Kind;
use crate::model::order::Window;
use crate::model::span::Span;
use crate::model::text::Text;

use super::channels::Channels;
use super::cited::CitationsOf;
use super::date_key::DateKey;
use super::row::{Rare, Row, Slice};
use super::run::Run;

/// A run of events in a ledger, or a part of one: a ledger that was made of another by a change shares with it what
/// stands before the change and behind it.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    run: Arc<Run>,
    /// Which rows of the run they are.
    range: Range<usize>,
    /// The text in which the run was read.
    text: Text,
    /// How much farther back they stand in the ledger's text; it wraps around where they stand farther to the front.
    shift: u32,
    /// What few of them have on the side, in their order, with the keys of other events.
    rare: Vec<Rare<EventKey>>,
}

impl Segment {
    /// The events of a run, which was read in a text.
    pub(crate) fn new(run: Run, text: Text) -> Self {
        Self {
            range: 0..run.rows.len(),
            run: Arc::new(run),
            text,
            shift: 0,
            rare: Vec::new(),
        }
    }

    /// Some of them, in a text in which they stand so much farther back, or farther to the front if it wraps around;
    /// what they name is to be [linked](Self::linked) again.
    pub(crate) fn part(&self, rows: Range<usize>, shift: u32) -> Self {
        Self {
            run: Arc::clone(&self.run),
            range: self.range.start + rows.start..self.range.start + rows.end,
            text: self.text.clone(),
            shift: self.shift.wrapping_add(shift),
            rare: Vec::new(),
        }
    }

    /// What few of them have on the side, with keys instead of the ids of other events.
    pub(crate) fn linked(
        &self,
        mut key: impl FnMut(u32, &str) -> Option<EventKey>,
    ) -> Vec<Rare<EventKey>> {
        let linked = self.run.rare[self.unlinked()].iter().map(|rare| {
            let row = rare.row - narrow(self.range.start);
            let mut key = |named: Option<Slice>| named.and_then(|id| key(row, self.slice(id)));
            Rare {
                row,
                cause: key(rare.cause),
                corrects: key(rare.corrects),
                scope: rare.scope,
                note: rare.note,
                reported: rare.reported,
                tags: rare.tags.clone(),
                withdrawn: rare.withdrawn.clone(),
            }
        });
        linked.collect()
    }

    /// The same with what was [linked](Self::linked).
    #[must_use]
    pub(crate) fn with(self, rare: Vec<Rare<EventKey>>) -> Self {
        Self { rare, ..self }
    }

    /// Where what few of them have on the side stands in the run.
    fn unlinked(&self) -> Range<usize> {
        let before = |row: usize| {
            let rare = &self.run.rare;
            rare.partition_point(|rare| (rare.row as usize) < row)
        };
        before(self.range.start)..before(self.range.end)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.range.len()
    }

    /// The row of one of them.
    #[expect(
        clippy::inline_always,
        reason = "what nobody asks for need not be unpacked"
    )]
    #[inline(always)]
    pub(crate) fn row(&self, place: usize) -> Row {
        debug_assert!(place < self.len(), "another segment's row");
        self.run.rows.at(self.range.start + place)
    }

    /// How many of them, which are all of one file, begin before a place of the ledger's text.
    pub(super) fn before(&self, place: usize) -> usize {
        let (mut before, mut behind) = (0, self.len());
        while before < behind {
            let middle = before.midpoint(behind);
            if (self.span(&self.row(middle)).start as usize) < place {
                before = middle + 1;
            } else {
                behind = middle;
            }
        }
        before
    }

    /// The hash of each one's id.
    pub(crate) fn hashes(&self) -> &[u32] {
        &self.run.hashes[self.range.clone()]
    }

    /// The rows that ask for a closer look, in their order.
    pub(crate) fn suspects(&self) -> impl Iterator<Item = u32> {
        let (start, end) = (narrow(self.range.start), narrow(self.range.end));
        let suspects = self.run.suspects.iter();
        let of_them = suspects.filter(move |row| (start..end).contains(*row));
        of_them.map(move |row| row - start)
    }

    /// Whether the words of both stand in one text.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        self.text.is(&other.text)
    }

    /// Whether the row of one is the row of another, which then says just the same.
    pub(super) fn shares_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.run, &other.run)
    }

    /// Where one stands in its run.
    pub(super) fn place_in_run(&self, place: usize) -> usize {
        self.range.start + place
    }

    /// Where the entry of one stands in the ledger's text.
    pub(crate) fn span(&self, row: &Row) -> Span {
        Span::new(
            row.span.start.wrapping_add(self.shift),
            row.span.end.wrapping_add(self.shift),
        )
    }

    pub(crate) fn slice(&self, slice: Slice) -> &str {
        std::str::from_utf8(self.bytes(slice)).unwrap_or_default()
    }

    /// The bytes of a text, which is known to be UTF-8, for whoever only compares it.
    pub(crate) fn bytes(&self, slice: Slice) -> &[u8] {
        let range = slice.range();
        match range.start.checked_sub(self.text.len()) {
            None => self.text.part(range),
            Some(start) => {
                let copy = self.run.copies.get(start..start + range.len());
                copy.unwrap_or_default()
            }
        }
    }

    pub(crate) fn id(&self, row: &Row) -> EventId<'_> {
        EventId::of(row.id().map_or("", |id| self.slice(id)))
    }

    #[inline]
    pub(crate) fn channels_of(&self, row: &Row) -> Channels<'_> {
        Channels::of(row.channels, &self.run.channels)
    }

    pub(crate) fn citations_of(&self, row: &Row) -> CitationsOf<'_> {
        self.run.rows.citations_of(row)
    }

    /// What one has on the side, which stands at a place.
    pub(crate) fn rare_of(&self, place: usize, row: &Row) -> Option<&Rare<EventKey>> {
        if !row.has_rare {
            return None;
        }
        self.rare.get(self.place_of_rare(place)?)
    }

    fn place_of_rare(&self, place: usize) -> Option<usize> {
        let row = narrow(place);
        self.rare.binary_search_by_key(&row, |rare| rare.row).ok()
    }

    /// The days between which one happened.
    #[inline]
    pub(crate) fn window(&self, row: &Row) -> Window {
        self.window_of(row.date, row.earliest)
    }

    /// The days that a date can mean, of which the first is known.
    #[inline]
    fn window_of(&self, date: DateKey, earliest: Option<NaiveDate>) -> Window {
        let latest = if date.is_day() {
            earliest
        } else {
            self.run.dates[date.place()].latest()
        };
        Window { earliest, latest }
    }

    /// The kind of the one at a place, and the days between which it happened.
    #[inline]
    pub(crate) fn kind_and_window(&self, place: usize) -> (Kind, Window) {
        let (kind, date, earliest) = self.run.rows.kind_and_date(self.range.start + place);
        (kind, self.window_of(date, earliest))
    }

    /// The channels of each of them.
    pub(crate) fn channels(&self) -> impl ExactSizeIterator<Item = Channels<'_>> {
        let channels = self.run.rows.channels(self.range.clone());
        channels.map(|channels| Channels::of(channels, &self.run.channels))
    }

    /// What few of them have on the side.
    pub(crate) fn rares(&self) -> &[Rare<EventKey>] {
        &self.rare
    }

    pub(super) fn rare_of_mut(&mut self, place: usize) -> Option<&mut Rare<EventKey>> {
        let place = self.place_of_rare(place)?;
        self.rare.get_mut(place)
    }

    pub(crate) fn coder(&self, row: &Row) -> Option<&str> {
        let coder = row
            .coder
            .and_then(|coder| self.run.coders.get(coder.index()));
        coder.map(|coder| &**coder)
    }

    /// The last day that a date can mean.
    pub(crate) fn latest(&self, key: DateKey) -> Option<NaiveDate> {
        match key.day() {
            Some(day) => Some(day),
            None => self.date(key).latest(),
        }
    }

    pub(super) fn date(&self, key: DateKey) -> Cow<'_, Date> {
        match key.day() {
            Some(day) => Cow::Owned(Date::from_day(day)),
            None => Cow::Borrowed(&self.run.dates[key.place()]),
        }
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
