//! What can be written into a ledger: events, sources and withdrawals, in the words of the file.
//!
//! Nothing is checked here: the ledger that an entry becomes part of is read again, and only
//! that decides.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::model::event::{Event, Withdrawal};
use crate::model::ledger::Ledger;
use crate::model::source::{Citation, Source};

use super::lenient;
use super::style::Style;
use super::yaml;

/// An event to be written.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub struct EventEntry<'a> {
    /// Its id; left out where it is to be made of the rest.
    #[serde(
        skip_serializing_if = "str::is_empty",
        deserialize_with = "lenient::text"
    )]
    pub id: Cow<'a, str>,
    /// When it happened, as EDTF.
    #[serde(deserialize_with = "lenient::text")]
    pub date: Cow<'a, str>,
    /// The word of its kind.
    pub kind: Cow<'a, str>,
    /// What a `confirmed` event states.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub status: Option<Cow<'a, str>>,
    /// The ids of its channels.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "lenient::texts"
    )]
    pub channels: Vec<Cow<'a, str>>,
    /// The id of the party that acted.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub by: Option<Cow<'a, str>>,
    /// The id of the event that brought it about.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub cause: Option<Cow<'a, str>>,
    /// What part of the channel it is about.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub scope: Option<Cow<'a, str>>,
    /// Whether it is the analyst's conclusion.
    #[serde(
        skip_serializing_if = "std::ops::Not::not",
        deserialize_with = "lenient::flag"
    )]
    pub inferred: bool,
    /// What happened, in one line.
    #[serde(deserialize_with = "lenient::text")]
    pub summary: Cow<'a, str>,
    /// Where it is reported.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "lenient::citations"
    )]
    pub sources: Vec<CitationEntry<'a>>,
    /// When the public first heard of it, as EDTF.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub reported: Option<Cow<'a, str>>,
    /// The day it was written down, as EDTF.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub recorded: Option<Cow<'a, str>>,
    /// That it is no longer believed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<WithdrawalEntry<'a>>,
    /// The id of the event that it replaces.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub corrects: Option<Cow<'a, str>>,
    /// A remark.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub note: Option<Cow<'a, str>>,
    /// Words to find it by.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "lenient::texts"
    )]
    pub tags: Vec<Cow<'a, str>>,
    /// Who wrote it down.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub coder: Option<Cow<'a, str>>,
}

/// A citation to be written.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
#[serde(deny_unknown_fields)]
pub struct CitationEntry<'a> {
    /// The id of the source.
    #[serde(deserialize_with = "lenient::text")]
    pub source: Cow<'a, str>,
    /// Where in it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub at: Option<Cow<'a, str>>,
    /// The digit of its credibility.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::digit"
    )]
    pub credibility: Option<u8>,
}

/// A withdrawal to be written.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
#[serde(deny_unknown_fields)]
pub struct WithdrawalEntry<'a> {
    /// Since when, as EDTF.
    #[serde(deserialize_with = "lenient::text")]
    pub date: Cow<'a, str>,
    /// The id of the source that says so.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub source: Option<Cow<'a, str>>,
    /// Why.
    #[serde(deserialize_with = "lenient::text")]
    pub reason: Cow<'a, str>,
}

/// A source to be written.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub struct SourceEntry<'a> {
    /// Its id.
    #[serde(deserialize_with = "lenient::text")]
    pub id: Cow<'a, str>,
    /// Who published it.
    #[serde(deserialize_with = "lenient::text")]
    pub outlet: Cow<'a, str>,
    /// Its title.
    #[serde(deserialize_with = "lenient::text")]
    pub title: Cow<'a, str>,
    /// Who wrote it.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub author: Option<Cow<'a, str>>,
    /// When it was published, as EDTF.
    #[serde(deserialize_with = "lenient::text")]
    pub published: Cow<'a, str>,
    /// Its language, as a BCP 47 tag.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub language: Option<Cow<'a, str>>,
    /// Where it can be read.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub url: Option<Cow<'a, str>>,
    /// Where a copy is kept.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub archive: Option<Cow<'a, str>>,
    /// The SHA-256 of the copy.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub sha256: Option<Cow<'a, str>>,
    /// The letter of its reliability.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub reliability: Option<Cow<'a, str>>,
    /// A remark.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional"
    )]
    pub note: Option<Cow<'a, str>>,
}

