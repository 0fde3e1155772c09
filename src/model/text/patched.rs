//! A text that is another with a few parts replaced, of which nothing else is copied.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::paged::Origin;

/// A text that is another with a few parts replaced.
///
/// A change of a long ledger touches a few lines, and its new text is read once and written once; to copy all the
/// rest would cost as much time as both.
pub(crate) struct Patched {
    old: Arc<Vec<u8>>,
    /// What the text consists of, in its order, and where each begins.
    parts: Vec<(usize, Part)>,
    length: usize,
    whole: OnceLock<Vec<u8>>,
}

enum Part {
    Old(Range<usize>),
    New(Box<[u8]>),
}

/// Some bytes of a text that go, and what comes in their place.
pub(crate) struct Patch<'p> {
    pub(crate) gone: Range<usize>,
    pub(crate) new: &'p str,
}

impl Patched {
    /// Patches a text; patches do not overlap and come in the order of the text.
    pub(super) fn new<'p>(old: Arc<Vec<u8>>, patches: impl IntoIterator<Item = Patch<'p>>) -> Self {
        let mut parts = Vec::new();
        let mut length = 0;
        let mut push = |part: Part| {
            let more = match &part {
                Part::Old(range) => range.len(),
                Part::New(bytes) => bytes.len(),
            };
            if more > 0 {
                parts.push((length, part));
                length += more;
            }
        };
        let mut done = 0;
        for Patch { gone, new } in patches {
            push(Part::Old(done..gone.start));
            push(Part::New(new.as_bytes().into()));
            done = gone.end;
        }
        push(Part::Old(done..old.len()));
        Self {
            old,
            parts,
            length,
            whole: OnceLock::new(),
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.length
    }

    /// All of it, which is copied together for that.
    pub(super) fn whole(&self) -> &[u8] {
        self.whole
            .get_or_init(|| self.slices().collect::<Vec<_>>().concat())
    }

    /// What it consists of, in its order.
    pub(super) fn slices(&self) -> impl Iterator<Item = &[u8]> {
        self.parts.iter().map(|(_, part)| self.bytes(part))
    }

    /// The bytes in a range; `None` if it goes beyond the end.
    pub(super) fn get(&self, range: Range<usize>) -> Option<&[u8]> {
        match self.held(range.clone()) {
            Some(bytes) => Some(bytes),
            None => self.whole().get(range),
        }
    }

    /// The bytes before a place, with the beginning of its line among them.
    pub(super) fn before(&self, place: usize) -> &[u8] {
        let (start, _) = self.part_at(place).unwrap_or((0, &[]));
        match self.held(start..place) {
            Some(before) if before.contains(&b'\n') => before,
            Some(_) | None => self.whole().get(..place).unwrap_or_default(),
        }
    }

    /// The bytes in a range, if they stand one behind the other.
    fn held(&self, range: Range<usize>) -> Option<&[u8]> {
        let (start, bytes) = self.part_at(range.start)?;
        bytes.get(range.start - start..range.end.checked_sub(start)?)
    }

    /// The part in which a place lies, and where it begins.
    fn part_at(&self, place: usize) -> Option<(usize, &[u8])> {
        let behind = self.parts.partition_point(|(start, _)| *start <= place);
        let (start, part) = self.parts.get(behind.checked_sub(1)?)?;
        Some((*start, self.bytes(part)))
    }

    fn bytes<'a>(&'a self, part: &'a Part) -> &'a [u8] {
        match part {
            Part::Old(range) => self.old.get(range.clone()).unwrap_or_default(),
            Part::New(bytes) => bytes,
        }
    }
}

impl Origin for Arc<Patched> {
    fn length(&self) -> usize {
        self.length
    }

    fn read(&self, place: usize, room: &mut [u8]) -> bool {
        let mut filled = 0;
        while filled < room.len() {
            let at = place + filled;
            let Some((start, bytes)) = self.part_at(at) else {
                return false;
            };
            let rest = bytes.get(at - start..).unwrap_or_default();
            let length = rest.len().min(room.len() - filled);
            if length == 0 {
                return false;
            }
            room[filled..filled + length].copy_from_slice(&rest[..length]);
            filled += length;
        }
        true
    }

    fn held(&self, range: Range<usize>) -> Option<&[u8]> {
        Patched::held(self, range)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_patched_text_is_the_old_one_with_its_patches(
            parts in prop::collection::vec(("[ab\n]{0,9}", "[ab\n]{0,5}", "[xy\n]{0,5}"), 0..5),
            from in any::<prop::sample::Index>(),
            to in any::<prop::sample::Index>(),
        ) {
            let (mut old, mut new) = (String::new(), String::new());
            let mut patches = Vec::new();
            for (kept, gone, come) in &parts {
                old.push_str(kept);
                new.push_str(kept);
                patches.push(Patch { gone: old.len()..old.len() + gone.len(), new: come });
                old.push_str(gone);
                new.push_str(come);
            }
            let patched = Arc::new(Patched::new(Arc::new(old.into_bytes()), patches));
            let to = to.index(new.len() + 1);
            let from = from.index(to + 1);
            prop_assert_eq!(patched.len(), new.len());
            prop_assert!(new.as_bytes()[..to].ends_with(patched.before(to)));
            let line = new[..to].rfind('\n').map_or(0, |end| end + 1);
            prop_assert!(patched.before(to).len() >= to - line);
            let held = Origin::held(&patched, from..to);
            prop_assert!(held.is_none_or(|held| held == &new.as_bytes()[from..to]));
            let mut room = vec![0; to - from];
            prop_assert!(patched.read(from, &mut room));
            prop_assert_eq!(&room, &new.as_bytes()[from..to]);
            prop_assert!(!patched.read(from, &mut vec![0; new.len() + 1 - from]));
            prop_assert_eq!(patched.get(from..to), Some(&new.as_bytes()[from..to]));
            prop_assert_eq!(patched.whole(), new.as_bytes());
            prop_assert_eq!(patched.slices().collect::<Vec<_>>().concat(), new.into_bytes());
        }
    }
}
