//! Ctrl-C: the program ends at once, and leaves nothing half done.
//!
//! A thread of its own ends the process, so that it makes no difference what the others are at, be it
//! waiting for input that never comes.

use std::io;
use std::path::PathBuf;
use std::process::exit;
use std::thread::Builder;

use crossterm::cursor::{MoveToColumn, Show};
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{Clear, ClearType, disable_raw_mode, is_raw_mode_enabled};

use crate::store::unfinished::break_off;
use crate::view::inert::inert;

use super::{output, progress};

/// The exit code of what SIGINT has ended, as shells count: 128 and the signal's number.
const BROKEN_OFF: i32 = 130;

/// Makes a terminal forget the control sequence of which it has got a part (ECMA-48, CANCEL).
const CANCEL: char = '\u{18}';

/// Lets Ctrl-C end the program in good order from now on.
///
/// A program that was started to ignore it, as shells start one in the background, goes on to.
pub(crate) fn listen() {
    let mut is_ending = false;
    // Without it, Ctrl-C ends the program as it ends any other.
    let _ = ctrlc::try_set_handler(move || {
        let is_second = std::mem::replace(&mut is_ending, true);
        // Who asks twice waits for nothing.
        if is_second || Builder::new().spawn(end).is_err() {
            exit(BROKEN_OFF);
        }
    });
}

fn end() {
    let written = break_off();
    progress::wipe();
    // What the others were writing stays half written.
    let _alone = io::stderr().lock();
    restore_terminal();
    output::complaint(&told(&written));
    exit(BROKEN_OFF);
}

/// Leaves a terminal as it was before a question, and at the beginning of a line.
fn restore_terminal() {
    if is_raw_mode_enabled().unwrap_or(false) {
        let _ = disable_raw_mode();
        let _ = execute!(io::stderr(), Show);
    }
    if progress::can_be_wiped() {
        // Most have written `^C` there, and choices may stand below.
        let below = Clear(ClearType::FromCursorDown);
        let _ = execute!(io::stderr(), Print(CANCEL), MoveToColumn(0), below);
    }
}

/// What has become of the files.
fn told(written: &[PathBuf]) -> String {
    let names: Vec<String> = written
        .iter()
        .map(|path| format!("`{}`", inert(&path.display().to_string())))
        .collect();
    match &names[..] {
        [] => "broken off; nothing was changed\n".to_owned(),
        [name] => format!("broken off; {name} was written before\n"),
        [first, others @ ..] => {
            format!(
                "broken off; {first} and {} more were written before\n",
                others.len()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn it_is_said_what_was_written_and_what_was_not() {
        assert_eq!(told(&[]), "broken off; nothing was changed\n");
        assert_eq!(
            told(&["channels.yaml".into()]),
            "broken off; `channels.yaml` was written before\n"
        );
        assert_eq!(
            told(&["one".into(), "two".into(), "three".into()]),
            "broken off; `one` and 2 more were written before\n"
        );
    }
}
