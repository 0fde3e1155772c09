//! Hostile, damaged and absurd text: an answer or a diagnostic, never a panic.
//!
//! Whatever is read, every place that is reported lies within the text and on the boundaries of
//! characters, every rendering of the problems succeeds, and nothing that a terminal would obey
//! is left in what a person is shown.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use anstream::adapter::strip_str;
use chrono::NaiveDate;
use detente::model::span::Span;
use detente::read::code::Code;
use detente::read::diagnostic::{Diagnostic, Severity};
use detente::read::{Checked, check, decode};
use detente::view::{excerpt, github, json};
use proptest::prelude::*;
use proptest::sample::{Index, select};

const CHANNELS: &str = include_str!("../channels.yaml");

/// A file name that would colour a terminal and turn the line around.
const NAME: &str = "\u{1b}[31mevil\u{202e}\nname\u{9b}.yaml";

/// A small ledger without a problem.
const SMALL: &str = "\
title: Deux capitales
parties: [{id: USA, name: États-Unis}, {id: CHN, name: 中国}]
channels:
  - {id: line, name: Ligne attachée, parties: [USA, CHN]}
sources:
  - {id: wire, outlet: Dépêche, title: Coupée, published: 2023-12-01}
events:
  - id: cut
    date: 2023-11
    kind: suspended
    channels: [line]
    summary: Coupée — 断.
    sources: [wire]
";

