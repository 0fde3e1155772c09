//! Parties, posts, channels and sources, each from its entry.

use crate::model::channel::Channel;
use crate::model::date::Comparison;
use crate::model::id::{ChannelId, PartyId, PostId, SourceId};
use crate::model::party::Party;
use crate::model::post::{Holder, Post};
use crate::model::source::Source;
use crate::model::span::Span;
use crate::read::code::Code;
use crate::read::diagnostic::{Diagnostic, Problems};
use crate::read::raw::{RawChannel, RawHolder, RawParty, RawPost, RawSource};
use crate::read::record::shown;
use crate::read::value::{Country, Sides, is_alpha_3};

use super::ids::Tables;
use super::{line, text, value};

pub(super) fn party(raw: RawParty, problems: &mut Problems) -> Option<Party> {
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

pub(super) fn post(raw: RawPost, ids: &Tables, problems: &mut Problems) -> Option<Post> {
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

/// The most posts of one channel.
///
/// Every use of a channel is compared with its posts, so that without a bound a text could make
/// that take quadratic time. Lines between people have two ends, or a few.
const MOST_POSTS: usize = 100;

pub(super) fn channel(
    raw: RawChannel,
    ids: &Tables,
    post_places: &mut Vec<Box<[Span]>>,
    problems: &mut Problems,
) -> Option<Channel> {
    let sides = raw.parties?;
    let parties = ids.parties.find_all(&sides.value.0, problems);
    if sides.value.0.len() < Sides::FEWEST as usize {
        problems.report(
            Code::TooFewParties,
            sides.span,
            "a channel needs at least two parties",
            "name the ids of both sides",
        );
    }
    let post_ids = value(raw.posts).unwrap_or_default();
    let posts = ids.posts.find_all(&post_ids, problems);
    if let Some(beyond) = post_ids.get(MOST_POSTS) {
        problems.report(
            Code::TooLarge,
            beyond.span,
            format!("a channel has at most {MOST_POSTS} posts"),
            "name the offices at its ends; split a line between so many into several channels",
        );
    }
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

pub(super) fn source(raw: RawSource) -> Option<Source> {
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
