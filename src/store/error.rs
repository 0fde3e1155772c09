//! Why a file could not be read or written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A file that could not be read or written.
///
/// Unless the text of the error says otherwise, the old text is where it was.
#[derive(Debug)]
pub struct StoreError {
    path: PathBuf,
    deed: Deed,
    cause: io::Error,
}

/// What was tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Deed {
    Read,
    Lock,
    Write,
    /// To force to the disk what has been written.
    Settle,
}

impl StoreError {
    pub(super) fn new(path: &Path, deed: Deed, cause: io::Error) -> Self {
        Self {
            path: path.to_owned(),
            deed,
            cause,
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.deed {
            Deed::Read => reading(f, &path, &self.cause),
            Deed::Lock => locking(f, &path, &self.cause),
            Deed::Write => writing(f, &path, &self.cause),
            Deed::Settle => write!(
                f,
                "`{path}` holds the new text, which may be lost if the machine stops now: {}; look at \
                 the disk",
                self.cause
            ),
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the system's list of causes is open"
)]
fn reading(f: &mut fmt::Formatter<'_>, path: &dyn fmt::Display, cause: &io::Error) -> fmt::Result {
    match cause.kind() {
        io::ErrorKind::NotFound => write!(
            f,
            "there is no file `{path}`; name the ledger with `--file FILE` or in DETENTE_FILE, or begin \
             one with `detente init`"
        ),
        io::ErrorKind::IsADirectory => {
            write!(
                f,
                "`{path}` is a directory; name the ledger in it, such as `{path}/channels.yaml`"
            )
        }
        io::ErrorKind::PermissionDenied => {
            write!(
                f,
                "`{path}` may not be read; allow it, or name another file with `--file FILE`"
            )
        }
        _ => write!(f, "`{path}` cannot be read: {cause}"),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the system's list of causes is open"
)]
fn locking(f: &mut fmt::Formatter<'_>, path: &dyn fmt::Display, cause: &io::Error) -> fmt::Result {
    match cause.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::IsADirectory => reading(f, path, cause),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            write!(
                f,
                "`{path}` may not be written; it is as it was. Allow it, or work on a copy with \
                 `--file FILE`"
            )
        }
        io::ErrorKind::WouldBlock => write!(
            f,
            "`{path}` is being changed by another program that does not come to an end; it is as it \
             was. Try again, or look for a `detente` that hangs"
        ),
        _ => write!(f, "`{path}` cannot be locked: {cause}; it is as it was"),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the system's list of causes is open"
)]
fn writing(f: &mut fmt::Formatter<'_>, path: &dyn fmt::Display, cause: &io::Error) -> fmt::Result {
    match cause.kind() {
        io::ErrorKind::NotFound => write!(
            f,
            "`{path}` has vanished meanwhile, so nothing was written; put it back and try again"
        ),
        io::ErrorKind::StorageFull => no_room(f, path, "the disk is full"),
        io::ErrorKind::QuotaExceeded => no_room(f, path, "the quota is used up"),
        io::ErrorKind::FileTooLarge => no_room(f, path, "the system allows no larger file"),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => write!(
            f,
            "no file may be made in the directory of `{path}`, as a change needs; `{path}` is as it was. \
             Allow it, or work on a copy with `--file FILE`"
        ),
        io::ErrorKind::ResourceBusy => write!(
            f,
            "`{path}` is mounted by itself, so that no new file can take its place; it is as it was. \
             Mount its directory instead"
        ),
        _ => write!(f, "`{path}` cannot be written: {cause}; it is as it was"),
    }
}

fn no_room(f: &mut fmt::Formatter<'_>, path: &dyn fmt::Display, why: &str) -> fmt::Result {
    write!(
        f,
        "there is no room to write `{path}`: {why}; it is as it was. Make room and try again"
    )
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}
