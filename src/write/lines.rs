//! Lines of a text: where they begin and end, how far they are indented, what stands on them.
//!
//! Lines end as in YAML: with `\n`, `\r\n`, or a `\r` on its own.

use crate::model::span::Span;

/// What ends the first line of a text; `\n` if it has but one.
pub(super) fn newline(text: &str) -> &'static str {
    match text.find(['\n', '\r']) {
        Some(end) if text[end..].starts_with("\r\n") => "\r\n",
        Some(end) if text[end..].starts_with('\r') => "\r",
        Some(_) | None => "\n",
    }
}

/// Where the line begins on which an offset lies.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    // The mark at the very beginning belongs to no line.
    if start == 0 && text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8().min(offset)
    } else {
        start
    }
}

/// Where the next line begins after the one on which an offset lies, or the text ends.
pub(super) fn line_end(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or("");
    match rest.find(['\n', '\r']) {
        Some(end) if rest[end..].starts_with("\r\n") => offset + end + 2,
        Some(end) => offset + end + 1,
        None => text.len(),
    }
}

/// How many characters stand before an offset on its line.
pub(super) fn column(text: &str, offset: usize) -> usize {
    let before = text.get(line_start(text, offset)..offset);
    before.map_or(0, |before| before.chars().count())
}

/// Where the content of a span ends, without the blanks and line ends that a parser counts in.
pub(super) fn content_end(text: &str, span: Span) -> usize {
    let content = text.get(span.range()).unwrap_or("").trim_end();
    span.start as usize + content.len()
}

/// The column of the comment on the line that begins at an offset, if nothing else is on it.
pub(super) fn comment_column(text: &str, start: usize) -> Option<usize> {
    let line = text.get(start..line_end(text, start))?;
    let comment = line.trim_start_matches([' ', '\t']);
    comment.starts_with('#').then(|| line.len() - comment.len())
}

/// Where the line before begins, for the beginning of a line that is not the first.
pub(super) fn line_before(text: &str, start: usize) -> Option<usize> {
    let above = before_line_end(text.get(..start)?)?;
    Some(line_start(text, above.len()))
}

/// A text without the line end that it ends in; `None` if it ends in none.
pub(super) fn before_line_end(text: &str) -> Option<&str> {
    text.strip_suffix("\r\n")
        .or_else(|| text.strip_suffix(['\n', '\r']))
}

/// The beginning of a line, or of the comments above it that belong to it: those that follow
/// without a blank line and are not indented deeper than a column.
pub(super) fn comments_above(text: &str, line: usize, indent: usize) -> usize {
    let mut start = line;
    while let Some(above) = line_before(text, start)
        && comment_column(text, above).is_some_and(|column| column <= indent)
    {
        start = above;
    }
    start
}

/// Whether the next line that is not blank holds a comment alone, indented deeper than a column.
pub(super) fn deep_comment_follows(text: &str, mut start: usize, column: usize) -> bool {
    while let Some(line) = text.get(start..line_end(text, start))
        && !line.is_empty()
        && line.trim().is_empty()
    {
        start = line_end(text, start);
    }
    comment_column(text, start).is_some_and(|comment| comment > column)
}
