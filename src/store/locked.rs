//! A file that is replaced as a whole or not at all.
//!
//! The lock is on the file itself, so that no other file has to lie about. Since every change puts
//! a new file in the old one's place, whoever has waited for the lock looks whether the file is
//! still the one that has the name, and otherwise starts again.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use super::error::{Deed, StoreError};
use super::owner::{Kept, keep_owner};
use super::same::is_same;

/// How long another program may take to change the file.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long one waits before looking again whether the file is free.
const PAUSE: Duration = Duration::from_millis(5);
/// The age at which a temporary file has certainly been left behind by a program that was killed.
const LEFT_BEHIND: Duration = Duration::from_mins(10);

/// A file that nobody else who asks for the lock can change meanwhile.
///
/// The lock is advisory: an editor does not ask. It ends with this value, or with the process.
#[derive(Debug)]
pub struct Locked {
    /// As the user named it.
    named: PathBuf,
    /// Where it really lies, behind all links.
    path: PathBuf,
    file: File,
}

/// What came of an attempt to replace a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Replaced {
    /// It holds the new text.
    Written(Kept),
    /// Somebody who did not ask for the lock has changed it, so it was left as it is.
    ChangedMeanwhile,
}

impl Locked {
    /// Waits until nobody else changes a file, and keeps others from changing it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it is not there, may not be written, or is not free within a minute.
    pub fn new(named: &Path) -> Result<Self, StoreError> {
        let error = |cause| StoreError::new(named, Deed::Lock, cause);
        let begun = std::time::Instant::now();
        loop {
            let path = fs::canonicalize(named).map_err(error)?;
            let file = OpenOptions::new()
                .read(true)
                .write(true)
                .open(&path)
                .map_err(error)?;
            match file.try_lock() {
                Ok(()) if is_same(&file, &path).map_err(error)? => {
                    return Ok(Self {
                        named: named.to_owned(),
                        path,
                        file,
                    });
                }
                // Another file has taken its name, or somebody else has it.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if begun.elapsed() > PATIENCE => {
                    return Err(error(io::ErrorKind::WouldBlock.into()));
                }
                Err(TryLockError::WouldBlock) => sleep(PAUSE),
                Err(TryLockError::Error(cause)) => return Err(error(cause)),
            }
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub fn read(&mut self) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        self.file
            .rewind()
            .and_then(|()| self.file.read_to_end(&mut bytes))
            .map_err(|cause| StoreError::new(&self.named, Deed::Read, cause))?;
        Ok(bytes)
    }

    /// Puts new bytes in the place of the old ones, unless these have changed meanwhile.
    ///
    /// The new bytes are written to a file beside the old one and forced to the disk, the new
    /// file gets the old one's mode and owner and then, in one step, its name. Whenever the
    /// program or the machine stops, the name leads to the old bytes or to the new.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if there is no room, or the directory may not be written; the old bytes are
    /// still there.
    pub fn replace(&self, old: &[u8], new: &[u8]) -> Result<Replaced, StoreError> {
        self.try_replace(old, new)
            .map_err(|cause| StoreError::new(&self.named, Deed::Write, cause))
    }

    fn try_replace(&self, old: &[u8], new: &[u8]) -> io::Result<Replaced> {
        let directory = self.path.parent().unwrap_or(Path::new("."));
        let prefix = self.temporary_prefix();
        remove_left_behind(directory, &prefix);
        let mut temporary = tempfile::Builder::new()
            .prefix(&prefix)
            .suffix(".tmp")
            .tempfile_in(directory)?;
        temporary.write_all(new)?;
        let metadata = self.file.metadata()?;
        // The owner first, for a new owner takes special bits off the mode.
        let kept = keep_owner(temporary.as_file(), &metadata)?;
        temporary
            .as_file()
            .set_permissions(metadata.permissions())?;
        temporary.as_file().sync_all()?;
        if fs::read(&self.path)? != old || !is_same(&self.file, &self.path)? {
            return Ok(Replaced::ChangedMeanwhile);
        }
        temporary
            .persist(&self.path)
            .map_err(|failed| failed.error)?;
        sync_directory(directory)?;
        Ok(Replaced::Written(kept))
    }

    /// How the names of this file's temporary files begin.
    fn temporary_prefix(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        format!(".{}.detente-", name.to_string_lossy())
    }
}

/// Removes what a killed program has left behind; whether that succeeds is of no consequence.
fn remove_left_behind(directory: &Path, prefix: &str) {
    let Ok(files) = fs::read_dir(directory) else {
        return;
    };
    for file in files.flatten() {
        let is_ours = file.file_name().to_string_lossy().starts_with(prefix);
        let age = || {
            let modified = file.metadata().ok()?.modified().ok()?;
            SystemTime::now().duration_since(modified).ok()
        };
        if is_ours && age().is_some_and(|age| age > LEFT_BEHIND) {
            let _ = fs::remove_file(file.path());
        }
    }
}

/// Forces a new name to the disk, where directories can be opened at all.
#[cfg(unix)]
fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}
