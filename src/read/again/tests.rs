use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::*;
use crate::model::text::Patch;
use crate::read::code::Code;
use crate::read::diagnostic::Severity;
use crate::read::{check, check_in_passing};

const HEAD: &str = "\
title: T
parties: [{id: USA, name: A}, {id: CHN, name: C}]
channels: [{id: one, name: O, parties: [USA, CHN]}, {id: two, name: T, parties: [USA, CHN]}]
sources:
  - {id: wire, outlet: W, title: N, published: 2023-01}
events:
";

/// Entries that come in; `$` is a number of their own.
const ENTRIES: &[&str] = &[
    "  - {id: new-$, date: 2023, kind: sought, channels: [one, two], summary: N., inferred: true, recorded: 2023}\n",
    "  - id: new-$\n    date: 2023-02-03\n    kind: sought\n    channels: [one]\n    summary: New\n    sources: [wire]\n",
    "  # Above it.\n  - id: new-$\n    date: 2022\n    kind: suspended\n    channels: [two]\n    by: USA\n    \
     summary: New\n    sources: [wire]\n    cause: e-1\n",
    "  - id: new-$\n    date: 2023-02-03\n    kind: context\n    sources: [wire]\n    corrects: e-0\n    summary: >-\n      \
     Nü\n    note: |+\n      Two\n\n      lines.\n\n",
];

/// What else may come in, anywhere.
const PIECES: &[&str] = &[
    "    withdrawn: {date: 2024-01-01, reason: R.}\n",
    "    tags: [t]\n",
    "    note: |\n      a\n",
    "    cause: e-5\n",
    "    date: 2022\n",
    "  - id: e-1\n    date: 2023-02-03\n    kind: sought\n    channels: [one]\n    sources: [wire]\n    summary: New\n",
    "- {id: out, date: 2023, kind: sought, channels: [one], summary: N., inferred: true, recorded: 2023}\n",
    "   - {id: in, date: 2023, kind: sought, channels: [one], summary: N., inferred: true, recorded: 2023}\n",
    "  - {id: open, date: 2023, kind: sought, channels: [one], summary: N., inferred: true, recorded: 2023}",
    "    sources: [wire, other]\n",
    "  # deep\n",
    "# top\n",
    "      # deeper\n",
    "title: T\n",
    "sources:\n",
    "...\n",
    "---\n",
    "- nothing\n",
    "\n",
    "\r\n",
    "\r",
    "",
    " ",
    "x",
    "'",
    "\"",
    "[",
    "{",
    "|",
    ">",
    "#",
    " #",
    ":",
    "-",
    "  - ",
    "ü",
    "\t",
    "\u{feff}",
    "&a ",
];

fn entry(number: usize, form: usize) -> String {
    let rest = match form {
        0 => "    summary: >\n      Folded.\n    sources: [wire]\n".to_owned(),
        1 if number > 0 => format!(
            "    cause: e-{}\n    summary: S.\n    sources: [{{source: wire, at: ¶ {number}}}]\n",
            number - 1
        ),
        2 => "    summary: S.\n    inferred: true\n    recorded: 2023-05-01\n".to_owned(),
        3 => format!("    summary: 'S {number}.'\n    sources: [wire]\n    tags: [a, b]\n"),
        4 => format!(
            "    summary: S.\n    sources:\n      - wire\n    note: {}\n",
            "long ".repeat(80)
        ),
        5 => "    summary: S.\n    sources: [wire]\n    note: |\n      Two\n      lines.\n\n"
            .to_owned(),
        _ => format!("    summary: S {number}.\n    sources: [wire]\n"),
    };
    let day = number % 28 + 1;
    let channel = if number.is_multiple_of(3) {
        "one"
    } else {
        "two"
    };
    format!(
        "  - id: e-{number}\n    date: 2023-01-{day:02}\n    kind: sought\n    channels: [{channel}]\n{rest}"
    )
}

/// A sound ledger, and where its entries begin and the last of them ends.
fn ledger(forms: &[usize], tail: &str) -> (String, Vec<usize>) {
    let mut text = HEAD.to_owned();
    let mut starts = Vec::new();
    for (number, form) in forms.iter().enumerate() {
        starts.push(text.len());
        text.push_str(&entry(number, *form));
    }
    match tail {
        "" => {
            text.pop();
        }
        tail => text.push_str(tail),
    }
    starts.push(text.len());
    (text, starts)
}

