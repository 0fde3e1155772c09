//! The replay of one channel while more and more becomes known of it.
//!
//! From one day of knowledge to the next most of a long history stays as it was. Where an event comes in or
//! goes, the bounds of its neighbours move as far as it bounds them, and the states behind it change up to the
//! next event that sets one; so only these are worked out anew, and it is told on which days an answer may
//! be another. To follow a history to its end takes a logarithm for each thing that changes rather than
//! one whole replay for each day.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use chrono::NaiveDate;

use crate::model::belief::Evidence;
use crate::model::disclosure::news_of;
use crate::model::grade::Grade;
use crate::model::id::{ChannelKey, EventKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::model::machine::{State, after, step};
use crate::model::order::Window;

use super::status::sets_status;
use super::timeline::{Entry, Timeline};

/// The replay of a channel by what was known on some day, ready for a later one.
pub struct Learning<'a> {
    ledger: &'a Ledger,
    channel: ChannelKey,
    evidence: Evidence,
    /// The events of the channel in the order of replay; a place is an index into it.
    order: &'a [EventKey],
    windows: Vec<Window>,
    /// The places of which there is news on a day.
    agenda: BTreeMap<NaiveDate, Vec<usize>>,
    /// What became of each event that is believed.
    entries: Vec<Option<Entry>>,
    words: Vec<Word>,
    believed: BTreeSet<usize>,
    setters: BTreeSet<usize>,
    gaps: BTreeSet<usize>,
    /// By the last day on which each can have happened.
    ends: BTreeSet<(NaiveDate, usize)>,
}

/// On whose word an event stands.
type Word = (Option<Grade>, Option<SourceKey>);

/// What a day of knowledge changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Learnt {
    /// The places of the events that came in, went, met another state or left another one.
    pub places: BTreeSet<usize>,
    /// The events that came in.
    pub came: BTreeSet<usize>,
    /// The events that went, as they were.
    pub went: BTreeMap<usize, Entry>,
    /// The events that are left other days, as they were.
    pub moved: BTreeMap<usize, Entry>,
    /// The days on which an answer may be another, in order and apart from each other.
    pub days: Vec<Days>,
}

/// Some days in a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Days {
    /// The first of them; `None` if they have no beginning.
    pub from: Option<NaiveDate>,
    /// The first day behind them; `None` if they have no end.
    pub until: Option<NaiveDate>,
}

impl Days {
    /// Every day.
    pub const ALL: Self = Self {
        from: None,
        until: None,
    };

    /// Whether they hold a day that begins something inside them, rather than their own first day.
    pub(super) fn hold_behind_first(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from < day) && self.until.is_none_or(|until| day < until)
    }

    fn are_any(self) -> bool {
        self.from
            .zip(self.until)
            .is_none_or(|(from, until)| from < until)
    }
}

impl<'a> Learning<'a> {
    /// Begins before anything was known; of the evidence, the day of knowledge is what will vary.
    pub fn new(ledger: &'a Ledger, channel: ChannelKey, evidence: &Evidence) -> Self {
        let order = ledger.order(channel);
        let mut agenda: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
        for (place, key) in order.iter().enumerate() {
            for day in news_of(ledger, &[*key]) {
                agenda.entry(day).or_default().push(place);
            }
        }
        let window = |key: &EventKey| Window::of(&ledger.event(*key).date);
        Self {
            ledger,
            channel,
            evidence: *evidence,
            order,
            windows: order.iter().map(window).collect(),
            agenda,
            entries: vec![None; order.len()],
            words: vec![Word::default(); order.len()],
            believed: BTreeSet::new(),
            setters: BTreeSet::new(),
            gaps: BTreeSet::new(),
            ends: BTreeSet::new(),
        }
    }

    /// The days, among those to come, on which there is news of an event.
    pub fn days(&self) -> BTreeSet<NaiveDate> {
        self.agenda.keys().copied().collect()
    }

    /// Goes on to a later day of knowledge, or to all that the ledger holds.
    ///
    /// No day with news may be left out.
    pub fn learn(&mut self, known: Option<NaiveDate>) -> Learnt {
        let places = match known {
            Some(day) => self.agenda.remove(&day).unwrap_or_default(),
            None => (0..self.order.len()).collect(),
        };
        let evidence = Evidence {
            known,
            ..self.evidence
        };
        let mut learnt = Learnt::default();
        for place in places {
            self.reconsider(place, &evidence, &mut learnt);
        }
        learnt.days = apart(learnt.days);
        learnt
    }

    /// What became of an event, if it is believed; a place is that in the order of replay.
    pub fn entry(&self, place: usize) -> Option<&Entry> {
        self.entries.get(place)?.as_ref()
    }

