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
/// Lines end with `\n`, so that a `\r\n` belongs to the line before it.
pub struct SourceMap<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> SourceMap<'t> {
    /// Finds the lines of a text.
    pub fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(breaks.map(|(offset, _)| offset + 1))
            .collect();
        Self { text, starts }
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
        let before = self.text.get(start..offset).unwrap_or("");
        Position {
            line,
            column: before.chars().count() + 1,
        }
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
