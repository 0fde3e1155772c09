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
use std::fmt;

use crate::read::check;
use crate::read::diagnostic::Diagnostic;

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
    let checked = check(text);
    let Some(before) = checked.ledger else {
        return Err(FormatError::Problems(checked.diagnostics));
    };
    let plain = plain(text);
    let laid_out =
        ledger::lay_out(&plain).map_err(|problem| FormatError::Problems(vec![problem]))?;
    // What is canonical already has kept everything.
    if laid_out.text != text {
        kept::verify(text, &before, &laid_out).map_err(FormatError::Lost)?;
    }
    Ok(laid_out.text)
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
