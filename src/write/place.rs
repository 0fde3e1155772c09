//! Where a new event is to stand among the events of its file.
//!
//! Where dates do not decide which of two events on a channel came first, the order of the file
//! does, so a new event must not just be appended. It goes where a reader of the file would look
//! for it: before the first event that is certainly later. If that place would change the order
//! in which the other events of its channels are replayed, others are tried.

mod candidates;
mod fit;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use chrono::NaiveDate;

use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::order::{Window, replay_order};

use super::change::Place;

use self::fit::{Fit, fit};

/// A new event, as far as its place depends on it.
pub(super) struct Arrival<'a> {
    pub(super) window: Window,
    pub(super) channels: Vec<ChannelKey>,
    pub(super) place: &'a Place,
}

/// The new events before each event of the file, and behind the last of them, in order.
pub(super) type Gaps = BTreeMap<usize, Vec<usize>>;

/// Why the places of new events cannot be found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum PlaceError {
    /// No event has the id that a place names.
    NoSuchEvent(String),
    /// The event that a place names stands in another file.
    Elsewhere(String),
    /// Wherever they stood in the file, others would be replayed in another order.
    Disturbs,
    /// There are too many of them to see that the others keep their order.
    TooMany,
}

/// Most events that are replayed to see whether the others keep their order, for all arrivals.
const MOST_REPLAYED: usize = 200_000_000;

/// After how many events their latest beginning is noted; one for each of millions would cost more than to look at a
/// few of them again.
const BLOCK: usize = 64;

/// Finds the places of new events among some of the events of a ledger: those of the file that they go to.
///
/// # Errors
///
/// [`PlaceError`], if a place names no event of the file, if only in another file the others would keep their
/// order, or if so many arrive at once that some could not be tried and the others do not keep it.
pub(super) fn places(
    ledger: &Ledger,
    arrivals: &[Arrival],
    among: Range<usize>,
) -> Result<Gaps, PlaceError> {
    places_within(ledger, arrivals, among, MOST_REPLAYED)
}

fn places_within(
    ledger: &Ledger,
    arrivals: &[Arrival],
    among: Range<usize>,
    most_replayed: usize,
) -> Result<Gaps, PlaceError> {
    let mut file = File::new(ledger, arrivals, among, most_replayed);
    for index in 0..arrivals.len() {
        file.settle(index)?;
    }
    if !file.keeps_order(&file.untried) {
        Err(PlaceError::TooMany)
    } else if !file.keeps_order(&file.disturbed) {
        Err(PlaceError::Disturbs)
    } else {
        Ok(file.gaps)
    }
}

struct File<'a> {
    ledger: &'a Ledger,
    arrivals: &'a [Arrival<'a>],
    /// The events of the file.
    among: Range<usize>,
    /// For each [block](BLOCK) of events of the file the latest beginning up to its end.
    begun: Vec<Option<NaiveDate>>,
    newest_first: bool,
    gaps: Gaps,
    /// The gap of each arrival that has settled, and its place there.
    settled: Vec<Option<(usize, usize)>>,
    /// The events of each channel that something arrives on, in the order of the file.
    members: HashMap<ChannelKey, Vec<Member>>,
    /// The same in the order of replay, of channels of which that was found since something settled untried.
    replayed: HashMap<ChannelKey, Vec<Member>>,
    /// How many events may still be replayed.
    left: usize,
    /// Where the events stand that the places of arrivals name, if they name many.
    named: Option<HashMap<&'a str, usize>>,
    /// The channels of arrivals that were settled without a trial.
    untried: BTreeSet<ChannelKey>,
    /// The channels of arrivals that disturb others in this file, and perhaps would not in another.
    disturbed: BTreeSet<ChannelKey>,
}

/// Where the events stand that places name, if it is quicker to find them all in one go.
fn named<'a>(ledger: &'a Ledger, arrivals: &[Arrival<'_>]) -> Option<HashMap<&'a str, usize>> {
    const FEW: usize = 4;
    let wanted: BTreeSet<&str> = arrivals
        .iter()
        .filter_map(|arrival| match arrival.place {
            Place::Replay => None,
            Place::Before(id) | Place::After(id) | Place::TurnOf(id) => Some(id.as_str()),
        })
        .collect();
    let events = ledger.packed().packed().enumerate();
    let ids = events.map(|(place, event)| (event.id().as_str(), place));
    (wanted.len() > FEW).then(|| ids.filter(|(id, _)| wanted.contains(id)).collect())
}

/// An event of a channel: one of the file or one that arrives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Member {
    Old(EventKey),
    New(usize),
}

