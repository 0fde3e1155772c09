//! An event once more from its entry, for its places.
//!
//! Of the millions of events that there may be, few are ever complained of; only of these is it asked
//! where each part stands, and so they are read a second time.

use crate::model::span::Span;
use crate::model::text::Text;
use crate::read::diagnostic::Problems;
use crate::read::entry::read_entry_of;
use crate::read::raw::{RawCitation, RawEvent};
use crate::read::record::Readable;
use crate::read::value::span_or;

/// Where the parts of an event stand.
#[derive(Clone, Debug)]
pub(crate) struct EventPlaces {
    pub(crate) id: Span,
    pub(crate) date: Span,
    pub(crate) kind: Span,
    pub(crate) by: Span,
    pub(crate) cause: Span,
    pub(crate) corrects: Span,
    pub(crate) reported: Span,
    pub(crate) recorded: Span,
    /// Of its citations, but those that cite a place once more.
    pub(crate) citations: Box<[Span]>,
}

/// The entry of an event as it stands in the text.
pub(super) fn reread(text: &Text, span: Span) -> Option<RawEvent> {
    let node = read_entry_of(text, span)?;
    RawEvent::read(node, &mut Problems::default())
}

/// Where the parts of an event stand, whose entry stands here.
pub(crate) fn places(text: &Text, span: Span) -> EventPlaces {
    let raw = reread(text, span).unwrap_or_default();
    let id = span_or(raw.id.as_ref(), span);
    let cited = raw.sources.iter().flat_map(|sources| &sources.value);
    let mut seen = Vec::new();
    let mut is_new = |raw: &RawCitation| {
        let place = (
            raw.source.as_ref().map(|source| source.value.0.clone()),
            raw.at.as_ref().map(|at| at.value.0.clone()),
        );
        let is_new = !seen.contains(&place);
        seen.push(place);
        is_new
    };
    EventPlaces {
        id,
        date: span_or(raw.date.as_ref(), id),
        kind: span_or(raw.kind.as_ref(), id),
        by: span_or(raw.by.as_ref(), id),
        cause: span_or(raw.cause.as_ref(), id),
        corrects: span_or(raw.corrects.as_ref(), id),
        reported: span_or(raw.reported.as_ref(), id),
        recorded: span_or(raw.recorded.as_ref(), id),
        citations: cited
            .filter(|cited| is_new(&cited.value))
            .map(|cited| cited.span)
            .collect(),
    }
}
