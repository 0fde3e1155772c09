//! The fast reader of ledgers in regular block style, as `add` and `fmt` write it and most people do.
//!
//! It knows where sections begin by their keys in the first column, and cuts `events` into entries by
//! their dashes. A regular entry is read where it stands, many at a time; every other goes, by itself, to
//! the general reader, and where the frame itself is out of the ordinary, all of the text does. So there
//! are two readers with one meaning: this one never judges, it reads what is beyond question.

mod event;
mod field;
mod lines;
mod scalar;
mod stretch;

use std::ops::Range;

use crate::model::parallel;
use crate::model::progress::Progress;
use crate::model::span::Span;
use crate::model::text::Text;

use super::diagnostic::Problems;
use super::parts::{read_on, read_parts};
use super::raw::{Entry, Frame, Raw};
use super::resolve::{IdHash, Packed, Packer, Tables, pack};
use super::tree::Part;

use lines::{Line, Lines};
use stretch::{Reading, Stretch};

/// A ledger as it stands in the file, with its events packed.
pub(super) struct Read {
    pub(super) raw: Raw,
    pub(super) packed: Packed,
    pub(super) tables: Tables,
    /// What the declarations outside the events are at fault in.
    pub(super) declared: Problems,
}

/// Reads a text by the general reader alone.
pub(super) fn read_generally(text: &Text, problems: &mut Problems, progress: &Progress) -> Read {
    let mut raw = Raw::read(text.as_str(), problems, progress);
    let mut declared = Problems::default();
    let tables = Tables::declare(&raw, &mut declared);
    let mut packed = Packed::new(IdHash::default());
    let events = std::mem::take(&mut raw.events);
    if raw.complete && !raw.hopeless {
        pack_all(text, events, &tables, &mut packed);
    }
    Read {
        raw,
        packed,
        tables,
        declared,
    }
}

/// Reads a text whose frame is regular; `None` if it is not.
///
/// `tops` are the places of the lines that begin neither with a blank nor as a comment or an entry.
pub(super) fn read(
    text: &Text,
    tops: &[usize],
    problems: &mut Problems,
    progress: &Progress,
) -> Option<Read> {
    let sections = sections(text, tops)?;
    let mut frame = Frame::new();
    frame.take(Part::Root(Span::at(narrow(*tops.first()?)?)), problems);
    let mut events = None;
    for section in &sections {
        let list = section
            .is_events(text)
            .then(|| section.list(text))
            .flatten();
        match list {
            Some(first) if events.is_none() => {
                let line_end = first.next.min(section.end);
                section.begin_list(text, &mut frame, line_end, problems)?;
                events = Some((
                    first.indent,
                    first.start()..section.end,
                    frame.raw.layout.sections.len() - 1,
                ));
            }
            Some(_) => return None,
            None => section.read(text, &mut frame, problems)?,
        }
    }
    // Events of two lists are told apart by which comes first.
    let has_two_lists = events.is_some() && !frame.raw.events.is_empty();
    if has_two_lists || problems.are_too_many() {
        return None;
    }

    let mut declared = Problems::default();
    let tables = Tables::declare(&frame.raw, &mut declared);
    let mut packed = Packed::new(IdHash::default());
    let Some((dash, part, place)) = events else {
        // Events that stand between brackets are among what was read with the frame.
        let events = std::mem::take(&mut frame.raw.events);
        pack_all(text, events, &tables, &mut packed);
        return Some(Read {
            raw: frame.end(Ok(()), problems),
            packed,
            tables,
            declared,
        });
    };
    let reading = Reading {
        text,
        tables: &tables,
        hash: packed.hash(),
        dash,
        progress,
    };
    let mut stretches = in_parts(&reading, part.clone());
    // Problems that were not kept could not be taken back.
    if stretches
        .iter()
        .any(|stretch| stretch.problems.are_too_many())
    {
        return None;
    }
    let stop = cut_at_stop(&mut stretches, text);
    for stretch in &mut stretches {
        problems.append(std::mem::take(&mut stretch.problems));
    }
    if problems.are_too_many() {
        return None;
    }
    for stretch in stretches {
        frame.raw.layout.entries_of(place, &stretch.packed.places());
        packed.push(stretch.packed);
    }
    let mut end = Ok(());
    if let Some(from) = stop {
        // What stands behind the events has been read already.
        if part.end != text.len() {
            return None;
        }
        end = read_on(text, "events:\n", from, |part| {
            frame.take_watched(part, problems, progress);
        });
        if end.is_ok() && frame.raw.layout.sections.len() > sections.len() {
            return None;
        }
    }
    let events = std::mem::take(&mut frame.raw.events);
    pack_all(text, events, &tables, &mut packed);
    Some(Read {
        raw: frame.end(end, problems),
        packed,
        tables,
        declared,
    })
}

/// Reads a part of the text, in parts side by side if it is long.
fn in_parts(reading: &Reading<'_>, part: Range<usize>) -> Vec<Stretch> {
    /// What is read sooner than a thread starts; a fuzzer's texts are short, and cut all the same.
    const SHORT: usize = if cfg!(fuzzing) { 128 } else { 256 * 1024 };
    if part.len() < SHORT {
        return vec![reading.stretch(&part)];
    }
    let pieces = parallel::pieces().min(part.len() / SHORT + 1);
    parallel::map(&reading.cut(part, pieces), |part| reading.stretch(part))
}

