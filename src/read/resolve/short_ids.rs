//! The short ids of one sort of thing, which millions of events name.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Short ids as numbers, and what each stands for.
///
/// The table holds places in lists beside it, so that a thousand ids can be looked up without
/// leaving the cache that is next to the processor.
pub(super) struct ShortIds<K> {
    hash: DefaultHashBuilder,
    table: HashTable<u32>,
    ids: Vec<u128>,
    keys: Vec<K>,
}

impl<K> Default for ShortIds<K> {
    fn default() -> Self {
        Self {
            hash: DefaultHashBuilder::default(),
            table: HashTable::new(),
            ids: Vec::new(),
            keys: Vec::new(),
        }
    }
}

impl<K: Copy> ShortIds<K> {
    /// Takes an id in that is not there yet.
    pub(super) fn insert(&mut self, id: u128, key: K) {
        let Self {
            hash, table, ids, ..
        } = self;
        let place = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        ids.push(id);
        self.keys.push(key);
        table.insert_unique(hash.hash_one(id), place, |place| {
            hash.hash_one(ids[*place as usize])
        });
    }

    #[inline]
    pub(super) fn find(&self, id: u128) -> Option<K> {
        let is_it = |place: &u32| self.ids[*place as usize] == id;
        let place = self.table.find(self.hash.hash_one(id), is_it)?;
        self.keys.get(*place as usize).copied()
    }
}
