//! Which of the readers an event is for.

use super::lines::{Behind, Lines};
use super::*;
use crate::read::characters;

/// Which reader an entry is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum By {
    /// As it is read at once.
    Canonical,
    /// Line by line.
    Lenient,
    /// The general one.
    General,
}

/// The entries of a ledger's events by their first lines, each with the first reader that reads it; the second,
/// where it can, must read the same.
fn read_by(text: &str) -> Vec<(By, String)> {
    let text = Text::from(text);
    let mut problems = Problems::default();
    let tops = characters::check(&text, &mut problems).remove(0);
    let opened = tops.and_then(|tops| open(&text, FileKey::MAIN, &tops));
    let Some(Opened {
        frame,
        events: Some(EventList { dash, part, .. }),
        ..
    }) = opened
    else {
        return vec![(By::General, "everything".to_owned())];
    };
    let (tables, hash) = (
        Tables::declare(&frame.raw, &mut problems),
        IdHash::default(),
    );
    let reading = Reading {
        portion: Portion::whole(&text),
        dash,
        end: text.len(),
        progress: &Progress::new(),
    };
    let packer = || Packer::new(text.len(), &tables, &hash);
    let mut lines = Lines::new(text.bytes(), part.start, part.end);
    let mut read = Vec::new();
    let mut next = lines.next();
    while let Some(line) = next {
        let start = line.start(text.bytes());
        let (mut one, mut other) = (packer(), packer());
        let canonical = canonical::event(reading.portion, part.end, start, dash, &mut one);
        let lenient = reading.regular(line, &mut lines, &mut other);
        next = match lenient {
            Some(Behind(next)) => next,
            None => lines.next(),
        };
        let by = match (canonical, lenient) {
            (Some(behind), Some(_)) => {
                let next = next.map_or(part.end, |next| next.start(text.bytes()));
                assert_eq!(behind, next);
                assert_eq!(
                    format!("{:?}", one.finish()),
                    format!("{:?}", other.finish())
                );
                By::Canonical
            }
            (Some(_), None) => unreachable!("the second reader reads what the first does"),
            (None, Some(_)) => By::Lenient,
            (None, None) => By::General,
        };
        if line.is_entry(dash) {
            let first = String::from_utf8_lossy(line.content).into_owned();
            read.push((by, first));
        }
    }
    read
}

/// The events of a ledger that this reader leaves to the general one.
fn left_to_the_other(text: &str) -> Vec<String> {
    let read = read_by(text);
    let is_left = |(by, _): &(By, String)| *by == By::General;
    read.into_iter()
        .filter(is_left)
        .map(|(_, first)| first)
        .collect()
}

fn count_at_once(text: &str) -> usize {
    let read = read_by(text).into_iter();
    read.filter(|(by, _)| *by == By::Canonical).count()
}

/// A ledger with one event, and one behind it, so that the text does not end amid what is looked at.
fn with_event(event: &str) -> String {
    format!(
        "title: A\nparties: [{{id: USA, name: A}}, {{id: CHN, name: B}}]\n\
         channels:\n  - {{id: line, name: L, parties: [USA, CHN]}}\n  - {{id: other, name: O, parties: [USA, CHN]}}\n\
         sources:\n  - {{id: paper, outlet: P, title: T, published: 2023-12}}\n\
         events:\n{event}\n  - id: behind\n    date: 2023-01-01\n    kind: opened\n    channels: [line]\n    summary: It is.\n    sources: [paper]\n"
    )
}

#[track_caller]
fn assert_read(by: By, event: &str) {
    let read = read_by(&with_event(event));
    assert_eq!(read[0].0, by, "{event}");
    assert_eq!(read.len(), 2, "{event}");
}

#[test]
fn canonical_events_are_read_here() {
    let article = include_str!("../../../channels.yaml");
    assert_eq!(left_to_the_other(article), [""; 0]);
    // Comments behind values, and dates of sources, have others read line by line.
    assert!(count_at_once(article) > 5);
}

#[test]
fn what_add_writes_is_read_here() {
    let added = include_str!("../../../tests/ledgers/after-the-article.yaml");
    assert_eq!(left_to_the_other(added), [""; 0]);
    assert!(count_at_once(added) > 5);
}

const EVENT: &str = "  - id: call\n    date: 2023-11-14\n    kind: contact\n    channels: [line]\n    by: CHN\n    summary: They met.\n    sources:\n      - {source: paper, at: ¶1, credibility: 2}";

/// Asserts who reads the event with something else in it.
#[track_caller]
fn assert_changed_are_read(by: By, changes: &[(&str, &str)]) {
    for (written, other) in changes {
        let event = EVENT.replacen(written, other, 1);
        assert_ne!(event, EVENT);
        assert_read(by, &event);
    }
}

