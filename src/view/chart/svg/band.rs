//! The band of a spell: solid, hollow, half filled, dotted or hatched.

use crate::model::machine::{State, Status};
use crate::model::states::States;

use super::shape::{Hatch, Place, Px, Shape};
use crate::view::chart::Edge;

/// How high a band is.
pub(super) const HEIGHT: f64 = 14.0;
/// The stroke of an outline is as wide as that and lies within the band.
const STROKE: f64 = 1.5;
/// Over how many pixels a band fades in that begins no day.
const FADE: f64 = 28.0;

/// A band between two places, and how it begins and ends.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Extent {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) begins: Edge,
    pub(super) ends: Edge,
}

impl Extent {
    fn place(self, top: f64, height: f64) -> Place {
        // Not even a day on an axis of centuries is lost.
        Place::between(self.left, self.right.max(self.left + 1.0), top, height)
    }

    /// An outline without the sides on which the band goes on.
    fn outline(self, top: f64, height: f64) -> String {
        let inset = STROKE / 2.0;
        let (left, right) = match (self.begins, self.ends) {
            (Edge::Day, Edge::Day) => (self.left + inset, self.right - inset),
            (Edge::Day, Edge::Beyond | Edge::Open) => (self.left + inset, self.right),
            (Edge::Beyond | Edge::Open, Edge::Day) => (self.left, self.right - inset),
            (Edge::Beyond | Edge::Open, Edge::Beyond | Edge::Open) => (self.left, self.right),
        };
        let right = right.max(left);
        let (top, bottom) = (top + inset, top + height - inset);
        let side = |x: f64, edge: Edge| match edge {
            Edge::Day => format!("M{} {}V{}", Px(x), Px(top), Px(bottom)),
            Edge::Beyond | Edge::Open => String::new(),
        };
        let long = |y: f64| format!("M{} {}H{}", Px(left), Px(y), Px(right));
        [
            long(top),
            long(bottom),
            side(left, self.begins),
            side(right, self.ends),
        ]
        .concat()
    }
}

/// Draws a band; `title` is what a pointer that rests on it is told.
pub(super) fn draw(shapes: &mut Vec<Shape>, extent: Extent, possible: States, title: Option<&str>) {
    let whole = extent.place(extent.top, HEIGHT);
    let titled = |shape: Shape| match title {
        Some(title) => shape.titled(title.to_owned()),
        None => shape,
    };
    let half = HEIGHT / 2.0;
    match possible.only() {
        Some(State::Recorded(Status::Open)) => shapes.push(titled(Shape::filled("open", whole))),
        Some(State::Recorded(Status::Suspended)) => {
            shapes.push(titled(Shape::filled("ground", whole)));
            shapes.push(Shape::path("hollow", extent.outline(extent.top, HEIGHT)));
        }
        Some(State::Recorded(Status::Negotiating)) => {
            shapes.push(titled(Shape::filled("ground", whole)));
            shapes.push(Shape::path("upper", extent.outline(extent.top, HEIGHT)));
            let lower = extent.place(extent.top + half, half);
            shapes.push(titled(Shape::filled("negotiating", lower)));
        }
        Some(State::Unrecorded) => {
            let (left, right) = (Px(extent.left + 2.0), Px(extent.right - 2.0));
            let middle = Px(extent.top + half);
            let line = format!("M{left} {middle}H{right}");
            if right.0 > left.0 {
                shapes.push(titled(Shape::path("nothing", line)));
            }
        }
        None => shapes.push(titled(Shape::Box {
            class: "",
            fill: Some(Hatch::id(possible)),
            place: whole,
            title: None,
        })),
    }
    let is_recorded = possible.only() != Some(State::Unrecorded);
    if extent.begins == Edge::Open && is_recorded {
        let right = extent.right.min(extent.left + FADE);
        shapes.push(Shape::Box {
            class: "",
            fill: Some("fade".into()),
            place: Place::between(extent.left, right, extent.top, HEIGHT),
            title: None,
        });
    }
}
