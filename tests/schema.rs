//! The JSON Schema of a ledger: it accepts what the reader accepts, and refuses what a schema can.
//!
//! `UPDATE=1 cargo test --test schema` writes docs/channels.schema.json anew.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use detente::model::machine::Kind;
use detente::read::check;
use detente::read::code::Code;
use detente::read::diagnostic::Severity;
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::sample::select;
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::Value;

const KEPT: &str = "docs/channels.schema.json";

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(&detente::view::schema::json()).expect("JSON");
    jsonschema::draft7::new(&schema).expect("a schema")
});

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(file: impl AsRef<Path>) -> String {
    let path = root().join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    files.sort();
    files
}

/// A ledger as an editor's YAML reader hands it to the schema; `None` if it is no such YAML.
///
/// The types of plain scalars are those of the core schema of YAML 1.2 (§10.3.2).
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser has many events, and few of them begin a value"
)]
fn as_editors_read(text: &str) -> Option<Value> {
    fn plain(text: &str) -> Value {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let is_number = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            && digits.contains(|c: char| c.is_ascii_digit());
        let radix = |radix, prefix| i64::from_str_radix(text.strip_prefix(prefix)?, radix).ok();
        match text {
            "" | "~" | "null" | "Null" | "NULL" => Value::Null,
            "true" | "True" | "TRUE" => true.into(),
            "false" | "False" | "FALSE" => false.into(),
            _ if is_number => match (text.parse::<i64>(), text.parse::<f64>()) {
                (Ok(whole), _) => whole.into(),
                // JSON has no infinity; to a schema a large number is as good.
                (_, Ok(float)) => float.clamp(-1e300, 1e300).into(),
                (Err(_), Err(_)) => radix(16, "0x")
                    .or_else(|| radix(8, "0o"))
                    .map_or_else(|| text.into(), Value::from),
            },
            _ => match digits.to_lowercase().as_str() {
                ".inf" | ".nan" => 1e300.into(),
                _ => text.into(),
            },
        }
    }
    fn node<'t>(events: &mut impl Iterator<Item = Event<'t>>, event: Event<'t>) -> Option<Value> {
        match event {
            Event::Scalar(text, ScalarStyle::Plain, ..) => Some(plain(&text)),
            Event::Scalar(text, ..) => Some(text.into()),
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    match events.next()? {
                        Event::SequenceEnd => return Some(items.into()),
                        item => items.push(node(events, item)?),
                    }
                }
            }
            Event::MappingStart(..) => {
                let mut members = serde_json::Map::new();
                loop {
                    let key = match events.next()? {
                        Event::MappingEnd => return Some(members.into()),
                        Event::Scalar(key, ..) => key.into_owned(),
                        _ => return None,
                    };
                    let value = events.next()?;
                    members.insert(key, node(events, value)?);
                }
            }
            _ => None,
        }
    }
    let events: Vec<Event> = Parser::new_from_str(text)
        .map(|event| event.map(|(event, _)| event))
        .collect::<Result<_, _>>()
        .ok()?;
    let mut events = events
        .into_iter()
        .skip_while(|event| matches!(event, Event::StreamStart | Event::DocumentStart(_)));
    match events.next()? {
        Event::StreamEnd => Some(Value::Null),
        root => node(&mut events, root),
    }
}

/// What the schema has against a ledger.
fn objections(ledger: &str) -> Vec<String> {
    match as_editors_read(ledger) {
        None => vec!["no YAML".into()],
        Some(value) => SCHEMA
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect(),
    }
}

fn is_accepted_by_the_reader(ledger: &str) -> bool {
    check(ledger).count(Severity::Error) == 0
}

#[test]
fn the_schema_in_the_documents_is_the_one_that_the_program_prints() {
    let schema = detente::view::schema::json();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(KEPT), schema).expect("the file can be written");
        return;
    }
    assert!(
        text_of(KEPT) == schema,
        "{KEPT} is out of date; `UPDATE=1 cargo test --test schema` writes it anew"
    );
}

#[test]
fn the_command_prints_it() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_detente"))
        .arg("schema")
        .env_clear()
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        detente::view::schema::json()
    );
    assert!(output.stderr.is_empty() && output.status.success());
}

#[test]
fn it_is_a_schema_of_draft_07() {
    let schema: Value = serde_json::from_str(&detente::view::schema::json()).unwrap();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    jsonschema::draft7::meta::validate(&schema).unwrap();
}

