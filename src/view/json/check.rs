//! `detente.check/1`.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::span::Span;
use crate::model::text::Text;
use crate::read::diagnostic::{Diagnostic, Severity};
use crate::view::atlas::{Atlas, Place};
use crate::view::problems::count;

use super::line;

#[derive(Serialize)]
struct JsonCheck<'a> {
    schema: &'static str,
    file: &'a str,
    on: NaiveDate,
    errors: usize,
    warnings: usize,
    notes: usize,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: &'a str,
    /// The section that explains it.
    page: String,
    place: JsonPlace<'a>,
    related: Vec<JsonRelated<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    label: &'a str,
    place: JsonPlace<'a>,
}

/// A place in a file: half-open, in bytes and in lines and columns (characters) counted from 1.
#[derive(Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    start: u32,
    end: u32,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'a> JsonPlace<'a> {
    fn of(atlas: &'a Atlas<'_>, span: Span) -> Self {
        let Place {
            name,
            map,
            span,
            in_file,
        } = atlas.place(span);
        let (start, end) = (map.position(span.start), map.position(span.end));
        Self {
            file: name,
            start: in_file.start,
            end: in_file.end,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

/// The problems of a ledger, on the day for which stale channels were looked for.
pub fn json(name: &str, text: impl Into<Text>, on: NaiveDate, problems: &[Diagnostic]) -> String {
    let text = text.into();
    let atlas = Atlas::bare(name, &text);
    line(&JsonCheck {
        schema: "detente.check/1",
        file: name,
        on,
        errors: count(problems, Severity::Error),
        warnings: count(problems, Severity::Warning),
        notes: count(problems, Severity::Note),
        diagnostics: problems
            .iter()
            .map(|problem| JsonDiagnostic {
                code: problem.code.name(),
                severity: problem.severity().word(),
                message: &problem.message,
                help: &problem.help,
                page: format!("docs/diagnostics.md#{}", problem.code),
                place: JsonPlace::of(&atlas, problem.span),
                related: problem
                    .related
                    .iter()
                    .map(|related| JsonRelated {
                        label: &related.label,
                        place: JsonPlace::of(&atlas, related.span),
                    })
                    .collect(),
            })
            .collect(),
    })
}
