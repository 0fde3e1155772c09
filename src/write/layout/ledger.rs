//! A whole ledger in canonical layout.

use crate::read::LEDGER;
use crate::read::diagnostic::Diagnostic;
use crate::read::parts::read_parts;
use crate::read::tree::{Node, Part, Value};

use super::gap::{Found, Gap, Line};
use super::owners::{END, Owned};
use super::page::{Blanks, Page};
use super::section::Section;
use super::share::{Next, between, share};
use super::slot::Content;
use super::walk::Walk;

/// A ledger in canonical layout.
pub(super) struct LaidOut<'t> {
    pub(super) text: String,
    /// Its comments, ordered by what they belong to.
    pub(super) owned: Owned<'t>,
    /// How many comments the text held.
    pub(super) remarks: usize,
}

/// Lays out a text whose lines end with `\n`.
///
/// # Errors
///
/// The problem that makes the text no YAML; a ledger that was checked has none.
pub(super) fn lay_out(text: &str) -> Result<LaidOut<'_>, Diagnostic> {
    let mut ledger = Ledger::new(text);
    read_parts(text, |part| match part {
        Part::Key(node) => ledger.key(&node),
        Part::Value(node) => ledger.value(node),
        Part::List(span) => ledger.list(span.start < span.end),
        Part::Entry(node) => ledger.entry(node),
        Part::Root(_) | Part::ListEnd(_) => {}
    })?;
    Ok(ledger.finish())
}

struct Ledger<'t> {
    walk: Walk<'t>,
    /// Whether the outermost mapping is one between braces.
    flow: bool,
    /// The column of its keys.
    column: usize,
    /// The comments at the top that belong to the whole.
    head: Vec<Line<'t>>,
    /// The section at hand.
    section: Option<Section<'t>>,
    /// Those that are complete.
    sections: Vec<Section<'t>>,
    /// The comments at the bottom that belong to the whole.
    end: Vec<Line<'t>>,
}

impl<'t> Ledger<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            walk: Walk::new(text),
            flow: false,
            column: 0,
            head: Vec::new(),
            section: None,
            sections: Vec::new(),
            end: Vec::new(),
        }
    }

    fn key(&mut self, node: &Node) {
        let gap = self.walk.gap(self.walk.start(node));
        self.walk.at = node.span.end as usize;
        let mut fields = LEDGER.fields.iter().enumerate();
        let named = match &node.value {
            Value::Scalar { text, .. } => fields.find(|(_, field)| *field.key == **text),
            Value::List { .. } | Value::Map(_) => None,
        };
        let above = if self.section.is_none() && self.sections.is_empty() {
            self.flow = gap.opens;
            self.column = self.walk.column(node.span.start as usize);
            self.top(gap, matches!(named, Some((0, _))))
        } else {
            let next = Next::member(self.flow, self.column);
            self.before_key(gap, next)
        };
        self.sections.extend(self.section.take());
        self.section = named.map(|(place, field)| Section::new(place, field, above));
    }

    /// Parts the comments at the top into those of the whole, and those of the first key.
    ///
    /// A blank line parts them. Where there is none they belong to the whole, unless the key
    /// is to stay the first.
    fn top(&mut self, gap: Gap<'t>, stays_first: bool) -> Vec<Line<'t>> {
        let behind = gap.behind.map(Line::Remark);
        let mut above: Vec<Line<'t>> = behind.into_iter().chain(gap.into_lines()).collect();
        let has_blank = take_head(&mut above, &mut self.head);
        if !has_blank && !stays_first {
            self.head.append(&mut above);
        }
        above
    }

    /// Shares out the gap before a key or at the end of the text.
    fn before_key(&mut self, gap: Gap<'t>, next: Next) -> Vec<Line<'t>> {
        let Some(section) = &mut self.section else {
            return gap.into_lines();
        };
        if let Some(remark) = gap.behind {
            section.put_behind_last(remark);
        }
        // What stands behind the closing bracket is said of the whole section.
        if let Some(remark) = gap.behind_bracket {
            section.slot.put_behind(remark);
        }
        // Only the list of a section can end with a bracket in such a gap.
        let closes = section.flow && gap.closes;
        let (inside, outside): (Vec<Found<'t>>, Vec<Found<'t>>) = gap
            .lines
            .into_iter()
            .partition(|found| closes && !found.closed);
        for found in inside {
            section.put_at_end(0, found.line);
        }
        let mut columns = Vec::new();
        if let Next::End = next {
            columns.push(self.column);
        }
        let of_ledger = columns.len();
        section.columns(self.column, &mut columns);
        let end = &mut self.end;
        share(outside, &columns, next, |depth, line| {
            match depth.checked_sub(of_ledger) {
                Some(depth) => section.put_at_end(depth, line),
                None => end.push(line),
            }
        })
    }

    fn value(&mut self, node: Node) {
        let Some(section) = &mut self.section else {
            return;
        };
        let is_empty = section.is_list() && node.is_null();
        let above = std::mem::take(&mut section.slot.above);
        let shape = section.shape();
        section.slot = self.walk.value(node, shape, above, self.column, self.flow);
        if is_empty {
            section.slot.content = Content::Nothing;
        }
    }

    fn list(&mut self, flow: bool) {
        if let Some(section) = &mut self.section {
            section.flow = flow;
            section.listed = true;
        }
    }

    fn entry(&mut self, node: Node) {
        let gap = self.walk.gap(self.walk.start(&node));
        let Some(section) = &mut self.section else {
            return;
        };
        let header = gap.header;
        let column = gap.mark.unwrap_or(0);
        let next = Next::member(section.flow, column);
        let above = between(&mut section.slot, section.last.as_mut(), gap, next);
        let shape = section.shape();
        let flow = section.flow;
        let entry = self.walk.item(node, shape, above, header, column, flow);
        section.put(entry);
    }

    fn finish(mut self) -> LaidOut<'t> {
        let gap = self.walk.gap(self.walk.text.len());
        let rest = self.before_key(gap, Next::End);
        self.end.extend(rest);
        if self.end.last() == Some(&Line::Blank) {
            self.end.pop();
        }
        self.sections.extend(self.section.take());
        self.sections.sort_by_key(Section::place);
        // What a blank line parts from the first key is said of the whole.
        if let Some(first) = self.sections.first_mut() {
            take_head(&mut first.slot.above, &mut self.head);
        }
        let mut page = Page::default();
        let mut owned = Owned::default();
        owned.lines(&[], &self.head);
        page.lines(&self.head, 0, Blanks::Kept);
        if !self.head.is_empty() {
            page.blank();
        }
        for section in self.sections {
            section.finish(&mut page, &mut owned);
        }
        owned.lines(&[END], &self.end);
        page.lines(&self.end, 0, Blanks::Kept);
        LaidOut {
            text: page.text,
            owned,
            remarks: self.walk.remarks,
        }
    }
}

/// Moves what a blank line parts from a key to the comments at the top; tells whether one does.
fn take_head<'t>(above: &mut Vec<Line<'t>>, head: &mut Vec<Line<'t>>) -> bool {
    if above.first() == Some(&Line::Blank) {
        above.remove(0);
    }
    let Some(last_blank) = above.iter().rposition(|line| *line == Line::Blank) else {
        return false;
    };
    if !head.is_empty() {
        head.push(Line::Blank);
    }
    head.extend(above.drain(..last_blank));
    above.remove(0);
    true
}
