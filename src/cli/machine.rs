//! `detente machine`: the transition table, printed from the machine itself.

use crate::view::{machine, terminal};

use super::arguments::{AsOfOption, Globals, MachineArguments, MachineFormat};
use super::failure::Failure;
use super::{Answer, output};

pub(crate) fn run(globals: &Globals, arguments: &MachineArguments) -> Result<Answer, Failure> {
    globals.refuse(
        "machine",
        &[AsOfOption::On, AsOfOption::Known, AsOfOption::MinGrade],
    )?;
    Ok(Answer::new(match arguments.format {
        MachineFormat::Text => terminal::render(&machine::document(), output::width()),
        MachineFormat::Mermaid => machine::mermaid(),
        MachineFormat::Dot => machine::dot(),
        MachineFormat::Json => machine::json(),
    }))
}
