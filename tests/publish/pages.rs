//! What a page is made of: the program's own elements and scripts, whatever the ledger says.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use detente::model::belief::Evidence;
use detente::read::check;
use detente::replay::status::AsOf;
use detente::view::imprint::Imprint;
use detente::view::language::{Catalogue, Language};
use detente::view::page::{LARGEST, Page, page};
use sha2::{Digest, Sha256};

use super::LEDGER;

/// The elements that pages are made of.
const ELEMENTS: &str = " a abbr article b body button cite details div figcaption figure footer form g h1 h2 h3 h4 \
    head header html input label li line main meta nav ol output p path pattern rect script section span style \
    summary svg symbol table tbody td text th thead title tr ul use ";

/// An element as it begins, and the text up to the next one.
pub(super) struct Element {
    pub(super) name: String,
    attributes: BTreeMap<String, String>,
    pub(super) text: String,
}

impl Element {
    /// Whether what stands in it is not shown and not read as markup.
    pub(super) fn is_code(&self) -> bool {
        ["script", "style"].contains(&self.name.as_str())
    }

    fn is_hidden(&self) -> bool {
        self.attributes.contains_key("hidden")
    }

    fn has(&self, attribute: &str, value: &str) -> bool {
        self.attributes
            .get(attribute)
            .is_some_and(|found| found == value)
    }
}

/// Holds a page to its own elements and addresses, and its policy to the very bytes that it carries.
#[track_caller]
pub(super) fn assert_page(name: &str, html: &str, files: &BTreeMap<String, String>) {
    let elements = elements(html);
    for element in &elements {
        let is_own = ELEMENTS.contains(&format!(" {} ", element.name));
        assert!(is_own, "{name}: <{}>", element.name);
        for (attribute, value) in &element.attributes {
            let acts = attribute.starts_with("on")
                || ["src", "srcdoc", "style", "action", "formaction"].contains(&attribute.as_str());
            assert!(!acts, "{name}: {attribute}={value}");
            if attribute == "href" {
                assert!(
                    leads_where_it_may(name, value, files),
                    "{name}: href={value}"
                );
            }
        }
    }
    let hashes = |wanted: &str| -> Vec<String> {
        let wanted = elements
            .iter()
            .filter(|element| element.name == wanted && !element.has("type", "application/json"));
        let digest = |element: &Element| STANDARD.encode(Sha256::digest(&element.text));
        wanted
            .map(|element| format!("'sha256-{}'", digest(element)))
            .collect()
    };
    let (styles, scripts) = (hashes("style"), hashes("script"));
    assert_eq!((styles.len(), scripts.len()), (1, 1), "{name}");
    let policy = elements
        .iter()
        .find(|element| element.has("http-equiv", "Content-Security-Policy"))
        .and_then(|element| element.attributes.get("content"));
    let expected = format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        styles[0], scripts[0]
    );
    assert_eq!(policy, Some(&expected), "{name}");
    let data = elements
        .iter()
        .find(|element| element.has("type", "application/json"))
        .unwrap();
    serde_json::from_str::<serde_json::Value>(&data.text).unwrap();
}

/// Whether an address leads to a place of the page, to a file of the site or to the web.
fn leads_where_it_may(page: &str, address: &str, files: &BTreeMap<String, String>) -> bool {
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let file = match address.strip_prefix("../") {
        Some(above) => above.to_owned(),
        None if folder.is_empty() => address.to_owned(),
        None => format!("{folder}/{address}"),
    };
    is_web || address.starts_with('#') || files.contains_key(&file)
}

/// The elements of a page; panics at whatever is not written as the program writes it.
#[track_caller]
pub(super) fn elements(html: &str) -> Vec<Element> {
    let mut rest = html.strip_prefix("<!DOCTYPE html>").unwrap();
    let mut elements: Vec<Element> = Vec::new();
    while let Some((text, tag)) = rest.split_once('<') {
        if let Some(last) = elements.last_mut().filter(|last| !last.is_code()) {
            last.text.push_str(&decoded(text));
        }
        let near = tag.chars().take(80).collect::<String>();
        if let Some(tag) = tag.strip_prefix('/') {
            let (name, after) = tag.split_once('>').unwrap();
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "</{near}");
            rest = after;
            continue;
        }
        let (mut element, after) = begun(tag);
        rest = after;
        if element.is_code() {
            // What stands within is no markup and ends where the browser ends it.
            let end = format!("</{}", element.name);
            let at = rest.to_ascii_lowercase().find(&end).unwrap();
            rest[..at].clone_into(&mut element.text);
            rest = &rest[at..];
        }
        elements.push(element);
    }
    elements
}

