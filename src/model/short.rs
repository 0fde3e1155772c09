//! Short texts as numbers, so that two of them are compared and hashed in one step.
//!
//! Nearly all ids and words are short, and millions of them are looked up.

/// The number for a text without the character U+0000, which no ledger holds; `None` if it is long.
///
/// Two such texts are the same if their numbers are.
#[inline]
pub(crate) fn short(text: &[u8]) -> Option<u128> {
    let length = text.len();
    match length {
        0..8 => Some(shorter(text).into()),
        8..=16 => {
            // Where the two halves overlap, they hold the same bits.
            let first = u64::from_le_bytes(*text.first_chunk()?);
            let last = u64::from_le_bytes(*text.last_chunk()?);
            Some(u128::from(first) | u128::from(last) << (8 * (length - 8)))
        }
        _ => None,
    }
}

/// The number for a text of fewer than eight bytes.
#[inline]
pub(crate) fn shorter(text: &[u8]) -> u64 {
    let half = |half: &[u8; 4]| u64::from(u32::from_le_bytes(*half));
    match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) => half(first) | half(last) << (8 * (text.len() - 4)),
        (None, _) | (_, None) => text
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

/// The number for a text of at most 16 bytes.
pub(crate) const fn of_word(text: &[u8]) -> u128 {
    let mut number = 0;
    let mut place = 0;
    while place < text.len() {
        number |= (text[place] as u128) << (8 * place);
        place += 1;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_the_number_of_its_bytes() {
        let text = b"a-b_c.d0123456789";
        for length in 0..=16 {
            let text = &text[..length];
            assert_eq!(short(text), Some(of_word(text)), "{length}");
        }
        assert_eq!(short(text), None);
        assert_eq!(short(b"ab"), Some(0x6261));
    }
}
