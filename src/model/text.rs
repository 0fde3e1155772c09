//! The text of a ledger, shared by all that points into it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::span::Span;

/// The largest text that is held, in bytes.
///
/// Places take four bytes; half of what they can hold is left for texts that do not stand in the
/// file as they are.
pub const LARGEST_TEXT: usize = 2 << 30;

/// The text of a ledger.
///
/// Events keep places in it rather than copies of it. It is kept as bytes that are known to be UTF-8,
/// for they are read and checked in parts, side by side; a part is looked at as text in no time, the
/// whole of a long text in some.
#[derive(Clone, PartialEq, Eq)]
pub struct Text(Arc<Vec<u8>>);

impl Text {
    /// Takes bytes for text that are known to be UTF-8.
    pub(crate) fn of_valid(bytes: Vec<u8>) -> Self {
        Self(Arc::new(bytes))
    }

    /// The whole text.
    ///
    /// ```
    /// use detente::model::text::Text;
    /// assert_eq!(Text::from("title: T\n").as_str(), "title: T\n");
    /// ```
    pub fn as_str(&self) -> &str {
        self.get(0..self.len())
    }

    /// The text at a place; empty if the place cuts a character or lies outside.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.range())
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.bytes().len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.bytes().is_empty()
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn get(&self, range: Range<usize>) -> &str {
        let bytes = self.bytes().get(range).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::of_valid(text.as_bytes().to_vec())
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::of_valid(text.into_bytes())
    }
}

impl From<&Self> for Text {
    fn from(text: &Self) -> Self {
        text.clone()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Text({} bytes)", self.len())
    }
}
