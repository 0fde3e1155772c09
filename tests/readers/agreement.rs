//! What it means that both readers say the same of a text.

use std::fmt::{Debug, Write as _};

use chrono::NaiveDate;
use detente::model::progress::Progress;
use detente::model::text::Text;
use detente::read::{Checked, Reader, check_by, check_in_passing, decode};
use detente::view::{excerpt, json};

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
        for step in STEPS {
            same_in_passing(&text, step, &fast)?;
        }
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

/// How many bytes are read at a time in passing: less than an entry has, and a few entries.
const STEPS: [usize; 2] = [50, 1000];

/// Reads a text in passing, and says where that differs from what came of reading the whole; nothing, where it
/// cannot be read in passing.
fn same_in_passing(text: &Text, step: usize, whole: &Checked) -> Result<(), String> {
    let Some((passed, checked)) = in_passing(text, step) else {
        return Ok(());
    };
    let told = |text: &Text| {
        let problems = &whole.diagnostics;
        let json = json::check::json("l", text, NaiveDate::MIN, problems);
        (json, excerpt::render("l", text, problems))
    };
    let is_same = checked.ledger == whole.ledger
        && checked.diagnostics == whole.diagnostics
        && (whole.diagnostics.is_empty() || told(&passed) == told(text))
        && passed == *text
        && !passed.is_lost();
    if is_same {
        return Ok(());
    }
    Err(format!(
        "read in passing, {step} bytes at a time, it differs:\n{:?}\n{:?}\n{}",
        checked.diagnostics,
        whole.diagnostics,
        text.as_str()
    ))
}

/// What comes of a text that is read in passing, if it can be.
pub(crate) fn in_passing(text: &Text, step: usize) -> Option<(Text, Checked)> {
    let is_one_file = text.files().len() == 1;
    let bytes = is_one_file.then(|| text.as_str().as_bytes().to_vec())?;
    check_in_passing(bytes, step, &Progress::new())
}

/// The first of some things that is not the same as its counterpart, and that.
fn first_differing<T: PartialEq + Debug>(ours: &[T], theirs: &[T]) -> Option<String> {
    let longer = ours.len().max(theirs.len());
    let place = (0..longer).find(|place| ours.get(*place) != theirs.get(*place))?;
    let (our, their) = (ours.get(place), theirs.get(place));
    Some(format!("{our:?}\n{their:?}"))
}
