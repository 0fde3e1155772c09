//! Ledgers whose every text tries to break out: each file holds it as text and as nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use detente::model::belief::Evidence;
use detente::model::ledger::Ledger;
use detente::read::check;
use detente::replay::report::Report;
use detente::replay::status::AsOf;
use detente::view::events_csv::COLUMNS;
use detente::view::imprint::Imprint;
use detente::view::inert::inert;
use detente::view::language::{Catalogue, Language};
use detente::view::site::Site;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::pages::{assert_page, elements};
use super::support::hostile::{self, LINES, is_dangerous};

/// A ledger made of some texts, and the site that is made from it.
struct Made {
    ledger: Ledger,
    files: BTreeMap<String, String>,
}

impl Made {
    fn of(lines: &[String], language: Language) -> Self {
        let text = hostile::ledger(lines);
        let checked = check(&text);
        let ledger = checked
            .ledger
            .unwrap_or_else(|| panic!("{:?}\n{text}", checked.diagnostics));
        let as_of = AsOf {
            on: "2023-12-31".parse().unwrap(),
            evidence: Evidence::ALL,
        };
        let channels: Vec<_> = ledger.channels().map(|(channel, _)| channel).collect();
        let site = Site {
            catalogue: &Catalogue::new(language),
            report: &Report::new(&ledger, as_of, None, &channels),
            imprint: &Imprint::of(text.as_bytes()),
        };
        let files = site.files().into_iter();
        let files = files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()));
        let files = files.collect();
        Self { ledger, files }
    }

    #[track_caller]
    fn assert_inert(&self) {
        let names: Vec<&str> = self.files.keys().map(String::as_str).collect();
        assert_eq!(names, NAMES);
        for (name, text) in &self.files {
            let text = match name.as_str() {
                // Its lines end as RFC 5545 wants them to.
                "events.ics" => text.replace("\r\n", "\n"),
                // What JSON holds is data, and whoever shows it answers for that.
                "status.json" => {
                    serde_json::from_str::<serde_json::Value>(text).unwrap();
                    continue;
                }
                _ => text.clone(),
            };
            let bad = text.chars().find(|c| is_dangerous(*c));
            assert_eq!(bad, None, "{name}: {text}");
        }
        self.assert_feed();
        self.assert_calendar();
        self.assert_table();
        self.assert_pages();
        for (name, text) in &self.files {
            if Path::new(name).extension().is_some_and(|end| end == "svg") {
                assert_picture(name, text);
            }
        }
        for ((_, channel), badge) in self.ledger.channels().zip(BADGES) {
            let texts = markup(&self.files[badge]);
            let title = &texts
                .iter()
                .find(|(path, _)| path == "svg/title")
                .unwrap()
                .1;
            assert!(
                title.starts_with(&format!("{}: ", shown(&channel.name))),
                "{title}"
            );
        }
    }

    #[track_caller]
    fn assert_pages(&self) {
        let is_page = |name: &&String| Path::new(name).extension().is_some_and(|end| end == "html");
        for name in self.files.keys().filter(is_page) {
            assert_page(name, &self.files[name], &self.files);
        }
        let elements = elements(&self.files["index.html"]);
        let text: String = elements
            .iter()
            .filter(|element| !element.is_code())
            .map(|element| element.text.as_str())
            .collect();
        let summaries = self
            .ledger
            .events()
            .map(|(_, event)| event.summary.as_str());
        let names = self.ledger.channels().map(|(_, channel)| &*channel.name);
        for wanted in summaries.chain(names).chain([self.ledger.title()]) {
            let wanted = shown_in_page(wanted);
            assert!(text.contains(&wanted), "{wanted} is not in the page");
        }
    }

    #[track_caller]
    fn assert_feed(&self) {
        const ELEMENTS: [&str; 19] = [
            "feed",
            "feed/title",
            "feed/subtitle",
            "feed/id",
            "feed/updated",
            "feed/generator",
            "feed/link",
            "feed/author",
            "feed/author/name",
            "feed/entry",
            "feed/entry/title",
            "feed/entry/id",
            "feed/entry/updated",
            "feed/entry/published",
            "feed/entry/link",
            "feed/entry/content",
            "feed@xmlns",
            "feed@xml:lang",
            "feed/entry/content@type",
        ];
        let parts = markup(&self.files["feed.atom"]);
        for (path, value) in &parts {
            let is_link = path.starts_with("feed/link@") || path.starts_with("feed/entry/link@");
            assert!(is_link || ELEMENTS.contains(&path.as_str()), "{path}");
            if path.ends_with("@type") && path.contains("content") {
                assert_eq!(value, "text");
            }
            if path.ends_with("@href") {
                let file = self.files.contains_key(value);
                assert!(file, "{value}");
            }
        }
        let all = |wanted: &str| -> Vec<&str> {
            let parts = parts.iter().filter(|(path, _)| path == wanted);
            parts.map(|(_, text)| text.as_str()).collect()
        };
        let names: Vec<String> = self
            .ledger
            .channels()
            .map(|(_, channel)| shown(&channel.name))
            .collect();
        let titles = all("feed/entry/title");
        assert!(!titles.is_empty());
        for title in titles {
            assert!(names.iter().any(|name| title.starts_with(name)), "{title}");
        }
        for required in ["feed/id", "feed/updated", "feed/title", "feed/author/name"] {
            assert_eq!(all(required).len(), 1, "{required}");
        }
        let contents = all("feed/entry/content").join("\n");
        let told = self
            .ledger
            .events()
            .filter(|(_, event)| event.kind.target().is_some());
        for (_, event) in told {
            let summary = shown(&event.summary);
            let is_told = contents.contains(&summary);
            // XML has no place for two of the characters.
            assert!(is_told, "{summary} is not in {contents}");
        }
    }

    #[track_caller]
    fn assert_calendar(&self) {
        const NAMES: [&str; 17] = [
            "BEGIN",
            "END",
            "VERSION",
            "PRODID",
            "CALSCALE",
            "X-WR-CALNAME",
            "X-WR-CALDESC",
            "DESCRIPTION",
            "DTEND",
            "DTSTAMP",
            "DTSTART",
            "STATUS",
            "SUMMARY",
            "TRANSP",
            "UID",
            "URL",
            "CATEGORIES",
        ];
        let text = &self.files["events.ics"];
        assert!(text.ends_with("\r\n"));
        for line in text.split("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
        }
        let unfolded = text.replace("\r\n ", "");
        let mut open = Vec::new();
        let mut summaries = Vec::new();
        for line in unfolded.split_terminator("\r\n") {
            let (name, value) = line.split_once(':').unwrap();
            let name = name.split(';').next().unwrap();
            assert!(NAMES.contains(&name), "{line}");
            match name {
                "BEGIN" => {
                    assert!(matches!(value, "VCALENDAR" | "VEVENT"), "{line}");
                    open.push(value);
                }
                "END" => assert_eq!(open.pop(), Some(value)),
                "URL" => assert!(value.starts_with("http"), "{line}"),
                "UID" => {
                    let is_plain = |c: char| c.is_ascii_alphanumeric() || "@.-_".contains(c);
                    assert!(value.chars().all(is_plain), "{line}");
                }
                "SUMMARY" => summaries.push(unescaped(value)),
                _ => {}
            }
        }
        assert!(open.is_empty());
        let expected: Vec<String> = self
            .ledger
            .events()
            .filter(|(_, event)| !["early", "wrong", "ever"].contains(&event.id.as_str()))
            .map(|(_, event)| inert(&event.summary).into_owned())
            .collect();
        assert_eq!(summaries.len(), expected.len());
        for (summary, expected) in summaries.iter().zip(expected) {
            assert!(
                summary.contains(&expected),
                "{expected} is not in {summary}"
            );
        }
    }

    #[track_caller]
    fn assert_table(&self) {
        let mut reader = csv::Reader::from_reader(self.files["events.csv"].as_bytes());
        assert_eq!(reader.headers().unwrap(), COLUMNS.as_slice());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 11);
        for row in &rows {
            assert_eq!(row.len(), COLUMNS.len());
            for cell in row.iter().flat_map(|cell| cell.split(';')) {
                let begins = cell.trim_start_matches([' ', '"']);
                let is_formula =
                    begins.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
                assert!(!is_formula, "{cell:?}");
                assert!(!cell.contains(['\n', '\r', '\t']), "{cell:?}");
            }
        }
        // Without the apostrophes that were put there, a text is what it was.
        let column = COLUMNS
            .iter()
            .position(|column| *column == "summary")
            .unwrap();
        for row in rows {
            let (_, event) = self
                .ledger
                .events()
                .find(|(_, event)| event.id.as_str() == &row[0])
                .unwrap();
            let without = |text: &str| text.replace('\'', "");
            assert_eq!(without(&row[column]), without(&inert(&event.summary)));
        }
    }
}

