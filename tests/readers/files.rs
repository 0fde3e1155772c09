//! Every ledger of the project, and the article's with something in it changed.

use std::path::{Path, PathBuf};
use std::{env, fs};

use detente::model::text::Text;

use super::ARTICLE;
use super::agreement::{same, same_bytes};
use super::changes::PIECES;

/// Every file below a folder.
pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut folders = vec![root];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_ledger_of_the_project_is_read_alike() {
    let folders = [
        "tests/ledgers",
        "tests/diagnostics",
        "tests/fmt",
        "docs/examples",
    ];
    let all: Vec<PathBuf> = folders.into_iter().flat_map(files).collect();
    assert!(all.len() > 80);
    for file in all {
        same_bytes(fs::read(file).unwrap());
    }
    same(ARTICLE);
    same(ARTICLE.replace('\n', "\r\n"));
    same(ARTICLE.replace('\n', "\r"));
    same(format!("\u{feff}{ARTICLE}"));
}

/// Every how many places something is changed; more often where more time is given.
fn step(few: usize) -> usize {
    let cases = env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse::<usize>().ok());
    // As many as `cargo test` asks for are few.
    cases.map_or(few, |cases| (few * 64 / cases.max(1)).max(1))
}

#[test]
fn the_article_without_a_line_or_with_one_twice_is_read_alike() {
    let lines: Vec<&str> = ARTICLE.split_inclusive('\n').collect();
    for place in (0..lines.len()).step_by(step(5)) {
        let (before, behind) = (lines[..place].concat(), lines[place + 1..].concat());
        let line = lines[place];
        same(format!("{before}{behind}"));
        same(format!("{before}{line}{line}{behind}"));
        same(format!("{before} {line}{behind}"));
        same(format!(
            "{before}{}{behind}",
            line.strip_prefix(' ').unwrap_or(line)
        ));
    }
}

#[test]
fn the_article_with_something_inserted_or_cut_off_is_read_alike() {
    for (turn, at) in (0..ARTICLE.len()).step_by(step(83)).enumerate() {
        let Some((before, behind)) = ARTICLE.split_at_checked(at) else {
            continue;
        };
        same(before);
        let piece = PIECES[turn % PIECES.len()];
        same(format!("{before}{piece}{behind}"));
        let mut characters = behind.chars();
        characters.next();
        same(format!("{before}{}", characters.as_str()));
    }
}

/// For a look at what a fuzzer has found.
#[test]
#[ignore = "asks for the names of files in DETENTE_TEXTS, with colons between them"]
fn texts_from_outside_are_read_alike() {
    for file in env::var("DETENTE_TEXTS").unwrap().split(':') {
        let text = fs::read_to_string(file).unwrap();
        let mut files = text.split("\n@@@\n");
        let main = files.next().unwrap();
        let included: Vec<&str> = files.collect();
        if included.is_empty() {
            same(main);
        } else {
            same(Text::of_files(
                main,
                included.into_iter().map(|file| ("included.yaml", file)),
            ));
        }
    }
}
