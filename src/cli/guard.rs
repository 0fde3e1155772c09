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
use crate::store::{self, FileOrigin, Locked};
use crate::view::{self, inert::inert};
use crate::write::change::Change;
use crate::write::edit::Draft;

use super::Answer;
use super::arguments::LedgerArgument;
use super::facts::GuardArguments;
use super::failure::Failure;
use super::held::{Held, locked, replace, verify_while_writing};
use super::load::{Purpose, Whole, whole_in_passing};
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
    for attempt in 0..MOST_TRIES {
        // Should it change while it is read in passing, there is no sense in trying that again.
        if let Some(answer) = task.attempt(attempt == 0, &mut plan, &lost)? {
            return Ok(answer);
        }
        if !guard.yes && !guard.dry_run {
            output::complaint(&changed_meanwhile(&task.name));
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
        in_passing: bool,
        plan: &mut impl FnMut(&Ledger) -> Result<Plan, Failure>,
        lost: &impl Fn() -> Option<String>,
    ) -> Result<Option<Answer>, Failure> {
        let mut lock = if self.guard.yes {
            Some(locked(&self.path)?)
        } else {
            None
        };
        let whole = self.read(in_passing, lock.as_mut(), lost)?;
        let answer = self.change(&whole, lock, plan, lost);
        // What has met a change is not to be told of.
        if whole.text.is_lost() {
            return Ok(None);
        }
        if matches!(&answer, Ok(Some(answer)) if answer.changed.is_some()) {
            // Whoever has a large ledger need not wait until it is taken apart.
            std::mem::forget(whole);
        }
        answer
    }

    /// Carries a change of a ledger out that has been read.
    fn change(
        &self,
        whole: &Whole,
        lock: Option<Locked>,
        plan: &mut impl FnMut(&Ledger) -> Result<Plan, Failure>,
        lost: &impl Fn() -> Option<String>,
    ) -> Result<Option<Answer>, Failure> {
        let (text, checked) = (&whole.text, &whole.checked);
        let refuse = |failure: Failure| {
            let is_so = whole.is_untouched();
            if is_so { Err(failure) } else { Ok(None) }
        };
        let Some(ledger) = &checked.ledger else {
            let problems = checked.diagnostics.clone();
            return refuse(load::unsound(&self.name, text, problems, lost()));
        };
        progress::doing(&format!("changing {}", self.name));
        let mut plan = match plan(ledger) {
            Ok(plan) => plan,
            Err(failure) => return refuse(failure),
        };
        if plan.change.is_empty() {
            return Ok(Some(Answer::new("Nothing to change.\n".into())));
        }
        if let Some(into) = &plan.into {
            plan.change.into = Some(into::file(into, whole, &self.path)?);
        }
        let trial = Trial {
            name: &self.name,
            text,
            checked,
            ledger,
            into: plan.change.into,
        };
        let draft = match Draft::new(text, checked, &plan.change) {
            Ok(draft) => draft,
            Err(error) => return refuse(refused(&trial, &plan, error)),
        };
        let files = draft.changed();
        let held = match lock {
            Some(main) => Some(Held::new(main, whole, &self.path, &files)?),
            None => None,
        };
        let (verified, prepared) = verify_while_writing(&draft, held.as_ref());
        let verified = match verified {
            Ok(verified) => verified,
            Err(error) => {
                // To find what would help takes time, which nobody else need wait for.
                drop(prepared);
                drop(held);
                return refuse(refused(&trial, &plan, error));
            }
        };
        let preview = preview(checked, ledger, &verified, &plan.change);
        let shown = |file: &FileKey| whole.path(&self.path, *file).display().to_string();
        if self.guard.dry_run {
            let diffs = files
                .iter()
                .map(|file| view::diff::render(&shown(file), text.of(*file), draft.splices(*file)));
            let diffs: String = diffs.collect();
            if !whole.is_untouched() {
                return Ok(None);
            }
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
                fresh = Held::new(locked(&self.path)?, whole, &self.path, &files)?;
                fresh.prepare(&draft)?
            }
        };
        if !replace(prepared, &files, whole, &self.path)? {
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
        Ok(Some(Answer {
            changed: Some(names),
            ..Answer::new(written)
        }))
    }

    /// Reads the ledger, from the locked file if there is one, and in passing if that is possible.
    fn read(
        &self,
        in_passing: bool,
        lock: Option<&mut Locked>,
        lost: &impl Fn() -> Option<String>,
    ) -> Result<Whole, Failure> {
        if in_passing {
            let origin = match &lock {
                Some(lock) => lock.origin(),
                None => FileOrigin::open(&self.path),
            };
            if let Some(whole) = origin.and_then(|origin| whole_in_passing(self.argument, origin)) {
                return Ok(whole);
            }
        }
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

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::cli::long::{argument, ledger, place};
    use crate::write::entry::EventEntry;

    /// An event with an id is to be added.
    fn adding(id: &'static str) -> Plan {
        let event = EventEntry {
            id: id.into(),
            date: "2023-01-02".into(),
            kind: "sought".into(),
            channels: vec!["line".into()],
            summary: "New.".into(),
            sources: vec![crate::write::entry::CitationEntry::parse("wire")],
            ..EventEntry::default()
        };
        Plan {
            change: Change::event(event),
            ..Plan::default()
        }
    }

    /// What comes of a change during which somebody else changes the ledger, what stands in it then, and how often
    /// the change is planned.
    fn attempted(
        dry_run: bool,
        before: &str,
        plan: impl Fn() -> Result<Plan, Failure>,
        meanwhile: impl Fn(&Path),
    ) -> (Result<Answer, Failure>, String, usize) {
        let (_directory, path) = place();
        fs::write(&path, before).unwrap();
        let mut planned = 0;
        let planning = |ledger: &Ledger| {
            planned += 1;
            // Only at first, and then from beginning to end.
            assert_eq!(ledger.packed().text().is_paged(), planned == 1);
            if planned == 1 {
                meanwhile(&path);
            }
            plan()
        };
        let guard = GuardArguments {
            yes: !dry_run,
            dry_run,
        };
        let answer = carry_out(&argument(&path), guard, planning, || None);
        (answer, fs::read_to_string(&path).unwrap(), planned)
    }

    /// The same where somebody else writes another ledger there meanwhile.
    fn overwritten(
        dry_run: bool,
        before: &str,
        plan: impl Fn() -> Result<Plan, Failure>,
        other: &str,
    ) -> (Result<Answer, Failure>, String, usize) {
        attempted(dry_run, before, plan, |path| {
            fs::write(path, other).unwrap();
        })
    }

    fn changed(before: &str, meanwhile: impl Fn(&Path)) -> (String, usize) {
        let (answer, text, planned) = attempted(false, before, || Ok(adding("new")), meanwhile);
        assert!(answer.is_ok_and(|answer| answer.changed.is_some()));
        (text, planned)
    }

    #[test]
    fn a_change_that_met_another_begins_anew() {
        let new = "  - id: new\n    date: 2023-01-02\n    kind: sought\n    channels: [line]\n    \
                   summary: New.\n    sources: [wire]\n";
        let (before, after) = (ledger("Before"), ledger("After."));
        let (text, planned) = changed(&before, |_| {});
        assert!(text == before.clone() + new && planned == 1, "{planned}");
        // Of the same length, and in place.
        let (text, planned) = changed(&before, |path| fs::write(path, &after).unwrap());
        assert!(text == after.clone() + new && planned == 2, "{planned}");
        // As an editor saves.
        let (text, planned) = changed(&before, |path| {
            let other = path.with_extension("new");
            fs::write(&other, &after).unwrap();
            fs::rename(other, path).unwrap();
        });
        assert!(text == after + new && planned == 2, "{planned}");
    }

    #[test]
    fn whatever_comes_of_a_file_meanwhile_is_what_is_told_of() {
        let before = ledger("Before");
        let shorter = &before[..before.find("  - id: e-10\n").unwrap()];
        let in_other_words = [
            shorter.to_owned(),
            before.replace("date: 2023-01-01", "date: 2022-12-31"),
            before.replace("\n  ", "\n   "),
            before.replace("title: T", "title: U"),
            before.replace("outlet: W", "outlet: V"),
        ];
        for other in in_other_words {
            for dry_run in [false, true] {
                let plan = || Ok(adding("new"));
                let (answer, text, planned) = overwritten(dry_run, &before, plan, &other);
                assert_eq!(planned, 2);
                assert!(answer.is_ok());
                assert!(text.starts_with(&other), "{}", &text[..500]);
                assert_eq!(text.len() > other.len(), !dry_run);
            }
        }
        // Of as many bytes, and no ledger any more.
        let none = "channels: [{id: line, name: L, parties: [USA, CHN]}]";
        let without = before.replace(
            none,
            &format!("channels: []{}", " ".repeat(none.len() - 12)),
        );
        let plan = || Ok(adding("new"));
        let (answer, text, planned) = overwritten(false, &before, plan, &without);
        assert_eq!((answer.is_err(), planned), (true, 1));
        assert!(text == without);
    }

    #[test]
    fn an_answer_that_asked_for_nothing_that_has_changed_is_thrown_away_too() {
        let before = ledger("Before");
        let event = "id: e-5000\n    date: 2023-01-01";
        let other = before.replace(event, &event.replace("2023-01-01", "2022-12-31"));
        assert_ne!(other, before);
        let begins_anew = |plan: fn() -> Result<Plan, Failure>, is_refused| {
            for dry_run in [false, true] {
                let (answer, text, planned) = overwritten(dry_run, &before, plan, &other);
                assert_eq!((answer.is_err(), planned), (is_refused, 2));
                assert!(text.starts_with(&other));
            }
        };
        begins_anew(|| Ok(adding("new")), false);
        // Refused, for its id is there.
        begins_anew(|| Ok(adding("e-1")), true);
        // Refused without a look at the ledger.
        begins_anew(|| Err(Failure::Usage("it has no id".into())), true);
    }
}
