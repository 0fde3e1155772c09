//! The bytes of a file, read in parts side by side if it is long.

use std::fs::File;
use std::io::{self, Read};
use std::sync::{Mutex, OnceLock};

use crate::model::parallel;
use crate::model::text::Origin;

/// What is read sooner than a thread starts.
pub(super) const SHORT: usize = 1 << 20;

/// Reads a file from its beginning.
pub(super) fn content(file: &File) -> io::Result<Vec<u8>> {
    let metadata = file.metadata()?;
    let length = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    if metadata.is_file() && (SHORT..=crate::read::LARGEST_LEDGER).contains(&length) {
        // A file that grows or shrinks meanwhile is read once more, from beginning to end.
        if let Some(bytes) = in_parts(file, length) {
            return Ok(bytes);
        }
    }
    from_the_beginning(file, length.min(SHORT))
}

pub(super) fn from_the_beginning(mut file: &File, length: usize) -> io::Result<Vec<u8>> {
    use std::io::Seek;

    // What cannot be rewound, as a pipe, stands at its beginning.
    let _ = file.rewind();
    let mut bytes = Vec::with_capacity(length);
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Lets somebody look at what a file holds, wherever in it.
///
/// # Errors
///
/// The first that came of reading it, but not that it has become shorter meanwhile.
#[cfg(unix)]
pub(super) fn look_at<T>(file: &File, see: impl FnOnce(&dyn Origin) -> T) -> io::Result<T> {
    let bytes = Bytes {
        file,
        length: usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX),
        failed: OnceLock::new(),
    };
    let seen = see(&bytes);
    bytes.failed.into_inner().map_or(Ok(seen), Err)
}

/// Lets somebody look at what a file holds, wherever in it.
///
/// # Errors
///
/// That of reading it.
#[cfg(not(unix))]
pub(super) fn look_at<T>(file: &File, see: impl FnOnce(&dyn Origin) -> T) -> io::Result<T> {
    Ok(see(&from_the_beginning(file, 0)?))
}

/// The bytes that a file holds, where they stand.
#[cfg(unix)]
struct Bytes<'f> {
    file: &'f File,
    length: usize,
    failed: OnceLock<io::Error>,
}

#[cfg(unix)]
impl Origin for Bytes<'_> {
    fn length(&self) -> usize {
        self.length
    }

    fn read(&self, place: usize, room: &mut [u8]) -> bool {
        let read = read_at(self.file, room, place as u64);
        let is_read = read.is_ok();
        if let Err(error) = read
            && error.kind() != io::ErrorKind::UnexpectedEof
        {
            let _ = self.failed.set(error);
        }
        is_read
    }
}

fn in_parts(file: &File, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    let part = length.div_ceil(parallel::pieces());
    let offsets = (0..length).step_by(part);
    let parts: Vec<_> = offsets
        .zip(bytes.chunks_mut(part))
        .map(Mutex::new)
        .collect();
    let are_read = parallel::map(&parts, |part| {
        let mut part = part.lock().ok()?;
        let (offset, bytes) = &mut *part;
        read_at(file, bytes, *offset as u64).ok()
    });
    drop(parts);
    let is_whole = are_read.iter().all(Option::is_some);
    let is_all = file
        .metadata()
        .is_ok_and(|metadata| metadata.len() == length as u64);
    (is_whole && is_all).then_some(bytes)
}

#[cfg(unix)]
pub(super) fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(not(unix))]
pub(super) fn read_at(_: &File, _: &mut [u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
