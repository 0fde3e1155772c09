//! Something that happened, as sources report it.

use super::date::Date;
use super::id::{ChannelKey, EventId, EventKey, PartyKey, SourceKey};
use super::machine::Kind;
use super::source::Citation;
use super::span::Span;

/// Something that happened, at a date known more or less exactly, as sources report it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When it happened; for an interval, when it took effect at the earliest and at the latest.
    pub date: Date,
    /// What it was.
    pub kind: Kind,
    /// The channels it bears on: none for `context`, at least one for every other kind.
    pub channels: Box<[ChannelKey]>,
    /// Who acted.
    pub by: Option<PartyKey>,
    /// The event that brought it about.
    pub cause: Option<EventKey>,
    /// What part of the channel it is about, as "voice only".
    pub scope: Option<Box<str>>,
    /// Whether it is the analyst's conclusion rather than a source's words.
    pub inferred: bool,
    /// What happened, in one line.
    pub summary: Box<str>,
    /// Where it is reported.
    pub citations: Box<[Citation]>,
    /// When the public first heard of it, if that was before the cited sources.
    pub reported: Option<Date>,
    /// When it was written down in the ledger.
    pub recorded: Option<Date>,
    /// That it is no longer believed, since when and why.
    pub withdrawn: Option<Box<Withdrawal>>,
    /// The older event that this one replaces.
    pub corrects: Option<EventKey>,
    /// A remark of the analyst.
    pub note: Option<Box<str>>,
    /// Words to find it by.
    pub tags: Box<[Box<str>]>,
    /// Who wrote it down.
    pub coder: Option<Box<str>>,
    /// Where its entry stands in the ledger.
    pub span: Span,
}

impl Event {
    /// Whether both say the same, wherever they stand; `moved` gives the key that an event of this
    /// one's ledger has in the other's.
    pub(crate) fn says_as(
        &self,
        other: &Self,
        moved: impl Fn(EventKey) -> Option<EventKey>,
    ) -> bool {
        let Self {
            id,
            date,
            kind,
            channels,
            by,
            cause,
            scope,
            inferred,
            summary,
            citations,
            reported,
            recorded,
            withdrawn,
            corrects,
            note,
            tags,
            coder,
            span: _,
        } = self;
        let moved = |key: &Option<EventKey>| key.map(&moved);
        *id == other.id
            && *date == other.date
            && *kind == other.kind
            && *channels == other.channels
            && *by == other.by
            && moved(cause) == other.cause.map(Some)
            && *scope == other.scope
            && *inferred == other.inferred
            && *summary == other.summary
            && *citations == other.citations
            && *reported == other.reported
            && *recorded == other.recorded
            && *withdrawn == other.withdrawn
            && moved(corrects) == other.corrects.map(Some)
            && *note == other.note
            && *tags == other.tags
            && *coder == other.coder
    }
}

/// That an event is no longer believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Withdrawal {
    /// Since when.
    pub date: Date,
    /// Who says so.
    pub source: Option<SourceKey>,
    /// Why.
    pub reason: Box<str>,
}