impl<'a> EventEntry<'a> {
    /// The entry of an event that a ledger holds.
    pub fn of(ledger: &'a Ledger, event: &'a Event) -> Self {
        let day = |date: &'a Option<_>| date.as_ref().map(as_written);
        Self {
            id: event.id.as_str().into(),
            date: as_written(&event.date),
            kind: event.kind.word().into(),
            status: event.kind.states().map(|status| status.word().into()),
            channels: event
                .channels
                .iter()
                .map(|channel| ledger.channel(*channel).id.as_str().into())
                .collect(),
            by: event.by.map(|by| ledger.party(by).id.as_str().into()),
            cause: event
                .cause
                .map(|cause| ledger.event(cause).id.as_str().into()),
            scope: text(event.scope.as_deref()),
            inferred: event.inferred,
            summary: (&*event.summary).into(),
            sources: event
                .citations
                .iter()
                .map(|citation| CitationEntry::of(ledger, citation))
                .collect(),
            reported: day(&event.reported),
            recorded: day(&event.recorded),
            withdrawn: event
                .withdrawn
                .as_ref()
                .map(|withdrawal| WithdrawalEntry::of(ledger, withdrawal)),
            corrects: event
                .corrects
                .map(|old| ledger.event(old).id.as_str().into()),
            note: text(event.note.as_deref()),
            tags: event.tags.iter().map(|tag| (&**tag).into()).collect(),
            coder: text(event.coder.as_deref()),
        }
    }

    /// The entry as it is read back: without the blanks around its texts.
    #[must_use]
    pub fn trimmed(&self) -> EventEntry<'_> {
        EventEntry {
            id: trim(&self.id),
            date: trim(&self.date),
            kind: trim(&self.kind),
            status: trim_field(self.status.as_ref()),
            channels: self.channels.iter().map(|id| trim(id)).collect(),
            by: trim_field(self.by.as_ref()),
            cause: trim_field(self.cause.as_ref()),
            scope: trim_field(self.scope.as_ref()),
            inferred: self.inferred,
            summary: trim(&self.summary),
            sources: self.sources.iter().map(CitationEntry::trimmed).collect(),
            reported: trim_field(self.reported.as_ref()),
            recorded: trim_field(self.recorded.as_ref()),
            withdrawn: self.withdrawn.as_ref().map(WithdrawalEntry::trimmed),
            corrects: trim_field(self.corrects.as_ref()),
            note: trim_end(self.note.as_ref()),
            tags: self.tags.iter().map(|tag| trim(tag)).collect(),
            coder: trim_field(self.coder.as_ref()),
        }
    }

    /// The entry in block style, as an entry of `events:`, with every scalar quoted as it must be.
    ///
    /// ```
    /// use detente::write::entry::EventEntry;
    /// let event = EventEntry {
    ///     id: "cut".into(),
    ///     date: "2023-02".into(),
    ///     kind: "suspended".into(),
    ///     channels: vec!["line".into()],
    ///     summary: "Cut: no more calls".into(),
    ///     ..EventEntry::default()
    /// };
    /// assert_eq!(
    ///     event.to_yaml(),
    ///     "  - id: cut\n    date: 2023-02\n    kind: suspended\n    channels: [line]\n    \
    ///      summary: 'Cut: no more calls'\n"
    /// );
    /// ```
    pub fn to_yaml(&self) -> String {
        yaml::block_entry(&yaml::mapping(self), &Style::default())
    }
}

impl<'a> CitationEntry<'a> {
    /// The entry of a citation that a ledger holds.
    pub fn of(ledger: &'a Ledger, citation: &'a Citation) -> Self {
        Self {
            source: ledger.source(citation.source).id.as_str().into(),
            at: text(citation.at.as_deref()),
            credibility: citation
                .credibility
                .and_then(|credibility| credibility.digit().parse().ok()),
        }
    }

