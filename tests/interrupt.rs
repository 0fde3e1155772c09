//! Ctrl-C, and SIGINT from elsewhere: the program ends at once and leaves nothing half done.
//!
//! Each comes at a moment that is certain: while the program reads from a pipe that the test has
//! opened too, while it waits for a lock that the test holds, or once its terminal shows something.

#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustix::pipe::fcntl_getpipe_size;
use rustix::process::{Pid, Signal, kill_process};
use support::{Directory, Run};
use terminal::{BREAK, Terminal};

const LEDGER: &str = "\
title: Two capitals
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
sources: [{id: wire, outlet: Wire, title: News, published: 2023-06-05}]
events:
  - id: cut
    date: 2023-01-01
    kind: suspended
    channels: [line]
    summary: Cut.
    sources: [wire]
";

const ADD: [&str; 13] = [
    "add",
    "sought",
    "line",
    "--date",
    "2023-02-01",
    "--summary",
    "Asked.",
    "--source",
    "wire",
    "--recorded",
    "2023-06-06",
    "--id",
    "asked",
];

const PROGRAM: &str = env!("CARGO_BIN_EXE_detente");

/// What is added by it.
const ADDED: &str = "
  - id: asked
    date: 2023-02-01
    kind: sought
    channels: [line]
    summary: Asked.
    sources: [wire]
    recorded: 2023-06-06
";

/// Whether Ctrl-C was to be ignored when the tests were started, as in the background of a shell; what they
/// start would ignore it too.
fn is_deaf() -> bool {
    const INTERRUPT: u64 = 1 << 1;
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let ignored = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:\t"));
    u64::from_str_radix(ignored.unwrap(), 16).unwrap() & INTERRUPT != 0
}

/// A program that hears Ctrl-C, and its arguments.
fn hearing<'a>(program: &'a str, arguments: &[&'a str]) -> (&'a str, Vec<&'a str>) {
    if !is_deaf() {
        return (program, arguments.to_vec());
    }
    let before = ["--default-signal=INT", program];
    ("/usr/bin/env", [&before, arguments].concat())
}

