//! docs/json.md and the answers agree: every key path, every sort of value, every `null`.
//!
//! The tables of the document are read as they stand. A row that links to another part of the
//! document stands for the keys of that part's table too.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use detente::model::date::Date;
use detente::model::grade::Grade;
use serde_json::Value;

mod support;

use support::{Run, detente, run, run_on};

/// A ledger whose answers leave no key without a value, and none with `null` always filled.
const FULL: &str = "\
title: Every key
stale_after: 30
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
posts: [{id: minister, party: CHN, title: Minister, holders: []}]
channels: [{id: hotline, name: Hotline, parties: [USA, CHN], posts: [minister]}]
sources:
  - {id: early, outlet: Daily, title: Early, published: 2023-01-10, url: https://example.org/, reliability: B, author: A. Writer, language: en, archive: https://example.org/kept, sha256: 0000000000000000000000000000000000000000000000000000000000000000, note: Seen.}
  - {id: late, outlet: Daily, title: Late, published: 2023-12-10, reliability: B}
  - {id: rumour, outlet: Blog, title: Heard, published: 2023-07-21}
events:
  - {id: visit, date: ../2022-12-20, kind: context, summary: A visit., sources: [early]}
  - id: first
    date: ../2022-12-31
    kind: opened
    channels: [hotline]
    by: CHN
    cause: visit
    scope: voice only
    summary: They talk.
    sources: [{source: early, at: p. 1, credibility: 2}]
  - {id: cut, date: 2023-04, kind: suspended, channels: [hotline], summary: Cut in secret., sources: [late]}
  - id: again
    date: 2023-06-01?
    kind: resumed
    channels: [hotline]
    inferred: true
    recorded: 2023-06-10
    summary: It must be back.
  - {id: said, date: 2023-07, kind: confirmed, status: open, channels: [hotline], summary: It works., sources: [late]}
  - {id: ring, date: 2023-07-20, kind: unanswered, channels: [hotline], summary: It rings., sources: [late, rumour]}
  - {id: cut-again, date: 2023-09, kind: suspended, channels: [hotline], summary: Cut., sources: [late]}
  - {id: plea, date: 2023-10/.., kind: sought, channels: [hotline], summary: A plea., sources: [late]}
";

/// Questions about the ledger above and the one of the repository.
const QUESTIONS: [&str; 8] = [
    "--on 2020-01-01",
    "--on 2023-03-01",
    "--on 2023-07-15 --known 2023-07-01",
    "--on 2023-09-15",
    "--on 2023-10-01",
    "--on 2023-11-20 --known 2023-11-20",
    "--on 2023-12-31",
    "--on 2026-01-01 --min-grade B2",
];

/// Questions of two days about the ledger in which everything changes.
const COMPARISONS: [&str; 8] = [
    "--on 2023-02-15..2023-03-31",
    "--on 2023-03-31..2023-04-01",
    "--on 2023-08-01..2023-09-30 --known 2023-09-30",
    "--on 2022-06-30 --known 2023-01-31..2023-04-30",
    "--on 2022-06-30 --known 2023-01-31..",
    "--on 2023-05-31 --known 2023-01-10..2023-05-10",
    "--on 2023-05-31 --known 2023-01-10..2023-05-10 --min-grade C3",
    "--on 2023-05-31..2023-09-30 --known 2023-05-10..2023-09-10",
];

fn document() -> String {
    file("docs/json.md")
}

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The answer of a run that has one, which is a single line.
fn answer(run: &Run) -> Value {
    assert_eq!(run.stderr, "");
    assert_eq!(run.stdout.find('\n'), Some(run.stdout.len() - 1));
    serde_json::from_str(&run.stdout).unwrap()
}

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// Answers of every schema.
fn answers() -> Vec<Value> {
    let ask = |ledger: Option<&str>, question: &str| {
        let arguments = [words(question), words("--format json")].concat();
        let run = match ledger {
            Some(ledger) => run_on(ledger.as_bytes(), &arguments),
            None => run(&mut detente(&arguments)),
        };
        answer(&run)
    };
    let mut answers = vec![ask(None, "machine"), ask(None, "check --on 2026-01-01")];
    for question in QUESTIONS {
        for ledger in [None, Some(FULL)] {
            let mut status = ask(ledger, &format!("status {question}"));
            // The one key that is there only if it was asked for.
            let floor = status.as_object_mut().unwrap().remove("min_grade");
            assert_eq!(floor.is_some(), question.contains("--min-grade"));
            answers.push(status);
            answers.push(ask(ledger, &format!("replay {question}")));
            answers.push(ask(ledger, &format!("report {question}")));
            if &question[5..15] >= "2023-06-15" {
                let since = format!("report {question} --since 2023-06-15");
                answers.push(ask(ledger, &since));
            }
        }
        answers.push(ask(None, &format!("why mmca {question}")));
        answers.push(ask(Some(FULL), &format!("why hotline {question}")));
        answers.push(ask(Some(FULL), &format!("check {}", &question[..15])));
    }
    let changes = file("tests/ledgers/changes.yaml");
    for question in COMPARISONS {
        answers.push(ask(Some(&changes), &format!("diff {question}")));
    }
    let twice = FULL.replace("id: late", "id: early");
    answers.push(ask(Some(&twice), "check --on 2026-01-01"));
    answers
}

/// A row of a table.
struct Row {
    /// The title above the table.
    section: String,
    /// The path, as the row has it.
    path: String,
    /// What the row says that it holds.
    holds: String,
}

/// The tables of the document: by section, the path and what it holds of each row.
struct Tables(BTreeMap<String, Vec<(String, String)>>);

impl Tables {
    fn read(document: &str) -> Self {
        let mut tables: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        let mut section = String::new();
        let mut is_table = false;
        for line in document.lines() {
            if let Some(title) = line.strip_prefix("##") {
                title.trim_matches(['#', ' ', '`']).clone_into(&mut section);
            }
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            match cells[..] {
                ["", "key path", "holds", "meaning", ""] => is_table = true,
                ["", path, holds, _, ""] if is_table && path.starts_with('`') => {
                    let row = (path.trim_matches('`').to_owned(), holds.to_owned());
                    tables.entry(section.clone()).or_default().push(row);
                }
                ["", ..] if line.starts_with("|---") => {}
                _ => is_table = false,
            }
        }
        Self(tables)
    }

    /// The section that a cell links to.
    fn part(&self, holds: &str) -> Option<&str> {
        let anchor = holds.split_once("](#")?.1.split(')').next()?;
        let of = |title: &str| title.to_lowercase().replace(' ', "-");
        let title = self.0.keys().find(|title| of(title) == anchor);
        Some(title.unwrap_or_else(|| panic!("no table for #{anchor}")))
    }

    /// Every path that a section documents, with its row.
    fn expand(&self, section: &str, prefix: &str, paths: &mut BTreeMap<String, Row>) {
        for (path, holds) in &self.0[section] {
            let full = match (prefix, path.as_str()) {
                (prefix, ".") => prefix.to_owned(),
                ("", path) => path.to_owned(),
                (prefix, path) => format!("{prefix}.{path}"),
            };
            // The row `.` takes the keys of a part in, and is no path of its own.
            if path != "." {
                let row = Row {
                    section: section.to_owned(),
                    path: path.clone(),
                    holds: holds.clone(),
                };
                let twice = paths.insert(full.clone(), row);
                assert!(twice.is_none(), "{full} is documented twice");
            }
            if let Some(part) = self.part(holds) {
                self.expand(part, &full, paths);
            }
        }
    }
}

/// Every value in an answer but the lists, by its path.
fn walk<'v>(value: &'v Value, path: &str, found: &mut Vec<(String, &'v Value)>) {
    if let Value::Array(items) = value {
        let path = format!("{path}[]");
        for item in items {
            walk(item, &path, found);
        }
        return;
    }
    if !path.is_empty() {
        found.push((path.to_owned(), value));
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        let dot = if path.is_empty() { "" } else { "." };
        walk(value, &format!("{path}{dot}{key}"), found);
    }
}

/// The keys of an object.
fn keys_of(value: &Value) -> BTreeSet<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// The keys that the document gives to the objects at a path.
fn keys_under<'p>(paths: &'p BTreeMap<String, Row>, path: &str) -> BTreeSet<&'p str> {
    let below = |full: &'p str| match path {
        "" => Some(full),
        path => full.strip_prefix(path)?.strip_prefix('.'),
    };
    paths
        .keys()
        .filter_map(|full| below(full)?.split(['.', '[']).next())
        .collect()
}

