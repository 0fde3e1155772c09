//! What an event says in words.

use std::fmt;
use std::ops::Deref;

use super::{Segment, Slice};

/// What an event says in words, looked up in the ledger's text when somebody reads it.
///
/// Most questions ask for no words at all, and the text of a long ledger may not be held: see [`Text`](crate::model::text::Text).
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub(super) segment: &'a Segment,
    pub(super) slice: Slice,
}

impl<'a> Words<'a> {
    /// The words.
    pub fn as_str(self) -> &'a str {
        self.segment.slice(self.slice)
    }
}

impl Deref for Words<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl<'a> From<Words<'a>> for &'a str {
    fn from(words: Words<'a>) -> Self {
        words.as_str()
    }
}

impl From<Words<'_>> for Box<str> {
    fn from(words: Words<'_>) -> Self {
        words.as_str().into()
    }
}

impl From<Words<'_>> for String {
    fn from(words: Words<'_>) -> Self {
        words.as_str().to_owned()
    }
}

impl PartialEq for Words<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Words<'_> {}

impl fmt::Display for Words<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), formatter)
    }
}

impl fmt::Debug for Words<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}
