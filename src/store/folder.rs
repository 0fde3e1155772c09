//! A folder of files that is published as a whole or not at all.
//!
//! The new folder is built beside the old one, forced to the disk, and then takes its place in one
//! step. Beside the files stands a list of them with their hashes. By it the next run knows what is
//! its own: a folder that holds anything else is left as it is, for nobody's work may be lost to a
//! report.
//!
//! A folder that is being built has a name that ends in `.part`. Complete, it is renamed to one that
//! ends in `.swap`, which after the exchange is the name of the old folder. So whatever ends in the
//! first is the program's alone; what ends in the second is removed only after another look at it.

mod built;
mod contents;
mod error;
mod exchange;
mod manifest;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub use error::FolderError;

use built::{Built, PART, SWAP, remove};
use contents::{Contents, inspect};
use error::Problem;
use exchange::exchange;
use manifest::Manifest;

use crate::model::progress::Progress;

use super::locked::sync_directory;
use super::unfinished::step;

/// The age at which a temporary folder has certainly been left behind by a program that was killed.
const LEFT_BEHIND: Duration = Duration::from_mins(10);
/// How often one begins anew because others publish to the same folder.
const ATTEMPTS: usize = 1000;

/// What came of publishing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Published {
    /// The folder is new, or was empty.
    New,
    /// The folder has taken the place of an older one.
    Changed,
    /// The folder holds just these files already, and nothing was touched.
    Unchanged,
}

/// Makes a folder hold these files and no others, as a whole or not at all.
///
/// The names are relative, with `/` between folders. Whenever the program or the machine stops, the
/// folder is the old one or the new one. Only where the system cannot exchange two folders in one step
/// is there a moment without either.
///
/// # Errors
///
/// [`FolderError`], whose text says what to do, if the folder is not the program's to replace (it holds
/// other files, its files were edited, it is a link, or `apart` lies in it), or if the disk is at
/// fault. The folder is then as it was.
pub fn publish(
    folder: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    apart: Option<&Path>,
    progress: &Progress,
) -> Result<Published, FolderError> {
    let place = Place::of(folder)?;
    place.keep_apart(apart)?;
    let published = place.publish(files, progress)?;
    place.remove_left_behind();
    Ok(published)
}

/// Where a folder is or will be.
struct Place {
    /// As the user named it.
    named: PathBuf,
    /// The folder around it, behind all links.
    parent: PathBuf,
    name: OsString,
}

impl Place {
    fn of(named: &Path) -> Result<Self, FolderError> {
        let refused = |problem| FolderError::new(named, problem);
        let name = named
            .file_name()
            .ok_or_else(|| refused(Problem::Nameless))?;
        let parent = match named.parent() {
            Some(parent) if parent != Path::new("") => parent,
            Some(_) | None => Path::new("."),
        };
        let parent = fs::canonicalize(parent).map_err(|cause| refused(Problem::Around(cause)))?;
        if !parent.is_dir() {
            return Err(refused(Problem::Around(
                io::ErrorKind::NotADirectory.into(),
            )));
        }
        Ok(Self {
            named: named.to_owned(),
            parent,
            name: name.to_owned(),
        })
    }

