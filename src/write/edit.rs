//! A change of a ledger as a change of its text that keeps every byte it need not touch.
//!
//! Comments, quotes, blank lines, order, line ends and a missing one at the end stay as they
//! are. Whatever the edit did, its result is read and checked again, and only a text whose ledger
//! equals the old one plus the change is handed out.

use std::collections::HashMap;

use crate::model::date::Date;
use crate::model::id::ChannelKey;
use crate::model::ledger::Ledger;
use crate::model::order::Window;
use crate::model::span::Span;
use crate::read::code::Code;
use crate::read::diagnostic::{Diagnostic, Severity};
use crate::read::layout::{Body, Layout};
use crate::read::{Checked, check};

use super::change::Change;
use super::keys::keys;
use super::place::{Arrival, Gaps, PlaceError, places};
use super::section;
use super::splice::{Splice, apply};
use super::sum::is_sum;
use super::withdrawal::withdraw;

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
        text: String,
        /// What would be wrong.
        diagnostics: Vec<Diagnostic>,
        /// Where the new events would stand, in the order of the change.
        events: Vec<Option<Span>>,
    },
    /// The change names an event that the ledger does not have.
    NoSuchEvent(String),
    /// The event is withdrawn already.
    AlreadyWithdrawn(String),
    /// The text is such that it cannot be changed safely.
    Unsafe {
        /// Why.
        reason: String,
    },
}

/// Changes the text of a ledger.
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
    edit_checked(text, &check(text), change)
}

/// Changes the text of a ledger that has been checked.
///
/// # Errors
///
/// As [`edit`].
pub fn edit_checked(text: &str, checked: &Checked, change: &Change) -> Result<Edited, EditError> {
    let draft = Draft::new(text, checked, change)?;
    let Verified {
        ledger,
        diagnostics,
    } = draft.verify()?;
    Ok(Edited {
        text: draft.text,
        splices: draft.splices,
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
}

/// A changed text that has not been read again yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft<'a> {
    /// The text.
    pub text: String,
    splices: Vec<Splice>,
    old: &'a Ledger,
    change: &'a Change,
    gaps: Gaps,
}

impl<'a> Draft<'a> {
    /// Changes the text of a ledger that has been checked.
    ///
    /// # Errors
    ///
    /// [`EditError`], if the ledger has errors before the change, or if its text cannot be changed
    /// safely.
    pub fn new(text: &str, checked: &'a Checked, change: &'a Change) -> Result<Self, EditError> {
        let Some(ledger) = &checked.ledger else {
            return Err(EditError::Unsound);
        };
        let gaps = gaps(ledger, change)?;
        let splices = splices(text, checked, ledger, change, &gaps)?;
        Ok(Self {
            text: apply(text, &splices),
            splices,
            old: ledger,
            change,
            gaps,
        })
    }

    /// Reads the changed text and compares its ledger with the old one and the change.
    ///
    /// # Errors
    ///
    /// [`EditError`], if the ledger has errors after the change, or is not the sum.
    pub fn verify(&self) -> Result<Verified, EditError> {
        let new = check(&self.text);
        let is_yaml = |problem: &Diagnostic| problem.code != Code::YamlSyntax;
        match new.ledger {
            // Whatever the change says, it is for the edit to write it as YAML.
            None if !new.diagnostics.iter().all(is_yaml) => Err(EditError::Unsafe {
                reason: "the changed text would not be YAML".into(),
            }),
            None => {
                let count = self.change.events.len();
                let events = event_spans(&new.layouts[0], &self.gaps, count);
                let mut diagnostics = new.diagnostics;
                diagnostics.retain(|problem| problem.severity() == Severity::Error);
                Err(EditError::Refused {
                    text: self.text.clone(),
                    diagnostics,
                    events,
                })
            }
            Some(sum) if is_sum(&sum, self.old, self.change, &self.gaps) => Ok(Verified {
                ledger: sum,
                diagnostics: new.diagnostics,
            }),
            Some(_) => Err(EditError::Unsafe {
                reason: "the changed text would not read as the old ledger and the change".into(),
            }),
        }
    }
}

/// Finds where the new events are to stand.
fn gaps(ledger: &Ledger, change: &Change) -> Result<Gaps, EditError> {
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
    places(ledger, &arrivals).map_err(|error| match error {
        PlaceError::NoSuchEvent(id) => EditError::NoSuchEvent(id),
        PlaceError::TooMany => EditError::Unsafe {
            reason: "so many events arrive at once that the order of the others cannot be kept; add them \
                     in smaller batches"
                .into(),
        },
    })
}

fn splices(
    text: &str,
    checked: &Checked,
    ledger: &Ledger,
    change: &Change,
    gaps: &Gaps,
) -> Result<Vec<Splice>, EditError> {
    let layout = &checked.layouts[0];
    let cannot = |key: &str| {
        let key = key.to_owned();
        move |reason| EditError::Unsafe {
            reason: format!("`{key}`: {reason}"),
        }
    };
    let mut splices = Vec::new();
    // What comes to an entry stands before what comes behind it.
    for (id, withdrawal) in &change.withdrawals {
        let event = ledger.events().find(|(_, event)| event.id.as_str() == id);
        let (_, event) = event.ok_or_else(|| EditError::NoSuchEvent(id.clone()))?;
        if event.withdrawn.is_some() {
            return Err(EditError::AlreadyWithdrawn(id.clone()));
        }
        let splice = withdraw(text, event.span, keys(&withdrawal.trimmed()));
        splices.push(splice.ok_or_else(|| EditError::Unsafe {
            reason: format!("the entry of `{id}` is not where it was read"),
        })?);
    }
    if !change.sources.is_empty() {
        let entries = change
            .sources
            .iter()
            .map(|source| keys(&source.trimmed()))
            .collect();
        let end = ledger.sources().count();
        let new = section::insert(text, layout, "sources", &[(end, entries)], Some("events"));
        splices.extend(new.map_err(cannot("sources"))?);
    }
    if !change.events.is_empty() {
        let of_gap = |events: &Vec<usize>| {
            let entries = events.iter().map(|event| &change.events[*event].entry);
            entries.map(|entry| keys(&entry.trimmed())).collect()
        };
        let entries: Vec<_> = gaps
            .iter()
            .map(|(gap, events)| (*gap, of_gap(events)))
            .collect();
        let new = section::insert(text, layout, "events", &entries, None);
        splices.extend(new.map_err(cannot("events"))?);
    }
    // Where two stand at the same place, the one that was made first comes first.
    splices.sort_by_key(|splice| splice.at);
    for splice in &mut splices {
        splice.keep_line_ends_apart(text);
    }
    Ok(splices)
}

/// Where the new events stand in the changed text, in the order of the change.
fn event_spans(layout: &Layout, gaps: &Gaps, count: usize) -> Vec<Option<Span>> {
    let entries = match layout.section("events").map(|section| &section.body) {
        Some(Body::List { entries, .. }) => entries.as_slice(),
        Some(Body::Value { .. }) | None => &[],
    };
    let mut spans = vec![None; count];
    for (index, event) in positions(gaps) {
        if let Some(span) = spans.get_mut(event) {
            *span = entries.get(index).copied();
        }
    }
    spans
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
