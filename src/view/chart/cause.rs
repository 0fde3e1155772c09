//! What brought the events of the rows about: verticals through all of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::belief::Believed;
use crate::model::id::EventKey;
use crate::model::ledger::Ledger;
use crate::replay::timeline::Timeline;

use super::axis::Axis;
use super::label::{Anchor, Label, NEVER, Reach, WIDEST};
use super::row::part_of_day;
use super::{Edge, Stretch, text};

/// How many lines of labels stand above the rows; the first is the highest.
pub const LANES: usize = 3;
/// How many lines of text a label may have.
pub const LABEL_LINES: usize = 2;
/// How many columns a line of a label may have.
pub const LABEL_COLUMNS: usize = 24;
/// How many causes may have labels; the others are in the key alone.
const MOST_LABELS: usize = 40;

/// An event that brought others about.
#[derive(Clone, PartialEq, Debug)]
pub struct Cause {
    /// Its number in the picture, counted from 1.
    pub number: usize,
    /// Which.
    pub event: EventKey,
    /// How many events of the rows it brought about.
    pub effects: usize,
    /// Where its line stands.
    pub at: f64,
    /// The days on which it may have happened; `None` if the day is known.
    pub reach: Option<Stretch>,
    /// Its date as written.
    pub date: String,
    /// What happened.
    pub summary: String,
    /// What happened, in short; a picture in which it does not fit shows the number.
    pub label: Label,
    /// Whether the label says less than the summary; it then begins with the number, by which a key tells the rest.
    pub shortened: bool,
    /// The line of labels in which the label stands: less than [`LANES`].
    pub lane: usize,
}

/// The events that are believed and brought about events of some timelines, and how many.
///
/// What can only have happened after the last day is left out.
pub(super) fn effects<'a>(
    ledger: &Ledger,
    believed: &Believed,
    timelines: impl Iterator<Item = &'a Timeline>,
    last: NaiveDate,
) -> BTreeMap<EventKey, usize> {
    let is_later = |day: Option<NaiveDate>| day.is_some_and(|day| day > last);
    let mut brought: Vec<EventKey> = timelines
        .flat_map(Timeline::entries)
        .filter(|entry| !is_later(entry.not_before))
        .map(|entry| entry.event)
        .collect();
    brought.sort_unstable();
    brought.dedup();
    let mut effects = BTreeMap::new();
    for cause in brought.iter().filter_map(|key| ledger.event(*key).cause) {
        if believed.contains(cause) && !is_later(ledger.event(cause).date.earliest()) {
            *effects.entry(cause).or_insert(0) += 1;
        }
    }
    effects
}

/// The causes that an axis shows, from the first to the last, their labels placed.
pub(super) fn causes(
    ledger: &Ledger,
    axis: &Axis,
    effects: &BTreeMap<EventKey, usize>,
) -> Vec<Cause> {
    let mut causes: Vec<Cause> = effects
        .iter()
        .filter_map(|(&event, &effects)| cause(ledger, axis, event, effects))
        .collect();
    causes.sort_by(|one, other| {
        one.at
            .total_cmp(&other.at)
            .then(one.event.cmp(&other.event))
    });
    for (cause, number) in causes.iter_mut().zip(1..) {
        cause.number = number;
        if let Some(line) = cause.label.lines.first_mut().filter(|_| cause.shortened) {
            *line = format!("{number} {line}");
            cause.label.width =
                Label::new(cause.label.lines.clone(), cause.at, Anchor::Start).width;
        }
    }
    place(&mut causes);
    causes
}

fn cause(ledger: &Ledger, axis: &Axis, key: EventKey, effects: usize) -> Option<Cause> {
    let event = ledger.event(key);
    let stretch = Stretch::between(axis, event.date.earliest(), event.date.latest())?;
    let day = event.date.earliest().filter(|_| event.date.is_single_day());
    let at = match (day, stretch.begins) {
        (Some(day), _) => axis.moment(day, part_of_day(&event.date)),
        // What it brought about came after it began.
        (None, Edge::Day) => stretch.start,
        (None, Edge::Beyond | Edge::Open) => stretch.point(),
    };
    let (lines, is_whole) = text::lines(&event.summary, LABEL_COLUMNS, LABEL_LINES);
    Some(Cause {
        number: 0,
        event: key,
        effects,
        at,
        reach: day.is_none().then_some(stretch),
        date: event.date.to_string(),
        summary: event.summary.to_string(),
        label: Label {
            fits_from: NEVER,
            ..Label::new(lines, at, Anchor::Start)
        },
        shortened: !is_whole,
        lane: 0,
    })
}

