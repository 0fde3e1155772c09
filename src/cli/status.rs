//! `detente status`: what channels are, since when and on whose word.

use std::mem::ManuallyDrop;

use crate::model::ledger::Ledger;
use crate::replay::asked::Asked;
use crate::view;

use super::arguments::{Format, LedgerArgument, StatusArguments};
use super::failure::Failure;
use super::{Answer, load, output};

pub(crate) fn run(file: &LedgerArgument, arguments: &StatusArguments) -> Result<Answer, Failure> {
    load::in_passing(file, |loaded| {
        // Whoever has a large ledger need not wait until it is taken apart.
        let ledger = ManuallyDrop::new(load::sound(loaded)?);
        answer(&ledger, arguments)
    })
}

fn answer(ledger: &Ledger, arguments: &StatusArguments) -> Result<Answer, Failure> {
    let as_of = arguments.as_of.as_of();
    let catalogue = arguments.language.catalogue();
    let asked = Asked::new(ledger, as_of);
    let standings = asked.statuses(&load::channels(ledger, &arguments.channels)?);
    Ok(Answer::new(match arguments.format {
        Format::Text => view::terminal::render(
            &view::status::document(&catalogue, ledger, &as_of, &standings),
            output::width(),
        ),
        Format::Json => view::json::status::json(ledger, &as_of, &standings),
    }))
}
