//! From raw entries to the ledger's own types: every id is looked up, every rule within one
//! entry is checked.

mod entry;
mod event;
mod ids;
mod unsound;

use crate::model::ledger::Parts;
use crate::model::span::Span;

use super::diagnostic::Problems;
use super::raw::{Entry, Raw};
use super::spanned::Spanned;
use super::value::{Line, Text};

pub(crate) use event::EventPlaces;
pub(crate) use unsound::Unsound;

use entry::{channel, party, post, source};
use event::event;
use ids::Tables;
use unsound::unsound_channels;

/// A ledger's parts with every id looked up, and what the audit needs to know beyond them.
pub(crate) struct Resolved {
    pub(crate) parts: Parts,
    /// Where the parts of each event stand.
    pub(crate) places: Vec<EventPlaces>,
    /// Where the posts of each channel stand.
    pub(crate) post_places: Vec<Box<[Span]>>,
    /// Channels whose events are not all sound, so that their replay would mislead.
    pub(crate) unsound: Unsound,
}

/// Looks up every id of a raw ledger.
///
/// `None` if something is missing without which the parts do not make a whole.
pub(crate) fn resolve(raw: Raw, problems: &mut Problems) -> Option<Resolved> {
    let ids = Tables::declare(&raw, problems);
    let unsound = unsound_channels(&raw.events, &ids.channels);
    let mut places = Vec::with_capacity(raw.events.len());
    let mut post_places = Vec::with_capacity(raw.channels.len());

    let parties = sound(raw.parties, |raw| party(raw, problems));
    let posts = sound(raw.posts, |raw| post(raw, &ids, problems));
    let mut channels = sound(raw.channels, |raw| {
        channel(raw, &ids, &mut post_places, problems)
    })?;
    let sources = sound(raw.sources, source);
    let events = sound(raw.events, |raw| event(raw, &ids, &mut places, problems));
    if posts.is_none() {
        // A post of an unknown party leaves its channels to be looked at without any.
        for (channel, places) in channels.iter_mut().zip(&mut post_places) {
            channel.posts.clear();
            *places = Box::default();
        }
    }
    let parts = Parts {
        title: raw.title.map(|title| title.value.0).unwrap_or_default(),
        stale_after: raw.stale_after.map(|days| days.value.0),
        parties: parties?,
        posts: posts.unwrap_or_default(),
        channels,
        sources: sources?,
        events: events?,
    };
    Some(Resolved {
        parts,
        places,
        post_places,
        unsound,
    })
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

fn text(field: Option<Spanned<Text>>) -> Option<Box<str>> {
    field
        .map(|spanned| spanned.value.0)
        .filter(|text| !text.is_empty())
}

fn value<T>(field: Option<Spanned<T>>) -> Option<T> {
    field.map(|spanned| spanned.value)
}
