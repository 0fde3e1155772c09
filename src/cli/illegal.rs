//! What the machine has against an event, and what would make it legal.

use chrono::NaiveDate;

use crate::model::belief::Evidence;
use crate::model::date::Date;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::machine::{Kind, Status};
use crate::model::order::Window;
use crate::replay::admission::{Admission, Missing, Obstacle, Opening};
use crate::replay::timeline::Timeline;
use crate::write::change::{NewEvent, Place};
use crate::write::entry::EventEntry;

use super::guard::Plan;
use super::ready::{self, Given};
use super::trial::Trial;
use super::{batch, compose};

/// Most places that are tried; each costs a reading of the ledger.
const MOST_TRIED: usize = 4;

/// What the machine has against the one event of a change, in words.
pub(super) fn illegal(trial: &Trial, plan: &Plan) -> Option<(String, String)> {
    let [event] = plan.change.events.as_slice() else {
        return None;
    };
    let kind = kind(&event.entry)?;
    let date = Date::parse(&event.entry.date).ok()?;
    let channels = event.entry.channels.iter();
    let refusals = channels.filter_map(|id| {
        let (channel, _) = trial
            .ledger
            .channels()
            .find(|(_, channel)| channel.id.as_str() == id)?;
        Refusal::find(trial, plan, event, kind, &date, channel)
    });
    let refusals: Vec<Refusal> = refusals.collect();
    let message = refusals.first()?.message();
    let message = match plan.origins.first() {
        Some(origin) => format!("{origin}: {message}"),
        None => message,
    };
    let details = refusals.iter().map(Refusal::details).collect::<String>();
    Some((message, details))
}

fn kind(entry: &EventEntry) -> Option<Kind> {
    let stated = entry.status.as_deref().and_then(Status::from_word);
    let mut kinds = Kind::ALL.into_iter();
    kinds.find(|kind| kind.word() == entry.kind && kind.states() == stated)
}

struct Refusal<'a> {
    trial: &'a Trial<'a>,
    ledger: &'a Ledger,
    given: &'a Given,
    event: &'a NewEvent,
    kind: Kind,
    date: &'a Date,
    channel: ChannelKey,
    obstacle: Obstacle,
    openings: Vec<Opening>,
    missing: Option<Missing>,
    /// The new event directly before another, where dates leave that open and it is legal there.
    before: Option<NewEvent>,
}

impl<'a> Refusal<'a> {
    fn find(
        trial: &'a Trial<'a>,
        plan: &'a Plan,
        event: &'a NewEvent,
        kind: Kind,
        date: &'a Date,
        channel: ChannelKey,
    ) -> Option<Self> {
        let ledger = trial.ledger;
        let key = |id: &str| ledger.event_called(id);
        let replaced = event.entry.corrects.as_deref().and_then(key);
        let believed = Evidence::ALL.believed(ledger);
        let timeline = Timeline::of(ledger, channel, |other| {
            believed.contains(other) && Some(other) != replaced
        });
        let asked = || Admission::new(ledger, &timeline, kind, Window::of(date));
        let admission = match &event.place {
            Place::Replay => asked(),
            Place::Before(id) => asked().before(key(id)?),
            Place::After(id) => asked().behind(key(id)?),
            Place::TurnOf(id) => asked().in_turn_of(key(id)?, ledger.order(channel)),
        };
        let obstacle = admission.obstacle()?;
        let is_free = |other: &EventKey| {
            let other = Window::of(&ledger.event(*other).date);
            let own = Window::of(date);
            !own.certainly_precedes(other) && !other.certainly_precedes(own)
        };
        let before = timeline
            .entries()
            .iter()
            .rev()
            .map(|entry| entry.event)
            .filter(is_free)
            .filter(|other| asked().before(*other).obstacle().is_none())
            .take(MOST_TRIED)
            .map(|other| NewEvent {
                place: Place::Before(ledger.event(other).id.to_string()),
                ..event.clone()
            })
            .find(|event| trial.takes(&[event]));
        Some(Self {
            trial,
            ledger,
            given: &plan.given,
            event,
            kind,
            date,
            channel,
            obstacle,
            openings: admission.openings(),
            missing: admission.missing(),
            before,
        })
    }

    fn message(&self) -> String {
        let channel = &self.ledger.channel(self.channel).id;
        let reason = self.obstacle.refusal.reason();
        match self.obstacle.refused {
            None => format!(
                "`{}` is refused: by {}, `{channel}` {reason}; nothing was written",
                self.kind, self.date
            ),
            Some(later) => {
                let later = self.ledger.event(later);
                format!(
                    "`{}` is refused: after it, `{}` ({}, {}) would be, for by then `{channel}` {reason}; \
                     nothing was written",
                    self.kind, later.id, later.kind, later.date
                )
            }
        }
    }

    fn details(&self) -> String {
        let channel = &self.ledger.channel(self.channel).id;
        let mut text = String::new();
        if let Some(setter) = self.obstacle.refused.or(self.obstacle.setter) {
            let event = self.ledger.event(setter);
            text.push_str(&format!(
                "In the way on {channel}: {} ({}, {})\n",
                event.id, event.kind, event.date
            ));
        }
        let on = if self.event.entry.channels.len() > 1 {
            format!(" on {channel}")
        } else {
            String::new()
        };
        text.push_str(&format!("What would make it legal{on}:\n"));
        match self.obstacle.refused {
            None => text.push_str(&format!("- {}\n", self.obstacle.refusal.advice())),
            Some(later) => text.push_str(&format!(
                "- for {}: {}\n",
                self.ledger.event(later).id,
                self.obstacle.refusal.advice()
            )),
        }
        if let Some(days) = self.days() {
            text.push_str(&format!("- another date: {days}\n"));
        }
        if let Some(event) = &self.before
            && let Place::Before(other) = &event.place
        {
            text.push_str(&format!(
                "- the same date, if it came before {other}, which the dates leave open:\n  {}\n",
                ready::add(event, self.given, self.trial.name)
            ));
        }
        if let Some(remedy) = self.missing.and_then(|missing| self.with_missing(missing)) {
            text.push_str(&remedy);
        }
        text.push('\n');
        text
    }

