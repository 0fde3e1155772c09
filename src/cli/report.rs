//! `detente report`: everything about some channels, to be sent to somebody.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use crate::replay::report::Report;
use crate::view;
use crate::view::chart::caption::Caption;
use crate::view::chart::{self, blocks, svg};
use crate::view::page::{Page, page};

use super::arguments::{AsOfArguments, LedgerArgument, day};
use super::failure::Failure;
use super::language::LanguageArgument;
use super::target::TargetArgument;
use super::{Answer, complete, load};

/// What a report is about.
#[derive(Args, Debug)]
pub(crate) struct ToldArguments {
    /// Channels, by id or another name [default: all]
    #[arg(value_name = "CHANNEL", add = complete::channels())]
    pub(crate) channels: Vec<String>,
    #[command(flatten)]
    pub(crate) as_of: AsOfArguments,
    /// Tells events from this day on [default: all of them]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) since: Option<NaiveDate>,
}

#[derive(Args, Debug)]
pub(crate) struct ReportArguments {
    #[command(flatten)]
    told: ToldArguments,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    #[command(flatten)]
    target: TargetArgument,
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
    /// One page for a browser, in which one can move to any day
    Html,
    /// For programs
    Json,
    /// The picture alone
    Svg,
}

/// How many columns a picture in Markdown has; wider blocks of code are scrolled on most pages.
const MARKDOWN_WIDTH: u16 = 84;

pub(crate) fn run(file: &LedgerArgument, arguments: &ReportArguments) -> Result<Answer, Failure> {
    let target = &arguments.target;
    target.refuse_ledger(file)?;
    let as_of = arguments.told.as_of.as_of();
    begins_by(arguments.told.since, as_of.on)?;
    let (ledger, imprint) = load::with_imprint(file)?;
    let channels = load::channels(&ledger, &arguments.told.channels)?;
    let report = Report::new(&ledger, as_of, arguments.told.since, &channels);
    let catalogue = arguments.language.catalogue();
    let document = |width| {
        let picture = blocks::lines(
            &catalogue,
            &chart::of_report(&catalogue, &report, None),
            width,
        );
        view::report::document(&catalogue, &report, &imprint, picture)
    };
    let text = match arguments.format {
        ReportFormat::Text => {
            let width = target.width();
            let document = document(width.unwrap_or(blocks::USUAL_WIDTH));
            return target.deliver_styled(view::terminal::render(&document, width));
        }
        ReportFormat::Markdown => view::markdown::render(&document(MARKDOWN_WIDTH)),
        ReportFormat::Html => page(&Page {
            ledger: &ledger,
            as_of,
            channels: &channels,
            since: arguments.told.since,
            catalogue: &catalogue,
            imprint: &imprint,
            home: None,
            links: &[],
            reload: None,
        }),
        ReportFormat::Json => view::json::report::json(&report, &imprint),
        ReportFormat::Svg => {
            let chart = chart::of_report(&catalogue, &report, None);
            let caption = Caption::of(&catalogue, &report, &imprint);
            svg::svg(&catalogue, &chart, &caption, svg::USUAL_WIDTH)
        }
    };
    target.deliver(text)
}

/// Refuses to tell of the days from one after the day asked about on.
pub(crate) fn begins_by(since: Option<NaiveDate>, on: NaiveDate) -> Result<(), Failure> {
    match since.filter(|since| *since > on) {
        None => Ok(()),
        Some(since) => Err(Failure::Usage(format!(
            "nothing is told from {since} on, for the day asked about is {on}; name an earlier `--since` or a \
             later `--on`"
        ))),
    }
}
