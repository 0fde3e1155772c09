//! The status machine: one pure, exhaustive function from (state, kind) to a step.
//!
//! [`step`] is the only place in the program that knows what may follow what. The table of
//! `detente machine`, the one in docs/statuses.md, the "what may happen next" of
//! `detente why` and every refusal are printed from it. It has no wildcard arm: a new
//! [`Kind`] or [`Status`] does not compile until each of its cells is answered.

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
        Self::ALL
            .into_iter()
            .filter(|kind| {
                !matches!(
                    kind,
                    Self::Confirmed(Status::Suspended | Status::Negotiating)
                )
            })
            .map(Self::word)
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

/// What the machine makes of one kind of event in one state.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Step {
    /// Accepted: the channel now has this status.
    Sets(Status),
    /// Accepted: the status stays as it was.
    Witnesses,
    /// Not accepted, and why.
    Refused(Refusal),
}

/// Why the machine refuses an event.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Refusal {
    /// It is open, so it can neither be opened nor resumed.
    AlreadyOpen,
    /// It is suspended, so it cannot be suspended again.
    AlreadySuspended,
    /// The sides negotiate already.
    AlreadyNegotiating,
    /// A suspended channel is `resumed`, not `opened`.
    OpenedWhileSuspended,
    /// Nothing is recorded that could be resumed.
    ResumedWhileUnrecorded,
    /// The sides need not negotiate about restoring an open channel.
    TalksWhileOpen,
    /// No talks are recorded that could collapse.
    NoTalks,
    /// It was used although nothing says that it was open.
    ContactWhileUnrecorded,
    /// It was used although it was suspended.
    ContactWhileSuspended,
    /// It was used although the sides still negotiated about it.
    ContactWhileNegotiating,
    /// A source states another status than the replay has.
    Contradicted {
        /// What the source states.
        stated: Status,
    },
    /// `context` bears on no channel.
    BearsOnNoChannel,
}

impl Refusal {
    /// What is wrong, as the end of a sentence about the channel.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::AlreadyOpen => "is open already",
            Self::AlreadySuspended => "is suspended already",
            Self::AlreadyNegotiating => "is under negotiation already",
            Self::OpenedWhileSuspended => {
                "is suspended; what was suspended is `resumed`, not `opened`"
            }
            Self::ResumedWhileUnrecorded => "has no status yet, so there is nothing to resume",
            Self::TalksWhileOpen => "is open, so there is nothing to negotiate back",
            Self::NoTalks => "is not under negotiation, so no talks can collapse",
            Self::ContactWhileUnrecorded => "has no status yet, so it cannot be in use",
            Self::ContactWhileSuspended => "is suspended, so it cannot be in use",
            Self::ContactWhileNegotiating => "is still under negotiation, so it cannot be in use",
            Self::Contradicted { stated } => match stated {
                Status::Open => "does not replay to the `open` that the source states",
                Status::Suspended => "does not replay to the `suspended` that the source states",
                Status::Negotiating => {
                    "does not replay to the `negotiating` that the source states"
                }
            },
            Self::BearsOnNoChannel => "cannot be touched by a `context` event",
        }
    }

    /// What to do about it.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::AlreadyOpen => {
                "use `contact` for one more use of an open channel, or add the `suspended` that is \
                 missing before it"
            }
            Self::AlreadySuspended => {
                "use `confirmed` with `status: suspended` for a second report of the same suspension, \
                 or add the `resumed` that is missing before it"
            }
            Self::AlreadyNegotiating => {
                "use `confirmed` with `status: negotiating` for a second report of the same talks, or \
                 add the `collapsed` or `resumed` that is missing before it"
            }
            Self::OpenedWhileSuspended => "use `resumed`, or correct the date",
            Self::ResumedWhileUnrecorded => {
                "use `opened` for the first record of it, or add the `suspended` that is missing before it"
            }
            Self::TalksWhileOpen => {
                "use `contact` if the sides met over it, or add the `suspended` that is missing before it"
            }
            Self::NoTalks => "add the `talks` that are missing before it, or use `suspended`",
            Self::ContactWhileUnrecorded => "use `opened` for the first record of it",
            Self::ContactWhileSuspended => {
                "either a `resumed` is missing before it or the date is wrong"
            }
            Self::ContactWhileNegotiating => {
                "use `resumed` if this was the first use again, or correct the date"
            }
            Self::Contradicted { .. } => {
                "add the event that is missing before it, or correct its date or its `status`"
            }
            Self::BearsOnNoChannel => "remove its `channels`, or choose another kind",
        }
    }
}

