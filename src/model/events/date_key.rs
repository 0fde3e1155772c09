//! The date of an event, as a row keeps it.

use chrono::{Datelike, NaiveDate};

/// A date: a known day, or a place in the run's list of other dates.
///
/// A place is kept as a day so long ago that nobody would write it as one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct DateKey(NaiveDate);

/// The first day that stands for itself. Those before it stand for places, ninety million of them.
const DAYS_FROM: NaiveDate = match NaiveDate::from_ymd_opt(-10_000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
const PLACES_FROM: i32 = -262_000;
const PLACES_A_YEAR: usize = 365;

impl DateKey {
    /// The day, if it is one that is written as such (`2023-11-14`).
    pub(crate) fn of_day(day: NaiveDate) -> Option<Self> {
        (day >= DAYS_FROM).then_some(Self(day))
    }

    pub(crate) fn of_place(index: usize) -> Option<Self> {
        let year = PLACES_FROM.checked_add(i32::try_from(index / PLACES_A_YEAR).ok()?)?;
        let in_year = u32::try_from(index % PLACES_A_YEAR + 1).ok()?;
        let day = NaiveDate::from_yo_opt(year, in_year)?;
        (day < DAYS_FROM).then_some(Self(day))
    }

    /// Whether it is a known day.
    #[inline]
    pub(crate) fn is_day(self) -> bool {
        self.0 >= DAYS_FROM
    }

    /// The day, if it is one.
    #[inline]
    pub(crate) fn day(self) -> Option<NaiveDate> {
        self.is_day().then_some(self.0)
    }

    /// The place in the list, if it is no day.
    pub(crate) fn place(self) -> usize {
        let years = usize::try_from(self.0.year() - PLACES_FROM).unwrap_or_default();
        years * PLACES_A_YEAR + self.0.ordinal0() as usize
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_place_is_no_day_and_is_found_again(place in 0..90_000_000_usize) {
            let key = DateKey::of_place(place).unwrap();
            prop_assert!(!key.is_day());
            prop_assert_eq!(key.day(), None);
            prop_assert_eq!(key.place(), place);
        }

        #[test]
        fn a_day_that_can_be_written_as_one_stands_for_itself(year in 0..=9999, in_year in 1..=365_u32) {
            let day = NaiveDate::from_yo_opt(year, in_year).unwrap();
            prop_assert_eq!(DateKey::of_day(day).unwrap().day(), Some(day));
        }
    }

    #[test]
    fn a_place_too_far_behind_has_no_key() {
        assert_eq!(DateKey::of_place(usize::MAX), None);
        assert_eq!(DateKey::of_place(100_000_000), None);
        assert_eq!(DateKey::of_day(NaiveDate::MIN), None);
    }
}
