//! The bytes that a page takes at the least, told before it is rendered.
//!
//! To render a long history only to find it too large takes as long as the history is, and that for
//! every day on which the page might begin.

use chrono::NaiveDate;
use std::collections::BTreeSet;

use crate::model::id::EventKey;

use super::Page;

/// What the markup around an event takes at the least; a test counts it.
pub(super) const MARKUP: usize = 120;

/// The bytes of the events that a page tells of its channels, by the day on which it begins.
pub(super) struct Least {
    /// The last day on which each can have happened, and the bytes from it on; in the order of days.
    bytes: Vec<(NaiveDate, usize)>,
}

impl Least {
    pub(super) fn of(page: &Page<'_>) -> Self {
        let ledger = page.ledger;
        let channels = page.channels.iter();
        let events: BTreeSet<EventKey> = channels
            .flat_map(|channel| ledger.order(*channel).iter().copied())
            .collect();
        let mut bytes: Vec<(NaiveDate, usize)> = events
            .into_iter()
            .map(|key| {
                let event = ledger.event(key);
                let day = event.date.latest().unwrap_or(NaiveDate::MAX);
                (day, MARKUP + 2 * event.id.as_str().len())
            })
            .collect();
        bytes.sort_unstable();
        let mut behind = 0;
        for (_, bytes) in bytes.iter_mut().rev() {
            behind += *bytes;
            *bytes = behind;
        }
        Self { bytes }
    }

    /// The bytes that a page takes at the least if it tells events from a day on.
    pub(super) fn from(&self, since: Option<NaiveDate>) -> usize {
        let older = self
            .bytes
            .partition_point(|(day, _)| since.is_some_and(|since| *day < since));
        self.bytes.get(older).map_or(0, |(_, bytes)| *bytes)
    }
}