/// The meta-schema leaves it open, but editors refuse a schema that says a word twice.
#[test]
fn no_choice_names_a_word_twice() {
    fn look(value: &Value) {
        if let Some(Value::Array(choice)) = value.get("enum") {
            let words: BTreeSet<String> = choice.iter().map(Value::to_string).collect();
            assert_eq!(words.len(), choice.len(), "{value}");
        }
        match value {
            Value::Object(members) => members.values().for_each(look),
            Value::Array(items) => items.iter().for_each(look),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    look(&serde_json::from_str(&detente::view::schema::json()).unwrap());
}

#[test]
fn every_reference_leads_to_a_definition_and_every_definition_is_used() {
    fn references(value: &Value, into: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(target)) = members.get("$ref") {
                    into.insert(target.clone());
                }
                members.values().for_each(|value| references(value, into));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, into)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let schema: Value = serde_json::from_str(&detente::view::schema::json()).unwrap();
    let mut used = BTreeSet::new();
    references(&schema, &mut used);
    let defined: BTreeSet<String> = schema["definitions"]
        .as_object()
        .unwrap()
        .keys()
        .map(|name| format!("#/definitions/{name}"))
        .collect();
    assert_eq!(used, defined);
}

#[test]
fn every_key_tells_what_it_means_and_every_kind_what_it_is_for() {
    let schema: Value = serde_json::from_str(&detente::view::schema::json()).unwrap();
    let event = &schema["definitions"]["event"];
    assert_eq!(
        event["properties"]["corrects"]["description"],
        "The id of the older event that this one replaces once it is known."
    );
    let kinds = &event["properties"]["kind"];
    assert_eq!(kinds["enum"][5], "contact");
    assert_eq!(kinds["enumDescriptions"][5], Kind::Contact.meaning());
    for record in schema["definitions"].as_object().unwrap().values() {
        // A scalar has none, for editors would show it in the place of what the key means.
        assert!(record["description"].is_string() || record["$comment"].is_string());
        for property in record["properties"].as_object().into_iter().flatten() {
            assert!(property.1["description"].is_string(), "{property:?}");
        }
    }
}

#[test]
fn it_accepts_the_ledgers_of_the_repository() {
    let examples = files("docs/examples");
    assert!(!examples.is_empty());
    for path in examples.into_iter().chain([root().join("channels.yaml")]) {
        assert_eq!(objections(&text_of(&path)), [""; 0], "{}", path.display());
    }
}

#[test]
fn it_accepts_the_ledger_that_newcomers_begin_with() {
    let ledger = detente::write::init::ledger("Two capitals").unwrap();
    assert_eq!(objections(&ledger), [""; 0]);
}

#[test]
fn the_ledger_of_the_repository_names_it_on_its_first_line() {
    let ledger = text_of("channels.yaml");
    let line = format!("# yaml-language-server: $schema={KEPT}");
    assert_eq!(ledger.lines().next(), Some(&*line));
}

/// Whether a schema can see a problem of some sort.
#[derive(PartialEq, Eq, Debug)]
enum Seen {
    /// It refuses the ledger that shows the problem.
    Refused,
    /// The problem lies in characters or YAML, which a schema never sees.
    BeforeIt,
    /// The problem lies in what things mean together, which is the reader's to say.
    BeyondIt,
}

fn seen(code: Code) -> Seen {
    match code {
        Code::EmptyLedger
        | Code::WrongType
        | Code::UnknownKey
        | Code::MissingKey
        | Code::MisplacedKey
        | Code::BadInclude
        | Code::BadId
        | Code::UnknownKind
        | Code::UnknownWord
        | Code::NotOneLine
        | Code::BadUrl
        | Code::BadHash
        | Code::BadLanguage
        | Code::BadGrade
        | Code::TooFewParties
        | Code::TooMany
        | Code::TooLarge
        | Code::RepeatedItem
        | Code::UncitedEvent
        | Code::UndatedInference => Seen::Refused,
        Code::InvalidUtf8
        | Code::ForbiddenCharacter
        | Code::YamlSyntax
        | Code::YamlFeature
        | Code::DuplicateKey => Seen::BeforeIt,
        Code::DuplicateId
        | Code::UnknownId
        | Code::BadDate
        | Code::YearOutOfRange
        | Code::ReversedDates
        | Code::UnknownCountry
        | Code::MissingInclude
        | Code::UnmatchedInclude
        | Code::RefusedTransition
        | Code::ContradictedStatus
        | Code::CauseCycle
        | Code::CorrectionCycle
        | Code::CorrectionElsewhere
        | Code::CauseAfterEffect
        | Code::VacantPost
        | Code::PublishedBefore
        | Code::Outsider
        | Code::BadInclude
        | Code::MissingInclude
        | Code::UnmatchedInclude
        | Code::StaleChannel => Seen::BeyondIt,
    }
}

#[test]
fn it_refuses_the_problems_of_shape_and_no_others() {
    for &code in Code::ALL {
        let file = format!("tests/diagnostics/{code}.yaml");
        let Ok(ledger) = fs::read_to_string(root().join(&file)) else {
            // Too large for a file, or no text.
            assert!(matches!(code, Code::TooMany | Code::InvalidUtf8), "{file}");
            continue;
        };
        let objections = objections(&ledger);
        match seen(code) {
            Seen::Refused => assert_ne!(objections, [""; 0], "{code}"),
            Seen::BeyondIt => assert_eq!(objections, [""; 0], "{code}"),
            Seen::BeforeIt => {}
        }
    }
}

const FRAME: &str = "\
title: Two capitals
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
sources: [{id: wire, outlet: Wire, title: News, published: 2099}]
";

/// The rules that look at several keys stand in the reader and in the schema; here they meet.
#[test]
fn reader_and_schema_agree_on_which_keys_of_an_event_go_together() {
    let rules = [
        Code::MissingKey,
        Code::MisplacedKey,
        Code::UncitedEvent,
        Code::UndatedInference,
    ];
    let choices: [&[&str]; 5] = [
        &["", "    status: open\n"],
        &["", "    channels: []\n", "    channels: [line]\n"],
        &["", "    sources: []\n", "    sources: [wire]\n"],
        &[
            "",
            "    inferred: false\n",
            "    inferred: True\n",
            "    inferred: 'true'\n",
        ],
        &["", "    recorded: 2099\n"],
    ];
    let mut cases = vec![String::new()];
    for choice in choices {
        cases = cases
            .iter()
            .flat_map(|case| choice.iter().map(move |more| format!("{case}{more}")))
            .collect();
    }
    for kind in Kind::words() {
        for case in &cases {
            let ledger = format!(
                "{FRAME}events:\n  - id: one\n    date: 2023\n    kind: {kind}\n    summary: It happens.\n{case}"
            );
            let broken = check(&ledger)
                .diagnostics
                .iter()
                .any(|problem| rules.contains(&problem.code));
            assert_eq!(!objections(&ledger).is_empty(), broken, "{ledger}");
        }
    }
}

#[test]
fn a_party_that_is_no_country_needs_a_code_of_its_own() {
    let with = |party: &str| {
        FRAME
            .replace("{id: CHN, name: China}", party)
            .replace("CHN", "nato")
    };
    assert_ne!(objections(&with("{id: nato, name: NATO}")), [""; 0]);
    assert_eq!(
        objections(&with("{id: nato, name: NATO, iso3166: none}")),
        [""; 0]
    );
}

fn source_with(line: &str) -> String {
    FRAME.replace("published: 2099", &format!("published: 2099, {line}"))
}

#[test]
fn reader_and_schema_agree_on_texts_of_a_certain_form() {
    let hash = "0123456789".repeat(6) + "0123";
    let cases = [
        ("url: https://example.org/a?b=c", true),
        ("url: HTTP://EXAMPLE.ORG", true),
        ("url: \"https://[::1]/\"", true),
        ("url: \"https://münchen.example/{ü}|^\"", true),
        ("url: ftp://example.org", false),
        ("url: https://", false),
        ("url: https:///path", false),
        ("url: \"https://example.org/a b\"", false),
        ("url: \"https://example.org/<\"", false),
        ("url: 5", false),
        ("language: en", true),
        ("language: no", true),
        ("language: zh-Hans-CN", true),
        ("language: German", false),
        ("language: en_GB", false),
        ("language: 5", false),
        (&*format!("sha256: {hash}"), true),
        (&*format!("sha256: '{hash}'"), true),
        ("sha256: abc", false),
        ("reliability: B", true),
        ("reliability: b", false),
        ("note: \"\"", true),
        ("note: 5", true),
        ("note: [a]", false),
        ("author: \" A. Writer \"", true),
        ("author: \"A.\\tWriter\"", false),
        ("author: \"A.\\nWriter\"", false),
        ("author: \" \"", false),
        ("author: ~", false),
        ("author: '~'", true),
        ("author: \"\\u0007\"", false),
    ];
    for (line, is_good) in cases {
        let ledger = source_with(line);
        assert_eq!(
            is_accepted_by_the_reader(&ledger),
            is_good,
            "the reader: {line}"
        );
        assert_eq!(
            objections(&ledger).is_empty(),
            is_good,
            "the schema: {line}"
        );
    }
}

#[test]
fn it_accepts_every_date() {
    for row in include_str!("dates/valid.tsv")
        .lines()
        .filter(|row| !row.starts_with('#'))
    {
        let date = row.split('\t').next().unwrap();
        for written in [format!("\"{date}\""), date.to_owned()] {
            let ledger = FRAME.replace("2099", &written);
            if is_accepted_by_the_reader(&ledger) {
                assert_eq!(objections(&ledger), [""; 0], "{written}");
            }
        }
    }
    for wrong in [
        "yesterday",
        "14.02.2023 at noon",
        "\"\"",
        "[]",
        "20230214",
        "{}",
        "true",
    ] {
        assert_ne!(
            objections(&FRAME.replace("2099", wrong)),
            [""; 0],
            "{wrong}"
        );
    }
}

#[test]
fn texts_that_are_the_same_number_are_not_the_same_item() {
    let event = "events: [{id: a, date: 2023, kind: sought, summary: It happens., ";
    let two_places =
        "channels: [line], sources: [{source: wire, at: 1.1}, {source: wire, at: 1.10}]}]\n";
    let two_channels = "channels: [7, 07], sources: [wire]}]\n";
    let numbered = FRAME.replace(
        "channels: [",
        "channels: [{id: 7, name: A, parties: [USA, CHN]}, {id: 07, name: B, parties: [USA, CHN]}, ",
    );
    for (frame, rest) in [(FRAME, two_places), (&*numbered, two_channels)] {
        let ledger = format!("{frame}{event}{rest}");
        assert!(is_accepted_by_the_reader(&ledger), "{ledger}");
        assert_eq!(objections(&ledger), [""; 0], "{ledger}");
    }
    let repeated = format!("{FRAME}{event}channels: [line, line], sources: [wire]}}]\n");
    assert_ne!(objections(&repeated), [""; 0]);
}

#[test]
fn a_section_may_be_empty_and_an_entry_may_not() {
    assert_eq!(objections("title: A\nchannels:\nevents:\n"), [""; 0]);
    assert_eq!(objections("title: A\nchannels: []\n"), [""; 0]);
    assert_ne!(objections("title: A\nchannels:\n  -\n"), [""; 0]);
    assert_ne!(objections("title: A\n"), [""; 0]);
    assert_ne!(objections("channels: []\n"), [""; 0]);
    assert_ne!(objections("- title: A\n"), [""; 0]);
}

// A property: whatever the reader accepts, the schema accepts.

fn pick(pool: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(pool).prop_map(str::to_owned)
}

fn line() -> impl Strategy<Value = String> {
    let odd = pick(&[
        "2023",
        "true",
        "No",
        "1.5",
        "0x1F",
        ".5",
        "-7",
        "1e400",
        ".inf",
        "-.INF",
        ".nan",
        "0o17",
        "2023-02-14",
        "\"  padded  \"",
        "'null'",
        "'~'",
        "Ünïcode — «x»",
        "\"a \\u00a0 b\"",
        "\"\\nx\\n\"",
        "'it''s'",
        "12:30",
        "1_000",
        "+5",
        "99999999999999999999999",
    ]);
    prop_oneof![odd, "[A-Za-z][a-z ]{0,20}[a-z]"]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![line(), pick(&["\"\"", "\"two\\nlines\\there\""])]
}

fn date() -> impl Strategy<Value = String> {
    let dates: Vec<&str> = include_str!("dates/valid.tsv")
        .lines()
        .filter(|row| !row.starts_with('#'))
        .map(|row| row.split('\t').next().unwrap())
        .collect();
    let plain = pick(&[
        "2023",
        "-0044",
        "0044",
        "2023-02",
        "[2023-02,2023-04]",
        "[..2023]",
        "[1990, 2023-02]",
    ]);
    prop_oneof![plain, select(dates).prop_map(|date| format!("\"{date}\""))]
}

/// Ids of several sorts.
fn id() -> impl Strategy<Value = String> {
    let long: &'static str = "x123456789x123456789x123456789x123456789x123456789\
                              x123456789x123456789x123456789x123456789x123456789";
    prop_oneof![
        pick(&[
            "2023", "1.5", "true", "No", "0x7", "a.b-c_d", "'12'", "9e9", "3.", "1e999"
        ]),
        Just(long.to_owned()),
        "[a-z][a-z0-9._-]{0,8}"
    ]
}

/// A key with what it holds, or nothing.
fn may(key: &'static str, value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    proptest::option::of(value)
        .prop_map(move |value| value.map_or(String::new(), |value| format!(", {key}: {value}")))
}

fn list(item: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    proptest::collection::vec(item, 0..3).prop_map(|items| format!("[{}]", items.join(", ")))
}

/// A ledger in which every key may stand; most are accepted by the reader.
fn ledger() -> impl Strategy<Value = String> {
    let state_number = || pick(&["2", "\"2\"", "002", "999"]);
    let party = (
        may("cow", state_number()),
        may("gw", state_number()),
        line(),
    )
        .prop_map(|(cow, gw, name)| {
            format!(
                "parties: [{{id: USA, name: {name}{cow}{gw}}}, {{id: un, name: UN, iso3166: none}}]"
            )
        });
    let holder = (
        line(),
        may("since", Just("1990".to_owned())),
        may("until", date()),
    )
        .prop_map(|(name, since, until)| format!("{{name: {name}{since}{until}}}"));
    let post = (id(), line(), may("holders", list(holder)));
    let channel = (
        (id(), line(), may("aka", list(line()))),
        may("level", pick(&["leaders", "'working'"])),
        may("about", text()),
    );
    let source = (
        (id(), line(), may("author", line())),
        may("language", pick(&["en", "no", "zh-Hans"])),
        may(
            "url",
            pick(&["https://example.org", "\"HTTPS://ä.example/{}\""]),
        ),
        may("reliability", pick(&["A", "'F'"])),
        may("note", text()),
    );
    let event = (
        (id(), date(), line()),
        (
            may("by", pick(&["USA", "'un'"])),
            may("scope", line()),
            may("note", text()),
        ),
        (may("tags", list(line())), may("coder", line())),
        (
            pick(&[
                "",
                ", inferred: true",
                ", inferred: FALSE",
                ", inferred: 'True'",
            ]),
            may("recorded", pick(&["9999", "9999-12-31"])),
            may("reported", pick(&["9999", "\"9999-12\""])),
        ),
        proptest::option::of((
            may("at", line()),
            may("credibility", pick(&["1", "'2'", "6"])),
            any::<bool>(),
        )),
        pick(&[
            "opened",
            "context",
            "confirmed, status: open",
            "sought",
            "'suspended'",
        ]),
        may(
            "withdrawn",
            (date(), line())
                .prop_map(|(date, reason)| format!("{{date: {date}, reason: {reason}}}")),
        ),
    );
    let stale = proptest::option::of(pick(&["180", "'180'", "100000"]));
    (line(), stale, party, post, channel, source, event).prop_map(
        |(title, stale, parties, post, channel, source, event)| {
            let (post_id, office, holders) = post;
            let ((channel_id, name, aka), level, about) = channel;
            let ((source_id, outlet, author), language, url, reliability, note) = source;
            let ((event_id, date, summary), (by, scope, remark), (tags, coder), when, citation, kind, withdrawn) =
                event;
            let (inferred, recorded, reported) = when;
            let channels = if kind == "context" { String::new() } else { format!(", channels: [{channel_id}]") };
            let sources = citation.map_or(String::new(), |(at, credibility, is_short)| {
                if is_short {
                    format!(", sources: [{source_id}]")
                } else {
                    format!(", sources: [{{source: {source_id}{at}{credibility}}}]")
                }
            });
            let stale = stale.map_or(String::new(), |days| format!("stale_after: {days}\n"));
            format!(
                "title: {title}\n{stale}{parties}\n\
                 posts: [{{id: {post_id}, party: USA, title: {office}{holders}}}]\n\
                 channels: [{{id: {channel_id}, name: {name}, parties: [USA, un], posts: [{post_id}]{aka}{level}{about}}}]\n\
                 sources: [{{id: {source_id}, outlet: {outlet}, title: T, published: 9999{author}{language}{url}{reliability}{note}}}]\n\
                 events: [{{id: {event_id}, date: {date}, kind: {kind}{channels}, summary: {summary}{by}{scope}{remark}{tags}{coder}{inferred}{recorded}{reported}{sources}{withdrawn}}}]\n"
            )
        },
    )
}

proptest! {
    #[test]
    fn what_the_reader_accepts_the_schema_accepts(ledger in ledger()) {
        if is_accepted_by_the_reader(&ledger) {
            prop_assert_eq!(objections(&ledger), [""; 0], "{}", ledger);
        }
    }
}

/// Otherwise the property would say little.
#[test]
fn most_of_the_ledgers_that_the_property_looks_at_are_accepted_by_the_reader() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let accepted = (0..200)
        .filter(|_| {
            let tree = ledger().new_tree(&mut runner).unwrap();
            is_accepted_by_the_reader(&proptest::strategy::ValueTree::current(&tree))
        })
        .count();
    assert!(accepted >= 60, "{accepted} of 200");
}
