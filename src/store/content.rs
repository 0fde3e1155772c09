//! The bytes of a file, read in parts side by side if it is long.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Mutex;

use crate::model::parallel;

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

/// Whether a file holds just these bytes.
#[cfg(unix)]
pub(super) fn is_content(file: &File, bytes: &[u8]) -> io::Result<bool> {
    if file.metadata()?.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let share = bytes.len().div_ceil(parallel::pieces()).max(SHORT);
    let shares: Vec<(usize, &[u8])> = (0..).step_by(share).zip(bytes.chunks(share)).collect();
    let same = parallel::map(&shares, |(start, share)| stands_at(file, *start, share));
    same.into_iter()
        .try_fold(true, |all, same| Ok(all && same?))
}

/// Whether a file holds just these bytes.
#[cfg(not(unix))]
pub(super) fn is_content(file: &File, bytes: &[u8]) -> io::Result<bool> {
    Ok(from_the_beginning(file, bytes.len())? == bytes)
}

/// Whether a file holds these bytes from a place on.
#[cfg(unix)]
fn stands_at(file: &File, start: usize, bytes: &[u8]) -> io::Result<bool> {
    /// What is read at a time.
    const PART: usize = 1 << 16;
    let mut buffer = vec![0; PART.min(bytes.len())];
    for (offset, part) in (start..).step_by(PART).zip(bytes.chunks(PART)) {
        let read = &mut buffer[..part.len()];
        match read_at(file, read, offset as u64) {
            Ok(()) if read == part => {}
            Ok(()) => return Ok(false),
            // It has become shorter meanwhile.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
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
