//! The text of a ledger, shared by all that points into it.

mod origin;
mod paged;
mod patched;
mod revision;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use hashbrown::DefaultHashBuilder;

use super::span::Span;

pub use origin::Origin;
pub(crate) use origin::stands_at;
pub(crate) use paged::Page;
pub(crate) use patched::Patch;
pub(crate) use revision::{Piece, Revision};

use paged::Paged;
use patched::{Old, Patched};

/// The largest text that is held, in bytes.
///
/// Places take four bytes; half of what they can hold is left for texts that do not stand in the
/// file as they are.
pub const LARGEST_TEXT: usize = 2 << 30;

/// The text of a ledger.
///
/// Events keep places in it rather than copies of it. It is kept as bytes that are known to be UTF-8,
/// for they are read and checked in parts, side by side; a part is looked at as text in no time, the
/// whole of a long text in some.
///
/// A ledger may stand in several files: the main one, and those that it includes. They are one text,
/// one behind the other, so that a place is one number wherever it lies; the text knows which file
/// that is.
///
/// Of a long text that has been read [in passing](Self::is_lost), only the beginning is held. Whoever asks for
/// more gets it from where it stands.
#[derive(Clone)]
pub struct Text {
    content: Content,
    /// `None` if nobody has looked for what the ledger includes.
    included: Option<Arc<[Included]>>,
}

/// Where the bytes of a text are.
#[derive(Clone)]
enum Content {
    Held(Arc<Vec<u8>>),
    Paged(Arc<Paged>),
    Patched(Arc<Patched>),
}

/// One of the files of a ledger: the main one, then those that it includes, in the order of their paths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileKey(usize);

impl FileKey {
    /// The file that the ledger is named by.
    pub const MAIN: Self = Self(0);

    /// Its place among the files.
    pub const fn index(self) -> usize {
        self.0
    }
}

/// A file that a ledger includes.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Included {
    path: Box<str>,
    range: Range<usize>,
}

impl Text {
    /// Takes bytes for text that are known to be UTF-8.
    pub(crate) fn of_valid(bytes: Vec<u8>) -> Self {
        Self {
            content: Content::Held(Arc::new(bytes)),
            included: None,
        }
    }

    /// A text of one file that has been read once, page by page, and is known to be UTF-8; its beginning is held.
    pub(crate) fn paged(
        origin: Box<dyn Origin>,
        length: usize,
        head: Vec<u8>,
        pages: Vec<Page>,
        hash: DefaultHashBuilder,
    ) -> Self {
        let paged = Paged::new(origin, length, head, pages, hash);
        Self {
            content: Content::Paged(Arc::new(paged)),
            included: None,
        }
    }

    /// Whether a part was asked for that is not held, and is no longer there as it was.
    ///
    /// The part is empty then, and whatever has been made of the text may be wrong.
    pub fn is_lost(&self) -> bool {
        match &self.content {
            Content::Held(_) => false,
            Content::Paged(paged) => paged.is_lost(),
            Content::Patched(patched) => patched.is_lost(),
        }
    }

    /// Takes bytes for the text of several files that are known to be UTF-8, with one byte between each
    /// two that belongs to neither; the files that are included come with their paths and lengths.
    pub(crate) fn of_valid_files(bytes: Vec<u8>, included: Vec<(Box<str>, usize)>) -> Self {
        let lengths: usize = included.iter().map(|(_, length)| length + 1).sum();
        let mut end = bytes.len().saturating_sub(lengths);
        let included = included.into_iter().map(|(path, length)| {
            let start = end + 1;
            end = start + length;
            Included {
                path,
                range: start..end,
            }
        });
        Self {
            included: Some(included.collect()),
            content: Content::Held(Arc::new(bytes)),
        }
    }

