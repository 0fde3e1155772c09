//! Whether the answer hangs on a single source.

use std::collections::BTreeSet;

use crate::model::belief::Evidence;
use crate::model::id::{ChannelKey, EventKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::model::states::States;

use super::status::{AsOf, Setting, Standing, setting};
use super::timeline::Timeline;

/// What leaving out single sources does to the answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sensitivity {
    /// What the channel would be without each of the sources tried, in the ledger's order.
    pub without: Vec<Without>,
    /// How many more sources bear on the channel, and were not tried, because there are too many.
    pub untried: usize,
}

/// What a channel would be if one source did not exist.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Without {
    /// The source left out.
    pub source: SourceKey,
    /// What the channel may have been without it.
    pub possible: States,
    /// The event that would then have set its status, if it certainly had one.
    pub setting: Option<Setting>,
}

impl Without {
    /// Whether the answer would be another: the status, since when, or on how good a word.
    pub fn changes(&self, standing: &Standing) -> bool {
        self.possible != standing.possible || self.setting != standing.setting
    }
}

/// How many events are replayed at the most to try every source.
///
/// Each source costs a replay of the channel. A channel that people follow has some dozens of
/// sources; beyond the bound the sources of the latest events are tried, and the rest counted.
const MOST_REPLAYED: usize = 20_000_000;

/// Leaves out, one at a time, every source that bears on a channel.
///
/// A source bears on it if one of its events cites it, or is withdrawn on its word. A source that
/// was not out by the day of knowledge counts too: that an event was public earlier (`reported`)
/// is known from the sources that it cites.
pub fn sensitivity(ledger: &Ledger, channel: ChannelKey, as_of: &AsOf) -> Sensitivity {
    let bearing = bearing(ledger, channel);
    let most = (MOST_REPLAYED / ledger.order(channel).len().max(1)).max(1);
    let mut tried: Vec<SourceKey> = bearing.iter().take(most).copied().collect();
    tried.sort_unstable();
    let without = tried.iter().map(|&source| {
        let evidence = Evidence {
            without: Some(source),
            ..as_of.evidence
        };
        let as_of = AsOf { evidence, ..*as_of };
        let timeline = Timeline::replay(ledger, channel, &evidence);
        let possible = timeline.possible(as_of.on);
        Without {
            source,
            possible,
            setting: setting(ledger, &timeline, &as_of, possible),
        }
    });
    Sensitivity {
        without: without.collect(),
        untried: bearing.len() - tried.len(),
    }
}

/// The sources that bear on a channel, those of its latest events first.
fn bearing(ledger: &Ledger, channel: ChannelKey) -> Vec<SourceKey> {
    let mut seen_events: BTreeSet<EventKey> = BTreeSet::new();
    let mut seen_sources: BTreeSet<SourceKey> = BTreeSet::new();
    let mut sources = Vec::new();
    let mut open = ledger.order(channel).to_vec();
    while let Some(key) = open.pop() {
        if !seen_events.insert(key) {
            continue;
        }
        let event = ledger.event(key);
        let cited = event.citations.iter().map(|citation| citation.source);
        let withdrawn_by = event
            .withdrawn
            .as_ref()
            .and_then(|withdrawal| withdrawal.source);
        sources.extend(
            cited
                .chain(withdrawn_by)
                .filter(|source| seen_sources.insert(*source)),
        );
        open.extend_from_slice(ledger.corrections_of(key));
    }
    sources
}
