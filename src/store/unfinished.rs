//! What would lie about half done if the program ended now, and what has been done for good.
//!
//! Whoever breaks the program off comes between any two of its instructions. So whatever makes a
//! temporary file, or gives one its final name, does so in a step, and [`break_off`] waits until
//! there is none: then it takes away what is unfinished, and no step is ever begun again.
//!
//! One register for the whole process, since it is the process that ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is unfinished, and what is done.
#[derive(Debug)]
struct Register {
    /// Files and folders under temporary names, by their numbers.
    unfinished: Vec<(u64, PathBuf)>,
    next: u64,
    /// What the user finds written, as they named it.
    written: Vec<PathBuf>,
}

static REGISTER: Mutex<Register> = Mutex::new(Register {
    unfinished: Vec::new(),
    next: 0,
    written: Vec::new(),
});

/// Something in the middle of which nobody breaks off.
///
/// It should be short: whoever breaks off waits for it.
pub(super) struct Step(MutexGuard<'static, Register>);

/// Begins a step; once the program is being broken off, none begins.
pub(super) fn step() -> Step {
    Step(REGISTER.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Step {
    /// Enters a file or a folder that was made under a temporary name.
    pub(super) fn begin(&mut self, path: &Path) -> Unfinished {
        Unfinished(self.0.begin(path))
    }

    /// Enters the name that something unfinished has now.
    pub(super) fn moved(&mut self, unfinished: &Unfinished, path: &Path) {
        self.0.end(unfinished.0);
        self.0.unfinished.push((unfinished.0, path.to_owned()));
    }

    /// Strikes out what no longer leads to anything that may be removed.
    pub(super) fn keep(&mut self, unfinished: &Unfinished) {
        self.0.end(unfinished.0);
    }

    /// Enters what is whole under the name that the user gave it.
    pub(super) fn written(&mut self, named: &Path) {
        self.0.written.push(named.to_owned());
    }
}

/// Something under a temporary name, which is struck out when this value is dropped.
///
/// It must not be dropped in a step.
#[derive(Debug)]
pub(super) struct Unfinished(u64);

impl Drop for Unfinished {
    fn drop(&mut self) {
        step().0.end(self.0);
    }
}

impl Register {
    fn begin(&mut self, path: &Path) -> u64 {
        let number = self.next;
        self.next += 1;
        self.unfinished.push((number, path.to_owned()));
        number
    }

    fn end(&mut self, number: u64) {
        self.unfinished.retain(|(other, _)| *other != number);
    }

    /// Takes away what is unfinished; what cannot be taken away is too late to tell of.
    fn clear(&mut self) {
        for (_, path) in self.unfinished.drain(..) {
            let _ = if path.is_dir() {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            };
        }
    }
}

/// Takes away whatever is unfinished, and tells what has been written for good.
///
/// From then on every other thread that would begin a step waits for the end of the process, which
/// must follow.
pub fn break_off() -> Vec<PathBuf> {
    let mut register = step().0;
    register.clear();
    let written = std::mem::take(&mut register.written);
    std::mem::forget(register);
    written
}

/// Lets the program come to its own end: from then on it is not broken off any more.
///
/// If it is being broken off already, this never returns.
pub fn come_to_the_end() {
    std::mem::forget(step());
}

/// Waits, if the program is being broken off, for its end.
///
/// What failed because its files were taken away is not to be told of.
pub fn unless_broken_off() {
    drop(step());
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn what_is_unfinished_is_taken_away_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        let mut register = Register {
            unfinished: Vec::new(),
            next: 0,
            written: Vec::new(),
        };
        for name in ["file", "kept", "gone"] {
            fs::write(path(name), "text").unwrap();
        }
        fs::create_dir(path("folder")).unwrap();
        fs::write(path("folder").join("page"), "text").unwrap();
        register.begin(&path("file"));
        let kept = register.begin(&path("kept"));
        register.begin(&path("gone"));
        register.begin(&path("folder"));
        register.end(kept);
        fs::remove_file(path("gone")).unwrap();
        register.clear();
        let left = fs::read_dir(directory.path()).unwrap();
        let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["kept"]);
    }
}
