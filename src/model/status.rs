//! What a channel can be: a status, or nothing recorded yet.

use std::fmt;

/// What a channel is: open, suspended, or under negotiation.
///
/// A channel without any event has no status at all; see [`State`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Status {
    /// It is used, or may be used.
    Open,
    /// A side has stopped using it.
    Suspended,
    /// The sides talk about restoring it.
    Negotiating,
}

impl Status {
    /// Every status, in the order in which answers list them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Suspended, Self::Negotiating];

    /// The word for it in files and answers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Suspended => "suspended",
            Self::Negotiating => "negotiating",
        }
    }

    /// What it means, in one line.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Open => "it is used, or may be used",
            Self::Suspended => "a side has stopped using it",
            Self::Negotiating => "the sides talk about restoring it",
        }
    }

    /// The status that a word names, if any does.
    ///
    /// ```
    /// use detente::model::machine::Status;
    /// assert_eq!(Status::from_word("open"), Some(Status::Open));
    /// assert_eq!(Status::from_word("closed"), None);
    /// ```
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// Where a channel stands in the machine: a [`Status`], or nothing recorded yet.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum State {
    /// No event has set a status; the program invents none.
    Unrecorded,
    /// An event has set this status.
    Recorded(Status),
}

impl State {
    /// Every state, in the order in which answers list them.
    pub const ALL: [Self; 4] = [
        Self::Recorded(Status::Open),
        Self::Recorded(Status::Suspended),
        Self::Recorded(Status::Negotiating),
        Self::Unrecorded,
    ];

    /// The word for it in answers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unrecorded => "unrecorded",
            Self::Recorded(status) => status.word(),
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
