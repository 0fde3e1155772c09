//! The axis below the rows, and the numbers of causes above them.

use crate::view::chart::Chart;
use crate::view::chart::label::Label;
use crate::view::chart::scale::Scale;
use crate::view::document::{Line, Role};

use super::canvas::Canvas;
use super::row::{Columns, wide};

/// The numbers of causes over the columns of their lines; those that would touch become one.
pub(super) fn cause_numbers(chart: &Chart, columns: &Columns) -> Option<Line> {
    let mut numbers: Vec<(usize, usize, usize)> = Vec::new();
    for cause in &chart.causes {
        let column = columns.column(cause.at);
        match numbers.last_mut() {
            Some((start, first, last)) if *start + wide(&range(*first, *last)) >= column => {
                *last = cause.number;
            }
            Some(_) | None => numbers.push((column, cause.number, cause.number)),
        }
    }
    let mut canvas = Canvas::new(columns.plot);
    for (column, first, last) in numbers {
        let text = range(first, last);
        // The last one may have to move to the left to stay within the plot.
        let from = column.min(columns.plot.saturating_sub(wide(&text)));
        canvas.write(from, &text, Role::Strong);
    }
    (!chart.causes.is_empty()).then(|| canvas.line(columns.blank()))
}

fn range(first: usize, last: usize) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    }
}

/// Draws the axis with the finest scale that fits.
pub(super) fn draw_axis(lines: &mut Vec<Line>, chart: &Chart, columns: &Columns) {
    let scales = chart.axis.scales().iter().rev();
    let scale = scales.into_iter().find(|scale| fits(scale, columns));
    let mut axis = Canvas::new(columns.plot);
    for column in 0..columns.plot {
        axis.put(column, "─", Role::Faint);
    }
    let Some(scale) = scale else {
        lines.push(axis.line(columns.blank()));
        return;
    };
    let (mut ticks, mut periods) = (Canvas::new(columns.plot), Canvas::new(columns.plot));
    for tick in &scale.ticks {
        let column = columns.column(tick.at);
        axis.put(column, "┬", Role::Faint);
        write(
            &mut ticks,
            column,
            &tick.label,
            columns.room(tick.at, 1.0),
            Role::Faint,
        );
    }
    for period in &scale.periods {
        let room = columns.room(period.start, period.end);
        let column = columns.column(period.start);
        let room = if period.end < 1.0 {
            room.saturating_sub(1)
        } else {
            room
        };
        write(&mut periods, column, &period.label, room, Role::Plain);
    }
    for canvas in [axis, ticks, periods] {
        let line = canvas.line(columns.blank());
        if line.iter().any(|run| !run.text.trim().is_empty()) {
            lines.push(line);
        }
    }
}

fn write(canvas: &mut Canvas, column: usize, label: &Label, room: usize, role: Role) {
    let text = label.text();
    if wide(&text) <= room {
        canvas.write(column, &text, role);
    }
}

/// Whether there is a blank after each label before the next one.
fn fits(scale: &Scale, columns: &Columns) -> bool {
    scale.ticks.windows(2).all(|pair| match pair {
        [one, next] => wide(&one.label.text()) < columns.room(one.at, next.at),
        _ => true,
    })
}
