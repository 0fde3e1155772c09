//! Names that stay the same from one run to the next, for feeds and calendars.
//!
//! A ledger is known by its title. Whoever changes that begins a new feed and a new calendar.

use sha2::{Digest, Sha256};

/// A name for what some words stand for: a UUID of the sort that is made from a hash (version 8).
///
/// ```
/// use detente::view::identity::urn;
/// assert_eq!(urn(&["ledger", "line"]), urn(&["ledger", "line"]));
/// assert_ne!(urn(&["ledger", "line"]), urn(&["ledgerl", "ine"]));
/// assert!(urn(&["ledger"]).starts_with("urn:uuid:"));
/// ```
pub fn urn(words: &[&str]) -> String {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] = digest(words);
    let hex = |bytes: &[u8]| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
    format!(
        "urn:uuid:{}-{}-{}-{}-{}",
        hex(&[a, b, c, d]),
        hex(&[e, f]),
        hex(&[g & 0x0f | 0x80, h]),
        hex(&[i & 0x3f | 0x80, j]),
        hex(&[k, l, m, n, o, p])
    )
}

/// Sixteen hexadecimal digits for what some words stand for.
pub fn short(words: &[&str]) -> String {
    let bytes = digest(words).into_iter().take(8);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

fn digest(words: &[&str]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for word in words {
        // The length keeps two words from looking like one.
        hasher.update((word.len() as u64).to_be_bytes());
        hasher.update(word.as_bytes());
    }
    hasher.finalize().into()
}
