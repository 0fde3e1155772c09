//! Which events count: what was known, how good it is, what was withdrawn or replaced.
//!
//! An event *happened* on one day and *became known* on another. Nothing in the ledger is ever
//! overwritten, so what was believed on any earlier day can be asked for again.

use chrono::NaiveDate;

use super::event::Event;
use super::grade::Grade;
use super::id::{EventKey, SourceKey};
use super::ledger::Ledger;
use super::source::Citation;

/// Which evidence counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Evidence {
    /// Only what was known at the end of this day; all that the ledger holds if absent.
    pub known: Option<NaiveDate>,
    /// Only events with a citation at least this good.
    pub min_grade: Option<Grade>,
    /// As if this source did not exist.
    pub without: Option<SourceKey>,
}

impl Evidence {
    /// Everything that the ledger holds.
    pub const ALL: Self = Self {
        known: None,
        min_grade: None,
        without: None,
    };

    /// Whether an event is believed: known, good enough, neither withdrawn nor replaced.
    pub fn believes(&self, ledger: &Ledger, key: EventKey) -> bool {
        self.admits(ledger, ledger.event(key)) && !self.replaces(ledger, key)
    }

    /// The best grade that an event has among the citations that count; `None` if none does.
    pub fn grade(&self, ledger: &Ledger, event: &Event) -> Option<Grade> {
        self.citations(ledger, event)
            .map(|citation| citation.grade(ledger.source(citation.source)))
            .reduce(Grade::better)
    }

    /// The citations of an event that count: of sources that exist and were out by then.
    pub fn citations<'a>(
        &'a self,
        ledger: &'a Ledger,
        event: &'a Event,
    ) -> impl Iterator<Item = &'a Citation> {
        event
            .citations
            .iter()
            .filter(|citation| self.has_read(ledger, citation.source))
    }

    /// Whether a source exists and was out by the day of knowledge.
    pub fn has_read(&self, ledger: &Ledger, source: SourceKey) -> bool {
        self.without != Some(source) && self.is_known_by(ledger.source(source).published.latest())
    }

    /// Whether an event counts on its own, regardless of what replaces it.
    fn admits(&self, ledger: &Ledger, event: &Event) -> bool {
        self.supports(event)
            && self.is_known(ledger, event)
            && self.min_grade.is_none_or(|floor| {
                self.citations(ledger, event)
                    .any(|citation| citation.grade(ledger.source(citation.source)).passes(floor))
            })
            && !self.is_withdrawn(event)
    }

    /// Whether an event still has support when the source that is left out is gone.
    fn supports(&self, event: &Event) -> bool {
        self.without.is_none_or(|gone| {
            event.citations.is_empty()
                || event
                    .citations
                    .iter()
                    .any(|citation| citation.source != gone)
        })
    }

    /// Whether an event was known: by a source, by its own `reported`, or by its `recorded`.
    fn is_known(&self, ledger: &Ledger, event: &Event) -> bool {
        self.known.is_none()
            || [&event.reported, &event.recorded]
                .into_iter()
                .flatten()
                .any(|date| self.is_known_by(date.latest()))
            || self.citations(ledger, event).next().is_some()
    }

    fn is_withdrawn(&self, event: &Event) -> bool {
        event.withdrawn.as_ref().is_some_and(|withdrawal| {
            self.is_known_by(withdrawal.date.latest())
                && (withdrawal.source.is_none() || withdrawal.source != self.without)
        })
    }

    /// Whether a correction of the event counts, or a correction of its correction.
    fn replaces(&self, ledger: &Ledger, key: EventKey) -> bool {
        let mut open = ledger.corrections_of(key).to_vec();
        while let Some(correction) = open.pop() {
            if self.admits(ledger, ledger.event(correction)) {
                return true;
            }
            open.extend_from_slice(ledger.corrections_of(correction));
        }
        false
    }

    /// Whether something that came out by this day at the latest was out on the day of knowledge.
    fn is_known_by(&self, latest: Option<NaiveDate>) -> bool {
        self.known
            .is_none_or(|known| latest.is_some_and(|latest| latest <= known))
    }
}
