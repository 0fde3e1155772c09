//! Changes of a text in a few places.

use std::ops::Range;

use crate::model::text::Patch;

/// Text that takes the place of some bytes of another, or of none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Splice {
    /// Where, in bytes of the old text.
    pub at: usize,
    /// How many bytes go.
    pub removed: usize,
    /// What comes in their place.
    pub text: String,
}

impl<'s> From<&'s Splice> for Patch<'s> {
    fn from(splice: &'s Splice) -> Self {
        Self {
            gone: splice.at..splice.at + splice.removed,
            new: &splice.text,
        }
    }
}

impl Splice {
    /// Text that comes in without anything going.
    pub(super) fn insert(at: usize, text: String) -> Self {
        Self {
            at,
            removed: 0,
            text,
        }
    }

    /// Ends its last line by a `\n` where a `\r` would become one line end with a `\n` that follows.
    ///
    /// Only in texts that mix line ends; a blank line would be lost there.
    pub(super) fn keep_line_ends_apart(&mut self, text: &str) {
        let rest = text.get(self.at + self.removed..).unwrap_or("");
        if self.text.ends_with('\r') && rest.starts_with('\n') {
            self.text.pop();
            self.text.push('\n');
        }
    }
}

/// A stretch of the old text that stands in the new one.
pub(super) struct Carried {
    pub(super) old: Range<u32>,
    /// Where it begins in the new text.
    pub(super) new: u32,
}

/// The stretches of a text of so many bytes that are carried over by splices, which do not overlap and stand in the order of
/// the text.
pub(super) fn carried(splices: &[Splice], length: usize) -> Vec<Carried> {
    let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    let mut carried = Vec::with_capacity(splices.len() + 1);
    let (mut old, mut new) = (0, 0);
    let mut carry = |from: usize, end: usize, at: usize| {
        carried.push(Carried {
            old: place(from)..place(end),
            new: place(at),
        });
    };
    for splice in splices {
        carry(old, splice.at, new);
        new += splice.at - old + splice.text.len();
        old = splice.at + splice.removed;
    }
    carry(old, length, new);
    carried
}

/// Applies splices, which do not overlap and stand in the order of the text.
pub(super) fn apply(text: &str, splices: &[Splice]) -> String {
    let more: usize = splices.iter().map(|splice| splice.text.len()).sum();
    let mut spliced = String::with_capacity(text.len() + more);
    let mut done = 0;
    for splice in splices {
        spliced.push_str(text.get(done..splice.at).unwrap_or(""));
        spliced.push_str(&splice.text);
        done = splice.at + splice.removed;
    }
    spliced.push_str(text.get(done..).unwrap_or(""));
    spliced
}
