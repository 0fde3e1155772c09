//! `detente source add`: a publication that events are coded from.

use clap::{Args, Subcommand};

use crate::model::grade::Reliability;
use crate::model::ledger::Ledger;
use crate::write::change::Change;
use crate::write::entry::SourceEntry;

use super::arguments::LedgerArgument;
use super::facts::GuardArguments;
use super::failure::Failure;
use super::guard::{Plan, can_ask, carry_out};
use super::into::IntoArgument;
use super::{Answer, ask, compose, load, progress, ready};

#[derive(Args, Clone, Debug)]
pub(crate) struct SourceArguments {
    #[command(subcommand)]
    command: SourceCommand,
}

#[derive(Subcommand, Clone, Debug)]
enum SourceCommand {
    /// Adds a source
    Add(Box<SourceAddArguments>),
}

#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SourceAddArguments {
    /// Its id [default: made of outlet and date]
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
    /// Its title
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) title: Option<String>,
    /// When it was published, as EDTF
    #[arg(long, value_name = "EDTF", allow_hyphen_values = true)]
    pub(crate) published: Option<String>,
    /// Who wrote it
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Its language, as a BCP 47 tag such as de or en-GB
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Where it can be read
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) url: Option<String>,
    /// Where a copy is kept
    #[arg(long, value_name = "ADDRESS")]
    archive: Option<String>,
    /// The SHA-256 of the copy
    #[arg(long, value_name = "HEX")]
    sha256: Option<String>,
    /// How reliable it is, A (reliable) to F (cannot be judged)
    #[arg(long, value_name = "A-F")]
    pub(crate) reliability: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    note: Option<String>,
    #[command(flatten)]
    into: IntoArgument,
    #[command(flatten)]
    guard: GuardArguments,
}

pub(crate) fn run(file: &LedgerArgument, arguments: SourceArguments) -> Result<Answer, Failure> {
    let SourceCommand::Add(mut arguments) = arguments.command;
    let name = file.file().display().to_string();
    let given = arguments.clone();
    if can_ask() && !file.is_stream() && !arguments.missing().is_empty() {
        load::ledger(file)?;
        progress::wipe();
        ask::source_facts(&mut arguments)
            .map_err(|failure| failure.with_answers(again(&arguments, &given, &name)))?;
    }
    let plan = |ledger: &Ledger| {
        Ok(Plan {
            change: Change::source(arguments.entry(ledger)?),
            again: again(&arguments, &given, &name).pop(),
            into: arguments.into.into.clone(),
            ..Plan::default()
        })
    };
    let lost = || Some(arguments.unchecked().to_yaml());
    carry_out(file, arguments.guard, plan, lost)
        .map_err(|failure| failure.with_answers(again(&arguments, &given, &name)))
}

/// The command that says what was answered, if anything was.
fn again(arguments: &SourceAddArguments, given: &SourceAddArguments, name: &str) -> Vec<String> {
    let is_answered = arguments != given;
    let into = arguments.into.into.as_deref();
    let command = is_answered.then(|| ready::source(&arguments.unchecked(), into, name));
    command.into_iter().collect()
}

impl SourceAddArguments {
    fn missing(&self) -> Vec<&'static str> {
        [
            ("`--outlet NAME`", &self.outlet),
            ("`--title TEXT`", &self.title),
            ("`--published EDTF`", &self.published),
        ]
        .into_iter()
        .filter(|(_, value)| value.is_none())
        .map(|(flag, _)| flag)
        .collect()
    }

    /// The source that these say.
    pub(crate) fn entry(&self, ledger: &Ledger) -> Result<SourceEntry<'static>, Failure> {
        let missing = self.missing();
        if !missing.is_empty() {
            return Err(Failure::Usage(format!(
                "a source needs {}; on a terminal, `detente source add` asks for what is missing",
                missing.join(", ")
            )));
        }
        let mut entry = self.unchecked();
        let date = compose::date("--published", &entry.published)?;
        let reliability = self
            .reliability
            .as_ref()
            .map(|letter| letter.trim().to_uppercase());
        if let Some(letter) = &reliability
            && Reliability::from_letter(letter).is_none()
        {
            return Err(Failure::Usage(format!(
                "`--reliability {letter}`: reliability is a letter from A (reliable) to F (cannot be judged)"
            )));
        }
        match &self.id {
            Some(id) => compose::new_id("source", id, compose::sources(ledger))?,
            None => entry.id = compose::source_id(ledger, &entry.outlet, &date).into(),
        }
        entry.reliability = reliability.map(Into::into);
        Ok(entry)
    }

    /// The source without looking anything up.
    pub(crate) fn unchecked(&self) -> SourceEntry<'static> {
        let text = |field: &Option<String>| field.clone().map(Into::into);
        SourceEntry {
            id: self.id.clone().unwrap_or_default().into(),
            outlet: self.outlet.clone().unwrap_or_default().into(),
            title: self.title.clone().unwrap_or_default().into(),
            author: text(&self.author),
            published: self.published.clone().unwrap_or_default().into(),
            language: text(&self.language),
            url: text(&self.url),
            archive: text(&self.archive),
            sha256: text(&self.sha256),
            reliability: text(&self.reliability),
            note: text(&self.note),
        }
    }
}