#[test]
fn what_fmt_writes_is_read_at_once() {
    assert_read(By::Canonical, EVENT);
    assert_changed_are_read(
        By::Canonical,
        &[
            ("date: 2023-11-14", "date: 2023-11"),
            ("[line]", "[line, other]"),
            ("They met.", "At 10:30 they met in the hall of mirrors."),
            ("They met.", "'They met: at last.'"),
            ("at: ¶1", "at: p. 1"),
            ("at: ¶1", "at:  'p'"),
            ("summary: They met.", "summary:  'They met.'"),
            ("They met.", "Élysée, “as ever”"),
            ("at: ¶1", "at: 'p. 1, below'"),
            ("at: ¶1", "at: the second paragraph of the third page"),
            ("credibility: 2}", "credibility: 2}\n      - paper"),
            ("      - {", "    - {"),
            ("      - {", "        - {"),
            (
                "credibility: 2}",
                "credibility: 2}\n\n      # A remark.\n      - paper",
            ),
            (
                "source: paper, at: ¶1, credibility: 2",
                "source: paper, credibility: 2, at: ¶1",
            ),
            (
                "source: paper, at: ¶1, credibility: 2",
                "at: ¶1, source: paper",
            ),
            (
                "- id: call\n    date: 2023-11-14",
                "- date: 2023-11-14\n    id: call",
            ),
            (
                "    date: 2023-11-14\n    kind: contact",
                "    kind: contact\n    date: 2023-11-14",
            ),
            ("    by:", "    # A remark.\n\n    by:"),
            ("kind: contact", "kind: confirmed\n    status: open"),
            ("    by:", "    note: Nobody\n    tags: [a, b c]\n    by:"),
            ("id: call", "id: a-name-of-more-than-sixteen-letters"),
        ],
    );
}

#[test]
fn what_people_write_otherwise_is_read_line_by_line() {
    assert_changed_are_read(
        By::Lenient,
        &[
            ("kind: contact", "kind: contact "),
            ("kind: contact", "kind: contact\r"),
            ("kind: contact", "kind: contact  # so they say"),
            ("[line]", "\n      - line"),
            (
                "      - {source: paper, at: ¶1, credibility: 2}",
                "      - source: paper\n        at: ¶1",
            ),
        ],
    );
}

#[test]
fn what_is_wrong_or_rare_is_left_to_the_general_reader() {
    assert_changed_are_read(
        By::General,
        &[
            ("kind: contact", "kind: null"),
            ("[line]", "[none-such]"),
            ("[line]", "[line, line]"),
            ("id: call", "id: -call"),
            ("2023-11-14", "2023-02-30"),
            ("They met.", "They met: at last."),
            ("They met.", "They met\n      and spoke."),
            ("at: ¶1", "at: a[1]"),
            ("at: ¶1", "at: p -"),
            ("at: ¶1", "at: &a p"),
            ("at: ¶1", "at:  &a p"),
            ("They met.", " null"),
            ("They met.", " [They met.]"),
            ("They met.", " - They met."),
            ("at: ¶1", "at: ?x: y"),
            ("at: ¶1", "at: ¶1, at: ¶2"),
            ("credibility: 2", "credibility: 7"),
            ("    by: CHN", "    by: CHN\n    by: CHN"),
            ("    by: CHN", "     by: CHN"),
            (
                "credibility: 2}",
                "credibility: 2}\n      - {source: paper, at: ¶1}",
            ),
            ("credibility: 2}", "credibility: 2}\n    - paper"),
            ("credibility: 2}", "credibility: 2}\n        - paper"),
            ("credibility: 2}", "credibility: 2}\n      -paper"),
            ("\n      - {source: paper, at: ¶1, credibility: 2}", ""),
            (
                "source: paper, at: ¶1",
                "source: paper, at: ¶1, source: paper",
            ),
        ],
    );
}

#[test]
fn a_key_that_stands_there_twice_is_left_to_the_general_reader() {
    let keys = EVENT.trim_start().trim_start_matches("- ").split("\n    ");
    let keys: Vec<&str> = keys.filter(|key| !key.starts_with("  - ")).collect();
    assert_eq!(keys.len(), 7);
    for key in keys {
        let key = key.replace("sources:", "sources: [paper]");
        assert_read(By::General, &format!("{EVENT}\n    {key}"));
        assert_read(
            By::General,
            &EVENT.replacen("- id", &format!("- {key}\n    id"), 1),
        );
    }
    assert_changed_are_read(
        By::General,
        &[(
            "kind: contact",
            "kind: confirmed\n    status: open\n    status: open",
        )],
    );
}

#[test]
fn an_escape_is_left_to_the_other() {
    let article = include_str!("../../../channels.yaml");
    let escaped = article.replacen("summary: The ", "summary: \"\\x54he \" #", 1);
    assert_eq!(left_to_the_other(&escaped).len(), 1);
}
