//! The guard under which a ledger is changed: read, check, show, ask, write.
//!
//! With `--yes` the lock is held from the reading to the writing. Where a person is asked, it is not
//! held while they think: the file is read once more under the lock, and if it has changed
//! meanwhile, everything begins anew.

use std::collections::{BTreeSet, HashSet};
use std::io::{self, IsTerminal};

use crate::model::id::ChannelKey;
use crate::model::ledger::Ledger;
use crate::read::diagnostic::Diagnostic;
use crate::read::{Checked, check, decode};
use crate::replay::effect::effects;
use crate::store::{self, Kept, Locked, Replaced};
use crate::view::change::Preview;
use crate::view::{self, terminal};
use crate::write::change::Change;
use crate::write::edit::{Edited, edit_checked};

use super::Answer;
use super::arguments::LedgerArgument;
use super::facts::GuardArguments;
use super::failure::Failure;
use super::ready::Given;
use super::refused::refused;
use super::trial::Trial;
use super::{load, output};

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
    let is_stream = path.as_os_str() == "-";
    if is_stream && !guard.dry_run {
        return Err(Failure::Usage(
            "standard input cannot be changed; name a file with `--file FILE`, or add `--dry-run`"
                .into(),
        ));
    }
    let may_ask = can_ask();
    for _ in 0..MOST_TRIES {
        let mut lock = if guard.yes {
            Some(Locked::new(&path)?)
        } else {
            None
        };
        let bytes = match &mut lock {
            Some(lock) => lock.read()?,
            None => store::read(&path)?,
        };
        let (text, checked) = match decode(bytes) {
            Ok(text) => {
                let checked = check(&text);
                (text, checked)
            }
            Err((text, problem)) => return Err(load::unsound(&name, &text, vec![problem], lost())),
        };
        let Some(ledger) = &checked.ledger else {
            return Err(load::unsound(&name, &text, checked.diagnostics, lost()));
        };
        let plan = plan(ledger)?;
        if plan.change.is_empty() {
            return Ok(Answer::new("Nothing to change.\n".into()));
        }
        let edited = edit_checked(&text, &checked, &plan.change).map_err(|error| {
            refused(
                &Trial {
                    name: &name,
                    text: &text,
                    checked: &checked,
                    ledger,
                },
                &plan,
                error,
            )
        })?;
        let preview = preview(&checked, ledger, &edited, &plan.change);
        if guard.dry_run {
            let diff = view::diff::render(&name, &text, &edited.text);
            return Ok(Answer::new(format!("{preview}\n{diff}")));
        }
        if !guard.yes {
            if !may_ask {
                return Err(Failure::Usage(
                    "there is no terminal to ask on; add `--yes` to write, or `--dry-run` to see what would \
                     change"
                        .into(),
                ));
            }
            output::answer(&preview).map_err(Failure::Output)?;
            if !super::ask::whether_to_write(&name)? {
                return Ok(not_written(&plan));
            }
            let mut fresh = Locked::new(&path)?;
            if fresh.read()? != text.as_bytes() {
                output::complaint(&format!(
                    "{name} has changed meanwhile; this is what the change would do now:\n"
                ));
                continue;
            }
            lock = Some(fresh);
        }
        let Some(lock) = lock else { continue };
        match lock.replace(text.as_bytes(), edited.text.as_bytes())? {
            Replaced::Written(kept) => {
                drop(lock);
                warn_of_owner(&name, kept);
                let shown = if guard.yes {
                    preview + "\n"
                } else {
                    String::new()
                };
                let written = format!("{shown}Written to {name}.\n");
                // Whoever has a large ledger need not wait until it is taken apart.
                std::mem::forget((checked, edited, text));
                return Ok(Answer::new(written));
            }
            Replaced::ChangedMeanwhile => {}
        }
    }
    Err(Failure::NotWritten {
        details: String::new(),
        message: format!(
            "`{name}` kept changing while the change was prepared, so nothing was written; try again"
        ),
    })
}

/// Whether there is somebody at a terminal who can be asked.
pub(crate) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

fn not_written(plan: &Plan) -> Answer {
    let again = plan.again.as_ref();
    let again = again.map_or_else(String::new, |command| {
        format!("The same as a command:\n  {command}\n")
    });
    Answer {
        text: format!("Nothing was written.\n{again}"),
        in_order: false,
    }
}

fn warn_of_owner(name: &str, kept: Kept) {
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
fn preview(checked: &Checked, old: &Ledger, edited: &Edited, change: &Change) -> String {
    let new = &edited.ledger;
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
    let replaced = events.iter().filter_map(|key| new.event(*key).corrects);
    let channels: BTreeSet<ChannelKey> = events
        .iter()
        .chain(&withdrawn)
        .copied()
        .chain(replaced)
        .flat_map(|key| new.event(key).channels.iter().copied())
        .collect();
    let effects = effects(old, new, channels);
    let warnings = new_warnings(checked, edited);
    let preview = Preview {
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

/// The warnings that the change brings.
fn new_warnings(checked: &Checked, edited: &Edited) -> Vec<Diagnostic> {
    let mut old: HashSet<(&str, &str)> = HashSet::new();
    for problem in &checked.diagnostics {
        old.insert((problem.code.name(), &problem.message));
    }
    let is_new =
        |problem: &&Diagnostic| !old.contains(&(problem.code.name(), problem.message.as_str()));
    edited.diagnostics.iter().filter(is_new).cloned().collect()
}
