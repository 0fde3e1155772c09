//! What can happen to a channel.

use std::fmt;

use super::status::Status;

/// What an event says happened to a channel.
///
/// Five kinds set a status and have one target each; five bear witness and leave the status as
/// it is; `context` lies outside the channels and is kept as a cause.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// First use, or the first record of it.
    Opened,
    /// A side stops using it.
    Suspended,
    /// The sides agree to restore it, or negotiate about it.
    Talks,
    /// It is used again.
    Resumed,
    /// Those talks fail.
    Collapsed,
    /// It was used: a call, a meeting.
    Contact,
    /// One side asks; a wish is no negotiation.
    Sought,
    /// The other side says no; one refusal suspends nothing.
    Declined,
    /// A call rang out; silence is not suspension.
    Unanswered,
    /// A source states the status: the ledger's balance assertion.
    Confirmed(Status),
    /// Something outside the channels, kept as a cause.
    Context,
}

impl Kind {
    /// Every kind; `confirmed` once for each status it can state.
    pub const ALL: [Self; 13] = [
        Self::Opened,
        Self::Suspended,
        Self::Talks,
        Self::Resumed,
        Self::Collapsed,
        Self::Contact,
        Self::Sought,
        Self::Declined,
        Self::Unanswered,
        Self::Confirmed(Status::Open),
        Self::Confirmed(Status::Suspended),
        Self::Confirmed(Status::Negotiating),
        Self::Context,
    ];

    /// The word for it in the ledger.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Suspended => "suspended",
            Self::Talks => "talks",
            Self::Resumed => "resumed",
            Self::Collapsed => "collapsed",
            Self::Contact => "contact",
            Self::Sought => "sought",
            Self::Declined => "declined",
            Self::Unanswered => "unanswered",
            Self::Confirmed(_) => "confirmed",
            Self::Context => "context",
        }
    }

    /// The words of all kinds, each once, in the order of [`Kind::ALL`].
    ///
    /// ```
    /// use detente::model::machine::Kind;
    /// assert_eq!(Kind::words().count(), 11);
    /// ```
    pub fn words() -> impl Iterator<Item = &'static str> {
        let mut last = "";
        Self::ALL.into_iter().map(Self::word).filter(move |word| {
            let is_new = *word != last;
            last = word;
            is_new
        })
    }

    /// What to use it for, in one line.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Opened => "first use, or the first record of it",
            Self::Suspended => "a side stops using it",
            Self::Talks => "the sides agree to restore it, or negotiate about it",
            Self::Resumed => "it is used again",
            Self::Collapsed => "those talks fail",
            Self::Contact => "it was used: a call, a meeting",
            Self::Sought => "one side asks; a wish is no negotiation",
            Self::Declined => "the other side says no; one refusal suspends nothing",
            Self::Unanswered => "a call rang out; silence is not suspension",
            Self::Confirmed(_) => "a source states the status; the replay must agree",
            Self::Context => "something outside the channels, kept as a cause",
        }
    }

    /// The status that an event of this kind states; only `confirmed` states one.
    pub const fn states(self) -> Option<Status> {
        match self {
            Self::Confirmed(status) => Some(status),
            Self::Opened
            | Self::Suspended
            | Self::Talks
            | Self::Resumed
            | Self::Collapsed
            | Self::Contact
            | Self::Sought
            | Self::Declined
            | Self::Unanswered
            | Self::Context => None,
        }
    }

    /// The status that this kind sets, whatever came before; `None` for a kind that bears witness.
    pub const fn target(self) -> Option<Status> {
        match self {
            Self::Opened | Self::Resumed => Some(Status::Open),
            Self::Suspended | Self::Collapsed => Some(Status::Suspended),
            Self::Talks => Some(Status::Negotiating),
            Self::Contact
            | Self::Sought
            | Self::Declined
            | Self::Unanswered
            | Self::Confirmed(_)
            | Self::Context => None,
        }
    }
}

/// The word, and the status that it states: `confirmed open`.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.states() {
            Some(status) => f.pad(&format!("{} {status}", self.word())),
            None => f.pad(self.word()),
        }
    }
}