/// The words that the document allows for a value, such as those for a `state`.
fn listed(document: &str, name: &str) -> Option<Vec<String>> {
    let head = format!("| {name} | one of ");
    let row = document.lines().find_map(|line| line.strip_prefix(&head))?;
    Some(
        row.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect(),
    )
}

/// What a cell says that a value is, as its alternatives.
fn alternatives(holds: &str) -> Vec<String> {
    let commas = holds.replace(", ", " or ");
    commas.split(" or ").map(str::to_owned).collect()
}

fn fits(document: &str, alternative: &str, value: &Value) -> bool {
    let is = |test: fn(&str) -> bool| value.as_str().is_some_and(test);
    if let Some(literal) = alternative.strip_prefix('`') {
        let literal = literal.trim_end_matches('`');
        return match literal {
            "null" => value.is_null(),
            "true" | "false" => value.as_bool().is_some_and(|it| it.to_string() == literal),
            word => value == word,
        };
    }
    match alternative {
        "text" | "id" => is(|text| !text.is_empty()),
        "day" => is(|text| text.parse::<NaiveDate>().is_ok()),
        "EDTF" => is(|text| Date::parse(text).is_ok()),
        "grade" => is(|text| Grade::parse(text).is_some()),
        "number" => value.is_u64(),
        "object" => value.is_object(),
        link if link.starts_with('[') => value.is_object(),
        name => listed(document, name)
            .unwrap_or_else(|| panic!("the document does not say what `{name}` is"))
            .iter()
            .any(|word| value == word),
    }
}

