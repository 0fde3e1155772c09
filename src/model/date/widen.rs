//! How far 'about' reaches.
//!
//! The EDTF text of the Library of Congress says which components `~` and `%` apply to, and
//! that `%` means both `?` and `~`. Neither it nor ISO 8601-2 says how far an approximation
//! reaches, so this is the ledger's own rule: one unit of the stated precision, to either side.
//!
//! | what is approximate | source of the reading | widened by |
//! |---|---|---|
//! | the whole date, `2004-06-11~` | EDTF level 1, 'Qualification of a date (complete)' | its last component's unit |
//! | a component and all to its left, `2004-06~-11` | EDTF level 2, 'Group Qualification' | the unit of the component before the sign |
//! | one component, `2004-~06-11` | EDTF level 2, 'Qualification of Individual Component' | that component's unit |
//! | all of them one by one, `~2004-~06-~11` | ISO 8601-2, 8.2: the same as `2004-06-11~` | as the whole date |
//! | an end of an interval, a member of a set | EDTF levels 1 and 2, intervals; ISO 8601-2, 10.3 | each by its own |
//!
//! So the run of approximate components that begins at the year counts once, with the unit of
//! its last component; each further one adds its own.
//!
//! | component | source of the unit | unit |
//! |---|---|---|
//! | day, month, year | EDTF level 0, 'Date': day, month and year precision | itself |
//! | season, quarter, four months, half-year | EDTF level 2, 'Sub-year groupings'; ISO 8601-2, 4.8 | 3, 3, 4 or 6 months |
//! | `201X`, `20XX`, `1XX3`, `XXXX` | EDTF levels 1 and 2, 'Unspecified Digit' | ten times the place of the leftmost `X`: 10, 100, 1,000, 10,000 years |
//! | `1X` as a month or a day | the same | ten months, ten days |
//! | `XX` or `X2` as a month or a day | the same | the unit of the component to its left |
//! | `1950S2` | EDTF level 2, 'Significant digits' | the swept range: 100 years |
//!
//! Months are calendar months. A first day stays a first day and, in the latest bound, a last
//! day stays a last day; other days are cut at the month's end. In the earliest bound a last
//! day keeps its number, since moving it to the month's end would narrow the date.

use chrono::{Datelike, Days, Months, NaiveDate};
use edtf_core::{Date, DateField, Year, YearKind};

const MONTHS_IN_A_YEAR: u32 = 12;

/// By how much a date's qualifiers move each of its bounds outwards.
#[derive(Clone, Copy, Default)]
pub(super) struct Widening {
    months: u32,
    days: u32,
}

#[derive(Clone, Copy)]
enum Component {
    Year,
    Month(DateField),
    Day(DateField),
}

impl Widening {
    /// Adds up what a date's `~` and `%` ask for, or gives `None` where that is beyond counting.
    pub(super) fn of(date: &Date) -> Option<Self> {
        let components = components(date);
        let run = components.iter().take_while(|one| one.1).count();
        let (in_run, others) = components.split_at_checked(run)?;
        let counted = in_run.last().into_iter().chain(others);
        counted
            .filter(|(_, approximate)| *approximate)
            .try_fold(Self::default(), |sum, (component, _)| {
                sum.plus(unit(date, *component)?)
            })
    }

    /// Moves the earliest bound.
    pub(super) fn earlier(self, day: NaiveDate) -> Option<NaiveDate> {
        day.checked_sub_months(Months::new(self.months))?
            .checked_sub_days(Days::new(self.days.into()))
    }

    /// Moves the latest bound.
    pub(super) fn later(self, day: NaiveDate) -> Option<NaiveDate> {
        let moved = day.checked_add_months(Months::new(self.months))?;
        let moved = if is_last_of_month(day) {
            moved.with_day(moved.num_days_in_month().into())?
        } else {
            moved
        };
        moved.checked_add_days(Days::new(self.days.into()))
    }

    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            months: self.months.checked_add(other.months)?,
            days: self.days.checked_add(other.days)?,
        })
    }

    const fn months(months: u32) -> Self {
        Self { months, days: 0 }
    }

    const fn days(days: u32) -> Self {
        Self { months: 0, days }
    }
}

fn is_last_of_month(day: NaiveDate) -> bool {
    day.day() == u32::from(day.num_days_in_month())
}

/// The components from the year downwards, each with whether it is approximate.
fn components(date: &Date) -> Vec<(Component, bool)> {
    let year = (Component::Year, date.year.qualifier.approximate);
    let month = date
        .month
        .map(|field| (Component::Month(field), field.qualifier.approximate));
    let day = date
        .day
        .map(|field| (Component::Day(field), field.qualifier.approximate));
    [Some(year), month, day].into_iter().flatten().collect()
}

fn unit(date: &Date, component: Component) -> Option<Widening> {
    match component {
        Component::Year => year_unit(&date.year),
        Component::Month(field) => month_unit(date, field),
        Component::Day(field) => day_unit(date, field),
    }
}

fn day_unit(date: &Date, field: DateField) -> Option<Widening> {
    match (field.digits, date.month) {
        ([Some(_), Some(_)], _) => Some(Widening::days(1)),
        ([Some(_), None], _) => Some(Widening::days(10)),
        ([None, _], Some(month)) => month_unit(date, month),
        ([None, _], None) => year_unit(&date.year),
    }
}

fn month_unit(date: &Date, field: DateField) -> Option<Widening> {
    match field.digits {
        [Some(tens), Some(ones)] => Some(Widening::months(length_in_months(tens * 10 + ones))),
        [Some(_), None] => Some(Widening::months(10)),
        [None, _] => year_unit(&date.year),
    }
}

/// The length of what stands in the month's place: a month, or one of the codes 21 to 41.
const fn length_in_months(code: u8) -> u32 {
    match code {
        21..=36 => 3,
        37..=39 => 4,
        40..=41 => 6,
        _ => 1,
    }
}

fn year_unit(year: &Year) -> Option<Widening> {
    let years = match year.significant_digits {
        Some(kept) => 10_u32.checked_pow(digits_in(year)?.checked_sub(kept)?)?,
        None => unspecified_years(year.kind),
    };
    Some(Widening::months(years.checked_mul(MONTHS_IN_A_YEAR)?))
}

const fn unspecified_years(kind: YearKind) -> u32 {
    match kind {
        YearKind::Standard { digits, .. } => match digits {
            [None, _, _, _] => 10_000,
            [_, None, _, _] => 1_000,
            [_, _, None, _] => 100,
            [_, _, _, None] => 10,
            [Some(_), Some(_), Some(_), Some(_)] => 1,
        },
        YearKind::Big { .. } | YearKind::Exponential { .. } => 1,
    }
}

fn digits_in(year: &Year) -> Option<u32> {
    match year.kind {
        YearKind::Standard { .. } => Some(4),
        YearKind::Big { value } => digits_of(value),
        YearKind::Exponential {
            significand,
            exponent,
        } => digits_of(significand)?.checked_add(exponent),
    }
}

fn digits_of(number: i64) -> Option<u32> {
    number.unsigned_abs().checked_ilog10()?.checked_add(1)
}
