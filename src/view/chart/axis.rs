//! The axis of time: whole days, and where on it a moment lies.

use chrono::NaiveDate;

use crate::view::language::Catalogue;

use super::scale::{self, Scale};

/// An axis of whole days, with the scales that may be written along it.
#[derive(Clone, PartialEq, Debug)]
pub struct Axis {
    first: NaiveDate,
    last: NaiveDate,
    scales: Vec<Scale>,
}

impl Axis {
    /// The axis from a first to a last day, both included; the order does not matter.
    pub fn new(one: NaiveDate, other: NaiveDate, catalogue: &Catalogue) -> Self {
        let mut axis = Self {
            first: one.min(other),
            last: one.max(other),
            scales: Vec::new(),
        };
        axis.scales = scale::scales(&axis, catalogue);
        axis
    }

    /// The first day.
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// How many days it covers, at least one.
    pub fn days(&self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// Whether a day lies on it.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// Where a day begins: 0 at the left end of the axis, 1 at the right; what lies beyond an end
    /// is put there.
    ///
    /// ```
    /// use detente::view::{chart::axis::Axis, language::{Catalogue, Language}};
    /// let day = |text: &str| text.parse().expect("a day");
    /// let axis = Axis::new(day("2023-12-01"), day("2023-12-10"), &Catalogue::new(Language::English));
    /// assert_eq!(axis.start_of(day("2023-12-06")), 0.5);
    /// assert_eq!(axis.end_of(day("2023-12-10")), 1.0);
    /// assert_eq!(axis.start_of(day("2024-01-01")), 1.0);
    /// ```
    pub fn start_of(&self, day: NaiveDate) -> f64 {
        self.moment(day, 0.0)
    }

    /// Where a day ends.
    pub fn end_of(&self, day: NaiveDate) -> f64 {
        self.moment(day, 1.0)
    }

    /// Where a moment lies: a day, and the part of it that has passed.
    pub fn moment(&self, day: NaiveDate, part: f64) -> f64 {
        let passed = number((day - self.first).num_days()) + part;
        (passed / number(self.days())).clamp(0.0, 1.0)
    }

    /// The scales that may be written along it, from the coarsest to the finest.
    ///
    /// Each is for plots at least as wide as its [`fits_from`](Scale::fits_from), up to where the
    /// next one fits.
    pub fn scales(&self) -> &[Scale] {
        &self.scales
    }

    /// The finest scale that fits a plot; `None` if there is no room for any.
    pub fn scale(&self, plot_width: f64) -> Option<&Scale> {
        let fits = |scale: &&Scale| f64::from(scale.fits_from) <= plot_width;
        self.scales.iter().rev().find(fits)
    }
}

/// A number of days; the calendar holds so few that none of them loses its precision.
fn number(days: i64) -> f64 {
    i32::try_from(days).map_or(f64::MAX, f64::from)
}
