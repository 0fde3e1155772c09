//! Texts that try to break out of whatever shows them stay texts in every view.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use detente::model::belief::Evidence;
use detente::model::id::ChannelKey;
use detente::model::ledger::Ledger;
use detente::read::check;
use detente::replay::asked::Asked;
use detente::replay::comparison::compare;
use detente::replay::report::Report;
use detente::replay::status::{AsOf, Standing};
use detente::replay::why::why;
use detente::view::chart::caption::Caption;
use detente::view::chart::{self, blocks};
use detente::view::document::Document;
use detente::view::imprint::Imprint;
use detente::view::language::{Catalogue, Language};
use detente::view::page::{Page, page};
use detente::view::replay::Replayed;
use detente::view::{comparison, markdown, replay, report, status, terminal, why as explained};
use proptest::prelude::*;
use support::hostile::{self, LINES, is_dangerous};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn asked(known: Option<NaiveDate>) -> AsOf {
    AsOf {
        on: day("2023-06-30"),
        evidence: Evidence {
            known,
            ..Evidence::ALL
        },
    }
}

/// Every answer about a ledger that is laid out as a document.
fn documents(ledger: &Ledger, catalogue: &Catalogue, as_of: AsOf) -> Vec<Document> {
    let keys: Vec<ChannelKey> = ledger.channels().map(|(key, _)| key).collect();
    let asking = Asked::new(ledger, as_of);
    let standings: Vec<Standing> = keys.iter().map(|key| asking.status(*key)).collect();
    let replays: Vec<Replayed> = keys
        .iter()
        .map(|key| {
            let timeline = asking.timeline(*key);
            let standing = asking.standing(&timeline);
            Replayed { timeline, standing }
        })
        .collect();
    let told = Report::new(ledger, as_of, None, &keys);
    let chart = chart::of_report(catalogue, &told, None);
    let caption = Caption::of(catalogue, &told, &Imprint::of(b""));
    let picture = blocks::lines(catalogue, &chart, 90);
    let earlier = asked(Some(day("2023-03-31")));
    let mut documents = vec![
        status::document(catalogue, ledger, &as_of, &standings),
        replay::document(catalogue, ledger, &as_of, &replays),
        report::document(catalogue, &told, &Imprint::of(b""), picture),
        blocks::document(catalogue, &chart, &caption, Some(60)),
        comparison::document(
            catalogue,
            ledger,
            &compare(ledger, keys.iter().copied(), &earlier, &as_of),
        ),
    ];
    documents.extend(
        keys.iter()
            .map(|key| explained::document(catalogue, ledger, &as_of, &why(ledger, *key, &as_of))),
    );
    documents
}

/// A terminal's text without the styles that the program writes itself.
fn without_styles(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        let end = after
            .find(|c: char| !c.is_ascii_digit() && c != ';')
            .unwrap();
        assert_eq!(&after[end..=end], "m", "no style: {after:.20}");
        rest = &after[end + 1..];
    }
    plain + rest
}

/// A tag's name, and its attributes with their values.
type Tag = (String, Vec<(String, String)>);

/// The tags of a page with their attributes, as a browser reads them; and the texts of its scripts.
fn tags(page: &str) -> (Vec<Tag>, Vec<String>) {
    let (mut tags, mut scripts) = (Vec::new(), Vec::new());
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '>' || c == '/')
            .unwrap();
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                break;
            }
            let end = rest
                .find(|c: char| c.is_whitespace() || "=>/".contains(c))
                .unwrap();
            let key = rest[..end].to_owned();
            rest = &rest[end..];
            let mut value = String::new();
            if let Some(after) = rest.strip_prefix('=') {
                let quoted = after.strip_prefix('"').expect("a quoted value");
                let (inner, after) = quoted.split_once('"').unwrap();
                inner.clone_into(&mut value);
                rest = after;
            }
            attributes.push((key, value));
        }
        if name == "script" || name == "style" {
            let (text, after) = rest.split_once(&format!("</{name}>")).unwrap();
            scripts.push(text.to_owned());
            rest = after;
        }
        tags.push((name, attributes));
    }
    (tags, scripts)
}

fn assert_page(page: &str) {
    assert!(!page.chars().any(is_dangerous));
    let (tags, scripts) = tags(page);
    // One style, the table and the script; the first and the last are the program's own.
    assert_eq!(scripts.len(), 3);
    let table = &scripts[1];
    assert!(!table.contains(['<', '>', '&']));
    assert!(serde_json::from_str::<serde_json::Value>(table).is_ok());
    let forbidden = [
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "base",
        "image",
        "foreignObject",
        "animate",
        "set",
    ];
    for (name, attributes) in &tags {
        assert!(!forbidden.contains(&name.as_str()), "{name}");
        let mut keys = BTreeSet::new();
        for (key, value) in attributes {
            assert!(keys.insert(key), "{name} has {key} twice");
            assert!(
                key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
                "{name} {key}"
            );
            assert!(!key.starts_with("on") && key != "style", "{name} {key}");
            if ["href", "src", "action"].contains(&key.as_str()) {
                let is_safe = ["#", "https://", "http://"]
                    .iter()
                    .any(|start| value.starts_with(start));
                assert!(is_safe, "{name} {key}={value}");
            }
        }
    }
}

fn assert_inert(lines: &[String], language: Language) {
    let ledger = check(hostile::ledger(lines))
        .ledger
        .expect("a sound ledger");
    let catalogue = Catalogue::new(language);
    let questions = [asked(None), asked(Some(day("2023-03-31")))];
    let answers = questions.map(|as_of| documents(&ledger, &catalogue, as_of));
    for document in answers.into_iter().flatten() {
        for width in [None, Some(40), Some(120)] {
            let text = without_styles(&terminal::render(&document, width));
            assert!(!text.chars().any(is_dangerous), "{text:?}");
        }
        let text = markdown::render(&document);
        assert!(!text.chars().any(is_dangerous), "{text:?}");
    }
    let keys: Vec<ChannelKey> = ledger.channels().map(|(key, _)| key).collect();
    for channels in [&keys[..], &keys[..1]] {
        assert_page(&page(&Page {
            ledger: &ledger,
            as_of: asked(None),
            channels,
            since: None,
            catalogue: &catalogue,
            imprint: &Imprint::of(b""),
            home: (channels.len() == 1).then_some("https://example.org/"),
            links: &[],
            reload: None,
        }));
    }
}

#[test]
fn every_hostile_text_stays_a_text_in_every_view() {
    let lines: Vec<String> = LINES.map(str::to_owned).to_vec();
    for first in (0..lines.len()).step_by(5) {
        let mut turned = lines.clone();
        turned.rotate_left(first);
        for language in Language::ALL {
            assert_inert(&turned, language);
        }
    }
    for line in LINES {
        assert_inert(&[line.to_owned()], Language::English);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_ledger_is_obeyed_by_a_terminal_a_page_or_markdown(lines in hostile::lines()) {
        assert_inert(&lines, Language::German);
    }
}

#[test]
fn what_the_tests_above_look_for_would_be_found() {
    assert!(std::panic::catch_unwind(|| without_styles("a\u{1b}[2Jb")).is_err());
    assert_eq!(without_styles("a\u{1b}[1;31mb\u{1b}[0m"), "ab");
    let (tags, _) = tags("<p title=\"a>b\" onclick=\"x\">1 < 2</p><br/><a href=\"#x\">");
    let names: Vec<&str> = tags.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["p", "br", "a"]);
    assert_eq!(tags[0].1[1].0, "onclick");
}
