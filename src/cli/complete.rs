//! What a shell can complete from the ledger: ids of channels, events, sources and parties.
//!
//! Shells ask in the middle of a line, so nothing here may fail: a ledger that cannot be read has
//! no ids to offer. An argument is completed by `#[arg(add = complete::events())]`.

use std::ffi::OsString;

use clap::{CommandFactory, Parser};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use crate::model::ledger::Ledger;
use crate::store;
use crate::view::inert::inert;

use super::arguments::Arguments;
use super::load::{Purpose, Whole, whole};

/// The variable in which a shell says that it asks for candidates; its value is the shell's name.
pub(super) const VARIABLE: &str = "COMPLETE";

/// Answers a shell that asks for candidates, and ends the process if one does.
pub(super) fn answer_shell() {
    CompleteEnv::with_factory(<Arguments as CommandFactory>::command)
        .var(VARIABLE)
        .complete();
}

/// Channels, each with its name.
pub(super) fn channels() -> ArgValueCandidates {
    candidates(channel_ids)
}

/// Events, the last of the file first, each with its date and summary.
pub(super) fn events() -> ArgValueCandidates {
    candidates(event_ids)
}

/// Sources, each with its outlet and title.
pub(super) fn sources() -> ArgValueCandidates {
    candidates(source_ids)
}

/// Parties, each with its name.
pub(super) fn parties() -> ArgValueCandidates {
    candidates(party_ids)
}

/// The files that the ledger includes.
pub(super) fn files() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let Some(whole) = named_ledger() else {
            return Vec::new();
        };
        let included = whole.included.iter().map(|file| file.path.clone());
        included.map(CompletionCandidate::new).collect()
    })
}

/// An id and what to say of it.
type Described = (String, String);

fn channel_ids(ledger: &Ledger) -> Vec<Described> {
    let channels = ledger.channels();
    channels
        .map(|(_, channel)| (channel.id.to_string(), channel.name.to_string()))
        .collect()
}

fn event_ids(ledger: &Ledger) -> Vec<Described> {
    let mut events: Vec<Described> = ledger
        .events()
        .map(|(_, event)| {
            let help = format!("{} {}: {}", event.date, event.kind, event.summary);
            (event.id.to_string(), help)
        })
        .collect();
    // What is corrected or withdrawn is mostly what was written down last.
    events.reverse();
    events
}

fn source_ids(ledger: &Ledger) -> Vec<Described> {
    let sources = ledger.sources();
    sources
        .map(|(_, source)| {
            let help = format!(
                "{}, “{}” ({})",
                source.outlet, source.title, source.published
            );
            (source.id.to_string(), help)
        })
        .collect()
}

fn party_ids(ledger: &Ledger) -> Vec<Described> {
    let parties = ledger.parties();
    parties
        .map(|(_, party)| (party.id.to_string(), party.name.to_string()))
        .collect()
}

fn candidates(
    of: impl Fn(&Ledger) -> Vec<Described> + Send + Sync + 'static,
) -> ArgValueCandidates {
    ArgValueCandidates::new(move || {
        let Some(ledger) = named_ledger().and_then(|whole| whole.checked.ledger) else {
            return Vec::new();
        };
        of(&ledger)
            .into_iter()
            .enumerate()
            .map(|(place, (id, help))| {
                CompletionCandidate::new(id)
                    .help(Some(inert(&help).into_owned().into()))
                    .display_order(Some(place))
            })
            .collect()
    })
}

/// The ledger that the line so far or the environment names.
fn named_ledger() -> Option<Whole> {
    let named = named_file(std::env::args_os());
    let file = named.map(|file| ["--file".into(), file]);
    let line = std::iter::once("detente".into()).chain(file.into_iter().flatten());
    let argument = Arguments::try_parse_from(line).ok()?.ledger;
    if argument.is_stream() {
        // Standard input is the terminal.
        return None;
    }
    let bytes = store::read(&argument.file()).ok()?;
    whole(&argument, bytes, Purpose::Answer).ok()
}

/// The last file that the line so far names: `detente -- detente status --file F …`.
///
/// The line is not complete and may be wrong, so it is not parsed as one.
fn named_file(line: impl Iterator<Item = OsString>) -> Option<OsString> {
    let mut words = line.skip_while(|word| word != "--").skip(1);
    let mut file = None;
    while let Some(word) = words.next() {
        if word == "--file" || word == "-f" {
            file = words.next();
        } else if let Some(named) = word.to_str().and_then(|word| {
            word.strip_prefix("--file=")
                .or_else(|| word.strip_prefix("-f="))
                .or_else(|| word.strip_prefix("-f"))
        }) {
            file = Some(named.into());
        }
    }
    file
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::read::check;

    const LEDGER: &str = "
title: Two capitals
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
sources: [{id: wire, outlet: The Wire, title: Line cut, published: 2023-02}]
events:
  - {id: cut, date: 2023~, kind: suspended, channels: [line], summary: The line is cut., sources: [wire]}
  - {id: rung, date: 2024, kind: unanswered, channels: [line], summary: Nobody answers., sources: [wire]}
";

    #[test]
    fn each_id_comes_with_what_helps_to_choose_it() {
        let ledger = check(LEDGER).ledger.unwrap();
        let listed = |of: fn(&Ledger) -> Vec<Described>| {
            let lines = of(&ledger)
                .into_iter()
                .map(|(id, help)| format!("{id}: {help}"));
            lines.collect::<Vec<_>>()
        };
        assert_eq!(listed(channel_ids), ["line: The line"]);
        assert_eq!(
            listed(event_ids),
            [
                "rung: 2024 unanswered: Nobody answers.",
                "cut: 2023~ suspended: The line is cut."
            ]
        );
        assert_eq!(listed(source_ids), ["wire: The Wire, “Line cut” (2023-02)"]);
        assert_eq!(listed(party_ids), ["USA: United States", "CHN: China"]);
    }
}
