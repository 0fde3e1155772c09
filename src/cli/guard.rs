//! The guard under which a ledger is changed: read, check, show, ask, write.
//!
//! Of a ledger of several files, the whole is read and checked; only the files that change are written.
//!
//! With `--yes` the lock is held from the reading to the writing. Where a person is asked, it is not
//! held while they think: the file is read once more under the lock, and if it has changed
//! meanwhile, everything begins anew.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::thread;

use crate::model::id::EventKey;
use crate::model::ledger::Ledger;
use crate::model::text::FileKey;
use crate::read::Checked;
use crate::read::diagnostic::Diagnostic;
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
use super::load::{Purpose, Whole};
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
    let name = path.display().to_string();
    if argument.is_stream() && !guard.dry_run {
        return Err(Failure::Usage(
            "standard input cannot be changed; name a file with `--file FILE`, or add `--dry-run`"
                .into(),
        ));
    }
    for _ in 0..MOST_TRIES {
        let mut lock = if guard.yes {
            Some(locked(&path)?)
        } else {
            None
        };
        progress::reading(&path);
        let bytes = match &mut lock {
            Some(lock) => lock.read()?,
            None => store::read(&path)?,
        };
        let whole = load::whole(argument, bytes, Purpose::Change)
            .map_err(|(text, problem)| load::unsound(&name, &text, vec![problem], lost()))?;
        let (text, checked) = (&whole.text, &whole.checked);
        let Some(ledger) = &checked.ledger else {
            let problems = checked.diagnostics.clone();
            return Err(load::unsound(&name, text, problems, lost()));
        };
        progress::doing(&format!("changing {name}"));
        let mut plan = plan(ledger)?;
        if plan.change.is_empty() {
            return Ok(Answer::new("Nothing to change.\n".into()));
        }
        if let Some(into) = &plan.into {
            plan.change.into = Some(into::file(into, &whole, &path)?);
        }
        let trial = Trial {
            name: &name,
            text,
            checked,
            ledger,
            into: plan.change.into,
        };
        let draft = Draft::new(text, checked, &plan.change)
            .map_err(|error| refused(&trial, &plan, error))?;
        let files = draft.changed();
        let held = match lock {
            Some(main) => Some(Held::new(main, &whole, &path, &files)?),
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
        let shown = |file| whole.path(&path, file).display().to_string();
        if guard.dry_run {
            let diffs = files.iter().map(|file| {
                view::diff::render(&shown(*file), text.of(*file), draft.text.of(*file))
            });
            return Ok(Answer::new(format!(
                "{preview}\n{}",
                diffs.collect::<String>()
            )));
        }
        let names: Vec<String> = files.iter().map(|file| shown(*file)).collect();
        let names = names.join(" and ");
        let fresh;
        let prepared = match (prepared, &held) {
            (Some(prepared), _) => prepared?,
            // Where no second thread can be had, one does it all.
            (None, Some(held)) => held.prepare(&draft)?,
            (None, None) => {
                if !consent(&names, &preview)? {
                    return Ok(not_written(&plan));
                }
                fresh = Held::new(locked(&path)?, &whole, &path, &files)?;
                fresh.prepare(&draft)?
            }
        };
        let is_split = !whole.patterns.is_empty();
        let replaced = if is_split && !whole.is_still_so(&path, &files)? {
            Replaced::ChangedMeanwhile
        } else {
            commit(prepared, &files, &whole, &path)?
        };
        match replaced {
            Replaced::Written(_) => {
                let shown = if guard.yes {
                    preview + "\n"
                } else {
                    String::new()
                };
                let written = format!("{shown}Written to {names}.\n");
                drop(trial);
                // Whoever has a large ledger need not wait until it is taken apart.
                std::mem::forget((draft.text.clone(), verified));
                std::mem::forget(whole);
                return Ok(Answer {
                    changed: Some(names),
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

/// Waits until nobody else changes a file, and keeps others from changing it.
pub(crate) fn locked(path: &Path) -> Result<Locked, StoreError> {
    progress::doing(&format!(
        "waiting until nobody else changes {}",
        path.display()
    ));
    Locked::new(path)
}

/// The files that a change goes to, locked.
struct Held {
    /// The main file, which everybody locks who changes any of the ledger's files: what was verified with
    /// the others stays so.
    main: Locked,
    /// The others, in their order, so that no two wait for each other.
    others: Vec<(FileKey, Locked)>,
    /// In the order in which they are to be written.
    order: Vec<FileKey>,
}

impl Held {
    fn new(
        main: Locked,
        whole: &Whole,
        path: &Path,
        files: &[FileKey],
    ) -> Result<Self, StoreError> {
        let mut others: Vec<FileKey> = files.to_vec();
        others.retain(|file| *file != FileKey::MAIN);
        others.sort_unstable();
        let others = others
            .into_iter()
            .map(|file| Ok((file, locked(whole.path(path, file))?)));
        Ok(Self {
            main,
            others: others.collect::<Result<_, StoreError>>()?,
            order: files.to_vec(),
        })
    }

    /// Writes the new texts beside the old ones.
    fn prepare(&self, draft: &Draft) -> Result<Vec<Prepared<'_>>, StoreError> {
        let lock = |file: &FileKey| {
            let other = self.others.iter().find(|(other, _)| other == file);
            other.map_or(&self.main, |(_, lock)| lock)
        };
        let prepared = self
            .order
            .iter()
            .map(|file| lock(file).prepare(draft.text.bytes_of(*file)));
        prepared.collect()
    }
}

/// Puts the new texts in the place of the old ones, one after the other.
fn commit(
    prepared: Vec<Prepared<'_>>,
    files: &[FileKey],
    whole: &Whole,
    path: &Path,
) -> Result<Replaced, Failure> {
    let mut written: Vec<String> = Vec::new();
    let mut replaced = Replaced::ChangedMeanwhile;
    for (prepared, file) in prepared.into_iter().zip(files) {
        let name = whole.path(path, *file).display().to_string();
        let of_file = prepared.commit(whole.text.bytes_of(*file));
        let reason = match of_file {
            Ok(Replaced::Written(kept)) => {
                warn_of_owner(&name, kept);
                replaced = Replaced::Written(kept);
                written.push(name);
                continue;
            }
            Ok(Replaced::ChangedMeanwhile) if written.is_empty() => {
                return Ok(Replaced::ChangedMeanwhile);
            }
            Err(error) if written.is_empty() => return Err(error.into()),
            Ok(Replaced::ChangedMeanwhile) => format!("`{name}` has changed meanwhile"),
            Err(error) => error.to_string(),
        };
        // A source that nobody cites yet.
        return Err(Failure::NotWritten {
            details: String::new(),
            message: format!(
                "{reason}; only the sources were added, to `{}`. Add the events once more without them",
                written.join("` and `")
            ),
        });
    }
    Ok(replaced)
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

/// Checks a new text and, if its files are locked already, writes them beside the old ones meanwhile.
fn verify_while_writing<'l>(
    draft: &Draft,
    held: Option<&'l Held>,
) -> (
    Result<Verified, EditError>,
    Option<Result<Vec<Prepared<'l>>, StoreError>>,
) {
    thread::scope(|scope| {
        let writing = held.and_then(|held| {
            let write = || held.prepare(draft);
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
    let withdrawn: BTreeSet<EventKey> = change
        .withdrawals
        .iter()
        .filter_map(|(id, _)| new.event_called(id))
        .collect();
    let effects = effects(old, new, touched(old, new, &verified.added));
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
        events: verified.added.clone(),
        withdrawn: withdrawn.into_iter().collect(),
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
