//! What each event of a channel changed, as the day of knowledge moves.
//!
//! What an event met depends on the events before it that are believed, and so on the day of knowledge. A page
//! holds every effect that the replay ever finds, with the days on which it begins and ceases to be found.

use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::{ChannelKey, EventKey};
use crate::model::machine::State;
use crate::replay::learning::Learning;
use crate::replay::timeline::Entry;
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
#[derive(Default)]
struct History {
    now: Option<Change>,
    changes: Vec<(String, Change, Belief)>,
}

impl History {
    /// Takes down what the event changed from a day of knowledge on.
    fn tell(&mut self, catalogue: &Catalogue, entry: Option<&Entry>, day: NaiveDate) {
        let was = self.now;
        let is = self.find(catalogue, entry);
        for (_, change, belief) in &mut self.changes {
            if (is == Some(*change)) != (was == Some(*change)) {
                belief.turn(day);
            }
        }
    }

    /// Takes down what the event changed by all that the ledger holds.
    fn end(&mut self, catalogue: &Catalogue, entry: Option<&Entry>) {
        let is = self.find(catalogue, entry);
        for (_, change, belief) in &mut self.changes {
            belief.end(is == Some(*change));
        }
    }

    /// What the event changes now.
    fn find(&mut self, catalogue: &Catalogue, entry: Option<&Entry>) -> Option<Change> {
        self.now = entry.map(|entry| (entry.before, entry.after, entry.gap().is_some()));
        if let (Some(entry), Some(is)) = (entry, self.now)
            && !self.changes.iter().any(|(_, change, _)| *change == is)
        {
            let text = words_of(catalogue, entry);
            self.changes.push((text, is, Belief::never()));
        }
        self.now
    }
}

/// What the events of a channel changed, by whatever was known on any day.
///
/// Only those that the page tells are asked for.
pub(super) fn effects(
    speaker: &Speaker<'_>,
    channel: ChannelKey,
    known: Option<NaiveDate>,
    told: &BTreeSet<EventKey>,
) -> BTreeMap<EventKey, Vec<Effect>> {
    let Speaker {
        catalogue,
        ledger,
        evidence,
    } = *speaker;
    let mut learning = Learning::new(ledger, channel, &evidence);
    let order = ledger.order(channel);
    let mut histories: Vec<Option<History>> = order
        .iter()
        .map(|key| told.contains(key).then(History::default))
        .collect();
    for day in learning.days() {
        for place in learning.learn(Some(day)).places {
            if let Some(Some(history)) = histories.get_mut(place) {
                history.tell(catalogue, learning.entry(place), day);
            }
        }
    }
    learning.learn(None);
    let effect = |(text, _, belief): (String, Change, Belief)| Effect {
        text,
        is_believed: belief.at(known),
        belief: belief.attribute(),
    };
    let histories = order.iter().zip(histories).enumerate();
    histories
        .filter_map(|(place, (key, history))| {
            let mut history = history?;
            history.end(catalogue, learning.entry(place));
            Some((*key, history.changes.into_iter().map(effect).collect()))
        })
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
        let all = ledger.events().map(|(key, _)| key).collect();
        let told: Vec<Vec<(String, String, bool)>> = effects(&speaker, line, None, &all)
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
