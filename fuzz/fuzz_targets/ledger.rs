//! Any text at all as a ledger.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| detente_fuzz::same(text));
