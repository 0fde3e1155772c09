//! `detente fmt`: a ledger into canonical layout.

use std::path::Path;

use clap::Args;

use crate::model::progress::Progress;
use crate::read::{begin, decode};
use crate::store::{self, Locked, Replaced};
use crate::view::inert::inert;
use crate::write::format;
use crate::write::layout::{FormatError, first_difference};

use super::Answer;
use super::arguments::LedgerArgument;
use super::failure::Failure;
use super::guard::warn_of_owner;
use super::load::{refusal, split};
use super::progress;

#[derive(Args, Debug)]
pub(crate) struct FormatArguments {
    /// Writes nothing, and says whether the ledger is in canonical layout
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(file: &LedgerArgument, arguments: &FormatArguments) -> Result<Answer, Failure> {
    let path = file.file();
    let name = path.display().to_string();
    let writes = !arguments.check && path != Path::new("-");
    let mut lock = if writes {
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
    let text =
        decode(bytes).map_err(|(text, problem)| refusal(&name, &text.into(), vec![problem]))?;
    if !begin(file.reader(), &text, &Progress::new())
        .include()
        .is_empty()
    {
        return Err(split(&name, None));
    }
    let text = text.as_str();
    progress::doing(&format!("laying out {name}"));
    let laid_out = format(text).map_err(|error| match error {
        FormatError::Problems(problems) => refusal(&name, &text.into(), problems),
        FormatError::Lost(lost) => Failure::Layout {
            file: name.clone(),
            lost,
        },
    })?;
    let name = inert(&name);
    let difference = first_difference(text, &laid_out);
    if arguments.check {
        return Ok(match difference {
            None => Answer::new(format!("{name}: in canonical layout\n")),
            Some(line) => Answer {
                in_order: false,
                ..Answer::new(format!("{name}: {}\n", differing(text, &laid_out, line)))
            },
        });
    }
    let Some(lock) = lock else {
        return Ok(Answer::new(laid_out));
    };
    if difference.is_none() {
        return Ok(Answer::new(format!(
            "{name}: in canonical layout already\n"
        )));
    }
    match lock.replace(text.as_bytes(), laid_out.as_bytes())? {
        Replaced::Written(kept) => {
            warn_of_owner(&name, kept);
            Ok(Answer {
                changed: Some(name.to_string()),
                ..Answer::new(format!("{name}: put into canonical layout\n"))
            })
        }
        Replaced::ChangedMeanwhile => Err(Failure::NotWritten {
            details: String::new(),
            message: format!("`{name}` has changed meanwhile, so nothing was written; try again"),
        }),
    }
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
