//! The fast reader of ledgers in regular block style, as `add` and `fmt` write it and most people do.
//!
//! It knows where sections begin by their keys in the first column, and cuts `events` into entries by
//! their dashes. A regular entry is read where it stands, many at a time; every other goes, by itself, to
//! the general reader, and where the frame itself is out of the ordinary, all of the text does. So there
//! are two readers with one meaning: this one never judges, it reads what is beyond question.

mod canonical;
mod citation;
mod event;
mod field;
mod kind;
mod lenient;
mod lines;
mod passing;
mod scalar;
mod section;
mod stretch;

use std::ops::Range;

use crate::model::parallel;
use crate::model::progress::Progress;
use crate::model::span::Span;
use crate::model::text::{FileKey, Text};

use super::code::Code;
use super::diagnostic::{Diagnostic, Problems};
use super::parts::{read_file, read_on};
use super::portion::Portion;
use super::raw::{Entry, Frame};
use super::resolve::{IdHash, Packed, Packer, Tables, pack};
use super::tree::Part;

use section::{narrow, sections};
use stretch::{Begun, Reading, cut};

pub(in crate::read) use passing::Passage;
pub(in crate::read) use stretch::Stretch;

/// A file of which all is read but the regular events.
pub(super) struct Opened {
    pub(super) frame: Frame,
    pub(super) problems: Problems,
    /// Whether it could be read to its end.
    pub(super) end: Result<(), Diagnostic>,
    events: Option<EventList>,
    range: Range<usize>,
}

/// The events of a file whose frame is regular.
struct EventList {
    /// The column of the dashes.
    dash: usize,
    part: Range<usize>,
    /// Its place among the sections.
    section: usize,
}

/// Reads a file by the general reader alone.
pub(super) fn open_generally(text: &Text, file: FileKey, progress: &Progress) -> Opened {
    let range = text.range(file);
    let mut frame = Frame::new(file);
    let mut problems = Problems::default();
    let end = read_file(text, range.clone(), |part| {
        frame.take_watched(part, &mut problems, progress);
    });
    let is_bare = |end: &Result<(), Diagnostic>| {
        file != FileKey::MAIN
            && end
                .as_ref()
                .is_err_and(|problem| problem.code == Code::EmptyLedger)
    };
    Opened {
        frame,
        problems,
        end: if is_bare(&end) { Ok(()) } else { end },
        events: None,
        range,
    }
}

/// Reads a file whose frame is regular; `None` if it is not.
///
/// `tops` are the places of the lines that begin neither with a blank nor as a comment or an entry.
pub(super) fn open(text: &Text, file: FileKey, tops: &[usize]) -> Option<Opened> {
    let range = text.range(file);
    let sections = sections(text, &range, tops)?;
    let mut frame = Frame::new(file);
    let mut problems = Problems::default();
    frame.take(Part::Root(Span::at(narrow(*tops.first()?)?)), &mut problems);
    let mut events = None;
    for section in &sections {
        let list = section
            .is_events(text)
            .then(|| section.list(text))
            .flatten();
        match list {
            Some(first) if events.is_none() => {
                section.begin_list(text, &mut frame, &first, &mut problems)?;
                events = Some(EventList {
                    dash: first.indent,
                    part: first.start(text.bytes())..section.end,
                    section: frame.layout.sections.len() - 1,
                });
            }
            Some(_) => return None,
            None => section.read(text, &mut frame, &mut problems)?,
        }
    }
    // Events of two lists are told apart by which comes first.
    let has_two_lists = events.is_some() && !frame.raw.events.is_empty();
    if has_two_lists || problems.are_too_many() {
        return None;
    }
    Some(Opened {
        frame,
        problems,
        end: Ok(()),
        events,
        range,
    })
}

impl Opened {
    /// The parts in which its regular events are read side by side.
    pub(super) fn parts(&self, text: &Text) -> Vec<Range<usize>> {
        /// What is read sooner than a thread starts.
        const SHORT: usize = if cfg!(fuzzing) { 128 } else { 256 * 1024 };
        let Some(EventList { dash, part, .. }) = &self.events else {
            return Vec::new();
        };
        if part.len() < SHORT {
            return vec![part.clone()];
        }
        // Twice as many as elsewhere: nothing takes as long, and nobody can help with the last one.
        let pieces = (parallel::pieces() * 2).min(part.len() / SHORT + 1);
        cut(text, *dash, part, pieces)
    }

    /// The column of the dashes before its regular events.
    fn dash(&self) -> usize {
        self.events.as_ref().map_or(0, |events| events.dash)
    }

    /// Reads a part of its regular events.
    pub(super) fn stretch(
        &self,
        text: &Text,
        tables: &Tables,
        hash: &IdHash,
        part: &Range<usize>,
        progress: &Progress,
    ) -> Stretch {
        let reading = Reading {
            portion: Portion::whole(text),
            dash: self.dash(),
            end: self.range.end,
            progress,
        };
        let mut begun = Begun::new(Packer::new(text.len(), tables, hash), part.len());
        let stopped = reading.entries(part, &mut begun);
        begun.end(stopped)
    }

