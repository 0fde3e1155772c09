//! The two readers have one meaning: ledger, problems and places are the same by either.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod agreement;

/// A text from outside, for a look at what a fuzzer has found.
#[test]
#[ignore = "asks for files: DETENTE_TEXTS"]
fn texts_from_outside() {
    for file in std::env::var("DETENTE_TEXTS").unwrap().split(':') {
        agreement::same_bytes(std::fs::read(file).unwrap());
    }
}
