//! The line on a terminal that tells what takes so long.
//!
//! It stands on standard error, and only if that is a terminal that can take it back. Work that is
//! over sooner than one could read it is never told of. Whatever else is said wipes it away first.

use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::model::progress::Progress;
use crate::view::inert::inert;

/// Sooner than this, nobody wonders.
const PATIENCE: Duration = Duration::from_millis(300);
/// How often the line is drawn anew.
const PAUSE: Duration = Duration::from_millis(100);

/// How far the work has come that the line tells of.
static WORK: Progress = Progress::new();

/// There is one standard error, and so there is one line.
static LINE: Mutex<Line> = Mutex::new(Line {
    doing: String::new(),
    watch: 0,
    is_watched: false,
    bar: None,
});

/// Signalled when a watch is over.
static OVER: Condvar = Condvar::new();

struct Line {
    /// What is being done.
    doing: String,
    /// The number of the watch, so that none goes on drawing when its time is over.
    watch: u64,
    is_watched: bool,
    /// The line, once it is drawn.
    bar: Option<ProgressBar>,
}

/// Says what is being done from now on; if it takes long, a line tells of it.
///
/// The work can be handed what is returned, to tell how far it has come.
pub(crate) fn doing(what: &str) -> &'static Progress {
    let mut line = line();
    WORK.begin(0);
    line.doing = inert(what).into_owned();
    if !line.is_watched && !ProgressDrawTarget::stderr().is_hidden() {
        let number = line.watch;
        let watch = Builder::new().spawn(move || watch(number));
        line.is_watched = watch.is_ok();
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
    if let Some(bar) = line.bar.take() {
        bar.finish_and_clear();
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

impl Line {
    fn draw(&mut self) {
        let told = match WORK.percent() {
            Some(percent) => format!("{}: {percent} %", self.doing),
            None => self.doing.clone(),
        };
        let bar = self.bar.get_or_insert_with(bar);
        bar.set_message(told);
        bar.tick();
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_elapsed(PATIENCE);
    match ProgressStyle::with_template("{spinner} {elapsed} {wide_msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
