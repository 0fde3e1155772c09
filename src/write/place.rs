//! Where a new event is to stand among the events of the file.
//!
//! Where dates do not decide which of two events on a channel came first, the order of the file
//! does, so a new event must not just be appended. It goes where a reader of the file would look
//! for it: before the first event that is certainly later. If that place would change the order
//! in which the other events of its channels are replayed, others are tried.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::order::{Window, replay_order};

use super::change::Place;

/// A new event, as far as its place depends on it.
pub(super) struct Arrival<'a> {
    pub(super) window: Window,
    pub(super) channels: Vec<ChannelKey>,
    pub(super) place: &'a Place,
}

/// The new events before each event of the file, and behind the last of them, in order.
pub(super) type Gaps = BTreeMap<usize, Vec<usize>>;

/// Most comparisons that are spent on the replay order of the others, for all arrivals.
const MOST_COMPARISONS: usize = 20_000_000;

/// Finds the places of new events.
///
/// # Errors
///
/// The id that a place names if no event has it.
pub(super) fn places(ledger: &Ledger, arrivals: &[Arrival]) -> Result<Gaps, String> {
    let mut file = File::new(ledger, arrivals);
    for index in 0..arrivals.len() {
        file.settle(index)?;
    }
    Ok(file.gaps)
}

struct File<'a> {
    ledger: &'a Ledger,
    arrivals: &'a [Arrival<'a>],
    windows: Vec<Window>,
    /// For each event the latest beginning up to it.
    begun: Vec<Option<chrono::NaiveDate>>,
    newest_first: bool,
    gaps: Gaps,
    /// The gap of each arrival that has settled.
    gap_of: Vec<Option<usize>>,
    comparisons_left: usize,
}

/// An event of a channel: one of the file or one that arrives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Member {
    Old(EventKey),
    New(usize),
}

