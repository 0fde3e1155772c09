//! The ids of events, of which there may be millions.

use std::hash::BuildHasher;
use std::sync::atomic::{AtomicUsize, Ordering};

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

use crate::model::id::EventKey;
use crate::model::parallel;
use crate::model::span::Span;
use crate::model::text::Text;
use crate::read::diagnostic::Problems;
use crate::read::short::short;
use crate::read::spanned::Spanned;
use crate::read::suggest::nearest;
use crate::read::value::IdText;

use super::ids::{COMPARISONS, report_duplicate, report_unknown};
use super::pack::Packed;
use super::reread::places;

/// How ids are hashed while events are packed, and when they are looked up.
///
/// The hash is kept beside each event, so that no text is read twice.
#[derive(Clone, Default)]
pub(crate) struct IdHash(DefaultHashBuilder);

impl IdHash {
    #[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
    pub(crate) fn of(&self, id: &[u8]) -> u32 {
        match short(id) {
            Some(short) => self.0.hash_one(short) as u32,
            None => self.0.hash_one(id) as u32,
        }
    }
}

/// The ids of the events of a ledger.
pub(super) struct EventIds<'p> {
    text: &'p Text,
    packed: &'p Packed,
    /// The keys of the events, by a bit of the hashes of their ids, so that the tables are filled side by side.
    ///
    /// Only the keys, for there may be millions; the hashes stand beside the events.
    tables: [HashTable<u32>; 2],
    /// Ids of broken entries: declared, but not there.
    broken: HashMap<Box<str>, Span>,
    comparisons_left: AtomicUsize,
}

/// Which table an id belongs to.
const fn table_of(hash: u32) -> usize {
    (hash >> 24 & 1) as usize
}

/// A table finds its places by the low bits of a hash and tells neighbours apart by the high ones.
const fn spread(hash: u32) -> u64 {
    (hash as u64) << 32 | hash as u64
}

impl<'p> EventIds<'p> {
    /// Declares the ids of all events.
    pub(super) fn declare(text: &'p Text, packed: &'p Packed, problems: &mut Problems) -> Self {
        let filled = if packed.count() < 10_000 {
            vec![fill(text, packed, 0), fill(text, packed, 1)]
        } else {
            parallel::map(&[0, 1], |table| fill(text, packed, *table))
        };
        let mut tables = [HashTable::new(), HashTable::new()];
        let mut again: Vec<(u32, u32)> = Vec::new();
        for (table, (filled, found)) in tables.iter_mut().zip(filled) {
            *table = filled;
            again.extend(found);
        }
        again.sort_unstable();
        let mut ids = Self {
            text,
            packed,
            tables,
            broken: HashMap::new(),
            comparisons_left: AtomicUsize::new(COMPARISONS),
        };
        ids.declare_broken(problems);
        for (key, first) in again {
            ids.report(key, first, problems);
        }
        ids
    }

    /// The key of an id, if a sound event has it.
    pub(super) fn sound(&self, id: &str) -> Option<EventKey> {
        if self.broken.contains_key(id) {
            return None;
        }
        self.key(id).map(EventKey::new)
    }

    pub(super) fn is_declared(&self, id: &str) -> bool {
        self.key(id).is_some() || self.broken.contains_key(id)
    }

    pub(super) fn find_in(
        &self,
        id: Option<&Spanned<IdText>>,
        problems: &mut Problems,
    ) -> Option<EventKey> {
        let id = id?;
        if !self.is_declared(&id.value.0) {
            report_unknown("event", id, self.meant(&id.value.0), problems);
        }
        self.sound(&id.value.0)
    }

    /// The declared id that an undeclared one was probably meant to be.
    fn meant(&self, id: &str) -> Option<&str> {
        let count = self.tables.iter().map(HashTable::len).sum::<usize>() + self.broken.len();
        let left = self.comparisons_left.load(Ordering::Relaxed);
        let left = left.checked_sub(count)?;
        self.comparisons_left.store(left, Ordering::Relaxed);
        let keys = self.tables.iter().flatten();
        let sound = keys.map(|key| self.packed.id(self.text, *key));
        nearest(id, sound.chain(self.broken.keys().map(|id| &**id)))
    }

    fn key(&self, id: &str) -> Option<u32> {
        let hash = self.packed.hash.of(id.as_bytes());
        let is_it = |key: &u32| self.packed.id(self.text, *key) == id;
        let found = self.tables[table_of(hash)].find(spread(hash), is_it);
        found.copied()
    }

    /// Declares the ids of broken entries, which may stand before or behind a sound event's.
    fn declare_broken(&mut self, problems: &mut Problems) {
        let packed = self.packed;
        for raw in packed.broken() {
            let Some(id) = &raw.id else { continue };
            let other = self.key(&id.value.0).map(|key| packed.row(key));
            if let Some(first) = self.broken.get(&id.value.0) {
                report_duplicate("event", &id.value.0, id.span, *first, problems);
                continue;
            }
            match other {
                Some(row) if row.span.start < id.span.start => {
                    let first = places(self.text, row).id;
                    report_duplicate("event", &id.value.0, id.span, first, problems);
                }
                Some(row) => {
                    let second = places(self.text, row).id;
                    report_duplicate("event", &id.value.0, second, id.span, problems);
                    self.broken.insert(id.value.0.clone(), id.span);
                }
                None => {
                    self.broken.insert(id.value.0.clone(), id.span);
                }
            }
        }
    }

    /// Reports an event whose id another has already.
    fn report(&self, key: u32, first: u32, problems: &mut Problems) {
        let id = self.packed.id(self.text, key);
        let first = match self.broken.get(id) {
            Some(span) => *span,
            None => places(self.text, self.packed.row(first)).id,
        };
        let place = places(self.text, self.packed.row(key)).id;
        report_duplicate("event", id, place, first, problems);
    }
}

/// Fills one of the tables; gives back the events whose id another has already, each with that other.
fn fill(text: &Text, packed: &Packed, which: usize) -> (HashTable<u32>, Vec<(u32, u32)>) {
    let mut table = HashTable::with_capacity(packed.count() / 2 + packed.count() / 50);
    let mut again = Vec::new();
    let mut key = 0;
    for segment in &packed.segments {
        for &hash in &segment.hashes {
            if table_of(hash) == which {
                let is_it = |other: &u32| {
                    packed.hash_of(*other) == hash
                        && packed.id(text, *other) == packed.id(text, key)
                };
                let rehash = |other: &u32| spread(packed.hash_of(*other));
                match table.entry(spread(hash), is_it, rehash) {
                    Entry::Occupied(first) => again.push((key, *first.get())),
                    Entry::Vacant(place) => {
                        place.insert(key);
                    }
                }
            }
            key += 1;
        }
    }
    (table, again)
}
