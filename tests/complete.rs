//! Completion in shells, asked as the scripts ask that `detente completions` prints.

mod support;

use std::process::Command;

use support::{Run, detente, run};

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

/// The command by which a shell asks what the last word of a line can become.
fn asking(shell: &str, line: &[&str]) -> Command {
    let mut command = detente(&["--", "detente"]);
    command
        .args(line)
        .env("COMPLETE", shell)
        .env("_CLAP_IFS", "\n")
        .env("_CLAP_COMPLETE_INDEX", line.len().to_string());
    command
}

fn candidates_of(run: &Run) -> Vec<&str> {
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    run.stdout.lines().collect()
}

/// What bash offers for the last word of a line, options left out.
fn offered(line: &[&str]) -> Vec<String> {
    let run = run(&mut asking("bash", line));
    let candidates = candidates_of(&run).into_iter();
    candidates
        .filter(|candidate| !candidate.starts_with('-'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn channels_are_offered_in_the_order_of_the_ledger() {
    let ids = [
        "attache-line",
        "mmca",
        "indopacom",
        "joint-chiefs",
        "defence-ministers",
        "senior-engagements",
        "policy-talks",
        "working-contacts",
    ];
    for command in ["status", "replay", "why"] {
        assert_eq!(offered(&[command, ""]), ids, "{command}");
    }
    assert_eq!(offered(&["status", "mmca", ""]), ids);
    assert_eq!(offered(&["status", "--on", "2023-12-31", "", ""]), ids);
    assert_eq!(offered(&["why", "m"]), ["mmca"]);
    assert_eq!(offered(&["why", "x"]), [""; 0]);
}

#[test]
fn they_come_from_the_ledger_that_the_line_names() {
    const OTHER: &str = "docs/examples/two-capitals.yaml";
    for line in [
        &["--file", OTHER, "why", ""][..],
        &["-f", OTHER, "why", ""],
        &["why", "--file", OTHER, ""],
        &["why", &format!("--file={OTHER}"), ""],
        &["status", &format!("-f{OTHER}"), "--on", "2023-01-01", ""],
        &["status", "--on", "no day", "--unknown", "-f", OTHER, ""],
    ] {
        assert_eq!(offered(line), ["hotline"], "{line:?}");
    }
}

#[test]
fn they_come_from_the_ledger_that_the_environment_names_unless_the_line_names_one() {
    let by_environment = |line: &[&str]| {
        run(asking("bash", line).env("DETENTE_FILE", "docs/examples/two-capitals.yaml")).stdout
    };
    assert!(by_environment(&["why", ""]).starts_with("hotline\n"));
    assert!(by_environment(&["-f", "channels.yaml", "why", ""]).starts_with("attache-line\n"));
}

#[test]
fn a_ledger_that_cannot_be_read_has_nothing_to_offer_and_nobody_hears_of_it() {
    for file in [
        "tests/diagnostics/bad-date.yaml",
        "tests/diagnostics/yaml-syntax.yaml",
        "tests/diagnostics/invalid-utf8.yaml",
        "nowhere.yaml",
        "docs",
        "-",
    ] {
        assert_eq!(offered(&["-f", file, "why", ""]), [""; 0], "{file}");
    }
}

#[test]
fn shells_that_show_remarks_are_told_what_a_channel_is_called() {
    let mmca = "Military Maritime Consultative Agreement";
    for (shell, expected) in [
        ("zsh", format!("mmca:{mmca}")),
        ("fish", format!("mmca\t{mmca}")),
    ] {
        let run = run(&mut asking(shell, &["why", "mm"]));
        assert_eq!(candidates_of(&run), [expected], "{shell}");
    }
}

#[test]
fn words_files_and_shells_are_offered_where_they_belong() {
    assert_eq!(offered(&["sta"]), ["status"]);
    assert_eq!(
        offered(&["check", "--format", ""]),
        ["text", "json", "github"]
    );
    assert_eq!(offered(&["completions", ""]), SHELLS);
    assert_eq!(offered(&["--file", "chan"]), ["channels.yaml"]);
}

#[test]
fn every_shell_gets_a_script_that_asks_the_program() {
    for shell in SHELLS {
        let script = run(&mut detente(&["completions", shell]));
        assert_eq!((script.code, script.stderr.as_str()), (Some(0), ""));
        assert!(script.stdout.contains("COMPLETE"), "{shell}");
        assert!(script.stdout.contains("detente"), "{shell}");
        assert!(
            !script.stdout.contains(env!("CARGO_MANIFEST_DIR")),
            "{shell}"
        );
    }
    let unknown = run(&mut detente(&["completions", "cmd"]));
    assert_eq!(unknown.code, Some(2));
}

#[test]
fn without_a_shell_that_asks_nothing_is_different() {
    let plain = run(&mut detente(&["machine"]));
    for off in ["", "0"] {
        assert_eq!(run(detente(&["machine"]).env("COMPLETE", off)), plain);
    }
}
