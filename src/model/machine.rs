//! The status machine: one pure, exhaustive function from (state, kind) to a step.
//!
//! [`step`] is the only place in the program that knows what may follow what. The table of
//! `detente machine`, the one in docs/statuses.md, the "what may happen next" of
//! `detente why` and every refusal are printed from it. It has no wildcard arm: a new
//! [`Kind`] or [`Status`] does not compile until each of its cells is answered.

mod chain;
mod passage;

pub use super::kind::Kind;
pub use super::status::{State, Status};
pub(crate) use chain::Chain;
pub(crate) use passage::Passage;

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
