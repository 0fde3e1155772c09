//! What becomes of the file when a ledger is changed: by many at once, by a program that is killed,
//! on a disk that is full, behind links, and where it may not be written.
//!
//! Everything is done to real files. What a machine may not be able to do is ignored here, with the
//! reason, and run by `.ci/run` where it can be done.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../support/mod.rs"]
mod support;

mod full;
mod kept;
mod killed;
mod meanwhile;
mod refused;
mod together;

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::{Directory, Run, detente, run};

/// A ledger that nothing is wrong with, and that every event of [`add`] can be added to.
const LEDGER: &str = "\
title: Two capitals
parties:
  - {id: USA, name: United States}
  - {id: CHN, name: China}

channels:
  - {id: line, name: The line, parties: [USA, CHN]}

sources:
  - {id: wire, outlet: Wire, title: News, published: 2023-06-05}

events:
  - id: cut
    date: 2023-01-01
    kind: suspended
    channels: [line]
    summary: Cut.
    sources: [wire]

  - id: asked
    date: 2023-02-01
    kind: sought
    channels: [line]
    summary: Asked.
    sources: [wire]
    recorded: 2023-06-06
";

/// The arguments that add an event with this id, last in the file.
fn add(id: &str) -> Vec<&str> {
    let mut arguments = vec!["add", "sought", "line", "--date", "2023-02-01", "--yes"];
    arguments.extend(["--summary", "Asked.", "--source", "wire"]);
    arguments.extend(["--recorded", "2023-06-06", "--id", id]);
    arguments
}

/// What [`add`] adds to the end of a ledger.
fn added(id: &str) -> String {
    let (_, last) = LEDGER.split_at(LEDGER.rfind("\n  - id: asked").unwrap());
    last.replace("id: asked", &format!("id: {id}"))
}

/// What a successful [`add`] says.
fn said(file: &str, id: &str) -> Run {
    Run {
        code: Some(0),
        stdout: format!(
            "adds {id}: sought on line, 2023-02-01, known from 2023-06-05 on\n  Asked.\n  on the word of \
             wire (F6)\n\nno status changes on line\n\nWritten to {file}.\n"
        ),
        stderr: String::new(),
    }
}

/// What a failure says, with exit code 1.
fn failure(message: &str) -> Run {
    Run {
        code: Some(1),
        stdout: String::new(),
        stderr: format!("error: {message}\n"),
    }
}

/// A directory with a ledger in it, `channels.yaml`.
struct Desk {
    directory: Directory,
    ledger: PathBuf,
    /// Where a copy of the program lies, if one is needed.
    tools: Directory,
}

impl Desk {
    fn new(name: &str) -> Self {
        let directory = Directory::new(name);
        let ledger = directory.0.join("channels.yaml");
        fs::write(&ledger, LEDGER).unwrap();
        Self {
            directory,
            ledger,
            tools: Directory::new("tools"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.0.join(name)
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.ledger).unwrap()
    }

    /// The command that adds an event to the ledger, not yet started.
    fn add(&self, id: &str) -> Command {
        let mut command = detente(&add(id));
        command.current_dir(&self.directory.0);
        command
    }

    /// Asserts that an event can be added, and that nothing but the event is written.
    #[track_caller]
    fn assert_adds(&self, id: &str) {
        let old = self.text();
        assert_eq!(run(&mut self.add(id)), said("channels.yaml", id));
        assert_eq!(self.text(), old + &added(id));
    }

    /// Asserts that the ledger is as it was at first, and that nothing lies about beside it.
    #[track_caller]
    fn assert_untouched(&self) {
        assert_eq!(self.text(), LEDGER);
        assert_eq!(self.directory.names(), ["channels.yaml"]);
    }

    /// The command that adds an event, run by somebody whom permissions bind and who owns the
    /// directory and the ledger.
    fn add_as_anybody(&self, id: &str) -> Command {
        const NOBODY: u32 = 65534;
        if !is_root(&self.directory.0) {
            return self.add(id);
        }
        // The program may lie where only the administrator gets to. Whoever has a program open to
        // write keeps others from running it, and forks of this process would: so another copies it.
        let program = self.tools.0.join("detente");
        let copied = Command::new("cp")
            .arg(env!("CARGO_BIN_EXE_detente"))
            .arg(&program)
            .status();
        assert!(copied.unwrap().success());
        for path in [&self.directory.0, &self.ledger, &self.tools.0, &program] {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let mut command = Command::new(&program);
        command
            .args(add(id))
            .env_clear()
            .current_dir(&self.directory.0)
            .uid(NOBODY)
            .gid(NOBODY);
        command
    }
}

/// Whether files that this process makes belong to the administrator, whom permissions do not bind.
fn is_root(made: &Path) -> bool {
    fs::metadata(made).unwrap().uid() == 0
}

#[test]
fn an_event_is_added_and_nothing_else_changes() {
    let desk = Desk::new("one");
    desk.assert_adds("one");
    assert_eq!(desk.directory.names(), ["channels.yaml"]);
}
