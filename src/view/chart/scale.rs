//! Ticks on the boundaries of the calendar, from hours to tens of thousands of years.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::view::language::{Catalogue, Message};

use super::axis::Axis;
use super::label::{Anchor, Label, least_plot};
use super::text;

/// The fewest and the most ticks of a scale.
pub const TICKS: std::ops::RangeInclusive<usize> = 2..=14;

/// One way to mark an axis: ticks, and the longer periods that they fall into.
#[derive(Clone, PartialEq, Debug)]
pub struct Scale {
    /// The smallest plot, in pixels, in which its labels do not overlap.
    pub fits_from: u32,
    /// The ticks, from left to right.
    pub ticks: Vec<Tick>,
    /// What the ticks fall into: days over hours, months over days, years over months. None over
    /// years.
    pub periods: Vec<Period>,
}

/// A boundary of the calendar.
#[derive(Clone, PartialEq, Debug)]
pub struct Tick {
    /// The day that begins there, or within which it lies.
    pub day: NaiveDate,
    /// The hour of that day.
    pub hour: u32,
    /// Where it lies.
    pub at: f64,
    /// What begins there, in words that begin there too.
    pub label: Label,
}

/// A stretch of the calendar that several ticks share.
#[derive(Clone, PartialEq, Debug)]
pub struct Period {
    /// Where it begins, or the left end of the axis.
    pub start: f64,
    /// Where it ends, or the right end of the axis.
    pub end: f64,
    /// Whether it begins on the axis, so that its beginning can be marked.
    pub begins: bool,
    /// Its name, which begins with it.
    pub label: Label,
}

/// From one tick to the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    Hours(u32),
    Days,
    Weeks,
    Months(u32),
    Years(i32),
}

impl Step {
    /// Every step that an axis of the calendar may need, from the longest to the shortest.
    fn all() -> Vec<Self> {
        let mut steps = Vec::new();
        let mut unit: i32 = 100_000;
        while unit > 0 {
            steps.extend([5, 2, 1].map(|factor| Self::Years(factor * unit)));
            unit /= 10;
        }
        steps.extend([6, 3, 1].map(Self::Months));
        steps.extend([Self::Weeks, Self::Days]);
        steps.extend([12, 6, 3, 2, 1].map(Self::Hours));
        steps
    }

    /// A lower bound of its hours, so that no axis is filled with millions of ticks in vain.
    fn least_hours(self) -> i64 {
        match self {
            Self::Hours(hours) => i64::from(hours),
            Self::Days => 24,
            Self::Weeks => 7 * 24,
            Self::Months(months) => i64::from(months) * 28 * 24,
            Self::Years(years) => i64::from(years) * 365 * 24,
        }
    }

    /// The boundaries on an axis.
    fn boundaries(self, axis: &Axis) -> Vec<(NaiveDate, u32)> {
        let (first, last) = (axis.first(), axis.last());
        let days = || first.iter_days().take_while(|day| *day <= last);
        match self {
            Self::Hours(step) => days()
                .flat_map(|day| (0..24 / step).map(move |turn| (day, turn * step)))
                .collect(),
            Self::Days => days().map(|day| (day, 0)).collect(),
            Self::Weeks => days()
                .filter(|day| day.weekday() == Weekday::Mon)
                .map(|day| (day, 0))
                .collect(),
            Self::Months(step) => month_starts(first, last)
                .filter(|day| day.month0() % step == 0)
                .map(|day| (day, 0))
                .collect(),
            Self::Years(step) => {
                let next = first.year().div_euclid(step) * step;
                (0..)
                    .map_while(|turn: i32| next.checked_add(turn.checked_mul(step)?))
                    // The calendar may begin within a year.
                    .skip_while(|year| january(*year).is_none_or(|day| day < first))
                    .map_while(january)
                    .take_while(|day| *day <= last)
                    .map(|day| (day, 0))
                    .collect()
            }
        }
    }

    /// The longer periods that its ticks fall into, by the first day of each.
    fn period_starts(self, axis: &Axis) -> Vec<NaiveDate> {
        let (first, last) = (axis.first(), axis.last());
        match self {
            Self::Hours(_) => first.iter_days().take_while(|day| *day <= last).collect(),
            Self::Days | Self::Weeks => month_starts(first, last).collect(),
            Self::Months(_) => month_starts(first, last)
                .filter(|day| day.month() == 1)
                .collect(),
            Self::Years(_) => Vec::new(),
        }
    }

