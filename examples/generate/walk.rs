//! Seeded events that walk the status machine, so that the ledger checks without errors.

use chrono::{Days, NaiveDate};
use detente::model::machine::{Kind, State, Step, step};

/// How many sources the generated events cite.
pub(crate) const SOURCES: usize = 200;

/// What every generated event says.
pub(crate) const SUMMARY: &str = "One side tells the other what it thinks of the matter.";

/// Where in its source every generated event is found.
pub(crate) const PLACE: &str = "p. 1";

/// The credibility of every generated citation.
pub(crate) const CREDIBILITY: u8 = 2;

/// How exact the dates are.
#[derive(Clone, Copy)]
pub(crate) enum Dates {
    /// Days only, for programs that know no other dates.
    Exact,
    /// Every fifth date is a month, every seventh of the rest an interval.
    Mixed,
}

/// What to generate: the same for the same values.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) events: usize,
    pub(crate) channels: usize,
    pub(crate) seed: u64,
    pub(crate) dates: Dates,
    /// Whether each event becomes known on a day of its own.
    pub(crate) is_reported: bool,
}

impl Plan {
    /// Whether a channel has so many events that they must follow each other closely, lest the last ones
    /// fall behind the year 9999.
    const fn is_dense(&self) -> bool {
        self.events / self.channels > 20_000
    }
}

/// One event, of which each format says the same.
pub(crate) struct Happening {
    pub(crate) index: usize,
    pub(crate) channel: usize,
    pub(crate) source: usize,
    pub(crate) date: String,
    pub(crate) reported: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) before: State,
    pub(crate) after: State,
    pub(crate) by: Option<&'static str>,
}

/// The events of a plan, in the order of the file.
pub(crate) struct Walk {
    plan: Plan,
    index: usize,
    random: Random,
    /// What each channel is, and the last day that its last event can have.
    channels: Vec<(State, NaiveDate)>,
}

impl Walk {
    pub(crate) fn new(plan: Plan) -> Self {
        let first_day = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or_default();
        Self {
            plan,
            index: 0,
            random: Random(plan.seed),
            channels: vec![(State::Unrecorded, first_day); plan.channels],
        }
    }
}

impl Iterator for Walk {
    type Item = Happening;

    fn next(&mut self) -> Option<Happening> {
        if self.index == self.plan.events {
            return None;
        }
        let index = self.index;
        self.index += 1;
        let channel = self.random.below(self.plan.channels);
        let (before, last_day) = *self.channels.get(channel)?;
        let is_dense = self.plan.is_dense();
        let most_days = if is_dense { 4 } else { 40 };
        let day = last_day + Days::new(1 + self.random.next() % most_days);
        let (kind, after) = legal_step(&mut self.random, before);
        let date = match self.plan.dates {
            Dates::Exact => day.to_string(),
            Dates::Mixed => mixed(index, day),
        };
        // The next event lies beyond any date written for this one, so that the order is decided; where
        // there is no room for that, the file decides it as the days were drawn.
        let last_day = match self.plan.dates {
            Dates::Mixed if !is_dense => day + Days::new(62),
            Dates::Mixed | Dates::Exact => day,
        };
        *self.channels.get_mut(channel)? = (after, last_day);
        Some(Happening {
            index,
            channel,
            source: self.random.below(SOURCES),
            date,
            reported: self
                .plan
                .is_reported
                .then(|| (day + Days::new(31)).to_string()),
            kind,
            before,
            after,
            by: index.is_multiple_of(2).then_some("CHN"),
        })
    }
}

fn mixed(index: usize, day: NaiveDate) -> String {
    match index {
        index if index % 5 == 4 => day.format("%Y-%m").to_string(),
        index if index % 7 == 6 => format!("{day}/{}", day + Days::new(20)),
        _ => day.to_string(),
    }
}

/// A kind that the machine accepts in this state, and the state that follows.
fn legal_step(random: &mut Random, state: State) -> (Kind, State) {
    loop {
        let kind = Kind::ALL[random.below(Kind::ALL.len())];
        match step(state, kind) {
            Step::Sets(status) => return (kind, State::Recorded(status)),
            Step::Witnesses => return (kind, state),
            Step::Refused(_) => {}
        }
    }
}

/// `SplitMix64` (Steele, Lea and Flood 2014): small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % (bound.max(1) as u64)).unwrap_or(0)
    }
}
