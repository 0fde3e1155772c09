//! Runs the program as a user would, in the repository's root and in a scrubbed environment.

#![allow(
    clippy::allow_attributes,
    dead_code,
    reason = "every test file uses what it needs of it"
)]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may panic")]

pub(crate) mod hostile;
pub(crate) mod transcript;
mod words;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

pub(crate) use words::words;

/// What a run of the program left behind.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The program with some arguments, not yet started.
pub(crate) fn detente(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Run {
    finish(command.output().expect("the program starts"))
}

/// Runs the program on a ledger that comes in on standard input.
pub(crate) fn run_on(ledger: &[u8], arguments: &[&str]) -> Run {
    let mut child = detente(arguments)
        .args(["--file", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(ledger)
        .expect("the ledger is read");
    finish(child.wait_with_output().expect("the program ends"))
}

fn finish(output: Output) -> Run {
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// An empty directory, gone when the test is over.
pub(crate) struct Directory(pub(crate) PathBuf);

impl Directory {
    /// Makes one.
    pub(crate) fn new(name: &str) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let (process, number) = (std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(format!("detente-{name}-{process}-{number}"));
        fs::create_dir(&path).expect("a directory");
        Self(path)
    }

    /// Makes one that holds a ledger by the usual name.
    pub(crate) fn with_ledger(name: &str, ledger: &str) -> Self {
        let directory = Self::new(name);
        directory.write("channels.yaml", ledger);
        directory
    }

    /// Puts a file into it.
    pub(crate) fn write(&self, file: &str, text: &str) {
        fs::write(self.0.join(file), text).expect("the file is written");
    }

    /// What the ledger in it holds now.
    pub(crate) fn ledger(&self) -> String {
        fs::read_to_string(self.0.join("channels.yaml")).expect("the ledger")
    }

    /// Runs a command line in it, with standard input if it needs any.
    pub(crate) fn shell(&self, line: &str, input: &str) -> Run {
        let words = words(line);
        let (program, arguments) = words.split_first().expect("a command");
        assert_eq!(program, "detente", "{line}");
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        self.run_on(&arguments, input)
    }

    /// Runs the program in it on standard input.
    pub(crate) fn run_on(&self, arguments: &[&str], input: &str) -> Run {
        let mut child = detente(arguments)
            .current_dir(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A command that reads no input closes the pipe, which is no fault.
        let _ = child
            .stdin
            .take()
            .expect("a pipe")
            .write_all(input.as_bytes());
        finish(child.wait_with_output().expect("the program ends"))
    }

    /// Runs the program in it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run(detente(arguments).current_dir(&self.0))
    }

    /// The names of what is in it, in the order of the alphabet.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("the directory");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The commands of the program, those within others included, as its help lists them.
pub(crate) fn commands() -> Vec<String> {
    fn within(command: &str, into: &mut Vec<String>) {
        let mut arguments: Vec<&str> = command.split_whitespace().collect();
        arguments.push("-h");
        let help = run(&mut detente(&arguments)).stdout;
        let listed = help
            .lines()
            .skip_while(|line| *line != "Commands:")
            .skip(1)
            .take_while(|line| !line.is_empty())
            .filter_map(|line| line.strip_prefix("  "))
            // What a line had no room for stands further to the right.
            .filter(|line| !line.starts_with(' '))
            .filter_map(|line| line.split_whitespace().next())
            .filter(|name| *name != "help");
        for name in listed {
            let inner = format!("{command} {name}").trim().to_owned();
            into.push(inner.clone());
            within(&inner, into);
        }
    }
    let mut commands = Vec::new();
    within("", &mut commands);
    commands
}
