//! Texts of a certain form: addresses, hashes, language tags, country codes.

use crate::read::code::Code;
use crate::read::diagnostic::Problems;
use crate::read::format::Shape;
use crate::read::record::{Readable, shown, with_article};
use crate::read::tree::Node;

use super::scalar;

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
        // No `format: uri` besides: it would refuse addresses with letters beyond ASCII.
        pattern: r#"^[Hh][Tt][Tt][Pp][Ss]?://[^\s\u0000-\u002f\u003a-\u0040\u005c-\u0060\u007b-\u009f][^\s\u0000-\u001f\u007f-\u009f"'<>`\\]*$"#,
        like_number: false,
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
        pattern: "^[0-9a-f]{64}$",
        like_number: true,
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
        pattern: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
        like_number: false,
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
        pattern: "^([A-Z]{3}|none)$",
        like_number: false,
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
