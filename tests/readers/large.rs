//! Ledgers so long that they are read in parts, and with so many problems that not all are kept.

use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;

use super::agreement::{difference, in_passing, same};
use super::border::Border;
use super::changes::change;

const HEAD: &str = "\
title: Two capitals
parties: [{id: USA, name: A}, {id: CHN, name: C}]
channels: [{id: line, name: L, parties: [USA, CHN]}, {id: talks, name: T, parties: [USA, CHN]}]
sources: [{id: wire, outlet: W, title: T, published: 2023}, {id: post, outlet: W, title: T, published: 2024}]
events:
";

/// A regular entry of about 180 bytes.
fn regular(number: usize) -> String {
    let (year, month, day) = (1900 + number / 336, 1 + number / 28 % 12, 1 + number % 28);
    format!(
        "  - id: r{number}\n    date: {year}-{month:02}-{day:02}\n    kind: sought\n    channels: [line]\n    \
         by: USA\n    summary: Talks are sought for the {number}th time — as before.\n    sources:\n      \
         - {{source: wire, at: p. {number}, credibility: 2}}\n"
    )
}

/// Regular entries, with others between them.
pub(super) fn ledger(count: usize, others: &[String]) -> String {
    let every = count / (others.len() + 1);
    let mut text = HEAD.to_owned();
    for number in 0..count {
        if number > 0
            && number % every == 0
            && let Some(other) = others.get(number / every - 1)
        {
            text.push_str(other);
        }
        text.push_str(&regular(number));
    }
    text
}

/// An entry with another number, as it stands or with something else in it.
fn entry(number: usize, what: &str, other: &str) -> String {
    let entry = regular(9_000).replace("9000", &number.to_string());
    assert!(entry.contains(what), "{what}");
    entry.replace(what, other)
}

/// Entries that only the general reader reads.
pub(super) fn odd() -> Vec<String> {
    vec![
        entry(9_000, "", "") + "    note: |\n      - id: trap\n\n      events:\n",
        entry(9_001, ": sought", ": \"sought\" # c"),
        entry(9_002, "Talks ", "Talks\n      "),
        entry(9_003, "", "") + "    withdrawn: {date: 2024, reason: wrong}\n",
        entry(9_004, "", "") + "    cause: r3\n    corrects: r9\n",
        "  - {id: flow, date: 2022, kind: sought, channels: [line], summary: S.,\n     sources: [wire]}\n"
            .to_owned(),
    ]
}

/// Entries that are wrong.
fn wrong() -> Vec<String> {
    vec![
        entry(9_010, "kind: sought", "kind: suoght"),
        entry(9_011, "[line]", "[lime]"),
        entry(9_012, "r9012", "r5"),
        "  - text\n".to_owned(),
        "  -\n".to_owned(),
        entry(9_013, "", "") + "    cause: nothing\n",
    ]
}

#[test]
fn a_long_ledger_in_order_is_read_alike() {
    let text = ledger(6_000, &[]);
    assert!(text.len() > 1 << 20);
    let checked = same(&text);
    assert_eq!(
        checked.ledger.map(|ledger| ledger.events().count()),
        Some(6_000)
    );
}

#[test]
fn a_long_ledger_with_a_few_odd_entries_is_read_alike() {
    let text = ledger(2_000, &odd());
    let checked = same(&text);
    let count = checked.ledger.map(|ledger| ledger.events().count());
    assert_eq!(count, Some(2_006), "{:?}", checked.diagnostics);
    same(ledger(2_000, &[odd(), wrong()].concat()));
}

#[test]
fn what_is_too_long_for_one_reader_is_too_long_for_the_other() {
    let tags = |count: usize, before: &str| format!("{before}a").repeat(count);
    let long = [
        format!("\n{}", "\n".repeat(300_000)),
        format!("{}\n", " ".repeat(300_000)),
        format!("    tags: [a{}]\n", tags(20_500, ",")),
        format!("    tags:{}\n", tags(20_500, "\n      - ")),
    ];
    for odd in &long {
        // Amid an event, between two, and behind the last.
        let [first, second] = [1, 2].map(regular);
        let amid = first.replacen("    by: USA\n", &format!("{odd}    by: USA\n"), 1);
        same(format!("{HEAD}{amid}{second}"));
        same(format!("{HEAD}{first}{odd}{second}"));
        same(format!("{HEAD}{first}{second}{odd}"));
    }
}

#[test]
fn a_long_ledger_that_breaks_off_is_read_alike() {
    let breaks = [
        " x\n",
        "events:\n",
        "  - \"open\n",
        "\t- id: x\n",
        "...\n",
        "- id: out\n",
        "  - a: b: c\n",
    ];
    for (place, odd) in breaks.into_iter().enumerate() {
        let mut others = vec![String::new(); 7];
        others[place] = odd.to_owned();
        same(ledger(1_600, &others));
    }
}

#[test]
fn a_long_ledger_is_read_in_passing_with_its_odd_and_wrong_entries() {
    for others in [odd(), wrong(), [wrong(), odd()].concat()] {
        let text = ledger(2_000, &others).into();
        let (passed, checked) = in_passing(&text, 4096).unwrap();
        assert_eq!(checked.diagnostics, same(&text).diagnostics);
        assert!(!passed.is_lost());
    }
    assert!(in_passing(&super::ARTICLE.into(), 1 << 20).is_some());
}

#[test]
fn more_problems_than_are_kept_are_counted_alike() {
    let broken = |count: usize, entry: &str| {
        (0..count).fold(HEAD.to_owned(), |mut text, number| {
            let _ = writeln!(text, "{}", entry.replace('@', &number.to_string()));
            text
        })
    };
    let unknown =
        "  - {id: e@, date: 2023, kind: sought, channels: [lime], summary: S., sources: [wares]}";
    let texts = [
        broken(5_100, "  - id: e@\n    date: x"),
        broken(10_000, "  - id: e@"),
        broken(10_001, "  - id: e@"),
        broken(10_000, "  - id: e@") + " x\n",
        broken(9_999, "  - id: e@") + "  - x: y\n  - z: \"\n",
        broken(5_100, unknown),
        broken(5_000, unknown) + "sources:\n  - x\n",
    ];
    for text in texts {
        same(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn long_ledgers_with_entries_on_the_border_are_read_alike(
        choices in vec(vec(any::<u8>(), 0..300), 1..6),
        changes in vec(change(), 0..3),
    ) {
        let entries: Vec<String> = choices
            .into_iter()
            .map(|choices| Border::new(choices).entries(2))
            .collect();
        let text = ledger(1_600, &entries);
        let text = changes.iter().fold(text, |text, change| change.apply(&text));
        difference(&text).map(drop).map_err(TestCaseError::fail)?;
    }
}
