//! What is written stands where the canonical layout has it.

use detente::write::change::Change;
use detente::write::edit::edit;
use detente::write::entry::WithdrawalEntry;
use detente::write::format;
use proptest::prelude::*;

use super::growing::{attempts, change, grow};

fn withdrawal(id: String) -> Change {
    let entry = WithdrawalEntry {
        date: "2023-05-01".into(),
        source: None,
        reason: "Misread.".into(),
    };
    Change::withdrawal(id, entry)
}

proptest! {
    #[test]
    fn a_ledger_in_canonical_layout_stays_in_it(attempts in attempts()) {
        grow(&attempts, |text, attempt, number, edited| {
            if let Ok(edited) = edited {
                prop_assert_eq!(format(&edited.text), Ok(edited.text.clone()));
            }
            // The keys behind the place of a withdrawal.
            if let Some(mut event) = attempt.plain(number) {
                event.entry.note = Some("One line.\nAnother.".into());
                event.entry.tags = vec!["a".into(), "b c".into()];
                event.entry.coder = Some("A. N.".into());
                if let Ok(edited) = edit(text, &change(&[&event])) {
                    let id = event.entry.id.to_string();
                    let edited = edit(&edited.text, &withdrawal(id)).unwrap();
                    prop_assert_eq!(format(&edited.text), Ok(edited.text));
                }
            }
            Ok::<(), TestCaseError>(())
        })?;
    }
}
