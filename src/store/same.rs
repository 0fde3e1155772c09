//! Whether an open file is the one that has a name.

use std::fs::File;
use std::io;
use std::path::Path;

/// Whether an open file is still the one that a path leads to.
#[cfg(unix)]
pub(super) fn is_same(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;

    let (open, named) = (file.metadata()?, std::fs::metadata(path)?);
    Ok((open.dev(), open.ino()) == (named.dev(), named.ino()))
}

/// Elsewhere a locked file cannot be replaced, so it is the same.
#[cfg(not(unix))]
pub(super) fn is_same(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}
