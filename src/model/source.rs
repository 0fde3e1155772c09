//! A publication, and a citation of one.

use super::date::Date;
use super::events::Words;
use super::grade::{Credibility, Grade, Reliability};
use super::id::{SourceId, SourceKey};

/// A publication that events are coded from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Who published it.
    pub outlet: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Who wrote it.
    pub author: Option<Box<str>>,
    /// When it was published.
    pub published: Date,
    /// Its language, as a BCP 47 tag.
    pub language: Option<Box<str>>,
    /// Where it can be read; http or https.
    pub url: Option<Box<str>>,
    /// Where a copy is kept; http or https.
    pub archive: Option<Box<str>>,
    /// The SHA-256 of the copy, 64 lower-case hex digits.
    pub sha256: Option<Box<str>>,
    /// How reliable it is; one that nobody judged counts as `F`.
    pub reliability: Option<Reliability>,
    /// A remark of the analyst.
    pub note: Option<Box<str>>,
}

/// The place in a source that bears an event out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Citation<'a> {
    /// The publication.
    pub source: SourceKey,
    /// Where in it: a page, a paragraph, a minute.
    pub at: Option<Words<'a>>,
    /// How credible the statement is; one that nobody judged counts as `6`.
    pub credibility: Option<Credibility>,
}

impl Citation<'_> {
    /// The grade of the citation, given its source.
    pub fn grade(&self, source: &Source) -> Grade {
        Grade {
            reliability: source.reliability.unwrap_or(Reliability::F),
            credibility: self.credibility.unwrap_or(Credibility::NotJudged),
        }
    }
}
