//! A piece of the text that knows where it stands.

use crate::model::date::DateError;

/// A piece of the text with its place, in bytes from the start.
#[derive(Clone, Copy)]
pub(super) struct Piece<'text> {
    pub(super) text: &'text str,
    pub(super) offset: usize,
}

impl Piece<'_> {
    #[expect(
        clippy::unnecessary_wraps,
        reason = "every check ends with it, and a check may find nothing"
    )]
    pub(super) fn problem(self, reason: impl Into<Box<str>>) -> Option<DateError> {
        Some(DateError::malformed(self.offset, reason))
    }

    /// The same piece without its first `bytes` bytes, which the caller has just looked at.
    pub(super) fn after(self, bytes: usize) -> Self {
        Self {
            text: self.text.get(bytes..).unwrap_or_default(),
            offset: self.offset + bytes,
        }
    }

    pub(super) fn until(self, bytes: usize) -> Self {
        Self {
            text: self.text.get(..bytes).unwrap_or_default(),
            offset: self.offset,
        }
    }

    pub(super) fn at(self, wanted: fn(char) -> bool) -> Option<Self> {
        self.text.find(wanted).map(|place| self.after(place))
    }

    pub(super) fn split(self, separator: &str) -> impl Iterator<Item = Self> {
        let mut offset = self.offset;
        self.text.split(separator).map(move |text| {
            let piece = Self { text, offset };
            offset += text.len() + separator.len();
            piece
        })
    }

    pub(super) fn split_once(self, separator: &str) -> Option<(Self, Self)> {
        let place = self.text.find(separator)?;
        Some((self.until(place), self.after(place + separator.len())))
    }

    pub(super) fn is_digits(self) -> bool {
        !self.text.is_empty() && self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    pub(super) fn number(self) -> Option<u8> {
        self.text.parse().ok()
    }

    pub(super) fn is_digits_of(self, count: usize) -> bool {
        self.text.len() == count && self.is_digits()
    }
}
