//! The status machine against its table, written out here a second time as data, and against
//! every sequence of up to six kinds.

use detente::model::machine::{Kind, Refusal, State, Status, Step, after, step};
use detente::replay::timeline::{Folded, fold};

use Kind as K;
use State::{Recorded, Unrecorded};
use Status::{Negotiating, Open, Suspended};

/// The longest sequence walked: 13 + 13² + … + 13⁶, about five million.
const DEPTH: u32 = 6;

const OPEN: State = Recorded(Open);
const SUSPENDED: State = Recorded(Suspended);
const NEGOTIATING: State = Recorded(Negotiating);
const ANY: &[State] = &[Unrecorded, OPEN, SUSPENDED, NEGOTIATING];
const NOWHERE: &[State] = &[];

/// The kind, the states in which it is legal, and the status that it sets, if it sets one.
const TABLE: [(Kind, &[State], Option<Status>); 13] = [
    (K::Opened, &[Unrecorded, NEGOTIATING], Some(Open)),
    (
        K::Suspended,
        &[Unrecorded, OPEN, NEGOTIATING],
        Some(Suspended),
    ),
    (K::Talks, &[Unrecorded, SUSPENDED], Some(Negotiating)),
    (K::Resumed, &[SUSPENDED, NEGOTIATING], Some(Open)),
    (K::Collapsed, &[NEGOTIATING], Some(Suspended)),
    (K::Contact, &[OPEN], None),
    (K::Sought, ANY, None),
    (K::Declined, ANY, None),
    (K::Unanswered, ANY, None),
    (K::Confirmed(Open), &[OPEN], None),
    (K::Confirmed(Suspended), &[SUSPENDED], None),
    (K::Confirmed(Negotiating), &[NEGOTIATING], None),
    (K::Context, NOWHERE, None),
];

fn folded(state: State, kind: Kind) -> Option<Folded> {
    fold(state, [kind]).next()
}

#[test]
fn the_table_here_has_a_row_for_every_kind_and_the_states_are_all_states() {
    assert_eq!(TABLE.map(|(kind, ..)| kind), Kind::ALL);
    assert_eq!(ANY.len(), State::ALL.len());
    for state in State::ALL {
        assert!(ANY.contains(&state), "{state}");
    }
}

#[test]
fn every_cell_of_the_machine_is_the_cell_of_the_table() {
    for (kind, legal, target) in TABLE {
        for &state in ANY {
            let found = step(state, kind);
            match (legal.contains(&state), target) {
                (true, Some(status)) => assert_eq!(found, Step::Sets(status), "{kind} in {state}"),
                (true, None) => assert_eq!(found, Step::Witnesses, "{kind} in {state}"),
                (false, _) => assert!(
                    matches!(found, Step::Refused(_)),
                    "{kind} in {state}: {found:?}"
                ),
            }
        }
    }
}

#[test]
fn a_kind_has_the_target_of_the_table_and_only_confirmed_states_a_status() {
    for (kind, _, target) in TABLE {
        assert_eq!(kind.target(), target, "{kind}");
        let stated = match kind {
            K::Confirmed(status) => Some(status),
            K::Opened
            | K::Suspended
            | K::Talks
            | K::Resumed
            | K::Collapsed
            | K::Contact
            | K::Sought
            | K::Declined
            | K::Unanswered
            | K::Context => None,
        };
        assert_eq!(kind.states(), stated, "{kind}");
    }
}

