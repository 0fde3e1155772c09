//! Whether a layout keeps what it must keep.

use std::fmt;

use crate::model::ledger::Ledger;
use crate::model::span::Span;
use crate::model::text::{FileKey, Text};
use crate::read::check;
use crate::read::source_map::SourceMap;

use super::FilesError;
use super::ledger::{LaidOut, lay_out};

/// What a layout would not have kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lost {
    /// What a section says.
    Meaning {
        /// The key of the section.
        section: &'static str,
        /// The line of the entry in the text before, if it is known.
        line: Option<usize>,
    },
    /// That the text is a ledger without errors.
    Order {
        /// The line in the text that came out.
        line: usize,
    },
    /// A comment, or what it belongs to.
    Comment {
        /// The comment.
        text: String,
        /// The line in the text before, if it is there.
        line: Option<usize>,
    },
    /// That a text in canonical layout stays as it is.
    Rest {
        /// The line in the text that came out.
        line: usize,
    },
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const REMEDY: &str = "lay that out by hand, in the simplest way YAML has for it";
        match self {
            Self::Meaning {
                section,
                line: Some(line),
            } => write!(
                f,
                "in canonical layout an entry of `{section}`, in line {line}, would say something else; {REMEDY}"
            ),
            Self::Meaning {
                section,
                line: None,
            } => write!(
                f,
                "in canonical layout `{section}` would say something else; {REMEDY}"
            ),
            Self::Order { line } => write!(
                f,
                "in canonical layout the ledger could not be read any more, from what would be line {line} on; {REMEDY}"
            ),
            Self::Comment {
                text,
                line: Some(line),
            } => write!(
                f,
                "the comment `{text}` in line {line} would not stay with what it belongs to; \
                 put it on a line of its own above that"
            ),
            Self::Comment { text, line: None } => write!(
                f,
                "the comment `{text}` would not stay with what it belongs to; put it on a line of its own above that"
            ),
            Self::Rest { line } => write!(
                f,
                "the layout would not come to rest at what would be line {line}; {REMEDY}"
            ),
        }
    }
}

/// Makes sure that the files of a ledger say what they said.
///
/// # Errors
///
/// The first thing that they would say otherwise, and in which file.
pub(super) fn same_meaning(
    text: &Text,
    before: &Ledger,
    laid_out: &Text,
) -> Result<(), FilesError> {
    let place = |text: &Text, span: Span| {
        let file = text.file_at(span.start);
        let offset = (span.start as usize).saturating_sub(text.range(file).start);
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        (file, line_of(text.of(file), Span::at(offset)))
    };
    let checked = check(laid_out);
    let Some(after) = checked.ledger else {
        let first = checked.diagnostics.first();
        let span = first.map_or(Span::at(0), |problem| problem.span);
        let (file, line) = place(laid_out, span);
        return Err(FilesError::Lost(file, Lost::Order { line }));
    };
    let Some(difference) = before.difference(&after) else {
        return Ok(());
    };
    let section = difference.section;
    let (file, line) = match difference.span {
        Some(span) => {
            let (file, line) = place(text, span);
            (file, Some(line))
        }
        None => (FileKey::MAIN, None),
    };
    Err(FilesError::Lost(file, Lost::Meaning { section, line }))
}

/// Makes sure that a layout has the comments of a file, and comes to rest.
///
/// # Errors
///
/// The first thing that would not be kept.
pub(super) fn same_rest(text: &str, laid_out: &LaidOut<'_>) -> Result<(), Lost> {
    let again = lay_out(&laid_out.text).map_err(|problem| Lost::Order {
        line: line_of(&laid_out.text, problem.span),
    })?;
    same_remarks(text, laid_out, &again)?;
    match first_difference(&laid_out.text, &again.text) {
        None => Ok(()),
        Some(line) => Err(Lost::Rest { line }),
    }
}

fn same_remarks(text: &str, first: &LaidOut<'_>, second: &LaidOut<'_>) -> Result<(), Lost> {
    let (one, two) = (&first.owned.remarks, &second.owned.remarks);
    let is_whole = one.len() == first.remarks && two.len() == second.remarks;
    if is_whole && one == two {
        return Ok(());
    }
    let odd = one.iter().zip(two).find(|(one, two)| one != two);
    let remark = odd
        .map(|(one, _)| one.1)
        .or_else(|| one.get(two.len()).map(|last| last.1))
        .or_else(|| two.get(one.len()).map(|last| last.1))
        .unwrap_or("#");
    let offset = text
        .find(remark)
        .and_then(|offset| u32::try_from(offset).ok());
    Err(Lost::Comment {
        text: remark.to_owned(),
        line: offset.map(|offset| line_of(text, Span::at(offset))),
    })
}

fn line_of(text: &str, place: Span) -> usize {
    SourceMap::new(text).position(place.start).line
}

/// The first line, counted from 1, in which two texts differ; `None` if they are the same.
///
/// ```
/// use detente::write::layout::first_difference;
/// assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some(2));
/// assert_eq!(first_difference("a\n", "a"), Some(1));
/// assert_eq!(first_difference("a\n", "a\n"), None);
/// ```
pub fn first_difference(one: &str, two: &str) -> Option<usize> {
    if one == two {
        return None;
    }
    let lines = one.split_inclusive('\n').zip(two.split_inclusive('\n'));
    Some(lines.take_while(|(one, two)| one == two).count() + 1)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    const TEXT: &str = "\
# The whole.

title: T

parties:
  # The first.
  - {id: USA, name: A}
  - {id: CHN, name: B}            # the second

channels:
  - {id: line, name: L, parties: [USA, CHN]}
";

    /// What is said of the layout of a text once something has happened to it.
    fn said_of(happens: impl Fn(&mut LaidOut<'_>)) -> Result<(), Lost> {
        let mut laid_out = lay_out(TEXT).unwrap();
        happens(&mut laid_out);
        let (text, changed) = (Text::from(TEXT), Text::from(&laid_out.text));
        match same_meaning(&text, &check(TEXT).ledger.unwrap(), &changed) {
            Ok(()) => same_rest(TEXT, &laid_out),
            Err(FilesError::Lost(_, lost)) => Err(lost),
            Err(FilesError::Problems(_)) => unreachable!("the text is a sound ledger"),
        }
    }

    #[test]
    fn what_a_layout_would_lose_is_found() {
        let comment = |text: &str, line| {
            let text = text.to_owned();
            Err(Lost::Comment {
                text,
                line: Some(line),
            })
        };
        assert_eq!(said_of(|_| ()), Ok(()));
        assert_eq!(
            said_of(|laid_out| laid_out.text = TEXT.replace("name: B", "name: C")),
            Err(Lost::Meaning {
                section: "parties",
                line: None
            })
        );
        assert_eq!(
            said_of(|laid_out| laid_out.text = TEXT.replace("name: B}", "name: B")),
            Err(Lost::Order { line: 8 })
        );
        assert_eq!(
            said_of(|laid_out| laid_out.owned.remarks.swap(0, 1)),
            comment("# The first.", 6)
        );
        assert_eq!(
            said_of(|laid_out| laid_out.text = TEXT.replace("  # The first.\n", "")),
            comment("# The first.", 6)
        );
        // One that was found in the text and belongs to nothing.
        assert!(said_of(|laid_out| laid_out.remarks += 1).is_err());
    }
}
