//! What the machine makes of many events, looked up rather than decided.
//!
//! In a long replay a processor guesses wrong at every other decision, and loses more by that than a step
//! takes.

use super::{Kind, State, Status, Step, after, step};

/// What one kind of event does in one state, as far as a long replay asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Passage {
    /// The state after it.
    pub(crate) after: State,
    /// Whether the machine refuses it.
    pub(crate) is_refused: bool,
}

impl Passage {
    /// What [`step`] and [`after`] say.
    pub(super) const fn find(state: State, kind: Kind) -> Self {
        Self {
            after: after(state, kind),
            is_refused: matches!(step(state, kind), Step::Refused(_)),
        }
    }

    #[inline]
    pub(crate) fn of(state: State, kind: Kind) -> Self {
        PASSAGES[place_of_state(state)][place_of_kind(kind)]
    }
}

static PASSAGES: [[Passage; Kind::ALL.len()]; State::ALL.len()] = {
    let mut passages =
        [[Passage::find(State::Unrecorded, Kind::Context); Kind::ALL.len()]; State::ALL.len()];
    let mut row = 0;
    while row < State::ALL.len() {
        let mut column = 0;
        while column < Kind::ALL.len() {
            let (state, kind) = (State::ALL[row], Kind::ALL[column]);
            passages[place_of_state(state)][place_of_kind(kind)] = Passage::find(state, kind);
            column += 1;
        }
        row += 1;
    }
    passages
};

pub(super) const fn place_of_state(state: State) -> usize {
    match state {
        State::Unrecorded => 0,
        State::Recorded(Status::Open) => 1,
        State::Recorded(Status::Suspended) => 2,
        State::Recorded(Status::Negotiating) => 3,
    }
}

/// Added up rather than told apart one by one, which a compiler makes a jump of that is guessed wrong.
pub(super) const fn place_of_kind(kind: Kind) -> usize {
    let place = match kind {
        Kind::Opened => 0,
        Kind::Suspended => 1,
        Kind::Talks => 2,
        Kind::Resumed => 3,
        Kind::Collapsed => 4,
        Kind::Contact => 5,
        Kind::Sought => 6,
        Kind::Declined => 7,
        Kind::Unanswered => 8,
        Kind::Confirmed(_) => 9,
        Kind::Context => 10,
    };
    let behind = match kind {
        Kind::Confirmed(Status::Suspended) => 2,
        Kind::Confirmed(Status::Negotiating) => 3,
        Kind::Confirmed(Status::Open)
        | Kind::Opened
        | Kind::Suspended
        | Kind::Talks
        | Kind::Resumed
        | Kind::Collapsed
        | Kind::Contact
        | Kind::Sought
        | Kind::Declined
        | Kind::Unanswered
        | Kind::Context => 0,
    };
    place + behind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_up_is_what_the_machine_says() {
        for state in State::ALL {
            for kind in Kind::ALL {
                let passage = Passage::of(state, kind);
                let is_refused = matches!(step(state, kind), Step::Refused(_));
                assert_eq!(passage.after, after(state, kind), "{state:?} {kind:?}");
                assert_eq!(passage.is_refused, is_refused, "{state:?} {kind:?}");
            }
        }
    }
}
