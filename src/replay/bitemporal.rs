//! All answers of one channel: for every day asked about, by what was known on every day.
//!
//! Both axes fall into stretches. What is believed of a channel changes only on the days on which
//! something of it becomes known, so the days of knowledge fall into layers; within a layer the answer
//! changes only on the days that bound an event or a holder's term, so the days asked about fall into
//! cells. What merely counts days, such as the age of evidence, is left to whoever looks a cell up.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::belief::Evidence;
use crate::model::disclosure::news_of;
use crate::model::id::{ChannelKey, EventKey, PostKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::model::post::Vacancy;
use crate::model::states::States;

use super::course::phases;
use super::status::{AsOf, LastEvidence, Setting, Standing, staleness, standing};
use super::timeline::{Entry, Timeline};

/// Every answer of one channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bitemporal {
    channel: ChannelKey,
    stale_after: Option<u32>,
    layers: Vec<Layer>,
    everything: Vec<Cell>,
}

/// The answers by what was known on some days in a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layer {
    /// The first of the days of knowledge; `None` if they have no beginning. They end before the
    /// next layer.
    pub from: Option<NaiveDate>,
    /// The answers, from the first days to the last; there is at least one.
    pub cells: Vec<Cell>,
}

/// One answer for some days in a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// The first of the days; `None` if they have no beginning. They end before the next cell.
    pub from: Option<NaiveDate>,
    /// The answer on each of them.
    pub answer: Answer,
}

/// What a channel was on a day, without what only counts days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// What it may have been; certain if there is only one.
    pub possible: States,
    /// The event that set its status, if it certainly had one.
    pub setting: Option<Setting>,
    /// The source on whose word that event stands; `None` if none was out by then.
    pub source: Option<SourceKey>,
    /// Whether the machine refused an event that had certainly happened by then.
    pub gap: bool,
    /// Events that set a status and of which it is not decided whether they had happened by then.
    pub undecided: Vec<Entry>,
    /// The last event that had certainly happened by then.
    pub last: Option<Last>,
    /// The posts of the channel that nobody held, or perhaps nobody.
    pub vacancies: Vec<Vacated>,
}

/// The last event that bears on a channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Last {
    /// The event.
    pub event: EventKey,
    /// The first day on which it can have happened; `None` is unbounded.
    pub earliest: Option<NaiveDate>,
    /// The last day on which it can have happened.
    pub latest: NaiveDate,
    /// Whether a later event had perhaps happened, so that there may be newer evidence.
    pub may_be_newer: bool,
}

/// A post that nobody held, or perhaps nobody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Vacated {
    /// The post.
    pub post: PostKey,
    /// Whether it was certainly vacant.
    pub vacancy: Vacancy,
    /// The place of the one who left last among its holders, if anybody had left.
    pub last_holder: Option<usize>,
}

impl Bitemporal {
    /// Finds every answer of a channel.
    ///
    /// Of the evidence, the floor and the source that is left out count; the day of knowledge is
    /// what is varied.
    ///
    /// ```
    /// use detente::{model::belief::Evidence, read, replay::bitemporal::Bitemporal};
    /// let text = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n\
    ///             channels: [{id: line, name: L, parties: [USA, CHN]}]\n\
    ///             sources: [{id: wire, outlet: W, title: T, published: 2023-03-01}]\n\
    ///             events: [{id: cut, date: 2023-02, kind: suspended, channels: [line], summary: S, sources: [wire]}]\n";
    /// let ledger = read::check(text).ledger.expect("a ledger without errors");
    /// let (line, _) = ledger.channels().next().expect("its channel");
    /// let answers = Bitemporal::of(&ledger, line, &Evidence::ALL);
    /// let on = "2023-02-28".parse().expect("a day");
    /// let word = |known| answers.on(on, known).map(|standing| standing.word());
    /// assert_eq!(word(None), Some("suspended"));
    /// assert_eq!(word("2023-03-01".parse().ok()), Some("suspended"));
    /// assert_eq!(word("2023-02-28".parse().ok()), Some("unrecorded"));
    /// ```
    pub fn of(ledger: &Ledger, channel: ChannelKey, evidence: &Evidence) -> Self {
        let cells_by = |known| cells(ledger, channel, &Evidence { known, ..*evidence });
        let news = news(ledger, channel);
        let eve = news.first().and_then(|first| first.pred_opt());
        let mut layers = vec![Layer {
            from: None,
            cells: cells_by(Some(eve.unwrap_or_default())),
        }];
        for day in news {
            let cells = cells_by(Some(day));
            if layers.last().is_none_or(|last| last.cells != cells) {
                layers.push(Layer {
                    from: Some(day),
                    cells,
                });
            }
        }
        Self {
            channel,
            stale_after: ledger.stale_after(),
            layers,
            everything: cells_by(None),
        }
    }

