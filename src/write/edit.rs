//! A change of a ledger as a change of its text that keeps every byte it need not touch.
//!
//! Comments, quotes, blank lines, order, line ends and a missing one at the end stay as they
//! are. Whatever the edit did, its result is read and checked again, and only a text whose ledger
//! equals the old one plus the change is handed out.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::model::date::Date;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::order::Window;
use crate::model::progress::Progress;
use crate::model::span::Span;
use crate::model::text::{FileKey, Patch, Text};
use crate::read::code::Code;
use crate::read::diagnostic::{Diagnostic, Severity};
use crate::read::layout::Layout;
use crate::read::{Checked, Reader, STEP, begin, check, check_again, check_in_passing};

use super::change::Change;
use super::place::{Arrival, Gaps, PlaceError, places};
use super::splice::{Splice, apply, carried};
use super::splicing::Splicing;
use super::sum::is_sum;
use super::target::{Target, entries_of};

/// A changed ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edited {
    /// Its text.
    pub text: String,
    /// What was changed in the old text.
    pub splices: Vec<Splice>,
    /// The ledger.
    pub ledger: Ledger,
    /// What is not quite right with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a ledger was not changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EditError {
    /// It has errors as it is.
    Unsound,
    /// It would have errors.
    Refused {
        /// Its text as it would be.
        text: Text,
        /// What would be wrong.
        diagnostics: Vec<Diagnostic>,
        /// Where the new events would stand, in the order of the change.
        events: Vec<Option<Span>>,
    },
    /// The change names an event that the ledger does not have.
    NoSuchEvent(String),
    /// The change puts an event beside this one, and into another file.
    Elsewhere(String),
    /// Wherever the new events stood in one of the files, others would be replayed in another order.
    Disturbs,
    /// The event is withdrawn already.
    AlreadyWithdrawn(String),
    /// The text is such that it cannot be changed safely.
    Unsafe {
        /// Why.
        reason: String,
    },
}

/// Changes the text of a ledger of one file.
///
/// # Errors
///
/// [`EditError`], if the ledger has errors before or after the change, or if its text cannot
/// be changed safely.
///
/// ```
/// use detente::write::{change::Change, edit::edit, entry::EventEntry};
/// let text = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n\
///             channels: [{id: line, name: L, parties: [USA, CHN]}]\n\
///             events:   # so far none\n";
/// let event = EventEntry {
///     id: "cut".into(),
///     date: "2023-02".into(),
///     kind: "suspended".into(),
///     channels: vec!["line".into()],
///     inferred: true,
///     summary: "The line is cut.".into(),
///     recorded: Some("2023-03-01".into()),
///     ..EventEntry::default()
/// };
/// let edited = edit(text, &Change::event(event)).expect("a legal event");
/// assert_eq!(
///     edited.text.strip_prefix(text),
///     Some(
///         "  - id: cut\n    date: 2023-02\n    kind: suspended\n    channels: [line]\n    \
///          inferred: true\n    summary: The line is cut.\n    recorded: 2023-03-01\n"
///     )
/// );
/// ```
pub fn edit(text: &str, change: &Change) -> Result<Edited, EditError> {
    let text = Text::from(text);
    let checked = check(&text);
    let mut draft = Draft::new(&text, &checked, change)?;
    let Verified {
        ledger,
        diagnostics,
        added: _,
    } = draft.verify()?;
    Ok(Edited {
        text: draft.text.as_str().to_owned(),
        splices: draft.splices.remove(&FileKey::MAIN).unwrap_or_default(),
        ledger,
        diagnostics,
    })
}

/// What a changed text holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    /// The ledger.
    pub ledger: Ledger,
    /// What is not quite right with it.
    pub diagnostics: Vec<Diagnostic>,
    /// The events that came in, in the order of the file.
    pub added: Vec<EventKey>,
}

