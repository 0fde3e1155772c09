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
mod spots;
mod yaml;

/// The ledger of the article.
const ARTICLE: &str = include_str!("../../channels.yaml");
