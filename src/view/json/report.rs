//! `detente.report/1`.

use serde::Serialize;

use crate::model::machine::Kind;
use crate::replay::course::spells;
use crate::replay::report::{Caveats, ChannelReport, Report, is_imprecise};
use crate::replay::timeline::Entry;
use crate::view::imprint::Imprint;

use super::line;
use super::parts::{
    JsonEntry, JsonEvent, JsonNext, JsonQuestion, JsonSource, JsonSpell, JsonStanding, min_grade,
};

#[derive(Serialize)]
struct JsonReport<'a> {
    #[serde(flatten)]
    question: JsonQuestion<'a>,
    min_grade: Option<String>,
    since: Option<chrono::NaiveDate>,
    ledger_sha256: &'a str,
    version: &'static str,
    caveats: JsonCaveats,
    channels: Vec<JsonChannel<'a>>,
    causes: Vec<JsonEvent<'a>>,
    sources: Vec<JsonSource<'a>>,
}

/// How many channels have something that should not be kept silent.
#[derive(Serialize)]
struct JsonCaveats {
    imprecise: usize,
    stale: usize,
    vacant: usize,
    gaps: usize,
}

#[derive(Serialize)]
struct JsonChannel<'a> {
    id: &'a str,
    name: &'a str,
    about: Option<&'a str>,
    standing: JsonStanding<'a>,
    imprecise: bool,
    spells: Vec<JsonSpell>,
    history: Vec<JsonEntry<'a>>,
    older_events: usize,
    unheard: Vec<&'a str>,
    next: Vec<JsonNext>,
}

/// A report.
pub fn json(report: &Report, imprint: &Imprint) -> String {
    let ledger = report.ledger;
    let evidence = &report.as_of.evidence;
    let Caveats {
        imprecise,
        stale,
        vacant,
        gaps,
    } = Caveats::of(ledger, report.standings());
    line(&JsonReport {
        question: JsonQuestion::of("detente.report/1", ledger, &report.as_of),
        min_grade: min_grade(&report.as_of),
        since: report.since,
        ledger_sha256: &imprint.sha256,
        version: imprint.version,
        caveats: JsonCaveats {
            imprecise,
            stale,
            vacant,
            gaps,
        },
        channels: report
            .channels
            .iter()
            .map(|one| channel(report, one))
            .collect(),
        causes: report
            .causes
            .iter()
            .map(|cause| JsonEvent::of(ledger, evidence, *cause))
            .collect(),
        sources: report
            .sources
            .iter()
            .map(|source| JsonSource::of(ledger.source(*source)))
            .collect(),
    })
}

fn channel<'a>(report: &Report<'a>, told: &ChannelReport) -> JsonChannel<'a> {
    let ledger = report.ledger;
    let about = ledger.channel(told.standing.channel);
    let id = |entry: &Entry| ledger.event(entry.event).id.as_str();
    let unheard = told.of_kinds(ledger, &[Kind::Unanswered, Kind::Declined]);
    JsonChannel {
        id: about.id.as_str(),
        name: &about.name,
        about: about.about.as_deref(),
        standing: JsonStanding::of(ledger, &told.standing),
        imprecise: is_imprecise(ledger, &told.standing),
        spells: spells(&told.timeline).iter().map(JsonSpell::of).collect(),
        history: told
            .history
            .iter()
            .map(|entry| JsonEntry::of(ledger, &report.as_of, entry))
            .collect(),
        older_events: told.older,
        unheard: unheard.iter().map(id).collect(),
        next: told.next.iter().map(JsonNext::of).collect(),
    }
}
