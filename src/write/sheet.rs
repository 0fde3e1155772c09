//! The text of a file as an edit sees it.
//!
//! Of a long file only the head is held; its sheet is the head and the pages around the changes, as if nothing
//! stood between them. An edit looks no farther than to the neighbours of what it changes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::events::Events;
use crate::model::id::EventKey;
use crate::model::span::Span;
use crate::model::text::{FileKey, Text};
use crate::read::layout::Layout;

use super::target::layout_of;

/// The text of a file as an edit sees it.
pub(super) struct Sheet<'t> {
    pub(super) text: Cow<'t, str>,
    /// With places on the sheet.
    pub(super) layout: Cow<'t, Layout>,
    parts: Vec<Part>,
}

/// A part of a file that stands on a sheet.
struct Part {
    /// Where it begins on the sheet.
    start: usize,
    /// Where it stands in the text of all files.
    range: Range<usize>,
    /// Which events stand in it, if not all of the file do.
    events: Range<usize>,
    /// How many stand on the sheet before it.
    before: usize,
}

impl<'t> Sheet<'t> {
    /// A whole file.
    pub(super) fn whole(text: &'t Text, layouts: &'t [Layout], file: FileKey) -> Self {
        Self {
            text: text.of(file).into(),
            layout: layout_of(text, layouts, file),
            parts: vec![Part {
                start: 0,
                range: text.range(file),
                events: 0..usize::MAX,
                before: 0,
            }],
        }
    }

    /// The head of a file that is not held, and the pages in which some of its events stand; among these must be
    /// the neighbours of whatever is changed.
    pub(super) fn around(
        text: &Text,
        layout: &Layout,
        events: &Events,
        near: impl IntoIterator<Item = usize>,
    ) -> Self {
        let near = near.into_iter().filter(|index| *index < events.len());
        let of_events = near.map(|index| text.piece_at(span(events, index).start as usize));
        let pieces: BTreeSet<usize> = of_events.chain([0]).collect();
        let mut sheet = String::new();
        let mut parts: Vec<Part> = Vec::new();
        let mut entries: Vec<Span> = Vec::new();
        for piece in pieces {
            let range = text.piece(piece);
            let of_piece = events.before(range.start)..events.before(range.end);
            let start = sheet.len();
            let count = entries.len();
            entries.extend(of_piece.clone().map(|index| {
                let Span { start: from, end } = span(events, index);
                let moved = |place: u32| narrow(place as usize - range.start + start);
                Span::new(moved(from), moved(end))
            }));
            sheet.push_str(&text.copy_of(piece));
            match parts
                .last_mut()
                .filter(|last| last.range.end == range.start)
            {
                Some(last) => {
                    last.range.end = range.end;
                    last.events.end = of_piece.end;
                }
                None => parts.push(Part {
                    start,
                    range,
                    events: of_piece,
                    before: count,
                }),
            }
        }
        Self {
            text: sheet.into(),
            layout: Cow::Owned(layout.with_entries("events", entries)),
            parts,
        }
    }

    /// How many of the events on the sheet stand before the one that so many of the file stand before.
    pub(super) fn gap(&self, gap: usize) -> usize {
        let mut parts = self.parts.iter().rev();
        let part = parts.find(|part| part.events.start <= gap);
        part.map_or(0, |part| {
            part.before + gap.min(part.events.end) - part.events.start
        })
    }

    /// Where a place of the sheet is in the file.
    pub(super) fn in_file(&self, place: usize) -> usize {
        // What comes in at the end of a part stays with it.
        let behind = self.parts.partition_point(|part| part.start < place);
        let part = &self.parts[behind.saturating_sub(1)];
        place - part.start + part.range.start - self.parts[0].range.start
    }

    /// Where a part of the ledger's text stands on the sheet, if it does.
    pub(super) fn on_sheet(&self, span: Span) -> Option<Span> {
        let place = span.start as usize;
        let part = self.parts.iter().find(|part| part.range.contains(&place))?;
        let start = narrow(place - part.range.start + part.start);
        Some(Span::new(start, start + (span.end - span.start)))
    }
}

/// Where the entry of an event stands.
fn span(events: &Events, index: usize) -> Span {
    events.span(EventKey::new(narrow(index)))
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
