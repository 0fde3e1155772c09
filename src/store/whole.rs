//! A file that is written whole, in place of one that has its name already, or not at all.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::create::{WriteError, failed};
use super::unfinished::step;

/// Writes a file whole or not at all; one that has its name already is replaced.
///
/// The text goes to a new file beside it, which then takes the name, so that nobody ever reads
/// half of it. A link to a file is followed, and its target replaced; the new file may be read and written by
/// those who might read and write the old one. What is no file, such as a pipe or a device, cannot
/// be replaced and is written to.
///
/// # Errors
///
/// [`WriteError`], whose text says what to do. What was there before is there still.
pub fn write_whole(path: &Path, text: &str) -> Result<(), WriteError> {
    let old = fs::metadata(path).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut stream| stream.write_all(text.as_bytes()))
            .map_err(failed(path));
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".detente-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: what the user's mask takes away is taken away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut begun = step();
    let mut file = builder.tempfile_in(folder).map_err(failed(path))?;
    let _unfinished = begun.begin(file.path());
    drop(begun);
    let permitted = match old {
        Some(old) => file.as_file().set_permissions(old.permissions()),
        None => Ok(()),
    };
    permitted
        .and_then(|()| file.write_all(text.as_bytes()))
        .and_then(|()| file.as_file().sync_all())
        .map_err(failed(path))?;
    let mut ending = step();
    file.persist(&target)
        .map_err(|error| failed(path)(error.error))?;
    ending.written(path);
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_in_the_place_of_another_is_for_the_same_readers() {
        use std::os::unix::fs::PermissionsExt;

        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("report.html");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        write_whole(&path, "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_pipe_is_written_to_and_stays_a_pipe() {
        use std::io::Read;
        use std::os::fd::AsRawFd;

        let (mut reader, writer) = std::io::pipe().unwrap();
        let path = format!("/proc/self/fd/{}", writer.as_raw_fd());
        write_whole(Path::new(&path), "the report").unwrap();
        drop(writer);
        let mut read = String::new();
        reader.read_to_string(&mut read).unwrap();
        assert_eq!(read, "the report");
    }
}
