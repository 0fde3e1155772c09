//! Names that stay the same from one run to the next, for feeds and calendars.
//!
//! A ledger is known by its title. Whoever changes that begins a new feed and a new calendar.

use sha2::{Digest, Sha256};

use super::imprint::hexadecimal;

/// A name for what some words stand for: a UUID of the sort that is made from a hash (version 8).
///
/// ```
/// use detente::view::identity::urn;
/// assert_eq!(urn(&["ledger", "line"]), urn(&["ledger", "line"]));
/// assert_ne!(urn(&["ledger", "line"]), urn(&["ledgerl", "ine"]));
/// assert!(urn(&["ledger"]).starts_with("urn:uuid:"));
/// ```
pub fn urn(words: &[&str]) -> String {
    let mut bytes = digest(words);
    // Where a UUID tells its version and its variant.
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hexadecimal(&bytes);
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..32],
    ];
    format!("urn:uuid:{}", parts.join("-"))
}

/// Sixteen hexadecimal digits for what some words stand for.
pub fn short(words: &[&str]) -> String {
    hexadecimal(&digest(words)[..8])
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
