//! `detente fmt`: a ledger into canonical layout.

use std::collections::BTreeMap;

use clap::Args;

use crate::model::text::{FileKey, Text};
use crate::store::{self, Replaced};
use crate::view::inert::inert;
use crate::write::layout::{FilesError, first_difference, format_files};

use super::Answer;
use super::arguments::LedgerArgument;
use super::failure::Failure;
use super::held::{locked, warn_of_owner};
use super::load::{Purpose, refusal, whole};
use super::progress;

#[derive(Args, Debug)]
pub(crate) struct FormatArguments {
    /// Writes nothing, and says whether the ledger is in canonical layout
    #[arg(long)]
    check: bool,
}

/// What follows from errors.
const NOT_LAID_OUT: &str = "it is not laid out";

pub(crate) fn run(file: &LedgerArgument, arguments: &FormatArguments) -> Result<Answer, Failure> {
    let path = file.file();
    let name = path.display().to_string();
    let writes = !arguments.check && !file.is_stream();
    let mut lock = if writes { Some(locked(&path)?) } else { None };
    progress::reading(&path);
    let bytes = match &mut lock {
        Some(lock) => lock.read()?,
        None => store::read(&path)?,
    };
    let whole = whole(file, bytes, Purpose::Change)
        .map_err(|unread| refusal(&name, &unread.text, vec![unread.problem], NOT_LAID_OUT))?;
    progress::doing(&format!("laying out {name}"));
    let shown = |file| inert(&whole.path(&path, file).display().to_string()).into_owned();
    let laid_out = format_files(&whole.text, &whole.checked).map_err(|error| match error {
        FilesError::Problems(problems) => refusal(&name, &whole.text, problems, NOT_LAID_OUT),
        FilesError::Lost(file, lost) => Failure::Layout {
            file: shown(file),
            lost,
        },
    })?;
    let Some(main) = lock.filter(|_| !arguments.check) else {
        return Ok(if arguments.check {
            compared(&whole.text, &laid_out, shown)
        } else {
            Answer::new(laid_out.into_values().next().unwrap_or_default())
        });
    };
    let mut answer = Answer::new(String::new());
    let mut changed = Vec::new();
    for (file, laid_out) in laid_out {
        let (name, text) = (shown(file), whole.text.of(file));
        if text == laid_out {
            let already = format!("{name}: in canonical layout already\n");
            answer.text.push_str(&already);
            continue;
        }
        let replaced = if file == FileKey::MAIN {
            main.replace(text.as_bytes(), laid_out.as_bytes())
        } else {
            locked(whole.path(&path, file))
                .and_then(|lock| lock.replace(text.as_bytes(), laid_out.as_bytes()))
        };
        let problem = match replaced {
            Ok(Replaced::Written(kept)) => {
                warn_of_owner(&name, kept);
                let written = format!("{name}: put into canonical layout\n");
                answer.text.push_str(&written);
                changed.push(name);
                continue;
            }
            Ok(Replaced::ChangedMeanwhile) => format!("`{name}` has changed meanwhile"),
            Err(error) if changed.is_empty() => return Err(error.into()),
            Err(error) => error.to_string(),
        };
        let written = if changed.is_empty() {
            "so nothing was written"
        } else {
            "so only the files above were laid out"
        };
        return Err(Failure::NotWritten {
            details: answer.text,
            message: format!("{problem}, {written}; try again"),
        });
    }
    answer.changed = (!changed.is_empty()).then(|| changed.join(" and "));
    Ok(answer)
}

/// Says of each file whether it is in canonical layout.
fn compared(
    text: &Text,
    laid_out: &BTreeMap<FileKey, String>,
    shown: impl Fn(FileKey) -> String,
) -> Answer {
    let mut answer = Answer::new(String::new());
    for (file, laid_out) in laid_out {
        let (name, text) = (shown(*file), text.of(*file));
        let line = match first_difference(text, laid_out) {
            None => "in canonical layout".to_owned(),
            Some(line) => {
                answer.in_order = false;
                differing(text, laid_out, line)
            }
        };
        answer.text.push_str(&format!("{name}: {line}\n"));
    }
    answer
}

/// The first line that differs, as it is and as it should be.
fn differing(text: &str, laid_out: &str, line: usize) -> String {
    let shown = |text: &str| match text.split_inclusive('\n').nth(line - 1) {
        // What ends a line may be the difference, and is shown too.
        Some(line) => inert(line).into_owned(),
        None => "nothing, the file ends before".to_owned(),
    };
    format!(
        "line {line} is the first that is not in canonical layout; `detente fmt` puts it there\n  \
         is:     {}\n  should: {}",
        shown(text),
        shown(laid_out)
    )
}