#[test]
fn the_document_names_every_key_path_and_no_other() {
    let document = document();
    let tables = Tables::read(&document);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for answer in answers() {
        let mut values = Vec::new();
        walk(&answer, "", &mut values);
        let schema = answer["schema"].as_str().unwrap().to_owned();
        let paths = found.entry(schema).or_default();
        paths.extend(values.into_iter().map(|(path, _)| path));
    }
    let mut documented: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for schema in tables
        .0
        .keys()
        .filter(|title| title.starts_with("detente."))
    {
        let mut paths = BTreeMap::new();
        tables.expand(schema, "", &mut paths);
        documented.insert(schema.clone(), paths.into_keys().collect());
    }
    assert!(found.keys().eq(documented.keys()));
    for (schema, paths) in &documented {
        let missing: Vec<&String> = found[schema].difference(paths).collect();
        let idle: Vec<&String> = paths.difference(&found[schema]).collect();
        assert!(missing.is_empty(), "{schema}: not documented: {missing:?}");
        assert!(idle.is_empty(), "{schema}: never seen: {idle:?}");
    }
}

#[test]
fn every_key_holds_what_the_document_says_and_all_of_it() {
    let document = document();
    let tables = Tables::read(&document);
    let mut taken: BTreeSet<(String, String, String)> = BTreeSet::new();
    let mut said: BTreeSet<(String, String)> = BTreeSet::new();
    for answer in answers() {
        let mut values = Vec::new();
        walk(&answer, "", &mut values);
        let mut paths = BTreeMap::new();
        tables.expand(answer["schema"].as_str().unwrap(), "", &mut paths);
        assert_eq!(keys_of(&answer), keys_under(&paths, ""));
        for (path, value) in values {
            if value.is_object() {
                assert_eq!(keys_of(value), keys_under(&paths, &path), "{path}");
            }
            let row = &paths[&path];
            let fitting = alternatives(&row.holds)
                .into_iter()
                .find(|alternative| fits(&document, alternative, value));
            let Some(alternative) = fitting else {
                panic!("{path} is {value}, but the document says: {}", row.holds);
            };
            if let Some(word) = value.as_str() {
                said.insert((alternative.clone(), word.to_owned()));
            }
            taken.insert((row.section.clone(), row.path.clone(), alternative));
        }
    }
    for (section, rows) in &tables.0 {
        for (path, holds) in rows.iter().filter(|(path, _)| path != ".") {
            for alternative in alternatives(holds) {
                let case = (section.clone(), path.clone(), alternative);
                assert!(taken.contains(&case), "never seen: {case:?}");
            }
        }
    }
    for name in ["status", "state", "kind"] {
        for word in listed(&document, name).unwrap() {
            let case = (name.to_owned(), word);
            assert!(said.contains(&case), "never seen: {case:?}");
        }
    }
}