/// A label that has its place, or one that looks for it.
#[derive(Clone, Copy)]
struct Placed {
    lane: usize,
    reach: Reach,
    at: f64,
}

impl Placed {
    /// The smallest plot in which two labels, and the lines that hang from them, are clear of each
    /// other.
    fn clear_of(self, other: Self) -> u32 {
        let (upper, lower) = if self.lane < other.lane {
            (self, other)
        } else {
            (other, self)
        };
        if upper.lane == lower.lane {
            self.reach.clear_of(other.reach)
        } else {
            lower.reach.clear_of(Reach::line(upper.at))
        }
    }
}

/// Where labels go first: to the right of their lines from the top, or to the left from below.
const PREFERENCES: [[(usize, Anchor); 2 * LANES]; 2] = [
    [
        (0, Anchor::Start),
        (0, Anchor::End),
        (1, Anchor::Start),
        (1, Anchor::End),
        (2, Anchor::Start),
        (2, Anchor::End),
    ],
    [
        (2, Anchor::End),
        (2, Anchor::Start),
        (1, Anchor::End),
        (1, Anchor::Start),
        (0, Anchor::End),
        (0, Anchor::Start),
    ],
];

/// A picture with a narrower plot is narrow for labels anyhow.
const NARROW: u32 = 280;

/// Gives each label its lane and side: first those of the causes that brought most about.
fn place(causes: &mut [Cause]) {
    let mut order: Vec<usize> = (0..causes.len()).collect();
    order.sort_by_key(|index| Reverse(causes.get(*index).map(|cause| cause.effects)));
    order.truncate(MOST_LABELS);
    let tried = PREFERENCES.map(|preference| placed(causes, &order, preference));
    let need = |places: &Vec<Place>| -> u64 {
        let needs = places
            .iter()
            .map(|place| place.fits_from.clamp(NARROW, WIDEST + 1));
        needs.map(u64::from).sum()
    };
    let best = tried.into_iter().min_by_key(need).unwrap_or_default();
    for (index, place) in order.into_iter().zip(best) {
        if let Some(cause) = causes.get_mut(index) {
            cause.lane = place.lane;
            cause.label.anchor = place.anchor;
            cause.label.fits_from = place.fits_from;
        }
    }
}

/// Where the label of a cause goes.
#[derive(Clone, Copy)]
struct Place {
    lane: usize,
    anchor: Anchor,
    fits_from: u32,
}

/// Places labels one after the other, each where it fits into the narrowest picture.
fn placed(
    causes: &[Cause],
    order: &[usize],
    preference: [(usize, Anchor); 2 * LANES],
) -> Vec<Place> {
    let mut placed: Vec<Placed> = Vec::new();
    let mut place = |cause: &Cause| {
        let at = cause.at;
        let tried = preference.map(|(lane, anchor)| {
            let reach = cause.label.reach_from(anchor);
            let mine = Placed { lane, reach, at };
            let clear = placed.iter().map(|other| mine.clear_of(*other)).max();
            (clear.unwrap_or(0).max(reach.within()), mine, anchor)
        });
        // All that fit into a narrow picture are as good; the first of them reads best.
        let best = tried
            .into_iter()
            .min_by_key(|(fits_from, _, _)| (*fits_from).max(NARROW))
            .filter(|(fits_from, _, _)| *fits_from <= WIDEST);
        if let Some((fits_from, mine, anchor)) = best {
            placed.push(mine);
            let lane = mine.lane;
            return Place {
                lane,
                anchor,
                fits_from,
            };
        }
        Place {
            lane: 0,
            anchor: Anchor::Start,
            fits_from: NEVER,
        }
    };
    let causes = order.iter().filter_map(|index| causes.get(*index));
    causes.map(&mut place).collect()
}
