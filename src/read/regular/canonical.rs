//! An event as `add` and `fmt` write it, read at once: where a value ends is found while it is read.
//!
//! Each key stands on a line in its column, one blank stands before its value and nothing behind it. What is not
//! written like that is declined here and [read by its lines](super::lenient).

use memchr::memchr;

use crate::read::portion::Portion;
use crate::read::resolve::{Packer, day};
use crate::read::window::Window;

use super::citation::Citation;
use super::event::Event;
use super::field::{Field, ListField, TextField};
use super::lines::indentation;
use super::scalar::{LONGEST, is_letter, to_the_end, word};

/// Reads the event whose entry begins on the line at a place, with its dash in a column, and takes it in; says
/// where the next line begins.
///
/// `None` if it is not written as expected; what was handed over of it is then forgotten.
pub(super) fn event(
    portion: Portion<'_>,
    entries_end: usize,
    at: usize,
    dash: usize,
    packer: &mut Packer<'_>,
) -> Option<usize> {
    let text = portion.bytes.get(..entries_end)?;
    let column = dash + 2;
    let start = at + column;
    if !begins_entry(text, at, dash) {
        return None;
    }
    let mut reading = Reading {
        event: Event::begin(portion, packer),
        text,
        column,
    };
    let mut place = start;
    let (end, behind) = loop {
        let behind = reading.key(place)?;
        match line_from(text, behind) {
            Some(next) if next.indent == column => place = next.start + column,
            Some(next) if next.indent == dash && begins_entry(text, next.start, dash) => {
                break (behind - 1, next.start);
            }
            Some(_) => return None,
            None => break (behind - 1, text.len()),
        }
    };
    reading
        .event
        .finish(portion.start + start, portion.start + end)?;
    Some(behind)
}

/// Whether an entry with its dash in a column begins on the line at a place.
#[inline]
fn begins_entry(text: &[u8], at: usize, dash: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    indentation(rest) == dash && rest.get(dash..dash + 2) == Some(b"- ")
}

/// A line with something on it.
struct Next {
    start: usize,
    indent: usize,
}

/// The first line from a place on with something on it.
#[inline]
fn line_from(text: &[u8], mut start: usize) -> Option<Next> {
    loop {
        let rest = text.get(start..)?;
        let indent = indentation(rest);
        match rest.get(indent)? {
            b'\n' => start += indent + 1,
            b'#' => start += memchr(b'\n', rest)? + 1,
            _ => return Some(Next { start, indent }),
        }
    }
}

struct Reading<'r, 'p> {
    event: Event<'r, 'p>,
    /// The text at hand up to where the entries end.
    text: &'r [u8],
    /// The column of the keys.
    column: usize,
}