    fn tick_text(self, day: NaiveDate, hour: u32, catalogue: &Catalogue) -> String {
        match self {
            Self::Hours(_) => format!("{hour:02}:00"),
            Self::Days | Self::Weeks => {
                catalogue.fill(Message::TickDay, &[("day", i64::from(day.day()).into())])
            }
            Self::Months(_) => catalogue.say(text::short_month(day.month0())),
            Self::Years(_) => text::year(day.year()),
        }
    }

    fn period_text(self, day: NaiveDate, catalogue: &Catalogue) -> String {
        let month = catalogue.say(text::long_month(day.month0()));
        let year = text::year(day.year());
        match self {
            Self::Hours(_) => catalogue.fill(
                Message::PeriodDay,
                &[
                    ("day", i64::from(day.day()).into()),
                    ("month", (&month).into()),
                    ("year", (&year).into()),
                ],
            ),
            Self::Days | Self::Weeks => catalogue.fill(
                Message::PeriodMonth,
                &[("month", (&month).into()), ("year", (&year).into())],
            ),
            Self::Months(_) | Self::Years(_) => year,
        }
    }
}

fn january(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 1, 1)
}

/// The first days of months on an axis.
fn month_starts(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let next = |(year, month): (i32, u32)| {
        Some(if month == 12 {
            (year.checked_add(1)?, 1)
        } else {
            (year, month + 1)
        })
    };
    std::iter::successors(Some((first.year(), first.month())), move |month| {
        next(*month)
    })
    .map(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1))
    // The calendar may begin within a month.
    .skip_while(move |day| day.is_none_or(|day| day < first))
    .map_while(move |day| day.filter(|day| *day <= last))
}

/// The scales of an axis, from the coarsest to the finest; there is at least one.
pub(super) fn scales(axis: &Axis, catalogue: &Catalogue) -> Vec<Scale> {
    let most = i64::try_from(*TICKS.end()).unwrap_or(i64::MAX) + 1;
    let mut scales: Vec<Scale> = Vec::new();
    for step in Step::all() {
        if axis.days().saturating_mul(24) / step.least_hours() > most {
            break;
        }
        let boundaries = step.boundaries(axis);
        if !TICKS.contains(&boundaries.len()) {
            continue;
        }
        let scale = scale(axis, step, &boundaries, catalogue);
        // A coarser scale that needs more room than a finer one is of no use.
        while scales
            .pop_if(|last| last.fits_from >= scale.fits_from)
            .is_some()
        {}
        scales.push(scale);
    }
    scales
}

fn scale(axis: &Axis, step: Step, boundaries: &[(NaiveDate, u32)], catalogue: &Catalogue) -> Scale {
    let mut ticks: Vec<Tick> = boundaries
        .iter()
        .map(|&(day, hour)| {
            let at = axis.moment(day, f64::from(hour) / 24.0);
            let text = step.tick_text(day, hour, catalogue);
            Tick {
                day,
                hour,
                at,
                label: Label::new(vec![text], at, Anchor::Start),
            }
        })
        .collect();
    let to_next = ticks.windows(2).filter_map(|pair| match pair {
        [one, next] => Some(least_plot(f64::from(one.label.width), next.at - one.at)),
        _ => None,
    });
    let fits_from = to_next.max().unwrap_or(0);
    for tick in &mut ticks {
        // The last one may have less room than the others, up to the right end.
        let to_end = least_plot(f64::from(tick.label.width), 1.0 - tick.at);
        tick.label.fits_from = fits_from.max(to_end);
    }
    Scale {
        fits_from,
        ticks,
        periods: periods(axis, step, catalogue),
    }
}

fn periods(axis: &Axis, step: Step, catalogue: &Catalogue) -> Vec<Period> {
    let mut starts = step.period_starts(axis);
    if matches!(step, Step::Years(_)) {
        return Vec::new();
    }
    let is_whole = starts.first() == Some(&axis.first());
    if !is_whole {
        starts.insert(0, axis.first());
    }
    let ends = starts.iter().skip(1).map(|day| axis.start_of(*day));
    let ends: Vec<f64> = ends.chain([1.0]).collect();
    starts
        .iter()
        .zip(ends)
        .enumerate()
        .map(|(index, (&day, end))| {
            let start = axis.start_of(day);
            let mut label =
                Label::new(vec![step.period_text(day, catalogue)], start, Anchor::Start);
            label.fits_from = least_plot(f64::from(label.width), end - start);
            Period {
                start,
                end,
                begins: index > 0 || is_whole,
                label,
            }
        })
        .collect()
}
