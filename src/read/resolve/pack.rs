//! Events in their packed form, while their text is being read.
//!
//! Whoever reads an event hands its parts to a [`Packer`], which keeps them as slices of the text, looks up
//! what is declared outside the events, and notes which events ask for a closer look. It complains of
//! nothing: that is done once all ids are known, and only for events that were noted.

use chrono::NaiveDate;

use crate::model::date::Date;
use crate::model::events::{CitationRow, DateKey, Few, IdHash, Key, Rare, Row, Slice};
use crate::model::id::{ChannelKey, PartyKey};
use crate::model::machine::Kind;
use crate::model::span::Span;
use crate::read::portion::Portion;
use crate::read::raw::RawEvent;

use super::ids::Tables;
use super::interned::Interned;
use super::packed::{Broken, PackedRun};

/// Takes events in, one after the other.
pub(crate) struct Packer<'t> {
    pub(crate) tables: &'t Tables,
    pub(crate) hash: &'t IdHash,
    packed: PackedRun,
    dates: Interned,
    coders: Interned,
    channel_lists: Interned,
    /// The channels and the citations of the event at hand.
    channels: Vec<ChannelKey>,
    citations: Vec<CitationRow>,
    /// Where texts begin that are copied: those that do not stand in the ledger's as they are, and ids that are
    /// [kept](Self::keeping_ids).
    copies_from: usize,
    /// Whether ids are copied.
    keeps_ids: bool,
    /// How much was copied before the event at hand.
    copied_before: usize,
}

/// The parts of an event that are one each.
pub(crate) struct Draft {
    pub(crate) span: Span,
    pub(crate) id: Option<Slice>,
    pub(crate) id_hash: u32,
    pub(crate) date: Option<PackedDate>,
    pub(crate) kind: Option<Kind>,
    pub(crate) by: Option<PartyKey>,
    pub(crate) inferred: bool,
    pub(crate) summary: Option<Slice>,
    pub(crate) recorded: Option<DateKey>,
    pub(crate) coder: Option<Key>,
    /// What few events have.
    pub(crate) rare: Option<Box<Rare<Slice>>>,
}

impl Draft {
    /// One without any part.
    pub(crate) const NONE: Self = Self {
        span: Span { start: 0, end: 0 },
        id: None,
        id_hash: 0,
        date: None,
        kind: None,
        by: None,
        inferred: false,
        summary: None,
        recorded: None,
        coder: None,
        rare: None,
    };

    pub(crate) fn rare(&mut self) -> &mut Rare<Slice> {
        self.rare.get_or_insert_default()
    }
}

/// A date, and the first day that it can mean.
#[derive(Clone, Copy)]
pub(crate) struct PackedDate {
    pub(crate) key: DateKey,
    pub(crate) earliest: Option<NaiveDate>,
}

impl<'t> Packer<'t> {
    /// Takes in events of a text that has so many bytes.
    pub(crate) fn new(length: usize, tables: &'t Tables, hash: &'t IdHash) -> Self {
        Self {
            tables,
            hash,
            packed: PackedRun::default(),
            dates: Interned::default(),
            coders: Interned::default(),
            channel_lists: Interned::default(),
            channels: Vec::new(),
            citations: Vec::new(),
            copies_from: length,
            keeps_ids: false,
            copied_before: 0,
        }
    }

    /// Copies ids, so that they can be compared when the text is no longer at hand.
    pub(crate) fn keeping_ids(self) -> Self {
        Self {
            keeps_ids: true,
            ..self
        }
    }

    #[inline]
    pub(crate) fn keeps_ids(&self) -> bool {
        self.keeps_ids
    }

    pub(crate) fn finish(mut self) -> PackedRun {
        self.begin();
        self.packed
    }

    /// How many events there are so far.
    pub(crate) fn len(&self) -> usize {
        self.packed.run.rows.len()
    }

    /// Makes room for so many events in all, in a text of so many bytes.
    pub(crate) fn make_room(&mut self, events: usize, length: usize) {
        let more = events.saturating_sub(self.len());
        // Where there is no room, the lists grow as they come.
        let run = &mut self.packed.run;
        run.rows.make_room(more);
        let _ = run.hashes.try_reserve_exact(more);
        let copied = run.copies.len() / run.hashes.len().max(1);
        let _ = run
            .copies
            .try_reserve_exact(more.saturating_mul(copied).min(length));
    }

    /// Begins an event, forgetting what was handed over of one that did not become any.
    pub(crate) fn begin(&mut self) {
        self.channels.clear();
        self.citations.clear();
        self.packed.run.copies.truncate(self.copied_before);
    }

    pub(crate) fn channel(&mut self, channel: ChannelKey) {
        self.channels.push(channel);
    }

    pub(crate) fn citation(&mut self, citation: CitationRow) {
        self.citations.push(citation);
    }

    /// The channels of the event at hand.
    pub(crate) fn channels(&self) -> &[ChannelKey] {
        &self.channels
    }

    /// The citations of the event at hand.
    pub(crate) fn citations(&self) -> &[CitationRow] {
        &self.citations
    }

    /// A date: a known day as it is, any other kept once; `None` if it is no date.
    pub(crate) fn date(&mut self, text: &str) -> Option<PackedDate> {
        if let Some(day) = day(text.as_bytes()) {
            return Some(day);
        }
        let dates = &mut self.packed.run.dates;
        let place = match self.dates.find(text, |place| dates[place].as_written()) {
            Ok(place) => place,
            Err(hash) => {
                dates.push(Date::parse(text).ok()?);
                self.dates.insert(hash, dates.len() - 1);
                dates.len() - 1
            }
        };
        let date = &dates[place];
        Some(PackedDate {
            key: DateKey::of_place(place)?,
            earliest: date.earliest(),
        })
    }

