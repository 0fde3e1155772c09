//! What is wrong with a date that has a time of day.

use super::component::{self, QUALIFIERS};
use super::piece::Piece;
use crate::model::date::DateError;

pub(super) fn problem(day: Piece, time: Piece) -> Option<DateError> {
    calendar_date_alone(day)
        .or_else(|| clock(time))
        .or_else(|| shift(time.after("hh:mm:ss".len())))
}

/// A day that bears a time is a plain day of the years 0000 to 9999.
fn calendar_date_alone(day: Piece) -> Option<DateError> {
    let plain = day
        .text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !plain || day.text.starts_with('-') || day.text.split('-').count() != 3 {
        return day.problem("a time of day needs a plain day before it, as in 2023-11-14T10:15:00");
    }
    component::problem(day)
}

fn clock(time: Piece) -> Option<DateError> {
    let fields: Vec<Piece> = time
        .until(time.text.len().min("hh:mm:ss".len()))
        .split(":")
        .collect();
    let [hour, minute, second] = *fields.as_slice() else {
        return time.problem("a time of day has hours, minutes and seconds, as in 10:15:00");
    };
    if ![hour, minute, second]
        .iter()
        .all(|field| field.is_digits_of(2))
    {
        return time
            .problem("a time of day has hours, minutes and seconds of two digits, as in 10:15:00");
    }
    if hour.text == "24" {
        return hour.problem("there is no hour 24; midnight is 00:00:00 of the day that begins");
    }
    [
        (hour, "hour", 23),
        (minute, "minute", 59),
        (second, "second", 60),
    ]
    .into_iter()
    .find(|(field, _, last)| field.number().is_none_or(|value| value > *last))
    .and_then(|(field, name, _)| field.problem(format!("there is no {name} {}", field.text)))
}

fn shift(shift: Piece) -> Option<DateError> {
    if shift.text.ends_with(QUALIFIERS) {
        return shift.problem("a date with a time of day cannot carry ?, ~ or %");
    }
    if matches!(shift.text, "-00" | "-00:00") {
        return shift.problem("a time in UTC ends in Z or +00:00, not in -00:00");
    }
    shift.problem(
        "after the seconds a time may have Z or its shift from UTC, at most 14 hours, \
         as in +08 or -04:30",
    )
}
