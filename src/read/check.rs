//! The way from a text to a checked ledger.

use crate::model::ledger::Ledger;
use crate::model::progress::Progress;
use crate::model::text::Text;

use super::diagnostic::{Diagnostic, Problems, Severity};
use super::files::{Files, Read};
use super::include::Include;
use super::layout::Layout;
use super::resolve::{Packed, resolve};
use super::{audit, characters};

/// What came of checking a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// The ledger, if nothing is wrong with it: a wrong status is worse than none.
    pub ledger: Option<Ledger>,
    /// Every problem found, in the order of the files and of their text.
    pub diagnostics: Vec<Diagnostic>,
    /// Where the sections and their entries stand in each file, as far as the text could be read; see
    /// [`Begun::without_places`].
    pub layouts: Vec<Layout>,
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
    let progress = Progress::new();
    begin(reader, text, &progress).check()
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

/// A ledger of which so much has been read that it is known what it includes.
pub struct Begun<'p> {
    text: Text,
    problems: Problems,
    files: Option<Files>,
    progress: &'p Progress,
    /// Whether it is noted where regular events stand.
    keeps_places: bool,
}

/// Begins to check the text of a ledger.
///
/// Whoever can see files looks for what it includes, puts the text together with theirs, and checks that;
/// where nothing is included, it is only to go on. Somebody may watch how many bytes have been read.
pub fn begin(reader: Reader, text: impl Into<Text>, progress: &Progress) -> Begun<'_> {
    let text = text.into();
    progress.begin(text.len());
    let mut problems = Problems::default();
    let tops = characters::check(&text, &mut problems);
    let files = (!problems.has_errors()).then(|| Files::open(reader, &text, tops, progress));
    Begun {
        text,
        problems,
        files,
        progress,
        keeps_places: true,
    }
}

impl Begun<'_> {
    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// What the ledger includes; nothing, where its text has errors that keep it from being read.
    pub fn include(&self) -> Vec<Include> {
        let include = self.files.as_ref().map_or(&[][..], Files::include);
        include.iter().map(Include::from).collect()
    }

    /// Leaves out of the layouts where events stand, which only those ask for who change the text.
    #[must_use]
    pub fn without_places(mut self) -> Self {
        self.keeps_places = false;
        self
    }

    /// Checks the text, on all that it holds.
    pub fn check(self) -> Checked {
        self.check_with(Vec::new())
    }

    /// Checks the text, on all that it holds, and adds what came of looking for what it includes.
    pub fn check_with(self, unmet: Vec<Diagnostic>) -> Checked {
        let Self {
            text,
            mut problems,
            files,
            progress,
            keeps_places,
        } = self;
        let mut layouts = Vec::new();
        let has_looked = text.knows_its_files() || !unmet.is_empty();
        for problem in unmet {
            problems.push(problem);
        }
        let ledger = files.and_then(|files| {
            let (read, packed) = files.read(&text, keeps_places, &mut problems, progress);
            let packed = packed.of(&text);
            resolved(read, packed, &text, &mut layouts, &mut problems, has_looked)
        });
        layouts.resize_with(text.files().len(), Layout::default);
        Checked {
            ledger: ledger.filter(|_| !problems.has_errors()),
            diagnostics: problems.into_sorted(),
            layouts,
        }
    }
}

pub(super) fn resolved(
    read: Read,
    packed: Packed,
    text: &Text,
    layouts: &mut Vec<Layout>,
    problems: &mut Problems,
    has_looked: bool,
) -> Option<Ledger> {
    let Read {
        mut raw,
        tables,
        declared,
    } = read;
    *layouts = std::mem::take(&mut raw.layouts);
    if let Some(include) = raw.include.first()
        && !text.knows_its_files()
    {
        if !has_looked {
            problems.push(Include::from(include).without_folder());
        }
        // What is referred to may stand where nobody could look.
        return None;
    }
    // Under a misspelt `channels` stand the channels that all events would be said to lack.
    if !raw.complete || raw.hopeless {
        return None;
    }
    problems.append(declared);
    let resolved = resolve(text, raw, packed, &tables, problems)?;
    Some(audit::audit(text, resolved, problems))
}
