//! The short ids of one sort of thing, which millions of events name.

use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

/// Short ids as numbers, and what each stands for.
///
/// The slots hold places in lists beside them, so that a thousand ids can be looked up without leaving the cache that
/// is next to the processor; three of four are empty, so that nearly every id is found, or missed, at the first.
pub(super) struct ShortIds<K> {
    hash: DefaultHashBuilder,
    /// A place, counted from 1, or 0; their number is a power of two.
    slots: Vec<u32>,
    ids: Vec<u128>,
    keys: Vec<K>,
}

impl<K> Default for ShortIds<K> {
    fn default() -> Self {
        Self {
            hash: DefaultHashBuilder::default(),
            slots: Vec::new(),
            ids: Vec::new(),
            keys: Vec::new(),
        }
    }
}

impl<K: Copy> ShortIds<K> {
    /// How many slots there are for each id, or more.
    const SLOTS_PER_ID: usize = 4;

    /// Takes an id in that is not there yet.
    pub(super) fn insert(&mut self, id: u128, key: K) {
        self.ids.push(id);
        self.keys.push(key);
        let needed = self.ids.len() * Self::SLOTS_PER_ID;
        if needed <= self.slots.len() {
            self.enter(self.ids.len() - 1);
            return;
        }
        self.slots = vec![0; needed.next_power_of_two()];
        for place in 0..self.ids.len() {
            self.enter(place);
        }
    }

    /// Enters a place in the first empty slot behind that of its id.
    fn enter(&mut self, place: usize) {
        let mut slot = self.slot(self.ids[place]);
        while self.slots[slot] != 0 {
            slot = (slot + 1) % self.slots.len();
        }
        self.slots[slot] = u32::try_from(place + 1).unwrap_or(u32::MAX);
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "a part of a hash is a hash"
    )]
    #[inline]
    fn slot(&self, id: u128) -> usize {
        self.hash.hash_one(id) as usize & self.slots.len().wrapping_sub(1)
    }

    #[inline]
    pub(super) fn find(&self, id: u128) -> Option<K> {
        let mut slot = self.slot(id);
        loop {
            let place = (*self.slots.get(slot)?).checked_sub(1)? as usize;
            if self.ids[place] == id {
                return self.keys.get(place).copied();
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_id_that_was_taken_in_is_found_and_no_other(
            ids in prop::collection::hash_set(0_u128..200, 0..100),
        ) {
            let known: HashMap<u128, usize> = ids.into_iter().zip(0..).collect();
            let mut short_ids = ShortIds::default();
            for (id, key) in &known {
                short_ids.insert(*id, *key);
            }
            for id in 0..200 {
                prop_assert_eq!(short_ids.find(id), known.get(&id).copied());
            }
        }
    }
}
