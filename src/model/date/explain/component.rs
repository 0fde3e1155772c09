//! What is wrong with one date.

use chrono::{Datelike, Month, NaiveDate};
use edtf_core::Edtf;

use super::piece::Piece;
use super::{long_year, moment};
use crate::model::date::DateError;

pub(super) const QUALIFIERS: [char; 3] = ['?', '~', '%'];

const ONE_AT_A_PLACE: &str =
    "?, ~ and % stand before or after a component, one at a place; % is both ? and ~";

/// Explains a single date that fails alone.
pub(super) fn problem(date: Piece) -> Option<DateError> {
    if Edtf::parse(date.text).is_ok() {
        return None;
    }
    if date.text.is_empty() {
        return date.problem("a date is missing here");
    }
    lower_case(date)
        .or_else(|| quarter(date))
        .or_else(|| match date.split_once("T") {
            Some((day, time)) => moment::problem(day, time),
            None if date.text.starts_with('Y') => long_year::problem(date),
            None => calendar_date(date),
        })
}

fn lower_case(date: Piece) -> Option<DateError> {
    let letter = date.at(|sign| sign.is_ascii_lowercase())?;
    let sign = letter.text.chars().next()?;
    match sign {
        'x' | 'u' => letter.problem(format!(
            "an unspecified digit is written as a capital X, not as `{sign}`"
        )),
        'y' | 'e' | 's' | 't' | 'z' => letter.problem(format!(
            "the letter `{sign}` is written as a capital in a date"
        )),
        _ => letter.problem(format!("the letter `{sign}` has no meaning in a date")),
    }
}

fn quarter(date: Piece) -> Option<DateError> {
    date.at(|sign| matches!(sign, 'Q' | 'H'))?.problem(
        "quarters are written as 33 to 36 in the month's place and halves of a year as 40 and 41, \
         the first quarter of 2023 as 2023-33",
    )
}

fn calendar_date(date: Piece) -> Option<DateError> {
    let unqualified = match date.text.strip_prefix(QUALIFIERS) {
        Some(_) => date.after(1),
        None => date,
    };
    let (negative, positive) = match unqualified.text.strip_prefix('-') {
        Some(_) => (true, unqualified.after(1)),
        None => (false, unqualified),
    };
    if positive.text.starts_with(QUALIFIERS) {
        return positive.problem(ONE_AT_A_PLACE);
    }
    let parts: Vec<Piece> = positive.split("-").collect();
    if let Some(doubled) = parts.iter().find_map(|part| doubled_qualifier(*part)) {
        return Some(doubled);
    }
    let part = |place: usize| parts.get(place).copied().map(bare);
    let year = part(0)?;
    year_problem(year, negative, parts.len() > 1)
        .or_else(|| month_problem(part(1)?, part(2)))
        .or_else(|| day_problem(year, part(1)?, part(2)?, negative))
        .or_else(|| part(3)?.problem("a date ends with its day"))
}

/// A component without the qualifiers to its left and right.
fn bare(part: Piece) -> Piece {
    let left = match part.text.strip_prefix(QUALIFIERS) {
        Some(_) => part.after(1),
        None => part,
    };
    match left.text.strip_suffix(QUALIFIERS) {
        Some(rest) => left.until(rest.len()),
        None => left,
    }
}

fn doubled_qualifier(part: Piece) -> Option<DateError> {
    bare(part)
        .at(|sign| QUALIFIERS.contains(&sign))?
        .problem(ONE_AT_A_PLACE)
}

fn year_problem(year: Piece, negative: bool, has_month: bool) -> Option<DateError> {
    let (digits, significant) = match year.split_once("S") {
        Some((digits, kept)) => (digits, Some(kept)),
        None => (year, None),
    };
    if !is_pattern(digits) || digits.text.len() != 4 {
        return year_length(digits);
    }
    let masked = digits.text.contains('X');
    if negative && masked {
        return digits.problem("a year before 0000 has no unspecified digits; write an interval");
    }
    if negative && digits.text == "0000" {
        return digits.problem("there is no year -0000; the year before 0001 is 0000");
    }
    let kept = significant?;
    if masked {
        return kept.problem("a year has significant digits (S) or unspecified ones (X), not both");
    }
    if !matches!(kept.text, "1" | "2" | "3" | "4") {
        return kept
            .problem("S is followed by how many of the four digits are significant, 1 to 4");
    }
    if has_month {
        return kept.problem("a year with significant digits has no month and no day");
    }
    None
}

