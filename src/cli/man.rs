//! `detente man`: a manual page for every command.

use std::io;
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory, ValueHint};
use clap_mangen::Man;

use crate::store::create::create_all;
use crate::view::inert::inert;

use super::Answer;
use super::arguments::Arguments;
use super::failure::Failure;

#[derive(Args, Debug)]
pub(crate) struct ManArguments {
    /// The directory to write them to; it is made if it is not there
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
}

pub(crate) fn run(arguments: &ManArguments) -> Result<Answer, Failure> {
    let pages = pages().map_err(Failure::Output)?;
    let count = pages.len();
    create_all(&arguments.folder, pages)?;
    let folder = arguments.folder.display().to_string();
    Ok(Answer::new(format!(
        "{count} manual pages are in `{}`; `man -l FILE` shows one\n",
        inert(&folder)
    )))
}

/// The pages with the names of their files.
fn pages() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut program = <Arguments as CommandFactory>::command().disable_help_subcommand(true);
    program.build();
    let mut pages = Vec::new();
    add_pages(&program, &mut pages)?;
    Ok(pages)
}

/// Adds the pages of a command and of those within it; none has a date, so each run gives the
/// same bytes.
fn add_pages(command: &Command, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let page = Man::new(command.clone())
        .source(concat!("detente ", env!("CARGO_PKG_VERSION")))
        .manual("detente");
    let mut text = Vec::new();
    page.render(&mut text)?;
    pages.push((page.get_filename(), text));
    command
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set())
        .try_for_each(|inner| add_pages(inner, pages))
}
