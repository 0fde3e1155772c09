//! A file that is replaced as a whole or not at all.
//!
//! The lock is on the file itself, so that no other file has to lie about. Since every change puts
//! a new file in the old one's place, whoever has waited for the lock looks whether the file is
//! still the one that has the name, and otherwise starts again.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use tempfile::NamedTempFile;

use crate::model::text::{Origin, stands_at};

use super::attributes::keep_attributes;
use super::content::{content, look_at};
use super::error::{Deed, StoreError};
use super::forced::forced;
use super::origin::FileOrigin;
use super::owner::{Kept, keep_owner};
use super::same::is_same;
use super::unfinished::{Unfinished, step};

/// How long another program may take for one change of the file.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long one waits before looking again whether the file is free.
const PAUSE: Duration = Duration::from_millis(5);
/// The age at which a temporary file has certainly been left behind by a program that was killed.
const LEFT_BEHIND: Duration = Duration::from_mins(10);
/// How the names of temporary files end.
const SUFFIX: &str = ".tmp";

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
    /// [`StoreError`] if it is not there, is no regular file, may not be written, or if another
    /// program keeps it for a minute without changing it.
    pub fn new(named: &Path) -> Result<Self, StoreError> {
        Self::within(PATIENCE, named)
    }

    fn within(patience: Duration, named: &Path) -> Result<Self, StoreError> {
        let error = |cause| StoreError::new(named, Deed::Lock, cause);
        let mut waited_for: Option<(File, Instant)> = None;
        loop {
            let path = fs::canonicalize(named).map_err(error)?;
            let file = open(&path).map_err(|cause| {
                let is_denied = cause.kind() == io::ErrorKind::PermissionDenied;
                let is_hidden = is_denied && File::open(&path).is_err();
                let deed = if is_hidden { Deed::Read } else { Deed::Lock };
                StoreError::new(named, deed, cause)
            })?;
            match file.try_lock() {
                Ok(()) if is_same(&file, &path).map_err(error)? => {
                    return Ok(Self {
                        named: named.to_owned(),
                        path,
                        file,
                    });
                }
                // Another file has taken its name meanwhile.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => match &waited_for {
                    Some((other, since)) if is_same(other, &path).map_err(error)? => {
                        if since.elapsed() > patience {
                            return Err(error(io::ErrorKind::WouldBlock.into()));
                        }
                        sleep(PAUSE);
                    }
                    // In a long queue everybody comes to an end, only later.
                    Some(_) | None => waited_for = Some((file, Instant::now())),
                },
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
        content(&self.file).map_err(|cause| StoreError::new(&self.named, Deed::Read, cause))
    }

    /// Opens the file to be read where it stands, if it is one that is long.
    pub fn origin(&self) -> Option<FileOrigin> {
        // Should another file take its name just now, the new bytes will not be put in its place.
        FileOrigin::open(&self.path)
    }

    /// Puts new bytes in the place of the old ones, unless these have changed meanwhile.
    ///
    /// # Errors
    ///
    /// As [`Locked::prepare`] and [`Prepared::commit`].
    pub fn replace(&self, old: &[u8], new: &[u8]) -> Result<Replaced, StoreError> {
        self.prepare(|file| file.write_all(new))?
            .commit(|now| stands_at(old, now))
    }

    /// Has new bytes written to a file beside the old one, with the old one's mode and owner, and forces them to the
    /// disk.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if there is no room, or the directory may not be written.
    pub fn prepare(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Prepared<'_>, StoreError> {
        self.try_prepare(write)
            .map_err(|cause| StoreError::new(&self.named, Deed::Write, cause))
    }

    fn try_prepare(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<Prepared<'_>> {
        let directory = self.path.parent().unwrap_or(Path::new("."));
        let prefix = self.temporary_prefix();
        remove_left_behind(directory, &prefix);
        // A directory can be one to write in and yet not to open; then its name lasts when the
        // system gets round to it.
        let opened = File::open(directory).ok();
        let mut step = step();
        let temporary = tempfile::Builder::new()
            .prefix(&prefix)
            .suffix(SUFFIX)
            .tempfile_in(directory)?;
        let unfinished = step.begin(temporary.path());
        drop(step);
        forced(temporary.as_file(), write)?;
        let metadata = self.file.metadata()?;
        // The owner first, for a new owner takes special bits off the mode.
        let kept = keep_owner(temporary.as_file(), &metadata)?;
        // Where the disk knows one mode only, even to set that one is refused.
        if temporary.as_file().metadata()?.permissions() != metadata.permissions() {
            temporary
                .as_file()
                .set_permissions(metadata.permissions())?;
        }
        // After the mode, of which the access list is the exact form.
        keep_attributes(temporary.as_file(), &self.file)?;
        temporary.as_file().sync_all()?;
        Ok(Prepared {
            locked: self,
            temporary,
            _unfinished: unfinished,
            directory: opened,
            kept,
        })
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
    _unfinished: Unfinished,
    directory: Option<File>,
    kept: Kept,
}

impl Prepared<'_> {
    /// Gives the new bytes the name of the old ones in one step, unless these have changed, as somebody says who
    /// looks at what stands there now.
    ///
    /// Whenever the program or the machine stops, the name leads to the old bytes or to the new.
    /// Another name of the old file, a hard link, still leads to the old bytes.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the file has vanished or the directory may not be written; the old bytes
    /// are still there. If only the new name could not be forced to the disk, the error says so.
    pub fn commit(self, is_old: impl FnOnce(&dyn Origin) -> bool) -> Result<Replaced, StoreError> {
        let named = &self.locked.named;
        let path = &self.locked.path;
        let failed = |deed| move |cause| StoreError::new(named, deed, cause);
        let is_old = look(path, is_old)
            .and_then(|is_old| Ok(is_old && is_same(&self.locked.file, path)?))
            .map_err(failed(Deed::Write))?;
        if !is_old {
            return Ok(Replaced::ChangedMeanwhile);
        }
        let mut step = step();
        let persisted = self.temporary.persist(path);
        if persisted.is_ok() {
            step.written(named);
        }
        drop(step);
        persisted.map_err(|persist| failed(Deed::Write)(persist.error))?;
        if let Some(directory) = self.directory {
            sync_directory(&directory).map_err(failed(Deed::Settle))?;
        }
        Ok(Replaced::Written(self.kept))
    }
}

