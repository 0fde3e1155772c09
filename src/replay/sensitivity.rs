//! Whether the answer hangs on a single source.

use std::collections::BTreeSet;

use crate::model::belief::Evidence;
use crate::model::id::{ChannelKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::model::states::States;

use super::status::AsOf;
use super::timeline::Timeline;

/// What a channel would be if one source did not exist.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Without {
    /// The source left out.
    pub source: SourceKey,
    /// What the channel may have been without it.
    pub possible: States,
}

/// Leaves out, one at a time, every source that bears on a channel.
///
/// A source bears on it if one of its events cites it, or is withdrawn on its word. A source that
/// was not out by the day of knowledge counts too: that an event was public earlier (`reported`)
/// is known from the sources that it cites.
pub fn sensitivity(ledger: &Ledger, channel: ChannelKey, as_of: &AsOf) -> Vec<Without> {
    let mut sources = BTreeSet::new();
    let mut open = ledger.order(channel).to_vec();
    while let Some(key) = open.pop() {
        let event = ledger.event(key);
        sources.extend(event.citations.iter().map(|citation| citation.source));
        sources.extend(
            event
                .withdrawn
                .as_ref()
                .and_then(|withdrawal| withdrawal.source),
        );
        open.extend_from_slice(ledger.corrections_of(key));
    }
    sources
        .into_iter()
        .map(|source| {
            let evidence = Evidence {
                without: Some(source),
                ..as_of.evidence
            };
            let possible = Timeline::replay(ledger, channel, &evidence).possible(as_of.on);
            Without { source, possible }
        })
        .collect()
}
