//! What is wrong with a year written with `Y`.

use super::component::QUALIFIERS;
use super::piece::Piece;
use crate::model::date::DateError;

/// A year written with `Y`; one too long to count is a year of its own, not a slip.
pub(super) fn problem(date: Piece) -> Option<DateError> {
    let unsigned = match date.after(1) {
        rest if rest.text.starts_with('-') => rest.after(1),
        rest => rest,
    };
    let digits = leading_digits(unsigned);
    let rest = unsigned.after(digits.text.len());
    if digits.text.is_empty() {
        return digits.problem("after Y comes a number, as in Y17000");
    }
    if digits.text.starts_with('0') {
        return digits.problem("a year with Y does not begin with a zero");
    }
    if rest.text.starts_with('-') {
        return rest.problem("a year with Y has no month and no day");
    }
    let exponent = rest
        .text
        .strip_prefix('E')
        .map(|_| leading_digits(rest.after(1)));
    match exponent {
        Some(digits) if digits.text.is_empty() => {
            return digits.problem("after E comes a number, as in Y17E4");
        }
        None if digits.text.len() <= 4 => {
            return date.problem("Y is for years of more than four digits; write this one without");
        }
        Some(_) | None => {}
    }
    let tail = rest.after(exponent.map_or(0, |digits| 1 + digits.text.len()));
    long_year_tail(tail).or_else(|| too_small_or_too_large(date, digits, exponent))
}

fn leading_digits(piece: Piece) -> Piece {
    let end = piece.text.find(|sign: char| !sign.is_ascii_digit());
    piece.until(end.unwrap_or(piece.text.len()))
}

fn long_year_tail(tail: Piece) -> Option<DateError> {
    let unqualified = tail.text.strip_suffix(QUALIFIERS).unwrap_or(tail.text);
    match unqualified.strip_prefix('S') {
        None if unqualified.is_empty() => None,
        None => tail.problem("after a year with Y only E, S and one of ?, ~ and % have a meaning"),
        Some(kept) if kept.parse().is_ok_and(|kept: u32| kept > 0) => None,
        Some(_) => tail.problem("S is followed by the number of digits that are significant"),
    }
}

/// What remains once the form is right: the digits' number, or the year's size.
fn too_small_or_too_large(
    date: Piece,
    digits: Piece,
    exponent: Option<Piece>,
) -> Option<DateError> {
    let zeros = exponent.map_or(Some(0), |exponent| exponent.text.parse::<usize>().ok());
    let length = zeros.and_then(|zeros| zeros.checked_add(digits.text.len()));
    match length {
        Some(..=4) => {
            date.problem("Y is for years of more than four digits; write this one without")
        }
        Some(5..=18) => date.problem("S cannot be greater than the number of the year's digits"),
        Some(_) | None => Some(DateError::year_out_of_range(date.text)),
    }
}