    fn trimmed(&self) -> CitationEntry<'_> {
        CitationEntry {
            source: trim(&self.source),
            at: trim_field(self.at.as_ref()),
            credibility: self.credibility,
        }
    }

    /// Reads the short form of a citation: `ID`, `ID@PLACE`, `ID:DIGIT` or `ID@PLACE:DIGIT`.
    ///
    /// Only a single digit behind the last colon is a credibility, so that a place can be a time
    /// of day: `radio@12:30`.
    ///
    /// ```
    /// use detente::write::entry::CitationEntry;
    /// let citation = CitationEntry::parse("ft-2023-12@¶5:2");
    /// assert_eq!(citation.source, "ft-2023-12");
    /// assert_eq!(citation.at.as_deref(), Some("¶5"));
    /// assert_eq!(citation.credibility, Some(2));
    /// ```
    pub fn parse(short: &str) -> CitationEntry<'static> {
        let digit = |text: &str| match text.as_bytes() {
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

impl<'a> WithdrawalEntry<'a> {
    /// The entry of a withdrawal that a ledger holds.
    pub fn of(ledger: &'a Ledger, withdrawal: &'a Withdrawal) -> Self {
        Self {
            date: as_written(&withdrawal.date),
            source: withdrawal
                .source
                .map(|source| ledger.source(source).id.as_str().into()),
            reason: (&*withdrawal.reason).into(),
        }
    }

    pub(super) fn trimmed(&self) -> WithdrawalEntry<'_> {
        WithdrawalEntry {
            date: trim(&self.date),
            source: trim_field(self.source.as_ref()),
            reason: trim(&self.reason),
        }
    }
}

impl<'a> SourceEntry<'a> {
    /// The entry of a source that a ledger holds.
    pub fn of(source: &'a Source) -> Self {
        Self {
            id: source.id.as_str().into(),
            outlet: (&*source.outlet).into(),
            title: (&*source.title).into(),
            author: text(source.author.as_deref()),
            published: as_written(&source.published),
            language: text(source.language.as_deref()),
            url: text(source.url.as_deref()),
            archive: text(source.archive.as_deref()),
            sha256: text(source.sha256.as_deref()),
            reliability: source
                .reliability
                .map(|reliability| reliability.letter().to_string().into()),
            note: text(source.note.as_deref()),
        }
    }

    pub(super) fn trimmed(&self) -> SourceEntry<'_> {
        SourceEntry {
            id: trim(&self.id),
            outlet: trim(&self.outlet),
            title: trim(&self.title),
            author: trim_field(self.author.as_ref()),
            published: trim(&self.published),
            language: trim_field(self.language.as_ref()),
            url: trim_field(self.url.as_ref()),
            archive: trim_field(self.archive.as_ref()),
            sha256: trim_field(self.sha256.as_ref()),
            reliability: trim_field(self.reliability.as_ref()),
            note: trim_end(self.note.as_ref()),
        }
    }

    /// The entry in block style, as an entry of `sources:`.
    pub fn to_yaml(&self) -> String {
        yaml::block_entry(&yaml::mapping(self), &Style::default())
    }
}

fn text(field: Option<&str>) -> Option<Cow<'_, str>> {
    field.map(Cow::Borrowed)
}

fn as_written(date: &crate::model::date::Date) -> Cow<'_, str> {
    Cow::Borrowed(date.as_written())
}

fn trim(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text.trim())
}

fn trim_field<'t>(field: Option<&'t Cow<'_, str>>) -> Option<Cow<'t, str>> {
    field.map(|text| trim(text))
}

/// A longer text may begin with blanks; one that holds nothing else is none.
fn trim_end<'t>(field: Option<&'t Cow<'_, str>>) -> Option<Cow<'t, str>> {
    let text = field?.trim_end();
    (!text.is_empty()).then_some(Cow::Borrowed(text))
}
