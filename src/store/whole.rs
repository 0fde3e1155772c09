//! A file that is written whole, in place of one that has its name already, or not at all.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::create::{WriteError, failed};

/// Writes a file whole or not at all; one that has its name already is replaced.
///
/// The text goes to a new file beside it, which then takes the name, so that nobody ever reads
/// half of it. A link is followed, and its target replaced.
///
/// # Errors
///
/// [`WriteError`], whose text says what to do. What was there before is there still.
pub fn write_whole(path: &Path, text: &str) -> Result<(), WriteError> {
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
    let mut file = builder.tempfile_in(folder).map_err(failed(path))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .map_err(failed(path))?;
    file.persist(&target)
        .map(drop)
        .map_err(|error| failed(path)(error.error))
}
