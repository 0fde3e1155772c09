//! A stretch of the list of events: each entry by itself, the regular ones here, the others by the
//! general reader.

use std::ops::{ControlFlow, Range};

use crate::model::parallel;
use crate::model::progress::Progress;
use crate::model::text::Text;
use crate::read::diagnostic::Problems;
use crate::read::parts::read_item;
use crate::read::portion::Portion;
use crate::read::raw::{Entry, RawEvent};
use crate::read::resolve::{PackedRun, Packer, pack};
use crate::read::tree::Node;

use super::lines::{Behind, Line, Lines};
use super::{canonical, lenient};

/// After how many entries those who watch hear of it; to tell each would take longer than to read it.
const TELL_EVERY: usize = 1024;

/// What came of a stretch.
pub(in crate::read) struct Stretch {
    pub(super) packed: PackedRun,
    pub(super) problems: Problems,
    /// Where the line begins at which reading entry by entry came to its end, if it did.
    pub(super) stopped: Option<usize>,
}

/// What has come of a stretch so far.
pub(super) struct Begun<'t> {
    pub(super) packer: Packer<'t>,
    problems: Problems,
    /// How many entries have been read.
    count: usize,
    /// How many bytes the whole stretch has, and how many have been read.
    length: usize,
    read: usize,
}

/// How entries are read, wherever they stand.
pub(super) struct Reading<'r> {
    pub(super) portion: Portion<'r>,
    /// The column of the dashes before entries.
    pub(super) dash: usize,
    /// Where the file ends in the portion, or what is at hand of it.
    pub(super) end: usize,
    pub(super) progress: &'r Progress,
}

impl<'t> Begun<'t> {
    /// Begins a stretch of so many bytes.
    pub(super) fn new(packer: Packer<'t>, length: usize) -> Self {
        Self {
            packer,
            problems: Problems::default(),
            count: 0,
            length,
            read: 0,
        }
    }

    /// Ends it, perhaps because reading entry by entry came to its end where a line begins.
    pub(super) fn end(self, stopped: Option<usize>) -> Stretch {
        Stretch {
            packed: self.packer.finish(),
            problems: self.problems,
            stopped,
        }
    }

    /// Makes room for the rest of a long stretch at once, by the length of its first entries: to move it
    /// whenever it has outgrown its place would cost more than to read it.
    fn make_room(&mut self, read: usize) {
        const SAMPLE: usize = 256;
        if self.count != SAMPLE {
            return;
        }
        let per_entry = (read / SAMPLE).max(1);
        // A twentieth more, for entries are not all alike.
        self.packer
            .make_room(self.length / per_entry / 20 * 21, self.length);
    }
}

