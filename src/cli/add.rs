//! `detente add`: new events, one or many, under the guard of the machine.

use std::path::{Path, PathBuf};

use chrono::{Local, NaiveDate};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::model::ledger::Ledger;
use crate::model::machine::Kind;
use crate::write::change::{Change, NewEvent, Place};
use crate::write::entry::SourceEntry;

use super::arguments::LedgerArgument;
use super::facts::{FactArguments, GuardArguments};
use super::failure::Failure;
use super::guard::{Plan, can_ask, carry_out};
use super::ready::Given;
use super::{Answer, ask, batch, complete, compose, load, ready};

/// What is added.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct AddArguments {
    /// What happened
    #[arg(value_name = "KIND", value_parser = kinds())]
    pub(crate) kind: Option<String>,
    /// The channels it bears on, by id or another name; none for `context`
    #[arg(value_name = "CHANNEL", add = complete::channels())]
    pub(crate) channels: Vec<String>,
    #[command(flatten)]
    pub(crate) facts: FactArguments,
    /// Adds all events of a file (YAML, JSON, NDJSON or CSV), or none; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = [
        "kind", "date", "summary", "status", "by", "cause", "sources", "scope", "inferred", "note",
        "tags", "reported", "id", "before", "after",
    ])]
    from: Option<PathBuf>,
    #[command(flatten)]
    guard: GuardArguments,
}

/// The words of the kinds, each with what to use it for.
pub(crate) fn kinds() -> PossibleValuesParser {
    let mut kinds: Vec<PossibleValue> = Vec::new();
    for kind in Kind::ALL {
        if kinds.iter().all(|other| other.get_name() != kind.word()) {
            kinds.push(PossibleValue::new(kind.word()).help(kind.meaning()));
        }
    }
    PossibleValuesParser::new(kinds)
}

pub(crate) fn run(file: &LedgerArgument, mut arguments: AddArguments) -> Result<Answer, Failure> {
    let today = Local::now().date_naive();
    let guard = arguments.guard;
    if let Some(from) = arguments.from.clone() {
        return batch::run(file, guard, &from, &arguments.facts, today);
    }
    let mut sources = Vec::new();
    let mut asked = false;
    if can_ask() && arguments.is_incomplete() {
        let ledger = load::ledger(file)?;
        sources = ask::event(&ledger, &mut arguments, today)
            .map_err(|failure| with_answers(failure, &arguments, &file.file(), today))?;
        asked = true;
    }
    let name = file.file().display().to_string();
    let plan = |ledger: &Ledger| {
        let mut plan = plan(ledger, &arguments, &sources, today)?;
        if asked {
            plan.again = Some(again(&plan.change, &plan.given, &name));
        }
        Ok(plan)
    };
    carry_out(file, guard, plan, || lost(&arguments, today))
}

impl AddArguments {
    fn is_incomplete(&self) -> bool {
        let is_context = self.kind.as_deref() == Some(Kind::Context.word());
        let is_confirmed = self.kind.as_deref().is_some_and(compose::is_confirmed);
        self.kind.is_none()
            || (self.channels.is_empty() && !is_context)
            || self.facts.date.is_none()
            || self.facts.summary.is_none()
            || (self.facts.status.is_none() && is_confirmed)
            || (self.facts.sources.is_empty() && !self.facts.inferred)
    }
}

fn plan(
    ledger: &Ledger,
    arguments: &AddArguments,
    sources: &[SourceEntry<'static>],
    today: NaiveDate,
) -> Result<Plan, Failure> {
    let kind = arguments.kind.as_deref().unwrap_or("");
    let channels = compose::channel_ids(ledger, &arguments.channels)?;
    let missing = compose::missing(kind, &channels, &arguments.facts);
    if !missing.is_empty() {
        return Err(Failure::Usage(format!(
            "an event needs {}; on a terminal, `detente add` asks for what is missing",
            missing.join(", ")
        )));
    }
    let also: Vec<&str> = sources.iter().map(|source| &*source.id).collect();
    let event = compose::event(ledger, kind, &channels, &arguments.facts, &also, today)?;
    Ok(Plan {
        change: Change {
            sources: sources.to_vec(),
            events: vec![event],
            withdrawals: Vec::new(),
        },
        given: Given::of(&arguments.facts),
        ..Plan::default()
    })
}

/// The commands that make a change without a question.
fn again(change: &Change, given: &Given, file: &str) -> String {
    let sources = change.sources.iter();
    let sources = sources.map(|source| ready::add_source(source, file));
    let events = change.events.iter();
    let events = events.map(|event| ready::add(event, given, file));
    sources.chain(events).collect::<Vec<_>>().join("\n  ")
}

/// The event as it would stand in a ledger that cannot be read.
fn lost(arguments: &AddArguments, today: NaiveDate) -> Option<String> {
    let kind = arguments.kind.as_deref()?;
    let mut entry = compose::unchecked(kind, &arguments.channels, &arguments.facts, today);
    if entry.id.is_empty() {
        // Whether another event has it cannot be known here.
        entry.id = compose::unused(&compose::event_stem(&entry), |_| false).into();
    }
    Some(entry.to_yaml())
}

/// Adds to a failure what was answered before it, so that none of it is lost.
fn with_answers(
    failure: Failure,
    arguments: &AddArguments,
    file: &Path,
    today: NaiveDate,
) -> Failure {
    let Failure::NotWritten {
        mut details,
        message,
    } = failure
    else {
        return failure;
    };
    let kind = arguments.kind.as_deref().unwrap_or("");
    let entry = compose::unchecked(kind, &arguments.channels, &arguments.facts, today);
    let event = NewEvent {
        entry,
        place: Place::Replay,
    };
    let given = Given::of(&arguments.facts);
    let command = ready::add(&event, &given, &file.display().to_string());
    details.push_str(&format!(
        "What you entered so far, as a command:\n  {command}\n\n"
    ));
    Failure::NotWritten { details, message }
}
