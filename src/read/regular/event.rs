//! The parts of a regular event, taken in one after the other.
//!
//! They are taken only if there is nothing to say against them. Whatever is out of the ordinary, be it right or
//! wrong, is declined, and the general reader reads the entry and says what there is to say.

use crate::model::events::{CitationRow, Slice};
use crate::model::id::{ChannelKey, is_id_of, is_short_id};
use crate::model::machine::{Kind, Status};
use crate::model::short::{of_word, short};
use crate::model::span::Span;
use crate::read::portion::Portion;
use crate::read::resolve::{Draft, PackedDate, Packer, day};

use super::citation::{Citation, CitationField};
use super::field::{Fields, ListField, TextField};
use super::kind::{kind_of, stating};
use super::scalar::{Scalar, Style, blanks, in_flow};
use super::section::narrow;

/// How many items of a list are compared with one another; longer lists are for the general reader.
const MOST_ITEMS: usize = 16;

/// The longest entry that is read here, with the blanks and comments below it; a longer one may have more keys and
/// values, or blanks, than the general reader bears.
const LONGEST_ENTRY: usize = 32 * 1024;

/// A regular event of which not all need have been read.
pub(super) struct Event<'r, 'p> {
    /// The text at hand.
    pub(super) portion: Portion<'r>,
    pub(super) packer: &'r mut Packer<'p>,
    pub(super) fields: Fields,
    draft: Draft,
    /// What the word for its kind stands for.
    kind: Option<Kind>,
    status: Option<Status>,
}

impl<'r, 'p> Event<'r, 'p> {
    /// Begins an event, forgetting what was handed over of one that was declined.
    #[inline]
    pub(super) fn begin(portion: Portion<'r>, packer: &'r mut Packer<'p>) -> Self {
        packer.begin();
        Self {
            portion,
            packer,
            fields: Fields::default(),
            draft: Draft::NONE,
            kind: None,
            status: None,
        }
    }

    /// Reads a list between brackets behind its key.
    #[inline]
    pub(super) fn list_beside(&mut self, field: ListField, line: &[u8], from: usize) -> Option<()> {
        match field {
            ListField::Channels => items(line, from, |scalar| self.channel(scalar.text))?,
            ListField::Sources => items(line, from, |scalar| {
                let mut citation = Citation::default();
                citation.take(CitationField::Source, self.packer, self.portion, scalar)?;
                self.cite(citation)
            })?,
            ListField::Tags => {
                let mut tags = Vec::new();
                items(line, from, |scalar| {
                    tags.push(self.trimmed(scalar)?);
                    Some(())
                })?;
                self.tags(tags);
            }
        }
        Some(())
    }

    pub(super) fn tags(&mut self, tags: Vec<Slice>) {
        self.draft.rare().tags = tags.into();
    }

    /// Reads a key that holds one text.
    #[inline]
    pub(super) fn text(&mut self, field: TextField, scalar: Scalar<'_>) -> Option<()> {
        match field {
            TextField::Id => {
                self.draft.id = Some(self.id(scalar.text)?);
                self.draft.id_hash = self.packer.hash.of(scalar.text);
            }
            TextField::Date => self.draft.date = Some(self.date(scalar)?),
            TextField::Kind => self.short_kind(short(scalar.text)?)?,
            TextField::Status => self.short_status(short(scalar.text)?)?,
            TextField::By => self.draft.by = Some(self.packer.tables.parties.sound(scalar.text)?),
            TextField::Cause => self.draft.rare().cause = Some(self.id(scalar.text)?),
            TextField::Corrects => self.draft.rare().corrects = Some(self.id(scalar.text)?),
            TextField::Scope => self.draft.rare().scope = Some(self.trimmed(scalar)?),
            TextField::Inferred => {
                self.draft.inferred = match scalar.text {
                    b"true" => true,
                    b"false" => false,
                    _ => return None,
                };
            }
            TextField::Summary => self.draft.summary = Some(self.trimmed(scalar)?),
            TextField::Reported => self.draft.rare().reported = Some(self.date(scalar)?.key),
            TextField::Recorded => self.draft.recorded = Some(self.date(scalar)?.key),
            TextField::Note => {
                // A note keeps the blanks that it begins with.
                if scalar.text[0] == b' ' || !scalar.text.is_ascii() {
                    return None;
                }
                self.draft.rare().note = Some(self.trimmed(scalar)?);
            }
            TextField::Coder => {
                let coder = text(scalar.text)?.trim();
                if coder.is_empty() || !scalar.style.is_tame(scalar.text) {
                    return None;
                }
                self.draft.coder = Some(self.packer.coder(coder));
            }
        }
        Some(())
    }

    /// Takes in an id that is a [short](short()) text.
    #[inline]
    pub(super) fn short_id(&mut self, id: &[u8], short: u128) -> Option<()> {
        if !is_short_id(short, id.len()) {
            return None;
        }
        self.draft.id = if self.packer.keeps_ids() {
            Some(self.packer.kept_short(short, id.len())?)
        } else {
            Some(slice(self.portion, id)?)
        };
        self.draft.id_hash = self.packer.hash.of_short(short);
        Some(())
    }

    /// Takes in its date.
    #[inline]
    pub(super) fn date_is(&mut self, date: PackedDate) {
        self.draft.date = Some(date);
    }

    /// Takes in the word for its kind, a [short](short()) text.
    #[inline]
    pub(super) fn short_kind(&mut self, word: u128) -> Option<()> {
        self.kind = Some(kind_of(word)?);
        Some(())
    }

