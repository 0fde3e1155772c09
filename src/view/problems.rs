//! Problems counted in words.

use crate::read::diagnostic::{Diagnostic, Severity};

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

/// How many problems are as bad as this.
pub(super) fn count(problems: &[Diagnostic], severity: Severity) -> usize {
    problems
        .iter()
        .filter(|problem| problem.severity() == severity)
        .count()
}
