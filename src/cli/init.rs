//! `detente init`: a ledger to begin with.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::read::check;
use crate::store::create::create;
use crate::view::inert::inert;
use crate::write::init;

use super::Answer;
use super::arguments::LedgerArgument;
use super::failure::Failure;
use super::ready::word;

#[derive(Args, Debug)]
pub(crate) struct InitArguments {
    /// The file to write; `-` prints it [default: the ledger of `--file`]
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    new_file: Option<PathBuf>,
    /// What the ledger is called
    #[arg(
        long,
        value_name = "TITLE",
        default_value = "Lines between two capitals"
    )]
    title: String,
}

pub(crate) fn run(ledger: &LedgerArgument, arguments: &InitArguments) -> Result<Answer, Failure> {
    let refused = || {
        Failure::Usage("write a title of one line, without characters that cannot be seen".into())
    };
    let text = init::ledger(&arguments.title).map_err(|_| refused())?;
    // The title is the only part of it that the program has not written.
    if !check(&text).diagnostics.is_empty() {
        return Err(refused());
    }
    let file = arguments.new_file.clone().unwrap_or_else(|| ledger.file());
    if file == Path::new("-") {
        return Ok(Answer::new(text));
    }
    create(&file, &text)?;
    Ok(Answer::new(next_steps(&file)))
}

/// What to do with a ledger that has just been written.
fn next_steps(file: &Path) -> String {
    let name = inert(&file.display().to_string()).into_owned();
    let option = if file == Path::new("channels.yaml") {
        String::new()
    } else {
        format!(" --file {}", word(&name))
    };
    let schema = file.with_file_name(init::SCHEMA_FILE).display().to_string();
    let schema = word(&inert(&schema));
    format!(
        "`{name}` is written, with an example of everything. Put your own in its place.\n\
         \n\
         detente check{option}\n    tells whether it is in order\n\
         detente{option}\n    tells what its channels are\n\
         detente add{option}\n    writes down what happened\n\
         detente schema > {schema}\n    lets editors complete it and mark mistakes\n"
    )
}
