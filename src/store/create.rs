//! New files, and folders of files that are made anew.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::unfinished::step;

/// A file that could not be written.
#[derive(Debug)]
pub struct WriteError {
    path: PathBuf,
    cause: io::Error,
}

impl fmt::Display for WriteError {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the system's list of causes is open"
    )]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.cause.kind() {
            io::ErrorKind::AlreadyExists => {
                write!(
                    f,
                    "`{path}` is there already and stays as it is; name another"
                )
            }
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                write!(
                    f,
                    "there is no directory for `{path}`; make it, or name another file"
                )
            }
            io::ErrorKind::PermissionDenied => {
                write!(
                    f,
                    "`{path}` may not be written; allow it, or name another place"
                )
            }
            _ => write!(f, "`{path}` cannot be written: {}", self.cause),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

pub(super) fn failed(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    |cause| WriteError {
        path: path.to_owned(),
        cause,
    }
}

/// Writes a file that is not there yet; whatever has its name already stays as it is.
///
/// # Errors
///
/// [`WriteError`], whose text says what to do. No part of a file is left behind.
pub fn create(path: &Path, text: &str) -> Result<(), WriteError> {
    let mut begun = step();
    let file = File::create_new(path).map_err(failed(path))?;
    let unfinished = begun.begin(path);
    drop(begun);
    fill(path, file, text)?;
    let mut ending = step();
    ending.keep(&unfinished);
    ending.written(path);
    Ok(())
}

/// Writes a text to a new file, and takes the file away again if not all of it could be written.
fn fill(path: &Path, mut file: impl Write, text: &str) -> Result<(), WriteError> {
    let written = file.write_all(text.as_bytes()).and_then(|()| file.flush());
    drop(file);
    written.map_err(|cause| {
        // The first failure is the one to tell of.
        let _ = fs::remove_file(path);
        failed(path)(cause)
    })
}

/// Writes files of these names into a folder, in place of those that have the names already; the
/// folder is made if it is not there.
///
/// # Errors
///
/// [`WriteError`] for the first file that could not be written; those before it stay.
pub fn create_all(
    folder: &Path,
    files: impl IntoIterator<Item = (String, Vec<u8>)>,
) -> Result<(), WriteError> {
    fs::create_dir_all(folder).map_err(failed(folder))?;
    for (name, content) in files {
        let path = folder.join(name);
        let mut step = step();
        fs::write(&path, content).map_err(failed(&path))?;
        step.written(&path);
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    /// A disk that is full after the first bytes.
    struct Full(File);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.write(bytes.get(..3).unwrap_or(bytes))?;
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            self.0.flush()
        }
    }

    #[test]
    fn a_file_that_was_written_in_part_is_taken_away() {
        let name = format!("detente-in-part-{}.yaml", std::process::id());
        let path = std::env::temp_dir().join(name);
        let file = File::create_new(&path).unwrap();
        let error = fill(&path, Full(file), "title: Two capitals\n").unwrap_err();
        assert!(!path.exists());
        assert_eq!(
            error.to_string(),
            format!("`{}` cannot be written: no storage space", path.display())
        );
    }
}