/// Some parts of a text, and what comes in their place.
type Patches = Vec<(Range<usize>, String)>;

/// Those of some patches that do not overlap, in their order.
fn apart(mut patches: Patches) -> Patches {
    patches.sort_by_key(|(gone, _)| (gone.start, gone.end));
    let mut end = 0;
    patches.retain(|(gone, _)| {
        let is_behind = gone.start >= end;
        end = end.max(gone.end);
        is_behind
    });
    patches
}

fn patched(text: &str, patches: &Patches) -> String {
    let mut new = text.to_owned();
    for (gone, come) in patches.iter().rev() {
        new.replace_range(gone.clone(), come);
    }
    new
}

/// What comes of checking a changed ledger again, if it can be done.
fn again(text: &str, patches: &Patches, step: usize) -> Option<(Text, Checked)> {
    let progress = Progress::new();
    let (old, checked) = check_in_passing(text.as_bytes().to_vec(), step, &progress)?;
    let patches = patches.iter().map(|(gone, new)| Patch {
        gone: gone.clone(),
        new,
    });
    let new = old.patched(patches)?;
    check_again(&checked.ledger?, &new, step, &progress)
}

/// Compares what comes of checking again, if it can be done, with what comes of checking all.
fn compare(text: &str, patches: &Patches, step: usize) -> Result<(), TestCaseError> {
    let Some((text, again)) = again(text, patches, step) else {
        return Ok(());
    };
    let new = text.as_str();
    let all = check(new);
    prop_assert_eq!(&again.ledger, &all.ledger, "{}", new);
    prop_assert_eq!(&again.diagnostics, &all.diagnostics, "{}", new);
    // Pages are those of the new text, or it would be lost.
    prop_assert!(!text.is_lost());
    for (_, event) in again.ledger.iter().flat_map(Ledger::events) {
        let entry = text.slice(event.span);
        prop_assert!(entry.contains(event.id.as_str()), "{entry}");
    }
    Ok(())
}

/// A sound ledger, and entries that come in and go.
fn entries_that_come_and_go() -> impl Strategy<Value = (String, Patches, usize)> {
    let change = (any::<Index>(), 0_usize..3, select(ENTRIES), 0_u8..4);
    (
        prop::collection::vec(0_usize..9, 1..14),
        select(vec!["", "\n", "\n\n", "  # end\n", "\n"]),
        prop::collection::vec(change, 1..4),
        prop_oneof![1_usize..200, 200_usize..1500],
    )
        .prop_map(|(forms, tail, changes, step)| {
            let (text, starts) = ledger(&forms, tail);
            let changes = changes.into_iter().enumerate();
            let patches = changes.map(|(number, (at, gone, new, what))| {
                let place = at.index(starts.len());
                let end = if what == 0 {
                    (place + gone).min(starts.len() - 1)
                } else {
                    place
                };
                let come = new.replace('$', &number.to_string());
                (starts[place]..starts[end], come)
            });
            let patches = apart(patches.collect());
            (text, patches, step)
        })
}

/// A sound ledger, and whatever comes in and goes anywhere behind its head, on lines or amid them.
fn anything_anywhere() -> impl Strategy<Value = (String, Patches, usize)> {
    let change = (
        any::<bool>(),
        any::<Index>(),
        0_usize..8,
        any::<bool>(),
        select([ENTRIES, PIECES].concat()),
    );
    (
        prop::collection::vec(0_usize..9, 1..10),
        select(vec!["", "\n", "  # end\n"]),
        prop::collection::vec(change, 1..4),
        prop_oneof![1_usize..200, 200_usize..1000],
    )
        .prop_map(|(forms, tail, changes, step)| {
            let (text, _) = ledger(&forms, tail);
            let behind = |place: &usize| *place >= HEAD.len();
            let lines = text.match_indices('\n').map(|(end, _)| end + 1);
            let lines: Vec<usize> = lines.filter(behind).collect();
            let places = text.char_indices().map(|(place, _)| place);
            let places: Vec<usize> = places.filter(behind).chain([text.len()]).collect();
            let changes = changes.into_iter();
            let patches = changes.map(|(on_line, at, gone, keeps_end, new)| {
                let places = if on_line { &lines } else { &places };
                let from = at.index(places.len());
                let end = places[(from + gone.saturating_sub(3)).min(places.len() - 1)];
                let is_cut = on_line && !keeps_end && end > places[from];
                (places[from]..end - usize::from(is_cut), new.to_owned())
            });
            let patches = apart(patches.collect());
            (text, patches, step)
        })
}

