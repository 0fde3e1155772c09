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

use support::{Directory, Run, detente, run, run_on};

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
fn a_report_in_a_file_is_neither_coloured_nor_as_narrow_as_the_terminal() {
    let ledger = fs::read_to_string("channels.yaml").unwrap();
    let directory = Directory::with_ledger("report", &ledger);
    let mut command = detente(&["report", "--on", "2023-12-31", "-o", "report.txt"]);
    command.env("CLICOLOR_FORCE", "1").env("COLUMNS", "50");
    run(command.current_dir(&directory.0));
    let written = fs::read_to_string(directory.0.join("report.txt")).unwrap();
    assert_eq!(written, report("--on 2023-12-31").stdout);
}

#[cfg(unix)]
#[test]
fn a_report_goes_where_a_link_leads_and_may_be_read_by_whom_new_files_may() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let ledger = fs::read_to_string("channels.yaml").unwrap();
    let directory = Directory::with_ledger("report", &ledger);
    let path = |name: &str| directory.0.join(name);
    directory.write("old.txt", "an older report");
    symlink("old.txt", path("link.txt")).unwrap();
    for file in ["link.txt", "new.txt"] {
        assert_eq!(
            directory
                .run(&["report", "--on", "2023-12-31", "-o", file])
                .code,
            Some(0)
        );
    }
    assert!(path("link.txt").is_symlink());
    let read = |name: &str| fs::read_to_string(path(name)).unwrap();
    assert_eq!(read("old.txt"), read("new.txt"));
    let mode = |name: &str| fs::metadata(path(name)).unwrap().permissions().mode();
    assert_eq!(mode("new.txt"), mode("channels.yaml"));
}

#[test]
fn every_format_begins_on_the_day_that_was_asked_for() {
    for (format, part) in [
        ("text", "events told: from 2023-09-01 on"),
        ("markdown", "events told: from 2023-09-01 on"),
        ("html", "events told: from 2023-09-01 on"),
        ("json", "\"since\":\"2023-09-01\""),
        ("svg", "2023-09-01 to "),
    ] {
        let text = report(&format!(
            "--on 2023-12-31 --format {format} --since 2023-09-01"
        ))
        .stdout;
        assert!(text.contains(part), "{format}");
        let whole = report(&format!("--on 2023-12-31 --format {format}")).stdout;
        assert!(!whole.contains(part), "{format}");
    }
}

#[test]
fn pictures_and_comparisons_go_to_files_too() {
    let ledger = fs::read_to_string("channels.yaml").unwrap();
    let directory = Directory::with_ledger("targets", &ledger);
    for line in [
        "timeline --on 2023-12-31 --format svg",
        "timeline --on 2023-12-31",
        "diff --on 2023-11-20..2023-12-31 --format markdown",
        "diff --on 2023-11-20..2023-12-31",
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let printed = directory.run(&arguments).stdout;
        let written = directory.run(&[&arguments[..], &["-o", "answer"]].concat());
        assert_eq!(written.stdout, "the report is in `answer`\n", "{line}");
        assert_eq!(
            fs::read_to_string(directory.0.join("answer")).unwrap(),
            printed,
            "{line}"
        );
        let lost = directory.run(&[&arguments[..], &["-o", "channels.yaml"]].concat());
        assert_eq!(lost.code, Some(2), "{line}");
    }
    assert_eq!(directory.ledger(), ledger);
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

/// A channel that was cut, asked for in vain, and is to be opened again from a status that it has not.
const SOURCED: &str = "\
title: T
parties: [{id: USA, name: A}, {id: CHN, name: B}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
sources:
  - id: wire
    outlet: Wire
    title: Cut
    author: Jane Doe
    published: 2023-02-06
    reliability: B
    url: https://example.org/cut
    archive: https://archive.example/cut
events:
  - id: rumour
    date: 2023-02-01
    kind: context
    summary: A balloon.
    sources: [{source: wire, credibility: 5}]
  - id: cut
    date: 2023-02-04
    kind: suspended
    channels: [line]
    cause: rumour
    summary: Cut.
    sources: [{source: wire, credibility: 2}]
  - id: talk
    date: 2023-02-05/2023-02-20
    kind: talks
    channels: [line]
    summary: They talk.
    sources: [{source: wire, credibility: 5}]
  - id: refused
    date: 2023-02-21
    kind: declined
    channels: [line]
    summary: Not now.
    sources: [{source: wire, credibility: 2}]
  - id: failed
    date: 2024-05-01
    kind: collapsed
    channels: [line]
    summary: Over.
    sources: [{source: wire, credibility: 2}]
";

#[test]
fn a_report_of_good_evidence_alone_tells_what_is_left_and_by_what_floor() {
    let arguments = ["report", "--on", "2023-12-31", "--min-grade", "B3"];
    let text = run_on(SOURCED.as_bytes(), &arguments).stdout;
    let begins =
        "T on 2023-12-31, by evidence of B3 or better\nThe line: suspended, since 2023-02-04\n";
    assert!(text.starts_with(begins), "{text}");
    let lines = |wanted: &str| text.lines().filter(|line| line.contains(wanted)).count();
    assert_eq!(lines("A balloon."), 0, "{text}");
    assert_eq!(
        lines("Not now."),
        2,
        "once in the history and once unheard: {text}"
    );
    assert_eq!(
        lines("2024-05-01"),
        0,
        "what is to come is no gap yet: {text}"
    );
    assert_eq!(lines("evidence: B3 or better"), 1, "{text}");
    let source = "Wire: Jane Doe, “Cut”, 2023-02-06 [wire], B: usually reliable, https://example.org/cut, \
                  https://archive.example/cut\n";
    assert!(text.contains(source), "{text}");
}

#[test]
fn of_a_single_channel_the_headline_says_what_it_may_be() {
    let text = run_on(SOURCED.as_bytes(), &["report", "--on", "2023-02-10"]).stdout;
    let headline = text.lines().nth(1).unwrap();
    assert_eq!(headline, "The line: suspended or negotiating");
}
