//! The events of a ledger in their packed form, from when they have been read until all ids are known.

use crate::model::events::{IdHash, Run, Segment};
use crate::model::span::Span;
use crate::model::text::Text;
use crate::read::raw::RawEvent;

/// The events of a ledger, packed, in parts that follow one another; what names another event is still its id.
#[derive(Default)]
pub(crate) struct Packed {
    pub(super) parts: Vec<PackedPart>,
    /// The number of rows before each part.
    firsts: Vec<usize>,
    pub(super) hash: IdHash,
}

/// Some of the events of a ledger, and the entries among them that are no sound events.
pub(crate) struct PackedPart {
    pub(super) segment: Segment,
    pub(super) broken: Vec<Broken>,
}

/// What has been read of the events of a ledger, part by part.
pub(crate) struct PackedRuns {
    runs: Vec<PackedRun>,
    hash: IdHash,
}

/// A run of events that has been read, and the entries among them that are no sound events.
#[derive(Default, Debug)]
pub(crate) struct PackedRun {
    pub(super) run: Run,
    pub(super) broken: Vec<Broken>,
}

/// An entry that is no sound event.
#[derive(Debug)]
pub(super) struct Broken {
    /// The number of rows before it.
    pub(super) before: u32,
    /// Where it stands.
    pub(super) span: Span,
    pub(super) raw: RawEvent,
}

impl PackedRuns {
    /// None so far, of which ids are to be hashed like this.
    pub(crate) fn new(hash: IdHash) -> Self {
        Self {
            runs: Vec::new(),
            hash,
        }
    }

    pub(crate) fn hash(&self) -> &IdHash {
        &self.hash
    }

    pub(crate) fn push(&mut self, run: PackedRun) {
        self.runs.push(run);
    }

    /// The events in the text in which they were read.
    pub(crate) fn of(self, text: &Text) -> Packed {
        let mut packed = Packed::new(self.hash);
        for run in self.runs {
            packed.push(run.of(text));
        }
        packed
    }
}

impl From<Segment> for PackedPart {
    fn from(segment: Segment) -> Self {
        Self {
            segment,
            broken: Vec::new(),
        }
    }
}

impl Packed {
    pub(crate) fn new(hash: IdHash) -> Self {
        Self {
            parts: Vec::new(),
            firsts: Vec::new(),
            hash,
        }
    }

    pub(crate) fn push(&mut self, part: PackedPart) {
        self.firsts.push(self.count());
        self.parts.push(part);
    }

    /// How many sound events there are.
    pub(super) fn count(&self) -> usize {
        let last = self.firsts.last().zip(self.parts.last());
        last.map_or(0, |(first, part)| first + part.segment.len())
    }

    pub(super) fn broken(&self) -> impl Iterator<Item = &RawEvent> {
        let broken = self.parts.iter().flat_map(|part| &part.broken);
        broken.map(|broken| &broken.raw)
    }

    /// Where the entry of an event stands.
    pub(super) fn span(&self, key: u32) -> Span {
        let (segment, row) = self.find(key);
        segment.span(&segment.row(row))
    }

    pub(super) fn id(&self, key: u32) -> &str {
        let (segment, row) = self.find(key);
        segment.id(&segment.row(row)).as_str()
    }

    /// The hashes of the ids of all events, in a list for each part.
    pub(super) fn hashes(&self) -> impl Iterator<Item = &[u32]> {
        self.parts.iter().map(|part| part.segment.hashes())
    }

    /// The hashes of the ids of all events, each with the key of its event, in a list for each part.
    pub(super) fn keyed_hashes_of_parts(
        &self,
    ) -> impl Iterator<Item = impl Iterator<Item = (u32, u32)> + Clone> {
        let parts = self.firsts.iter().zip(self.hashes());
        parts.map(|(first, hashes)| {
            let first = u32::try_from(*first).unwrap_or(u32::MAX);
            (first..).zip(hashes.iter().copied())
        })
    }

    /// The keys of all events, each with the hash of its id.
    pub(super) fn keyed_hashes(&self) -> impl Iterator<Item = (u32, u32)> {
        self.keyed_hashes_of_parts().flatten()
    }

    /// The hash of an event's id.
    pub(super) fn hash_of(&self, key: u32) -> u32 {
        let (segment, row) = self.find(key);
        segment.hashes()[row]
    }

    fn find(&self, key: u32) -> (&Segment, usize) {
        let index = key as usize;
        // Each of many files has a part or more.
        let behind = self.firsts.partition_point(|first| *first <= index);
        let at = behind.saturating_sub(1);
        (&self.parts[at].segment, index - self.firsts[at])
    }
}

impl PackedRun {
    /// The events in the text in which they were read.
    pub(crate) fn of(self, text: &Text) -> PackedPart {
        PackedPart {
            segment: Segment::new(self.run, text.clone()),
            broken: self.broken,
        }
    }

    /// How many entries there are, sound or not.
    pub(crate) fn entries(&self) -> usize {
        self.run.rows.len() + self.broken.len()
    }

    /// Adds the places of the entries, in their order, to those of others before them.
    pub(crate) fn add_places(&self, places: &mut Vec<Span>) {
        let before = places.len();
        let rows = &self.run.rows;
        places.extend(rows.iter(0..rows.len()).map(|row| row.span));
        if !self.broken.is_empty() {
            places.extend(self.broken.iter().map(|broken| broken.span));
            places[before..].sort_unstable();
        }
    }

    /// Takes the last entry back, and says where it stood.
    pub(crate) fn retract(&mut self) -> Option<Span> {
        let run = &mut self.run;
        let sound = run.rows.last().map(|row| row.span);
        if let Some(broken) = self.broken.pop_if(|broken| Some(broken.span) > sound) {
            return Some(broken.span);
        }
        run.rows.pop()?;
        run.hashes.pop();
        let kept = u32::try_from(run.rows.len()).unwrap_or(u32::MAX);
        run.rare.pop_if(|rare| rare.row == kept);
        run.suspects.retain(|suspect| *suspect < kept);
        sound
    }
}
