//! `detente timeline`: what it draws, word for word, and that its pictures are sound and harmless.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::Event;
use support::{detente, run, run_on};

const ON: [&str; 3] = ["timeline", "--on", "2023-12-31"];

fn drawn(more: &[&str]) -> String {
    let arguments: Vec<&str> = ON.iter().chain(more).copied().collect();
    let run = run(&mut detente(&arguments));
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    run.stdout
}

/// The picture without the foot, whose checksum changes with every comment in the ledger.
fn without_foot(text: &str) -> &str {
    let foot = text.trim_end().rfind("\n\n").expect("a foot");
    &text[..=foot]
}

#[test]
fn the_article_in_a_terminal_of_a_hundred_columns() {
    let expected = include_str!("timeline/article-100.txt");
    assert_eq!(without_foot(&drawn(&["--width", "100"])), expected);
}

#[test]
fn in_a_narrow_terminal_names_stand_above_the_blocks() {
    let expected = include_str!("timeline/article-56-de.txt");
    let text = drawn(&["--width", "56", "--lang", "de"]);
    assert_eq!(without_foot(&text), expected);
}

#[test]
fn some_channels_since_a_day() {
    let text = drawn(&["attache-line", "--since", "2023-06-01", "--width", "70"]);
    assert_eq!(
        without_foot(&text),
        "Chase–Liu line: open, since 2023-07/2023-11-14\n\
         US–China military channels on 2023-12-31\n\
         \n\
         attache-line  ● open  ░░░░░░░??????????????????????????????███████████\n\
         \u{20}                           ├───────────────▴──────────────┤\n\
         \u{20}                     ┬─────┬──────┬──────┬──────┬──────┬──────┬──────\n\
         \u{20}                     Jun   Jul    Aug    Sep    Oct    Nov    Dec\n\
         \u{20}                     2023\n\
         \n\
         █ open   ░ suspended   ? uncertain   ▴ sets the status\n\
         ├─┤ perhaps on these days\n"
    );
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in (32..=200).step_by(7) {
        let text = ["en", "de"].map(|tag| drawn(&["--lang", tag, "--width", &width.to_string()]));
        for line in text.iter().flat_map(|text| text.lines()) {
            let columns = unicode_width::UnicodeWidthStr::width(line);
            assert!(columns <= width, "{width}: {line}");
        }
    }
}

#[test]
fn a_picture_that_would_begin_after_its_day_is_refused() {
    let run = run(&mut detente(&[
        "timeline",
        "--on",
        "2023-12-31",
        "--since",
        "2024-01-01",
    ]));
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "error: the picture would begin on 2024-01-01, after the day asked about, 2023-12-31; name an \
         earlier `--since` or a later `--on`\n"
    );
}

#[test]
fn a_ledger_without_events_and_one_without_channels_are_drawn_too() {
    let parties = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n";
    let line = "channels: [{id: line, name: L, parties: [USA, CHN]}]\n";
    for ledger in [
        format!("{parties}channels: []\n"),
        format!("{parties}{line}"),
    ] {
        for format in ["text", "svg"] {
            let arguments = ["timeline", "--on", "2023-12-31", "--format", format];
            let run = run_on(ledger.as_bytes(), &arguments);
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{ledger}");
            assert!(!run.stdout.is_empty());
        }
    }
}

#[test]
fn an_event_that_does_not_follow_from_what_was_known_is_marked_without_colour() {
    let ledger = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n\
                  channels: [{id: line, name: L, parties: [USA, CHN]}]\n\
                  sources: [{id: early, outlet: E, title: T, published: 2023-06-01}, {id: late, outlet: L, title: T, published: 2024}]\n\
                  events:\n  - {id: cut, date: 2023-02-01, kind: suspended, channels: [line], summary: S, sources: [late]}\n\
                  \u{20} - {id: again, date: 2023-04-01, kind: resumed, channels: [line], summary: S, sources: [early]}\n";
    for format in ["text", "svg"] {
        let mut arguments = vec!["timeline", "--on", "2023-12-31", "--format", format];
        let words = "something is missing before it";
        assert!(!run_on(ledger.as_bytes(), &arguments).stdout.contains(words));
        arguments.extend(["--known", "2023-12-31"]);
        let drawn = run_on(ledger.as_bytes(), &arguments).stdout;
        assert!(drawn.contains(words) && drawn.contains('!'), "{drawn}");
    }
}