    /// Takes its events in, of which the regular ones have been read; `None` if its frame is out of the
    /// ordinary after all.
    pub(super) fn pack(
        &mut self,
        mut stretches: Vec<Stretch>,
        text: &Text,
        tables: &Tables,
        packed: &mut Packed,
        keeps_places: bool,
        progress: &Progress,
    ) -> Option<()> {
        let Self {
            frame,
            problems,
            end,
            events,
            range,
        } = self;
        if let Some(EventList { part, section, .. }) = events {
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
            if keeps_places && let Some(entries) = frame.layout.entries_of(*section) {
                let all = stretches.iter().map(|stretch| stretch.packed.entries());
                entries.reserve_exact(all.sum());
                for stretch in &stretches {
                    stretch.packed.add_places(entries);
                }
            }
            for stretch in stretches {
                packed.push(stretch.packed);
            }
            if let Some(from) = stop {
                // What stands behind the events has been read already.
                if part.end != range.end {
                    return None;
                }
                let sections = frame.layout.sections.len();
                let rest = from..range.end;
                *end = read_on(text, "events:\n", rest, |part| {
                    frame.take_watched(part, problems, progress);
                });
                if end.is_ok() && frame.layout.sections.len() > sections {
                    return None;
                }
            }
        }
        let events = std::mem::take(&mut frame.raw.events);
        if !frame.raw.hopeless {
            pack_all(text, events, tables, packed);
        }
        Some(())
    }
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
    let mut packer = Packer::new(text.len(), tables, packed.hash());
    for Entry { raw, sound } in events {
        if sound {
            pack(raw, Portion::whole(text), &mut packer);
        } else {
            packer.broken(raw.span, raw);
        }
    }
    let segment = packer.finish();
    packed.push(segment);
}

#[cfg(test)]
mod tests {
    use super::lines::{Behind, Lines};
    use super::*;
    use crate::read::characters;

