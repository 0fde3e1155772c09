//! A long ledger that has been changed, of which only that is read.

use std::ops::Range;
use std::sync::Arc;

use crate::model::ledger::Ledger;
use crate::model::progress::Progress;
use crate::model::text::{Origin, Piece, Text};

use super::characters::LARGEST_LEDGER;
use super::check::Checked;
use super::diagnostic::Problems;
use super::files;
use super::offsets::narrow;
use super::passing::{checked, head};
use super::regular::Passage;
use super::resolve::Packed;

/// As what part of the text so much is changed that all is read more quickly.
const MOST_CHANGED: usize = 4;
/// How many bytes are read quickly in any case.
const SOON: usize = 1 << 20;

/// Checks a text of which most was checked before: one that was read in passing, with a few parts replaced.
///
/// What comes of it is what comes of [`check_in_passing`](super::check_in_passing) on the new text; but only the pages in
/// which parts were replaced are read. Of what stands in the others, the events are those of the ledger that was read
/// from the old text, for each entry is read by itself and refers to nothing but the head; and whatever is said of one while
/// it is read is an error, which a ledger does not have.
///
/// `None` if all of the new text must be read, or had better be: what was replaced lies in the head or in many pages, or
/// the new text is none that can be read in passing.
pub(crate) fn check_again(
    old: &Ledger,
    new: &Text,
    step: usize,
    progress: &Progress,
) -> Option<(Text, Checked)> {
    let revision = new.revision()?;
    let length = revision.new.length();
    if length > LARGEST_LEDGER {
        return None;
    }
    let step = step.clamp(1, length.max(1));
    let head = head(&revision.new, step)?;
    let passage = Passage {
        origin: &revision.new,
        step,
        hash: revision.hash(),
        progress,
    };
    let changed = revision.changed();
    let all_changed: usize = changed.iter().map(Range::len).sum();
    // What is next to each other is read by one thread.
    if all_changed > (length / MOST_CHANGED).max(SOON) {
        return None;
    }
    // Where a line goes on in a page that is kept, that page is not what it was.
    let ends_line = |piece: &Range<usize>| {
        let mut last = [b'\n'];
        piece.is_empty()
            || piece.end == length
            || revision.new.read(piece.end - 1, &mut last) && last == *b"\n"
    };
    if !changed.iter().all(ends_line) {
        return None;
    }
    progress.begin(all_changed);
    let events = old.packed();
    let mut problems = Problems::default();
    let (read, mut passed) = files::pass_some(
        &head,
        &passage,
        &changed,
        &revision.kept(),
        events.hash(),
        &mut problems,
    )?;

    let mut of_changed = passed.iter_mut();
    let mut pages = Vec::new();
    for piece in &revision.pieces {
        match piece {
            Piece::Changed { .. } => pages.append(&mut of_changed.next()?.pages),
            Piece::Kept { old, start } => pages.extend(revision.pages(old, *start)),
        }
    }
    let text = Text::paged(
        Box::new(Arc::clone(&revision.new)),
        length,
        head.part(0..revision.head).to_vec(),
        pages,
        revision.hash().clone(),
    );
    let mut passed = passed.into_iter();
    let mut packed = Packed::new(events.hash().clone());
    for piece in &revision.pieces {
        match piece {
            Piece::Changed { .. } => packed.push(passed.next()?.run.of(&text)),
            Piece::Kept { old, start } => {
                let places = events.before(old.start)..events.before(old.end);
                for segment in events.parts(places, narrow(*start).wrapping_sub(narrow(old.start)))
                {
                    packed.push(segment.into());
                }
            }
        }
    }
    Some(checked(text, read, packed, problems))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