    /// The channel.
    pub fn channel(&self) -> ChannelKey {
        self.channel
    }

    /// The answers by what was known on any day, from the first days of knowledge to the last.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The answers by all that the ledger holds.
    pub fn everything(&self) -> &[Cell] {
        &self.everything
    }

    /// The answers by what was known on a day, or by all that the ledger holds.
    pub fn known(&self, known: Option<NaiveDate>) -> &[Cell] {
        match known {
            None => &self.everything,
            Some(day) => at(&self.layers, day, |layer| layer.from)
                .map(|layer| &layer.cells[..])
                .unwrap_or_default(),
        }
    }

    /// What the channel was on a day, by what was known on another.
    ///
    /// It says what [`status`](super::status::status) says. `None` is never the answer, for
    /// every day is in some cell.
    pub fn on(&self, day: NaiveDate, known: Option<NaiveDate>) -> Option<Standing> {
        let cell = at(self.known(known), day, |cell| cell.from)?;
        Some(cell.answer.on(self.channel, self.stale_after, day))
    }
}

impl Answer {
    /// The answer on one day, with what counts days.
    pub fn on(&self, channel: ChannelKey, stale_after: Option<u32>, day: NaiveDate) -> Standing {
        let last_evidence = self.last.map(|last| LastEvidence {
            event: last.event,
            latest: last.latest,
            age_days: (day - last.latest).num_days(),
            most_days: last.earliest.map(|earliest| (day - earliest).num_days()),
            may_be_newer: last.may_be_newer,
        });
        Standing {
            channel,
            possible: self.possible,
            setting: self.setting,
            gap: self.gap,
            undecided: self.undecided.clone(),
            last_evidence,
            staleness: staleness(last_evidence, stale_after),
            vacancies: self
                .vacancies
                .iter()
                .map(|vacated| (vacated.post, vacated.vacancy))
                .collect(),
        }
    }
}

/// The last of some stretches that begins on a day or before it.
fn at<T>(stretches: &[T], day: NaiveDate, from: impl Fn(&T) -> Option<NaiveDate>) -> Option<&T> {
    let begun = stretches.partition_point(|one| from(one).is_none_or(|from| from <= day));
    stretches.get(begun.checked_sub(1)?)
}

/// The days on which something about a channel becomes known.
fn news(ledger: &Ledger, channel: ChannelKey) -> BTreeSet<NaiveDate> {
    let mut days = news_of(ledger, ledger.order(channel));
    for post in &ledger.channel(channel).posts {
        days.extend(ledger.post(*post).news());
    }
    days
}

/// The answers on all days, by some evidence.
fn cells(ledger: &Ledger, channel: ChannelKey, evidence: &Evidence) -> Vec<Cell> {
    let timeline = Timeline::replay(ledger, channel, evidence);
    let posts = &ledger.channel(channel).posts;
    let mut days: BTreeSet<NaiveDate> = phases(&timeline)
        .into_iter()
        .filter_map(|phase| phase.from)
        .collect();
    for post in posts {
        days.extend(ledger.post(*post).turns());
    }
    let eve = days.first().and_then(|first| first.pred_opt());
    let begins = std::iter::once((None, eve.unwrap_or_default()))
        .chain(days.into_iter().map(|day| (Some(day), day)));
    let mut cells: Vec<Cell> = Vec::new();
    for (from, day) in begins {
        let answer = answer(
            ledger,
            &timeline,
            &AsOf {
                on: day,
                evidence: *evidence,
            },
        );
        if cells.last().is_none_or(|last| last.answer != answer) {
            cells.push(Cell { from, answer });
        }
    }
    cells
}

/// The answer on one day, without what only counts days.
fn answer(ledger: &Ledger, timeline: &Timeline, as_of: &AsOf) -> Answer {
    let standing = standing(ledger, timeline, as_of);
    let vacated = |(post, vacancy)| Vacated {
        post,
        vacancy,
        last_holder: ledger
            .post(post)
            .place_of_last_to_leave(as_of.on, as_of.evidence.known),
    };
    Answer {
        possible: standing.possible,
        setting: standing.setting,
        source: standing.setting.and_then(|setting| {
            as_of
                .evidence
                .best_source(ledger, &ledger.event(setting.event))
        }),
        gap: standing.gap,
        undecided: standing.undecided,
        last: standing.last_evidence.map(|last| Last {
            event: last.event,
            earliest: timeline
                .certain_by(as_of.on)
                .last()
                .and_then(|entry| entry.not_before),
            latest: last.latest,
            may_be_newer: last.may_be_newer,
        }),
        vacancies: standing.vacancies.into_iter().map(vacated).collect(),
    }
}
