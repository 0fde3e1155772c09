//! `detente report`: everything about some channels, to be sent to somebody.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, ValueEnum, ValueHint};

use crate::replay::report::Report;
use crate::store::whole::write_whole;
use crate::view;
use crate::view::inert::inert;

use super::arguments::{AsOfArguments, LedgerArgument, day};
use super::failure::Failure;
use super::language::LanguageArgument;
use super::{Answer, complete, load, output};

#[derive(Args, Debug)]
pub(crate) struct ReportArguments {
    /// Channels, by id or another name [default: all]
    #[arg(value_name = "CHANNEL", add = complete::channels())]
    channels: Vec<String>,
    #[command(flatten)]
    as_of: AsOfArguments,
    /// Tells events from this day on [default: all of them]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    since: Option<NaiveDate>,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    /// The file to write it to [default: standard output]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    #[command(flatten)]
    language: LanguageArgument,
}

/// How to write a report.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
enum ReportFormat {
    /// For a terminal
    #[default]
    Text,
    /// For pages that know GitHub's tables
    Markdown,
    /// For programs
    Json,
}

pub(crate) fn run(file: &LedgerArgument, arguments: &ReportArguments) -> Result<Answer, Failure> {
    if let Some(target) = &arguments.output {
        refuse_ledger(&file.file(), target)?;
    }
    let (ledger, imprint) = load::with_imprint(file)?;
    let channels = load::channels(&ledger, &arguments.channels)?;
    let as_of = arguments.as_of.as_of();
    let report = Report::new(&ledger, as_of, arguments.since, &channels);
    let catalogue = arguments.language.catalogue();
    let document = || view::report::document(&catalogue, &report, &imprint, Vec::new());
    let text = match arguments.format {
        ReportFormat::Text => view::terminal::render(&document(), output::width()),
        ReportFormat::Markdown => view::markdown::render(&document()),
        ReportFormat::Json => view::json::report::json(&report, &imprint),
    };
    let Some(target) = &arguments.output else {
        return Ok(Answer::new(text));
    };
    let text = match arguments.format {
        // A file is no terminal.
        ReportFormat::Text => anstream::adapter::strip_str(&text).to_string(),
        ReportFormat::Markdown | ReportFormat::Json => text,
    };
    write_whole(target, &text)?;
    let name = target.display().to_string();
    Ok(Answer::new(format!(
        "the report is in `{}`\n",
        inert(&name)
    )))
}

/// Refuses to put a report in the ledger's place.
fn refuse_ledger(ledger: &Path, target: &Path) -> Result<(), Failure> {
    let real = |path: &Path| fs::canonicalize(path).ok();
    if real(target).is_some_and(|target| Some(target) == real(ledger)) {
        let name = target.display();
        return Err(Failure::Usage(format!(
            "`{name}` is the ledger, and a report in its place would lose it; name another file"
        )));
    }
    Ok(())
}
