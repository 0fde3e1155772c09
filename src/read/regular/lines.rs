//! The lines of a text, blank ones and comments passed over.

use memchr::{memchr_iter, memchr2};

use crate::read::block::Block;
use crate::read::portion::Portion;

use super::scalar::without_blanks;

/// A line with something on it.
///
/// Where it stands is not kept beside it, for where a slice lies in the text at hand tells as much: see
/// [`place`].
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    /// Its text from the first character that is no blank to the last.
    pub(super) content: &'t [u8],
    /// How many blanks stand before that.
    pub(super) indent: usize,
}

impl Line<'_> {
    /// Where the line begins in the text at hand.
    pub(super) fn start(&self, text: &[u8]) -> usize {
        place(text, self.content) - self.indent
    }

    /// Whether an entry of a list with its dash in this column begins here.
    pub(super) fn is_entry(&self, dash: usize) -> bool {
        self.indent == dash && (self.content == b"-" || self.content.starts_with(b"- "))
    }
}

/// What stands behind something that has been read: a line, or nothing.
#[derive(Clone, Copy)]
pub(super) struct Behind<'t>(pub(super) Option<Line<'t>>);

/// Where a slice of a text, which must lie in it, begins there.
#[inline]
pub(super) fn place(text: &[u8], part: &[u8]) -> usize {
    Portion {
        bytes: text,
        start: 0,
    }
    .place(part)
}

/// The lines of a text from some place to another.
///
/// Line ends are looked for in blocks of 64 bytes: what is found there serves for all lines that end in it.
#[derive(Clone)]
pub(super) struct Lines<'t> {
    /// The text at hand up to where the lines end.
    text: &'t [u8],
    /// Where the next line begins.
    at: usize,
    /// Where the block begins that has been looked at last.
    block: usize,
    /// The line ends in it, from the next line on, a bit each.
    ends: u64,
    /// Whether comments behind values are cut off.
    are_remarks_cut: bool,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t [u8], from: usize, to: usize) -> Self {
        let text = text.get(..to).unwrap_or_default();
        Self {
            text,
            at: from,
            block: from,
            ends: line_ends(text, from),
            are_remarks_cut: false,
        }
    }

    /// The lines of the same text from some place on.
    pub(super) fn starting_at(&self, from: usize) -> Self {
        Self::new(self.text, from, self.text.len())
    }

    /// The same lines with comments behind values cut off.
    pub(super) fn without_remarks(self) -> Self {
        Self {
            are_remarks_cut: true,
            ..self
        }
    }

    /// Where they end.
    pub(super) fn end(&self) -> usize {
        self.text.len()
    }

    /// Where the next line ends.
    #[inline]
    fn line_end(&mut self) -> usize {
        while self.ends == 0 {
            self.block += Block::LENGTH;
            if self.block >= self.text.len() {
                return self.text.len();
            }
            self.ends = line_ends(self.text, self.block);
        }
        self.block + self.ends.trailing_zeros() as usize
    }
}

impl<'t> Iterator for Lines<'t> {
    type Item = Line<'t>;

    #[expect(
        clippy::inline_always,
        reason = "called for every line from few places"
    )]
    #[inline(always)]
    fn next(&mut self) -> Option<Line<'t>> {
        loop {
            let start = self.at;
            let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
            let end = self.line_end();
            let indent = indentation(rest);
            let content = match rest.get(indent..end - start)? {
                line @ [.., b' ' | b'\r'] => without_end(line),
                line => line,
            };
            self.at = end + 1;
            self.ends &= self.ends.wrapping_sub(1);
            if let [first, ..] = content
                && *first != b'#'
            {
                return Some(Line {
                    content: if self.are_remarks_cut {
                        without_remark(content)
                    } else {
                        content
                    },
                    indent,
                });
            }
        }
    }
}

/// Which bytes of the block that begins at a place are line ends, a bit each.
#[inline]
fn line_ends(text: &[u8], at: usize) -> u64 {
    let text = text.get(at..).unwrap_or_default();
    Block::ask_beginning(text, |block| block.equal(b'\n'))
}

/// A line without its carriage return and the blanks before it.
#[inline(never)]
fn without_end(line: &[u8]) -> &[u8] {
    without_blanks(line.strip_suffix(b"\r").unwrap_or(line))
}

/// A line without the comment behind its value.
///
/// Where a quote stands before it, the `#` may be part of a text; the line stays as it is.
#[cold]
fn without_remark(line: &[u8]) -> &[u8] {
    let begins = |place: &usize| *place > 0 && line[place - 1] == b' ';
    let Some(remark) = memchr_iter(b'#', line).find(begins) else {
        return line;
    };
    let value = &line[..remark];
    if memchr2(b'"', b'\'', value).is_some() {
        return line;
    }
    without_blanks(value)
}

/// How many blanks something begins with.
#[inline]
pub(super) fn indentation(text: &[u8]) -> usize {
    const BLANKS: u64 = u64::from_le_bytes([b' '; 8]);
    // Eight bytes are looked at in one step.
    if let Some(head) = text.first_chunk::<8>() {
        let differing = u64::from_le_bytes(*head) ^ BLANKS;
        if differing != 0 {
            return differing.trailing_zeros() as usize / 8;
        }
    }
    deep_indentation(text)
}

#[inline(never)]
fn deep_indentation(text: &[u8]) -> usize {
    text.iter().take_while(|byte| **byte == b' ').count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What stands on the lines of a text, found by other means.
    fn contents(text: &str) -> Vec<(usize, &[u8])> {
        let lines = text.split('\n').map(|line| {
            let line = line.strip_suffix('\r').unwrap_or(line);
            let indent = line.len() - line.trim_start_matches(' ').len();
            (indent, line.trim_matches(' ').as_bytes())
        });
        let is_kept = |(_, line): &(usize, &[u8])| line.first().is_some_and(|byte| *byte != b'#');
        lines.filter(is_kept).collect()
    }

    proptest! {
        #[test]
        fn lines_are_what_stands_between_line_ends(
            text in "([a#]| {1,9}|\n|\r\n|[a-z]{1,90}){0,40}",
            from in any::<prop::sample::Index>(),
            to in any::<prop::sample::Index>(),
        ) {
            let to = to.index(text.len() + 1);
            let from = from.index(to + 1);
            let mut found = Vec::new();
            for line in Lines::new(text.as_bytes(), from, to) {
                let place = place(text.as_bytes(), line.content);
                prop_assert_eq!(&text.as_bytes()[place..][..line.content.len()], line.content);
                found.push((line.indent, line.content));
            }
            prop_assert_eq!(found, contents(&text[from..to]));
        }
    }

    #[test]
    fn a_remark_is_cut_off_where_it_is_surely_one() {
        let cut = |line: &'static str| without_remark(line.as_bytes());
        assert_eq!(cut("a: b  # c"), b"a: b");
        assert_eq!(cut("a: b#c # d # e"), b"a: b#c");
        assert_eq!(cut("a: b#c"), b"a: b#c");
        assert_eq!(cut("a: 'b # c'"), b"a: 'b # c'");
        assert_eq!(cut("a: b # it's"), b"a: b");
    }
}
