//! The order in which a channel's events are replayed.
//!
//! Dates decide where they can; where they cannot, the order in the file does. Precisely: of the
//! events that no remaining event certainly precedes, the one that stands first in the file comes
//! next, until none remains. Imprecise dates have no total order, so no sort could do this.
//!
//! An event is free to come next when it begins no later than the earliest end among the events
//! that remain. That bar only rises as events leave, so each event becomes free once: two sorted
//! lists, a heap and O(n log n) steps are enough.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use chrono::NaiveDate;

use super::date::Date;

/// The days between which an event happened; `None` is unbounded on that side.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Window {
    /// No earlier than the beginning of this day.
    pub earliest: Option<NaiveDate>,
    /// No later than the end of this day.
    pub latest: Option<NaiveDate>,
}

impl Window {
    /// Any day at all.
    pub const ANY: Self = Self {
        earliest: None,
        latest: None,
    };

    /// The days between which something with a date happened.
    pub fn of(date: &Date) -> Self {
        Self {
            earliest: date.earliest(),
            latest: date.latest(),
        }
    }

    /// The day on which it happened, if that is known.
    pub(crate) fn day(self) -> Option<NaiveDate> {
        self.earliest.filter(|_| self.earliest == self.latest)
    }

    /// Whether this event happened before the other, whatever the days were.
    pub fn certainly_precedes(self, other: Self) -> bool {
        matches!((self.latest, other.earliest), (Some(end), Some(begin)) if end < begin)
    }

    /// `None` sorts first among beginnings, as the unbounded past should.
    fn begin(self) -> Option<NaiveDate> {
        self.earliest
    }

    /// Sorts ends so that the unbounded future comes last.
    fn end(self) -> (bool, Option<NaiveDate>) {
        (self.latest.is_none(), self.latest)
    }
}

/// The order of replay of events given in file order, as indices into them.
///
/// ```
/// use detente::model::{date::Date, order::{Window, replay_order}};
/// let window = |text| Window::of(&Date::parse(text).expect("a valid date"));
/// // December is certainly after February; "in 2023" could be either, so it keeps its place.
/// let order = replay_order(&[window("2023-12"), window("2023"), window("2023-02")]);
/// assert_eq!(order, [1, 2, 0]);
/// ```
pub fn replay_order(windows: &[Window]) -> Vec<usize> {
    // When nothing begins before its predecessor, nothing can end before its predecessor begins.
    if windows.is_sorted_by_key(|window| window.begin()) {
        return (0..windows.len()).collect();
    }

    let mut by_begin: Vec<usize> = (0..windows.len()).collect();
    by_begin.sort_by_key(|&index| windows[index].begin());
    let mut by_end: Vec<usize> = (0..windows.len()).collect();
    by_end.sort_by_key(|&index| windows[index].end());

    let mut placed = vec![false; windows.len()];
    let mut order = Vec::with_capacity(windows.len());
    let mut free = BinaryHeap::new();
    let mut waiting = by_begin.into_iter().peekable();
    for earliest_end in by_end {
        if placed[earliest_end] {
            continue;
        }
        let bar = windows[earliest_end];
        while let Some(index) = waiting.next_if(|&index| !bar.certainly_precedes(windows[index])) {
            free.push(Reverse(index));
        }
        while let Some(Reverse(index)) = free.pop() {
            placed[index] = true;
            order.push(index);
            if index == earliest_end {
                break;
            }
        }
    }
    order
}
