//! An event as `add` and `fmt` write it, and most people do: a key a line, its lists short or below it.
//!
//! It is read only if there is nothing to say against it. Whatever is out of the ordinary, be it right or
//! wrong, makes this reader decline, and the general one reads the entry and says what there is to
//! say.

use crate::model::events::{CitationRow, Slice};
use crate::model::id::is_id_of;
use crate::model::machine::{Kind, Status};
use crate::model::span::Span;
use crate::read::portion::Portion;
use crate::read::resolve::{Draft, PackedDate, Packer, day};

use super::citation::{Citation, CitationField};
use super::field::{Field, Fields, ListField, TextField};
use super::kind::kind;
use super::lines::{Behind, Line, Lines};
use super::scalar::{Scalar, Style, blanks, in_flow, to_the_end};
use super::section::narrow;

/// How many items of a list are compared with one another; longer lists are for the general reader.
const MOST_ITEMS: usize = 16;

/// Reads the event whose entry begins on a line, with its dash in a column, and takes it in; gives back what
/// stands behind it.
///
/// `None` if it is out of the ordinary; what was handed over of it is then forgotten, and the lines are where
/// they were.
pub(super) fn event<'t>(
    first: Line<'t>,
    lines: &mut Lines<'t>,
    portion: Portion<'_>,
    dash: usize,
    packer: &mut Packer<'_>,
) -> Option<Behind<'t>> {
    packer.begin();
    // A copy, since the event may be declined; one that nobody else sees can be kept in registers besides.
    let mut ahead = lines.clone();
    let mut line = Line {
        content: first.content.strip_prefix(b"- ")?,
        indent: dash + 2,
    };
    let mut reading = Reading {
        portion,
        packer,
        column: dash + 2,
        draft: Draft::default(),
        fields: Fields::default(),
        kind: None,
        status: None,
        last: line.content,
    };
    let start = portion.place(line.content);
    let behind = loop {
        match reading.key(&line, &mut ahead)?.0 {
            Some(next) if next.indent == reading.column && next.content[0] != b'-' => line = next,
            Some(next) if next.indent > dash || next.indent == dash && !next.is_entry(dash) => {
                // A key of the outermost mapping ends the list where that stands in the first column.
                return None;
            }
            behind => break behind,
        }
    };
    reading.finish(start)?;
    *lines = ahead;
    Some(Behind(behind))
}

struct Reading<'r, 't, 'p> {
    /// The text at hand.
    portion: Portion<'r>,
    packer: &'r mut Packer<'p>,
    column: usize,
    draft: Draft,
    fields: Fields,
    kind: Option<&'t [u8]>,
    status: Option<Status>,
    /// The last line so far, with which the last value ends.
    last: &'t [u8],
}

