//! Many events at once: four forms, one meaning, all or nothing.

use super::support::Directory;
use super::support::transcript::assert_transcript;
use super::texts::NAMES;

#[test]
fn a_batch_is_added_as_a_whole_or_refused_with_file_and_line() {
    assert_transcript("adding/batches.txt", NAMES);
}

/// The ledger after a batch of a form, given as bytes.
fn added(file: &str, batch: &str) -> String {
    let directory = Directory::with_ledger("batch", NAMES);
    directory.write(file, batch);
    let run = directory.run(&[
        "add",
        "--from",
        file,
        "--recorded",
        "2024-01-01",
        "--coder",
        "analyst",
        "--yes",
    ]);
    assert_eq!((run.code, &*run.stderr), (Some(0), ""), "{file}");
    directory.ledger()
}

const YAML: &str = "\
- {date: 2023-05-01, kind: resumed, channels: [shut], by: USA, cause: visit, summary: 'Call: \"hi\", #1', scope: 'no'
  , sources: [{source: wire, at: ¶5, credibility: 2}, post], note: \"two\\nlines\", tags: [a, b]}
- {date: 2023, kind: context, inferred: true, summary: Ünïcode 🕊}
";

const JSON: &str = r#"{"events": [
{"date": "2023-05-01", "kind": "resumed", "channels": ["shut"], "by": "USA", "cause": "visit", "summary": "Call: \"hi\", #1",
 "scope": "no", "sources": [{"source": "wire", "at": "¶5", "credibility": 2}, "post"], "note": "two\nlines", "tags": ["a", "b"]},
{"date": 2023, "kind": "context", "inferred": true, "summary": "Ünïcode 🕊"}]}
"#;

const NDJSON: &str = r#"{"date": "2023-05-01", "kind": "resumed", "channels": "shut", "by": "USA", "cause": "visit", "summary": "Call: \"hi\", #1", "scope": "no", "sources": "wire@¶5:2; post", "note": "two\nlines", "tags": "a; b"}
{"date": "2023", "kind": "context", "inferred": true, "summary": "Ünïcode 🕊"}
"#;

const CSV: &str = "\
date,kind,channels,by,cause,summary,scope,sources,note,tags,inferred
2023-05-01,resumed,shut,USA,visit,\"Call: \"\"hi\"\", #1\",no,wire@¶5:2; post,\"two
lines\",a; b,
2023,context,,,,Ünïcode 🕊,,,,,true
";

#[test]
fn the_four_forms_give_the_same_ledger() {
    let expected = added("a.yaml", YAML);
    assert!(expected.contains("summary: 'Call: \"hi\", #1'\n"));
    for (file, batch) in [("a.json", JSON), ("a.ndjson", NDJSON), ("a.csv", CSV)] {
        assert_eq!(added(file, batch), expected, "{file}");
    }
}

#[test]
fn the_form_is_seen_in_the_text_where_the_name_does_not_tell() {
    let expected = added("a.yaml", YAML);
    for batch in [YAML, JSON, NDJSON, CSV] {
        assert_eq!(added("batch", batch), expected, "{batch}");
    }
}

#[test]
fn marks_and_line_ends_of_other_systems_change_nothing() {
    let expected = added("a.yaml", YAML);
    let windows = |text: &str| text.replace('\n', "\r\n");
    let marked = |text: &str| format!("\u{feff}{text}");
    assert_eq!(added("a.csv", &marked(CSV)), expected);
    assert_eq!(added("a.yaml", &marked(YAML)), expected);
    assert_eq!(added("a.json", &marked(&windows(JSON))), expected);
    assert_eq!(added("a.ndjson", &marked(&windows(NDJSON))), expected);
    assert_eq!(added("a.yaml", &windows(YAML)), expected);
    assert_eq!(added("a.csv", &windows(CSV)), expected);
}

#[test]
fn no_id_that_is_made_is_one_that_another_event_of_the_batch_has() {
    let directory = Directory::with_ledger("ids", NAMES);
    let event = |id: &str| {
        format!(
            "{{\"id\": \"{id}\", \"date\": \"2023-05\", \"kind\": \"sought\", \"channels\": \"blank\",              \"summary\": \"S.\", \"sources\": \"wire\"}}\n"
        )
    };
    let batch = [event(""), event(""), event("2023-05-blank-sought-2")].concat();
    directory.write("a.ndjson", &batch);
    let run = directory.run(&["add", "--from", "a.ndjson", "--yes"]);
    assert_eq!((run.code, &*run.stderr), (Some(0), ""));
    let added: Vec<&str> = run
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("adds ")?.split_once(": "))
        .map(|(id, _)| id)
        .collect();
    assert_eq!(
        added,
        [
            "2023-05-blank-sought",
            "2023-05-blank-sought-3",
            "2023-05-blank-sought-2"
        ]
    );
}
