//! An event as `add` and `fmt` write it, and most people do: a key a line, its lists short or below it.
//!
//! It is read only if there is nothing to say against it. Whatever is out of the ordinary, be it right or
//! wrong, makes this reader decline, and the general one reads the entry and says what there is to
//! say.

use crate::model::events::{CitationRow, Slice};
use crate::model::id::is_id_of;
use crate::model::machine::{Kind, Status};
use crate::model::span::Span;
use crate::read::resolve::{Draft, PackedDate, Packer, day};
use crate::read::short::{of_word, short};

use super::citation::{Citation, CitationField};
use super::field::{Field, Fields, TextField};
use super::lines::{Line, Lines};
use super::scalar::{Scalar, blanks, in_flow, to_the_end};

/// How many items of a list are compared with one another; longer lists are for the general reader.
const MOST_ITEMS: usize = 16;

/// Reads the event whose entry begins on a line, the next one, with its dash in a column, and takes it in.
///
/// `None` if it is out of the ordinary; what was handed over of it is then forgotten.
pub(super) fn event<'t>(
    first: Line<'t>,
    lines: &mut Lines<'t>,
    whole: &[u8],
    dash: usize,
    packer: &mut Packer<'_>,
) -> Option<Span> {
    packer.begin();
    let content = first.content.strip_prefix(b"- ")?;
    lines.pass(&first);
    let mut line = Line {
        content,
        offset: first.offset + 2,
        indent: dash + 2,
        ..first
    };
    let mut reading = Reading {
        lines,
        whole,
        packer,
        column: dash + 2,
        draft: Draft::default(),
        fields: Fields::default(),
        has_channels: false,
        kind: None,
        status: None,
        end: 0,
    };
    let start = line.offset;
    loop {
        reading.key(&line)?;
        match reading.lines.peek() {
            Some(next) if next.indent == reading.column && next.content[0] != b'-' => {
                reading.lines.pass(&next);
                line = next;
            }
            Some(next) if next.indent > dash || next.indent == dash && !next.is_entry(dash) => {
                // A key of the outermost mapping ends the list where that stands in the first column.
                return None;
            }
            Some(_) | None => break,
        }
    }
    reading.finish(start)
}

struct Reading<'r, 't, 'p> {
    lines: &'r mut Lines<'t>,
    /// The whole text.
    whole: &'r [u8],
    packer: &'r mut Packer<'p>,
    column: usize,
    draft: Draft,
    fields: Fields,
    has_channels: bool,
    kind: Option<&'t [u8]>,
    status: Option<Status>,
    /// Where the last value ends.
    end: usize,
}

impl<'t> Reading<'_, 't, '_> {
    /// Reads a key and what it holds.
    #[inline]
    fn key(&mut self, line: &Line<'t>) -> Option<()> {
        let (field, from) = self.fields.find(line.content)?;
        self.has_channels |= field == Field::Channels;
        match line.content.get(from) {
            Some(b' ') => match field {
                Field::Text(text) => self.text(text, line, from),
                Field::Channels => self.channels_beside(line, from),
                Field::Sources => self.sources_beside(line, from),
                Field::Tags => self.tags_beside(line, from),
            },
            None => match field {
                Field::Channels => self.channels_below(),
                Field::Sources => self.sources_below(),
                Field::Tags => self.tags_below(),
                Field::Text(_) => None,
            },
            Some(_) => None,
        }
    }

