//! The guard under which a ledger is changed: read, check, show, ask, write.
//!
//! With `--yes` the lock is held from the reading to the writing. Where a person is asked, it is not
//! held while they think: the file is read once more under the lock, and if it has changed
//! meanwhile, everything begins anew.

use std::collections::{HashMap, HashSet};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::thread;

use crate::model::ledger::Ledger;
use crate::read::diagnostic::Diagnostic;
use crate::read::{Checked, begin, decode};
use crate::replay::effect::{effects, touched};
use crate::store::{self, Kept, Locked, Prepared, Replaced, StoreError};
use crate::view::change::Preview;
use crate::view::language::{Catalogue, Language};
use crate::view::{self, terminal};
use crate::write::change::Change;
use crate::write::edit::{Draft, EditError, Verified};

use super::Answer;
use super::arguments::LedgerArgument;
use super::facts::GuardArguments;
use super::failure::Failure;
use super::ready::Given;
use super::refused::refused;
use super::trial::Trial;
use super::{load, output, progress};

/// What is to be done, once the ledger is known.
#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) change: Change,
    /// Where each event of a batch comes from, in words.
    pub(crate) origins: Vec<String>,
    /// The command that would do the same, if answers were typed that must not be lost.
    pub(crate) again: Option<String>,
    /// What of the event was given rather than filled in.
    pub(crate) given: Given,
}

/// How often the file may change under a change before one gives up.
const MOST_TRIES: usize = 20;

/// Changes a ledger: plans, shows what the plan would do, asks, and writes.
///
/// `plan` may be called more than once, with the ledger as it is then; `lost` gives what to
/// print if there is no ledger to plan with.
pub(crate) fn carry_out(
    argument: &LedgerArgument,
    guard: GuardArguments,
    mut plan: impl FnMut(&Ledger) -> Result<Plan, Failure>,
    lost: impl Fn() -> Option<String>,
) -> Result<Answer, Failure> {
    let path = argument.file();
    let name = path.display().to_string();
    if argument.is_stream() && !guard.dry_run {
        return Err(Failure::Usage(
            "standard input cannot be changed; name a file with `--file FILE`, or add `--dry-run`"
                .into(),
        ));
    }
    for _ in 0..MOST_TRIES {
        let mut lock = if guard.yes {
            progress::doing(&format!("waiting until nobody else changes {name}"));
            Some(Locked::new(&path)?)
        } else {
            None
        };
        progress::reading(&path);
        let bytes = match &mut lock {
            Some(lock) => lock.read()?,
            None => store::read(&path)?,
        };
        let text = decode(bytes)
            .map_err(|(text, problem)| load::unsound(&name, &text.into(), vec![problem], lost()))?;
        let begun = begin(argument.reader(), &text, progress::reading(&path));
        if !begun.include().is_empty() {
            return Err(load::split(&name, lost()));
        }
        let (text, checked) = (text.as_str().to_owned(), begun.check());
        let Some(ledger) = &checked.ledger else {
            return Err(load::unsound(
                &name,
                &text.into(),
                checked.diagnostics,
                lost(),
            ));
        };
        progress::doing(&format!("changing {name}"));
        let plan = plan(ledger)?;
        if plan.change.is_empty() {
            return Ok(Answer::new("Nothing to change.\n".into()));
        }
        let trial = Trial {
            name: &name,
            text: &text,
            checked: &checked,
            ledger,
        };
        let draft = Draft::new(&text, &checked, &plan.change)
            .map_err(|error| refused(&trial, &plan, error))?;
        let (verified, prepared) = verify_while_writing(&draft, lock.as_ref());
        let verified = match verified {
            Ok(verified) => verified,
            Err(error) => {
                // To find what would help takes time, which nobody else need wait for.
                drop(prepared);
                drop(lock);
                return Err(refused(&trial, &plan, error));
            }
        };
        let preview = preview(&checked, ledger, &verified, &plan.change);
        if guard.dry_run {
            let diff = view::diff::render(&name, &text, &draft.text);
            return Ok(Answer::new(format!("{preview}\n{diff}")));
        }
        let fresh;
        let prepared = if let Some(prepared) = prepared {
            prepared?
        } else if let Some(lock) = &lock {
            // Where no second thread can be had, one does it all.
            lock.prepare(draft.text.as_bytes())?
        } else {
            fresh = match consent(&path, &name, &preview)? {
                Some(locked) => locked,
                None => return Ok(not_written(&plan)),
            };
            fresh.prepare(draft.text.as_bytes())?
        };
        match prepared.commit(text.as_bytes())? {
            Replaced::Written(kept) => {
                warn_of_owner(&name, kept);
                let shown = if guard.yes {
                    preview + "\n"
                } else {
                    String::new()
                };
                let written = format!("{shown}Written to {name}.\n");
                // Whoever has a large ledger need not wait until it is taken apart.
                std::mem::forget((checked, verified, text));
                return Ok(Answer {
                    changed: Some(name),
                    ..Answer::new(written)
                });
            }
            Replaced::ChangedMeanwhile if guard.yes => {}
            Replaced::ChangedMeanwhile => output::complaint(&changed_meanwhile(&name)),
        }
    }
    Err(Failure::NotWritten {
        details: String::new(),
        message: format!(
            "`{name}` kept changing while the change was prepared, so nothing was written; try again"
        ),
    })
}

