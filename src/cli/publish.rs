//! `detente publish`: a small static site, written whole or not at all.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, ValueHint};

use crate::model::id::ChannelKey;
use crate::replay::report::Report;
use crate::store::folder::{Published, publish};
use crate::view::inert::inert;
use crate::view::site::Site;

use super::arguments::{AsOfArguments, LedgerArgument, day};
use super::failure::Failure;
use super::language::LanguageArgument;
use super::report::begins_by;
use super::{Answer, load, progress};

#[derive(Args, Debug)]
pub(crate) struct PublishArguments {
    /// The directory to publish to; a new or an empty one, or one published before
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
    #[command(flatten)]
    as_of: AsOfArguments,
    /// Tells events from this day on [default: all of them]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    since: Option<NaiveDate>,
    #[command(flatten)]
    language: LanguageArgument,
}

pub(crate) fn run(file: &LedgerArgument, arguments: &PublishArguments) -> Result<Answer, Failure> {
    let as_of = arguments.as_of.as_of();
    begins_by(arguments.since, as_of.on)?;
    let (ledger, imprint) = load::with_imprint(file)?;
    let channels: Vec<ChannelKey> = ledger.channels().map(|(channel, _)| channel).collect();
    let report = Report::new(&ledger, as_of, arguments.since, &channels);
    let site = Site {
        catalogue: &arguments.language.catalogue(),
        report: &report,
        imprint: &imprint,
    };
    progress::doing("making the pages");
    let files = site.files();
    let ledger_file = file.file();
    let apart = (!file.is_stream()).then_some(ledger_file.as_path());
    let writing = progress::doing(&format!("writing {}", arguments.folder.display()));
    let published = publish(&arguments.folder, &files, apart, writing)?;
    Ok(Answer::new(said(published, files.len(), &arguments.folder)))
}

/// What came of it, and where to look.
fn said(published: Published, count: usize, folder: &Path) -> String {
    let name = folder.display().to_string();
    let page = folder.join("index.html").display().to_string();
    let (name, page) = (inert(&name), inert(&page));
    match published {
        Published::New => format!("{count} files are in `{name}`; begin with `{page}`\n"),
        Published::Changed => {
            format!(
                "{count} files are in `{name}`, in place of the old ones; begin with `{page}`\n"
            )
        }
        Published::Unchanged => format!("nothing changed; `{name}` is as it was\n"),
    }
}
