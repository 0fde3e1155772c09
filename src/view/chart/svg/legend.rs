//! What the signs stand for, and what had no room above.

use std::collections::BTreeSet;

use crate::model::machine::State;
use crate::model::states::States;
use crate::view::chart::row::Sort;
use crate::view::chart::{Chart, Edge, Stretch, set_width, text};
use crate::view::language::{Catalogue, Message};
use crate::view::words;

use super::band::{self, Extent};
use super::causes::is_labelled;
use super::row::sort_words;
use super::shape::{Px, Shape};
use super::{Sheet, mark, uncertain};

/// The width of a band in the legend.
const SAMPLE: f64 = 26.0;
const LEADING: f64 = 20.0;

/// A sign of the legend.
enum Sample {
    Band(States),
    Mark(Sort, bool),
    Reach,
    Vacant(&'static str),
}

impl Sample {
    fn width(&self) -> f64 {
        match self {
            Self::Band(_) | Self::Reach | Self::Vacant(_) => SAMPLE,
            Self::Mark(..) => 2.0 * mark::HALF,
        }
    }

    fn draw(&self, shapes: &mut Vec<Shape>, x: f64, middle: f64) {
        let right = x + SAMPLE;
        match self {
            Self::Band(states) => {
                let extent = Extent {
                    left: x,
                    right,
                    top: middle - band::HEIGHT / 2.0,
                    begins: Edge::Day,
                    ends: Edge::Day,
                };
                band::draw(shapes, extent, *states, "");
            }
            Self::Mark(sort, inferred) => {
                shapes.push(mark::sign(*sort, *inferred, x + mark::HALF, middle));
            }
            Self::Reach => {
                let stretch = Stretch {
                    start: x,
                    end: right,
                    begins: Edge::Day,
                    ends: Edge::Day,
                };
                shapes.push(mark::reach(&stretch, |x| x, middle));
            }
            Self::Vacant(class) => {
                let line = format!("M{} {}H{}", Px(x), Px(middle), Px(right));
                shapes.push(Shape::path(class, line));
            }
        }
    }
}

/// What the picture uses, with the words for it.
fn samples(chart: &Chart, catalogue: &Catalogue) -> Vec<(Sample, String)> {
    let bands = || chart.rows.iter().flat_map(|row| &row.bands);
    let certain: Vec<States> = State::ALL
        .into_iter()
        .map(|state| [state].into_iter().collect())
        .filter(|only| bands().any(|band| band.possible == *only))
        .collect();
    let mut mixed: Vec<States> = Vec::new();
    for states in uncertain(chart) {
        if !mixed.contains(&states) {
            mixed.push(states);
        }
    }
    let states = certain.into_iter().chain(mixed);
    let mut samples: Vec<(Sample, String)> = states
        .map(|states| (Sample::Band(states), words::signed_text(catalogue, states)))
        .collect();
    let marks = || chart.rows.iter().flat_map(|row| &row.marks);
    let sorts: BTreeSet<(Sort, bool)> = marks().map(|mark| (mark.sort, mark.inferred)).collect();
    samples.extend(sorts.into_iter().map(|(sort, inferred)| {
        (
            Sample::Mark(sort, inferred),
            sort_words(sort, inferred, catalogue),
        )
    }));
    if marks().any(|mark| mark.reach.is_some()) {
        samples.push((Sample::Reach, catalogue.say(Message::MarkReach)));
    }
    let vacant = chart.rows.iter().flat_map(|row| &row.vacancies);
    let vacant: BTreeSet<bool> = vacant
        .flat_map(|post| &post.stretches)
        .map(|stretch| !stretch.certain)
        .collect();
    samples.extend(vacant.into_iter().map(|perhaps| {
        let (class, message) = if perhaps {
            ("vacant perhaps", Message::LegendPerhapsVacant)
        } else {
            ("vacant", Message::LegendVacant)
        };
        (Sample::Vacant(class), catalogue.say(message))
    }));
    samples
}

/// Draws what the signs stand for and returns where it ends.
pub(super) fn draw(
    shapes: &mut Vec<Shape>,
    chart: &Chart,
    sheet: &Sheet,
    top: f64,
    catalogue: &Catalogue,
) -> f64 {
    let (mut x, mut baseline) = (sheet.margin, top + 4.0);
    for (sample, words) in samples(chart, catalogue) {
        let width = sample.width() + 6.0 + f64::from(set_width::label(&words));
        if x > sheet.margin && x + width > sheet.width - sheet.margin {
            x = sheet.margin;
            baseline += LEADING;
        }
        sample.draw(shapes, x, baseline - 4.0);
        shapes.push(Shape::text(
            "quiet",
            x + sample.width() + 6.0,
            baseline,
            words,
        ));
        x += width + 14.0;
    }
    baseline + 10.0
}

/// Draws what had no room above, and returns where it ends.
///
/// Causes whose label is not there or says less than all, and posts whose name is not beside their line.
pub(super) fn draw_key(shapes: &mut Vec<Shape>, chart: &Chart, sheet: &Sheet, top: f64) -> f64 {
    let mut y = top;
    let is_told =
        |cause: &&crate::view::chart::cause::Cause| cause.shortened || !is_labelled(cause, sheet);
    let causes: Vec<_> = chart.causes.iter().filter(is_told).collect();
    let widest = causes
        .iter()
        .map(|cause| set_width::bold(&cause.number.to_string(), set_width::LABEL_PX));
    let indent = f64::from(widest.max().unwrap_or(0)) + 6.0;
    let mut tell = |number: Option<usize>, told: &str| {
        y += 4.0;
        for (index, line) in text::set_lines(told, set_width::LABEL_PX, sheet.measure() - indent)
            .into_iter()
            .enumerate()
        {
            y += 14.0;
            if let Some(number) = number.filter(|_| index == 0) {
                shapes.push(Shape::text("period", sheet.margin, y, number.to_string()));
            }
            shapes.push(Shape::text("", sheet.margin + indent, y, line));
        }
    };
    for cause in &causes {
        tell(
            Some(cause.number),
            &format!("{}: {}", cause.date, cause.summary),
        );
    }
    for row in &chart.rows {
        for post in &row.vacancies {
            if !post.label.fits(sheet.plot_width) {
                tell(None, &format!("{}: {}", row.name, post.label.text()));
            }
        }
    }
    y + 8.0
}
