//! What is new about channels, day by day: how the answer changes for whoever asks every day.
//!
//! On each day one asks what is the case on that day by what is known on it. The answer changes when
//! something becomes known, is taken back or replaced, and when a day passes by which an event had
//! certainly happened, or may have. Nothing else can change it, so only those days are looked at.

use std::collections::{BTreeSet, VecDeque};

use chrono::NaiveDate;

use crate::model::belief::Evidence;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::machine::Status;
use crate::model::states::States;

use super::course::phases;
use super::learning::{Days, Learning};
use super::status::{AsOf, setting};
use super::timeline::Timeline;

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
            let asked = Asked {
                ledger,
                channel,
                evidence: as_of.evidence,
            };
            asked.news(as_of.on, since, most)
        })
        .collect();
    // Stable, so that channels stay as declared within a day.
    news.sort_by_key(|one| std::cmp::Reverse(one.day));
    news.truncate(most);
    news
}

/// The answers about one channel.
struct Asked<'a> {
    ledger: &'a Ledger,
    channel: ChannelKey,
    evidence: Evidence,
}

impl Asked<'_> {
    /// The news of the channel, newest first.
    fn news(&self, on: NaiveDate, since: Option<NaiveDate>, most: usize) -> Vec<News> {
        let last = self.evidence.known.map_or(on, |known| known.min(on));
        let mut learning = Learning::new(self.ledger, self.channel, &self.evidence);
        let days: Vec<NaiveDate> = learning.days().range(..=last).copied().collect();
        let ends = days.iter().skip(1).filter_map(|next| next.pred_opt());
        let mut news: VecDeque<News> = VecDeque::new();
        for (day, end) in days.iter().zip(ends.chain([on])) {
            let is_old = |day: NaiveDate| since.is_some_and(|since| day < since);
            if is_old(end) {
                learning.learn(Some(*day));
                continue;
            }
            news.extend(self.learnt(&mut learning, *day));
            let mut passing = self.passing(&learning, *day, end, most);
            passing.reverse();
            news.extend(passing);
            while news.len() > most || news.front().is_some_and(|oldest| is_old(oldest.day)) {
                news.pop_front();
            }
        }
        news.into_iter().rev().collect()
    }

    /// What changes on a day of knowledge.
    fn learnt(&self, learning: &mut Learning<'_>, day: NaiveDate) -> Option<News> {
        let eve = day.pred_opt();
        let both = Days {
            from: eve.or(Some(day)),
            until: day.succ_opt(),
        };
        let old = learning.part(both);
        let learnt = learning.learn(Some(day));
        let new = learning.part(both);
        let eve = eve?;
        let (before, after) = (self.answer(&old, eve), self.answer(&new, day));
        if before == after {
            return None;
        }
        let order = self.ledger.order(self.channel);
        let event = |place: usize| order.get(place).copied();
        let mut places: BTreeSet<usize> = learnt.moved.keys().copied().collect();
        places.extend(learning.begun_between(eve, day));
        let is_reached = |place: &usize| {
            let now = learning.entry(*place);
            let was = learnt
                .moved
                .get(place)
                .or(now)
                .filter(|_| !learnt.came.contains(place));
            was.zip(now)
                .is_some_and(|(was, now)| was.happened_by(eve) != now.happened_by(day))
        };
        Some(News {
            day,
            channel: self.channel,
            before,
            after,
            learned: learnt.came.iter().copied().filter_map(event).collect(),
            dropped: learnt.went.keys().copied().filter_map(event).collect(),
            reached: places
                .into_iter()
                .filter(is_reached)
                .filter_map(event)
                .collect(),
        })
    }

    /// What changes on the days behind one day of knowledge and before the next, newest first; some of the
    /// newest are enough.
    fn passing(
        &self,
        learning: &Learning<'_>,
        day: NaiveDate,
        end: NaiveDate,
        most: usize,
    ) -> Vec<News> {
        let timeline = learning.part(Days {
            from: Some(day),
            until: end.succ_opt(),
        });
        let phases = phases(&timeline).into_iter().rev();
        let days = phases.filter_map(|phase| phase.from);
        let days = days.filter(|passed| *passed > day && *passed <= end);
        days.filter_map(|passed| self.passed(&timeline, passed))
            .take(most)
            .collect()
    }

    /// What changes when a day passes on which nothing becomes known.
    fn passed(&self, timeline: &Timeline, day: NaiveDate) -> Option<News> {
        let eve = day.pred_opt()?;
        let (before, after) = (self.answer(timeline, eve), self.answer(timeline, day));
        let reached = timeline.begun_between(eve, day).iter();
        let reached = reached.filter(|entry| entry.happened_by(eve) != entry.happened_by(day));
        (before != after).then(|| News {
            day,
            channel: self.channel,
            before,
            after,
            learned: Vec::new(),
            dropped: Vec::new(),
            reached: reached.map(|entry| entry.event).collect(),
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
}
