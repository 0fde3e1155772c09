//! The lines of a text, blank ones and comments passed over.

use memchr::{memchr_iter, memchr2};

use super::scalar::without_blanks;

/// A line with something on it.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    /// Its text from the first character that is no blank to the last.
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
///
/// Line ends are looked for in blocks of 64 bytes: what is found there serves for all lines that end in it.
#[derive(Clone)]
pub(super) struct Lines<'t> {
    /// The whole text up to where the lines end.
    text: &'t [u8],
    /// Where the next line begins.
    at: usize,
    /// Where the block begins that has been looked at last.
    block: usize,
    /// The line ends in it, from the next line on, a bit each.
    ends: u64,
    /// Whether comments behind values are cut off.
    without_remarks: bool,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t [u8], from: usize, to: usize) -> Self {
        let text = text.get(..to).unwrap_or_default();
        Self {
            text,
            at: from,
            block: from,
            ends: line_ends(text, from),
            without_remarks: false,
        }
    }

    /// The same lines with comments behind values cut off, or not.
    pub(super) fn without_remarks(&self, without_remarks: bool) -> Self {
        Self {
            without_remarks,
            ..self.clone()
        }
    }

    /// Where the next line begins.
    pub(super) fn at(&self) -> usize {
        self.at.min(self.text.len())
    }

    /// The next line with something on it, which remains the next one.
    #[expect(
        clippy::inline_always,
        reason = "called for every line from few places"
    )]
    #[inline(always)]
    pub(super) fn peek(&mut self) -> Option<Line<'t>> {
        loop {
            let rest = self.text.get(self.at..)?;
            let indent = indentation(rest)?;
            let end = self.line_end();
            let content = match rest.get(indent..end - self.at)? {
                line @ [.., b' ' | b'\r'] => without_end(line),
                line => line,
            };
            let next = end + 1;
            if let [first, ..] = content
                && *first != b'#'
            {
                return Some(Line {
                    content: if self.without_remarks {
                        without_remark(content)
                    } else {
                        content
                    },
                    offset: self.at + indent,
                    indent,
                    next,
                });
            }
            self.go_on(next);
        }
    }

    /// Goes on behind a line, which is the next one.
    #[inline]
    pub(super) fn pass(&mut self, line: &Line<'_>) {
        self.go_on(line.next);
    }

    #[inline]
    fn go_on(&mut self, next: usize) {
        self.at = next;
        self.ends &= self.ends.wrapping_sub(1);
    }

    /// Where the next line ends.
    #[inline]
    fn line_end(&mut self) -> usize {
        while self.ends == 0 {
            self.block += BLOCK;
            if self.block >= self.text.len() {
                return self.text.len();
            }
            self.ends = line_ends(self.text, self.block);
        }
        self.block + self.ends.trailing_zeros() as usize
    }
}

/// How many bytes are looked at in one step.
const BLOCK: usize = 64;

/// Which bytes of the block that begins at a place are line ends, a bit each.
#[inline]
fn line_ends(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    if let Some(block) = rest.first_chunk() {
        return ends_in(block);
    }
    let mut block = [0; BLOCK];
    block[..rest.len()].copy_from_slice(rest);
    ends_in(&block)
}

/// Written so that the compiler takes sixteen bytes in one step: of each eight, those that are line ends
/// leave a bit of their own, and the sum of these is their part of the result.
#[inline]
fn ends_in(block: &[u8; BLOCK]) -> u64 {
    let mut bits = [0; BLOCK];
    for (place, (bit, byte)) in bits.iter_mut().zip(block).enumerate() {
        *bit = if *byte == b'\n' { 1 << (place % 8) } else { 0 };
    }
    let mut ends = [0; BLOCK / 8];
    for (sum, eight) in ends.iter_mut().zip(bits.as_chunks::<8>().0) {
        *sum = eight.iter().sum();
    }
    u64::from_le_bytes(ends)
}

/// A line without its carriage return and the blanks before it.
#[cold]
fn without_end(line: &[u8]) -> &[u8] {
    without_blanks(line.strip_suffix(b"\r").unwrap_or(line))
}

/// A line without the comment behind its value.
///
/// Where a quote stands before it, the `#` may be part of a text; the line stays as it is.
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
        fn lines_are_what_stands_between_line_ends(text in "([a#]| {1,9}|\n|\r\n|[a-z]{1,90}){0,40}") {
            let mut lines = Lines::new(text.as_bytes(), 0, text.len());
            let mut found = Vec::new();
            while let Some(line) = lines.peek() {
                prop_assert_eq!(&text.as_bytes()[line.offset..][..line.content.len()], line.content);
                found.push((line.indent, line.content));
                lines.pass(&line);
            }
            prop_assert_eq!(found, contents(&text));
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
