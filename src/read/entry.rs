//! One entry of a ledger as a tree, after its place has been found.

use crate::model::span::Span;

use super::parts::read_tree;
use super::tree::Node;

/// Reads the entry that stands at a place of a text, with the places of its parts in that text.
///
/// `None` if nothing that can be read stands there.
pub(crate) fn read_entry(text: &str, span: Span) -> Option<Node> {
    let before = text.get(..span.start as usize)?;
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let column = before.get(line..)?.chars().count();
    // In block style the columns of all lines count, so the first line keeps its own.
    let mut alone = " ".repeat(column);
    alone.push_str(text.get(span.range())?);
    let node = read_tree(&alone).ok()?;
    Some(moved(node, |offset| {
        (offset + span.start).saturating_sub(u32::try_from(column).unwrap_or(u32::MAX))
    }))
}

fn moved(mut node: Node, place: impl Fn(u32) -> u32 + Copy) -> Node {
    use super::tree::Value;

    node.span = Span::new(place(node.span.start), place(node.span.end));
    node.value = match node.value {
        scalar @ Value::Scalar { .. } => scalar,
        Value::List { items, flow } => Value::List {
            items: items.into_iter().map(|item| moved(item, place)).collect(),
            flow,
        },
        Value::Map(pairs) => Value::Map(
            pairs
                .into_iter()
                .map(|(key, value)| (moved(key, place), moved(value, place)))
                .collect(),
        ),
    };
    node
}
