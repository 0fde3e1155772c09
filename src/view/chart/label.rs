//! Labels that never overlap, whatever the width of the picture.
//!
//! A label hangs from a point of the axis, so that any two drift apart as the plot grows. For each
//! pair there is then one width from which on they are clear of each other; a label [fits from](Label::fits_from)
//! the greatest of these on. A page of fluid width can so decide by its style sheet alone what it shows.

use super::set_width;

/// Clear space beside a label, in pixels, which counts as part of it.
pub const GAP: u32 = 6;

/// The widest plot for which labels are placed, in pixels.
pub const WIDEST: u32 = 2400;

/// The `fits_from` of a label that is shown at no width.
pub const NEVER: u32 = u32::MAX;

/// On which side of its point a label stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Anchor {
    /// It begins there and reads to the right.
    Start,
    /// It ends there.
    End,
}

/// A text with its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// The text, one line or several, as the ledger or the catalogue has it.
    pub lines: Vec<String>,
    /// The point of the axis from which it hangs: 0 to 1.
    pub at: f64,
    /// On which side of it.
    pub anchor: Anchor,
    /// Its estimated width in pixels with the [`GAP`], set in [`set_width::LABEL_PX`].
    pub width: u32,
    /// The smallest plot, in pixels, in which it overlaps no label of higher priority and stays within the
    /// plot; from there on it may be shown. [`NEVER`] if there is none.
    pub fits_from: u32,
}

impl Label {
    /// A label that has not been placed among others yet.
    pub(super) fn new(lines: Vec<String>, at: f64, anchor: Anchor) -> Self {
        let widths = lines.iter().map(|line| set_width::label(line));
        let width = widths.max().unwrap_or(0) + GAP;
        Self {
            lines,
            at,
            anchor,
            width,
            fits_from: 0,
        }
    }

    /// Its lines as one.
    pub fn text(&self) -> String {
        self.lines.join(" ")
    }

    /// Whether it may be shown in a plot.
    pub fn fits(&self, plot_width: f64) -> bool {
        f64::from(self.fits_from) <= plot_width
    }

    /// What it covers of a plot, in pixels from the plot's left end.
    pub fn extent(&self, plot_width: f64) -> (f64, f64) {
        let (point, reach) = (self.at * plot_width, self.reach_from(self.anchor));
        (point - reach.left, point + reach.right)
    }

    /// What it would cover on a side of its point.
    pub(super) fn reach_from(&self, anchor: Anchor) -> Reach {
        let width = f64::from(self.width);
        let (left, right) = match anchor {
            Anchor::Start => (0.0, width),
            Anchor::End => (width, 0.0),
        };
        Reach {
            at: self.at,
            left,
            right,
        }
    }
}

/// What something covers of a plot: pixels on both sides of a point of the axis.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Reach {
    at: f64,
    left: f64,
    right: f64,
}

impl Reach {
    /// A line across.
    pub(super) fn line(at: f64) -> Self {
        Self {
            at,
            left: 0.0,
            right: 0.0,
        }
    }

    /// The smallest plot within which it stays.
    pub(super) fn within(self) -> u32 {
        least_plot(self.left, self.at).max(least_plot(self.right, 1.0 - self.at))
    }

    /// The smallest plot in which the two are clear of each other.
    pub(super) fn clear_of(self, other: Self) -> u32 {
        let (one, next) = if self.at <= other.at {
            (self, other)
        } else {
            (other, self)
        };
        if one.at < next.at {
            return least_plot(one.right + next.left, next.at - one.at);
        }
        // On one point they are clear of each other back to back only, and then always.
        let is_clear = |one: Self, next: Self| one.right + next.left <= 0.0;
        if is_clear(one, next) || is_clear(next, one) {
            0
        } else {
            NEVER
        }
    }
}

/// The smallest plot, in pixels, of which a share has so many.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is no less than zero, and a cast of what is too much gives the most there is"
)]
pub(super) fn least_plot(pixels: f64, share: f64) -> u32 {
    if pixels <= 0.0 {
        0
    } else if share > 0.0 {
        (pixels / share).ceil() as u32
    } else {
        NEVER
    }
}
