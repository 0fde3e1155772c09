//! A folder of files that is published as a whole or not at all.
//!
//! The new folder is built beside the old one, forced to the disk, and then takes its place in one
//! step. Beside the files stands a list of them with their hashes. By it the next run knows what is
//! its own: a folder that holds anything else is left as it is, for nobody's work may be lost to a
//! report.
//!
//! A folder that is being built has a name that ends in [`PART`]. Complete, it is renamed to one that
//! ends in [`SWAP`], which after the exchange is the name of the old folder. So whatever ends in the
//! first is the program's alone; what ends in the second is removed only after another look at it.

mod contents;
mod error;
mod manifest;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub use error::FolderError;

use contents::{Contents, inspect};
use error::Problem;
use manifest::Manifest;

use super::locked::sync_directory;

/// How the name of a folder ends that is being built or taken away.
const PART: &str = ".part";
/// How the name of a folder ends that is whole and about to take the place of another, or has left it.
const SWAP: &str = ".swap";
/// The age at which such a folder has certainly been left behind by a program that was killed.
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
) -> Result<Published, FolderError> {
    let place = Place::of(folder)?;
    place.keep_apart(apart)?;
    let published = place.publish(files)?;
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

    fn publish(&self, files: &BTreeMap<String, Vec<u8>>) -> Result<Published, FolderError> {
        let manifest = Manifest::of(files);
        let path = self.path();
        let mut built = None;
        for _ in 0..ATTEMPTS {
            let contents = inspect(&path).map_err(|problem| self.refused(problem))?;
            let is_new = match contents {
                Contents::Published { manifest: old } if old == manifest => {
                    return Ok(Published::Unchanged);
                }
                Contents::Published { .. } | Contents::Incomplete => false,
                Contents::Nothing | Contents::Empty => true,
            };
            let new = match &mut built {
                Some(built) => built,
                None => built.insert(self.build(files, &manifest)?),
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

    /// Builds the new folder beside the old one and forces it to the disk.
    fn build(
        &self,
        files: &BTreeMap<String, Vec<u8>>,
        manifest: &Manifest,
    ) -> Result<Built, FolderError> {
        let failed = |cause| self.failed(cause);
        let mut built = self.begin().map_err(failed)?;
        built.fill(files, manifest).map_err(failed)?;
        if let Ok(old) = fs::metadata(self.path()) {
            fs::set_permissions(&built.path, old.permissions()).map_err(failed)?;
        }
        built.complete().map_err(failed)?;
        Ok(built)
    }

    /// Makes an empty folder under a name that nobody else has.
    fn begin(&self) -> io::Result<Built> {
        let process = std::process::id();
        let mut number = 0_u32;
        loop {
            let stem = self.parent.join(with(
                &self.temporary_prefix(),
                &format!("{process}-{number}"),
            ));
            let path = with_end(&stem, PART);
            let is_taken = with_end(&stem, SWAP).symlink_metadata().is_ok();
            match if is_taken {
                Err(io::ErrorKind::AlreadyExists.into())
            } else {
                fs::create_dir(&path)
            } {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
                Ok(()) => {
                    return Ok(Built {
                        stem,
                        path,
                        is_ours: true,
                    });
                }
            }
        }
    }

    /// Gives a new folder its name, unless another has taken it meanwhile.
    fn put(&self, new: &mut Built) -> Result<bool, FolderError> {
        let path = self.path();
        if !cfg!(unix) {
            // Elsewhere no folder takes the place of another, be it empty.
            let _ = fs::remove_dir(&path);
        }
        match fs::rename(&new.path, &path) {
            Ok(()) => {
                new.is_ours = false;
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
        match exchange(&new.path, &path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(self.failed(error)),
        }
        // From here on this name leads to the old folder.
        new.is_ours = false;
        if let Err(problem) = inspect(&new.path) {
            return Err(match exchange(&new.path, &path) {
                Ok(()) => {
                    new.is_ours = true;
                    self.refused(problem)
                }
                Err(cause) => self.refused(Problem::Stranded(new.path.clone(), cause)),
            });
        }
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

/// A folder that has been built, under a temporary name.
struct Built {
    /// The temporary name without its end.
    stem: PathBuf,
    path: PathBuf,
    /// Whether the name still leads to what was built, so that it may be removed.
    is_ours: bool,
}

impl Built {
    fn fill(&self, files: &BTreeMap<String, Vec<u8>>, manifest: &Manifest) -> io::Result<()> {
        let mut written = Vec::with_capacity(files.len() + 1);
        let mut folders = vec![self.path.clone()];
        let listed = (manifest::NAME, manifest.text().into_bytes());
        let files = files.iter().map(|(name, bytes)| (name.as_str(), bytes));
        for (name, bytes) in files.chain([(listed.0, &listed.1)]) {
            let path = self.path.join(name);
            let inner = path.parent().map(Path::to_owned);
            if let Some(inner) = inner.filter(|inner| !folders.contains(inner)) {
                fs::create_dir_all(&inner)?;
                folders.push(inner);
            }
            let mut file = File::create_new(&path)?;
            file.write_all(bytes)?;
            written.push(path);
        }
        // All files first, so that the disk takes most of them in one go.
        for path in written {
            File::open(&path)?.sync_all()?;
        }
        for folder in folders.iter().rev() {
            if let Ok(folder) = File::open(folder) {
                sync_directory(&folder)?;
            }
        }
        Ok(())
    }

    /// Gives it the name of a folder that is whole.
    fn complete(&mut self) -> io::Result<()> {
        let whole = with_end(&self.stem, SWAP);
        fs::rename(&self.path, &whole)?;
        self.path = whole;
        Ok(())
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
fn remove(stem: &Path, path: &Path) {
    let part = with_end(stem, PART);
    if fs::rename(path, &part).is_ok() {
        let _ = fs::remove_dir_all(&part);
    }
}

/// Exchanges two folders.
#[cfg(target_os = "linux")]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
        // Some disks cannot, and tell so in several ways.
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => take_turns(new, old),
        exchanged => Ok(exchanged?),
    }
}

/// Exchanges two folders.
#[cfg(not(target_os = "linux"))]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    take_turns(new, old)
}

/// Exchanges two folders, one after the other; if the second cannot follow, the first comes back.
fn take_turns(new: &Path, old: &Path) -> io::Result<()> {
    let aside = with_end(new, SWAP);
    fs::rename(old, &aside)?;
    if let Err(error) = fs::rename(new, old) {
        fs::rename(&aside, old)?;
        return Err(error);
    }
    fs::rename(&aside, new)
}

/// Whether a folder that was to be free or empty turned out to be neither.
fn is_there(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty
    )
}

fn with(beginning: &OsString, end: &str) -> OsString {
    let mut whole = beginning.clone();
    whole.push(end);
    whole
}

/// A path with something after its last name.
fn with_end(path: &Path, end: &str) -> PathBuf {
    with(&path.as_os_str().to_owned(), end).into()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn folders_change_places_where_the_system_needs_three_steps_for_it() {
        let directory = tempfile::tempdir().unwrap();
        let (one, two) = (directory.path().join("one"), directory.path().join("two"));
        for folder in [&one, &two] {
            fs::create_dir(folder).unwrap();
            fs::write(
                folder.join("name"),
                folder.file_name().unwrap().to_str().unwrap(),
            )
            .unwrap();
        }
        let read = |folder: &Path| fs::read_to_string(folder.join("name")).unwrap();
        take_turns(&one, &two).unwrap();
        assert_eq!((&*read(&one), &*read(&two)), ("two", "one"));
        exchange(&one, &two).unwrap();
        assert_eq!((&*read(&one), &*read(&two)), ("one", "two"));
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_folder_that_cannot_follow_leaves_the_other_where_it_was() {
        let directory = tempfile::tempdir().unwrap();
        let old = directory.path().join("old");
        fs::create_dir(&old).unwrap();
        take_turns(&directory.path().join("gone"), &old).unwrap_err();
        assert!(old.is_dir());
    }

    #[test]
    fn what_came_into_the_old_folder_at_the_last_moment_brings_it_back() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("site");
        let files = |text: &str| BTreeMap::from([("a.txt".to_owned(), text.as_bytes().to_vec())]);
        publish(&path, &files("old"), None).unwrap();
        let place = Place::of(&path).unwrap();
        let new = files("new");
        let mut built = place.build(&new, &Manifest::of(&new)).unwrap();
        fs::write(path.join("notes.txt"), "mine").unwrap();
        let error = place.replace(&mut built).unwrap_err();
        assert!(error.to_string().contains("`notes.txt`"), "{error}");
        drop(built);
        assert_eq!(fs::read_to_string(path.join("notes.txt")).unwrap(), "mine");
        assert_eq!(fs::read_to_string(path.join("a.txt")).unwrap(), "old");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }
}
