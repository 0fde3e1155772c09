//! An event to be written.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::model::event::{Event, as_written};
use crate::model::events::Words;
use crate::model::ledger::Ledger;
use crate::write::keys::keys;
use crate::write::style::Style;
use crate::write::yaml;

use super::text::{text, trim, trim_end, trim_field};
use super::{CitationEntry, WithdrawalEntry};

/// An event to be written.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub struct EventEntry<'a> {
    /// Its id; left out where it is to be made of the rest.
    #[serde(
        skip_serializing_if = "str::is_empty",
        deserialize_with = "super::lenient::text"
    )]
    pub id: Cow<'a, str>,
    /// When it happened, as EDTF.
    #[serde(deserialize_with = "super::lenient::text")]
    pub date: Cow<'a, str>,
    /// The word of its kind.
    pub kind: Cow<'a, str>,
    /// What a `confirmed` event states.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub status: Option<Cow<'a, str>>,
    /// The ids of its channels.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "super::lenient::texts"
    )]
    pub channels: Vec<Cow<'a, str>>,
    /// The id of the party that acted.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub by: Option<Cow<'a, str>>,
    /// The id of the event that brought it about.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub cause: Option<Cow<'a, str>>,
    /// What part of the channel it is about.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub scope: Option<Cow<'a, str>>,
    /// Whether it is the analyst's conclusion.
    #[serde(
        skip_serializing_if = "std::ops::Not::not",
        deserialize_with = "super::lenient::flag"
    )]
    pub inferred: bool,
    /// What happened, in one line.
    #[serde(deserialize_with = "super::lenient::text")]
    pub summary: Cow<'a, str>,
    /// Where it is reported.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "super::lenient::citations"
    )]
    pub sources: Vec<CitationEntry<'a>>,
    /// When the public first heard of it, as EDTF.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub reported: Option<Cow<'a, str>>,
    /// The day it was written down, as EDTF.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub recorded: Option<Cow<'a, str>>,
    /// That it is no longer believed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<WithdrawalEntry<'a>>,
    /// The id of the event that it replaces.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub corrects: Option<Cow<'a, str>>,
    /// A remark.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub note: Option<Cow<'a, str>>,
    /// Words to find it by.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "super::lenient::texts"
    )]
    pub tags: Vec<Cow<'a, str>>,
    /// Who wrote it down.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub coder: Option<Cow<'a, str>>,
}

impl<'a> EventEntry<'a> {
    /// The entry of an event that a ledger holds.
    pub fn of(ledger: &'a Ledger, event: &Event<'a>) -> Self {
        let day = |date: &Option<_>| date.as_ref().map(as_written);
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
            scope: text(event.scope.map(Words::as_str)),
            inferred: event.inferred,
            summary: event.summary.as_str().into(),
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
            note: text(event.note.map(Words::as_str)),
            tags: event.tags.iter().map(Into::into).collect(),
            coder: text(event.coder),
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

    /// Whether both tell the same, whatever they are called, and whoever wrote them down when.
    ///
    /// ```
    /// use detente::write::entry::EventEntry;
    /// let cut = EventEntry { date: "2023-02".into(), ..EventEntry::default() };
    /// let again = EventEntry { id: "again".into(), ..cut.clone() };
    /// let later = EventEntry { date: "2023-03".into(), ..cut.clone() };
    /// assert!(again.tells_as(&cut) && !later.tells_as(&cut));
    /// ```
    pub fn tells_as(&self, other: &EventEntry) -> bool {
        self.facts() == other.facts()
    }

    fn facts(&self) -> EventEntry<'_> {
        EventEntry {
            id: Cow::Borrowed(""),
            recorded: None,
            withdrawn: None,
            corrects: None,
            coder: None,
            ..self.trimmed()
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
        yaml::block_entry(&keys(self), &Style::default())
    }
}
