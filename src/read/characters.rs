//! From bytes to text that the rest of the reader can trust.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::parallel;
use crate::model::span::Span;
use crate::model::text::{LARGEST_TEXT, Text};

use super::block::Block;
use super::code::Code;
use super::diagnostic::{Diagnostic, Problems};

/// The largest ledger that is read, in bytes.
///
/// Offsets take four bytes; the bound leaves room below what they can hold.
pub(crate) const LARGEST_LEDGER: usize = LARGEST_TEXT;

/// Decodes the bytes of a ledger.
///
/// # Errors
///
/// Bytes that are not UTF-8 come back as text all the same, with U+FFFD in the place of what
/// cannot be read, so that the problem can be shown where it is.
pub fn decode(bytes: Vec<u8>) -> Result<Text, (String, Diagnostic)> {
    if bytes.len() > LARGEST_LEDGER {
        return Err((String::new(), too_large(bytes.len())));
    }
    if is_utf_8(&bytes) {
        return Ok(Text::of_valid(bytes));
    }
    String::from_utf8(bytes).map(Text::from).map_err(|error| {
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

/// Decodes the bytes of several files, with one byte between each two that belongs to neither; those that
/// the main one includes come with their paths and lengths.
///
/// # Errors
///
/// As [`decode`]; of other files behind the one that cannot be read, the text may then be missing.
pub fn decode_files(
    bytes: Vec<u8>,
    included: Vec<(Box<str>, usize)>,
) -> Result<Text, (Text, Diagnostic)> {
    if bytes.len() > LARGEST_LEDGER {
        return Err(("".into(), too_large(bytes.len())));
    }
    let is_whole = is_utf_8(&bytes);
    let text = Text::of_valid_files(bytes, included);
    if is_whole {
        return Ok(text);
    }
    let bad = text.files().find_map(|file| {
        let bytes = text.bytes().get(text.range(file)).unwrap_or_default();
        let (read, problem) = decode(bytes.to_vec()).err()?;
        Some((file, read, problem))
    });
    let Some((file, read, problem)) = bad else {
        return Ok(text);
    };
    let text = text.with(BTreeMap::from([(file, read)]));
    let start = u32::try_from(text.range(file).start).unwrap_or(u32::MAX);
    Err((text, problem.moved(|place| place.saturating_add(start))))
}

fn too_large(length: usize) -> Diagnostic {
    Diagnostic::new(
        Code::TooLarge,
        Span::at(0),
        format!("the ledger has {length} bytes; at most {LARGEST_LEDGER} are read"),
        "split it into several ledgers",
    )
}

/// Whether all of some bytes is UTF-8.
fn is_utf_8(bytes: &[u8]) -> bool {
    let pieces: Vec<_> = pieces_of(0..bytes.len()).collect();
    // A piece begins with a character, not within one.
    let begins = |at: usize| {
        let rest = bytes.get(at..).unwrap_or_default();
        at + rest
            .iter()
            .take(3)
            .take_while(|byte| **byte & 0xc0 == 0x80)
            .count()
    };
    let is_valid = |piece: &Range<usize>| {
        let piece = bytes.get(begins(piece.start)..begins(piece.end));
        piece.is_some_and(is_text)
    };
    begins(0) == 0
        && parallel::map(&pieces, is_valid)
            .into_iter()
            .all(|valid| valid)
}

/// The pieces in which bytes are looked through side by side, if they are many.
fn pieces_of(bytes: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    /// What is looked through sooner than a thread starts; a fuzzer's texts are short, and cut all the
    /// same.
    const SHORT: usize = if cfg!(fuzzing) { STEP } else { 1 << 20 };
    let pieces = if bytes.len() < SHORT {
        1
    } else {
        parallel::pieces()
    };
    let length = bytes
        .len()
        .div_ceil(pieces)
        .next_multiple_of(STEP)
        .max(STEP);
    let starts = bytes.clone().step_by(length);
    starts.map(move |start| start..(start + length).min(bytes.end))
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

/// The lines of a file that begin neither with a blank nor as a comment or an entry of a list; `None` if
/// lines end otherwise than with `\n` or `\r\n`.
pub(crate) type Tops = Option<Vec<usize>>;

/// Reports the characters of a text that may not stand in a ledger, at most one a line, and finds where
/// each of its files may have keys.
pub(crate) fn check(text: &Text, problems: &mut Problems) -> Vec<Tops> {
    let files: Vec<Range<usize>> = text.files().map(|file| text.range(file)).collect();
    let pieces: Vec<(usize, Range<usize>)> = files
        .iter()
        .enumerate()
        .flat_map(|(file, range)| pieces_of(range.clone()).map(move |piece| (file, piece)))
        .collect();
    let found = parallel::map(&pieces, |(file, piece)| {
        look_at(text.bytes(), &files[*file], piece)
    });
    let mut all: Vec<Seen> = files.iter().map(|_| Seen::default()).collect();
    for ((file, _), seen) in pieces.iter().zip(found) {
        all[*file].add(seen);
    }
    let files = all.into_iter().zip(files);
    files
        .map(|(seen, file)| {
            if seen.has_odd_characters {
                report(text.get(file.clone()), file.start, problems);
            }
            (!seen.has_odd_returns).then_some(seen.tops)
        })
        .collect()
}

/// Whether some lines of a file, which are not its first, are text in which nothing is out of the ordinary.
pub(crate) fn is_plain(lines: &[u8]) -> bool {
    let (blocks, rest) = lines.as_chunks::<STEP>();
    let is_simple = !Block::have_odd(blocks) && rest.iter().all(|byte| is_simple(*byte));
    is_simple || {
        let all = 0..lines.len();
        let seen = look_at(lines, &all, &all);
        is_text(lines) && !seen.has_odd_characters && !seen.has_odd_returns
    }
}

/// Whether a byte is a letter, digit, sign or blank of ASCII, or a line feed.
const fn is_simple(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n')
}

fn is_text(bytes: &[u8]) -> bool {
    bytes.is_ascii() || std::str::from_utf8(bytes).is_ok()
}

/// Reports the characters of a file that begins at a place of the whole text.
fn report(text: &str, start: usize, problems: &mut Problems) {
    let mut reported_line_end = 0;
    for (offset, character) in text.char_indices() {
        let is_mark = offset == 0 && character == '\u{feff}';
        if is_mark || is_allowed(character) || offset < reported_line_end {
            continue;
        }
        reported_line_end = text[offset..]
            .find('\n')
            .map_or(text.len(), |length| offset + length);
        problems.report(
            Code::ForbiddenCharacter,
            span_of(start + offset, character),
            format!(
                "the character U+{:04X} may not stand in a ledger",
                u32::from(character)
            ),
            "delete it; it cannot be seen, and terminals obey some such characters",
        );
    }
}

/// What a look through the bytes of a file has found.
#[derive(Default)]
struct Seen {
    has_odd_characters: bool,
    /// Whether a `\r` stands anywhere but before a `\n`.
    has_odd_returns: bool,
    tops: Vec<usize>,
}

/// Bytes that are looked at in one step.
const STEP: usize = Block::LENGTH;

impl Seen {
    /// Adds what was found in the piece behind.
    fn add(&mut self, other: Self) {
        self.has_odd_characters |= other.has_odd_characters;
        self.has_odd_returns |= other.has_odd_returns;
        if self.tops.is_empty() {
            self.tops = other.tops;
        } else {
            self.tops.extend(other.tops);
        }
    }
}

/// Looks at the bytes of a piece of a file.
///
/// Many are looked at in one step; only where one of these is out of the ordinary, each is looked at by itself.
fn look_at(bytes: &[u8], file: &Range<usize>, piece: &Range<usize>) -> Seen {
    let mut seen = Seen::default();
    let mut at = piece.start;
    let mut begins_line = at.checked_sub(1).is_none_or(|last| bytes[last] == b'\n');
    while at < piece.end {
        let end = (at + STEP).min(piece.end);
        let here = &bytes[at..end];
        let (ends, blanks, has_odd) = Block::ask_beginning(here, |block| {
            (block.equal(b'\n'), block.equal(b' '), block.has_odd())
        });
        if has_odd {
            seen.has_odd_characters |= (at..end).any(|place| is_odd_at(bytes, file, place));
            let line_feed = |place: usize| place < file.end && bytes[place] == b'\n';
            let is_odd_return = |place: usize| bytes[place] == b'\r' && !line_feed(place + 1);
            seen.has_odd_returns |= (at..end).any(is_odd_return);
        }
        let begins = ends << 1 | u64::from(begins_line);
        let mut tops = begins & !(ends | blanks);
        while tops != 0 {
            let place = tops.trailing_zeros() as usize;
            if here.get(place).is_some_and(|byte| may_begin_key(*byte)) {
                seen.tops.push(at + place);
            }
            tops &= tops - 1;
        }
        begins_line = here.ends_with(b"\n");
        at = end;
    }
    seen
}

/// Whether a line that begins with a byte begins neither with a blank nor as a comment or an entry of a list.
const fn may_begin_key(byte: u8) -> bool {
    byte > b' ' && byte != b'#' && byte != b'-'
}

/// Whether a character that may not stand in a ledger can begin with a byte.
fn may_be_odd(byte: u8) -> bool {
    let is_control = byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    is_control || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef)
}

/// Whether a character that may not stand in a ledger begins at a place.
fn is_odd_at(bytes: &[u8], file: &Range<usize>, place: usize) -> bool {
    if !may_be_odd(bytes[place]) {
        return false;
    }
    let longest = &bytes[place..(place + 4).min(file.end)];
    let character = longest
        .utf8_chunks()
        .next()
        .and_then(|chunk| chunk.valid().chars().next());
    character.is_none_or(|character| {
        !is_allowed(character) && (place > file.start || character != '\u{feff}')
    })
}

fn span_of(offset: usize, character: char) -> Span {
    let offset = u32::try_from(offset).unwrap_or(u32::MAX);
    let length = u32::try_from(character.len_utf8()).unwrap_or(1);
    Span::new(offset, offset.saturating_add(length))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keys_may_stand_wherever_a_line_begins_with_a_letter(
            text in "(key|[a-z ]{0,70}|#|- x|ü|\n|\r\n){0,60}",
        ) {
            let mut begin = 0;
            let mut expected = Vec::new();
            for line in text.split_inclusive('\n') {
                if !line.starts_with([' ', '#', '-', '\r', '\n']) {
                    expected.push(begin);
                }
                begin += line.len();
            }
            let mut problems = Problems::default();
            let found = check(&Text::from(text.as_str()), &mut problems);
            prop_assert_eq!(found, [Some(expected)]);
        }
    }
}
