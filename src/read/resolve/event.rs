//! An event from its entry: its kind with what belongs to it, its evidence, its citations.

use std::collections::HashSet;

use crate::model::event::{Event, Withdrawal};
use crate::model::id::EventId;
use crate::model::machine::Kind;
use crate::model::source::Citation;
use crate::model::span::Span;
use crate::read::code::Code;
use crate::read::diagnostic::Problems;
use crate::read::raw::{RawCitation, RawEvent, RawWithdrawal};
use crate::read::spanned::Spanned;
use crate::read::value::span_or;

use super::ids::Tables;
use super::{line, text, value};

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
    pub(crate) citations: Box<[Span]>,
    /// Whether the event can be replayed: its kind is clear, and so is what it replaces.
    pub(crate) sound: bool,
}

pub(super) fn event(
    raw: RawEvent,
    ids: &Tables,
    places: &mut Vec<EventPlaces>,
    problems: &mut Problems,
) -> Option<Event> {
    let kind = kind(&raw, problems);
    check_evidence(&raw, problems);
    let channels = raw
        .channels
        .as_ref()
        .map_or(&[][..], |channels| &channels.value);
    let channels = ids.channels.find_all(channels, problems);
    let by = ids.parties.find_in(raw.by.as_ref(), problems);
    let cause = ids.events.find_in(raw.cause.as_ref(), problems);
    let before = problems.len();
    let corrects = ids.events.find_in(raw.corrects.as_ref(), problems);
    let sound = kind.is_some() && problems.len() == before;
    let (citations, citation_places) =
        citations(value(raw.sources).unwrap_or_default(), ids, problems);
    let withdrawn = value(raw.withdrawn).and_then(|raw| withdrawal(raw, ids, problems));

    let (id, date) = (raw.id?, raw.date?);
    places.push(EventPlaces {
        id: id.span,
        date: date.span,
        kind: span_or(raw.kind.as_ref(), id.span),
        by: span_or(raw.by.as_ref(), id.span),
        cause: span_or(raw.cause.as_ref(), id.span),
        corrects: span_or(raw.corrects.as_ref(), id.span),
        reported: span_or(raw.reported.as_ref(), id.span),
        recorded: span_or(raw.recorded.as_ref(), id.span),
        citations: citation_places,
        sound,
    });
    Some(Event {
        id: EventId::new(id.value.0)?,
        date: date.value,
        // One whose kind is not clear is never replayed.
        kind: kind.unwrap_or(Kind::Context),
        channels: channels.into(),
        by,
        cause,
        scope: line(raw.scope),
        inferred: raw.inferred.is_some_and(|flag| flag.value.0),
        summary: line(raw.summary)?,
        citations,
        reported: value(raw.reported),
        recorded: value(raw.recorded),
        withdrawn: withdrawn.map(Box::new),
        corrects,
        note: text(raw.note),
        tags: value(raw.tags)
            .unwrap_or_default()
            .into_iter()
            .map(|tag| tag.value.0)
            .collect(),
        coder: line(raw.coder),
        span: raw.span,
    })
}

/// The kind of an event; `None` if what belongs to it is not there, or what does not is: a status
/// belongs to `confirmed` alone, channels to every kind but `context`.
fn kind(raw: &RawEvent, problems: &mut Problems) -> Option<Kind> {
    let word = raw.kind.as_ref().map_or("", |kind| kind.value.0);
    let stated = raw.status.as_ref().map(|status| status.value);
    let mut of_that_word = Kind::ALL.into_iter().filter(|kind| kind.word() == word);
    let kind = of_that_word.clone().find(|kind| kind.states() == stated);
    let has_status = of_that_word.any(|kind| kind.states().is_some());
    let is_context = word == Kind::Context.word();

    let before = problems.len();
    check_status(raw, word, has_status, problems);
    check_channels(raw, word, is_context, problems);
    kind.filter(|_| problems.len() == before)
}

fn check_status(raw: &RawEvent, word: &str, has_status: bool, problems: &mut Problems) {
    match &raw.status {
        None if has_status => problems.report(
            Code::MissingKey,
            span_or(raw.kind.as_ref(), raw.span),
            "a `confirmed` event needs `status`",
            "add `status: open`, `status: suspended` or `status: negotiating`, as the source states",
        ),
        Some(status) if !has_status => problems.report(
            Code::MisplacedKey,
            status.span,
            format!("`status` belongs to `confirmed` events, not to `{word}`"),
            "remove it, or write `kind: confirmed` if a source states the status",
        ),
        Some(_) | None => {}
    }
}

fn check_channels(raw: &RawEvent, word: &str, is_context: bool, problems: &mut Problems) {
    let place = span_or(raw.kind.as_ref(), raw.span);
    match &raw.channels {
        Some(channels) if is_context => problems.report(
            Code::MisplacedKey,
            channels.span,
            "a `context` event lies outside all channels",
            "remove `channels`, or choose a kind that says what happened to the channel",
        ),
        Some(channels) if !channels.value.is_empty() => {}
        None if is_context => {}
        channels => problems.report(
            Code::MissingKey,
            channels.as_ref().map_or(place, |channels| channels.span),
            format!("{} event needs `channels`", quoted_with_article(word)),
            "add `channels: [ID]`, or write `kind: context` if it bears on none",
        ),
    }
}

fn quoted_with_article(word: &str) -> String {
    let article = if word.starts_with(['o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} `{word}`")
}

/// An event rests on a source, or is marked as inferred and says when it was written down.
fn check_evidence(raw: &RawEvent, problems: &mut Problems) {
    let cited = raw
        .sources
        .as_ref()
        .is_some_and(|sources| !sources.value.is_empty());
    if cited {
        return;
    }
    let place = span_or(raw.id.as_ref(), raw.span);
    if !raw.inferred.as_ref().is_some_and(|flag| flag.value.0) {
        problems.report(
            Code::UncitedEvent,
            place,
            "this event rests on no source",
            "add `sources: [ID]`, or `inferred: true` and `recorded: DATE` if it is your own conclusion",
        );
    } else if raw.recorded.is_none() {
        problems.report(
            Code::UndatedInference,
            place,
            "this conclusion has neither sources nor the day it was written down",
            "add `recorded: DATE`, so that it can be asked what was known on an earlier day",
        );
    }
}

fn citations(
    raw: Vec<Spanned<RawCitation>>,
    ids: &Tables,
    problems: &mut Problems,
) -> (Box<[Citation]>, Box<[Span]>) {
    let mut seen = HashSet::with_capacity(raw.len());
    let mut citations = Vec::with_capacity(raw.len());
    let mut places = Vec::with_capacity(raw.len());
    for Spanned { value: raw, span } in raw {
        let Some(source) = ids.sources.find_in(raw.source.as_ref(), problems) else {
            continue;
        };
        let at = line(raw.at);
        if !seen.insert((source, at.clone())) {
            problems.report(
                Code::RepeatedItem,
                span,
                "this place of this source is cited already",
                "remove it, or say with `at` which other place is meant",
            );
            continue;
        }
        citations.push(Citation {
            source,
            at,
            credibility: value(raw.credibility),
        });
        places.push(span);
    }
    (citations.into(), places.into())
}

fn withdrawal(raw: RawWithdrawal, ids: &Tables, problems: &mut Problems) -> Option<Withdrawal> {
    let source = ids.sources.find_in(raw.source.as_ref(), problems);
    Some(Withdrawal {
        date: value(raw.date)?,
        source,
        reason: line(raw.reason)?,
    })
}
