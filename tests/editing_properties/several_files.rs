//! Where a new event is put in a ledger of several files: the order of replay of the others is never changed
//! without a word.

use detente::model::text::{FileKey, Text};
use detente::read::check;
use detente::write::change::Change;
use detente::write::edit::{Draft, EditError};
use detente::write::entry::EventEntry;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;

use super::placement::{arrival, events, judge, text};

/// A ledger whose events stand in files that begin at some of them.
fn parted(events: &[EventEntry<'static>], cuts: &[usize]) -> Text {
    let main = text(&[]).replacen('\n', "\ninclude: ['*.yaml']\n", 1);
    let starts = cuts.iter().copied();
    let ends = cuts.iter().copied().skip(1).chain([events.len()]);
    let files: Vec<String> = starts
        .zip(ends)
        .map(|(start, end)| {
            let entries: String = events[start..end].iter().map(EventEntry::to_yaml).collect();
            if entries.is_empty() {
                entries
            } else {
                format!("events:\n{entries}")
            }
        })
        .collect();
    let paths = ["a.yaml", "b.yaml", "c.yaml"];
    Text::of_files(
        &main,
        paths.into_iter().zip(files.iter().map(String::as_str)),
    )
}

/// Where among all events a new one is put.
fn placed(
    text: &Text,
    new: &EventEntry<'static>,
    into: Option<FileKey>,
) -> Result<usize, EditError> {
    let checked = check(text);
    let change = Change {
        into,
        ..Change::event(new.clone())
    };
    let verified = Draft::new(text, &checked, &change)?.verify()?;
    Ok(verified.added[0].index())
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn in_several_files_the_others_keep_their_order(
        old in events(1, 7),
        cuts in [any::<Index>(), any::<Index>()],
        new in arrival(),
        file in 1_usize..4,
    ) {
        let mut cuts = cuts.map(|cut| cut.index(old.len() + 1));
        cuts.sort_unstable();
        let cuts = [0, cuts[0], cuts[1]];
        let text = parted(&old, &cuts);
        let is_parted = cuts.iter().filter(|cut| (1..old.len()).contains(*cut)).count() > 0;
        let keeps = |gap: usize| judge(&old, &new, gap).0;
        match placed(&text, &new, None) {
            Ok(gap) => prop_assert!(keeps(gap) || !is_parted, "{gap} in {}", text.as_str()),
            Err(error) => {
                prop_assert_eq!(error, EditError::Disturbs);
                prop_assert!(!(0..=old.len()).any(keeps), "{}", text.as_str());
            }
        }

        let of_file = cuts[file - 1]..=cuts.get(file).copied().unwrap_or(old.len());
        let is_whole = *of_file.start() == 0 && *of_file.end() == old.len();
        match placed(&text, &new, text.files().nth(file)) {
            Ok(gap) => {
                prop_assert!(of_file.contains(&gap));
                prop_assert!(keeps(gap) || is_whole, "{gap} in {}", text.as_str());
            }
            Err(error) => {
                prop_assert_eq!(error, EditError::Disturbs);
                prop_assert!(!of_file.clone().any(keeps), "{}", text.as_str());
            }
        }
    }
}
