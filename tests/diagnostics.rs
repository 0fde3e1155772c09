//! Every sort of problem has a ledger that shows it, the exact words that `check` has for it,
//! and a section in docs/diagnostics.md, which is made here.
//!
//! `UPDATE=1 cargo test --test diagnostics` writes the expected texts and the document anew.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use detente::read::code::Code;

const INTRODUCTION: &str = "\
# Diagnostics

`detente check` reports every problem of a ledger in one run: what is wrong, where, and what to
do next. Each sort of problem has a code, which does not change from one release to the next. An
**error** must be mended before the ledger yields a status; a **warning** may be meant so
(`check --strict` fails on it all the same); a **note** is good to know. Of more than 50 the text shows the first 50
and how many there are; `--format json` gives all.

Each section below shows a small ledger with the problem and what `detente check --on 2023-12-31`
prints about it.
";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn fixture(code: Code) -> PathBuf {
    Path::new("tests/diagnostics").join(format!("{code}.yaml"))
}

/// A ledger with so many problems has no place in a document: it is made here.
fn too_many() -> (String, String) {
    let ledger = |repeated: &str| {
        format!(
            "title: Two capitals\n\
             parties: [{{id: USA, name: United States}}, {{id: CHN, name: China}}]\n\
             channels:\n  - {{id: hotline, name: Hotline, parties: [USA, CHN{repeated}]}}\n"
        )
    };
    (ledger(&", CHN".repeat(10_100)), ledger(", CHN, CHN, …"))
}

/// What `check` prints about a fixture.
fn printed(code: Code) -> String {
    if code == Code::TooMany {
        let (ledger, _) = too_many();
        let problems = detente::read::check(&ledger).diagnostics;
        assert_eq!(problems.len(), 10_001);
        let shown = detente::view::excerpt::render("ledger.yaml", &ledger, &problems[..1]);
        return anstream::adapter::strip_str(&shown).to_string();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(["check", "--on", "2023-12-31", "-f"])
        .arg(fixture(code))
        .current_dir(root())
        .env_clear()
        .output()
        .expect("the program runs");
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "",
        "`{code}`: standard error"
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Compares a text with a file, or writes the file if `UPDATE` is set.
fn compare(path: &Path, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(path), text).expect("the file can be written");
        return;
    }
    let expected = fs::read_to_string(root().join(path)).unwrap_or_default();
    assert!(
        expected == text,
        "{} is not what it should be; {}`UPDATE=1 cargo test` writes it anew",
        path.display(),
        first_difference(&expected, text)
    );
}

fn first_difference(expected: &str, found: &str) -> String {
    let (mut expected, mut found) = (expected.lines(), found.lines());
    let mut number = 1;
    loop {
        match (expected.next(), found.next()) {
            (None, None) => return "the line ends differ; ".into(),
            (old, new) if old == new => number += 1,
            (old, new) => {
                return format!(
                    "line {number} differs\n  file:  {}\n  found: {}\n",
                    old.unwrap_or("(the end)"),
                    new.unwrap_or("(the end)")
                );
            }
        }
    }
}

fn ledger(code: Code) -> Vec<u8> {
    if code == Code::TooMany {
        return too_many().1.into_bytes();
    }
    fs::read(root().join(fixture(code)))
        .unwrap_or_else(|_| panic!("{} is missing", fixture(code).display()))
}

fn section(code: Code) -> String {
    let ledger = ledger(code);
    let ledger: String = String::from_utf8_lossy(&ledger)
        .chars()
        .map(|c| {
            if c.is_control() && c != '\n' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect();
    let mut section = String::new();
    let _ = write!(
        section,
        "\n## {code}\n\n{}. {}\n\n```yaml\n{ledger}```\n\n```text\n{}```\n",
        capitalised(code.severity().word()),
        code.why(),
        printed(code)
    );
    section
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

#[test]
fn every_code_has_a_fixture_whose_first_problem_it_is() {
    for &code in Code::ALL {
        let text = printed(code);
        let heading = format!("{}[{code}]: ", code.severity().word());
        assert!(text.starts_with(&heading), "`{code}` comes first:\n{text}");
        compare(&fixture(code).with_extension("txt"), &text);
    }
}

#[test]
fn every_fixture_has_a_code() {
    let known: BTreeSet<String> = Code::ALL
        .iter()
        .flat_map(|code| [format!("{code}.txt"), format!("{code}.yaml")])
        .collect();
    for entry in fs::read_dir(root().join("tests/diagnostics")).expect("the fixtures") {
        let name = entry.expect("a fixture").file_name();
        let name = name.to_string_lossy();
        assert!(known.contains(&*name), "no code is called as {name}");
    }
}

#[test]
fn names_are_kebab_case_and_unique() {
    let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len());
    let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    assert!(names.iter().all(|name| name.chars().all(is_kebab)));
}

#[test]
fn the_document_has_a_section_for_every_code() {
    let mut document = INTRODUCTION.to_owned();
    for &code in Code::ALL {
        document.push_str(&section(code));
    }
    compare(Path::new("docs/diagnostics.md"), &document);
}
