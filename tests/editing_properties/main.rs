//! Any series of changes of any ledger: what is meant is done, and nothing else.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod entries;
mod hostile;
mod keeps;
mod look;
mod model;
mod placement;
mod plan;
mod series;
mod shapes;
mod text;
