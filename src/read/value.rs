//! The values that a ledger's keys hold, each read from a node with its own complaints.

use crate::model::channel::Level;
use crate::model::date::{Date, DateError};
use crate::model::grade::{Credibility, Reliability};
use crate::model::id::{LONGEST_ID, is_id};
use crate::model::machine::{Kind, Status};
use crate::model::span::Span;

use super::characters::is_allowed;
use super::code::Code;
use super::diagnostic::Problems;
use super::format::Shape;
use super::record::{Readable, shown, with_article};
use super::spanned::Spanned;
use super::suggest::{did_you_mean, either, nearest};
use super::tree::{Node, Value};

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
                "an id has 1 to {LONGEST_ID} letters a–z, digits, `-`, `_` or `.`, and begins with a letter or digit"
            ),
        );
        None
    }
}

impl Readable for Date {
    const SHAPE: Shape = Shape::Date;

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let span = node.span;
        let text = match one_of_set(&node) {
            Some(text) => text.into(),
            None => match &node.value {
                Value::Map(_) | Value::List { .. } => {
                    problems.report(
                        Code::BadDate,
                        span,
                        format!("a date is one text, but this is {}", node.sort()),
                        "write `2023`, `2023-02`, `2023-02-14`, or a set between quotes: \"{1960,1961-12}\"",
                    );
                    return None;
                }
                Value::Scalar { .. } => scalar(node, Self::SHAPE, problems)?,
            },
        };
        match Self::parse(&text) {
            Ok(date) => Some(date),
            Err(error @ DateError::YearOutOfRange { .. }) => {
                problems.report(
                    Code::YearOutOfRange,
                    span,
                    format!("`{}` lies beyond the calendar: {error}", shown(&text)),
                    "write an open interval, such as `../-9999`, if so distant a date is meant",
                );
                None
            }
            Err(error) => {
                problems.report(
                    Code::BadDate,
                    span,
                    format!("`{}` is not a date: {error}", shown(&text)),
                    "write it as EDTF: `2023-02-14`, `2023-02`, `2023-02~` (about), `2023-02?` (uncertain) or \
                     `2023-02/2023-11-14` (between)",
                );
                None
            }
        }
    }
}

/// A one-of set that YAML took for a list, because it was written without quotes.
fn one_of_set(node: &Node) -> Option<String> {
    let Value::List { items, flow: true } = &node.value else {
        return None;
    };
    let mut members = Vec::with_capacity(items.len());
    for item in items {
        match &item.value {
            Value::Scalar { text, plain: true } => members.push(&**text),
            Value::Scalar { plain: false, .. } | Value::List { .. } | Value::Map(_) => return None,
        }
    }
    Some(format!("[{}]", members.join(",")))
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

/// A value that is one of a few words.
trait Worded: Sized {
    const WHAT: &'static str;
    const CODE: Code;
    fn words() -> Vec<&'static str>;
    fn from_word(word: &str) -> Option<Self>;
}

impl<T: Worded> Readable for T {
    const SHAPE: Shape = Shape::Word {
        what: T::WHAT,
        words: T::words,
    };

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let span = node.span;
        let text = scalar(node, Self::SHAPE, problems)?;
        let value = T::from_word(&text);
        if value.is_none() {
            let words = T::words();
            let choice = either(words.iter().copied());
            let help = did_you_mean(nearest(&text, words), || format!("write {choice}"));
            let message = format!("`{}` is no {}", shown(&text), T::WHAT);
            problems.report(T::CODE, span, message, help);
        }
        value
    }
}

/// The word of an event's kind; `confirmed` needs a status to become a [`Kind`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct KindWord(pub(crate) &'static str);

impl Worded for KindWord {
    const WHAT: &'static str = "kind of event";
    const CODE: Code = Code::UnknownKind;
    fn words() -> Vec<&'static str> {
        Kind::words().collect()
    }
    fn from_word(word: &str) -> Option<Self> {
        Kind::words().find(|known| *known == word).map(Self)
    }
}

impl Worded for Status {
    const WHAT: &'static str = "status";
    const CODE: Code = Code::UnknownWord;
    fn words() -> Vec<&'static str> {
        Self::ALL.into_iter().map(Self::word).collect()
    }
    fn from_word(word: &str) -> Option<Self> {
        Self::from_word(word)
    }
}

impl Worded for Level {
    const WHAT: &'static str = "level";
    const CODE: Code = Code::UnknownWord;
    fn words() -> Vec<&'static str> {
        Self::ALL.into_iter().map(Self::word).collect()
    }
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