/// Lets somebody look at what a file holds.
pub(super) fn look<T>(path: &Path, see: impl FnOnce(&dyn Origin) -> T) -> io::Result<T> {
    look_at(&File::open(path)?, see)
}

/// Removes what a killed program has left behind; whether that succeeds is of no consequence.
fn remove_left_behind(directory: &Path, prefix: &str) {
    let Ok(files) = fs::read_dir(directory) else {
        return;
    };
    for file in files.flatten() {
        let name = file.file_name();
        let name = name.to_string_lossy();
        let is_ours = name.starts_with(prefix) && name.ends_with(SUFFIX);
        let age = || {
            let modified = file.metadata().ok()?.modified().ok()?;
            SystemTime::now().duration_since(modified).ok()
        };
        if is_ours && age().is_some_and(|age| age > LEFT_BEHIND) {
            let _ = fs::remove_file(file.path());
        }
    }
}

/// Opens a file that can be replaced by another.
fn open(path: &Path) -> io::Result<File> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    OpenOptions::new().read(true).write(true).open(path)
}

/// Forces a new name to the disk, where the system can do so with a directory.
pub(super) fn sync_directory(directory: &File) -> io::Result<()> {
    match directory.sync_all() {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        synced => synced,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn whoever_keeps_a_file_without_changing_it_is_not_waited_for_without_end() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("kept.yaml");
        fs::write(&path, "title: Kept\n").unwrap();
        let kept = Locked::new(&path).unwrap();
        let error = Locked::within(Duration::ZERO, &path).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "`{}` is being changed by another program that does not come to an end; it is as it \
                 was. Try again, or look for a `detente` that hangs",
                path.display()
            )
        );
        drop(kept);
        Locked::within(Duration::ZERO, &path).unwrap();
    }
}
