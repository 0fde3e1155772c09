//! What the fuzzer asks of every text: that both readers say the same of it.

use detente::model::text::Text;
use detente::read::{Reader, check_by};

/// Reads a text by both readers, and panics where they differ.
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
