//! The words that the script of a page puts together, as patterns with named gaps.
//!
//! The script knows no language: it fills in numbers, days and texts, and chooses between the form for one and
//! the form for any other number.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::belief::Evidence;
use crate::model::machine::State;
use crate::model::states::States;
use crate::view::answered::Answered;
use crate::view::headline::answered_message;
use crate::view::language::{Catalogue, Message, Value};
use crate::view::words;

/// The form for one, and the form for any other number.
type Counted = [String; 2];

/// The words of a page.
#[derive(Serialize)]
pub(super) struct Spoken {
    days: Counted,
    between: String,
    more: Counted,
    stale: String,
    perhaps_stale: String,
    /// What is said of no channels, of a single one, of several.
    none: String,
    one: String,
    since: String,
    its_evidence: String,
    its_post: String,
    its_history: String,
    of: String,
    /// How each of [`Answered::ALL`] is counted.
    counted: Vec<Counted>,
    imprecise: Counted,
    stale_ones: Counted,
    vacant: Counted,
    gaps: Counted,
    on: String,
    known: String,
    all: String,
    grade: String,
    everything: String,
    not_yet_known: Counted,
    play: String,
    pause: String,
    band: String,
    foot_on: String,
    foot_known: String,
    foot_everything: String,
    /// The words for a set of states, by its bits.
    states: BTreeMap<u8, String>,
    /// The words by which the style knows single states, by their bits.
    classes: BTreeMap<u8, &'static str>,
    /// What may happen next, by the bits of the possible states.
    next: BTreeMap<u8, Vec<String>>,
}

impl Spoken {
    pub(super) fn of(
        catalogue: &Catalogue,
        evidence: &Evidence,
        next: BTreeMap<u8, Vec<String>>,
    ) -> Self {
        let say = |message| catalogue.say(message);
        let gap = |message, names: &[&'static str]| pattern(catalogue, message, names);
        let counted = |message| counted(catalogue, message);
        let floor = evidence.min_grade.map(|floor| floor.to_string());
        let grade = floor
            .map(|floor| catalogue.fill(Message::AsOfGrade, &[("grade", Value::from(&floor))]));
        Self {
            days: counted(Message::Days),
            between: gap(Message::DaysBetween, &["least", "most"]),
            more: counted(Message::DaysOrMore),
            stale: gap(Message::Stale, &["age"]),
            perhaps_stale: gap(Message::PerhapsStale, &["age"]),
            none: say(Message::NoChannels),
            one: gap(Message::HeadlineOne, &["name", "status"]),
            since: gap(Message::SinceDate, &["date"]),
            its_evidence: say(Message::HeadlineItsEvidence),
            its_post: say(Message::HeadlineItsPost),
            its_history: say(Message::HeadlineItsHistory),
            of: gap(Message::HeadlineOf, &["channels", "parts"]),
            counted: Answered::ALL
                .into_iter()
                .map(|answered| counted(answered_message(answered)))
                .collect(),
            imprecise: counted(Message::HeadlineImprecise),
            stale_ones: counted(Message::HeadlineStale),
            vacant: counted(Message::HeadlineVacant),
            gaps: counted(Message::HeadlineGaps),
            on: gap(Message::AsOfOn, &["day"]),
            known: gap(Message::AsOfKnown, &["day"]),
            all: say(Message::PageAsAll),
            grade: grade.unwrap_or_default(),
            everything: everything(catalogue),
            not_yet_known: counted(Message::PageNotYetKnown),
            play: say(Message::PagePlay),
            pause: say(Message::PagePause),
            band: gap(Message::PageBand, &["state", "from", "to"]),
            foot_on: gap(Message::FootOn, &["day"]),
            foot_known: gap(Message::FootKnown, &["day"]),
            foot_everything: say(Message::AllThatTheLedgerHolds),
            states: all_states()
                .map(|states| (super::table::bits(states), words::states(catalogue, states)))
                .collect(),
            classes: all_states()
                .filter_map(|states| Some((super::table::bits(states), states.only()?.word())))
                .collect(),
            next,
        }
    }
}

/// How the last step of the day of knowledge is called.
pub(super) fn everything(catalogue: &Catalogue) -> String {
    catalogue.say(Message::AllThatTheLedgerHolds)
}

/// A message with its gaps left open, each by its name in braces.
fn pattern(catalogue: &Catalogue, message: Message, names: &[&'static str]) -> String {
    let gaps: Vec<(&'static str, String)> = names
        .iter()
        .map(|name| (*name, format!("{{{name}}}")))
        .collect();
    let values: Vec<(&'static str, Value<'_>)> = gaps
        .iter()
        .map(|(name, gap)| (*name, Value::from(gap)))
        .collect();
    catalogue.fill(message, &values)
}

/// A message that counts. A text in the place of its number brings out the form for any number; both
/// languages have only one other.
fn counted(catalogue: &Catalogue, message: Message) -> Counted {
    [
        catalogue.fill(message, &[("count", Value::Number(1))]),
        pattern(catalogue, message, &["count"]),
    ]
}

/// Every set of states but the empty one.
fn all_states() -> impl Iterator<Item = States> {
    (1..1_usize << State::ALL.len()).map(|bits| {
        let places = State::ALL.into_iter().enumerate();
        let chosen = places.filter(|(place, _)| bits >> place & 1 == 1);
        chosen.map(|(_, state)| state).collect()
    })
}