fn detente(arguments: &[&str]) -> Command {
    let (program, arguments) = hearing(PROGRAM, arguments);
    let mut command = Command::new(program);
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

fn terminal(desk: &Directory, program: &str, arguments: &[&str]) -> Terminal {
    let (program, arguments) = hearing(program, arguments);
    Terminal::running(program, &desk.0, &arguments)
}

fn desk() -> Directory {
    Directory::with_ledger("interrupt", LEDGER)
}

fn pipe_in(desk: &Directory) {
    let made = Command::new("mkfifo").arg(desk.0.join("pipe")).status();
    assert!(made.unwrap().success());
}

fn start(desk: &Directory, command: &mut Command) -> Child {
    command
        .current_dir(&desk.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn interrupt(child: &Child) {
    kill_process(Pid::from_child(child), Signal::INT).unwrap();
}

fn ended(child: Child) -> Run {
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What is left of a program that was broken off before it had written anything.
fn nothing_changed() -> Run {
    Run {
        code: Some(130),
        stdout: String::new(),
        stderr: "broken off; nothing was changed\n".to_owned(),
    }
}

/// Opens a pipe to write to, which takes until somebody reads from it.
fn opened_by_both(pipe: &Path) -> File {
    File::options().write(true).open(pipe).unwrap()
}

#[test]
fn a_pipe_that_is_given_as_a_ledger_is_not_waited_for() {
    let desk = desk();
    pipe_in(&desk);
    for command in [&["status"][..], &["check"], &["fmt", "--check"]] {
        let child = start(&desk, detente(command).args(["--file", "pipe"]));
        let pipe = opened_by_both(&desk.0.join("pipe"));
        interrupt(&child);
        assert_eq!(ended(child), nothing_changed());
        drop(pipe);
    }
    let child = start(&desk, &mut detente(&["add", "--from", "pipe", "--yes"]));
    let pipe = opened_by_both(&desk.0.join("pipe"));
    interrupt(&child);
    assert_eq!(ended(child), nothing_changed());
    drop(pipe);
    assert_eq!(desk.ledger(), LEDGER);
}

#[test]
fn standard_input_is_not_waited_for() {
    let desk = desk();
    let mut command = detente(&["status", "--file", "-"]);
    let mut child = start(&desk, command.stdin(Stdio::piped()));
    let mut input = child.stdin.take().unwrap();
    // More than a pipe holds: once it is written, the program has begun to read.
    input.write_all(&b"\n".repeat(100_000)).unwrap();
    interrupt(&child);
    assert_eq!(ended(child), nothing_changed());
    drop(input);
}

#[test]
fn ctrl_c_wipes_the_line_away_that_tells_what_takes_long() {
    let desk = desk();
    pipe_in(&desk);
    // Not even the opening of a pipe ends before somebody writes to it.
    let mut terminal = terminal(&desk, PROGRAM, &["status", "--file", "pipe"]);
    terminal.shows("reading pipe").keys(BREAK);
    assert_eq!(
        terminal.ends(),
        (Some(130), "broken off; nothing was changed".to_owned())
    );
}

#[test]
fn whoever_waits_for_a_lock_can_break_off_and_the_ledger_is_as_it_was() {
    let desk = desk();
    let locked = File::open(desk.0.join("channels.yaml")).unwrap();
    locked.lock().unwrap();
    for arguments in [&[&ADD[..], &["--yes"]].concat()[..], &["fmt"]] {
        let mut terminal = terminal(&desk, PROGRAM, arguments);
        terminal.shows("waiting until nobody else changes channels.yaml");
        terminal.keys(BREAK);
        assert_eq!(
            terminal.ends(),
            (Some(130), "broken off; nothing was changed".to_owned())
        );
        assert_eq!(desk.ledger(), LEDGER);
        assert_eq!(desk.names(), ["channels.yaml"]);
    }
    locked.unlock().unwrap();
    assert_eq!(desk.run(&[&ADD[..], &["--yes"]].concat()).code, Some(0));
    assert_eq!(desk.ledger(), format!("{LEDGER}{ADDED}"));
}

/// Starts a command and interrupts it as soon as there is something new in the directory.
fn interrupted_when_something_new_shows(desk: &Directory, command: &mut Command) -> Run {
    let before = desk.names();
    let mut child = start(desk, command);
    while desk.names() == before && child.try_wait().unwrap().is_none() {}
    // One that has ended hears nothing any more.
    let _ = kill_process(Pid::from_child(&child), Signal::INT);
    ended(child)
}

#[test]
fn a_change_is_written_whole_or_not_at_all_and_what_is_said_of_it_is_true() {
    let desk = desk();
    let mut broken_off = 0;
    for _ in 0..40 {
        fs::write(desk.0.join("channels.yaml"), LEDGER).unwrap();
        let mut add = detente(&ADD);
        let run = interrupted_when_something_new_shows(&desk, add.arg("--yes"));
        assert_eq!(desk.names(), ["channels.yaml"]);
        let is_written = desk.ledger() != LEDGER;
        match (run.code, run.stderr.as_str()) {
            (Some(0), "") => assert!(is_written),
            (Some(130), "broken off; nothing was changed\n") => {
                broken_off += 1;
                assert!(!is_written);
            }
            (Some(130), "broken off; `channels.yaml` was written before\n") => {
                assert!(is_written);
            }
            _ => panic!("{run:?}"),
        }
        if is_written {
            assert_eq!(desk.ledger(), format!("{LEDGER}{ADDED}"));
        }
    }
    assert!(broken_off > 0);
}

#[test]
fn a_site_is_published_whole_or_not_at_all() {
    let desk = desk();
    let mut broken_off = 0;
    for round in 0..20 {
        // First a new folder, then one in the place of another.
        let day = format!("2023-07-{:02}", round + 1);
        let before = desk.names();
        let mut publish = detente(&["publish", "site", "--on", &day]);
        let run = interrupted_when_something_new_shows(&desk, &mut publish);
        let page = fs::read_to_string(desk.0.join("site/index.html"));
        let is_written = page.is_ok_and(|page| page.contains(&day));
        match (run.code, run.stderr.as_str()) {
            (Some(0), "") | (Some(130), "broken off; `site` was written before\n") => {
                assert!(is_written);
            }
            (Some(130), "broken off; nothing was changed\n") => {
                broken_off += 1;
                assert!(!is_written);
                assert_eq!(desk.names(), before);
            }
            _ => panic!("{run:?}"),
        }
        if is_written {
            assert_eq!(desk.names(), ["channels.yaml", "site"]);
        }
    }
    assert!(broken_off > 0);
}

#[test]
fn who_asks_twice_waits_for_nothing() {
    let desk = desk();
    pipe_in(&desk);
    // A pipe that is full: what the program has to say, it cannot say.
    let (reader, mut writer) = io::pipe().unwrap();
    let room = fcntl_getpipe_size(&writer).unwrap();
    writer.write_all(&b" ".repeat(room)).unwrap();
    let mut command = detente(&["status", "--file", "pipe"]);
    let mut child = command.current_dir(&desk.0).stderr(writer).spawn().unwrap();
    let pipe = opened_by_both(&desk.0.join("pipe"));
    // Two that come before the first is heard are one.
    let status = loop {
        interrupt(&child);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
    };
    assert_eq!(status.code(), Some(130));
    drop((reader, pipe));
}

#[test]
fn a_terminal_is_as_it_was_when_a_question_is_interrupted_from_elsewhere() {
    let desk = desk();
    let script = "trap : INT; \"$0\" add; echo \"code $?\"; stty -a";
    let program = env!("CARGO_BIN_EXE_detente");
    let mut terminal = terminal(&desk, "sh", &["-c", script, program]);
    terminal.shows("? Which channels does it bear on?");
    terminal.interrupt();
    let (code, screen) = terminal.ends();
    assert_eq!(code, Some(0));
    assert!(
        screen.contains("broken off; nothing was changed\ncode 130\n"),
        "{screen}"
    );
    assert!(
        screen.contains(" icanon ") && screen.contains(" echo "),
        "{screen}"
    );
    assert_eq!(desk.ledger(), LEDGER);
}

#[test]
fn what_was_started_to_ignore_ctrl_c_ignores_it() {
    let desk = desk();
    pipe_in(&desk);
    let script = "trap '' INT; exec \"$0\" check --file pipe";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_detente")]);
    let child = start(&desk, shell.env_clear());
    let mut pipe = opened_by_both(&desk.0.join("pipe"));
    interrupt(&child);
    pipe.write_all(LEDGER.as_bytes()).unwrap();
    drop(pipe);
    let run = ended(child);
    assert_eq!((run.code, &*run.stdout), (Some(0), "pipe: no problems\n"));
}

#[test]
fn a_served_page_ends_as_any_other_program() {
    let desk = desk();
    let mut child = start(&desk, &mut detente(&["serve", "--port", "0"]));
    let mut line = String::new();
    let stdout = child.stdout.take().unwrap();
    BufReader::new(stdout).read_line(&mut line).unwrap();
    interrupt(&child);
    assert_eq!(child.wait().unwrap().signal(), Some(2));
}
