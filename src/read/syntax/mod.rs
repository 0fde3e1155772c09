//! What a parser's complaint means to the person who wrote the text.
//!
//! The parser says where it could not go on; the mistake is often elsewhere. A tab is found a
//! line late, a missing bracket at the next thing that cannot stand between brackets. Each
//! complaint is therefore turned into what happened, the place of it, and what to do.

mod bracket;
mod lines;

use crate::model::span::Span;

use super::code::Code;
use super::diagnostic::Diagnostic;

use bracket::bracket;
use lines::{at, content, line_at, line_start, next_line, previous_content, span};

/// What is known when the parser gives up.
pub(crate) struct Failure<'a> {
    /// The whole text.
    pub(crate) text: &'a str,
    /// Where the parser gave up.
    pub(crate) offset: usize,
    /// What the parser says.
    pub(crate) info: &'a str,
    /// The brackets that were open at the end of the last thing read.
    pub(crate) open: &'a [u32],
    /// The end of the last thing read.
    pub(crate) read_to: usize,
}

/// Makes a problem of a parser's complaint.
pub(crate) fn explain(failure: &Failure<'_>) -> Diagnostic {
    refused_feature(failure)
        .or_else(|| blank_look_alike(failure))
        .or_else(|| tab(failure))
        .or_else(|| bracket(failure))
        .or_else(|| missing_blank(failure))
        .or_else(|| colon(failure))
        .or_else(|| after_the_value(failure))
        .unwrap_or_else(|| by_table(failure))
}

fn syntax(place: Span, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::YamlSyntax, place, message, help)
}

/// What YAML has and a ledger has not, where the parser itself stumbles over it.
fn refused_feature(failure: &Failure<'_>) -> Option<Diagnostic> {
    let place = span(failure.offset, failure.offset);
    if failure.info.contains("recursion limit") {
        return Some(Diagnostic::new(
            Code::TooLarge,
            place,
            "the brackets are nested too deeply",
            "the format needs five levels; see docs/format.md",
        ));
    }
    let is_name = failure.info.contains("unknown anchor") || failure.info.contains("anchor or");
    is_name.then(|| {
        Diagnostic::new(
            Code::YamlFeature,
            place,
            "YAML anchors and aliases (`&name`, `*name`) are not read",
            "put a text that begins with `&` or `*` between quotes",
        )
    })
}

/// A no-break space or the like that indents a line: it looks like a blank and is none.
fn blank_look_alike(failure: &Failure<'_>) -> Option<Diagnostic> {
    let start = line_start(failure.text, failure.offset);
    let (before, character) = line_at(failure.text, start)
        .char_indices()
        .find(|(_, character)| !matches!(character, ' ' | '\t'))?;
    if character.is_ascii() || !character.is_whitespace() {
        return None;
    }
    let offset = start + before;
    Some(syntax(
        span(offset, offset + character.len_utf8()),
        format!(
            "the character U+{:04X} looks like a blank and is none",
            u32::from(character)
        ),
        "indent with plain spaces; such characters come along when text is pasted from a web page",
    ))
}

/// A tab that indents a line.
///
/// Where the tab ends a text of several lines, the parser points at the beginning of that text.
fn tab(failure: &Failure<'_>) -> Option<Diagnostic> {
    const HELP: &str = "indent with spaces; YAML allows no tabs there";
    if failure.info.contains("':' must be followed") {
        let tab = failure.text.get(..failure.offset)?.rfind('\t')?;
        return Some(syntax(
            span(tab, tab + 1),
            "a tab stands between the colon and the value",
            "put a blank after the colon instead",
        ));
    }
    if !failure.info.contains("tab") {
        return None;
    }
    let mut start = line_start(failure.text, failure.offset);
    loop {
        let line = line_at(failure.text, start);
        let content = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line.find('\t').filter(|tab| *tab < content) {
            let tab = start + tab;
            return Some(syntax(span(tab, tab + 1), "a tab indents this line", HELP));
        }
        start = next_line(failure.text, start)?;
    }
}

/// A line that is no `key: value`, found when the next one begins.
fn missing_blank(failure: &Failure<'_>) -> Option<Diagnostic> {
    if !failure.info.contains("simple key expect ':'") {
        return None;
    }
    let start = previous_content(failure.text, line_start(failure.text, failure.offset))?;
    let (place, content) = content(failure.text, start);
    let key_end = content.find(|c: char| !is_key_character(c)).unwrap_or(0);
    if key_end > 0 && content[key_end..].starts_with(':') {
        let colon = place.start as usize + key_end;
        return Some(syntax(
            span(colon, colon + 1),
            "a blank is missing after this colon",
            format!("write `{}: value`", &content[..key_end]),
        ));
    }
    Some(syntax(
        place,
        "this line is no `key: value`",
        "write a colon and a blank after the key; indent the further lines of a longer text more \
         than its key",
    ))
}

