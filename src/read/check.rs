//! The way from a text to a checked ledger.

use std::ops::Range;

use crate::model::ledger::Ledger;

use super::diagnostic::{Diagnostic, Problems, Severity};
use super::layout::Layout;
use super::raw::Raw;
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
pub fn check(text: &str) -> Checked {
    check_parts(text, std::iter::once(0..text.len()))
}

/// Checks a text that is a checked one but for some parts.
///
/// It is read as a whole, like any other. Only what no reader has seen yet is searched for
/// characters that may not stand in a ledger.
pub fn check_changed(text: &str, changed: impl IntoIterator<Item = Range<usize>>) -> Checked {
    check_parts(text, changed)
}

fn check_parts(text: &str, unseen: impl IntoIterator<Item = Range<usize>>) -> Checked {
    let mut problems = Problems::default();
    for part in unseen {
        characters::check(text, part, &mut problems);
    }
    let mut layout = Layout::default();
    let ledger = if problems.has_errors() {
        None
    } else {
        read(text, &mut layout, &mut problems)
    };
    Checked {
        ledger: ledger.filter(|_| !problems.has_errors()),
        diagnostics: problems.into_sorted(),
        layout,
    }
}

fn read(text: &str, layout: &mut Layout, problems: &mut Problems) -> Option<Ledger> {
    let mut raw = Raw::read(text, problems);
    *layout = std::mem::take(&mut raw.layout);
    // Under a misspelt `channels` stand the channels that all events would be said to lack.
    if !raw.complete || raw.hopeless {
        return None;
    }
    let resolved = resolve(raw, problems)?;
    Some(audit::audit(resolved, problems))
}
