//! A folder under a temporary name: while it is built, and while it is taken away.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::model::progress::Progress;
use crate::store::locked::sync_directory;
use crate::store::unfinished::{Step, Unfinished, step};

use super::manifest::{self, Manifest};

/// How the name of a folder ends that is being built or taken away.
pub(super) const PART: &str = ".part";
/// How the name of a folder ends that is whole and about to take the place of another, or has left it.
pub(super) const SWAP: &str = ".swap";

/// A folder that has been built, under a temporary name.
pub(super) struct Built {
    /// The temporary name without its end.
    pub(super) stem: PathBuf,
    pub(super) path: PathBuf,
    /// Whether the name still leads to what was built, so that it may be removed.
    pub(super) is_ours: bool,
    unfinished: Unfinished,
}

impl Built {
    /// Makes an empty folder under a name that nobody else has.
    pub(super) fn begin(parent: &Path, prefix: &OsString) -> io::Result<Self> {
        let process = std::process::id();
        let mut number = 0_u32;
        loop {
            let stem = parent.join(with(prefix, &format!("{process}-{number}")));
            let path = with_end(&stem, PART);
            let is_taken = with_end(&stem, SWAP).symlink_metadata().is_ok();
            let mut step = step();
            match fs::create_dir(&path) {
                Ok(()) if is_taken => fs::remove_dir(&path)?,
                Ok(()) => {
                    return Ok(Self {
                        unfinished: step.begin(&path),
                        stem,
                        path,
                        is_ours: true,
                    });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
            number += 1;
        }
    }

    /// Puts the files into it, and the list of them, and forces all of it to the disk.
    pub(super) fn fill(
        &self,
        files: &BTreeMap<String, Vec<u8>>,
        manifest: &Manifest,
        progress: &Progress,
    ) -> io::Result<()> {
        // Each is written, and then forced to the disk.
        progress.begin(2 * files.len());
        let mut written = Vec::with_capacity(files.len() + 1);
        let mut folders = vec![self.path.clone()];
        let listed = (manifest::NAME, manifest.text().into_bytes());
        let files = files.iter().map(|(name, bytes)| (name.as_str(), bytes));
        for (name, bytes) in files.chain([(listed.0, &listed.1)]) {
            let path = self.path.join(name);
            // Who breaks off takes the folder away, and nothing may come into it meanwhile.
            let step = step();
            let inner = path.parent().map(Path::to_owned);
            if let Some(inner) = inner.filter(|inner| !folders.contains(inner)) {
                fs::create_dir_all(&inner)?;
                folders.push(inner);
            }
            let mut file = File::create_new(&path)?;
            file.write_all(bytes)?;
            drop(step);
            written.push(path);
            progress.add(1);
        }
        // All files first, so that the disk takes most of them in one go.
        for path in written {
            File::options().write(true).open(&path)?.sync_all()?;
            progress.add(1);
        }
        for folder in folders.iter().rev() {
            if let Ok(folder) = File::open(folder) {
                sync_directory(&folder)?;
            }
        }
        Ok(())
    }

    /// Gives it the name of a folder that is whole.
    pub(super) fn complete(&mut self) -> io::Result<()> {
        let whole = with_end(&self.stem, SWAP);
        let mut step = step();
        fs::rename(&self.path, &whole)?;
        step.moved(&self.unfinished, &whole);
        self.path = whole;
        Ok(())
    }

    /// Lets the name go, which leads to something else now.
    pub(super) fn let_go(&mut self, step: &mut Step) {
        self.is_ours = false;
        step.keep(&self.unfinished);
    }

    /// Takes the name back, which leads to what was built again.
    pub(super) fn take_back(&mut self, step: &mut Step) {
        self.is_ours = true;
        step.moved(&self.unfinished, &self.path);
    }
}

impl Drop for Built {
    fn drop(&mut self) {
        if self.is_ours {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Takes away a folder that is known to hold only what was published.
///
/// Under a name that says so, so that what is left of it if the program is killed can go too.
pub(super) fn remove(stem: &Path, path: &Path) {
    let part = with_end(stem, PART);
    if fs::rename(path, &part).is_ok() {
        let _ = fs::remove_dir_all(&part);
    }
}

fn with(beginning: &OsString, end: &str) -> OsString {
    let mut whole = beginning.clone();
    whole.push(end);
    whole
}

/// A path with something after its last name.
pub(super) fn with_end(path: &Path, end: &str) -> PathBuf {
    with(&path.as_os_str().to_owned(), end).into()
}
