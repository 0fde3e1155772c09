//! Why an answer is another: what became of the events of a channel between two questions.

use chrono::NaiveDate;

use crate::model::belief::Verdict;
use crate::model::disclosure::{Disclosure, disclosure};
use crate::model::grade::Grade;
use crate::model::id::{EventKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::replay::status::AsOf;
use crate::replay::timeline::{Entry, Happened, Timeline};

/// What became of one event between two questions.
///
/// An event that had certainly not happened by the day of either question bears on neither answer,
/// and is no cause.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cause {
    /// It counts in both answers, and has happened, or perhaps happened, only by the later one; or,
    /// where more is known of its day, the other way round.
    Came {
        /// The event.
        event: EventKey,
        /// Whether it had happened by the earlier question.
        was: Happened,
        /// Whether it has happened by the later one.
        is: Happened,
    },
    /// It was not known, and is.
    Known {
        /// The event.
        event: EventKey,
        /// What made it known; `None` if no date says when.
        disclosure: Option<Disclosure>,
        /// Whether it has happened.
        is: Happened,
    },
    /// It was known and did not count, and does.
    Admitted {
        /// The event.
        event: EventKey,
        /// Why it did not count.
        once: Verdict,
        /// The sources that came out meanwhile.
        sources: Vec<SourceKey>,
        /// Whether it has happened.
        is: Happened,
    },
    /// It counted, and does so no longer.
    Dropped {
        /// The event.
        event: EventKey,
        /// Why it does not count.
        now: Verdict,
        /// Whether it had happened, as far as one thought.
        was: Happened,
    },
    /// More sources bear it out, or its grade is another.
    Cited {
        /// The event.
        event: EventKey,
        /// The sources that came out meanwhile.
        sources: Vec<SourceKey>,
        /// Its grade by what counted earlier.
        was: Option<Grade>,
        /// Its grade now.
        is: Option<Grade>,
    },
    /// Other days are left for it, since an event before or after it is known, or is believed no
    /// longer.
    Bounded {
        /// The event as replayed for the earlier question.
        was: Entry,
        /// The event as replayed for the later one.
        is: Entry,
        /// The events that set the bounds: those that are narrower now, else those that were.
        by: Vec<EventKey>,
    },
}

impl Cause {
    /// The event that it is about.
    pub fn event(&self) -> EventKey {
        match self {
            Self::Came { event, .. }
            | Self::Known { event, .. }
            | Self::Admitted { event, .. }
            | Self::Dropped { event, .. }
            | Self::Cited { event, .. } => *event,
            Self::Bounded { is, .. } => is.event,
        }
    }
}

/// What lies between the answers to two questions, in the order of replay.
pub(super) fn causes(
    ledger: &Ledger,
    questions: [&AsOf; 2],
    timelines: &[Timeline; 2],
) -> Vec<Cause> {
    let [from, to] = timelines;
    let (mut earlier, mut later) = (numbered(from), numbered(to));
    let between = Between { ledger, questions };
    let givers = [Givers::of(ledger, from), Givers::of(ledger, to)];
    let mut causes = Vec::new();
    // Both timelines are parts of one order.
    for &event in ledger.order(from.channel()) {
        let is_it = |(_, entry): &(usize, &Entry)| entry.event == event;
        match (earlier.next_if(is_it), later.next_if(is_it)) {
            (None, None) => {}
            (None, Some((_, is))) => causes.extend(between.gained(is)),
            (Some((_, was)), None) => causes.extend(between.lost(was)),
            (Some((old, was)), Some((new, is))) => {
                let by = || {
                    let was = givers[0].at(old, was);
                    blamed(was, givers[1].at(new, is))
                };
                causes.extend(between.kept(was, is, by));
            }
        }
    }
    causes
}

fn numbered(timeline: &Timeline) -> std::iter::Peekable<impl Iterator<Item = (usize, &Entry)>> {
    timeline.entries().iter().enumerate().peekable()
}

struct Between<'a> {
    ledger: &'a Ledger,
    questions: [&'a AsOf; 2],
}

