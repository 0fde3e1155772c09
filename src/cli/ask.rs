//! Questions at a terminal, for whatever the arguments leave open.
//!
//! Every answer is also an argument: the questions fill the arguments in, and what follows never
//! knows who wrote them.

use chrono::NaiveDate;
use inquire::MultiSelect;

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
use crate::view::language::{Catalogue, Language};
use crate::view::words;
use crate::write::entry::{CitationEntry, SourceEntry};

use super::add::AddArguments;
use super::failure::Failure;
use super::prompt::{Choice, PAGE, SEARCH, answered, choose, choose_or_none, confirm, optional};
use super::prompt::{confirm_at_the_end, date, found, lines, required};
use super::source::SourceAddArguments;
use super::{compose, load, ready};

/// Asks whether to write what has been shown.
pub(crate) fn whether_to_write(name: &str) -> Result<bool, Failure> {
    confirm_at_the_end(&format!("Write this to {}?", inert(name)))
}

/// Sources that come in with an event.
#[derive(Default)]
pub(crate) struct NewSources {
    pub(crate) complete: Vec<SourceEntry<'static>>,
    /// What is known of the one that is being asked for.
    pub(crate) begun: Option<SourceAddArguments>,
}

/// Asks for the facts of an event that are missing, and for the sources that come in with it.
///
/// What has been answered is there even if the questions are broken off.
pub(crate) fn event(
    ledger: &Ledger,
    arguments: &mut AddArguments,
    new_sources: &mut NewSources,
    today: NaiveDate,
) -> Result<(), Failure> {
    if arguments.channels.is_empty() && arguments.kind.as_deref() != Some(Kind::Context.word()) {
        arguments.channels = channels(ledger, arguments.kind.is_none(), today)?;
        if arguments.channels.is_empty() {
            arguments.kind = Some(Kind::Context.word().to_owned());
        }
    }
    let keys = load::named(ledger, &arguments.channels)?;
    let facts = &mut arguments.facts;
    if facts.date.is_none() {
        facts.date = Some(date("When did it happen?")?);
    }
    let date = compose::date("--date", facts.date.as_deref().unwrap_or(""))?;
    if arguments.kind.is_none() {
        let is_placed = facts.before.is_some() || facts.after.is_some();
        let kind = kind(ledger, &keys, &date, is_placed)?;
        facts.status = kind.states().map(|status| status.word().to_owned());
        arguments.kind = Some(kind.word().to_owned());
    } else if arguments.kind.as_deref() == Some("confirmed") && facts.status.is_none() {
        let statuses = Status::ALL.map(|status| Choice::plain(status, status.word()));
        let status = choose(
            "Which status does the source state?",
            SEARCH,
            statuses.into(),
        )?;
        facts.status = Some(status.word().to_owned());
    }
    if facts.by.is_none() {
        facts.by = party(ledger, &keys)?;
    }
    if facts.summary.is_none() {
        let help = "one line, in your own words; it stands beside the event in every answer";
        facts.summary = Some(required("What happened?", help)?);
    }
    if facts.sources.is_empty() && !facts.inferred {
        sources(ledger, arguments, new_sources)?;
    }
    if arguments.facts.cause.is_none() {
        arguments.facts.cause = cause(ledger)?;
    }
    Ok(())
}

/// Asks for the facts of a source that are missing.
pub(crate) fn source_facts(arguments: &mut SourceAddArguments) -> Result<(), Failure> {
    if arguments.outlet.is_none() {
        let help = "a newspaper, an agency, a ministry";
        arguments.outlet = Some(required("Who published it?", help)?);
    }
    if arguments.title.is_none() {
        let help = "as it was published; or, between brackets, what it is";
        arguments.title = Some(required("What is its title?", help)?);
    }
    if arguments.published.is_none() {
        arguments.published = Some(date("When was it published?")?);
    }
    if arguments.reliability.is_none() {
        let choices = Reliability::ALL.map(|reliability| Choice {
            label: format!("{}  {}", reliability.letter(), reliability.meaning()),
            short: reliability.letter().to_owned(),
            value: reliability,
        });
        let none = "not said, which counts as F";
        let reliability = choose_or_none("How reliable is whoever published it?", none, choices)?;
        arguments.reliability = reliability.map(|reliability| reliability.letter().to_owned());
    }
    if arguments.url.is_none() {
        let help = "an address with http or https; Enter leaves it out";
        arguments.url = optional("Where can it be read?", help)?;
    }
    Ok(())
}

/// Asks for channels; none at all, where that may be, for an event that lies outside them.
fn channels(ledger: &Ledger, may_be_none: bool, today: NaiveDate) -> Result<Vec<String>, Failure> {
    let as_of = AsOf {
        on: today,
        evidence: Evidence::ALL,
    };
    let asked = Asked::new(ledger, as_of);
    let catalogue = Catalogue::new(Language::default());
    let choices: Vec<_> = ledger
        .channels()
        .map(|(key, channel)| Choice {
            label: format!(
                "{} ({}, {})",
                channel.name,
                channel.id,
                words::states(&catalogue, asked.status(key).possible)
            ),
            short: channel.id.to_string(),
            value: (),
        })
        .collect();
    let help = if may_be_none {
        "Space marks, Enter goes on; mark none for something outside the channels"
    } else {
        "Space marks, Enter goes on"
    };
    let question = "Which channels does it bear on?";
    loop {
        let chosen = MultiSelect::new(question, lines(choices.clone()))
            .with_page_size(PAGE)
            .with_help_message(help)
            .with_scorer(&found)
            .with_formatter(&|chosen| {
                let ids = chosen.iter().map(|line| line.value.choice.short.as_str());
                ids.collect::<Vec<_>>().join(", ")
            })
            .prompt();
        let chosen = answered(chosen)?;
        // Enter on a channel that is not marked chooses none, and that is seldom what is meant.
        let is_meant = !chosen.is_empty()
            || (may_be_none
                && confirm("None is marked. Is it something outside the channels, a `context`?")?);
        if is_meant {
            return Ok(chosen.into_iter().map(|line| line.choice.short).collect());
        }
    }
}

