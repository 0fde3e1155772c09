//! Answers as JSON, one line each; docs/json.md tells what every key means.
//!
//! The number in a schema's name stands for a promise: keys may be added, but a key's meaning
//! never changes without a new number.

pub mod check;
pub mod comparison;
pub mod machine;
mod parts;
pub mod replay;
pub mod report;
pub mod status;
pub mod why;

use serde::Serialize;

/// One line of JSON, with a line break at its end.
fn line(answer: &impl Serialize) -> String {
    // Our own structs have string keys only and no fallible implementations, so this cannot fail.
    let mut text = serde_json::to_string(answer).unwrap_or_default();
    text.push('\n');
    text
}
