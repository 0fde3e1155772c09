//! Finding one's way in a text: lines, characters, spans.

use crate::model::span::Span;

/// The character at an offset, for a message.
pub(super) fn at(text: &str, offset: usize) -> char {
    text.get(offset..)
        .and_then(|rest| rest.chars().next())
        .unwrap_or(' ')
}

pub(super) fn line_start(text: &str, offset: usize) -> usize {
    text.get(..offset)
        .and_then(|before| before.rfind(['\n', '\r']))
        .map_or(0, |index| index + 1)
}

/// The line that begins at an offset, without its end.
pub(super) fn line_at(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or("");
    rest.split(['\n', '\r']).next().unwrap_or("")
}

pub(super) fn next_line(text: &str, start: usize) -> Option<usize> {
    let end = start + line_at(text, start).len();
    (end < text.len()).then_some(end + 1)
}

/// The start of the nearest line before one that is neither empty nor a comment.
pub(super) fn previous_content(text: &str, start: usize) -> Option<usize> {
    let mut start = start;
    loop {
        start = line_start(text, start.checked_sub(1)?);
        let line = line_at(text, start).trim();
        if !line.is_empty() && !line.starts_with('#') {
            return Some(start);
        }
    }
}

/// What stands on a line between its indentation and its end.
pub(super) fn content(text: &str, start: usize) -> (Span, &str) {
    let line = line_at(text, start);
    let content = line.trim();
    let start = start + (line.len() - line.trim_start().len());
    (span(start, start + content.len()), content)
}

/// Offsets fit, for a larger text is refused before it is read.
pub(super) fn span(start: usize, end: usize) -> Span {
    let narrow = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
    Span::new(narrow(start), narrow(end))
}
