//! The guard under which a ledger is changed: read, check, show, ask, write.
//!
//! Of a ledger of several files, the whole is read and checked; only the files that change are written.
//!
//! With `--yes` the lock is held from the reading to the writing. Where a person is asked, it is not
//! held while they think: the file is read once more under the lock, and if it has changed
//! meanwhile, everything begins anew.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use crate::model::ledger::Ledger;
use crate::model::text::FileKey;
use crate::store::{self, Locked};
use crate::view::{self, inert::inert};
use crate::write::change::Change;
use crate::write::edit::Draft;

use super::Answer;
use super::arguments::LedgerArgument;
use super::facts::GuardArguments;
use super::failure::Failure;
use super::held::{Held, locked, replace, verify_while_writing};
use super::load::{Purpose, Whole};
use super::preview::preview;
use super::ready::Given;
use super::refused::refused;
use super::trial::Trial;
use super::{into, load, output, progress};

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
    /// The file that everything is to go into, as it was named.
    pub(crate) into: Option<String>,
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
    if argument.is_stream() && !guard.dry_run {
        return Err(Failure::Usage(
            "standard input cannot be changed; name a file with `--file FILE`, or add `--dry-run`"
                .into(),
        ));
    }
    let task = Task {
        argument,
        guard,
        name: path.display().to_string(),
        path,
    };
    for _ in 0..MOST_TRIES {
        if let Some(answer) = task.attempt(&mut plan, &lost)? {
            return Ok(answer);
        }
    }
    Err(Failure::NotWritten {
        details: String::new(),
        message: format!(
            "`{}` kept changing while the change was prepared, so nothing was written; try again",
            task.name
        ),
    })
}

/// Which ledger is changed, and how.
struct Task<'a> {
    argument: &'a LedgerArgument,
    guard: GuardArguments,
    path: PathBuf,
    name: String,
}

impl Task<'_> {
    /// Carries a change out, unless the ledger changes meanwhile: then there is no answer yet.
    fn attempt(
        &self,
        plan: &mut impl FnMut(&Ledger) -> Result<Plan, Failure>,
        lost: &impl Fn() -> Option<String>,
    ) -> Result<Option<Answer>, Failure> {
        let mut lock = if self.guard.yes {
            Some(locked(&self.path)?)
        } else {
            None
        };
        let whole = self.read(lock.as_mut(), lost)?;
        let (text, checked) = (&whole.text, &whole.checked);
        let Some(ledger) = &checked.ledger else {
            let problems = checked.diagnostics.clone();
            return Err(load::unsound(&self.name, text, problems, lost()));
        };
        progress::doing(&format!("changing {}", self.name));
        let mut plan = plan(ledger)?;
        if plan.change.is_empty() {
            return Ok(Some(Answer::new("Nothing to change.\n".into())));
        }
        if let Some(into) = &plan.into {
            plan.change.into = Some(into::file(into, &whole, &self.path)?);
        }
        let trial = Trial {
            name: &self.name,
            text,
            checked,
            ledger,
            into: plan.change.into,
        };
        let draft = Draft::new(text, checked, &plan.change)
            .map_err(|error| refused(&trial, &plan, error))?;
        let files = draft.changed();
        let held = match lock {
            Some(main) => Some(Held::new(main, &whole, &self.path, &files)?),
            None => None,
        };
        let (verified, prepared) = verify_while_writing(&draft, held.as_ref());
        let verified = match verified {
            Ok(verified) => verified,
            Err(error) => {
                // To find what would help takes time, which nobody else need wait for.
                drop(prepared);
                drop(held);
                return Err(refused(&trial, &plan, error));
            }
        };
        let preview = preview(checked, ledger, &verified, &plan.change);
        let shown = |file: &FileKey| whole.path(&self.path, *file).display().to_string();
        if self.guard.dry_run {
            let diffs = files
                .iter()
                .map(|file| view::diff::render(&shown(file), text.of(*file), draft.text.of(*file)));
            let diffs: String = diffs.collect();
            return Ok(Some(Answer::new(format!("{preview}\n{diffs}"))));
        }
        let names: Vec<String> = files.iter().map(shown).collect();
        let names = names.join(" and ");
        let fresh;
        let prepared = match (prepared, &held) {
            (Some(prepared), _) => prepared?,
            // Where no second thread can be had, one does it all.
            (None, Some(held)) => held.prepare(&draft)?,
            (None, None) => {
                if !consent(&names, &preview)? {
                    return Ok(Some(not_written(&plan)));
                }
                fresh = Held::new(locked(&self.path)?, &whole, &self.path, &files)?;
                fresh.prepare(&draft)?
            }
        };
        if !replace(prepared, &files, &whole, &self.path)? {
            if !self.guard.yes {
                output::complaint(&changed_meanwhile(&self.name));
            }
            return Ok(None);
        }
        let shown = if self.guard.yes {
            preview + "\n"
        } else {
            String::new()
        };
        let written = format!("{shown}Written to {}.\n", inert(&names));
        // Whoever has a large ledger need not wait until it is taken apart.
        std::mem::forget((draft.text.clone(), verified));
        std::mem::forget(whole);
        Ok(Some(Answer {
            changed: Some(names),
            ..Answer::new(written)
        }))
    }

    /// Reads the ledger, from the locked file if there is one.
    fn read(
        &self,
        lock: Option<&mut Locked>,
        lost: &impl Fn() -> Option<String>,
    ) -> Result<Whole, Failure> {
        progress::reading(&self.path);
        let bytes = match lock {
            Some(lock) => lock.read()?,
            None => store::read(&self.path)?,
        };
        load::whole(self.argument, bytes, Purpose::Change)
            .map_err(|unread| load::unsound(&self.name, &unread.text, vec![unread.problem], lost()))
    }
}

/// Shows what a change would do, and asks whether to write it.
fn consent(names: &str, preview: &str) -> Result<bool, Failure> {
    if !can_ask() {
        return Err(Failure::Usage(
            "there is no terminal to ask on; add `--yes` to write, or `--dry-run` to see what would \
             change"
                .into(),
        ));
    }
    output::beside_questions(preview).map_err(Failure::Output)?;
    super::ask::whether_to_write(names)
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
