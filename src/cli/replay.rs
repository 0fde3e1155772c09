//! `detente replay`: every event in replay order, with what it changed.

use crate::replay::asked::Asked;
use crate::view::{self, replay::Replayed};

use super::arguments::{Format, LedgerArgument, ReplayArguments};
use super::failure::Failure;
use super::{Answer, load, output};

pub(crate) fn run(file: &LedgerArgument, arguments: &ReplayArguments) -> Result<Answer, Failure> {
    let ledger = load::ledger(file)?;
    let as_of = arguments.as_of.as_of();
    let catalogue = arguments.language.catalogue();
    let asked = Asked::new(&ledger, as_of);
    let replays: Vec<Replayed> = load::channels(&ledger, &arguments.channels)?
        .into_iter()
        .map(|channel| {
            let timeline = asked.timeline(channel);
            let standing = asked.standing(&timeline);
            Replayed { timeline, standing }
        })
        .collect();
    Ok(Answer::new(match arguments.format {
        Format::Text => view::terminal::render(
            &view::replay::document(&catalogue, &ledger, &as_of, &replays),
            output::width(),
        ),
        Format::Json => view::json::replay::json(&ledger, &as_of, &replays),
    }))
}
