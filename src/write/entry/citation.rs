//! A citation to be written, at length or in its short form.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::model::events::Words;
use crate::model::ledger::Ledger;
use crate::model::source::Citation;

use super::text::{text, trim, trim_field};

/// A citation to be written.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
#[serde(deny_unknown_fields)]
pub struct CitationEntry<'a> {
    /// The id of the source.
    #[serde(deserialize_with = "super::lenient::text")]
    pub source: Cow<'a, str>,
    /// Where in it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub at: Option<Cow<'a, str>>,
    /// The digit of its credibility.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::digit"
    )]
    pub credibility: Option<u8>,
}

impl<'a> CitationEntry<'a> {
    /// The entry of a citation that a ledger holds.
    pub fn of(ledger: &'a Ledger, citation: Citation<'a>) -> Self {
        Self {
            source: ledger.source(citation.source).id.as_str().into(),
            at: text(citation.at.map(Words::as_str)),
            credibility: citation
                .credibility
                .and_then(|credibility| credibility.digit().parse().ok()),
        }
    }

    pub(super) fn trimmed(&self) -> CitationEntry<'_> {
        CitationEntry {
            source: trim(&self.source),
            at: trim_field(self.at.as_ref()),
            credibility: self.credibility,
        }
    }

    /// Reads the short form of a citation: `ID`, `ID@PLACE`, `ID:DIGIT` or `ID@PLACE:DIGIT`.
    ///
    /// Only a single digit behind the last colon is a credibility, so that a place can be a time
    /// of day: `radio@12:30`. Blanks around the marks mean nothing.
    ///
    /// ```
    /// use detente::write::entry::CitationEntry;
    /// let citation = CitationEntry::parse("ft-2023-12@¶5:2");
    /// assert_eq!(citation.source, "ft-2023-12");
    /// assert_eq!(citation.at.as_deref(), Some("¶5"));
    /// assert_eq!(citation.credibility, Some(2));
    /// ```
    pub fn parse(short: &str) -> CitationEntry<'static> {
        let digit = |text: &str| match text.trim().as_bytes() {
            [digit @ b'0'..=b'9'] => Some(digit - b'0'),
            _ => None,
        };
        let (place, credibility) = match short.rsplit_once(':') {
            Some((before, after)) if digit(after).is_some() => (before, digit(after)),
            Some(_) | None => (short, None),
        };
        let (source, at) = match place.split_once('@') {
            Some((source, at)) => (source, Some(at.trim()).filter(|at| !at.is_empty())),
            None => (place, None),
        };
        CitationEntry {
            source: source.trim().to_owned().into(),
            at: at.map(|at| at.to_owned().into()),
            credibility,
        }
    }

    /// The short form, if it reads back as the same citation.
    pub fn short(&self) -> Option<String> {
        let mut short = self.source.to_string();
        if let Some(at) = &self.at {
            short.push('@');
            short.push_str(at);
        }
        if let Some(credibility) = self.credibility {
            short.push_str(&format!(":{credibility}"));
        }
        (Self::parse(&short) == *self).then_some(short)
    }
}
