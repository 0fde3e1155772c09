//! All answers of one channel: for every day asked about, by what was known on every day.
//!
//! Both axes fall into stretches. What is believed of a channel changes only on the days on which
//! something of it becomes known, so the days of knowledge fall into layers; within a layer the answer
//! changes only on the days that bound an event or a holder's term, so the days asked about fall into
//! cells. What merely counts days, such as the age of evidence, is left to whoever looks a cell up.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use chrono::NaiveDate;

use crate::model::belief::Evidence;
use crate::model::id::{ChannelKey, EventKey, PostKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::model::post::{Post, Vacancy};
use crate::model::states::States;

use super::course::phases;
use super::learning::{Days, Learning};
use super::status::{AsOf, LastEvidence, Setting, Standing, staleness, standing};
use super::timeline::{Entry, Timeline};

/// Every answer of one channel.
///
/// The answers by what was known on one day are told in full before anything was known, and from there
/// on as what each day of knowledge changed: one event more rarely changes more than a few answers,
/// and a long history has as many days of knowledge as events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bitemporal {
    channel: ChannelKey,
    stale_after: Option<u32>,
    before: Vec<Cell>,
    layers: Vec<Layer>,
    everything: Vec<Change>,
}

/// The answers by what was known on some days in a row, as far as they are others than before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layer {
    /// The first of the days of knowledge. They end before the next layer.
    pub from: NaiveDate,
    /// What changed, from the first days to the last; there is at least one change.
    pub changes: Vec<Change>,
}

/// Days of which the answers are others than before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The days.
    pub days: Days,
    /// The answers on them; the first cell begins with them, and the last one ends with them.
    pub cells: Vec<Cell>,
}

/// One answer for some days in a row.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Cell {
    /// The first of the days; `None` if they have no beginning. They end before the next cell.
    pub from: Option<NaiveDate>,
    /// The answer on each of them.
    pub answer: Answer,
}

