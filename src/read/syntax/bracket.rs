//! Brackets that are not closed, or closed by others.

use crate::read::diagnostic::Diagnostic;

use super::lines::{at, line_start, span};
use super::{Failure, syntax};

/// A bracket that is closed by another one or not at all.
pub(super) fn bracket(failure: &Failure<'_>) -> Option<Diagnostic> {
    // Complaints that the parser can have between brackets, or because it believes to be there.
    const COMPLAINTS: [&str; 7] = [
        "flow",
        "illegal placement of ':'",
        "invalid indentation",
        "only valid inside a block",
        "end of plain scalar",
        "expected node content",
        "plain scalar cannot start",
    ];
    if failure.info.contains("quoted") || !COMPLAINTS.iter().any(|c| failure.info.contains(c)) {
        return None;
    }
    match open_bracket(failure) {
        Brackets::Closed => None,
        Brackets::Mismatched { open, close } => {
            let closing = closing(failure.text, open);
            Some(
                syntax(
                    span(close, close + 1),
                    format!("this bracket does not close `{}`", at(failure.text, open)),
                    format!("write `{closing}` before it"),
                )
                .relating(span(open, open + 1), "the bracket that is open here"),
            )
        }
        Brackets::Open(open) => {
            let (opening, closing) = (at(failure.text, open), closing(failure.text, open));
            let same_line = line_start(failure.text, open)
                == line_start(failure.text, failure.offset.min(failure.text.len()));
            if same_line && failure.offset < failure.text.len() {
                return Some(
                    syntax(
                        span(failure.offset, failure.offset),
                        format!("this cannot stand between `{opening}` and `{closing}`"),
                        "put commas between the entries, and quotes around a text that holds \
                         commas, colons, brackets or braces",
                    )
                    .relating(span(open, open + 1), "the bracket that is open here"),
                );
            }
            Some(syntax(
                span(open, open + 1),
                format!("this `{opening}` is never closed"),
                format!(
                    "write `{closing}` where it should end; put a text that begins with \
                     `{opening}` between quotes"
                ),
            ))
        }
    }
}

enum Brackets {
    Closed,
    Open(usize),
    Mismatched { open: usize, close: usize },
}

/// Follows the brackets from what was read last to where the parser gave up.
fn open_bracket(failure: &Failure<'_>) -> Brackets {
    let mut open: Vec<usize> = failure.open.iter().map(|offset| *offset as usize).collect();
    let mut quote = None;
    let mut before = ' ';
    // The place itself counts: a bracket there may be the one that closes nothing.
    let to = (failure.offset + 1).min(failure.text.len());
    for (index, byte) in failure.text.as_bytes().iter().enumerate().take(to) {
        let byte = char::from(*byte);
        if index < failure.read_to {
            before = byte;
            continue;
        }
        let begins = matches!(before, ' ' | '\t' | '\n' | '\r' | ',' | '[' | '{' | ':');
        match (quote, byte) {
            (Some('#'), '\n' | '\r') => quote = None,
            (Some(mark), byte) if mark == byte => quote = None,
            (None, '"' | '\'') if begins => quote = Some(byte),
            (None, '#') if matches!(before, ' ' | '\t' | '\n' | '\r') => quote = Some(byte),
            (None, '[' | '{') if begins => open.push(index),
            (None, ']' | '}') => match open.pop() {
                Some(opener) if closing(failure.text, opener) != byte => {
                    return Brackets::Mismatched {
                        open: opener,
                        close: index,
                    };
                }
                Some(_) | None => {}
            },
            (Some(_) | None, _) => {}
        }
        before = byte;
    }
    open.pop().map_or(Brackets::Closed, Brackets::Open)
}

fn closing(text: &str, open: usize) -> char {
    if at(text, open) == '{' { '}' } else { ']' }
}
