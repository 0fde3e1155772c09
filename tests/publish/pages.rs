//! What a page is made of: the program's own elements and scripts, whatever the ledger says.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

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
            element.text = rest[..at].to_owned();
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
