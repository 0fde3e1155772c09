//! From raw entries to the ledger's own types: every id is looked up, every rule within one
//! entry is checked.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use crate::model::channel::Channel;
use crate::model::date::{Comparison, Date};
use crate::model::event::{Event, Withdrawal};
use crate::model::id::{
    ChannelId, ChannelKey, EventId, EventKey, PartyId, PartyKey, PostId, PostKey, SourceId,
    SourceKey,
};
use crate::model::ledger::Parts;
use crate::model::machine::Kind;
use crate::model::party::Party;
use crate::model::post::{Holder, Post};
use crate::model::source::{Citation, Source};
use crate::model::span::Span;

use super::code::Code;
use super::diagnostic::{Diagnostic, Problems};
use super::raw::{
    Entry, Raw, RawChannel, RawCitation, RawEvent, RawHolder, RawParty, RawPost, RawSource,
    RawWithdrawal,
};
use super::record::shown;
use super::spanned::Spanned;
use super::suggest::{did_you_mean, nearest};
use super::value::{Country, IdText, Line, Text, is_alpha_3, span_or};

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

/// Where the parts of an event stand.
#[derive(Clone, Debug)]
pub(crate) struct EventPlaces {
    pub(crate) id: Span,
    pub(crate) date: Span,
    pub(crate) kind: Span,
    pub(crate) by: Span,
    pub(crate) cause: Span,
    pub(crate) corrects: Span,
    pub(crate) citations: Box<[Span]>,
}

/// Channels of which an event is broken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unsound {
    /// Whether a broken event does not say which channels it bears on.
    all: bool,
    some: BTreeSet<ChannelKey>,
}

impl Unsound {
    pub(crate) fn contains(&self, channel: ChannelKey) -> bool {
        self.all || self.some.contains(&channel)
    }
}

/// How many ids are compared in search of what was meant, over all misspelt ones of a sort.
///
/// A text made of unknown ids would otherwise take quadratic time.
const COMPARISONS: usize = 1_000_000;

/// The ids of one sort of thing.
struct Ids<K> {
    what: &'static str,
    known: HashMap<Box<str>, Declared<K>>,
    comparisons_left: Cell<usize>,
}

struct Declared<K> {
    span: Span,
    /// `None` if the entry is broken: it is declared, but not there.
    key: Option<K>,
}

impl<K: Copy + Eq + Hash> Ids<K> {
    /// Declares the ids of some entries; each sound entry gets the next key.
    fn declare<R>(
        what: &'static str,
        entries: &[Entry<R>],
        id: fn(&R) -> Option<&Spanned<IdText>>,
        key: fn(u32) -> K,
        problems: &mut Problems,
    ) -> Self {
        let mut known: HashMap<Box<str>, Declared<K>> = HashMap::with_capacity(entries.len());
        let mut next = 0;
        for entry in entries {
            let declared_key = entry.sound.then(|| key(next));
            next += u32::from(entry.sound);
            let Some(id) = id(&entry.raw) else { continue };
            if let Some(first) = known.get(&id.value.0) {
                problems.push(
                    Diagnostic::new(
                        Code::DuplicateId,
                        id.span,
                        format!("another {what} has the id `{}` already", shown(&id.value.0)),
                        "give one of the two another id",
                    )
                    .relating(first.span, "the other one"),
                );
                continue;
            }
            known.insert(
                id.value.0.clone(),
                Declared {
                    span: id.span,
                    key: declared_key,
                },
            );
        }
        Self {
            what,
            known,
            comparisons_left: Cell::new(COMPARISONS),
        }
    }

    fn find(&self, id: &Spanned<IdText>, problems: &mut Problems) -> Option<K> {
        if let Some(declared) = self.known.get(&id.value.0) {
            return declared.key;
        }
        let help = did_you_mean(self.meant(&id.value.0), || {
            let section = if self.what == "party" {
                "parties".into()
            } else {
                format!("{}s", self.what)
            };
            format!("declare it under `{section}`, or correct it")
        });
        let message = format!("no {} has the id `{}`", self.what, shown(&id.value.0));
        problems.report(Code::UnknownId, id.span, message, help);
        None
    }

    fn find_in(&self, id: Option<&Spanned<IdText>>, problems: &mut Problems) -> Option<K> {
        id.and_then(|id| self.find(id, problems))
    }

