//! What the signs stand for, and what had no room above.

use crate::view::chart::cause::Cause;
use crate::view::chart::legend::{Sample, samples};
use crate::view::chart::{Chart, Edge, Stretch, set_width, text};
use crate::view::language::Catalogue;
use crate::view::words;

use super::band::{self, Extent};
use super::causes::is_labelled;
use super::shape::{Px, Shape};
use super::{Sheet, mark};

/// The width of a band in the legend.
const SAMPLE: f64 = 26.0;
const LEADING: f64 = 20.0;

/// How wide the sign of a sample is.
fn width(sample: Sample) -> f64 {
    match sample {
        Sample::Band(_) | Sample::Reach | Sample::Vacant { .. } => SAMPLE,
        Sample::Mark(..) => 2.0 * mark::HALF,
        Sample::Gap => mark::HALF,
    }
}

fn draw_sample(shapes: &mut Vec<Shape>, sample: Sample, x: f64, middle: f64) {
    let right = x + SAMPLE;
    match sample {
        Sample::Band(states) => {
            let extent = Extent {
                left: x,
                right,
                top: middle - band::HEIGHT / 2.0,
                begins: Edge::Day,
                ends: Edge::Day,
            };
            band::draw(shapes, extent, states, None);
        }
        Sample::Mark(sort, inferred) => {
            shapes.push(mark::sign(sort, inferred, x + mark::HALF, middle));
        }
        Sample::Gap => shapes.push(Shape::text("period", x, middle + mark::HALF, "!")),
        Sample::Reach => {
            let stretch = Stretch {
                start: x,
                end: right,
                begins: Edge::Day,
                ends: Edge::Day,
            };
            shapes.push(mark::reach(&stretch, |x| x, middle));
        }
        Sample::Vacant { certain } => {
            let line = format!("M{} {}H{}", Px(x), Px(middle), Px(right));
            shapes.push(Shape::path(vacant_class(certain), line));
        }
    }
}

/// The class of the line of a vacant post.
pub(super) const fn vacant_class(certain: bool) -> &'static str {
    if certain { "vacant" } else { "vacant perhaps" }
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
    for (sample, words) in samples(catalogue, chart) {
        let words = match sample {
            Sample::Band(states) => format!("{} {words}", words::sign(states.only())),
            Sample::Mark(..) | Sample::Gap | Sample::Reach | Sample::Vacant { .. } => words,
        };
        let sign = width(sample) + 6.0;
        let width = sign + f64::from(set_width::label(&words));
        if x > sheet.margin && x + width > sheet.width - sheet.margin {
            x = sheet.margin;
            baseline += LEADING;
        }
        draw_sample(shapes, sample, x, baseline - 4.0);
        shapes.push(Shape::text("quiet", x + sign, baseline, words));
        x += width + 14.0;
    }
    baseline + 10.0
}

/// Draws what had no room above, and returns where it ends.
///
/// Causes whose label is not there or says less than all, and posts whose name is not beside their line.
pub(super) fn draw_key(shapes: &mut Vec<Shape>, chart: &Chart, sheet: &Sheet, top: f64) -> f64 {
    let mut y = top;
    let is_told = |cause: &&Cause| cause.shortened || !is_labelled(cause, sheet);
    let causes: Vec<_> = chart.causes.iter().filter(is_told).collect();
    let widest = causes
        .iter()
        .map(|cause| set_width::bold(&cause.number.to_string(), set_width::LABEL_PX));
    let indent = widest.max().map_or(0.0, |widest| f64::from(widest) + 6.0);
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
    for (post, rows) in chart.unnamed_posts(|post| post.label.fits(sheet.plot_width)) {
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        tell(
            None,
            &format!("{} · {}", post.label.text(), names.join(", ")),
        );
    }
    y + 8.0
}
