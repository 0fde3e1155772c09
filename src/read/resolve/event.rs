//! An event from its entry: its kind with what belongs to it, its evidence, its citations.

use std::collections::HashSet;

use crate::model::event::Withdrawal;
use crate::model::events::{CitationRow, Slice};
use crate::model::id::SourceKey;
use crate::model::machine::Kind;
use crate::read::code::Code;
use crate::read::diagnostic::Problems;
use crate::read::portion::Portion;
use crate::read::raw::{RawCitation, RawEvent, RawWithdrawal};
use crate::read::spanned::Spanned;
use crate::read::value::{Line, span_or};

use super::event_ids::EventIds;
use super::ids::Tables;
use super::pack::{Draft, Packer};
use super::value;

/// Takes a sound entry in; it is noted if there is something to say against it.
pub(crate) fn pack(raw: RawEvent, portion: Portion<'_>, packer: &mut Packer<'_>) {
    packer.begin();
    let mut unsaid = Problems::default();
    let kind = kind(&raw, &mut unsaid);
    check_evidence(&raw, &mut unsaid);
    let tables = packer.tables;

    let listed = raw
        .channels
        .as_ref()
        .map_or(&[][..], |channels| &channels.value);
    let (channels, mut in_order) = tables.channels.keys_of(listed);
    for channel in channels {
        packer.channel(channel);
    }
    let (by, is_declared) = tables.parties.key_of(raw.by.as_ref());
    in_order &= is_declared;
    in_order &= citations(value(raw.sources).unwrap_or_default(), portion, packer);

    let mut draft = Draft {
        span: raw.span,
        kind,
        by,
        inferred: raw.inferred.is_some_and(|flag| flag.value.0),
        summary: raw
            .summary
            .and_then(|line| self::line(&line, portion, packer)),
        coder: raw.coder.map(|coder| packer.coder(&coder.value.0)),
        ..Draft::NONE
    };
    if let Some(id) = &raw.id {
        draft.id = packer.id(portion, id.span, &id.value.0);
        draft.id_hash = packer.hash.of(id.value.0.as_bytes());
    }
    draft.date = raw
        .date
        .and_then(|date| packer.date(date.value.as_written()));
    let recorded = raw
        .recorded
        .and_then(|date| packer.date(date.value.as_written()));
    draft.recorded = recorded.map(|date| date.key);
    if let Some(scope) = raw.scope {
        draft.rare().scope = line(&scope, portion, packer);
    }
    if let Some(note) = raw.note {
        draft.rare().note = packer.slice(portion, note.span, &note.value.0);
    }
    if let Some(tags) = raw.tags {
        let tags = tags
            .value
            .iter()
            .filter_map(|tag| line(tag, portion, packer))
            .collect();
        draft.rare().tags = tags;
    }
    if let Some(cause) = raw.cause {
        draft.rare().cause = packer.id(portion, cause.span, &cause.value.0);
    }
    if let Some(corrects) = raw.corrects {
        draft.rare().corrects = packer.id(portion, corrects.span, &corrects.value.0);
    }
    if let Some(date) = raw
        .reported
        .and_then(|date| packer.date(date.value.as_written()))
    {
        draft.rare().reported = Some(date.key);
    }
    if let Some(raw) = value(raw.withdrawn) {
        let (source, is_declared) = tables.sources.key_of(raw.source.as_ref());
        in_order &= is_declared;
        draft.rare().withdrawn = withdrawal(raw, source).map(Box::new);
    }
    if packer.push(&mut draft) && (!in_order || unsaid.len() > 0) {
        packer.suspect();
    }
}

fn line(line: &Spanned<Line>, portion: Portion<'_>, packer: &mut Packer<'_>) -> Option<Slice> {
    packer.slice(portion, line.span, &line.value.0)
}

/// Takes the citations of an event in, and says whether all were in order.
fn citations(
    raw: Vec<Spanned<RawCitation>>,
    portion: Portion<'_>,
    packer: &mut Packer<'_>,
) -> bool {
    let mut in_order = true;
    let mut seen = HashSet::with_capacity(raw.len());
    for Spanned { value: raw, .. } in raw {
        let (source, is_declared) = packer.tables.sources.key_of(raw.source.as_ref());
        in_order &= is_declared;
        let Some(source) = source else { continue };
        let place = raw.at.as_ref().map(|at| at.value.0.clone());
        if !seen.insert((source, place)) {
            in_order = false;
            continue;
        }
        let at = raw.at.and_then(|at| line(&at, portion, packer));
        packer.citation(CitationRow {
            source,
            at,
            credibility: value(raw.credibility),
        });
    }
    in_order
}

fn withdrawal(raw: RawWithdrawal, source: Option<SourceKey>) -> Option<Withdrawal> {
    Some(Withdrawal {
        date: value(raw.date)?,
        source,
        reason: value(raw.reason)?.0,
    })
}

/// Says what there is to say against an entry, and whether the event can be replayed: its kind is
/// clear, and so is what it replaces.
pub(super) fn complain(
    raw: &RawEvent,
    tables: &Tables,
    events: &EventIds<'_>,
    problems: &mut Problems,
) -> bool {
    let kind = kind(raw, problems);
    check_evidence(raw, problems);
    let listed = raw
        .channels
        .as_ref()
        .map_or(&[][..], |channels| &channels.value);
    tables.channels.find_all(listed, problems);
    tables.parties.find_in(raw.by.as_ref(), problems);
    events.find_in(raw.cause.as_ref(), problems);
    let before = problems.len();
    events.find_in(raw.corrects.as_ref(), problems);
    let is_sound = kind.is_some() && problems.len() == before;
    check_citations(raw, tables, problems);
    if let Some(withdrawn) = &raw.withdrawn {
        tables
            .sources
            .find_in(withdrawn.value.source.as_ref(), problems);
    }
    is_sound
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

fn check_citations(raw: &RawEvent, tables: &Tables, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for Spanned { value: raw, span } in raw.sources.iter().flat_map(|sources| &sources.value) {
        let Some(source) = tables.sources.find_in(raw.source.as_ref(), problems) else {
            continue;
        };
        if !seen.insert((source, raw.at.as_ref().map(|at| &at.value.0))) {
            problems.report(
                Code::RepeatedItem,
                *span,
                "this place of this source is cited already",
                "remove it, or say with `at` which other place is meant",
            );
        }
    }
}
