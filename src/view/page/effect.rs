//! What each event of a channel changed, as the day of knowledge moves.
//!
//! What an event met depends on the events before it that are believed, and so on the day of knowledge. A page
//! holds every effect that the replay ever finds, with the days on which it begins and ceases to be found.

use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::{ChannelKey, EventKey};
use crate::model::machine::State;
use crate::replay::timeline::{Entry, Timeline};
use crate::view::language::{Catalogue, Message, Value};
use crate::view::{replay, words};

use super::answers::Speaker;
use super::days::Belief;

/// What an event changed, by what was known on some days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Effect {
    pub(super) text: String,
    pub(super) belief: String,
    pub(super) is_believed: bool,
}

/// The state that an event met, the one that it left, and whether something must have come between.
type Change = (State, State, bool);

/// An event of a channel, and the changes that it ever made.
struct History {
    belief: Belief,
    now: Option<Change>,
    changes: Vec<(String, Change, Belief)>,
}

impl History {
    /// Takes down what the event changed from a day of knowledge on, or in the end.
    fn tell(&mut self, catalogue: &Catalogue, entry: Option<&Entry>, day: Option<NaiveDate>) {
        let is = entry.map(|entry| (entry.before, entry.after, entry.gap().is_some()));
        if let (Some(entry), Some(is)) = (entry, is)
            && !self.changes.iter().any(|(_, change, _)| *change == is)
        {
            let text = words_of(catalogue, entry);
            self.changes.push((text, is, Belief::never()));
        }
        for (_, change, belief) in &mut self.changes {
            let holds = is == Some(*change);
            match day {
                Some(day) if holds != (self.now == Some(*change)) => belief.turn(day),
                Some(_) => {}
                None => belief.end(holds),
            }
        }
        self.now = is;
    }
}

/// What the events of a channel changed, by whatever was known on any day.
pub(super) fn effects(
    speaker: &Speaker<'_>,
    channel: ChannelKey,
    known: Option<NaiveDate>,
) -> BTreeMap<EventKey, Vec<Effect>> {
    let Speaker {
        catalogue,
        ledger,
        evidence,
    } = *speaker;
    let mut histories: BTreeMap<EventKey, History> = ledger
        .order(channel)
        .iter()
        .map(|key| {
            let history = History {
                belief: Belief::of(ledger, *key, &evidence),
                now: None,
                changes: Vec::new(),
            };
            (*key, history)
        })
        .collect();
    let turns: BTreeSet<NaiveDate> = histories
        .values()
        .flat_map(|history| history.belief.turns())
        .copied()
        .collect();
    for day in turns.into_iter().map(Some).chain([None]) {
        let timeline = Timeline::of(ledger, channel, |key| {
            histories
                .get(&key)
                .is_some_and(|history| history.belief.at(day))
        });
        let entries: BTreeMap<EventKey, &Entry> = timeline
            .entries()
            .iter()
            .map(|entry| (entry.event, entry))
            .collect();
        for (key, history) in &mut histories {
            history.tell(catalogue, entries.get(key).copied(), day);
        }
    }
    let told = |(text, _, belief): (String, Change, Belief)| Effect {
        text,
        is_believed: belief.at(known),
        belief: belief.attribute(),
    };
    histories
        .into_iter()
        .map(|(key, history)| (key, history.changes.into_iter().map(told).collect()))
        .collect()
}

/// `suspended → ◐ negotiating`, or `still ◐ negotiating`.
fn words_of(catalogue: &Catalogue, entry: &Entry) -> String {
    let mut text = if entry.before == entry.after {
        let state = words::state_run(catalogue, entry.after).text;
        catalogue.fill(Message::PageStill, &[("state", Value::from(&state))])
    } else {
        replay::change(catalogue, entry).text
    };
    if entry.gap().is_some() {
        text.push_str("; ");
        text.push_str(&catalogue.say(Message::MarkGap));
    }
    text
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use crate::model::belief::Evidence;
    use crate::read;
    use crate::view::language::Language;

    #[test]
    fn what_an_event_changed_is_told_by_what_was_known() {
        let text = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n\
            channels: [{id: line, name: L, parties: [USA, CHN]}]\n\
            sources:\n\
            \x20 - {id: may, outlet: W, title: T, published: 1970-05-01}\n\
            \x20 - {id: june, outlet: W, title: T, published: 1970-06-01}\n\
            events:\n\
            \x20 - {id: first, date: 1970-01, kind: opened, channels: [line], summary: S, sources: [may]}\n\
            \x20 - {id: cut, date: 1970-02, kind: suspended, channels: [line], summary: S, sources: [june]}\n\
            \x20 - {id: again, date: 1970-03, kind: resumed, channels: [line], summary: S, sources: [may]}\n\
            \x20 - {id: call, date: 1970-04, kind: contact, channels: [line], summary: S, sources: [june]}\n";
        let ledger = read::check(text).ledger.unwrap();
        let catalogue = Catalogue::new(Language::English);
        let speaker = Speaker {
            catalogue: &catalogue,
            ledger: &ledger,
            evidence: Evidence::ALL,
        };
        let line = ledger.channels().next().unwrap().0;
        let told: Vec<Vec<(String, String, bool)>> = effects(&speaker, line, None)
            .into_values()
            .map(|effects| {
                effects
                    .into_iter()
                    .map(|one| (one.text, one.belief, one.is_believed))
                    .collect()
            })
            .collect();
        let one = |text: &str, belief: &str, now| (text.to_owned(), belief.to_owned(), now);
        assert_eq!(
            told,
            [
                vec![one("unrecorded → ● open", "120", true)],
                vec![one("open → ○ suspended", "151", true)],
                vec![
                    one(
                        "still ● open; something is missing before it",
                        "120 151",
                        false
                    ),
                    one("suspended → ● open", "151", true),
                ],
                vec![one("still ● open", "151", true)],
            ]
        );
    }
}
