//! The shapes of the file: what stands in a ledger before anything is looked up or compared.
//!
//! These declarations are the one definition of the format. They read the file, and
//! [`super::format`] prints them; docs/format.md is compared with them by a test.

use crate::model::channel::Level;
use crate::model::date::Date;
use crate::model::grade::{Credibility, Reliability};
use crate::model::machine::Status;
use crate::model::progress::Progress;
use crate::model::span::Span;
use crate::model::text::FileKey;

use super::code::Code;
use super::diagnostic::{Diagnostic, Problems};
use super::format::{Record, Shape};
use super::include::Pattern;
use super::layout::Layout;
use super::record::{Keys, Readable, Recorded, read_record, record};
use super::spanned::Spanned;
use super::tree::{Node, Part, Value};
use super::value::{
    Country, Flag, IdText, KindWord, Language, Line, Number, Sha256, ShapedItem, Sides, Text, Url,
};

record! {
    "A state or organisation that is a side of a channel."
    RawParty "party" {
        id: IdText, required, "its id; for a state its ISO 3166-1 alpha-3 code";
        name: Line, required, "its name";
        iso3166: Country, optional, "its ISO 3166-1 alpha-3 code where the id is not one; `none` if it has none";
        cow: Number<1, 999>, optional, "its number in the Correlates of War state list";
        gw: Number<1, 999>, optional, "its number in the Gleditsch and Ward state list";
    }
}

record! {
    "An office of a party."
    RawPost "post" {
        id: IdText, required, "its id";
        party: IdText, required, "the id of the party whose office it is";
        title: Line, required, "what the office is called";
        holders: Vec<Spanned<RawHolder>>, optional, "who holds or held it; a post whose holders have all left is vacant, one without this key is never called vacant";
    }
}

record! {
    "A person who holds or held a post."
    RawHolder "holder" {
        name: Line, required, "the person's name";
        since: Date, optional, "the first day in office; long ago if left out";
        until: Date, optional, "the last day in office; still there if left out";
    }
}

record! {
    "A standing means of contact between parties."
    RawChannel "channel" {
        id: IdText, required, "its id";
        name: Line, required, "its name";
        aka: Vec<Spanned<Line>>, optional, "other names and abbreviations, which commands understand too";
        level: Level, optional, "how high it reaches";
        parties: Sides, required, "the ids of its sides, at least two";
        posts: Vec<Spanned<IdText>>, optional, "the ids of the offices at its ends";
        about: Text, optional, "what it is for";
    }
}

record! {
    "A publication that events are coded from."
    RawSource "source" {
        id: IdText, required, "its id";
        outlet: Line, required, "who published it";
        title: Line, required, "its title";
        author: Line, optional, "who wrote it";
        published: Date, required, "when it was published";
        language: Language, optional, "its language, as a BCP 47 tag";
        url: Url, optional, "where it can be read";
        archive: Url, optional, "where a copy is kept";
        sha256: Sha256, optional, "the SHA-256 of the copy";
        reliability: Reliability, optional, "how reliable it is, by the Admiralty code; `F` if left out";
        note: Text, optional, "a remark";
    }
}

record! {
    "The place in a source that bears an event out; in short only the source's id."
    RawCitation "citation" {
        source: IdText, required, "the id of the source";
        at: Line, optional, "where in it: a page, a paragraph, a minute";
        credibility: Credibility, optional, "how credible the statement is, by the Admiralty code; `6` if left out";
    }
}

record! {
    "That an event is no longer believed."
    RawWithdrawal "withdrawal" {
        date: Date, required, "since when";
        source: IdText, optional, "the id of the source that says so";
        reason: Line, required, "why";
    }
}

record! {
    "Something that happened, as sources report it."
    RawEvent "event" {
        id: IdText, required, "its id";
        date: Date, required, "when it happened; an interval `a/b` says no earlier than a, no later than b";
        kind: KindWord, required, "what it was";
        status: Status, optional, "what the source states; with `confirmed`, and only there";
        channels: Vec<Spanned<IdText>>, optional, "the ids of the channels it bears on; every kind but `context` needs it";
        by: IdText, optional, "the id of the party that acted";
        cause: IdText, optional, "the id of the event that brought it about";
        scope: Line, optional, "what part of the channel it is about; an open channel with a scope is partly open";
        inferred: Flag, optional, "whether it is the analyst's conclusion rather than a source's words";
        summary: Line, required, "what happened, in one line and in the analyst's words";
        sources: Vec<Spanned<RawCitation>>, optional, "where it is reported; only an inferred event can do without";
        reported: Date, optional, "when the public first heard of it, if that was before the cited sources";
        recorded: Date, optional, "the day it was written down here; an inferred event without sources needs it";
        withdrawn: RawWithdrawal, optional, "that it is no longer believed";
        corrects: IdText, optional, "the id of the older event that this one replaces once it is known";
        note: Text, optional, "a remark";
        tags: Vec<Spanned<Line>>, optional, "words to find it by";
        coder: Line, optional, "who wrote it down";
    }
}

