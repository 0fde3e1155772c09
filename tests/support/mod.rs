//! Runs the program as a user would, in the repository's root and in a scrubbed environment.

#![allow(
    clippy::allow_attributes,
    dead_code,
    reason = "every test file uses what it needs of it"
)]
#![expect(clippy::expect_used, reason = "a test may panic")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

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
