//! `detente status`: what channels are, since when and on whose word.

use crate::replay::status::{Standing, status};
use crate::view;

use super::arguments::{Format, Globals, StatusArguments};
use super::failure::Failure;
use super::{Answer, load, output};

pub(crate) fn run(globals: &Globals, arguments: &StatusArguments) -> Result<Answer, Failure> {
    let ledger = load::ledger(globals)?;
    let as_of = globals.as_of();
    let standings: Vec<Standing> = load::channels(&ledger, &arguments.channels)?
        .into_iter()
        .map(|channel| status(&ledger, channel, &as_of))
        .collect();
    Ok(Answer::new(match arguments.format {
        Format::Text => view::terminal::render(
            &view::status::document(&ledger, &as_of, &standings),
            output::width(),
        ),
        Format::Json => view::status::json(&ledger, &as_of, &standings),
    }))
}
