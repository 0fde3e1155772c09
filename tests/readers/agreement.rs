//! What it means that both readers say the same of a text.

use std::fmt::{Debug, Write as _};

use detente::model::text::Text;
use detente::read::{Checked, Reader, check_by, decode};

/// Reads a text by both readers, and fails where they differ, with what differs first.
#[track_caller]
pub(crate) fn same(text: impl Into<Text>) -> Checked {
    match difference(text) {
        Ok(checked) => checked,
        Err(difference) => panic!("{difference}"),
    }
}

/// The same of bytes; what is no text is read by neither.
#[track_caller]
pub(crate) fn same_bytes(bytes: Vec<u8>) {
    if let Ok(text) = decode(bytes) {
        same(&text);
    }
}

/// What both readers say of a text, or what they say differently.
pub(crate) fn difference(text: impl Into<Text>) -> Result<Checked, String> {
    let text = text.into();
    let fast = check_by(Reader::Fast, &text);
    let general = check_by(Reader::General, &text);
    if fast == general {
        return Ok(fast);
    }
    let mut report = String::from("the readers differ: the fast one, then the general one\n");
    let problems = first_differing(&fast.diagnostics, &general.diagnostics);
    let sections = first_differing(&fast.layouts, &general.layouts);
    let events = match (&fast.ledger, &general.ledger) {
        (Some(fast), Some(general)) => {
            let [fast, general] = [fast, general]
                .map(|ledger| ledger.events().map(|(_, event)| event).collect::<Vec<_>>());
            first_differing(&fast, &general)
        }
        (fast, general) if fast == general => None,
        (fast, general) => Some(format!("{}\n{}", fast.is_some(), general.is_some())),
    };
    let parts = [
        ("problem", problems),
        ("section", sections),
        ("event", events),
    ];
    for (part, difference) in parts {
        if let Some(difference) = difference {
            writeln!(report, "{part}:\n{difference}").unwrap();
        }
    }
    let shown: String = text.as_str().chars().take(4_000).collect();
    writeln!(report, "text:\n{shown}\n{shown:?}").unwrap();
    Err(report)
}

/// The first of some things that is not the same as its counterpart, and that.
fn first_differing<T: PartialEq + Debug>(ours: &[T], theirs: &[T]) -> Option<String> {
    let longer = ours.len().max(theirs.len());
    let place = (0..longer).find(|place| ours.get(*place) != theirs.get(*place))?;
    let (our, their) = (ours.get(place), theirs.get(place));
    Some(format!("{our:?}\n{their:?}"))
}
