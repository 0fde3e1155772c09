//! Texts on one line, without quotes or simply quoted: as they stand, so are they meant.

use memchr::{memchr, memchr2, memchr3_iter};

use crate::read::tree::is_null;

/// The longest text that is read here; longer ones are for the general reader to judge.
const LONGEST: usize = 16 * 1024;

/// A text that means what it is, if it is [tame](Scalar::is_tame).
#[derive(Clone, Copy)]
pub(super) struct Scalar<'t> {
    pub(super) text: &'t [u8],
    /// Where it stands without quotes.
    plain: Option<Context>,
    /// Where the text begins in its line.
    pub(super) start: usize,
    /// Where it ends, with its quotes.
    pub(super) end: usize,
}

impl Scalar<'_> {
    /// Whether nothing in it ends it or makes it a key; what turns out to be an id, a word or a day holds
    /// no such thing.
    #[inline]
    pub(super) fn is_tame(&self) -> bool {
        self.plain
            .is_none_or(|context| holds_no_sign(self.text, context))
    }
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
#[inline]
pub(super) fn to_the_end(line: &[u8], from: usize) -> Option<Scalar<'_>> {
    let start = from + blanks(&line[from..]);
    let first = *line.get(start)?;
    if first == b'"' || first == b'\'' {
        let scalar = quoted(line, start)?;
        let is_last = line[scalar.end..].iter().all(|byte| *byte == b' ');
        return is_last.then_some(scalar);
    }
    plain(
        line,
        start,
        without_blanks(line, line.len()),
        Context::Block,
    )
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
    let is_simple = !text.is_empty() && length <= LONGEST && memchr(b'\t', text).is_none();
    is_simple.then_some(Scalar {
        text,
        plain: None,
        start,
        end: start + length + 1,
    })
}

/// Takes a part of a line as a text without quotes, if it can stand there.
#[inline]
pub(super) fn plain(line: &[u8], start: usize, end: usize, context: Context) -> Option<Scalar<'_>> {
    let text = line.get(start..end)?;
    let first = *text.first()?;
    let can_be = !is_indicator(first) && text.len() <= LONGEST && !is_null(text);
    can_be.then_some(Scalar {
        text,
        plain: Some(context),
        start,
        end,
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

/// Where a part of a line ends without the blanks at its end; mostly there are none.
#[inline]
pub(super) fn without_blanks(line: &[u8], mut end: usize) -> usize {
    while end > 0 && line[end - 1] == b' ' {
        end -= 1;
    }
    end
}

/// Whether a text without quotes cannot begin so, or only sometimes.
fn is_indicator(first: u8) -> bool {
    matches!(
        first,
        b'-' | b'?'
            | b':'
            | b','
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'#'
            | b'&'
            | b'*'
            | b'!'
            | b'|'
            | b'>'
            | b'\''
            | b'"'
            | b'%'
            | b'@'
            | b'`'
    )
}

/// Whether nothing in a text ends it or makes it a key.
fn holds_no_sign(text: &[u8], context: Context) -> bool {
    let is_open = |place: usize| match text[place] {
        b':' => text.get(place + 1).is_some_and(|next| *next != b' '),
        b'#' => place.checked_sub(1).map(|before| text[before]) != Some(b' '),
        _ => false,
    };
    let is_bracket = |byte: &u8| matches!(byte, b',' | b'[' | b']' | b'{' | b'}');
    memchr3_iter(b':', b'#', b'\t', text).all(is_open)
        && (context == Context::Block || !text.iter().any(is_bracket))
}
