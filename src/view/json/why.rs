//! `detente.why/1`.

use serde::Serialize;

use crate::model::ledger::Ledger;
use crate::replay::sensitivity::Without;
use crate::replay::status::AsOf;
use crate::replay::why::{Link, Why};

use super::line;
use super::parts::{JsonEntry, JsonEvent, JsonNext, JsonQuestion, JsonStanding, min_grade, states};

#[derive(Serialize)]
struct JsonWhy<'a> {
    #[serde(flatten)]
    question: JsonQuestion<'a>,
    min_grade: Option<String>,
    id: &'a str,
    name: &'a str,
    about: Option<&'a str>,
    standing: JsonStanding<'a>,
    because: Vec<JsonLink<'a>>,
    previous: Option<JsonEntry<'a>>,
    without: Vec<JsonWithout<'a>>,
    untried_sources: usize,
    next: Vec<JsonNext>,
}

#[derive(Serialize)]
struct JsonLink<'a> {
    #[serde(flatten)]
    entry: JsonEntry<'a>,
    causes: Vec<JsonEvent<'a>>,
}

#[derive(Serialize)]
struct JsonWithout<'a> {
    source: &'a str,
    possible: Vec<&'static str>,
    set_by: Option<&'a str>,
    grade: Option<String>,
    changes: bool,
}

/// Why a channel is what it is.
pub fn json(ledger: &Ledger, as_of: &AsOf, why: &Why) -> String {
    let channel = ledger.channel(why.standing.channel);
    line(&JsonWhy {
        question: JsonQuestion::of("detente.why/1", ledger, as_of),
        min_grade: min_grade(as_of),
        id: channel.id.as_str(),
        name: &channel.name,
        about: channel.about.as_deref(),
        standing: JsonStanding::of(ledger, &why.standing),
        because: why
            .because
            .iter()
            .map(|because| link(ledger, as_of, because))
            .collect(),
        previous: why.before.map(|entry| JsonEntry::of(ledger, as_of, &entry)),
        untried_sources: why.sensitivity.untried,
        without: why
            .sensitivity
            .without
            .iter()
            .map(|one| without(ledger, why, one))
            .collect(),
        next: why.next.iter().map(JsonNext::of).collect(),
    })
}

fn link<'a>(ledger: &'a Ledger, as_of: &AsOf, link: &Link) -> JsonLink<'a> {
    let causes = link
        .causes
        .iter()
        .map(|cause| JsonEvent::of(ledger, &as_of.evidence, *cause));
    JsonLink {
        entry: JsonEntry::of(ledger, as_of, &link.entry),
        causes: causes.collect(),
    }
}

fn without<'a>(ledger: &'a Ledger, why: &Why, without: &Without) -> JsonWithout<'a> {
    let setting = without.setting;
    JsonWithout {
        source: ledger.source(without.source).id.as_str(),
        possible: states(without.possible),
        set_by: setting.map(|setting| ledger.event(setting.event).id.as_str()),
        grade: setting
            .and_then(|setting| setting.grade)
            .map(|grade| grade.to_string()),
        changes: without.changes(&why.standing),
    }
}