    /// Which reader an entry is for.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    enum By {
        /// As it is read at once.
        Canonical,
        /// Line by line.
        Lenient,
        /// The general one.
        General,
    }

    /// The entries of a ledger's events by their first lines, each with the first reader that reads it; the second,
    /// where it can, must read the same.
    fn read_by(text: &str) -> Vec<(By, String)> {
        let text = Text::from(text);
        let mut problems = Problems::default();
        let tops = characters::check(&text, &mut problems).remove(0);
        let opened = tops.and_then(|tops| open(&text, FileKey::MAIN, &tops));
        let Some(Opened {
            frame,
            events: Some(EventList { dash, part, .. }),
            ..
        }) = opened
        else {
            return vec![(By::General, "everything".to_owned())];
        };
        let (tables, hash) = (
            Tables::declare(&frame.raw, &mut problems),
            IdHash::default(),
        );
        let reading = Reading {
            portion: Portion::whole(&text),
            dash,
            end: text.len(),
            progress: &Progress::new(),
        };
        let packer = || Packer::new(text.len(), &tables, &hash);
        let mut lines = Lines::new(text.bytes(), part.start, part.end);
        let mut read = Vec::new();
        let mut next = lines.next();
        while let Some(line) = next {
            let start = line.start(text.bytes());
            let (mut one, mut other) = (packer(), packer());
            let canonical = canonical::event(reading.portion, part.end, start, dash, &mut one);
            let lenient = reading.regular(line, &mut lines, &mut other);
            next = match lenient {
                Some(Behind(next)) => next,
                None => lines.next(),
            };
            let by = match (canonical, lenient) {
                (Some(behind), Some(_)) => {
                    let next = next.map_or(part.end, |next| next.start(text.bytes()));
                    assert_eq!(behind, next);
                    assert_eq!(
                        format!("{:?}", one.finish()),
                        format!("{:?}", other.finish())
                    );
                    By::Canonical
                }
                (Some(_), None) => unreachable!("the second reader reads what the first does"),
                (None, Some(_)) => By::Lenient,
                (None, None) => By::General,
            };
            if line.is_entry(dash) {
                let first = String::from_utf8_lossy(line.content).into_owned();
                read.push((by, first));
            }
        }
        read
    }

    /// The events of a ledger that this reader leaves to the general one.
    fn left_to_the_other(text: &str) -> Vec<String> {
        let read = read_by(text);
        let is_left = |(by, _): &(By, String)| *by == By::General;
        read.into_iter()
            .filter(is_left)
            .map(|(_, first)| first)
            .collect()
    }

    fn count_at_once(text: &str) -> usize {
        let read = read_by(text).into_iter();
        read.filter(|(by, _)| *by == By::Canonical).count()
    }

    /// A ledger with one event, and one behind it, so that the text does not end amid what is looked at.
    fn with_event(event: &str) -> String {
        format!(
            "title: A\nparties: [{{id: USA, name: A}}, {{id: CHN, name: B}}]\n\
             channels:\n  - {{id: line, name: L, parties: [USA, CHN]}}\n  - {{id: other, name: O, parties: [USA, CHN]}}\n\
             sources:\n  - {{id: paper, outlet: P, title: T, published: 2023-12}}\n\
             events:\n{event}\n  - id: behind\n    date: 2023-01-01\n    kind: opened\n    channels: [line]\n    summary: It is.\n    sources: [paper]\n"
        )
    }

    #[track_caller]
    fn assert_read(by: By, event: &str) {
        let read = read_by(&with_event(event));
        assert_eq!(read[0].0, by, "{event}");
        assert_eq!(read.len(), 2, "{event}");
    }

    #[test]
    fn canonical_events_are_read_here() {
        let article = include_str!("../../../channels.yaml");
        assert_eq!(left_to_the_other(article), [""; 0]);
        // Comments behind values, and dates of sources, have others read line by line.
        assert!(count_at_once(article) > 5);
    }

    #[test]
    fn what_add_writes_is_read_here() {
        let added = include_str!("../../../tests/ledgers/after-the-article.yaml");
        assert_eq!(left_to_the_other(added), [""; 0]);
        assert!(count_at_once(added) > 5);
    }

    const EVENT: &str = "  - id: call\n    date: 2023-11-14\n    kind: contact\n    channels: [line]\n    by: CHN\n    summary: They met.\n    sources:\n      - {source: paper, at: ¶1, credibility: 2}";

    #[test]
    fn what_fmt_writes_is_read_at_once() {
        assert_read(By::Canonical, EVENT);
        for (written, other) in [
            ("date: 2023-11-14", "date: 2023-11"),
            ("[line]", "[line, other]"),
            ("They met.", "At 10:30 they met in the hall of mirrors."),
            ("They met.", "'They met: at last.'"),
            ("at: ¶1", "at: p. 1"),
            ("at: ¶1", "at:  'p'"),
            ("summary: They met.", "summary:  'They met.'"),
            ("They met.", "Élysée, “as ever”"),
            ("at: ¶1", "at: 'p. 1, below'"),
            ("at: ¶1", "at: the second paragraph of the third page"),
            ("credibility: 2}", "credibility: 2}\n      - paper"),
            ("      - {", "    - {"),
            ("    by:", "    # A remark.\n\n    by:"),
            ("kind: contact", "kind: confirmed\n    status: open"),
            ("    by:", "    note: Nobody\n    tags: [a, b c]\n    by:"),
            ("id: call", "id: a-name-of-more-than-sixteen-letters"),
        ] {
            let event = EVENT.replacen(written, other, 1);
            assert_ne!(event, EVENT);
            assert_read(By::Canonical, &event);
        }
    }

    #[test]
    fn what_people_write_otherwise_is_read_line_by_line() {
        for (written, other) in [
            ("kind: contact", "kind: contact "),
            ("kind: contact", "kind: contact\r"),
            ("kind: contact", "kind: contact  # so they say"),
            ("[line]", "\n      - line"),
            (
                "      - {source: paper, at: ¶1, credibility: 2}",
                "      - source: paper\n        at: ¶1",
            ),
        ] {
            let event = EVENT.replacen(written, other, 1);
            assert_ne!(event, EVENT);
            assert_read(By::Lenient, &event);
        }
    }

    #[test]
    fn what_is_wrong_or_rare_is_left_to_the_general_reader() {
        for (written, other) in [
            ("kind: contact", "kind: null"),
            ("[line]", "[none-such]"),
            ("[line]", "[line, line]"),
            ("id: call", "id: -call"),
            ("2023-11-14", "2023-02-30"),
            ("They met.", "They met: at last."),
            ("They met.", "They met\n      and spoke."),
            ("at: ¶1", "at: a[1]"),
            ("at: ¶1", "at: p -"),
            ("at: ¶1", "at: &a p"),
            ("at: ¶1", "at:  &a p"),
            ("They met.", " null"),
            ("They met.", " [They met.]"),
            ("They met.", " - They met."),
            ("at: ¶1", "at: ?x: y"),
            ("at: ¶1", "at: ¶1, at: ¶2"),
            ("credibility: 2", "credibility: 7"),
            ("    by: CHN", "    by: CHN\n    by: CHN"),
            ("    by: CHN", "     by: CHN"),
            (
                "credibility: 2}",
                "credibility: 2}\n      - {source: paper, at: ¶1}",
            ),
        ] {
            let event = EVENT.replacen(written, other, 1);
            assert_ne!(event, EVENT);
            assert_read(By::General, &event);
        }
    }

    #[test]
    fn an_escape_is_left_to_the_other() {
        let article = include_str!("../../../channels.yaml");
        let escaped = article.replacen("summary: The ", "summary: \"\\x54he \" #", 1);
        assert_eq!(left_to_the_other(&escaped).len(), 1);
    }
}
