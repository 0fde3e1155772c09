//! An event as `add` and `fmt` write it, and most people do: a key a line, its lists short or below it.
//!
//! It is read only if there is nothing to say against it. Whatever is out of the ordinary, be it right or
//! wrong, makes this reader decline, and the general one reads the entry and says what there is to
//! say.

use memchr::memchr2;

use crate::model::events::{CitationRow, Slice};
use crate::model::grade::Credibility;
use crate::model::id::is_id_of;
use crate::model::machine::{Kind, Status};
use crate::model::span::Span;
use crate::read::resolve::{Draft, PackedDate, Packer, day};

use super::field::{Field, TextField, field};
use super::lines::{Line, Lines};
use super::scalar::{Context, Scalar, blanks, plain, quoted, to_the_end, without_blanks};

/// How many items of a list are compared with one another; longer lists are for the general reader.
const MOST_ITEMS: usize = 16;

/// Reads the event whose entry begins on the next line, with its dash in a column, and takes it in.
///
/// `None` if it is out of the ordinary; what was handed over of it is then forgotten.
pub(super) fn event(
    lines: &mut Lines<'_>,
    whole: &[u8],
    dash: usize,
    packer: &mut Packer<'_>,
) -> Option<Span> {
    packer.begin();
    let first = lines.peek()?;
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
        seen: 0,
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
    /// The keys so far, a bit each.
    seen: u32,
    kind: Option<&'t [u8]>,
    status: Option<Status>,
    /// Where the last value ends.
    end: usize,
}

impl<'t> Reading<'_, 't, '_> {
    /// Reads a key and what it holds.
    #[inline]
    fn key(&mut self, line: &Line<'t>) -> Option<()> {
        let (field, from) = field(line.content)?;
        self.once(field)?;
        let value = line.content.get(from..)?;
        let is_bare = value.len() == blanks(value);
        if !is_bare && value[0] != b' ' {
            return None;
        }
        match field {
            Field::Channels if is_bare => self.channels_below(),
            Field::Sources if is_bare => self.sources_below(),
            Field::Tags if is_bare => self.tags_below(),
            Field::Channels => self.channels_beside(line, from),
            Field::Sources => self.sources_beside(line, from),
            Field::Tags => self.tags_beside(line, from),
            Field::Text(text) => self.text(text, line, from),
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
            TextField::Status => self.status = Some(Status::from_word(text(scalar)?)?),
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

    /// Notes a key, which may stand only once.
    #[inline]
    fn once(&mut self, field: Field) -> Option<()> {
        let bit = field.bit();
        let is_new = self.seen & bit == 0;
        self.seen |= bit;
        is_new.then_some(())
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
            citation.source(self.packer, scalar)?;
            self.cite(&citation)
        })?;
        self.end = line.offset + end;
        Some(())
    }

