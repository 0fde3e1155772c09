//! The shortest chain that explains a status.

use std::collections::BTreeSet;

use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;

use super::next::{Next, next};
use super::sensitivity::{Sensitivity, sensitivity};
use super::status::{AsOf, Standing, sets, standing};
use super::timeline::{Entry, Timeline};

/// Why a channel is what it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Why {
    /// What it is.
    pub standing: Standing,
    /// The events that explain it: the one that certainly set the status last, then those of
    /// which it is not decided whether they had happened.
    pub because: Vec<Link>,
    /// The status before the first of these, and the event that had set it.
    pub before: Option<Entry>,
    /// What the channel would be without each of the sources that bear on it.
    pub sensitivity: Sensitivity,
    /// What may and may not happen next.
    pub next: Vec<Next>,
}

/// An event and the chain of its causes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The event, as replayed.
    pub entry: Entry,
    /// Whether it had certainly happened by the day asked about.
    pub certain: bool,
    /// Its cause, the cause's cause, and so on, as far as they are believed, up to the first that an
    /// earlier link has told.
    pub causes: Vec<EventKey>,
}

/// Explains what a channel was on a day.
pub fn why(ledger: &Ledger, channel: ChannelKey, as_of: &AsOf) -> Why {
    let timeline = Timeline::replay(ledger, channel, &as_of.evidence);
    let standing = standing(ledger, &timeline, as_of);
    let mut told = BTreeSet::new();
    let mut link = |entry: &Entry, certain| Link {
        entry: *entry,
        certain,
        causes: causes(ledger, entry.event, as_of, &mut told),
    };

    let certain = timeline.certain_by(as_of.on).iter().rev();
    let mut settings = certain.filter(|entry| sets(ledger, entry));
    let mut because: Vec<Link> = settings
        .next()
        .map(|entry| link(entry, true))
        .into_iter()
        .collect();
    because.extend(standing.undecided.iter().map(|entry| link(entry, false)));
    Why {
        because,
        before: settings.next().copied(),
        sensitivity: sensitivity(ledger, channel, as_of),
        next: next(standing.possible),
        standing,
    }
}

/// The causes of an event that were believed, nearest first; a ledger has no circles of causes.
///
/// A chain ends with the first event that an earlier chain has told already, so that many events of
/// one long chain do not tell it again and again.
fn causes(
    ledger: &Ledger,
    event: EventKey,
    as_of: &AsOf,
    told: &mut BTreeSet<EventKey>,
) -> Vec<EventKey> {
    let mut causes = Vec::new();
    let mut next = ledger.event(event).cause;
    while let Some(cause) = next.filter(|cause| as_of.evidence.believes(ledger, *cause)) {
        causes.push(cause);
        next = ledger.event(cause).cause.filter(|_| told.insert(cause));
    }
    causes
}
