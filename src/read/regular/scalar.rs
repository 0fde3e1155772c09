//! Texts on one line, without quotes or simply quoted: as they stand, so are they meant.

use memchr::{memchr, memchr2, memchr3_iter};
use wide::u8x16;

use crate::read::tree::is_null;
use crate::read::window::Window;

/// The longest text that is read here; longer ones are for the general reader to judge.
pub(super) const LONGEST: usize = 16 * 1024;

/// A text that means what it is, if it is [tame](Style::is_tame).
#[derive(Clone, Copy)]
pub(super) struct Scalar<'t> {
    pub(super) text: &'t [u8],
    pub(super) style: Style,
}

/// How a text is written, and so what it may hold.
///
/// As wide as its neighbours in a [`Scalar`]: a processor that has written one byte of a word waits before it
/// can read the whole word, as it does to pass a scalar on.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Style {
    Quoted,
    /// Without quotes, up to the end of the line.
    Plain,
    /// Without quotes, between brackets or braces.
    PlainInFlow,
}

impl Style {
    /// Whether nothing in a text ends it or makes it a key; what turns out to be an id, a word or a day holds
    /// no such thing.
    #[inline]
    pub(super) fn is_tame(self, text: &[u8]) -> bool {
        match self {
            Self::Quoted => true,
            Self::Plain => holds_no_sign::<false>(text),
            Self::PlainInFlow => holds_no_sign::<true>(text),
        }
    }
}

/// Reads the text that stands in a line from a place on, to the end of the line.
#[expect(
    clippy::inline_always,
    reason = "called for nearly every line from few places"
)]
#[inline(always)]
pub(super) fn to_the_end(line: &[u8], from: usize) -> Option<Scalar<'_>> {
    let start = from + blanks(line.get(from..)?);
    let text = line.get(start..)?;
    let first = FIRST[usize::from(*text.first()?)];
    if first != First::Letter {
        return odd_to_the_end(line, start, first);
    }
    let style = Style::Plain;
    Some(Scalar { text, style })
}

/// The same for what does not begin with a letter, kept apart since it is rare.
#[inline(never)]
fn odd_to_the_end(line: &[u8], start: usize, first: First) -> Option<Scalar<'_>> {
    let text = line.get(start..)?;
    match first {
        First::Sign => None,
        First::OfNull if is_null(text) => None,
        First::OfNull | First::Letter => Some(Scalar {
            text,
            style: Style::Plain,
        }),
        First::Quote => {
            let (scalar, end) = quoted(line, start)?;
            (end == line.len()).then_some(scalar)
        }
    }
}

/// Reads the text that stands in a line from a place on, up to a comma or the bracket `CLOSE`, and says
/// where that stands.
#[inline]
pub(super) fn in_flow<const CLOSE: u8>(line: &[u8], from: usize) -> Option<(Scalar<'_>, usize)> {
    let start = from + blanks(line.get(from..)?);
    let rest = line.get(start..)?;
    let first = FIRST[usize::from(*rest.first()?)];
    if first == First::Sign {
        return None;
    }
    if first == First::Quote {
        return quoted_in_flow::<CLOSE>(line, start);
    }
    let length = end_of_item::<CLOSE>(rest)?;
    let text = without_blanks(rest.get(..length)?);
    if first == First::OfNull && is_null(text) {
        return None;
    }
    let style = Style::PlainInFlow;
    Some((Scalar { text, style }, start + length))
}

/// The same for a text between quotes.
#[inline(never)]
fn quoted_in_flow<const CLOSE: u8>(line: &[u8], start: usize) -> Option<(Scalar<'_>, usize)> {
    let (scalar, end) = quoted(line, start)?;
    let end = end + blanks(line.get(end..)?);
    let is_end = |byte: &u8| *byte == b',' || *byte == CLOSE;
    line.get(end).is_some_and(is_end).then_some((scalar, end))
}

