//! Writing to the terminal or whatever stands in its place.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};

use crate::view::inert::inert;

use super::progress;

/// Writes an answer to standard output; a reader that has gone away is no error.
///
/// Styles are stripped where the output is no terminal, or `NO_COLOR` or the like says so.
pub(crate) fn answer(text: &str) -> io::Result<()> {
    progress::wipe();
    match write(text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn write(text: &str) -> io::Result<()> {
    let stdout = io::stdout();
    if AutoStream::choice(&stdout) == ColorChoice::Never {
        // Stripped as a whole: stripped on the way, each line would be written by itself.
        let plain = if text.contains('\x1b') {
            Cow::Owned(strip_str(text).to_string())
        } else {
            Cow::Borrowed(text)
        };
        let mut stdout = stdout.lock();
        stdout.write_all(plain.as_bytes())?;
        return stdout.flush();
    }
    let mut stdout = anstream::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// Writes to where the questions are asked what one must know to answer them.
pub(crate) fn beside_questions(text: &str) -> io::Result<()> {
    if io::stdout().is_terminal() {
        return answer(text);
    }
    progress::wipe();
    anstream::stderr().lock().write_all(text.as_bytes())
}

/// Writes to standard error; if even that fails there is nobody left to tell.
pub(crate) fn complaint(text: &str) {
    progress::wipe();
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// The width of the terminal that standard output is, else what COLUMNS says, if anything.
pub(crate) fn width() -> Option<u16> {
    if !io::stdout().is_terminal() {
        return std::env::var("COLUMNS")
            .ok()?
            .parse()
            .ok()
            .filter(|columns| *columns > 0);
    }
    // The table crate knows how to ask.
    let width = comfy_table::Table::new().width();
    // Some terminals do not know it themselves.
    width.filter(|columns| *columns > 0)
}

/// Lines that a terminal does not obey, whoever wrote them.
pub(crate) fn inert_lines(text: &str) -> String {
    let lines = text.lines().map(|line| format!("{}\n", inert(line)));
    lines.collect()
}
