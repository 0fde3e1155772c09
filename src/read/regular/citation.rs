//! A citation: a source alone, or with the place in it and its credibility.

use crate::model::events::{CitationRow, Slice};
use crate::model::grade::Credibility;
use crate::model::id::SourceKey;
use crate::read::portion::Portion;
use crate::read::resolve::Packer;

use super::event::{trimmed, trimmed_tame};
use super::field::head;
use super::scalar::{Scalar, blanks, first_sign, in_flow, is_letter, word};

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
                self.credibility = Some(credibility(digit)?);
            }
            CitationField::Source | CitationField::At | CitationField::Credibility => return None,
        }
        Some(())
    }

    /// A citation of a source alone, whose id is a [short](crate::model::short::short) text.
    #[inline]
    pub(super) fn of_short(source: u128, packer: &Packer<'_>) -> Option<Self> {
        Some(Self {
            source: Some(packer.tables.sources.sound_short(source)?),
            ..Self::default()
        })
    }

    /// Reads a citation between braces that opens at a place of a text, as `add` and `fmt` write it and all of it
    /// short, and says where it ends.
    #[inline]
    pub(super) fn at_once(
        text: &[u8],
        open: usize,
        packer: &Packer<'_>,
        portion: Portion<'_>,
    ) -> Option<(Self, usize)> {
        let start = behind(text, open, b"{source: ")?;
        let (source, length) = word(text, start, [b',', b'}'])?;
        let mut citation = Self::of_short(source, packer)?;
        let mut end = start + length;
        if let Some(start) = behind(text, end, b", at: ") {
            end = start + short_item(text, start)?;
            citation.at = Some(trimmed_tame(portion, text.get(start..end)?)?);
        }
        if let Some(digit) = behind(text, end, b", credibility: ") {
            citation.credibility = Some(credibility(*text.get(digit)?)?);
            end = digit + 1;
        }
        Some((citation, behind(text, end, b"}")?))
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

/// The credibility for which a digit stands; looked up in one step, for digits follow each other at random.
fn credibility(digit: u8) -> Option<Credibility> {
    static BY_DIGIT: [Option<Credibility>; 256] = {
        let mut grades = [None; 256];
        let mut place = 0;
        while place < Credibility::ALL.len() {
            let grade = Credibility::ALL[place];
            if let [digit] = grade.digit().as_bytes() {
                grades[*digit as usize] = Some(grade);
            }
            place += 1;
        }
        grades
    };
    BY_DIGIT[usize::from(digit)]
}

/// Where a piece ends with which a text goes on at a place.
#[inline]
fn behind<const LENGTH: usize>(text: &[u8], place: usize, piece: &[u8; LENGTH]) -> Option<usize> {
    let goes_on = text.get(place..)?.first_chunk()? == piece;
    goes_on.then_some(place + LENGTH)
}

/// The length of a short text without quotes between braces, if nothing in it could end it before a comma or the
/// brace.
#[inline]
fn short_item(text: &[u8], start: usize) -> Option<usize> {
    let length = first_sign(text, start)?;
    let item = text.get(start..start + length)?;
    // A dash at the end may mean that an entry begins.
    let is_tame = is_letter(*item.first()?) && item.last() != Some(&b'-');
    (is_tame && matches!(text[start + length], b',' | b'}')).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_credibility_is_found_by_its_digit_and_by_no_other() {
        for digit in 0..=u8::MAX {
            let is_it = |grade: &Credibility| grade.digit().as_bytes() == [digit];
            assert_eq!(credibility(digit), Credibility::ALL.into_iter().find(is_it));
        }
    }
}