/// A changed text that has not been read again yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft<'a> {
    /// The text of all files.
    pub text: Text,
    /// What was changed in the old text of each file that is not as it was.
    splices: BTreeMap<FileKey, Vec<Splice>>,
    old: &'a Ledger,
    change: &'a Change,
    /// Where the new events stand among those of all files.
    gaps: Gaps,
    /// How many sources stand before the new ones, over all files.
    sources_before: usize,
    /// The file that new sources go to.
    sources_file: FileKey,
}

impl<'a> Draft<'a> {
    /// Changes the text of a ledger that has been checked.
    ///
    /// # Errors
    ///
    /// [`EditError`], if the ledger has errors before the change, or if its text cannot be changed
    /// safely.
    pub fn new(
        text: impl Into<Text>,
        checked: &'a Checked,
        change: &'a Change,
    ) -> Result<Self, EditError> {
        let text = text.into();
        let Some(ledger) = &checked.ledger else {
            return Err(EditError::Unsound);
        };
        let (target, among, gaps) = settled(&text, checked, ledger, change)?;
        let splicing = Splicing::new(&text, &checked.layouts, ledger, change, &gaps);
        let splices = splicing.splices(&target, among.start)?;
        let patches = splices.get(&FileKey::MAIN).into_iter().flatten();
        let patched = text.patched(patches.map(Patch::from)).unwrap_or_else(|| {
            let changed = splices
                .iter()
                .map(|(file, splices)| (*file, apply(text.of(*file), splices)));
            text.with(changed.collect())
        });
        Ok(Self {
            text: patched,
            splices,
            old: ledger,
            change,
            gaps,
            sources_before: entries_of(&checked.layouts, target.sources, "sources").end,
            sources_file: target.sources,
        })
    }

    /// The files that are not as they were, in the order in which they are to be written.
    ///
    /// New sources come first: a source that nobody cites yet is no error, and an event whose source is not
    /// there would be one.
    pub fn changed(&self) -> Vec<FileKey> {
        let mut files: Vec<FileKey> = self.splices.keys().copied().collect();
        if !self.change.sources.is_empty() {
            files.sort_by_key(|file| *file != self.sources_file);
        }
        files
    }

    /// What was changed in the old text of a file, in its order.
    pub fn splices(&self, file: FileKey) -> &[Splice] {
        self.splices.get(&file).map_or(&[], Vec::as_slice)
    }

    /// Reads the changed text and compares its ledger with the old one and the change.
    ///
    /// # Errors
    ///
    /// [`EditError`], if the ledger has errors after the change, or is not the sum.
    pub fn verify(&self) -> Result<Verified, EditError> {
        let new = self.check();
        let is_yaml = |problem: &Diagnostic| problem.code != Code::YamlSyntax;
        match new.ledger {
            // Whatever the change says, it is for the edit to write it as YAML.
            None if !new.diagnostics.iter().all(is_yaml) => Err(EditError::Unsafe {
                reason: "the changed text would not be YAML".into(),
            }),
            None => {
                let count = self.change.events.len();
                let events = event_spans(&check(&self.text).layouts, &self.gaps, count);
                let mut diagnostics = new.diagnostics;
                diagnostics.retain(|problem| problem.severity() == Severity::Error);
                Err(EditError::Refused {
                    text: self.text.clone(),
                    diagnostics,
                    events,
                })
            }
            Some(sum) if self.is_sum(&sum) => Ok(Verified {
                added: added(&self.gaps),
                ledger: sum,
                diagnostics: new.diagnostics,
            }),
            Some(_) => Err(EditError::Unsafe {
                reason: "the changed text would not read as the old ledger and the change".into(),
            }),
        }
    }

    /// Whether the changed text is in order and its ledger the old one and the change.
    pub fn holds(&self) -> bool {
        let new = self.check().ledger;
        new.is_some_and(|sum| self.is_sum(&sum))
    }

