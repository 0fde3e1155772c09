//! A portion of a text.

use std::ops::Range;

use crate::model::text::Text;

/// A portion of a text that is at hand, and where it begins in the whole.
#[derive(Clone, Copy)]
pub(crate) struct Portion<'t> {
    pub(crate) bytes: &'t [u8],
    pub(crate) start: usize,
}

impl<'t> Portion<'t> {
    /// All of a text.
    pub(crate) fn whole(text: &'t Text) -> Self {
        Self {
            bytes: text.bytes(),
            start: 0,
        }
    }

    /// Where a slice of the portion, which must lie in it, begins in the whole.
    #[inline]
    pub(crate) fn place(self, part: &[u8]) -> usize {
        let place = part.as_ptr().addr() - self.bytes.as_ptr().addr();
        debug_assert!(
            place + part.len() <= self.bytes.len(),
            "the slice lies elsewhere"
        );
        self.start + place
    }

    /// What stands at a place of the whole; nothing, if that is not at hand.
    pub(crate) fn get(self, range: Range<usize>) -> &'t [u8] {
        let start = range.start.checked_sub(self.start);
        let end = range.end.checked_sub(self.start);
        let part = start
            .zip(end)
            .and_then(|(start, end)| self.bytes.get(start..end));
        part.unwrap_or_default()
    }

    /// The text at a place of the whole; nothing, if that is not at hand.
    pub(crate) fn text(self, range: Range<usize>) -> &'t str {
        std::str::from_utf8(self.get(range)).unwrap_or_default()
    }
}
