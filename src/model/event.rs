//! Something that happened, as sources report it.

use std::borrow::Cow;

use super::date::Date;
use super::events::{Channels, Citations, Moved, Tags, Words};
use super::id::{EventId, EventKey, PartyKey, SourceKey};
use super::machine::Kind;
use super::source::Citation;
use super::span::Span;

/// Something that happened, at a date known more or less exactly, as sources report it.
///
/// A view of what a ledger keeps closely packed: cheap to make, and as cheap to copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event<'a> {
    /// Its id.
    pub id: EventId<'a>,
    /// When it happened; for an interval, when it took effect at the earliest and at the latest.
    pub date: Cow<'a, Date>,
    /// What it was.
    pub kind: Kind,
    /// The channels it bears on: none for `context`, at least one for every other kind.
    pub channels: Channels<'a>,
    /// Who acted.
    pub by: Option<PartyKey>,
    /// The event that brought it about.
    pub cause: Option<EventKey>,
    /// What part of the channel it is about, as "voice only".
    pub scope: Option<Words<'a>>,
    /// Whether it is the analyst's conclusion rather than a source's words.
    pub inferred: bool,
    /// What happened, in one line.
    pub summary: Words<'a>,
    /// Where it is reported.
    pub citations: Citations<'a>,
    /// When the public first heard of it, if that was before the cited sources.
    pub reported: Option<Cow<'a, Date>>,
    /// When it was written down in the ledger.
    pub recorded: Option<Cow<'a, Date>>,
    /// That it is no longer believed, since when and why.
    pub withdrawn: Option<&'a Withdrawal>,
    /// The older event that this one replaces.
    pub corrects: Option<EventKey>,
    /// A remark of the analyst.
    pub note: Option<Words<'a>>,
    /// Words to find it by.
    pub tags: Tags<'a>,
    /// Who wrote it down.
    pub coder: Option<&'a str>,
    /// Where its entry stands in the ledger.
    pub span: Span,
}

impl Event<'_> {
    /// Whether both say the same, wherever they stand, the other in a ledger that was made of this one's.
    pub(crate) fn says_as(&self, other: &Event<'_>, moved: &impl Moved) -> bool {
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
        let event = |key: &Option<EventKey>| key.map(|key| moved.event(key));
        let cited = citations.iter().map(|citation| Citation {
            source: moved.source(citation.source),
            ..citation
        });
        let withdrawn = withdrawn.map(|withdrawal| Withdrawal {
            source: withdrawal.source.map(|source| moved.source(source)),
            ..withdrawal.clone()
        });
        *id == other.id
            && *date == other.date
            && *kind == other.kind
            && *channels == other.channels
            && *by == other.by
            && event(cause) == other.cause.map(Some)
            && *scope == other.scope
            && *inferred == other.inferred
            && *summary == other.summary
            && cited.eq(other.citations.iter())
            && *reported == other.reported
            && *recorded == other.recorded
            && withdrawn.as_ref() == other.withdrawn
            && event(corrects) == other.corrects.map(Some)
            && *note == other.note
            && *tags == other.tags
            && *coder == other.coder
    }
}

/// A date as written, for as long as it is kept, or else a copy.
pub(crate) fn as_written<'a>(date: &Cow<'a, Date>) -> Cow<'a, str> {
    match date {
        Cow::Borrowed(date) => Cow::Borrowed(date.as_written()),
        Cow::Owned(date) => Cow::Owned(date.as_written().to_owned()),
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