record! {
    "A ledger of channels between parties, and of what happened to them."
    RawFrame "ledger" {
        title: Line, required, "what the ledger is called";
        stale_after: Number<1, 100_000>, optional, "days without evidence after which a status is called stale";
        include: Vec<Spanned<Pattern>>, optional, "the paths of further files that belong to it, from its folder; `*` and `?` stand for what is in a name, `**` for any folders";
        parties: Vec<Spanned<RawParty>>, optional, "states and organisations";
        posts: Vec<Spanned<RawPost>>, optional, "their offices";
        channels: Vec<Spanned<RawChannel>>, required, "the lines between them";
        sources: Vec<Spanned<RawSource>>, optional, "the publications";
        events: Vec<Spanned<RawEvent>>, optional, "what happened";
    }
}

macro_rules! readable {
    ($($record:ident)*) => {$(
        impl Readable for $record {
            const SHAPE: Shape = Shape::Mapping(&<$record as Recorded>::RECORD);

            fn read(node: Node, problems: &mut Problems) -> Option<Self> {
                read_record(node, problems)
            }
        }

        impl ShapedItem for $record {
            const DISTINCT: bool = false;
        }
    )*};
}
readable! { RawParty RawPost RawHolder RawChannel RawSource RawEvent RawWithdrawal }

impl Readable for RawCitation {
    const SHAPE: Shape = Shape::IdOrMapping(&<Self as Recorded>::RECORD);

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let span = node.span;
        match node.value {
            Value::Scalar { .. } => {
                let source = IdText::read(node, problems)?;
                let source = Some(Spanned {
                    value: source,
                    span,
                });
                Some(Self {
                    span,
                    source,
                    ..Self::default()
                })
            }
            Value::List { .. } | Value::Map(_) => read_record(node, problems),
        }
    }
}
impl ShapedItem for RawCitation {
    const DISTINCT: bool = true;
}

/// The definition of the whole format.
pub(crate) const FRAME: &Record = &<RawFrame as Recorded>::RECORD;

/// An entry of one of the ledger's lists.
#[derive(Clone, Debug)]
pub(crate) struct Entry<R> {
    pub(crate) raw: R,
    /// Whether nothing was wrong with it so far.
    pub(crate) sound: bool,
}

/// A ledger as it stands in its files, or what one of them holds of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Raw {
    pub(crate) title: Option<Spanned<Line>>,
    pub(crate) stale_after: Option<Spanned<Number<1, 100_000>>>,
    pub(crate) include: Vec<Spanned<Pattern>>,
    pub(crate) parties: Vec<Entry<RawParty>>,
    pub(crate) posts: Vec<Entry<RawPost>>,
    pub(crate) channels: Vec<Entry<RawChannel>>,
    pub(crate) sources: Vec<Entry<RawSource>>,
    pub(crate) events: Vec<Entry<RawEvent>>,
    /// Where all this stands, file by file.
    pub(crate) layouts: Vec<Layout>,
    /// Whether the text could be read to its end.
    pub(crate) complete: bool,
    /// Whether sections are misspelt or entries left out, so that ids would be called unknown
    /// that are there.
    pub(crate) hopeless: bool,
}

/// Takes the parts of one file of a ledger in, as they are read.
pub(crate) struct Frame {
    pub(crate) raw: Raw,
    /// Where all this stands.
    pub(crate) layout: Layout,
    keys: Keys,
    key: Option<&'static str>,
    is_included: bool,
}

/// What a key is taken for that may stand in the main file only.
const MISPLACED: &str = "misplaced";

impl Frame {
    pub(crate) fn new(file: FileKey) -> Self {
        Self {
            raw: Raw::default(),
            layout: Layout::default(),
            keys: Keys::new(FRAME),
            key: None,
            is_included: file != FileKey::MAIN,
        }
    }

    /// Takes the next part in.
    pub(crate) fn take(&mut self, part: Part, problems: &mut Problems) {
        match part {
            Part::Root(span) => self.layout.begin(span),
            Part::Key(node) => {
                self.layout.key(&node);
                let key = self.keys.admit(&node, problems);
                self.key = match key {
                    Some(key @ ("title" | "stale_after" | "include")) if self.is_included => {
                        problems.report(
                            Code::MisplacedKey,
                            node.span,
                            format!("`{key}` may stand in the main file only, and this one is included by it"),
                            "move it there, or remove it",
                        );
                        Some(MISPLACED)
                    }
                    Some(key) => Some(key),
                    None => section(&node),
                };
            }
            Part::Value(node) => {
                self.layout.value(&node);
                self.raw.take_value(self.key, node, problems);
            }
            Part::List(span) => {
                self.layout.list(span);
                // What stands in a list of an unknown name was probably meant to be declared.
                self.raw.hopeless |= self.key.is_none();
                refuse_list(self.key, span, problems);
            }
            Part::Entry(node) => {
                self.layout.entry(node.span);
                self.raw.take_entry(self.key, node, problems);
            }
            Part::ListEnd(span) => self.layout.list_end(span),
        }
    }

