//! A standing means of contact.

use super::id::{ChannelId, PartyKey, PostKey};
use super::span::Span;

/// A standing means of contact between parties, and between posts where these are known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// Its name.
    pub name: Box<str>,
    /// Other names and abbreviations.
    pub aka: Vec<Box<str>>,
    /// How high it reaches, if said.
    pub level: Option<Level>,
    /// The sides, at least two.
    pub parties: Vec<PartyKey>,
    /// The offices at its ends.
    pub posts: Vec<PostKey>,
    /// What it is for.
    pub about: Option<Box<str>>,
    /// Where its id stands in the ledger.
    pub span: Span,
}

impl Channel {
    /// Whether both say the same, wherever they stand.
    pub(crate) fn says_as(&self, other: &Self) -> bool {
        let Self {
            id,
            name,
            aka,
            level,
            parties,
            posts,
            about,
            span: _,
        } = self;
        *id == other.id
            && *name == other.name
            && *aka == other.aka
            && *level == other.level
            && *parties == other.parties
            && *posts == other.posts
            && *about == other.about
    }
}

/// How high a channel reaches.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Level {
    /// Heads of state or government.
    Leaders,
    /// Ministers.
    Ministers,
    /// Chiefs of staff.
    Chiefs,
    /// Theatre and regional commands.
    Commands,
    /// Working level: attachés, officials, delegations.
    Working,
}

impl Level {
    /// Every level, highest first.
    pub const ALL: [Self; 5] = [
        Self::Leaders,
        Self::Ministers,
        Self::Chiefs,
        Self::Commands,
        Self::Working,
    ];

    /// The word for it in the ledger.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Leaders => "leaders",
            Self::Ministers => "ministers",
            Self::Chiefs => "chiefs",
            Self::Commands => "commands",
            Self::Working => "working",
        }
    }

    /// Between whom such a channel is.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Leaders => "heads of state or government",
            Self::Ministers => "ministers",
            Self::Chiefs => "chiefs of staff",
            Self::Commands => "theatre and regional commands",
            Self::Working => "attachés, officials, delegations",
        }
    }
}
