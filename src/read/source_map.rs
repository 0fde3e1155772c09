//! From offsets in a text to lines and columns.

use memchr::{memchr2_iter, memrchr2};

use crate::model::span::Span;

/// A line and a column, both counted from 1; columns count characters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character within the line.
    pub column: usize,
}

/// Where the lines of a text begin.
///
/// Lines end as in YAML: with `\n`, `\r\n`, or a `\r` on its own. Only how many lines and characters there
/// are before every so many bytes is kept; the rest is counted when it is asked for, so that a line of any
/// length costs no more than a text of millions of lines.
pub struct SourceMap<'t> {
    text: &'t str,
    /// How many lines stand before it.
    lines_above: usize,
    /// What is before each multiple of [`STRIDE`] bytes.
    before: Vec<Before>,
}

/// What is before a place.
#[derive(Clone, Copy, Default)]
struct Before {
    /// How many lines begin behind the first.
    lines: usize,
    /// How many characters begin.
    characters: usize,
}

/// Bytes between two counts.
const STRIDE: usize = 1024;

impl<'t> SourceMap<'t> {
    /// Finds the lines of a text.
    pub fn new(text: &'t str) -> Self {
        Self::below(0, text)
    }

    /// Finds the lines of a part of a text that begins with a line and has so many above it.
    pub(crate) fn below(lines_above: usize, text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut sum = Before::default();
        let mut before = vec![sum];
        for start in (0..bytes.len()).step_by(STRIDE) {
            let end = (start + STRIDE).min(bytes.len());
            sum.lines += lines_beginning(bytes, start, end);
            sum.characters += characters_beginning(&bytes[start..end]);
            before.push(sum);
        }
        Self {
            text,
            lines_above,
            before,
        }
    }

    /// The position of an offset; one past the end of the text is the last position there is.
    ///
    /// ```
    /// use detente::read::source_map::{Position, SourceMap};
    /// let map = SourceMap::new("é: 1\nb: 2\n");
    /// assert_eq!(map.position(2), Position { line: 1, column: 2 });
    /// assert_eq!(map.position(6), Position { line: 2, column: 1 });
    /// ```
    pub fn position(&self, offset: u32) -> Position {
        let offset = (offset as usize).min(self.text.len());
        let start = self.line_start(offset);
        Position {
            line: self.lines_above + self.lines_before(offset) + 1,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    /// The text of some lines around a span, and the number and offset of the first of them.
    ///
    /// An excerpt needs no more than this, however large the ledger.
    pub fn window(&self, span: Span, around: usize) -> Window<'t> {
        let length = self.text.len();
        let mut start = self.line_start((span.start as usize).min(length));
        for _ in 0..around {
            start = start
                .checked_sub(1)
                .map_or(0, |before| self.line_start(before));
        }
        let mut end = (span.end as usize).min(length);
        for _ in 0..=around {
            end = self.line_end(end);
        }
        Window {
            text: self.text.get(start..end).unwrap_or(""),
            first_line: self.lines_above + self.lines_before(start) + 1,
            offset: start,
        }
    }

    /// How many lines begin behind the first and no later than at an offset.
    fn lines_before(&self, offset: usize) -> usize {
        let (stride, counted) = self.counted(offset);
        counted.lines + lines_beginning(self.text.as_bytes(), stride, offset)
    }

    /// How many characters begin before an offset.
    fn characters_before(&self, offset: usize) -> usize {
        let (stride, counted) = self.counted(offset);
        let rest = self.text.as_bytes().get(stride..offset);
        counted.characters + rest.map_or(0, characters_beginning)
    }

    /// The last multiple of [`STRIDE`] up to an offset, and what is before it.
    fn counted(&self, offset: usize) -> (usize, Before) {
        let stride = offset / STRIDE;
        let before = self.before.get(stride).copied().unwrap_or_default();
        (stride * STRIDE, before)
    }

    /// Where the line begins on which an offset lies.
    fn line_start(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = offset;
        while let Some(last) = memrchr2(b'\n', b'\r', bytes.get(..end).unwrap_or_default()) {
            if ends_line(bytes, last) {
                return last + 1;
            }
            end = last;
        }
        0
    }

    /// Where the line after that of an offset begins, or the end of the text.
    fn line_end(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(offset..).unwrap_or_default();
        memchr2_iter(b'\n', b'\r', rest)
            .map(|place| offset + place)
            .find(|place| ends_line(bytes, *place))
            .map_or(bytes.len(), |place| place + 1)
    }
}

/// Whether a line ends with a byte.
fn ends_line(bytes: &[u8], place: usize) -> bool {
    match bytes.get(place) {
        Some(b'\n') => true,
        Some(b'\r') => bytes.get(place + 1) != Some(&b'\n'),
        Some(_) | None => false,
    }
}

/// How many line ends stand in a part of some bytes.
fn lines_beginning(bytes: &[u8], from: usize, to: usize) -> usize {
    let part = bytes.get(from..to).unwrap_or_default();
    memchr2_iter(b'\n', b'\r', part)
        .filter(|place| ends_line(bytes, from + place))
        .count()
}

/// How many characters begin in some bytes of UTF-8.
fn characters_beginning(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// Some whole lines of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window<'t> {
    /// The lines.
    pub text: &'t str,
    /// The number of the first of them, counted from 1.
    pub first_line: usize,
    /// The offset at which the first of them begins.
    pub offset: usize,
}
