//! Two folders that exchange their names.

use std::fs;
use std::io;
use std::path::Path;

use super::built::{SWAP, with_end};

/// Exchanges two folders.
#[cfg(target_os = "linux")]
pub(super) fn exchange(new: &Path, old: &Path) -> io::Result<()> {
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
pub(super) fn exchange(new: &Path, old: &Path) -> io::Result<()> {
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
}
