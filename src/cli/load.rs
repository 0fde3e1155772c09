//! From a file to a checked ledger, and from a name to a channel.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::model::id::ChannelKey;
use crate::model::ledger::Ledger;
use crate::model::text::{FileKey, Origin, Text};
use crate::read::diagnostic::{Diagnostic, Severity};
use crate::read::include::{Pattern, Unmet};
use crate::read::suggest::nearest;
use crate::read::{Begun, Checked, Reader, STEP, begin, check_in_passing, decode, decode_files};
use crate::store::included::{self, IncludedFile, find};
use crate::store::{self, FileOrigin, StoreError};
use crate::view::imprint::Imprint;
use crate::view::inert::inert;
use crate::view::{excerpt, problems};

use super::arguments::LedgerArgument;
use super::failure::Failure;
use super::progress;

/// The text of a ledger and what came of checking it.
pub(crate) struct Loaded {
    pub(crate) name: String,
    pub(crate) text: Text,
    pub(crate) ledger: Option<Ledger>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What its main file includes.
    pub(crate) patterns: Vec<Pattern>,
}

/// Reads and checks the ledger that the command line names.
pub(crate) fn load(file: &LedgerArgument) -> Result<Loaded, Failure> {
    let path = file.file();
    progress::reading(&path);
    let name = path.display().to_string();
    let whole = whole(file, store::read(&path)?, Purpose::Answer);
    progress::doing("working out the answer");
    Ok(match whole {
        Ok(whole) => Loaded {
            name,
            text: whole.text,
            ledger: whole.checked.ledger,
            diagnostics: whole.checked.diagnostics,
            patterns: whole.patterns,
        },
        Err(unread) => Loaded {
            name,
            text: unread.text,
            ledger: None,
            diagnostics: vec![unread.problem],
            patterns: unread.patterns,
        },
    })
}

/// Answers a question of which most ask for hardly any of the ledger's text.
///
/// The text of a long one is then not held. Should a part of it be asked for that is no longer there as it was,
/// the answer is thrown away and the ledger read as a whole.
///
/// # Errors
///
/// As the answer's, and if the ledger cannot be read.
pub(crate) fn in_passing<T>(
    file: &LedgerArgument,
    answer: impl Fn(Loaded) -> Result<T, Failure>,
) -> Result<T, Failure> {
    if let Some(loaded) = passed(file) {
        let text = loaded.text.clone();
        let answered = answer(loaded);
        if !text.is_lost() {
            return answered;
        }
    }
    answer(load(file)?)
}

fn passed(file: &LedgerArgument) -> Option<Loaded> {
    let path = file.file();
    let whole = whole_in_passing(file, FileOrigin::open(&path)?)?;
    progress::doing("working out the answer");
    Some(Loaded {
        name: path.display().to_string(),
        text: whole.text,
        ledger: whole.checked.ledger,
        diagnostics: whole.checked.diagnostics,
        patterns: whole.patterns,
    })
}

/// Reads and checks a long ledger of one file in passing; `None` if it must be read as a whole.
pub(crate) fn whole_in_passing(file: &LedgerArgument, origin: FileOrigin) -> Option<Whole> {
    if file.reader() == Reader::General {
        return None;
    }
    let progress = progress::reading(&file.file());
    let (text, checked) = check_in_passing(origin.clone(), STEP, progress)?;
    origin.is_unchanged().then(|| Whole {
        text,
        checked,
        patterns: Vec::new(),
        included: Vec::new(),
        passed: Some(origin),
    })
}

/// What a ledger is read for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To say something about it.
    Answer,
    /// To change its text, for which one must know where everything stands.
    Change,
}

/// A ledger with all files that it includes.
pub(crate) struct Whole {
    pub(crate) text: Text,
    pub(crate) checked: Checked,
    /// What its main file includes.
    pub(crate) patterns: Vec<Pattern>,
    /// The files that these stand for, in the order of the text.
    pub(crate) included: Vec<IncludedFile>,
    /// Where it stands, if it was read in passing.
    passed: Option<FileOrigin>,
}

/// A ledger of which a file is no text.
pub(crate) struct Unread {
    /// What can be shown of it.
    pub(crate) text: Text,
    pub(crate) problem: Diagnostic,
    /// What its main file includes, as far as that could be read.
    patterns: Vec<Pattern>,
}

impl Whole {
    /// Whether nobody has touched it, if it was read in passing, since that began.
    pub(crate) fn is_untouched(&self) -> bool {
        !self.text.is_lost() && self.passed.as_ref().is_none_or(FileOrigin::is_unchanged)
    }

