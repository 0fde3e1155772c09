//! `detente correct`: a new event in the place of one that was wrong.

use chrono::{Local, NaiveDate};
use clap::Args;

use crate::model::belief::{Evidence, Verdict};
use crate::model::event::Event;
use crate::model::ledger::Ledger;
use crate::model::machine::Kind;
use crate::model::source::Citation;
use crate::write::change::{Change, NewEvent, Place};
use crate::write::entry::{CitationEntry, EventEntry};

use super::arguments::LedgerArgument;
use super::facts::{FactArguments, GuardArguments};
use super::failure::Failure;
use super::guard::{Plan, carry_out};
use super::ready::Given;
use super::{Answer, add, complete, compose};

/// What replaces an event; what is not given stays as it was, and an empty text, as in `--by ''`,
/// leaves something out.
#[derive(Args, Clone, Debug)]
pub(crate) struct CorrectArguments {
    /// The event that was wrong; it stays in the ledger, and the new one takes its place
    #[arg(value_name = "EVENT", add = complete::events())]
    event: String,
    /// What happened
    #[arg(long, value_name = "KIND", value_parser = add::kinds())]
    kind: Option<String>,
    /// A channel it bears on; repeat it for more
    #[arg(long = "channel", value_name = "CHANNEL", add = complete::channels())]
    channels: Vec<String>,
    #[command(flatten)]
    facts: FactArguments,
    /// It is in a source's words, and no longer your conclusion
    #[arg(long, conflicts_with = "inferred")]
    not_inferred: bool,
    #[command(flatten)]
    guard: GuardArguments,
}

pub(crate) fn run(file: &LedgerArgument, arguments: &CorrectArguments) -> Result<Answer, Failure> {
    let today = Local::now().date_naive();
    carry_out(
        file,
        arguments.guard,
        |ledger| plan(ledger, arguments, today),
        || None,
    )
}

fn plan(ledger: &Ledger, arguments: &CorrectArguments, today: NaiveDate) -> Result<Plan, Failure> {
    compose::known_event("EVENT", &arguments.event, ledger)?;
    let Some(key) = ledger.event_called(&arguments.event) else {
        return Ok(Plan::default());
    };
    let replaced = ledger.event(key);
    if let Verdict::Replaced { by } = Evidence::ALL.judge(ledger, key) {
        let newest = &ledger.event(by).id;
        return Err(Failure::Usage(format!(
            "`{}` is replaced by `{newest}` already; correct that one: `detente correct {newest} …`",
            arguments.event
        )));
    }
    let says_nothing = arguments.kind.is_none()
        && arguments.channels.is_empty()
        && !arguments.not_inferred
        && arguments.facts.says_nothing();
    if says_nothing {
        return Err(Failure::Usage(format!(
            "say what is to be otherwise than in `{}`, as with `--date EDTF`; `detente withdraw` takes an \
             event back without putting another in its place",
            arguments.event
        )));
    }
    let old = EventEntry::of(ledger, &replaced);
    let kind = arguments.kind.as_deref().unwrap_or(&old.kind);
    let bears_on_none = kind == Kind::Context.word();
    let channels = if arguments.channels.is_empty() && !bears_on_none {
        old.channels.iter().map(|id| id.to_string()).collect()
    } else {
        arguments.channels.clone()
    };
    let mut facts = arguments.facts.clone().or(&old, kind);
    facts.inferred &= !arguments.not_inferred;
    let lacks = if channels.is_empty() && !bears_on_none {
        Some(("bears on no channel", "--channel CHANNEL"))
    } else if facts.status.is_none() && compose::is_confirmed(kind) {
        Some(("states no status", "--status STATUS"))
    } else {
        None
    };
    if let Some((lack, flag)) = lacks {
        return Err(Failure::Usage(format!(
            "`{}` {lack}, but a `{kind}` event does; add `{flag}`",
            arguments.event
        )));
    }
    let NewEvent { mut entry, place } =
        compose::event(ledger, kind, &channels, &facts, &[], today)?;
    if arguments.facts.id.is_none() {
        let stem = format!("{}-corrected", arguments.event);
        let is_taken = |id: &str| ledger.event_called(id).is_some();
        entry.id = compose::unused(&stem, is_taken).into();
    }
    if arguments.facts.sources.is_empty() {
        // Not every citation can be written in short.
        entry.sources = citations(ledger, &replaced);
    }
    if entry.tells_as(&old) {
        return Err(Failure::Usage(format!(
            "the correction would say what `{}` says already; say what is to be otherwise",
            arguments.event
        )));
    }
    entry.corrects = Some(arguments.event.clone().into());
    let place = match place {
        Place::Replay => Place::TurnOf(arguments.event.clone()),
        Place::Before(_) | Place::After(_) | Place::TurnOf(_) => place,
    };
    Ok(Plan {
        change: Change {
            events: vec![NewEvent { entry, place }],
            ..Change::default()
        },
        given: Given::of_correction(&arguments.facts, arguments.not_inferred),
        into: arguments.facts.into.into.clone(),
        ..Plan::default()
    })
}

/// The citations of an event as a new event has them.
fn citations(ledger: &Ledger, event: &Event) -> Vec<CitationEntry<'static>> {
    let owned = |citation: Citation<'_>| {
        let CitationEntry {
            source,
            at,
            credibility,
        } = CitationEntry::of(ledger, citation);
        CitationEntry {
            source: source.into_owned().into(),
            at: at.map(|at| at.into_owned().into()),
            credibility,
        }
    };
    event.citations.iter().map(owned).collect()
}

impl FactArguments {
    /// Whether no fact of the event is given.
    fn says_nothing(&self) -> bool {
        let unsaid = Self {
            recorded: self.recorded.clone(),
            coder: self.coder.clone(),
            id: self.id.clone(),
            into: self.into.clone(),
            before: self.before.clone(),
            after: self.after.clone(),
            ..Self::default()
        };
        *self == unsaid
    }

    /// The facts of an event where these do not say.
    fn or(mut self, old: &EventEntry, kind: &str) -> Self {
        let keep = |field: &mut Option<String>, old: Option<&str>| {
            if field.is_none() {
                *field = old.map(str::to_owned);
            }
        };
        keep(&mut self.date, Some(&old.date));
        keep(&mut self.summary, Some(&old.summary));
        if kind == old.kind {
            keep(&mut self.status, old.status.as_deref());
        }
        keep(&mut self.by, old.by.as_deref());
        keep(&mut self.cause, old.cause.as_deref());
        keep(&mut self.scope, old.scope.as_deref());
        keep(&mut self.note, old.note.as_deref());
        if self.sources.is_empty() {
            self.sources = old
                .sources
                .iter()
                .map(|citation| citation.source.to_string())
                .collect();
            self.reported = self.reported.or(old.reported.as_deref().map(str::to_owned));
        }
        self.inferred |= old.inferred;
        if self.tags.is_empty() {
            self.tags = old.tags.iter().map(|tag| tag.to_string()).collect();
        }
        for field in [
            &mut self.by,
            &mut self.cause,
            &mut self.scope,
            &mut self.note,
            &mut self.reported,
        ] {
            field.take_if(|text| text.trim().is_empty());
        }
        self.tags.retain(|tag| !tag.trim().is_empty());
        self
    }
}