/// Drops what lies behind the place where reading entry by entry came to its end, and says where the
/// general reader is to go on.
///
/// That is two entries before: what follows can make the one before invalid too, and where nothing stands
/// behind the dash of that one, it is read together with the one before it.
fn cut_at_stop(stretches: &mut Vec<Stretch>, text: &Text) -> Option<usize> {
    let stopped = stretches
        .iter()
        .position(|stretch| stretch.stopped.is_some())?;
    stretches.truncate(stopped + 1);
    let mut from = stretches.last().and_then(|stretch| stretch.stopped);
    for _ in 0..2 {
        let mut last_first = stretches.iter_mut().rev();
        from = last_first
            .find_map(|stretch| stretch.retract(text))
            .or(from);
    }
    from
}

fn pack_all(
    text: &Text,
    events: Vec<Entry<super::raw::RawEvent>>,
    tables: &Tables,
    packed: &mut Packed,
) {
    if events.is_empty() {
        return;
    }
    let mut packer = Packer::new(text, tables, packed.hash());
    for Entry { raw, sound } in events {
        if sound {
            pack(raw, text, &mut packer);
        } else {
            packer.broken(raw.span, raw);
        }
    }
    let segment = packer.finish();
    packed.push(segment);
}

/// A key of the outermost mapping with what it holds.
struct Section {
    start: usize,
    end: usize,
    /// The length of the key.
    key: usize,
    /// Where the next key ends, behind its colon, or else the text.
    next_key_end: usize,
}

/// The sections of a text, if each key stands plainly in the first column.
fn sections(text: &Text, tops: &[usize]) -> Option<Vec<Section>> {
    let first = *tops.first()?;
    let bytes = text.bytes();
    // Whatever stands above the first key is blank or a comment.
    if Lines::new(bytes, 0, first).peek().is_some() {
        return None;
    }
    let ends = tops.iter().copied().skip(1).chain([bytes.len()]);
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
                next_key_end: bytes.len(),
            })
        })
        .collect::<Option<_>>()?;
    let mut next_key_end = bytes.len();
    for section in sections.iter_mut().rev() {
        section.next_key_end = next_key_end;
        next_key_end = section.start + section.key + 1;
    }
    Some(sections)
}

fn is_key_character(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte == b'_'
}

impl Section {
    /// Whether it is `events:` with nothing behind it on its line.
    fn is_events(&self, text: &Text) -> bool {
        let line = &text.bytes()[self.start..self.end];
        let rest = line.get(self.key + 1..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        &line[..self.key] == b"events" && rest[..end].iter().all(|byte| *byte == b' ')
    }

    /// The line of the first dash of its list.
    fn list<'t>(&self, text: &'t Text) -> Option<Line<'t>> {
        let mut lines = Lines::new(text.bytes(), self.start, self.end);
        let key = lines.peek()?;
        lines.pass(&key);
        let first = lines.peek()?;
        first.is_entry(first.indent).then_some(first)
    }

    /// Reads it by the general reader; `None` if that is not possible.
    ///
    /// The next key is shown to it too: where a text below a `|` ends depends on what follows.
    fn read(&self, text: &Text, frame: &mut Frame, problems: &mut Problems) -> Option<()> {
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

    /// Hands its key over, and that what it holds is a list, of which the first line ends somewhere.
    fn begin_list(
        &self,
        text: &Text,
        frame: &mut Frame,
        line_end: usize,
        problems: &mut Problems,
    ) -> Option<()> {
        let offset = narrow(self.start)?;
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

fn narrow(offset: usize) -> Option<u32> {
    u32::try_from(offset).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::characters;
    use crate::read::layout::Body;

    /// Without comments behind values, which people write and commands do not.
    fn without_remarks(text: &str) -> String {
        let lines = text.lines().map(|line| {
            let end = line
                .find("  #")
                .filter(|_| !line.trim_start().starts_with('#'));
            line[..end.unwrap_or(line.len())].trim_end()
        });
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// The events of a ledger that this reader leaves to the general one.
    fn left_to_the_other(text: &str) -> Vec<String> {
        let text = Text::from(text);
        let mut problems = Problems::default();
        let tops = characters::check(&text, &mut problems).unwrap_or_default();
        let Some(read) = read(&text, &tops, &mut problems, &Progress::new()) else {
            return vec!["everything".to_owned()];
        };
        let events = read.raw.layout.section("events").map(|events| &events.body);
        let Some(Body::List { entries, .. }) = events else {
            return Vec::new();
        };
        let mut packer = Packer::new(&text, &read.tables, read.packed.hash());
        let mut left = Vec::new();
        for entry in entries {
            let before = text.get(0..entry.start as usize);
            let line = before.rfind('\n').map_or(0, |end| end + 1);
            let dash = before[line..].find('-').unwrap_or_default();
            let mut lines = Lines::new(text.bytes(), line, text.len());
            if event::event(&mut lines, dash, &mut packer).is_none() {
                let first = text.slice(*entry).lines().next();
                left.push(first.unwrap_or_default().to_owned());
            }
        }
        left
    }

    /// Those that cite two places of one source.
    const LEFT: [&str; 3] = [
        "id: chase-in-taiwan",
        "id: chase-meets-liu",
        "id: summit-agreement",
    ];

    #[test]
    fn canonical_events_are_read_here() {
        let article = without_remarks(include_str!("../../../channels.yaml"));
        assert_eq!(left_to_the_other(&article), LEFT);
    }

    #[test]
    fn what_add_writes_is_read_here() {
        let added = include_str!("../../../tests/ledgers/after-the-article.yaml");
        assert_eq!(left_to_the_other(&without_remarks(added)), LEFT);
    }
}