    pub(crate) fn coder(&mut self, text: &str) -> Key {
        let coders = &mut self.packed.run.coders;
        match self.coders.find(text, |place| &coders[place]) {
            Ok(place) => Key::new(place),
            Err(hash) => {
                coders.push(text.into());
                self.coders.insert(hash, coders.len() - 1);
                Key::new(coders.len() - 1)
            }
        }
    }

    /// Takes the event at hand in; `false`, and nothing is taken in, if it lacks a part.
    pub(crate) fn push(&mut self, draft: &mut Draft) -> bool {
        let (Some(id), Some(date), Some(summary)) = (draft.id, draft.date, draft.summary) else {
            return false;
        };
        let rare = draft.rare.take();
        let has_rare = rare.is_some();
        if let Some(rare) = rare {
            self.rare(*rare);
        }
        let run = &mut self.packed.run;
        let citations = run.rows.cite(draft.span.start, &self.citations);
        let channels = Few::of(
            &self.channels,
            |_| true,
            |channels| place_in_list(channels, &mut run.channels, &mut self.channel_lists),
        );
        run.rows.push(Row {
            summary,
            span: draft.span,
            id_start: id.start,
            date: date.key,
            earliest: date.earliest,
            recorded: draft.recorded,
            by: draft.by,
            coder: draft.coder,
            channels,
            citations,
            id_length: u8::try_from(id.length.get()).unwrap_or(u8::MAX),
            // One whose kind is not clear is never replayed.
            kind: draft.kind.unwrap_or(Kind::Context),
            inferred: draft.inferred,
            has_rare,
        });
        run.hashes.push(draft.id_hash);
        self.copied_before = run.copies.len();
        true
    }

    /// Takes in what the event at hand has on the side.
    #[inline(never)]
    fn rare(&mut self, rare: Rare<Slice>) {
        let row = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.packed.run.rare.push(Rare { row, ..rare });
    }

    /// Notes that the last event asks for a closer look.
    pub(crate) fn suspect(&mut self) {
        if let Some(last) = self.len().checked_sub(1) {
            self.packed
                .run
                .suspects
                .push(u32::try_from(last).unwrap_or(u32::MAX));
        }
    }

    /// Takes in an entry that is no sound event.
    pub(crate) fn broken(&mut self, span: Span, raw: RawEvent) {
        let before = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.packed.broken.push(Broken { before, span, raw });
    }

    /// A slice for an id, which is a copy if ids are [kept](Self::keeping_ids).
    pub(crate) fn id(&mut self, portion: Portion<'_>, place: Span, id: &str) -> Option<Slice> {
        if self.keeps_ids {
            self.kept(id.as_bytes())
        } else {
            self.slice(portion, place, id)
        }
    }

    /// A slice for a text: of the ledger's text, if it stands there as it is, else of a copy.
    pub(crate) fn slice(&mut self, portion: Portion<'_>, place: Span, text: &str) -> Option<Slice> {
        match portion.text(place.range()).find(text) {
            Some(before) => Slice::new(
                u32::try_from(place.start as usize + before).ok()?,
                u32::try_from(text.len()).ok()?,
            ),
            None => self.kept(text.as_bytes()),
        }
    }

    /// A slice of a copy of a [short](crate::model::short::short()) text of so many bytes.
    #[inline]
    pub(crate) fn kept_short(&mut self, text: u128, length: usize) -> Option<Slice> {
        let copies = &mut self.packed.run.copies;
        let before = copies.len();
        // As many bytes for every text are copied without asking how many.
        copies.extend_from_slice(&text.to_le_bytes());
        copies.truncate(before + length);
        let start = self.copies_from + before;
        Slice::new(u32::try_from(start).ok()?, u32::try_from(length).ok()?)
    }

    /// A slice of a copy of a text.
    #[inline]
    pub(crate) fn kept(&mut self, text: &[u8]) -> Option<Slice> {
        let copies = &mut self.packed.run.copies;
        let start = self.copies_from + copies.len();
        copies.extend_from_slice(text);
        Slice::new(u32::try_from(start).ok()?, u32::try_from(text.len()).ok()?)
    }
}

/// Where some channels stand side by side in a list, into which they are put if they do not.
#[inline(never)]
fn place_in_list(
    channels: &[ChannelKey],
    list: &mut Vec<ChannelKey>,
    known: &mut Interned,
) -> usize {
    let at = |place| list.get(place..place + channels.len()).unwrap_or_default();
    match known.find(channels, at) {
        Ok(place) => place,
        Err(hash) => {
            known.insert(hash, list.len());
            list.extend_from_slice(channels);
            list.len() - channels.len()
        }
    }
}

/// A date that is a known day and written as one.
pub(crate) fn day(text: &[u8]) -> Option<PackedDate> {
    let day = Date::plain_day(text)?;
    Some(PackedDate {
        key: DateKey::of_day(day)?,
        earliest: Some(day),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_that_stand_side_by_side_once_are_put_there_once() {
        let [one, two, three] = [0, 1, 2].map(ChannelKey::new);
        let (mut list, mut known) = (Vec::new(), Interned::default());
        let mut place = |channels: &[ChannelKey]| place_in_list(channels, &mut list, &mut known);
        assert_eq!(place(&[one, two]), 0);
        assert_eq!(place(&[one, two, three]), 2);
        assert_eq!(place(&[two, one]), 5);
        assert_eq!([place(&[one, two]), place(&[one, two, three])], [0, 2]);
        assert_eq!(list, [one, two, one, two, three, two, one]);
    }
}
