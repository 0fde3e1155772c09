//! Which comment belongs to what, for comparing a text with what it was made into.

use super::gap::Line;
use super::slot::{Content, Slot};

/// What a comment belongs to: the way to it from the outermost mapping, by the places of keys
/// and entries.
pub(super) type Owner = Vec<usize>;

/// Comments with what they belong to.
#[derive(Default, PartialEq, Eq, Debug)]
pub(super) struct Owned<'t> {
    pub(super) remarks: Vec<(Owner, &'t str)>,
}

/// The last step on the way to the end of something.
pub(super) const END: usize = usize::MAX;

impl<'t> Owned<'t> {
    pub(super) fn lines(&mut self, way: &[usize], lines: &[Line<'t>]) {
        for line in lines {
            match line {
                Line::Blank => {}
                Line::Remark(remark) => self.remarks.push((way.to_vec(), remark)),
            }
        }
    }

    /// The comments of a slot, whose keys are in the order of the format.
    pub(super) fn slot(&mut self, way: &mut Owner, slot: &Slot<'t>, is_item: bool) {
        self.lines(way, &slot.above);
        self.inside(way, slot, is_item);
    }

    fn inside(&mut self, way: &mut Owner, slot: &Slot<'t>, is_item: bool) {
        let behind = slot.behind.map(|remark| (way.clone(), remark));
        self.remarks.extend(behind);
        match &slot.content {
            Content::Nothing | Content::Written(_) | Content::Block(_) | Content::Set(_) => {}
            Content::List(list) => {
                for (place, item) in list.members.iter().enumerate() {
                    way.push(place);
                    self.slot(way, item, true);
                    way.pop();
                }
                self.end(way, &list.end);
            }
            Content::Map(map) => {
                for (index, pair) in map.members.iter().enumerate() {
                    // Above the first key of an entry is above the entry.
                    let is_first = is_item && index == 0;
                    if is_first {
                        self.lines(way, &pair.slot.above);
                    }
                    way.push(pair.place);
                    if is_first {
                        self.inside(way, &pair.slot, false);
                    } else {
                        self.slot(way, &pair.slot, false);
                    }
                    way.pop();
                }
                self.end(way, &map.end);
            }
        }
    }

    pub(super) fn end(&mut self, way: &mut Owner, lines: &[Line<'t>]) {
        way.push(END);
        self.lines(way, lines);
        way.pop();
    }
}