    /// As much of the replay as bears on the answers of some days.
    pub fn part(&self, days: Days) -> Timeline {
        let certain = days.from.and_then(|day| self.last_certain(day));
        let setter = certain.and_then(|place| self.setters.range(..=place).next_back().copied());
        let first = certain.unwrap_or(0);
        let begun = self.believed.range(first..).copied().take_while(|place| {
            let begins = self.entry(*place).and_then(|entry| entry.not_before);
            let is_later = begins.zip(days.until).is_some_and(|(day, end)| day >= end);
            Some(*place) == certain || !is_later
        });
        let setter = setter.filter(|place| Some(*place) != certain);
        let places: Vec<usize> = setter.into_iter().chain(begun).collect();
        let first_gap = self.gaps.first();
        let first_gap = first_gap.and_then(|gap| places.iter().position(|place| place >= gap));
        let entries = places
            .iter()
            .filter_map(|place| self.entry(*place).copied());
        Timeline::part(self.ledger, self.channel, entries.collect(), first_gap)
    }

    /// The places of the events that have not certainly happened by the end of a day, and may have by that
    /// of a later one.
    pub(super) fn begun_between(
        &self,
        day: NaiveDate,
        later: NaiveDate,
    ) -> impl Iterator<Item = usize> {
        let first = self.last_certain(day).map_or(0, |place| place + 1);
        let begins = |place: &usize| self.entry(*place).and_then(|entry| entry.not_before);
        let is_later = move |place: &usize| begins(place).is_some_and(|begin| begin > later);
        let places = self.believed.range(first..).copied();
        places.take_while(move |place| !is_later(place))
    }

    /// The last event that has certainly happened by the end of a day.
    fn last_certain(&self, day: NaiveDate) -> Option<usize> {
        let ended = self.ends.range(..=(day, usize::MAX)).next_back();
        ended.map(|(_, place)| *place)
    }

    /// Believes or drops an event, and takes down on whose word it stands.
    fn reconsider(&mut self, place: usize, evidence: &Evidence, learnt: &mut Learnt) {
        let key = self.order[place];
        let event = self.ledger.event(key);
        let is_believed = evidence.believes(self.ledger, key);
        let mut has_another_word = false;
        if is_believed && sets_status(event.kind) {
            let word = (
                evidence.grade(self.ledger, &event),
                evidence.best_source(self.ledger, &event),
            );
            has_another_word = mem::replace(&mut self.words[place], word) != word;
        }
        if is_believed != self.entries[place].is_some() {
            self.turn(place, learnt);
        } else if let Some(entry) = self.entry(place).filter(|_| has_another_word)
            && entry.not_after.is_some()
        {
            learnt.days.push(Days {
                from: entry.not_after,
                until: self.end_behind(&self.setters, place),
            });
        }
    }

    /// Lets an event come in, or go.
    fn turn(&mut self, place: usize, learnt: &mut Learnt) {
        let gap = self.first_gap();
        let next_began = self.behind(place).map(|(_, next)| next.not_before);
        let own = if let Some(entry) = self.entries[place] {
            self.put(place, None);
            learnt.went.insert(place, entry);
            entry
        } else {
            let entry = self.made(place);
            self.put(place, Some(entry));
            learnt.came.insert(place);
            entry
        };
        learnt.places.insert(place);
        let last = self.move_beginnings(place, learnt);
        let first = self.move_ends(place, learnt);
        self.change_states(place, learnt);

        let next_begins = self.behind(place).map(|(_, next)| next.not_before);
        let first_begins = self.entry(first).map(|entry| entry.not_before);
        let begins = [Some(own.not_before), next_began, next_begins, first_begins];
        let is_set = sets_status(self.ledger.event(own.event).kind)
            || self.setters.range(first..=last).next().is_some();
        let those_behind = if is_set {
            &self.setters
        } else {
            &self.believed
        };
        learnt.days.push(Days {
            from: begins.into_iter().flatten().min().flatten(),
            until: self.end_behind(those_behind, last),
        });
        let gaps = [gap, self.first_gap()];
        if gaps[0] != gaps[1] {
            let shows = gaps.map(|gap| gap.and_then(|(_, day)| day));
            // A gap shows for good once it has certainly happened.
            let (from, until) = match shows {
                [Some(one), Some(other)] => (Some(one.min(other)), Some(one.max(other))),
                [Some(day), None] | [None, Some(day)] => (Some(day), None),
                [None, None] => return,
            };
            learnt.days.push(Days { from, until });
        }
    }

    /// An event that comes in between its neighbours.
    fn made(&self, place: usize) -> Entry {
        let event = self.order[place];
        let kind = self.ledger.event(event).kind;
        let before = self.state_before(place);
        Entry {
            event,
            before,
            after: after(before, kind),
            step: step(before, kind),
            not_before: self.not_before(place),
            not_after: self.not_after(place),
        }
    }

