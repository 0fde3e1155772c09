//! Texts on one line, without quotes or simply quoted: as they stand, so are they meant.

use memchr::{memchr, memchr2};

use crate::read::tree::is_null;

/// The longest text that is read here; longer ones are for the general reader to judge.
const LONGEST: usize = 16 * 1024;

/// A text that means what it is.
#[derive(Clone, Copy)]
pub(super) struct Scalar<'t> {
    pub(super) text: &'t [u8],
    /// Where the text begins in its line.
    pub(super) start: usize,
    /// Where it ends, with its quotes.
    pub(super) end: usize,
}

/// Where a text stands among others, and so what it may hold without quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// On a line of its own, up to the end of the line.
    Block,
    /// Between brackets or braces.
    Flow,
}

/// Reads the text that stands in a line from a place on, to the end of the line.
pub(super) fn to_the_end(line: &[u8], from: usize) -> Option<Scalar<'_>> {
    let start = from + blanks(&line[from..]);
    let first = *line.get(start)?;
    if first == b'"' || first == b'\'' {
        let scalar = quoted(line, start)?;
        let is_last = line[scalar.end..].iter().all(|byte| *byte == b' ');
        return is_last.then_some(scalar);
    }
    let end = line.len() - line.iter().rev().take_while(|byte| **byte == b' ').count();
    plain(line, start, end, Context::Block)
}

/// Reads the text between two quotes that opens at a place of a line.
pub(super) fn quoted(line: &[u8], open: usize) -> Option<Scalar<'_>> {
    let start = open + 1;
    let rest = line.get(start..)?;
    let length = if line[open] == b'"' {
        memchr2(b'"', b'\\', rest).filter(|end| rest[*end] == b'"')?
    } else {
        memchr(b'\'', rest).filter(|end| rest.get(end + 1) != Some(&b'\''))?
    };
    let text = &rest[..length];
    let is_simple = !text.is_empty() && length <= LONGEST && memchr2(b'\t', b'\r', text).is_none();
    is_simple.then_some(Scalar {
        text,
        start,
        end: start + length + 1,
    })
}

/// Takes a part of a line as a text without quotes, if it can stand there.
pub(super) fn plain(line: &[u8], start: usize, end: usize, context: Context) -> Option<Scalar<'_>> {
    let text = line.get(start..end)?;
    let first = *text.first()?;
    let is_tame = !is_indicator(first) && text.len() <= LONGEST && !is_null(text);
    (is_tame && holds_no_sign(text, context)).then_some(Scalar { text, start, end })
}

/// How many blanks something begins with.
pub(super) fn blanks(text: &[u8]) -> usize {
    text.iter().take_while(|byte| **byte == b' ').count()
}

/// Whether a text without quotes cannot begin so, or only sometimes.
fn is_indicator(first: u8) -> bool {
    matches!(
        first,
        b'-' | b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\'' | b'"' | b'%' | b'@' | b'`'
    )
}

/// Whether nothing in a text ends it or makes it a key.
fn holds_no_sign(text: &[u8], context: Context) -> bool {
    let is_sign = |byte: u8| {
        (byte == b':') | (byte == b'#') | (byte == b'\t') | (byte == b'\r')
    };
    let is_bracket = |byte: u8| {
        (byte == b',') | (byte == b'[') | (byte == b']') | (byte == b'{') | (byte == b'}')
    };
    // Without a branch for each byte, many are looked at in one step.
    let signs = text.iter().fold(false, |found, byte| found | is_sign(*byte));
    let brackets = context == Context::Flow
        && text.iter().fold(false, |found, byte| found | is_bracket(*byte));
    if brackets {
        return false;
    }
    if !signs {
        return true;
    }
    text.iter().enumerate().all(|(place, byte)| match byte {
        b'\t' | b'\r' => false,
        b':' => text.get(place + 1).is_some_and(|next| *next != b' '),
        b'#' => place.checked_sub(1).and_then(|before| text.get(before)) != Some(&b' '),
        _ => true,
    })
}
