//! One entry of a ledger as a tree, after its place has been found.

use crate::model::span::Span;
use crate::model::text::Text;

use super::parts::read_tree;
use super::tree::{Node, moved};

/// Reads the entry that stands at a place of a text, with the places of its parts in that text.
///
/// `None` if nothing that can be read stands there.
pub(crate) fn read_entry(text: &str, span: Span) -> Option<Node> {
    let line = line_start(text.get(..span.start as usize)?.as_bytes(), span);
    read_behind(
        text.get(line..span.start as usize)?,
        text.get(span.range())?,
        span,
    )
}

/// Reads the entry that stands at a place of a ledger's text.
pub(crate) fn read_entry_of(text: &Text, span: Span) -> Option<Node> {
    let line = line_start(text.before(span.start as usize), span);
    read_behind(text.get(line..span.start as usize), text.slice(span), span)
}

/// Where the line of a place begins, of which the bytes before are known from the beginning of a line on.
fn line_start(before: &[u8], span: Span) -> usize {
    let line = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1);
    span.start as usize - (before.len() - line)
}

/// Reads an entry behind what stands on its line before it.
fn read_behind(before: &str, entry: &str, span: Span) -> Option<Node> {
    let column = before.chars().count();
    // In block style the columns of all lines count, so the first line keeps its own.
    let mut alone = " ".repeat(column);
    alone.push_str(entry);
    let node = read_tree(&alone).ok()?;
    Some(moved(node, |offset| {
        (offset + span.start).saturating_sub(u32::try_from(column).unwrap_or(u32::MAX))
    }))
}
