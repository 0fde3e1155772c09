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
use super::lines::{Behind, Line, Lines};

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
        let whole = self.text.bytes();
        let mut packer = Packer::new(self.text, self.tables, self.hash);
        let mut problems = Problems::default();
        let mut count = 0;
        let mut told = part.start;
        let mut lines = Lines::new(whole, part.start, part.end);
        let mut next = lines.next();
        let mut stopped = None;
        while let Some(line) = next {
            let from = line.start(whole);
            if !line.is_entry(self.dash) {
                stopped = Some(from);
                break;
            }
            if let Some(Behind(behind)) = self.regular(line, &mut lines, &mut packer) {
                next = behind;
            } else {
                Behind(next) = self.behind(&mut lines);
                let to = next.map_or(part.end, |next| next.start(whole));
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
                self.progress.add(from - told);
                told = from;
            }
            make_room(&mut packer, count, part, from);
        }
        Stretch {
            packed: packer.finish(),
            problems,
            stopped,
        }
    }

    /// Reads the entry that begins on a line, if it is regular; gives back what stands behind it.
    pub(super) fn regular<'t>(
        &self,
        first: Line<'t>,
        lines: &mut Lines<'t>,
        packer: &mut Packer<'_>,
    ) -> Option<Behind<'t>> {
        let whole = self.text.bytes();
        event(first, lines, whole, self.dash, packer)
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
        let whole = self.text.bytes();
        let Behind(behind) = self.behind(&mut lines.clone());
        let end = behind.map_or(lines.end(), |behind| behind.start(whole));
        memchr::memchr(b'#', whole.get(first.start(whole)..end)?)?;
        let mut cut = lines.starting_at(first.start(whole)).without_remarks();
        let first = cut.next()?;
        event(first, &mut cut, whole, self.dash, packer)?;
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
        let entry = lines.find(|line| line.is_entry(dash));
        cuts.extend(entry.map(|line| line.start(text.bytes())));
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
