//! The timeline as a picture: what to draw and where, before any format.
//!
//! A [`Chart`] is one axis of days and one row a channel. Places are fractions of the axis, 0 at its left end
//! and 1 at its right, so that a renderer chooses its own width: [`svg`] draws a picture of so many
//! pixels, [`blocks`] one of so many columns, and a page may write the fractions as per cent.
//!
//! The axis begins a little before the first day that the rows or their causes name, or on the day asked for, and
//! ends on the day asked about. What happened later is left out, for of that the answer claims nothing;
//! who moves the cursor about asks for a longer axis by [`Range::until`].

pub mod axis;
pub mod blocks;
pub mod caption;
pub mod cause;
pub mod label;
pub mod legend;
pub mod row;
pub mod scale;
pub mod set_width;
pub mod svg;
mod text;
pub mod vacancy;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::model::belief::Believed;
use crate::model::id::{EventKey, PostKey};
use crate::model::ledger::Ledger;
use crate::replay::report::Report;
use crate::replay::status::{AsOf, Standing};
use crate::replay::timeline::{Entry, Timeline};
use crate::view::language::Catalogue;

use self::axis::Axis;
use self::cause::Cause;
use self::row::Row;
use self::vacancy::{Vacancies, VacantPost};

/// A timeline, ready to be drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// The axis of time.
    pub axis: Axis,
    /// The channels, in the order given.
    pub rows: Vec<Row>,
    /// What brought their events about, from the first to the last.
    pub causes: Vec<Cause>,
    /// The day asked about.
    pub on: NaiveDate,
    /// Where the cursor stands: at the end of the day asked about.
    pub cursor: f64,
}

impl Chart {
    /// The posts whose names have no room beside their lines, each with the rows that it concerns.
    pub(super) fn unnamed_posts(
        &self,
        is_named: impl Fn(&VacantPost) -> bool,
    ) -> Vec<(&VacantPost, Vec<&Row>)> {
        let mut posts: BTreeMap<PostKey, (&VacantPost, Vec<&Row>)> = BTreeMap::new();
        for row in &self.rows {
            for post in row.vacancies.iter().filter(|post| !is_named(post)) {
                let (_, rows) = posts.entry(post.post).or_insert_with(|| (post, Vec::new()));
                rows.push(row);
            }
        }
        posts.into_values().collect()
    }
}

/// Which days a chart shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Range {
    /// From this day; by default from the first day that the rows or their causes name.
    pub since: Option<NaiveDate>,
    /// Up to this day; by default up to the day asked about.
    pub until: Option<NaiveDate>,
}

/// How something ends in a picture.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Edge {
    /// On a day that is known.
    Day,
    /// Somewhere beyond the picture.
    Beyond,
    /// Nowhere that the ledger knows of.
    Open,
}

/// Lays out the timeline of some channels.
///
/// ```
/// use detente::view::chart::{Range, chart};
/// use detente::view::language::{Catalogue, Language};
/// use detente::{model::belief::Evidence, read, replay::{asked::Asked, status::AsOf}};
/// let text = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n\
///             channels: [{id: line, name: L, parties: [USA, CHN]}]\n\
///             sources: [{id: wire, outlet: W, title: T, published: 2023}]\n\
///             events: [{id: cut, date: 2023-02-01, kind: suspended, channels: [line], summary: S, sources: [wire]}]\n";
/// let ledger = read::check(text).ledger.expect("a ledger without errors");
/// let as_of = AsOf { on: "2023-12-31".parse().expect("a day"), evidence: Evidence::ALL };
/// let asked = Asked::new(&ledger, as_of);
/// let (line, _) = ledger.channels().next().expect("its channel");
/// let (timeline, standing) = (asked.timeline(line), asked.status(line));
/// let catalogue = Catalogue::new(Language::English);
/// let chart = chart(&catalogue, &ledger, &as_of, [(&timeline, &standing)], Range::default());
/// let words = chart.rows[0].bands.iter().map(|band| band.label.text());
/// assert!(words.eq(["unrecorded", "suspended"]));
/// ```
pub fn chart<'a>(
    catalogue: &Catalogue,
    ledger: &Ledger,
    as_of: &AsOf,
    channels: impl IntoIterator<Item = (&'a Timeline, &'a Standing)>,
    range: Range,
) -> Chart {
    let believed = as_of.evidence.believed(ledger);
    chart_of_many(catalogue, ledger, as_of, &believed, channels, range)
}

