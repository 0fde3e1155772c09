//! What several schemas share: the question, dates, citations, events, a channel's standing.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::belief::Evidence;
use crate::model::event::{Event, as_written};
use crate::model::events::Words;
use crate::model::grade::Reliability;
use crate::model::id::EventKey;
use crate::model::ledger::Ledger;
use crate::model::machine::{Refusal, State, Status};
use crate::model::post::Vacancy;
use crate::model::source::{Citation, Source};
use crate::model::states::States;
use crate::replay::course::Spell;
use crate::replay::next::Next;
use crate::replay::status::{AsOf, Staleness, Standing};
use crate::replay::timeline::{Entry, Happened};

/// What was asked, of which ledger.
#[derive(Serialize)]
pub(super) struct JsonQuestion<'a> {
    schema: &'static str,
    ledger: &'a str,
    on: NaiveDate,
    known: Option<NaiveDate>,
}

impl<'a> JsonQuestion<'a> {
    pub(super) fn of(schema: &'static str, ledger: &'a Ledger, as_of: &AsOf) -> Self {
        Self {
            schema,
            ledger: ledger.title(),
            on: as_of.on,
            known: as_of.evidence.known,
        }
    }
}

/// The floor under the evidence, if one was asked for.
pub(super) fn min_grade(as_of: &AsOf) -> Option<String> {
    as_of.evidence.min_grade.map(|grade| grade.to_string())
}

/// Some states, in the order of [`State::ALL`].
pub(super) fn states(states: States) -> Vec<&'static str> {
    states.iter().map(State::word).collect()
}

/// Since when: the date as written, and the days that the replay leaves of it.
#[derive(Serialize)]
struct JsonSince<'a> {
    edtf: Cow<'a, str>,
    earliest: Option<NaiveDate>,
    latest: Option<NaiveDate>,
}

/// What a channel was.
#[derive(Serialize)]
pub(super) struct JsonStanding<'a> {
    status: &'static str,
    possible: Vec<&'static str>,
    since: Option<JsonSince<'a>>,
    set_by: Option<&'a str>,
    grade: Option<String>,
    scope: Option<&'a str>,
    inferred: bool,
    gap: bool,
    last_evidence: Option<JsonEvidence<'a>>,
    age_days: Option<i64>,
    stale: bool,
    vacant: Vec<&'a str>,
}

#[derive(Serialize)]
struct JsonEvidence<'a> {
    event: &'a str,
    date: Cow<'a, str>,
    latest: NaiveDate,
}

impl<'a> JsonStanding<'a> {
    pub(super) fn of(ledger: &'a Ledger, standing: &Standing) -> Self {
        let setting = standing.setting;
        let set_by = setting.map(|setting| ledger.event(setting.event));
        Self {
            status: standing.word(),
            possible: states(standing.possible),
            since: setting
                .zip(set_by.as_ref())
                .map(|(setting, event)| JsonSince {
                    edtf: as_written(&event.date),
                    earliest: setting.earliest,
                    latest: setting.latest,
                }),
            set_by: set_by.as_ref().map(|event| event.id.as_str()),
            grade: setting
                .and_then(|setting| setting.grade)
                .map(|grade| grade.to_string()),
            scope: set_by
                .as_ref()
                .and_then(|event| event.scope)
                .map(Words::as_str),
            inferred: set_by.is_some_and(|event| event.inferred),
            gap: standing.gap,
            last_evidence: standing.last_evidence.map(|last| {
                let event = ledger.event(last.event);
                JsonEvidence {
                    event: event.id.as_str(),
                    date: as_written(&event.date),
                    latest: last.latest,
                }
            }),
            age_days: standing.last_evidence.map(|last| last.age_days),
            stale: standing.staleness == Staleness::Stale,
            vacant: standing
                .vacancies
                .iter()
                .filter(|(_, vacancy)| *vacancy == Vacancy::Vacant)
                .map(|(post, _)| ledger.post(*post).id.as_str())
                .collect(),
        }
    }
}

/// An event's date: as written, and the days that it allows by itself.
#[derive(Serialize)]
struct JsonDate<'a> {
    edtf: Cow<'a, str>,
    earliest: Option<NaiveDate>,
    latest: Option<NaiveDate>,
    uncertain: bool,
}

/// An event, as the ledger has it.
#[derive(Serialize)]
pub(super) struct JsonEvent<'a> {
    id: &'a str,
    date: JsonDate<'a>,
    kind: &'static str,
    stated: Option<&'static str>,
    by: Option<&'a str>,
    cause: Option<&'a str>,
    scope: Option<&'a str>,
    summary: &'a str,
    note: Option<&'a str>,
    inferred: bool,
    grade: Option<String>,
    sources: Vec<JsonCitation<'a>>,
}

