//! A long file whose bytes are read where they stand.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use crate::model::text::Origin;

use super::content::{SHORT, read_at};

/// A file that is kept open, so that what is read later is of the same file, whatever takes its name meanwhile.
#[derive(Clone)]
pub struct FileOrigin {
    file: Arc<File>,
    length: usize,
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
        let length = usize::try_from(metadata.len()).ok()?;
        (metadata.is_file() && length >= SHORT).then(|| Self {
            file: Arc::new(file),
            length,
        })
    }

    /// Whether it has the same length still.
    pub fn has_its_length(&self) -> bool {
        let metadata = self.file.metadata();
        metadata.is_ok_and(|metadata| metadata.len() == self.length as u64)
    }
}

impl Origin for FileOrigin {
    fn length(&self) -> usize {
        self.length
    }

    fn read(&self, place: usize, room: &mut [u8]) -> bool {
        read_at(&self.file, room, place as u64).is_ok()
    }
}
