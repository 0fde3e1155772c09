//! Events that have the id of another.
//!
//! Nearly always there are none, and that is to be seen quickly: no table of millions of ids is needed for it, only
//! their hashes in order.

use crate::model::parallel;

use super::packed::Packed;

/// An event, and the first that has the same id.
pub(super) type Twin = (u32, u32);

/// The events whose id another has already, in their order.
pub(super) fn twins(packed: &Packed) -> Vec<Twin> {
    let repeated = repeated(packed);
    if repeated.is_empty() {
        return Vec::new();
    }
    let parts: Vec<_> = packed.keyed_hashes_of_parts().collect();
    let suspects = parallel::map(&parts, |part| {
        let repeated = part.clone().filter(|(_, hash)| repeated.contains(*hash));
        repeated.map(|(key, hash)| (hash, key)).collect::<Vec<_>>()
    });
    let mut suspects = suspects.concat();
    suspects.sort_unstable();
    let same_hash = suspects.chunk_by(|(one, _), (other, _)| one == other);
    let mut twins: Vec<Twin> = same_hash
        .flat_map(|suspects| same_id(suspects, |key| packed.id(key)))
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

/// Into how many parts hashes are cut, of each of which [bits](Bits) tell nearly all apart.
const PARTS: usize = 64;

/// The hashes that several ids have.
fn repeated(packed: &Packed) -> Hashes {
    /// What is sorted sooner than a thread starts.
    const FEW: usize = 10_000;
    let lists: Vec<&[u32]> = packed.hashes().collect();
    if packed.count() < FEW {
        return Hashes::new(sorted_repeats(lists.concat()));
    }
    let parted = parallel::map(&lists, |hashes| Parted::of(hashes));
    let parts: Vec<usize> = (0..PARTS).collect();
    let repeated = parallel::map(&parts, |part| {
        let of_part: Vec<&[u32]> = parted.iter().map(|parted| parted.part(*part)).collect();
        sorted_repeats(met_again(&of_part))
    });
    Hashes::new(repeated.concat())
}

/// The hashes of a list, those of each part side by side.
struct Parted {
    hashes: Vec<u32>,
    /// Where each part begins, and at last where the last one ends.
    starts: [usize; PARTS + 1],
}

impl Parted {
    fn of(hashes: &[u32]) -> Self {
        // A hash is less than two to the 32nd.
        let part = |hash: u32| ((u64::from(hash) * PARTS as u64) >> u32::BITS) as usize;
        let mut starts = [0; PARTS + 1];
        for hash in hashes {
            starts[part(*hash) + 1] += 1;
        }
        for part in 1..starts.len() {
            starts[part] += starts[part - 1];
        }
        // In lists of their own, as long as each other, parts would contend for the same places in the cache.
        let mut parted = vec![0; hashes.len()];
        let mut ends = starts;
        for hash in hashes {
            let end = &mut ends[part(*hash)];
            parted[*end] = *hash;
            *end += 1;
        }
        Self {
            hashes: parted,
            starts,
        }
    }

    fn part(&self, part: usize) -> &[u32] {
        &self.hashes[self.starts[part]..self.starts[part + 1]]
    }
}

/// The hashes of some lists that may stand in them several times, as often as they do; most others are left out.
///
/// Two passes over bits that stay in a processor's own cache take less time than to sort millions of hashes.
fn met_again(lists: &[&[u32]]) -> Vec<u32> {
    let hashes = || lists.iter().copied().flatten();
    let (mut met, mut again) = (Bits::default(), Bits::default());
    for hash in hashes() {
        if met.contains(*hash) {
            again.insert(*hash);
        }
        met.insert(*hash);
    }
    hashes()
        .copied()
        .filter(|hash| again.contains(*hash))
        .collect()
}

/// The numbers of a list that stand in it several times, in their order.
fn sorted_repeats(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    let pairs = numbers.windows(2).filter(|pair| pair[0] == pair[1]);
    pairs.map(|pair| pair[0]).collect()
}

/// A bit for each number that the lowest bits of a hash can be, by which most hashes are told apart.
struct Bits(Vec<u64>);

impl Default for Bits {
    fn default() -> Self {
        Self(vec![0; (Self::COUNT / u64::BITS) as usize])
    }
}

impl Bits {
    const COUNT: u32 = 1 << 18;

    const fn place(hash: u32) -> (usize, u64) {
        let number = hash % Self::COUNT;
        ((number / u64::BITS) as usize, 1 << (number % u64::BITS))
    }

    fn insert(&mut self, hash: u32) {
        let (word, bit) = Self::place(hash);
        self.0[word] |= bit;
    }

    fn contains(&self, hash: u32) -> bool {
        let (word, bit) = Self::place(hash);
        self.0[word] & bit != 0
    }
}

/// A few hashes among many.
struct Hashes {
    sorted: Vec<u32>,
    bits: Bits,
}

impl Hashes {
    fn new(sorted: Vec<u32>) -> Self {
        let mut bits = Bits::default();
        for hash in &sorted {
            bits.insert(*hash);
        }
        Self { sorted, bits }
    }

    fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    fn contains(&self, hash: u32) -> bool {
        self.bits.contains(hash) && self.sorted.binary_search(&hash).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_met_again_where_it_stands_twice() {
        let sorted = |lists: &[&[u32]]| sorted_repeats(met_again(lists));
        // The first and the third differ only in bits that are not looked at.
        let first = [1, 2, 1 + Bits::COUNT, 3];
        assert_eq!(sorted(&[&first, &[4, 5]]), [0; 0]);
        assert_eq!(met_again(&[&first, &[4, 5]]), [1, 1 + Bits::COUNT]);
        assert_eq!(sorted(&[&first, &[4, 2, 5]]), [2]);
        assert_eq!(
            sorted(&[&first, &[4, 1 + Bits::COUNT], &[2, 2]]),
            [2, 2, 1 + Bits::COUNT]
        );
    }

    #[test]
    fn every_hash_stands_in_the_part_of_its_highest_bits() {
        let hashes: Vec<u32> = (0..1_000_u32)
            .map(|number| number.wrapping_mul(0x9E37_79B1))
            .chain([0, u32::MAX, u32::MAX])
            .collect();
        let parted = Parted::of(&hashes);
        let mut all = Vec::new();
        for part in 0..PARTS {
            let hashes = parted.part(part);
            assert!(hashes.iter().all(|hash| (hash >> 26) as usize == part));
            all.extend_from_slice(hashes);
        }
        let mut expected = hashes;
        expected.sort_unstable();
        all.sort_unstable();
        assert_eq!(all, expected);
    }

    #[test]
    fn ids_that_only_have_the_same_hash_are_no_twins() {
        let ids = ["a", "b", "a", "c", "b", "a"];
        let suspects = [0, 1, 2, 3, 4, 5].map(|key| (7, key));
        let twins = same_id(&suspects, |key| ids[key as usize]);
        assert_eq!(twins, [(2, 0), (4, 1), (5, 0)]);
    }
}
