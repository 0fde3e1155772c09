//! What many events in a row make of a channel, whatever state they meet.

use super::passage::{place_of_kind, place_of_state};
use super::{Kind, Passage, State};

/// What events that follow each other do, for each state that a channel can be in before them.
///
/// So parts of a long file can be replayed side by side, before it is known in which state one leaves a channel to
/// the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Chain {
    /// The places of the states that they lead to, two bits for each state that they can meet, by its own place.
    after: u8,
    /// Whether the machine refuses one of them, a bit for each of these states.
    refused: u8,
}

impl Chain {
    /// No events.
    pub(crate) const EMPTY: Self = Self {
        after: 0b11_10_01_00,
        refused: 0,
    };

    /// Lets one more follow.
    #[inline]
    pub(crate) fn push(&mut self, kind: Kind) {
        let longer = LONGER[place_of_kind(kind)][usize::from(self.after)];
        self.after = longer.after;
        self.refused |= longer.refused;
    }

    /// What one more event does behind others that refuse nothing.
    const fn longer(after: u8, kind: Kind) -> Self {
        let mut longer = Self {
            after: 0,
            refused: 0,
        };
        let mut met = 0;
        while met < STATES.len() {
            let before = STATES[(after >> (2 * met) & 0b11) as usize];
            let passage = Passage::find(before, kind);
            longer.after |= bits_of_state(passage.after) << (2 * met);
            longer.refused |= (passage.is_refused as u8) << met;
            met += 1;
        }
        longer
    }

    /// Whether the machine refuses an event of chains that follow each other, the first of which meets an unrecorded
    /// channel.
    pub(crate) fn are_refused<'c>(chains: impl IntoIterator<Item = &'c Self>) -> bool {
        let mut state = State::Unrecorded;
        let mut passages = chains.into_iter().map(|chain| {
            let passage = chain.from(state);
            state = passage.after;
            passage
        });
        passages.any(|passage| passage.is_refused)
    }

    /// What they do if they meet a state: whether the machine refuses one of them, and the state after them.
    pub(crate) const fn from(self, state: State) -> Passage {
        let met = place_of_state(state);
        Passage {
            after: STATES[(self.after >> (2 * met) & 0b11) as usize],
            is_refused: self.refused >> met & 1 == 1,
        }
    }
}

/// The states by their places.
const STATES: [State; State::ALL.len()] = {
    let mut states = State::ALL;
    let mut index = 0;
    while index < states.len() {
        states[place_of_state(State::ALL[index])] = State::ALL[index];
        index += 1;
    }
    states
};

/// The place of a state in two bits.
const fn bits_of_state(state: State) -> u8 {
    let mut bits = 0;
    while bits as usize != place_of_state(state) {
        bits += 1;
    }
    bits
}

/// By the kind of one more event, and the states that those before it lead to.
static LONGER: [[Chain; 1 << u8::BITS]; Kind::ALL.len()] = {
    let mut longer = [[Chain::EMPTY; 1 << u8::BITS]; Kind::ALL.len()];
    let mut index = 0;
    while index < Kind::ALL.len() {
        let kind = Kind::ALL[index];
        let mut after = u8::MAX;
        loop {
            longer[place_of_kind(kind)][after as usize] = Chain::longer(after, kind);
            if after == 0 {
                break;
            }
            after -= 1;
        }
        index += 1;
    }
    longer
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chain(kinds: &[Kind]) -> Chain {
        let mut chain = Chain::EMPTY;
        for kind in kinds {
            chain.push(*kind);
        }
        chain
    }

    proptest! {
        #[test]
        fn chains_are_refused_where_one_of_all_their_events_is(
            kinds in prop::collection::vec(prop::sample::select(Kind::ALL.to_vec()), 0..5), length in 1..5_usize
        ) {
            let chains: Vec<Chain> = kinds.chunks(length).map(chain).collect();
            let whole = chain(&kinds).from(State::Unrecorded);
            prop_assert_eq!(Chain::are_refused(&chains), whole.is_refused);
        }

        #[test]
        fn a_chain_does_what_its_events_do_one_after_the_other(
            kinds in prop::collection::vec(prop::sample::select(Kind::ALL.to_vec()), 0..12)
        ) {
            let chain = chain(&kinds);
            for start in State::ALL {
                let mut wanted = Passage { after: start, is_refused: false };
                for kind in &kinds {
                    let next = Passage::of(wanted.after, *kind);
                    wanted = Passage { is_refused: wanted.is_refused || next.is_refused, ..next };
                }
                prop_assert_eq!(chain.from(start), wanted);
            }
        }
    }
}
