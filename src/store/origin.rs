//! A long file whose bytes are read where they stand.

use std::fs::{File, Metadata};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use crate::model::text::Origin;

use super::content::{SHORT, read_at};

/// A file that is kept open, so that what is read later is of the same file, whatever takes its name meanwhile.
#[derive(Clone)]
pub struct FileOrigin {
    file: Arc<File>,
    stamp: Stamp,
}

/// By what one sees that a file has been written to.
#[derive(Clone, PartialEq, Eq)]
struct Stamp {
    length: usize,
    modified: Option<SystemTime>,
    /// When it was last changed in any way, in seconds and nanoseconds: no program can set that to whatever it
    /// likes. To lose its name is a change too.
    #[cfg(unix)]
    changed: (i64, i64),
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Self {
            length: usize::try_from(metadata.len()).unwrap_or(usize::MAX),
            modified: metadata.modified().ok(),
            #[cfg(unix)]
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }
}

impl FileOrigin {
    /// Opens a file, if it is one that is long and can be read at any place.
    pub fn open(path: &Path) -> Option<Self> {
        if path == Path::new("-") || cfg!(not(unix)) {
            return None;
        }
        // A pipe must not even be opened: whoever writes to it would take that for its reader.
        if !std::fs::metadata(path).ok()?.is_file() {
            return None;
        }
        let file = File::open(path).ok()?;
        let metadata = file.metadata().ok()?;
        let stamp = Stamp::of(&metadata);
        (metadata.is_file() && stamp.length >= SHORT).then(|| Self {
            file: Arc::new(file),
            stamp,
        })
    }

    /// Whether nobody has written to it or put another in its place since it was opened, as far as its length
    /// and its times tell.
    pub fn is_unchanged(&self) -> bool {
        let metadata = self.file.metadata();
        metadata.is_ok_and(|metadata| Stamp::of(&metadata) == self.stamp)
    }
}

impl Origin for FileOrigin {
    fn length(&self) -> usize {
        self.stamp.length
    }

    fn read(&self, place: usize, room: &mut [u8]) -> bool {
        read_at(&self.file, room, place as u64).is_ok()
    }
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::fs;
    use std::io::{Seek, Write};
    use std::time::Duration;

    use super::*;

    const LENGTH: usize = SHORT + 3;

    /// A long file, written long ago.
    fn written() -> (tempfile::TempDir, File) {
        let directory = tempfile::tempdir().unwrap();
        let mut file = File::create_new(directory.path().join("long")).unwrap();
        file.write_all(&vec![b'a'; LENGTH]).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1))
            .unwrap();
        (directory, file)
    }

    #[test]
    fn a_file_that_is_written_to_is_another() {
        let (directory, mut file) = written();
        let origin = FileOrigin::open(&directory.path().join("long")).unwrap();
        assert_eq!(origin.length(), LENGTH);
        assert!(origin.is_unchanged());
        file.rewind().unwrap();
        file.write_all(b"b").unwrap();
        assert!(!origin.is_unchanged());
    }

    #[test]
    fn a_file_that_grows_or_shrinks_is_another() {
        for length in [LENGTH - 1, LENGTH + 1] {
            let (directory, file) = written();
            let origin = FileOrigin::open(&directory.path().join("long")).unwrap();
            file.set_len(length as u64).unwrap();
            assert!(!origin.is_unchanged());
            assert_eq!(origin.length(), LENGTH);
            assert_eq!(origin.read(0, &mut vec![0; LENGTH]), length > LENGTH);
        }
    }

    #[test]
    fn a_file_whose_name_another_takes_can_be_read_to_its_end_and_is_out_of_date() {
        let (directory, _file) = written();
        let path = directory.path().join("long");
        let origin = FileOrigin::open(&path).unwrap();
        fs::write(directory.path().join("new"), "b").unwrap();
        fs::rename(directory.path().join("new"), &path).unwrap();
        let mut room = [0; 2];
        assert!(origin.read(LENGTH - 2, &mut room));
        assert_eq!(room, *b"aa");
        assert!(!origin.is_unchanged());
    }

    #[test]
    fn short_files_folders_and_what_is_not_there_are_no_origins() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("short");
        fs::write(&path, vec![b'a'; SHORT - 1]).unwrap();
        for path in [
            path.as_path(),
            directory.path(),
            Path::new("-"),
            Path::new("none"),
        ] {
            assert!(FileOrigin::open(path).is_none(), "{}", path.display());
        }
    }
}
