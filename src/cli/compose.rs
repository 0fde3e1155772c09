//! From arguments to entries: every value checked where the user wrote it.

use chrono::NaiveDate;

use crate::model::date::Date;
use crate::model::id::{LONGEST_ID, is_id};
use crate::model::ledger::Ledger;
use crate::model::machine::{Kind, Status};
use crate::model::party::Party;
use crate::read::suggest::{did_you_mean, either, nearest};
use crate::write::change::{NewEvent, Place};
use crate::write::entry::{CitationEntry, EventEntry};

use super::facts::FactArguments;
use super::failure::Failure;
use super::load;
use super::twins::twin;

/// Makes an event of the facts; the sources that `also` names are added with it.
pub(crate) fn event(
    ledger: &Ledger,
    kind: &str,
    channels: &[String],
    facts: &FactArguments,
    also: &[&str],
    today: NaiveDate,
) -> Result<NewEvent, Failure> {
    let channels = channel_ids(ledger, channels)?;
    let missing = missing(kind, &channels, facts);
    if !missing.is_empty() {
        return Err(Failure::Usage(format!(
            "an event needs {}",
            missing.join(", ")
        )));
    }
    check_kind(kind, &channels, facts)?;
    date("--date", facts.date.as_deref().unwrap_or(""))?;
    for (flag, text) in [
        ("--reported", &facts.reported),
        ("--recorded", &facts.recorded),
    ] {
        if let Some(text) = text {
            date(flag, text)?;
        }
    }
    for (flag, id) in [
        ("--cause", &facts.cause),
        ("--before", &facts.before),
        ("--after", &facts.after),
    ] {
        if let Some(id) = id {
            known_event(flag, id, ledger)?;
        }
    }
    let mut entry = unchecked(kind, &channels, facts, today);
    if let Some(by) = &facts.by {
        entry.by = Some(party(ledger, by)?.into());
    }
    for citation in &entry.sources {
        let sources = || sources(ledger).chain(also.iter().copied());
        known("--source", "source", &citation.source, sources())?;
        if citation
            .credibility
            .is_some_and(|digit| !(1..=6).contains(&digit))
        {
            return Err(Failure::Usage(format!(
                "`--source {}`: a credibility is a digit from 1 (confirmed) to 6 (cannot be judged)",
                citation.short().unwrap_or_default()
            )));
        }
    }
    if let Some(id) = &facts.id {
        let taken = ledger.event_called(id).map(|_| id.as_str());
        new_id("event", id, taken.into_iter())?;
    } else {
        let stem = event_stem(&entry);
        entry.id = unused(&stem, |id| ledger.event_called(id).is_some()).into();
    }
    let place = match (&facts.before, &facts.after) {
        (Some(id), _) => Place::Before(id.clone()),
        (None, Some(id)) => Place::After(id.clone()),
        (None, None) => Place::Replay,
    };
    Ok(NewEvent { entry, place })
}

/// Refuses an event that another tells already.
pub(crate) fn refuse_twin(ledger: &Ledger, entry: &EventEntry) -> Result<(), Failure> {
    match twin(ledger, entry) {
        None => Ok(()),
        Some(twin) => Err(Failure::NotWritten {
            details: String::new(),
            message: format!(
                "`{twin}` tells just this already; nothing was written. If it happened a second time, give the \
                 second an id of its own with `--id`"
            ),
        }),
    }
}

/// Makes an event of the facts without looking anything up.
pub(crate) fn unchecked(
    kind: &str,
    channels: &[String],
    facts: &FactArguments,
    today: NaiveDate,
) -> EventEntry<'static> {
    let text = |field: &Option<String>| field.clone().map(Into::into);
    EventEntry {
        id: facts.id.clone().unwrap_or_default().into(),
        date: facts.date.clone().unwrap_or_default().into(),
        kind: kind.to_owned().into(),
        status: text(&facts.status),
        channels: channels.iter().map(|id| id.clone().into()).collect(),
        by: text(&facts.by),
        cause: text(&facts.cause),
        scope: text(&facts.scope),
        inferred: facts.inferred,
        summary: facts.summary.clone().unwrap_or_default().into(),
        sources: facts
            .sources
            .iter()
            .map(|source| CitationEntry::parse(source))
            .collect(),
        reported: text(&facts.reported),
        recorded: Some(
            facts
                .recorded
                .clone()
                .unwrap_or_else(|| today.to_string())
                .into(),
        ),
        withdrawn: None,
        corrects: None,
        note: text(&facts.note),
        tags: facts.tags.iter().map(|tag| tag.clone().into()).collect(),
        coder: coder(facts).map(Into::into),
    }
}

