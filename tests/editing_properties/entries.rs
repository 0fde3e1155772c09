//! Entries from JSON and from short forms: what people write is understood, nothing is invented.

use detente::write::entry::{CitationEntry, EventEntry, SourceEntry};
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Value, json};

use super::plan::{plan, source};

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z0-9:@; .¶-]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("source|at|credibility|date|reason|x", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

const KEYS: [&str; 19] = [
    "id",
    "date",
    "kind",
    "status",
    "channels",
    "by",
    "cause",
    "scope",
    "inferred",
    "summary",
    "sources",
    "reported",
    "recorded",
    "withdrawn",
    "corrects",
    "note",
    "tags",
    "coder",
    "other",
];

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_json_is_an_entry_or_an_error(
        pairs in prop::collection::vec((prop::sample::select(&KEYS[..]), json_value()), 0..8),
    ) {
        let object: serde_json::Map<String, Value> =
            pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        if let Ok(entry) = serde_json::from_value::<EventEntry>(Value::Object(object.clone())) {
            prop_assert!(!object.contains_key("other"));
            // What was understood is understood again.
            let again = serde_json::to_value(&entry).unwrap();
            prop_assert_eq!(serde_json::from_value::<EventEntry>(again).unwrap(), entry);
        }
    }

    #[test]
    fn entries_come_back_from_json(model in plan(5), seed in 0..64_usize) {
        for event in model.events {
            let json = serde_json::to_string(&event).unwrap();
            prop_assert_eq!(serde_json::from_str::<EventEntry>(&json).unwrap(), event);
        }
        let source = source(seed, "s".into());
        let json = serde_json::to_string(&source).unwrap();
        prop_assert_eq!(serde_json::from_str::<SourceEntry>(&json).unwrap(), source);
    }

    #[test]
    fn a_short_citation_is_what_it_was_made_of(
        source in "[A-Za-z0-9][A-Za-z0-9._-]{0,8}",
        at in prop::option::of("[ -~¶é]{1,12}"),
        credibility in prop::option::of(1..=6_u8),
    ) {
        let at = at.map(|at| at.trim().to_owned()).filter(|at| !at.is_empty());
        let citation = CitationEntry {
            source: source.clone().into(),
            at: at.clone().map(Into::into),
            credibility,
        };
        if let Some(short) = citation.short() {
            prop_assert_eq!(CitationEntry::parse(&short), citation);
        } else {
            // Only a place that ends like a credibility cannot be told from one.
            let at = at.unwrap();
            let is_like_one = at.chars().rev().take(2).enumerate().all(|(place, c)| match place {
                0 => c.is_ascii_digit(),
                _ => c == ':',
            });
            prop_assert!(credibility.is_none() && is_like_one, "{}", at);
        }
    }

    #[test]
    fn any_text_is_a_citation(text in "[a-c1-9@:; ¶]{0,10}|\\PC{0,12}") {
        let citation = CitationEntry::parse(&text);
        if let Some(short) = citation.short() {
            prop_assert_eq!(CitationEntry::parse(&short), citation);
        }
    }
}

#[test]
fn values_are_read_as_people_write_them() {
    let written = json!({
        "id": 2023, "date": 2023, "kind": "sought", "channels": "line; other ;", "by": "",
        "cause": " ", "scope": null, "inferred": "TRUE", "summary": 7, "status": "",
        "sources": "wire@12:30; daily@p. 3:2; times:4", "reported": "", "recorded": 2024,
        "tags": ["a", 1], "corrects": "", "note": "", "coder": ""
    });
    let entry: EventEntry = serde_json::from_value(written).unwrap();
    let citation = |source: &'static str, at: Option<&'static str>, credibility| CitationEntry {
        source: source.into(),
        at: at.map(Into::into),
        credibility,
    };
    let expected = EventEntry {
        id: "2023".into(),
        date: "2023".into(),
        kind: "sought".into(),
        channels: vec!["line".into(), "other".into()],
        inferred: true,
        summary: "7".into(),
        sources: vec![
            citation("wire", Some("12:30"), None),
            citation("daily", Some("p. 3"), Some(2)),
            citation("times", None, Some(4)),
        ],
        recorded: Some("2024".into()),
        tags: vec!["a".into(), "1".into()],
        ..EventEntry::default()
    };
    assert_eq!(entry, expected);
}

#[test]
fn empty_cells_of_a_source_count_as_left_out() {
    let written = json!({
        "id": "s", "outlet": "O", "title": "T", "published": 2023, "author": "", "language": "",
        "url": " ", "archive": "", "sha256": "", "reliability": "", "note": ""
    });
    let expected = SourceEntry {
        id: "s".into(),
        outlet: "O".into(),
        title: "T".into(),
        published: "2023".into(),
        ..SourceEntry::default()
    };
    assert_eq!(
        serde_json::from_value::<SourceEntry>(written).unwrap(),
        expected
    );
}
