//! Whether the answer hangs on a single source.

use std::collections::{BTreeMap, BTreeSet};

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
    sensitivity_within(ledger, channel, as_of, MOST_REPLAYED)
}

/// Leaves out sources one at a time, as long as no more events than so many are replayed.
fn sensitivity_within(
    ledger: &Ledger,
    channel: ChannelKey,
    as_of: &AsOf,
    most_replayed: usize,
) -> Sensitivity {
    let Bearing { sources, resting } = Bearing::of(ledger, channel);
    let most = (most_replayed / ledger.order(channel).len().max(1)).max(1);
    let mut tried: Vec<SourceKey> = sources.iter().take(most).copied().collect();
    tried.sort_unstable();
    let believed = as_of.evidence.believed(ledger);
    let without = tried.iter().map(|&source| {
        let evidence = Evidence {
            without: Some(source),
            ..as_of.evidence
        };
        let as_of = AsOf { evidence, ..*as_of };
        // Whatever the source has no part in is believed as it was.
        let resting = resting.get(&source);
        let believes = |event| match resting {
            Some(events) if events.contains(&event) => evidence.believes(ledger, event),
            Some(_) | None => believed.contains(event),
        };
        let timeline = Timeline::of(ledger, channel, believes);
        let possible = timeline.possible(as_of.on);
        Without {
            source,
            possible,
            setting: setting(ledger, &timeline, &as_of, possible),
        }
    });
    Sensitivity {
        without: without.collect(),
        untried: sources.len() - tried.len(),
    }
}

/// What bears on a channel.
struct Bearing {
    /// The sources, those of the latest events first.
    sources: Vec<SourceKey>,
    /// For each of them the events of which it may decide whether they are believed.
    resting: BTreeMap<SourceKey, BTreeSet<EventKey>>,
}

impl Bearing {
    fn of(ledger: &Ledger, channel: ChannelKey) -> Self {
        let mut seen: BTreeSet<EventKey> = BTreeSet::new();
        let mut sources = Vec::new();
        let mut resting: BTreeMap<SourceKey, BTreeSet<EventKey>> = BTreeMap::new();
        let mut open = ledger.order(channel).to_vec();
        while let Some(key) = open.pop() {
            if !seen.insert(key) {
                continue;
            }
            let event = ledger.event(key);
            let cited = event.citations.iter().map(|citation| citation.source);
            let withdrawn_by = event
                .withdrawn
                .as_ref()
                .and_then(|withdrawal| withdrawal.source);
            for source in cited.chain(withdrawn_by) {
                let events = resting.entry(source).or_insert_with(|| {
                    sources.push(source);
                    BTreeSet::new()
                });
                let replaced = |key: &EventKey| ledger.event(*key).corrects;
                // Where one of a chain is known, the rest of the chain is too.
                std::iter::successors(Some(key), replaced).all(|key| events.insert(key));
            }
            open.extend_from_slice(ledger.corrections_of(key));
        }
        Self { sources, resting }
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::read::check;

    /// Four events, each with a source of its own but the last, which is withdrawn on the word of
    /// another; `fix` replaces the first.
    const LEDGER: &str = "\
title: Test
parties: [{id: USA, name: U}, {id: CHN, name: C}]
channels:
  - {id: line, name: L, parties: [USA, CHN]}
  - {id: talks, name: T, parties: [USA, CHN]}
sources:
  - {id: s0, outlet: O, title: T, published: 2023-12-01}
  - {id: s1, outlet: O, title: T, published: 2023-12-01}
  - {id: s2, outlet: O, title: T, published: 2023-12-01}
  - {id: s3, outlet: O, title: T, published: 2023-12-01}
  - {id: s4, outlet: O, title: T, published: 2023-12-01}
  - {id: s5, outlet: O, title: T, published: 2023-12-01}
events:
  - {id: e1, date: 2023-01-01, kind: suspended, channels: [line], summary: S, sources: [s4]}
  - {id: e2, date: 2023-01-02, kind: sought, channels: [line], summary: S, sources: [s1]}
  - {id: e3, date: 2023-01-03, kind: sought, channels: [line], summary: S, sources: [s2, s1]}
  - id: e4
    date: 2023-01-04
    kind: sought
    channels: [line]
    summary: S
    sources: [s3]
    withdrawn: {date: 2023-12-02, source: s0, reason: R}
  - {id: fix, date: 2023-01-01, kind: suspended, channels: [talks], corrects: e1, summary: S, sources: [s5]}
";

    /// The sources tried, in their order, and how many were not.
    fn tried(most_replayed: usize) -> (Vec<String>, usize) {
        let ledger = check(LEDGER).ledger.expect("a sound ledger");
        let (line, _) = ledger.channels().next().expect("a channel");
        let as_of = AsOf {
            on: NaiveDate::MAX,
            evidence: Evidence::ALL,
        };
        let Sensitivity { without, untried } =
            sensitivity_within(&ledger, line, &as_of, most_replayed);
        let sources = without
            .iter()
            .map(|without| ledger.source(without.source).id.to_string());
        (sources.collect(), untried)
    }

    #[test]
    fn every_source_that_bears_on_the_channel_is_tried_if_that_is_not_too_much() {
        let all = ["s0", "s1", "s2", "s3", "s4", "s5"].map(String::from);
        assert_eq!(tried(MOST_REPLAYED), (all.to_vec(), 0));
        assert_eq!(tried(6 * 4), (all.to_vec(), 0));
    }

    #[test]
    fn of_too_many_sources_those_of_the_latest_events_are_tried_and_the_rest_counted() {
        let some = |sources: &[&str]| sources.iter().map(|&id| id.to_owned()).collect();
        assert_eq!(tried(6 * 4 - 1), (some(&["s0", "s1", "s2", "s3", "s4"]), 1));
        assert_eq!(tried(4 * 4), (some(&["s0", "s1", "s2", "s3"]), 2));
        assert_eq!(tried(2 * 4), (some(&["s0", "s3"]), 4));
        assert_eq!(tried(4), (some(&["s3"]), 5));
        assert_eq!(tried(0), (some(&["s3"]), 5));
    }
}