/// What a channel was on a day, without what only counts days.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
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
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
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
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
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
        let posts = Posts::of(ledger, channel);
        let mut learning = Learning::new(ledger, channel, evidence);
        let news: BTreeSet<NaiveDate> = learning.days().union(&posts.news).copied().collect();
        let finder = |known| Finder {
            ledger,
            posts: &posts,
            evidence: Evidence { known, ..*evidence },
        };
        let eve = news.first().and_then(|first| first.pred_opt());
        let before = finder(Some(eve.unwrap_or_default())).cells(&learning, Days::ALL);
        let mut answers = Answers::begin(&before);
        let mut layers = Vec::new();
        for day in news {
            let mut learnt = learning.learn(Some(day)).days;
            if posts.news.contains(&day) {
                // Of a term that begins or ends on that day or later, nothing was known before.
                learnt = with_all_from(learnt, day);
            }
            let changes = answers.change(&finder(Some(day)), &learning, &learnt);
            if !changes.is_empty() {
                layers.push(Layer { from: day, changes });
            }
        }
        let learnt = learning.learn(None).days;
        Self {
            channel,
            stale_after: ledger.stale_after(),
            everything: answers.change(&finder(None), &learning, &learnt),
            before,
            layers,
        }
    }

    /// The channel.
    pub fn channel(&self) -> ChannelKey {
        self.channel
    }

    /// The answers before anything was known.
    pub fn before(&self) -> &[Cell] {
        &self.before
    }

    /// What became known, from the first days of knowledge to the last.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// What all that the ledger holds changes of the answers of the last layer.
    pub fn everything(&self) -> &[Change] {
        &self.everything
    }

    /// The answers by what was known on a day, or by all that the ledger holds, from the first days to
    /// the last; there is at least one.
    pub fn known(&self, known: Option<NaiveDate>) -> Vec<Cell> {
        let mut answers = Answers::begin(&self.before);
        let is_out = |layer: &&Layer| known.is_none_or(|day| layer.from <= day);
        let layers = self.layers.iter().take_while(is_out);
        let last = self.everything.iter().filter(|_| known.is_none());
        for change in layers.flat_map(|layer| &layer.changes).chain(last) {
            answers.apply(change);
        }
        answers.cells()
    }

    /// What the channel was on a day, by what was known on another.
    ///
    /// It says what [`status`](super::status::status) says. `None` is never the answer, for
    /// every day is in some cell.
    pub fn on(&self, day: NaiveDate, known: Option<NaiveDate>) -> Option<Standing> {
        let cells = self.known(known);
        let begun = cells.partition_point(|cell| cell.from.is_none_or(|from| from <= day));
        let cell = cells.get(begun.checked_sub(1)?)?;
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

/// The answers by what is known, by the first day of each.
struct Answers(BTreeMap<Option<NaiveDate>, Answer>);

impl Answers {
    fn begin(cells: &[Cell]) -> Self {
        let cells = cells.iter().map(|cell| (cell.from, cell.answer.clone()));
        Self(cells.collect())
    }

    fn cells(self) -> Vec<Cell> {
        let cells = self.0.into_iter();
        cells.map(|(from, answer)| Cell { from, answer }).collect()
    }

    /// Finds the answers of some days anew, and says which are others.
    fn change(
        &mut self,
        finder: &Finder<'_>,
        learning: &Learning<'_>,
        days: &[Days],
    ) -> Vec<Change> {
        let mut changes = Vec::new();
        for days in days {
            let change = Change {
                days: *days,
                cells: finder.cells(learning, *days),
            };
            if self.differ(&change) {
                self.apply(&change);
                changes.push(change);
            }
        }
        changes
    }

    fn differ(&self, change: &Change) -> bool {
        let was = self
            .on(change.days.from)
            .into_iter()
            .map(|answer| (change.days.from, answer));
        let was = was.chain(
            self.begun_inside(change.days)
                .map(|(from, answer)| (*from, answer)),
        );
        !was.eq(change.cells.iter().map(|cell| (cell.from, &cell.answer)))
    }

    fn apply(&mut self, change: &Change) {
        let days = change.days;
        if let Some(until) = days.until
            && let Some(answer) = self.on(Some(until)).cloned()
        {
            self.0.insert(Some(until), answer);
        }
        let replaced: Vec<Option<NaiveDate>> =
            self.begun_inside(days).map(|(from, _)| *from).collect();
        for from in replaced.into_iter().chain([days.from]) {
            self.0.remove(&from);
        }
        for cell in &change.cells {
            self.0.insert(cell.from, cell.answer.clone());
        }
        // Neighbours that are alike now are one.
        for begin in [Some(days.from), days.until.map(Some)]
            .into_iter()
            .flatten()
        {
            let mut earlier = self.0.range(..begin);
            let before = earlier.next_back().map(|(_, answer)| answer);
            if before.is_some() && before == self.0.get(&begin) {
                self.0.remove(&begin);
            }
        }
    }

    fn on(&self, day: Option<NaiveDate>) -> Option<&Answer> {
        self.0.range(..=day).next_back().map(|(_, answer)| answer)
    }

    /// The answers that begin on some days other than the first of them.
    fn begun_inside(&self, days: Days) -> impl Iterator<Item = (&Option<NaiveDate>, &Answer)> {
        let behind = (Bound::Excluded(days.from), Bound::Unbounded);
        let is_inside =
            move |from: &Option<NaiveDate>| from.is_some_and(|day| days.hold_behind_first(day));
        self.0
            .range(behind)
            .take_while(move |(from, _)| is_inside(from))
    }
}

/// The days on which a channel's posts bring another answer.
struct Posts {
    /// The days asked about.
    turns: BTreeSet<NaiveDate>,
    /// The days of knowledge.
    news: BTreeSet<NaiveDate>,
}

impl Posts {
    fn of(ledger: &Ledger, channel: ChannelKey) -> Self {
        let posts = || {
            ledger
                .channel(channel)
                .posts
                .iter()
                .map(|post| ledger.post(*post))
        };
        Self {
            turns: posts().flat_map(Post::turns).collect(),
            news: posts().flat_map(Post::news).collect(),
        }
    }
}

/// Days that may have changed, and all from one day on.
fn with_all_from(mut days: Vec<Days>, from: NaiveDate) -> Vec<Days> {
    days.retain(|days| days.from.is_none_or(|begin| begin < from));
    let from = match days.last_mut() {
        Some(last) if last.until.is_none_or(|until| until >= from) => {
            last.until = None;
            return days;
        }
        Some(_) | None => Some(from),
    };
    days.push(Days { from, until: None });
    days
}

/// Finds answers by some evidence.
struct Finder<'a> {
    ledger: &'a Ledger,
    posts: &'a Posts,
    evidence: Evidence,
}

impl Finder<'_> {
    /// The answers on some days; the first cell begins with them.
    fn cells(&self, learning: &Learning<'_>, days: Days) -> Vec<Cell> {
        let timeline = learning.part(days);
        let phases = phases(&timeline).into_iter();
        let turns = self
            .posts
            .turns
            .range(days.from.unwrap_or(NaiveDate::MIN)..)
            .copied();
        let turns = turns.take_while(|day| days.until.is_none_or(|until| *day < until));
        let begins: BTreeSet<NaiveDate> = phases
            .filter_map(|phase| phase.from)
            .chain(turns)
            .filter(|day| days.hold_behind_first(*day))
            .collect();
        // Of days without a beginning, the last ones will do.
        let second = begins.first().copied().or(days.until);
        let eve = second.and_then(|second| second.pred_opt());
        let first = days.from.or(eve).unwrap_or_default();
        let begins = std::iter::once((days.from, first))
            .chain(begins.into_iter().map(|day| (Some(day), day)));
        let mut cells: Vec<Cell> = Vec::new();
        for (from, on) in begins {
            let as_of = AsOf {
                on,
                evidence: self.evidence,
            };
            let answer = answer(self.ledger, &timeline, &as_of);
            if cells.last().is_none_or(|last| last.answer != answer) {
                cells.push(Cell { from, answer });
            }
        }
        cells
    }
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
