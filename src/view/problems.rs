//! Problems counted in words, and `detente.check/1`.

use serde::Serialize;

use crate::model::span::Span;
use crate::read::diagnostic::{Diagnostic, Severity};
use crate::read::source_map::SourceMap;

use super::json;

/// Problems by severity, in words: `2 errors, 1 warning`.
pub fn tally(problems: &[Diagnostic]) -> String {
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (count(problems, severity), severity.word()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() {
        "no problems".into()
    } else {
        parts.join(", ")
    }
}

fn count(problems: &[Diagnostic], severity: Severity) -> usize {
    problems
        .iter()
        .filter(|problem| problem.severity() == severity)
        .count()
}

#[derive(Serialize)]
struct JsonCheck<'a> {
    schema: &'static str,
    file: &'a str,
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
    place: JsonPlace,
    related: Vec<JsonRelated<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    label: &'a str,
    place: JsonPlace,
}

/// A place: half-open, in bytes and in lines and columns (characters) counted from 1.
#[derive(Serialize)]
struct JsonPlace {
    start: u32,
    end: u32,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl JsonPlace {
    fn of(map: &SourceMap<'_>, span: Span) -> Self {
        let (start, end) = (map.position(span.start), map.position(span.end));
        Self {
            start: span.start,
            end: span.end,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

/// Problems as `detente.check/1`.
pub fn json(name: &str, text: &str, problems: &[Diagnostic]) -> String {
    let map = SourceMap::new(text);
    json::line(&JsonCheck {
        schema: "detente.check/1",
        file: name,
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
                place: JsonPlace::of(&map, problem.span),
                related: problem
                    .related
                    .iter()
                    .map(|related| JsonRelated {
                        label: &related.label,
                        place: JsonPlace::of(&map, related.span),
                    })
                    .collect(),
            })
            .collect(),
    })
}
