//! `detente machine`: the transition table, printed from the machine itself.

use crate::view::{json, machine, terminal};

use super::arguments::{MachineArguments, MachineFormat};
use super::{Answer, output};

pub(crate) fn run(arguments: &MachineArguments) -> Answer {
    Answer::new(match arguments.format {
        MachineFormat::Text => terminal::render(&machine::document(), output::width()),
        MachineFormat::Mermaid => machine::mermaid(),
        MachineFormat::Dot => machine::dot(),
        MachineFormat::Json => json::machine::json(),
    })
}
