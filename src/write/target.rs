//! Which of a ledger's files a change goes to.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::ledger::Ledger;
use crate::model::text::{FileKey, Text};
use crate::read::Checked;
use crate::read::layout::Layout;

use super::change::{Change, Place};

/// The files that new entries go to: one for all events of a change, and one for its sources.
pub(super) struct Target {
    pub(super) sources: FileKey,
    pub(super) events: FileKey,
}

impl Target {
    /// The files that a change may go to, the best first: the one that the change names; for one event that is
    /// to stand beside another, that one's; else those that have such a section, the last one first, for there
    /// people go on writing.
    pub(super) fn choices(
        text: &Text,
        checked: &Checked,
        ledger: &Ledger,
        change: &Change,
    ) -> Vec<Self> {
        let with = |key: &'static str| {
            let files = text.files().zip(&checked.layouts).rev();
            let having = files.filter(move |(_, layout)| layout.section(key).is_some());
            having.map(|(file, _)| file)
        };
        let last_with = |key| with(key).next().unwrap_or(FileKey::MAIN);
        let into_sources = change.into.filter(|_| change.events.is_empty());
        let sources = into_sources.unwrap_or_else(|| last_with("sources"));
        let beside = match change.events.as_slice() {
            [event] => Some(&event.place),
            _ => None,
        };
        let of = |id: &str| file_of(text, ledger, id);
        let events = match (change.into, beside) {
            (Some(into), _) => vec![into],
            (None, Some(Place::Before(id) | Place::After(id))) => {
                vec![of(id).unwrap_or_else(|| last_with("events"))]
            }
            (None, Some(Place::TurnOf(id))) => of(id).into_iter().chain(with("events")).collect(),
            (None, Some(Place::Replay) | None) => with("events").collect(),
        };
        let events = if events.is_empty() {
            vec![FileKey::MAIN]
        } else {
            events
        };
        let target = |events| Self { sources, events };
        events.into_iter().map(target).collect()
    }
}

/// The file in which an event stands.
pub(super) fn file_of(text: &Text, ledger: &Ledger, id: &str) -> Option<FileKey> {
    let event = ledger.event(ledger.event_called(id)?);
    Some(text.file_at(event.span.start))
}

/// Which of the entries of a section, counted over all files, stand in a file.
pub(super) fn entries_of(layouts: &[Layout], file: FileKey, key: &str) -> Range<usize> {
    let count = |layout: &Layout| layout.entries(key).len();
    let before = layouts.iter().take(file.index()).map(count).sum();
    let own = layouts.get(file.index()).map_or(0, count);
    before..before + own
}

/// The layout of a file, with places in its own text.
pub(super) fn layout_of<'t>(text: &Text, layouts: &'t [Layout], file: FileKey) -> Cow<'t, Layout> {
    let start = u32::try_from(text.range(file).start).unwrap_or(u32::MAX);
    match layouts.get(file.index()) {
        Some(layout) if start == 0 => Cow::Borrowed(layout),
        Some(layout) => Cow::Owned(layout.within(start)),
        None => Cow::Owned(Layout::default()),
    }
}
