//! Names of things: the id that a person writes, and the key that the program looks up.
//!
//! Each kind of thing has its own two types, so that a source can never stand where a channel
//! is meant. A key is a place in one ledger; it means nothing in another.

use std::fmt;
use std::num::NonZeroU32;

use wide::u8x16;

use super::short::short;

/// The longest id that is accepted, in characters.
pub const LONGEST_ID: usize = 100;

/// Whether a text can be an id: 1 to [`LONGEST_ID`] ASCII letters, digits, `-`, `_` or `.`,
/// beginning with a letter or digit.
///
/// ASCII only, so that no two ids look alike and every id can stand in a file name, an address
/// or a shell command.
///
/// ```
/// use detente::model::id::is_id;
/// assert!(is_id("attache-line") && is_id("2023-02-14.a"));
/// assert!(!is_id("") && !is_id("-x") && !is_id("two words") && !is_id("Attaché"));
/// ```
pub fn is_id(text: &str) -> bool {
    is_id_of(text.as_bytes())
}

/// Whether bytes can be an id.
pub(crate) fn is_id_of(bytes: &[u8]) -> bool {
    match short(bytes) {
        Some(short) => is_short_id(short, bytes.len()),
        None => {
            bytes.first().is_some_and(u8::is_ascii_alphanumeric)
                && bytes.len() <= LONGEST_ID
                && bytes.iter().all(|byte| IN_IDS[usize::from(*byte)])
        }
    }
}

/// Whether so many bytes, which are a [short](short()) text, can be an id.
#[inline]
pub(crate) fn is_short_id(short: u128, length: usize) -> bool {
    let [first, ..] = short.to_le_bytes();
    first.is_ascii_alphanumeric() && are_in_ids(short, length)
}

/// Whether so many bytes may stand in an id, all looked at in one step.
#[inline]
fn are_in_ids(short: u128, length: usize) -> bool {
    let bytes = u8x16::new(short.to_le_bytes());
    let are_at_most = |bytes: u8x16, most: u8| bytes.min(u8x16::splat(most)).simd_eq(bytes);
    let letters = are_at_most(
        (bytes | u8x16::splat(0x20)) - u8x16::splat(b'a'),
        b'z' - b'a',
    );
    let from_dash = are_at_most(bytes - u8x16::splat(b'-'), b'9' - b'-');
    let but_slash = from_dash & !bytes.simd_eq(u8x16::splat(b'/'));
    let may = letters | but_slash | bytes.simd_eq(u8x16::splat(b'_'));
    may.to_bitmask().trailing_ones() as usize == length
}

/// Which bytes may stand in an id.
const IN_IDS: [bool; 256] = {
    let mut may = [false; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        may[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        byte += 1;
    }
    may
};

macro_rules! ids {
    ($($thing:literal: $id:ident;)*) => {$(
        #[doc = concat!("The id of ", $thing, ", as written in the ledger.")]
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $id(Box<str>);

        impl $id {
            /// Takes a text as an id, if [`is_id`] says that it can be one.
            pub fn new(text: Box<str>) -> Option<Self> {
                is_id(&text).then_some(Self(text))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    )*};
}

ids! {
    "a party": PartyId;
    "a post": PostId;
    "a channel": ChannelId;
    "a source": SourceId;
}

/// The id of an event, as written in the ledger.
///
/// There may be millions of events, so theirs is a slice of the ledger's text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct EventId<'a>(&'a str);

impl<'a> EventId<'a> {
    /// The caller answers for it that the text can be an id.
    pub(super) const fn of(text: &'a str) -> Self {
        Self(text)
    }

    /// The id as text.
    pub const fn as_str(self) -> &'a str {
        self.0
    }
}

impl fmt::Display for EventId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

macro_rules! keys {
    ($($thing:literal: $key:ident;)*) => {$(
        #[doc = concat!("Where the ledger keeps ", $thing, ": its place in file order.")]
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $key(NonZeroU32);

        impl $key {
            pub(crate) const fn new(index: u32) -> Self {
                Self(NonZeroU32::MIN.saturating_add(index))
            }

            /// The place in file order, counted from 0.
            pub const fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }
    )*};
}

keys! {
    "a party": PartyKey;
    "a post": PostKey;
    "a channel": ChannelKey;
    "a source": SourceKey;
    "an event": EventKey;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_judged_wherever_it_stands() {
        for length in [1, 2, 7, 8, 9, 15, 16, 17, LONGEST_ID] {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    let mut id = vec![b'a'; length];
                    id[place] = byte;
                    let is_other = matches!(byte, b'-' | b'_' | b'.') && place > 0;
                    let may = byte.is_ascii_alphanumeric() || is_other;
                    assert_eq!(is_id_of(&id), may, "{byte} at {place} of {length}");
                }
            }
        }
    }
}
