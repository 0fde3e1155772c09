//! A citation: a source alone, or with the place in it and its credibility.

use crate::model::events::{CitationRow, Slice};
use crate::model::grade::Credibility;
use crate::model::id::SourceKey;
use crate::read::portion::Portion;
use crate::read::resolve::Packer;

use super::event::trimmed;
use super::field::head;
use super::scalar::{Scalar, blanks, in_flow};

/// A citation of which not all need have been read.
#[derive(Default)]
pub(super) struct Citation {
    source: Option<SourceKey>,
    at: Option<Slice>,
    credibility: Option<Credibility>,
}

/// A key of a citation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum CitationField {
    Source,
    At,
    Credibility,
}

impl CitationField {
    /// The key that a text begins with, and how far its value is behind that, beginning with a blank.
    #[inline]
    pub(super) fn find(text: &[u8]) -> Option<(Self, usize)> {
        const SOURCE: u64 = u64::from_le_bytes(*b"source: ");
        const CREDIBILITY: u64 = u64::from_le_bytes(*b"credibil");
        match head(text) {
            SOURCE => Some((Self::Source, "source:".len())),
            // What stands behind it belongs to the value.
            head if head.to_le_bytes().starts_with(b"at: ") => Some((Self::At, "at:".len())),
            CREDIBILITY if text.starts_with(b"credibility: ") => {
                Some((Self::Credibility, "credibility:".len()))
            }
            _ => None,
        }
    }
}

impl Citation {
    /// Takes in what a key holds, which may stand only once.
    #[inline]
    pub(super) fn take(
        &mut self,
        field: CitationField,
        packer: &Packer<'_>,
        portion: Portion<'_>,
        scalar: Scalar<'_>,
    ) -> Option<()> {
        match field {
            CitationField::Source if self.source.is_none() => {
                self.source = Some(packer.tables.sources.sound(scalar.text)?);
            }
            CitationField::At if self.at.is_none() => {
                self.at = Some(trimmed(portion, scalar.text, scalar.style)?);
            }
            CitationField::Credibility if self.credibility.is_none() => {
                let [digit] = *scalar.text else { return None };
                let is_it = |grade: &Credibility| grade.digit().as_bytes() == [digit];
                self.credibility = Some(Credibility::ALL.into_iter().find(is_it)?);
            }
            CitationField::Source | CitationField::At | CitationField::Credibility => return None,
        }
        Some(())
    }

    /// Reads a citation between braces that opens at a place of a line, and says where it ends.
    #[inline]
    pub(super) fn between_braces(
        &mut self,
        packer: &Packer<'_>,
        portion: Portion<'_>,
        content: &[u8],
        open: usize,
    ) -> Option<usize> {
        let mut at = open + 1;
        loop {
            at += blanks(content.get(at..)?);
            let (field, length) = CitationField::find(content.get(at..)?)?;
            let (scalar, end) = in_flow::<b'}'>(content, at + length)?;
            self.take(field, packer, portion, scalar)?;
            at = end + 1;
            if content[end] == b'}' {
                return Some(at);
            }
        }
    }

    /// The citation, if it has a source.
    pub(super) fn whole(self) -> Option<CitationRow> {
        Some(CitationRow {
            source: self.source?,
            at: self.at,
            credibility: self.credibility,
        })
    }
}
