//! One problem in a ledger.

use crate::model::span::Span;

use super::code::Code;
pub use super::severity::Severity;

/// One problem: what, where, and what to do next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// What sort of problem it is.
    pub code: Code,
    /// Where in the text of the ledger.
    pub span: Span,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it, in one sentence.
    pub help: String,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
}

/// Another place that has to do with a problem.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What stands there.
    pub label: String,
}

impl Diagnostic {
    /// A problem at a place, without related places.
    pub fn new(
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            help: help.into(),
            related: Vec::new(),
        }
    }

    /// Adds a related place.
    #[must_use]
    pub fn relating(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related {
            span,
            label: label.into(),
        });
        self
    }

    /// The problem with all its places moved.
    #[must_use]
    pub(crate) fn moved(mut self, place: impl Fn(u32) -> u32) -> Self {
        let spans = self.related.iter_mut().map(|related| &mut related.span);
        for span in spans.chain([&mut self.span]) {
            *span = Span::new(place(span.start), place(span.end));
        }
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// The most errors that are kept, and the most warnings; a damaged file can have one in every
/// second byte.
const MOST_KEPT: usize = 10_000;

/// The problems found so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problems {
    kept: Vec<Diagnostic>,
    errors: usize,
    others: usize,
}

impl Problems {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        let of_its_sort = match diagnostic.severity() {
            Severity::Error => &mut self.errors,
            Severity::Warning | Severity::Note => &mut self.others,
        };
        *of_its_sort += 1;
        if *of_its_sort <= MOST_KEPT {
            self.kept.push(diagnostic);
        }
    }

    /// Adds a problem of some sort, which is not even made where it would not be kept.
    pub(crate) fn push_with(&mut self, code: Code, make: impl FnOnce() -> Diagnostic) {
        let found = match code.severity() {
            Severity::Error => &mut self.errors,
            Severity::Warning | Severity::Note => &mut self.others,
        };
        if *found < MOST_KEPT {
            self.push(make());
        } else {
            *found += 1;
        }
    }

    pub(crate) fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Diagnostic::new(code, span, message, help));
    }

    /// Adds what was found elsewhere, behind all that was found so far.
    pub(crate) fn append(&mut self, others: Self) {
        let (errors, other) = (others.errors, others.others);
        let (mut kept_errors, mut kept_others) = (0, 0);
        for diagnostic in others.kept {
            match diagnostic.severity() {
                Severity::Error => kept_errors += 1,
                Severity::Warning | Severity::Note => kept_others += 1,
            }
            self.push(diagnostic);
        }
        self.errors += errors - kept_errors;
        self.others += other - kept_others;
    }

    /// Takes back what was found from a place on.
    pub(crate) fn retract(&mut self, start: u32) {
        self.kept.retain(|problem| {
            let stays = problem.span.start < start;
            match problem.severity() {
                Severity::Error => self.errors -= usize::from(!stays),
                Severity::Warning | Severity::Note => self.others -= usize::from(!stays),
            }
            stays
        });
    }

    /// How many were found, whether kept or not.
    pub(crate) fn len(&self) -> usize {
        self.errors + self.others
    }

    /// Whether there are more errors than are kept, so that to look for others is in vain.
    pub(crate) fn are_too_many(&self) -> bool {
        self.errors > MOST_KEPT
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many were not kept, if any, and the problems in the order of the text.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.kept
            .sort_by_key(|problem| (problem.span, problem.code.name()));
        let sorts = [(self.errors, "errors"), (self.others, "warnings")];
        let beyond = sorts.into_iter().filter(|(found, _)| *found > MOST_KEPT);
        let notes = beyond.map(|(found, sort)| {
            Diagnostic::new(
                Code::TooMany,
                Span::at(0),
                format!("the ledger has {found} {sort}; the first {MOST_KEPT} found are kept"),
                "mend some of them first; so many usually have one cause",
            )
        });
        notes
            .collect::<Vec<_>>()
            .into_iter()
            .chain(self.kept)
            .collect()
    }
}
