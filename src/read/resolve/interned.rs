//! Texts and lists that are kept once, however often they come.

use std::hash::{BuildHasher, Hash};

use hashbrown::{DefaultHashBuilder, HashTable};

/// Which texts of a list are there already, or which short lists of a long one.
#[derive(Default)]
pub(super) struct Interned {
    hash: DefaultHashBuilder,
    places: HashTable<(u64, usize)>,
}

impl Interned {
    /// The place of a text, or the hash to insert it by; each place tells what is there.
    pub(super) fn find<'a, T: Hash + Eq + ?Sized + 'a>(
        &self,
        text: &T,
        at: impl Fn(usize) -> &'a T,
    ) -> Result<usize, u64> {
        let hash = self.hash.hash_one(text);
        let is_it = |(known, place): &(u64, usize)| *known == hash && at(*place) == text;
        let found = self.places.find(hash, is_it);
        found.map(|(_, place)| *place).ok_or(hash)
    }

    pub(super) fn insert(&mut self, hash: u64, place: usize) {
        self.places
            .insert_unique(hash, (hash, place), |(hash, _)| *hash);
    }
}