/// Reads an element from behind its first sign to its end, and what follows.
#[track_caller]
fn begun(tag: &str) -> (Element, &str) {
    let word = |text: &str| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
        text.len() - text.trim_start_matches(is_word).len()
    };
    let near = tag.chars().take(80).collect::<String>();
    let (name, mut rest) = tag.split_at(word(tag));
    assert!(!name.is_empty(), "<{near}");
    let mut attributes = BTreeMap::new();
    loop {
        if let Some(after) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("/>")) {
            let element = Element {
                name: name.to_owned(),
                attributes,
                text: String::new(),
            };
            return (element, after);
        }
        rest = rest.strip_prefix(' ').unwrap_or_else(|| panic!("<{near}"));
        let (key, after) = rest.split_at(word(rest));
        assert!(!key.is_empty(), "<{near}");
        let (value, after) = match after.strip_prefix("=\"") {
            Some(value) => value.split_once('"').unwrap(),
            None => ("", after),
        };
        assert!(!value.contains('<'), "<{near}");
        let twice = attributes.insert(key.to_owned(), decoded(value));
        assert_eq!(twice, None, "<{near}");
        rest = after;
    }
}

/// What a browser shows of a text: every reference read, of which there are five.
#[track_caller]
fn decoded(text: &str) -> String {
    let mut parts = text.split('&');
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap_or_else(|| panic!("&{part}"));
        shown.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            other => panic!("&{other};"),
        });
        shown.push_str(rest);
    }
    shown
}

/// The page of a ledger on the last day of 2023, before any script has run.
fn page_of(ledger: &str, known: Option<&str>, since: Option<&str>) -> String {
    let imprint = Imprint::of(ledger.as_bytes());
    let ledger = check(ledger).ledger.unwrap();
    let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
    let evidence = Evidence {
        known: known.map(day),
        ..Evidence::ALL
    };
    let channels: Vec<_> = ledger.channels().map(|(channel, _)| channel).collect();
    page(&Page {
        ledger: &ledger,
        as_of: AsOf {
            on: day("2023-12-31"),
            evidence,
        },
        channels: &channels,
        since: since.map(day),
        catalogue: &Catalogue::new(Language::English),
        imprint: &imprint,
        home: None,
        links: &[],
        reload: None,
    })
}

/// The element with an id.
#[track_caller]
fn by_id<'a>(elements: &'a [Element], id: &str) -> &'a Element {
    let mut elements = elements.iter();
    elements.find(|element| element.has("id", id)).unwrap()
}

/// A ledger in which an event is replaced by another and cited once more, both later.
fn corrected_ledger() -> String {
    LEDGER.replace(
        "sources: [{source: wire, credibility: 2}]",
        "sources: [{source: wire, credibility: 2}, {source: wire, at: p. 9, credibility: 4}, {source: post, credibility: 3}]",
    ) + "  - {id: newer, date: 2023-03-02, kind: suspended, channels: [hotline], corrects: cut, summary: Cut then., sources: [post]}\n"
}

#[test]
fn without_its_script_a_page_tells_only_what_was_known() {
    let text = corrected_ledger();
    let hidden = |known: Option<&str>| {
        let elements = elements(&page_of(&text, known, None));
        let by_id = |id: &str| by_id(&elements, id).is_hidden();
        let item = |begins: &str| {
            let mut items = elements.iter().filter(|element| element.name == "li");
            items
                .find(|item| item.text.starts_with(begins))
                .unwrap()
                .is_hidden()
        };
        [
            by_id("event-cut"),
            by_id("event-again"),
            by_id("event-newer"),
            by_id("source-wire"),
            by_id("source-post"),
            item("withdrawn 2023-07-10"),
            item("replaced by"),
        ]
    };
    assert_eq!(hidden(None), [false; 7]);
    assert_eq!(hidden(Some("2023-07-10")), [false; 7]);
    assert_eq!(
        hidden(Some("2023-07-09")),
        [false, true, true, false, true, true, true]
    );
}

