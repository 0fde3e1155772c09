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

use tempfile::NamedTempFile;

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
    /// # Errors
    ///
    /// As [`Locked::prepare`] and [`Prepared::commit`].
    pub fn replace(&self, old: &[u8], new: &[u8]) -> Result<Replaced, StoreError> {
        self.prepare(new)?.commit(old)
    }

    /// Writes new bytes to a file beside the old one and forces them to the disk.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if there is no room, or the directory may not be written.
    pub fn prepare(&self, new: &[u8]) -> Result<Prepared<'_>, StoreError> {
        self.try_prepare(new)
            .map_err(|cause| StoreError::new(&self.named, Deed::Write, cause))
    }

    fn try_prepare(&self, new: &[u8]) -> io::Result<Prepared<'_>> {
        let directory = self.directory();
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
        Ok(Prepared {
            locked: self,
            temporary,
            kept,
        })
    }

    fn directory(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// How the names of this file's temporary files begin.
    fn temporary_prefix(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        format!(".{}.detente-", name.to_string_lossy())
    }
}

/// New bytes for a file, on the disk beside it; dropped, they are gone.
#[derive(Debug)]
pub struct Prepared<'a> {
    locked: &'a Locked,
    temporary: NamedTempFile,
    kept: Kept,
}

impl Prepared<'_> {
    /// Gives the new bytes the name of the old ones in one step, unless these have changed.
    ///
    /// Whenever the program or the machine stops, the name leads to the old bytes or to the new.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the file has vanished or the directory may not be written.
    pub fn commit(self, old: &[u8]) -> Result<Replaced, StoreError> {
        let named = &self.locked.named;
        self.try_commit(old)
            .map_err(|cause| StoreError::new(named, Deed::Write, cause))
    }

    fn try_commit(self, old: &[u8]) -> io::Result<Replaced> {
        let path = &self.locked.path;
        if fs::read(path)? != old || !is_same(&self.locked.file, path)? {
            return Ok(Replaced::ChangedMeanwhile);
        }
        self.temporary
            .persist(path)
            .map_err(|failed| failed.error)?;
        sync_directory(self.locked.directory())?;
        Ok(Replaced::Written(self.kept))
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
