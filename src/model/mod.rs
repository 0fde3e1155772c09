//! What the ledger is about: the status machine, dates, grades, ids and the ledger's own types.
//!
//! The lowest floor: pure values; no reading of text, no files, no clock.

pub mod belief;
pub mod channel;
pub mod date;
pub mod disclosure;
pub mod event;
pub mod events;
pub(crate) mod filed;
pub mod grade;
pub mod id;
pub mod kind;
pub mod ledger;
pub mod machine;
pub mod order;
pub(crate) mod orders;
pub(crate) mod parallel;
pub mod party;
pub mod post;
pub mod progress;
pub(crate) mod short;
pub mod source;
pub mod span;
pub mod states;
pub mod status;
pub mod text;
