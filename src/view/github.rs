//! Problems as workflow commands, which GitHub shows beside the lines of a pull request.

use std::fmt::Write;

use crate::model::text::Text;
use crate::read::diagnostic::{Diagnostic, Severity};

use super::atlas::{Atlas, Place};
use super::inert::inert;

/// Renders one command a problem.
///
/// Source of the form: GitHub's documentation of workflow commands for Actions.
pub fn render(name: &str, text: impl Into<Text>, problems: &[Diagnostic]) -> String {
    let text = text.into();
    let atlas = Atlas::new(name, &text);
    let mut output = String::new();
    for problem in problems {
        let command = match problem.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let Place {
            name, map, span, ..
        } = atlas.place(problem.span);
        let start = map.position(span.start);
        let end = map.position(span.end);
        let _ = writeln!(
            output,
            "::{command} file={},line={},col={},endLine={},endColumn={},title={}::{}",
            property(name),
            start.line,
            start.column,
            end.line,
            end.column,
            property(problem.code.name()),
            message(&format!(
                "{}\nhelp: {}",
                inert(&problem.message),
                inert(&problem.help)
            )),
        );
    }
    output
}

fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
