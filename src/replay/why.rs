//! The shortest chain that explains a status.

use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;

use super::next::{Next, next};
use super::sensitivity::{Without, sensitivity};
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
    pub without: Vec<Without>,
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
    /// Its cause, the cause's cause, and so on, as far as they are believed.
    pub causes: Vec<EventKey>,
}

/// Explains what a channel was on a day.
pub fn why(ledger: &Ledger, channel: ChannelKey, as_of: &AsOf) -> Why {
    let timeline = Timeline::replay(ledger, channel, &as_of.evidence);
    let standing = standing(ledger, &timeline, as_of);
    let link = |entry: &Entry, certain| Link {
        entry: *entry,
        certain,
        causes: causes(ledger, entry.event, as_of),
    };

    let mut settings = timeline
        .certain_by(as_of.on)
        .iter()
        .rev()
        .filter(|entry| sets(ledger, entry));
    let mut because: Vec<Link> = settings
        .next()
        .map(|entry| link(entry, true))
        .into_iter()
        .collect();
    because.extend(standing.undecided.iter().map(|entry| link(entry, false)));
    Why {
        because,
        before: settings.next().copied(),
        without: sensitivity(ledger, channel, as_of),
        next: next(standing.possible),
        standing,
    }
}

/// The causes of an event that were believed, nearest first; a ledger has no circles of causes.
fn causes(ledger: &Ledger, event: EventKey, as_of: &AsOf) -> Vec<EventKey> {
    std::iter::successors(ledger.event(event).cause, |cause| {
        ledger.event(*cause).cause
    })
    .take_while(|cause| as_of.evidence.believes(ledger, *cause))
    .collect()
}
