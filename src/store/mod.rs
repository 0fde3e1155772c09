//! Files: where the text of a ledger comes from, and how a new one takes its place.

mod attributes;
mod content;
pub mod create;
mod error;
pub mod folder;
mod forced;
pub mod included;
mod locked;
mod origin;
mod owner;
mod same;
pub mod unfinished;
pub mod whole;

use std::io::{self, Read};
use std::path::Path;

pub use error::StoreError;
pub use locked::{Locked, Prepared, Replaced};
pub use origin::FileOrigin;
pub use owner::Kept;

use crate::model::text::Origin;

use error::Deed;

/// Lets somebody look at what a file holds, wherever in it.
///
/// # Errors
///
/// [`StoreError`] if it cannot be read.
pub fn look<T>(path: &Path, see: impl FnOnce(&dyn Origin) -> T) -> Result<T, StoreError> {
    locked::look(path, see).map_err(|cause| StoreError::new(path, Deed::Read, cause))
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
        std::fs::File::open(path).and_then(|file| content::content(&file))
    };
    read.map_err(|cause| StoreError::new(path, Deed::Read, cause))
}