/// The flags that an event cannot do without and that are not there.
pub(crate) fn missing(kind: &str, channels: &[String], facts: &FactArguments) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if kind.is_empty() {
        missing.push("a KIND");
    }
    if channels.is_empty() && kind != Kind::Context.word() {
        missing.push("a CHANNEL");
    }
    if facts.date.is_none() {
        missing.push("`--date EDTF`");
    }
    if facts.status.is_none() && is_confirmed(kind) {
        missing.push("`--status STATUS` (open, suspended or negotiating, as the source states)");
    }
    if facts.summary.is_none() {
        missing.push("`--summary TEXT`");
    }
    if facts.sources.is_empty() && !facts.inferred {
        missing.push("`--source ID` (or `--inferred`, if it is your conclusion)");
    }
    missing
}

/// Whether a word is that of the kind that states a status.
pub(crate) fn is_confirmed(kind: &str) -> bool {
    let mut kinds = Kind::ALL.into_iter();
    kinds.any(|other| other.word() == kind && other.states().is_some())
}

fn check_kind(kind: &str, channels: &[String], facts: &FactArguments) -> Result<(), Failure> {
    let Some(first) = Kind::ALL.into_iter().find(|other| other.word() == kind) else {
        let help = did_you_mean(nearest(kind, Kind::words()), || {
            format!("the kinds are {}", either(Kind::words()))
        });
        return Err(Failure::Usage(format!("there is no kind `{kind}`; {help}")));
    };
    if first == Kind::Context && !channels.is_empty() {
        return Err(Failure::Usage(
            "a `context` event lies outside all channels; leave the channel out, or choose another kind"
                .into(),
        ));
    }
    let words = || Status::ALL.into_iter().map(Status::word);
    match (&facts.status, first.states()) {
        (Some(status), Some(_)) if Status::from_word(status).is_none() => Err(Failure::Usage(
            format!("`--status {status}`: a status is {}", either(words())),
        )),
        (Some(_), None) => Err(Failure::Usage(
            "`--status` belongs to `confirmed` alone; leave it out".into(),
        )),
        // A status that is missing has been asked for with whatever else is.
        (Some(_) | None, Some(_)) | (None, None) => Ok(()),
    }
}

/// The ids of channels that may be named in other ways too.
pub(crate) fn channel_ids(ledger: &Ledger, names: &[String]) -> Result<Vec<String>, Failure> {
    let mut ids = Vec::new();
    for name in names {
        let id = ledger.channel(load::channel(ledger, name)?).id.to_string();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// The id of a party, which may be named in other ways too.
fn party(ledger: &Ledger, name: &str) -> Result<String, Failure> {
    let folded = name.trim().to_lowercase();
    let named = |party: &Party| {
        party.id.as_str().to_lowercase() == folded || party.name.to_lowercase() == folded
    };
    if let Some((_, party)) = ledger.parties().find(|(_, party)| named(party)) {
        return Ok(party.id.to_string());
    }
    let names = ledger
        .parties()
        .flat_map(|(_, party)| [party.id.as_str(), &party.name]);
    let help = did_you_mean(nearest(name, names), || {
        let ids = ledger.parties().map(|(_, party)| party.id.as_str());
        format!(
            "there are {}",
            either(ids.take(12)).replace(" or ", " and ")
        )
    });
    Err(Failure::Usage(format!(
        "`--by {name}`: no party is called `{name}`; {help}"
    )))
}

/// Reads the date of a flag.
pub(crate) fn date(flag: &str, text: &str) -> Result<Date, Failure> {
    Date::parse(text.trim()).map_err(|error| {
        Failure::Usage(format!(
            "`{flag} {text}` is not a date: {error}. Write it as EDTF: 2023-02-14, 2023-02, 2023-02~ \
             (about), 2023-02? (uncertain) or 2023-02/2023-11-14 (between)"
        ))
    })
}

/// Makes sure that the ledger has what a flag names.
pub(crate) fn known<'a>(
    flag: &str,
    what: &str,
    id: &str,
    ids: impl Iterator<Item = &'a str> + Clone,
) -> Result<(), Failure> {
    if ids.clone().any(|known| known == id) {
        return Ok(());
    }
    let help = did_you_mean(nearest(id, ids), || match what {
        "source" => "add it first with `detente source add`".into(),
        _ => format!("name an {what} of the ledger, or add it first"),
    });
    // An argument without a flag needs no name.
    let given = if flag.starts_with('-') {
        format!("`{flag} {id}`: ")
    } else {
        String::new()
    };
    Err(Failure::Usage(format!(
        "{given}no {what} has the id `{id}`; {help}"
    )))
}

/// Makes sure that the ledger has the event that a flag names.
pub(crate) fn known_event(flag: &str, id: &str, ledger: &Ledger) -> Result<(), Failure> {
    match ledger.event_called(id) {
        Some(_) => Ok(()),
        None => known(flag, "event", id, events(ledger)),
    }
}

/// Makes sure that an id can be given to something new.
pub(crate) fn new_id<'a>(
    what: &str,
    id: &str,
    mut ids: impl Iterator<Item = &'a str>,
) -> Result<(), Failure> {
    if !is_id(id) {
        return Err(Failure::Usage(format!(
            "`{id}` cannot be an id; an id has 1 to {LONGEST_ID} plain letters, digits, `-`, `_` or `.`, \
             and begins with a letter or digit"
        )));
    }
    if ids.any(|other| other == id) {
        return Err(Failure::Usage(format!(
            "another {what} has the id `{id}` already; choose another"
        )));
    }
    Ok(())
}

