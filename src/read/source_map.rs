//! From offsets in a text to lines and columns.

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
/// Lines end as in YAML: with `\n`, `\r\n`, or a `\r` on its own.
pub struct SourceMap<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// How many characters begin before each multiple of [`STRIDE`] bytes, so that a column is
    /// found without counting through a line of any length.
    characters: Vec<usize>,
}

/// Bytes between two counts of characters.
const STRIDE: usize = 1024;

impl<'t> SourceMap<'t> {
    /// Finds the lines of a text.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |(offset, byte): (usize, &u8)| {
            let is_end = *byte == b'\n' || *byte == b'\r' && bytes.get(offset + 1) != Some(&b'\n');
            is_end.then_some(offset + 1)
        };
        let starts = std::iter::once(0)
            .chain(bytes.iter().enumerate().filter_map(ends_line))
            .collect();
        let counts = bytes.chunks(STRIDE).scan(0, |before, chunk| {
            *before += characters_beginning(chunk);
            Some(*before)
        });
        let characters = std::iter::once(0).chain(counts).collect();
        Self {
            text,
            starts,
            characters,
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
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        Position {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    /// How many characters begin before an offset.
    fn characters_before(&self, offset: usize) -> usize {
        let stride = offset / STRIDE;
        let counted = self.characters.get(stride).copied().unwrap_or(0);
        let rest = self.text.as_bytes().get(stride * STRIDE..offset);
        counted + rest.map_or(0, characters_beginning)
    }

    /// The text of some lines around a span, and the number and offset of the first of them.
    ///
    /// An excerpt needs no more than this, however large the ledger.
    pub fn window(&self, span: Span, around: usize) -> Window<'t> {
        let first = self.position(span.start).line.saturating_sub(1 + around);
        let after_last = (self.position(span.end).line + around).min(self.starts.len());
        let start = self.starts.get(first).copied().unwrap_or(0);
        let end = self
            .starts
            .get(after_last)
            .copied()
            .unwrap_or(self.text.len());
        Window {
            text: self.text.get(start..end).unwrap_or(""),
            first_line: first + 1,
            offset: start,
        }
    }
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
