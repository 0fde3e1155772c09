//! Which events count: what was known, how good it is, what was withdrawn or replaced.
//!
//! An event *happened* on one day and *became known* on another. Nothing in the ledger is ever
//! overwritten, so what was believed on any earlier day can be asked for again.

use chrono::NaiveDate;

use super::disclosure::disclosure;
use super::event::Event;
use super::grade::Grade;
use super::id::{EventKey, SourceKey};
use super::ledger::Ledger;
use super::parallel;
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

/// Whether an event is believed, and if not, why not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verdict {
    /// It counts.
    Believed,
    /// It was not known by then, or rests only on the source that is left out.
    Unknown,
    /// None of its citations is good enough.
    TooWeak,
    /// It was withdrawn by then.
    Withdrawn,
    /// Another event replaces it.
    Replaced {
        /// That event.
        by: EventKey,
    },
}

/// Which events of a ledger are believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Believed {
    /// Whether each event is; empty if all are, as in most ledgers, so that nobody looks a million of them up.
    each: Vec<bool>,
}

impl Believed {
    fn new(each: Vec<bool>) -> Self {
        let all = each.iter().all(|is_believed| *is_believed);
        Self {
            each: if all { Vec::new() } else { each },
        }
    }

    /// Whether an event is believed.
    pub fn contains(&self, event: EventKey) -> bool {
        self.each.is_empty() || self.each.get(event.index()).copied().unwrap_or(false)
    }
}

/// The day from which an event is known: the first on which a source of it was out, it was
/// reported, or it was written down.
///
/// `None` if every one of these dates is open towards the future.
pub fn known_from(ledger: &Ledger, event: &Event) -> Option<NaiveDate> {
    disclosure(ledger, event, &Evidence::ALL).map(|disclosure| disclosure.day)
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
        self.judge(ledger, key) == Verdict::Believed
    }

    /// Whether an event is believed, and if not, why not.
    pub fn judge(&self, ledger: &Ledger, key: EventKey) -> Verdict {
        match (self.judge_alone(ledger, key), self.replacement(ledger, key)) {
            (Verdict::Believed, Some(by)) => Verdict::Replaced { by },
            (verdict, _) => verdict,
        }
    }

    /// The best grade that an event has among the citations that count; `None` if none does.
    pub fn grade(&self, ledger: &Ledger, event: &Event) -> Option<Grade> {
        self.citations(ledger, event)
            .map(|citation| citation.grade(ledger.source(citation.source)))
            .reduce(Grade::better)
    }

    /// The source on whose word an event stands: that of its best citation that counts, the first
    /// where several are as good.
    pub fn best_source(&self, ledger: &Ledger, event: &Event) -> Option<SourceKey> {
        let best = self.grade(ledger, event)?;
        self.citations(ledger, event)
            .find(|citation| citation.grade(ledger.source(citation.source)) == best)
            .map(|citation| citation.source)
    }

    /// The citations of an event that count: of sources that exist and were out by then.
    pub fn citations<'a>(
        &'a self,
        ledger: &'a Ledger,
        event: &Event<'a>,
    ) -> impl Iterator<Item = Citation<'a>> + use<'a> {
        event
            .citations
            .iter()
            .filter(|citation| self.has_read(ledger, citation.source))
    }

    /// Whether a source exists and was out by the day of knowledge.
    pub fn has_read(&self, ledger: &Ledger, source: SourceKey) -> bool {
        self.without != Some(source) && self.is_known_by(ledger.source(source).published.latest())
    }

    /// Whether every event is believed, found once for many questions.
    ///
    /// Says of each event what [`Evidence::believes`] says, in time that grows with the ledger alone.
    pub fn believed(&self, ledger: &Ledger) -> Believed {
        let events = ledger.packed();
        let judge = |key: &EventKey| self.judge_alone(ledger, *key) == Verdict::Believed;
        let mut each = if *self == Self::ALL {
            // Then only what stands on the side of an event can make it unbelieved.
            if events.rares().next().is_none() {
                return Believed::new(Vec::new());
            }
            let mut each = vec![true; events.len()];
            for (key, _) in events.rares() {
                each[key.index()] = judge(&key);
            }
            each
        } else {
            let keys: Vec<EventKey> = ledger.events().map(|(key, _)| key).collect();
            parallel::map_many(&keys, judge)
        };
        let mut is_replaced = vec![false; each.len()];
        let corrections = events
            .rares()
            .filter_map(|(key, rare)| Some((key, rare.corrects?)));
        for (_, replaced) in corrections.filter(|(key, _)| self.may_replace(ledger, *key)) {
            let older = std::iter::successors(Some(replaced), |old| ledger.event(*old).corrects);
            for old in older {
                // Whatever an event replaced before has replaced the rest of the chain too.
                match is_replaced.get_mut(old.index()) {
                    Some(is_replaced) if !*is_replaced => *is_replaced = true,
                    Some(_) | None => break,
                }
            }
        }
        for (is_believed, is_replaced) in each.iter_mut().zip(is_replaced) {
            *is_believed &= !is_replaced;
        }
        Believed::new(each)
    }

    /// Whether an event counts, regardless of what replaces it.
    fn judge_alone(&self, ledger: &Ledger, key: EventKey) -> Verdict {
        let event = ledger.event(key);
        if !self.supports(&event) || !self.is_known(ledger, &event) {
            Verdict::Unknown
        } else if self.is_withdrawn(&event) {
            Verdict::Withdrawn
        } else if self.is_good_enough(ledger, &event) {
            Verdict::Believed
        } else {
            Verdict::TooWeak
        }
    }

    /// Whether an event replaces what it corrects: once it is known, however weak its evidence.
    ///
    /// A floor under the evidence leaves events out; it does not bring back what the analyst no
    /// longer believes.
    fn may_replace(&self, ledger: &Ledger, key: EventKey) -> bool {
        match self.judge_alone(ledger, key) {
            Verdict::Believed | Verdict::TooWeak => true,
            Verdict::Unknown | Verdict::Withdrawn | Verdict::Replaced { .. } => false,
        }
    }

    /// Whether an event has a citation above the floor.
    fn is_good_enough(&self, ledger: &Ledger, event: &Event) -> bool {
        self.min_grade.is_none_or(|floor| {
            self.citations(ledger, event)
                .any(|citation| citation.grade(ledger.source(citation.source)).passes(floor))
        })
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

    /// A correction of the event that counts, or a correction of its correction.
    fn replacement(&self, ledger: &Ledger, key: EventKey) -> Option<EventKey> {
        let mut open = ledger.corrections_of(key).to_vec();
        while let Some(correction) = open.pop() {
            if self.may_replace(ledger, correction) {
                return Some(correction);
            }
            open.extend_from_slice(ledger.corrections_of(correction));
        }
        None
    }

    /// Whether something that came out by this day at the latest was out on the day of knowledge.
    fn is_known_by(&self, latest: Option<NaiveDate>) -> bool {
        self.known
            .is_none_or(|known| latest.is_some_and(|latest| latest <= known))
    }
}
