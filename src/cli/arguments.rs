//! The arguments of every command.

use std::path::PathBuf;

use chrono::{Local, NaiveDate};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::model::belief::Evidence;
use crate::model::grade::Grade;
use crate::read::Reader;
use crate::replay::status::AsOf;

use super::add::AddArguments;
use super::complete;
use super::completions::CompletionsArguments;
use super::correct::CorrectArguments;
use super::diff::DiffArguments;
use super::failure::Failure;
use super::fmt::FormatArguments;
use super::init::InitArguments;
use super::language::LanguageArgument;
use super::man::ManArguments;
use super::publish::PublishArguments;
use super::report::ReportArguments;
use super::serve::ServeArguments;
use super::source::SourceArguments;
use super::timeline::TimelineArguments;
use super::withdraw::WithdrawArguments;

/// Is the line open, since when, on whose word, and what was known at the time?
///
/// Reads a plain-text ledger of channels between rivals and of dated, cited events, replays the
/// events through a typed state machine, and tells what each channel is. Without a command it
/// prints the status of every channel.
#[derive(Parser, Debug)]
#[command(name = "detente", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    pub(crate) ledger: LedgerArgument,
    #[command(flatten)]
    bare: BareArguments,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Prints what channels are, since when and on whose word (the default)
    Status(StatusArguments),
    /// Prints every event in replay order, with what it changed
    Replay(ReplayArguments),
    /// Explains why a channel is what it is, and what may happen next
    Why(WhyArguments),
    /// Writes a report: what every channel is, its history, its sources, and a picture of it all
    Report(ReportArguments),
    /// Draws the course of channels, in the terminal or as an SVG picture
    Timeline(TimelineArguments),
    /// Tells what changed between two days, or two days of knowledge, and why
    Diff(DiffArguments),
    /// Shows the report as a page on this machine, anew whenever the ledger is saved
    Serve(ServeArguments),
    /// Publishes a small static site: pages, a feed, a calendar, tables, badges
    Publish(PublishArguments),
    /// Reports everything that is wrong with the ledger
    Check(CheckArguments),
    /// Puts the ledger into canonical layout, with all of its comments
    Fmt(FormatArguments),
    /// Prints the status machine's transition table
    Machine(MachineArguments),
    /// Adds an event, or a batch of them
    Add(Box<AddArguments>),
    /// Adds a source
    Source(SourceArguments),
    /// Marks an event as no longer believed
    Withdraw(WithdrawArguments),
    /// Adds an event that replaces another
    Correct(Box<CorrectArguments>),
    /// Writes a small ledger to begin with
    Init(InitArguments),
    /// Prints a JSON Schema of the ledger, for editors
    Schema,
    /// Prints what a shell needs to complete commands and ids
    Completions(CompletionsArguments),
    /// Writes manual pages, one a command
    Man(ManArguments),
}

/// Which ledger; every command understands it.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct LedgerArgument {
    /// The ledger; `-` is standard input [default: channels.yaml]
    #[arg(
        short,
        long,
        global = true,
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        env = "DETENTE_FILE",
        hide_env_values = true
    )]
    file: Option<PathBuf>,
    /// Who reads it; `general` reads everything in the slow way, for tests and for doubt
    #[arg(
        long,
        global = true,
        hide = true,
        value_enum,
        value_name = "READER",
        env = "DETENTE_READER",
        default_value_t
    )]
    reader: ReaderArgument,
}

/// Who reads a ledger.
#[derive(ValueEnum, Clone, Copy, Debug, Default)]
enum ReaderArgument {
    #[default]
    Fast,
    General,
}

/// What the program understands when no command is given.
#[derive(Args, Debug, Default, PartialEq, Eq)]
struct BareArguments {
    #[command(flatten)]
    as_of: AsOfArguments,
    /// How to print the status
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    language: LanguageArgument,
}

/// The day and the evidence asked about.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AsOfArguments {
    #[command(flatten)]
    on: OnArgument,
    /// Uses only what was known at the end of this day [default: all that the ledger holds]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    known: Option<NaiveDate>,
    /// Uses only events with a citation at least this good on both axes, such as C3
    #[arg(long, value_name = "GRADE", value_parser = grade)]
    min_grade: Option<Grade>,
}

/// The day asked about.
#[derive(Args, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct OnArgument {
    /// Asks what was the case at the end of this day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    on: Option<NaiveDate>,
}

/// How to print an answer.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

#[derive(Args, Debug, Default)]
pub(crate) struct StatusArguments {
    /// Channels, by id or another name [default: all]
    #[arg(value_name = "CHANNEL", add = complete::channels())]
    pub(crate) channels: Vec<String>,
    #[command(flatten)]
    pub(crate) as_of: AsOfArguments,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) language: LanguageArgument,
}

