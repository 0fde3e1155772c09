//! Changes that are tried before they are offered.

use crate::model::ledger::Ledger;
use crate::read::Checked;
use crate::write::change::{Change, NewEvent};
use crate::write::edit::{Edited, edit, edit_checked};

/// The ledger as it is, to try on it what might be offered.
pub(crate) struct Trial<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: &'a str,
    pub(crate) checked: &'a Checked,
    pub(crate) ledger: &'a Ledger,
}

impl Trial<'_> {
    /// What a change would make of the ledger, if it were legal.
    pub(crate) fn edited(&self, events: &[&NewEvent]) -> Option<Edited> {
        let change = Change {
            events: events.iter().copied().cloned().collect(),
            ..Change::default()
        };
        edit_checked(self.text, self.checked, &change).ok()
    }

    /// Whether two events can be added one after the other.
    pub(crate) fn takes_in_turn(&self, first: &NewEvent, second: &NewEvent) -> bool {
        let change = Change {
            events: vec![second.clone()],
            ..Change::default()
        };
        self.edited(&[first])
            .is_some_and(|edited| edit(&edited.text, &change).is_ok())
    }
}
