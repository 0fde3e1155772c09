//! What frames the rows: thin lines of the calendar, the axis, the cursor.

use crate::view::chart::Chart;
use crate::view::chart::scale::Scale;

use super::Sheet;
use super::shape::Shape;

/// Draws the lines of the calendar behind the rows: where periods begin, or at the ticks where there are none.
pub(super) fn draw_grid(
    shapes: &mut Vec<Shape>,
    chart: &Chart,
    sheet: &Sheet,
    top: f64,
    bottom: f64,
) {
    let Some(scale) = chart.axis.scale(sheet.plot_width) else {
        return;
    };
    for at in lines(scale) {
        shapes.push(Shape::vertical("grid", sheet.x(at), top, bottom));
    }
}

fn lines(scale: &Scale) -> Vec<f64> {
    if scale.periods.is_empty() {
        return scale.ticks.iter().map(|tick| tick.at).collect();
    }
    let periods = scale.periods.iter().filter(|period| period.begins);
    periods.map(|period| period.start).collect()
}

/// Draws the axis below the rows and returns where it ends.
pub(super) fn draw_axis(shapes: &mut Vec<Shape>, chart: &Chart, sheet: &Sheet, top: f64) -> f64 {
    let Some(scale) = chart.axis.scale(sheet.plot_width) else {
        return top;
    };
    for tick in &scale.ticks {
        let x = sheet.x(tick.at);
        shapes.push(Shape::vertical("tick", x, top, top + 14.0));
        if tick.label.fits(sheet.plot_width) {
            shapes.push(Shape::text("quiet", x + 4.0, top + 12.0, tick.label.text()));
        }
    }
    if scale.periods.is_empty() {
        return top + 16.0;
    }
    for period in &scale.periods {
        let x = sheet.x(period.start);
        if period.begins {
            shapes.push(Shape::vertical("tick", x, top, top + 30.0));
        }
        if period.label.fits(sheet.plot_width) {
            shapes.push(Shape::text(
                "period",
                x + 4.0,
                top + 28.0,
                period.label.text(),
            ));
        }
    }
    top + 32.0
}

/// Draws the cursor on the day asked about.
pub(super) fn draw_cursor(
    shapes: &mut Vec<Shape>,
    chart: &Chart,
    sheet: &Sheet,
    top: f64,
    bottom: f64,
) {
    shapes.push(Shape::vertical(
        "cursor",
        sheet.x(chart.cursor),
        top,
        bottom,
    ));
}