#[test]
fn a_source_is_named_once_for_every_grade() {
    let page = page_of(&corrected_ledger(), None, None);
    let elements = elements(&page);
    let at = elements
        .iter()
        .position(|element| element.has("id", "event-cut"))
        .unwrap();
    let within = elements[at + 1..]
        .iter()
        .take_while(|element| element.name != "article");
    let grades: Vec<&str> = within
        .filter(|element| element.name == "abbr")
        .map(|element| element.text.trim())
        .collect();
    assert_eq!(grades, ["B2", "B4", "C3"]);
}

#[test]
fn the_slider_of_knowledge_runs_from_the_eve_of_the_first_news_to_all_that_is_held() {
    let elements = elements(&page_of(LEDGER, None, None));
    let slider = by_id(&elements, "known");
    let number = |day: &str| {
        let day: NaiveDate = day.parse().unwrap();
        (day - NaiveDate::default()).num_days().to_string()
    };
    assert!(slider.has("min", &number("2023-03-04")));
    // One step behind the last day of knowledge.
    assert!(slider.has("max", &number("2023-07-11")) && slider.has("value", &number("2023-07-11")));
}

#[test]
fn the_table_of_answers_has_what_a_headline_must_not_keep_silent() {
    let elements = elements(&page_of(LEDGER, None, None));
    let data = elements
        .iter()
        .find(|element| element.has("type", "application/json"));
    let data: serde_json::Value = serde_json::from_str(&data.unwrap().text).unwrap();
    let said = data["channels"][0]["said"].as_array().unwrap();
    let told = said.iter().map(|said| {
        let status = said[2].as_u64().and_then(|text| usize::try_from(text).ok());
        let caveats = said[6].as_u64().unwrap();
        (data["texts"][status.unwrap()].as_str().unwrap(), caveats)
    });
    let told: Vec<_> = told.collect();
    // One: the status rests on days that are not one certain day.
    for expected in [
        ("○ suspended", 0),
        ("? open or suspended", 1),
        ("● partly open", 1),
    ] {
        assert!(told.contains(&expected), "{told:?}");
    }
}

#[test]
fn a_page_since_a_day_tells_what_ended_on_it_and_counts_what_is_older() {
    let early = "  - {id: early, date: 2022-12-31, kind: sought, channels: [hotline], summary: E., sources: [wire]}\n";
    let text = format!("{LEDGER}{early}");
    let told = |since| {
        let elements = elements(&page_of(&text, None, Some(since)));
        let older = "1 older event is not told here.";
        (
            elements
                .iter()
                .any(|element| element.has("id", "event-early")),
            elements.iter().any(|element| element.text.trim() == older),
        )
    };
    assert_eq!(told("2022-12-31"), (true, false));
    assert_eq!(told("2023-01-01"), (false, true));
}

#[test]
fn a_page_that_is_too_large_is_cut_and_says_since_when() {
    let note = "Words that take room. ".repeat(2_900);
    let mut text = LEDGER.to_owned();
    for number in 1..=90 {
        text += &format!(
            "  - {{id: plea-{number}, date: 2023-09-{:02}, kind: sought, channels: [hotline], summary: P{number}., \
             sources: [post], note: \"{note}\"}}\n",
            (number + 2) / 3
        );
    }
    let whole = page_of(LEDGER, None, None);
    assert!(!whole.contains("id=\"cut\""));
    let cut = page_of(&text, None, None);
    assert!(cut.len() <= LARGEST, "{}", cut.len());
    let elements = elements(&cut);
    let note = by_id(&elements, "cut");
    assert!(note.text.starts_with("Told from 2023-09-"), "{}", note.text);
    assert_eq!(by_id(&elements, "event-plea-90").name, "article");
    assert!(!cut.contains("id=\"event-plea-1\""));
}
