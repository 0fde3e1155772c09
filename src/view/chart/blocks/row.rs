//! One channel: its name and status, a line of blocks, lines of marks, lines of vacant posts.

use crate::model::machine::{State, Status};
use crate::model::states::States;
use crate::view::chart::row::{Mark, Row};
use crate::view::chart::set_width::columns;
use crate::view::chart::vacancy::VacantPost;
use crate::view::chart::{Chart, Edge, text};
use crate::view::document::{Line, Role, plain, standing, strong};

use super::canvas::Canvas;

/// The fewest columns of a plot beside which there are names.
const LEAST_PLOT: usize = 30;
/// The most columns of a name.
const MOST_NAME: usize = 28;
/// Blanks between columns.
const GUTTER: usize = 2;
/// How many lines of marks a row has at the most; in the last one they may cover each other.
const LANES: usize = 3;

/// Where things are in a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Columns {
    /// The width of names; names stand above the plot if there is no room beside it.
    name: Option<usize>,
    /// The width of statuses.
    status: usize,
    /// The width of the plot.
    pub(super) plot: usize,
}

impl Columns {
    pub(super) fn of(chart: &Chart, width: usize) -> Self {
        let widest = |text: fn(&Row) -> String| {
            let widths = chart.rows.iter().map(|row| wide(&text(row)));
            widths.max().unwrap_or(0)
        };
        let name = widest(|row| row.id.clone()).min(MOST_NAME);
        let status = widest(status);
        let beside = width.saturating_sub(name + status + 2 * GUTTER);
        if beside >= LEAST_PLOT {
            Self {
                name: Some(name),
                status,
                plot: beside,
            }
        } else {
            Self {
                name: None,
                status,
                plot: width,
            }
        }
    }

    /// What stands before the plot in a line without a name.
    pub(super) fn blank(&self) -> Line {
        match self.name {
            Some(name) => vec![plain(" ".repeat(name + self.status + 2 * GUTTER))],
            None => Vec::new(),
        }
    }

    /// The column into which a point of the axis falls.
    pub(super) fn column(&self, at: f64) -> usize {
        floor(at * whole(self.plot)).min(self.plot.saturating_sub(1))
    }

    /// How many columns a part of the axis takes, rounded down.
    pub(super) fn room(&self, start: f64, end: f64) -> usize {
        self.boundary(end).saturating_sub(self.boundary(start))
    }

    fn boundary(&self, at: f64) -> usize {
        floor(at * whole(self.plot))
    }
}

/// The width of a text in columns.
pub(super) fn wide(text: &str) -> usize {
    usize::try_from(columns(text)).unwrap_or(usize::MAX)
}

/// A number of columns.
fn whole(columns: usize) -> f64 {
    u32::try_from(columns).map_or(0.0, f64::from)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place on the axis is no less than zero, and no terminal is so wide"
)]
fn floor(place: f64) -> usize {
    // A boundary that is a hair below a whole column for want of digits is on it.
    (place + 1e-9).floor() as usize
}

fn status(row: &Row) -> String {
    format!("{} {}", row.sign, row.word)
}

/// The block for some states.
pub(super) const fn block(only: Option<State>) -> &'static str {
    match only {
        Some(State::Recorded(Status::Open)) => "█",
        Some(State::Recorded(Status::Suspended)) => "░",
        Some(State::Recorded(Status::Negotiating)) => "▄",
        Some(State::Unrecorded) => "·",
        None => "?",
    }
}

/// Draws a row.
pub(super) fn draw(lines: &mut Vec<Line>, chart: &Chart, row: &Row, columns: &Columns) {
    let bands = bands(row, columns);
    if let Some(name) = columns.name {
        let id = padded(&text::fitted_columns(&row.id, name), name + GUTTER);
        let status = padded(&status(row), columns.status + GUTTER);
        lines.push(bands.line(vec![strong(id), standing(status, row.possible)]));
    } else {
        draw_name(lines, row, columns.plot);
        lines.push(bands.line(Vec::new()));
    }
    let mut below = marks(row, columns);
    below.extend(row.vacancies.iter().map(|post| vacancy(post, columns)));
    if below.is_empty() {
        below.push(Canvas::new(columns.plot));
    }
    for mut canvas in below {
        for cause in &chart.causes {
            canvas.put_behind(columns.column(cause.at), "┊", Role::Faint);
        }
        lines.push(canvas.line(columns.blank()));
    }
}