    /// Where a file lies, the main one at a path of its own.
    pub(crate) fn path<'p>(&'p self, main: &'p Path, file: FileKey) -> &'p Path {
        let included = file.index().checked_sub(1);
        let included = included.and_then(|index| self.included.get(index));
        included.map_or(main, |included| &included.path)
    }

    /// Whether the files of a ledger are all as they were read but for some, and there are no others.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if one of them cannot be read any more.
    pub(crate) fn is_still_so(&self, main: &Path, but: &[FileKey]) -> Result<bool, StoreError> {
        let found = find(main, &self.patterns).files;
        let paths = |files: &[IncludedFile]| -> Vec<PathBuf> {
            files.iter().map(|file| file.path.clone()).collect()
        };
        if paths(&found) != paths(&self.included) {
            return Ok(false);
        }
        for file in self.text.files().filter(|file| !but.contains(file)) {
            let stands_at = |now: &dyn Origin| self.text.stands_at(file, now);
            if !store::look(self.path(main, file), stands_at)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Reads the files that a ledger includes, whose main file has been read, and checks the whole.
///
/// # Errors
///
/// The problem that keeps its bytes from being read as text.
pub(crate) fn whole(
    file: &LedgerArgument,
    main: Vec<u8>,
    purpose: Purpose,
) -> Result<Whole, Box<Unread>> {
    let text = decode(main).map_err(|(text, problem)| {
        Box::new(Unread {
            text: text.into(),
            problem,
            patterns: Vec::new(),
        })
    })?;
    let progress = progress::reading(&file.file());
    let begun = begin(file.reader(), text, progress);
    let include = begun.include();
    let patterns: Vec<Pattern> = include
        .iter()
        .map(|include| include.pattern.clone())
        .collect();
    let checked = |begun: Begun<'_>, unmet| match purpose {
        Purpose::Answer => begun.without_places().check_with(unmet),
        Purpose::Change => begun.check_with(unmet),
    };
    let alone = |begun: Begun<'_>, unmet| Whole {
        text: begun.text().clone(),
        checked: checked(begun, unmet),
        patterns: patterns.clone(),
        included: Vec::new(),
        passed: None,
    };
    if include.is_empty() || file.is_stream() {
        return Ok(alone(begun, Vec::new()));
    }
    let found = find(&file.file(), &patterns);
    let problem =
        |(place, unmet): &(usize, Unmet)| include.get(*place).map(|include| include.problem(unmet));
    let unmet: Vec<Diagnostic> = found.unmet.iter().filter_map(problem).collect();
    if unmet
        .iter()
        .any(|problem| problem.severity() == Severity::Error)
    {
        return Ok(alone(begun, unmet));
    }
    let read = included::read(begun.text().bytes_of(FileKey::MAIN), &found.files);
    let (bytes, lengths) = match read {
        Ok(read) => read,
        Err(unread) => return Ok(alone(begun, problem(&unread).into_iter().collect())),
    };
    let paths = found
        .files
        .iter()
        .map(|file| file.path.display().to_string());
    let included = paths.map(Into::into).zip(lengths).collect();
    let text = decode_files(bytes, included).map_err(|(text, problem)| {
        Box::new(Unread {
            text,
            problem,
            patterns: patterns.clone(),
        })
    })?;
    Ok(Whole {
        checked: checked(begin(file.reader(), &text, progress), unmet),
        text,
        patterns,
        included: found.files,
        passed: None,
    })
}

/// Reads the ledger that the command line names; one with errors yields nothing but these.
pub(crate) fn ledger(file: &LedgerArgument) -> Result<Ledger, Failure> {
    sound(load(file)?)
}

/// Reads the ledger that the command line names, and that by which its reports can be made again.
pub(crate) fn with_imprint(file: &LedgerArgument) -> Result<(Ledger, Imprint), Failure> {
    imprinted(load(file)?)
}

/// The ledger that was read, if it has no errors, and that by which its reports can be made again.
pub(crate) fn imprinted(loaded: Loaded) -> Result<(Ledger, Imprint), Failure> {
    let text = loaded.text.clone();
    let ledger = sound(loaded)?;
    Ok((ledger, Imprint::of_text(&text)))
}

/// The ledger that was read; one with errors yields nothing but these.
pub(crate) fn sound(loaded: Loaded) -> Result<Ledger, Failure> {
    let Loaded {
        name,
        text,
        ledger,
        diagnostics,
        patterns: _,
    } = loaded;
    ledger.ok_or_else(|| refusal(&name, &text, diagnostics, "it yields no status"))
}

/// What to say of a ledger with errors, and of what follows from them.
pub(crate) fn refusal(
    name: &str,
    text: &Text,
    mut diagnostics: Vec<Diagnostic>,
    consequence: &'static str,
) -> Failure {
    diagnostics.retain(|problem| problem.severity() == Severity::Error);
    Failure::Ledger {
        excerpts: excerpt::render(name, text, &diagnostics),
        tally: problems::tally(&diagnostics),
        file: inert(name).into_owned(),
        consequence,
    }
}

/// A ledger that cannot be changed because of its errors, and what would be lost with the change.
pub(crate) fn unsound(
    name: &str,
    text: &Text,
    mut diagnostics: Vec<Diagnostic>,
    lost: Option<String>,
) -> Failure {
    diagnostics.retain(|problem| problem.severity() == Severity::Error);
    let mut details = excerpt::render(name, text, &diagnostics);
    if let Some(lost) = lost {
        details.push_str(&format!("What was to be written:\n{lost}\n"));
    }
    let (whose, to) = if text.files().nth(1).is_some() {
        (format!("the ledger of `{name}`"), "any of its files")
    } else {
        (format!("`{name}`"), "it")
    };
    Failure::NotWritten {
        details,
        message: format!(
            "{whose} has {}, so nothing is written to {to}; mend the errors first",
            problems::tally(&diagnostics)
        ),
    }
}

/// The channels that some names mean, in the order named.
pub(crate) fn named(ledger: &Ledger, names: &[String]) -> Result<Vec<ChannelKey>, Failure> {
    names.iter().map(|name| channel(ledger, name)).collect()
}

/// The channels that some names mean; all of them if none is named.
///
/// A name is an id, else another name of the channel in any case. The channels come as declared,
/// each once.
pub(crate) fn channels(ledger: &Ledger, names: &[String]) -> Result<Vec<ChannelKey>, Failure> {
    if names.is_empty() {
        return Ok(ledger.channels().map(|(key, _)| key).collect());
    }
    let named: Result<BTreeSet<ChannelKey>, Failure> =
        names.iter().map(|name| channel(ledger, name)).collect();
    Ok(named?.into_iter().collect())
}

/// What to say of a name that no channel has.
fn unknown_channel(ledger: &Ledger, name: &str) -> String {
    const MOST_LISTED: usize = 12;
    let ids = || ledger.channels().map(|(_, channel)| channel.id.as_str());
    let mut listed: Vec<String> = ids()
        .take(MOST_LISTED)
        .map(|id| format!("`{id}`"))
        .collect();
    if let Some(more) = ids()
        .count()
        .checked_sub(MOST_LISTED)
        .filter(|more| *more > 0)
    {
        listed.push(format!("and {more} more"));
    }
    let meant = nearest(name, ids()).map(|id| format!("did you mean `{id}`? "));
    format!(
        "no channel is called `{name}`; {}there are {}",
        meant.unwrap_or_default(),
        listed.join(", ")
    )
}

/// The channel that a name means.
pub(crate) fn channel(ledger: &Ledger, name: &str) -> Result<ChannelKey, Failure> {
    if let Some((key, _)) = ledger
        .channels()
        .find(|(_, channel)| channel.id.as_str() == name)
    {
        return Ok(key);
    }
    let folded = name.to_lowercase();
    let means = |other: &str| other.to_lowercase() == folded;
    let found: Vec<ChannelKey> = ledger
        .channels()
        .filter(|(_, channel)| {
            means(channel.id.as_str())
                || means(&channel.name)
                || channel.aka.iter().any(|aka| means(aka))
        })
        .map(|(key, _)| key)
        .collect();
    let ids = |keys: &[ChannelKey]| {
        keys.iter()
            .map(|key| format!("`{}`", ledger.channel(*key).id))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match found[..] {
        [key] => Ok(key),
        [] => Err(Failure::Usage(unknown_channel(ledger, name))),
        _ => Err(Failure::Usage(format!(
            "`{name}` may be any of {}; write the id",
            ids(&found)
        ))),
    }
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::cell::Cell;
    use std::fs;

    use super::*;
    use crate::cli::long::{argument, ledger, place};

    #[test]
    fn an_answer_that_met_a_change_is_thrown_away() {
        let (_directory, path) = place();
        let before = ledger("Before");
        for (after, calls) in [("After.", 2), ("Before", 1)] {
            fs::write(&path, &before).unwrap();
            let file = argument(&path);
            let called = Cell::new(0);
            let answered = in_passing(&file, |loaded| {
                called.set(called.get() + 1);
                if called.get() == 1 {
                    // Of the same length, and in place.
                    fs::write(&path, ledger(after)).unwrap();
                }
                let ledger = loaded.ledger.unwrap();
                let (_, last) = ledger.events().last().unwrap();
                Ok(String::from(last.summary))
            });
            assert_eq!(answered.ok().as_deref(), Some(after));
            assert_eq!(called.get(), calls);
        }
    }
}
