//! A section of a ledger: one key of the outermost mapping and what it holds.

use crate::read::format::{Field, Shape};

use super::gap::Line;
use super::owners::{Owned, Owner};
use super::page::{Blanks, Page};
use super::slot::{Content, Slot};

/// A section, laid out entry by entry so that only one of them is ever a tree.
pub(super) struct Section<'t> {
    field: &'static Field,
    /// Which of the ledger's keys it is, in the order of the format.
    place: usize,
    /// The key; its content is that of a section without entries.
    pub(super) slot: Slot<'t>,
    /// Whether its entries stand between brackets.
    pub(super) flow: bool,
    /// The entry that was read last: what follows it may belong to it still.
    pub(super) last: Option<Slot<'t>>,
    /// Whether it is written as a list, be it an empty one.
    pub(super) listed: bool,
    /// How many entries have been laid out.
    entries: usize,
    /// What stands below the last entry.
    end: Vec<Line<'t>>,
    page: Page,
    owned: Owned<'t>,
}

/// The column of an entry's dash.
const DASH: usize = 2;

impl<'t> Section<'t> {
    pub(super) fn new(place: usize, field: &'static Field, above: Vec<Line<'t>>) -> Self {
        Self {
            field,
            place,
            slot: Slot::new(above),
            flow: false,
            last: None,
            listed: false,
            entries: 0,
            end: Vec::new(),
            page: Page::default(),
            owned: Owned::default(),
        }
    }

    /// Which of the ledger's keys it is, in the order of the format.
    pub(super) fn place(&self) -> usize {
        self.place
    }

    /// What its entries, or the section itself, look like.
    pub(super) fn shape(&self) -> Shape {
        match self.field.shape {
            Shape::List { of, .. } => *of,
            other @ (Shape::Line
            | Shape::Text
            | Shape::Id
            | Shape::Date
            | Shape::Flag
            | Shape::Number { .. }
            | Shape::Word { .. }
            | Shape::Form { .. }
            | Shape::Mapping(_)
            | Shape::IdOrMapping(_)) => other,
        }
    }

    /// Whether it is a list, which stands apart from its neighbours.
    pub(super) fn is_list(&self) -> bool {
        matches!(self.field.shape, Shape::List { .. })
    }

    /// Takes in its next entry.
    pub(super) fn put(&mut self, entry: Slot<'t>) {
        self.lay_out_last();
        self.last = Some(entry);
    }

    /// Puts a comment behind what was written on the last line.
    pub(super) fn put_behind_last(&mut self, remark: &'t str) {
        match &mut self.last {
            Some(entry) => entry.put_behind_last(remark),
            None => self.slot.put_behind(remark),
        }
    }

    /// The columns of the lists and mappings that end with it; its key stands in `column`.
    pub(super) fn columns(&self, column: usize, columns: &mut Vec<usize>) {
        if !self.is_list() {
            return;
        }
        // Whatever is indented more than its key can belong to a section.
        columns.push(column + 1);
        if let Some(entry) = self.last.as_ref().filter(|_| !self.flow) {
            entry.columns(columns);
        }
    }

    /// Puts a line below the last member of one of these.
    pub(super) fn put_at_end(&mut self, depth: usize, line: Line<'t>) {
        match (depth.checked_sub(1), &mut self.last) {
            (Some(depth), Some(entry)) => entry.put_at_end(depth, line),
            (None, _) | (_, None) => self.end.push(line),
        }
    }

    fn lay_out_last(&mut self) {
        let Some(mut entry) = self.last.take() else {
            return;
        };
        entry.sort();
        let had_blank = entry.above.first() == Some(&Line::Blank);
        if had_blank {
            entry.above.remove(0);
        }
        let is_event = self.field.key == "events";
        if self.entries > 0 && (had_blank || is_event) {
            self.page.blank();
        }
        self.page.item(&entry, DASH, Blanks::Kept);
        let mut way = vec![self.place, self.entries];
        self.owned.slot(&mut way, &entry, true);
        self.entries += 1;
    }

    /// Writes it below what stands on a page already.
    pub(super) fn finish(mut self, page: &mut Page, owned: &mut Owned<'t>) {
        self.lay_out_last();
        if self.listed && self.entries == 0 {
            self.slot.content = Content::Written("[]");
        }
        if self.end.last() == Some(&Line::Blank) {
            self.end.pop();
        }
        let mut way: Owner = vec![self.place];
        let above = self.slot.above.as_slice();
        let above = above.strip_prefix(&[Line::Blank]).unwrap_or(above);
        let has_blank = page.text.is_empty() || page.text.ends_with("\n\n");
        if self.is_list() && !has_blank {
            page.blank();
        }
        page.lines(above, 0, Blanks::Kept);
        page.key_and_value(self.field.key, &self.slot, 0);
        page.text.push_str(&self.page.text);
        page.lines(&self.end, DASH, Blanks::Kept);
        owned.slot(&mut way, &self.slot, false);
        owned.remarks.append(&mut self.owned.remarks);
        owned.end(&mut way, &self.end);
    }
}
