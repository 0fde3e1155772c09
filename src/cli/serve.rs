//! `detente serve`: the page of a ledger, shown anew whenever the ledger is saved.

use std::cell::RefCell;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use anstream::adapter::strip_str;
use clap::Args;

use crate::read::include::Pattern;
use crate::store::included::find;
use crate::view::imprint::Imprint;
use crate::view::language::Catalogue;
use crate::view::page::{Page, page};
use crate::view::trouble::trouble;

use super::arguments::LedgerArgument;
use super::failure::Failure;
use super::language::LanguageArgument;
use super::live::{Live, serve};
use super::report::{ToldArguments, begins_by};
use super::{Answer, load, output, progress};

#[derive(Args, Debug)]
pub(crate) struct ServeArguments {
    #[command(flatten)]
    told: ToldArguments,
    /// The port to listen on; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value_t = 7413)]
    port: u16,
    #[command(flatten)]
    language: LanguageArgument,
}

pub(crate) fn run(file: &LedgerArgument, arguments: ServeArguments) -> Result<Answer, Failure> {
    if file.is_stream() {
        let message = "standard input cannot be read again; name the ledger with `--file`";
        return Err(Failure::Usage(message.into()));
    }
    begins_by(arguments.told.since, arguments.told.as_of.as_of().on)?;
    let port = arguments.port;
    let desk = Desk {
        path: file.file(),
        patterns: RefCell::new(
            load::load(file).map_or_else(|_| Vec::new(), |loaded| loaded.patterns),
        ),
        file: file.clone(),
        catalogue: arguments.language.catalogue(),
        arguments,
    };
    serve(port, desk, announce).map_err(|cause| {
        let why = if cause.kind() == io::ErrorKind::AddrInUse {
            "is taken".to_owned()
        } else {
            format!("cannot be used ({cause})")
        };
        Failure::Usage(format!(
            "port {port} {why}; name another with `--port`, or any that is free with `--port 0`"
        ))
    })?;
    Ok(Answer::new(String::new()))
}

/// Says where the page is; whoever started the program in a script reads it there.
fn announce(address: SocketAddr) -> io::Result<()> {
    output::answer(&format!(
        "http://{address}/ shows the report, and shows it anew when the ledger is saved; Ctrl-C ends it\n"
    ))
}

/// A ledger that somebody edits.
struct Desk {
    path: PathBuf,
    /// What the ledger included when it was last looked at.
    patterns: RefCell<Vec<Pattern>>,
    file: LedgerArgument,
    catalogue: Catalogue,
    arguments: ServeArguments,
}

impl Live for Desk {
    /// When the files were written and how long they are; and the day, for at midnight today is another.
    fn state(&self) -> String {
        let day = self.arguments.told.as_of.as_of().on;
        let Ok(about) = fs::metadata(&self.path) else {
            return format!("{day}-none");
        };
        let written = about.modified().ok();
        let since = written.and_then(|written| written.duration_since(UNIX_EPOCH).ok());
        let nanoseconds = since.map_or(0, |since| since.as_nanos());
        let state = format!("{day}-{}-{nanoseconds}", about.len());
        let patterns = self.patterns.borrow();
        if patterns.is_empty() {
            return state;
        }
        let included = format!("{:?}", find(&self.path, &*patterns));
        format!("{state}-{}", Imprint::of(included.as_bytes()).sha256)
    }

    fn page(&self, state: &str) -> String {
        let reload = format!("\"use strict\";\nconst shown = \"{state}\";\n{RELOAD}");
        let page = self.report(&reload).unwrap_or_else(|failure| {
            let told = strip_str(&failure.told()).to_string();
            trouble(&self.catalogue, &told, &reload)
        });
        progress::wipe();
        page
    }
}

const RELOAD: &str = include_str!("reload.js");

impl Desk {
    fn report(&self, reload: &str) -> Result<String, Failure> {
        let loaded = load::load(&self.file)?;
        loaded.patterns.clone_into(&mut self.patterns.borrow_mut());
        let (ledger, imprint) = load::imprinted(loaded)?;
        let channels = load::channels(&ledger, &self.arguments.told.channels)?;
        Ok(page(&Page {
            ledger: &ledger,
            as_of: self.arguments.told.as_of.as_of(),
            channels: &channels,
            since: self.arguments.told.since,
            catalogue: &self.catalogue,
            imprint: &imprint,
            home: None,
            links: &[],
            reload: Some(reload),
        }))
    }
}