    fn path(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    fn refused(&self, problem: Problem) -> FolderError {
        FolderError::new(&self.named, problem)
    }

    fn failed(&self, cause: io::Error) -> FolderError {
        self.refused(Problem::Writing(cause))
    }

    /// Refuses a folder that holds what must not go with it when it is replaced.
    fn keep_apart(&self, file: Option<&Path>) -> Result<(), FolderError> {
        let path = fs::canonicalize(self.path()).unwrap_or_else(|_| self.path());
        let is_inside =
            |other: io::Result<PathBuf>| other.is_ok_and(|other| other.starts_with(&path));
        if file.is_some_and(|file| is_inside(fs::canonicalize(file))) {
            return Err(self.refused(Problem::HoldsLedger));
        }
        let workplace = std::env::current_dir().and_then(fs::canonicalize);
        if is_inside(workplace) {
            return Err(self.refused(Problem::HoldsWorkplace));
        }
        Ok(())
    }

    fn publish(
        &self,
        files: &BTreeMap<String, Vec<u8>>,
        progress: &Progress,
    ) -> Result<Published, FolderError> {
        let manifest = Manifest::of(files);
        let mut built = None;
        for _ in 0..ATTEMPTS {
            let Some(contents) = self.look() else {
                continue;
            };
            let contents = contents.map_err(|problem| self.refused(problem))?;
            let is_new = match contents {
                Contents::Published { manifest: old } if old == manifest => {
                    return Ok(Published::Unchanged);
                }
                Contents::Published { .. } | Contents::Incomplete => false,
                Contents::Nothing | Contents::Empty => true,
            };
            let new = match &mut built {
                Some(built) => built,
                None => built.insert(self.build(files, &manifest, progress)?),
            };
            let placed = if is_new {
                self.put(new)?
            } else {
                self.replace(new)?
            };
            if placed {
                return Ok(if is_new {
                    Published::New
                } else {
                    Published::Changed
                });
            }
        }
        Err(self.refused(Problem::Busy))
    }

    /// Looks what is in the folder; `None` if it was exchanged for another meanwhile, for then some of
    /// what was seen is of the one and some of the other.
    fn look(&self) -> Option<Result<Contents, Problem>> {
        let path = self.path();
        // Open, it keeps its identity from being given to another folder. To open a pipe would be to wait.
        let _open = path.is_dir().then(|| File::open(&path));
        let before = identity(&path);
        let contents = inspect(&path);
        (identity(&path) == before).then_some(contents)
    }

    /// Builds the new folder beside the old one and forces it to the disk.
    fn build(
        &self,
        files: &BTreeMap<String, Vec<u8>>,
        manifest: &Manifest,
        progress: &Progress,
    ) -> Result<Built, FolderError> {
        let failed = |cause| self.failed(cause);
        let mut built = Built::begin(&self.parent, &self.temporary_prefix()).map_err(failed)?;
        built.fill(files, manifest, progress).map_err(failed)?;
        if let Ok(old) = fs::metadata(self.path()) {
            fs::set_permissions(&built.path, old.permissions()).map_err(failed)?;
        }
        built.complete().map_err(failed)?;
        Ok(built)
    }

    /// Gives a new folder its name, unless another has taken it meanwhile.
    fn put(&self, new: &mut Built) -> Result<bool, FolderError> {
        let path = self.path();
        if !cfg!(unix) {
            // Elsewhere no folder takes the place of another, be it empty.
            let _ = fs::remove_dir(&path);
        }
        let mut step = step();
        match fs::rename(&new.path, &path) {
            Ok(()) => {
                new.let_go(&mut step);
                step.written(&self.named);
                self.settle()?;
                Ok(true)
            }
            Err(error) if is_there(&error) => Ok(false),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Exchanges a new folder with the old one, and takes the old one away if it is still only what
    /// was published.
    fn replace(&self, new: &mut Built) -> Result<bool, FolderError> {
        let path = self.path();
        let mut step = step();
        match exchange(&new.path, &path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(self.failed(error)),
        }
        // From here on this name leads to the old folder.
        new.let_go(&mut step);
        if let Err(problem) = inspect(&new.path) {
            return Err(match exchange(&new.path, &path) {
                Ok(()) => {
                    new.take_back(&mut step);
                    self.refused(problem)
                }
                Err(cause) => self.refused(Problem::Stranded(new.path.clone(), cause)),
            });
        }
        step.written(&self.named);
        self.settle()?;
        remove(&new.stem, &new.path);
        Ok(true)
    }

    /// Forces the new name to the disk.
    fn settle(&self) -> Result<(), FolderError> {
        // A folder can be one to write in and yet not to open; then the system does it in its time.
        match File::open(&self.parent) {
            Ok(parent) => {
                sync_directory(&parent).map_err(|cause| self.refused(Problem::Settling(cause)))
            }
            Err(_) => Ok(()),
        }
    }

    /// How the names of this folder's temporary folders begin.
    fn temporary_prefix(&self) -> OsString {
        let mut prefix = OsString::from(".");
        prefix.push(&self.name);
        prefix.push(".detente-");
        prefix
    }

    /// Removes what killed programs have left behind; whether that succeeds is of no consequence.
    fn remove_left_behind(&self) {
        let Ok(entries) = fs::read_dir(&self.parent) else {
            return;
        };
        let prefix = self.temporary_prefix();
        let prefix = prefix.to_string_lossy();
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let age = || {
                let modified = entry.metadata().ok()?.modified().ok()?;
                SystemTime::now().duration_since(modified).ok()
            };
            if !name.starts_with(&*prefix)
                || !entry.file_type().is_ok_and(|kind| kind.is_dir())
                || age().is_none_or(|age| age <= LEFT_BEHIND)
            {
                continue;
            }
            let path = entry.path();
            if name.ends_with(PART) {
                let _ = fs::remove_dir_all(&path);
            } else if name.ends_with(SWAP) && inspect(&path).is_ok() {
                remove(&path, &path);
            }
        }
    }
}

/// By what a folder differs from all others, whatever their names.
#[cfg(unix)]
fn identity(folder: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;

    let metadata = fs::symlink_metadata(folder).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

/// By what a folder differs from all others, as far as the system tells.
#[cfg(not(unix))]
fn identity(folder: &Path) -> Option<SystemTime> {
    fs::symlink_metadata(folder).ok()?.created().ok()
}

/// Whether a folder that was to be free or empty turned out to be neither.
fn is_there(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty
    )
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn what_came_into_the_old_folder_at_the_last_moment_brings_it_back() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("site");
        let files = |text: &str| BTreeMap::from([("a.txt".to_owned(), text.as_bytes().to_vec())]);
        publish(&path, &files("old"), None, &Progress::new()).unwrap();
        let place = Place::of(&path).unwrap();
        let new = files("new");
        let mut built = place
            .build(&new, &Manifest::of(&new), &Progress::new())
            .unwrap();
        fs::write(path.join("notes.txt"), "mine").unwrap();
        let error = place.replace(&mut built).unwrap_err();
        assert!(error.to_string().contains("`notes.txt`"), "{error}");
        drop(built);
        assert_eq!(fs::read_to_string(path.join("notes.txt")).unwrap(), "mine");
        assert_eq!(fs::read_to_string(path.join("a.txt")).unwrap(), "old");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }
}
