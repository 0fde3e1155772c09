//! `detente add --from`: many events at once, all or none.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use chrono::NaiveDate;

use crate::model::ledger::Ledger;
use crate::read::decode;
use crate::read::source_map::SourceMap;
use crate::store;
use crate::write::batch::{Batch, BatchError, BatchEvent, BatchForm};
use crate::write::change::{Change, NewEvent, Place};
use crate::write::entry::EventEntry;

use super::arguments::LedgerArgument;
use super::facts::{FactArguments, GuardArguments};
use super::failure::Failure;
use super::guard::{Plan, carry_out};
use super::output::inert_lines;
use super::ready::Given;
use super::twins::Twins;
use super::{Answer, compose, progress};

pub(crate) fn run(
    file: &LedgerArgument,
    guard: GuardArguments,
    from: &Path,
    facts: &FactArguments,
    today: NaiveDate,
) -> Result<Answer, Failure> {
    if from == Path::new("-") && file.file() == Path::new("-") {
        return Err(Failure::Usage(
            "the ledger and the batch cannot both come from standard input; name a file for one"
                .into(),
        ));
    }
    if from == Path::new("-") && !guard.yes && !guard.dry_run {
        return Err(Failure::Usage(
            "a batch from standard input leaves nothing to answer with; add `--yes` to write, or `--dry-run` \
             to see what would change"
                .into(),
        ));
    }
    let name = if from == Path::new("-") {
        "standard input".to_owned()
    } else {
        from.display().to_string()
    };
    let is_missing = if from == Path::new("-") {
        None
    } else if !from.exists() {
        Some(format!("there is no file `{name}` to add from"))
    } else if from.is_dir() {
        Some(format!(
            "`{name}` is a directory; name a file in it to add from"
        ))
    } else {
        None
    };
    if let Some(is_missing) = is_missing {
        return Err(Failure::NotWritten {
            details: String::new(),
            message: format!("{is_missing}; nothing was written"),
        });
    }
    progress::reading(from);
    let bytes = store::read(from)?;
    let text = decode(bytes).map_err(|(text, problem)| {
        let position = SourceMap::new(&text).position(problem.span.start);
        let error = BatchError {
            // Of a text that is too large, none is handed over.
            line: (!text.is_empty()).then_some(position.line),
            message: format!("{}; {}", problem.message, problem.help),
        };
        failure(&name, &error)
    })?;
    let text = text.as_str();
    let form = BatchForm::of(&name, text);
    let batch = Batch::read(text, form).map_err(|error| failure(&name, &error))?;
    if batch.events.is_empty() && batch.sources.is_empty() {
        return Ok(Answer::new(format!(
            "Nothing to add: {name} holds no events and no sources.\n"
        )));
    }
    incomplete(&name, &batch)?;
    carry_out(
        file,
        guard,
        |ledger| {
            progress::doing(&format!("adding {} events", batch.events.len()));
            plan(ledger, &batch, &name, facts, today)
        },
        || None,
    )
}

fn failure(name: &str, error: &BatchError) -> Failure {
    let line = error
        .line
        .map_or_else(String::new, |line| format!(", line {line}"));
    Failure::NotWritten {
        details: String::new(),
        message: match error.message.strip_suffix('?') {
            Some(question) => format!("{name}{line}: {question}? Nothing was written"),
            None => format!("{name}{line}: {}; nothing was written", error.message),
        },
    }
}

/// Refuses a batch with events that lack what nothing can be made of.
fn incomplete(name: &str, batch: &Batch) -> Result<(), Failure> {
    let mut details = String::new();
    for (index, event) in batch.events.iter().enumerate() {
        let entry = &event.entry;
        let needed = [
            ("`date`", &entry.date),
            ("`kind`", &entry.kind),
            ("`summary`", &entry.summary),
        ];
        let lacks: Vec<&str> = needed
            .into_iter()
            .filter(|(_, value)| value.trim().is_empty())
            .map(|(key, _)| key)
            .collect();
        if !lacks.is_empty() {
            let origin = origin(name, index, event);
            details.push_str(&format!("{origin}: an event needs {}\n", lacks.join(", ")));
        }
    }
    if details.is_empty() {
        return Ok(());
    }
    Err(Failure::NotWritten {
        details: inert_lines(&details) + "\n",
        message: format!("{name} is not complete; nothing was written"),
    })
}