proptest! {
    #[test]
    fn what_comes_of_checking_again_comes_of_checking_all(
        (text, patches, step) in entries_that_come_and_go()
    ) {
        compare(&text, &patches, step)?;
    }

    #[test]
    fn whatever_is_changed_it_is_checked_as_a_whole_or_as_if(
        (text, patches, step) in anything_anywhere()
    ) {
        compare(&text, &patches, step)?;
    }
}

#[test]
fn entries_that_come_and_go_are_mostly_checked_again() {
    let mut runner = TestRunner::deterministic();
    let mut sound = 0;
    for _ in 0..200 {
        let case = entries_that_come_and_go().new_tree(&mut runner).unwrap();
        let (text, patches, step) = case.current();
        let checked = again(&text, &patches, step);
        sound += usize::from(checked.is_some_and(|(_, checked)| checked.ledger.is_some()));
    }
    assert!(sound > 60, "{sound} of 200");
}

#[test]
fn a_change_of_one_entry_is_all_that_is_read() {
    let (text, starts) = ledger(&[8; 40], "\n");
    let at = starts[20];
    let new = ENTRIES[1].replace('$', "0");
    let (changed, checked) = again(&text, &vec![(at..at, new.clone())], 600).unwrap();
    let ledger = checked.ledger.unwrap();
    let segments = ledger.packed().segments();
    let segments: Vec<usize> = segments.map(|(_, segment)| segment.len()).collect();
    // Those of the page in which it comes in are read; what stands before and behind is shared.
    assert_eq!(ledger.packed().len(), 41);
    let is_parted = segments.len() >= 3 && segments.iter().any(|rows| *rows < 10);
    assert!(is_parted, "{segments:?}");
    assert_eq!(changed.len(), text.len() + new.len());
}

#[test]
fn where_a_line_goes_on_in_the_next_page_all_is_read() {
    let (text, starts) = ledger(&[8; 6], "\n");
    for step in [1, 50, 100, 150, 200] {
        let end = starts[3];
        assert!(again(&text, &vec![(end - 1..end, String::new())], step).is_none());
        assert!(again(&text, &vec![(end..end, "    # x".to_owned())], step).is_none());
        assert!(again(&text, &vec![(end..end, "    # x\n".to_owned())], step).is_some());
    }
}

#[test]
fn where_the_dashes_stand_in_another_column_all_is_read() {
    let (text, starts) = ledger(&[8; 6], "\n");
    let entry = ENTRIES[1].replace('$', "0");
    let out = entry.replace("\n  ", "\n").replace("  - ", "- ");
    let all = check(patched(&text, &vec![(starts[0]..starts[1], out.clone())]));
    assert!(all.ledger.is_none());
    for step in [1, 150] {
        assert!(again(&text, &vec![(starts[0]..starts[1], out.clone())], step).is_none());
        assert!(again(&text, &vec![(starts[0]..starts[1], entry.clone())], step).is_some());
    }
}

#[test]
fn what_is_said_of_an_entry_while_it_is_read_is_an_error() {
    let said_later = [
        Code::UnmatchedInclude,
        Code::CorrectionElsewhere,
        Code::CauseAfterEffect,
        Code::VacantPost,
        Code::PublishedBefore,
        Code::Outsider,
        Code::TooMany,
        Code::StaleChannel,
    ];
    // Whoever adds one that is said while an entry is read must not keep what was read, or tell it again.
    for code in Code::ALL {
        let is_error = code.severity() == Severity::Error;
        assert_eq!(is_error, !said_later.contains(code), "{code}");
    }
}
