//! Why a change was not written.

use crate::model::span::Span;
use crate::model::text::Text;
use crate::read::diagnostic::Diagnostic;
use crate::view::{excerpt, problems};
use crate::write::edit::EditError;

use super::failure::Failure;
use super::guard::Plan;
use super::illegal::illegal;
use super::output::inert_lines;
use super::trial::Trial;

/// Turns the refusal of an edit into what the user should know.
pub(crate) fn refused(trial: &Trial, plan: &Plan, error: EditError) -> Failure {
    let name = trial.name;
    let (message, details) = match error {
        EditError::Unsound => ("the ledger has errors".to_owned(), String::new()),
        EditError::NoSuchEvent(id) => (
            format!("no event has the id `{id}`; `detente replay` lists them"),
            String::new(),
        ),
        EditError::Elsewhere(id) => (
            format!(
                "`{id}` stands in another file than `--into` names; leave `--into` out, or name an event of that \
                 file. Nothing was written"
            ),
            String::new(),
        ),
        EditError::Disturbs => {
            let (where_to, instead) = if trial.into.is_some() {
                (
                    "the file that `--into` names".to_owned(),
                    "leave `--into` out",
                )
            } else {
                (format!("any file of `{name}`"), "add the events one by one")
            };
            let message = format!(
                "in {where_to}, other events would be replayed in another order than now; {instead}, or say with \
                 `--before` or `--after` which event the new one stands beside. Nothing was written"
            );
            (message, String::new())
        }
        EditError::AlreadyWithdrawn(id) => (
            format!("`{id}` is withdrawn already; nothing was written"),
            String::new(),
        ),
        EditError::Unsafe { reason } => (
            format!(
                "`{name}` cannot be changed safely: {reason}. Nothing was written; what was to be added \
                 stands above, to be pasted by hand"
            ),
            inert_lines(&block(plan)),
        ),
        EditError::Refused {
            text,
            diagnostics,
            events,
        } => match illegal(trial, plan) {
            Some((message, details)) => (message, inert_lines(&details)),
            None => (
                format!(
                    "with the change, `{name}` would have {}; nothing was written",
                    problems::tally(&diagnostics)
                ),
                excerpts(name, &text, &diagnostics, &events, plan),
            ),
        },
    };
    Failure::NotWritten { details, message }
}

/// What was to be added, as it would stand in the file.
fn block(plan: &Plan) -> String {
    let mut text = String::new();
    if !plan.change.sources.is_empty() {
        text.push_str("sources:\n");
        for source in &plan.change.sources {
            text.push_str(&source.to_yaml());
        }
    }
    if !plan.change.events.is_empty() {
        text.push_str("events:\n");
        for event in &plan.change.events {
            text.push_str(&event.entry.to_yaml());
        }
    }
    text.push('\n');
    text
}

/// The problems of the text as it would be; of a batch, with the place that each comes from.
fn excerpts(
    name: &str,
    text: &Text,
    diagnostics: &[Diagnostic],
    events: &[Option<Span>],
    plan: &Plan,
) -> String {
    let origin = |problem: &Diagnostic| {
        let contains = |span: &Option<Span>| {
            span.is_some_and(|span| span.range().contains(&(problem.span.start as usize)))
        };
        let event = events.iter().position(contains)?;
        plan.origins.get(event)
    };
    let mut output = String::new();
    for problem in diagnostics.iter().take(excerpt::MOST_SHOWN) {
        let mut shown = problem.clone();
        if let Some(origin) = origin(problem) {
            shown.message = format!("{origin}: {}", shown.message);
        }
        output.push_str(&excerpt::render(name, text, &[shown]));
    }
    output
}
