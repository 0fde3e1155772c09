//! Questions at a terminal, for whatever the arguments leave open.
//!
//! Every answer is also an argument: the questions fill the arguments in, and what follows never
//! knows who wrote them.

use std::fmt;

use chrono::NaiveDate;
use inquire::validator::Validation;
use inquire::{Confirm, InquireError, MultiSelect, Select, Text};

use crate::model::belief::Evidence;
use crate::model::date::Date;
use crate::model::grade::{Credibility, Reliability};
use crate::model::id::ChannelKey;
use crate::model::ledger::Ledger;
use crate::model::machine::{Kind, Status};
use crate::model::order::Window;
use crate::replay::admission::Admission;
use crate::replay::asked::Asked;
use crate::replay::status::AsOf;
use crate::replay::timeline::Timeline;
use crate::view::inert::inert;
use crate::view::spoken::spoken;
use crate::view::words;
use crate::write::entry::{CitationEntry, SourceEntry};

use super::add::AddArguments;
use super::compose;
use super::failure::Failure;
use super::load;
use super::source::SourceAddArguments;

/// Asks whether to write what has been shown.
pub(crate) fn whether_to_write(name: &str) -> Result<bool, Failure> {
    let question = format!("Write this to {}?", inert(name));
    let answer = Confirm::new(&question).with_default(false).prompt();
    match answer {
        Err(InquireError::OperationCanceled | InquireError::OperationInterrupted) => Ok(false),
        other => answered(other),
    }
}

/// Asks for the facts of an event that are missing; gives the sources that come in with it.
pub(crate) fn event(
    ledger: &Ledger,
    arguments: &mut AddArguments,
    today: NaiveDate,
) -> Result<Vec<SourceEntry<'static>>, Failure> {
    let is_context = |kind: Option<&str>| kind == Some(Kind::Context.word());
    if arguments.channels.is_empty() && !is_context(arguments.kind.as_deref()) {
        arguments.channels = channels(ledger, arguments.kind.is_none(), today)?;
        if arguments.channels.is_empty() {
            arguments.kind = Some(Kind::Context.word().to_owned());
        }
    }
    let keys = load::named(ledger, &arguments.channels)?;
    if arguments.facts.date.is_none() {
        arguments.facts.date = Some(date("When did it happen?")?);
    }
    let date = compose::date("--date", arguments.facts.date.as_deref().unwrap_or(""))?;
    if arguments.kind.is_none() {
        let kind = kind(ledger, &keys, &date)?;
        arguments.facts.status = kind.states().map(|status| status.word().to_owned());
        arguments.kind = Some(kind.word().to_owned());
    } else if arguments.kind.as_deref() == Some("confirmed") && arguments.facts.status.is_none() {
        let statuses = Status::ALL.map(Status::word).to_vec();
        let status =
            answered(Select::new("Which status does the source state?", statuses).prompt())?;
        arguments.facts.status = Some(status.to_owned());
    }
    if arguments.facts.by.is_none() {
        arguments.facts.by = party(ledger, &keys)?;
    }
    if arguments.facts.summary.is_none() {
        let summary = required("What happened, in one line and in your own words?")?;
        arguments.facts.summary = Some(summary);
    }
    let mut new_sources = Vec::new();
    if arguments.facts.sources.is_empty() && !arguments.facts.inferred {
        sources(ledger, arguments, &mut new_sources)?;
    }
    if arguments.facts.cause.is_none() {
        arguments.facts.cause = cause(ledger)?;
    }
    Ok(new_sources)
}

/// Asks for the facts of a source that are missing.
pub(crate) fn source_facts(arguments: &mut SourceAddArguments) -> Result<(), Failure> {
    if arguments.outlet.is_none() {
        arguments.outlet = Some(required("Who published it?")?);
    }
    if arguments.title.is_none() {
        arguments.title = Some(required("What is its title?")?);
    }
    if arguments.published.is_none() {
        arguments.published = Some(date("When was it published?")?);
    }
    if arguments.reliability.is_none() {
        let choices = Reliability::ALL.map(|reliability| Choice {
            label: format!("{}  {}", reliability.letter(), reliability.meaning()),
            value: reliability,
        });
        let question = Select::new("How reliable is it?", choices.to_vec());
        let reliability = skipped(question.with_help_message(SKIP).prompt_skippable())?;
        arguments.reliability = reliability.map(|choice| choice.value.letter().to_owned());
    }
    if arguments.url.is_none() {
        let question = Text::new("Where can it be read?").with_help_message(SKIP);
        arguments.url = non_empty(skipped(question.prompt_skippable())?);
    }
    Ok(())
}

const SKIP: &str = "Esc leaves it out";

/// Something to choose, and how it is shown.
#[derive(Clone)]
struct Choice<T> {
    value: T,
    label: String,
}

