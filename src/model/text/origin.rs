//! Where the bytes of a text stand that is not held.

use std::ops::Range;

use crate::model::parallel;

/// Where the bytes of a text stand that is not held.
pub trait Origin: Send + Sync {
    /// How many bytes there are, which is the same whenever it is asked.
    fn length(&self) -> usize;

    /// Fills the room with the bytes from a place on; `false` if they cannot be had.
    fn read(&self, place: usize, room: &mut [u8]) -> bool;

    /// The bytes in a range, if they are held where they stand.
    fn held(&self, range: Range<usize>) -> Option<&[u8]> {
        let _ = range;
        None
    }
}

impl Origin for Vec<u8> {
    fn length(&self) -> usize {
        self.len()
    }

    fn read(&self, place: usize, room: &mut [u8]) -> bool {
        let bytes = self.get(place..place + room.len());
        bytes.is_some_and(|bytes| {
            room.copy_from_slice(bytes);
            true
        })
    }
}

/// Whether just these bytes stand at an origin.
pub(crate) fn stands_at(bytes: &[u8], origin: &dyn Origin) -> bool {
    /// What is compared in one piece of work, and at a time.
    const PIECE: usize = 1 << 20;
    const PART: usize = 1 << 16;
    if origin.length() != bytes.len() {
        return false;
    }
    let pieces: Vec<(usize, &[u8])> = (0..).step_by(PIECE).zip(bytes.chunks(PIECE)).collect();
    let are_same = parallel::map(&pieces, |(start, piece)| {
        let mut room = vec![0; PART.min(piece.len())];
        let mut parts = (*start..).step_by(PART).zip(piece.chunks(PART));
        parts.all(|(start, part)| {
            let room = &mut room[..part.len()];
            origin.read(start, room) && room == part
        })
    });
    are_same.into_iter().all(|same| same)
}
