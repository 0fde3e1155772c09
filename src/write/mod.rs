//! Changes of a ledger to changes of its text: YAML that reads back as what was meant.
//!
//! [`edit::edit`] is the way from a [`change::Change`] to a new text. It stands on `read`, for what it
//! hands out has been read and checked again.

pub mod batch;
pub mod change;
pub mod edit;
pub mod entry;
pub mod init;
mod keys;
pub mod layout;
mod lines;
mod place;
mod scalar;
mod section;
mod sheet;
pub mod splice;
mod splicing;
mod style;
mod sum;
mod target;
mod withdrawal;
mod yaml;

pub use layout::format;
