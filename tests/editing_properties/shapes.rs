//! Which ledgers can be edited: all but a few that can be named.

use detente::write::change::Change;
use detente::write::edit::{EditError, edit};
use detente::write::entry::EventEntry;
use proptest::prelude::*;
use proptest::test_runner::Config;

use super::keeps::keeps;
use super::look::{Empty, Look, block_look, shapes};
use super::model::{Model, withdrawal};
use super::plan::{plan, source};
use super::series::{Desk, Outcome};

/// A change that the machine never refuses: an event outside all channels, and a source.
fn change(model: &Model) -> Change {
    let event = EventEntry {
        id: "fresh".into(),
        date: "2023-02".into(),
        kind: "context".into(),
        inferred: true,
        recorded: Some("2024".into()),
        summary: "Something happens.".into(),
        note: Some("In two\nlines.".into()),
        ..EventEntry::default()
    };
    let bystander = model.events.iter().find(|event| {
        let is_relied_on = model
            .events
            .iter()
            .any(|other| other.corrects.as_deref() == Some(&event.id));
        event.kind == "context"
            && event.withdrawn.is_none()
            && event.corrects.is_none()
            && !is_relied_on
    });
    let withdrawals = bystander.map(|event| (event.id.to_string(), withdrawal(0, None)));
    Change {
        sources: vec![source(1, "fresh".into())],
        withdrawals: withdrawals.into_iter().collect(),
        ..Change::event(event)
    }
}

#[test]
fn every_shape_is_edited_but_one_between_braces_that_lacks_the_list() {
    let bystander = EventEntry {
        id: "old".into(),
        ..change(&Model::default()).events[0].entry.clone()
    };
    let filled = Model {
        sources: vec![source(0, "s0".into())],
        events: vec![bystander],
    };
    let (mut done, mut left) = (0, 0);
    for look in shapes() {
        for model in [&Model::default(), &filled] {
            let mut desk = Desk::new(model, &look);
            let outcome = desk.apply(&change(model));
            let outcome = outcome.unwrap_or_else(|error| unreachable!("{error}\n{look:?}"));
            let lacks =
                look.is_json() && model.events.is_empty() && look.events.empty == Empty::Missing;
            assert_eq!(
                outcome,
                if lacks {
                    Outcome::Unsafe
                } else {
                    Outcome::Done
                },
                "{look:?}"
            );
            if lacks { left += 1 } else { done += 1 }
        }
    }
    // Two of five documents are JSON, one of five lists is missing, half of the ledgers are empty.
    assert_eq!(done + left, 2 * 5 * 5 * 3 * 2 * 4);
    assert_eq!(left, 2 * 3 * 2 * 4);
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn block_style_is_always_edited(model in plan(4), look in block_look()) {
        let text = Look::text(&look, &model);
        match edit(&text, &change(&model)) {
            Ok(edited) => keeps(&text, &edited)?,
            Err(EditError::Unsafe { reason }) => prop_assert!(false, "{reason}\n{text}"),
            Err(error) => prop_assert!(false, "{error:?}"),
        }
    }
}
