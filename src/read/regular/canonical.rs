//! An event as `add` and `fmt` write it, read at once: where a value ends is found while it is read.
//!
//! Each key stands on a line in its column, and nothing behind its value; what most events hold is read at once,
//! anything else by its line. An event that is not laid out like that is declined here and
//! [read line by line](super::lenient).

use memchr::memchr;

use crate::read::block::Block;
use crate::read::portion::Portion;
use crate::read::resolve::{Packer, day};

use super::citation::Citation;
use super::event::Event;
use super::field::{Field, LineBegin, ListField};
use super::lines::indentation;
use super::scalar::{LONGEST, is_letter, to_the_end, word};

/// Reads the event whose entry begins on the line at a place, with its dash in a column, and takes it in; says
/// where the next line begins.
///
/// `None` if it is not written as expected; what was handed over of it is then forgotten.
#[inline]
pub(super) fn event(
    portion: Portion<'_>,
    entries_end: usize,
    at: usize,
    dash: usize,
    packer: &mut Packer<'_>,
) -> Option<usize> {
    // The columns in which nearly all dashes stand, each with code of its own.
    match dash {
        0 => Reading::<2>::event(portion, entries_end, at, packer),
        2 => Reading::<4>::event(portion, entries_end, at, packer),
        _ => None,
    }
}

/// An event, and where in its text it is read, with its keys in a column.
struct Reading<'r, 'p, const COLUMN: usize> {
    event: Event<'r, 'p>,
    /// The text at hand up to where the entries end.
    text: &'r [u8],
}

impl<'r, 'p, const COLUMN: usize> Reading<'r, 'p, COLUMN> {
    /// The column of the dash.
    const DASH: usize = COLUMN - 2;

    const ID: LineBegin = LineBegin::of(&Self::dashed(), b"id:", b' ');
    const DATE: LineBegin = LineBegin::of(&[b' '; COLUMN], b"date:", b' ');
    const KIND: LineBegin = LineBegin::of(&[b' '; COLUMN], b"kind:", b' ');
    const STATUS: LineBegin = LineBegin::of(&[b' '; COLUMN], b"status:", b' ');
    const CHANNELS: LineBegin = LineBegin::of(&[b' '; COLUMN], b"channels:", b' ');
    const BY: LineBegin = LineBegin::of(&[b' '; COLUMN], b"by:", b' ');
    const SUMMARY: LineBegin = LineBegin::of(&[b' '; COLUMN], b"summary:", b' ');
    const SOURCES: LineBegin = LineBegin::of(&[b' '; COLUMN], b"sources:", b'\n');

    /// What stands before the first key of an entry.
    const fn dashed() -> [u8; COLUMN] {
        let mut before = [b' '; COLUMN];
        before[Self::DASH] = b'-';
        before
    }

