//! Why a text is not EDTF, in words that help to mend it.
//!
//! The parser's library decides what is a date, but for two objections of ours (`objection`);
//! this module is asked for words only after a no.
//! It looks for what people write instead (day first, month names, missing zeros, lower case) and
//! then walks the text from the whole to its parts until it meets the part that fails
//! alone. Where it finds nothing, the library's own words stand.

mod component;
mod long_year;
mod moment;
mod piece;

use edtf_core::{Edtf, ParseError, TimeShift};

use self::piece::Piece;
use super::DateError;

/// Explains a refusal of the parser's library.
pub(super) fn failure(text: &str, refusal: ParseError) -> DateError {
    let whole = Piece { text, offset: 0 };
    blank(whole)
        .or_else(|| everyday_form(whole))
        .or_else(|| foreign_character(whole))
        .or_else(|| structure(whole))
        .unwrap_or_else(|| DateError::malformed(refusal.offset, refusal.message))
}

/// Refuses what the library reads and the specification does not allow.
pub(super) fn objection(text: &str, parsed: &Edtf) -> Option<DateError> {
    zero_exponent(text).or_else(|| misplaced_leap_second(parsed))
}

/// The specification follows E with a positive integer, and a valid text has E in years only.
fn zero_exponent(text: &str) -> Option<DateError> {
    let whole = Piece { text, offset: 0 };
    let exponent = whole.split("E").skip(1).find(|after| {
        let digits = after.text.trim_start_matches('0');
        !digits.starts_with(|sign: char| sign.is_ascii_digit())
    })?;
    exponent.problem("after E comes a number greater than zero, as in Y17E4")
}

/// A leap second is inserted at 23:59:60 UTC, so with a shift it ends that minute, and without
/// one the minute 59, 29, 14 or 44, as the zones of the world lie by quarters of an hour. Which
/// days had one is a table that grows, so the day is not checked.
fn misplaced_leap_second(parsed: &Edtf) -> Option<DateError> {
    const MINUTES_IN_A_DAY: i16 = 24 * 60;
    let Edtf::DateTime(moment) = parsed else {
        return None;
    };
    let local = i16::from(moment.time.hour) * 60 + i16::from(moment.time.minute);
    let possible = match moment.time.shift {
        None => local % 15 == 14,
        Some(TimeShift::Utc) => local == MINUTES_IN_A_DAY - 1,
        Some(TimeShift::Offset { minutes, .. }) => {
            (local - minutes).rem_euclid(MINUTES_IN_A_DAY) == MINUTES_IN_A_DAY - 1
        }
    };
    (moment.time.second == 60 && !possible).then(|| {
        DateError::malformed(
            "2016-12-31T23:59:".len(),
            "second 60 is a leap second, which comes at 23:59:60 UTC only",
        )
    })
}

fn blank(whole: Piece) -> Option<DateError> {
    if whole.text.trim().is_empty() {
        return whole.problem("the date is empty; write 2023, 2023-11 or 2023-11-14");
    }
    None
}

fn everyday_form(whole: Piece) -> Option<DateError> {
    numbers(whole).or_else(|| word(whole))
}

/// Day or month first, or the year first with other signs than hyphens.
fn numbers(whole: Piece) -> Option<DateError> {
    let parts: Vec<&str> = whole.text.split(['.', '/', '-', ' ']).collect();
    let numeric = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(numeric) {
        return None;
    }
    let short = |part: &str| part.len() < 3;
    match *parts.as_slice() {
        [month, year] if short(month) && year.len() == 4 => whole.problem(format!(
            "`{}` has the year last; {}",
            whole.text,
            advice(&format!("{year}-{month:0>2}"))
        )),
        [first, second, year] if short(first) && short(second) && year.len() == 4 => whole.problem(
            format!("`{}` has the year last; {}", whole.text, advice("")),
        ),
        [year, month] if year.len() == 4 && short(month) => {
            whole.at(|sign| matches!(sign, '.' | ' '))?.problem(format!(
                "a date is joined by hyphens; {}",
                advice(&format!("{year}-{month:0>2}"))
            ))
        }
        [year, month, day] if year.len() == 4 && short(month) && short(day) => whole
            .at(|sign| matches!(sign, '.' | '/' | ' '))?
            .problem(format!(
                "a date is joined by hyphens; {}",
                advice(&format!("{year}-{month:0>2}-{day:0>2}"))
            )),
        _ => None,
    }
}

/// Offers what was probably meant, unless that is no date either.
fn advice(meant: &str) -> String {
    if Edtf::parse(meant).is_ok() {
        format!("write {meant}")
    } else {
        "write the year first, then month and day with hyphens, as in 2023-11-14".to_owned()
    }
}

/// A word of three letters or more: a month's name, 'circa', 'unknown'.
fn word(whole: Piece) -> Option<DateError> {
    let word = words(whole).find(|word| {
        let is_notation = word.text.chars().all(|sign| "XxuYEST".contains(sign));
        word.text.chars().count() >= 3 && !is_notation
    })?;
    if matches!(word.text, "unknown" | "open") {
        return word
            .problem("an open end of an interval is `..`, and an unknown one is left empty");
    }
    word.problem(format!(
        "`{}` is a word; dates are written in numbers, February 2023 as 2023-02, \
         and 'about' as ~ after them",
        word.text
    ))
}

fn words(whole: Piece) -> impl Iterator<Item = Piece> {
    let mut rest = whole;
    std::iter::from_fn(move || {
        let start = rest.at(char::is_alphabetic)?;
        let end = start.text.find(|sign: char| !sign.is_alphabetic());
        let end = end.unwrap_or(start.text.len());
        rest = start.after(end);
        Some(start.until(end))
    })
}

