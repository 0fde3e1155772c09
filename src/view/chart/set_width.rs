//! How wide a text will be set, without any font at hand: a cautious guess.
//!
//! The picture is set in whatever sans-serif the reader's system has. The numbers are those of the widest
//! among the usual ones, rounded up, so that a real text is narrower than its estimate.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The size of labels in pixels.
pub const LABEL_PX: f64 = 11.0;

/// The width of a label in pixels.
pub fn label(text: &str) -> u32 {
    pixels(text, LABEL_PX)
}

/// The width of a text in pixels, set in a size.
///
/// ```
/// use detente::view::chart::set_width::pixels;
/// assert!(pixels("mmm", 11.0) > pixels("iii", 11.0));
/// assert!(pixels("線", 11.0) >= 11);
/// assert_eq!(pixels("", 11.0), 0);
/// ```
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is no less than zero, and a cast of what is too much gives the most there is"
)]
pub fn pixels(text: &str, size: f64) -> u32 {
    let ems: f64 = text.chars().map(ems).sum();
    (ems * size).ceil() as u32
}

/// How much wider bold type is.
pub const BOLD: f64 = 1.13;

/// The width of a text in pixels, set bold.
pub fn bold(text: &str, size: f64) -> u32 {
    pixels(text, size * BOLD)
}

/// The width of a text in the columns of a terminal.
pub fn columns(text: &str) -> u32 {
    u32::try_from(text.width()).unwrap_or(u32::MAX)
}

/// The width of a character as a share of the size.
fn ems(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' => 0.30,
        ' ' | '.' | ',' | '\'' | '|' | 'I' | 'J' | ':' | ';' | '·' => 0.36,
        '(' | ')' | '[' | ']' | '-' | '/' | 'f' | 't' | 'r' | '!' => 0.42,
        'm' | 'M' | 'W' | '%' | '@' | '—' | '…' | '&' | '+' | '<' | '>' | '=' | '~' => 1.0,
        'w' | 'A'..='Z' => 0.83,
        '!'..='\u{7e}' | '–' | 'ä' | 'ö' | 'ü' | 'ß' | 'à'..='ý' => 0.66,
        other => match other.width() {
            Some(0) => 0.0,
            Some(1) => 0.86,
            Some(_) | None => 1.1,
        },
    }
}