    /// Looks up a list of ids, each of which may stand in it once.
    fn find_all(&self, ids: &[Spanned<IdText>], problems: &mut Problems) -> Vec<K> {
        let mut seen = HashSet::with_capacity(ids.len());
        let mut keys = Vec::with_capacity(ids.len());
        for id in ids {
            match self.find(id, problems) {
                Some(key) if seen.insert(key) => keys.push(key),
                Some(_) => problems.report(
                    Code::RepeatedItem,
                    id.span,
                    format!("`{}` stands in this list already", shown(&id.value.0)),
                    "remove it, or write the id that was meant",
                ),
                None => {}
            }
        }
        keys
    }

    /// The declared id that an undeclared one was probably meant to be.
    fn meant(&self, id: &str) -> Option<&str> {
        let left = self.comparisons_left.get().checked_sub(self.known.len())?;
        self.comparisons_left.set(left);
        nearest(id, self.known.keys().map(|name| &**name))
    }
}

struct Tables {
    parties: Ids<PartyKey>,
    posts: Ids<PostKey>,
    channels: Ids<ChannelKey>,
    sources: Ids<SourceKey>,
    events: Ids<EventKey>,
}

/// Looks up every id of a raw ledger.
///
/// `None` if something is missing without which the parts do not make a whole.
pub(crate) fn resolve(raw: Raw, problems: &mut Problems) -> Option<Resolved> {
    let ids = Tables {
        parties: Ids::declare(
            "party",
            &raw.parties,
            |r| r.id.as_ref(),
            PartyKey::new,
            problems,
        ),
        posts: Ids::declare(
            "post",
            &raw.posts,
            |r| r.id.as_ref(),
            PostKey::new,
            problems,
        ),
        channels: Ids::declare(
            "channel",
            &raw.channels,
            |r| r.id.as_ref(),
            ChannelKey::new,
            problems,
        ),
        sources: Ids::declare(
            "source",
            &raw.sources,
            |r| r.id.as_ref(),
            SourceKey::new,
            problems,
        ),
        events: Ids::declare(
            "event",
            &raw.events,
            |r| r.id.as_ref(),
            EventKey::new,
            problems,
        ),
    };
    let unsound = unsound_channels(&raw.events, &ids.channels);
    let mut places = Vec::with_capacity(raw.events.len());
    let mut post_places = Vec::with_capacity(raw.channels.len());

    let parties = sound(raw.parties, |raw| party(raw, problems));
    let posts = sound(raw.posts, |raw| post(raw, &ids, problems));
    let channels = sound(raw.channels, |raw| {
        channel(raw, &ids, &mut post_places, problems)
    });
    let sources = sound(raw.sources, source);
    let events = sound(raw.events, |raw| event(raw, &ids, &mut places, problems));
    let parts = Parts {
        title: raw.title.map(|title| title.value.0).unwrap_or_default(),
        stale_after: raw.stale_after.map(|days| days.value.0),
        parties: parties?,
        posts: posts?,
        channels: channels?,
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

/// Channels that a broken event bears on, or an event that misspells them.
fn unsound_channels(events: &[Entry<RawEvent>], channels: &Ids<ChannelKey>) -> Unsound {
    let mut unsound = Unsound::default();
    for Entry { raw, sound } in events {
        let Some(list) = &raw.channels else {
            let is_context = raw
                .kind
                .as_ref()
                .is_some_and(|kind| kind.value.0 == Kind::Context.word());
            unsound.all |= !sound && !is_context;
            continue;
        };
        for id in &list.value {
            let declared = channels.known.get(&id.value.0);
            if declared.is_none() || !sound {
                let meant = declared.or_else(|| channels.known.get(channels.meant(&id.value.0)?));
                unsound.some.extend(meant.and_then(|declared| declared.key));
            }
        }
    }
    unsound
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

fn party(raw: RawParty, problems: &mut Problems) -> Option<Party> {
    let id = raw.id?;
    let iso3166 = match value(raw.iso3166) {
        Some(Country::Code(code)) => Some(code),
        Some(Country::None) => None,
        None if is_alpha_3(&id.value.0) => Some(id.value.0.clone()),
        None => {
            problems.report(
                Code::UnknownCountry,
                id.span,
                format!("`{}` is no ISO 3166-1 alpha-3 code", shown(&id.value.0)),
                "add `iso3166: XXX` with the party's code, or `iso3166: none` if it has none",
            );
            None
        }
    };
    let number = |number: u32| u16::try_from(number).ok();
    Some(Party {
        id: PartyId::new(id.value.0)?,
        name: line(raw.name)?,
        iso3166,
        cow: value(raw.cow).and_then(|n| number(n.0)),
        gw: value(raw.gw).and_then(|n| number(n.0)),
    })
}

fn post(raw: RawPost, ids: &Tables, problems: &mut Problems) -> Option<Post> {
    let party = ids.parties.find_in(raw.party.as_ref(), problems);
    let holders = value(raw.holders).map(|holders| {
        holders
            .into_iter()
            .filter_map(|raw| holder(raw.value, problems))
            .collect()
    });
    Some(Post {
        id: PostId::new(raw.id?.value.0)?,
        party: party?,
        title: line(raw.title)?,
        holders,
    })
}

fn holder(raw: RawHolder, problems: &mut Problems) -> Option<Holder> {
    if let (Some(since), Some(until)) = (&raw.since, &raw.until)
        && until.value.compare(&since.value) == Comparison::Before
    {
        problems.push(
            Diagnostic::new(
                Code::ReversedDates,
                until.span,
                format!(
                    "the post is left at {}, before it is taken up at {}",
                    until.value, since.value
                ),
                "exchange or correct the two dates",
            )
            .relating(since.span, "taken up here"),
        );
    }
    Some(Holder {
        name: line(raw.name)?,
        since: value(raw.since),
        until: value(raw.until),
    })
}

fn channel(
    raw: RawChannel,
    ids: &Tables,
    post_places: &mut Vec<Box<[Span]>>,
    problems: &mut Problems,
) -> Option<Channel> {
    let party_ids = raw.parties?;
    let parties = ids.parties.find_all(&party_ids.value, problems);
    if party_ids.value.len() < 2 {
        problems.report(
            Code::TooFewParties,
            party_ids.span,
            "a channel needs at least two parties",
            "name the ids of both sides",
        );
    }
    let post_ids = value(raw.posts).unwrap_or_default();
    let posts = ids.posts.find_all(&post_ids, problems);
    post_places.push(post_ids.iter().map(|id| id.span).collect());
    let id = raw.id?;
    Some(Channel {
        span: id.span,
        id: ChannelId::new(id.value.0)?,
        name: line(raw.name)?,
        aka: value(raw.aka)
            .unwrap_or_default()
            .into_iter()
            .map(|name| name.value.0)
            .collect(),
        level: value(raw.level),
        parties,
        posts,
        about: text(raw.about),
    })
}

fn source(raw: RawSource) -> Option<Source> {
    Some(Source {
        id: SourceId::new(raw.id?.value.0)?,
        outlet: line(raw.outlet)?,
        title: line(raw.title)?,
        author: line(raw.author),
        published: value(raw.published)?,
        language: value(raw.language).map(|language| language.0),
        url: value(raw.url).map(|url| url.0),
        archive: value(raw.archive).map(|url| url.0),
        sha256: value(raw.sha256).map(|hash| hash.0),
        reliability: value(raw.reliability),
        note: text(raw.note),
    })
}

fn event(
    raw: RawEvent,
    ids: &Tables,
    places: &mut Vec<EventPlaces>,
    problems: &mut Problems,
) -> Option<Event> {
    let kind = kind(&raw, problems);
    check_evidence(&raw, problems);
    let channels = raw
        .channels
        .as_ref()
        .map_or(&[][..], |channels| &channels.value);
    let channels = ids.channels.find_all(channels, problems);
    let by = ids.parties.find_in(raw.by.as_ref(), problems);
    let cause = ids.events.find_in(raw.cause.as_ref(), problems);
    let corrects = ids.events.find_in(raw.corrects.as_ref(), problems);
    let (citations, citation_places) =
        citations(value(raw.sources).unwrap_or_default(), ids, problems);
    let withdrawn = value(raw.withdrawn).and_then(|raw| withdrawal(raw, ids, problems));

    let (id, date) = (raw.id?, raw.date?);
    places.push(EventPlaces {
        id: id.span,
        date: date.span,
        kind: span_or(raw.kind.as_ref(), id.span),
        by: span_or(raw.by.as_ref(), id.span),
        cause: span_or(raw.cause.as_ref(), id.span),
        corrects: span_or(raw.corrects.as_ref(), id.span),
        citations: citation_places,
    });
    Some(Event {
        id: EventId::new(id.value.0)?,
        date: date.value,
        kind,
        channels: channels.into(),
        by,
        cause,
        scope: line(raw.scope),
        inferred: raw.inferred.is_some_and(|flag| flag.value.0),
        summary: line(raw.summary)?,
        citations,
        reported: value(raw.reported),
        recorded: value(raw.recorded),
        withdrawn: withdrawn.map(Box::new),
        corrects,
        note: text(raw.note),
        tags: value(raw.tags)
            .unwrap_or_default()
            .into_iter()
            .map(|tag| tag.value.0)
            .collect(),
        coder: line(raw.coder),
        span: raw.span,
    })
}

/// The kind of an event with what belongs to it: a status to `confirmed`, channels to all but
/// `context`.
fn kind(raw: &RawEvent, problems: &mut Problems) -> Kind {
    let word = raw.kind.as_ref().map_or("", |kind| kind.value.0);
    let place = span_or(raw.kind.as_ref(), raw.span);
    let stated = raw.status.as_ref().map(|status| status.value);
    let kind = Kind::ALL
        .into_iter()
        .find(|kind| {
            kind.word() == word
                && (stated.is_none() || kind.states().is_none_or(|s| Some(s) == stated))
        })
        .unwrap_or(Kind::Context);

    match (kind, &raw.status) {
        (Kind::Confirmed(_), None) => problems.report(
            Code::MissingKey,
            place,
            "a `confirmed` event needs `status`",
            "add `status: open`, `status: suspended` or `status: negotiating`, as the source states",
        ),
        (_, Some(status)) if kind.states().is_none() => problems.report(
            Code::MisplacedKey,
            status.span,
            format!("`status` belongs to `confirmed` events, not to `{word}`"),
            "remove it, or write `kind: confirmed` if a source states the status",
        ),
        (_, Some(_) | None) => {}
    }
    match (kind, &raw.channels) {
        (Kind::Context, Some(channels)) => problems.report(
            Code::MisplacedKey,
            channels.span,
            "a `context` event lies outside all channels",
            "remove `channels`, or choose a kind that says what happened to the channel",
        ),
        (Kind::Context, None) => {}
        (_, channels) => {
            if channels
                .as_ref()
                .is_none_or(|channels| channels.value.is_empty())
            {
                problems.report(
                    Code::MissingKey,
                    channels.as_ref().map_or(place, |channels| channels.span),
                    format!("{} event needs `channels`", quoted_with_article(word)),
                    "add `channels: [ID]`, or write `kind: context` if it bears on none",
                );
            }
        }
    }
    kind
}

fn quoted_with_article(word: &str) -> String {
    let article = if word.starts_with(['o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} `{word}`")
}

/// An event rests on a source, or is marked as inferred and says when it was written down.
fn check_evidence(raw: &RawEvent, problems: &mut Problems) {
    let cited = raw
        .sources
        .as_ref()
        .is_some_and(|sources| !sources.value.is_empty());
    if cited {
        return;
    }
    let place = span_or(raw.id.as_ref(), raw.span);
    if !raw.inferred.as_ref().is_some_and(|flag| flag.value.0) {
        problems.report(
            Code::UncitedEvent,
            place,
            "this event rests on no source",
            "add `sources: [ID]`, or `inferred: true` and `recorded: DATE` if it is your own conclusion",
        );
    } else if raw.recorded.is_none() {
        problems.report(
            Code::UndatedInference,
            place,
            "this conclusion has neither sources nor the day it was written down",
            "add `recorded: DATE`, so that it can be asked what was known on an earlier day",
        );
    }
}

fn citations(
    raw: Vec<Spanned<RawCitation>>,
    ids: &Tables,
    problems: &mut Problems,
) -> (Box<[Citation]>, Box<[Span]>) {
    let mut seen = HashSet::with_capacity(raw.len());
    let mut citations = Vec::with_capacity(raw.len());
    let mut places = Vec::with_capacity(raw.len());
    for Spanned { value: raw, span } in raw {
        let Some(source) = ids.sources.find_in(raw.source.as_ref(), problems) else {
            continue;
        };
        let at = line(raw.at);
        if !seen.insert((source, at.clone())) {
            problems.report(
                Code::RepeatedItem,
                span,
                "this place of this source is cited already",
                "remove it, or say with `at` which other place is meant",
            );
            continue;
        }
        citations.push(Citation {
            source,
            at,
            credibility: value(raw.credibility),
        });
        places.push(span);
    }
    (citations.into(), places.into())
}

fn withdrawal(raw: RawWithdrawal, ids: &Tables, problems: &mut Problems) -> Option<Withdrawal> {
    let source = ids.sources.find_in(raw.source.as_ref(), problems);
    Some(Withdrawal {
        date: value::<Date>(raw.date)?,
        source,
        reason: line(raw.reason)?,
    })
}
