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
        && sum.channels().eq(old.channels())
        && has_sources(sum, old, change)
        && has_events(sum, old, change, gaps)
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
    let is_old = |((_, old_event), (_, event)): ((EventKey, &Event), &(EventKey, &Event))| {
        is_same(old_event, event, &new_keys)
            && match withdrawals.get(old_event.id.as_str()) {
                None => old_event.withdrawn == event.withdrawn,
                Some(entry) => event
                    .withdrawn
                    .as_ref()
                    .is_some_and(|withdrawal| WithdrawalEntry::of(sum, withdrawal) == *entry),
            }
    };
    new.len() == change.events.len()
        && kept.len() == old.events().count()
        && new.iter().all(is_arrival)
        && old.events().zip(&kept).all(is_old)
}

/// Whether an event is the same but for where it stands, and but for its withdrawal.
///
/// Channels, parties and sources have the same keys before and after, for nothing is put before
/// them; an event that another names may have moved.
fn is_same(old: &Event, new: &Event, new_keys: &[EventKey]) -> bool {
    let Event {
        id,
        date,
        kind,
        channels,
        by,
        cause,
        scope,
        inferred,
        summary,
        citations,
        reported,
        recorded,
        withdrawn: _,
        corrects,
        note,
        tags,
        coder,
        span: _,
    } = old;
    let moved = |key: &Option<EventKey>| key.map(|key| new_keys.get(key.index()).copied());
    *id == new.id
        && *date == new.date
        && *kind == new.kind
        && *channels == new.channels
        && *by == new.by
        && moved(cause) == new.cause.map(Some)
        && *scope == new.scope
        && *inferred == new.inferred
        && *summary == new.summary
        && *citations == new.citations
        && *reported == new.reported
        && *recorded == new.recorded
        && moved(corrects) == new.corrects.map(Some)
        && *note == new.note
        && *tags == new.tags
        && *coder == new.coder
}