impl Reading<'_> {
    /// Reads the entries whose dashes stand in a part of the portion; where that comes to its end before, it
    /// says where in the portion the line begins.
    pub(super) fn entries(&self, part: &Range<usize>, begun: &mut Begun<'_>) -> Option<usize> {
        let mut told = part.start;
        let mut at = part.start;
        while at < part.end {
            let from = at;
            let packer = &mut begun.packer;
            at = match canonical::event(self.portion, part.end, from, self.dash, packer) {
                Some(behind) => behind,
                None => match self.entry(from, part.end, begun) {
                    ControlFlow::Continue(behind) => behind,
                    ControlFlow::Break(stopped) => return Some(stopped),
                },
            };
            begun.count += 1;
            if begun.count.is_multiple_of(TELL_EVERY) {
                self.progress.add(from - told);
                told = from;
            }
            begun.make_room(begun.read + from - part.start);
        }
        begun.read += part.len();
        self.progress.add(part.end - told);
        None
    }

    /// Reads the first entry from a place on, however it is written, and says where the line behind it begins;
    /// it breaks off at a line that begins none, or one that cannot be read by itself.
    #[inline(never)]
    fn entry(&self, from: usize, end: usize, begun: &mut Begun<'_>) -> ControlFlow<usize, usize> {
        let bytes = self.portion.bytes;
        let mut lines = Lines::new(bytes, from, end);
        let Some(line) = lines.next() else {
            return ControlFlow::Continue(end);
        };
        let from = line.start(bytes);
        if !line.is_entry(self.dash) {
            return ControlFlow::Break(from);
        }
        if let Some(Behind(next)) = self.regular(line, &mut lines, &mut begun.packer) {
            return ControlFlow::Continue(next.map_or(end, |next| next.start(bytes)));
        }
        let Behind(next) = self.behind(&mut lines);
        let behind = next.map_or(end, |next| next.start(bytes));
        let Some(node) = self.read_alone(from, behind) else {
            return ControlFlow::Break(from);
        };
        let span = node.span;
        let Entry { raw, sound } = Entry::<RawEvent>::read(node, &mut begun.problems);
        if sound {
            pack(raw, self.portion, &mut begun.packer);
        } else {
            begun.packer.broken(span, raw);
        }
        ControlFlow::Continue(behind)
    }

    /// Reads the entry that begins on a line, if it is regular; gives back what stands behind it.
    pub(super) fn regular<'t>(
        &self,
        first: Line<'t>,
        lines: &mut Lines<'t>,
        packer: &mut Packer<'_>,
    ) -> Option<Behind<'t>> {
        lenient::event(first, lines, self.portion, self.dash, packer)
            .or_else(|| self.with_remarks(first, lines, packer))
    }

    /// The same, where comments may stand behind values.
    #[cold]
    fn with_remarks<'t>(
        &self,
        first: Line<'t>,
        lines: &mut Lines<'t>,
        packer: &mut Packer<'_>,
    ) -> Option<Behind<'t>> {
        let bytes = self.portion.bytes;
        let Behind(behind) = self.behind(&mut lines.clone());
        let end = behind.map_or(lines.end(), |behind| behind.start(bytes));
        memchr::memchr(b'#', bytes.get(first.start(bytes)..end)?)?;
        let mut cut = lines.starting_at(first.start(bytes)).without_remarks();
        let first = cut.next()?;
        lenient::event(first, &mut cut, self.portion, self.dash, packer)?;
        *lines = lines.starting_at(end);
        Some(Behind(lines.next()))
    }

    /// What stands behind an entry of which the first line has been passed.
    fn behind<'t>(&self, lines: &mut Lines<'t>) -> Behind<'t> {
        Behind(lines.find(|line| line.indent <= self.dash))
    }

    /// Reads the entry between two lines by the general reader.
    ///
    /// The dash of the next one is shown to it too: where a text below a `|` ends depends on what follows.
    fn read_alone(&self, from: usize, to: usize) -> Option<Node> {
        let Portion { bytes, start } = self.portion;
        let bytes = bytes.get(..self.end)?;
        let text = |part| std::str::from_utf8(part).unwrap_or_default();
        let behind = bytes.get(to..)?;
        let dash = to + behind.iter().take_while(|byte| **byte == b' ').count();
        if behind.is_empty() || bytes.get(dash) == Some(&b'-') {
            let end = bytes.len().min(dash + 1);
            return read_item(text(&bytes[from..end]), start + from, start + dash);
        }
        let mut alone = text(&bytes[from..to]).to_owned();
        alone.extend(std::iter::repeat_n(' ', self.dash).chain(['-']));
        read_item(&alone, start + from, start + to)
    }
}

/// Cuts a part of the text into parts that are read side by side, each of which begins with an entry whose dash stands
/// in a column.
pub(super) fn cut(text: &Text, dash: usize, part: &Range<usize>) -> Vec<Range<usize>> {
    /// What is read sooner than a thread starts.
    const SHORT: usize = if cfg!(fuzzing) { 128 } else { 256 * 1024 };
    let mut cuts = vec![part.start];
    for about in parallel::cuts(part.len(), SHORT) {
        let about = part.start + about;
        let entry = first_entry(&text.bytes()[about..part.end], dash);
        cuts.extend(entry.map(|place| about + place));
    }
    parts(cuts, part.end)
}

/// The parts that begin at some places in their order, to an end.
pub(super) fn parts(mut cuts: Vec<usize>, end: usize) -> Vec<Range<usize>> {
    cuts.dedup();
    let ends = cuts.iter().copied().skip(1).chain([end]);
    let starts = cuts.iter().copied();
    starts.zip(ends).map(|(from, to)| from..to).collect()
}

/// Where the line of the first entry begins behind a line end that has its dash in a column.
pub(super) fn first_entry(bytes: &[u8], dash: usize) -> Option<usize> {
    let line_end = memchr::memchr(b'\n', bytes)?;
    let mut lines = Lines::new(bytes, line_end + 1, bytes.len());
    let entry = lines.find(|line| line.is_entry(dash))?;
    Some(entry.start(bytes))
}

impl Stretch {
    /// What was read, if it was read to its end and not too much is to be said of it.
    pub(in crate::read) fn into_run(self, problems: &mut Problems) -> Option<PackedRun> {
        if self.stopped.is_some() || self.problems.are_too_many() {
            return None;
        }
        problems.append(self.problems);
        (!problems.are_too_many()).then_some(self.packed)
    }

    /// Takes the last entry back, and says where the line of its dash begins; `None` if there is none.
    pub(super) fn retract(&mut self, text: &Text) -> Option<usize> {
        let last = self.packed.retract()?;
        self.problems.retract(last.start);
        let mut before = text.bytes().get(..last.start as usize)?;
        // The dash may stand on a line of its own, with comments below it.
        loop {
            let line = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
            let begin = before[line..].iter().find(|byte| **byte != b' ');
            if begin == Some(&b'-') || line == 0 {
                return Some(line);
            }
            before = &before[..line - 1];
        }
    }
}
