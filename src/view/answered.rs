//! What a channel was, in one word, and how many channels were what.

use crate::model::ledger::Ledger;
use crate::model::machine::{State, Status};
use crate::replay::status::Standing;

use super::language::{Catalogue, Message};
use super::words;

/// An answer as answers are counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Answered {
    /// One state is certain.
    Certain(State),
    /// It was open as far as a scope goes.
    PartlyOpen,
    /// The dates do not decide it.
    Uncertain,
}

impl Answered {
    /// Every answer, in the order in which they are counted.
    pub const ALL: [Self; 6] = [
        Self::Certain(State::Recorded(Status::Open)),
        Self::PartlyOpen,
        Self::Certain(State::Recorded(Status::Suspended)),
        Self::Certain(State::Recorded(Status::Negotiating)),
        Self::Certain(State::Unrecorded),
        Self::Uncertain,
    ];

    /// What a channel was.
    pub fn of(ledger: &Ledger, standing: &Standing) -> Self {
        if words::is_partly_open(ledger, standing) {
            Self::PartlyOpen
        } else {
            standing
                .possible
                .only()
                .map_or(Self::Uncertain, Self::Certain)
        }
    }

    /// How many channels were what, without what none was.
    pub fn counts(ledger: &Ledger, standings: &[Standing]) -> Vec<(Self, usize)> {
        let answers: Vec<Self> = standings.iter().map(|one| Self::of(ledger, one)).collect();
        let count = |wanted: Self| answers.iter().filter(|answer| **answer == wanted).count();
        Self::ALL
            .into_iter()
            .map(|answered| (answered, count(answered)))
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    /// The word for it.
    pub fn word(self, catalogue: &Catalogue) -> String {
        match self {
            Self::Certain(state) => words::state(catalogue, state),
            Self::PartlyOpen => catalogue.say(Message::StatePartlyOpen),
            Self::Uncertain => catalogue.say(Message::StateUncertain),
        }
    }
}
