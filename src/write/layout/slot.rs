//! An entry of a ledger with its comments, as it is laid out.

use super::gap::Line;

/// A place for a value: what stands above it, the value, and the comment behind it.
#[derive(Debug)]
pub(super) struct Slot<'t> {
    pub(super) above: Vec<Line<'t>>,
    pub(super) content: Content<'t>,
    pub(super) behind: Option<&'t str>,
}

/// What stands in a slot.
#[derive(Debug)]
pub(super) enum Content<'t> {
    /// Nothing, after the key of an empty section.
    Nothing,
    /// A text without quotes or between them, as written.
    Written(&'t str),
    /// A text below a `|` or `>`.
    Block(Block<'t>),
    /// A date between brackets, which YAML takes for a list.
    Set(Vec<&'t str>),
    List(Group<'t, Slot<'t>>),
    Map(Group<'t, Pair<'t>>),
}

/// A text below a `|` or `>`.
#[derive(Debug)]
pub(super) struct Block<'t> {
    pub(super) mark: &'t str,
    pub(super) body: &'t str,
    /// How far its lines are indented.
    pub(super) indent: usize,
}

/// A list or mapping.
#[derive(Debug)]
pub(super) struct Group<'t, T> {
    pub(super) members: Vec<T>,
    /// Whether it was written between brackets.
    pub(super) flow: bool,
    /// The column of its members, unless it was written between brackets.
    pub(super) column: usize,
    /// What stands below its last member.
    pub(super) end: Vec<Line<'t>>,
}

/// A key and its value.
#[derive(Debug)]
pub(super) struct Pair<'t> {
    /// Which of the mapping's keys it is, in the order of the format.
    pub(super) place: usize,
    pub(super) key: &'static str,
    pub(super) slot: Slot<'t>,
}

impl<'t> Slot<'t> {
    pub(super) fn new(above: Vec<Line<'t>>) -> Self {
        Self {
            above,
            content: Content::Nothing,
            behind: None,
        }
    }

    /// Puts a comment behind the value; one that stood there goes above it.
    pub(super) fn put_behind(&mut self, remark: &'t str) {
        if let Some(old) = self.behind.replace(remark) {
            self.above.push(Line::Remark(old));
        }
    }

    /// Whether a comment stands above it.
    pub(super) fn has_remark_above(&self) -> bool {
        self.above.iter().any(|line| *line != Line::Blank)
    }

    /// Puts the keys of every mapping into the order of the format.
    pub(super) fn sort(&mut self) {
        match &mut self.content {
            Content::List(list) => list.members.iter_mut().for_each(Slot::sort),
            Content::Map(map) => {
                map.members.iter_mut().for_each(|pair| pair.slot.sort());
                map.members.sort_by_key(|pair| pair.place);
            }
            Content::Nothing | Content::Written(_) | Content::Block(_) | Content::Set(_) => {}
        }
    }

    /// What was written last below this slot's own line, if anything was.
    fn below(&mut self) -> Option<&mut Self> {
        match &mut self.content {
            Content::List(list) if !list.flow => list.members.last_mut(),
            Content::Map(map) if !map.flow => map.members.last_mut().map(|pair| &mut pair.slot),
            Content::Nothing
            | Content::Written(_)
            | Content::Block(_)
            | Content::Set(_)
            | Content::List(_)
            | Content::Map(_) => None,
        }
    }

    /// Puts a comment behind what was written on the last line.
    pub(super) fn put_behind_last(&mut self, remark: &'t str) {
        match self.below() {
            Some(slot) => slot.put_behind_last(remark),
            None => self.put_behind(remark),
        }
    }

    /// The columns of the lists and mappings that end with this slot, from the outermost on.
    pub(super) fn columns(&self, columns: &mut Vec<usize>) {
        match &self.content {
            Content::List(list) if !list.flow => {
                columns.push(list.column);
                if let Some(item) = list.members.last() {
                    item.columns(columns);
                }
            }
            Content::Map(map) if !map.flow => {
                columns.push(map.column);
                if let Some(pair) = map.members.last() {
                    pair.slot.columns(columns);
                }
            }
            Content::Nothing
            | Content::Written(_)
            | Content::Block(_)
            | Content::Set(_)
            | Content::List(_)
            | Content::Map(_) => {}
        }
    }

    /// Puts a line below the last member of one of these lists and mappings.
    pub(super) fn put_at_end(&mut self, depth: usize, line: Line<'t>) {
        if let (Some(outer), Some(slot)) = (depth.checked_sub(1), self.below()) {
            slot.put_at_end(outer, line);
            return;
        }
        match &mut self.content {
            Content::List(list) => list.end.push(line),
            Content::Map(map) => map.end.push(line),
            Content::Nothing | Content::Written(_) | Content::Block(_) | Content::Set(_) => {
                self.above.push(line);
            }
        }
    }
}
