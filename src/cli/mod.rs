//! The command line: arguments, commands, exit codes.
//!
//! One file a command. This floor and [`store`](crate::store) alone touch files, the clock, the
//! terminal and the environment; what they find goes down as arguments.

mod add;
mod arguments;
mod ask;
mod batch;
mod check;
mod complete;
mod completions;
mod compose;
mod correct;
mod diff;
mod facts;
mod failure;
mod fmt;
mod guard;
mod held;
mod illegal;
mod init;
mod interrupt;
mod into;
mod language;
mod live;
mod load;
#[cfg(all(test, unix))]
mod long;
mod machine;
mod man;
mod output;
mod preview;
mod progress;
mod prompt;
mod publish;
mod ready;
mod refused;
mod replay;
mod report;
mod schema;
mod serve;
mod source;
mod status;
mod target;
mod timeline;
mod trial;
mod twins;
mod why;
mod withdraw;

use std::process::ExitCode;

use arguments::Command;
use failure::Failure;

use crate::store::unfinished::{come_to_the_end, unless_broken_off};

/// What the program has to say at the end: an answer, and whether the ledger is in order.
struct Answer {
    /// For standard output.
    text: String,
    /// Exit code 0, or 1 if the ledger is at fault.
    in_order: bool,
    /// The file that has been changed, so that nobody who hears only of a failure changes it twice.
    changed: Option<String>,
}

impl Answer {
    fn new(text: String) -> Self {
        Self {
            text,
            in_order: true,
            changed: None,
        }
    }
}

/// Runs the program on the arguments of the process.
///
/// Answers go to standard output, errors to standard error. The exit code is 0, 1 if the ledger
/// or the disk is at fault, 2 if the command line is, or 130 if the user has broken it off.
pub fn run() -> ExitCode {
    complete::answer_shell();
    let arguments = arguments::parse();
    let ledger = arguments.ledger.clone();
    let command = arguments.command();
    // What serves a page until it is ended has nothing to leave half done.
    if !matches!(command, Ok(Command::Serve(_))) {
        interrupt::listen();
    }
    let answer = command.and_then(|command| match command {
        Command::Status(arguments) => status::run(&ledger, &arguments),
        Command::Replay(arguments) => replay::run(&ledger, &arguments),
        Command::Why(arguments) => why::run(&ledger, &arguments),
        Command::Report(arguments) => report::run(&ledger, &arguments),
        Command::Timeline(arguments) => timeline::run(&ledger, &arguments),
        Command::Diff(arguments) => diff::run(&ledger, &arguments),
        Command::Serve(arguments) => serve::run(&ledger, arguments),
        Command::Publish(arguments) => publish::run(&ledger, &arguments),
        Command::Check(arguments) => check::run(&ledger, &arguments),
        Command::Fmt(arguments) => fmt::run(&ledger, &arguments),
        Command::Machine(arguments) => Ok(machine::run(&arguments)),
        Command::Add(arguments) => add::run(&ledger, *arguments),
        Command::Source(arguments) => source::run(&ledger, arguments),
        Command::Withdraw(arguments) => withdraw::run(&ledger, &arguments),
        Command::Correct(arguments) => correct::run(&ledger, &arguments),
        Command::Init(arguments) => init::run(&ledger, &arguments),
        Command::Schema => Ok(schema::run()),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    });
    let result = answer.and_then(|answer| {
        output::answer(&answer.text).map_err(|cause| match answer.changed {
            Some(file) => Failure::Untold { file, cause },
            None => Failure::Output(cause),
        })?;
        Ok(answer.in_order)
    });
    unless_broken_off();
    let code = match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(failure) => failure.report(),
    };
    come_to_the_end();
    code
}
