//! Causes: lines through all rows, with flags above them.

use crate::view::chart::cause::{Cause, LABEL_LINES, LANES};
use crate::view::chart::label::Anchor;
use crate::view::chart::{Chart, set_width};

use super::Sheet;
use super::shape::{Place, Shape, TextAnchor};

const LEADING: f64 = 13.0;
/// The line of numbers of causes whose labels have no room.
const NUMBERS: f64 = 15.0;

/// Whether the label of a cause is shown.
pub(super) fn is_labelled(cause: &Cause, sheet: &Sheet) -> bool {
    cause.label.fits(sheet.plot_width)
}

/// How high the flags are together.
pub(super) fn height(chart: &Chart, sheet: &Sheet) -> f64 {
    let numbers = if chart.causes.iter().all(|cause| is_labelled(cause, sheet)) {
        0.0
    } else {
        NUMBERS
    };
    let lanes = lane_tops(chart, sheet);
    lanes.last().map_or(0.0, |(_, bottom)| *bottom) + numbers + 4.0
}

/// Where the lanes begin and end that have labels; empty ones take no room.
fn lane_tops(chart: &Chart, sheet: &Sheet) -> Vec<(f64, f64)> {
    let mut top = 0.0;
    let mut tops = Vec::new();
    for lane in 0..LANES {
        let shown = chart
            .causes
            .iter()
            .filter(|cause| cause.lane == lane && is_labelled(cause, sheet));
        let lines = shown
            .map(|cause| cause.label.lines.len())
            .max()
            .unwrap_or(0);
        let lines = u8::try_from(lines.min(LABEL_LINES)).unwrap_or(0);
        let gap = if lines == 0 { 0.0 } else { 6.0 };
        let bottom = top + f64::from(lines) * LEADING + gap;
        tops.push((top, bottom));
        top = bottom;
    }
    tops
}

/// Draws the causes from their flags at the top to the end of the rows.
pub(super) fn draw(shapes: &mut Vec<Shape>, chart: &Chart, sheet: &Sheet, top: f64, bottom: f64) {
    let rows_top = top + height(chart, sheet);
    let lanes = lane_tops(chart, sheet);
    for cause in &chart.causes {
        let x = sheet.x(cause.at);
        if let Some(reach) = cause.reach {
            let place = Place::between(
                sheet.x(reach.start),
                sheet.x(reach.end),
                rows_top,
                bottom - rows_top,
            );
            shapes.push(Shape::filled("while", place));
        }
        let flag = match lanes.get(cause.lane) {
            Some((lane, _)) if is_labelled(cause, sheet) => top + lane,
            Some(_) | None => rows_top - NUMBERS,
        };
        let title = format!("{}: {}", cause.date, cause.summary);
        shapes.push(Shape::vertical("cause", x, flag, bottom).titled(title));
    }
    for cause in chart
        .causes
        .iter()
        .filter(|cause| is_labelled(cause, sheet))
    {
        let Some((lane, _)) = lanes.get(cause.lane) else {
            continue;
        };
        let (x, anchor) = match cause.label.anchor {
            Anchor::Start => (sheet.x(cause.at) + 5.0, TextAnchor::Start),
            Anchor::End => (sheet.x(cause.at) - 4.0, TextAnchor::End),
        };
        let mut y = top + lane - 3.0;
        for line in &cause.label.lines {
            y += LEADING;
            shapes.push(Shape::anchored("", x, y, anchor, line.clone()));
        }
    }
    draw_numbers(shapes, chart, sheet, rows_top - 6.0);
}

/// Draws the numbers of the causes whose labels have no room; those that would touch become one.
fn draw_numbers(shapes: &mut Vec<Shape>, chart: &Chart, sheet: &Sheet, baseline: f64) {
    let mut numbers: Vec<(f64, usize, usize)> = Vec::new();
    for cause in chart
        .causes
        .iter()
        .filter(|cause| !is_labelled(cause, sheet))
    {
        let x = sheet.x(cause.at) + 4.0;
        match numbers.last_mut() {
            Some((start, first, last)) if *start + width(*first, *last) + 5.0 > x => {
                *last = cause.number;
            }
            Some(_) | None => numbers.push((x, cause.number, cause.number)),
        }
    }
    for (x, first, last) in numbers {
        // At the right end a number stands before its line.
        let end = x + width(first, last);
        let (x, anchor) = if end > sheet.width - 2.0 {
            (x - 7.0, TextAnchor::End)
        } else {
            (x, TextAnchor::Start)
        };
        shapes.push(Shape::anchored(
            "period halo",
            x,
            baseline,
            anchor,
            range(first, last),
        ));
    }
}

fn range(first: usize, last: usize) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    }
}

fn width(first: usize, last: usize) -> f64 {
    f64::from(set_width::bold(&range(first, last), set_width::LABEL_PX))
}
