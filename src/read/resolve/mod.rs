//! From raw entries to the ledger's own types: every id is looked up, every rule within one
//! entry is checked.

mod entry;
mod event;
mod event_ids;
mod ids;
mod interned;
mod odd;
mod pack;
mod packed;
mod reread;
mod short_ids;
mod twins;
mod unsound;

use std::collections::BTreeSet;

use crate::model::events::{Events, Rare, Segment};
use crate::model::id::EventKey;
use crate::model::ledger::Parts;
use crate::model::span::Span;
use crate::model::text::Text;

use super::diagnostic::Problems;
use super::raw::{Entry, Raw};
use super::spanned::Spanned;
use super::value::{Line, Text as Remark};

pub(crate) use event::pack;
pub(crate) use ids::Tables;
pub(crate) use pack::{Draft, PackedDate, Packer, day};
pub(crate) use packed::{Packed, PackedRun, PackedRuns};
pub(crate) use reread::{EventPlaces, places};
pub(crate) use unsound::Unsound;

use entry::{channel, party, post, source};
use event_ids::EventIds;
use odd::odd_events;

/// A ledger's parts with every id looked up, and what the audit needs to know beyond them.
pub(crate) struct Resolved {
    pub(crate) parts: Parts,
    /// Where the posts of each channel stand.
    pub(crate) post_places: Vec<Box<[Span]>>,
    /// Events that cannot be replayed: their kind is not clear, or what they replace.
    pub(crate) doubtful: BTreeSet<EventKey>,
    /// Channels whose events are not all sound, so that their replay would mislead.
    pub(crate) unsound: Unsound,
}

/// Looks up every id of a raw ledger, of which those outside the events are declared.
///
/// `None` if something is missing without which the parts do not make a whole.
pub(crate) fn resolve(
    text: &Text,
    raw: Raw,
    packed: Packed,
    tables: &Tables,
    problems: &mut Problems,
) -> Option<Resolved> {
    let events = EventIds::declare(text, &packed, problems);
    let parts = packed.parts.iter();
    let (rares, unknown): (Vec<_>, Vec<_>) = parts.map(|part| link(&part.segment, &events)).unzip();
    let odd = odd_events(&packed, &unknown);
    let mut unsound = Unsound::default();
    for odd in &odd {
        if let Some(raw) = odd.raw(text) {
            unsound.add(&raw, odd.is_sound(), &tables.channels);
        }
    }
    let mut post_places = Vec::with_capacity(raw.channels.len());

    let parties = sound(raw.parties, |raw| party(raw, problems));
    let posts = sound(raw.posts, |raw| post(raw, tables, problems));
    let mut channels = sound(raw.channels, |raw| {
        channel(raw, tables, &mut post_places, problems)
    })?;
    let sources = sound(raw.sources, source);
    let doubtful = odd::complain(&odd, text, tables, &events, problems);
    if posts.is_none() {
        // A post of an unknown party leaves its channels to be looked at without any.
        for (channel, places) in channels.iter_mut().zip(&mut post_places) {
            channel.posts.clear();
            *places = Box::default();
        }
    }
    drop(events);
    let Packed { parts, hash, .. } = packed;
    let segments = parts.into_iter().zip(rares);
    let segments = segments.map(|(part, rare)| part.segment.with(rare));
    let parts = Parts {
        title: raw.title.map(|title| title.value.0).unwrap_or_default(),
        stale_after: raw.stale_after.map(|days| days.value.0),
        parties: parties?,
        posts: posts.unwrap_or_default(),
        channels,
        sources: sources?,
        events: Events::new(text.clone(), hash, segments.collect()),
    };
    Some(Resolved {
        parts,
        post_places,
        doubtful,
        unsound,
    })
}

/// What the rows of a segment have on the side, with the keys of the events that they name, and the rows that name
/// one that is not there.
fn link(segment: &Segment, events: &EventIds<'_>) -> (Vec<Rare<EventKey>>, Vec<u32>) {
    let mut unknown = Vec::new();
    let rare = segment.linked(|row, id| {
        if !events.is_declared(id) {
            unknown.push(row);
        }
        events.sound(id)
    });
    (rare, unknown)
}

/// Makes the sound entries into what they stand for, all or nothing: a key is a place among them.
fn sound<R, T>(entries: Vec<Entry<R>>, make: impl FnMut(R) -> Option<T>) -> Option<Vec<T>> {
    let made: Vec<Option<T>> = entries
        .into_iter()
        .filter(|entry| entry.sound)
        .map(|entry| entry.raw)
        .map(make)
        .collect();
    made.into_iter().collect()
}

fn line(field: Option<Spanned<Line>>) -> Option<Box<str>> {
    field.map(|spanned| spanned.value.0)
}

fn text(field: Option<Spanned<Remark>>) -> Option<Box<str>> {
    field
        .map(|spanned| spanned.value.0)
        .filter(|text| !text.is_empty())
}

fn value<T>(field: Option<Spanned<T>>) -> Option<T> {
    field.map(|spanned| spanned.value)
}
