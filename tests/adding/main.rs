//! Adding, correcting and withdrawing: what users read, what is refused, what is offered instead.

#![allow(
    clippy::allow_attributes,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "../support/mod.rs"]
mod support;

mod admissions;
mod batches;
mod diffs;
mod effects;
mod growing;
mod layout;
mod long;
mod offers;
mod texts;
