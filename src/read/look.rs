//! Which events ask for a closer look, seen from their packed form alone: of nearly all there is nothing to say.

use chrono::NaiveDate;

use crate::model::channel::Channel;
use crate::model::events::{Row, Segment};
use crate::model::id::PartyKey;
use crate::model::ledger::Ledger;
use crate::model::machine::Kind;

/// What is to be known of a ledger to pick the events that ask for a closer look.
pub(super) struct Looks {
    /// By which day each source had certainly been published.
    published: Vec<Option<NaiveDate>>,
    channels: Vec<Sides>,
}

/// What is to be known of a channel: sixteen bytes, where the channel itself and the list of its parties would have to
/// be waited for.
struct Sides {
    /// A bit for each of its parties that is among the first 64 of the ledger.
    parties: u64,
    has_posts: bool,
}

impl Looks {
    pub(super) fn new(ledger: &Ledger) -> Self {
        Self {
            published: ledger
                .sources()
                .map(|(_, source)| source.published.latest())
                .collect(),
            channels: ledger
                .channels()
                .map(|(_, channel)| Sides::of(channel))
                .collect(),
        }
    }

    /// Whether there may be something to say of an event.
    #[inline]
    pub(super) fn are_asked_for(&self, segment: &Segment, row: &Row) -> bool {
        let ends_before = |end: Option<NaiveDate>| {
            end.is_some_and(|end| row.earliest.is_some_and(|begin| end < begin))
        };
        let mut cited = segment.citations_of(row).iter();
        let uses = uses_the_channel(row.kind);
        row.has_rare
            || cited.any(|citation| ends_before(self.published[citation.source.index()]))
            || row
                .recorded
                .is_some_and(|date| ends_before(segment.latest(date)))
            || segment.channels_of(row).iter().any(|channel| {
                let sides = &self.channels[channel.index()];
                row.by.is_some_and(|by| sides.may_lack(by)) || uses && sides.has_posts
            })
    }
}

impl Sides {
    fn of(channel: &Channel) -> Self {
        Self {
            parties: Self::bits(&channel.parties),
            has_posts: !channel.posts.is_empty(),
        }
    }

    fn bits(parties: &[PartyKey]) -> u64 {
        let bits = parties.iter().filter_map(|party| Self::bit(*party));
        bits.fold(0, |all, bit| all | bit)
    }

    fn bit(party: PartyKey) -> Option<u64> {
        1_u64.checked_shl(u32::try_from(party.index()).ok()?)
    }

    /// Whether a party may be none of its own; one without a bit always may.
    fn may_lack(&self, party: PartyKey) -> bool {
        Self::bit(party).is_none_or(|bit| self.parties & bit == 0)
    }
}

pub(super) fn uses_the_channel(kind: Kind) -> bool {
    match kind {
        Kind::Opened | Kind::Resumed | Kind::Contact => true,
        Kind::Suspended
        | Kind::Talks
        | Kind::Collapsed
        | Kind::Sought
        | Kind::Declined
        | Kind::Unanswered
        | Kind::Confirmed(_)
        | Kind::Context => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_outsider_is_taken_for_a_party() {
        let parties = [0, 5, 63, 64, 69].map(PartyKey::new);
        let sides = Sides {
            parties: Sides::bits(&parties),
            has_posts: false,
        };
        for party in (0..200).map(PartyKey::new) {
            let is_outside = !parties.contains(&party);
            assert!(sides.may_lack(party) || !is_outside);
            assert_eq!(sides.may_lack(party), is_outside || party.index() >= 64);
        }
    }
}
