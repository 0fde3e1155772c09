//! Events that have the id of another.
//!
//! Nearly always there are none, and that is to be seen quickly: no table of millions of ids is needed for it, only
//! their hashes in order.

use crate::model::parallel;
use crate::model::text::Text;

use super::pack::Packed;

/// An event, and the first that has the same id.
pub(super) type Twin = (u32, u32);

/// The events whose id another has already, in their order.
pub(super) fn twins(text: &Text, packed: &Packed) -> Vec<Twin> {
    let repeated = repeated(packed);
    if repeated.is_empty() {
        return Vec::new();
    }
    let hashes = packed.keyed_hashes();
    let mut suspects: Vec<(u32, u32)> = hashes
        .filter(|(_, hash)| repeated.contains(*hash))
        .map(|(key, hash)| (hash, key))
        .collect();
    suspects.sort_unstable();
    let same_hash = suspects.chunk_by(|(one, _), (other, _)| one == other);
    let mut twins: Vec<Twin> = same_hash
        .flat_map(|suspects| same_id(suspects, |key| packed.id(text, key)))
        .collect();
    twins.sort_unstable();
    twins
}

/// Which of some events with the same hash, in their order, have the id of another.
fn same_id<'t>(suspects: &[(u32, u32)], id: impl Fn(u32) -> &'t str) -> Vec<Twin> {
    let mut firsts: Vec<u32> = Vec::new();
    let mut twins = Vec::new();
    for &(_, key) in suspects {
        let first = firsts.iter().find(|first| id(**first) == id(key));
        match first {
            Some(first) => twins.push((key, *first)),
            None => firsts.push(key),
        }
    }
    twins
}

/// Into how many parts hashes are cut, each of which is sorted within a processor's own cache.
const PARTS: usize = 64;

/// The hashes that several ids have.
fn repeated(packed: &Packed) -> Hashes {
    /// What is sorted sooner than a thread starts.
    const FEW: usize = 10_000;
    let lists: Vec<&[u32]> = packed.hashes().collect();
    if packed.count() < FEW {
        return Hashes::new(sorted_repeats(lists.concat()));
    }
    // A hash is less than two to the 32nd.
    let part = |hash: u32| ((u64::from(hash) * PARTS as u64) >> u32::BITS) as usize;
    let parted: Vec<Vec<Vec<u32>>> = parallel::map(&lists, |hashes| {
        // A tenth more, for hashes do not fall quite evenly.
        let room = hashes.len() / PARTS / 10 * 11;
        let mut parts: Vec<Vec<u32>> = (0..PARTS).map(|_| Vec::with_capacity(room)).collect();
        for hash in *hashes {
            parts[part(*hash)].push(*hash);
        }
        parts
    });
    let parts: Vec<usize> = (0..PARTS).collect();
    let repeated = parallel::map(&parts, |part| {
        let of_part: Vec<&[u32]> = parted.iter().map(|parts| &*parts[*part]).collect();
        sorted_repeats(of_part.concat())
    });
    Hashes::new(repeated.concat())
}

/// The numbers of a list that stand in it several times, in their order.
fn sorted_repeats(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    let pairs = numbers.windows(2).filter(|pair| pair[0] == pair[1]);
    pairs.map(|pair| pair[0]).collect()
}

/// A few hashes among many.
struct Hashes {
    sorted: Vec<u32>,
    /// A bit for each number that the lowest bits of a hash can be: most others are told by that.
    bits: Vec<u64>,
}

impl Hashes {
    const BITS: u32 = 1 << 16;

    fn new(sorted: Vec<u32>) -> Self {
        let mut bits = vec![0; (Self::BITS / u64::BITS) as usize];
        for hash in &sorted {
            let (word, bit) = Self::place(*hash);
            bits[word] |= bit;
        }
        Self { sorted, bits }
    }

    const fn place(hash: u32) -> (usize, u64) {
        let number = hash % Self::BITS;
        ((number / u64::BITS) as usize, 1 << (number % u64::BITS))
    }

    fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    fn contains(&self, hash: u32) -> bool {
        let (word, bit) = Self::place(hash);
        self.bits[word] & bit != 0 && self.sorted.binary_search(&hash).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_only_have_the_same_hash_are_no_twins() {
        let ids = ["a", "b", "a", "c", "b", "a"];
        let suspects = [0, 1, 2, 3, 4, 5].map(|key| (7, key));
        let twins = same_id(&suspects, |key| ids[key as usize]);
        assert_eq!(twins, [(2, 0), (4, 1), (5, 0)]);
    }
}