/// Draws the name and the status above the blocks, on two lines if need be.
fn draw_name(lines: &mut Vec<Line>, row: &Row, width: usize) {
    let id = text::fitted_columns(&row.id, width);
    let status = text::fitted_columns(&status(row), width);
    if wide(&id) + GUTTER + wide(&status) <= width {
        let status = standing(format!("  {status}"), row.possible);
        lines.push(vec![strong(id), status]);
    } else {
        lines.push(vec![strong(id)]);
        lines.push(vec![standing(status, row.possible)]);
    }
}

fn padded(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(wide(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// The blocks of a row: in each column the answer that takes most of it.
fn bands(row: &Row, columns: &Columns) -> Canvas {
    let mut canvas = Canvas::new(columns.plot);
    let mut first = 0;
    for column in 0..columns.plot {
        let (left, right) = (
            whole(column) / whole(columns.plot),
            whole(column + 1) / whole(columns.plot),
        );
        let rest = row.bands.get(first..).unwrap_or_default();
        let within = rest.iter().take_while(|band| band.stretch.start < right);
        let mut most: Option<(f64, States, Edge)> = None;
        for band in within {
            if band.stretch.end <= right {
                first += 1;
            }
            let share = band.stretch.end.min(right) - band.stretch.start.max(left);
            if most.is_none_or(|(shares, _, _)| share >= shares) {
                most = Some((share, band.possible, band.stretch.begins));
            }
        }
        if let Some((_, possible, begins)) = most {
            let only = possible.only();
            let is_endless = begins == Edge::Open && only != Some(State::Unrecorded);
            let sign = if column == 0 && is_endless {
                "‹"
            } else {
                block(only)
            };
            canvas.put(column, sign, Role::Standing(possible));
        }
    }
    canvas
}

/// The marks of a row, on as few lines as they need.
fn marks(row: &Row, columns: &Columns) -> Vec<Canvas> {
    let mut lanes: Vec<Canvas> = Vec::new();
    let mut marks: Vec<&Mark> = row.marks.iter().collect();
    marks.sort_by(|one, other| one.at.total_cmp(&other.at));
    for mark in marks {
        let at = columns.column(mark.at);
        let (left, right) = mark.reach.map_or((at, at), |reach| {
            let right = columns.column(reach.end - 1e-9);
            (columns.column(reach.start).min(at), right.max(at))
        });
        let is_free = |lane: &Canvas| lane.is_blank(left, right + 1);
        let free = lanes.iter().position(is_free).unwrap_or(lanes.len());
        if free == lanes.len() && free < LANES {
            lanes.push(Canvas::new(columns.plot));
        }
        let Some(lane) = lanes.get_mut(free.min(LANES - 1)) else {
            continue;
        };
        if let Some(reach) = mark.reach {
            for column in left..=right {
                lane.put(column, "─", Role::Faint);
            }
            lane.put(left, end(reach.begins, "├", "‹"), Role::Faint);
            lane.put(right, end(reach.ends, "┤", "›"), Role::Faint);
        }
        if mark.gap {
            lane.put(at, "!", Role::Alert);
        } else {
            lane.put(at, mark.sort.sign(mark.inferred), Role::Plain);
        }
    }
    lanes
}

const fn end(edge: Edge, known: &'static str, beyond: &'static str) -> &'static str {
    match edge {
        Edge::Day => known,
        Edge::Beyond | Edge::Open => beyond,
    }
}

/// Where the name of a vacant post stands in its line, if it has room there.
pub(super) fn vacancy_label(post: &VacantPost, columns: &Columns) -> Option<usize> {
    let first = columns.column(post.stretches.first()?.stretch.start);
    let last = columns.column(post.stretches.last()?.stretch.end - 1e-9);
    let width = wide(&post.label.text());
    let before = first.checked_sub(width + 1);
    before.or_else(|| (last + 2 + width <= columns.plot).then_some(last + 2))
}

fn vacancy(post: &VacantPost, columns: &Columns) -> Canvas {
    let mut canvas = Canvas::new(columns.plot);
    for vacant in &post.stretches {
        let sign = if vacant.certain { "─" } else { "╌" };
        let left = columns.column(vacant.stretch.start);
        let right = columns.column(vacant.stretch.end - 1e-9).max(left);
        for column in left..=right {
            canvas.put(column, sign, Role::Plain);
        }
    }
    if let Some(column) = vacancy_label(post, columns) {
        canvas.write(column, &post.label.text(), Role::Faint);
    }
    canvas
}
