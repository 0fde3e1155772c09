//! The way from a text to a checked ledger.

use crate::model::ledger::Ledger;
use crate::model::progress::Progress;
use crate::model::text::Text;

use super::diagnostic::{Diagnostic, Problems, Severity};
use super::layout::Layout;
use super::regular::{self, Read};
use super::resolve::resolve;
use super::{audit, characters};

/// What came of checking a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// The ledger, if nothing is wrong with it: a wrong status is worse than none.
    pub ledger: Option<Ledger>,
    /// Every problem found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// Where the sections and their entries stand, as far as the text could be read.
    pub layout: Layout,
}

impl Checked {
    /// How many of the problems are as bad as this.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|problem| problem.severity() == severity)
            .count()
    }
}

/// Checks the text of a ledger, on all that it holds.
///
/// Every problem is found in one run, except that what follows a place that is not YAML cannot be
/// read, and that the events of a channel are not replayed while one of them is broken: each
/// would complain of what the broken one left undone.
///
/// ```
/// use detente::read::check;
/// let checked = check(
///     "title: Two\n\
///      parties: [{id: USA, name: United States}, {id: CHN, name: China}]\n\
///      channels: [{id: line, name: The line, parties: [USA, CHN]}]\n",
/// );
/// assert!(checked.ledger.is_some());
/// assert!(checked.diagnostics.is_empty());
/// ```
pub fn check(text: impl Into<Text>) -> Checked {
    check_by(Reader::default(), text)
}

/// Checks the text of a ledger by one reader or the other, which makes no difference but in time.
pub fn check_by(reader: Reader, text: impl Into<Text>) -> Checked {
    check_watched(reader, text, &Progress::new())
}

/// Checks the text of a ledger, and tells somebody who watches how many of its bytes have been read.
pub fn check_watched(reader: Reader, text: impl Into<Text>, progress: &Progress) -> Checked {
    let text = text.into();
    progress.begin(text.len());
    let mut problems = Problems::default();
    let tops = characters::check(&text, &mut problems);
    let mut layout = Layout::default();
    let ledger = if problems.has_errors() {
        None
    } else {
        read(reader, &text, tops, &mut layout, &mut problems, progress)
    };
    Checked {
        ledger: ledger.filter(|_| !problems.has_errors()),
        diagnostics: problems.into_sorted(),
        layout,
    }
}

/// Who reads the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Reader {
    /// The fast reader what is regular, the general one the rest.
    #[default]
    Fast,
    /// The general reader everything.
    General,
}

fn read(
    reader: Reader,
    text: &Text,
    tops: Option<Vec<usize>>,
    layout: &mut Layout,
    problems: &mut Problems,
    progress: &Progress,
) -> Option<Ledger> {
    let mut found = Problems::default();
    let read = match reader {
        Reader::General => None,
        Reader::Fast => tops.and_then(|tops| regular::read(text, &tops, &mut found, progress)),
    };
    let read = read.unwrap_or_else(|| {
        found = Problems::default();
        regular::read_generally(text, &mut found, progress)
    });
    problems.append(found);
    let Read {
        mut raw,
        packed,
        tables,
        declared,
    } = read;
    *layout = std::mem::take(&mut raw.layout);
    // Under a misspelt `channels` stand the channels that all events would be said to lack.
    if !raw.complete || raw.hopeless {
        return None;
    }
    problems.append(declared);
    let resolved = resolve(text, raw, packed, &tables, problems)?;
    Some(audit::audit(text, resolved, problems))
}
