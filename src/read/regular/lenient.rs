//! An event as most people write it: a key a line, its lists short or below it, with blank lines, comments
//! and blanks at will.

use crate::read::portion::Portion;
use crate::read::resolve::Packer;

use super::citation::{Citation, CitationField};
use super::event::Event;
use super::field::{Field, ListField};
use super::lines::{Behind, Line, Lines};
use super::scalar::{Scalar, to_the_end};

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
    // A copy, since the event may be declined; one that nobody else sees can be kept in registers besides.
    let mut ahead = lines.clone();
    let mut line = Line {
        content: first.content.strip_prefix(b"- ")?,
        indent: dash + 2,
    };
    let mut reading = Reading {
        event: Event::begin(portion, packer),
        column: dash + 2,
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
    let end = portion.place(reading.last) + reading.last.len();
    let next = behind.map_or(ahead.end(), |behind| behind.start(portion.bytes));
    reading.event.finish(start, end, portion.start + next)?;
    *lines = ahead;
    Some(Behind(behind))
}

/// An event, and where in its text it is read.
struct Reading<'r, 't, 'p> {
    event: Event<'r, 'p>,
    /// The column of its keys.
    column: usize,
    /// The last line so far, with which the last value ends.
    last: &'t [u8],
}

impl<'t> Reading<'_, 't, '_> {
    /// Reads a key and what it holds; gives back what stands behind.
    fn key(&mut self, line: &Line<'t>, lines: &mut Lines<'t>) -> Option<Behind<'t>> {
        self.last = line.content;
        let (field, from) = self.event.fields.find(line.content)?;
        let beside = match line.content.get(from) {
            Some(b' ') => true,
            None => false,
            Some(_) => return None,
        };
        match field {
            // Where nothing stands beside the key, there is no text.
            Field::Text(field) => self.event.text(field, to_the_end(line.content, from)?)?,
            Field::List(field) if beside => self.event.list_beside(field, line.content, from)?,
            Field::List(field) => return self.list_below(field, lines),
        }
        Some(Behind(lines.next()))
    }

    /// Reads a list below its key; gives back what stands behind.
    fn list_below(&mut self, field: ListField, lines: &mut Lines<'t>) -> Option<Behind<'t>> {
        match field {
            ListField::Channels => self.channels_below(lines),
            ListField::Sources => self.sources_below(lines),
            ListField::Tags => self.tags_below(lines),
        }
    }

    fn channels_below(&mut self, lines: &mut Lines<'t>) -> Option<Behind<'t>> {
        self.below(lines, |reading, line, lines| {
            let scalar = to_the_end(line.content, 2)?;
            reading.event.channel(scalar.text)?;
            Some(Behind(lines.next()))
        })
    }

    fn tags_below(&mut self, lines: &mut Lines<'t>) -> Option<Behind<'t>> {
        let mut tags = Vec::new();
        let behind = self.below(lines, |reading, line, lines| {
            let scalar = to_the_end(line.content, 2)?;
            tags.push(reading.event.trimmed(scalar)?);
            Some(Behind(lines.next()))
        })?;
        self.event.tags(tags);
        Some(behind)
    }

    fn sources_below(&mut self, lines: &mut Lines<'t>) -> Option<Behind<'t>> {
        self.below(lines, |reading, line, lines| {
            let mut citation = Citation::default();
            let behind = match line.content.get(2..)? {
                [b'{', ..] => {
                    let Event {
                        packer, portion, ..
                    } = &reading.event;
                    let end = citation.between_braces(packer, *portion, line.content, 2)?;
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
                    reading.take(&mut citation, CitationField::Source, scalar)?;
                    Behind(lines.next())
                }
            };
            reading.event.cite(citation)?;
            Some(behind)
        })
    }

    /// Takes in what a key of a citation holds.
    fn take(
        &self,
        citation: &mut Citation,
        field: CitationField,
        scalar: Scalar<'t>,
    ) -> Option<()> {
        citation.take(field, self.event.packer, self.event.portion, scalar)
    }

    /// Reads a citation with a key a line; gives back what stands behind.
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
            self.take(citation, field, scalar)?;
            match lines.next() {
                Some(next) if next.indent == column && next.content[0] != b'-' => line = next,
                Some(next) if next.indent >= column => return None,
                behind => return Some(Behind(behind)),
            }
        }
    }

    /// Reads the items of a list below its key, each on a line that begins with its dash; gives back what
    /// stands behind.
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
}