    /// Takes the next part in, and tells how far the text has been read.
    pub(crate) fn take_watched(
        &mut self,
        part: Part,
        problems: &mut Problems,
        progress: &Progress,
    ) {
        if let Part::Entry(node) = &part {
            progress.reach(node.span.end as usize);
        }
        self.take(part, problems);
    }

    /// Whether the file has a section.
    pub(crate) fn shows(&self, key: &str) -> bool {
        self.keys.show(key)
    }

    /// Notes whether the file could be read to its end, and says what it lacks; `elsewhere` are the
    /// sections that other files have.
    pub(crate) fn end(
        &mut self,
        end: Result<(), Diagnostic>,
        elsewhere: &[&'static str],
        problems: &mut Problems,
    ) {
        match end {
            Ok(()) => {
                self.raw.complete = true;
                if self.is_included {
                    return;
                }
                // Without any channels, every event would be said to name one that is not there.
                self.raw.hopeless |= !self.shows("channels") && !elsewhere.contains(&"channels");
                self.keys.require(Span::at(0), elsewhere, problems);
            }
            Err(problem) => problems.push(problem),
        }
    }
}

impl Raw {
    /// Adds what the next file declares outside the events.
    pub(crate) fn declare(&mut self, other: &mut Self) {
        fn append<T>(all: &mut Vec<T>, more: &mut Vec<T>) {
            if all.is_empty() {
                *all = std::mem::take(more);
            } else {
                all.append(more);
            }
        }
        append(&mut self.parties, &mut other.parties);
        append(&mut self.posts, &mut other.posts);
        append(&mut self.channels, &mut other.channels);
        append(&mut self.sources, &mut other.sources);
        self.title = self.title.take().or_else(|| other.title.take());
        self.stale_after = self.stale_after.take().or_else(|| other.stale_after.take());
    }

    fn take_value(&mut self, key: Option<&str>, node: Node, problems: &mut Problems) {
        let mut frame = RawFrame::default();
        match key {
            // An empty section is a section without entries.
            Some("include" | "parties" | "posts" | "channels" | "sources" | "events")
                if node.is_null() => {}
            Some(key) => frame.put(key, node, problems),
            None => {}
        }
        self.title = frame.title.or_else(|| self.title.take());
        self.stale_after = frame.stale_after.or(self.stale_after.take());
    }

    fn take_entry(&mut self, key: Option<&str>, node: Node, problems: &mut Problems) {
        if problems.are_too_many() {
            // An entry takes hundreds of bytes, even one that was written in two.
            self.hopeless = true;
            return;
        }
        match key {
            Some("include") => self.include.extend(Pattern::read_spanned(node, problems)),
            Some("parties") => take(&mut self.parties, node, problems),
            Some("posts") => take(&mut self.posts, node, problems),
            Some("channels") => take(&mut self.channels, node, problems),
            Some("sources") => take(&mut self.sources, node, problems),
            Some("events") => take(&mut self.events, node, problems),
            Some(_) | None => {}
        }
    }
}

/// The list that a key names, also if the key stands there a second time: what is in the second
/// list is meant to be in the ledger, and references to it must not be called unknown.
fn section(key: &Node) -> Option<&'static str> {
    let Value::Scalar { text, .. } = &key.value else {
        return None;
    };
    ["parties", "posts", "channels", "sources", "events"]
        .into_iter()
        .find(|section| **section == **text)
}

/// Reports a list where one value should be.
fn refuse_list(key: Option<&str>, span: Span, problems: &mut Problems) {
    if let Some(key @ ("title" | "stale_after")) = key {
        problems.report(
            Code::WrongType,
            span,
            format!("`{key}` is one value, not a list"),
            "write the value on the same line, after the colon",
        );
    }
}

impl<R: Readable + Default> Entry<R> {
    pub(crate) fn read(node: Node, problems: &mut Problems) -> Self {
        let before = problems.len();
        let raw = R::read_spanned(node, problems).map(|spanned| spanned.value);
        Self {
            raw: raw.unwrap_or_default(),
            sound: problems.len() == before,
        }
    }
}

fn take<R: Readable + Default>(entries: &mut Vec<Entry<R>>, node: Node, problems: &mut Problems) {
    entries.push(Entry::read(node, problems));
}
