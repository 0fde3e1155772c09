//! What is new about channels, day by day: how the answer changes for whoever asks every day.
//!
//! On each day one asks what is the case on that day by what is known on it. The answer changes when
//! something becomes known, is taken back or replaced, and when a day passes by which an event had
//! certainly happened, or may have. Nothing else can change it, so only those days are looked at.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::model::belief::Evidence;
use crate::model::disclosure::news_of;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::machine::Status;
use crate::model::states::States;

use super::course::phases;
use super::status::{AsOf, setting};
use super::timeline::{Happened, Timeline};

/// A change of the answer about a channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct News {
    /// The day on which the answer is another than on the day before.
    pub day: NaiveDate,
    /// The channel.
    pub channel: ChannelKey,
    /// The answer on the day before.
    pub before: Answer,
    /// The answer on the day.
    pub after: Answer,
    /// Events that are believed from this day on.
    pub learned: Vec<EventKey>,
    /// Events that are believed no longer.
    pub dropped: Vec<EventKey>,
    /// Events that were known already, and of which this day decides whether they have happened or
    /// may have.
    pub reached: Vec<EventKey>,
}

/// What a channel is, in the words of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answer {
    /// What it may be; certain if there is only one.
    pub possible: States,
    /// Whether it is open as far as some scope goes.
    pub is_partly_open: bool,
}

/// The newest changes up to the day asked about, newest first, at most so many, from `since` on.
///
/// Evidence with a day of knowledge ends the news of that day: later ones tell only what comes of
/// days that pass.
///
/// ```
/// use detente::{model::belief::Evidence, read, replay::{news::news, status::AsOf}};
/// let text = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n\
///             channels: [{id: line, name: L, parties: [USA, CHN]}]\n\
///             sources: [{id: wire, outlet: W, title: T, published: 2023-03-05}]\n\
///             events: [{id: cut, date: 2023-02, kind: suspended, channels: [line], summary: S, sources: [wire]}]\n";
/// let ledger = read::check(text).ledger.expect("a ledger without errors");
/// let on = "2023-12-31".parse().expect("a day");
/// let news = news(&ledger, &AsOf { on, evidence: Evidence::ALL }, None, 10);
/// let days: Vec<String> = news.iter().map(|one| one.day.to_string()).collect();
/// assert_eq!(days, ["2023-03-05"]);
/// ```
pub fn news(ledger: &Ledger, as_of: &AsOf, since: Option<NaiveDate>, most: usize) -> Vec<News> {
    let mut news: Vec<News> = ledger
        .channels()
        .flat_map(|(channel, _)| {
            let days = Days {
                ledger,
                channel,
                evidence: as_of.evidence,
            };
            days.news(as_of.on, since, most)
        })
        .collect();
    // Stable, so that channels stay as declared within a day.
    news.sort_by_key(|one| std::cmp::Reverse(one.day));
    news.truncate(most);
    news
}

/// The answers about one channel.
struct Days<'a> {
    ledger: &'a Ledger,
    channel: ChannelKey,
    evidence: Evidence,
}

impl Days<'_> {
    fn news(&self, on: NaiveDate, since: Option<NaiveDate>, most: usize) -> Vec<News> {
        let last = self.evidence.known.map_or(on, |known| known.min(on));
        let days: Vec<NaiveDate> = self.days_of_knowledge().range(..=last).copied().collect();
        let mut news = Vec::new();
        let Some(newest) = days.last() else {
            return news;
        };
        let mut timeline = self.known_on(*newest);
        let mut end = on;
        for (index, day) in days.iter().copied().enumerate().rev() {
            let older = match index.checked_sub(1).and_then(|index| days.get(index)) {
                Some(day) => self.known_on(*day),
                None => Timeline::of(self.ledger, self.channel, |_| false),
            };
            let passing = phases(&timeline).into_iter().rev();
            let passing = passing.filter_map(|phase| phase.from);
            for passed in passing.filter(|passed| *passed > day && *passed <= end) {
                news.extend(self.change(passed, &timeline, &timeline));
            }
            news.extend(self.change(day, &older, &timeline));
            if news.len() >= most || since.is_some_and(|since| since > day) {
                break;
            }
            timeline = older;
            end = day.pred_opt().unwrap_or(day);
        }
        news.retain(|one| since.is_none_or(|since| since <= one.day));
        news.truncate(most);
        news
    }

    /// The change from one day to the next, given what is known on each.
    fn change(&self, day: NaiveDate, old: &Timeline, new: &Timeline) -> Option<News> {
        let eve = day.pred_opt()?;
        let (before, after) = (self.answer(old, eve), self.answer(new, day));
        if before == after {
            return None;
        }
        Some(News {
            day,
            channel: self.channel,
            before,
            after,
            learned: missing(new, old),
            dropped: missing(old, new),
            reached: reached((old, eve), (new, day)),
        })
    }

    fn answer(&self, timeline: &Timeline, on: NaiveDate) -> Answer {
        let as_of = AsOf {
            on,
            evidence: self.evidence,
        };
        let possible = timeline.possible(on);
        let setting = setting(self.ledger, timeline, &as_of, possible);
        Answer {
            possible,
            is_partly_open: setting.is_some_and(|setting| {
                setting.status == Status::Open && self.ledger.event(setting.event).scope.is_some()
            }),
        }
    }

    fn known_on(&self, day: NaiveDate) -> Timeline {
        let evidence = Evidence {
            known: Some(day),
            ..self.evidence
        };
        Timeline::replay(self.ledger, self.channel, &evidence)
    }

    /// The days on which something about the events of the channel becomes known.
    fn days_of_knowledge(&self) -> BTreeSet<NaiveDate> {
        news_of(self.ledger, self.ledger.order(self.channel))
    }
}

/// The events of one timeline that are not in the other.
fn missing(of: &Timeline, other: &Timeline) -> Vec<EventKey> {
    let others: BTreeSet<EventKey> = other.entries().iter().map(|entry| entry.event).collect();
    let events = of.entries().iter().map(|entry| entry.event);
    events.filter(|event| !others.contains(event)).collect()
}

/// The events of both timelines of which the one day decides otherwise than the other whether they have
/// happened.
fn reached(old: (&Timeline, NaiveDate), new: (&Timeline, NaiveDate)) -> Vec<EventKey> {
    let happened = |(timeline, day): (&Timeline, NaiveDate)| -> Vec<(EventKey, Happened)> {
        let entries = timeline.entries().iter();
        let happened = entries.map(|entry| (entry.event, entry.happened_by(day)));
        happened.collect()
    };
    let before: BTreeMap<EventKey, Happened> = happened(old).into_iter().collect();
    let after = happened(new).into_iter();
    let is_other = |(event, happened): &(EventKey, Happened)| {
        before.get(event).is_some_and(|before| before != happened)
    };
    after.filter(is_other).map(|(event, _)| event).collect()
}
