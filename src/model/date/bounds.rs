//! The days that a parsed date can mean.
//!
//! Each single date is bounded by the parser's library and widened by its own qualifiers;
//! intervals and sets take the outermost of their parts. Every part must fit the calendar, also
//! one that an open end makes idle (`..Y300000/2004`): a year that cannot be held is more likely
//! a slip than a wish.

use chrono::NaiveDate;
use edtf_core::{Bound, BoundDate, Edtf, Interval, IntervalEndpoint, Set, SetElement};

use super::widen::Widening;

/// The first and the last possible day; `None` is unbounded.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) earliest: Option<NaiveDate>,
    pub(super) latest: Option<NaiveDate>,
}

/// Bounds a parsed date, or gives `None` where a day lies outside the calendar.
pub(super) fn of(parsed: &Edtf) -> Option<Bounds> {
    match parsed {
        Edtf::Date(date) => days(date),
        Edtf::DateTime(moment) => days(&moment.date),
        Edtf::Interval(interval) => interval_days(interval),
        Edtf::Set(set) => set_days(set),
    }
}

fn days(date: &edtf_core::Date) -> Option<Bounds> {
    let strict = Edtf::Date(*date).bounds();
    let widening = Widening::of(date)?;
    Some(Bounds {
        earliest: Some(widening.earlier(day(strict.earliest)?)?),
        latest: Some(widening.later(day(strict.latest)?)?),
    })
}

/// A single date is never open, so a bound that is no day is a year beyond all counting.
fn day(bound: Bound) -> Option<NaiveDate> {
    match bound {
        Bound::Date(BoundDate { year, month, day }) => {
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month.into(), day.into())
        }
        Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => None,
    }
}

fn interval_days(interval: &Interval) -> Option<Bounds> {
    Some(Bounds {
        earliest: endpoint_days(&interval.start)?.earliest,
        latest: endpoint_days(&interval.end)?.latest,
    })
}

fn endpoint_days(endpoint: &IntervalEndpoint) -> Option<Bounds> {
    match endpoint {
        IntervalEndpoint::Date(date) => days(date),
        IntervalEndpoint::OnOrBefore(date) => up_to(date),
        IntervalEndpoint::OnOrAfter(date) => from(date),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => Some(Bounds {
            earliest: None,
            latest: None,
        }),
    }
}

fn set_days(set: &Set) -> Option<Bounds> {
    let mut members = set.elements.iter().map(member_days);
    let first = members.next()??;
    members.try_fold(first, |sofar, member| Some(sofar.covering(member?)))
}

fn member_days(member: &SetElement) -> Option<Bounds> {
    match member {
        SetElement::Date(date) => days(date),
        SetElement::OnOrBefore(date) => up_to(date),
        SetElement::OnOrAfter(date) => from(date),
        SetElement::Range(start, end) => Some(Bounds {
            earliest: days(start)?.earliest,
            latest: days(end)?.latest,
        }),
    }
}

fn up_to(date: &edtf_core::Date) -> Option<Bounds> {
    days(date).map(|bounds| Bounds {
        earliest: None,
        ..bounds
    })
}

fn from(date: &edtf_core::Date) -> Option<Bounds> {
    days(date).map(|bounds| Bounds {
        latest: None,
        ..bounds
    })
}

impl Bounds {
    fn covering(self, other: Self) -> Self {
        Self {
            earliest: outermost(self.earliest, other.earliest, NaiveDate::min),
            latest: outermost(self.latest, other.latest, NaiveDate::max),
        }
    }
}

fn outermost(
    one: Option<NaiveDate>,
    other: Option<NaiveDate>,
    choose: fn(NaiveDate, NaiveDate) -> NaiveDate,
) -> Option<NaiveDate> {
    Some(choose(one?, other?))
}