    #[inline(never)]
    fn event(
        portion: Portion<'r>,
        entries_end: usize,
        at: usize,
        packer: &'r mut Packer<'p>,
    ) -> Option<usize> {
        let text = portion.bytes.get(..entries_end)?;
        let start = at + COLUMN;
        let mut reading = Self {
            event: Event::begin(portion, packer),
            text,
        };
        let mut line = reading.usual_keys(at)?;
        if line == at {
            if !begins_entry(text, at, Self::DASH) {
                return None;
            }
            let (field, length) = reading.event.fields.find(text.get(start..)?)?;
            line = reading.value(field, start + length)?;
        }
        let (end, behind) = 'keys: loop {
            let end = line;
            loop {
                if begins_entry(text, line, Self::DASH) {
                    break 'keys (end, line);
                }
                if let Some((field, from)) = reading.key(line) {
                    line = reading.value(field, from)?;
                    break;
                }
                match line_from(text, line) {
                    // Blank lines and comments have been passed.
                    Some(next) if next.start > line => line = next.start,
                    Some(_) => return None,
                    None => break 'keys (end, text.len()),
                }
            }
        };
        // Without the line end.
        let end = portion.start + end - 1;
        let begin = portion.start + start;
        reading.event.finish(begin, end, portion.start + behind)?;
        Some(behind)
    }

    /// Reads the keys that most events have, as far as they stand in their usual order; says where the line begins
    /// behind them, which is the first if there are none. What stands behind any other key is read by its line.
    ///
    /// Whether a line begins with one key is told sooner than with which, and what it holds is read without a jump to
    /// wherever its sort of value is read.
    #[inline]
    fn usual_keys(&mut self, first: usize) -> Option<usize> {
        let mut line = first;
        // A macro, for a function that is told how to read a value would not be code of its own for each.
        macro_rules! read {
            ($($key:ident by $at_once:ident),*) => {$(
                if let Some(start) = self.behind(Self::$key, line) {
                    let at_once = self.$at_once(start);
                    line = at_once.or_else(|| self.on_line(Self::$key.field, start))?;
                }
            )*};
        }
        read!(ID by id);
        if line == first {
            return Some(first);
        }
        read!(DATE by date, KIND by kind, STATUS by status, CHANNELS by channel, BY by party, SUMMARY by summary);
        match self.behind(Self::SOURCES, line) {
            Some(start) => self.sources_below(start),
            None => Some(line),
        }
    }

    /// Where the line at a place goes on behind what it begins with, if it does; the key has not been met before.
    #[inline]
    fn behind(&mut self, begin: LineBegin, line: usize) -> Option<usize> {
        if !begin.is_at(self.text, line) {
            return None;
        }
        self.event.fields.meet(begin);
        Some(line + begin.length)
    }

    /// The key that stands in its column on the line at a place, and where what it holds begins, with a blank.
    #[inline]
    fn key(&mut self, line: usize) -> Option<(Field, usize)> {
        let line_begin: &[u8; 16] = self.text.get(line..)?.first_chunk()?;
        let (blanks, key) = line_begin.split_at(COLUMN);
        if blanks != [b' '; COLUMN] {
            return None;
        }
        let (eight, behind) = key.split_first_chunk()?;
        let eight = u64::from_le_bytes(*eight);
        let (field, length) = self.event.fields.told_by(eight, *behind.first()?)?;
        Some((field, line + COLUMN + length))
    }

    /// Reads what a key holds; says where the next line begins.
    fn value(&mut self, field: Field, from: usize) -> Option<usize> {
        match self.text.get(from)? {
            b' ' => self.on_line(field, from + 1),
            b'\n' if field == Field::List(ListField::Sources) => self.sources_below(from + 1),
            _ => None,
        }
    }

    /// Reads a short id.
    #[inline]
    fn id(&mut self, start: usize) -> Option<usize> {
        let (id, behind) = self.word(start)?;
        let written = self.text.get(start..behind - 1)?;
        self.event.short_id(written, id)?;
        Some(behind)
    }

    /// Reads a date that is a known day.
    #[inline]
    fn date(&mut self, start: usize) -> Option<usize> {
        let [day @ .., b'\n'] = self.text.get(start..)?.first_chunk::<11>()? else {
            return None;
        };
        self.event.date_is(self::day(day)?);
        Some(start + 11)
    }

    #[inline]
    fn kind(&mut self, start: usize) -> Option<usize> {
        let (kind, behind) = self.word(start)?;
        self.event.short_kind(kind)?;
        Some(behind)
    }

    #[inline]
    fn status(&mut self, start: usize) -> Option<usize> {
        let (status, behind) = self.word(start)?;
        self.event.short_status(status)?;
        Some(behind)
    }

    /// Reads a list of one channel with a short id.
    #[inline]
    fn channel(&mut self, open: usize) -> Option<usize> {
        if self.text.get(open)? != &b'[' {
            return None;
        }
        let (channel, length) = word(self.text, open + 1, [b']'])?;
        let end = open + length + 2;
        if self.text.get(end)? != &b'\n' {
            return None;
        }
        self.event.short_channel(channel)?;
        Some(end + 1)
    }

    /// Reads a short id of a party.
    #[inline]
    fn party(&mut self, start: usize) -> Option<usize> {
        let (party, behind) = self.word(start)?;
        self.event.short_party(party)?;
        Some(behind)
    }

    /// The short text that ends a line, and where the next line begins.
    #[inline]
    fn word(&self, start: usize) -> Option<(u128, usize)> {
        let (word, length) = word(self.text, start, [b'\n'])?;
        Some((word, start + length + 1))
    }

    /// Reads a summary without quotes.
    #[inline]
    fn summary(&mut self, start: usize) -> Option<usize> {
        let end = end_of_line(self.text, start)?;
        self.event.plain_summary(self.text.get(start..end)?)?;
        Some(end + 1)
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
        let mut line = from;
        while self.begins_item(line) {
            line = self.source(line + COLUMN + 4)?;
        }
        if line > from && begins_entry(self.text, line, Self::DASH) {
            return Some(line);
        }
        let indent = (line > from).then_some(COLUMN + 2);
        self.more_sources(line, indent)
    }

    /// Reads the sources of a list from the line at a place on, however far their dashes are indented, if they are as
    /// far as those before; says where the next line begins.
    #[inline(never)]
    fn more_sources(&mut self, mut line: usize, mut indent: Option<usize>) -> Option<usize> {
        while let Some(next) = line_from(self.text, line) {
            let dash = next.start + next.indent;
            let is_item = self.text.get(dash..dash + 2) == Some(b"- ");
            if !is_item
                || next.indent < COLUMN
                || indent.is_some_and(|indent| next.indent != indent)
            {
                break;
            }
            line = self.source(dash + 2)?;
            indent = Some(next.indent);
        }
        // A list without items is no list.
        indent.map(|_| line)
    }

    /// Whether an item of a list begins on the line at a place, two columns behind the keys.
    #[inline]
    fn begins_item(&self, line: usize) -> bool {
        let begin = self.text.get(line..).and_then(<[u8]>::first_chunk);
        let (dash, mask) = const {
            let behind = COLUMN + 4;
            let blanks = u64::from_le_bytes([b' '; 8]);
            let dash = blanks ^ ((b' ' ^ b'-') as u64) << (8 * (behind - 2));
            let mask = u64::MAX >> (u64::BITS as usize - 8 * behind);
            (dash & mask, mask)
        };
        begin.is_some_and(|begin| u64::from_le_bytes(*begin) & mask == dash)
    }

    #[inline]
    fn source(&mut self, place: usize) -> Option<usize> {
        self.source_at_once(place)
            .or_else(|| self.source_on_line(place))
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
    let mut rest = text.get(start..)?;
    if !is_letter(*rest.first()?) {
        return None;
    }
    loop {
        let signs = Block::ask_beginning(rest, |block| block.among([b'\n', b':', b'#', b'\t']));
        if signs != 0 {
            let end = text.len() - rest.len() + signs.trailing_zeros() as usize;
            return (text[end] == b'\n' && end - start <= LONGEST).then_some(end);
        }
        rest = rest.get(Block::LENGTH..)?;
    }
}

/// Whether an entry with its dash in a column begins on the line at a place.
#[inline]
fn begins_entry(text: &[u8], at: usize, dash: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    indentation(rest) == dash && rest.get(dash..dash + 2) == Some(b"- ")
}

/// Where a line begins, and how many blanks stand before what is on it.
struct LineStart {
    start: usize,
    indent: usize,
}

/// The first line from a place on with something on it.
#[inline]
fn line_from(text: &[u8], mut start: usize) -> Option<LineStart> {
    loop {
        let rest = text.get(start..)?;
        let indent = indentation(rest);
        match rest.get(indent)? {
            b'\n' => start += indent + 1,
            b'#' => start += memchr(b'\n', rest)? + 1,
            _ => return Some(LineStart { start, indent }),
        }
    }
}
