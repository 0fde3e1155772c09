//! The timeline for a terminal, drawn in block elements.
//!
//! A column stands for the days that fall into it and shows the answer that holds for most of them; what is shorter
//! than a column is told by its mark. Each status has a block of its own, so that nothing hangs on colour.

mod canvas;
mod frame;
mod legend;
mod row;

use crate::view::document::{Document, Line, faint, plain, strong};
use crate::view::language::Catalogue;

use self::row::Columns;
use super::Chart;
use super::caption::Caption;

/// The width of a drawing for which there is no terminal.
pub const USUAL_WIDTH: u16 = 100;
/// The narrowest drawing; a narrower terminal has to wrap it.
pub const NARROWEST: u16 = 32;

/// Lays out a chart with what stands above and below it.
pub fn document(
    catalogue: &Catalogue,
    chart: &Chart,
    caption: &Caption,
    width: Option<u16>,
) -> Document {
    let mut document = Document::default();
    document.heading(vec![strong(&*caption.title)]);
    document.paragraph(vec![plain(&*caption.subtitle)]);
    document.figure(lines(catalogue, chart, width.unwrap_or(USUAL_WIDTH)));
    document.paragraph(vec![faint(&*caption.foot)]);
    document
}

/// Draws a chart: its rows, the axis, what the signs stand for, and the causes by number.
pub fn lines(catalogue: &Catalogue, chart: &Chart, width: u16) -> Vec<Line> {
    let width = usize::from(width.max(NARROWEST));
    let columns = Columns::of(chart, width);
    let mut lines: Vec<Line> = frame::cause_numbers(chart, &columns).into_iter().collect();
    for row in &chart.rows {
        row::draw(&mut lines, chart, row, &columns);
    }
    frame::draw_axis(&mut lines, chart, &columns);
    lines.push(Vec::new());
    legend::draw(&mut lines, catalogue, chart, width);
    legend::draw_key(&mut lines, chart, &columns, width);
    lines
}
