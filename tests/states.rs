//! Sets of states against plain lists of them, over all sixteen sets.

use detente::model::machine::State;
use detente::model::states::States;

/// Every set, as the list of its states in the order of [`State::ALL`].
fn every_set() -> impl Iterator<Item = Vec<State>> {
    (0..16_u8).map(|bits| {
        let chosen = State::ALL.into_iter().enumerate();
        let chosen = chosen.filter(|(place, _)| bits & (1 << place) != 0);
        chosen.map(|(_, state)| state).collect()
    })
}

fn set(states: &[State]) -> States {
    states.iter().copied().collect()
}

#[test]
fn a_set_holds_what_was_put_in_however_often_and_in_whatever_order() {
    for states in every_set() {
        let found = set(&states);
        assert!(found.iter().eq(states.iter().copied()), "{states:?}");
        assert_eq!(found.len(), states.len());
        assert_eq!(found.is_empty(), states.is_empty());
        let twice: States = states.iter().chain(&states).rev().copied().collect();
        assert_eq!(found, twice);
        for state in State::ALL {
            assert_eq!(found.contains(state), states.contains(&state), "{state}");
        }
    }
}

#[test]
fn only_a_set_of_one_has_an_only_state() {
    for states in every_set() {
        let expected = match states.as_slice() {
            [only] => Some(*only),
            [] | [_, _, ..] => None,
        };
        assert_eq!(set(&states).only(), expected, "{states:?}");
    }
}

#[test]
fn a_set_is_part_of_another_that_holds_all_its_states() {
    for one in every_set() {
        for other in every_set() {
            let expected = one.iter().all(|state| other.contains(state));
            assert_eq!(
                set(&one).is_subset(set(&other)),
                expected,
                "{one:?} {other:?}"
            );
            assert_eq!(set(&one) == set(&other), one == other);
        }
    }
}
