//! `detente diff`: what changed between two days of either axis, and why.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use crate::model::belief::Evidence;
use crate::model::grade::Grade;
use crate::replay::comparison::compare;
use crate::replay::status::AsOf;
use crate::view;

use super::arguments::{LedgerArgument, day, grade, today};
use super::complete;
use super::failure::Failure;
use super::language::LanguageArgument;
use super::target::TargetArgument;
use super::{Answer, load};

/// What is compared, and how it is told.
#[derive(Args, Debug)]
pub(crate) struct DiffArguments {
    /// Channels, by id or another name [default: all]
    #[arg(value_name = "CHANNEL", add = complete::channels())]
    channels: Vec<String>,
    /// Compares what was the case at the end of two days; `A..` runs until today, and one day is
    /// asked about where --known is compared [default: today]
    #[arg(long, value_name = "A..B", value_parser = days)]
    on: Option<Days>,
    /// Compares what was known at the end of two days; `A..` runs until all that the ledger holds,
    /// and one day counts for both days of --on [default: all that the ledger holds]
    #[arg(long, value_name = "A..B", value_parser = days)]
    known: Option<Days>,
    /// Uses only events with a citation at least this good on both axes, such as C3
    #[arg(long, value_name = "GRADE", value_parser = grade)]
    min_grade: Option<Grade>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: DiffFormat,
    #[command(flatten)]
    target: TargetArgument,
    #[command(flatten)]
    language: LanguageArgument,
}

/// How to print what changed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
enum DiffFormat {
    /// For people
    #[default]
    Text,
    /// For pages and messages
    Markdown,
    /// For programs
    Json,
}

/// One day, or from one to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Days {
    One(NaiveDate),
    /// `None`: as late as there is anything to ask about.
    Range(NaiveDate, Option<NaiveDate>),
}

pub(crate) fn run(file: &LedgerArgument, arguments: &DiffArguments) -> Result<Answer, Failure> {
    let target = &arguments.target;
    target.refuse_ledger(file)?;
    let [from, to] = arguments.questions()?;
    let ledger = load::ledger(file)?;
    let channels = load::channels(&ledger, &arguments.channels)?;
    let comparison = compare(&ledger, channels, &from, &to);
    let catalogue = arguments.language.catalogue();
    let document = || view::comparison::document(&catalogue, &ledger, &comparison);
    match arguments.format {
        DiffFormat::Text => {
            target.deliver_styled(view::terminal::render(&document(), target.width()))
        }
        DiffFormat::Markdown => target.deliver(view::markdown::render(&document())),
        DiffFormat::Json => target.deliver(view::json::comparison::json(&ledger, &comparison)),
    }
}

impl DiffArguments {
    /// The two questions whose answers are compared.
    fn questions(&self) -> Result<[AsOf; 2], Failure> {
        let known = match self.known {
            None => [None, None],
            Some(Days::One(day)) => [Some(day), Some(day)],
            Some(Days::Range(from, to)) => [Some(from), to],
        };
        let on = match self.on {
            None => [today(); 2],
            Some(Days::One(day)) => [day; 2],
            Some(Days::Range(from, Some(to))) => [from, to],
            Some(Days::Range(from, None)) => [from, until_today(from)?],
        };
        if on[0] == on[1] && known[0] == known[1] {
            return Err(Failure::Usage(
                "there are no two days to compare; name them with `--on`, with `--known` or with both, \
                 as in `detente diff --on 2023-09-01..2023-12-31`, or `--on 2023-09-01..` until today"
                    .into(),
            ));
        }
        let question = |on, known| AsOf {
            on,
            evidence: Evidence {
                known,
                min_grade: self.min_grade,
                without: None,
            },
        };
        Ok([question(on[0], known[0]), question(on[1], known[1])])
    }
}

/// Today, the end of a range that names none.
fn until_today(from: NaiveDate) -> Result<NaiveDate, Failure> {
    let today = today();
    if from < today {
        return Ok(today);
    }
    Err(Failure::Usage(format!(
        "`--on {from}..` runs until today, which is {today}; begin with an earlier day or name the last one"
    )))
}

fn days(text: &str) -> Result<Days, String> {
    let Some((from, to)) = text.split_once("..") else {
        return day(text).map(Days::One).map_err(|_| {
            "write one day, as 2023-11-20, or two, as 2023-11-20..2023-12-31".to_owned()
        });
    };
    if from.is_empty() {
        return Err("say from which day, as in 2023-11-20..2023-12-31".into());
    }
    let from = day(from).map_err(|_| wrong_end("first"))?;
    if to.is_empty() {
        return Ok(Days::Range(from, None));
    }
    let to = day(to).map_err(|_| wrong_end("second"))?;
    match from.cmp(&to) {
        std::cmp::Ordering::Less => Ok(Days::Range(from, Some(to))),
        std::cmp::Ordering::Equal => {
            Err("nothing changes between a day and itself; write two days".into())
        }
        std::cmp::Ordering::Greater => Err(format!(
            "the days run backwards; write the earlier one first, as {to}..{from}"
        )),
    }
}

fn wrong_end(which: &str) -> String {
    format!("the {which} of the two is no day; write them as 2023-11-20..2023-12-31")
}
