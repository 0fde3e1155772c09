//! `detente withdraw`: an event that is no longer believed.

use clap::Args;

use crate::model::ledger::Ledger;
use crate::write::change::Change;
use crate::write::entry::WithdrawalEntry;

use super::arguments::LedgerArgument;
use super::facts::GuardArguments;
use super::failure::Failure;
use super::guard::{Plan, carry_out};
use super::{Answer, complete, compose};

#[derive(Args, Clone, Debug)]
pub(crate) struct WithdrawArguments {
    /// The event
    #[arg(value_name = "EVENT", add = complete::events())]
    event: String,
    /// The day from which it is not believed, as EDTF
    #[arg(long, value_name = "EDTF", allow_hyphen_values = true)]
    date: String,
    /// The source that says so
    #[arg(long, value_name = "ID", add = complete::sources())]
    source: Option<String>,
    /// Why, in one line
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: String,
    #[command(flatten)]
    guard: GuardArguments,
}

pub(crate) fn run(file: &LedgerArgument, arguments: &WithdrawArguments) -> Result<Answer, Failure> {
    let guard = arguments.guard;
    let plan = |ledger: &Ledger| {
        compose::date("--date", &arguments.date)?;
        compose::known_event("EVENT", &arguments.event, ledger)?;
        if let Some(source) = &arguments.source {
            compose::known("--source", "source", source, compose::sources(ledger))?;
        }
        let entry = WithdrawalEntry {
            date: arguments.date.clone().into(),
            source: arguments.source.clone().map(Into::into),
            reason: arguments.reason.clone().into(),
        };
        Ok(Plan {
            change: Change::withdrawal(arguments.event.clone(), entry),
            ..Plan::default()
        })
    };
    carry_out(file, guard, plan, || None)
}
