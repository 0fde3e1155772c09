//! Whether a ledger is another one plus a change, and nothing else.

use std::collections::HashMap;

use crate::model::event::Event;
use crate::model::id::EventKey;
use crate::model::ledger::Ledger;

use super::change::Change;
use super::edit::positions;
use super::entry::{EventEntry, SourceEntry, WithdrawalEntry};
use super::place::Gaps;

/// Whether a ledger holds what the old one holds, in the same order, and the change where it was
/// meant to be.
pub(super) fn is_sum(sum: &Ledger, old: &Ledger, change: &Change, gaps: &Gaps) -> bool {
    sum.title() == old.title()
        && sum.stale_after() == old.stale_after()
        && sum.parties().eq(old.parties())
        && sum.posts().eq(old.posts())
        && has_channels(sum, old)
        && has_sources(sum, old, change)
        && has_events(sum, old, change, gaps)
}

/// Where a channel's entry stands is no part of what it is: new entries above it move it.
fn has_channels(sum: &Ledger, old: &Ledger) -> bool {
    sum.channels().count() == old.channels().count()
        && sum
            .channels()
            .zip(old.channels())
            .all(|((_, is), (_, should))| is.says_as(should))
}

fn has_sources(sum: &Ledger, old: &Ledger, change: &Change) -> bool {
    let entries = |ledger| Ledger::sources(ledger).map(|(_, source)| SourceEntry::of(source));
    entries(sum).eq(entries(old).chain(change.sources.iter().map(SourceEntry::trimmed)))
}

fn has_events(sum: &Ledger, old: &Ledger, change: &Change, gaps: &Gaps) -> bool {
    let withdrawals: HashMap<&str, WithdrawalEntry> = change
        .withdrawals
        .iter()
        .map(|(id, entry)| (id.as_str(), entry.trimmed()))
        .collect();
    let arrivals: HashMap<usize, usize> = positions(gaps).collect();
    let (new, kept): (Vec<_>, Vec<_>) = sum
        .events()
        .partition(|(key, _)| arrivals.contains_key(&key.index()));
    let new_keys: Vec<EventKey> = kept.iter().map(|(key, _)| *key).collect();
    let is_arrival = |(key, event): &(EventKey, &Event)| {
        let arrival = arrivals
            .get(&key.index())
            .and_then(|arrival| change.events.get(*arrival));
        arrival.is_some_and(|arrival| EventEntry::of(sum, event) == arrival.entry.trimmed())
    };
    // An event that another names may have moved; nothing else has, for nothing is put before it.
    let moved = |key: EventKey| new_keys.get(key.index()).copied();
    let is_old = |((_, old_event), (_, event)): ((EventKey, &Event), &(EventKey, &Event))| {
        let Some(entry) = withdrawals.get(old_event.id.as_str()) else {
            return old_event.says_as(event, moved);
        };
        let is_withdrawn = event
            .withdrawn
            .as_ref()
            .is_some_and(|withdrawal| WithdrawalEntry::of(sum, withdrawal) == *entry);
        let before = Event {
            withdrawn: None,
            ..(*event).clone()
        };
        is_withdrawn && old_event.says_as(&before, moved)
    };
    new.len() == change.events.len()
        && kept.len() == old.events().count()
        && new.iter().all(is_arrival)
        && old.events().zip(&kept).all(is_old)
}