impl<'a> File<'a> {
    fn new(
        ledger: &'a Ledger,
        arrivals: &'a [Arrival<'a>],
        among: Range<usize>,
        most_replayed: usize,
    ) -> Self {
        let mut begun = Vec::with_capacity(among.len().div_ceil(BLOCK));
        let mut latest = None;
        let mut rises = 0_i64;
        let mut last: Option<Window> = None;
        for (place, event) in ledger.packed().packed_in(among.clone()).enumerate() {
            let window = event.window();
            latest = window.earliest.max(latest);
            if place % BLOCK == BLOCK - 1 {
                begun.push(latest);
            }
            if let Some(last) = last.replace(window) {
                rises += i64::from(last.certainly_precedes(window));
                rises -= i64::from(window.certainly_precedes(last));
            }
        }
        let mut members = HashMap::new();
        for channel in arrivals.iter().flat_map(|arrival| &arrival.channels) {
            members.entry(*channel).or_insert_with(|| {
                let mut old = ledger.order(*channel).to_vec();
                old.sort_unstable();
                old.into_iter().map(Member::Old).collect()
            });
        }
        Self {
            ledger,
            arrivals,
            among,
            begun,
            newest_first: rises < 0,
            gaps: Gaps::new(),
            settled: vec![None; arrivals.len()],
            members,
            replayed: HashMap::new(),
            left: most_replayed,
            named: named(ledger, arrivals),
            untried: BTreeSet::new(),
            disturbed: BTreeSet::new(),
        }
    }

    fn settle(&mut self, index: usize) -> Result<(), PlaceError> {
        let (gap, position) = match self.arrivals[index].place {
            Place::Before(id) => {
                let gap = self.find(id)?;
                (gap, self.gaps.get(&gap).map_or(0, Vec::len))
            }
            Place::After(id) => (self.find(id)? + 1, 0),
            Place::TurnOf(id) => match self.find(id) {
                Ok(old) => match self.trial((old + 1, 0), index) {
                    Some(Fit::Exact | Fit::Early) => (old + 1, 0),
                    Some(Fit::Disturbs) | None => self.best_place(index),
                },
                Err(PlaceError::Elsewhere(_)) => self.best_place(index),
                Err(
                    error @ (PlaceError::NoSuchEvent(_)
                    | PlaceError::Disturbs
                    | PlaceError::TooMany),
                ) => return Err(error),
            },
            Place::Replay => self.best_place(index),
        };
        for channel in &self.arrivals[index].channels {
            let at = self.place_among(*channel, gap, position);
            let found = self.fit(*channel, gap, position, index);
            if let Some(members) = self.members.get_mut(channel) {
                members.insert(at, Member::New(index));
            }
            match (found, self.replayed.get_mut(channel)) {
                (Some((Fit::Exact | Fit::Early, turn)), Some(order)) => {
                    order.insert(turn, Member::New(index));
                }
                (Some(_) | None, _) => {
                    self.replayed.remove(channel);
                }
            }
        }
        let others = self.gaps.entry(gap).or_default();
        others.insert(position, index);
        for (place, other) in others.iter().enumerate().skip(position) {
            self.settled[*other] = Some((gap, place));
        }
        Ok(())
    }

    /// The place of an event of the file.
    fn find(&self, id: &str) -> Result<usize, PlaceError> {
        let found = match &self.named {
            Some(named) => named.get(id).copied(),
            None => self.ledger.event_called(id).map(EventKey::index),
        };
        match found {
            Some(place) if self.among.contains(&place) => Ok(place),
            Some(_) => Err(PlaceError::Elsewhere(id.to_owned())),
            None => Err(PlaceError::NoSuchEvent(id.to_owned())),
        }
    }

    /// The gap, and the place among its arrivals, that leave the others in their order and put the
    /// event behind all that is not certainly later; if there are none, some that leave the
    /// others in their order.
    fn best_place(&mut self, index: usize) -> (usize, usize) {
        let chronological = self.chronological(index);
        let usual = (chronological, self.position_in(chronological, index));
        let mut second_best = None;
        let mut gaps = vec![chronological];
        let mut tried = 0;
        while let Some(gap) = gaps.get(tried).copied() {
            for position in self.candidates_in(gap, index) {
                match self.trial((gap, position), index) {
                    Some(Fit::Exact) => return (gap, position),
                    Some(Fit::Early) => {
                        second_best.get_or_insert((gap, position));
                    }
                    Some(Fit::Disturbs) => {}
                    None => {
                        self.give_up(index);
                        return second_best.unwrap_or(usual);
                    }
                }
            }
            tried += 1;
            // To find the others takes a look at every event of its channels.
            if tried == 1 {
                gaps.extend(self.candidates(index));
            }
        }
        let is_part_of_many = self.among.len() < self.ledger.packed().len();
        if second_best.is_none() && is_part_of_many {
            self.disturbed.extend(&self.arrivals[index].channels);
        }
        second_best.unwrap_or(usual)
    }

    /// Leaves an arrival untried; it is seen in the end whether the others keep their order.
    fn give_up(&mut self, index: usize) {
        for channel in &self.arrivals[index].channels {
            self.untried.insert(*channel);
            self.replayed.remove(channel);
        }
    }

    /// What an arrival at a place does to the order of replay of its channels: the worst of it.
    ///
    /// `None` if so much has been tried already that this is not.
    fn trial(&mut self, (gap, position): (usize, usize), index: usize) -> Option<Fit> {
        let channels = &self.arrivals[index].channels;
        let all = channels
            .iter()
            .filter_map(|channel| self.members.get(channel));
        self.left = self.left.checked_sub(all.map(Vec::len).sum())?;
        for channel in channels {
            if !self.replayed.contains_key(channel) {
                let members = self.members.get(channel).map_or(&[][..], Vec::as_slice);
                self.replayed.insert(*channel, self.replay(members));
            }
        }
        let fits = channels.iter().filter_map(|channel| {
            let (fit, _) = self.fit(*channel, gap, position, index)?;
            Some(fit)
        });
        Some(fits.max().unwrap_or(Fit::Exact))
    }

    /// Whether the events of the ledger keep their order on some channels.
    fn keeps_order(&self, channels: &BTreeSet<ChannelKey>) -> bool {
        channels.iter().all(|channel| {
            let members = self.members.get(channel).map_or(&[][..], Vec::as_slice);
            let replayed = self.replay(members).into_iter();
            let old = replayed.filter_map(|member| match member {
                Member::Old(key) => Some(key),
                Member::New(_) => None,
            });
            old.eq(self.ledger.order(*channel).iter().copied())
        })
    }

    /// How many events of a channel stand before a place in the file.
    fn place_among(&self, channel: ChannelKey, gap: usize, position: usize) -> usize {
        let members = self.members.get(&channel).map_or(&[][..], Vec::as_slice);
        members.partition_point(|member| match member {
            Member::Old(key) => key.index() < gap,
            Member::New(other) => self.settled[*other].is_some_and(|at| at < (gap, position)),
        })
    }

    /// What an arrival at a place does to the order of replay of a channel, and its turn there, if that order
    /// is known.
    fn fit(
        &self,
        channel: ChannelKey,
        gap: usize,
        position: usize,
        index: usize,
    ) -> Option<(Fit, usize)> {
        let others = self.replayed.get(&channel)?.iter().map(|member| {
            let is_before = match member {
                Member::Old(key) => key.index() < gap,
                Member::New(other) => self.settled[*other].is_some_and(|at| at < (gap, position)),
            };
            (self.window(*member), is_before)
        });
        let others: Vec<(Window, bool)> = others.collect();
        Some(fit(&others, self.arrivals[index].window))
    }

    fn replay(&self, members: &[Member]) -> Vec<Member> {
        let windows: Vec<Window> = members.iter().map(|member| self.window(*member)).collect();
        let order = replay_order(&windows);
        order.into_iter().map(|index| members[index]).collect()
    }

    fn window(&self, member: Member) -> Window {
        match member {
            Member::Old(key) => self.ledger.packed().window(key),
            Member::New(index) => self.arrivals[index].window,
        }
    }

    /// The days of an event of the ledger.
    fn window_at(&self, place: usize) -> Window {
        let key = EventKey::new(u32::try_from(place).unwrap_or(u32::MAX));
        self.ledger.packed().window(key)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::model::date::Date;
    use crate::read::check;

    /// The latest events stand first; the second could be the first, so the file decides.
    const NEWEST_FIRST: &str = "\
title: Test
parties: [{id: USA, name: A}, {id: CHN, name: B}]
channels: [{id: line, name: L, parties: [USA, CHN]}]
sources: [{id: wire, outlet: W, title: T, published: 2023}]
events:
  - {id: a, date: 2021-07, kind: sought, channels: [line], summary: S., sources: [wire]}
  - {id: b, date: 2021, kind: sought, channels: [line], summary: S., sources: [wire]}
  - {id: c, date: 2020, kind: sought, channels: [line], summary: S., sources: [wire]}
  - {id: d, date: 2019, kind: sought, channels: [line], summary: S., sources: [wire]}
";

    fn found(most_replayed: usize) -> Result<Vec<usize>, PlaceError> {
        let ledger = check(NEWEST_FIRST).ledger.unwrap();
        let arrival = Arrival {
            window: Window::of(&Date::parse("2021-06").unwrap()),
            channels: ledger.channels().map(|(key, _)| key).collect(),
            place: &Place::Replay,
        };
        let gaps = places_within(&ledger, &[arrival], 0..4, most_replayed)?;
        Ok(gaps.into_keys().collect())
    }

    #[test]
    fn a_place_that_would_change_the_order_of_others_is_passed_over() {
        // By date alone it would stand before `c`, and `a` would have to come after it and `b`.
        assert_eq!(found(MOST_REPLAYED), Ok(vec![0]));
    }

    #[test]
    fn places_that_could_not_be_tried_are_refused_if_the_others_lose_their_order() {
        assert_eq!(found(0), Err(PlaceError::TooMany));
    }
}
