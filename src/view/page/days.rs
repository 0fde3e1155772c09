//! Days as a page counts them, and when something is believed.

use std::fmt::Write;

use chrono::NaiveDate;

use crate::model::belief::{Evidence, Verdict, known_from};
use crate::model::disclosure::news_of;
use crate::model::id::EventKey;
use crate::model::ledger::Ledger;

/// A day as a number: those since 1 January 1970, which is how browsers count them.
pub(super) fn number(day: NaiveDate) -> i64 {
    (day - NaiveDate::default()).num_days()
}

/// The day from which something is known, as an attribute holds it; `*` if no day is late enough.
pub(super) fn known(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "*".to_owned(), |day| number(day).to_string())
}

/// The days of knowledge on which an event begins or ceases to be believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Belief {
    turns: Vec<NaiveDate>,
    /// Whether it is believed by all that the ledger holds.
    in_the_end: bool,
}

impl Belief {
    /// When an event is believed, by evidence whose day of knowledge makes no difference.
    pub(super) fn of(ledger: &Ledger, key: EventKey, evidence: &Evidence) -> Self {
        let believes =
            |known| Evidence { known, ..*evidence }.judge(ledger, key) == Verdict::Believed;
        let mut turns = Vec::new();
        for day in news_of(ledger, &[key]) {
            let was = turns.len() % 2 == 1;
            if believes(Some(day)) != was {
                turns.push(day);
            }
        }
        Self {
            turns,
            in_the_end: believes(None),
        }
    }

    /// What is believed on no day, before it has turned.
    pub(super) const fn never() -> Self {
        Self {
            turns: Vec::new(),
            in_the_end: false,
        }
    }

    /// Lets it begin or cease on a day that is later than the turns before.
    pub(super) fn turn(&mut self, day: NaiveDate) {
        self.turns.push(day);
    }

    /// Says whether it is believed by all that the ledger holds.
    pub(super) const fn end(&mut self, is_believed: bool) {
        self.in_the_end = is_believed;
    }

    /// Whether the event is believed by what was known on a day, or by all that the ledger holds.
    pub(super) fn at(&self, known: Option<NaiveDate>) -> bool {
        match known {
            None => self.in_the_end,
            Some(day) => self.turns.iter().filter(|turn| **turn <= day).count() % 2 == 1,
        }
    }

    /// The turns as an attribute holds them: numbers of days, and `*` for the one that comes after
    /// every day.
    pub(super) fn attribute(&self) -> String {
        let mut text = String::new();
        for turn in &self.turns {
            // A text that grows in memory takes whatever is written to it.
            let _ = write!(text, "{} ", number(*turn));
        }
        if (self.turns.len() % 2 == 1) != self.in_the_end {
            text.push('*');
        }
        text.truncate(text.trim_end().len());
        text
    }
}

/// Whether an event was known on a day, or by all that the ledger holds.
pub(super) fn is_known(ledger: &Ledger, key: EventKey, known: Option<NaiveDate>) -> bool {
    known.is_none_or(|known| {
        known_from(ledger, &ledger.event(key)).is_some_and(|since| since <= known)
    })
}
