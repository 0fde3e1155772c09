//! Whether a ledger is another one plus a change, and nothing else.

use std::collections::HashMap;

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
    let mut new = positions(gaps).peekable();
    let mut old_events = old.events();
    for (index, (_, event)) in sum.events().enumerate() {
        let is = EventEntry::of(sum, event);
        if let Some((_, arrival)) = new.next_if(|(place, _)| *place == index) {
            if is != change.events[arrival].entry.trimmed() {
                return false;
            }
            continue;
        }
        let Some((_, event)) = old_events.next() else {
            return false;
        };
        let mut should = EventEntry::of(old, event);
        if let Some(withdrawal) = withdrawals.get(event.id.as_str()) {
            should.withdrawn = Some(withdrawal.clone());
        }
        if is != should {
            return false;
        }
    }
    new.next().is_none() && old_events.next().is_none()
}