#[test]
fn ten_runs_draw_the_same() {
    for format in ["text", "svg"] {
        let first = drawn(&["--format", format]);
        assert!((1..10).all(|_| drawn(&["--format", format]) == first));
    }
}

/// What a picture is made of: its elements, their attributes, its texts.
struct Parts {
    elements: BTreeSet<String>,
    attributes: BTreeSet<String>,
    texts: Vec<String>,
}

/// Reads a picture as XML; panics if it is none.
fn parts(svg: &str) -> Parts {
    let mut parts = Parts {
        elements: BTreeSet::new(),
        attributes: BTreeSet::new(),
        texts: Vec::new(),
    };
    let mut reader = Reader::from_str(svg);
    let mut text = String::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) | Event::Empty(start) => {
                parts.elements.insert(start.name().as_ref().to_owned());
                for attribute in start.attributes() {
                    let key = attribute.expect("an attribute").key;
                    parts.attributes.insert(key.as_ref().to_owned());
                }
                text.clear();
            }
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(name) => {
                text.push_str(match &*name {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "#39" => "'",
                    other => panic!("an entity that nobody wrote: {other}"),
                });
            }
            Event::End(_) => parts.texts.push(std::mem::take(&mut text)),
            Event::Eof => return parts,
            other @ (Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)) => panic!("nothing else belongs into a picture: {other:?}"),
        }
    }
}

/// What the program itself puts into pictures.
const ELEMENTS: [&str; 11] = [
    "svg",
    "title",
    "desc",
    "style",
    "defs",
    "linearGradient",
    "stop",
    "pattern",
    "rect",
    "text",
    "path",
];

fn assert_harmless(svg: &str) -> Parts {
    let parts = parts(svg);
    let own: BTreeSet<String> = ELEMENTS.into_iter().map(str::to_owned).collect();
    assert!(parts.elements.is_subset(&own), "{:?}", parts.elements);
    let runs = |name: &String| name.starts_with("on") || name.contains("href") || name == "src";
    assert!(!parts.attributes.iter().any(runs), "{:?}", parts.attributes);
    parts
}

#[test]
fn a_picture_of_any_width_is_sound_and_asks_for_nothing() {
    for width in ["320", "360", "639", "640", "960", "1600", "2400"] {
        let svg = drawn(&["--format", "svg", "--width", width]);
        assert_harmless(&svg);
        assert!(svg.starts_with(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\""
        )));
        // The namespace is the only address in it.
        assert_eq!(svg.matches("://").count(), 1);
        assert!(!svg.contains("NaN") && !svg.contains("=\"inf") && !svg.contains(" inf "));
    }
}

#[test]
fn the_picture_says_in_words_what_it_shows() {
    let parts = assert_harmless(&drawn(&["--format", "svg"]));
    let says = |text: &str| parts.texts.iter().any(|one| one.contains(text));
    assert!(says("Of 8 channels 2 are open, 6 are negotiating"));
    assert!(says(
        "US–China military channels on 2023-12-31. Chase–Liu line: open"
    ));
    assert!(says("suspended: 2022-08-31 to 2023-11-14"));
    assert!(says("2023-11-15 (sets the status): Biden and Xi agree"));
}

const HOSTILE: [&str; 8] = [
    "</title></svg><script>alert(1)</script>",
    "\\\" onload=\\\"alert(1)",
    "]]>--><!--",
    "javascript:alert(1) &lt; &#x3c;",
    "\u{202e}olleh\u{2066}\u{200b}",
    "<style>*{display:none}</style>",
    "\u{fffe}\u{feff}{{ title }} {% raw %}",
    "線線線線線線線線線線線線線線線線",
];

