//! Files: where the text of a ledger comes from.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A file that could not be read.
#[derive(Debug)]
pub struct StoreError {
    path: PathBuf,
    cause: io::Error,
}

impl fmt::Display for StoreError {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the system's list of causes is open"
    )]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.cause.kind() {
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
            _ => write!(f, "`{path}` cannot be read: {}", self.cause),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// Reads a whole file; `-` is standard input.
///
/// # Errors
///
/// [`StoreError`], whose text says what to do, if the file is not there or may not be read.
pub fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    read.map_err(|cause| StoreError {
        path: path.to_owned(),
        cause,
    })
}
