//! Any text at all as a ledger, or as its files.

#![no_main]

use detente_fuzz::{files, same};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if text.contains("\n@@@\n") {
        same(files(text));
    } else {
        same(text);
    }
});