/// What a terminal would obey, or what would reorder or hide text.
fn is_dangerous(character: char) -> bool {
    let is_line_end = character == '\n';
    character.is_control() && !is_line_end
        || matches!(
            character,
            '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[track_caller]
fn within(text: &str, span: Span, what: &Diagnostic) {
    assert!(
        text.get(span.range()).is_some(),
        "{span:?} of {what:?} is not a part of the text ({} bytes)",
        text.len()
    );
}

/// Checks what holds of every answer, and that a ledger comes exactly when nothing is wrong.
#[track_caller]
fn sound(text: &str, diagnostics: &[Diagnostic]) {
    for problem in diagnostics {
        within(text, problem.span, problem);
        for related in &problem.related {
            within(text, related.span, problem);
        }
        assert!(!problem.message.is_empty() && !problem.help.is_empty());
    }
    let few = &diagnostics[..diagnostics.len().min(60)];
    let shown = strip_str(&excerpt::render(NAME, text, few)).to_string();
    // One workflow command a line, however the message breaks lines.
    let commands = github::render(NAME, text, few);
    assert_eq!(commands.lines().count(), few.len(), "{commands}");
    for output in [shown, commands] {
        if let Some(bad) = output.chars().find(|c| is_dangerous(*c)) {
            panic!("{bad:?} is shown to a person:\n{output:?}");
        }
    }
    let json = json::check::json(NAME, text, NaiveDate::default(), few);
    serde_json::from_str::<serde_json::Value>(&json).expect("JSON");
}

#[track_caller]
fn survives(text: &str) -> Checked {
    let checked = check(text);
    sound(text, &checked.diagnostics);
    assert_eq!(
        checked.ledger.is_some(),
        checked.count(Severity::Error) == 0,
        "a ledger, or errors: {:?}",
        checked.diagnostics.first()
    );
    checked
}

#[track_caller]
fn survives_bytes(bytes: Vec<u8>) {
    match decode(bytes) {
        Ok(text) => {
            survives(text.as_str());
        }
        Err((text, problem)) => sound(&text, &[problem]),
    }
}

/// Reads a text that must be refused with a code among its first problems.
#[track_caller]
fn refused(text: &str, code: Code) {
    let checked = survives(text);
    let first: Vec<&str> = checked
        .diagnostics
        .iter()
        .take(5)
        .map(|problem| problem.code.name())
        .collect();
    assert!(
        first.contains(&code.name()),
        "{code} is not among {first:?}"
    );
}

mod fixed {
    use super::*;

    #[test]
    fn every_prefix_of_a_ledger_gets_an_answer() {
        // Each character of the small ledger; of the large one, every 61st byte.
        for end in 0..=SMALL.len() {
            survives_bytes(SMALL.as_bytes()[..end].to_vec());
        }
        for end in (0..=CHANNELS.len()).step_by(61) {
            survives_bytes(CHANNELS.as_bytes()[..end].to_vec());
        }
    }

    #[test]
    fn every_byte_of_a_ledger_can_be_missing_or_another() {
        for at in 0..SMALL.len() {
            for byte in [
                None,
                Some(b'\t'),
                Some(b'"'),
                Some(b'['),
                Some(b'\n'),
                Some(0xff),
            ] {
                let mut bytes = SMALL.as_bytes().to_vec();
                bytes.splice(at..=at, byte);
                survives_bytes(bytes);
            }
        }
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_change_nothing() {
        let plain = check(CHANNELS).ledger.expect("the ledger is in order");
        let marked = format!("\u{feff}{CHANNELS}");
        for text in [
            CHANNELS.replace('\n', "\r\n"),
            CHANNELS.replace('\n', "\r"),
            marked,
        ] {
            let other = survives(&text).ledger.expect("the ledger is in order");
            assert_eq!(other.channels().count(), plain.channels().count());
            for ((_, one), (_, two)) in plain.events().zip(other.events()) {
                assert_eq!(one.id, two.id);
                assert_eq!(one.summary, two.summary);
                assert_eq!(one.note, two.note);
                assert_eq!(one.date, two.date);
                assert_eq!(one.kind, two.kind);
            }
        }
    }

    #[test]
    fn aliases_anchors_tags_and_merge_keys_are_refused() {
        let laughs = "a: &a [lol, lol, lol]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n";
        refused(laughs, Code::YamlFeature);
        refused("title: *nowhere\n", Code::YamlFeature);
        refused("title: &a text\n", Code::YamlFeature);
        refused("&a title: text\n", Code::YamlFeature);
        refused("&a\ntitle: text\n", Code::YamlFeature);
        refused("title: !!str text\n", Code::YamlFeature);
        refused("!!map\ntitle: text\n", Code::YamlFeature);
        refused("title: !<tag:yaml.org,2002:str> text\n", Code::YamlFeature);
        refused("<<: {title: text}\n", Code::UnknownKey);
        refused(
            "%YAML 1.2\n---\n&x {title: a, title: *x}\n",
            Code::YamlFeature,
        );
        survives("%TAG ! tag:example.com,2000:\n---\ntitle: a\n");
        survives("%YAML 9.9\n---\ntitle: a\n");
        survives("%YAML\n");
    }

    #[test]
    fn complex_keys_and_further_documents_are_refused() {
        refused("? [a, b]\n: c\n", Code::YamlFeature);
        refused("? {a: b}\n: c\n", Code::YamlFeature);
        refused("[a]: c\n", Code::YamlFeature);
        refused("? title\n? channels\n", Code::MissingKey);
        refused("title: a\n---\ntitle: b\n", Code::YamlFeature);
        refused("---\n---\n", Code::EmptyLedger);
        refused("...\n", Code::EmptyLedger);
        refused(&"? ".repeat(100_000), Code::TooLarge);
        refused(&"---\n".repeat(100_000), Code::EmptyLedger);
    }

    #[test]
    fn nesting_is_bounded() {
        const DEPTH: usize = 100_000;
        for open in ["[", "{", "{a: ", "[\n ", "- ", "? ", "[[{a: "] {
            refused(
                &format!("title: {}", open.repeat(DEPTH)),
                match open {
                    "- " | "? " => Code::YamlSyntax,
                    _ => Code::TooLarge,
                },
            );
            survives(&format!("events:\n  - {}", open.repeat(DEPTH)));
            survives(&open.repeat(DEPTH));
        }
        for pair in [("[", "]"), ("{a: ", "}")] {
            let nested = format!("{}{}", pair.0.repeat(DEPTH), pair.1.repeat(DEPTH));
            refused(&format!("title: {nested}\n"), Code::TooLarge);
            survives(&format!("events:\n  - {nested}\n"));
        }
        let block: String = (0..1_000).map(|depth| " ".repeat(depth) + "a:\n").collect();
        refused(&block, Code::TooLarge);
        survives(&"- ".repeat(DEPTH));
        survives(&"-\n ".repeat(DEPTH));
    }

    #[test]
    fn large_texts_are_refused_or_read_in_time() {
        let long = "a".repeat(1 << 20);
        for text in [
            format!("title: {long}\n"),
            format!("title: \"{long}\"\n"),
            format!("title: '{long}"),
            format!("title: |\n  {long}\n"),
            format!("events:\n  - id: {long}\n"),
        ] {
            refused(&text, Code::TooLarge);
        }
        let key = "k".repeat(200_000);
        survives(&format!("{key}: a\n"));
        survives(&format!("events:\n  - {{{key}: a}}\n"));
        survives(&format!("events:\n  - \"{key}\": a\n"));
        survives(&format!("events:\n  - ? {key}\n    : a\n"));
        survives(&format!("# {}\n{SMALL}", "é".repeat(1 << 18)));
        survives(&" ".repeat(1 << 19));
        survives(&"\n".repeat(1 << 19));
    }

    #[test]
    fn many_errors_are_counted_and_not_all_kept() {
        let many = [
            format!("parties:\n{}", "  - id: a\n".repeat(12_000)),
            format!("{SMALL}{}", unknown_ids(6_000)),
            format!("events: [{}]\n", "a,".repeat(15_000)),
            "\0\n".repeat(20_000),
            format!("events:\n{}", "  - {x: 1}\n".repeat(8_000)),
            format!("é: a\nevents: [{}]\n", "{x: 1},".repeat(8_000)),
        ];
        for text in many {
            let checked = survives(&text);
            assert!(checked.diagnostics.len() <= 10_001);
            let first = checked.diagnostics.first().expect("problems");
            assert_eq!(first.code, Code::TooMany, "{}", first.message);
        }
    }

    fn unknown_ids(count: usize) -> String {
        (0..count).fold(String::new(), |mut text, number| {
            text.push_str("  - {id: e");
            text.push_str(&number.to_string());
            text.push_str(
                ", date: 2023, kind: sought, channels: [lime], summary: s, sources: [w]}\n",
            );
            text
        })
    }

    #[test]
    fn a_broken_ledger_with_more_errors_than_are_kept_yields_nothing() {
        // Errors that are not kept count all the same: an entry with one is not sound.
        let text = format!("{}{SMALL}", "x: a\n".repeat(20_000)).replace("2023-11", "2023-13");
        assert!(survives(&text).ledger.is_none());
    }

    #[test]
    fn long_entries_are_refused_before_they_are_kept() {
        refused(
            &format!("events:\n  - [{}]\n", "a,".repeat(1 << 18)),
            Code::TooLarge,
        );
        refused(&format!("[{}", "a,".repeat(1 << 18)), Code::TooLarge);
        // Comments, and quoted lines that look like entries, do not begin anew.
        let part = format!("{}\n# x\n      \"a\n      - b\",", "a,".repeat(40_000));
        refused(
            &format!("events:\n  - [{}]\n", part.repeat(5)),
            Code::TooLarge,
        );
        refused(
            &format!("title: a\ntags: [{}]\n", "a,".repeat(30_000)),
            Code::UnknownKey,
        );
        refused(
            &format!("events:\n  - tags:\n{}", "    - a\n".repeat(30_000)),
            Code::TooLarge,
        );
        // A comment may be of any length.
        let comment = format!("# {}\n", "é".repeat(300_000));
        assert!(
            survives(&format!("{comment}{SMALL}{comment}"))
                .ledger
                .is_some()
        );
        // As long, but of many entries.
        let entries = "  - {id: USA, name: United States}\n".repeat(20_000);
        let checked = survives(&format!("title: a\nparties:\n{entries}channels: []\n"));
        assert_eq!(checked.diagnostics[0].code, Code::TooMany);
        assert_eq!(checked.diagnostics[1].code, Code::DuplicateId);
    }

    #[test]
    fn characters_that_are_obeyed_or_not_seen_never_reach_the_reader() {
        for character in [
            '\0', '\u{1}', '\u{7}', '\u{1b}', '\u{7f}', '\u{85}', '\u{9b}',
        ] {
            refused(
                &SMALL.replace("Ligne", &format!("L{character}gne")),
                Code::ForbiddenCharacter,
            );
            let escape = format!("\"\\x{:02x}\"", u32::from(character));
            refused(
                &SMALL.replace("Ligne attachée", &escape),
                Code::ForbiddenCharacter,
            );
        }
        refused(
            &SMALL.replace("Ligne", "L\u{feff}gne"),
            Code::ForbiddenCharacter,
        );
        for escape in [
            "\\0", "\\e[31m", "\\a", "\\b", "\\v", "\\f", "\\uFEFF", "\\N",
        ] {
            let text = SMALL.replace("Ligne attachée", &format!("\"{escape}\""));
            refused(&text, Code::ForbiddenCharacter);
        }
        // In the wrong place, each of these comes back in a message.
        for hidden in [
            "\\u202e",
            "\\u2028",
            "\\u200b",
            "\\U000e0041",
            "\\u2066",
            "\\r",
            "\\t",
        ] {
            for right in ["2023-11", "suspended", "[line]", "id: cut"] {
                let wrong = format!("\"x{hidden}y\"");
                let wrong = match right {
                    "[line]" => format!("[{wrong}]"),
                    "id: cut" => format!("{wrong}: cut"),
                    _ => wrong,
                };
                let checked = survives(&SMALL.replace(right, &wrong));
                assert!(checked.ledger.is_none(), "{wrong} for {right}");
            }
        }
    }

    #[test]
    fn odd_blanks_and_line_ends_get_an_answer() {
        for odd in [
            "\r", "\r\r\n", "\u{2028}", "\u{2029}", "\u{a0}", "\u{3000}", "\u{b}", "\t",
        ] {
            survives(&SMALL.replace('\n', odd));
            survives(&SMALL.replace(' ', odd));
            survives(&SMALL.replace("    kind", &format!("{odd}kind")));
            survives(&odd.repeat(1_000));
            survives(&format!("title:{odd}a{odd}"));
            survives(&format!("- {odd}- a"));
        }
    }

    #[test]
    fn a_place_on_a_very_long_line_keeps_its_column() {
        let text = format!("title: a\nevents: [{}{{é: 1}}]\n", "{},".repeat(100_000));
        let start = u32::try_from(text.find('é').expect("it is there")).expect("it fits");
        let problem = Diagnostic::new(Code::UnknownKey, Span::new(start, start + 2), "m", "h");
        let shown = excerpt::render("long.yaml", &text, &[problem]);
        let shown = strip_str(&shown).to_string();
        let heading = format!("long.yaml:2:{}\n", start as usize - "title: a\n".len() + 1);
        assert!(shown.contains(&heading), "{shown}");
        assert!(shown.len() < 1_000, "{shown}");
    }
}

mod random {
    use super::*;

    fn piece() -> impl Strategy<Value = String> {
        const PIECES: &[&str] = &[
            "[",
            "]",
            "{",
            "}",
            ": ",
            ":",
            "- ",
            "-",
            "? ",
            ",",
            "\n",
            "\r\n",
            "\r",
            "\t",
            " ",
            "  ",
            "\"",
            "'",
            "|",
            ">",
            "|+2",
            "&a",
            "*a",
            "!t",
            "#",
            " # ",
            "%",
            "@",
            "`",
            "---\n",
            "...\n",
            "\\",
            "\\x",
            "é",
            "断",
            "\u{1f6a8}",
            "\u{202e}",
            "\u{2028}",
            "\0",
            "\u{1b}",
            "\u{feff}",
            "title",
            "events",
            "channels",
            "id",
            "date",
            "kind",
            "2023-13",
            "~",
            "null",
            "<<",
        ];
        select(PIECES).prop_map(str::to_owned)
    }

    /// One change to a text at some byte.
    #[derive(Clone, Debug)]
    enum Change {
        Delete(Index, usize),
        Repeat(Index, usize),
        Insert(Index, String),
        Byte(Index, u8),
        Truncate(Index),
    }

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![
            (any::<Index>(), 1..40_usize).prop_map(|(at, length)| Change::Delete(at, length)),
            (any::<Index>(), 1..200_usize).prop_map(|(at, length)| Change::Repeat(at, length)),
            (any::<Index>(), piece()).prop_map(|(at, piece)| Change::Insert(at, piece)),
            (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
            any::<Index>().prop_map(Change::Truncate),
        ]
    }

    fn apply(bytes: &mut Vec<u8>, change: &Change) {
        if bytes.is_empty() {
            return;
        }
        match change {
            Change::Delete(at, length) => {
                let at = at.index(bytes.len());
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Change::Repeat(at, length) => {
                let at = at.index(bytes.len());
                let part = bytes[at..(at + length).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            Change::Insert(at, piece) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, piece.bytes());
            }
            Change::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Change::Truncate(at) => bytes.truncate(at.index(bytes.len())),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn arbitrary_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            survives_bytes(bytes);
        }

        #[test]
        fn arbitrary_text_gets_an_answer(text in "\\PC{0,200}") {
            survives(&text);
        }

        #[test]
        fn pieces_of_yaml_get_an_answer(pieces in proptest::collection::vec(piece(), 0..60)) {
            survives(&pieces.concat());
        }

        #[test]
        fn a_changed_ledger_gets_an_answer(changes in proptest::collection::vec(change(), 1..5)) {
            let mut bytes = CHANNELS.as_bytes().to_vec();
            for change in &changes {
                apply(&mut bytes, change);
            }
            survives_bytes(bytes);
        }

        #[test]
        fn a_changed_small_ledger_gets_an_answer(changes in proptest::collection::vec(change(), 1..8)) {
            let mut bytes = SMALL.as_bytes().to_vec();
            for change in &changes {
                apply(&mut bytes, change);
            }
            survives_bytes(bytes);
        }
    }
}

/// The place of a value is what was written, to the byte.
mod places {
    use super::*;

    /// A scalar as it can be written, with non-ASCII characters and whatever its style allows.
    fn scalar() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-zA-Zé断🚨][a-zA-Zé断🚨 /()+=-]{0,12}[é断🚨]",
            "'([a-zé断🚨 :#,\\[\\]{}\"]|''){1,12}!'",
            "\"([a-zé断🚨 :#,\\[\\]{}']|\\\\\"|\\\\\\\\|\\\\u00e9){1,12}!\"",
        ]
    }

    /// Where the scalar stands, and the code of the complaint about it there.
    fn spot() -> impl Strategy<Value = (&'static str, Code)> {
        select(
            &[
                ("    date: @\n", Code::BadDate),
                ("    kind: @\n", Code::UnknownKind),
                ("    by: @ # remark\n", Code::BadId),
                ("    channels: [line, @]\n", Code::BadId),
                ("    channels:\n      - @\n      - line\n", Code::BadId),
                ("    recorded:   @   \n", Code::BadDate),
                ("    withdrawn: {date: @, reason: r}\n", Code::BadDate),
                ("    inferred:\n      @\n", Code::UnknownWord),
                ("    @: a\n", Code::UnknownKey),
            ][..],
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_place_of_a_complaint_is_exactly_what_was_written(
            scalar in scalar(),
            (spot, code) in spot(),
            before in "[a-zé断🚨]{0,8}",
            marked in any::<bool>(),
            windows in any::<bool>(),
        ) {
            let line = spot.replace('@', &scalar);
            let mut text = format!(
                "# {before}\ntitle: {before}x\nevents:\n  - id: a\n    summary: {before}y # 断{before}\n{line}    note: \"{before}\"\n"
            );
            if marked {
                text.insert(0, '\u{feff}');
            }
            if windows {
                text = text.replace('\n', "\r\n");
            }
            let diagnostics = survives(&text).diagnostics;
            let found = diagnostics
                .iter()
                .filter(|problem| problem.code == code)
                .any(|problem| text.get(problem.span.range()) == Some(&scalar));
            prop_assert!(found, "{scalar:?} in {text:?}: {diagnostics:#?}");
        }
    }
}
