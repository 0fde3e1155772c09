//! A date in words, so that whoever writes EDTF sees how it is understood.

use chrono::{Datelike, NaiveDate};

use crate::model::date::Date;

/// A date in words: how exact it is, and the days that it can mean.
///
/// ```
/// use detente::model::date::Date;
/// use detente::view::spoken::spoken;
/// let words = |text| spoken(&Date::parse(text).expect("a date"));
/// assert_eq!(words("2023-02~"), "about February 2023, 1 Jan to 31 Mar 2023");
/// assert_eq!(words("2023-02-14?"), "perhaps 14 February 2023");
/// assert_eq!(words("2023-02/2023-11-14"), "between February 2023 and 14 November 2023, 1 Feb to 14 Nov 2023");
/// assert_eq!(words("/2023-12"), "no later than December 2023, 31 Dec 2023 or earlier");
/// ```
pub fn spoken(date: &Date) -> String {
    let days = days(date.earliest(), date.latest());
    match phrase(date.as_written()) {
        Some(phrase) if date.is_single_day() => phrase,
        Some(phrase) => format!("{phrase}, {days}"),
        None => days,
    }
}

fn phrase(written: &str) -> Option<String> {
    match written.split_once('/') {
        None => part(written),
        Some(("" | "..", "" | "..")) => None,
        Some(("" | "..", end)) => Some(format!("no later than {}", part(end)?)),
        Some((begin, "" | "..")) => Some(format!("no earlier than {}", part(begin)?)),
        Some((begin, end)) => Some(format!("between {} and {}", part(begin)?, part(end)?)),
    }
}

/// One date with its mark: `about February 2023`.
fn part(written: &str) -> Option<String> {
    let stem = written.trim_end_matches(['~', '?', '%']);
    let mark = match written.strip_prefix(stem)? {
        "" => "",
        "~" => "about ",
        "?" => "perhaps ",
        "%" => "perhaps about ",
        _ => return None,
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = stem.split('-').collect();
    if !parts.iter().all(|part| is_digits(part)) {
        return None;
    }
    let words = match parts.as_slice() {
        [year] if year.len() == 4 => (*year).to_owned(),
        [year, month] => format!("{} {year}", month_name(month)?),
        [year, month, day] => {
            format!(
                "{} {} {year}",
                day.trim_start_matches('0'),
                month_name(month)?
            )
        }
        _ => return None,
    };
    Some(format!("{mark}{words}"))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: &str) -> Option<&'static str> {
    let number: usize = month.parse().ok()?;
    MONTHS.get(number.checked_sub(1)?).copied()
}

/// The days that a date can mean: `1 Jan to 31 Mar 2023`.
fn days(earliest: Option<NaiveDate>, latest: Option<NaiveDate>) -> String {
    match (earliest, latest) {
        (Some(a), Some(b)) if a == b => day(a),
        (Some(a), Some(b)) if a.year() == b.year() => {
            format!("{} to {}", a.format("%-d %b"), day(b))
        }
        (Some(a), Some(b)) => format!("{} to {}", day(a), day(b)),
        (Some(a), None) => format!("{} or later", day(a)),
        (None, Some(b)) => format!("{} or earlier", day(b)),
        (None, None) => "any day".into(),
    }
}

fn day(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn days_have_no_zeros_and_years_are_named_where_there_are_two() {
        for (written, words) in [
            ("2023-02-04", "4 February 2023"),
            (
                "2022-12/2023-01",
                "between December 2022 and January 2023, 1 Dec 2022 to 31 Jan 2023",
            ),
            ("2023", "2023, 1 Jan to 31 Dec 2023"),
        ] {
            assert_eq!(spoken(&Date::parse(written).unwrap()), words);
        }
    }
}
