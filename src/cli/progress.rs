//! The line on a terminal that tells what takes so long.
//!
//! It stands on standard error, and only if that is a terminal that can take it back. Work that is
//! over sooner than one could read it is never told of. Whatever else is said wipes it away first.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::{Duration, Instant};

use crossterm::cursor::MoveToColumn;
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{Clear, ClearType};

use crate::model::progress::Progress;
use crate::view::inert::inert;

use super::prompt::cropped;

/// Sooner than this, nobody wonders.
const PATIENCE: Duration = Duration::from_millis(300);
/// How often the line is drawn anew.
const PAUSE: Duration = Duration::from_millis(100);

/// So many columns take the time and the percentage, and `^C` where the user types it: on the next line,
/// it would keep the line from being wiped away.
const BESIDE: usize = 24;

/// How far the work has come that the line tells of.
static WORK: Progress = Progress::new();

/// There is one standard error, and so there is one line.
static LINE: Mutex<Line> = Mutex::new(Line {
    doing: String::new(),
    watch: 0,
    is_watched: false,
    begun: None,
    is_drawn: false,
});

/// Signalled when a watch is over.
static OVER: Condvar = Condvar::new();

struct Line {
    /// What is being done.
    doing: String,
    /// The number of the watch, so that none goes on drawing when its time is over.
    watch: u64,
    is_watched: bool,
    begun: Option<Instant>,
    is_drawn: bool,
}

/// Says what is being done from now on; if it takes long, a line tells of it.
///
/// The work can be handed what is returned, to tell how far it has come.
pub(crate) fn doing(what: &str) -> &'static Progress {
    let mut line = line();
    WORK.begin(0);
    line.doing = inert(what).into_owned();
    if !line.is_watched && can_be_wiped() {
        let number = line.watch;
        let watch = Builder::new().spawn(move || watch(number));
        line.is_watched = watch.is_ok();
        line.begun = Some(Instant::now());
    }
    &WORK
}

/// Says that a file is being read; `-` is standard input.
pub(crate) fn reading(path: &Path) -> &'static Progress {
    if path == Path::new("-") {
        doing("reading standard input")
    } else {
        doing(&format!("reading {}", path.display()))
    }
}

/// Wipes the line away; it comes back when something else is being done.
pub(crate) fn wipe() {
    let mut line = line();
    line.watch += 1;
    line.is_watched = false;
    if std::mem::take(&mut line.is_drawn) {
        Line::write("");
    }
    OVER.notify_all();
}

fn line() -> MutexGuard<'static, Line> {
    LINE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Draws the line from time to time until it is wiped away.
fn watch(number: u64) {
    let mut line = line();
    let mut pause = PATIENCE;
    while line.watch == number {
        let waited = OVER.wait_timeout_while(line, pause, |line| line.watch == number);
        let (now, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        line = now;
        if waited.timed_out() {
            line.draw();
        }
        pause = PAUSE;
    }
}

/// Whether there is a terminal that can take back what it shows.
pub(crate) fn can_be_wiped() -> bool {
    let is_dumb = std::env::var_os("TERM").map_or(cfg!(unix), |term| term == "dumb");
    io::stderr().is_terminal() && !is_dumb
}

/// How many columns the terminal has; those of the smallest in use where it does not know.
fn columns() -> usize {
    match crossterm::terminal::size() {
        Ok((columns @ 1.., _)) => columns.into(),
        Ok((0, _)) | Err(_) => 80,
    }
}

impl Line {
    fn draw(&mut self) {
        let mut told = cropped(&self.doing, columns().saturating_sub(BESIDE));
        if let Some(percent) = WORK.percent() {
            told.push_str(&format!(": {percent} %"));
        }
        if let Some(begun) = self.begun {
            told.push_str(&format!(" ({} s)", begun.elapsed().as_secs()));
        }
        self.is_drawn = true;
        Self::write(&told);
    }

    /// Writes a text in the line's place; if that fails, there is nobody who misses it.
    fn write(text: &str) {
        let mut terminal = io::stderr().lock();
        let _ = execute!(
            terminal,
            MoveToColumn(0),
            Print(text),
            Clear(ClearType::UntilNewLine)
        );
    }
}
