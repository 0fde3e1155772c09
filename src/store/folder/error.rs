//! Why a folder could not be published.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A folder that could not be published.
///
/// Unless the text of the error says otherwise, it is as it was.
#[derive(Debug)]
pub struct FolderError {
    folder: PathBuf,
    problem: Problem,
}

/// What stands in the way of publishing.
#[derive(Debug)]
pub(super) enum Problem {
    /// It has no name by which another could take its place: `.`, `..` or `/`.
    Nameless,
    /// The folder around it cannot be used.
    Around(io::Error),
    /// It is a link.
    Link,
    /// It is no folder.
    NoFolder,
    /// The ledger lies in it.
    HoldsLedger,
    /// The program was started in it.
    HoldsWorkplace,
    /// It holds something, but no list of what was published.
    NotPublished(Vec<String>),
    /// Its list cannot be read.
    BadManifest,
    /// It holds what was not published.
    Foreign(Vec<String>),
    /// Files in it have changed since they were published.
    Edited(Vec<String>),
    /// Others publish to it without end.
    Busy,
    /// It cannot be read.
    Reading(io::Error),
    /// The new folder cannot be written.
    Writing(io::Error),
    /// The new folder could not be forced to the disk.
    Settling(io::Error),
    /// The old folder holds more than was published, and could not be put back from here.
    Stranded(PathBuf, io::Error),
}

impl FolderError {
    pub(super) fn new(folder: &Path, problem: Problem) -> Self {
        Self {
            folder: folder.to_owned(),
            problem,
        }
    }
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folder = self.folder.display();
        match &self.problem {
            Problem::Nameless => write!(
                f,
                "`{folder}` cannot be replaced as a whole; name a folder within it, such as `site`"
            ),
            Problem::Around(cause) => around(f, &self.folder, cause),
            Problem::Link => write!(
                f,
                "`{folder}` is a link; name the folder that it leads to, or another one"
            ),
            Problem::NoFolder => write!(
                f,
                "`{folder}` is a file and stays as it is; name another folder"
            ),
            Problem::HoldsLedger => write!(
                f,
                "the ledger lies in `{folder}`, which is replaced as a whole; name another folder"
            ),
            Problem::HoldsWorkplace => write!(
                f,
                "you are in `{folder}`, which is replaced as a whole; go elsewhere, or name another \
                 folder"
            ),
            Problem::NotPublished(names) => write!(
                f,
                "`{folder}` is not empty and was not written by `detente publish`: it holds {}; it is \
                 as it was. Name a new folder or an empty one",
                listed(names)
            ),
            Problem::BadManifest => write!(
                f,
                "`{folder}` was perhaps written by another version of detente: its `.detente.json` \
                 cannot be read; it is as it was. Name a new folder, or remove this one"
            ),
            Problem::Foreign(names) => write!(
                f,
                "`{folder}` holds what `detente publish` has not written: {}; it is as it was. Move \
                 that elsewhere, or name another folder",
                listed(names)
            ),
            Problem::Edited(names) => write!(
                f,
                "`{folder}` was edited after it had been published: {}; it is as it was. Move what was \
                 edited elsewhere (it will be written anew), or name another folder",
                listed(names)
            ),
            Problem::Busy => write!(
                f,
                "others publish to `{folder}` all the time; it is as they left it. Try again"
            ),
            Problem::Reading(cause) => write!(
                f,
                "what is in `{folder}` cannot be read: {cause}; it is as it was. Allow it, or name \
                 another folder"
            ),
            Problem::Writing(cause) => writing(f, &self.folder, cause),
            Problem::Settling(cause) => write!(
                f,
                "`{folder}` is published, but may be lost if the machine stops now: {cause}; look at \
                 the disk"
            ),
            Problem::Stranded(old, cause) => write!(
                f,
                "`{folder}` is published, but somebody put files into the old one meanwhile, which \
                 cannot be put back: {cause}; they are in `{}`",
                old.display()
            ),
        }
    }
}

/// Some names, the first of many.
fn listed(names: &[String]) -> String {
    const MOST: usize = 5;
    let mut listed: Vec<String> = names
        .iter()
        .take(MOST)
        .map(|name| format!("`{name}`"))
        .collect();
    if names.len() > MOST {
        listed.push(format!("and {} more", names.len() - MOST));
    }
    listed.join(", ")
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the system's list of causes is open"
)]
fn around(f: &mut fmt::Formatter<'_>, folder: &Path, cause: &io::Error) -> fmt::Result {
    let folder = folder.display();
    match cause.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => write!(
            f,
            "there is no directory for `{folder}`; make it, or name another folder"
        ),
        _ => write!(
            f,
            "the directory of `{folder}` cannot be used: {cause}; name another folder"
        ),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the system's list of causes is open"
)]
fn writing(f: &mut fmt::Formatter<'_>, folder: &Path, cause: &io::Error) -> fmt::Result {
    let folder = folder.display();
    match cause.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => write!(
            f,
            "no folder may be made beside `{folder}`, as publishing needs; nothing has changed. Allow it, \
             or name another folder"
        ),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => write!(
            f,
            "there is no room to write `{folder}`: {cause}; nothing has changed. Make room and try again"
        ),
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => write!(
            f,
            "`{folder}` is mounted by itself, so that no new folder can take its place; nothing has \
             changed. Name a folder within it"
        ),
        _ => write!(
            f,
            "`{folder}` cannot be written: {cause}; nothing has changed"
        ),
    }
}

impl std::error::Error for FolderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Around(cause)
            | Problem::Reading(cause)
            | Problem::Writing(cause)
            | Problem::Settling(cause)
            | Problem::Stranded(_, cause) => Some(cause),
            Problem::Nameless
            | Problem::Link
            | Problem::NoFolder
            | Problem::HoldsLedger
            | Problem::HoldsWorkplace
            | Problem::NotPublished(_)
            | Problem::BadManifest
            | Problem::Foreign(_)
            | Problem::Edited(_)
            | Problem::Busy => None,
        }
    }
}
