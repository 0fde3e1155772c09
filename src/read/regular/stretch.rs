//! A stretch of the list of events: each entry by itself, the regular ones here, the others by the
//! general reader.

use std::ops::Range;

use crate::model::progress::Progress;
use crate::model::text::Text;
use crate::read::diagnostic::Problems;
use crate::read::parts::read_item;
use crate::read::raw::{Entry, RawEvent};
use crate::read::resolve::{IdHash, PackedSegment, Packer, Tables, pack};
use crate::read::tree::Node;

use super::event::event;
use super::lines::{Line, Lines};

/// After how many entries those who watch hear of it; to tell each would take longer than to read it.
const TELL_EVERY: usize = 1024;

/// What came of a stretch.
pub(in crate::read) struct Stretch {
    pub(super) packed: PackedSegment,
    pub(super) problems: Problems,
    /// Where the line begins at which reading entry by entry came to its end, if it did.
    pub(super) stopped: Option<usize>,
}

/// How entries are read, wherever they stand.
pub(super) struct Reading<'r> {
    pub(super) text: &'r Text,
    pub(super) tables: &'r Tables,
    pub(super) hash: &'r IdHash,
    /// The column of the dashes before entries.
    pub(super) dash: usize,
    /// Where the file ends.
    pub(super) end: usize,
    pub(super) progress: &'r Progress,
}

impl Reading<'_> {
    /// Reads the entries whose dashes stand in a part of the text.
    pub(super) fn stretch(&self, part: &Range<usize>) -> Stretch {
        let mut packer = Packer::new(self.text, self.tables, self.hash);
        let mut problems = Problems::default();
        let mut count = 0;
        let mut told = part.start;
        let mut lines = Lines::new(self.text.bytes(), part.start, part.end);
        let mut stopped = None;
        while let Some(line) = lines.peek() {
            if !line.is_entry(self.dash) {
                stopped = Some(line.start());
                break;
            }
            if let Some(behind) = self.regular(line, &lines, &mut packer) {
                lines = behind;
            } else {
                let from = line.start();
                lines.pass(&line);
                let to = end_of_entry(&mut lines, self.dash, part.end);
                let Some(node) = self.read_alone(from, to) else {
                    stopped = Some(from);
                    break;
                };
                let span = node.span;
                let Entry { raw, sound } = Entry::<RawEvent>::read(node, &mut problems);
                if sound {
                    pack(raw, self.text, &mut packer);
                } else {
                    packer.broken(span, raw);
                }
            }
            count += 1;
            if count % TELL_EVERY == 0 {
                self.progress.add(line.start() - told);
                told = line.start();
            }
            make_room(&mut packer, count, part, line.start());
        }
        Stretch {
            packed: packer.finish(),
            problems,
            stopped,
        }
    }

    /// Reads the entry that begins on a line, the next one, if it is regular, and gives back the lines behind
    /// it.
    pub(super) fn regular<'t>(
        &self,
        first: Line<'t>,
        lines: &Lines<'t>,
        packer: &mut Packer<'_>,
    ) -> Option<Lines<'t>> {
        let whole = self.text.bytes();
        let mut ahead = lines.clone();
        if event(first, &mut ahead, whole, self.dash, packer).is_some() {
            return Some(ahead);
        }
        // Up to where it was declined, it may only have comments behind its values.
        let declined = whole.get(first.start()..ahead.at()).unwrap_or_default();
        memchr::memchr(b'#', declined)?;
        let mut ahead = lines.without_remarks(true);
        let first = ahead.peek()?;
        event(first, &mut ahead, whole, self.dash, packer)?;
        Some(ahead.without_remarks(false))
    }

    /// Reads the entry between two lines by the general reader.
    ///
    /// The dash of the next one is shown to it too: where a text below a `|` ends depends on what follows.
    fn read_alone(&self, from: usize, to: usize) -> Option<Node> {
        let bytes = self.text.bytes().get(..self.end)?;
        let behind = bytes.get(to..)?;
        let dash = to + behind.iter().take_while(|byte| **byte == b' ').count();
        if behind.is_empty() || bytes.get(dash) == Some(&b'-') {
            let end = bytes.len().min(dash + 1);
            return read_item(self.text.get(from..end), from, dash);
        }
        let mut alone = self.text.get(from..to).to_owned();
        alone.extend(std::iter::repeat_n(' ', self.dash).chain(['-']));
        read_item(&alone, from, to)
    }
}

/// Cuts a part of the text into about so many, each of which begins with an entry whose dash stands in a
/// column.
pub(super) fn cut(
    text: &Text,
    dash: usize,
    part: &Range<usize>,
    pieces: usize,
) -> Vec<Range<usize>> {
    let mut cuts = vec![part.start];
    for piece in 1..pieces {
        let about = part.start + part.len() / pieces * piece;
        let behind = memchr::memchr(b'\n', &text.bytes()[about..part.end]);
        let Some(line_end) = behind else { continue };
        let mut lines = Lines::new(text.bytes(), about + line_end + 1, part.end);
        let entry = std::iter::from_fn(|| {
            let line = lines.peek()?;
            lines.pass(&line);
            Some(line)
        })
        .find(|line| line.is_entry(dash));
        cuts.extend(entry.map(|line| line.start()));
    }
    cuts.dedup();
    let ends = cuts.iter().copied().skip(1).chain([part.end]);
    cuts.iter()
        .copied()
        .zip(ends)
        .map(|(from, to)| from..to)
        .collect()
}

impl Stretch {
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

/// Where the entry ends of which the first line has been passed.
fn end_of_entry(lines: &mut Lines<'_>, dash: usize, end: usize) -> usize {
    while let Some(line) = lines.peek() {
        if line.indent <= dash {
            return line.start();
        }
        lines.pass(&line);
    }
    end
}

/// Makes room for the rest of a long stretch at once, by the length of its first entries: to move it
/// whenever it has outgrown its place would cost more than to read it.
fn make_room(packer: &mut Packer<'_>, count: usize, part: &Range<usize>, at: usize) {
    const SAMPLE: usize = 256;
    if count != SAMPLE {
        return;
    }
    let per_entry = ((at - part.start) / SAMPLE).max(1);
    // A twentieth more, for entries are not all alike.
    packer.make_room(part.len() / per_entry / 20 * 21);
}
