//! A text of which only the beginning is held; the rest is read again where somebody asks for it.

use std::convert::Infallible;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use hashbrown::DefaultHashBuilder;

use crate::model::parallel;

use super::origin::Origin;

/// A text that has been read once, page by page.
///
/// To keep millions of events' text costs more time than to read it, for memory must be found and cleared; and
/// most questions ask for none of it. What somebody does ask for is read again, and compared by its hash with
/// what was there before: an origin that has changed meanwhile is found out, and then
/// [nothing](Self::is_lost) that was said on this text may be believed.
pub(crate) struct Paged {
    origin: Box<dyn Origin>,
    length: usize,
    head: Vec<u8>,
    pages: Vec<Page>,
    whole: OnceLock<Vec<u8>>,
    /// How many lines stand above each page.
    lines_above: OnceLock<Vec<usize>>,
    hash: DefaultHashBuilder,
    is_lost: AtomicBool,
}

/// How many pages are compared in one piece of work.
const HANDFUL: usize = 16;

/// A part of the text behind its head that begins with a line.
pub(crate) struct Page {
    start: usize,
    hash: u64,
    bytes: OnceLock<Vec<u8>>,
}

impl Page {
    /// The page with these bytes, which stand at a place.
    pub(crate) fn new(start: usize, bytes: &[u8], hash: &DefaultHashBuilder) -> Self {
        Self {
            start,
            hash: hash.hash_one(bytes),
            bytes: OnceLock::new(),
        }
    }

    /// Where it begins.
    pub(crate) const fn start(&self) -> usize {
        self.start
    }

    /// The same page in a text in which it begins elsewhere.
    fn beginning_at(&self, start: usize) -> Self {
        Self {
            start,
            hash: self.hash,
            bytes: OnceLock::new(),
        }
    }
}

