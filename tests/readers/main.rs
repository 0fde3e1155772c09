//! The two readers have one meaning: ledger, problems and places are the same by either.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod agreement;
mod border;
mod changes;
mod files;
mod found;
mod generated;
mod large;
mod passing;
mod program;
#[path = "../fmt/scribe.rs"]
mod scribe;
mod spots;
#[path = "../support/mod.rs"]
mod support;
mod yaml;

/// The ledger of the article.
const ARTICLE: &str = include_str!("../../channels.yaml");