pub(crate) fn sources(ledger: &Ledger) -> impl Iterator<Item = &str> + Clone {
    let sources: Vec<&str> = ledger
        .sources()
        .map(|(_, source)| source.id.as_str())
        .collect();
    sources.into_iter()
}

pub(crate) fn events(ledger: &Ledger) -> impl Iterator<Item = &str> + Clone {
    let events = ledger.packed().packed();
    let ids: Vec<&str> = events.map(|event| event.id().as_str()).collect();
    ids.into_iter()
}

/// What an event's id is made of: date, channel and kind.
pub(crate) fn event_stem(entry: &EventEntry) -> String {
    let subject = match entry.channels.first() {
        Some(channel) => format!("{channel}-{}", entry.kind),
        // What is no channel's own is known by what happened.
        None => words_slug(&entry.summary),
    };
    format!("{}-{subject}", date_slug(entry.date.trim()))
}

/// A readable id that no other source has: outlet and date.
pub(crate) fn source_id(ledger: &Ledger, outlet: &str, published: &Date) -> String {
    let stem = format!(
        "{}-{}",
        words_slug(outlet),
        date_slug(published.as_written())
    );
    let mut ids = sources(ledger);
    unused(&stem, |id| ids.any(|other| other == id))
}

/// An id made of a stem, with a number behind it if it is taken.
pub(crate) fn unused(stem: &str, mut is_taken: impl FnMut(&str) -> bool) -> String {
    /// Leaves room for the number.
    const LONGEST_STEM: usize = LONGEST_ID - 10;
    let is_legal = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let stem = stem.replace(|c| !is_legal(c), "-");
    let mut stem = stem.trim_matches(['-', '_', '.']).to_owned();
    stem.truncate(LONGEST_STEM);
    if stem.is_empty() {
        stem.push_str("event");
    }
    let numbered = (2u32..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.clone())
        .chain(numbered)
        .find(|id| !is_taken(id))
        .unwrap_or_default()
}

/// The first date in a text, without its marks: `2023-02` of `2023-02~/2023-11`.
fn date_slug(date: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    date.split(|c| !is_part(c))
        .map(|part| part.trim_matches('-'))
        .map(|part| part.split_once('T').map_or(part, |(day, _)| day))
        .find(|part| part.contains(|c: char| c.is_ascii_digit()))
        .unwrap_or("undated")
}

/// The first words of a text that have plain letters alone.
fn words_slug(text: &str) -> String {
    const WORDS: usize = 5;
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && word.is_ascii());
    words.take(WORDS).collect::<Vec<_>>().join("-")
}

/// Who writes it down: whoever the arguments name, else the user of the system.
pub(crate) fn coder(facts: &FactArguments) -> Option<String> {
    if facts.coder.is_some() {
        return facts.coder.clone();
    }
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|name| !name.trim().is_empty())
}
