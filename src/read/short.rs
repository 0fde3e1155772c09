//! Short texts as numbers, so that two of them are compared and hashed in one step.
//!
//! Nearly all ids and words are short, and millions of them are looked up.

/// The number for a text without the character U+0000, which no ledger holds; `None` if it is long.
///
/// Two such texts are the same if their numbers are.
#[inline]
pub(crate) fn short(text: &[u8]) -> Option<u128> {
    let length = text.len();
    // Where the two halves overlap, they hold the same bits.
    match length {
        0..4 => Some(of_word(text)),
        4..8 => {
            let first = u32::from_le_bytes(*text.first_chunk()?);
            let last = u32::from_le_bytes(*text.last_chunk()?);
            Some(u128::from(
                u64::from(first) | u64::from(last) << (8 * (length - 4)),
            ))
        }
        8..=16 => {
            let first = u64::from_le_bytes(*text.first_chunk()?);
            let last = u64::from_le_bytes(*text.last_chunk()?);
            Some(u128::from(first) | u128::from(last) << (8 * (length - 8)))
        }
        _ => None,
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
