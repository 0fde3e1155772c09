//! `detente add`: new events, one or many, under the guard of the machine.

use std::path::PathBuf;

use chrono::{Local, NaiveDate};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::model::ledger::Ledger;
use crate::model::machine::Kind;
use crate::write::change::{Change, NewEvent, Place};
use crate::write::entry::SourceEntry;

use super::arguments::LedgerArgument;
use super::ask::NewSources;
use super::facts::{FactArguments, GuardArguments};
use super::failure::Failure;
use super::guard::{Plan, can_ask, carry_out};
use super::ready::Given;
use super::source::SourceAddArguments;
use super::{Answer, ask, batch, complete, compose, load, progress, ready};

/// What is added.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AddArguments {
    /// What happened
    #[arg(value_name = "KIND", value_parser = kinds())]
    pub(crate) kind: Option<String>,
    /// The channels it bears on, by id or another name; none for `context`
    #[arg(value_name = "CHANNEL", add = complete::channels())]
    pub(crate) channels: Vec<String>,
    /// A channel too; so it can be given where KIND is left to be asked for
    #[arg(long = "channel", value_name = "CHANNEL", add = complete::channels())]
    more_channels: Vec<String>,
    #[command(flatten)]
    pub(crate) facts: FactArguments,
    /// Adds all events of a file (YAML, JSON, NDJSON or CSV), or none; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = [
        "kind", "more_channels", "date", "summary", "status", "by", "cause", "sources", "scope", "inferred", "note",
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
    let more = std::mem::take(&mut arguments.more_channels);
    arguments.channels.extend(more);
    let name = file.file().display().to_string();
    let given = arguments.clone();
    let mut sources = NewSources::default();
    if can_ask() && !file.is_stream() && arguments.is_incomplete() {
        let ledger = load::ledger(file)?;
        progress::wipe();
        ask::event(&ledger, &mut arguments, &mut sources, today).map_err(|failure| {
            let is_answered = arguments != given;
            let event = is_answered.then(|| unchecked(&arguments, today));
            failure.with_answers(again(&sources, event.as_ref(), &given, &name))
        })?;
    }
    let plan = |ledger: &Ledger| {
        let mut plan = plan(ledger, &arguments, &sources.complete, today)?;
        if arguments != given {
            let event = plan.change.events.first();
            plan.again = Some(again(&sources, event, &given, &name).join("\n  "));
        }
        Ok(plan)
    };
    carry_out(file, guard, plan, || lost(&arguments, today)).map_err(|failure| {
        if arguments == given {
            return failure;
        }
        let event = unchecked(&arguments, today);
        failure.with_answers(again(&sources, Some(&event), &given, &name))
    })
}

/// The commands that say what was answered.
fn again(
    sources: &NewSources,
    event: Option<&NewEvent>,
    given: &AddArguments,
    name: &str,
) -> Vec<String> {
    let begun = sources
        .begun
        .iter()
        .filter(|begun| **begun != SourceAddArguments::default());
    let begun = begun.map(|begun| ready::source(&begun.unchecked(), None, name));
    let complete = sources.complete.iter();
    let complete = complete.map(|entry| ready::source(entry, None, name));
    let event = event.map(|event| ready::add(event, &Given::of(&given.facts), name));
    complete.chain(begun).chain(event).collect()
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
    if arguments.facts.id.is_none() {
        compose::refuse_twin(ledger, &event.entry)?;
    }
    Ok(Plan {
        change: Change {
            sources: sources.to_vec(),
            events: vec![event],
            ..Change::default()
        },
        given: Given::of(&arguments.facts),
        into: arguments.facts.into.into.clone(),
        ..Plan::default()
    })
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

/// The event without looking anything up.
fn unchecked(arguments: &AddArguments, today: NaiveDate) -> NewEvent {
    let kind = arguments.kind.as_deref().unwrap_or("");
    let (before, after) = (&arguments.facts.before, &arguments.facts.after);
    let place = match (before, after) {
        (Some(id), _) => Place::Before(id.clone()),
        (None, Some(id)) => Place::After(id.clone()),
        (None, None) => Place::Replay,
    };
    NewEvent {
        entry: compose::unchecked(kind, &arguments.channels, &arguments.facts, today),
        place,
    }
}
