//! A small ledger for tests.

use std::fmt::Write;

use crate::model::ledger::Ledger;

use super::check;

/// A ledger with the channels `one` and `two`, the source `wire`, and some events, each the inside of a mapping that
/// lacks only its summary and its source.
///
/// # Panics
///
/// If something is wrong with them.
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
pub(crate) fn ledger(events: impl IntoIterator<Item = String>) -> Ledger {
    let mut text = "title: T\n\
        parties: [{id: USA, name: A}, {id: CHN, name: C}]\n\
        channels: [{id: one, name: O, parties: [USA, CHN]}, {id: two, name: T, parties: [USA, CHN]}]\n\
        sources: [{id: wire, outlet: W, title: N, published: 2030}]\n\
        events:\n"
        .to_owned();
    for event in events {
        writeln!(text, "  - {{{event}, summary: S., sources: [wire]}}").unwrap();
    }
    check(text.as_str()).ledger.unwrap()
}
