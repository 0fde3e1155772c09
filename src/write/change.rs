//! What is to be changed in a ledger.

use crate::model::text::FileKey;

use super::entry::{EventEntry, SourceEntry, WithdrawalEntry};

/// What is to be changed in a ledger, all of it or nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Change {
    /// Sources to be added.
    pub sources: Vec<SourceEntry<'static>>,
    /// Events to be added.
    pub events: Vec<NewEvent>,
    /// Events of the ledger that are no longer to be believed, by id.
    pub withdrawals: Vec<(String, WithdrawalEntry<'static>)>,
    /// The file that the new events go to, or else the new sources; if it is left open, the last that has some.
    pub into: Option<FileKey>,
}

/// An event to be added.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewEvent {
    /// The event.
    pub entry: EventEntry<'static>,
    /// Where it is to stand among the events of the file.
    pub place: Place,
}

/// Where an event is to stand among the events of the file.
///
/// Where dates do not decide which of two events came first, the order of the file does.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Place {
    /// Where the replay puts it: before what is certainly later, behind everything else.
    #[default]
    Replay,
    /// Directly before an event, by its id.
    Before(String),
    /// Directly behind an event, by its id.
    After(String),
    /// Directly behind an event, by its id, that it is to take the turn of; or, where that would
    /// change the order in which others are replayed, where the replay puts it.
    TurnOf(String),
}

impl Change {
    /// The change that adds one event.
    pub fn event(entry: EventEntry<'static>) -> Self {
        let place = Place::Replay;
        Self {
            events: vec![NewEvent { entry, place }],
            ..Self::default()
        }
    }

    /// The change that adds one source.
    pub fn source(entry: SourceEntry<'static>) -> Self {
        Self {
            sources: vec![entry],
            ..Self::default()
        }
    }

    /// The change that withdraws one event.
    pub fn withdrawal(event: impl Into<String>, entry: WithdrawalEntry<'static>) -> Self {
        Self {
            withdrawals: vec![(event.into(), entry)],
            ..Self::default()
        }
    }

    /// Whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.events.is_empty() && self.withdrawals.is_empty()
    }
}
