//! Any series of changes of any ledger: what is meant is done, and nothing else.

#![expect(clippy::unwrap_used, reason = "a test may panic")]
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "values of JSON are no enum of ours"
)]

mod entries;
mod hostile;
mod in_passing;
mod keeps;
mod look;
mod model;
mod placement;
mod plan;
mod series;
mod several_files;
mod shapes;
mod text;
