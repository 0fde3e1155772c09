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

/// The kind that a word, as a [short](crate::model::short::short) text, stands for; one that states a status stands
/// for all that do.
#[inline]
pub(super) fn kind_of(word: u128) -> Option<Kind> {
    static SLOTS: [(u128, Kind); self::SLOTS] = TABLE.1;
    let (known, kind) = SLOTS[slot(word, TABLE.0)];
    (known == word).then_some(kind)
}

/// The kind that one by its word and a stated status are together.
#[inline]
pub(super) fn stating(kind: Kind, status: Option<Status>) -> Option<Kind> {
    match kind.states() {
        Some(_) => status.map(Kind::Confirmed),
        None => status.is_none().then_some(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(word: &[u8], status: Option<Status>) -> Option<Kind> {
        stating(kind_of(of_word(word))?, status)
    }

    #[test]
    fn every_kind_is_found_by_its_word_and_status_and_by_no_other() {
        let statuses = [None].into_iter().chain(Status::ALL.map(Some));
        for status in statuses {
            for known in Kind::ALL {
                let word = known.word().as_bytes();
                let is_it = |kind: &Kind| kind.word() == known.word() && kind.states() == status;
                let expected = Kind::ALL.into_iter().find(is_it);
                assert_eq!(kind(word, status), expected, "{known} {status:?}");
                assert_eq!(kind(&[word, b"x"].concat(), status), None);
                assert_eq!(kind(&word[1..], status), None);
            }
            assert_eq!(kind(b"", status), None);
        }
    }
}
