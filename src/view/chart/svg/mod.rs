//! The timeline as an SVG picture of a given width, to stand on its own.
//!
//! Its title says the finding, its foot names source and dates. It asks the network for nothing and runs nothing;
//! light or dark is the reader's choice.

mod band;
mod causes;
mod frame;
mod legend;
mod mark;
mod row;
mod shape;

use std::collections::BTreeSet;

use askama::Template;

use crate::model::states::States;
use crate::view::language::Catalogue;

use self::shape::{Hatch, Px, Shape};
use super::caption::Caption;
use super::{Chart, set_width, text};

/// The narrowest picture in pixels.
pub const NARROWEST: u32 = 320;
/// The widest picture in pixels.
pub const WIDEST: u32 = 4000;
/// The width of a picture if nobody says another.
pub const USUAL_WIDTH: u32 = 960;

#[derive(Template)]
#[template(path = "timeline.svg")]
struct Picture<'a> {
    width: Px,
    height: Px,
    language: &'static str,
    title: &'a str,
    description: String,
    hatches: Vec<Hatch>,
    shapes: Vec<Shape>,
}

/// Where things are: the column of names, the plot, and how far down the page one has come.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Sheet {
    width: f64,
    margin: f64,
    /// Whether names stand beside the plot rather than above each row.
    beside: bool,
    /// Where the plot begins.
    plot: f64,
    /// How wide the plot is.
    plot_width: f64,
}

impl Sheet {
    fn of(chart: &Chart, width: f64) -> Self {
        let beside = width >= 640.0;
        let margin = if beside { 20.0 } else { 12.0 };
        let gutter = if beside {
            let widest = chart.rows.iter().map(row::name_width).max().unwrap_or(0);
            (f64::from(widest) + 20.0).clamp(120.0, (width * 0.25).clamp(190.0, 320.0))
        } else {
            0.0
        };
        // A mark on the last day reaches beyond the plot by half its width.
        let end = width - margin - 6.0;
        let plot = margin + gutter;
        Self {
            width,
            margin,
            beside,
            plot,
            plot_width: end - plot,
        }
    }

    /// Where a point of the axis is.
    fn x(&self, at: f64) -> f64 {
        self.plot + at * self.plot_width
    }

    /// How wide a text may be from margin to margin.
    fn measure(&self) -> f64 {
        self.width - 2.0 * self.margin
    }
}

/// Draws a chart.
pub fn svg(catalogue: &Catalogue, chart: &Chart, caption: &Caption, width: u32) -> String {
    let width = f64::from(width.clamp(NARROWEST, WIDEST));
    let sheet = Sheet::of(chart, width);
    let mut shapes = Vec::new();
    let mut y = heading(&mut shapes, &sheet, caption);
    // The lines behind the rows end where the rows do, and the rows come before what is behind them is known.
    let rows_top = y + causes::height(chart, &sheet);
    let mut rows = Vec::new();
    let rows_bottom = row::draw(&mut rows, chart, &sheet, rows_top, catalogue);
    frame::draw_grid(&mut shapes, chart, &sheet, rows_top, rows_bottom);
    causes::draw(&mut shapes, chart, &sheet, y, rows_bottom);
    shapes.append(&mut rows);
    frame::draw_cursor(&mut shapes, chart, &sheet, rows_top, rows_bottom);
    y = frame::draw_axis(&mut shapes, chart, &sheet, rows_bottom);
    y = legend::draw(&mut shapes, chart, &sheet, y + 22.0, catalogue);
    y = legend::draw_key(&mut shapes, chart, &sheet, y);
    for line in text::set_lines(&caption.foot, set_width::LABEL_PX, sheet.measure()) {
        y += 15.0;
        shapes.push(Shape::text("quiet", sheet.margin, y, line));
    }
    let picture = Picture {
        width: Px(width),
        height: Px((y + sheet.margin).ceil()),
        language: catalogue.language().tag(),
        title: &caption.title,
        description: description(chart, caption),
        hatches: hatches(chart).into_iter().collect(),
        shapes,
    };
    // A template that shows texts and numbers has no way to fail.
    picture.render().unwrap_or_default()
}

fn heading(shapes: &mut Vec<Shape>, sheet: &Sheet, caption: &Caption) -> f64 {
    let (class, size, leading) = if sheet.beside {
        ("title", 20.0, 26.0)
    } else {
        ("title small", 17.0, 22.0)
    };
    let mut y = sheet.margin - 4.0;
    for line in text::balanced_lines(&caption.title, size * set_width::BOLD, sheet.measure()) {
        y += leading;
        shapes.push(Shape::text(class, sheet.margin, y, line));
    }
    y += 2.0;
    for line in text::set_lines(&caption.subtitle, 13.0, sheet.measure()) {
        y += 18.0;
        shapes.push(Shape::text("subtitle", sheet.margin, y, line));
    }
    y + 16.0
}

/// The picture in words.
fn description(chart: &Chart, caption: &Caption) -> String {
    let rows = chart.rows.iter().map(|row| {
        let since = row.since.as_deref();
        let since = since.map_or(String::new(), |since| format!(" ({since})"));
        format!("{}: {}{since}", row.name, row.word)
    });
    let rows: Vec<String> = rows.collect();
    format!("{}. {}.", caption.subtitle, rows.join("; "))
}

/// The sets of states that are drawn as stripes.
fn hatches(chart: &Chart) -> BTreeSet<Hatch> {
    let bands = chart.rows.iter().flat_map(|row| &row.bands);
    let uncertain: Vec<States> = bands
        .map(|band| band.possible)
        .filter(|possible| possible.only().is_none())
        .collect();
    uncertain.into_iter().map(Hatch::of).collect()
}
