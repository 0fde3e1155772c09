//! Problems as annotated excerpts of the ledger.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use crate::model::span::Span;
use crate::read::diagnostic::{Diagnostic, Severity};
use crate::read::source_map::SourceMap;

use super::inert::inert;

/// Most problems that are shown; whoever has more wants to mend some first.
pub const MOST_SHOWN: usize = 50;

/// Renders problems with the lines that they are about.
///
/// Only a window of the text goes into each excerpt, so that a large ledger costs no more than a
/// small one. Styles are always written; the edge strips them where they are not wanted.
pub fn render(name: &str, text: &str, problems: &[Diagnostic]) -> String {
    let map = SourceMap::new(text);
    let name = inert(name);
    let renderer = Renderer::styled();
    let mut output = String::new();
    for problem in problems.iter().take(MOST_SHOWN) {
        output.push_str(&renderer.render(&groups(&name, &map, problem)));
        output.push_str("\n\n");
    }
    if let Some(more) = problems
        .len()
        .checked_sub(MOST_SHOWN)
        .filter(|more| *more > 0)
    {
        output.push_str(&format!(
            "… and {more} more; `detente check --format json` lists them all\n\n"
        ));
    }
    output
}

fn groups<'a>(name: &'a str, map: &SourceMap<'a>, problem: &'a Diagnostic) -> Vec<Group<'a>> {
    let level = match problem.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level
        .primary_title(inert(&problem.message))
        .id(problem.code.name())
        .element(snippet(
            name,
            map,
            problem.span,
            AnnotationKind::Primary,
            None,
        ));
    for related in &problem.related {
        let label = Some(related.label.as_str());
        group = group.element(snippet(
            name,
            map,
            related.span,
            AnnotationKind::Context,
            label,
        ));
    }
    vec![group.element(Level::HELP.message(inert(&problem.help)))]
}

fn snippet<'a>(
    name: &'a str,
    map: &SourceMap<'a>,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, Annotation<'a>> {
    let window = map.window(first_line(map, span), 0);
    let text = window.text.trim_end_matches(['\n', '\r']);
    let local = |offset: u32| {
        let offset = (offset as usize)
            .saturating_sub(window.offset)
            .min(text.len());
        (0..=offset)
            .rev()
            .find(|offset| text.is_char_boundary(*offset))
            .unwrap_or(0)
    };
    let (start, end) = (local(span.start), local(span.end));
    let annotation = kind.span(start..end.max(start)).label(label.map(inert));
    Snippet::source(text)
        .path(name)
        .line_start(window.first_line)
        .annotation(annotation)
}

/// A span cut to the line it begins on: an entry of ten lines is found by its first.
fn first_line(map: &SourceMap<'_>, span: Span) -> Span {
    let line = map.window(Span::at(span.start), 0);
    let end = u32::try_from(line.offset + line.text.trim_end_matches(['\n', '\r']).len())
        .unwrap_or(u32::MAX);
    Span::new(span.start, span.end.min(end).max(span.start))
}