fn year_length(digits: Piece) -> Option<DateError> {
    if digits.text.is_empty() {
        return digits.problem("the year is missing; write 2023, 2023-11 or 2023-11-14");
    }
    if !is_pattern(digits) {
        return digits.problem(format!(
            "`{}` is no year; a year has four digits, or X for those unspecified",
            digits.text
        ));
    }
    if digits.is_digits_of(8) {
        let (year, rest) = (digits.until(4), digits.after(4));
        let meant = format!(
            "{}-{}-{}",
            year.text,
            rest.until(2).text,
            rest.after(2).text
        );
        return digits.problem(format!(
            "the hyphens are missing; {}",
            super::advice(&meant)
        ));
    }
    if digits.is_digits_of(6) {
        let meant = format!("{}-{}", digits.until(4).text, digits.after(4).text);
        return digits.problem(format!("a hyphen is missing; {}", super::advice(&meant)));
    }
    if digits.text.len() > 4 {
        return digits.problem(format!(
            "`{}` has more than four digits; a year beyond 9999 is written with Y before it",
            digits.text
        ));
    }
    digits.problem(format!(
        "a year has four digits and `{}` has {}; fill up with zeros, or with X for a decade \
         or century",
        digits.text,
        digits.text.len()
    ))
}

fn month_problem(month: Piece, day: Option<Piece>) -> Option<DateError> {
    if month.text.starts_with('W') {
        return month.problem("dates by week are not part of EDTF; write the month and day");
    }
    if month.is_digits_of(3) {
        return month.problem(
            "days numbered through the year are not part of EDTF; write the month and day",
        );
    }
    if let Some(problem) = two_digits(month, "month") {
        return Some(problem);
    }
    let season = matches!(month.number(), Some(21..=41));
    if season && let Some(day) = day {
        return day.problem("a season, quarter or half of a year has no day");
    }
    if season || (1..=12).any(|candidate| fits(month, candidate)) {
        return None;
    }
    if month.text.contains('X') {
        return month.problem(format!("no month from 01 to 12 fits `{}`", month.text));
    }
    month.problem(format!(
        "there is no month {}; months are 01 to 12, seasons and other parts of a year 21 to 41",
        month.text
    ))
}

fn two_digits(part: Piece, name: &str) -> Option<DateError> {
    if part.text.is_empty() {
        return part.problem(format!("after the hyphen the {name} is missing"));
    }
    if part.is_digits_of(1) && part.text != "0" {
        return part.problem(format!("a {name} has two digits; write 0{}", part.text));
    }
    if part.text.len() != 2 || !is_pattern(part) {
        return part.problem(format!(
            "`{}` is no {name}; a {name} has two digits, or X for those unspecified",
            part.text
        ));
    }
    None
}

fn day_problem(year: Piece, month: Piece, day: Piece, negative: bool) -> Option<DateError> {
    if let Some(problem) = two_digits(day, "day") {
        return Some(problem);
    }
    if !(1..=31).any(|candidate| fits(day, candidate)) {
        return day.problem(format!("no month has a day {}", day.text));
    }
    let candidates = (1..=12_u8).filter(|candidate| fits(month, *candidate));
    let months: Vec<u8> = candidates.collect();
    let [only] = *months.as_slice() else {
        return (!months.iter().any(|month| has_day(None, *month, day)))
            .then(|| {
                day.problem(format!(
                    "no month that `{}` can be has a day {}",
                    month.text, day.text
                ))
            })
            .flatten();
    };
    let known = year
        .text
        .parse()
        .ok()
        .map(|year: i32| if negative { -year } else { year });
    if has_day(known, only, day) {
        return if known.is_none() && only == 2 && day.text == "29" {
            day.problem(format!(
                "no year that `{}` can be is a leap year",
                year.text
            ))
        } else {
            None
        };
    }
    let name = Month::try_from(only).ok()?.name();
    match known.and_then(|year| last_day(year, only)) {
        Some(last) => day.problem(format!(
            "{name} {}{} has {last} days",
            if negative { "-" } else { "" },
            year.text
        )),
        None => day.problem(format!("{name} has no day {}", day.text)),
    }
}

/// Whether a month has a day that fits; in an unknown year, February has 29.
fn has_day(year: Option<i32>, month: u8, day: Piece) -> bool {
    const A_LEAP_YEAR: i32 = 2000;
    last_day(year.unwrap_or(A_LEAP_YEAR), month)
        .is_some_and(|last| (1..=last).any(|candidate| fits(day, candidate)))
}

fn last_day(year: i32, month: u8) -> Option<u8> {
    Some(NaiveDate::from_ymd_opt(year, month.into(), 1)?.num_days_in_month())
}

/// Whether a two-digit pattern, such as `1X`, can be this number.
fn fits(pattern: Piece, candidate: u8) -> bool {
    let written = format!("{candidate:02}");
    pattern.text.len() == written.len()
        && pattern
            .text
            .bytes()
            .zip(written.bytes())
            .all(|(wanted, digit)| wanted == b'X' || wanted == digit)
}

fn is_pattern(part: Piece) -> bool {
    !part.text.is_empty()
        && part
            .text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'X')
}
