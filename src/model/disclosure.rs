//! How an event became known: by a source, by a report of the time, or by being written down.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::belief::Evidence;
use super::event::Event;
use super::id::{EventKey, SourceKey};
use super::ledger::Ledger;

/// By what an event became known, and on which day it certainly was.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Disclosure {
    /// The day at the end of which it was known.
    pub day: NaiveDate,
    /// What made it known.
    pub by: Discloser,
}

/// What makes an event known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Discloser {
    /// A source that cites it came out.
    Source(SourceKey),
    /// It was reported, says the event itself.
    Report,
    /// It was written down in the ledger.
    Record,
}

/// What made an event known first, as far as the evidence counts.
///
/// Of several on one day a source goes before a report, and a report before the record; of several
/// sources that which the event names first. `None` if every date is open towards the future.
pub fn disclosure(ledger: &Ledger, event: &Event, evidence: &Evidence) -> Option<Disclosure> {
    let sources = evidence.citations(ledger, event).map(|citation| {
        let published = &ledger.source(citation.source).published;
        (Some(published), Discloser::Source(citation.source))
    });
    let own = [
        (event.reported.as_deref(), Discloser::Report),
        (event.recorded.as_deref(), Discloser::Record),
    ];
    let known = sources.chain(own).filter_map(|(date, by)| {
        let day = date?.latest()?;
        Some(Disclosure { day, by })
    });
    known.min_by_key(|disclosure| disclosure.day)
}

/// The days on which something about some events becomes known: that they happened, a better source
/// of them, that they are withdrawn, or the same of what replaces them, on whatever channel that is.
///
/// On every other day they are believed, and as well founded, as on the day before.
pub fn news_of(ledger: &Ledger, events: &[EventKey]) -> BTreeSet<NaiveDate> {
    let mut open = events.to_vec();
    let mut seen = BTreeSet::new();
    let mut days = BTreeSet::new();
    while let Some(key) = open.pop() {
        if !seen.insert(key) {
            continue;
        }
        open.extend_from_slice(ledger.corrections_of(key));
        let event = ledger.event(key);
        let published = event
            .citations
            .iter()
            .map(|citation| &ledger.source(citation.source).published);
        let withdrawn = event.withdrawn.iter().map(|withdrawal| &withdrawal.date);
        let own = event
            .reported
            .iter()
            .chain(&event.recorded)
            .map(|date| &**date);
        let dates = published.chain(withdrawn).chain(own);
        days.extend(dates.filter_map(|date| date.latest()));
    }
    days
}
