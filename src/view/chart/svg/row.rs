//! One quiet row a channel.

use crate::view::chart::label::{Anchor, Label};
use crate::view::chart::row::{Mark, Row};
use crate::view::chart::vacancy::VacantPost;
use crate::view::chart::{Chart, set_width, text};
use crate::view::language::{Catalogue, Message};
use crate::view::words;

use super::Sheet;
use super::band::{self, Extent};
use super::mark;
use super::shape::{Px, Shape, TextAnchor};

const NAME_PX: f64 = 13.0;
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
    let words_top = draw_name(shapes, row, sheet, top);
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
        band::draw(shapes, extent, band.possible, &title);
        if band.label.fits(sheet.plot_width) {
            draw_label(shapes, &band.label, sheet, band_top - 4.0);
        }
    }
    let y = draw_marks(shapes, row, sheet, band_top + band::HEIGHT, catalogue);
    let y = draw_vacancies(shapes, row, sheet, y);
    let least = if sheet.beside { top + 34.0 } else { y };
    y.max(least) + BELOW
}

/// Draws the name and the status: beside the band, or above it where the picture is narrow.
fn draw_name(shapes: &mut Vec<Shape>, row: &Row, sheet: &Sheet, top: f64) -> f64 {
    let status = status(row);
    let (left, bold) = (sheet.margin, NAME_PX * set_width::BOLD);
    if sheet.beside {
        let room = sheet.plot - sheet.margin - 12.0;
        let name = text::fitted(&row.name, bold, room);
        let status = text::fitted(&status, set_width::LABEL_PX, room);
        shapes.push(Shape::text("name", left, top + 11.0, name));
        shapes.push(Shape::text("quiet", left, top + 26.0, status));
        return top;
    }
    let room = sheet.measure();
    let both = set_width::bold(&row.name, NAME_PX) + 16 + set_width::label(&status);
    let name = text::fitted(&row.name, bold, room);
    shapes.push(Shape::text("name", left, top + 13.0, name));
    if f64::from(both) <= room {
        let end = sheet.width - sheet.margin;
        let shape = Shape::anchored("quiet", end, top + 13.0, TextAnchor::End, status);
        shapes.push(shape);
        top + 17.0
    } else {
        let status = text::fitted(&status, set_width::LABEL_PX, room);
        shapes.push(Shape::text("quiet", left, top + 28.0, status));
        top + 32.0
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
        bottom = bottom.max(y + mark::HALF + 2.0);
    }
    bottom
}

fn lane_number(lane: usize) -> f64 {
    u8::try_from(lane).map_or(0.0, f64::from)
}

/// What a mark stands for: its date, its sort and what happened.
fn told(mark: &Mark, catalogue: &Catalogue) -> String {
    let sort = sort_words(mark.sort, mark.inferred, catalogue);
    format!("{} ({sort}): {}", mark.date, mark.summary)
}

/// The words for a sort of mark.
pub(super) fn sort_words(
    sort: crate::view::chart::row::Sort,
    inferred: bool,
    catalogue: &Catalogue,
) -> String {
    let word = catalogue.say(sort.message());
    if inferred {
        catalogue.fill(Message::MarkInferred, &[("mark", (&word).into())])
    } else {
        word
    }
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
        let class = if vacant.certain {
            "vacant"
        } else {
            "vacant perhaps"
        };
        let (left, right) = (sheet.x(vacant.stretch.start), sheet.x(vacant.stretch.end));
        let line = format!("M{} {}H{}", Px(left), Px(y), Px(right.max(left + 1.0)));
        shapes.push(Shape::path(class, line).titled(post.label.text()));
    }
    if post.label.fits(sheet.plot_width) {
        draw_label(shapes, &post.label, sheet, y + 4.0);
    }
}
