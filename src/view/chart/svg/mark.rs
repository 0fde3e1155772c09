//! The signs of events, and the lines over the days on which they may have happened.

use crate::view::chart::row::{Mark, Sort};
use crate::view::chart::{Edge, Stretch};

use super::shape::{Px, Shape};

/// Half the width and height of a sign.
pub(super) const HALF: f64 = 4.0;
/// How far apart the lines of signs below a band are.
pub(super) const LANE: f64 = 12.0;
/// How many lines of signs a row has at the most; in the last one they may cover each other.
const LANES: usize = 4;

/// Which line each mark stands in, so that they cover each other as little as may be.
pub(super) fn lanes(marks: &[Mark], plot_width: f64) -> Vec<usize> {
    let mut ends = [f64::NEG_INFINITY; LANES];
    let mut order: Vec<(usize, f64, f64)> = marks
        .iter()
        .enumerate()
        .map(|(index, mark)| {
            let sign = (
                mark.at * plot_width - HALF - 1.0,
                mark.at * plot_width + HALF + 1.0,
            );
            let reach = mark.reach.map_or(sign, |reach| {
                (reach.start * plot_width, reach.end * plot_width)
            });
            (index, sign.0.min(reach.0), sign.1.max(reach.1))
        })
        .collect();
    order.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut lanes = vec![0; marks.len()];
    for (index, start, end) in order {
        let free = ends
            .iter()
            .position(|taken| *taken <= start)
            .unwrap_or(LANES - 1);
        if let (Some(lane), Some(taken)) = (lanes.get_mut(index), ends.get_mut(free)) {
            *lane = free;
            *taken = taken.max(end);
        }
    }
    lanes
}

/// The sign of an event about a point.
pub(super) fn sign(sort: Sort, inferred: bool, x: f64, y: f64) -> Shape {
    let class = if inferred { "mark inferred" } else { "mark" };
    let corner = |(dx, dy): &(f64, f64)| format!("{} {}", Px(x + dx), Px(y + dy));
    let corners: Vec<String> = corners(sort).iter().map(corner).collect();
    Shape::path(class, format!("M{}Z", corners.join("L")))
}

/// The corners of a sign about its middle.
fn corners(sort: Sort) -> &'static [(f64, f64)] {
    match sort {
        Sort::Sets => &[(0.0, -4.0), (3.6, 3.0), (-3.6, 3.0)],
        Sort::Contact => &[(0.0, -4.0), (4.0, 0.0), (0.0, 4.0), (-4.0, 0.0)],
        Sort::Sought => &[(-3.0, -3.6), (4.0, 0.0), (-3.0, 3.6)],
        Sort::Declined => &[
            (-3.6, -2.2),
            (-2.2, -3.6),
            (0.0, -1.4),
            (2.2, -3.6),
            (3.6, -2.2),
            (1.4, 0.0),
            (3.6, 2.2),
            (2.2, 3.6),
            (0.0, 1.4),
            (-2.2, 3.6),
            (-3.6, 2.2),
            (-1.4, 0.0),
        ],
        Sort::Unanswered => &[(-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)],
        Sort::Confirmed => &[
            (-4.0, 0.2),
            (-2.6, -1.2),
            (-1.2, 0.4),
            (2.6, -3.6),
            (4.0, -2.2),
            (-1.2, 3.6),
        ],
    }
}

/// The line over the days on which something may have happened.
pub(super) fn reach(stretch: &Stretch, x: impl Fn(f64) -> f64, y: f64) -> Shape {
    let (left, right) = (x(stretch.start), x(stretch.end));
    let mut d = format!("M{} {}H{}", Px(left), Px(y), Px(right));
    for (at, edge, inwards) in [(left, stretch.begins, 4.0), (right, stretch.ends, -4.0)] {
        d.push_str(&match edge {
            Edge::Day => format!("M{} {}V{}", Px(at), Px(y - 2.5), Px(y + 2.5)),
            Edge::Beyond | Edge::Open => {
                let (base, top, bottom) = (Px(at + inwards), Px(y - 2.5), Px(y + 2.5));
                format!("M{base} {top}L{} {}L{base} {bottom}", Px(at), Px(y))
            }
        });
    }
    Shape::path("reach", d)
}