/// A colon where no value can begin: in a text without quotes, or on a line indented too deeply.
fn colon(failure: &Failure<'_>) -> Option<Diagnostic> {
    if !failure.info.contains("mapping values are not allowed") {
        return None;
    }
    let start = line_start(failure.text, failure.offset);
    let (place, _) = content(failure.text, start);
    let before = failure
        .text
        .get(place.start as usize..failure.offset)
        .unwrap_or("");
    let key = before.strip_prefix("- ").unwrap_or(before).trim();
    if key.is_empty() || !key.chars().all(is_key_character) {
        return Some(syntax(
            span(failure.offset, failure.offset + 1),
            "a colon and a blank stand inside this text, where YAML sees a second key",
            "put the whole text between quotes",
        ));
    }
    let above = previous_content(failure.text, start)?;
    let (above_place, above) = content(failure.text, above);
    if above.starts_with('-') && !above.starts_with("- ") {
        let dash = above_place.start as usize;
        return Some(syntax(
            span(dash, dash + 1),
            "a blank is missing after this `-`",
            "write `- ` to begin a list entry",
        ));
    }
    Some(syntax(
        span(failure.offset - before.trim_start().len(), failure.offset),
        "this line is indented as if it went on with the text above it",
        "indent it like the keys above it",
    ))
}

/// Text after a value that has ended already.
fn after_the_value(failure: &Failure<'_>) -> Option<Diagnostic> {
    let place = span(failure.offset, failure.offset);
    if failure.info.contains("invalid trailing content") {
        return Some(syntax(
            place,
            "the text goes on after its closing quote",
            "put the whole text between quotes; a quote inside it is written `\\\"` between double \
             quotes, and twice (`''`) between single ones",
        ));
    }
    let start = line_start(failure.text, failure.offset);
    let (content, line) = content(failure.text, start);
    let is_first = content.start as usize >= failure.offset;
    if !failure.info.contains("block mapping") || is_first {
        return None;
    }
    Some(if line.starts_with("- ") {
        syntax(
            Span::at(content.start),
            "a list entry cannot begin here",
            "indent it like its neighbours, below the key of its list",
        )
    } else {
        syntax(
            place,
            "the line goes on after its value has ended",
            "put the whole value between quotes",
        )
    })
}

/// What is left: the parser's place is right, and its words have plainer ones.
fn by_table(failure: &Failure<'_>) -> Diagnostic {
    const TABLE: [(&str, &str, &str); 13] = [
        (
            "unknown escape character",
            "a backslash between double quotes begins an escape, and YAML knows none such",
            "write `\\\\` for a backslash, or put the text between single quotes",
        ),
        (
            "hexadecimal number",
            "an escape between double quotes is not complete",
            "write all digits of it (`\\x41`, `\\u0041`), or put the text between single quotes",
        ),
        (
            "misplaced bracket",
            "no bracket is open that this one could close",
            "remove it, or put a text that holds brackets between quotes",
        ),
        (
            "document start",
            "the ledger has ended before this",
            "remove it, or write it as one more `key: value` of the ledger",
        ),
        (
            "while scanning a block scalar",
            "a text cannot begin on the line of its `|` or `>`",
            "begin it on the next line, indented more than its key, or put it between quotes",
        ),
        (
            "quoted scalar",
            "the quote that opens here is not closed",
            "put the closing quote at the end of the text; if the text has further lines, indent \
             them more than its key",
        ),
        (
            "block collection",
            "this line belongs neither to the list entry above it nor to a new one",
            "indent it like the keys of the entry above, or begin a new entry with `- `",
        ),
        (
            "block mapping",
            "a key should stand here",
            "write `key: value`, and indent the line like the keys above it",
        ),
        (
            "only valid inside a block",
            "a list entry cannot begin here",
            "begin it on a line of its own, and close the brackets before it",
        ),
        (
            "block sequence entries",
            "a list entry cannot begin here",
            "begin it on a line of its own; put a text that begins with `- ` between quotes",
        ),
        (
            "comment intercepting",
            "a comment stands inside a text of several lines",
            "put the text on one line, or between quotes",
        ),
        (
            "invalid indentation",
            "this line is indented too little",
            "indent it like its neighbours",
        ),
        (
            "directive",
            "YAML directives (`%…`) are not read",
            "remove the line; put a text that begins with `%` between quotes",
        ),
    ];
    let place = span(failure.offset, failure.offset);
    let is_indicator = ["unexpected character", "expected node content"]
        .iter()
        .any(|part| failure.info.contains(part));
    if is_indicator && failure.offset < failure.text.len() {
        return syntax(
            place,
            format!(
                "a value without quotes cannot begin with `{}`",
                at(failure.text, failure.offset)
            ),
            "put the value between quotes",
        );
    }
    match TABLE
        .iter()
        .find(|(part, _, _)| failure.info.contains(part))
    {
        Some((_, message, help)) => syntax(place, *message, *help),
        None => syntax(
            place,
            format!("this is not YAML: {}", failure.info),
            "look at the quotes, brackets and indentation just before this place",
        ),
    }
}

fn is_key_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}
