//! Words and signs that more than one answer uses.

use chrono::NaiveDate;

use crate::model::belief::Evidence;
use crate::model::event::Event;
use crate::model::grade::{Credibility, Reliability};
use crate::model::id::{EventKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::model::machine::{Kind, Refusal, State, Status};
use crate::model::states::States;
use crate::replay::status::{AsOf, LastEvidence, Staleness, Standing};
use crate::replay::timeline::Entry;

use super::document::{Line, Run, alert, faint, plain, standing};
use super::language::{Catalogue, Message, Value};

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

/// The word for a state.
pub fn state(catalogue: &Catalogue, state: State) -> String {
    catalogue.say(match state {
        State::Recorded(Status::Open) => Message::StateOpen,
        State::Recorded(Status::Suspended) => Message::StateSuspended,
        State::Recorded(Status::Negotiating) => Message::StateNegotiating,
        State::Unrecorded => Message::StateUnrecorded,
    })
}

/// A state with its sign, as one run.
pub fn state_run(catalogue: &Catalogue, one: State) -> Run {
    signed(catalogue, [one].into_iter().collect())
}

/// Some states in words: `open or suspended`.
pub fn states(catalogue: &Catalogue, states: States) -> String {
    let words = states.iter().map(|one| state(catalogue, one));
    let either = |one: String, other: String| {
        let values = [("one", Value::from(&one)), ("other", Value::from(&other))];
        catalogue.fill(Message::Or, &values)
    };
    words.reduce(either).unwrap_or_default()
}

/// Some states with their sign: `? open or suspended`.
pub fn signed_text(catalogue: &Catalogue, possible: States) -> String {
    format!("{} {}", sign(possible.only()), states(catalogue, possible))
}

/// Some states with their sign, as one run.
pub fn signed(catalogue: &Catalogue, possible: States) -> Run {
    standing(signed_text(catalogue, possible), possible)
}

/// The word for a kind of event: `suspended`, `confirmed open`.
pub fn kind(catalogue: &Catalogue, kind: Kind) -> String {
    catalogue.say(match kind {
        Kind::Opened => Message::KindOpened,
        Kind::Suspended => Message::KindSuspended,
        Kind::Talks => Message::KindTalks,
        Kind::Resumed => Message::KindResumed,
        Kind::Collapsed => Message::KindCollapsed,
        Kind::Contact => Message::KindContact,
        Kind::Sought => Message::KindSought,
        Kind::Declined => Message::KindDeclined,
        Kind::Unanswered => Message::KindUnanswered,
        Kind::Confirmed(Status::Open) => Message::KindConfirmedOpen,
        Kind::Confirmed(Status::Suspended) => Message::KindConfirmedSuspended,
        Kind::Confirmed(Status::Negotiating) => Message::KindConfirmedNegotiating,
        Kind::Context => Message::KindContext,
    })
}

/// Why the machine refuses a step, to follow "it": `is suspended, so it cannot be in use`.
pub fn refusal(catalogue: &Catalogue, refusal: Refusal) -> String {
    catalogue.say(match refusal {
        Refusal::AlreadyOpen => Message::RefusedAlreadyOpen,
        Refusal::AlreadySuspended => Message::RefusedAlreadySuspended,
        Refusal::AlreadyNegotiating => Message::RefusedAlreadyNegotiating,
        Refusal::OpenedWhileSuspended => Message::RefusedOpenedWhileSuspended,
        Refusal::ResumedWhileUnrecorded => Message::RefusedResumedWhileUnrecorded,
        Refusal::TalksWhileOpen => Message::RefusedTalksWhileOpen,
        Refusal::NoTalks => Message::RefusedNoTalks,
        Refusal::ContactWhileUnrecorded => Message::RefusedContactWhileUnrecorded,
        Refusal::ContactWhileSuspended => Message::RefusedContactWhileSuspended,
        Refusal::ContactWhileNegotiating => Message::RefusedContactWhileNegotiating,
        Refusal::Contradicted {
            stated: Status::Open,
        } => Message::RefusedNotOpen,
        Refusal::Contradicted {
            stated: Status::Suspended,
        } => Message::RefusedNotSuspended,
        Refusal::Contradicted {
            stated: Status::Negotiating,
        } => Message::RefusedNotNegotiating,
        Refusal::BearsOnNoChannel => Message::RefusedBearsOnNoChannel,
    })
}

/// What a letter of the Admiralty code means.
pub fn reliability(catalogue: &Catalogue, reliability: Reliability) -> String {
    catalogue.say(match reliability {
        Reliability::A => Message::ReliabilityA,
        Reliability::B => Message::ReliabilityB,
        Reliability::C => Message::ReliabilityC,
        Reliability::D => Message::ReliabilityD,
        Reliability::E => Message::ReliabilityE,
        Reliability::F => Message::ReliabilityF,
    })
}

/// What a digit of the Admiralty code means.
pub fn credibility(catalogue: &Catalogue, credibility: Credibility) -> String {
    catalogue.say(match credibility {
        Credibility::Confirmed => Message::CredibilityConfirmed,
        Credibility::Probable => Message::CredibilityProbable,
        Credibility::Possible => Message::CredibilityPossible,
        Credibility::Doubtful => Message::CredibilityDoubtful,
        Credibility::Improbable => Message::CredibilityImprobable,
        Credibility::NotJudged => Message::CredibilityNotJudged,
    })
}

/// The day and the evidence asked about, for a heading: `on 2023-12-31, as known on 2023-12-01`.
pub fn as_of(catalogue: &Catalogue, as_of: &AsOf) -> String {
    let on = as_of.on.to_string();
    let mut text = catalogue.fill(Message::AsOfOn, &[("day", Value::from(&on))]);
    if let Some(known) = as_of.evidence.known {
        let known = known.to_string();
        text.push_str(&catalogue.fill(Message::AsOfKnown, &[("day", Value::from(&known))]));
    }
    if let Some(floor) = as_of.evidence.min_grade {
        let floor = floor.to_string();
        text.push_str(&catalogue.fill(Message::AsOfGrade, &[("grade", Value::from(&floor))]));
    }
    text
}

/// The days between which something happened, if these say more than the date as written:
/// `2023-02-01 to 2023-11-14`.
pub fn bounds(
    catalogue: &Catalogue,
    earliest: Option<NaiveDate>,
    latest: Option<NaiveDate>,
) -> String {
    let with = |message, days: &[(&'static str, NaiveDate)]| {
        let days: Vec<_> = days
            .iter()
            .map(|(name, day)| (*name, day.to_string()))
            .collect();
        let values: Vec<_> = days
            .iter()
            .map(|(name, day)| (*name, Value::from(day)))
            .collect();
        catalogue.fill(message, &values)
    };
    match (earliest, latest) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => with(Message::BoundsBetween, &[("from", a), ("to", b)]),
        (Some(a), None) => with(Message::BoundsOrLater, &[("day", a)]),
        (None, Some(b)) => with(Message::BoundsOrEarlier, &[("day", b)]),
        (None, None) => catalogue.say(Message::BoundsAnyDay),
    }
}

/// The days of an event as the replay has them.
pub fn entry_bounds(catalogue: &Catalogue, entry: &Entry) -> String {
    bounds(catalogue, entry.not_before, entry.not_after)
}

/// A date as written, and in words what its marks say: `2023-02? (uncertain)`.
pub fn date(catalogue: &Catalogue, event: &Event) -> String {
    let date = event.date.to_string();
    if event.date.is_uncertain() {
        catalogue.fill(Message::DateUncertain, &[("date", Value::from(&date))])
    } else {
        date
    }
}

/// What happened: the part of the channel it is about, the event's id, and a mark if it is the
/// analyst's conclusion.
pub fn told(catalogue: &Catalogue, event: &Event) -> Line {
    let mut line = vec![plain(event.summary)];
    if let Some(scope) = &event.scope {
        line.push(plain(format!(" ({scope})")));
    }
    line.push(faint(format!(" [{}]", event.id)));
    if event.inferred {
        let inferred = catalogue.say(Message::InferredAlone);
        line.push(alert(format!(" ({inferred})")));
    }
    line
}

/// What kind of event it was, and who acted: `suspended by CHN`.
pub fn deed(catalogue: &Catalogue, ledger: &Ledger, event: &Event) -> String {
    let kind = kind(catalogue, event.kind);
    match event.by {
        Some(by) => catalogue.fill(
            Message::DeedBy,
            &[
                ("kind", Value::from(&kind)),
                ("party", ledger.party(by).id.as_str().into()),
            ],
        ),
        None => kind,
    }
}

/// What a channel was, with its sign; an open channel with a scope is partly open.
pub fn standing_run(catalogue: &Catalogue, ledger: &Ledger, answer: &Standing) -> Run {
    standing(standing_text(catalogue, ledger, answer), answer.possible)
}

/// What a channel was, with its sign; an open channel with a scope is partly open.
pub fn standing_text(catalogue: &Catalogue, ledger: &Ledger, answer: &Standing) -> String {
    if is_partly_open(ledger, answer) {
        let sign = sign(answer.possible.only());
        format!("{sign} {}", catalogue.say(Message::StatePartlyOpen))
    } else {
        signed_text(catalogue, answer.possible)
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
    evidence.best_source(ledger, &ledger.event(event))
}

/// On whose word an event stands: `B2 Financial Times`, `inferred`, or both.
pub fn word(
    catalogue: &Catalogue,
    ledger: &Ledger,
    event: EventKey,
    evidence: &Evidence,
) -> String {
    let mut parts = Vec::new();
    if let Some(grade) = evidence.grade(ledger, &ledger.event(event)) {
        parts.push(grade.to_string());
    }
    if let Some(source) = best_source(ledger, event, evidence) {
        parts.push(ledger.source(source).outlet.to_string());
    }
    let word = parts.join(" ");
    match (ledger.event(event).inferred, word.is_empty()) {
        (true, true) => catalogue.say(Message::InferredAlone),
        (true, false) => catalogue.fill(Message::Inferred, &[("word", Value::from(&word))]),
        (false, true) => catalogue.say(Message::NoSourceOut),
        (false, false) => word,
    }
}

/// How old the last evidence is, and whether that is too old: `47 days`, `47–183 days, stale`.
///
/// Where a later event had perhaps happened, there may be newer evidence: `0–183 days`.
pub fn age(catalogue: &Catalogue, last: &LastEvidence, staleness: Staleness) -> String {
    let least = if last.may_be_newer { 0 } else { last.age_days };
    let age = match last.most_days {
        Some(most) if least == most => catalogue.fill(Message::Days, &[("count", least.into())]),
        Some(most) => catalogue.fill(
            Message::DaysBetween,
            &[("least", least.into()), ("most", most.into())],
        ),
        None => catalogue.fill(Message::DaysOrMore, &[("count", least.into())]),
    };
    let with = |message| catalogue.fill(message, &[("age", Value::from(&age))]);
    match staleness {
        Staleness::Fresh => age,
        Staleness::Perhaps => with(Message::PerhapsStale),
        Staleness::Stale => with(Message::Stale),
    }
}

/// The text of a line, without its roles.
pub fn line_text(line: &[Run]) -> String {
    line.iter().map(|run| run.text.as_str()).collect()
}

/// A title in the quotation marks of the language.
pub fn quoted(catalogue: &Catalogue, title: &str) -> String {
    let say = |message| catalogue.say(message);
    format!(
        "{}{title}{}",
        say(Message::QuoteBegins),
        say(Message::QuoteEnds)
    )
}
