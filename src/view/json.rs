//! Answers as JSON: the parts that several schemas share, and the way to text.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::belief::Evidence;
use crate::model::event::Event;
use crate::model::ledger::Ledger;

/// A date: as written, and the days it allows; `null` is unbounded.
#[derive(Serialize)]
pub(crate) struct JsonDate<'a> {
    pub(crate) edtf: &'a str,
    pub(crate) earliest: Option<NaiveDate>,
    pub(crate) latest: Option<NaiveDate>,
}

impl<'a> JsonDate<'a> {
    pub(crate) fn of(
        event: &'a Event,
        earliest: Option<NaiveDate>,
        latest: Option<NaiveDate>,
    ) -> Self {
        Self {
            edtf: event.date.as_written(),
            earliest,
            latest,
        }
    }
}

/// A citation with its source and grade.
#[derive(Serialize)]
pub(crate) struct JsonCitation<'a> {
    source: &'a str,
    outlet: &'a str,
    title: &'a str,
    published: &'a str,
    url: Option<&'a str>,
    at: Option<&'a str>,
    grade: String,
}

/// The citations of an event that count.
pub(crate) fn citations<'a>(
    ledger: &'a Ledger,
    event: &'a Event,
    evidence: &'a Evidence,
) -> Vec<JsonCitation<'a>> {
    evidence
        .citations(ledger, event)
        .map(|citation| {
            let source = ledger.source(citation.source);
            JsonCitation {
                source: source.id.as_str(),
                outlet: &source.outlet,
                title: &source.title,
                published: source.published.as_written(),
                url: source.url.as_deref(),
                at: citation.at.as_deref(),
                grade: citation.grade(source).to_string(),
            }
        })
        .collect()
}

/// One line of JSON, with a line break at its end.
pub(crate) fn line(answer: &impl Serialize) -> String {
    // Our own structs have string keys only and no fallible implementations, so this cannot fail.
    let mut text = serde_json::to_string(answer).unwrap_or_default();
    text.push('\n');
    text
}
