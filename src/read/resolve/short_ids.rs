//! The short ids of one sort of thing, which millions of events name.

use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

/// Short ids as numbers, and what each stands for.
///
/// Of a thousand ids, each is looked up so rarely that it has mostly left the cache that is next to the processor: so
/// it stands where it is looked for, and what it stands for beside it.
pub(super) struct ShortIds<K> {
    hash: DefaultHashBuilder,
    /// Their number is a power of two, or there are none.
    slots: Vec<Slot<K>>,
    count: usize,
}

/// An id in halves, which need less room than a whole one, and what it stands for; nothing, where none stands.
#[derive(Clone, Copy)]
struct Slot<K> {
    id: [u64; 2],
    key: Option<K>,
}

impl<K> Default for ShortIds<K> {
    fn default() -> Self {
        Self {
            hash: DefaultHashBuilder::default(),
            slots: Vec::new(),
            count: 0,
        }
    }
}

impl<K: Copy> ShortIds<K> {
    /// How many slots there are for each id, or more.
    const SLOTS_PER_ID: usize = 3;

    /// Takes an id in that is not there yet.
    pub(super) fn insert(&mut self, id: u128, key: K) {
        self.count += 1;
        let needed = self.count * Self::SLOTS_PER_ID;
        if needed > self.slots.len() {
            let none = Slot {
                id: [0; 2],
                key: None,
            };
            let larger = vec![none; needed.next_power_of_two()];
            let slots = std::mem::replace(&mut self.slots, larger);
            for slot in slots.into_iter().filter(|slot| slot.key.is_some()) {
                self.enter(slot);
            }
        }
        let (id, key) = (halves(id), Some(key));
        self.enter(Slot { id, key });
    }

    /// Puts an id into the first empty slot behind that where it is looked for first.
    fn enter(&mut self, entry: Slot<K>) {
        let mut place = self.place(entry.id);
        while self.slots[place].key.is_some() {
            place = (place + 1) % self.slots.len();
        }
        self.slots[place] = entry;
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "a part of a hash is a hash"
    )]
    #[inline]
    fn place(&self, [first, second]: [u64; 2]) -> usize {
        let id = u128::from(first) | u128::from(second) << 64;
        self.hash.hash_one(id) as usize & self.slots.len().wrapping_sub(1)
    }

    #[inline]
    pub(super) fn find(&self, id: u128) -> Option<K> {
        let id = halves(id);
        let mut place = self.place(id);
        loop {
            let slot = self.slots.get(place)?;
            let key = slot.key?;
            if slot.id == id {
                return Some(key);
            }
            place = (place + 1) & (self.slots.len() - 1);
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "each half is a half")]
const fn halves(id: u128) -> [u64; 2] {
    [id as u64, (id >> 64) as u64]
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