/// Shows what a change would do, asks whether to write it, and locks the file if so.
fn consent(path: &Path, name: &str, preview: &str) -> Result<Option<Locked>, Failure> {
    if !can_ask() {
        return Err(Failure::Usage(
            "there is no terminal to ask on; add `--yes` to write, or `--dry-run` to see what would \
             change"
                .into(),
        ));
    }
    output::beside_questions(preview).map_err(Failure::Output)?;
    if super::ask::whether_to_write(name)? {
        Ok(Some(Locked::new(path)?))
    } else {
        Ok(None)
    }
}

/// Checks a new text and, if the file is locked already, writes it beside the old one meanwhile.
fn verify_while_writing<'l>(
    draft: &Draft,
    lock: Option<&'l Locked>,
) -> (
    Result<Verified, EditError>,
    Option<Result<Prepared<'l>, StoreError>>,
) {
    thread::scope(|scope| {
        let writing = lock.and_then(|lock| {
            let write = || lock.prepare(draft.text.as_bytes());
            thread::Builder::new().spawn_scoped(scope, write).ok()
        });
        let verified = draft.verify();
        (verified, writing.and_then(|writing| writing.join().ok()))
    })
}

/// Whether there is somebody at a terminal who can be asked.
pub(crate) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

fn changed_meanwhile(name: &str) -> String {
    format!("{name} has changed meanwhile; this is what the change would do now:\n")
}

fn not_written(plan: &Plan) -> Answer {
    let again = plan.again.as_ref();
    let again = again.map_or_else(String::new, |command| {
        format!("The same as a command:\n  {command}\n")
    });
    Answer {
        text: format!("Nothing was written.\n{again}"),
        in_order: false,
        changed: None,
    }
}

/// Says that a file could not be given back to its owner.
pub(crate) fn warn_of_owner(name: &str, kept: Kept) {
    let whose = match kept {
        Kept::Owner => return,
        Kept::OnlyGroup => "but still to its group",
        Kept::Neither => "and to your group",
    };
    output::complaint(&format!(
        "note: {name} belongs to you now, {whose}; the system lets only its administrator give files \
         away\n"
    ));
}

/// What a change would do, in words and a table.
fn preview(checked: &Checked, old: &Ledger, verified: &Verified, change: &Change) -> String {
    let new = &verified.ledger;
    let added: HashSet<&str> = change
        .events
        .iter()
        .map(|event| event.entry.id.trim())
        .collect();
    let withdrawn: HashSet<&str> = change
        .withdrawals
        .iter()
        .map(|(id, _)| id.as_str())
        .collect();
    let keys = |ids: &HashSet<&str>| {
        let events = new.events();
        events
            .filter(|(_, event)| ids.contains(event.id.as_str()))
            .map(|(key, _)| key)
            .collect::<Vec<_>>()
    };
    let (events, withdrawn) = (keys(&added), keys(&withdrawn));
    let effects = effects(old, new, touched(old, new));
    let warnings = new_warnings(checked, verified);
    let catalogue = Catalogue::new(Language::default());
    let preview = Preview {
        catalogue: &catalogue,
        ledger: new,
        sources: change
            .sources
            .iter()
            .map(|source| source.id.trim())
            .collect(),
        events,
        withdrawn,
        effects: &effects,
        warnings: &warnings,
    };
    terminal::render(&view::change::document(&preview), output::width())
}

/// The warnings that the change brings; one that reads like an old one is new all the same.
fn new_warnings(checked: &Checked, verified: &Verified) -> Vec<Diagnostic> {
    let mut old: HashMap<(&str, &str), usize> = HashMap::new();
    for problem in &checked.diagnostics {
        *old.entry((problem.code.name(), &problem.message))
            .or_default() += 1;
    }
    let mut new: Vec<Diagnostic> = Vec::new();
    for problem in &verified.diagnostics {
        match old.get_mut(&(problem.code.name(), problem.message.as_str())) {
            Some(left) if *left > 0 => *left -= 1,
            Some(_) | None => new.push(problem.clone()),
        }
    }
    new
}
