//! A small tree of spanned nodes: an entry of a ledger before its shape is known.

use crate::model::span::Span;

/// A YAML node and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) span: Span,
}

/// What a node holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    /// Text; `plain` if it was written without quotes.
    Scalar { text: Box<str>, plain: bool },
    /// A list; `flow` if it was written `[a, b]`.
    List { items: Vec<Node>, flow: bool },
    /// A mapping, in the order of the text, duplicates kept.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// Whether nothing is written where a value should be.
    pub(crate) fn is_null(&self) -> bool {
        match &self.value {
            Value::Scalar { text, plain } => {
                *plain && (text.is_empty() || is_null(text.as_bytes()))
            }
            Value::List { .. } | Value::Map(_) => false,
        }
    }

    /// What sort of node it is, in words.
    pub(crate) fn sort(&self) -> &'static str {
        match &self.value {
            Value::Scalar { .. } if self.is_null() => "nothing",
            Value::Scalar { .. } => "a text",
            Value::List { .. } => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// Whether a text without quotes says that there is nothing.
pub(crate) fn is_null(text: &[u8]) -> bool {
    matches!(text, b"~" | b"null" | b"Null" | b"NULL")
}

/// A part of the ledger's outermost mapping.
pub(crate) enum Part {
    /// The mapping begins here; a span that is not empty is its brace.
    Root(Span),
    /// A key, before what it holds.
    Key(Node),
    /// What the last key holds, unless it is a list.
    Value(Node),
    /// What the last key holds is a list, and this is its place; its entries follow.
    List(Span),
    /// An entry of that list.
    Entry(Node),
    /// The list ends here; a span that is not empty is its bracket.
    ListEnd(Span),
}

impl Part {
    /// The part with all its places moved.
    pub(crate) fn moved(self, place: impl Fn(u32) -> u32 + Copy) -> Self {
        let span = |span: Span| Span::new(place(span.start), place(span.end));
        match self {
            Self::Root(at) => Self::Root(span(at)),
            Self::Key(node) => Self::Key(moved(node, place)),
            Self::Value(node) => Self::Value(moved(node, place)),
            Self::List(at) => Self::List(span(at)),
            Self::Entry(node) => Self::Entry(moved(node, place)),
            Self::ListEnd(at) => Self::ListEnd(span(at)),
        }
    }
}

/// The node with all its places moved.
pub(crate) fn moved(mut node: Node, place: impl Fn(u32) -> u32 + Copy) -> Node {
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
