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
fn events_alike_are_numbered_around_the_ids_that_are_taken() {
    // Two that told the same would be one too many.
    let event = |summary: &str, id: &str| {
        format!(
            "- {{date: 2023-05-01, kind: sought, channels: [SHUT], by: USA, summary: {summary}, sources: [wire]{id}}}\n"
        )
    };
    let batch = [
        event("A.", ""),
        event("B.", ", id: 2023-05-01-shut-sought-2"),
        event("C.", ""),
        event("D.", ""),
        event("E.", ", id: own"),
    ]
    .concat();
    let ledger = added("a.yaml", &batch);
    for id in ["", "-2", "-3", "-4"] {
        let line = format!("id: 2023-05-01-shut-sought{id}\n");
        assert_eq!(ledger.matches(&line).count(), 1, "{line}{ledger}");
    }
}

#[test]
fn a_channel_goes_by_any_name_that_is_its_own() {
    let batch = |name: &str| {
        format!("date,kind,channels,by,summary,sources\n2023-05-01,sought,{name},USA,S.,wire\n")
    };
    let expected = added("a.csv", &batch("shut"));
    for name in ["SHUT", "Shut Line", "cold line", "Line: Two", " shut line "] {
        assert_eq!(added("a.csv", &batch(name)), expected, "{name}");
    }
    let directory = Directory::with_ledger("batch", NAMES);
    for name in ["both", "nowhere"] {
        directory.write("a.csv", &batch(name));
        let run = directory.run(&["add", "--from", "a.csv", "--yes"]);
        assert_eq!(run.code, Some(1), "{name}");
        assert!(run.stderr.contains("a.csv, line 2: "), "{}", run.stderr);
        assert!(run.stderr.contains(&format!("`{name}`")), "{}", run.stderr);
    }
}

#[test]
fn a_batch_in_another_encoding_is_refused_with_its_line() {
    let directory = Directory::with_ledger("batch", NAMES);
    let latin_1 = b"date,kind,summary\n2023,context,caf\xe9\n";
    std::fs::write(directory.0.join("a.csv"), latin_1).expect("a file");
    let run = directory.run(&["add", "--from", "a.csv", "--yes"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(
        run.stderr,
        "error: a.csv, line 2: the byte 0xe9 is not part of any UTF-8 text; save the file as UTF-8; it may \
         be in an older encoding such as Windows-1252; nothing was written\n"
    );
    assert_eq!(directory.ledger(), NAMES);
}

#[test]
fn an_event_that_is_told_already_comes_in_only_with_an_id_of_its_own() {
    let row = "2023-05-01,sought,shut,USA,Asked.,wire";
    let header = "date,kind,channels,by,summary,sources,id\n";
    let directory = Directory::with_ledger("batch", NAMES);
    let add = |rows: &str| {
        directory.write("a.csv", &format!("{header}{rows}"));
        directory.run(&[
            "add",
            "--from",
            "a.csv",
            "--recorded",
            "2024-01-01",
            "--coder",
            "a",
            "--yes",
        ])
    };
    let twice = add(&format!("{row},\n{row},\n"));
    assert_eq!(twice.code, Some(1));
    assert_eq!(
        twice.stderr,
        "a.csv, line 3: `2023-05-01-shut-sought` tells just this already\n\nerror: a.csv tells again what is told \
         already; nothing was written. Take these out, or give what happened a second time an `id` of its own\n"
    );
    assert_eq!(add(&format!("{row},\n")).code, Some(0));
    let again = add(&format!("{row},\n"));
    assert!(
        again
            .stderr
            .starts_with("a.csv, line 2: `2023-05-01-shut-sought` tells"),
        "{}",
        again.stderr
    );
    assert_eq!(add(&format!("{row},second\n")).code, Some(0));
    let alone = [
        "add",
        "sought",
        "shut",
        "--date",
        "2023-05-01",
        "--by",
        "USA",
        "--summary",
        "Asked.",
        "--source",
        "wire",
        "--yes",
    ];
    assert_eq!(
        directory.run(&alone).stderr,
        "error: `2023-05-01-shut-sought` tells just this already; nothing was written. If it happened a second \
         time, give the second an id of its own with `--id`\n"
    );
}
