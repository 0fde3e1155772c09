//! From text to a checked ledger: text → spanned tree → raw → [`Ledger`], with diagnostics.
//!
//! [`check()`] is the only way to a `Ledger`. It never stops at the first problem: every entry is
//! read, every problem gets a [`Code`], a place in the text and a word of help.
//!
//! [`Ledger`]: crate::model::ledger::Ledger
//! [`Code`]: code::Code

mod again;
mod audit;
mod block;
mod bounded;
mod characters;
mod check;
mod circle;
pub mod code;
pub mod diagnostic;
pub(crate) mod entry;
mod files;
pub mod format;
pub mod include;
pub mod layout;
mod look;
mod offsets;
pub(crate) mod parts;
mod passing;
mod portion;
mod raw;
mod reader;
pub(crate) mod record;
mod regular;
mod resolve;
#[cfg(test)]
pub(crate) mod sample;
pub mod severity;
pub mod source_map;
mod spanned;
pub(crate) mod suggest;
mod syntax;
pub(crate) mod tree;
mod value;
mod window;

pub(crate) use again::check_again;
pub(crate) use characters::LARGEST_LEDGER;
pub use characters::{decode, decode_files};
pub use check::{Begun, Checked, Reader, begin, check, check_by};
pub(crate) use parts::nodes;
pub use passing::{STEP, check_in_passing};

/// The definition of the whole format: the outermost mapping, and through its keys every other.
///
/// ```
/// use detente::read::LEDGER;
/// assert!(LEDGER.fields.iter().any(|field| field.key == "events"));
/// ```
pub const LEDGER: &format::Record = raw::FRAME;
