//! The same change of a ledger whose text is not held.

use detente::model::progress::Progress;
use detente::read::check_in_passing;
use detente::write::change::Change;
use detente::write::edit::{Draft, EditError, Edited};
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
