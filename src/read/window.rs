//! Sixteen bytes of a text, looked at in one step: enough for most ids and words.

use wide::u8x16;

/// Sixteen bytes of a text from some place on.
#[derive(Clone, Copy)]
pub(crate) struct Window(u8x16);

impl Window {
    /// How many bytes it has.
    pub(crate) const LENGTH: usize = 16;

    /// What stands in a text from a place on; `None` if it ends before.
    #[inline]
    pub(crate) fn at(text: &[u8], place: usize) -> Option<Self> {
        let bytes = text.get(place..)?.first_chunk()?;
        Some(Self(u8x16::new(*bytes)))
    }

    /// Where the first of some bytes stands.
    #[inline]
    pub(crate) fn find<const COUNT: usize>(self, sought: [u8; COUNT]) -> Option<usize> {
        let found = sought
            .map(|byte| self.0.simd_eq(u8x16::splat(byte)))
            .into_iter()
            .fold(u8x16::splat(0), |found, byte| found | byte)
            .to_bitmask();
        (found != 0).then_some(found.trailing_zeros() as usize)
    }

    /// The first bytes as a number, the [short](crate::model::short::short) text that they are.
    #[inline]
    pub(crate) fn short(self, length: usize) -> u128 {
        static MASKS: [u128; Window::LENGTH + 1] = {
            let mut masks = [u128::MAX; Window::LENGTH + 1];
            let mut length = 0;
            while length < Window::LENGTH {
                masks[length] = (1 << (8 * length)) - 1;
                length += 1;
            }
            masks
        };
        u128::from_le_bytes(self.0.to_array()) & MASKS[length]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::short::short;

    proptest! {
        #[test]
        fn the_first_of_some_bytes_is_found(text: [u8; 20], place in 0_usize..6, sought: [u8; 2], there in 0_usize..40) {
            let mut text = text;
            if let Some(byte) = text.get_mut(there) {
                *byte = sought[0];
            }
            let window = Window::at(&text, place);
            prop_assert_eq!(window.is_some(), place <= 4);
            if let Some(window) = window {
                let expected = text[place..][..16].iter().position(|byte| sought.contains(byte));
                prop_assert_eq!(window.find(sought), expected);
            }
        }

        #[test]
        fn its_first_bytes_are_a_short_text(text: [u8; 16], length in 0_usize..=16) {
            let window = Window::at(&text, 0);
            prop_assert_eq!(window.map(|window| window.short(length)), short(&text[..length]));
        }
    }
}