#[test]
fn every_refusal_says_what_it_found_and_what_to_do() {
    for (kind, ..) in TABLE {
        for &state in ANY {
            let Step::Refused(refusal) = step(state, kind) else {
                continue;
            };
            let told = format!(
                "{kind} in {state}: {} / {}",
                refusal.reason(),
                refusal.advice()
            );
            let names_the_state = match state {
                Unrecorded => refusal.reason().contains("no status yet"),
                OPEN => refusal.reason().contains("is open"),
                SUSPENDED => refusal.reason().contains("is suspended"),
                NEGOTIATING => refusal.reason().contains("under negotiation"),
            };
            match refusal {
                Refusal::Contradicted { stated } => {
                    assert_eq!(kind, K::Confirmed(stated), "{told}");
                    assert!(refusal.reason().contains(stated.word()), "{told}");
                }
                Refusal::BearsOnNoChannel => assert_eq!(kind, K::Context, "{told}"),
                Refusal::NoTalks => assert_eq!(kind, K::Collapsed, "{told}"),
                Refusal::AlreadyOpen
                | Refusal::AlreadySuspended
                | Refusal::AlreadyNegotiating
                | Refusal::OpenedWhileSuspended
                | Refusal::ResumedWhileUnrecorded
                | Refusal::TalksWhileOpen
                | Refusal::ContactWhileUnrecorded
                | Refusal::ContactWhileSuspended
                | Refusal::ContactWhileNegotiating => assert!(names_the_state, "{told}"),
            }
            assert!(!refusal.advice().is_empty(), "{told}");
        }
    }
}

#[test]
fn a_contact_on_a_suspended_channel_is_told_of_a_missing_resumed_or_a_wrong_date() {
    let Step::Refused(refusal) = step(SUSPENDED, K::Contact) else {
        unreachable!("the table refuses it");
    };
    assert!(refusal.advice().contains("`resumed` is missing"));
    assert!(refusal.advice().contains("date is wrong"));
}

/// Walks every sequence that continues one, each prefix once.
///
/// `last_target` is what the sequence so far says without any machine: the target of the last
/// kind that has one.
fn walk(state: State, last_target: Option<Status>, depth: u32, seen: &mut u64) {
    for (kind, legal, target) in TABLE {
        *seen += 1;
        let last_target = target.or(last_target);
        let expected = last_target.map_or(Unrecorded, Recorded);
        let next = after(state, kind);
        let found = step(state, kind);

        assert!(next == expected, "{kind} after {state} leaves {next}");
        let agrees = match found {
            Step::Sets(status) => target == Some(status),
            Step::Witnesses => target.is_none() && next == state,
            Step::Refused(_) => !legal.contains(&state) && (target.is_some() || next == state),
        };
        assert!(agrees, "{kind} in {state}: {found:?}, then {next}");
        if depth > 1 {
            walk(next, last_target, depth - 1, seen);
        }
    }
}

#[test]
fn after_any_six_kinds_the_state_is_the_target_of_the_last_that_had_one_or_unrecorded() {
    let mut seen = 0;
    walk(Unrecorded, None, DEPTH, &mut seen);
    assert_eq!(
        seen,
        (1..=DEPTH).map(|length| 13_u64.pow(length)).sum::<u64>()
    );
}

#[test]
fn no_kind_leads_back_to_unrecorded() {
    for kind in Kind::ALL {
        for status in Status::ALL {
            assert_ne!(after(Recorded(status), kind), Unrecorded, "{kind}");
        }
    }
}

#[test]
fn a_fold_of_one_kind_is_its_step() {
    for kind in Kind::ALL {
        for &before in ANY {
            let expected = Folded {
                before,
                step: step(before, kind),
                after: after(before, kind),
            };
            assert_eq!(folded(before, kind), Some(expected), "{kind} in {before}");
        }
    }
}

#[test]
fn replaying_a_prefix_and_then_the_rest_is_replaying_the_whole() {
    let pairs = || {
        Kind::ALL
            .into_iter()
            .flat_map(|a| Kind::ALL.map(|b| [a, b]))
    };
    for start in State::ALL {
        for [a, b] in pairs() {
            for [c, d] in pairs() {
                let kinds = [a, b, c, d];
                let whole: [Option<Folded>; 4] = {
                    let mut fold = fold(start, kinds);
                    std::array::from_fn(|_| fold.next())
                };
                for cut in 1..kinds.len() {
                    let (prefix, rest) = kinds.split_at(cut);
                    let met = fold(start, prefix.iter().copied()).last();
                    let met = met.map_or(start, |folded| folded.after);
                    let again = fold(start, prefix.iter().copied())
                        .chain(fold(met, rest.iter().copied()))
                        .map(Some);
                    assert!(again.eq(whole), "{start}, {kinds:?} cut at {cut}");
                }
            }
        }
    }
}
