//! From places in the whole text of a ledger to lines and columns of its files.

use std::cell::OnceCell;
use std::ops::Range;

use crate::model::span::Span;
use crate::model::text::{FileKey, Text};
use crate::read::source_map::SourceMap;

use super::inert::inert;

/// The files of a ledger, of which each piece is mapped when the first place in it is asked for.
pub(super) struct Atlas<'t> {
    text: &'t Text,
    names: Vec<String>,
    pieces: Vec<OnceCell<SourceMap<'t>>>,
    /// Whole files, for places that no piece holds.
    files: Vec<OnceCell<SourceMap<'t>>>,
}

/// A place in one of the files.
pub(super) struct Place<'a, 't> {
    /// The file's name.
    pub(super) name: &'a str,
    pub(super) map: &'a SourceMap<'t>,
    /// The place in the text that is mapped.
    pub(super) span: Span,
    /// The place in the file.
    pub(super) in_file: Span,
}

impl<'t> Atlas<'t> {
    /// The files of a text, of which the main one goes by a name; none of the names does anything to a
    /// terminal.
    pub(super) fn new(name: &str, text: &'t Text) -> Self {
        let mut atlas = Self::bare(name, text);
        for name in &mut atlas.names {
            *name = inert(name).into_owned();
        }
        atlas
    }

    /// The same with names as they are, for programs.
    pub(super) fn bare(name: &str, text: &'t Text) -> Self {
        let names = text
            .files()
            .map(|file| text.path(file).unwrap_or(name).to_owned());
        Self {
            text,
            names: names.collect(),
            pieces: (0..text.pieces()).map(|_| OnceCell::new()).collect(),
            files: text.files().map(|_| OnceCell::new()).collect(),
        }
    }

    /// Where a place of the whole text lies.
    pub(super) fn place(&self, span: Span) -> Place<'_, 't> {
        let file = self.text.file_at(span.start);
        let (map, range) = self.map(file, span);
        let behind = |start: usize| {
            let start = u32::try_from(start).unwrap_or(0);
            Span::new(span.start - start, span.end.saturating_sub(start))
        };
        Place {
            name: self.names.get(file.index()).map_or("", String::as_str),
            map,
            span: behind(range.start),
            in_file: behind(self.text.range(file).start),
        }
    }

    /// The map of the piece in which a place lies, or of its file, and where that stands in the whole text.
    fn map(&self, file: FileKey, span: Span) -> (&SourceMap<'t>, Range<usize>) {
        let piece = self.text.piece_at(span.start as usize);
        let range = self.text.piece(piece);
        if span.end as usize <= range.end {
            let lines_above = || self.text.lines_above(piece);
            let map = || SourceMap::below(lines_above(), self.text.get(range.clone()));
            return (self.pieces[piece].get_or_init(map), range);
        }
        let map = || SourceMap::new(self.text.of(file));
        let map = self.files[file.index()].get_or_init(map);
        (map, self.text.range(file))
    }
}
