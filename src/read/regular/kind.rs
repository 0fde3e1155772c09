//! The kind of an event by its word.

use crate::model::machine::{Kind, Status};
use crate::model::short::of_word;

/// How many slots the words are spread over.
const SLOTS: usize = 32;

/// In which slot a word stands, by the first eight of its bytes.
#[expect(
    clippy::cast_possible_truncation,
    reason = "it is less than there are slots"
)]
const fn slot(word: u128, factor: u64) -> usize {
    const EIGHT: u128 = u64::MAX as u128;
    let eight = (word & EIGHT) as u64;
    (eight.wrapping_mul(factor) >> (u64::BITS - SLOTS.ilog2())) as usize
}

/// Whether the words of two kinds are the same, as those of `confirmed` are for all statuses.
const fn is_same_word(one: Kind, other: Kind) -> bool {
    of_word(one.word().as_bytes()) == of_word(other.word().as_bytes())
}

/// A factor that gives every word a slot of its own, and what stands in the slots.
const TABLE: (u64, [(u128, Kind); SLOTS]) = {
    let mut factor = 0x9e37_79b9_7f4a_7c15_u64;
    'factors: loop {
        // No word has the number zero.
        let mut slots = [(0, Kind::Context); SLOTS];
        let mut place = 0;
        while place < Kind::ALL.len() {
            let kind = Kind::ALL[place];
            let word = of_word(kind.word().as_bytes());
            let slot = slot(word, factor);
            if slots[slot].0 != 0 && !is_same_word(slots[slot].1, kind) {
                factor = factor.wrapping_mul(5).wrapping_add(2);
                continue 'factors;
            }
            slots[slot] = (word, kind);
            place += 1;
        }
        break (factor, slots);
    }
};

/// The kind of which a word, as a [short](crate::model::short::short) text, and a stated status speak.
#[inline]
pub(super) fn kind(word: u128, status: Option<Status>) -> Option<Kind> {
    static SLOTS: [(u128, Kind); self::SLOTS] = TABLE.1;
    let (known, kind) = SLOTS[slot(word, TABLE.0)];
    if known != word {
        return None;
    }
    match kind.states() {
        Some(_) => status.map(Kind::Confirmed),
        None => status.is_none().then_some(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_word_and_status_and_by_no_other() {
        let statuses = [None].into_iter().chain(Status::ALL.map(Some));
        for status in statuses {
            for known in Kind::ALL {
                let word = known.word().as_bytes();
                let is_it = |kind: &Kind| kind.word() == known.word() && kind.states() == status;
                let expected = Kind::ALL.into_iter().find(is_it);
                assert_eq!(kind(of_word(word), status), expected, "{known} {status:?}");
                assert_eq!(kind(of_word(&[word, b"x"].concat()), status), None);
                assert_eq!(kind(of_word(&word[1..]), status), None);
            }
            assert_eq!(kind(of_word(b""), status), None);
        }
    }
}
