//! What is written reads back as what was meant.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use detente::read::format::{Record, Shape};
use detente::read::{LEDGER, check};
use detente::write::entry::{CitationEntry, EventEntry, WithdrawalEntry};
use proptest::prelude::*;

const HEAD: &str = "\
title: Test
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
sources: [{id: wire, outlet: Wire, title: News, published: 2024}]
events:
";

/// Text that a person might write, and text that YAML might take for something else.
fn a_text() -> impl Strategy<Value = String> {
    let awkward = prop::sample::select(vec![
        "null",
        "~",
        "true",
        "no",
        "2023",
        "1e3",
        "0x10",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "[a]",
        "{a}",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a`",
        "'",
        "\"",
        "\\",
        "a'b",
        "?",
        "? a",
        ":",
        "<<",
        "=",
        "---",
        "...",
        "–é漢🕊",
        ".inf",
        "12:30",
        "2023-02-14",
    ])
    .prop_map(str::to_owned);
    let free = "[ -~äß€漢\u{1f54a}\u{a0}]{1,40}";
    prop_oneof![awkward, free].prop_filter("one line is trimmed and not empty", |text| {
        !text.trim().is_empty() && text.trim() == text
    })
}

proptest! {
    #[test]
    fn any_text_that_is_written_reads_back_as_itself(
        summary in a_text(),
        scope in a_text(),
        at in a_text(),
        lines in prop::collection::vec(a_text(), 1..4),
    ) {
        let note = lines.join("\n");
        let event = EventEntry {
            id: "cut".into(),
            date: "2023-02".into(),
            kind: "suspended".into(),
            channels: vec!["line".into()],
            by: Some("CHN".into()),
            summary: summary.as_str().into(),
            scope: Some(scope.as_str().into()),
            note: Some(note.as_str().into()),
            sources: vec![CitationEntry { source: "wire".into(), at: Some(at.as_str().into()), credibility: Some(2) }],
            ..EventEntry::default()
        };
        let text = format!("{HEAD}{}", event.to_yaml());
        let checked = check(&text);
        let ledger = checked.ledger.ok_or_else(|| {
            TestCaseError::fail(format!("{text}\n{:?}", checked.diagnostics))
        })?;
        let (_, read) = ledger.events().next().unwrap();
        prop_assert_eq!(&*read.summary, summary.as_str());
        prop_assert_eq!(read.scope.as_deref(), Some(scope.as_str()));
        prop_assert_eq!(read.note.as_deref(), Some(note.as_str()));
        let cited = read.citations.iter().next().and_then(|citation| citation.at);
        prop_assert_eq!(cited.as_deref(), Some(at.as_str()));
    }
}

/// The mapping that the entries of one of the ledger's lists are.
fn record(list: &str) -> &'static Record {
    let field = LEDGER
        .fields
        .iter()
        .find(|field| field.key == list)
        .unwrap();
    let Shape::List {
        of: Shape::Mapping(record),
        ..
    } = field.shape
    else {
        unreachable!("{list} is a list of mappings");
    };
    record
}

#[test]
fn the_writer_knows_every_key_of_an_event_in_the_order_of_the_format() {
    let event = EventEntry {
        id: "cut-in-fact".into(),
        date: "2023-02".into(),
        kind: "confirmed".into(),
        status: Some("suspended".into()),
        channels: vec!["line".into()],
        by: Some("CHN".into()),
        cause: Some("visit".into()),
        scope: Some("voice only".into()),
        inferred: true,
        summary: "The line is cut.".into(),
        sources: vec![CitationEntry {
            source: "wire".into(),
            at: Some("p. 1".into()),
            credibility: Some(2),
        }],
        reported: Some("2023-02".into()),
        recorded: Some("2024-02-01".into()),
        withdrawn: Some(WithdrawalEntry {
            date: "2024".into(),
            source: Some("wire".into()),
            reason: "Misread.".into(),
        }),
        corrects: Some("cut".into()),
        note: Some("A remark.".into()),
        tags: vec!["voice".into()],
        coder: Some("A. N.".into()),
    };
    let text = event.to_yaml();
    let keys: Vec<&str> = text
        .lines()
        .filter_map(|line| {
            line.strip_prefix("  - ")
                .or_else(|| line.strip_prefix("    "))
        })
        .filter(|line| !line.starts_with([' ', '-']))
        .filter_map(|line| Some(line.split_once(':')?.0))
        .collect();
    let known: Vec<&str> = record("events")
        .fields
        .iter()
        .map(|field| field.key)
        .collect();
    assert_eq!(keys, known);

    let cut = EventEntry {
        id: "cut".into(),
        date: "2023-01".into(),
        kind: "suspended".into(),
        channels: vec!["line".into()],
        ..minimal()
    };
    let visit = EventEntry {
        id: "visit".into(),
        date: "2023-01".into(),
        kind: "context".into(),
        ..minimal()
    };
    let entries = [cut, visit, event].map(|entry| entry.to_yaml()).concat();
    let checked = check(format!("{HEAD}{entries}"));
    let ledger = checked
        .ledger
        .unwrap_or_else(|| unreachable!("{:?}", checked.diagnostics));
    let (_, read) = ledger.events().last().unwrap();
    assert!(read.inferred && read.withdrawn.is_some() && read.corrects.is_some());
    assert_eq!(
        (read.coder, read.tags.iter().next().unwrap_or_default()),
        (Some("A. N."), "voice")
    );
}

fn minimal() -> EventEntry<'static> {
    let wire = CitationEntry {
        source: "wire".into(),
        ..CitationEntry::default()
    };
    EventEntry {
        summary: "It happens.".into(),
        sources: vec![wire],
        ..EventEntry::default()
    }
}
