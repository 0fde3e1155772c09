//! A ledger so long that its text is not held, for tests.

use std::path::{Path, PathBuf};

use clap::Parser;

use super::arguments::LedgerArgument;

#[derive(Parser)]
struct CommandLine {
    #[command(flatten)]
    ledger: LedgerArgument,
}

/// The ledger in a file, as a command line names it.
pub(super) fn argument(path: &Path) -> LedgerArgument {
    CommandLine::parse_from([Path::new("detente"), Path::new("--file"), path]).ledger
}

/// A folder, and where a long ledger is to stand in it.
pub(super) fn place() -> (tempfile::TempDir, PathBuf) {
    #[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("ledger.yaml");
    (directory, path)
}

/// A long ledger, with a word in the summary of its last event.
pub(super) fn ledger(word: &str) -> String {
    let event = |number: usize, word: &str| {
        format!(
            "  - id: e-{number}\n    date: 2023-01-01\n    kind: sought\n    channels: [line]\n    \
             summary: {word}\n    sources: [wire]\n"
        )
    };
    let events: String = (0..10_000).map(|number| event(number, "Asked.")).collect();
    let last = event(10_000, word);
    let text = format!(
        "title: T\nparties: [{{id: USA, name: A}}, {{id: CHN, name: C}}]\n\
         channels: [{{id: line, name: L, parties: [USA, CHN]}}]\n\
         sources: [{{id: wire, outlet: W, title: T, published: 2023}}]\nevents:\n{events}{last}"
    );
    assert!(text.len() > 1 << 20, "it is read in passing");
    text
}