    /// Checks the changed text, as little of it as is needed.
    fn check(&self) -> Checked {
        let progress = Progress::new();
        let in_passing = || check_in_passing(self.text.origin()?, STEP, &progress);
        let passed = check_again(self.old, &self.text, STEP, &progress).or_else(in_passing);
        match passed {
            Some((_, new)) => new,
            None => begin(Reader::default(), &self.text, &progress)
                .without_places()
                .check(),
        }
    }

    fn is_sum(&self, sum: &Ledger) -> bool {
        let spliced = self.text.origin().and(self.splices.get(&FileKey::MAIN));
        let length = self.old.packed().text().len();
        let carried = spliced.map_or_else(Vec::new, |splices| carried(splices, length));
        is_sum(
            sum,
            self.old,
            self.change,
            &self.gaps,
            self.sources_before,
            &carried,
        )
    }
}

/// Finds the file and the gaps in which the new events are to stand, and which events of all are that file's:
/// the first file in which they leave the others in their order.
fn settled(
    text: &Text,
    checked: &Checked,
    ledger: &Ledger,
    change: &Change,
) -> Result<(Target, Range<usize>, Gaps), EditError> {
    for target in Target::choices(text, checked, ledger, change) {
        let among = if text.is_paged() {
            // Of its one file it is not noted where they stand.
            0..ledger.packed().len()
        } else {
            entries_of(&checked.layouts, target.events, "events")
        };
        match gaps(ledger, change, among.clone()) {
            Err(EditError::Disturbs) => {}
            settled => return Ok((target, among, settled?)),
        }
    }
    Err(EditError::Disturbs)
}

/// Finds where the new events are to stand among those of a file.
fn gaps(ledger: &Ledger, change: &Change, among: Range<usize>) -> Result<Gaps, EditError> {
    let channels: HashMap<&str, ChannelKey> = ledger
        .channels()
        .map(|(key, channel)| (channel.id.as_str(), key))
        .collect();
    let arrivals: Vec<Arrival> = change
        .events
        .iter()
        .map(|event| {
            // A wrong date or id is found when the new text is checked; here it decides nothing.
            let date = Date::parse(event.entry.date.trim()).ok();
            let ids = event.entry.channels.iter();
            Arrival {
                window: date.map_or(Window::ANY, |date| Window::of(&date)),
                channels: ids.filter_map(|id| channels.get(&**id).copied()).collect(),
                place: &event.place,
            }
        })
        .collect();
    places(ledger, &arrivals, among).map_err(|error| match error {
        PlaceError::NoSuchEvent(id) => EditError::NoSuchEvent(id),
        PlaceError::Elsewhere(id) => EditError::Elsewhere(id),
        PlaceError::Disturbs => EditError::Disturbs,
        PlaceError::TooMany => EditError::Unsafe {
            reason: "so many events arrive at once that the order of the others cannot be kept; add them \
                     in smaller batches"
                .into(),
        },
    })
}

/// Where the new events stand in the changed text, in the order of the change.
fn event_spans(layouts: &[Layout], gaps: &Gaps, count: usize) -> Vec<Option<Span>> {
    let entries: Vec<Span> = layouts
        .iter()
        .flat_map(|layout| layout.entries("events").iter().copied())
        .collect();
    let mut spans = vec![None; count];
    for (index, event) in positions(gaps) {
        if let Some(span) = spans.get_mut(event) {
            *span = entries.get(index).copied();
        }
    }
    spans
}

/// The keys that the new events have in the changed ledger.
fn added(gaps: &Gaps) -> Vec<EventKey> {
    let keys = positions(gaps).map(|(place, _)| u32::try_from(place).unwrap_or(u32::MAX));
    keys.map(EventKey::new).collect()
}

/// The place of each new event among all events of the changed file.
pub(super) fn positions(gaps: &Gaps) -> impl Iterator<Item = (usize, usize)> {
    let arrivals = gaps
        .iter()
        .flat_map(|(gap, events)| events.iter().map(move |event| (*gap, *event)));
    arrivals
        .enumerate()
        .map(|(before, (gap, event))| (gap + before, event))
}