#[test]
fn lists_have_the_order_that_the_document_gives() {
    let ids = |arguments: &str| -> Vec<String> {
        let answer = answer(&run(&mut detente(&words(arguments))));
        let channels = answer["channels"].as_array().unwrap();
        let id = |channel: &Value| channel["id"].as_str().unwrap().to_owned();
        channels.iter().map(id).collect()
    };
    let all = ids("status --format json");
    assert_eq!(all[..2], ["attache-line", "mmca"]);
    assert_eq!(ids("replay --format json"), all);
    assert_eq!(
        ids("status mmca attache-line mmca --format json"),
        ["attache-line", "mmca"]
    );

    let machine = answer(&run(&mut detente(&words("machine --format json"))));
    let steps = machine["steps"].as_array().unwrap().iter();
    let cells: Vec<[&Value; 3]> = steps
        .map(|step| [&step["kind"], &step["stated"], &step["before"]])
        .collect();
    let states = machine["states"].as_array().unwrap();
    let kinds = machine["kinds"].as_array().unwrap().iter();
    let expected: Vec<[&Value; 3]> = kinds
        .flat_map(|kind| {
            states
                .iter()
                .map(|state| [&kind["kind"], &kind["stated"], state])
        })
        .collect();
    assert_eq!(cells, expected);
    assert_eq!(states[3], "unrecorded");
}

#[test]
fn a_place_is_half_open_in_bytes_and_counts_characters_from_one() {
    let ledger = "title: é\n\"é\": é\n";
    let answer = answer(&run_on(ledger.as_bytes(), &words("check --format json")));
    let problems = answer["diagnostics"].as_array().unwrap();
    let unknown = problems
        .iter()
        .find(|problem| problem["code"] == "unknown-key")
        .unwrap();
    let place = &unknown["place"];
    let number = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
    assert_eq!(&ledger[number("start")..number("end")], "\"é\"");
    let numbers = ["line", "column", "end_line", "end_column"].map(number);
    assert_eq!(numbers, [2, 1, 2, 4]);
}

#[test]
fn without_an_answer_standard_output_is_empty() {
    let broken = format!("{FULL}nonsense: true\n");
    for command in ["status", "replay", "why hotline", "diff --on 2023-01-01.."] {
        let arguments = [words(command), words("--format json")].concat();
        let run = run_on(broken.as_bytes(), &arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{command}");
        assert!(!run.stderr.is_empty());
    }
    let cases = [
        ("check --format json --file nowhere.yaml", 1),
        ("status nowhere --format json", 2),
        ("status --on yesterday --format json", 2),
    ];
    for (arguments, code) in cases {
        let run = run(&mut detente(&words(arguments)));
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(code), ""),
            "{arguments}"
        );
        assert!(!run.stderr.is_empty());
    }
}