/// Where the next comma or bracket stands.
///
/// Items are short, so that eight bytes in one step find it sooner than a search made for long texts.
#[inline]
fn end_of_item<const CLOSE: u8>(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(eight) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let eight = u64::from_le_bytes(*eight);
        let ends = lowest_zero(eight ^ eight_times(b',')) | lowest_zero(eight ^ eight_times(CLOSE));
        if ends != 0 {
            return Some(at + ends.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let is_end = |byte: &u8| *byte == b',' || *byte == CLOSE;
    Some(at + text.get(at..)?.iter().position(is_end)?)
}

const fn eight_times(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// A number whose lowest bit that is set lies in the lowest byte of another that is zero; without any, zero.
///
/// Borrowing from a byte that is zero is what sets the top bit of a byte where none was set: see Henry
/// S. Warren, Hacker's Delight, section 6-1.
const fn lowest_zero(bytes: u64) -> u64 {
    bytes.wrapping_sub(eight_times(0x01)) & !bytes & eight_times(0x80)
}

/// Reads the text between two quotes that opens at a place of a line, and says where it ends, behind the
/// second.
fn quoted(line: &[u8], open: usize) -> Option<(Scalar<'_>, usize)> {
    let start = open + 1;
    let rest = line.get(start..)?;
    let length = if line[open] == b'"' {
        memchr2(b'"', b'\\', rest).filter(|end| rest[*end] == b'"')?
    } else {
        memchr(b'\'', rest).filter(|end| rest.get(end + 1) != Some(&b'\''))?
    };
    let text = &rest[..length];
    let is_simple = !text.is_empty() && length <= LONGEST && memchr(b'\t', text).is_none();
    let style = Style::Quoted;
    is_simple.then_some((Scalar { text, style }, start + length + 1))
}

/// How many blanks something begins with; mostly there is one.
#[inline]
pub(super) fn blanks(text: &[u8]) -> usize {
    match text {
        [b' ', next, ..] if *next != b' ' => 1,
        [next, ..] if *next != b' ' => 0,
        _ => text.iter().take_while(|byte| **byte == b' ').count(),
    }
}

/// A text without the blanks at its end; mostly there are none.
#[inline]
pub(super) fn without_blanks(mut text: &[u8]) -> &[u8] {
    if let [.., b' '] = text {
        let blanks = text.iter().rev().take_while(|byte| **byte == b' ');
        text = &text[..text.len() - blanks.count()];
    }
    text
}

/// What a text without quotes that begins with a byte can be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// What it says.
    Letter,
    /// Perhaps a word for nothing.
    OfNull,
    /// A text between quotes.
    Quote,
    /// Something else, or only sometimes a text.
    Sign,
}

const FIRST: [First; 256] = {
    let mut first = [First::Letter; 256];
    // What stands behind a blank decides, not the blank.
    let signs = b" -?:,[]{}#&*!|>%@`";
    let mut at = 0;
    while at < signs.len() {
        first[signs[at] as usize] = First::Sign;
        at += 1;
    }
    first[b'\'' as usize] = First::Quote;
    first[b'"' as usize] = First::Quote;
    first[b'~' as usize] = First::OfNull;
    first[b'n' as usize] = First::OfNull;
    first[b'N' as usize] = First::OfNull;
    first
};

/// Whether a text without quotes that begins with a byte is what it says, whatever follows.
#[inline]
pub(super) fn is_letter(byte: u8) -> bool {
    FIRST[usize::from(byte)] == First::Letter
}

/// The [short](crate::model::short::short) text without quotes that stands at a place, up to the first of some
/// bytes, and its length; it need not be [tame](Style::is_tame).
///
/// `None` also where so few bytes stand behind the place that it is not worth a look.
#[inline]
pub(super) fn word<const ENDS: usize>(
    text: &[u8],
    start: usize,
    ends: [u8; ENDS],
) -> Option<(u128, usize)> {
    let window = Window::at(text, start)?;
    let length = window.find(ends)?;
    (length > 0 && is_letter(text[start])).then(|| (window.short(length), length))
}

/// Whether nothing in a text ends it or makes it a key.
#[inline]
fn holds_no_sign<const IN_FLOW: bool>(text: &[u8]) -> bool {
    // The general reader takes a dash by itself before a comma or a bracket for one that begins an entry.
    text.len() <= LONGEST
        && !(IN_FLOW && text.ends_with(b" -"))
        && (lacks_signs::<IN_FLOW>(text) || has_only_open_signs::<IN_FLOW>(text))
}

/// Whether a byte can end a text, or make it a key, or a list of several.
const fn is_sign<const IN_FLOW: bool>(byte: u8) -> bool {
    matches!(byte, b':' | b'#' | b'\t') || IN_FLOW && is_bracket(byte)
}

const fn is_bracket(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

/// Which bytes these are, outside of brackets and within.
const SIGNS: [[bool; 256]; 2] = {
    let mut signs = [[false; 256]; 2];
    let mut byte: u8 = 0;
    while byte < 128 {
        signs[0][byte as usize] = is_sign::<false>(byte);
        signs[1][byte as usize] = is_sign::<true>(byte);
        byte += 1;
    }
    signs
};

/// Whether a text holds no byte that could end it, looked at in large steps, the last of which may overlap
/// the one before.
#[inline]
fn lacks_signs<const IN_FLOW: bool>(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk() else {
        let signs = &SIGNS[usize::from(IN_FLOW)];
        return !text.iter().any(|byte| signs[usize::from(*byte)]);
    };
    let signs = text
        .as_chunks()
        .0
        .iter()
        .fold(signs_in::<IN_FLOW>(last), |signs, step| {
            signs | signs_in::<IN_FLOW>(step)
        });
    !signs.any()
}

/// How far behind a place the first byte stands that could end a text between brackets, or the line, if that is
/// near.
#[inline]
pub(super) fn first_sign(text: &[u8], start: usize) -> Option<usize> {
    let step = text.get(start..)?.first_chunk()?;
    let line_end = u8x16::new(*step).simd_eq(u8x16::splat(b'\n'));
    let signs = (signs_in::<true>(step) | line_end).to_bitmask();
    (signs != 0).then_some(signs.trailing_zeros() as usize)
}

/// Which of sixteen bytes could end a text.
#[inline]
fn signs_in<const IN_FLOW: bool>(step: &[u8; 16]) -> u8x16 {
    let step = u8x16::new(*step);
    let equal = |step: u8x16, byte| step.simd_eq(u8x16::splat(byte));
    let signs = equal(step, b':') | equal(step, b'#') | equal(step, b'\t');
    if !IN_FLOW {
        return signs;
    }
    // Brackets differ from braces in this bit alone.
    let braces = step | u8x16::splat(b'[' ^ b'{');
    signs | equal(step, b',') | equal(braces, b'{') | equal(braces, b'}')
}

/// Whether signs stand only where they mean nothing.
#[cold]
fn has_only_open_signs<const IN_FLOW: bool>(text: &[u8]) -> bool {
    let is_open = |place: usize| match text[place] {
        b':' => text.get(place + 1).is_some_and(|next| *next != b' '),
        b'#' => place.checked_sub(1).map(|before| text[before]) != Some(b' '),
        _ => false,
    };
    memchr3_iter(b':', b'#', b'\t', text).all(is_open)
        && !(IN_FLOW && text.iter().any(|byte| is_bracket(*byte)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_sign_is_seen_wherever_it_stands() {
        for byte in 0..128 {
            for length in [1, 15, 16, 17, 31, 32, 33] {
                for place in 0..length {
                    let mut text = vec![b'a'; length];
                    text[place] = byte;
                    let outside = !is_sign::<false>(byte);
                    assert_eq!(lacks_signs::<false>(&text), outside, "{byte} at {place}");
                    let within = !is_sign::<true>(byte);
                    assert_eq!(lacks_signs::<true>(&text), within, "{byte} at {place}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn an_item_ends_at_the_first_comma_or_bracket(text in "[a-z ,\\]}ü]{0,40}") {
            let text = text.as_bytes();
            let end = text.iter().position(|byte| matches!(byte, b',' | b'}'));
            prop_assert_eq!(end_of_item::<b'}'>(text), end);
        }
    }
}