impl<T> fmt::Display for Choice<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names come from the ledger, and the terminal must not obey them.
        f.write_str(&inert(&self.label))
    }
}

fn channels(ledger: &Ledger, may_be_none: bool, today: NaiveDate) -> Result<Vec<String>, Failure> {
    let as_of = AsOf {
        on: today,
        evidence: Evidence::ALL,
    };
    let asked = Asked::new(ledger, as_of);
    let choices = ledger.channels().map(|(key, channel)| Choice {
        label: format!(
            "{} ({}, {})",
            channel.name,
            channel.id,
            words::states(asked.status(key).possible)
        ),
        value: channel.id.to_string(),
    });
    let help = if may_be_none {
        "Space chooses, Enter goes on; none at all for something outside the channels"
    } else {
        "Space chooses, Enter goes on"
    };
    let question = MultiSelect::new("Which channels does it bear on?", choices.collect());
    let question = question.with_help_message(help);
    let chosen = if may_be_none {
        question.prompt()
    } else {
        let at_least_one = |chosen: &[inquire::list_option::ListOption<&Choice<String>>]| {
            Ok(if chosen.is_empty() {
                Validation::Invalid("choose at least one, with Space".into())
            } else {
                Validation::Valid
            })
        };
        question.with_validator(at_least_one).prompt()
    };
    let chosen = answered(chosen)?;
    Ok(chosen.into_iter().map(|choice| choice.value).collect())
}

/// Asks what happened; tells of every kind what it means and whether it would be legal.
fn kind(ledger: &Ledger, channels: &[ChannelKey], date: &Date) -> Result<Kind, Failure> {
    let believed = Evidence::ALL.believed(ledger);
    let timelines: Vec<Timeline> = channels
        .iter()
        .map(|channel| Timeline::of(ledger, *channel, |event| believed.contains(event)))
        .collect();
    let refusal = |kind: Kind| {
        timelines.iter().find_map(|timeline| {
            let admission = Admission::new(ledger, timeline, kind, Window::of(date));
            let obstacle = admission.obstacle()?;
            let channel = &ledger.channel(timeline.channel()).id;
            Some(match obstacle.refused {
                None => format!("{channel} {}", obstacle.refusal.reason()),
                Some(later) => format!("{} would be refused after it", ledger.event(later).id),
            })
        })
    };
    let choices = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Context);
    let (mut legal, mut refused) = (Vec::new(), Vec::new());
    for value in choices {
        let what = format!("{:<22}{}", value.to_string(), value.meaning());
        match refusal(value) {
            None => legal.push(Choice { value, label: what }),
            Some(reason) => refused.push(Choice {
                value,
                label: format!("{what} (refused: {reason})"),
            }),
        }
    }
    legal.extend(refused);
    let question = Select::new("What happened?", legal)
        .with_page_size(13)
        .with_help_message("type to search; those that would be refused on that day stand last");
    Ok(answered(question.prompt())?.value)
}

fn party(ledger: &Ledger, channels: &[ChannelKey]) -> Result<Option<String>, Failure> {
    let is_side = |key| {
        let mut channels = channels.iter();
        channels.any(|channel| ledger.channel(*channel).parties.contains(&key))
    };
    let mut parties: Vec<_> = ledger.parties().collect();
    parties.sort_by_key(|(key, _)| !is_side(*key));
    let choices = parties.into_iter().map(|(_, party)| Choice {
        label: format!("{} ({})", party.name, party.id),
        value: party.id.to_string(),
    });
    let question = Select::new("Who acted?", choices.collect()).with_help_message(SKIP);
    Ok(skipped(question.prompt_skippable())?.map(|choice| choice.value))
}

fn cause(ledger: &Ledger) -> Result<Option<String>, Failure> {
    let choices: Vec<_> = ledger
        .events()
        .map(|(_, event)| Choice {
            label: format!("{} {} [{}]", event.date, event.summary, event.id),
            value: event.id.to_string(),
        })
        .collect();
    if choices.is_empty() {
        return Ok(None);
    }
    let help = "Esc leaves it out; type to search";
    let question = Select::new("Which event brought it about?", choices).with_help_message(help);
    Ok(skipped(question.prompt_skippable())?.map(|choice| choice.value))
}

/// What can be said of the sources.
#[derive(Clone)]
enum SourceChoice {
    Known(String),
    New,
    NoMore,
    Inferred,
}

