//! A ledger and a day to a timeline, and everything that follows from it.
//!
//! Pure: the day asked about and the evidence that counts come in as arguments.

pub mod admission;
pub mod asked;
pub mod bitemporal;
pub mod comparison;
pub mod course;
pub mod effect;
pub mod learning;
pub mod news;
pub mod next;
pub mod open_order;
pub mod report;
pub mod sensitivity;
pub mod stale;
pub mod status;
pub mod timeline;
pub mod why;