#[test]
fn hostile_text_stays_text_in_every_format() {
    for text in HOSTILE {
        let ledger = format!(
            "title: \"{text}\"\nparties: [{{id: USA, name: \"{text}\"}}, {{id: CHN, name: B}}]\n\
             posts: [{{id: post, party: USA, title: \"{text}\", holders: [{{name: \"{text}\", until: 2022-12}}]}}]\n\
             channels: [{{id: line, name: \"{text}\", parties: [USA, CHN], posts: [post]}}]\n\
             sources: [{{id: s, outlet: \"{text}\", title: \"{text}\", published: 2023}}]\n\
             events:\n  - {{id: why, date: 2022-11, kind: context, summary: \"{text}\", sources: [s]}}\n\
             \u{20} - {{id: cut, date: 2023-02-01, kind: suspended, cause: why, channels: [line], summary: \"{text}\", sources: [s]}}\n"
        );
        for width in ["320", "960"] {
            let arguments = [
                "timeline",
                "--on",
                "2023-12-31",
                "--format",
                "svg",
                "--width",
                width,
            ];
            let run = run_on(ledger.as_bytes(), &arguments);
            if run.code == Some(1) {
                // The reader refuses it, so it never gets here.
                continue;
            }
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{text}");
            assert_harmless(&run.stdout);
        }
        let run = run_on(ledger.as_bytes(), &["timeline", "--on", "2023-12-31"]);
        let hidden =
            |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!run.stdout.contains(hidden), "{text}");
    }
}

/// The relative luminance of a colour such as `#00795c` or `#fff`.
fn luminance(colour: &str) -> f64 {
    let digits: Vec<u32> = colour[1..]
        .chars()
        .map(|c| c.to_digit(16).unwrap())
        .collect();
    let channels: Vec<u32> = match digits.len() {
        3 => digits.iter().map(|digit| digit * 17).collect(),
        6 => digits
            .chunks(2)
            .map(|pair| pair[0] * 16 + pair[1])
            .collect(),
        _ => panic!("{colour}"),
    };
    let linear = |value: &u32| {
        let share = f64::from(*value) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    let parts: Vec<f64> = channels.iter().map(linear).collect();
    0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The colour that each class has, by the last rule that names it.
fn colours(rules: &str) -> BTreeMap<String, String> {
    let mut colours = BTreeMap::new();
    for rule in rules.split('}') {
        let Some((selectors, body)) = rule.rsplit_once('{') else {
            continue;
        };
        let selectors = selectors.rsplit('{').next().unwrap();
        for declaration in body.split(';') {
            let Some((property, value)) = declaration.split_once(':') else {
                continue;
            };
            let (property, value) = (property.trim(), value.trim());
            if value.starts_with('#') {
                for selector in selectors.split(',') {
                    let key = format!("{} {property}", selector.trim());
                    colours.insert(key, value.to_owned());
                }
            }
        }
    }
    colours
}

#[test]
fn what_one_must_see_stands_out_from_the_ground_by_day_and_by_night() {
    let template = include_str!("../src/view/templates/timeline.svg");
    let style = template
        .split("<style>")
        .nth(1)
        .unwrap()
        .split("</style>")
        .next()
        .unwrap();
    let (light, dark) = style.split_once("@media").unwrap();
    for rules in [light, dark] {
        let colours = colours(rules);
        let ground = &colours[".ground fill"];
        for sign in [
            ".open fill",
            ".suspended fill",
            ".negotiating fill",
            ".unrecorded fill",
            ".hollow stroke",
            ".upper stroke",
            ".nothing stroke",
            ".mark fill",
            ".reach stroke",
            ".vacant stroke",
            ".cursor stroke",
            ".cause stroke",
        ] {
            let contrast = contrast(&colours[sign], ground);
            assert!(contrast >= 3.0, "{sign}: {contrast}");
        }
        for text in ["text fill", ".quiet fill", ".subtitle fill"] {
            let contrast = contrast(&colours[text], ground);
            assert!(contrast >= 4.5, "{text}: {contrast}");
        }
    }
}

#[test]
fn colour_in_a_terminal_adds_nothing_that_is_not_there_without_it() {
    let coloured = run(detente(&ON).env("CLICOLOR_FORCE", "1")).stdout;
    assert!(coloured.contains("\u{1b}[32m█"), "{coloured}");
    let stripped = anstream::adapter::strip_str(&coloured).to_string();
    assert_eq!(stripped, drawn(&[]));
}

#[test]
fn a_picture_that_would_be_too_wide_or_too_narrow_is_refused() {
    for width in ["319", "4001"] {
        let run = run(&mut detente(&[
            "timeline", "--format", "svg", "--width", width,
        ]));
        assert_eq!(
            run.stderr,
            "error: an SVG picture is 320 to 4000 pixels wide; it can be scaled where it is shown\n"
        );
        assert_eq!(run.code, Some(2));
    }
}
