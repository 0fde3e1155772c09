//! The timeline of a page: rows of bands and marks whose places are shares of a fluid width.
//!
//! The script draws the bands anew when the day of knowledge moves, and draws them as they are drawn here;
//! a browser test compares the two.

use std::collections::BTreeMap;

use crate::model::belief::Evidence;
use crate::model::id::EventKey;
use crate::model::machine::State;
use crate::model::states::States;
use crate::replay::asked::Asked;
use crate::replay::status::AsOf;
use crate::view::chart::axis::Axis;
use crate::view::chart::cause::Cause;
use crate::view::chart::label::{Anchor, Label};
use crate::view::chart::{Range, chart_of_many};

use super::Beliefs;
use super::answers::Speaker;
use super::band::{self, Band, Line};
use super::days::Belief;
use super::mark::{Mark, marks};
use super::reach::Reach;
use super::table::{Answers, bits};

/// The widths of a plot, in pixels, at which something may begin to be shown.
pub(super) const WIDTHS: [u32; 18] = [
    240, 280, 320, 360, 400, 480, 560, 640, 720, 800, 900, 1000, 1120, 1280, 1440, 1700, 2000, 2400,
];

/// A timeline.
pub(super) struct Figure {
    pub(super) scales: Vec<Scale>,
    pub(super) causes: Vec<Behind>,
    pub(super) rows: Vec<Row>,
    /// Every set of several states that a band can have, for which there is a hatch.
    pub(super) hatches: Vec<Hatch>,
    pub(super) cursor: String,
    /// What is right of the cursor.
    pub(super) veil: String,
    /// How high the labels of causes stand.
    pub(super) lanes: u32,
}

/// One way to mark the axis, and the widths at which it is shown.
pub(super) struct Scale {
    pub(super) shown: String,
    pub(super) ticks: Vec<Tick>,
    pub(super) periods: Vec<Tick>,
}

/// A text at a place of the axis.
pub(super) struct Tick {
    pub(super) x: String,
    pub(super) text: String,
    pub(super) shown: String,
}

/// What lay behind events: a line through all rows.
pub(super) struct Behind {
    pub(super) number: usize,
    pub(super) x: String,
    pub(super) reach: Option<(String, String)>,
    pub(super) href: String,
    pub(super) date: String,
    pub(super) summary: String,
    pub(super) lines: Vec<LabelLine>,
    /// The widths at which the label is shown, and those at which the number stands in for it.
    pub(super) shown: String,
    pub(super) hidden: String,
    pub(super) is_to_the_left: bool,
    pub(super) top: u32,
    pub(super) belief: String,
    pub(super) is_believed: bool,
}

/// A line of a label.
pub(super) struct LabelLine {
    pub(super) y: u32,
    pub(super) text: String,
}

/// A channel.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) state: &'static str,
    pub(super) status: String,
    pub(super) bands: Vec<Band>,
    pub(super) vacancies: Vec<Line>,
    pub(super) marks: Vec<Mark>,
}

/// A hatch of the colours of several states.
pub(super) struct Hatch {
    pub(super) bits: u8,
    pub(super) width: usize,
    /// The name of each state, and where its stripe begins.
    pub(super) stripes: Vec<(&'static str, usize)>,
}

/// How wide a stripe of a hatch is, in pixels.
const STRIPE: usize = 5;
/// How far the stripes of a hatch are apart: two colours may differ in nothing but hue.
const GAP: usize = 2;

/// A share as per cent, in hundredths, as the script writes it.
pub(super) fn per_cent(share: f64) -> String {
    format!("{:.2}%", (share * 10_000.0).round() / 100.0)
}

/// The class by which something is shown in plots of this width and wider.
fn from_width(fits_from: u32) -> String {
    match WIDTHS.into_iter().find(|width| *width >= fits_from) {
        _ if fits_from <= WIDTHS[0] => String::new(),
        Some(width) => format!("from-{width}"),
        None => "never".into(),
    }
}

/// The class by which something is shown in plots narrower than this.
fn until_width(fits_from: u32) -> String {
    match WIDTHS.into_iter().find(|width| *width >= fits_from) {
        _ if fits_from <= WIDTHS[0] => "never".into(),
        Some(width) => format!("until-{width}"),
        None => String::new(),
    }
}

/// The style by which a plot shows at each width what fits.
pub(super) fn width_rules() -> String {
    let rule = |width: u32| {
        format!(
            "@container plot (width < {width}px){{.from-{width}{{display:none}}}}\
             @container plot (width >= {width}px){{.until-{width}{{display:none}}}}"
        )
    };
    WIDTHS.into_iter().map(rule).collect()
}

/// The word by which a style knows some states.
pub(super) fn class(possible: States) -> &'static str {
    possible.only().map_or("uncertain", State::word)
}

impl Figure {
    pub(super) fn of(
        speaker: &Speaker<'_>,
        beliefs: &Beliefs,
        as_of: &AsOf,
        reach: &Reach,
        answers: &[Answers],
        has_event: impl Fn(EventKey) -> bool,
    ) -> Self {
        let axis = Axis::new(reach.first, reach.last, speaker.catalogue);
        let causes = causes(speaker, beliefs, as_of, reach, answers);
        let cursor = axis.end_of(as_of.on);
        let cursor = if as_of.on < reach.first { 0.0 } else { cursor };
        let lanes = causes.iter().map(|cause| cause.lane + 1).max().unwrap_or(0);
        Self {
            scales: scales(&axis),
            causes: causes
                .iter()
                .filter(|cause| has_event(cause.event))
                .map(|cause| behind(speaker, as_of, cause))
                .collect(),
            rows: answers
                .iter()
                .map(|answers| row(speaker, as_of, &axis, reach, answers, &has_event))
                .collect(),
            hatches: hatches(answers),
            cursor: per_cent(cursor),
            veil: per_cent(1.0 - cursor),
            lanes: height(lanes),
        }
    }

