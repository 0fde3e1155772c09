//! The dates that nearly all are: a day, a month, or the time between two days.
//!
//! They are EDTF like any other, and read here only because there may be millions of them; whatever
//! is not plainly one of the three is left to the parser of the whole language.

use chrono::{Datelike, NaiveDate};

use super::Date;

/// The day that `2023-11-14` is.
///
/// Its digits are taken many at a time, side by side in one number, the first in its lowest byte.
pub(super) fn day(text: &[u8]) -> Option<NaiveDate> {
    const SIX: u64 = u64::from_le_bytes([6, 6, 6, 6, 0, 6, 6, 0]);
    const DIGITS: u64 = u64::from_le_bytes([15, 15, 15, 15, 0, 15, 15, 0]);
    let bytes: &[u8; 10] = text.try_into().ok()?;
    let (month, day) = bytes.split_first_chunk::<8>()?;
    // A digit becomes what it stands for, a dash nothing; whatever else there is keeps bits above these, or
    // gets some with six more.
    let digits = u64::from_le_bytes(*month) ^ u64::from_le_bytes(*b"0000-00-");
    let [tens, ones] = *day else { return None };
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    if (digits | digits.wrapping_add(SIX)) & !DIGITS != 0 || tens > 9 || ones > 9 {
        return None;
    }
    // Each byte ten times, and the one behind it.
    let [century, _, year, _, _, month, ..] = (digits * 10 + (digits >> 8)).to_le_bytes();
    let year = i32::from(century) * 100 + i32::from(year);
    NaiveDate::from_ymd_opt(year, month.into(), (tens * 10 + ones).into())
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The day by the general rule of chrono, where the text has the form of one.
    fn by_chrono(text: &str) -> Option<NaiveDate> {
        let has_form = text.len() == 10
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        has_form.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())?
    }

    proptest! {
        #[test]
        fn a_text_is_a_day_if_it_is_one_by_the_general_rule(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]") {
            prop_assert_eq!(day(text.as_bytes()), by_chrono(&text));
        }

        #[test]
        fn a_text_with_anything_else_in_it_is_no_day(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]", place in 0_usize..10, byte: u8) {
            let mut bytes = text.into_bytes();
            bytes[place] = byte;
            let expected = std::str::from_utf8(&bytes).ok().and_then(by_chrono);
            prop_assert_eq!(day(&bytes), expected);
        }
    }
}
