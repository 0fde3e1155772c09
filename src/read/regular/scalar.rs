//! Texts on one line, without quotes or simply quoted: as they stand, so are they meant.

use memchr::{memchr, memchr2, memchr3_iter};

use crate::read::tree::is_null;

/// The longest text that is read here; longer ones are for the general reader to judge.
const LONGEST: usize = 16 * 1024;

/// A text that means what it is, if it is [tame](Scalar::is_tame).
#[derive(Clone, Copy)]
pub(super) struct Scalar<'t> {
    pub(super) text: &'t [u8],
    style: Style,
    /// Where the text begins in its line.
    pub(super) start: usize,
    /// Where it ends, with its quotes.
    pub(super) end: usize,
}

/// How a text is written, and so what it may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Quoted,
    /// Without quotes, up to the end of the line.
    Plain,
    /// Without quotes, between brackets or braces.
    PlainInFlow,
}

impl Scalar<'_> {
    /// Whether nothing in it ends it or makes it a key; what turns out to be an id, a word or a day holds
    /// no such thing.
    #[inline]
    pub(super) fn is_tame(&self) -> bool {
        match self.style {
            Style::Quoted => true,
            Style::Plain => holds_no_sign::<false>(self.text),
            Style::PlainInFlow => holds_no_sign::<true>(self.text),
        }
    }
}

/// Reads the text that stands in a line from a place on, to the end of the line.
#[inline]
pub(super) fn to_the_end(line: &[u8], from: usize) -> Option<Scalar<'_>> {
    let start = from + blanks(line.get(from..)?);
    let text = line.get(start..)?;
    match FIRST[usize::from(*text.first()?)] {
        First::Letter => {}
        First::OfNull if !is_null(text) => {}
        First::OfNull | First::Sign => return None,
        First::Quote => {
            let scalar = quoted(line, start)?;
            return (scalar.end == line.len()).then_some(scalar);
        }
    }
    Some(Scalar {
        text,
        style: Style::Plain,
        start,
        end: line.len(),
    })
}

/// Reads the text that stands in a line from a place on, up to a comma or the bracket `CLOSE`, and says
/// where that stands.
#[inline]
pub(super) fn in_flow<const CLOSE: u8>(line: &[u8], from: usize) -> Option<(Scalar<'_>, usize)> {
    let start = from + blanks(line.get(from..)?);
    let rest = line.get(start..)?;
    match FIRST[usize::from(*rest.first()?)] {
        First::Letter => {}
        First::OfNull if !is_null(without_blanks(rest.get(..end_of_item::<CLOSE>(rest)?)?)) => {}
        First::OfNull | First::Sign => return None,
        First::Quote => {
            let scalar = quoted(line, start)?;
            let end = scalar.end + blanks(&line[scalar.end..]);
            let is_end = |byte: &u8| *byte == b',' || *byte == CLOSE;
            return line.get(end).is_some_and(is_end).then_some((scalar, end));
        }
    }
    let length = end_of_item::<CLOSE>(rest)?;
    let text = without_blanks(rest.get(..length)?);
    let scalar = Scalar {
        text,
        style: Style::PlainInFlow,
        start,
        end: start + text.len(),
    };
    Some((scalar, start + length))
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

/// Reads the text between two quotes that opens at a place of a line.
fn quoted(line: &[u8], open: usize) -> Option<Scalar<'_>> {
    let start = open + 1;
    let rest = line.get(start..)?;
    let length = if line[open] == b'"' {
        memchr2(b'"', b'\\', rest).filter(|end| rest[*end] == b'"')?
    } else {
        memchr(b'\'', rest).filter(|end| rest.get(end + 1) != Some(&b'\''))?
    };
    let text = &rest[..length];
    let is_simple = !text.is_empty() && length <= LONGEST && memchr(b'\t', text).is_none();
    is_simple.then_some(Scalar {
        text,
        style: Style::Quoted,
        start,
        end: start + length + 1,
    })
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

/// The same without the blanks at its end; mostly there are none.
#[inline]
pub(super) fn without_blanks(mut text: &[u8]) -> &[u8] {
    while let [before @ .., b' '] = text {
        text = before;
    }
    text
}

/// What a text without quotes that begins with a byte can be.
#[derive(Clone, Copy)]
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
    let signs = b"-?:,[]{}#&*!|>%@`";
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

/// Whether nothing in a text ends it or makes it a key.
#[inline]
fn holds_no_sign<const IN_FLOW: bool>(text: &[u8]) -> bool {
    // The general reader takes a dash by itself before a comma or a bracket for one that begins an entry.
    text.len() <= LONGEST
        && !(IN_FLOW && text.ends_with(b" -"))
        && (lacks_signs::<IN_FLOW>(text) || has_only_open_signs::<IN_FLOW>(text))
}

/// Whether a byte can end a text, or make it a key, or a list of several.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches, many bytes are looked at in one step"
)]
#[inline]
const fn is_sign<const IN_FLOW: bool>(byte: u8) -> bool {
    let is_bracket =
        (byte == b',') | (byte == b'[') | (byte == b']') | (byte == b'{') | (byte == b'}');
    (byte == b':') | (byte == b'#') | (byte == b'\t') | (IN_FLOW & is_bracket)
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
    const STEP: usize = 16;
    let is_free = |step: &[u8; STEP]| {
        let signs = step.iter().map(|byte| u8::from(is_sign::<IN_FLOW>(*byte)));
        signs.fold(0, |any, sign| any | sign) == 0
    };
    let Some(last) = text.last_chunk() else {
        let signs = &SIGNS[usize::from(IN_FLOW)];
        return !text.iter().any(|byte| signs[usize::from(*byte)]);
    };
    text.as_chunks().0.iter().all(is_free) && is_free(last)
}

/// Whether signs stand only where they mean nothing.
#[cold]
fn has_only_open_signs<const IN_FLOW: bool>(text: &[u8]) -> bool {
    let is_open = |place: usize| match text[place] {
        b':' => text.get(place + 1).is_some_and(|next| *next != b' '),
        b'#' => place.checked_sub(1).map(|before| text[before]) != Some(b' '),
        _ => false,
    };
    let is_bracket = |byte: &u8| matches!(byte, b',' | b'[' | b']' | b'{' | b'}');
    memchr3_iter(b':', b'#', b'\t', text).all(is_open) && !(IN_FLOW && text.iter().any(is_bracket))
}
