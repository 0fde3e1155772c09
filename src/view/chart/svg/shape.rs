//! What the picture is made of: texts, boxes and paths, from back to front.

use std::fmt;

use crate::model::machine::{State, Status};
use crate::model::states::States;

/// A length in pixels, written with as many digits as one can see.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Px(pub(super) f64);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        // There is one zero.
        write!(f, "{}", if tenths == 0.0 { 0.0 } else { tenths })
    }
}

/// A part of the picture.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Shape {
    Text {
        class: &'static str,
        x: Px,
        y: Px,
        anchor: TextAnchor,
        text: String,
    },
    Box {
        class: &'static str,
        /// The pattern or gradient that fills it.
        fill: Option<String>,
        place: Place,
        /// What a pointer that rests on it is told.
        title: Option<String>,
    },
    Path {
        class: &'static str,
        d: String,
        title: Option<String>,
    },
}

/// Where a box is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Place {
    pub(super) x: Px,
    pub(super) y: Px,
    pub(super) width: Px,
    pub(super) height: Px,
}

impl Place {
    /// From a left to a right end.
    pub(super) fn between(left: f64, right: f64, top: f64, height: f64) -> Self {
        Self {
            x: Px(left),
            y: Px(top),
            width: Px((right - left).max(0.0)),
            height: Px(height),
        }
    }
}

/// Which end of a text is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TextAnchor {
    Start,
    End,
}

impl TextAnchor {
    /// The attribute that says so.
    pub(super) const fn attribute(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::End => " text-anchor=\"end\"",
        }
    }
}

impl Shape {
    pub(super) fn text(class: &'static str, x: f64, y: f64, text: impl Into<String>) -> Self {
        Self::anchored(class, x, y, TextAnchor::Start, text)
    }

    pub(super) fn anchored(
        class: &'static str,
        x: f64,
        y: f64,
        anchor: TextAnchor,
        text: impl Into<String>,
    ) -> Self {
        Self::Text {
            class,
            x: Px(x),
            y: Px(y),
            anchor,
            text: text.into(),
        }
    }

    pub(super) fn filled(class: &'static str, place: Place) -> Self {
        Self::Box {
            class,
            fill: None,
            place,
            title: None,
        }
    }

    pub(super) fn path(class: &'static str, d: String) -> Self {
        Self::Path {
            class,
            d,
            title: None,
        }
    }

    /// A line from top to bottom.
    pub(super) fn vertical(class: &'static str, x: f64, top: f64, bottom: f64) -> Self {
        // On half a pixel a line of one pixel is sharp.
        let x = x.floor() + 0.5;
        Self::path(class, format!("M{} {}V{}", Px(x), Px(top), Px(bottom)))
    }

    /// The same with something to tell a pointer that rests on it.
    pub(super) fn titled(self, text: String) -> Self {
        match self {
            Self::Text { .. } => self,
            Self::Box {
                class, fill, place, ..
            } => Self::Box {
                class,
                fill,
                place,
                title: Some(text),
            },
            Self::Path { class, d, .. } => Self::Path {
                class,
                d,
                title: Some(text),
            },
        }
    }
}

/// The class of what stands for a state.
pub(super) const fn class(state: State) -> &'static str {
    match state {
        State::Recorded(Status::Open) => "open",
        State::Recorded(Status::Suspended) => "suspended",
        State::Recorded(Status::Negotiating) => "negotiating",
        State::Unrecorded => "unrecorded",
    }
}

/// Stripes in the colours of the states that a channel may have been in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Hatch {
    pub(super) id: String,
    /// The class and the left end of each stripe.
    pub(super) stripes: Vec<(&'static str, usize)>,
    /// How wide all stripes are together.
    pub(super) side: usize,
}

impl Hatch {
    pub(super) fn of(states: States) -> Self {
        // Stripes are four wide and two apart, for two colours may differ in nothing but hue.
        const STEP: usize = 6;
        let stripes = (0..).step_by(STEP);
        let stripes: Vec<(&str, usize)> = states.iter().map(class).zip(stripes).collect();
        Self {
            id: Self::id(states),
            side: STEP * stripes.len(),
            stripes,
        }
    }

    pub(super) fn id(states: States) -> String {
        let classes: Vec<&str> = states.iter().map(class).collect();
        classes.join("-or-")
    }
}
