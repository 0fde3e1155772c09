//! `detente timeline`: the course of channels, in one picture.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use crate::replay::report::Report;
use crate::view::chart::caption::Caption;
use crate::view::chart::{blocks, of_report, svg};
use crate::view::terminal;

use super::arguments::{AsOfArguments, LedgerArgument, day};
use super::failure::Failure;
use super::language::LanguageArgument;
use super::target::TargetArgument;
use super::{Answer, complete, load};

#[derive(Args, Debug)]
pub(crate) struct TimelineArguments {
    /// Channels, by id or another name [default: all]
    #[arg(value_name = "CHANNEL", add = complete::channels())]
    channels: Vec<String>,
    #[command(flatten)]
    as_of: AsOfArguments,
    /// Begins on this day [default: a little before the first event]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    since: Option<NaiveDate>,
    /// How wide: columns of text [default: the terminal], or pixels of SVG [default: 960]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    width: Option<u32>,
    /// How to draw it
    #[arg(long, value_enum, default_value_t)]
    format: TimelineFormat,
    #[command(flatten)]
    target: TargetArgument,
    #[command(flatten)]
    language: LanguageArgument,
}

/// How to draw the timeline.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
enum TimelineFormat {
    /// In blocks, for a terminal
    #[default]
    Text,
    /// As a picture
    Svg,
}

pub(crate) fn run(file: &LedgerArgument, arguments: &TimelineArguments) -> Result<Answer, Failure> {
    let target = &arguments.target;
    target.refuse_ledger(file)?;
    let as_of = arguments.as_of.as_of();
    if let Some(since) = arguments.since.filter(|since| *since > as_of.on) {
        return Err(Failure::Usage(format!(
            "the picture would begin on {since}, after the day asked about, {}; name an earlier \
             `--since` or a later `--on`",
            as_of.on
        )));
    }
    let pixels = arguments.width.unwrap_or(svg::USUAL_WIDTH);
    if arguments.format == TimelineFormat::Svg && !(svg::NARROWEST..=svg::WIDEST).contains(&pixels)
    {
        return Err(Failure::Usage(format!(
            "an SVG picture is {} to {} pixels wide; it can be scaled where it is shown",
            svg::NARROWEST,
            svg::WIDEST
        )));
    }
    let (ledger, imprint) = load::with_imprint(file)?;
    let channels = load::channels(&ledger, &arguments.channels)?;
    let report = Report::new(&ledger, as_of, arguments.since, &channels);
    let catalogue = arguments.language.catalogue();
    let chart = of_report(&catalogue, &report, None);
    let caption = Caption::of(&catalogue, &report, &imprint);
    match arguments.format {
        TimelineFormat::Text => {
            let width = arguments
                .width
                .map(|width| u16::try_from(width).unwrap_or(u16::MAX))
                .or_else(|| target.width());
            let document = blocks::document(&catalogue, &chart, &caption, width);
            target.deliver_styled(terminal::render(&document, width))
        }
        TimelineFormat::Svg => target.deliver(svg::svg(&catalogue, &chart, &caption, pixels)),
    }
}