impl<'a> JsonEvent<'a> {
    pub(super) fn of(ledger: &'a Ledger, evidence: &Evidence, key: EventKey) -> Self {
        let event = ledger.event(key);
        Self {
            id: event.id.as_str(),
            date: JsonDate {
                edtf: as_written(&event.date),
                earliest: event.date.earliest(),
                latest: event.date.latest(),
                uncertain: event.date.is_uncertain(),
            },
            kind: event.kind.word(),
            stated: event.kind.states().map(Status::word),
            by: event.by.map(|party| ledger.party(party).id.as_str()),
            cause: event.cause.map(|cause| ledger.event(cause).id.as_str()),
            scope: event.scope.map(Words::as_str),
            summary: event.summary.as_str(),
            note: event.note.map(Words::as_str),
            inferred: event.inferred,
            grade: evidence
                .grade(ledger, &event)
                .map(|grade| grade.to_string()),
            sources: citations(ledger, &event, evidence),
        }
    }
}

/// An event as replayed: what it met and left, and the days that the replay leaves of its date.
#[derive(Serialize)]
pub(super) struct JsonEntry<'a> {
    #[serde(flatten)]
    event: JsonEvent<'a>,
    not_before: Option<NaiveDate>,
    not_after: Option<NaiveDate>,
    happened: &'static str,
    before: &'static str,
    after: &'static str,
    refused: Option<&'static str>,
}

impl<'a> JsonEntry<'a> {
    pub(super) fn of(ledger: &'a Ledger, as_of: &AsOf, entry: &Entry) -> Self {
        Self {
            event: JsonEvent::of(ledger, &as_of.evidence, entry.event),
            not_before: entry.not_before,
            not_after: entry.not_after,
            happened: happened(entry.happened_by(as_of.on)),
            before: entry.before.word(),
            after: entry.after.word(),
            refused: entry.gap().map(Refusal::reason),
        }
    }
}

/// Whether an event has happened.
pub(super) fn happened(happened: Happened) -> &'static str {
    match happened {
        Happened::Certainly => "certainly",
        Happened::Perhaps => "perhaps",
        Happened::NotYet => "not-yet",
    }
}

/// A citation with its source and grade.
#[derive(Serialize)]
struct JsonCitation<'a> {
    source: &'a str,
    outlet: &'a str,
    title: &'a str,
    published: &'a str,
    url: Option<&'a str>,
    at: Option<&'a str>,
    grade: String,
}

/// The citations of an event that count.
fn citations<'a>(
    ledger: &'a Ledger,
    event: &Event<'a>,
    evidence: &Evidence,
) -> Vec<JsonCitation<'a>> {
    let counts = |citation: &Citation<'_>| evidence.has_read(ledger, citation.source);
    let cited = event.citations.iter().filter(counts).map(|citation| {
        let source = ledger.source(citation.source);
        JsonCitation {
            source: source.id.as_str(),
            outlet: &source.outlet,
            title: &source.title,
            published: source.published.as_written(),
            url: source.url.as_deref(),
            at: citation.at.map(Words::as_str),
            grade: citation.grade(source).to_string(),
        }
    });
    cited.collect()
}

/// What the machine would make of a kind of event.
#[derive(Serialize)]
pub(super) struct JsonNext {
    kind: &'static str,
    stated: Option<&'static str>,
    accepted_in: Vec<&'static str>,
    leads_to: Vec<&'static str>,
    refused_in: Vec<JsonRefusal>,
}

#[derive(Serialize)]
struct JsonRefusal {
    state: &'static str,
    refused: &'static str,
}

impl JsonNext {
    pub(super) fn of(next: &Next) -> Self {
        let refusals = next.refused_in.iter().map(|(state, refusal)| JsonRefusal {
            state: state.word(),
            refused: refusal.reason(),
        });
        Self {
            kind: next.kind.word(),
            stated: next.kind.states().map(Status::word),
            accepted_in: states(next.accepted_in),
            leads_to: states(next.leads_to),
            refused_in: refusals.collect(),
        }
    }
}

/// A stretch of days with one answer.
#[derive(Serialize)]
pub(super) struct JsonSpell {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    possible: Vec<&'static str>,
}

impl JsonSpell {
    pub(super) fn of(spell: &Spell) -> Self {
        Self {
            from: spell.from,
            to: spell.to,
            possible: states(spell.possible),
        }
    }
}

/// A source, as the ledger has it.
#[derive(Serialize)]
pub(super) struct JsonSource<'a> {
    id: &'a str,
    outlet: &'a str,
    title: &'a str,
    author: Option<&'a str>,
    published: &'a str,
    language: Option<&'a str>,
    url: Option<&'a str>,
    archive: Option<&'a str>,
    sha256: Option<&'a str>,
    reliability: Option<&'static str>,
    note: Option<&'a str>,
}

impl<'a> JsonSource<'a> {
    pub(super) fn of(source: &'a Source) -> Self {
        Self {
            id: source.id.as_str(),
            outlet: &source.outlet,
            title: &source.title,
            author: source.author.as_deref(),
            published: source.published.as_written(),
            language: source.language.as_deref(),
            url: source.url.as_deref(),
            archive: source.archive.as_deref(),
            sha256: source.sha256.as_deref(),
            reliability: source.reliability.map(Reliability::letter),
            note: source.note.as_deref(),
        }
    }
}
