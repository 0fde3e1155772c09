//! How far a long piece of work has come, for somebody who watches it from outside.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How much of a piece of work is done.
///
/// The work tells now and then, on any number of threads, and never looks: whether and when somebody
/// watches makes no difference to what comes of it.
///
/// ```
/// use detente::model::progress::Progress;
///
/// let progress = Progress::new();
/// assert_eq!(progress.percent(), None);
/// progress.begin(200);
/// progress.add(50);
/// assert_eq!(progress.percent(), Some(25));
/// ```
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    /// Nothing, as long as it is not known.
    total: AtomicUsize,
}

impl Progress {
    /// Is that of work that has not begun.
    pub const fn new() -> Self {
        Self {
            done: AtomicUsize::new(0),
            total: AtomicUsize::new(0),
        }
    }

    /// Begins work of so many parts, of whatever kind; of none, if that is not known.
    pub fn begin(&self, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// Tells that so many more parts are done.
    pub fn add(&self, parts: usize) {
        self.done.fetch_add(parts, Ordering::Relaxed);
    }

    /// Tells that so many parts are done altogether.
    pub fn reach(&self, parts: usize) {
        self.done.store(parts, Ordering::Relaxed);
    }

    /// The hundredths that are done, unless it is not known how much there is to do.
    pub fn percent(&self) -> Option<u8> {
        let total = self.total.load(Ordering::Relaxed);
        let done = self.done.load(Ordering::Relaxed).min(total);
        let percent = done.saturating_mul(100).checked_div(total)?;
        u8::try_from(percent).ok()
    }
}
