//! `detente.diff/1`.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::belief::Verdict;
use crate::model::disclosure::{Discloser, Disclosure};
use crate::model::grade::Grade;
use crate::model::id::{EventKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::replay::comparison::{Aspect, Cause, Compared, Comparison};
use crate::replay::status::AsOf;
use crate::replay::timeline::Entry;

use super::line;
use super::parts::{JsonEvent, JsonStanding, happened, min_grade};

#[derive(Serialize)]
struct JsonComparison<'a> {
    schema: &'static str,
    ledger: &'a str,
    from: JsonAsked,
    to: JsonAsked,
    min_grade: Option<String>,
    channels: Vec<JsonCompared<'a>>,
    unchanged: usize,
}

#[derive(Serialize)]
struct JsonAsked {
    on: NaiveDate,
    known: Option<NaiveDate>,
}

#[derive(Serialize)]
struct JsonCompared<'a> {
    id: &'a str,
    name: &'a str,
    differs: Vec<&'static str>,
    was: JsonStanding<'a>,
    is: JsonStanding<'a>,
    causes: Vec<JsonCause<'a>>,
}

#[derive(Serialize)]
struct JsonCause<'a> {
    what: &'static str,
    event: JsonEvent<'a>,
    happened_was: Option<&'static str>,
    happened_is: Option<&'static str>,
    known: Option<JsonDisclosure<'a>>,
    left_out: Option<&'static str>,
    replaced_by: Option<&'a str>,
    sources: Vec<&'a str>,
    grade_was: Option<String>,
    grade_is: Option<String>,
    days_was: Option<JsonDays>,
    days_is: Option<JsonDays>,
    by: Vec<&'a str>,
}

#[derive(Serialize)]
struct JsonDisclosure<'a> {
    day: NaiveDate,
    by: &'static str,
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonDays {
    not_before: Option<NaiveDate>,
    not_after: Option<NaiveDate>,
}

/// What changed between two questions.
pub fn json(ledger: &Ledger, comparison: &Comparison) -> String {
    let told = comparison.changed.iter().chain(&comparison.informed);
    line(&JsonComparison {
        schema: "detente.diff/1",
        ledger: ledger.title(),
        from: asked(&comparison.from),
        to: asked(&comparison.to),
        min_grade: min_grade(&comparison.to),
        channels: told
            .map(|compared| compared_channel(ledger, comparison, compared))
            .collect(),
        unchanged: comparison.unchanged,
    })
}

fn asked(as_of: &AsOf) -> JsonAsked {
    JsonAsked {
        on: as_of.on,
        known: as_of.evidence.known,
    }
}

fn compared_channel<'a>(
    ledger: &'a Ledger,
    comparison: &Comparison,
    compared: &Compared,
) -> JsonCompared<'a> {
    let channel = ledger.channel(compared.is.channel);
    let causes = compared.causes.iter();
    JsonCompared {
        id: channel.id.as_str(),
        name: &channel.name,
        differs: compared.aspects.iter().copied().map(aspect).collect(),
        was: JsonStanding::of(ledger, &compared.was),
        is: JsonStanding::of(ledger, &compared.is),
        causes: causes.map(|one| cause(ledger, comparison, one)).collect(),
    }
}

fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Status => "status",
        Aspect::Since => "since",
        Aspect::Grade => "grade",
        Aspect::Scope => "scope",
        Aspect::Gap => "gap",
        Aspect::Staleness => "staleness",
        Aspect::Vacancy => "vacancy",
    }
}

fn cause<'a>(ledger: &'a Ledger, comparison: &Comparison, cause: &Cause) -> JsonCause<'a> {
    let (what, asked) = match cause {
        Cause::Came { .. } => ("happened", &comparison.to),
        Cause::Known { .. } => ("known", &comparison.to),
        Cause::Admitted { .. } => ("admitted", &comparison.to),
        Cause::Dropped { .. } => ("dropped", &comparison.from),
        Cause::Cited { .. } => ("cited", &comparison.to),
        Cause::Bounded { .. } => ("bounded", &comparison.to),
    };
    let mut told = JsonCause {
        what,
        event: JsonEvent::of(ledger, &asked.evidence, cause.event()),
        happened_was: None,
        happened_is: None,
        known: None,
        left_out: None,
        replaced_by: None,
        sources: Vec::new(),
        grade_was: None,
        grade_is: None,
        days_was: None,
        days_is: None,
        by: Vec::new(),
    };
    match cause {
        Cause::Came { was, is, .. } => {
            told.happened_was = Some(happened(*was));
            told.happened_is = Some(happened(*is));
        }
        Cause::Known { disclosure, is, .. } => {
            told.happened_is = Some(happened(*is));
            told.known = disclosure.map(|disclosure| disclosed(ledger, disclosure));
        }
        Cause::Admitted {
            once, sources, is, ..
        } => {
            told.happened_is = Some(happened(*is));
            told.sources = source_ids(ledger, sources);
            (told.left_out, told.replaced_by) = left_out(ledger, *once);
        }
        Cause::Dropped { now, was, .. } => {
            told.happened_was = Some(happened(*was));
            (told.left_out, told.replaced_by) = left_out(ledger, *now);
        }
        Cause::Cited {
            sources, was, is, ..
        } => {
            let text = |grade: &Option<Grade>| grade.map(|grade| grade.to_string());
            (told.grade_was, told.grade_is) = (text(was), text(is));
            told.sources = source_ids(ledger, sources);
        }
        Cause::Bounded { was, is, by } => {
            (told.days_was, told.days_is) = (Some(days(was)), Some(days(is)));
            told.by = by.iter().map(|event| event_id(ledger, *event)).collect();
        }
    }
    told
}

fn disclosed(ledger: &Ledger, disclosure: Disclosure) -> JsonDisclosure<'_> {
    let (by, source) = match disclosure.by {
        Discloser::Source(source) => ("source", Some(ledger.source(source).id.as_str())),
        Discloser::Report => ("reported", None),
        Discloser::Record => ("recorded", None),
    };
    JsonDisclosure {
        day: disclosure.day,
        by,
        source,
    }
}

/// Why an event does not count, and what replaces it.
fn left_out(ledger: &Ledger, verdict: Verdict) -> (Option<&'static str>, Option<&str>) {
    match verdict {
        Verdict::Believed | Verdict::Unknown => (None, None),
        Verdict::TooWeak => (Some("too-weak"), None),
        Verdict::Withdrawn => (Some("withdrawn"), None),
        Verdict::Replaced { by } => (Some("replaced"), Some(event_id(ledger, by))),
    }
}

fn days(entry: &Entry) -> JsonDays {
    JsonDays {
        not_before: entry.not_before,
        not_after: entry.not_after,
    }
}

fn event_id(ledger: &Ledger, event: EventKey) -> &str {
    ledger.event(event).id.as_str()
}

fn source_ids<'a>(ledger: &'a Ledger, sources: &[SourceKey]) -> Vec<&'a str> {
    let id = |source: &SourceKey| ledger.source(*source).id.as_str();
    sources.iter().map(id).collect()
}