const NAMES: [&str; 14] = [
    "badges/Line~2.svg",
    "badges/line.svg",
    "badges/x~aux.line.svg",
    "badges/x~con.svg",
    "channels/Line~2.html",
    "channels/line.html",
    "channels/x~aux.line.html",
    "channels/x~con.html",
    "events.csv",
    "events.ics",
    "feed.atom",
    "index.html",
    "status.json",
    "timeline.svg",
];

/// The badges of the channels, in file order.
const BADGES: [&str; 4] = [
    "badges/line.svg",
    "badges/Line~2.svg",
    "badges/x~con.svg",
    "badges/x~aux.line.svg",
];

/// A text as a page shows it, which may not hold two of the characters.
fn shown_in_page(text: &str) -> String {
    inert(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// A text as markup shows it.
fn shown(text: &str) -> String {
    inert(text).into_owned()
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next().unwrap() {
                'n' => text.push('\n'),
                escaped => {
                    assert!(matches!(escaped, '\\' | ',' | ';'), "{value}");
                    text.push(escaped);
                }
            },
            character => {
                assert!(!matches!(character, ',' | ';'), "{value}");
                text.push(character);
            }
        }
    }
    text
}

/// Holds a picture to what pictures consist of: no script, no style from elsewhere, no link.
#[track_caller]
fn assert_picture(name: &str, text: &str) {
    for (path, value) in markup(text) {
        let (element, attribute) = path.split_once('@').unwrap_or((&path, ""));
        let element = element.rsplit('/').next().unwrap();
        let forbidden = [
            "script",
            "foreignObject",
            "image",
            "use",
            "a",
            "iframe",
            "animate",
            "set",
        ];
        assert!(!forbidden.contains(&element), "{name}: {path}");
        assert!(
            !attribute.starts_with("on") && !attribute.ends_with("href"),
            "{name}: {path}"
        );
        assert!(
            attribute.is_empty() || !value.contains("url(http"),
            "{name}: {path}={value}"
        );
    }
}

