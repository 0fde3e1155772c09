//! Bytes looked at many at a time: each answer is a number with a bit for every byte.
//!
//! What the processor can do with sixteen bytes in one step is behind `wide`, which falls back on plain code where
//! it cannot.

use wide::{i8x16, u8x16};

/// 64 bytes, about all of which a question is answered at once.
pub(crate) struct Block([u8x16; 4]);

impl Block {
    /// How many bytes it has.
    pub(crate) const LENGTH: usize = 64;

    #[inline]
    fn new(bytes: &[u8; Self::LENGTH]) -> Self {
        let parts = bytes.as_chunks().0;
        Self(std::array::from_fn(|part| u8x16::new(parts[part])))
    }

    /// Asks about the first bytes of a text, with zeros behind a shorter one.
    ///
    /// Each of the two is asked where it is at hand, for to have one or the other they would have to be put into
    /// memory.
    #[inline]
    pub(crate) fn ask_beginning<A>(text: &[u8], ask: impl Fn(&Self) -> A) -> A {
        match text.first_chunk() {
            Some(bytes) => ask(&Self::new(bytes)),
            None => ask(&Self::padded(text)),
        }
    }

    #[cold]
    fn padded(text: &[u8]) -> Self {
        let mut bytes = [0; Self::LENGTH];
        bytes[..text.len()].copy_from_slice(text);
        Self::new(&bytes)
    }

    /// Which bytes are this one; that of the first is the lowest bit.
    #[inline]
    pub(crate) fn equal(&self, byte: u8) -> u64 {
        self.among([byte])
    }

    /// Which bytes are one of some.
    #[inline]
    pub(crate) fn among<const COUNT: usize>(&self, bytes: [u8; COUNT]) -> u64 {
        let sought = bytes.map(u8x16::splat);
        let found = self.0.map(|part| {
            let found = sought.iter().map(|sought| part.simd_eq(*sought));
            let found = found.fold(u8x16::splat(0), |found, byte| found | byte);
            u64::from(found.to_bitmask())
        });
        let [first, second, third, fourth] = found;
        first | second << 16 | third << 32 | fourth << 48
    }

    /// Whether some of them are neither letters, digits, signs nor blanks of ASCII, nor line feeds.
    #[inline]
    pub(crate) fn has_odd(&self) -> bool {
        self.odd().any()
    }

    /// Whether some of the bytes of many blocks are [odd](Self::has_odd), which is asked once about all of them.
    #[inline]
    pub(crate) fn have_odd(blocks: &[[u8; Self::LENGTH]]) -> bool {
        let odd = blocks.iter().map(|block| Self::new(block).odd());
        odd.fold(u8x16::splat(0), |all, odd| all | odd).any()
    }

    /// Whether some bytes that are sixteen apart are odd, for each of the first sixteen.
    #[inline]
    fn odd(&self) -> u8x16 {
        let odd = self.0.map(|part| {
            // One more each, and as numbers with a sign, what is beyond ASCII and the last of ASCII, which is no
            // letter either, are below all others.
            let more = (part + u8x16::splat(1)).cast_signed();
            let is_low = more.simd_lt(i8x16::splat(0x21)).cast_unsigned();
            is_low & !part.simd_eq(u8x16::splat(b'\n'))
        });
        let [first, second, third, fourth] = odd;
        first | second | third | fourth
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_odd_byte_is_seen_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            let is_odd = !matches!(byte, b' '..=b'~' | b'\n');
            for place in 0..Block::LENGTH {
                let mut bytes = [b'a'; Block::LENGTH];
                bytes[place] = byte;
                assert_eq!(Block::new(&bytes).has_odd(), is_odd, "{byte} at {place}");
                let many = [[b'a'; Block::LENGTH], bytes, [b'z'; Block::LENGTH]];
                assert_eq!(Block::have_odd(&many), is_odd, "{byte} at {place}");
            }
        }
    }

    proptest! {
        #[test]
        fn each_byte_has_its_bit(bytes: [[u8; 32]; 2], sought: u8, other: u8) {
            let mut block = [0; Block::LENGTH];
            block.copy_from_slice(bytes.as_flattened());
            let equal = Block::new(&block).equal(sought);
            let among = Block::new(&block).among([sought, other]);
            for (place, byte) in block.into_iter().enumerate() {
                prop_assert_eq!(equal >> place & 1 == 1, byte == sought);
                prop_assert_eq!(among >> place & 1 == 1, byte == sought || byte == other);
            }
        }
    }
}
