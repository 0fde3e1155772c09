//! Any text at all in the list of events of a ledger that is otherwise sound.

#![no_main]

use detente_fuzz::{LEDGER, same};

libfuzzer_sys::fuzz_target!(|text: &str| {
    // What stands behind the entry may be drawn into it, or may end it.
    same(LEDGER.replace("  - MIDDLE\n", text));
});
