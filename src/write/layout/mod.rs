//! A ledger's text in canonical layout, with every comment where it belongs.
//!
//! docs/format.md describes the layout. The text is read entry by entry; the comments, which the
//! reader drops, are found in the gaps between the values (`gap`) and given to what they belong
//! to (`walk`, `share`); entries are written into their sections (`page`), and these put in order
//! (`ledger`). What comes out is read and laid out once more before anybody gets it (`kept`).

mod gap;
mod inline;
mod kept;
mod ledger;
mod owners;
mod page;
mod section;
mod share;
mod slot;
mod walk;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use crate::model::text::{FileKey, Text};
use crate::read::diagnostic::Diagnostic;
use crate::read::{Checked, check};

pub use kept::{Lost, first_difference};

/// Why a text was not laid out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FormatError {
    /// The ledger has errors; these are all of its problems.
    Problems(Vec<Diagnostic>),
    /// Something would not be the same in canonical layout.
    Lost(Lost),
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problems(_) => f.write_str("the ledger has errors; mend them first"),
            Self::Lost(lost) => lost.fmt(f),
        }
    }
}

impl std::error::Error for FormatError {}

/// Puts a ledger into canonical layout.
///
/// What it says stays the same, its comments stay where they belong, and a text in canonical
/// layout stays as it is. All of this is verified on the result before it is given out.
///
/// # Errors
///
/// [`FormatError::Problems`] if the ledger has errors; [`FormatError::Lost`] if the layout would
/// lose or move something, which names what and where.
///
/// ```
/// use detente::write::format;
/// let text = "\
/// channels: # the lines
/// - {name: The line, parties: [USA,CHN], id: line}
/// title:   Two capitals
/// parties: [{id: USA, name: United States}, {id: CHN, name: China}]
/// ";
/// assert_eq!(
///     format(text)?,
///     "\
/// title: Two capitals
///
/// parties:
///   - {id: USA, name: United States}
///   - {id: CHN, name: China}
///
/// channels:                       # the lines
///   - {id: line, name: The line, parties: [USA, CHN]}
/// "
/// );
/// # Ok::<(), detente::write::layout::FormatError>(())
/// ```
pub fn format(text: &str) -> Result<String, FormatError> {
    let text = Text::from(text);
    let mut laid_out = format_files(&text, &check(&text)).map_err(|error| match error {
        FilesError::Problems(problems) => FormatError::Problems(problems),
        FilesError::Lost(_, lost) => FormatError::Lost(lost),
    })?;
    Ok(laid_out.remove(&FileKey::MAIN).unwrap_or_default())
}

/// Why the files of a ledger were not laid out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FilesError {
    /// The ledger has errors; these are all of its problems.
    Problems(Vec<Diagnostic>),
    /// Something in a file would not be the same in canonical layout.
    Lost(FileKey, Lost),
}

/// Puts each file of a ledger that has been checked into canonical layout, by itself.
///
/// # Errors
///
/// As [`format()`], with the file.
pub fn format_files(
    text: &Text,
    checked: &Checked,
) -> Result<BTreeMap<FileKey, String>, FilesError> {
    let Some(before) = &checked.ledger else {
        return Err(FilesError::Problems(checked.diagnostics.clone()));
    };
    // A file without any keys has no layout.
    let is_bare = |file: FileKey| {
        let layout = checked.layouts.get(file.index());
        layout.is_none_or(|layout| layout.sections.is_empty())
    };
    let plain: Vec<(FileKey, Cow<'_, str>)> = text
        .files()
        .filter(|file| !is_bare(*file))
        .map(|file| (file, plain(text.of(file))))
        .collect();
    let mut all = Vec::with_capacity(plain.len());
    for (file, plain) in &plain {
        let laid_out =
            ledger::lay_out(plain).map_err(|problem| FilesError::Problems(vec![problem]))?;
        all.push((*file, laid_out));
    }
    // What is canonical already has kept everything.
    let differing: Vec<_> = all
        .iter()
        .filter(|(file, laid_out)| laid_out.text != text.of(*file))
        .collect();
    if !differing.is_empty() {
        let new = differing
            .iter()
            .map(|(file, laid_out)| (*file, laid_out.text.clone()));
        kept::same_meaning(text, before, &text.with(new.collect()))?;
    }
    for (file, laid_out) in differing {
        kept::same_rest(text.of(*file), laid_out).map_err(|lost| FilesError::Lost(*file, lost))?;
    }
    let mut texts: BTreeMap<FileKey, String> = all
        .into_iter()
        .map(|(file, laid_out)| (file, laid_out.text))
        .collect();
    for file in text.files().filter(|file| is_bare(*file)) {
        texts.insert(file, text.of(file).to_owned());
    }
    Ok(texts)
}

/// A text without a byte order mark, whose lines end with `\n`.
fn plain(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}
