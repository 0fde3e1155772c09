//! `detente why`: the shortest chain that explains a status.

use crate::replay::why::why;
use crate::view;

use super::arguments::{Format, Globals, WhyArguments};
use super::failure::Failure;
use super::{Answer, load, output};

pub(crate) fn run(globals: &Globals, arguments: &WhyArguments) -> Result<Answer, Failure> {
    let ledger = load::ledger(globals)?;
    let as_of = globals.as_of();
    let why = why(&ledger, load::channel(&ledger, &arguments.channel)?, &as_of);
    Ok(Answer::new(match arguments.format {
        Format::Text => {
            view::terminal::render(&view::why::document(&ledger, &as_of, &why), output::width())
        }
        Format::Json => view::why::json(&ledger, &as_of, &why),
    }))
}
