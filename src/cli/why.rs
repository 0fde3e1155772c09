//! `detente why`: the shortest chain that explains a status.

use crate::replay::why::why;
use crate::view;

use super::arguments::{Format, LedgerArgument, WhyArguments};
use super::failure::Failure;
use super::{Answer, load, output};

pub(crate) fn run(file: &LedgerArgument, arguments: &WhyArguments) -> Result<Answer, Failure> {
    let ledger = load::ledger(file)?;
    let as_of = arguments.as_of.as_of();
    let catalogue = arguments.language.catalogue();
    let why = why(&ledger, load::channel(&ledger, &arguments.channel)?, &as_of);
    Ok(Answer::new(match arguments.format {
        Format::Text => view::terminal::render(
            &view::why::document(&catalogue, &ledger, &as_of, &why),
            output::width(),
        ),
        Format::Json => view::json::why::json(&ledger, &as_of, &why),
    }))
}
