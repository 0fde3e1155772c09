//! An event as an entry of a ledger's `events:`.

use serde::Serialize;

/// An event to be written, in the words of the file.
///
/// Nothing is checked here: the ledger that the entry becomes part of is read again, and only
/// that decides.
#[derive(Serialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct EventEntry<'a> {
    /// Its id.
    pub id: &'a str,
    /// When it happened, as EDTF.
    pub date: &'a str,
    /// The word of its kind.
    pub kind: &'a str,
    /// What a `confirmed` event states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'a str>,
    /// The ids of its channels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<&'a str>,
    /// The id of the party that acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<&'a str>,
    /// The id of the event that brought it about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<&'a str>,
    /// What part of the channel it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<&'a str>,
    /// Whether it is the analyst's conclusion.
    #[serde(skip_serializing_if = "is_false")]
    pub inferred: bool,
    /// What happened, in one line.
    pub summary: &'a str,
    /// Where it is reported.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<CitationEntry<'a>>,
    /// When the public first heard of it, as EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported: Option<&'a str>,
    /// The day it was written down, as EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded: Option<&'a str>,
    /// That it is no longer believed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<WithdrawalEntry<'a>>,
    /// The id of the event that it replaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrects: Option<&'a str>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
    /// Words to find it by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<&'a str>,
    /// Who wrote it down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coder: Option<&'a str>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// A withdrawal to be written.
#[derive(Serialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct WithdrawalEntry<'a> {
    /// Since when, as EDTF.
    pub date: &'a str,
    /// The id of the source that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    /// Why.
    pub reason: &'a str,
}

/// A citation to be written.
#[derive(Serialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct CitationEntry<'a> {
    /// The id of the source.
    pub source: &'a str,
    /// Where in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<&'a str>,
    /// The digit of its credibility.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credibility: Option<u8>,
}

impl EventEntry<'_> {
    /// The entry in block style, indented by two, with every scalar quoted as it must be.
    ///
    /// # Errors
    ///
    /// An error of the YAML writer; texts and small numbers give it no cause for one.
    ///
    /// ```
    /// use detente::write::event::EventEntry;
    /// let event = EventEntry {
    ///     id: "cut",
    ///     date: "2023-02",
    ///     kind: "suspended",
    ///     channels: vec!["line"],
    ///     summary: "Cut: no more calls",
    ///     ..EventEntry::default()
    /// };
    /// assert_eq!(
    ///     event.to_yaml()?,
    ///     "  - id: cut\n    date: 2023-02\n    kind: suspended\n    channels:\n    - line\n    \
    ///      summary: 'Cut: no more calls'\n"
    /// );
    /// # Ok::<(), serde_yaml::Error>(())
    /// ```
    pub fn to_yaml(&self) -> Result<String, serde_yaml::Error> {
        let block = serde_yaml::to_string(&[self])?;
        let mut text = String::with_capacity(block.len() * 5 / 4);
        for line in block.split_inclusive('\n') {
            // A blank line inside a text has no indentation of its own.
            if line.trim_end_matches('\n').is_empty() {
                text.push_str(line);
            } else {
                text.push_str("  ");
                text.push_str(line);
            }
        }
        Ok(text)
    }
}
