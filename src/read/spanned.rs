//! A value and where it stands.

use crate::model::span::Span;

/// A value read from the text, and the place it was read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}