fn sources(
    ledger: &Ledger,
    arguments: &mut AddArguments,
    new_sources: &mut Vec<SourceEntry<'static>>,
) -> Result<(), Failure> {
    loop {
        let is_first = arguments.facts.sources.is_empty();
        let choice = |value, label: &str| Choice {
            value,
            label: label.to_owned(),
        };
        let mut choices = Vec::new();
        if !is_first {
            choices.push(choice(SourceChoice::NoMore, "no more sources"));
        }
        let known = ledger.sources().map(|(_, source)| Choice {
            value: SourceChoice::Known(source.id.to_string()),
            label: format!(
                "{}: {}, {} [{}]",
                source.outlet, source.title, source.published, source.id
            ),
        });
        choices.extend(known);
        choices.push(choice(SourceChoice::New, "a new source"));
        if is_first {
            choices.push(choice(
                SourceChoice::Inferred,
                "none: it is my conclusion (inferred)",
            ));
        }
        let question = if is_first {
            "Who reports it?"
        } else {
            "Who else reports it?"
        };
        let id = match answered(Select::new(question, choices).prompt())?.value {
            SourceChoice::NoMore => return Ok(()),
            SourceChoice::Inferred => {
                arguments.facts.inferred = true;
                return Ok(());
            }
            SourceChoice::Known(id) => id,
            SourceChoice::New => {
                let mut facts = SourceAddArguments::default();
                source_facts(&mut facts)?;
                let mut entry = facts.entry(ledger)?;
                let is_taken = |id: &str| {
                    compose::sources(ledger).any(|other| other == id)
                        || new_sources.iter().any(|other| other.id == id)
                };
                let id = compose::unused(&entry.id, is_taken);
                entry.id = id.clone().into();
                new_sources.push(entry);
                id
            }
        };
        let citation = citation(id)?;
        arguments.facts.sources.extend(citation.short());
    }
}

fn citation(source: String) -> Result<CitationEntry<'static>, Failure> {
    let question = Text::new("Where in it?").with_placeholder("¶5, p. 3, 12:30");
    let at = skipped(question.with_help_message(SKIP).prompt_skippable())?;
    let choices = Credibility::ALL.map(|credibility| Choice {
        label: format!("{}  {}", credibility.digit(), credibility.meaning()),
        value: credibility,
    });
    let question = Select::new("How credible is it?", choices.to_vec());
    let credibility = skipped(question.with_help_message(SKIP).prompt_skippable())?;
    Ok(CitationEntry {
        source: source.into(),
        at: non_empty(at).map(Into::into),
        credibility: credibility.and_then(|choice| choice.value.digit().parse().ok()),
    })
}

/// Asks for a date and shows, while it is typed, how it is understood.
fn date(question: &str) -> Result<String, Failure> {
    let understand = |typed: &str| -> Result<Vec<String>, inquire::CustomUserError> {
        Ok(match Date::parse(typed.trim()) {
            _ if typed.trim().is_empty() => Vec::new(),
            Ok(date) => vec![format!("{}: {}", typed.trim(), spoken(&date))],
            Err(_) => vec![format!("{}: no date so far", inert(typed.trim()))],
        })
    };
    let is_date = |typed: &str| {
        Ok(match Date::parse(written(typed)) {
            Ok(_) => Validation::Valid,
            Err(error) => Validation::Invalid(error.to_string().into()),
        })
    };
    let typed = Text::new(question)
        .with_help_message("2023-02-14, 2023-02, 2023-02~ (about), 2023-02/2023-11-14 (between)")
        .with_autocomplete(understand)
        .with_validator(is_date)
        .prompt();
    Ok(written(&answered(typed)?).to_owned())
}

/// The date itself, where the line that explains it was chosen.
fn written(typed: &str) -> &str {
    let date = typed.split_once(": ").map_or(typed, |(date, _)| date);
    date.trim()
}

fn required(question: &str) -> Result<String, Failure> {
    let is_written = |typed: &str| {
        Ok(if typed.trim().is_empty() {
            Validation::Invalid("this cannot be left out".into())
        } else {
            Validation::Valid
        })
    };
    let typed = answered(Text::new(question).with_validator(is_written).prompt())?;
    Ok(typed.trim().to_owned())
}

fn non_empty(typed: Option<String>) -> Option<String> {
    typed
        .map(|typed| typed.trim().to_owned())
        .filter(|typed| !typed.is_empty())
}

/// An answer; whoever breaks off writes nothing.
fn answered<T>(answer: Result<T, InquireError>) -> Result<T, Failure> {
    answer.map_err(|error| Failure::NotWritten {
        details: String::new(),
        message: match error {
            InquireError::OperationCanceled | InquireError::OperationInterrupted => {
                "broken off; nothing was written".into()
            }
            InquireError::NotTTY
            | InquireError::InvalidConfiguration(_)
            | InquireError::IO(_)
            | InquireError::Custom(_) => {
                format!("the terminal cannot be asked: {error}; give every answer as an argument")
            }
        },
    })
}

/// An answer that may be left out, with Esc.
fn skipped<T>(answer: Result<Option<T>, InquireError>) -> Result<Option<T>, Failure> {
    answered(answer)
}