fn foreign_character(whole: Piece) -> Option<DateError> {
    let found = whole.at(|sign| !sign.is_ascii_graphic())?;
    let sign = found.text.chars().next()?;
    match sign {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => found.problem(format!(
            "`{sign}` is a dash; dates are joined by the hyphen of the keyboard, -"
        )),
        '…' => found.problem("`…` is one sign; an open end is written as two full stops, .."),
        _ if sign.is_whitespace() => found.problem("a date has no spaces or line breaks"),
        _ => found.problem(format!("`{}` cannot stand in a date", sign.escape_debug())),
    }
}

fn structure(whole: Piece) -> Option<DateError> {
    if whole.text.starts_with(['[', '{']) {
        set(whole)
    } else if whole.text.contains('/') {
        interval(whole)
    } else if let Some(bracket) = whole.at(|sign| "[]{}".contains(sign)) {
        bracket.problem("a set begins with [ or { and ends with the same kind of bracket")
    } else if let Some(comma) = whole.at(|sign| sign == ',') {
        comma.problem("several dates stand in brackets: [ ] for one of them, { } for all of them")
    } else if whole.text.contains("..") {
        whole.problem(
            "`..` stands in an interval, as in 2023-11/.., or in a set, as in [..2023-11-14]",
        )
    } else {
        component::problem(whole)
    }
}

fn interval(whole: Piece) -> Option<DateError> {
    let ends: Vec<Piece> = whole.split("/").collect();
    let [start, end] = *ends.as_slice() else {
        let second = ends.get(2)?;
        return second.problem("an interval has one slash, between its start and its end");
    };
    if [start, end]
        .iter()
        .all(|side| matches!(side.text, "" | ".."))
    {
        return whole.problem("an interval needs a date on at least one side of its slash");
    }
    endpoint(start, &["..", ""])
        .or_else(|| endpoint(end, &["", ".."]))
        .or_else(|| end.problem("the interval ends before it begins"))
}

/// Explains one side of an interval; `dots` are what it may carry before and after its date.
fn endpoint(side: Piece, dots: &[&str; 2]) -> Option<DateError> {
    if matches!(side.text, "" | "..") {
        return None;
    }
    let [before, after] = *dots;
    let date = match side.text.strip_prefix(before) {
        Some(_) => side.after(before.len()),
        None => side,
    };
    let date = match date.text.strip_suffix(after) {
        Some(rest) => date.until(rest.len()),
        None => date,
    };
    if date.text.contains("..") {
        return date.problem(
            "in an interval `..` stands before the start's date, after the end's, or alone",
        );
    }
    if let Some(bracket) = date.at(|sign| "[]{}".contains(sign)) {
        return bracket.problem("a set cannot stand in an interval");
    }
    part_of_many(date)
}

fn set(whole: Piece) -> Option<DateError> {
    let close = if whole.text.starts_with('[') {
        "]"
    } else {
        "}"
    };
    if !whole.text.ends_with(close) {
        return whole.problem(format!(
            "this set is not closed; its last sign must be {close}"
        ));
    }
    let inside = whole.until(whole.text.len() - 1).after(1);
    if inside.text.is_empty() {
        return whole.problem("a set needs at least one date");
    }
    if let Some(bracket) = inside.at(|sign| "[]{}".contains(sign)) {
        return bracket.problem("a set has one pair of brackets and no set within it");
    }
    inside.split(",").find_map(member)
}

fn member(member: Piece) -> Option<DateError> {
    match member.text {
        "" => return member.problem("between the commas of a set a date is missing"),
        ".." => return member.problem("in a set `..` needs a date before or after it"),
        _ => {}
    }
    if let Some(slash) = member.at(|sign| sign == '/') {
        return slash.problem("an interval cannot stand in a set; a range in a set is 2021..2023");
    }
    let Some((start, end)) = member.split_once("..") else {
        return part_of_many(member);
    };
    if end.text.contains("..") {
        return end.problem("a member of a set has `..` once");
    }
    if start.text.is_empty() || end.text.is_empty() {
        return part_of_many(if start.text.is_empty() { end } else { start });
    }
    part_of_many(start)
        .or_else(|| part_of_many(end))
        .or_else(|| range(member, start, end))
}

fn range(member: Piece, start: Piece, end: Piece) -> Option<DateError> {
    if [start, end]
        .iter()
        .any(|side| side.text.contains(['?', '~', '%', 'X', 'S']))
    {
        return member.problem(
            "the two dates of a range in a set are plain: no ?, ~ or %, no X, no significant digits",
        );
    }
    let kind = |side: Piece| Edtf::parse(side.text).ok().as_ref().map(precision);
    match (kind(start)?, kind(end)?) {
        (Some(edtf_core::Precision::Season), _) | (_, Some(edtf_core::Precision::Season)) => {
            member.problem("a range in a set goes from year to year, month to month or day to day")
        }
        (one, other) if one != other => {
            end.problem("both dates of a range in a set are years, or months, or days")
        }
        _ => end.problem("this range ends before it begins"),
    }
}

fn precision(parsed: &Edtf) -> Option<edtf_core::Precision> {
    match parsed {
        Edtf::Date(date) => Some(date.precision()),
        Edtf::DateTime(_) | Edtf::Interval(_) | Edtf::Set(_) => None,
    }
}

/// Explains a date within an interval or a set, where times of day have no place.
fn part_of_many(date: Piece) -> Option<DateError> {
    if date.text.contains('T') {
        return date
            .problem("intervals and sets are made of days, months and years, without a time");
    }
    component::problem(date)
}
