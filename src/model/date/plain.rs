//! The dates that nearly all are: a day, a month, or the time between two days.
//!
//! They are EDTF like any other, and read here only because there may be millions of them; whatever
//! is not plainly one of the three is left to the parser of the whole language.

use chrono::{Datelike, NaiveDate};

use super::Date;

/// The day that `2023-11-14` is.
pub(super) fn day(text: &[u8]) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.try_into().ok()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else {
        return None;
    };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2].map(|digit| digit.wrapping_sub(b'0'));
    if digits.iter().any(|digit| *digit > 9) {
        return None;
    }
    let [y1, y2, y3, y4, m1, m2, d1, d2] = digits.map(u32::from);
    let year = ((y1 * 10 + y2) * 10 + y3) * 10 + y4;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, m1 * 10 + m2, d1 * 10 + d2)
}

/// The date that `2023-11-14`, `2023-11` or `2023-11-14/2023-11-20` is.
pub(super) fn date(text: &str) -> Option<Date> {
    let (earliest, latest) = match text.len() {
        7 => {
            let first = day(format!("{text}-01").as_bytes())?;
            (first, first.with_day(first.num_days_in_month().into())?)
        }
        10 => (day(text.as_bytes())?, day(text.as_bytes())?),
        21 => {
            let (start, end) = text.split_once('/')?;
            (day(start.as_bytes())?, day(end.as_bytes())?)
        }
        _ => return None,
    };
    // An interval that ends before it begins is for the parser to explain.
    (earliest <= latest).then(|| Date {
        written: text.into(),
        earliest: Some(earliest),
        latest: Some(latest),
        uncertain: false,
        approximate: false,
    })
}

/// A day of the years 0 to 9999 as it is written.
///
/// Done by hand, for it is done for every date that is looked at.
pub(super) fn written(year: u32, month: u32, day: u32) -> Box<str> {
    let digits = [
        (0, year / 1_000),
        (1, year / 100),
        (2, year / 10),
        (3, year),
        (5, month / 10),
        (6, month),
        (8, day / 10),
        (9, day),
    ];
    let mut written = *b"0000-00-00";
    for (place, number) in digits {
        written[place] += u8::try_from(number % 10).unwrap_or_default();
    }
    std::str::from_utf8(&written).unwrap_or_default().into()
}
