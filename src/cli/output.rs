//! Writing to the terminal or whatever stands in its place.

use std::io::{self, IsTerminal, Write};

use crate::view::inert::inert;

use super::progress;

/// Writes an answer to standard output; a reader that has gone away is no error.
///
/// Styles are stripped where the output is no terminal, or `NO_COLOR` or the like says so.
pub(crate) fn answer(text: &str) -> io::Result<()> {
    progress::wipe();
    let mut stdout = anstream::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
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
