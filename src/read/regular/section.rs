//! The keys of the outermost mapping of a file whose frame is regular, with what they hold.

use std::ops::Range;

use crate::model::text::Text;
use crate::read::diagnostic::Problems;
use crate::read::parts::read_parts;
use crate::read::raw::Frame;
use crate::read::tree::{Node, Part};

use super::lines::{Line, Lines, place};
use super::list::entries;

/// A key of the outermost mapping with what it holds.
pub(super) struct Section {
    start: usize,
    pub(super) end: usize,
    /// The length of the key.
    key: usize,
    /// Where the next key ends, behind its colon, or else the text.
    next_key_end: usize,
}

/// The sections of a file, if each key stands plainly in the first column.
pub(super) fn sections(text: &Text, file: &Range<usize>, tops: &[usize]) -> Option<Vec<Section>> {
    let first = *tops.first()?;
    let bytes = text.bytes();
    // Whatever stands above the first key is blank or a comment.
    if Lines::new(bytes, file.start, first).next().is_some() {
        return None;
    }
    let ends = tops.iter().copied().skip(1).chain([file.end]);
    let mut sections: Vec<Section> = tops
        .iter()
        .zip(ends)
        .map(|(&start, end)| {
            let line = &bytes[start..end];
            let key = line.iter().position(|byte| !is_key_character(*byte))?;
            let is_key = key > 0 && line[key] == b':';
            let is_free = matches!(line.get(key + 1), Some(b' ' | b'\n') | None);
            (is_key && is_free).then_some(Section {
                start,
                end,
                key,
                next_key_end: file.end,
            })
        })
        .collect::<Option<_>>()?;
    let mut next_key_end = file.end;
    for section in sections.iter_mut().rev() {
        section.next_key_end = next_key_end;
        next_key_end = section.start + section.key + 1;
    }
    Some(sections)
}

pub(super) fn is_key_character(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte == b'_'
}

impl Section {
    /// Whether it is `events:` with nothing behind it on its line.
    pub(super) fn is_events(&self, text: &Text) -> bool {
        text.bytes()[self.start..].starts_with(b"events:") && self.is_bare(text)
    }

    /// Whether nothing stands behind its key on the line.
    fn is_bare(&self, text: &Text) -> bool {
        let behind = self.start + self.key + 1..self.end;
        let rest = text.bytes().get(behind).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        rest[..end].iter().all(|byte| *byte == b' ')
    }

    /// The line of the first dash of its list.
    pub(super) fn list<'t>(&self, text: &'t Text) -> Option<Line<'t>> {
        let mut lines = Lines::new(text.bytes(), self.start, self.end);
        let _key = lines.next()?;
        let first = lines.next()?;
        first.is_entry(first.indent).then_some(first)
    }

    /// Reads it; `None` if that is not possible.
    pub(super) fn read(
        &self,
        text: &Text,
        frame: &mut Frame,
        problems: &mut Problems,
    ) -> Option<()> {
        let Some((first, entries)) = self.entries(text) else {
            return self.read_generally(text, frame, problems);
        };
        self.begin_list(text, frame, &first, problems)?;
        for entry in entries {
            frame.take(Part::Entry(entry), problems);
        }
        Some(())
    }

    /// The first line of its list, if it is one, and the entries of that, if all are regular.
    fn entries<'t>(&self, text: &'t Text) -> Option<(Line<'t>, Vec<Node>)> {
        if !self.is_bare(text) {
            return None;
        }
        let bytes = text.bytes();
        let first = self.list(text)?;
        let lines = Lines::new(bytes, first.start(bytes), self.end);
        Some((first, entries(bytes, lines)?))
    }

    /// Reads it by the general reader; `None` if that is not possible.
    ///
    /// The next key is shown to it too: where a text below a `|` ends depends on what follows.
    fn read_generally(
        &self,
        text: &Text,
        frame: &mut Frame,
        problems: &mut Problems,
    ) -> Option<()> {
        let offset = narrow(self.start)?;
        let mut is_behind = false;
        let end = read_parts(text.get(self.start..self.next_key_end), |part| {
            if let Part::Key(key) = &part {
                is_behind |= key.span.start as usize >= self.end - self.start;
            }
            if !is_behind && !matches!(part, Part::Root(_)) {
                frame.take(part.moved(|place| place + offset), problems);
            }
        });
        end.ok()
    }

    /// Hands its key over, and that what it holds is a list, which begins on a line.
    pub(super) fn begin_list(
        &self,
        text: &Text,
        frame: &mut Frame,
        first: &Line<'_>,
        problems: &mut Problems,
    ) -> Option<()> {
        let offset = narrow(self.start)?;
        let start = place(text.bytes(), first.content);
        let rest = text.bytes().get(start..self.end)?;
        let line_end = memchr::memchr(b'\n', rest).map_or(self.end, |end| start + end + 1);
        let mut has_begun = false;
        // What is cut off there makes no difference to what stands before it.
        let _ = read_parts(text.get(self.start..line_end), |part| {
            let is_list = matches!(part, Part::List(_));
            if !has_begun && (is_list || matches!(part, Part::Key(_))) {
                frame.take(part.moved(|place| place + offset), problems);
            }
            has_begun |= is_list;
        });
        has_begun.then_some(())
    }
}

pub(super) fn narrow(offset: usize) -> Option<u32> {
    u32::try_from(offset).ok()
}