/// The transition function: what one kind of event does in one state.
///
/// Source of the rules: the table in docs/statuses.md, which is printed from here.
///
/// ```
/// use detente::model::machine::{Kind, Refusal, State, Status, Step, step};
/// let suspended = State::Recorded(Status::Suspended);
/// assert_eq!(step(suspended, Kind::Resumed), Step::Sets(Status::Open));
/// assert_eq!(step(suspended, Kind::Declined), Step::Witnesses);
/// assert_eq!(
///     step(suspended, Kind::Contact),
///     Step::Refused(Refusal::ContactWhileSuspended)
/// );
/// ```
#[expect(
    clippy::match_same_arms,
    reason = "the cells stand kind by kind, to be read as a table"
)]
pub const fn step(state: State, kind: Kind) -> Step {
    use Kind as K;
    use Refusal as R;
    use State::{Recorded, Unrecorded};
    use Status::{Negotiating, Open, Suspended};
    use Step::{Refused, Sets, Witnesses};

    match (kind, state) {
        (K::Opened, Unrecorded | Recorded(Negotiating)) => Sets(Open),
        (K::Opened | K::Resumed, Recorded(Open)) => Refused(R::AlreadyOpen),
        (K::Opened, Recorded(Suspended)) => Refused(R::OpenedWhileSuspended),

        (K::Suspended, Unrecorded | Recorded(Open | Negotiating)) => Sets(Suspended),
        (K::Suspended, Recorded(Suspended)) => Refused(R::AlreadySuspended),

        (K::Talks, Unrecorded | Recorded(Suspended)) => Sets(Negotiating),
        (K::Talks, Recorded(Open)) => Refused(R::TalksWhileOpen),
        (K::Talks, Recorded(Negotiating)) => Refused(R::AlreadyNegotiating),

        (K::Resumed, Recorded(Suspended | Negotiating)) => Sets(Open),
        (K::Resumed, Unrecorded) => Refused(R::ResumedWhileUnrecorded),

        (K::Collapsed, Recorded(Negotiating)) => Sets(Suspended),
        (K::Collapsed, Unrecorded | Recorded(Open | Suspended)) => Refused(R::NoTalks),

        (K::Contact, Recorded(Open)) => Witnesses,
        (K::Contact, Unrecorded) => Refused(R::ContactWhileUnrecorded),
        (K::Contact, Recorded(Suspended)) => Refused(R::ContactWhileSuspended),
        (K::Contact, Recorded(Negotiating)) => Refused(R::ContactWhileNegotiating),

        (
            K::Sought | K::Declined | K::Unanswered,
            Unrecorded | Recorded(Open | Suspended | Negotiating),
        ) => Witnesses,

        (K::Confirmed(Open), Recorded(Open))
        | (K::Confirmed(Suspended), Recorded(Suspended))
        | (K::Confirmed(Negotiating), Recorded(Negotiating)) => Witnesses,
        (K::Confirmed(stated @ Open), Unrecorded | Recorded(Suspended | Negotiating))
        | (K::Confirmed(stated @ Suspended), Unrecorded | Recorded(Open | Negotiating))
        | (K::Confirmed(stated @ Negotiating), Unrecorded | Recorded(Open | Suspended)) => {
            Refused(R::Contradicted { stated })
        }

        (K::Context, Unrecorded | Recorded(Open | Suspended | Negotiating)) => {
            Refused(R::BearsOnNoChannel)
        }
    }
}

/// The state after one kind of event, accepted or not.
///
/// The replay is total: a refused kind that sets a status sets it all the same, because
/// something that is not in the ledger must have come between; a refused witness changes nothing.
///
/// ```
/// use detente::model::machine::{Kind, State, Status, after};
/// let open = State::Recorded(Status::Open);
/// assert_eq!(after(State::Unrecorded, Kind::Resumed), open);
/// assert_eq!(after(State::Unrecorded, Kind::Contact), State::Unrecorded);
/// ```
pub const fn after(state: State, kind: Kind) -> State {
    match kind.target() {
        Some(status) => State::Recorded(status),
        None => state,
    }
}
