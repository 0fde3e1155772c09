//! Why a file could not be read or written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A file that could not be read or written; the old text is where it was.
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
            "there is no file `{path}`; name the ledger with `--file FILE` or in DETENTE_FILE"
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
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            write!(
                f,
                "there is no room to write `{path}`: {cause}; it is as it was. Make room and try again"
            )
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => write!(
            f,
            "nothing may be written in the directory of `{path}`: {cause}; the file is as it was. Allow \
             it, or work on a copy with `--file FILE`"
        ),
        _ => write!(f, "`{path}` cannot be written: {cause}; it is as it was"),
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}
