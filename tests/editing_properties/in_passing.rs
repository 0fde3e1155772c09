//! The same change of a ledger whose text is not held.

use detente::model::progress::Progress;
use detente::read::check_in_passing;
use detente::write::change::Change;
use detente::write::edit::{Draft, EditError, Edited, edit};
use detente::write::entry::EventEntry;
use proptest::prelude::*;

/// Whether a change does to a ledger that is read in passing what it does to one that is held.
pub(crate) fn is_alike(
    text: &str,
    change: &Change,
    held: &Result<Edited, EditError>,
) -> Result<(), TestCaseError> {
    for step in [64, 700] {
        let bytes = text.as_bytes().to_vec();
        let Some((paged, checked)) = check_in_passing(bytes, step, &Progress::new()) else {
            continue;
        };
        let draft = Draft::new(&paged, &checked, change);
        let edited = draft.and_then(|draft| Ok((draft.verify()?, draft)));
        match (edited, held) {
            (Ok((verified, draft)), Ok(held)) => {
                prop_assert_eq!(draft.text.as_str(), &held.text);
                prop_assert_eq!(&verified.ledger, &held.ledger);
                prop_assert_eq!(&verified.diagnostics, &held.diagnostics);
            }
            (Err(error), Err(held)) => prop_assert_eq!(&error, held),
            (edited, held) => prop_assert!(
                false,
                "in passing: {:?}, held: {:?}",
                edited.map(|(_, draft)| draft.text.as_str().to_owned()),
                held
            ),
        }
        prop_assert!(!paged.is_lost());
    }
    Ok(())
}

/// Whether entries stand apart may be seen only from the second, whose dash may have a line of its own.
#[test]
fn a_first_event_stands_apart_as_the_second_does() {
    let event = |id: &str, date: &str| EventEntry {
        id: id.to_owned().into(),
        date: date.to_owned().into(),
        kind: "sought".into(),
        channels: vec!["line".into()],
        inferred: true,
        summary: "Asked for, in so many words that two of them do not stand in one page.".into(),
        recorded: Some("2023-03-01".into()),
        ..EventEntry::default()
    };
    let head = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n\
                channels: [{id: line, name: L, parties: [USA, CHN]}]\nevents:\n";
    let old = ["2023-01-02", "2023-01-03", "2023-01-04", "2023-01-05"];
    let mut old = old.map(|date| event(&format!("on-{date}"), date).to_yaml());
    old[1] = old[1].replacen("  - ", "  -\n\n    ", 1);
    let text = format!("{head}{}", old.concat());
    let change = Change::event(event("none", "2023-01-01"));
    let edited = edit(&text, &change);
    assert!(
        edited
            .as_ref()
            .is_ok_and(|edited| edited.text.contains("\n\n  - id: on-2023-01-02"))
    );
    is_alike(&text, &change, &edited).unwrap();
}
