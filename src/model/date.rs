//! Dates exactly as exact as their source.
//!
//! A [`Date`] is one EDTF string (Extended Date/Time Format, ISO 8601-2:2019 Annex A; Library
//! of Congress text of 4 February 2019), levels 0, 1 and 2. It is kept as written and knows the
//! earliest and the latest day that it can mean.
//!
//! Parsing and the strict bounds are the work of the `edtf-core` crate. This module adds what
//! a ledger of contested facts needs: bounds that an approximation widens, days of the
//! calendar library, comparison with three answers, and reasons that a person can act on.
//!
//! # From text to days
//!
//! 1. A date without a day means every day that it covers: `2023-02` is all of February,
//!    `201X` ten years, `2023-22` June to August. EDTF leaves a season's months to whoever
//!    exchanges the dates; they are taken as whole months, those of the north unless the code
//!    names the south, and winter ends in the following year.
//! 2. `~` and `%` widen both bounds by one unit of the stated precision; `?` widens nothing.
//!    The specification says what a qualifier applies to and leaves open how far 'about'
//!    reaches; the private module `widen` holds our answer.
//! 3. An interval runs from its start's earliest day to its end's latest, a set from the
//!    earliest day of its members to the latest. An open (`..`) or unknown (empty) end is
//!    unbounded.
//! 4. A time of day, with its shift from UTC, is kept in the text and moves no bound: the
//!    day is the local day as written.

mod bounds;
mod explain;
mod plain;
mod widen;

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use edtf_core::Edtf;

use self::bounds::Bounds;

/// The longest date that is read, in bytes.
///
/// A set may list members without end, and some patterns of unspecified digits cost a search
/// through ten thousand years each. Four kilobytes hold a set of 370 days.
pub const LONGEST_DATE: usize = 4096;

/// An EDTF date as its source gives it, with the days it can mean.
///
/// Imprecise dates have no total order (`2023` and `2023-06` come neither first nor last), so
/// the type has neither `Ord` nor `PartialOrd`; [`Date::compare`] answers in three values.
/// Equality is of the text: `2004-06-11?` and `?2004-?06-?11` mean the same and are not equal.
///
/// # Examples
///
/// ```
/// use detente::model::date::{Comparison, Date};
///
/// let cut = Date::parse("2023-02~")?;
/// assert_eq!(cut.as_written(), "2023-02~");
/// assert_eq!(cut.earliest().map(|day| day.to_string()).as_deref(), Some("2023-01-01"));
/// assert_eq!(cut.latest().map(|day| day.to_string()).as_deref(), Some("2023-03-31"));
/// assert!(cut.is_approximate());
///
/// let summit = Date::parse("2023-11-15")?;
/// assert_eq!(cut.compare(&summit), Comparison::Before);
/// # Ok::<(), detente::model::date::DateError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Date {
    written: Box<str>,
    earliest: Option<NaiveDate>,
    latest: Option<NaiveDate>,
    uncertain: bool,
    approximate: bool,
}

/// What two dates certainly say about their order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Comparison {
    /// Every day of the first is before every day of the second.
    Before,
    /// Every day of the first is after every day of the second.
    After,
    /// The days overlap or are the same: neither is certain to come first.
    Undecided,
}

/// Why a text is no date of the ledger.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum DateError {
    /// The text is not EDTF.
    Malformed {
        /// Where the first problem stands, in bytes from the start of the text.
        offset: usize,
        /// What is wrong there, as a sentence without its capital and full stop.
        reason: Box<str>,
    },
    /// The text is EDTF, but the calendar cannot hold its days, or those it widens to.
    YearOutOfRange {
        /// The date, or the part of it, that is too far away.
        written: Box<str>,
    },
}

