//! The ids of events, of which there may be millions.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use hashbrown::hash_table::Entry;
use hashbrown::{HashMap, HashTable};

use crate::model::id::EventKey;
use crate::model::parallel;
use crate::model::span::Span;
use crate::model::text::Text;
use crate::read::diagnostic::Problems;
use crate::read::spanned::Spanned;
use crate::read::suggest::nearest;
use crate::read::value::IdText;

use super::ids::{COMPARISONS, report_duplicate, report_unknown};
use super::packed::Packed;
use super::reread::places;
use super::twins::twins;

/// The ids of the events of a ledger.
pub(super) struct EventIds<'p> {
    text: &'p Text,
    packed: &'p Packed,
    /// The keys of the events, in one table or in [many](TABLES).
    ///
    /// Only the keys, for there may be millions; the hashes stand beside the events.
    tables: OnceLock<Vec<HashTable<u32>>>,
    /// Ids of broken entries: declared, but not there.
    broken: HashMap<Box<str>, Span>,
    comparisons_left: AtomicUsize,
}

/// In how many tables the ids of many events stand.
///
/// Each is filled by itself and small enough for a processor's own cache; places all over one large table
/// would have to be waited for.
const TABLES: usize = 1 << TABLE_BITS;
const TABLE_BITS: u32 = 5;

/// Which of the tables an id belongs to, if there are many.
///
/// By the bits below the seven by which neighbours are told apart. Places in a table are found by the bits below
/// these, up to a million in each; if they overlapped, all ids of a table would crowd into a part of it.
const fn table_of(hash: u32) -> usize {
    (hash >> (u32::BITS - 7 - TABLE_BITS)) as usize % TABLES
}

/// A table finds its places by the low bits of a hash and tells neighbours apart by the high ones.
const fn spread(hash: u32) -> u64 {
    (hash as u64) << 32 | hash as u64
}

impl<'p> EventIds<'p> {
    /// Declares the ids of all events.
    pub(super) fn declare(text: &'p Text, packed: &'p Packed, problems: &mut Problems) -> Self {
        let mut ids = Self {
            text,
            packed,
            tables: OnceLock::new(),
            broken: HashMap::new(),
            comparisons_left: AtomicUsize::new(COMPARISONS),
        };
        ids.declare_broken(problems);
        for (key, first) in twins(packed) {
            ids.report(key, first, problems);
        }
        ids
    }

    /// The tables, which are filled when somebody looks an id up: in most ledgers nobody does.
    fn tables(&self) -> &[HashTable<u32>] {
        self.tables.get_or_init(|| {
            if self.packed.count() < 10_000 {
                let members: Vec<_> = self.packed.keyed_hashes().collect();
                vec![fill(self.packed, &members)]
            } else {
                fill_many(self.packed)
            }
        })
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
        let count = self.packed.count() + self.broken.len();
        let left = self.comparisons_left.load(Ordering::Relaxed);
        let left = left.checked_sub(count)?;
        self.comparisons_left.store(left, Ordering::Relaxed);
        let keys = self.packed.keyed_hashes().map(|(key, _)| key);
        let sound = keys.map(|key| self.packed.id(key));
        nearest(id, sound.chain(self.broken.keys().map(|id| &**id)))
    }

    fn key(&self, id: &str) -> Option<u32> {
        let hash = self.packed.hash.of(id.as_bytes());
        let is_it = |key: &u32| self.packed.id(*key) == id;
        let table = match self.tables() {
            [table] => table,
            tables => tables.get(table_of(hash))?,
        };
        table.find(spread(hash), is_it).copied()
    }

    /// Declares the ids of broken entries, which may stand before or behind a sound event's.
    fn declare_broken(&mut self, problems: &mut Problems) {
        let packed = self.packed;
        for raw in packed.broken() {
            let Some(id) = &raw.id else { continue };
            let other = self.key(&id.value.0).map(|key| packed.span(key));
            if let Some(first) = self.broken.get(&id.value.0) {
                report_duplicate("event", &id.value.0, id.span, *first, problems);
                continue;
            }
            match other {
                Some(span) if span.start < id.span.start => {
                    let first = places(self.text, span).id;
                    report_duplicate("event", &id.value.0, id.span, first, problems);
                }
                Some(span) => {
                    let second = places(self.text, span).id;
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
        let id = self.packed.id(key);
        let first = match self.broken.get(id) {
            Some(span) => *span,
            None => places(self.text, self.packed.span(first)).id,
        };
        let place = places(self.text, self.packed.span(key)).id;
        report_duplicate("event", id, place, first, problems);
    }
}

/// Fills the tables side by side.
fn fill_many(packed: &Packed) -> Vec<HashTable<u32>> {
    // Each share takes a look at all events, so there are few of them.
    const MOST_SHARES: usize = 8;
    let share = TABLES.div_ceil((2 * parallel::processors()).min(MOST_SHARES));
    let shares: Vec<Range<usize>> = (0..TABLES)
        .step_by(share)
        .map(|first| first..(first + share).min(TABLES))
        .collect();
    let filled = parallel::map(&shares, |share| {
        // A tenth more, for hashes do not fall quite evenly.
        let room = packed.count() / TABLES / 10 * 11;
        let mut members: Vec<Vec<(u32, u32)>> =
            share.clone().map(|_| Vec::with_capacity(room)).collect();
        for (key, hash) in packed.keyed_hashes() {
            let table = table_of(hash);
            if share.contains(&table) {
                members[table - share.start].push((key, hash));
            }
        }
        let tables = members.iter().map(|members| fill(packed, members));
        tables.collect::<Vec<_>>()
    });
    filled.into_iter().flatten().collect()
}

/// Fills a table with some keys, each of which comes with the hash of its id; of several events with one id, the
/// first counts.
fn fill(packed: &Packed, members: &[(u32, u32)]) -> HashTable<u32> {
    let mut table = HashTable::with_capacity(members.len());
    for &(key, hash) in members {
        let is_it =
            |other: &u32| packed.hash_of(*other) == hash && packed.id(*other) == packed.id(key);
        let rehash = |other: &u32| spread(packed.hash_of(*other));
        if let Entry::Vacant(place) = table.entry(spread(hash), is_it, rehash) {
            place.insert(key);
        }
    }
    table
}
