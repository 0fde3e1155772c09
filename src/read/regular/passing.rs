//! The events of a long file, read in passing: step by step, and nothing of their text is held.
//!
//! A step ends where an entry does, so that each entry is read as it would be in the whole text. Whatever lies
//! beyond the events, or is out of the ordinary in a way that only the whole text can tell, makes this reader
//! decline.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use hashbrown::DefaultHashBuilder;

use crate::model::events::IdHash;
use crate::model::parallel;
use crate::model::progress::Progress;
use crate::model::text::{Origin, Page};
use crate::read::characters::is_plain;
use crate::read::portion::Portion;
use crate::read::resolve::{Packer, Tables};

use super::stretch::{Begun, Reading, Stretch, first_entry, parts};
use super::{EventList, Opened};

/// How a file is read in passing.
pub(in crate::read) struct Passage<'p> {
    pub(in crate::read) origin: &'p dyn Origin,
    /// How many bytes are read at a time, at least one.
    pub(in crate::read) step: usize,
    /// How pages are hashed.
    pub(in crate::read) hash: &'p DefaultHashBuilder,
    pub(in crate::read) progress: &'p Progress,
}

impl Opened {
    /// Reads its events in passing, which are the rest of the file; gives back the pages in which they stand,
    /// too.
    ///
    /// `None` if that is not possible.
    pub(in crate::read) fn pass(
        &self,
        passage: &Passage<'_>,
        tables: &Tables,
        hash: &IdHash,
    ) -> Option<(Vec<Stretch>, Vec<Page>)> {
        let EventList { dash, part, .. } = self.events.as_ref()?;
        let list = part.start..passage.origin.length();
        let parts = passage.cut(*dash, &list);
        let is_declined = AtomicBool::new(false);
        let passed = parallel::map(&parts, |part| {
            let packer = Packer::new(list.end, tables, hash).keeping_ids();
            let passed = passage.stretch(*dash, part, packer, &is_declined);
            // What one part declines, the others need not read to their ends.
            is_declined.fetch_or(passed.is_none(), Ordering::Relaxed);
            passed
        });
        let mut stretches = Vec::with_capacity(passed.len());
        let mut pages = Vec::new();
        for passed in passed {
            let (stretch, of_stretch) = passed?;
            stretches.push(stretch);
            pages.extend(of_stretch);
        }
        Some((stretches, pages))
    }

    /// Reads some stretches of its events in passing, each of which begins and ends with an entry; gives back the
    /// pages in which they stand, too. Others that are not read begin elsewhere.
    ///
    /// `None` if that is not possible, or if no entry of this list begins there.
    pub(in crate::read) fn pass_some(
        &self,
        passage: &Passage<'_>,
        tables: &Tables,
        hash: &IdHash,
        stretches: &[Range<usize>],
        others: &[usize],
    ) -> Option<Vec<(Stretch, Vec<Page>)>> {
        let EventList { dash, .. } = self.events.as_ref()?;
        if !others.iter().all(|place| passage.has_entry(*dash, *place)) {
            return None;
        }
        let end = passage.origin.length();
        let is_declined = AtomicBool::new(false);
        let passed = parallel::map(stretches, |stretch| {
            let packer = Packer::new(end, tables, hash).keeping_ids();
            passage.stretch(*dash, stretch, packer, &is_declined)
        });
        passed.into_iter().collect()
    }
}

impl Passage<'_> {
    /// Cuts a list into parts that are read side by side, each of which begins with an entry.
    fn cut(&self, dash: usize, list: &Range<usize>) -> Vec<Range<usize>> {
        let mut room = vec![0; self.step];
        let mut cuts = vec![list.start];
        for about in parallel::cuts(list.len(), self.step) {
            let about = list.start + about;
            let room = &mut room[..self.step.min(list.end - about)];
            if self.origin.read(about, room) {
                // The last line may be cut off.
                let whole = memchr::memrchr(b'\n', room).map_or(0, |end| end + 1);
                cuts.extend(first_entry(&room[..whole], dash).map(|place| about + place));
            }
        }
        parts(cuts, list.end)
    }

    /// Whether the line that begins at a place has its dash in a column.
    fn has_entry(&self, dash: usize, place: usize) -> bool {
        let mut begin = vec![b' '; dash + 2];
        let room = begin.len().min(self.origin.length().saturating_sub(place));
        self.origin.read(place, &mut begin[..room]) && is_entry(&begin, dash)
    }

    /// Reads the entries of a part.
    fn stretch(
        &self,
        dash: usize,
        part: &Range<usize>,
        packer: Packer<'_>,
        is_declined: &AtomicBool,
    ) -> Option<(Stretch, Vec<Page>)> {
        let mut begun = Begun::new(packer, part.len());
        let mut pages = Vec::with_capacity(part.len() / self.step + 1);
        // The dash of the next entry is shown too: where a text below a `|` ends depends on what follows.
        let shown = self.origin.length().min(part.end + dash + 1);
        let mut room = vec![0; self.step.min(shown - part.start)];
        let mut start = part.start;
        // How much of the room is filled.
        let mut filled = 0;
        while start < part.end {
            if is_declined.load(Ordering::Relaxed) {
                return None;
            }
            // An entry that is longer than a step is looked through again whenever there is twice as much of it.
            let end = shown.min(start + filled + filled.max(self.step));
            if room.len() < end - start {
                room.resize(end - start, 0);
            }
            if !self
                .origin
                .read(start + filled, &mut room[filled..end - start])
            {
                return None;
            }
            filled = end - start;
            let at_hand = &room[..filled];
            let whole = if end == shown {
                part.end - start
            } else {
                match last_entry(at_hand, dash) {
                    Some(place) => place,
                    // The entry is longer than a step.
                    None => continue,
                }
            };
            let entries = &at_hand[..whole];
            if !is_plain(entries) {
                return None;
            }
            let reading = Reading {
                portion: Portion {
                    bytes: at_hand,
                    start,
                },
                dash,
                end: filled,
                progress: self.progress,
            };
            if reading.entries(&(0..whole), &mut begun).is_some() {
                return None;
            }
            pages.push(Page::new(start, entries, self.hash));
            room.copy_within(whole..filled, 0);
            filled -= whole;
            start += whole;
        }
        Some((begun.end(None), pages))
    }
}

/// Where the line of the last entry begins that has a dash in a column, but for an entry at the very
/// beginning.
fn last_entry(text: &[u8], dash: usize) -> Option<usize> {
    memchr::memrchr_iter(b'\n', text)
        .map(|end| end + 1)
        .find(|start| is_entry(&text[*start..], dash))
}

/// Whether a line has a dash in a column, with nothing before it.
fn is_entry(line: &[u8], dash: usize) -> bool {
    line.split_at_checked(dash).is_some_and(|(before, behind)| {
        let is_dash = matches!(behind, [b'-', b' ' | b'\n' | b'\r', ..]);
        is_dash && before.iter().all(|byte| *byte == b' ')
    })
}