impl Date {
    /// Reads an EDTF string of level 0, 1 or 2.
    ///
    /// Nothing is trimmed, guessed or completed: the text is a date as it stands, or an error.
    ///
    /// # Errors
    ///
    /// [`DateError::Malformed`] when the text is not EDTF, is longer than [`LONGEST_DATE`], or
    /// puts a leap second where none can be. [`DateError::YearOutOfRange`] when it is EDTF but
    /// one of its days, widened where it is approximate, lies outside the calendar.
    ///
    /// # Examples
    ///
    /// ```
    /// use detente::model::date::{Date, DateError};
    ///
    /// let on_a_call = Date::parse("2023-11-14/2023-11-15?")?;
    /// assert!(on_a_call.is_uncertain());
    ///
    /// let reason = Date::parse("2023-13").unwrap_err().to_string();
    /// assert!(reason.starts_with("there is no month 13"));
    ///
    /// let far = Date::parse("Y170000002");
    /// assert!(matches!(far, Err(DateError::YearOutOfRange { .. })));
    /// # Ok::<(), DateError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, DateError> {
        if text.len() > LONGEST_DATE {
            return Err(DateError::malformed(
                0,
                format!(
                    "a date has at most {LONGEST_DATE} bytes; this one has {}",
                    text.len()
                ),
            ));
        }
        if let Some(date) = plain::date(text) {
            return Ok(date);
        }
        Self::parse_any(text)
    }

    /// Reads any EDTF string with the parser of the whole language.
    fn parse_any(text: &str) -> Result<Self, DateError> {
        let parsed = Edtf::parse(text).map_err(|error| explain::failure(text, error))?;
        if let Some(objection) = explain::objection(text, &parsed) {
            return Err(objection);
        }
        let Some(Bounds { earliest, latest }) = bounds::of(&parsed) else {
            return Err(DateError::year_out_of_range(text));
        };
        Ok(Self {
            written: text.into(),
            earliest,
            latest,
            uncertain: parsed.is_uncertain(),
            approximate: parsed.is_approximate(),
        })
    }

    /// Makes the date of one known day.
    ///
    /// EDTF writes days of the years -9999 to 9999 only. A day beyond them becomes its year
    /// (`Y12345`), the narrowest EDTF that covers it.
    ///
    /// # Examples
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use detente::model::date::Date;
    ///
    /// let day = NaiveDate::from_ymd_opt(2023, 11, 14).ok_or("no such day")?;
    /// let date = Date::from_day(day);
    /// assert_eq!(date.as_written(), "2023-11-14");
    /// assert_eq!(Ok(date), Date::parse("2023-11-14"));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn from_day(day: NaiveDate) -> Self {
        let (year, month, number) = (day.year(), day.month(), day.day());
        let size = year.unsigned_abs();
        if size > 9999 {
            return Self {
                written: format!("Y{year}").into(),
                earliest: day.with_ordinal(1),
                latest: day.with_month(12).and_then(|day| day.with_day(31)),
                uncertain: false,
                approximate: false,
            };
        }
        let written = if year < 0 {
            format!("-{size:04}-{month:02}-{number:02}").into()
        } else {
            plain::written(size, month, number)
        };
        Self {
            written,
            earliest: Some(day),
            latest: Some(day),
            uncertain: false,
            approximate: false,
        }
    }

    /// The day that a text is, if it is one that is written as such (`2023-11-14`).
    pub(crate) fn plain_day(text: &[u8]) -> Option<NaiveDate> {
        plain::day(text)
    }

    /// Returns the text that was parsed, byte for byte.
    #[must_use]
    pub fn as_written(&self) -> &str {
        &self.written
    }

    /// Returns the first day that the date can mean; `None` is an unbounded past.
    #[must_use]
    pub const fn earliest(&self) -> Option<NaiveDate> {
        self.earliest
    }

    /// Returns the last day that the date can mean; `None` is an unbounded future.
    #[must_use]
    pub const fn latest(&self) -> Option<NaiveDate> {
        self.latest
    }

    /// Tells whether any part carries `?` or `%`: its source is in doubt.
    #[must_use]
    pub const fn is_uncertain(&self) -> bool {
        self.uncertain
    }

    /// Tells whether any part carries `~` or `%`: the bounds are then wider than the text.
    #[must_use]
    pub const fn is_approximate(&self) -> bool {
        self.approximate
    }

    /// Tells whether the date can mean one day only.
    ///
    /// An uncertain day (`2023-11-14?`) is still one day; an approximate one is three.
    ///
    /// # Examples
    ///
    /// ```
    /// use detente::model::date::Date;
    ///
    /// assert!(Date::parse("2023-11-14T10:15:00Z")?.is_single_day());
    /// assert!(Date::parse("2023-11-14?")?.is_single_day());
    /// assert!(!Date::parse("2023-11-14~")?.is_single_day());
    /// assert!(!Date::parse("2023-11-XX")?.is_single_day());
    /// # Ok::<(), detente::model::date::DateError>(())
    /// ```
    #[must_use]
    pub fn is_single_day(&self) -> bool {
        self.earliest.is_some() && self.earliest == self.latest
    }

    /// Compares two dates by what is certain.
    ///
    /// One date is before another when its latest day is before the other's earliest. This is
    /// antisymmetric and transitive; `Undecided` is neither equality nor transitive.
    ///
    /// # Examples
    ///
    /// ```
    /// use detente::model::date::{Comparison, Date};
    ///
    /// let february = Date::parse("2023-02")?;
    /// let march = Date::parse("2023-03")?;
    /// let about_march = Date::parse("2023-03~")?;
    /// assert_eq!(february.compare(&march), Comparison::Before);
    /// assert_eq!(march.compare(&february), Comparison::After);
    /// assert_eq!(february.compare(&about_march), Comparison::Undecided);
    /// # Ok::<(), detente::model::date::DateError>(())
    /// ```
    #[must_use]
    pub fn compare(&self, other: &Self) -> Comparison {
        if self.certainly_precedes(other) {
            Comparison::Before
        } else if other.certainly_precedes(self) {
            Comparison::After
        } else {
            Comparison::Undecided
        }
    }

    fn certainly_precedes(&self, other: &Self) -> bool {
        match (self.latest, other.earliest) {
            (Some(last), Some(first)) => last < first,
            (None, _) | (_, None) => false,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.written)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text)
    }
}

impl DateError {
    /// Returns where the problem stands, in bytes from the start of the text.
    ///
    /// A year out of range concerns the whole text, so its offset is zero.
    #[must_use]
    pub const fn offset(&self) -> usize {
        match self {
            Self::Malformed { offset, .. } => *offset,
            Self::YearOutOfRange { .. } => 0,
        }
    }

    fn malformed(offset: usize, reason: impl Into<Box<str>>) -> Self {
        Self::Malformed {
            offset,
            reason: reason.into(),
        }
    }

    fn year_out_of_range(text: &str) -> Self {
        Self::YearOutOfRange {
            written: text.into(),
        }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { reason, .. } => formatter.write_str(reason),
            Self::YearOutOfRange { written } => write!(
                formatter,
                "`{written}` reaches beyond the calendar, which holds the years {} to {}",
                NaiveDate::MIN.year(),
                NaiveDate::MAX.year(),
            ),
        }
    }
}

impl std::error::Error for DateError {}
