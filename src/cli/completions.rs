//! `detente completions`: the script by which a shell learns to complete.

use std::io;

use clap::{Args, ValueEnum};
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use super::failure::Failure;
use super::{Answer, complete};

#[derive(Args, Debug)]
pub(crate) struct CompletionsArguments {
    /// The shell that is to read it
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

impl Shell {
    fn completer(self) -> &'static dyn EnvCompleter {
        match self {
            Self::Bash => &Bash,
            Self::Zsh => &Zsh,
            Self::Fish => &Fish,
            Self::Powershell => &Powershell,
            Self::Elvish => &Elvish,
        }
    }
}

/// The script calls whatever `detente` the shell finds, so that it outlives an update.
pub(crate) fn run(arguments: &CompletionsArguments) -> Result<Answer, Failure> {
    const NAME: &str = "detente";
    let mut script = Vec::new();
    arguments
        .shell
        .completer()
        .write_registration(complete::VARIABLE, NAME, NAME, NAME, &mut script)
        .and_then(|()| String::from_utf8(script).map_err(io::Error::other))
        .map(Answer::new)
        .map_err(Failure::Output)
}