impl<'t> Reading<'_, 't, '_> {
    /// Reads a key and what it holds; gives back what stands behind.
    #[inline]
    fn key(&mut self, line: &Line<'t>, lines: &mut Lines<'t>) -> Option<Behind<'t>> {
        self.last = line.content;
        let (field, from) = self.fields.find(line.content)?;
        let beside = match line.content.get(from) {
            Some(b' ') => true,
            None => false,
            Some(_) => return None,
        };
        match field {
            // Where nothing stands beside the key, there is no text.
            Field::Text(field) => self.text(field, to_the_end(line.content, from)?)?,
            Field::List(field) if beside => self.list_beside(field, line, from)?,
            Field::List(field) => return self.list_below(field, lines),
        }
        Some(Behind(lines.next()))
    }

    /// Reads a list between brackets behind its key.
    #[inline]
    fn list_beside(&mut self, field: ListField, line: &Line<'t>, from: usize) -> Option<()> {
        match field {
            ListField::Channels => items(line.content, from, |scalar| self.channel(scalar.text))?,
            ListField::Sources => items(line.content, from, |scalar| {
                let mut citation = Citation::default();
                citation.take(CitationField::Source, self.packer, self.portion, scalar)?;
                self.cite(citation)
            })?,
            ListField::Tags => {
                let mut tags = Vec::new();
                items(line.content, from, |scalar| {
                    tags.push(self.trimmed(scalar)?);
                    Some(())
                })?;
                self.draft.rare().tags = tags.into();
            }
        }
        Some(())
    }

    /// Reads a list below its key; gives back what stands behind.
    #[inline]
    fn list_below(&mut self, field: ListField, lines: &mut Lines<'t>) -> Option<Behind<'t>> {
        match field {
            ListField::Channels => self.channels_below(lines),
            ListField::Sources => self.sources_below(lines),
            ListField::Tags => self.tags_below(lines),
        }
    }

    /// Reads a key that holds one text.
    #[inline]
    fn text(&mut self, field: TextField, scalar: Scalar<'t>) -> Option<()> {
        match field {
            TextField::Id => {
                self.draft.id = Some(self.id(scalar.text)?);
                self.draft.id_hash = self.packer.hash.of(scalar.text);
            }
            TextField::Date => self.draft.date = Some(self.date(scalar)?),
            TextField::Kind => self.kind = Some(scalar.text),
            TextField::Status => {
                let is_it = |status: &Status| status.word().as_bytes() == scalar.text;
                self.status = Some(Status::ALL.into_iter().find(is_it)?);
            }
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
    fn trimmed(&self, scalar: Scalar<'_>) -> Option<Slice> {
        trimmed(self.portion, scalar.text, scalar.style)
    }

    #[inline]
    fn channel(&mut self, id: &[u8]) -> Option<()> {
        let channel = self.packer.tables.channels.sound(id)?;
        let so_far = self.packer.channels();
        if so_far.len() >= MOST_ITEMS || so_far.contains(&channel) {
            return None;
        }
        self.packer.channel(channel);
        Some(())
    }

    fn channels_below(&mut self, lines: &mut Lines<'t>) -> Option<Behind<'t>> {
        self.below(lines, |reading, line, lines| {
            let scalar = to_the_end(line.content, 2)?;
            reading.channel(scalar.text)?;
            Some(Behind(lines.next()))
        })
    }

    fn tags_below(&mut self, lines: &mut Lines<'t>) -> Option<Behind<'t>> {
        let mut tags = Vec::new();
        let behind = self.below(lines, |reading, line, lines| {
            let scalar = to_the_end(line.content, 2)?;
            tags.push(reading.trimmed(scalar)?);
            Some(Behind(lines.next()))
        })?;
        self.draft.rare().tags = tags.into();
        Some(behind)
    }

    fn sources_below(&mut self, lines: &mut Lines<'t>) -> Option<Behind<'t>> {
        self.below(lines, |reading, line, lines| {
            let mut citation = Citation::default();
            let behind = match line.content.get(2..)? {
                [b'{', ..] => {
                    let (packer, portion) = (&*reading.packer, reading.portion);
                    let end = citation.between_braces(packer, portion, line.content, 2)?;
                    if end < line.content.len() {
                        return None;
                    }
                    Behind(lines.next())
                }
                content if content.contains(&b':') => {
                    reading.block_citation(&mut citation, line, lines)?
                }
                _ => {
                    let scalar = to_the_end(line.content, 2)?;
                    citation.take(
                        CitationField::Source,
                        reading.packer,
                        reading.portion,
                        scalar,
                    )?;
                    Behind(lines.next())
                }
            };
            reading.cite(citation)?;
            Some(behind)
        })
    }

    /// Reads a citation with a key a line; gives back what stands behind.
    #[inline(never)]
    fn block_citation(
        &mut self,
        citation: &mut Citation,
        item: &Line<'t>,
        lines: &mut Lines<'t>,
    ) -> Option<Behind<'t>> {
        let column = item.indent + 2;
        let mut line = Line {
            content: item.content.get(2..)?,
            indent: column,
        };
        loop {
            self.last = line.content;
            let (field, length) = CitationField::find(line.content)?;
            let scalar = to_the_end(line.content, length)?;
            citation.take(field, self.packer, self.portion, scalar)?;
            match lines.next() {
                Some(next) if next.indent == column && next.content[0] != b'-' => line = next,
                Some(next) if next.indent >= column => return None,
                behind => return Some(Behind(behind)),
            }
        }
    }

    #[inline]
    fn cite(&mut self, citation: Citation) -> Option<()> {
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

    /// Reads the items of a list below its key, each on a line that begins with its dash; gives back what
    /// stands behind.
    #[inline]
    fn below(
        &mut self,
        lines: &mut Lines<'t>,
        mut item: impl FnMut(&mut Self, &Line<'t>, &mut Lines<'t>) -> Option<Behind<'t>>,
    ) -> Option<Behind<'t>> {
        let first = lines.next()?;
        let column = first.indent;
        // A list without items would be none.
        if column < self.column || first.content[0] != b'-' {
            return None;
        }
        let mut next = Some(first);
        while let Some(line) = next.filter(|line| line.indent == column && line.content[0] == b'-')
        {
            let [b'-', b' ', content, ..] = line.content else {
                return None;
            };
            if *content == b' ' {
                return None;
            }
            self.last = line.content;
            Behind(next) = item(self, &line, lines)?;
        }
        Some(Behind(next))
    }

    /// Takes the event in, if it has what it needs.
    fn finish(&mut self, start: usize) -> Option<()> {
        let kind = kind(self.kind?, self.status)?;
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
        let end = self.portion.place(self.last) + self.last.len();
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
