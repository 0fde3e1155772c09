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
    rest: &'t [u8],
    /// Where the rest begins in the whole text.
    at: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t [u8], from: usize, to: usize) -> Self {
        Self {
            rest: text.get(from..to).unwrap_or_default(),
            at: from,
        }
    }

    /// The next line with something on it, which remains the next one.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<Line<'t>> {
        loop {
            let indent = indentation(self.rest)?;
            let line = &self.rest[indent..];
            let length = memchr(b'\n', line).unwrap_or(line.len());
            let line = &line[..length];
            let content = line.strip_suffix(b"\r").unwrap_or(line);
            let next = self.at + indent + length + 1;
            if let [first, ..] = content
                && *first != b'#'
            {
                return Some(Line {
                    content,
                    offset: self.at + indent,
                    indent,
                    next,
                });
            }
            self.go_on(next);
        }
    }

    /// Goes on behind a line.
    #[inline]
    pub(super) fn pass(&mut self, line: &Line<'_>) {
        self.go_on(line.next);
    }

    #[inline]
    fn go_on(&mut self, next: usize) {
        self.rest = self.rest.get(next - self.at..).unwrap_or_default();
        self.at = next;
    }
}

/// How many blanks something begins with, if it goes on behind them.
#[inline]
fn indentation(text: &[u8]) -> Option<usize> {
    const BLANKS: u64 = u64::from_le_bytes([b' '; 8]);
    // Eight bytes are looked at in one step.
    if let Some(head) = text.first_chunk::<8>() {
        let differing = u64::from_le_bytes(*head) ^ BLANKS;
        if differing != 0 {
            return Some(differing.trailing_zeros() as usize / 8);
        }
    }
    text.iter().position(|byte| *byte != b' ')
}