fn plan(
    ledger: &Ledger,
    batch: &Batch,
    name: &str,
    facts: &FactArguments,
    today: NaiveDate,
) -> Result<Plan, Failure> {
    let given = batch.events.iter().map(|event| event.entry.id.trim());
    let of_ledger: HashSet<&str> = compose::events(ledger).collect();
    let mut ids = Ids {
        taken: of_ledger
            .iter()
            .copied()
            .chain(given)
            .map(str::to_owned)
            .collect(),
        numbers: HashMap::new(),
    };
    let names = ChannelNames::of(ledger);
    let mut twins = Twins::of(ledger);
    let mut told_twice = String::new();
    let mut origins = Vec::with_capacity(batch.events.len());
    let mut events = Vec::with_capacity(batch.events.len());
    for (index, event) in batch.events.iter().enumerate() {
        let origin = origin(name, index, event);
        let entry = complete(&names, event, facts, today, &mut ids);
        // Whoever gives it an id of its own means another.
        if event.entry.id.trim().is_empty()
            && let Some(twin) = twins.find(&entry)
        {
            told_twice.push_str(&format!("{origin}: `{twin}` tells just this already\n"));
        }
        twins.take(entry.clone());
        origins.push(origin);
        let place = turn(&entry, |id| of_ledger.contains(id));
        events.push(NewEvent { entry, place });
    }
    if !told_twice.is_empty() {
        return Err(Failure::NotWritten {
            details: inert_lines(&told_twice) + "\n",
            message: format!(
                "{name} tells again what is told already; nothing was written. Take these out, or give what \
                 happened a second time an `id` of its own"
            ),
        });
    }
    Ok(Plan {
        change: Change {
            sources: batch.sources.clone(),
            events,
            ..Change::default()
        },
        origins,
        given: Given::of(facts),
        into: facts.into.into.clone(),
        ..Plan::default()
    })
}

/// Where an event of a batch is to stand: a correction takes the turn of what it corrects, if that is in the
/// ledger already.
pub(super) fn turn(entry: &EventEntry, is_known: impl Fn(&str) -> bool) -> Place {
    let corrected = entry.corrects.as_deref().map(str::trim);
    let of_ledger = corrected.filter(|id| is_known(id));
    of_ledger.map_or(Place::Replay, |id| Place::TurnOf(id.to_owned()))
}

/// Where an event of a batch comes from: `events.csv, line 4`.
fn origin(name: &str, index: usize, event: &BatchEvent) -> String {
    match event.line {
        Some(line) => format!("{name}, line {line}"),
        None => format!("{name}, event {}", index + 1),
    }
}

/// Fills in what `add` fills in: the id, the ids of channels that go by another name, who wrote it down
/// and when.
fn complete(
    names: &ChannelNames,
    event: &BatchEvent,
    facts: &FactArguments,
    today: NaiveDate,
    ids: &mut Ids,
) -> EventEntry<'static> {
    let mut entry = event.entry.clone();
    for channel in &mut entry.channels {
        // One that is unknown or may be several is reported with the line it stands on, when the
        // ledger is checked.
        if let Some(id) = names.id(channel.trim()) {
            *channel = id.to_owned().into();
        }
    }
    if entry.recorded.is_none() {
        let recorded = facts.recorded.clone();
        entry.recorded = Some(recorded.unwrap_or_else(|| today.to_string()).into());
    }
    if entry.coder.is_none() {
        entry.coder = compose::coder(facts).map(Into::into);
    }
    if entry.id.trim().is_empty() {
        entry.id = ids.unused(&compose::event_stem(&entry)).into();
    }
    entry
}

/// The ids that events have, and for each stem the number to try next: no id becomes free again.
struct Ids {
    taken: HashSet<String>,
    numbers: HashMap<String, u32>,
}

impl Ids {
    /// An id made of a stem that no other event has, and now this one.
    fn unused(&mut self, stem: &str) -> String {
        let stem = compose::unused(stem, |_| false);
        if self.taken.insert(stem.clone()) {
            return stem;
        }
        let number = self.numbers.entry(stem.clone()).or_insert(2);
        loop {
            let id = format!("{stem}-{number}");
            *number += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The channels by all that they go by, made once for all events.
struct ChannelNames<'l> {
    ids: HashSet<&'l str>,
    /// The ids by every name in lower case; none where several channels share it.
    folded: HashMap<String, Option<&'l str>>,
}

impl<'l> ChannelNames<'l> {
    fn of(ledger: &'l Ledger) -> Self {
        let mut ids = HashSet::new();
        let mut folded = HashMap::new();
        for (_, channel) in ledger.channels() {
            let id = channel.id.as_str();
            ids.insert(id);
            let others = channel.aka.iter().map(|aka| &**aka);
            for name in [id, &*channel.name].into_iter().chain(others) {
                let means = folded.entry(name.to_lowercase()).or_insert(Some(id));
                if *means != Some(id) {
                    *means = None;
                }
            }
        }
        Self { ids, folded }
    }

    /// The id of the one channel that a name means; an id as it is written goes before other names.
    fn id(&self, name: &str) -> Option<&'l str> {
        self.ids
            .get(name)
            .copied()
            .or_else(|| self.folded.get(&name.to_lowercase()).copied().flatten())
    }
}
