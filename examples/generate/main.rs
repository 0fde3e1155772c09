//! Writes a large ledger to standard output, the same for the same arguments.
//!
//! `cargo run --release --example generate -- EVENTS [CHANNELS [SEED]] [OPTIONS]`
//!
//! | option | what it does |
//! |---|---|
//! | `--exact` | gives every event a day; otherwise every fifth date is a month, every seventh of the rest an interval |
//! | `--reported` | lets each event become known on a day of its own, a month after it, rather than all on one day |
//! | `--irregular` | writes the events in braces, with an escape in each |
//! | `--peers FOLDER` | writes the same events, all with a day, into files for `detente` and for other programs |

#![expect(clippy::print_stderr, reason = "an example is an edge of its own")]

mod journal;
mod peers;
mod table;
mod walk;
mod yaml;

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use walk::{Dates, Plan};
use yaml::Layout;

const USAGE: &str = "\
usage: generate EVENTS [CHANNELS [SEED]] [--exact] [--reported] [--irregular] [--peers FOLDER]

Writes a ledger of so many events to standard output, always the same for the same numbers.

  --exact         every date is a day; else some are inexact
  --reported      each event becomes known a month after it; else all do with their sources, which are of 2090
  --irregular     every entry is written so that only the general reader can read it
  --peers FOLDER  writes the same events there for other programs, too";

struct Arguments {
    plan: Plan,
    layout: Layout,
    peers: Option<PathBuf>,
}

fn main() -> ExitCode {
    let Some(arguments) = parsed(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let written = match &arguments.peers {
        Some(folder) => peers::write(folder, arguments.plan),
        None => standard_output(&arguments),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the ledger could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}

fn standard_output(arguments: &Arguments) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    yaml::ledger(&mut out, arguments.plan, arguments.layout)?;
    out.flush()
}

fn parsed(mut words: impl Iterator<Item = String>) -> Option<Arguments> {
    let (mut dates, mut layout, mut peers) = (Dates::Mixed, Layout::Block, None);
    let mut is_reported = false;
    let mut numbers = Vec::new();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--exact" => dates = Dates::Exact,
            "--reported" => is_reported = true,
            "--irregular" => layout = Layout::Irregular,
            "--peers" => peers = Some(PathBuf::from(words.next()?)),
            number => numbers.push(number.parse::<usize>().ok()?),
        }
    }
    let (events, channels, seed) = match numbers[..] {
        [events] => (events, 1_000.min(events.max(1)), 1),
        [events, channels] => (events, channels.max(1), 1),
        [events, channels, seed] => (events, channels.max(1), seed as u64),
        _ => return None,
    };
    let plan = Plan {
        events,
        channels,
        seed,
        dates,
        is_reported,
    };
    Some(Arguments {
        plan,
        layout,
        peers,
    })
}