impl Between<'_> {
    fn gained(&self, is: &Entry) -> Option<Cause> {
        let [from, to] = self.questions;
        let (event, happened) = (is.event, is.happened_by(to.on));
        if happened == Happened::NotYet {
            return None;
        }
        Some(match from.evidence.judge(self.ledger, event) {
            Verdict::Unknown => Cause::Known {
                event,
                disclosure: disclosure(self.ledger, &self.ledger.event(event), &to.evidence),
                is: happened,
            },
            once @ (Verdict::TooWeak
            | Verdict::Withdrawn
            | Verdict::Replaced { .. }
            | Verdict::Believed) => Cause::Admitted {
                event,
                once,
                sources: self.new_sources(event),
                is: happened,
            },
        })
    }

    fn lost(&self, was: &Entry) -> Option<Cause> {
        let [from, to] = self.questions;
        let happened = was.happened_by(from.on);
        (happened != Happened::NotYet).then(|| Cause::Dropped {
            event: was.event,
            now: to.evidence.judge(self.ledger, was.event),
            was: happened,
        })
    }

    fn kept(&self, was: &Entry, is: &Entry, by: impl Fn() -> Vec<EventKey>) -> Vec<Cause> {
        let [from, to] = self.questions;
        let event = is.event;
        let happened = (was.happened_by(from.on), is.happened_by(to.on));
        let mut causes = Vec::new();
        if happened == (Happened::NotYet, Happened::NotYet) {
            return causes;
        }
        if happened.0 != happened.1 {
            causes.push(Cause::Came {
                event,
                was: happened.0,
                is: happened.1,
            });
        }
        if (was.not_before, was.not_after) != (is.not_before, is.not_after) {
            causes.push(Cause::Bounded {
                was: *was,
                is: *is,
                by: by(),
            });
        }
        let grade = |asked: &AsOf| asked.evidence.grade(self.ledger, &self.ledger.event(event));
        let (sources, grades) = (self.new_sources(event), (grade(from), grade(to)));
        if !sources.is_empty() || grades.0 != grades.1 {
            causes.push(Cause::Cited {
                event,
                sources,
                was: grades.0,
                is: grades.1,
            });
        }
        causes
    }

    /// The sources of an event that count for the later question only, each once.
    fn new_sources(&self, event: EventKey) -> Vec<SourceKey> {
        let [from, to] = self.questions;
        let mut sources: Vec<SourceKey> = Vec::new();
        for citation in to
            .evidence
            .citations(self.ledger, &self.ledger.event(event))
        {
            let source = citation.source;
            if !from.evidence.has_read(self.ledger, source) && !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }
}

/// One bound of an event, and the event whose own date sets it.
type Given = (Option<NaiveDate>, EventKey);

/// The events whose own dates set the bounds of those around them.
struct Givers {
    not_before: Vec<EventKey>,
    not_after: Vec<EventKey>,
}

impl Givers {
    fn of(ledger: &Ledger, timeline: &Timeline) -> Self {
        let entries = timeline.entries();
        let date = |entry: &Entry| ledger.event(entry.event).date;
        let mut giver = None;
        let mut not_before = Vec::new();
        for entry in entries {
            let gives = date(entry).earliest() == entry.not_before;
            let is_new = giver.is_none_or(|(bound, _)| bound != entry.not_before);
            if gives && is_new {
                giver = Some((entry.not_before, entry.event));
            }
            not_before.push(giver.map_or(entry.event, |(_, event)| event));
        }
        let mut giver = None;
        let mut not_after = Vec::new();
        for entry in entries.iter().rev() {
            let gives = date(entry).latest() == entry.not_after;
            let is_new = giver.is_none_or(|(bound, _)| bound != entry.not_after);
            if gives && is_new {
                giver = Some((entry.not_after, entry.event));
            }
            not_after.push(giver.map_or(entry.event, |(_, event)| event));
        }
        not_after.reverse();
        Self {
            not_before,
            not_after,
        }
    }

    /// What sets the bounds of the entry at a place: its first day, and its last.
    fn at(&self, index: usize, entry: &Entry) -> (Given, Given) {
        let giver = |givers: &[EventKey]| givers.get(index).copied().unwrap_or(entry.event);
        (
            (entry.not_before, giver(&self.not_before)),
            (entry.not_after, giver(&self.not_after)),
        )
    }
}

/// The events to which it is due that bounds are others than before.
fn blamed(was: (Given, Given), is: (Given, Given)) -> Vec<EventKey> {
    let ((old_first, old_last), (new_first, new_last)) = (was, is);
    let mut blamed = Vec::new();
    if old_first.0 != new_first.0 {
        let is_narrower = new_first.0 > old_first.0;
        blamed.push(if is_narrower {
            new_first.1
        } else {
            old_first.1
        });
    }
    if old_last.0 != new_last.0 {
        let end = |bound: Option<NaiveDate>| bound.unwrap_or(NaiveDate::MAX);
        let is_narrower = end(new_last.0) < end(old_last.0);
        let giver = if is_narrower { new_last.1 } else { old_last.1 };
        if !blamed.contains(&giver) {
            blamed.push(giver);
        }
    }
    blamed
}
