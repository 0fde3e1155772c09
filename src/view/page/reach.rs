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
        let dates = events.iter().map(|key| &ledger.event(*key).date);
        let days = dates.flat_map(|date| [date.earliest(), date.latest()]);
        let named: BTreeSet<NaiveDate> = days.flatten().chain([as_of.on]).collect();
        let last = named.last().copied().unwrap_or(as_of.on);
        let begin = named.first().copied().unwrap_or(as_of.on).min(as_of.on);
        let margin = u64::try_from((last - begin).num_days() / 40).unwrap_or(0) + 1;
        let first = since.map_or_else(|| before(begin, margin), |since| since.min(as_of.on));

        let out = events.iter().flat_map(|key| news(ledger, *key));
        let posts = channels
            .iter()
            .flat_map(|channel| &ledger.channel(*channel).posts);
        let out: BTreeSet<NaiveDate> = out
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

/// The days on which an event becomes known and on which it is withdrawn.
fn news(ledger: &Ledger, key: EventKey) -> impl Iterator<Item = NaiveDate> {
    let event = ledger.event(key);
    let withdrawn = event
        .withdrawn
        .as_ref()
        .and_then(|withdrawal| withdrawal.date.latest());
    known_from(ledger, event).into_iter().chain(withdrawn)
}