/// The elements of an XML document with their texts, and the attributes with their values, each with
/// the elements that it is in. Whatever else XML knows is refused.
#[track_caller]
fn markup(text: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut parts: Vec<(String, String)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let path_of = |parts: &[(String, String)], open: &[usize], name: &str| match open.last() {
        Some(outer) => format!("{}/{name}", parts[*outer].0),
        None => name.to_owned(),
    };
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                let path = path_of(&parts, &open, &name);
                let element = parts.len();
                parts.push((path.clone(), String::new()));
                for attribute in start.attributes() {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.as_ref().to_owned();
                    let value = quick_xml::escape::unescape(&attribute.value)
                        .unwrap()
                        .into_owned();
                    parts.push((format!("{path}@{key}"), value));
                }
                if matches!(event, Event::Start(_)) {
                    open.push(element);
                }
            }
            Event::End(_) => {
                open.pop().unwrap();
            }
            Event::Text(text) => {
                if let Some(element) = open.last() {
                    parts[*element].1.push_str(text);
                }
            }
            Event::GeneralRef(reference) => {
                let name: &str = reference;
                let text = quick_xml::escape::unescape(&format!("&{name};"))
                    .unwrap()
                    .into_owned();
                parts[*open.last().unwrap()].1.push_str(&text);
            }
            Event::Decl(_) => {}
            Event::Eof => {
                assert!(open.is_empty());
                return parts;
            }
            Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {
                panic!("{event:?} in {text}");
            }
        }
    }
}

#[test]
fn every_text_is_held_as_text_wherever_it_stands() {
    let lines: Vec<String> = LINES.map(str::to_owned).to_vec();
    for first in (0..lines.len()).step_by(7) {
        let mut turned = lines.clone();
        turned.rotate_left(first);
        for language in Language::ALL {
            Made::of(&turned, language).assert_inert();
        }
    }
}

#[test]
fn each_text_alone_is_held_as_text() {
    for line in LINES {
        Made::of(&[line.to_owned()], Language::English).assert_inert();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_texts_are_held_as_texts(lines in hostile::lines()) {
        Made::of(&lines, Language::English).assert_inert();
    }

    #[test]
    fn the_same_ledger_gives_the_same_files(lines in hostile::lines()) {
        let once = Made::of(&lines, Language::German).files;
        prop_assert_eq!(once, Made::of(&lines, Language::German).files);
    }
}