    /// Reads a key that holds one text.
    #[inline]
    fn text(&mut self, field: TextField, line: &Line<'t>, from: usize) -> Option<()> {
        let scalar = to_the_end(line.content, from)?;
        self.end = line.offset + scalar.end;
        match field {
            TextField::Id => {
                self.draft.id = Some(id(line, scalar)?);
                self.draft.id_hash = self.packer.hash.of(scalar.text);
            }
            TextField::Date => self.draft.date = Some(self.date(scalar)?),
            TextField::Kind => self.kind = Some(scalar.text),
            TextField::Status => {
                let is_it = |status: &Status| status.word().as_bytes() == scalar.text;
                self.status = Some(Status::ALL.into_iter().find(is_it)?);
            }
            TextField::By => self.draft.by = Some(self.packer.tables.parties.sound(scalar.text)?),
            TextField::Cause => self.draft.rare().cause = Some(id(line, scalar)?),
            TextField::Corrects => self.draft.rare().corrects = Some(id(line, scalar)?),
            TextField::Scope => self.draft.rare().scope = Some(trimmed(line, scalar)?),
            TextField::Inferred => {
                self.draft.inferred = match scalar.text {
                    b"true" => true,
                    b"false" => false,
                    _ => return None,
                };
            }
            TextField::Summary => self.draft.summary = Some(trimmed(line, scalar)?),
            TextField::Reported => self.draft.rare().reported = Some(self.date(scalar)?.key),
            TextField::Recorded => self.draft.recorded = Some(self.date(scalar)?.key),
            TextField::Note => {
                // A note keeps the blanks that it begins with.
                let is_trimmed = scalar.text[0] != b' ' && scalar.text.is_ascii();
                let note = if is_trimmed {
                    trimmed(line, scalar)
                } else {
                    None
                };
                self.draft.rare().note = Some(note?);
            }
            TextField::Coder => {
                let coder = text(scalar)?.trim();
                if coder.is_empty() || !scalar.is_tame() {
                    return None;
                }
                self.draft.coder = Some(self.packer.coder(coder));
            }
        }
        Some(())
    }

    #[inline]
    fn date(&mut self, scalar: Scalar<'_>) -> Option<PackedDate> {
        day(scalar.text).or_else(|| self.packer.date(text(scalar)?).filter(|_| scalar.is_tame()))
    }

    #[inline]
    fn channel(&mut self, scalar: Scalar<'_>) -> Option<()> {
        let channel = self.packer.tables.channels.sound(scalar.text)?;
        let so_far = self.packer.channels();
        if so_far.len() >= MOST_ITEMS || so_far.contains(&channel) {
            return None;
        }
        self.packer.channel(channel);
        Some(())
    }

    fn channels_beside(&mut self, line: &Line<'_>, from: usize) -> Option<()> {
        self.end = line.offset + items(line.content, from, |scalar| self.channel(scalar))?;
        Some(())
    }

    fn channels_below(&mut self) -> Option<()> {
        self.below(|reading, line| {
            let scalar = to_the_end(line.content, 2)?;
            reading.end = line.offset + scalar.end;
            reading.channel(scalar)
        })
    }

    fn tags_beside(&mut self, line: &Line<'_>, from: usize) -> Option<()> {
        let mut tags = Vec::new();
        let end = items(line.content, from, |scalar| {
            tags.push(trimmed(line, scalar)?);
            Some(())
        })?;
        self.draft.rare().tags = tags.into();
        self.end = line.offset + end;
        Some(())
    }

    fn tags_below(&mut self) -> Option<()> {
        let mut tags = Vec::new();
        self.below(|reading, line| {
            let scalar = to_the_end(line.content, 2)?;
            reading.end = line.offset + scalar.end;
            tags.push(trimmed(line, scalar)?);
            Some(())
        })?;
        self.draft.rare().tags = tags.into();
        Some(())
    }

    fn sources_beside(&mut self, line: &Line<'_>, from: usize) -> Option<()> {
        let end = items(line.content, from, |scalar| {
            let mut citation = Citation::default();
            citation.take(CitationField::Source, self.packer, line, scalar)?;
            self.cite(citation)
        })?;
        self.end = line.offset + end;
        Some(())
    }

    fn sources_below(&mut self) -> Option<()> {
        self.below(|reading, line| {
            let mut citation = Citation::default();
            match line.content.get(2..)? {
                [b'{', ..] => {
                    let end = citation.between_braces(reading.packer, line, 2)?;
                    if end < line.content.len() {
                        return None;
                    }
                    reading.end = line.offset + end;
                }
                content if content.contains(&b':') => {
                    reading.block_citation(&mut citation, line)?;
                }
                _ => {
                    let scalar = to_the_end(line.content, 2)?;
                    reading.end = line.offset + scalar.end;
                    citation.take(CitationField::Source, reading.packer, line, scalar)?;
                }
            }
            reading.cite(citation)
        })
    }

