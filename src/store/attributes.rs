//! What a file carries beside its bytes, its mode and its owner: access lists and other extended
//! attributes.

use std::fs::File;
use std::io;

/// Gives a file the extended attributes of another.
///
/// # Errors
///
/// The system's, if the access list cannot be kept: under its mode alone a file would be open to
/// others than before. What other programs have noted on the file is lost where that is so.
#[cfg(unix)]
pub(super) fn keep_attributes(file: &File, of: &File) -> io::Result<()> {
    use xattr::FileExt;

    const ACCESS_LIST: &str = "system.posix_acl_access";
    // A disk that knows no attributes has none to keep.
    let Ok(names) = of.list_xattr() else {
        return Ok(());
    };
    for name in names {
        let Ok(Some(value)) = of.get_xattr(&name) else {
            continue;
        };
        match file.set_xattr(&name, &value) {
            Err(error) if name == ACCESS_LIST => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn keep_attributes(_: &File, _: &File) -> io::Result<()> {
    Ok(())
}
