//! What stands beside an event in the order of replay although the dates leave open which came first.
//!
//! There the order of the file decides, and with it, perhaps, what the status was: whoever adds an event should know
//! what its place says.

use crate::model::belief::Evidence;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::machine::{Kind, State, Step, after, step};
use crate::model::orders::Turn;

use super::status::sets_status;

/// A neighbour of an event, which may as well have happened on the other side of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Neighbour {
    /// It is replayed before the event.
    Before(EventKey),
    /// It is replayed behind the event.
    Behind(EventKey),
}

/// The nearest events on either side of an event, on each of its channels, of which the dates leave open whether they
/// came first, if that can make a difference.
///
/// It can where one of the two sets a status, for what only bears witness leaves the meaning of other witnesses as it is;
/// and where the machine allows the second of them to be the first, for otherwise it decides what the dates do not.
pub fn open_order(ledger: &Ledger, event: EventKey) -> Vec<Neighbour> {
    let mut found = Vec::new();
    for channel in ledger.event(event).channels.iter() {
        for neighbour in on_channel(ledger, *channel, event).into_iter().flatten() {
            if !found.contains(&neighbour) {
                found.push(neighbour);
            }
        }
    }
    found
}

/// Such an event on either side, on one of its channels.
fn on_channel(ledger: &Ledger, channel: ChannelKey, event: EventKey) -> [Option<Neighbour>; 2] {
    let turns: Vec<(EventKey, &Turn)> = ledger
        .turns(channel)
        .filter(|(key, _)| *key == event || Evidence::ALL.believes(ledger, *key))
        .collect();
    let Some(place) = turns.iter().position(|(key, _)| *key == event) else {
        return [None, None];
    };
    let own = turns[place].1;
    let matters = |turn: &Turn| sets_status(own.kind) || sets_status(turn.kind);
    let could_come = |kind: Kind, at: usize| {
        let before = turns[..at].iter().map(|(_, turn)| turn.kind);
        match step(before.fold(State::Unrecorded, after), kind) {
            Step::Sets(_) | Step::Witnesses => true,
            Step::Refused(_) => false,
        }
    };
    let before = turns[..place]
        .iter()
        .rposition(|(_, turn)| matters(turn) && !turn.window.certainly_precedes(own.window))
        .filter(|other| could_come(own.kind, *other));
    let behind = turns[place + 1..]
        .iter()
        .find(|(_, turn)| matters(turn) && !own.window.certainly_precedes(turn.window))
        .filter(|(_, turn)| could_come(turn.kind, place));
    [
        before.map(|other| Neighbour::Before(turns[other].0)),
        behind.map(|(other, _)| Neighbour::Behind(*other)),
    ]
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::read::sample;

    /// The neighbours of the event `new`, as `<a` for one before it and `>a` for one behind it; each event is its id,
    /// date, kind and channels.
    fn neighbours(events: &[[&str; 4]]) -> String {
        let ledger = sample::ledger(events.iter().map(|[id, date, kind, rest]| {
            format!("id: {id}, date: {date}, kind: {kind}, channels: {rest}")
        }));
        let new = ledger.event_called("new").unwrap();
        let told = open_order(&ledger, new).into_iter().map(|neighbour| {
            let (sign, key) = match neighbour {
                Neighbour::Before(key) => ('<', key),
                Neighbour::Behind(key) => ('>', key),
            };
            format!("{sign}{}", ledger.event(key).id)
        });
        told.collect::<Vec<_>>().join(" ")
    }

    const NEW: [&str; 4] = ["new", "2023-05-10", "sought", "[one]"];

    #[test]
    fn the_nearest_that_may_have_come_on_the_other_side_are_told() {
        let cut = ["cut", "2023-05", "suspended", "[one]"];
        let talks = ["talks", "2023", "talks", "[one]"];
        assert_eq!(neighbours(&[cut, NEW]), "<cut");
        assert_eq!(neighbours(&[NEW, cut]), ">cut");
        assert_eq!(neighbours(&[cut, talks, NEW]), "<talks");
        assert_eq!(neighbours(&[NEW, cut, talks]), ">cut");
        assert_eq!(neighbours(&[cut, NEW, talks]), "<cut >talks");
        // On one day too, nobody knows.
        let same = ["same", "2023-05-10", "suspended", "[one]"];
        assert_eq!(neighbours(&[same, NEW]), "<same");
    }

    #[test]
    fn what_the_dates_tell_apart_is_not_told() {
        let earlier = ["earlier", "2023-05-09", "suspended", "[one]"];
        let later = ["later", "2023-06", "talks", "[one]"];
        assert_eq!(neighbours(&[earlier, NEW, later]), "");
        // One stands beyond another that is told apart.
        let some_day = ["some-day", "2023", "suspended", "[one]"];
        let talks = ["talks", "2023-05-09", "talks", "[one]"];
        assert_eq!(neighbours(&[some_day, talks, NEW]), "<some-day");
    }

    #[test]
    fn what_makes_no_difference_is_not_told() {
        for [kind, rest, told] in [
            ["suspended", "[one]", "<other"],
            ["sought", "[one]", ""],
            ["suspended", "[two]", ""],
            [
                "suspended",
                "[one], withdrawn: {date: 2024, reason: R.}",
                "",
            ],
        ] {
            assert_eq!(
                neighbours(&[["other", "2023", kind, rest], NEW]),
                told,
                "{kind} {rest}"
            );
        }
    }

    #[test]
    fn what_the_machine_decides_is_not_told() {
        let contact = ["new", "2023-05-10", "contact", "[one]"];
        let cut = ["cut", "2022", "suspended", "[one]"];
        let resumed = ["resumed", "2023", "resumed", "[one]"];
        assert_eq!(neighbours(&[cut, resumed, contact]), "");
        assert_eq!(neighbours(&[cut, resumed, NEW]), "<resumed");
        let opened = ["opened", "2022", "opened", "[one]"];
        let cut = ["cut", "2023", "suspended", "[one]"];
        assert_eq!(neighbours(&[opened, contact, cut]), ">cut");
        let new = ["new", "2023-05-10", "suspended", "[one]"];
        assert_eq!(neighbours(&[opened, new, resumed]), "");
    }

    #[test]
    fn one_that_bears_on_several_of_its_channels_is_told_once() {
        let new = ["new", "2023-05-10", "sought", "[one, two]"];
        let both = ["both", "2023", "suspended", "[two, one]"];
        let talks = ["talks", "2023-05", "talks", "[two]"];
        assert_eq!(neighbours(&[both, new]), "<both");
        assert_eq!(neighbours(&[both, talks, new]), "<both <talks");
    }
}
