//! What changed between two days, word for word: the transcripts beside this file.

#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use support::transcript::assert_transcript;

fn ledger(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn the_article_between_two_days_and_between_what_was_known_on_them() {
    assert_transcript("comparison/article.txt", &ledger("channels.yaml"));
}

#[test]
fn two_briefs_on_what_came_after_the_article() {
    let after = ledger("tests/ledgers/after-the-article.yaml");
    assert_transcript("comparison/after.txt", &after);
}

#[test]
fn every_way_in_which_an_answer_changes() {
    assert_transcript(
        "comparison/changes.txt",
        &ledger("tests/ledgers/changes.yaml"),
    );
}

#[test]
fn what_cannot_be_compared_is_refused_with_what_to_write() {
    assert_transcript("comparison/usage.txt", &ledger("channels.yaml"));
}
