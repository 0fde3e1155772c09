//! From places in the whole text of a ledger to lines and columns of its files.

use std::cell::OnceCell;

use crate::model::span::Span;
use crate::model::text::{FileKey, Text};
use crate::read::source_map::SourceMap;

use super::inert::inert;

/// The files of a ledger, each of which is mapped when the first place in it is asked for.
pub(super) struct Atlas<'t> {
    text: &'t Text,
    names: Vec<String>,
    maps: Vec<OnceCell<SourceMap<'t>>>,
}

/// A place in one of the files.
pub(super) struct Place<'a, 't> {
    /// The file's name.
    pub(super) name: &'a str,
    pub(super) map: &'a SourceMap<'t>,
    /// The place in the file's own text.
    pub(super) span: Span,
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
            maps: text.files().map(|_| OnceCell::new()).collect(),
        }
    }

    /// Where a place of the whole text lies.
    pub(super) fn place(&self, span: Span) -> Place<'_, 't> {
        let file = self.text.file_at(span.start);
        let start = u32::try_from(self.text.range(file).start).unwrap_or(0);
        Place {
            name: self.names.get(file.index()).map_or("", String::as_str),
            map: self.map(file),
            span: Span::new(span.start - start, span.end.saturating_sub(start)),
        }
    }

    fn map(&self, file: FileKey) -> &SourceMap<'t> {
        self.maps[file.index()].get_or_init(|| SourceMap::new(self.text.of(file)))
    }
}
