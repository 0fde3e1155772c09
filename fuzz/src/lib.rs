//! What the fuzzer asks of every text: that both readers say the same of it.

use detente::model::progress::Progress;
use detente::model::text::Text;
use detente::read::{Checked, Reader, check_by, check_in_passing};

/// Reads a text by both readers, and in passing where that is possible, and panics where they differ.
///
/// # Panics
///
/// If the ledgers, the problems or the places of sections and entries are not the same.
pub fn same(text: impl Into<Text>) {
    let text = text.into();
    let fast = check_by(Reader::Fast, &text);
    let general = check_by(Reader::General, &text);
    assert_eq!(fast.diagnostics, general.diagnostics, "\n{}", text.as_str());
    assert_eq!(fast.layouts, general.layouts, "\n{}", text.as_str());
    assert_eq!(fast.ledger, general.ledger, "\n{}", text.as_str());
    same_in_passing(&text, &fast);
}

/// Reads a text of one file in passing, a few bytes at a time.
fn same_in_passing(text: &Text, whole: &Checked) {
    const STEP: usize = 60;
    let is_one_file = text.files().len() == 1;
    let bytes = text.as_str().as_bytes().to_vec();
    let passed = is_one_file.then(|| check_in_passing(bytes, STEP, &Progress::new()));
    if let Some((passed, checked)) = passed.flatten() {
        assert_eq!(checked.diagnostics, whole.diagnostics, "\n{}", text.as_str());
        assert_eq!(checked.ledger, whole.ledger, "\n{}", text.as_str());
        assert!(!passed.is_lost());
    }
}

/// The text of a ledger and of the files that it includes, between lines of `@@@`.
pub fn files(text: &str) -> Text {
    let mut files = text.split("\n@@@\n");
    let main = files.next().unwrap_or_default();
    Text::of_files(main, files.map(|file| ("included.yaml", file)))
}

/// A sound ledger with a place among its events for another.
pub const LEDGER: &str = "\
title: Two capitals
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels:
  - {id: line, name: The line, parties: [USA, CHN]}
  - {id: talks, name: The talks, parties: [USA, CHN]}
sources:
  - {id: wire, outlet: Wire, title: Cut, published: 2023-12-01}
  - {id: post, outlet: Post, title: Cut, published: 2023-12-02, reliability: B}
events:
  - id: first
    date: 2023-01-02
    kind: opened
    channels: [line]
    by: USA
    summary: The line is opened.
    sources: [wire]
  - MIDDLE
  - id: last
    date: 2023-11
    kind: suspended
    channels: [line]
    cause: first
    summary: The line is cut.
    sources: [{source: wire, at: ¶2, credibility: 2}]
";