    /// Takes in the word for the status that it states, a [short](short()) text.
    #[inline]
    pub(super) fn short_status(&mut self, word: u128) -> Option<()> {
        let is_it = |status: &Status| of_word(status.word().as_bytes()) == word;
        self.status = Some(Status::ALL.into_iter().find(is_it)?);
        Some(())
    }

    /// Takes in by whom it was, a [short](short()) text.
    #[inline]
    pub(super) fn short_party(&mut self, id: u128) -> Option<()> {
        self.draft.by = Some(self.packer.tables.parties.sound_short(id)?);
        Some(())
    }

    /// Takes in a channel on which it bears, a [short](short()) text.
    #[inline]
    pub(super) fn short_channel(&mut self, id: u128) -> Option<()> {
        let channel = self.packer.tables.channels.sound_short(id)?;
        self.bear_on(channel)
    }

    /// Takes in a summary that is [tame](Style::is_tame) and ends its line.
    #[inline]
    pub(super) fn plain_summary(&mut self, text: &[u8]) -> Option<()> {
        // What is left out at the end of a line is no part of the entry either.
        if let [.., b' ' | b'\r'] = text {
            return None;
        }
        self.draft.summary = Some(trimmed_tame(self.portion, text)?);
        Some(())
    }

    #[inline]
    fn id(&mut self, id: &[u8]) -> Option<Slice> {
        if !is_id_of(id) {
            return None;
        }
        if self.packer.keeps_ids() {
            return self.packer.kept(id);
        }
        slice(self.portion, id)
    }

    #[inline]
    fn date(&mut self, scalar: Scalar<'_>) -> Option<PackedDate> {
        day(scalar.text).or_else(|| self.inexact_date(scalar.text, scalar.style))
    }

    fn inexact_date(&mut self, written: &[u8], style: Style) -> Option<PackedDate> {
        let date = self.packer.date(text(written)?)?;
        style.is_tame(written).then_some(date)
    }

    /// The text without the blanks around it.
    #[inline]
    pub(super) fn trimmed(&self, scalar: Scalar<'_>) -> Option<Slice> {
        trimmed(self.portion, scalar.text, scalar.style)
    }

    #[inline]
    pub(super) fn channel(&mut self, id: &[u8]) -> Option<()> {
        let channel = self.packer.tables.channels.sound(id)?;
        self.bear_on(channel)
    }

    #[inline]
    fn bear_on(&mut self, channel: ChannelKey) -> Option<()> {
        let so_far = self.packer.channels();
        if so_far.len() >= MOST_ITEMS || so_far.contains(&channel) {
            return None;
        }
        self.packer.channel(channel);
        Some(())
    }

    #[inline]
    pub(super) fn cite(&mut self, citation: Citation) -> Option<()> {
        let citation: CitationRow = citation.whole()?;
        let so_far = self.packer.citations();
        let place = |at: Option<Slice>| at.map(|at| self.portion.get(at.range()));
        let is_new = so_far
            .iter()
            .all(|other| other.source != citation.source || place(other.at) != place(citation.at));
        if so_far.len() >= MOST_ITEMS || !is_new {
            return None;
        }
        self.packer.citation(citation);
        Some(())
    }

    /// Takes the event in that stands between two places of the whole, if it has what it needs; the next line with
    /// something on it begins at a third.
    #[inline]
    pub(super) fn finish(&mut self, start: usize, end: usize, behind: usize) -> Option<()> {
        if behind - start > LONGEST_ENTRY {
            return None;
        }
        let kind = stating(self.kind?, self.status)?;
        let is_cited = !self.packer.citations().is_empty();
        let is_founded = is_cited || self.draft.inferred && self.draft.recorded.is_some();
        let bears_on_some = if kind == Kind::Context {
            !self.fields.has_channels()
        } else {
            !self.packer.channels().is_empty()
        };
        if !is_founded || !bears_on_some {
            return None;
        }
        self.draft.kind = Some(kind);
        self.draft.span = Span::new(narrow(start)?, narrow(end)?);
        self.packer.push(&mut self.draft).then_some(())
    }
}

/// Reads a list between brackets that begins in a line behind a place and ends the line.
#[inline]
fn items<'t>(
    line: &'t [u8],
    from: usize,
    mut item: impl FnMut(Scalar<'t>) -> Option<()>,
) -> Option<()> {
    let mut at = from + blanks(&line[from..]);
    if line.get(at) != Some(&b'[') {
        return None;
    }
    at += 1;
    loop {
        let (scalar, end) = in_flow::<b']'>(line, at)?;
        item(scalar)?;
        at = end + 1;
        if line[end] == b']' {
            return (at == line.len()).then_some(());
        }
    }
}

/// The text, which need not be [tame](Style::is_tame).
#[inline]
fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// The text without the blanks around it.
#[inline]
pub(super) fn trimmed(portion: Portion<'_>, written: &[u8], style: Style) -> Option<Slice> {
    if !style.is_tame(written) {
        return None;
    }
    trimmed_tame(portion, written)
}

/// A [tame](Style::is_tame) text without the blanks around it, of whatever script.
#[inline]
pub(super) fn trimmed_tame(portion: Portion<'_>, written: &[u8]) -> Option<Slice> {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_graphic());
    if is_letter(written.first()) && is_letter(written.last()) {
        return slice(portion, written);
    }
    slice(portion, text(written)?.trim().as_bytes())
}

/// A part of the text at hand as a slice of the whole.
#[inline]
fn slice(portion: Portion<'_>, part: &[u8]) -> Option<Slice> {
    Slice::new(narrow(portion.place(part))?, narrow(part.len())?)
}