    /// How high the head is, with the labels of causes and the axis.
    pub(super) fn head(&self) -> u32 {
        self.lanes + AXIS_HEIGHT
    }
}

const LINE_HEIGHT: u32 = 14;
const LANE_HEIGHT: u32 = 2 * LINE_HEIGHT + 6;
const AXIS_HEIGHT: u32 = 36;

/// How high so many lanes of labels are.
fn height(lanes: usize) -> u32 {
    u32::try_from(lanes).unwrap_or(0) * LANE_HEIGHT
}

/// The causes of everything that the page tells, labelled; those that are believed in the end.
fn causes(
    speaker: &Speaker<'_>,
    beliefs: &Beliefs,
    as_of: &AsOf,
    reach: &Reach,
    answers: &[Answers],
) -> Vec<Cause> {
    let everything = AsOf {
        on: reach.last,
        evidence: Evidence {
            known: None,
            ..as_of.evidence
        },
    };
    let asked = Asked::of_few(speaker.ledger, everything, &beliefs.everything);
    let told: Vec<_> = answers
        .iter()
        .map(|answers| {
            (
                asked.timeline(answers.channel),
                asked.status(answers.channel),
            )
        })
        .collect();
    let range = Range {
        since: Some(reach.first),
        until: Some(reach.last),
    };
    let channels = told.iter().map(|(timeline, standing)| (timeline, standing));
    chart_of_many(
        speaker.catalogue,
        speaker.ledger,
        &everything,
        &beliefs.everything,
        channels,
        range,
    )
    .causes
}

fn behind(speaker: &Speaker<'_>, as_of: &AsOf, cause: &Cause) -> Behind {
    let belief = Belief::of(speaker.ledger, cause.event, &speaker.evidence);
    let Label {
        lines,
        anchor,
        fits_from,
        ..
    } = &cause.label;
    let top = height(cause.lane);
    let reach = cause.reach.as_ref();
    Behind {
        number: cause.number,
        x: per_cent(cause.at),
        reach: reach.map(|reach| (per_cent(reach.start), per_cent(reach.end - reach.start))),
        href: href(speaker, cause.event),
        date: cause.date.clone(),
        summary: cause.summary.clone(),
        lines: lines
            .iter()
            .zip(1..)
            .map(|(text, line)| LabelLine {
                y: top + line * LINE_HEIGHT - 3,
                text: text.clone(),
            })
            .collect(),
        shown: from_width(*fits_from),
        hidden: until_width(*fits_from),
        is_to_the_left: *anchor == Anchor::End,
        top,
        is_believed: belief.at(as_of.evidence.known),
        belief: belief.attribute(),
    }
}

pub(super) fn href(speaker: &Speaker<'_>, event: EventKey) -> String {
    format!("#event-{}", speaker.ledger.event(event).id)
}

fn scales(axis: &Axis) -> Vec<Scale> {
    let tick = |label: &Label| Tick {
        x: per_cent(label.at),
        text: label.text(),
        shown: from_width(label.fits_from),
    };
    let all = axis.scales();
    let next = all.iter().skip(1).map(|scale| until_width(scale.fits_from));
    all.iter()
        .zip(next.map(Some).chain([None]))
        .enumerate()
        .map(|(place, (scale, until))| Scale {
            // Where no scale has room, the coarsest is better than none.
            shown: [
                if place == 0 {
                    String::new()
                } else {
                    from_width(scale.fits_from)
                },
                until.unwrap_or_default(),
            ]
            .join(" "),
            ticks: scale.ticks.iter().map(|one| tick(&one.label)).collect(),
            periods: scale.periods.iter().map(|one| tick(&one.label)).collect(),
        })
        .collect()
}

fn row(
    speaker: &Speaker<'_>,
    as_of: &AsOf,
    axis: &Axis,
    reach: &Reach,
    answers: &Answers,
    has_event: &impl Fn(EventKey) -> bool,
) -> Row {
    let channel = speaker.ledger.channel(answers.channel);
    let now = answers.on(as_of.on.max(reach.eve()));
    let pieces = answers.known();
    Row {
        id: channel.id.to_string(),
        name: channel.name.to_string(),
        state: now.map_or("unrecorded", |said| class(said.possible)),
        status: now.map(|said| said.status.clone()).unwrap_or_default(),
        bands: band::bands(speaker, axis, answers, pieces),
        vacancies: band::vacancies(axis, answers, pieces),
        marks: marks(speaker, as_of, axis, answers.channel, has_event),
    }
}

fn hatches(answers: &[Answers]) -> Vec<Hatch> {
    let said = answers.iter().flat_map(|answers| &answers.said);
    let several = said
        .map(|said| said.possible)
        .filter(|possible| possible.len() > 1);
    let sets: BTreeMap<u8, States> = several.map(|set| (bits(set), set)).collect();
    sets.into_iter()
        .map(|(bits, set)| Hatch {
            bits,
            width: set.len() * (STRIPE + GAP),
            stripes: set
                .iter()
                .zip(0..)
                .map(|(state, place)| (state.word(), place * (STRIPE + GAP)))
                .collect(),
        })
        .collect()
}