    /// Puts the files of a ledger together: the main one, and those that it includes with their paths, in
    /// the order of these.
    ///
    /// ```
    /// use detente::model::text::{FileKey, Text};
    /// let text = Text::of_files("title: T\n", [("events/2023.yaml", "events:\n")]);
    /// let files: Vec<_> = text.files().map(|file| (text.path(file), text.of(file))).collect();
    /// assert_eq!(files, [(None, "title: T\n"), (Some("events/2023.yaml"), "events:\n")]);
    /// ```
    pub fn of_files<'a>(
        main: &str,
        included: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut bytes = main.as_bytes().to_vec();
        let mut files = Vec::new();
        for (path, text) in included {
            bytes.push(BETWEEN);
            bytes.extend_from_slice(text.as_bytes());
            files.push((path.into(), text.len()));
        }
        Self::of_valid_files(bytes, files)
    }

    /// The same with other texts in the place of some files.
    pub(crate) fn with(&self, mut changed: BTreeMap<FileKey, String>) -> Self {
        let Some(included) = &self.included else {
            return changed
                .remove(&FileKey::MAIN)
                .map_or_else(|| self.clone(), Self::from);
        };
        let of = |file| {
            changed
                .get(&file)
                .map_or_else(|| self.of(file), String::as_str)
        };
        let paths = included.iter().map(|file| &*file.path);
        let texts = self.files().skip(1).map(of);
        Self::of_files(of(FileKey::MAIN), paths.zip(texts))
    }

    /// The same with some parts replaced; `None` unless it is one file and not patched itself.
    pub(crate) fn patched<'p>(&self, patches: impl IntoIterator<Item = Patch<'p>>) -> Option<Self> {
        let old = match &self.content {
            Content::Held(bytes) if self.included().is_empty() => Old::Held(Arc::clone(bytes)),
            Content::Paged(paged) => Old::Paged(Arc::clone(paged)),
            Content::Held(_) | Content::Patched(_) => return None,
        };
        Some(Self {
            content: Content::Patched(Arc::new(Patched::new(old, patches))),
            included: self.included.clone(),
        })
    }

    /// Where it can be read in passing, if it is a text of which some parts were replaced.
    pub(crate) fn origin(&self) -> Option<impl Origin + use<>> {
        match &self.content {
            Content::Patched(patched) => Some(Arc::clone(patched)),
            Content::Held(_) | Content::Paged(_) => None,
        }
    }

    /// What the patches have made of a text of which only the beginning is held.
    pub(crate) fn revision(&self) -> Option<Revision> {
        match &self.content {
            Content::Patched(patched) => patched.revision(),
            Content::Held(_) | Content::Paged(_) => None,
        }
    }

    /// Whether both are one and the same, not only alike.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (&self.content, &other.content) {
            (Content::Held(one), Content::Held(two)) => Arc::ptr_eq(one, two),
            (Content::Paged(one), Content::Paged(two)) => Arc::ptr_eq(one, two),
            (Content::Patched(one), Content::Patched(two)) => Arc::ptr_eq(one, two),
            (Content::Held(_) | Content::Paged(_) | Content::Patched(_), _) => false,
        }
    }

    /// Whether only its beginning is held.
    pub(crate) fn is_paged(&self) -> bool {
        matches!(self.content, Content::Paged(_))
    }

    /// Hands out the bytes of a file, one piece behind the other, for whoever writes them; `false` if
    /// [it is lost](Self::is_lost), and then only some were handed out. A text that is not held is one file.
    ///
    /// # Errors
    ///
    /// That of the one to whom they are handed.
    pub(crate) fn hand_out<E>(
        &self,
        file: FileKey,
        mut to: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<bool, E> {
        match &self.content {
            Content::Held(_) => to(self.bytes_of(file)).map(|()| true),
            Content::Paged(paged) => paged.hand_out(0..paged.len(), to),
            Content::Patched(patched) => patched.hand_out(to),
        }
    }

    /// Whether just the text of a file stands at an origin; a text that is not held is one file.
    pub(crate) fn stands_at(&self, file: FileKey, origin: &dyn Origin) -> bool {
        match &self.content {
            Content::Paged(paged) => paged.stands_at(origin),
            Content::Held(_) | Content::Patched(_) => stands_at(self.bytes_of(file), origin),
        }
    }

    /// The text of all files, one behind the other.
    ///
    /// ```
    /// use detente::model::text::Text;
    /// assert_eq!(Text::from("title: T\n").as_str(), "title: T\n");
    /// ```
    pub fn as_str(&self) -> &str {
        self.get(0..self.len())
    }

    /// The text at a place; empty if the place cuts a character or lies outside.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.range())
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        match &self.content {
            Content::Held(bytes) => bytes.len(),
            Content::Paged(paged) => paged.len(),
            Content::Patched(patched) => patched.len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its files, the main one first.
    pub fn files(&self) -> impl DoubleEndedIterator<Item = FileKey> + ExactSizeIterator + use<> {
        let count = self.included().len() + 1;
        (0..count).map(FileKey)
    }

    /// The text of a file; empty if there is no such file.
    pub fn of(&self, file: FileKey) -> &str {
        self.get(self.range(file))
    }

    /// The bytes of a file, which are its text, for whoever only keeps or compares them.
    pub fn bytes_of(&self, file: FileKey) -> &[u8] {
        self.part(self.range(file))
    }

    /// The path by which a file that the ledger includes is shown; the main file is called by whatever name
    /// it was asked for.
    pub fn path(&self, file: FileKey) -> Option<&str> {
        let index = file.0.checked_sub(1)?;
        self.included().get(index).map(|file| &*file.path)
    }

    /// Where a file stands in the whole.
    pub fn range(&self, file: FileKey) -> Range<usize> {
        match file.0.checked_sub(1) {
            None => {
                0..self
                    .included()
                    .first()
                    .map_or(self.len(), |first| first.range.start - 1)
            }
            Some(index) => self
                .included()
                .get(index)
                .map_or(0..0, |file| file.range.clone()),
        }
    }

    /// The file in which a place lies.
    pub fn file_at(&self, offset: u32) -> FileKey {
        let begins = |file: &Included| file.range.start <= offset as usize;
        FileKey(self.included().partition_point(begins))
    }

    /// Whether somebody has looked for what the ledger includes, be it nothing.
    pub(crate) fn knows_its_files(&self) -> bool {
        self.included.is_some()
    }

    fn included(&self) -> &[Included] {
        self.included.as_deref().unwrap_or_default()
    }

    /// All bytes of all files, which are held from then on.
    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Held(bytes) => bytes,
            Content::Paged(paged) => paged.whole(),
            Content::Patched(patched) => patched.whole(),
        }
    }

    /// The bytes in a range; none if it goes beyond the end.
    pub(crate) fn part(&self, range: Range<usize>) -> &[u8] {
        let part = match &self.content {
            Content::Held(bytes) => bytes.get(range),
            Content::Paged(paged) => paged.get(range),
            Content::Patched(patched) => patched.get(range),
        };
        part.unwrap_or_default()
    }

    /// The pieces in which the text is best looked at, so that no more of it is held than is asked for; each lies
    /// in one file and begins with a line.
    pub(crate) fn pieces(&self) -> usize {
        match &self.content {
            Content::Held(_) | Content::Patched(_) => self.files().len(),
            Content::Paged(paged) => paged.pieces(),
        }
    }

    /// The piece in which a place lies.
    pub(crate) fn piece_at(&self, place: usize) -> usize {
        match &self.content {
            Content::Held(_) | Content::Patched(_) => {
                self.file_at(u32::try_from(place).unwrap_or(u32::MAX)).0
            }
            Content::Paged(paged) => paged.piece_at(place),
        }
    }

    /// Where a piece stands in the whole.
    pub(crate) fn piece(&self, piece: usize) -> Range<usize> {
        match &self.content {
            Content::Held(_) | Content::Patched(_) => self.range(FileKey(piece)),
            Content::Paged(paged) => paged.piece(piece),
        }
    }

    /// The text of a piece, of which nothing is held for that.
    pub(crate) fn copy_of(&self, piece: usize) -> String {
        let bytes = match &self.content {
            Content::Held(_) | Content::Patched(_) => self.part(self.piece(piece)).to_vec(),
            Content::Paged(paged) => paged.copy_of(piece),
        };
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// How many lines of its file stand above a piece.
    pub(crate) fn lines_above(&self, piece: usize) -> usize {
        match &self.content {
            Content::Held(_) | Content::Patched(_) => 0,
            Content::Paged(paged) => paged.lines_above(piece),
        }
    }

    /// The bytes before a place, from the beginning of some line on that is no later than its own.
    pub(crate) fn before(&self, place: usize) -> &[u8] {
        match &self.content {
            Content::Held(bytes) => bytes.get(..place).unwrap_or_default(),
            Content::Paged(paged) => paged.before(place),
            Content::Patched(patched) => patched.before(place),
        }
    }

    pub(crate) fn get(&self, range: Range<usize>) -> &str {
        std::str::from_utf8(self.part(range)).unwrap_or_default()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.included == other.included && self.bytes() == other.bytes()
    }
}

impl Eq for Text {}

/// What stands between two files, so that the lines of one never run into those of another.
pub(crate) const BETWEEN: u8 = b'\n';

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::of_valid(text.as_bytes().to_vec())
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::of_valid(text.into_bytes())
    }
}

impl From<&Self> for Text {
    fn from(text: &Self) -> Self {
        text.clone()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Text({} bytes in {} files)",
            self.len(),
            self.files().len()
        )
    }
}
