//! What a few patches make of a text that is not held: which pages stay, and what is to be read anew.

use std::ops::Range;
use std::sync::Arc;

use hashbrown::DefaultHashBuilder;

use super::paged::{Page, Paged};
use super::patched::Patched;

/// A text that was read in passing, with a few parts replaced behind its head.
pub(crate) struct Revision {
    old: Arc<Paged>,
    pub(crate) new: Arc<Patched>,
    /// How many bytes the head has, which is the same in both texts.
    pub(crate) head: usize,
    /// What follows the head, in its order.
    pub(crate) pieces: Vec<Piece>,
}

/// Some pages.
pub(crate) enum Piece {
    /// They are as they were.
    Kept {
        /// Where they stood.
        old: Range<usize>,
        /// Where they begin.
        start: usize,
    },
    /// There are patches in them.
    Changed {
        /// Where what has become of them stands.
        new: Range<usize>,
    },
}

impl Revision {
    /// What has become of a text; `None` if its head has changed, or if a patch takes more away than its page and
    /// what comes in there hold.
    pub(super) fn of(new: &Arc<Patched>, old: &Arc<Paged>) -> Option<Self> {
        let head = old.piece(0).end;
        let mut patches = new.patches().iter().peekable();
        if patches.peek().is_some_and(|patch| patch.gone.start < head) {
            return None;
        }
        let mut pieces: Vec<Piece> = Vec::new();
        // Where the next page begins in the new text, and where the last patch ends in the old one.
        let mut at = head;
        let mut patched = head;
        for page in old.page_ranges() {
            let mut length = page.len();
            let mut is_changed = patched > page.start;
            // What comes in between two pages comes in at the end of the first.
            while let Some(patch) = patches.next_if(|patch| patch.gone.start <= page.end) {
                is_changed = true;
                patched = patch.gone.end;
                // What goes of the next page is taken off this one's length; they are one piece.
                length = (length + patch.come).checked_sub(patch.gone.len())?;
            }
            match (pieces.last_mut(), is_changed) {
                (Some(Piece::Changed { new }), true) => new.end = at + length,
                (Some(Piece::Kept { old, .. }), false) => old.end = page.end,
                (_, true) => pieces.push(Piece::Changed {
                    new: at..at + length,
                }),
                (_, false) => pieces.push(Piece::Kept {
                    old: page,
                    start: at,
                }),
            }
            at += length;
        }
        Some(Self {
            old: Arc::clone(old),
            new: Arc::clone(new),
            head,
            pieces,
        })
    }

    /// Where in the new text what has changed stands, piece by piece.
    pub(crate) fn changed(&self) -> Vec<Range<usize>> {
        let changed = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Changed { new } => Some(new.clone()),
            Piece::Kept { .. } => None,
        });
        changed.collect()
    }

    /// Where in the new text each piece begins that is kept.
    pub(crate) fn kept(&self) -> Vec<usize> {
        let kept = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Kept { start, .. } => Some(*start),
            Piece::Changed { .. } => None,
        });
        kept.collect()
    }

    /// How pages are hashed.
    pub(crate) fn hash(&self) -> &DefaultHashBuilder {
        self.old.hash()
    }

    /// The pages in a piece that is kept, where they begin now.
    pub(crate) fn pages(&self, old: &Range<usize>, start: usize) -> Vec<Page> {
        self.old.pages_in(old, start)
    }
}