/// Asks what happened; tells of every kind what it means and whether it would be legal.
fn kind(
    ledger: &Ledger,
    channels: &[ChannelKey],
    date: &Date,
    is_placed: bool,
) -> Result<Kind, Failure> {
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
    let (mut legal, mut refused) = (Vec::new(), Vec::new());
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Context) {
        let short = kind.to_string();
        let meaning = kind.meaning();
        match refusal(kind) {
            None => legal.push(Choice {
                value: (kind, None),
                label: format!("{short:<22}{meaning}"),
                short,
            }),
            Some(reason) => refused.push(Choice {
                label: format!("{short:<22}refused: {reason} ({meaning})"),
                value: (kind, Some(reason)),
                short,
            }),
        }
    }
    legal.extend(refused);
    let help = "typing searches; what would be refused on that day stands last";
    loop {
        let (kind, refused) = choose("What kind of event is it?", help, legal.clone())?;
        // Whoever says where in the file it goes may make it legal.
        let Some(reason) = refused.filter(|_| !is_placed) else {
            return Ok(kind);
        };
        let question =
            format!("It would be refused: {reason}. Go on all the same, to see what would help?");
        if confirm(&inert(&question))? {
            return Ok(kind);
        }
    }
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
        short: party.id.to_string(),
        value: party.id.to_string(),
    });
    choose_or_none("Who acted?", "nobody in particular", choices)
}

fn cause(ledger: &Ledger) -> Result<Option<String>, Failure> {
    // What happened last is the likeliest, and mostly stands last.
    let events: Vec<_> = ledger.events().collect();
    let choices = events.into_iter().rev().map(|(_, event)| Choice {
        label: format!("{} {} [{}]", event.date, event.summary, event.id),
        short: event.id.to_string(),
        value: event.id.to_string(),
    });
    choose_or_none(
        "Which event brought it about?",
        "none in the ledger",
        choices,
    )
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
    new_sources: &mut NewSources,
) -> Result<(), Failure> {
    loop {
        let is_first = arguments.facts.sources.is_empty();
        let mut choices = Vec::new();
        if !is_first {
            choices.push(Choice::plain(SourceChoice::NoMore, "no more sources"));
        }
        // Whoever codes an article has just added it.
        let known: Vec<_> = ledger.sources().collect();
        choices.extend(known.into_iter().rev().map(|(_, source)| Choice {
            value: SourceChoice::Known(source.id.to_string()),
            label: format!(
                "{}: {}, {}, {}",
                source.id, source.outlet, source.published, source.title
            ),
            short: source.id.to_string(),
        }));
        choices.push(Choice::plain(SourceChoice::New, "a new source"));
        if is_first {
            let inferred = "none: it is my conclusion (inferred)";
            choices.push(Choice::plain(SourceChoice::Inferred, inferred));
        }
        let question = if is_first {
            "Who reports it?"
        } else {
            "Who else reports it?"
        };
        let id = match choose(question, SEARCH, choices)? {
            SourceChoice::NoMore => return Ok(()),
            SourceChoice::Inferred => {
                arguments.facts.inferred = true;
                return Ok(());
            }
            SourceChoice::Known(id) => id,
            SourceChoice::New => new_source(ledger, new_sources)?,
        };
        // It is cited even if no more is said of it.
        arguments.facts.sources.push(id.clone());
        let citation = citation(id)?;
        arguments.facts.sources.pop();
        arguments.facts.sources.push(ready::citation(&citation));
    }
}

/// Asks for the facts of a new source; gives its id.
fn new_source(ledger: &Ledger, new_sources: &mut NewSources) -> Result<String, Failure> {
    let begun = new_sources.begun.insert(SourceAddArguments::default());
    source_facts(begun)?;
    let mut entry = begun.entry(ledger)?;
    let is_taken = |id: &str| {
        compose::sources(ledger).any(|other| other == id)
            || new_sources.complete.iter().any(|other| other.id == id)
    };
    let id = compose::unused(&entry.id, is_taken);
    entry.id = id.clone().into();
    new_sources.begun = None;
    new_sources.complete.push(entry);
    Ok(id)
}

fn citation(source: String) -> Result<CitationEntry<'static>, Failure> {
    let help = "such as ¶5, p. 3 or 12:30; Enter leaves it out";
    let at = optional("Where in it?", help)?;
    let choices = Credibility::ALL.map(|credibility| Choice {
        label: format!("{}  {}", credibility.digit(), credibility.meaning()),
        short: credibility.digit().to_owned(),
        value: credibility,
    });
    let none = "not said, which counts as 6";
    let credibility = choose_or_none("How credible is what it says?", none, choices)?;
    Ok(CitationEntry {
        source: source.into(),
        at: at.map(Into::into),
        credibility: credibility.and_then(|credibility| credibility.digit().parse().ok()),
    })
}
