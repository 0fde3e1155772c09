//! A channel's course: its answers from day to day, for all days at once.
//!
//! The number of events that have happened changes only on the days that bound them, so that all
//! days fall into a few phases. A spell is a run of phases with one answer.

use chrono::NaiveDate;

use crate::model::states::States;

use super::timeline::{Entry, Timeline};

/// Some days in a row at the end of which the same events have happened, certainly and perhaps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Phase {
    /// The first of the days; `None` if they have no beginning. They end before the next phase.
    pub from: Option<NaiveDate>,
    /// How many events have certainly happened: k₁.
    pub certain: usize,
    /// How many may have happened: k₂.
    pub perhaps: usize,
}

/// A maximal stretch of days with one answer: one status, or one set of possible ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spell {
    /// The first of the days; `None` if they have no beginning.
    pub from: Option<NaiveDate>,
    /// The last of the days; `None` if they have no end.
    pub to: Option<NaiveDate>,
    /// What the channel may have been.
    pub possible: States,
}

/// The phases of a channel, from the first days to the last; there is at least one.
///
/// ```
/// use detente::{model::belief::Evidence, read, replay::course::phases, replay::timeline::Timeline};
/// let text = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n\
///             channels: [{id: line, name: L, parties: [USA, CHN]}]\n\
///             sources: [{id: wire, outlet: W, title: T, published: 2023}]\n\
///             events: [{id: cut, date: 2023-02, kind: suspended, channels: [line], summary: S, sources: [wire]}]\n";
/// let ledger = read::check(text).ledger.expect("a ledger without errors");
/// let (line, _) = ledger.channels().next().expect("its channel");
/// let phases = phases(&Timeline::replay(&ledger, line, &Evidence::ALL));
/// let days = phases.iter().map(|phase| phase.from.map(|day| day.to_string()));
/// assert!(days.eq([None, Some("2023-02-01".to_owned()), Some("2023-02-28".to_owned())]));
/// ```
pub fn phases(timeline: &Timeline) -> Vec<Phase> {
    let entries = timeline.entries();
    // The bounds were tightened along the order, so both lists are sorted.
    let unbounded = |bound: fn(&Entry) -> bool| entries.iter().filter(|entry| bound(entry)).count();
    let always = unbounded(|entry| entry.not_before.is_none());
    let mut begins = entries
        .iter()
        .filter_map(|entry| entry.not_before)
        .peekable();
    let mut ends = entries
        .iter()
        .filter_map(|entry| entry.not_after)
        .peekable();
    let mut phases = vec![Phase {
        from: None,
        certain: 0,
        perhaps: always,
    }];
    loop {
        let day = match (begins.peek(), ends.peek()) {
            (Some(begin), Some(end)) => *begin.min(end),
            (Some(day), None) | (None, Some(day)) => *day,
            (None, None) => return phases,
        };
        let mut phase = Phase {
            from: Some(day),
            ..phases.last().copied().unwrap_or(Phase {
                from: None,
                certain: 0,
                perhaps: always,
            })
        };
        while begins.next_if_eq(&day).is_some() {
            phase.perhaps += 1;
        }
        while ends.next_if_eq(&day).is_some() {
            phase.certain += 1;
        }
        phases.push(phase);
    }
}

/// The spells of a channel, from the first days to the last; there is at least one.
pub fn spells(timeline: &Timeline) -> Vec<Spell> {
    let mut spells: Vec<Spell> = Vec::new();
    for phase in phases(timeline) {
        let possible = timeline.possible_between(phase.certain, phase.perhaps);
        match spells.last_mut() {
            Some(last) if last.possible == possible => continue,
            Some(last) => last.to = phase.from.and_then(|day| day.pred_opt()),
            None => {}
        }
        spells.push(Spell {
            from: phase.from,
            to: None,
            possible,
        });
    }
    spells
}
