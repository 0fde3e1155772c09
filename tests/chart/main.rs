//! The picture of the timeline: what it shows is what the replay says, and nothing covers anything.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod axis;
mod drawing;
mod plan;
mod shown;