/// Lays out one of many timelines on the same evidence, of which it was found once what is believed.
pub(in crate::view) fn chart_of_many<'a>(
    catalogue: &Catalogue,
    ledger: &Ledger,
    as_of: &AsOf,
    believed: &Believed,
    channels: impl IntoIterator<Item = (&'a Timeline, &'a Standing)>,
    range: Range,
) -> Chart {
    let channels: Vec<(&Timeline, &Standing)> = channels.into_iter().collect();
    let last = range.until.unwrap_or(as_of.on).max(as_of.on);
    let effects = cause::effects(
        ledger,
        believed,
        channels.iter().map(|(timeline, _)| *timeline),
        last,
    );
    let first = range.since.unwrap_or_else(|| {
        let timelines = channels.iter().map(|(timeline, _)| *timeline);
        first_day(ledger, timelines, effects.keys().copied(), last)
    });
    let axis = Axis::new(first.min(last), last, catalogue);
    let mut vacancies = Vacancies::new(ledger, &axis, as_of.evidence.known, catalogue);
    let rows = channels
        .iter()
        .map(|(timeline, standing)| {
            row::row(ledger, &axis, timeline, standing, &mut vacancies, catalogue)
        })
        .collect();
    Chart {
        causes: cause::causes(ledger, &axis, &effects),
        cursor: axis.end_of(as_of.on),
        on: as_of.on,
        rows,
        axis,
    }
}

/// Lays out the timeline of a report, from the day from which on it tells events.
pub fn of_report(catalogue: &Catalogue, report: &Report, until: Option<NaiveDate>) -> Chart {
    let channels = report.channels.iter();
    let rows = channels.map(|channel| (&channel.timeline, &channel.standing));
    let range = Range {
        since: report.since,
        until,
    };
    chart(catalogue, report.ledger, &report.as_of, rows, range)
}

/// Where the axis begins if nobody says: a little before the first day that is named, so that one sees
/// what was before; a year back if none is.
fn first_day<'a>(
    ledger: &Ledger,
    timelines: impl Iterator<Item = &'a Timeline>,
    causes: impl Iterator<Item = EventKey>,
    last: NaiveDate,
) -> NaiveDate {
    const YEAR: Days = Days::new(365);
    let of_entries = timelines.flat_map(|timeline| {
        let bounds = |entry: &Entry| [entry.not_before, entry.not_after];
        timeline.entries().iter().flat_map(bounds)
    });
    let of_causes = causes.flat_map(|key| {
        let date = &ledger.event(key).date;
        [date.earliest(), date.latest()]
    });
    let named = of_entries.chain(of_causes).flatten();
    let Some(first) = named.filter(|day| *day <= last).min() else {
        return last.checked_sub_days(YEAR).unwrap_or(NaiveDate::MIN);
    };
    let margin = u64::try_from((last - first).num_days() / 40).unwrap_or(0) + 1;
    first
        .checked_sub_days(Days::new(margin))
        .unwrap_or(NaiveDate::MIN)
}

/// Days between bounds as far as an axis shows them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stretch {
    /// Where it begins, or the left end of the axis.
    pub start: f64,
    /// Where it ends, or the right end of the axis.
    pub end: f64,
    /// How it begins.
    pub begins: Edge,
    /// How it ends.
    pub ends: Edge,
}

impl Stretch {
    /// The stretch between two days, both included; `None` if no day of it lies on the axis.
    pub(in crate::view) fn between(
        axis: &Axis,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) -> Option<Self> {
        let is_beyond =
            from.is_some_and(|from| from > axis.last()) || to.is_some_and(|to| to < axis.first());
        let edge = |day: Option<NaiveDate>| match day {
            None => Edge::Open,
            Some(day) if axis.covers(day) => Edge::Day,
            Some(_) => Edge::Beyond,
        };
        (!is_beyond).then(|| Self {
            start: from.map_or(0.0, |day| axis.start_of(day)),
            end: to.map_or(1.0, |day| axis.end_of(day)),
            begins: edge(from),
            ends: edge(to),
        })
    }

    /// Where a sign stands for it: in the middle, or at the end that is known where the other is not.
    pub(in crate::view) fn point(&self) -> f64 {
        match (self.begins, self.ends) {
            (Edge::Open, Edge::Day) => self.end,
            (Edge::Day, Edge::Open) => self.start,
            (Edge::Day | Edge::Beyond | Edge::Open, Edge::Day | Edge::Beyond | Edge::Open) => {
                f64::midpoint(self.start, self.end)
            }
        }
    }
}