impl<'r> Reading<'r, '_> {
    /// Reads a key and what it holds; says where the next line begins.
    #[inline]
    fn key(&mut self, place: usize) -> Option<usize> {
        let (field, length) = self.event.fields.find(self.text.get(place..)?)?;
        let from = place + length;
        match self.text.get(from)? {
            b' ' => self
                .at_once(field, from + 1)
                .or_else(|| self.on_line(field, from)),
            b'\n' if field == Field::List(ListField::Sources) => self.sources_below(from + 1),
            _ => None,
        }
    }

    /// Reads what most events hold, and most are short; what cannot be read is not taken in.
    #[inline]
    fn at_once(&mut self, field: Field, start: usize) -> Option<usize> {
        let text = self.text;
        match field {
            Field::Text(TextField::Id) => {
                let (id, length) = word(text, start, [b'\n'])?;
                self.event.short_id(text.get(start..start + length)?, id)?;
                Some(start + length + 1)
            }
            Field::Text(TextField::Date) => {
                let [day @ .., b'\n'] = text.get(start..)?.first_chunk::<11>()? else {
                    return None;
                };
                self.event.date_is(self::day(day)?);
                Some(start + 11)
            }
            Field::Text(TextField::Kind) => {
                let (kind, length) = word(text, start, [b'\n'])?;
                self.event.kind_is(kind);
                Some(start + length + 1)
            }
            Field::Text(TextField::By) => {
                let (party, length) = word(text, start, [b'\n'])?;
                self.event.short_party(party)?;
                Some(start + length + 1)
            }
            Field::Text(TextField::Summary) => {
                let end = end_of_line(text, start)?;
                self.event.plain_summary(text.get(start..end)?)?;
                Some(end + 1)
            }
            Field::List(ListField::Channels) if text.get(start)? == &b'[' => {
                let (channel, length) = word(text, start + 1, [b']'])?;
                let end = start + length + 2;
                if text.get(end)? != &b'\n' {
                    return None;
                }
                self.event.short_channel(channel)?;
                Some(end + 1)
            }
            Field::Text(_) | Field::List(_) => None,
        }
    }

    /// Reads whatever else stands beside a key.
    #[inline(never)]
    fn on_line(&mut self, field: Field, from: usize) -> Option<usize> {
        let (line, behind) = self.line(from)?;
        match field {
            Field::Text(field) => self.event.text(field, to_the_end(line, 0)?)?,
            Field::List(field) => self.event.list_beside(field, line, 0)?,
        }
        Some(behind)
    }

    /// What stands from a place on to the end of the line, and where the next begins.
    fn line(&self, from: usize) -> Option<(&'r [u8], usize)> {
        let rest = self.text.get(from..)?;
        let line = rest.get(..memchr(b'\n', rest)?)?;
        match line {
            [.., b' ' | b'\r'] => None,
            line => Some((line, from + line.len() + 1)),
        }
    }

    /// Reads the list of sources that begins on the line at a place; says where the next line begins.
    #[inline]
    fn sources_below(&mut self, from: usize) -> Option<usize> {
        let mut item = line_from(self.text, from).filter(|item| item.indent >= self.column)?;
        loop {
            let dash = item.start + item.indent;
            if self.text.get(dash..dash + 2)? != b"- " {
                return None;
            }
            let behind = self
                .source_at_once(dash + 2)
                .or_else(|| self.source_on_line(dash + 2))?;
            match line_from(self.text, behind) {
                Some(next)
                    if next.indent == item.indent
                        && self.text.get(next.start + next.indent) == Some(&b'-') =>
                {
                    item = next;
                }
                _ => return Some(behind),
            }
        }
    }

    #[inline]
    fn source_at_once(&mut self, place: usize) -> Option<usize> {
        let Event {
            packer, portion, ..
        } = &self.event;
        let (citation, end) = if self.text.get(place)? == &b'{' {
            Citation::at_once(self.text, place, packer, *portion)?
        } else {
            let (source, length) = word(self.text, place, [b'\n'])?;
            (Citation::of_short(source, packer)?, place + length)
        };
        if self.text.get(end)? != &b'\n' {
            return None;
        }
        self.event.cite(citation)?;
        Some(end + 1)
    }

    #[inline(never)]
    fn source_on_line(&mut self, place: usize) -> Option<usize> {
        let (line, behind) = self.line(place)?;
        if line.first() != Some(&b'{') {
            return None;
        }
        let mut citation = Citation::default();
        let Event {
            packer, portion, ..
        } = &self.event;
        let end = citation.between_braces(packer, *portion, line, 0)?;
        if end < line.len() {
            return None;
        }
        self.event.cite(citation)?;
        Some(behind)
    }
}

/// Where the line ends at which a text without quotes begins, if nothing in it could end the text before.
#[inline]
fn end_of_line(text: &[u8], start: usize) -> Option<usize> {
    if !is_letter(*text.get(start)?) {
        return None;
    }
    let mut place = start;
    loop {
        match Window::at(text, place)?.find([b'\n', b':', b'#', b'\t']) {
            None => place += Window::LENGTH,
            Some(before) => {
                let end = place + before;
                return (text[end] == b'\n' && end - start <= LONGEST).then_some(end);
            }
        }
    }
}
