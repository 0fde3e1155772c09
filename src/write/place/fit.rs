//! What an arrival does to the order in which the other events of a channel are replayed.
//!
//! Of the events that no remaining one certainly precedes, the first in the file is replayed next. So an arrival
//! has its turn once all that certainly precedes it is behind it and nothing that is free stands
//! before it in the file. It disturbs the others only where one of them had its turn earlier, must wait for the
//! arrival now, and is overtaken meanwhile.

use crate::model::order::Window;

/// What an arrival does to the order of replay of a channel; the worse the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Fit {
    /// The others keep their order, and what follows it is certainly later.
    Exact,
    /// The others keep their order, but something follows that need not be later.
    Early,
    /// The others change their order.
    Disturbs,
}

/// What an arrival does to the others, and how many of them are replayed before it unless it disturbs them.
///
/// The others come in the order of replay, each with whether it stands before the arrival in the file.
pub(super) fn fit(others: &[(Window, bool)], arrival: Window) -> (Fit, usize) {
    let is_earlier = |(other, _): &(Window, bool)| other.certainly_precedes(arrival);
    let is_later = |(other, _): &(Window, bool)| arrival.certainly_precedes(*other);
    let free = others
        .iter()
        .rposition(is_earlier)
        .map_or(0, |last| last + 1);
    let from_then = others.get(free..).unwrap_or_default();
    let is_its_turn = |other: &(Window, bool)| !other.1 || is_later(other);
    let Some(waits) = from_then.iter().position(is_its_turn) else {
        return (Fit::Exact, others.len());
    };
    let turn = free + waits;
    let overtakes = |other: &(Window, bool)| other.1 && !is_later(other);
    match from_then.get(waits..).unwrap_or_default() {
        [next, rest @ ..] if next.1 && rest.iter().any(overtakes) => (Fit::Disturbs, turn),
        [next, ..] if !is_later(next) => (Fit::Early, turn),
        _ => (Fit::Exact, turn),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;

    use super::*;
    use crate::model::order::replay_order;

    fn window() -> impl Strategy<Value = Window> {
        let day = |day: u64| NaiveDate::default().checked_add_days(Days::new(day));
        (0..9_u64, 0..5_u64, 0..8_u8, 0..8_u8).prop_map(move |(begin, length, first, last)| {
            Window {
                earliest: day(begin).filter(|_| first > 0),
                latest: day(begin + length).filter(|_| last > 0),
            }
        })
    }

    /// What comes of replaying all of them with the arrival and without it.
    fn replayed(file: &[Window], place: usize, arrival: Window) -> (Fit, usize) {
        let mut with = file.to_vec();
        with.insert(place, arrival);
        let order = replay_order(&with);
        let turn = order
            .iter()
            .position(|index| *index == place)
            .unwrap_or(order.len());
        let is_other = |index: &usize| *index != place;
        let old = |index: usize| if index > place { index - 1 } else { index };
        let others = order.iter().copied().filter(is_other).map(old);
        if !others.eq(replay_order(file)) {
            return (Fit::Disturbs, turn);
        }
        let next = order.get(turn + 1);
        let is_later = next.is_none_or(|next| arrival.certainly_precedes(with[*next]));
        (if is_later { Fit::Exact } else { Fit::Early }, turn)
    }

    proptest! {
        #[test]
        fn an_arrival_fits_as_a_replay_with_it_and_one_without_it_say(
            file in prop::collection::vec(window(), 0..9), arrival in window(), place in 0..9_usize
        ) {
            let place = place.min(file.len());
            let order = replay_order(&file);
            let others: Vec<(Window, bool)> = order.iter().map(|index| (file[*index], *index < place)).collect();
            let (found, turn) = fit(&others, arrival);
            let (wanted, place_then) = replayed(&file, place, arrival);
            prop_assert_eq!(found, wanted);
            if found != Fit::Disturbs {
                prop_assert_eq!(turn, place_then);
            }
        }
    }
}
