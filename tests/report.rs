//! Reports word for word, and what a report of any format owes to whoever makes it again.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::path::Path;
use std::{env, fs};

mod support;

use support::{Directory, Run, detente, run};

fn report(line: &str) -> Run {
    let arguments: Vec<&str> = line.split(' ').collect();
    run(detente(&["report"]).args(arguments))
}

/// Holds a report to a file under `tests/reports`, or writes that where `UPDATE` is set.
#[track_caller]
fn assert_report(file: &str, line: &str) {
    let answer = report(line);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/reports")
        .join(file);
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &answer.stdout).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap();
    assert!(
        answer.stdout == expected,
        "{file} is not what `detente report {line}` says; `UPDATE=1 cargo test --test report` rewrites it"
    );
}

#[test]
fn the_report_of_the_article_word_for_word() {
    assert_report("article.txt", "--on 2023-12-31");
    assert_report("article.md", "--on 2023-12-31 --format markdown");
    assert_report(
        "article.de.md",
        "--on 2023-12-31 --format markdown --lang de",
    );
}

#[test]
fn a_report_of_an_earlier_day_by_what_was_known_then_word_for_word() {
    assert_report(
        "known.txt",
        "attache-line defence-ministers --on 2023-11-20 --known 2023-11-20 --since 2023-01-01",
    );
}

#[test]
fn what_a_report_left_out_unheard_and_between_is_told_word_for_word() {
    assert_report(
        "changes.txt",
        "--file tests/ledgers/changes.yaml --on 2024-06-30",
    );
}

#[test]
fn ten_runs_give_the_same_bytes_in_every_format_and_language() {
    for format in ["text", "markdown", "html", "json", "svg"] {
        for lang in ["en", "de"] {
            let line = format!("--on 2023-12-31 --format {format} --lang {lang}");
            let first = report(&line);
            assert_eq!(first.code, Some(0));
            assert!((1..10).all(|_| report(&line) == first), "{line}");
        }
    }
}

#[test]
fn every_format_names_the_ledgers_bytes_and_the_two_days() {
    let ledger = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("channels.yaml")).unwrap();
    let sha256 = detente::view::imprint::Imprint::of(&ledger).sha256;
    for format in ["text", "markdown", "html", "json"] {
        let line = format!("--on 2023-12-30 --known 2023-12-29 --format {format}");
        let text = report(&line).stdout;
        for wanted in [
            sha256.as_str(),
            "2023-12-30",
            "2023-12-29",
            env!("CARGO_PKG_VERSION"),
        ] {
            assert!(text.contains(wanted), "{format}: {wanted}");
        }
    }
    let picture = report("--on 2023-12-30 --known 2023-12-29 --format svg").stdout;
    assert!(picture.contains(&sha256[..12]) && picture.contains("2023-12-29"));
}

#[test]
fn a_report_goes_to_a_file_whole_and_never_into_the_ledgers_place() {
    let ledger = fs::read_to_string("channels.yaml").unwrap();
    let directory = Directory::with_ledger("report", &ledger);
    let to = |file: &str| directory.run(&["report", "--on", "2023-12-31", "-o", file]);
    assert_eq!(to("report.txt").stdout, "the report is in `report.txt`\n");
    let written = fs::read_to_string(directory.0.join("report.txt")).unwrap();
    assert_eq!(written, report("--on 2023-12-31").stdout);
    assert_eq!(
        to("report.txt").code,
        Some(0),
        "an older report is replaced"
    );

    let lost = to("./channels.yaml");
    assert_eq!(lost.code, Some(2));
    assert_eq!(
        lost.stderr,
        "error: `./channels.yaml` is the ledger, and a report in its place would lose it; name another file\n"
    );
    assert_eq!(directory.ledger(), ledger);
    let nowhere = to("no/such/place.txt");
    assert_eq!(
        nowhere.stderr,
        "error: there is no directory for `no/such/place.txt`; make it, or name another file\n"
    );
    assert_eq!(to("-").stdout, written);
    assert_eq!(directory.names(), ["channels.yaml", "report.txt"]);
}

#[test]
fn a_report_cannot_begin_after_the_day_that_it_is_about() {
    let answer = report("--on 2023-12-31 --since 2024-01-01");
    assert_eq!(
        answer.stderr,
        "error: nothing is told from 2024-01-01 on, for the day asked about is 2023-12-31; name an earlier \
         `--since` or a later `--on`\n"
    );
    assert_eq!(answer.code, Some(2));
}