impl Worded for Reliability {
    const WHAT: &'static str = "reliability";
    const CODE: Code = Code::BadGrade;
    fn words() -> Vec<&'static str> {
        Self::ALL.into_iter().map(Self::letter).collect()
    }
    fn from_word(word: &str) -> Option<Self> {
        Self::from_letter(word)
    }
}

impl Worded for Credibility {
    const WHAT: &'static str = "credibility";
    const CODE: Code = Code::BadGrade;
    fn words() -> Vec<&'static str> {
        Self::ALL.into_iter().map(Self::digit).collect()
    }
    fn from_word(word: &str) -> Option<Self> {
        Self::from_digit(word)
    }
}

/// Reads a text of a certain form, or reports that it has another.
fn formed(
    node: Node,
    shape: Shape,
    is_formed: impl Fn(&str) -> bool,
    code: Code,
    help: &str,
    problems: &mut Problems,
) -> Option<Box<str>> {
    let span = node.span;
    let text = scalar(node, shape, problems)?;
    if is_formed(&text) {
        return Some(text);
    }
    problems.report(
        code,
        span,
        format!("`{}` is not {}", shown(&text), with_article(&shape.words())),
        help,
    );
    None
}

/// An address on the web.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Url(pub(crate) Box<str>);

impl Readable for Url {
    const SHAPE: Shape = Shape::Form {
        what: "an http or https address",
    };

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let help = "begin it with `https://`, and write blanks and quotes in it as %20 and %22";
        formed(
            node,
            Self::SHAPE,
            is_web_address,
            Code::BadUrl,
            help,
            problems,
        )
        .map(Self)
    }
}

fn is_web_address(text: &str) -> bool {
    let host = ["https://", "http://"].iter().find_map(|scheme| {
        let (head, rest) = text.split_at_checked(scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "\"'<>`\\".contains(c);
    host.is_some_and(|host| {
        host.starts_with(|c: char| c.is_alphanumeric() || c == '[') && !host.contains(forbidden)
    })
}

/// A SHA-256 in hex.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Sha256(pub(crate) Box<str>);

impl Readable for Sha256 {
    const SHAPE: Shape = Shape::Form {
        what: "a SHA-256 in 64 lower-case hex digits",
    };

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let is_hash = |text: &str| {
            text.len() == 64
                && text
                    .bytes()
                    .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        };
        let help = "copy it from `sha256sum FILE`";
        formed(node, Self::SHAPE, is_hash, Code::BadHash, help, problems).map(Self)
    }
}

/// A language tag.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Language(pub(crate) Box<str>);

impl Readable for Language {
    const SHAPE: Shape = Shape::Form {
        what: "a language tag",
    };

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let help = "write a BCP 47 tag, such as `de`, `en-GB` or `zh-Hans`";
        formed(
            node,
            Self::SHAPE,
            is_language_tag,
            Code::BadLanguage,
            help,
            problems,
        )
        .map(Self)
    }
}

/// Well-formedness by BCP 47 (RFC 5646), as far as the first subtag and the lengths go.
fn is_language_tag(text: &str) -> bool {
    let mut subtags = text.split('-');
    let language = subtags.next().unwrap_or("");
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && subtags.all(|subtag| {
            (1..=8).contains(&subtag.len())
                && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// A country code, or the word that says that there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Country {
    /// An ISO 3166-1 alpha-3 code.
    Code(Box<str>),
    /// `none`: the party is no state, or has no code.
    None,
}

impl Readable for Country {
    const SHAPE: Shape = Shape::Form {
        what: "an ISO 3166-1 alpha-3 code or `none`",
    };

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let is_country = |text: &str| text == "none" || is_alpha_3(text);
        let help = "write three capitals, such as `CHN`, or `none` for an organisation";
        let code = formed(
            node,
            Self::SHAPE,
            is_country,
            Code::UnknownCountry,
            help,
            problems,
        )?;
        Some(if &*code == "none" {
            Self::None
        } else {
            Self::Code(code)
        })
    }
}

/// Whether a text is an ISO 3166-1 alpha-3 code in use.
///
/// `XKX` is accepted too: the code is user-assigned, and it is the one that everybody uses
/// for Kosovo.
pub(crate) fn is_alpha_3(text: &str) -> bool {
    text == "XKX" || rust_iso3166::from_alpha3(text).is_some()
}

impl<T: Readable> Readable for Vec<Spanned<T>>
where
    T: ShapedItem,
{
    const SHAPE: Shape = Shape::List(&T::SHAPE);

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
pub(crate) trait ShapedItem {}
impl ShapedItem for Line {}
impl ShapedItem for IdText {}

/// The span of a spanned value, or of what it is missing from.
pub(crate) fn span_or<T>(field: Option<&Spanned<T>>, otherwise: Span) -> Span {
    field.map_or(otherwise, |spanned| spanned.span)
}
