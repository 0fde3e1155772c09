//! The lines of a text, blank ones and comments passed over.

use memchr::memchr;

/// A line with something on it.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    /// Its text from the first character that is no blank to its end.
    pub(super) content: &'t [u8],
    /// Where its content stands in the whole text.
    pub(super) offset: usize,
    /// How many blanks stand before that.
    pub(super) indent: usize,
    /// Where the next line begins.
    pub(super) next: usize,
}

impl Line<'_> {
    /// Where the line begins in the whole text.
    pub(super) const fn start(&self) -> usize {
        self.offset - self.indent
    }

    /// Whether an entry of a list with its dash in this column begins here.
    pub(super) fn is_entry(&self, dash: usize) -> bool {
        self.indent == dash && (self.content == b"-" || self.content.starts_with(b"- "))
    }
}

/// The lines of a text from some place to another.
#[derive(Clone)]
pub(super) struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    end: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t [u8], from: usize, to: usize) -> Self {
        Self {
            text,
            at: from,
            end: to.min(text.len()),
        }
    }

    /// The next line with something on it, which remains the next one.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<Line<'t>> {
        loop {
            let rest = self.text.get(self.at..self.end)?;
            let indent = rest.iter().position(|byte| *byte != b' ')?;
            let line = &rest[indent..];
            let length = memchr(b'\n', line).unwrap_or(line.len());
            let next = self.at + indent + length + 1;
            let content = line[..length].strip_suffix(b"\r").unwrap_or(&line[..length]);
            if content.is_empty() || content[0] == b'#' {
                self.at = next;
                continue;
            }
            return Some(Line {
                content,
                offset: self.at + indent,
                indent,
                next,
            });
        }
    }

    /// Goes on behind a line.
    #[inline]
    pub(super) fn pass(&mut self, line: &Line<'_>) {
        self.at = line.next;
    }
}
