//! What became of an event between two questions, in words.

use crate::model::belief::Verdict;
use crate::model::disclosure::{Discloser, Disclosure};
use crate::model::event::Event;
use crate::model::grade::Grade;
use crate::model::id::{EventKey, SourceKey};
use crate::replay::comparison::Cause;
use crate::replay::timeline::{Entry, Happened};
use crate::view::document::{Item, Line, Run, alert, faint, plain, strong};
use crate::view::language::Message;
use crate::view::words;

use super::Teller;

impl Teller<'_> {
    /// What became of an event: that in a word, the event, on whose word, and what is to be added.
    pub(super) fn cause(&self, cause: &Cause) -> Item {
        let (label, rest) = match cause {
            Cause::Came { was, is, .. } => (came(*was, *is), Vec::new()),
            Cause::Known { disclosure, is, .. } => {
                let known = disclosure.map(|disclosure| faint(self.known(disclosure)));
                let rest = self.perhaps(*is).into_iter().chain(known);
                (Message::DiffNewlyKnown, rest.collect())
            }
            Cause::Admitted {
                once, sources, is, ..
            } => {
                let label = match once {
                    Verdict::TooWeak => Message::DiffGoodEnough,
                    Verdict::Believed
                    | Verdict::Unknown
                    | Verdict::Withdrawn
                    | Verdict::Replaced { .. } => Message::DiffCountsAgain,
                };
                let by = (!sources.is_empty()).then(|| plain(self.by(&self.ids(sources))));
                (label, self.perhaps(*is).into_iter().chain(by).collect())
            }
            Cause::Dropped { event, now, .. } => self.dropped(&self.ledger.event(*event), *now),
            Cause::Cited {
                sources, was, is, ..
            } => self.cited(sources, *was, *is),
            Cause::Bounded { was, is, by } => self.bounded(was, is, by),
        };
        let mut line = vec![strong(format!("{}: ", self.catalogue.say(label)))];
        line.extend(self.told(cause));
        for run in rest {
            line.push(plain(", "));
            line.push(run);
        }
        let mut item = Item::new(line);
        item.items.extend(self.brought_about(cause));
        item
    }

    /// The event of a cause, with its date, and on whose word it stands.
    fn told(&self, cause: &Cause) -> Line {
        let asked = match cause {
            Cause::Dropped { .. } => self.from,
            Cause::Came { .. }
            | Cause::Known { .. }
            | Cause::Admitted { .. }
            | Cause::Cited { .. }
            | Cause::Bounded { .. } => self.to,
        };
        let mut line = self.headline(cause.event());
        match cause {
            Cause::Came { .. } | Cause::Known { .. } | Cause::Admitted { .. } => {
                let word = words::word(self.catalogue, self.ledger, cause.event(), &asked.evidence);
                line.push(plain(format!(", {word}")));
            }
            Cause::Dropped { .. } | Cause::Cited { .. } | Cause::Bounded { .. } => {}
        }
        line
    }

    fn headline(&self, event: EventKey) -> Line {
        let event = self.ledger.event(event);
        let date = words::date(self.catalogue, &event);
        let deed = words::deed(self.catalogue, self.ledger, &event);
        let mut line = vec![plain(format!("{date} {deed}: "))];
        line.extend(words::told(self.catalogue, &event));
        line
    }

    /// What brought the event about, where the event itself is news.
    fn brought_about(&self, cause: &Cause) -> Option<Item> {
        match cause {
            Cause::Came { .. } | Cause::Known { .. } | Cause::Admitted { .. } => {}
            Cause::Dropped { .. } | Cause::Cited { .. } | Cause::Bounded { .. } => return None,
        }
        let origin = self.ledger.event(cause.event()).cause;
        let origin = origin.filter(|origin| self.to.evidence.believes(self.ledger, *origin))?;
        let mut line = vec![plain(format!("{} ", self.catalogue.say(Message::CausedBy)))];
        line.extend(self.headline(origin));
        Some(Item::new(line))
    }

    /// A mark for an event that had perhaps not happened yet.
    fn perhaps(&self, happened: Happened) -> Option<Run> {
        match happened {
            Happened::Perhaps => Some(alert(self.catalogue.say(Message::HappenedPerhapsNotYet))),
            Happened::Certainly | Happened::NotYet => None,
        }
    }

    fn known(&self, disclosure: Disclosure) -> String {
        let day = disclosure.day.to_string();
        let day = ("day", (&day).into());
        match disclosure.by {
            Discloser::Source(source) => {
                let source = self.ledger.source(source).id.as_str();
                let values = [day, ("source", source.into())];
                self.catalogue.fill(Message::DiffKnownFrom, &values)
            }
            Discloser::Report => self.catalogue.fill(Message::DiffReported, &[day]),
            Discloser::Record => self.catalogue.fill(Message::DiffRecorded, &[day]),
        }
    }

    fn dropped(&self, event: &Event, now: Verdict) -> (Message, Vec<Run>) {
        match now {
            Verdict::Replaced { by } => {
                let by = self.by(&format!("[{}]", self.ledger.event(by).id));
                (Message::DiffCorrected, vec![plain(by)])
            }
            Verdict::Withdrawn => {
                let withdrawal = event.withdrawn.as_ref();
                let why = withdrawal
                    .map(|withdrawal| plain(format!("{}: {}", withdrawal.date, withdrawal.reason)));
                (Message::DiffWithdrawn, why.into_iter().collect())
            }
            Verdict::Believed | Verdict::Unknown | Verdict::TooWeak => {
                (Message::DiffLeftOut, Vec::new())
            }
        }
    }

    fn cited(
        &self,
        sources: &[SourceKey],
        was: Option<Grade>,
        is: Option<Grade>,
    ) -> (Message, Vec<Run>) {
        let mut rest = Vec::new();
        if !sources.is_empty() {
            rest.push(plain(self.ids(sources)));
        }
        if was != is {
            let none = self.catalogue.say(Message::DiffNoGrade);
            let text = |grade: Option<Grade>| grade.map_or(none.clone(), |g| g.to_string());
            rest.push(plain(self.rather(&text(is), &text(was))));
        }
        let label = if sources.is_empty() {
            Message::DiffRegraded
        } else {
            Message::DiffNewSource
        };
        (label, rest)
    }

    fn bounded(&self, was: &Entry, is: &Entry, by: &[EventKey]) -> (Message, Vec<Run>) {
        let days = self.rather(
            &words::entry_bounds(self.catalogue, is),
            &words::entry_bounds(self.catalogue, was),
        );
        let by: Vec<String> = by
            .iter()
            .map(|event| format!("[{}]", self.ledger.event(*event).id))
            .collect();
        let rest = vec![plain(days), plain(self.by(&by.join(", ")))];
        let label = if is_within(is, was) {
            Message::DiffNarrowed
        } else if is_within(was, is) {
            Message::DiffWidened
        } else {
            Message::DiffMoved
        };
        (label, rest)
    }

    fn by(&self, what: &str) -> String {
        self.catalogue
            .fill(Message::DiffBy, &[("what", what.into())])
    }

    fn rather(&self, is: &str, was: &str) -> String {
        let values = [("is", is.into()), ("was", was.into())];
        self.catalogue.fill(Message::DiffRather, &values)
    }

    fn ids(&self, sources: &[SourceKey]) -> String {
        let ids = sources
            .iter()
            .map(|source| self.ledger.source(*source).id.as_str());
        ids.collect::<Vec<_>>().join(", ")
    }
}

fn came(was: Happened, is: Happened) -> Message {
    match (was, is) {
        (Happened::NotYet, Happened::Certainly) => Message::DiffHappened,
        (Happened::NotYet, Happened::Perhaps) => Message::DiffPerhapsHappened,
        (Happened::Perhaps | Happened::Certainly, Happened::Certainly) => {
            Message::DiffCertainlyHappened
        }
        (Happened::Perhaps | Happened::Certainly, Happened::Perhaps) => Message::DiffPerhapsNotYet,
        (Happened::NotYet | Happened::Perhaps | Happened::Certainly, Happened::NotYet) => {
            Message::DiffNotYet
        }
    }
}

/// Whether the days of one entry are among those of another.
fn is_within(one: &Entry, other: &Entry) -> bool {
    let begins = one.not_before >= other.not_before;
    let ends = match (one.not_after, other.not_after) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(one), Some(other)) => one <= other,
    };
    begins && ends
}
