//! The line that tells what takes long: on a terminal, and nowhere else.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::fs;
use std::process::{Command, Stdio};

use detente::model::progress::Progress;
use detente::read::{Reader, begin, check, check_by, check_in_passing};
use support::{Directory, detente};
use terminal::Terminal;

const LEDGER: &str = "\
title: Two capitals
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
sources: [{id: wire, outlet: Wire, title: News, published: 2023-06-05}]
";

/// A directory with pipes in it that nobody writes to so far.
fn pipes(names: &[&str]) -> Directory {
    let directory = Directory::new("progress");
    for name in names {
        let made = Command::new("mkfifo").arg(directory.0.join(name)).status();
        assert!(made.unwrap().success());
    }
    directory
}

#[test]
fn what_takes_long_is_told_of_until_something_else_is_said() {
    let desk = pipes(&["ledger"]);
    let mut terminal = Terminal::start(&desk.0, &["check", "--file", "ledger"]);
    terminal.shows("reading ledger");
    fs::write(desk.0.join("ledger"), LEDGER).unwrap();
    assert_eq!(terminal.ends(), (Some(0), "ledger: no problems".to_owned()));
}

#[test]
fn a_pipe_and_a_terminal_that_takes_nothing_back_get_no_line() {
    let desk = pipes(&["one", "two", "three"]);
    let program = env!("CARGO_BIN_EXE_detente");
    let in_pipe = detente(&["check", "--file", "one"])
        .env("TERM", "xterm-256color")
        .current_dir(&desk.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let arguments = ["TERM=dumb", program, "check", "--file", "two"];
    let dumb = Terminal::running("env", &desk.0, &arguments);
    // Begun last, it has its line when the others would long have had theirs.
    let mut terminal = Terminal::start(&desk.0, &["check", "--file", "three"]);
    terminal.shows("reading three");
    for name in ["one", "two", "three"] {
        fs::write(desk.0.join(name), LEDGER).unwrap();
    }
    let ended = in_pipe.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
    assert_eq!(
        String::from_utf8(ended.stdout).unwrap(),
        "one: no problems\n"
    );
    assert_eq!(dumb.shown().as_deref(), Some("two: no problems\r\n"));
    assert_eq!(terminal.ends().0, Some(0));
}

#[test]
fn a_terminal_that_does_not_know_its_size_gets_the_line_too() {
    let desk = pipes(&["ledger"]);
    let program = env!("CARGO_BIN_EXE_detente");
    let script = "stty rows 0 columns 0; exec \"$0\" check --file ledger";
    let mut terminal = Terminal::running("sh", &desk.0, &["-c", script, program]);
    terminal.shows("reading ledger");
    fs::write(desk.0.join("ledger"), LEDGER).unwrap();
    assert_eq!(terminal.ends(), (Some(0), "ledger: no problems".to_owned()));
}

#[test]
fn a_file_name_on_the_line_does_nothing_to_the_terminal() {
    let name = "\u{1b}]0;title\u{7}ledger";
    let desk = pipes(&[name]);
    let mut terminal = Terminal::start(&desk.0, &["check", "--file", name]);
    terminal.shows("reading ␛]0;title␇ledger");
    fs::write(desk.0.join(name), LEDGER).unwrap();
    assert_eq!(terminal.ends().0, Some(0));
}

#[test]
fn whoever_watches_a_ledger_being_read_sees_it_come_to_its_end_and_changes_nothing() {
    let event = |number: usize| {
        format!(
            "  - id: e-{number}\n    date: 2023-01-01\n    kind: sought\n    channels: [line]\n    \
             summary: Asked.\n    sources: [wire]\n"
        )
    };
    let events: String = (0..20_000).map(event).collect();
    let text = format!("{LEDGER}events:\n{events}");
    for reader in [Reader::Fast, Reader::General] {
        let progress = Progress::new();
        let watched = begin(reader, text.as_str(), &progress).check();
        assert!(watched.ledger.is_some());
        assert!(watched == check_by(reader, text.as_str()));
        assert!(watched == check(text.as_str()));
        // What is left is less than anybody would wait for.
        let percent = progress.percent().unwrap();
        assert!((60..=100).contains(&percent), "{reader:?}: {percent} %");
    }
    let progress = Progress::new();
    let bytes = text.clone().into_bytes();
    // A step of a few events: what is told must not depend on that.
    let (_, watched) = check_in_passing(bytes, 1000, &progress).unwrap();
    assert!(watched.ledger == check(text).ledger);
    let percent = progress.percent().unwrap();
    assert!((60..=100).contains(&percent), "in passing: {percent} %");
}