    fn sources_below(&mut self) -> Option<()> {
        self.below(|reading, line| {
            let mut citation = Citation::default();
            match line.content.get(2..)? {
                [b'{', ..] => {
                    reading.end = line.offset + citation.between_braces(reading.packer, line)?;
                }
                content if content.contains(&b':') => {
                    reading.block_citation(&mut citation, line)?;
                }
                _ => {
                    let scalar = to_the_end(line.content, 2)?;
                    reading.end = line.offset + scalar.end;
                    citation.source(reading.packer, scalar)?;
                }
            }
            reading.cite(&citation)
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
            let colon = line.content.iter().position(|byte| *byte == b':')?;
            if line.content.get(colon + 1) != Some(&b' ') {
                return None;
            }
            let scalar = to_the_end(line.content, colon + 1)?;
            citation.key(self.packer, &line, &line.content[..colon], scalar)?;
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
    fn cite(&mut self, citation: &Citation) -> Option<()> {
        let citation = CitationRow {
            source: citation.source?,
            at: citation.at,
            credibility: citation.credibility,
        };
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
        let word = self.kind?;
        let is_it = |kind: &Kind| kind.word().as_bytes() == word && kind.states() == self.status;
        let kind = Kind::ALL.into_iter().find(is_it)?;
        let has_channels = self.seen & Field::Channels.bit() != 0;
        let is_cited = !self.packer.citations().is_empty();
        let is_founded = is_cited || self.draft.inferred && self.draft.recorded.is_some();
        let bears_on_some = if kind == Kind::Context {
            !has_channels
        } else {
            !self.packer.channels().is_empty()
        };
        if !is_founded || !bears_on_some {
            return None;
        }
        self.draft.kind = Some(kind);
        self.draft.span = Span::new(narrow(start)?, narrow(self.end)?);
        let span = self.draft.span;
        self.packer.push(self.draft).then_some(span)
    }
}

#[derive(Default)]
struct Citation {
    source: Option<crate::model::id::SourceKey>,
    at: Option<Slice>,
    credibility: Option<Credibility>,
}

impl Citation {
    #[inline]
    fn key(
        &mut self,
        packer: &Packer<'_>,
        line: &Line<'_>,
        key: &[u8],
        scalar: Scalar<'_>,
    ) -> Option<()> {
        match key {
            b"source" if self.source.is_none() => self.source(packer, scalar),
            b"at" if self.at.is_none() => {
                self.at = Some(trimmed(line, scalar)?);
                Some(())
            }
            b"credibility" if self.credibility.is_none() => {
                self.credibility = Some(Credibility::from_digit(text(scalar)?)?);
                Some(())
            }
            _ => None,
        }
    }

    #[inline]
    fn source(&mut self, packer: &Packer<'_>, scalar: Scalar<'_>) -> Option<()> {
        self.source = Some(packer.tables.sources.sound(scalar.text)?);
        Some(())
    }

    /// Reads a citation between braces, and says where it ends in its line.
    fn between_braces(&mut self, packer: &Packer<'_>, line: &Line<'_>) -> Option<usize> {
        let content = line.content;
        let mut at = 3;
        loop {
            at += blanks(&content[at..]);
            let rest = &content[at..];
            let key: &[u8] = if rest.starts_with(b"source: ") {
                b"source"
            } else if rest.starts_with(b"at: ") {
                b"at"
            } else if rest.starts_with(b"credibility: ") {
                b"credibility"
            } else {
                return None;
            };
            let (scalar, end) = in_flow(content, at + key.len() + 1, b'}')?;
            self.key(packer, line, key, scalar)?;
            at = end + 1;
            if content[end] == b'}' {
                let is_last = content[at..].iter().all(|byte| *byte == b' ');
                return is_last.then_some(at);
            }
        }
    }
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
        let (scalar, end) = in_flow(line, at, b']')?;
        item(scalar)?;
        at = end + 1;
        if line[end] == b']' {
            let is_last = line[at..].iter().all(|byte| *byte == b' ');
            return is_last.then_some(at);
        }
    }
}

/// Reads the text that stands in a line from a place on, up to a comma or a bracket, and says where
/// that stands.
#[inline]
fn in_flow(line: &[u8], from: usize, close: u8) -> Option<(Scalar<'_>, usize)> {
    let start = from + blanks(&line[from..]);
    let is_end = |byte: &u8| *byte == b',' || *byte == close;
    let first = *line.get(start)?;
    if first == b'"' || first == b'\'' {
        let scalar = quoted(line, start)?;
        let end = scalar.end + blanks(&line[scalar.end..]);
        return line.get(end).is_some_and(is_end).then_some((scalar, end));
    }
    let end = start + memchr2(b',', close, &line[start..])?;
    Some((
        plain(line, start, without_blanks(line, end), Context::Flow)?,
        end,
    ))
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
fn trimmed(line: &Line<'_>, scalar: Scalar<'_>) -> Option<Slice> {
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
