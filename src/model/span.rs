//! A place in the text of a ledger.

/// A half-open range of bytes, `start..end`, in the text of a ledger.
///
/// Four bytes each: a ledger of more than 4 GiB is refused before it is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, but without, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty range at an offset.
    pub const fn at(offset: u32) -> Self {
        Self::new(offset, offset)
    }

    /// From the start of this range to the end of another.
    #[must_use]
    pub const fn to(self, other: Self) -> Self {
        Self::new(self.start, other.end)
    }

    /// The range as indices into the text.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
