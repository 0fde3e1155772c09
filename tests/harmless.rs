//! Whatever a ledger holds, its answers do nothing to a terminal, and no more in Markdown: every view,
//! in both languages, on hostile texts.

#![allow(
    clippy::allow_attributes,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use detente::model::belief::Evidence;
use detente::model::id::ChannelKey;
use detente::model::ledger::Ledger;
use detente::read::check;
use detente::replay::asked::Asked;
use detente::replay::comparison::compare;
use detente::replay::report::Report;
use detente::replay::status::AsOf;
use detente::replay::why::why;
use detente::view::chart::caption::Caption;
use detente::view::chart::{blocks, of_report};
use detente::view::document::Document;
use detente::view::imprint::Imprint;
use detente::view::inert::inert;
use detente::view::language::{Catalogue, Language};
use detente::view::replay::Replayed;
use detente::view::{comparison, markdown, replay, report, status, terminal, why as reasons};
use proptest::prelude::*;

use support::hostile::{self, LINES, is_dangerous};

fn asked(on: &str, known: Option<&str>) -> AsOf {
    let day = |text: &str| text.parse().unwrap();
    let evidence = Evidence {
        known: known.map(day),
        ..Evidence::ALL
    };
    let on = day(on);
    AsOf { on, evidence }
}

/// Every answer that is laid out as a document, by name.
fn documents(
    ledger: &Ledger,
    text: &str,
    as_of: AsOf,
    language: Language,
) -> Vec<(&'static str, Document)> {
    let (catalogue, imprint) = (Catalogue::new(language), Imprint::of(text.as_bytes()));
    let channels: Vec<ChannelKey> = ledger.channels().map(|(channel, _)| channel).collect();
    let asked_now = Asked::new(ledger, as_of);
    let standings: Vec<_> = channels
        .iter()
        .map(|channel| asked_now.status(*channel))
        .collect();
    let replays: Vec<Replayed> = channels
        .iter()
        .map(|channel| Replayed {
            timeline: asked_now.timeline(*channel),
            standing: asked_now.status(*channel),
        })
        .collect();
    let told = Report::new(ledger, as_of, None, &channels);
    let chart = of_report(&catalogue, &told, None);
    let caption = Caption::of(&catalogue, &told, &imprint);
    let picture = blocks::lines(&catalogue, &chart, 84);
    let before = asked("2023-02-10", Some("2023-03-04"));
    let changes = compare(ledger, channels.iter().copied(), &before, &as_of);
    let mut documents = vec![
        (
            "status",
            status::document(&catalogue, ledger, &as_of, &standings),
        ),
        (
            "replay",
            replay::document(&catalogue, ledger, &as_of, &replays),
        ),
        (
            "report",
            report::document(&catalogue, &told, &imprint, picture),
        ),
        (
            "timeline",
            blocks::document(&catalogue, &chart, &caption, Some(60)),
        ),
        ("diff", comparison::document(&catalogue, ledger, &changes)),
    ];
    documents.extend(channels.iter().map(|channel| {
        let why = why(ledger, *channel, &as_of);
        ("why", reasons::document(&catalogue, ledger, &as_of, &why))
    }));
    documents
}

/// A text without the styles that the program writes: `␛[`, numbers, `m`.
fn unstyled(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        plain.push_str(rest.strip_prefix('m').unwrap_or(part));
    }
    plain
}

#[track_caller]
fn assert_harmless(lines: &[String]) {
    let text = hostile::ledger(lines);
    let checked = check(&text);
    let ledger = checked
        .ledger
        .unwrap_or_else(|| panic!("{:?}\n{text}", checked.diagnostics));
    for language in Language::ALL {
        for as_of in [
            asked("2023-12-31", None),
            asked("2023-12-31", Some("2023-03-31")),
        ] {
            for (name, document) in documents(&ledger, &text, as_of, language) {
                for width in [None, Some(40), Some(100)] {
                    let shown = unstyled(&terminal::render(&document, width));
                    let bad = shown.chars().find(|c| is_dangerous(*c));
                    assert_eq!(bad, None, "{name}: {shown}");
                    let is_whole = width.is_some() || name == "why";
                    let title = inert(ledger.title());
                    assert!(is_whole || shown.contains(&*title), "{name}: {shown}");
                }
                let shown = markdown::render(&document);
                let bad = shown.chars().find(|c| is_dangerous(*c));
                assert_eq!(bad, None, "{name}: {shown}");
            }
        }
    }
}

#[test]
fn no_hostile_text_reaches_a_terminal_as_more_than_text() {
    let lines: Vec<String> = LINES.map(str::to_owned).to_vec();
    for first in (0..lines.len()).step_by(5) {
        let mut turned = lines.clone();
        turned.rotate_left(first);
        assert_harmless(&turned);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_at_all_reaches_a_terminal_as_more_than_text(lines in hostile::lines()) {
        assert_harmless(&lines);
    }
}
