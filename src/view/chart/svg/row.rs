//! One quiet row a channel.

use crate::model::machine::State;
use crate::view::chart::label::{Anchor, Label};
use crate::view::chart::legend::sort_words;
use crate::view::chart::row::{Mark, Row};
use crate::view::chart::vacancy::VacantPost;
use crate::view::chart::{Chart, set_width, text};
use crate::view::language::Catalogue;
use crate::view::words;

use super::Sheet;
use super::band::{self, Extent};
use super::legend::vacant_class;
use super::mark;
use super::shape::{Px, Shape, TextAnchor};

const NAME_PX: f64 = 13.0;
const NAME_LINES: usize = 3;
/// The line of words above a band.
const WORDS: f64 = 15.0;
/// The line of a vacant post.
const VACANCY: f64 = 14.0;
/// Clear space below a row.
const BELOW: f64 = 12.0;

/// How wide the name and the status of a row are, in pixels.
pub(super) fn name_width(row: &Row) -> u32 {
    set_width::bold(&row.name, NAME_PX).max(set_width::label(&status(row)))
}

/// The status of a row with its sign and the date since when.
fn status(row: &Row) -> String {
    let since = row.since.as_deref();
    let since = since.map_or(String::new(), |since| format!(" · {since}"));
    format!("{} {}{since}", row.sign, row.word)
}

/// The status and the date on one line, or on two where that is too long.
fn status_lines(row: &Row, room: f64) -> Vec<String> {
    let whole = status(row);
    match &row.since {
        Some(since) if f64::from(set_width::label(&whole)) > room => {
            vec![format!("{} {}", row.sign, row.word), since.clone()]
        }
        Some(_) | None => vec![whole],
    }
}

/// Draws the rows and returns where they end.
pub(super) fn draw(
    shapes: &mut Vec<Shape>,
    chart: &Chart,
    sheet: &Sheet,
    top: f64,
    catalogue: &Catalogue,
) -> f64 {
    let mut y = top;
    for row in &chart.rows {
        y = draw_row(shapes, row, sheet, y, catalogue);
    }
    y
}

fn draw_row(
    shapes: &mut Vec<Shape>,
    row: &Row,
    sheet: &Sheet,
    top: f64,
    catalogue: &Catalogue,
) -> f64 {
    let (words_top, name_bottom) = draw_name(shapes, row, sheet, top);
    let band_top = words_top + WORDS;
    for band in &row.bands {
        let extent = Extent {
            left: sheet.x(band.stretch.start),
            right: sheet.x(band.stretch.end),
            top: band_top,
            begins: band.stretch.begins,
            ends: band.stretch.ends,
        };
        let days = words::bounds(catalogue, Some(band.from), Some(band.to));
        let title = format!("{}: {days}", band.label.text());
        band::draw(shapes, extent, band.possible, Some(&title));
        // Where nothing is recorded there is nothing to say; the dots are told in the legend.
        let is_recorded = band.possible.only() != Some(State::Unrecorded);
        if is_recorded && band.label.fits(sheet.plot_width) {
            draw_label(shapes, &band.label, sheet, band_top - 4.0);
        }
    }
    let y = draw_marks(shapes, row, sheet, band_top + band::HEIGHT, catalogue);
    let y = draw_vacancies(shapes, row, sheet, y);
    y.max(name_bottom) + BELOW
}

/// Draws the name and the status, beside the band or above it where the picture is narrow; returns where
/// the line of words begins, and where the name ends.
fn draw_name(shapes: &mut Vec<Shape>, row: &Row, sheet: &Sheet, top: f64) -> (f64, f64) {
    let (left, bold) = (sheet.margin, NAME_PX * set_width::BOLD);
    let room = if sheet.beside {
        sheet.plot - sheet.margin - 14.0
    } else {
        sheet.measure()
    };
    let mut y = top - 4.0;
    for line in text::fitted_lines(&row.name, bold, room, NAME_LINES) {
        y += 15.0;
        shapes.push(Shape::text("name halo", left, y, line));
    }
    for line in status_lines(row, room) {
        y += 15.0;
        let line = text::fitted(&line, set_width::LABEL_PX, room);
        shapes.push(Shape::text("quiet halo", left, y, line));
    }
    if sheet.beside {
        (top, y + 4.0)
    } else {
        (y + 4.0, y)
    }
}

/// Draws a label of one line, two pixels from the point from which it hangs.
fn draw_label(shapes: &mut Vec<Shape>, label: &Label, sheet: &Sheet, baseline: f64) {
    let x = sheet.x(label.at);
    let (x, anchor) = match label.anchor {
        Anchor::Start => (x + 1.0, TextAnchor::Start),
        Anchor::End => (x - 5.0, TextAnchor::End),
    };
    shapes.push(Shape::anchored(
        "quiet halo",
        x,
        baseline,
        anchor,
        label.text(),
    ));
}

fn draw_marks(
    shapes: &mut Vec<Shape>,
    row: &Row,
    sheet: &Sheet,
    band_bottom: f64,
    catalogue: &Catalogue,
) -> f64 {
    let lanes = mark::lanes(&row.marks, sheet.plot_width);
    let top = band_bottom + 3.0 + mark::HALF;
    let mut bottom = band_bottom + 2.0;
    for (mark, lane) in row.marks.iter().zip(lanes) {
        let y = top + mark::LANE * lane_number(lane);
        if let Some(reach) = &mark.reach {
            shapes.push(mark::reach(reach, |at| sheet.x(at), y));
        }
        let sign = mark::sign(mark.sort, mark.inferred, sheet.x(mark.at), y);
        shapes.push(sign.titled(told(mark, catalogue)));
        if mark.gap {
            let beside = sheet.x(mark.at) + mark::HALF + 1.0;
            shapes.push(Shape::text("period halo", beside, y + mark::HALF, "!"));
        }
        bottom = bottom.max(y + mark::HALF + 2.0);
    }
    bottom
}

fn lane_number(lane: usize) -> f64 {
    u8::try_from(lane).map_or(0.0, f64::from)
}

/// What a mark stands for: its date, its sort and what happened.
fn told(mark: &Mark, catalogue: &Catalogue) -> String {
    let sort = sort_words(catalogue, mark.sort, mark.inferred);
    format!("{} ({sort}): {}", mark.date, mark.summary)
}

fn draw_vacancies(shapes: &mut Vec<Shape>, row: &Row, sheet: &Sheet, top: f64) -> f64 {
    let mut y = top;
    for post in &row.vacancies {
        draw_vacancy(shapes, post, sheet, y + VACANCY / 2.0);
        y += VACANCY;
    }
    y
}

fn draw_vacancy(shapes: &mut Vec<Shape>, post: &VacantPost, sheet: &Sheet, y: f64) {
    for vacant in &post.stretches {
        let class = vacant_class(vacant.certain);
        let (left, right) = (sheet.x(vacant.stretch.start), sheet.x(vacant.stretch.end));
        let line = format!("M{} {}H{}", Px(left), Px(y), Px(right.max(left + 1.0)));
        shapes.push(Shape::path(class, line).titled(post.label.text()));
    }
    if post.label.fits(sheet.plot_width) {
        draw_label(shapes, &post.label, sheet, y + 4.0);
    }
}
