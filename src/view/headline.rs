//! What a report finds, in one sentence.

use crate::model::ledger::Ledger;
use crate::model::machine::{State, Status};
use crate::replay::report::Caveats;
use crate::replay::status::Standing;

use super::answered::Answered;
use super::language::{Catalogue, Message, Value};
use super::replay::since;

/// What a report finds: `Of 6 channels 1 is open, 5 are negotiating; 1 rests on an imprecise date`.
pub fn headline(catalogue: &Catalogue, ledger: &Ledger, standings: &[Standing]) -> String {
    let counts = Answered::counts(ledger, standings);
    let found = match (standings, &counts[..]) {
        ([], _) | (_, []) => return catalogue.say(Message::NoChannels),
        ([only], [(answered, _), ..]) => return one(catalogue, ledger, only, *answered),
        _ => {
            let parts: Vec<String> = counts
                .iter()
                .map(|(answered, count)| counted(catalogue, answered_message(*answered), *count))
                .collect();
            let parts = parts.join(", ");
            catalogue.fill(
                Message::HeadlineOf,
                &[
                    ("channels", standings.len().into()),
                    ("parts", Value::from(&parts)),
                ],
            )
        }
    };
    let Caveats {
        imprecise,
        stale,
        vacant,
        gaps,
    } = Caveats::of(ledger, standings.iter());
    let caveats = [
        (Message::HeadlineImprecise, imprecise),
        (Message::HeadlineStale, stale),
        (Message::HeadlineVacant, vacant),
        (Message::HeadlineGaps, gaps),
    ];
    let caveats = caveats.into_iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> = caveats
        .map(|(message, count)| counted(catalogue, message, count))
        .collect();
    if parts.is_empty() {
        found
    } else {
        format!("{found}; {}", parts.join(", "))
    }
}

/// What a single channel was, and since when.
fn one(catalogue: &Catalogue, ledger: &Ledger, standing: &Standing, answered: Answered) -> String {
    let status = match answered {
        Answered::Uncertain => super::words::states(catalogue, standing.possible),
        Answered::PartlyOpen | Answered::Certain(_) => answered.word(catalogue),
    };
    let found = catalogue.fill(
        Message::HeadlineOne,
        &[
            ("name", Value::from(&*ledger.channel(standing.channel).name)),
            ("status", Value::from(&status)),
        ],
    );
    let since = standing
        .setting
        .map(|setting| since(catalogue, &ledger.event(setting.event)));
    let found = found + &since.unwrap_or_default();
    // That its date is imprecise has just been said.
    let Caveats {
        imprecise: _,
        stale,
        vacant,
        gaps,
    } = Caveats::of(ledger, [standing].into_iter());
    let its = [
        (Message::HeadlineItsEvidence, stale),
        (Message::HeadlineItsPost, vacant),
        (Message::HeadlineItsHistory, gaps),
    ];
    let its = its.into_iter().filter(|(_, count)| *count > 0);
    let its: Vec<String> = its.map(|(message, _)| catalogue.say(message)).collect();
    if its.is_empty() {
        found
    } else {
        format!("{found}; {}", its.join(", "))
    }
}

/// How a number of channels that were something is said: `5 are negotiating`.
pub fn counted(catalogue: &Catalogue, message: Message, count: usize) -> String {
    catalogue.fill(message, &[("count", count.into())])
}

/// The message that counts an answer.
pub const fn answered_message(answered: Answered) -> Message {
    match answered {
        Answered::Certain(State::Recorded(Status::Open)) => Message::HeadlineOpen,
        Answered::Certain(State::Recorded(Status::Suspended)) => Message::HeadlineSuspended,
        Answered::Certain(State::Recorded(Status::Negotiating)) => Message::HeadlineNegotiating,
        Answered::Certain(State::Unrecorded) => Message::HeadlineUnrecorded,
        Answered::PartlyOpen => Message::HeadlinePartlyOpen,
        Answered::Uncertain => Message::HeadlineUncertain,
    }
}