    /// Reads a citation with a key a line.
    fn block_citation(&mut self, citation: &mut Citation, item: &Line<'_>) -> Option<()> {
        let column = item.indent + 2;
        let mut line = Line {
            content: &item.content[2..],
            offset: item.offset + 2,
            indent: column,
            ..*item
        };
        loop {
            let (field, length) = CitationField::find(line.content)?;
            let scalar = to_the_end(line.content, length)?;
            citation.take(field, self.packer, &line, scalar)?;
            self.end = line.offset + scalar.end;
            match self.lines.peek() {
                Some(next) if next.indent == column && next.content[0] != b'-' => {
                    self.lines.pass(&next);
                    line = next;
                }
                Some(next) if next.indent >= column => return None,
                Some(_) | None => return Some(()),
            }
        }
    }

    #[inline]
    fn cite(&mut self, citation: Citation) -> Option<()> {
        let citation: CitationRow = citation.whole()?;
        let so_far = self.packer.citations();
        let place = |at: Option<Slice>| at.map(|at| self.whole.get(at.range()));
        let is_new = so_far
            .iter()
            .all(|other| other.source != citation.source || place(other.at) != place(citation.at));
        if so_far.len() >= MOST_ITEMS || !is_new {
            return None;
        }
        self.packer.citation(citation);
        Some(())
    }

    /// Reads the items of a list below its key, each on a line that begins with its dash.
    fn below(&mut self, mut item: impl FnMut(&mut Self, &Line<'_>) -> Option<()>) -> Option<()> {
        let first = self.lines.peek()?;
        let column = first.indent;
        if column < self.column {
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
            self.lines.pass(&line);
            item(self, &line)?;
            next = self.lines.peek();
        }
        // A list without items would be none.
        (self.end > first.offset).then_some(())
    }

    /// Takes the event in, if it has what it needs.
    fn finish(mut self, start: usize) -> Option<Span> {
        let kind = kind(self.kind?, self.status)?;
        let is_cited = !self.packer.citations().is_empty();
        let is_founded = is_cited || self.draft.inferred && self.draft.recorded.is_some();
        let bears_on_some = if kind == Kind::Context {
            !self.has_channels
        } else {
            !self.packer.channels().is_empty()
        };
        if !is_founded || !bears_on_some {
            return None;
        }
        self.draft.kind = Some(kind);
        self.draft.span = Span::new(narrow(start)?, narrow(self.end)?);
        let span = self.draft.span;
        self.packer.push(&mut self.draft).then_some(span)
    }
}

/// The kind of which a word and a stated status speak.
#[inline]
fn kind(word: &[u8], status: Option<Status>) -> Option<Kind> {
    const WORDS: [u128; Kind::ALL.len()] = {
        let mut words = [0; Kind::ALL.len()];
        let mut place = 0;
        while place < words.len() {
            words[place] = of_word(Kind::ALL[place].word().as_bytes());
            place += 1;
        }
        words
    };
    let word = short(word)?;
    let mut kinds = WORDS.iter().zip(Kind::ALL);
    let found = kinds.find(|(known, kind)| **known == word && kind.states() == status);
    found.map(|(_, kind)| kind)
}

/// Reads a list between brackets that begins in a line behind a place and ends the line, and says
/// where it ends.
#[inline]
fn items(
    line: &[u8],
    from: usize,
    mut item: impl FnMut(Scalar<'_>) -> Option<()>,
) -> Option<usize> {
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
            return (at == line.len()).then_some(at);
        }
    }
}

/// The text, which need not be [tame](Scalar::is_tame).
#[inline]
fn text(scalar: Scalar<'_>) -> Option<&str> {
    std::str::from_utf8(scalar.text).ok()
}

#[inline]
fn id(line: &Line<'_>, scalar: Scalar<'_>) -> Option<Slice> {
    is_id_of(scalar.text).then(|| slice(line.offset + scalar.start, scalar.text.len()))?
}

/// The text without the blanks around it.
#[inline]
pub(super) fn trimmed(line: &Line<'_>, scalar: Scalar<'_>) -> Option<Slice> {
    if !scalar.is_tame() {
        return None;
    }
    let is_letter = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_graphic());
    let start = line.offset + scalar.start;
    if is_letter(scalar.text.first()) && is_letter(scalar.text.last()) {
        return slice(start, scalar.text.len());
    }
    let text = text(scalar)?;
    let before = text.len() - text.trim_start().len();
    slice(start + before, text.trim().len())
}

#[inline]
fn slice(start: usize, length: usize) -> Option<Slice> {
    Slice::new(narrow(start)?, narrow(length)?)
}

#[inline]
fn narrow(offset: usize) -> Option<u32> {
    u32::try_from(offset).ok()
}
