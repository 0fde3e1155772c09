//! A text that is another with a few parts replaced, of which nothing else is copied.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::origin::Origin;
use super::paged::Paged;
use super::revision::Revision;

/// A text that is another with a few parts replaced.
///
/// A change of a long ledger touches a few lines, and its new text is read once and written once; to copy all the
/// rest would cost as much time as both.
pub(crate) struct Patched {
    old: Old,
    /// What the text consists of, in its order, and where each begins.
    parts: Vec<(usize, Part)>,
    patches: Vec<Patching>,
    length: usize,
    whole: OnceLock<Vec<u8>>,
}

/// The text that was patched.
#[derive(Clone)]
pub(super) enum Old {
    Held(Arc<Vec<u8>>),
    Paged(Arc<Paged>),
}

impl Old {
    fn len(&self) -> usize {
        match self {
            Self::Held(bytes) => bytes.len(),
            Self::Paged(paged) => paged.len(),
        }
    }

    /// The bytes in a range, if they are held or few enough to be.
    fn held(&self, range: Range<usize>) -> Option<&[u8]> {
        match self {
            Self::Held(bytes) => bytes.get(range),
            Self::Paged(paged) => paged.held(range),
        }
    }

    /// All of it.
    fn whole(&self) -> &[u8] {
        match self {
            Self::Held(bytes) => bytes,
            Self::Paged(paged) => paged.whole(),
        }
    }

    fn before(&self, place: usize) -> &[u8] {
        match self {
            Self::Held(bytes) => bytes.get(..place).unwrap_or_default(),
            Self::Paged(paged) => paged.before(place),
        }
    }

    fn read(&self, place: usize, room: &mut [u8]) -> bool {
        match self {
            Self::Held(bytes) => bytes.read(place, room),
            Self::Paged(paged) => paged.read(place, room),
        }
    }

    fn hand_out<E>(
        &self,
        range: Range<usize>,
        mut to: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<bool, E> {
        match self {
            Self::Held(bytes) => to(bytes.get(range).unwrap_or_default()).map(|()| true),
            Self::Paged(paged) => paged.hand_out(range, to),
        }
    }
}

enum Part {
    Old(Range<usize>),
    New(Box<[u8]>),
}

impl Part {
    fn len(&self) -> usize {
        match self {
            Self::Old(range) => range.len(),
            Self::New(bytes) => bytes.len(),
        }
    }
}

/// Some bytes of a text that go, and how many come in their place.
pub(super) struct Patching {
    pub(super) gone: Range<usize>,
    pub(super) come: usize,
}

/// Some bytes of a text that go, and what comes in their place.
pub(crate) struct Patch<'p> {
    pub(crate) gone: Range<usize>,
    pub(crate) new: &'p str,
}

impl Patched {
    /// Patches a text; patches do not overlap and come in the order of the text.
    pub(super) fn new<'p>(old: Old, patches: impl IntoIterator<Item = Patch<'p>>) -> Self {
        let mut parts = Vec::new();
        let mut length = 0;
        let mut push = |part: Part| {
            let more = part.len();
            if more > 0 {
                parts.push((length, part));
                length += more;
            }
        };
        let mut done = 0;
        let mut patchings = Vec::new();
        for Patch { gone, new } in patches {
            patchings.push(Patching {
                gone: gone.clone(),
                come: new.len(),
            });
            push(Part::Old(done..gone.start));
            push(Part::New(new.as_bytes().into()));
            done = gone.end;
        }
        push(Part::Old(done..old.len()));
        Self {
            old,
            parts,
            patches: patchings,
            length,
            whole: OnceLock::new(),
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.length
    }

    /// What goes and what comes, in the order of the text.
    pub(super) fn patches(&self) -> &[Patching] {
        &self.patches
    }

    /// What has become of the old text, if that is not held.
    pub(super) fn revision(self: &Arc<Self>) -> Option<Revision> {
        match &self.old {
            Old::Held(_) => None,
            Old::Paged(paged) => Revision::of(self, paged),
        }
    }

    /// Whether something was asked for of the old text that is no longer as it was.
    pub(super) fn is_lost(&self) -> bool {
        match &self.old {
            Old::Held(_) => false,
            Old::Paged(paged) => paged.is_lost(),
        }
    }

    /// All of it, which is copied together for that.
    pub(super) fn whole(&self) -> &[u8] {
        self.whole.get_or_init(|| {
            let old = self.old.whole();
            let mut whole = Vec::with_capacity(self.length);
            for (_, part) in &self.parts {
                whole.extend_from_slice(match part {
                    Part::Old(range) => old.get(range.clone()).unwrap_or_default(),
                    Part::New(bytes) => bytes,
                });
            }
            whole
        })
    }

    /// Hands all of it out, piece by piece; `false` if the old text is no longer as it was.
    pub(super) fn hand_out<E>(
        &self,
        mut to: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<bool, E> {
        for (_, part) in &self.parts {
            match part {
                Part::Old(range) => {
                    if !self.old.hand_out(range.clone(), &mut to)? {
                        return Ok(false);
                    }
                }
                Part::New(bytes) => to(bytes)?,
            }
        }
        Ok(true)
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
        let before = self.part_at(place).map(|(start, part)| match part {
            Part::Old(range) => {
                let before = self.old.before(range.start + place - start);
                &before[before.len().saturating_sub(place - start)..]
            }
            Part::New(bytes) => bytes.get(..place - start).unwrap_or_default(),
        });
        match before {
            Some(before) if before.contains(&b'\n') => before,
            Some(_) | None => self.whole().get(..place).unwrap_or_default(),
        }
    }

    /// The bytes in a range, if they stand one behind the other and are held.
    fn held(&self, range: Range<usize>) -> Option<&[u8]> {
        let (start, part) = self.part_at(range.start)?;
        let place = range.start - start;
        let end = place + range.len();
        if end > part.len() {
            return None;
        }
        match part {
            Part::Old(old) => self.old.held(old.start + place..old.start + end),
            Part::New(bytes) => bytes.get(place..end),
        }
    }

    /// The part in which a place lies, and where it begins.
    fn part_at(&self, place: usize) -> Option<(usize, &Part)> {
        let behind = self.parts.partition_point(|(start, _)| *start <= place);
        let (start, part) = self.parts.get(behind.checked_sub(1)?)?;
        Some((*start, part))
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
            let Some((start, part)) = self.part_at(at) else {
                return false;
            };
            let from = at - start;
            let length = part.len().saturating_sub(from).min(room.len() - filled);
            if length == 0 {
                return false;
            }
            let room = &mut room[filled..filled + length];
            match part {
                Part::Old(range) => {
                    if !self.old.read(range.start + from, room) {
                        return false;
                    }
                }
                Part::New(bytes) => room.copy_from_slice(&bytes[from..from + length]),
            }
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
            let old = Old::Held(Arc::new(old.into_bytes()));
            let patched = Arc::new(Patched::new(old, patches));
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
            let mut handed = Vec::new();
            let is_all = patched.hand_out(|bytes| {
                handed.extend_from_slice(bytes);
                Ok::<(), ()>(())
            });
            prop_assert_eq!(is_all, Ok(true));
            prop_assert_eq!(handed, new.into_bytes());
        }
    }
}
