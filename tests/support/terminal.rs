//! A terminal that a test sits at.

#![allow(
    clippy::allow_attributes,
    dead_code,
    reason = "every test file uses what it needs of it"
)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::Child;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::process::{Pid, Signal, kill_process_group};

/// Rows and columns of a large terminal.
const LARGE: (u16, u16) = (60, 120);
/// Rows and columns of the smallest in use.
pub(crate) const SMALL: (u16, u16) = (24, 80);
/// How long a test waits for what should have been shown long ago.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) const ENTER: &str = "\r";
pub(crate) const DOWN: &str = "\x1b[B";
pub(crate) const ESCAPE: &str = "\x1b";
pub(crate) const BREAK: &str = "\x03";
pub(crate) const ERASE: &str = "\x7f";

/// A terminal with a program that runs in it, as long as it is there.
pub(crate) struct Terminal {
    pty: Arc<Pty>,
    child: Child,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

impl Terminal {
    /// Starts the program in a directory, in a scrubbed environment.
    pub(crate) fn start(directory: &Path, arguments: &[&str]) -> Self {
        Self::sized(LARGE, directory, arguments)
    }

    /// Starts another program, which starts this one.
    pub(crate) fn running(program: &str, directory: &Path, arguments: &[&str]) -> Self {
        Self::new(program, LARGE, directory, arguments)
    }

    /// Starts the program in a terminal of some rows and columns.
    pub(crate) fn sized(size: (u16, u16), directory: &Path, arguments: &[&str]) -> Self {
        Self::new(env!("CARGO_BIN_EXE_detente"), size, directory, arguments)
    }

    fn new(
        program: &str,
        (rows, columns): (u16, u16),
        directory: &Path,
        arguments: &[&str],
    ) -> Self {
        let (pty, child_end) = open().unwrap();
        pty.resize(Size::new(rows, columns)).unwrap();
        let child = Command::new(program)
            .args(arguments)
            .env_clear()
            .env("TERM", "xterm-256color")
            .current_dir(directory)
            .spawn(child_end)
            .unwrap();
        let pty = Arc::new(pty);
        let (sender, output) = channel();
        let reader = Arc::clone(&pty);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // Once the program has ended, reading fails.
            while let Ok(length @ 1..) = (&*reader).read(&mut bytes) {
                if sender.send(bytes[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            pty,
            child,
            output,
            screen: vt100::Parser::new(rows, columns, 0),
        }
    }

    /// What the screen shows, without empty lines at the end.
    pub(crate) fn screen(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        while !self.screen().contains(text) {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(why) => panic!(
                    "the screen never shows `{text}` ({why}):\n{}",
                    self.screen()
                ),
            }
        }
        self
    }

    /// Presses keys.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Sends SIGINT to the programs that run in it, as somebody else on the machine would.
    pub(crate) fn interrupt(&self) {
        kill_process_group(Pid::from_child(&self.child), Signal::INT).unwrap();
    }

    /// Waits for a question and answers it.
    #[track_caller]
    pub(crate) fn answers(&mut self, question: &str, keys: &str) -> &mut Self {
        self.shows(&format!("? {question}")).keys(keys)
    }

    /// Waits until the program ends; gives all that it has written.
    pub(crate) fn shown(self) -> Option<String> {
        let mut all = Vec::new();
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => all.extend(bytes),
                Err(RecvTimeoutError::Disconnected) => return String::from_utf8(all).ok(),
                Err(RecvTimeoutError::Timeout) => return None,
            }
        }
    }

    /// Waits until the program ends; gives its exit code and what the screen shows then.
    #[track_caller]
    pub(crate) fn ends(&mut self) -> (Option<i32>, String) {
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it never ends:\n{}", self.screen()),
            }
        }
        (self.child.wait().unwrap().code(), self.screen())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that fails leaves nothing behind that waits for answers.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
