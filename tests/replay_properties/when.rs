//! Dates whose first and last day are known without the program.

use std::ops::Range;

use chrono::{Days, Months, NaiveDate};
use proptest::prelude::*;
use proptest::sample::Index;

/// Days are counted from the first of January 2023; most dates lie in the 120 days after.
pub(crate) fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 1, 1).unwrap() + Days::new(number.into())
}

/// Every day on which generated ledgers are asked, from before most dates to after them.
pub(crate) fn days_asked() -> impl Iterator<Item = NaiveDate> {
    day(0).pred_opt().into_iter().chain((0..125).map(day))
}

/// A date as a text, with the days that it can mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct When {
    pub(crate) text: String,
    pub(crate) earliest: Option<NaiveDate>,
    pub(crate) latest: Option<NaiveDate>,
    /// The days of a one-of set; every other date is one unbroken range.
    pub(crate) members: Option<Vec<NaiveDate>>,
}

impl When {
    fn range(
        text: impl Into<String>,
        earliest: impl Into<Option<NaiveDate>>,
        latest: impl Into<Option<NaiveDate>>,
    ) -> Self {
        Self {
            text: text.into(),
            earliest: earliest.into(),
            latest: latest.into(),
            members: None,
        }
    }

    pub(crate) fn between(first: NaiveDate, last: NaiveDate) -> Self {
        Self::range(format!("{first}/{last}"), first, last)
    }

    fn one_of(mut members: Vec<NaiveDate>) -> Self {
        members.sort();
        members.dedup();
        let list: Vec<String> = members.iter().map(NaiveDate::to_string).collect();
        Self {
            text: format!("[{}]", list.join(",")),
            earliest: members.first().copied(),
            latest: members.last().copied(),
            members: Some(members),
        }
    }

    /// Every day that it can mean, in order; `None` if there are infinitely many.
    pub(crate) fn days(&self) -> Option<Vec<NaiveDate>> {
        if let Some(members) = &self.members {
            return Some(members.clone());
        }
        let last = self.latest?;
        Some(
            self.earliest?
                .iter_days()
                .take_while(|d| *d <= last)
                .collect(),
        )
    }

    pub(crate) fn certainly_precedes(&self, other: &Self) -> bool {
        self.latest.zip(other.earliest).is_some_and(|(a, b)| a < b)
    }

    /// Whether it certainly was by the end of a day.
    pub(crate) fn is_over(&self, day: NaiveDate) -> bool {
        self.latest.is_some_and(|latest| latest <= day)
    }

    /// The same date made more exact: some of its days, in one range or as fewer members.
    pub(crate) fn narrowed(&self, one: Index, other: Index) -> Self {
        let far = (day(0) - Months::new(3), day(0) + Months::new(9));
        let earliest = self.earliest.or(self.latest.map(|d| d.min(far.0)));
        let latest = self.latest.or(self.earliest.map(|d| d.max(far.1)));
        let bounded = Self {
            earliest: earliest.or(Some(far.0)),
            latest: latest.or(Some(far.1)),
            ..self.clone()
        };
        let days = bounded.days().unwrap();
        let (one, other) = (one.index(days.len()), other.index(days.len()));
        let kept = &days[one.min(other)..=one.max(other)];
        match self.members {
            Some(_) => Self::one_of(kept.to_vec()),
            None => Self::between(kept[0], kept[kept.len() - 1]),
        }
    }
}

fn last_of_month(first: NaiveDate, months: u32) -> NaiveDate {
    (first + Months::new(months)).pred_opt().unwrap()
}

pub(crate) fn exact_day() -> impl Strategy<Value = When> {
    (0..120_u32).prop_map(|n| When::range(day(n).to_string(), day(n), day(n)))
}

fn month() -> impl Strategy<Value = When> {
    (0..4_u32, any::<bool>()).prop_map(|(n, approximate)| {
        let first = day(0) + Months::new(n);
        let text = first.format("%Y-%m").to_string();
        if approximate {
            let first = first - Months::new(1);
            When::range(format!("{text}~"), first, last_of_month(first, 3))
        } else {
            When::range(text, first, last_of_month(first, 1))
        }
    })
}

fn pair(among: Range<u32>) -> impl Strategy<Value = (NaiveDate, NaiveDate)> {
    (among.clone(), among).prop_map(|(a, b)| (day(a.min(b)), day(a.max(b))))
}

/// One unbroken, bounded range of days.
pub(crate) fn bounded_range() -> impl Strategy<Value = When> {
    prop_oneof![
        3 => exact_day(),
        3 => pair(0..120).prop_map(|(a, b)| When::between(a, b)),
        2 => month(),
        1 => (1..119_u32, prop_oneof![Just("~"), Just("%")]).prop_map(|(n, sign)| {
            When::range(format!("{}{sign}", day(n)), day(n - 1), day(n + 1))
        }),
        1 => (0..120_u32).prop_map(|n| When::range(format!("{}?", day(n)), day(n), day(n))),
        1 => (0..4_u32, 0..4_u32).prop_map(|(a, b)| {
            let (first, last) = (day(0) + Months::new(a.min(b)), day(0) + Months::new(a.max(b)));
            let text = format!("{}/{}", first.format("%Y-%m"), last.format("%Y-%m"));
            When::range(text, first, last_of_month(last, 1))
        }),
        1 => Just(When::range("2023", day(0), last_of_month(day(0), 12))),
    ]
}

fn open_range() -> impl Strategy<Value = When> {
    let open = prop_oneof![Just(".."), Just("")];
    (0..120_u32, open, any::<bool>()).prop_map(|(n, open, up_to)| {
        let day = day(n);
        if up_to {
            When::range(format!("{open}/{day}"), None, day)
        } else {
            When::range(format!("{day}/{open}"), day, None)
        }
    })
}

fn one_of(among: Range<u32>) -> impl Strategy<Value = When> {
    prop::collection::vec(among, 1..4)
        .prop_map(|days| When::one_of(days.into_iter().map(day).collect()))
}

/// A date of any sort.
pub(crate) fn when() -> impl Strategy<Value = When> {
    prop_oneof![8 => bounded_range(), 2 => open_range(), 2 => one_of(0..120)]
}

/// A date of days of one fortnight: one range, or a one-of set.
pub(crate) fn in_a_fortnight() -> impl Strategy<Value = When> {
    let range = || pair(0..14).prop_map(|(a, b)| When::between(a, b));
    prop_oneof![3 => range(), 1 => one_of(0..14)]
}

/// A range of days of one fortnight.
pub(crate) fn range_in_a_fortnight() -> impl Strategy<Value = When> {
    pair(0..14).prop_map(|(a, b)| When::between(a, b))
}
