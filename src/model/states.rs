//! A set of states: what a channel may be on a day.

use super::machine::State;

/// A set of [`State`]s, kept in the order of [`State::ALL`].
///
/// An answer that holds more than one state is uncertain, and the program claims none of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct States(u8);

impl States {
    /// The set of no state.
    pub const EMPTY: Self = Self(0);

    /// Adds a state.
    pub fn insert(&mut self, state: State) {
        self.0 |= Self::bit(state);
    }

    /// Whether the set holds a state.
    pub fn contains(self, state: State) -> bool {
        self.0 & Self::bit(state) != 0
    }

    /// Whether every state of this set is in the other.
    pub fn is_subset(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// How many states it holds.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether it holds none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its states, in the order of [`State::ALL`].
    pub fn iter(self) -> impl Iterator<Item = State> {
        State::ALL
            .into_iter()
            .filter(move |state| self.contains(*state))
    }

    /// The one state it holds, if it holds exactly one.
    ///
    /// ```
    /// use detente::model::{machine::State, states::States};
    /// let mut states: States = [State::Unrecorded].into_iter().collect();
    /// assert_eq!(states.only(), Some(State::Unrecorded));
    /// states.insert(State::ALL[0]);
    /// assert_eq!(states.only(), None);
    /// ```
    pub fn only(self) -> Option<State> {
        let mut states = self.iter();
        match (states.next(), states.next()) {
            (Some(state), None) => Some(state),
            (None | Some(_), _) => None,
        }
    }

    fn bit(state: State) -> u8 {
        use super::machine::Status::{Negotiating, Open, Suspended};
        match state {
            State::Recorded(Open) => 1,
            State::Recorded(Suspended) => 2,
            State::Recorded(Negotiating) => 4,
            State::Unrecorded => 8,
        }
    }
}

impl FromIterator<State> for States {
    fn from_iter<I: IntoIterator<Item = State>>(states: I) -> Self {
        let mut set = Self::EMPTY;
        for state in states {
            set.insert(state);
        }
        set
    }
}
