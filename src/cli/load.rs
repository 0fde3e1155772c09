//! From a file to a checked ledger, and from a name to a channel.

use std::collections::BTreeSet;

use crate::model::id::ChannelKey;
use crate::model::ledger::Ledger;
use crate::model::text::{FileKey, Text};
use crate::read::diagnostic::{Diagnostic, Severity};
use crate::read::include::Unmet;
use crate::read::suggest::nearest;
use crate::read::{Begun, Checked, begin, decode, decode_files};
use crate::store;
use crate::store::included::{self, find};
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
}

/// Reads and checks the ledger that the command line names.
pub(crate) fn load(file: &LedgerArgument) -> Result<Loaded, Failure> {
    let path = file.file();
    progress::reading(&path);
    let name = path.display().to_string();
    let whole = whole(file, store::read(&path)?);
    progress::doing("working out the answer");
    Ok(match whole {
        Ok(Whole { text, checked, .. }) => Loaded {
            name,
            text,
            ledger: checked.ledger,
            diagnostics: checked.diagnostics,
        },
        Err((text, problem)) => Loaded {
            name,
            text,
            ledger: None,
            diagnostics: vec![problem],
        },
    })
}

/// A ledger with all files that it includes.
pub(crate) struct Whole {
    pub(crate) text: Text,
    pub(crate) checked: Checked,
}

/// Reads the files that a ledger includes, whose main file has been read, and checks the whole.
///
/// # Errors
///
/// The problem that keeps its bytes from being read as text, with what can be shown of it.
pub(crate) fn whole(file: &LedgerArgument, main: Vec<u8>) -> Result<Whole, (Text, Diagnostic)> {
    let text = decode(main).map_err(|(text, problem)| (text.into(), problem))?;
    let progress = progress::reading(&file.file());
    let begun = begin(file.reader(), text, progress);
    let include = begun.include();
    let alone = |begun: Begun<'_>, unmet| Whole {
        text: begun.text().clone(),
        checked: begun.check_with(unmet),
    };
    if include.is_empty() || file.is_stream() {
        return Ok(alone(begun, Vec::new()));
    }
    let found = find(&file.file(), include.iter().map(|include| &include.pattern));
    let problem =
        |(place, unmet): &(usize, Unmet)| include.get(*place).map(|include| include.problem(unmet));
    let unmet: Vec<Diagnostic> = found.unmet.iter().filter_map(problem).collect();
    if unmet
        .iter()
        .any(|problem| problem.severity() == Severity::Error)
    {
        return Ok(alone(begun, unmet));
    }
    let read = included::read(begun.text().of(FileKey::MAIN).as_bytes(), &found.files);
    let (bytes, lengths) = match read {
        Ok(read) => read,
        Err(unread) => return Ok(alone(begun, problem(&unread).into_iter().collect())),
    };
    let paths = found
        .files
        .iter()
        .map(|file| file.path.display().to_string());
    let text = decode_files(bytes, paths.map(Into::into).zip(lengths).collect())?;
    Ok(Whole {
        checked: begin(file.reader(), &text, progress).check_with(unmet),
        text,
    })
}

/// Reads the ledger that the command line names; one with errors yields nothing but these.
pub(crate) fn ledger(file: &LedgerArgument) -> Result<Ledger, Failure> {
    sound(load(file)?)
}

/// Reads the ledger that the command line names, and that by which its reports can be made again.
pub(crate) fn with_imprint(file: &LedgerArgument) -> Result<(Ledger, Imprint), Failure> {
    let loaded = load(file)?;
    let text = loaded.text.clone();
    let ledger = sound(loaded)?;
    Ok((ledger, Imprint::of_text(&text)))
}

fn sound(loaded: Loaded) -> Result<Ledger, Failure> {
    let Loaded {
        name,
        text,
        ledger,
        diagnostics,
    } = loaded;
    ledger.ok_or_else(|| refusal(&name, &text, diagnostics))
}

/// What to say of a ledger with errors.
pub(crate) fn refusal(name: &str, text: &Text, mut diagnostics: Vec<Diagnostic>) -> Failure {
    diagnostics.retain(|problem| problem.severity() == Severity::Error);
    Failure::Ledger {
        excerpts: excerpt::render(name, text, &diagnostics),
        tally: problems::tally(&diagnostics),
        file: inert(name).into_owned(),
    }
}

/// A ledger of several files, which no command changes yet, and what would be lost with the change.
pub(crate) fn split(name: &str, lost: Option<String>) -> Failure {
    Failure::NotWritten {
        details: lost.map_or_else(String::new, |lost| {
            format!("What was to be written:\n{lost}\n")
        }),
        message: format!(
            "`{name}` includes other files, and such a ledger is only read so far: write the change into the \
             file that it belongs to, then run `detente check`"
        ),
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
    Failure::NotWritten {
        details,
        message: format!(
            "`{name}` has {}, so nothing is written to it; mend the errors first",
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
