//! The hashes of events' ids.

use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

use crate::model::short::short;

/// How ids are hashed while events are packed, and when they are looked up.
///
/// The hash is kept beside each event, so that no text is read twice.
#[derive(Clone, Default)]
pub(crate) struct IdHash(DefaultHashBuilder);

impl IdHash {
    #[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
    pub(crate) fn of(&self, id: &[u8]) -> u32 {
        match short(id) {
            Some(short) => self.of_short(short),
            None => self.0.hash_one(id) as u32,
        }
    }

    /// The hash of an id that is a [short](short()) text.
    #[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
    #[inline]
    pub(crate) fn of_short(&self, id: u128) -> u32 {
        self.0.hash_one(id) as u32
    }
}