impl Paged {
    /// A text that begins with its head, behind which its pages follow without a gap.
    pub(super) fn new(
        origin: Box<dyn Origin>,
        length: usize,
        head: Vec<u8>,
        pages: Vec<Page>,
        hash: DefaultHashBuilder,
    ) -> Self {
        Self {
            origin,
            length,
            head,
            pages,
            whole: OnceLock::new(),
            lines_above: OnceLock::new(),
            hash,
            is_lost: AtomicBool::new(false),
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.length
    }

    /// Whether something was asked for that is no longer as it was.
    pub(super) fn is_lost(&self) -> bool {
        self.is_lost.load(Ordering::Relaxed)
    }

    pub(super) fn whole(&self) -> &[u8] {
        self.whole.get_or_init(|| {
            let mut whole = vec![0; self.length];
            let is_read = self.origin.read(0, &mut whole);
            let is_same = is_read
                && whole.starts_with(&self.head)
                && (0..self.pages.len()).all(|page| {
                    whole
                        .get(self.range(page))
                        .is_some_and(|bytes| self.is_page(page, bytes))
                });
            if is_same {
                return whole;
            }
            self.is_lost.store(true, Ordering::Relaxed);
            // As long as it was, for whoever looks at a place that was in it.
            vec![b'\n'; self.length]
        })
    }

    /// The bytes in a range; `None` if it goes beyond the end.
    pub(super) fn get(&self, range: Range<usize>) -> Option<&[u8]> {
        match self.held(range.clone()) {
            Some(bytes) => Some(bytes),
            None => self.whole().get(range),
        }
    }

    /// The bytes in a range that lies in the head or in one page, which is held from then on.
    pub(super) fn held(&self, range: Range<usize>) -> Option<&[u8]> {
        if range.end <= self.head.len() {
            return self.head.get(range);
        }
        if let Some(bytes) = self.origin.held(range.clone()) {
            return Some(bytes);
        }
        if let Some(whole) = self.whole.get() {
            return whole.get(range);
        }
        let page = self.page_of(&range)?;
        let start = self.pages[page].start;
        self.page(page).get(range.start - start..range.end - start)
    }

    /// Fills the room with the bytes from a place on; `false` if they are no longer as they were, or it goes beyond the
    /// end.
    pub(super) fn read(&self, place: usize, room: &mut [u8]) -> bool {
        let mut filled = 0;
        let is_same = self.hand_out(place..place + room.len(), |bytes| {
            room[filled..filled + bytes.len()].copy_from_slice(bytes);
            filled += bytes.len();
            Ok::<(), Infallible>(())
        });
        is_same == Ok(true) && filled == room.len()
    }

    /// Hands out the bytes in a range, page by page, and keeps none; `false` if they are no longer as they were,
    /// and then only some were handed out.
    pub(super) fn hand_out<E>(
        &self,
        range: Range<usize>,
        mut to: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<bool, E> {
        let in_head = range.start..range.end.min(self.head.len());
        to(self.head.get(in_head).unwrap_or_default())?;
        let mut room = Vec::new();
        let first = self.piece_at(range.start).saturating_sub(1);
        for page in first..self.pages.len() {
            let place = self.range(page);
            if place.start >= range.end {
                break;
            }
            if !self.fill(page, &mut room) {
                self.is_lost.store(true, Ordering::Relaxed);
                return Ok(false);
            }
            let from = range.start.saturating_sub(place.start);
            let end = range.end.min(place.end) - place.start;
            to(room.get(from..end).unwrap_or_default())?;
        }
        Ok(true)
    }

    /// Whether another place holds just this text.
    pub(super) fn stands_at(&self, other: &dyn Origin) -> bool {
        let mut head = vec![0; self.head.len()];
        if other.length() != self.length || !other.read(0, &mut head) || head != self.head {
            return false;
        }
        let pages: Vec<usize> = (0..self.pages.len()).collect();
        let pieces: Vec<&[usize]> = pages.chunks(HANDFUL).collect();
        let are_same = parallel::map(&pieces, |pages| {
            let mut room = Vec::new();
            pages.iter().all(|page| {
                let range = self.range(*page);
                room.resize(range.len(), 0);
                other.read(range.start, &mut room) && self.is_page(*page, &room)
            })
        });
        are_same.into_iter().all(|same| same)
    }

    /// The bytes before a place, from where its page begins, or else the text.
    pub(super) fn before(&self, place: usize) -> &[u8] {
        let page = self.page_of(&(place..place));
        let start = page.map_or(0, |page| self.pages[page].start);
        self.get(start..place).unwrap_or_default()
    }

    /// How pages are hashed.
    pub(super) const fn hash(&self) -> &DefaultHashBuilder {
        &self.hash
    }

    /// Where the pages stand, in their order.
    pub(super) fn page_ranges(&self) -> impl Iterator<Item = Range<usize>> {
        (0..self.pages.len()).map(|page| self.range(page))
    }

    /// The pages in a stretch of the text, which begins with one and ends with one, in a text in which the stretch
    /// begins elsewhere.
    pub(super) fn pages_in(&self, stretch: &Range<usize>, start: usize) -> Vec<Page> {
        let pages = self.pages.iter();
        let in_stretch = pages.filter(|page| stretch.contains(&page.start));
        let moved = |page: &Page| page.beginning_at(page.start - stretch.start + start);
        in_stretch.map(moved).collect()
    }

    /// The head and the pages.
    pub(super) fn pieces(&self) -> usize {
        self.pages.len() + 1
    }

    pub(super) fn piece_at(&self, place: usize) -> usize {
        self.pages.partition_point(|page| page.start <= place)
    }

    pub(super) fn piece(&self, piece: usize) -> Range<usize> {
        piece
            .checked_sub(1)
            .map_or(0..self.head.len(), |page| self.range(page))
    }

    /// How many lines end above a piece. All pages are read for that, and none is kept.
    pub(super) fn lines_above(&self, piece: usize) -> usize {
        if piece == 0 {
            return 0;
        }
        let above = self.lines_above.get_or_init(|| {
            let pages: Vec<usize> = (0..self.pages.len()).collect();
            let of_pages = parallel::map_many(&pages, |page| self.line_ends(*page));
            let mut above = line_ends(&self.head);
            let before = |lines| {
                let before = above;
                above += lines;
                before
            };
            of_pages.into_iter().map(before).collect()
        });
        above.get(piece - 1).copied().unwrap_or_default()
    }

    fn line_ends(&self, page: usize) -> usize {
        let mut bytes = Vec::new();
        if self.fill(page, &mut bytes) {
            return line_ends(&bytes);
        }
        self.is_lost.store(true, Ordering::Relaxed);
        0
    }

    /// The page in which all of a range lies.
    fn page_of(&self, range: &Range<usize>) -> Option<usize> {
        let behind = self.pages.partition_point(|page| page.start <= range.start);
        let page = behind.checked_sub(1)?;
        (range.end <= self.range(page).end).then_some(page)
    }

    fn range(&self, page: usize) -> Range<usize> {
        let end = self
            .pages
            .get(page + 1)
            .map_or(self.length, |next| next.start);
        self.pages[page].start..end
    }

    /// The bytes of a piece, of which none are held for that; none if they are no longer as they were.
    pub(super) fn copy_of(&self, piece: usize) -> Vec<u8> {
        let Some(page) = piece.checked_sub(1) else {
            return self.head.clone();
        };
        let mut bytes = Vec::new();
        let is_same = self.fill(page, &mut bytes);
        self.kept(bytes, is_same)
    }

    fn page(&self, page: usize) -> &[u8] {
        self.pages[page].bytes.get_or_init(|| {
            let mut bytes = Vec::new();
            let is_same = self.fill(page, &mut bytes);
            self.kept(bytes, is_same)
        })
    }

    /// Reads a page; `false` if it is no longer as it was.
    fn fill(&self, page: usize, room: &mut Vec<u8>) -> bool {
        let range = self.range(page);
        room.resize(range.len(), 0);
        self.origin.read(range.start, room) && self.is_page(page, room)
    }

    fn is_page(&self, page: usize, bytes: &[u8]) -> bool {
        self.pages[page].hash == self.hash.hash_one(bytes)
    }

    /// What is kept of bytes: nothing, unless they are the same as before.
    fn kept(&self, bytes: Vec<u8>, are_same: bool) -> Vec<u8> {
        if are_same {
            return bytes;
        }
        self.is_lost.store(true, Ordering::Relaxed);
        Vec::new()
    }
}

/// How many lines end in some bytes, in which they end with `\n` alone.
fn line_ends(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line for the head, and one for each page.
    const BEFORE: &str = "head\none\ntwo\nthree\n";

    /// That text as it was read, where something else stands by now.
    fn read_before(now: &str) -> Paged {
        let hash = DefaultHashBuilder::default();
        let mut start = 0;
        let mut pages = BEFORE.split_inclusive('\n').map(|line| {
            start += line.len();
            (line, Page::new(start - line.len(), line.as_bytes(), &hash))
        });
        let head = pages.next().map(|(line, _)| line.into());
        let pages = pages.map(|(_, page)| page).collect();
        let origin = Box::new(now.as_bytes().to_vec());
        Paged::new(origin, BEFORE.len(), head.unwrap_or_default(), pages, hash)
    }

    #[test]
    fn a_page_that_is_no_longer_as_it_was_is_missed_by_whoever_asks_for_it() {
        let after = BEFORE.replace("two", "TWO");
        let asks: [fn(&Paged) -> bool; 6] = [
            |paged| paged.whole().starts_with(b"head\none\ntwo\n"),
            |paged| paged.get(10..12) == Some(b"wo"),
            |paged| paged.copy_of(2) == b"two\n",
            |paged| paged.lines_above(3) == 3,
            |paged| paged.read(8, &mut [0; 4]),
            |paged| paged.hand_out(0..19, |_| Ok::<_, ()>(())) == Ok(true),
        ];
        for (place, ask) in asks.iter().enumerate() {
            let paged = read_before(BEFORE);
            assert!(ask(&paged) && !paged.is_lost(), "{place}");
            let paged = read_before(&after);
            assert!(!ask(&paged) && paged.is_lost(), "{place}");
        }
        // Nobody has asked for it.
        let paged = read_before(&after);
        assert!(paged.get(5..8) == Some(b"one") && !paged.is_lost());
    }

    #[test]
    fn a_text_stands_only_where_each_of_its_bytes_does() {
        let paged = read_before(BEFORE);
        let stands_at = |text: &str| paged.stands_at(&text.as_bytes().to_vec());
        assert!(stands_at(BEFORE));
        for (part, other) in [("head", "HEAD"), ("one", "ONE"), ("three", "threE")] {
            assert!(!stands_at(&BEFORE.replace(part, other)), "{part}");
        }
        assert!(!stands_at(BEFORE.trim_end()) && !stands_at(&(BEFORE.to_owned() + "\n")));
    }
}