impl<'a> File<'a> {
    fn new(ledger: &'a Ledger, arrivals: &'a [Arrival<'a>]) -> Self {
        let windows: Vec<Window> = ledger
            .events()
            .map(|(_, event)| Window::of(&event.date))
            .collect();
        let begun = windows
            .iter()
            .scan(None, |latest, window| {
                *latest = window.earliest.max(*latest);
                Some(*latest)
            })
            .collect();
        let rises = |pair: &[Window]| match pair {
            [a, b] => i32::from(a.certainly_precedes(*b)) - i32::from(b.certainly_precedes(*a)),
            _ => 0,
        };
        let newest_first = windows.windows(2).map(rises).sum::<i32>() < 0;
        Self {
            ledger,
            arrivals,
            windows,
            begun,
            newest_first,
            gaps: Gaps::new(),
            gap_of: vec![None; arrivals.len()],
            comparisons_left: MOST_COMPARISONS,
        }
    }

    fn settle(&mut self, index: usize) -> Result<(), String> {
        let (gap, position) = match self.arrivals[index].place {
            Place::Before(id) => {
                let gap = self.find(id)?;
                (gap, self.gaps.get(&gap).map_or(0, Vec::len))
            }
            Place::After(id) => (self.find(id)? + 1, 0),
            Place::Replay => self.best_place(index),
        };
        self.gaps.entry(gap).or_default().insert(position, index);
        self.gap_of[index] = Some(gap);
        Ok(())
    }

    fn find(&self, id: &str) -> Result<usize, String> {
        self.ledger
            .events()
            .position(|(_, event)| event.id.as_str() == id)
            .ok_or_else(|| id.to_owned())
    }

    /// The gap, and the place among its arrivals, that leave the others in their order and put the
    /// event behind all that is not certainly later; if there are none, some that leave the
    /// others in their order.
    fn best_place(&mut self, index: usize) -> (usize, usize) {
        let chronological = self.chronological(index);
        let usual = (chronological, self.position_in(chronological, index));
        let channels = self.arrivals[index].channels.iter();
        let mates: usize = channels
            .map(|channel| self.ledger.order(*channel).len())
            .sum();
        let Some(left) = self
            .comparisons_left
            .checked_sub(mates + self.arrivals.len())
        else {
            return usual;
        };
        self.comparisons_left = left;
        let members = self.members(index);
        let mut second_best = None;
        for gap in self.candidates(index, chronological) {
            for position in self.candidates_in(gap, index) {
                let fits: Vec<Fit> = members
                    .iter()
                    .map(|members| self.fit(members, gap, position, index))
                    .collect();
                if fits.iter().all(|fit| *fit == Fit::Exact) {
                    return (gap, position);
                }
                if fits.iter().all(|fit| *fit != Fit::Disturbs) {
                    second_best.get_or_insert((gap, position));
                }
            }
        }
        second_best.unwrap_or(usual)
    }

    /// The gap where a reader of the file would look for the arrival.
    fn chronological(&self, index: usize) -> usize {
        let window = self.arrivals[index].window;
        if self.newest_first {
            let is_earlier = |other: &Window| other.certainly_precedes(window);
            let first_earlier = self.windows.iter().position(is_earlier);
            return first_earlier.unwrap_or(self.windows.len());
        }
        self.begun
            .partition_point(|begun| match (window.latest, begun) {
                (Some(latest), Some(begun)) => *begun <= latest,
                (None, _) | (_, None) => true,
            })
    }

    /// Gaps worth trying, the chronological one first.
    fn candidates(&self, index: usize, chronological: usize) -> Vec<usize> {
        let window = self.arrivals[index].window;
        let is_later = |gap: &usize| window.certainly_precedes(self.windows[*gap]);
        let mates = || {
            let channels = self.arrivals[index].channels.iter();
            channels
                .flat_map(|channel| self.ledger.order(*channel))
                .map(|key| key.index())
        };
        let behind_the_others = mates()
            .filter(|gap| !is_later(gap))
            .max()
            .map(|gap| gap + 1);
        let before_the_later = mates().filter(is_later).min();
        let mut candidates = vec![chronological];
        candidates.extend(behind_the_others);
        candidates.extend(before_the_later);
        candidates.push(self.windows.len());
        candidates
    }

    /// Places among the arrivals of a gap worth trying, the usual one first.
    fn candidates_in(&self, gap: usize, index: usize) -> Vec<usize> {
        let arrival = &self.arrivals[index];
        let others = self.gaps.get(&gap).map_or(&[][..], Vec::as_slice);
        let is_mate = |other: &Arrival| {
            let channels = &other.channels;
            channels.iter().any(|id| arrival.channels.contains(id))
        };
        let mates = || {
            let others = others.iter().map(|other| &self.arrivals[*other]);
            others.enumerate().filter(|(_, other)| is_mate(other))
        };
        let is_later = |other: &Arrival| arrival.window.certainly_precedes(other.window);
        let behind_the_others = mates()
            .rfind(|(_, other)| !is_later(other))
            .map(|(place, _)| place + 1);
        let before_the_later = mates()
            .find(|(_, other)| is_later(other))
            .map(|(place, _)| place);
        let mut candidates = vec![self.position_in(gap, index)];
        candidates.extend(behind_the_others);
        candidates.extend(before_the_later);
        candidates.dedup();
        candidates
    }

    /// The place among the arrivals of a gap where a reader of the file would look for another.
    fn position_in(&self, gap: usize, index: usize) -> usize {
        let window = self.arrivals[index].window;
        let others = self.gaps.get(&gap).map_or(&[][..], Vec::as_slice);
        let is_behind = |other: &usize| {
            let other = self.arrivals[*other].window;
            if self.newest_first {
                other.certainly_precedes(window)
            } else {
                window.certainly_precedes(other)
            }
        };
        others.iter().position(is_behind).unwrap_or(others.len())
    }

    /// The events of each channel of an arrival, in file order, without the arrival.
    fn members(&self, index: usize) -> Vec<Vec<Member>> {
        let of_channel = |channel: &ChannelKey| {
            let mut old = self.ledger.order(*channel).to_vec();
            old.sort_unstable();
            let mut members = Vec::with_capacity(old.len());
            let mut old = old.into_iter().peekable();
            for (gap, arrivals) in &self.gaps {
                while let Some(key) = old.next_if(|key| key.index() < *gap) {
                    members.push(Member::Old(key));
                }
                let arrivals = arrivals.iter().copied();
                members.extend(
                    arrivals
                        .filter(|other| self.arrivals[*other].channels.contains(channel))
                        .map(Member::New),
                );
            }
            members.extend(old.map(Member::Old));
            members
        };
        let channels = self.arrivals[index].channels.iter();
        channels.map(of_channel).collect()
    }

    /// What an arrival in a gap does to the order of replay of a channel.
    fn fit(&self, members: &[Member], gap: usize, position: usize, index: usize) -> Fit {
        let arrival = Member::New(index);
        let earlier_arrivals = self
            .gaps
            .get(&gap)
            .and_then(|others| others.get(..position));
        let is_before = |member: &Member| match member {
            Member::Old(key) => key.index() < gap,
            Member::New(other) => match self.gap_of[*other].cmp(&Some(gap)) {
                Ordering::Less => true,
                Ordering::Equal => earlier_arrivals.is_some_and(|others| others.contains(other)),
                Ordering::Greater => false,
            },
        };
        let at = members.iter().position(|member| !is_before(member));
        let mut with = members.to_vec();
        with.insert(at.unwrap_or(members.len()), arrival);

        let before = self.replayed(members);
        let after = self.replayed(&with);
        let others = after.iter().filter(|member| **member != arrival);
        if !others.eq(&before) {
            return Fit::Disturbs;
        }
        let window = self.arrivals[index].window;
        let is_later = |member: &Member| window.certainly_precedes(self.window(*member));
        let behind = after.iter().skip_while(|member| **member != arrival).nth(1);
        if behind.is_none_or(is_later) {
            Fit::Exact
        } else {
            Fit::Early
        }
    }

    fn replayed(&self, members: &[Member]) -> Vec<Member> {
        let windows: Vec<Window> = members.iter().map(|member| self.window(*member)).collect();
        let order = replay_order(&windows);
        order.into_iter().map(|index| members[index]).collect()
    }

    fn window(&self, member: Member) -> Window {
        match member {
            Member::Old(key) => self.windows[key.index()],
            Member::New(index) => self.arrivals[index].window,
        }
    }
}

/// What an arrival does to the order of replay of a channel.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// The others keep their order, and what follows it is certainly later.
    Exact,
    /// The others keep their order, but something follows that need not be later.
    Early,
    /// The others change their order.
    Disturbs,
}
