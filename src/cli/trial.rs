//! Changes that are tried before they are offered.

use crate::model::ledger::Ledger;
use crate::model::text::{FileKey, Text};
use crate::read::{Checked, check};
use crate::write::change::{Change, NewEvent};
use crate::write::edit::Draft;

/// The ledger as it is, to try on it what might be offered.
pub(crate) struct Trial<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: &'a Text,
    pub(crate) checked: &'a Checked,
    pub(crate) ledger: &'a Ledger,
    /// The file that everything is to go into, if one was named.
    pub(crate) into: Option<FileKey>,
}

impl Trial<'_> {
    /// Whether events can be added together.
    pub(crate) fn takes(&self, events: &[&NewEvent]) -> bool {
        let change = self.change(events);
        Draft::new(self.text, self.checked, &change).is_ok_and(|draft| draft.holds())
    }

    /// Whether two events can be added one after the other.
    pub(crate) fn takes_in_turn(&self, first: &NewEvent, second: &NewEvent) -> bool {
        let (first, second) = (self.change(&[first]), self.change(&[second]));
        let Ok(draft) = Draft::new(self.text, self.checked, &first) else {
            return false;
        };
        let checked = check(&draft.text);
        let then = Draft::new(&draft.text, &checked, &second);
        draft.holds() && then.is_ok_and(|then| then.holds())
    }

    fn change(&self, events: &[&NewEvent]) -> Change {
        Change {
            events: events.iter().copied().cloned().collect(),
            into: self.into,
            ..Change::default()
        }
    }
}
