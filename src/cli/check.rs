//! `detente check`: everything that is wrong with a ledger.

use std::mem::ManuallyDrop;

use crate::model::text::Text;
use crate::read::diagnostic::{Diagnostic, Severity};
use crate::replay::stale::stale_channels;
use crate::view::inert::inert;
use crate::view::{excerpt, github, json, problems};

use super::Answer;
use super::arguments::{CheckArguments, CheckFormat, LedgerArgument};
use super::failure::Failure;
use super::load::{Loaded, in_passing};

pub(crate) fn run(file: &LedgerArgument, arguments: &CheckArguments) -> Result<Answer, Failure> {
    in_passing(file, |loaded| Ok(answer(loaded, arguments)))
}

fn answer(loaded: Loaded, arguments: &CheckArguments) -> Answer {
    let Loaded {
        name,
        text,
        ledger,
        mut diagnostics,
        patterns: _,
    } = loaded;
    // Whoever has a large ledger need not wait until it is taken apart.
    let ledger = ManuallyDrop::new(ledger);
    let on = arguments.on.day();
    if let Some(ledger) = &*ledger {
        diagnostics.extend(stale_channels(ledger, on));
        diagnostics.sort_by_key(|problem| problem.span);
    }
    let is_bad = |problem: &Diagnostic| match problem.severity() {
        Severity::Error => true,
        Severity::Warning => arguments.strict,
        Severity::Note => false,
    };
    Answer {
        in_order: !diagnostics.iter().any(is_bad),
        changed: None,
        text: match arguments.format {
            CheckFormat::Text => format!(
                "{}{}{}: {}\n",
                excerpt::render(&name, &text, &diagnostics),
                inert(&name),
                and_included(&text),
                problems::tally(&diagnostics)
            ),
            CheckFormat::Json => json::check::json(&name, &text, on, &diagnostics),
            CheckFormat::Github => github::render(&name, &text, &diagnostics),
        },
    }
}

/// How many files are checked beside the main one, in words.
fn and_included(text: &Text) -> String {
    match text.files().len() - 1 {
        0 => String::new(),
        1 => " and 1 included file".into(),
        more => format!(" and {more} included files"),
    }
}
