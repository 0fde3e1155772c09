//! Problems as annotated excerpts of the ledger.

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

use crate::model::span::Span;
use crate::model::text::Text;
use crate::read::diagnostic::{Diagnostic, Severity};

use super::atlas::{Atlas, Place};
use super::inert::inert;

/// Most problems that are shown; whoever has more wants to mend some first.
pub const MOST_SHOWN: usize = 50;

/// Renders problems with the lines that they are about.
///
/// Only a window of the text goes into each excerpt, so that a large ledger costs no more than a
/// small one. Styles are always written; the edge strips them where they are not wanted.
pub fn render(name: &str, text: impl Into<Text>, problems: &[Diagnostic]) -> String {
    if problems.is_empty() {
        return String::new();
    }
    let text = text.into();
    let atlas = Atlas::new(name, &text);
    let renderer = Renderer::styled();
    let mut output = String::new();
    for problem in problems.iter().take(MOST_SHOWN) {
        output.push_str(&render_one(&renderer, &atlas, problem));
        output.push_str("\n\n");
    }
    if let Some(more) = problems
        .len()
        .checked_sub(MOST_SHOWN)
        .filter(|more| *more > 0)
    {
        output.push_str(&format!(
            "… and {more} more; `check --format json` lists them all\n\n"
        ));
    }
    output
}

fn render_one<'a>(renderer: &Renderer, atlas: &'a Atlas<'a>, problem: &'a Diagnostic) -> String {
    let level = match problem.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let (snippet, heading) = excerpt(atlas, problem.span, AnnotationKind::Primary, None);
    let mut headings = vec![heading];
    let mut group = level
        .primary_title(inert(&problem.message))
        .id(problem.code.name())
        .element(snippet);
    for related in &problem.related {
        let label = Some(related.label.as_str());
        let (snippet, heading) = excerpt(atlas, related.span, AnnotationKind::Context, label);
        headings.push(heading);
        group = group.element(snippet);
    }
    let group = group.element(Level::HELP.message(inert(&problem.help)));
    correct(&renderer.render(&[group]), &headings)
}

/// The longest part of a line that is shown before and after its marked place, in characters.
const LONGEST_CONTEXT: usize = 160;

/// The line that a place begins on, with the place marked, and the heading it needs.
///
/// The line is made inert before it is rendered, so that nothing in it is obeyed by a terminal
/// and a tab can be seen; of a very long one only the part around the place is rendered.
fn excerpt<'a>(
    atlas: &'a Atlas<'a>,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> (Snippet<'a, Annotation<'a>>, Heading) {
    let Place {
        name, map, span, ..
    } = atlas.place(span);
    let window = map.window(Span::at(span.start), 0);
    let line = window.text.trim_end_matches(['\n', '\r']);
    let (before, marked, after) = around(line, span, window.offset);
    let before = ending(before, LONGEST_CONTEXT);
    let after = beginning(after, LONGEST_CONTEXT);
    let marked = beginning(marked, 2 * LONGEST_CONTEXT);
    let start = before.len();
    let end = start + marked.len();
    let annotation = kind.span(start..end).label(label.map(inert));
    let position = map.position(span.start);
    let heading = Heading {
        rendered: format!("{name}:{}:{}", position.line, before.chars().count() + 1),
        right: format!("{name}:{}:{}", position.line, position.column),
    };
    let snippet = Snippet::source(format!("{before}{marked}{after}"))
        .path(name)
        .line_start(window.first_line)
        .annotation(annotation);
    (snippet, heading)
}

/// The heading over an excerpt: as the renderer writes it, which counts columns in what is shown
/// of the line, and with the column counted in the whole line.
struct Heading {
    rendered: String,
    right: String,
}

/// Puts the right columns over the excerpts of lines of which only a part is shown.
fn correct(rendered: &str, headings: &[Heading]) -> String {
    let mut corrected = String::with_capacity(rendered.len());
    let mut rest = rendered;
    for heading in headings {
        if let Some((before, after)) = rest.split_once(&heading.rendered) {
            corrected.push_str(before);
            corrected.push_str(&heading.right);
            rest = after;
        }
    }
    corrected + rest
}

/// A line in three: before a place, the place as far as it is on the line, and after it.
fn around(line: &str, span: Span, line_offset: usize) -> (&str, &str, &str) {
    let local = |offset: u32| {
        let offset = (offset as usize).saturating_sub(line_offset);
        line.floor_char_boundary(offset)
    };
    let start = local(span.start);
    let end = local(span.end).max(start);
    let (rest, after) = line.split_at(end);
    let (before, marked) = rest.split_at(start);
    (before, marked, after)
}

/// The beginning of a text, inert; an ellipsis says that there is more.
fn beginning(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((cut, _)) => format!("{}…", inert(&text[..cut])),
        None => inert(text).into_owned(),
    }
}

/// The end of a text, inert; an ellipsis says that there is more.
fn ending(text: &str, longest: usize) -> String {
    match text.char_indices().rev().nth(longest) {
        Some((cut, character)) => format!("…{}", inert(&text[cut + character.len_utf8()..])),
        None => inert(text).into_owned(),
    }
}
