//! From bytes to text that the rest of the reader can trust.

use std::ops::Range;

use crate::model::span::Span;

use super::code::Code;
use super::diagnostic::{Diagnostic, Problems};

/// The largest ledger that is read, in bytes.
///
/// Offsets take four bytes; the bound leaves room below what they can hold.
pub(super) const LARGEST_LEDGER: usize = 2 << 30;

/// Decodes the bytes of a ledger.
///
/// # Errors
///
/// Bytes that are not UTF-8 come back as text all the same, with U+FFFD in the place of what
/// cannot be read, so that the problem can be shown where it is.
pub fn decode(bytes: Vec<u8>) -> Result<String, (String, Diagnostic)> {
    if bytes.len() > LARGEST_LEDGER {
        let problem = Diagnostic::new(
            Code::TooLarge,
            Span::at(0),
            format!(
                "the ledger has {} bytes; at most {LARGEST_LEDGER} are read",
                bytes.len()
            ),
            "split it into several ledgers",
        );
        return Err((String::new(), problem));
    }
    String::from_utf8(bytes).map_err(|error| {
        let is_utf_16 = matches!(error.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
        let offset = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(offset).copied().unwrap_or_default();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let problem = Diagnostic::new(
            Code::InvalidUtf8,
            span_of(offset, char::REPLACEMENT_CHARACTER),
            format!("the byte {byte:#04x} is not part of any UTF-8 text"),
            if is_utf_16 {
                "save the file as UTF-8; it looks like UTF-16, which some editors call Unicode"
            } else {
                "save the file as UTF-8; it may be in an older encoding such as Windows-1252"
            },
        );
        (text, problem)
    })
}

/// Whether a character may stand in the text of a ledger or in a value.
///
/// Control characters may not, for a terminal obeys them and a person cannot see them; so may
/// not the byte order mark, which is a mark only at the very beginning, nor the noncharacters, nor
/// the line and paragraph separators, which YAML 1.1 takes for line breaks and YAML 1.2 does not.
pub(crate) fn is_allowed(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => false,
        other => !other.is_control(),
    }
}

/// Reports the characters in a part of a text that may not stand in a ledger, at most one a line.
pub(crate) fn check(text: &str, part: Range<usize>, problems: &mut Problems) {
    let mut reported_line_end = 0;
    let characters = text.get(part.clone()).unwrap_or("").char_indices();
    for (offset, character) in characters.map(|(at, character)| (part.start + at, character)) {
        let is_mark = offset == 0 && character == '\u{feff}';
        if is_mark || is_allowed(character) || offset < reported_line_end {
            continue;
        }
        reported_line_end = text[offset..]
            .find('\n')
            .map_or(text.len(), |length| offset + length);
        problems.report(
            Code::ForbiddenCharacter,
            span_of(offset, character),
            format!(
                "the character U+{:04X} may not stand in a ledger",
                u32::from(character)
            ),
            "delete it; it cannot be seen, and terminals obey some such characters",
        );
    }
}

fn span_of(offset: usize, character: char) -> Span {
    let offset = u32::try_from(offset).unwrap_or(u32::MAX);
    let length = u32::try_from(character.len_utf8()).unwrap_or(1);
    Span::new(offset, offset.saturating_add(length))
}