    /// The days nearest to the date on which the event would be legal.
    fn days(&self) -> Option<String> {
        let earliest = self.date.earliest();
        let is_before = |opening: &&Opening| match (opening.to, earliest) {
            (Some(to), Some(earliest)) => to <= earliest,
            (Some(_) | None, None) | (None, Some(_)) => false,
        };
        let before = self.openings.iter().rev().find(is_before);
        let after = self.openings.iter().find(|opening| !is_before(opening));
        let nearest = before.into_iter().chain(after);
        let days: Vec<String> = nearest
            .filter_map(|opening| self.tried(*opening))
            .map(days)
            .collect();
        (!days.is_empty()).then(|| days.join(", or "))
    }

    /// The days of an opening without those at its ends that another event on the same day takes,
    /// if the event is legal on what remains.
    fn tried(&self, opening: Opening) -> Option<Opening> {
        let legal = |day: NaiveDate, inwards: Option<NaiveDate>| {
            let days = std::iter::once(day).chain(inwards);
            days.into_iter().find(|day| self.is_legal_on(*day))
        };
        let from = match opening.from {
            Some(day) => Some(legal(day, day.succ_opt())?),
            None => None,
        };
        let to = match opening.to {
            Some(day) => Some(legal(day, day.pred_opt())?),
            None => None,
        };
        let is_left = from.zip(to).is_none_or(|(from, to)| from <= to);
        is_left.then_some(Opening { from, to })
    }

    /// Whether the event is legal on a day, as far as this channel is concerned.
    fn is_legal_on(&self, day: NaiveDate) -> bool {
        let mut moved = self.on_this_channel();
        moved.entry.date = day.to_string().into();
        self.trial.takes(&[&moved])
    }

    /// The event without its other channels, each of which may lack something else.
    fn on_this_channel(&self) -> NewEvent {
        let id = &self.ledger.channel(self.channel).id;
        let mut event = self.event.clone();
        event.entry.channels = vec![id.to_string().into()];
        event
    }

    /// The command that adds what is missing, or both if neither is legal alone.
    fn with_missing(&self, missing: Missing) -> Option<String> {
        let is_taken =
            |id: &str| id == self.event.entry.id || self.ledger.event_called(id).is_some();
        let entry = EventEntry {
            // The ready command leaves out what `add` fills in; the trial needs it.
            id: compose::unused("missing", is_taken).into(),
            recorded: self.event.entry.recorded.clone(),
            date: self.widest_date(missing)?.into(),
            kind: missing.kind.word().into(),
            channels: vec![self.ledger.channel(self.channel).id.to_string().into()],
            summary: "…".into(),
            sources: self.event.entry.sources.clone(),
            inferred: self.event.entry.inferred,
            ..EventEntry::default()
        };
        let place = missing.before.map_or(Place::Replay, |before| {
            Place::Before(self.ledger.event(before).id.to_string())
        });
        let added = NewEvent { entry, place };
        if !missing.comes_after && self.trial.takes_in_turn(&added, &self.on_this_channel()) {
            return Some(format!(
                "- what is missing before it, if a source tells of it, added first (the widest date that fits; narrow it):\n  {}\n",
                ready::add(&added, &self.given.for_another(), self.trial.name)
            ));
        }
        let mut event = self.event.clone();
        // A batch asks for no place in the file, but a correction takes its turn.
        event.place = batch::turn(&event.entry, |id| self.ledger.event_called(id).is_some());
        let added = NewEvent {
            place: Place::Replay,
            ..added
        };
        let others = self.given.for_another();
        let (own, other) = ((&event, self.given), (&added, &others));
        let (both, behind) = if missing.comes_after {
            ([own, other], "behind")
        } else {
            ([other, own], "before")
        };
        if !self.trial.takes(&both.map(|(event, _)| event)) {
            return None;
        }
        Some(format!(
            "- what is missing {behind} it, if a source tells of it, added together with it (the widest date that fits; narrow it):\n{}",
            ready::add_together(
                both.map(|(event, given)| (&event.entry, given)),
                self.trial.name
            )
        ))
    }

    /// The widest date of a missing event that EDTF can write: one of its ends has to be a day.
    fn widest_date(&self, missing: Missing) -> Option<String> {
        match (missing.earliest, missing.latest) {
            (None, None) if missing.comes_after => interval(self.date.latest(), None),
            (None, None) => interval(None, self.date.earliest()),
            (earliest, latest) => interval(earliest, latest),
        }
    }
}

/// Days in the words of the dates that can be written.
fn days(opening: Opening) -> String {
    match (opening.from, opening.to) {
        (Some(from), Some(to)) if from == to => format!("{from}"),
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("up to {to}"),
        (None, None) => "any".into(),
    }
}

/// The widest date between two days, as EDTF; without any day there is none.
fn interval(earliest: Option<NaiveDate>, latest: Option<NaiveDate>) -> Option<String> {
    match (earliest, latest) {
        (Some(a), Some(b)) if a == b => Some(a.to_string()),
        (None, None) => None,
        (a, b) => {
            let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
            Some(format!("{}/{}", day(a), day(b)))
        }
    }
}
