//! A folder of the same events in the format of every program that is compared.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::journal::{self, Program};
use crate::table;
use crate::walk::{Dates, Plan, SOURCES, Walk};
use crate::yaml::{self, Layout};

/// Writes all of them; every event has a day, since the others know no other dates.
pub(crate) fn write(folder: &Path, plan: Plan) -> io::Result<()> {
    let plan = Plan {
        dates: Dates::Exact,
        is_reported: false,
        ..plan
    };
    let open = |name: &str| File::create(folder.join(name)).map(BufWriter::new);

    let (mut ledger, mut rows) = (open("ledger.yaml")?, open("events.csv")?);
    yaml::frame(&mut ledger, plan)?;
    writeln!(rows, "{}", table::COLUMNS)?;
    let mut journals = Vec::new();
    for program in Program::ALL {
        let mut journal = open(program.file())?;
        program.head(&mut journal, plan)?;
        journals.push((program, journal));
    }
    for happening in Walk::new(plan) {
        yaml::entry(&mut ledger, &happening, Layout::Block)?;
        table::row(&mut rows, &happening)?;
        for (program, journal) in &mut journals {
            program.transaction(journal, &happening)?;
        }
    }

    let mut accounts = open("accounts.toml")?;
    journal::tackler_accounts(&mut accounts, plan)?;
    let mut machine = open("machine.csv")?;
    table::machine(&mut machine)?;
    let mut channels = open("channels.csv")?;
    ids(
        &mut channels,
        (0..plan.channels).map(|channel| format!("line-{channel}")),
    )?;
    let mut sources = open("sources.csv")?;
    ids(
        &mut sources,
        (0..SOURCES).map(|source| format!("wire-{source}")),
    )?;
    let mut parties = open("parties.csv")?;
    ids(
        &mut parties,
        ["USA".to_owned(), "CHN".to_owned()].into_iter(),
    )?;

    let journals = journals.into_iter().map(|(_, journal)| journal);
    [ledger, rows, accounts, machine, channels, sources, parties]
        .into_iter()
        .chain(journals)
        .try_for_each(|mut file| file.flush())
}

fn ids(out: &mut impl Write, ids: impl Iterator<Item = String>) -> io::Result<()> {
    writeln!(out, "id")?;
    for id in ids {
        writeln!(out, "{id}")?;
    }
    Ok(())
}
