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
mod list;
mod passing;
mod scalar;
mod section;
mod stretch;

use std::ops::Range;

use crate::model::events::IdHash;
use crate::model::progress::Progress;
use crate::model::span::Span;
use crate::model::text::{FileKey, Text};

use super::code::Code;
use super::diagnostic::{Diagnostic, Problems};
use super::parts::{read_file, read_on};
use super::portion::Portion;
use super::raw::{Entry, Frame};
use super::resolve::{PackedRuns, Packer, Tables, pack};
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
        match &self.events {
            Some(EventList { dash, part, .. }) => cut(text, *dash, part),
            None => Vec::new(),
        }
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
        packed: &mut PackedRuns,
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
    packed: &mut PackedRuns,
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
    packed.push(packer.finish());
}

#[cfg(test)]
mod tests;