#[derive(Args, Debug)]
pub(crate) struct ReplayArguments {
    /// Channels, by id or another name [default: all]
    #[arg(value_name = "CHANNEL", add = complete::channels())]
    pub(crate) channels: Vec<String>,
    #[command(flatten)]
    pub(crate) as_of: AsOfArguments,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) language: LanguageArgument,
}

#[derive(Args, Debug)]
pub(crate) struct WhyArguments {
    /// The channel, by id or another name
    #[arg(value_name = "CHANNEL", add = complete::channels())]
    pub(crate) channel: String,
    #[command(flatten)]
    pub(crate) as_of: AsOfArguments,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) language: LanguageArgument,
}

#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    /// Refuses warnings too
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) on: OnArgument,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: CheckFormat,
}

/// How to print problems.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum CheckFormat {
    /// Annotated excerpts, for people
    #[default]
    Text,
    /// For programs
    Json,
    /// Workflow commands, for pull requests on GitHub
    Github,
}

#[derive(Args, Debug)]
pub(crate) struct MachineArguments {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: MachineFormat,
}

/// How to print the machine.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum MachineFormat {
    /// A table, for people
    #[default]
    Text,
    /// A Mermaid state diagram
    Mermaid,
    /// A Graphviz graph
    Dot,
    /// For programs
    Json,
}

/// Reads the arguments of the process; a wrong one ends it with exit code 2.
pub(crate) fn parse() -> Arguments {
    Arguments::try_parse().unwrap_or_else(|mut error| {
        if error.kind() == ErrorKind::InvalidSubcommand {
            let tip = "to ask about a channel, write `detente status CHANNEL`";
            error.insert(
                ContextKind::Suggested,
                ContextValue::StyledStrs(vec![tip.into()]),
            );
        }
        error.exit()
    })
}

impl Arguments {
    /// The command asked for; without one, the status of every channel.
    pub(crate) fn command(self) -> Result<Command, Failure> {
        match self.command {
            None => Ok(Command::Status(StatusArguments {
                channels: Vec::new(),
                as_of: self.bare.as_of,
                format: self.bare.format,
                language: self.bare.language,
            })),
            Some(command) if self.bare == BareArguments::default() => Ok(command),
            Some(_) => Err(Failure::Usage(
                "write options after the command, as in `detente status --on 2023-12-31`".into(),
            )),
        }
    }
}

impl LedgerArgument {
    /// Who reads the ledger.
    pub(crate) fn reader(&self) -> Reader {
        match self.reader {
            ReaderArgument::Fast => Reader::Fast,
            ReaderArgument::General => Reader::General,
        }
    }

    /// The ledger's file: what the command line or the environment names, else `channels.yaml`.
    pub(crate) fn file(&self) -> PathBuf {
        let named = self
            .file
            .clone()
            .filter(|file| !file.as_os_str().is_empty());
        named.unwrap_or_else(|| PathBuf::from("channels.yaml"))
    }

    /// Whether the ledger comes in on standard input, so that nobody can answer there.
    pub(crate) fn is_stream(&self) -> bool {
        self.file().as_os_str() == "-"
    }
}

impl OnArgument {
    /// The day asked about; today, by the clock, if none is named.
    pub(crate) fn day(self) -> NaiveDate {
        self.on.unwrap_or_else(today)
    }
}

/// Today, by the clock.
pub(crate) fn today() -> NaiveDate {
    Local::now().date_naive()
}

impl AsOfArguments {
    /// The day and the evidence asked about.
    pub(crate) fn as_of(&self) -> AsOf {
        let evidence = Evidence {
            known: self.known,
            min_grade: self.min_grade,
            without: None,
        };
        AsOf {
            on: self.on.day(),
            evidence,
        }
    }
}

/// Reads one day.
pub(crate) fn day(text: &str) -> Result<NaiveDate, String> {
    let is_day = text.len() == 10 && text.bytes().filter(u8::is_ascii_digit).count() == 8;
    text.parse()
        .ok()
        .filter(|_| is_day)
        .ok_or_else(|| "write one day, as 2023-11-20".to_owned())
}

/// Reads a grade that can be a floor under the evidence.
pub(crate) fn grade(text: &str) -> Result<Grade, String> {
    let grade = Grade::parse(&text.to_ascii_uppercase())
        .ok_or("write a letter A to E and a digit 1 to 5, as C3")?;
    // F and 6 say that nothing could be judged: as a floor they would say nothing either.
    if grade.passes(grade) {
        Ok(grade)
    } else {
        Err("F and 6 are no floor: they say that nothing could be judged".into())
    }
}
