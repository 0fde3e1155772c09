//! Who gets the comments of a gap.

use super::gap::{Found, Gap, Line};
use super::slot::{Content, Slot};

/// Shares out the gap between two members of a list or mapping; gives what belongs above the
/// second.
pub(super) fn between<'t>(
    owner: &mut Slot<'t>,
    before: Option<&mut Slot<'t>>,
    gap: Gap<'t>,
    next: Next,
) -> Vec<Line<'t>> {
    let Some(before) = before else {
        // What stands behind an opening bracket is said of the whole.
        if let Some(remark) = gap.behind {
            owner.put_behind(remark);
        }
        return gap.into_lines();
    };
    if let Some(remark) = gap.behind {
        before.put_behind_last(remark);
    }
    let mut columns = Vec::new();
    before.columns(&mut columns);
    share(gap.lines, &columns, next, |depth, line| {
        before.put_at_end(depth, line);
    })
}

/// Takes in what stands before a closing bracket.
pub(super) fn close<'t>(slot: &mut Slot<'t>, gap: Gap<'t>) {
    let behind = gap.behind;
    let lines = gap.into_lines();
    let remarks = lines.into_iter().filter(|line| *line != Line::Blank);
    let (end, last) = match &mut slot.content {
        Content::List(list) => (&mut list.end, list.members.last_mut()),
        Content::Map(map) => (
            &mut map.end,
            map.members.last_mut().map(|pair| &mut pair.slot),
        ),
        Content::Nothing | Content::Written(_) | Content::Block(_) | Content::Set(_) => {
            slot.above.extend(behind.map(Line::Remark));
            slot.above.extend(remarks);
            return;
        }
    };
    if let Some(last) = last {
        end.extend(remarks);
        if let Some(remark) = behind {
            last.put_behind(remark);
        }
    } else {
        // Between the brackets of an empty list there is no line to put a comment on.
        slot.above.extend(behind.map(Line::Remark));
        slot.above.extend(remarks);
    }
}

/// Shares out the lines of a gap between what ends there and what begins there.
///
/// A comment that is indented more than what follows belongs to what ends: to the innermost
/// list or mapping that is not indented more than the comment itself. The order of comments is
/// kept, so after one for an outer end none goes to an inner one. What is left belongs above what
/// follows.
///
/// `columns` are those of what ends, from the outermost on.
pub(super) fn share<'t>(
    lines: Vec<Found<'t>>,
    columns: &[usize],
    next: Next,
    mut put: impl FnMut(usize, Line<'t>),
) -> Vec<Line<'t>> {
    let mut ending = columns;
    let mut blank = false;
    let mut rest = Vec::new();
    for found in lines {
        let Line::Remark(_) = found.line else {
            blank = true;
            continue;
        };
        let belongs_to_next = match next {
            _ if found.begun => true,
            Next::Column(next) => found.column <= next,
            Next::Bracketed => true,
            Next::End => false,
        };
        let depth = (!belongs_to_next)
            .then(|| innermost(ending, found.column))
            .flatten();
        let blank_before = std::mem::take(&mut blank).then_some(Line::Blank);
        let lines = blank_before.into_iter().chain([found.line]);
        if let Some(depth) = depth {
            ending = &ending[..=depth];
            lines.for_each(|line| put(depth, line));
        } else {
            ending = &[];
            rest.extend(lines);
        }
    }
    if blank {
        rest.push(Line::Blank);
    }
    rest
}

/// What follows a gap.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    /// Something that begins in a column.
    Column(usize),
    /// Something between brackets, where columns mean nothing.
    Bracketed,
    /// The end of the text.
    End,
}

/// The innermost list or mapping that is not indented more than a comment; of two in one column
/// the outer one. A comment left of all of them belongs to the outermost.
fn innermost(columns: &[usize], column: usize) -> Option<usize> {
    let widest = columns.iter().copied().filter(|c| *c <= column).max();
    match widest {
        Some(widest) => columns.iter().position(|c| *c == widest),
        None => (!columns.is_empty()).then_some(0),
    }
}

impl Next {
    /// A member of a list or mapping whose members stand in a column, unless between brackets.
    pub(super) fn member(flow: bool, column: usize) -> Self {
        if flow {
            Self::Bracketed
        } else {
            Self::Column(column)
        }
    }
}
