//! The values that a ledger's keys hold, each read from a node with its own complaints.

mod date;
mod form;
mod word;

use crate::model::id::{LONGEST_ID, is_id};
use crate::model::span::Span;

use super::characters::is_allowed;
use super::code::Code;
use super::diagnostic::Problems;
use super::format::Shape;
use super::record::{Readable, shown, with_article};
use super::spanned::Spanned;
use super::tree::{Node, Value};

pub(crate) use form::{Country, Language, Sha256, Url, is_alpha_3};
pub(crate) use word::KindWord;

/// The text of a scalar node, or a report that the node is no text.
fn scalar(node: Node, shape: Shape, problems: &mut Problems) -> Option<Box<str>> {
    let span = node.span;
    let sort = node.sort();
    let Value::Scalar { text, .. } = node.value else {
        problems.report(
            Code::WrongType,
            span,
            format!(
                "this should be {}, but is {sort}",
                with_article(&shape.words())
            ),
            "write one value; put it between quotes if it holds `: `, `#`, brackets or braces",
        );
        return None;
    };
    if let Some(bad) = text.chars().find(|character| !is_allowed(*character)) {
        problems.report(
            Code::ForbiddenCharacter,
            span,
            format!("this text holds the character U+{:04X}", u32::from(bad)),
            "delete it or the escape that stands for it; it cannot be seen, and terminals obey some such characters",
        );
        return None;
    }
    Some(text)
}

/// Text on one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Line(pub(crate) Box<str>);

impl Readable for Line {
    const SHAPE: Shape = Shape::Line;

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let span = node.span;
        let text = scalar(node, Self::SHAPE, problems)?;
        let trimmed = text.trim();
        if trimmed.is_empty() {
            problems.report(
                Code::MissingKey,
                span,
                "this text is empty",
                "write it, or remove the key",
            );
            return None;
        }
        if trimmed.contains(['\n', '\r', '\t']) {
            problems.report(
                Code::NotOneLine,
                span,
                "this should be one line, but holds a line break or a tab",
                "shorten it to one line; longer remarks belong in `note`",
            );
            return None;
        }
        Some(Self(trimmed.into()))
    }
}

/// Text of one or more lines.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Text(pub(crate) Box<str>);

impl Readable for Text {
    const SHAPE: Shape = Shape::Text;

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let text = scalar(node, Self::SHAPE, problems)?;
        Some(Self(text.trim_end().into()))
    }
}

/// An id, of something declared here or elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct IdText(pub(crate) Box<str>);

impl Readable for IdText {
    const SHAPE: Shape = Shape::Id;

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let span = node.span;
        let text = scalar(node, Self::SHAPE, problems)?;
        if is_id(&text) {
            return Some(Self(text));
        }
        problems.report(
            Code::BadId,
            span,
            format!("`{}` cannot be an id", shown(&text)),
            format!(
                "an id has 1 to {LONGEST_ID} plain letters, digits, `-`, `_` or `.`, and begins with a letter or digit"
            ),
        );
        None
    }
}

/// `true` or `false`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Flag(pub(crate) bool);

impl Readable for Flag {
    const SHAPE: Shape = Shape::Flag;

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let span = node.span;
        let text = scalar(node, Self::SHAPE, problems)?;
        match &*text {
            "true" | "True" | "TRUE" => Some(Self(true)),
            "false" | "False" | "FALSE" => Some(Self(false)),
            other => {
                let message = format!("`{}` is neither `true` nor `false`", shown(other));
                problems.report(
                    Code::UnknownWord,
                    span,
                    message,
                    "write `true`, or remove the key",
                );
                None
            }
        }
    }
}

/// A whole number with bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Number<const LEAST: u32, const MOST: u32>(pub(crate) u32);

impl<const LEAST: u32, const MOST: u32> Readable for Number<LEAST, MOST> {
    const SHAPE: Shape = Shape::Number {
        least: LEAST,
        most: MOST,
    };

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let span = node.span;
        let text = scalar(node, Self::SHAPE, problems)?;
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse() {
            Ok(number) if digits && (LEAST..=MOST).contains(&number) => Some(Self(number)),
            Ok(_) | Err(_) => {
                problems.report(
                    Code::WrongType,
                    span,
                    format!(
                        "`{}` is not a whole number between {LEAST} and {MOST}",
                        shown(&text)
                    ),
                    "write digits only",
                );
                None
            }
        }
    }
}

impl<T: Readable> Readable for Vec<Spanned<T>>
where
    T: ShapedItem,
{
    const SHAPE: Shape = Shape::List {
        of: &T::SHAPE,
        least: 0,
        distinct: T::DISTINCT,
    };

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let span = node.span;
        let sort = node.sort();
        let Value::List { items, .. } = node.value else {
            problems.report(
                Code::WrongType,
                span,
                format!(
                    "this should be {}, but is {sort}",
                    with_article(&Self::SHAPE.words())
                ),
                "begin each entry with `- ` on a line of its own, or put ids between brackets: `[a, b]`",
            );
            return None;
        };
        // A list of which one item is broken is broken: what it lacks must not go unnoticed.
        let read: Vec<Option<Spanned<T>>> = items
            .into_iter()
            .map(|item| T::read_spanned(item, problems))
            .collect();
        read.into_iter().collect()
    }
}

/// What may stand in a list; keeps lists of lists out.
pub(crate) trait ShapedItem {
    /// Whether none may stand in a list twice.
    const DISTINCT: bool;
}
impl ShapedItem for Line {
    const DISTINCT: bool = false;
}
impl ShapedItem for IdText {
    const DISTINCT: bool = true;
}

/// The sides of a channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Sides(pub(crate) Vec<Spanned<IdText>>);

impl Sides {
    /// A line has two ends.
    pub(crate) const FEWEST: u32 = 2;
}

impl Readable for Sides {
    const SHAPE: Shape = Shape::List {
        of: &IdText::SHAPE,
        least: Self::FEWEST,
        distinct: IdText::DISTINCT,
    };

    // How many there are is looked at where they are looked up, beside which of them there are.
    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        Vec::read(node, problems).map(Self)
    }
}

/// The span of a spanned value, or of what it is missing from.
pub(crate) fn span_or<T>(field: Option<&Spanned<T>>, otherwise: Span) -> Span {
    field.map_or(otherwise, |spanned| spanned.span)
}
