//! Ledgers of several files.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;

use support::Directory;

const MAIN: &str = "\
title: Two capitals
include: [sources.yaml, \"events/*.yaml\"]
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
";
const SOURCES: &str = "sources: [{id: wire, outlet: Wire, title: News, published: 2024-06-05}]\n";
const BEGINNING: &str = "\
events:
  - id: first-call
    date: 2022-05
    kind: opened
    channels: [line]
    summary: The line is used for the first time.
    sources: [wire]
";
const END: &str = "\
events:
  - id: cut
    date: 2023-02
    kind: suspended
    channels: [line]
    summary: The line is cut.
    sources: [wire]
";

fn parted(name: &str) -> Directory {
    let directory = Directory::with_ledger(name, MAIN);
    fs::create_dir(directory.0.join("events")).unwrap();
    directory.write("sources.yaml", SOURCES);
    directory.write("events/2022.yaml", BEGINNING);
    directory.write("events/2023.yaml", END);
    directory
}

fn whole() -> String {
    let main = MAIN.replace("include: [sources.yaml, \"events/*.yaml\"]\n", "");
    let events = END.strip_prefix("events:\n").unwrap();
    format!("{main}{SOURCES}{BEGINNING}{events}")
}

#[test]
fn the_answers_are_those_of_one_file() {
    let parted = parted("include-answers");
    let whole = Directory::with_ledger("include-whole", &whole());
    for arguments in [
        &["status", "--on", "2023-06-01", "--format", "json"][..],
        &["replay", "--on", "2023-06-01"],
        &["why", "line", "--on", "2022-12-01"],
    ] {
        let run = parted.run(arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(run, whole.run(arguments));
        let general = [&["--reader", "general"], arguments].concat();
        assert_eq!(run, parted.run(&general));
    }
}

#[test]
fn a_problem_names_its_file_and_the_line_there() {
    let directory = parted("include-problem");
    directory.write("events/2023.yaml", &END.replace("[wire]", "[wier]"));
    let text = directory.run(&["check"]).stdout;
    assert!(text.contains(" --> events/2023.yaml:7:15\n"), "{text}");
    let json = directory.run(&["check", "--format", "json"]).stdout;
    assert!(
        json.contains("\"file\":\"events/2023.yaml\"") && json.contains("\"line\":7"),
        "{json}"
    );
    let github = directory.run(&["check", "--format", "github"]).stdout;
    assert!(github.contains("file=events/2023.yaml,line=7"), "{github}");
}

#[test]
fn an_id_is_unique_over_all_files() {
    let directory = parted("include-twice");
    directory.write(
        "events/2023.yaml",
        &END.replace("id: cut", "id: first-call"),
    );
    let run = directory.run(&["check"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout
            .contains("another event has the id `first-call` already"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("events/2022.yaml:2:9"),
        "{}",
        run.stdout
    );
}

#[test]
fn nothing_outside_the_folder_is_read() {
    let directory = parted("include-outside");
    let outside = Directory::with_ledger("include-outside-other", END);
    for path in [
        "../x.yaml".to_owned(),
        outside.0.join("channels.yaml").display().to_string(),
    ] {
        directory.write("channels.yaml", &MAIN.replace("sources.yaml", &path));
        let run = directory.run(&["check"]);
        assert_eq!(run.code, Some(1), "{path}");
        assert!(run.stdout.contains("error[bad-include]"), "{}", run.stdout);
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let outside = Directory::with_ledger("include-link-other", END);
    let folder = parted("include-link-folder");
    fs::remove_dir_all(folder.0.join("events")).unwrap();
    std::os::unix::fs::symlink(&outside.0, folder.0.join("events")).unwrap();
    let file = parted("include-link-file");
    fs::remove_file(file.0.join("events/2023.yaml")).unwrap();
    std::os::unix::fs::symlink(
        outside.0.join("channels.yaml"),
        file.0.join("events/2023.yaml"),
    )
    .unwrap();
    for directory in [folder, file] {
        let run = directory.run(&["check"]);
        assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
        assert!(run.stdout.contains("link"), "{}", run.stdout);
    }
}

#[test]
fn standard_input_has_no_folder_to_look_in() {
    let run = support::run_on(MAIN.as_bytes(), &["check"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("standard input"), "{}", run.stdout);
}

#[test]
fn commands_that_change_a_ledger_leave_one_of_several_files_alone() {
    let directory = parted("include-unchanged");
    let before = fs::read(directory.0.join("channels.yaml")).unwrap();
    let add = [
        "add",
        "resumed",
        "line",
        "--date",
        "2023-11",
        "--summary",
        "Again.",
        "--source",
        "wire",
        "--yes",
    ];
    let withdraw = [
        "withdraw",
        "cut",
        "--date",
        "2024-01-01",
        "--reason",
        "A mistake.",
        "--yes",
    ];
    for arguments in [&add[..], &withdraw, &["fmt"]] {
        let run = directory.run(arguments);
        assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
        assert!(
            run.stderr.contains("includes other files"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(fs::read(directory.0.join("channels.yaml")).unwrap(), before);
}
