//! A source to be written.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::model::source::Source;
use crate::write::keys::keys;
use crate::write::style::Style;
use crate::write::yaml;

use super::text::{as_written, text, trim, trim_end, trim_field};

/// A source to be written.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub struct SourceEntry<'a> {
    /// Its id.
    #[serde(deserialize_with = "super::lenient::text")]
    pub id: Cow<'a, str>,
    /// Who published it.
    #[serde(deserialize_with = "super::lenient::text")]
    pub outlet: Cow<'a, str>,
    /// Its title.
    #[serde(deserialize_with = "super::lenient::text")]
    pub title: Cow<'a, str>,
    /// Who wrote it.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub author: Option<Cow<'a, str>>,
    /// When it was published, as EDTF.
    #[serde(deserialize_with = "super::lenient::text")]
    pub published: Cow<'a, str>,
    /// Its language, as a BCP 47 tag.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub language: Option<Cow<'a, str>>,
    /// Where it can be read.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub url: Option<Cow<'a, str>>,
    /// Where a copy is kept.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub archive: Option<Cow<'a, str>>,
    /// The SHA-256 of the copy.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub sha256: Option<Cow<'a, str>>,
    /// The letter of its reliability.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub reliability: Option<Cow<'a, str>>,
    /// A remark.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub note: Option<Cow<'a, str>>,
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

    pub(in crate::write) fn trimmed(&self) -> SourceEntry<'_> {
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
        yaml::block_entry(&keys(self), &Style::default())
    }
}
