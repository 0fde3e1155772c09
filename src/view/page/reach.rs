//! Which days a page shows, on either axis.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::model::belief::known_from;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::replay::status::AsOf;

/// The days that a page shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Reach {
    /// The first day of the axis.
    pub(super) first: NaiveDate,
    /// The last day of the axis.
    pub(super) last: NaiveDate,
    /// The first day of knowledge that can be chosen.
    pub(super) known_first: NaiveDate,
    /// The last day of knowledge that can be chosen, before all that the ledger holds.
    pub(super) known_last: NaiveDate,
    /// The day from which on events are told, if not all are.
    pub(super) since: Option<NaiveDate>,
}

impl Reach {
    /// The days that the events of a page name, and the two that are asked about.
    pub(super) fn of(
        ledger: &Ledger,
        as_of: &AsOf,
        channels: &[ChannelKey],
        events: &BTreeSet<EventKey>,
        since: Option<NaiveDate>,
    ) -> Self {
        let dates = events.iter().map(|key| ledger.event(*key).date);
        let days = dates.flat_map(|date| [date.earliest(), date.latest()]);
        let named: BTreeSet<NaiveDate> = days.flatten().chain([as_of.on]).collect();
        let last = named.last().copied().unwrap_or(as_of.on);
        let begin = named.first().copied().unwrap_or(as_of.on).min(as_of.on);
        let margin = u64::try_from((last - begin).num_days() / 40).unwrap_or(0) + 1;
        let first = since.map_or_else(|| before(begin, margin), |since| since.min(as_of.on));

        // On these days an answer may change, be it of an event that is too old to be told.
        let of_channels = channels
            .iter()
            .flat_map(|channel| ledger.order(*channel).iter().copied());
        let mut open: Vec<EventKey> = of_channels.chain(events.iter().copied()).collect();
        let mut seen = BTreeSet::new();
        while let Some(key) = open.pop() {
            if seen.insert(key) {
                open.extend_from_slice(ledger.corrections_of(key));
            }
        }
        let posts = channels
            .iter()
            .flat_map(|channel| &ledger.channel(*channel).posts);
        let out: BTreeSet<NaiveDate> = seen
            .into_iter()
            .flat_map(|key| news(ledger, key))
            .chain(posts.flat_map(|post| ledger.post(*post).news()))
            .filter(|day| since.is_none_or(|since| *day >= since))
            .chain(as_of.evidence.known)
            .collect();
        let known_last = out.last().copied().unwrap_or(as_of.on);
        let known_first = before(out.first().copied().unwrap_or(as_of.on), 1);
        Self {
            first,
            last: last.max(first),
            known_first,
            known_last,
            since,
        }
    }

    /// The day before the axis begins, on which one may stand too.
    pub(super) fn eve(&self) -> NaiveDate {
        before(self.first, 1)
    }
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days))
        .unwrap_or(NaiveDate::MIN)
}

/// The days on which an event becomes known, better founded or withdrawn.
///
/// That it was written down when it was known already is no news.
fn news(ledger: &Ledger, key: EventKey) -> impl Iterator<Item = NaiveDate> {
    let event = ledger.event(key);
    let cited = event.citations.iter();
    let published = cited.map(|citation| &ledger.source(citation.source).published);
    let withdrawn = event
        .withdrawn
        .into_iter()
        .map(|withdrawal| &withdrawal.date);
    let dates = published.chain(withdrawn);
    known_from(ledger, &event)
        .into_iter()
        .chain(dates.filter_map(|date| date.latest()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use crate::model::belief::Evidence;
    use crate::read;

    use super::*;

    const LEDGER: &str = "
title: Two capitals
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
sources:
  - {id: rumour, outlet: Rumour, title: Open, published: 2023-02-20, reliability: E}
  - {id: archive, outlet: Archive, title: Open, published: 2024-06-10, reliability: A}
events:
  - id: opening
    date: 2023-01-01
    kind: opened
    channels: [line]
    recorded: 2025-03-01
    summary: The line is opened.
    sources: [{source: rumour, credibility: 5}, {source: archive, credibility: 1}]
";

    #[test]
    fn a_better_source_that_comes_out_later_is_within_reach() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let ledger = read::check(LEDGER).ledger.unwrap();
        let as_of = AsOf {
            on: day("2024-12-31"),
            evidence: Evidence::ALL,
        };
        let channels: Vec<ChannelKey> = ledger.channels().map(|(channel, _)| channel).collect();
        let all: BTreeSet<EventKey> = ledger.events().map(|(event, _)| event).collect();
        for (told, since, first) in [
            (all, None, "2023-02-19"),
            (BTreeSet::new(), Some(day("2024-01-01")), "2024-06-09"),
        ] {
            let reach = Reach::of(&ledger, &as_of, &channels, &told, since);
            assert_eq!(reach.known_first, day(first));
            assert_eq!(reach.known_last, day("2024-06-10"));
        }
    }
}
