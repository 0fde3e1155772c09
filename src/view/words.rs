//! Words and signs that more than one answer uses.

use chrono::NaiveDate;

use crate::model::belief::Evidence;
use crate::model::event::Event;
use crate::model::id::{EventKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::model::machine::{State, Status};
use crate::model::states::States;
use crate::replay::status::{AsOf, LastEvidence, Staleness, Standing};
use crate::replay::timeline::Entry;

use super::document::{Line, Run, alert, faint, plain, standing};

/// A sign for some states, so that they can be told apart without colour.
pub const fn sign(only: Option<State>) -> &'static str {
    match only {
        Some(State::Recorded(Status::Open)) => "●",
        Some(State::Recorded(Status::Suspended)) => "○",
        Some(State::Recorded(Status::Negotiating)) => "◐",
        Some(State::Unrecorded) => "·",
        None => "?",
    }
}

/// Some states in words: `open or suspended`.
pub fn states(states: States) -> String {
    let words: Vec<&str> = states.iter().map(State::word).collect();
    words.join(" or ")
}

/// Some states with their sign, as one run.
pub fn signed(possible: States) -> Run {
    standing(
        format!("{} {}", sign(possible.only()), states(possible)),
        possible,
    )
}

/// The day and the evidence asked about, for a heading.
pub fn as_of(as_of: &AsOf) -> String {
    let mut text = format!("on {}", as_of.on);
    if let Some(known) = as_of.evidence.known {
        text.push_str(&format!(", as known on {known}"));
    }
    if let Some(floor) = as_of.evidence.min_grade {
        text.push_str(&format!(", by evidence of {floor} or better"));
    }
    text
}

/// The days between which something happened, if these say more than the date as written:
/// `2023-02-01 to 2023-11-14`.
pub fn bounds(earliest: Option<NaiveDate>, latest: Option<NaiveDate>) -> String {
    match (earliest, latest) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a} to {b}"),
        (Some(a), None) => format!("{a} or later"),
        (None, Some(b)) => format!("{b} or earlier"),
        (None, None) => "any day".into(),
    }
}

/// The days of an event as the replay has them.
pub fn entry_bounds(entry: &Entry) -> String {
    bounds(entry.not_before, entry.not_after)
}

/// A date as written, and in words what its marks say: `2023-02? (uncertain)`.
pub fn date(event: &Event) -> String {
    let date = &event.date;
    if date.is_uncertain() {
        format!("{date} (uncertain)")
    } else {
        date.to_string()
    }
}

/// What happened: the part of the channel it is about, the event's id, and a mark if it is the
/// analyst's conclusion.
pub fn told(event: &Event) -> Line {
    let mut line = vec![plain(&*event.summary)];
    if let Some(scope) = &event.scope {
        line.push(plain(format!(" ({scope})")));
    }
    line.push(faint(format!(" [{}]", event.id)));
    if event.inferred {
        line.push(alert(" (inferred)"));
    }
    line
}

/// What kind of event it was, and who acted: `suspended by CHN`.
pub fn deed(ledger: &Ledger, event: &Event) -> String {
    match event.by {
        Some(by) => format!("{} by {}", event.kind, ledger.party(by).id),
        None => event.kind.to_string(),
    }
}

/// What a channel was, with its sign; an open channel with a scope is partly open.
pub fn standing_run(ledger: &Ledger, answer: &Standing) -> Run {
    if is_partly_open(ledger, answer) {
        standing("● partly open", answer.possible)
    } else {
        signed(answer.possible)
    }
}

/// Whether a channel was open as far as some scope goes.
pub fn is_partly_open(ledger: &Ledger, answer: &Standing) -> bool {
    answer.setting.is_some_and(|setting| {
        setting.status == Status::Open && ledger.event(setting.event).scope.is_some()
    })
}

/// The source on whose word an event stands: that of its best citation that counts.
pub fn best_source(ledger: &Ledger, event: EventKey, evidence: &Evidence) -> Option<SourceKey> {
    let event = ledger.event(event);
    let best = evidence.grade(ledger, event)?;
    evidence
        .citations(ledger, event)
        .find(|citation| citation.grade(ledger.source(citation.source)) == best)
        .map(|citation| citation.source)
}

/// On whose word an event stands: `B2 Financial Times`, `inferred`, or both.
pub fn word(ledger: &Ledger, event: EventKey, evidence: &Evidence) -> String {
    let mut parts = Vec::new();
    if let Some(grade) = evidence.grade(ledger, ledger.event(event)) {
        parts.push(grade.to_string());
    }
    if let Some(source) = best_source(ledger, event, evidence) {
        parts.push(ledger.source(source).outlet.to_string());
    }
    if ledger.event(event).inferred {
        parts.push(if parts.is_empty() {
            "inferred".into()
        } else {
            "(inferred)".into()
        });
    }
    if parts.is_empty() {
        "no source out by then".into()
    } else {
        parts.join(" ")
    }
}

/// How old the last evidence is, and whether that is too old: `47 days`, `47–183 days, stale`.
///
/// Where a later event had perhaps happened, there may be newer evidence: `0–183 days`.
pub fn age(last: &LastEvidence, staleness: Staleness) -> String {
    let least = if last.may_be_newer { 0 } else { last.age_days };
    let mut text = match last.most_days {
        Some(1) if least == 1 => "1 day".into(),
        Some(most) if least == most => format!("{least} days"),
        Some(most) => format!("{least}–{most} days"),
        None if least == 1 => "1 day or more".into(),
        None => format!("{least} days or more"),
    };
    text.push_str(match staleness {
        Staleness::Fresh => "",
        Staleness::Perhaps => ", perhaps stale",
        Staleness::Stale => ", stale",
    });
    text
}
