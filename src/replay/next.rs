//! What may happen next, and what may not.

use crate::model::machine::{Kind, Refusal, State, Step, step};
use crate::model::states::States;

/// What the machine would make of a kind of event now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Next {
    /// The kind.
    pub kind: Kind,
    /// The states in which it would be accepted.
    pub accepted_in: States,
    /// The states that it would leave, where it is accepted.
    pub leads_to: States,
    /// The states in which it would be refused, and why.
    pub refused_in: Vec<(State, Refusal)>,
}

/// What may and may not happen next in any of some states, kind by kind.
///
/// `context` is left out, for it happens to no channel.
///
/// ```
/// use detente::model::machine::{Kind, State, Status};
/// use detente::replay::next::next;
/// let now = [State::Recorded(Status::Suspended)].into_iter().collect();
/// let contact = next(now).into_iter().find(|next| next.kind == Kind::Contact);
/// assert!(contact.is_some_and(|contact| contact.accepted_in.is_empty()));
/// ```
pub fn next(now: States) -> Vec<Next> {
    Kind::ALL
        .into_iter()
        .filter(|kind| *kind != Kind::Context)
        .map(|kind| {
            let mut next = Next {
                kind,
                accepted_in: States::EMPTY,
                leads_to: States::EMPTY,
                refused_in: Vec::new(),
            };
            for state in now.iter() {
                match step(state, kind) {
                    Step::Sets(status) => {
                        next.accepted_in.insert(state);
                        next.leads_to.insert(State::Recorded(status));
                    }
                    Step::Witnesses => {
                        next.accepted_in.insert(state);
                        next.leads_to.insert(state);
                    }
                    Step::Refused(refusal) => next.refused_in.push((state, refusal)),
                }
            }
            next
        })
        .collect()
}