    /// Finds the beginnings behind a place anew, and says how far they moved.
    fn move_beginnings(&mut self, place: usize, learnt: &mut Learnt) -> usize {
        let mut last = place;
        while let Some((next, entry)) = self.behind(last) {
            let not_before = self.not_before(next);
            if not_before == entry.not_before {
                break;
            }
            self.put(
                next,
                Some(Entry {
                    not_before,
                    ..entry
                }),
            );
            learnt.moved.entry(next).or_insert(entry);
            last = next;
        }
        last
    }

    /// Finds the ends before a place anew, and says how far they moved.
    fn move_ends(&mut self, place: usize, learnt: &mut Learnt) -> usize {
        let mut first = place;
        while let Some((previous, entry)) = self.ahead_of(first) {
            let not_after = self.not_after(previous);
            if not_after == entry.not_after {
                break;
            }
            self.put(previous, Some(Entry { not_after, ..entry }));
            learnt.moved.entry(previous).or_insert(entry);
            first = previous;
        }
        first
    }

    /// Finds the states behind a place anew, up to the event that sets the same as before.
    fn change_states(&mut self, place: usize, learnt: &mut Learnt) {
        let mut last = place;
        while let Some((next, entry)) = self.behind(last) {
            let before = self.state_before(next);
            if before == entry.before {
                break;
            }
            let kind = self.ledger.event(entry.event).kind;
            let changed = Entry {
                before,
                after: after(before, kind),
                step: step(before, kind),
                ..entry
            };
            self.put(next, Some(changed));
            learnt.places.insert(next);
            last = next;
        }
    }

    fn put(&mut self, place: usize, entry: Option<Entry>) {
        let old = mem::replace(&mut self.entries[place], entry);
        if let Some(old) = old {
            if let Some(day) = old.not_after {
                self.ends.remove(&(day, place));
            }
            if old.gap().is_some() {
                self.gaps.remove(&place);
            }
        }
        if let Some(new) = entry {
            self.ends.extend(new.not_after.map(|day| (day, place)));
            if new.gap().is_some() {
                self.gaps.insert(place);
            }
        }
        let is_setter = sets_status(self.ledger.event(self.order[place]).kind);
        if old.is_none() && entry.is_some() {
            self.believed.insert(place);
            if is_setter {
                self.setters.insert(place);
            }
        } else if old.is_some() && entry.is_none() {
            self.believed.remove(&place);
            self.setters.remove(&place);
        }
    }

    fn not_before(&self, place: usize) -> Option<NaiveDate> {
        let previous = self.ahead_of(place);
        let bound = previous.and_then(|(_, entry)| entry.not_before);
        bound.max(self.windows[place].earliest)
    }

    fn not_after(&self, place: usize) -> Option<NaiveDate> {
        let next = self.behind(place).and_then(|(_, entry)| entry.not_after);
        [next, self.windows[place].latest]
            .into_iter()
            .flatten()
            .min()
    }

    fn state_before(&self, place: usize) -> State {
        let previous = self.ahead_of(place);
        previous.map_or(State::Unrecorded, |(_, entry)| entry.after)
    }

    /// The event that is believed and stands before a place.
    fn ahead_of(&self, place: usize) -> Option<(usize, Entry)> {
        let previous = *self.believed.range(..place).next_back()?;
        Some((previous, *self.entry(previous)?))
    }

    /// The event that is believed and stands behind a place.
    fn behind(&self, place: usize) -> Option<(usize, Entry)> {
        let next = *self.believed.range(place + 1..).next()?;
        Some((next, *self.entry(next)?))
    }

    /// The day by which the first of some events behind a place has certainly happened.
    fn end_behind(&self, places: &BTreeSet<usize>, place: usize) -> Option<NaiveDate> {
        let next = places.range(place + 1..).next()?;
        self.entry(*next)?.not_after
    }

    /// The first event that the machine refuses, and the day by which it has certainly happened.
    fn first_gap(&self) -> Option<(usize, Option<NaiveDate>)> {
        let place = *self.gaps.first()?;
        Some((place, self.entry(place)?.not_after))
    }
}

/// The same days in order, each once.
fn apart(mut days: Vec<Days>) -> Vec<Days> {
    days.retain(|days| days.are_any());
    days.sort_unstable_by_key(|days| days.from);
    let mut merged: Vec<Days> = Vec::new();
    for days in days {
        match merged.last_mut() {
            Some(last)
                if last
                    .until
                    .is_none_or(|until| days.from.is_none_or(|from| from <= until)) =>
            {
                last.until = last
                    .until
                    .zip(days.until)
                    .map(|(one, other)| one.max(other));
            }
            Some(_) | None => merged.push(days),
        }
    }
    merged
}
