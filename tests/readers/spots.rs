//! Places of a ledger where a text of YAML can be put.

const HEAD: &str = "\
title: Two capitals
parties: [{id: USA, name: A}, {id: CHN, name: C}]
channels: [{id: line, name: L, parties: [USA, CHN]}]
sources: [{id: wire, outlet: W, title: T, published: 2023}]
";

const FIRST: &str = "\
events:
  - id: first
    date: 2023
    kind: talks
    channels: [line]
    summary: S.
    sources: [wire]
";

const LAST: &str = "\
  - id: last
    date: 2024
    kind: talks
    channels: [line]
    summary: S.
    sources: [wire]
";

/// What stands before the text, and in which column its further lines are.
const SPOTS: [(&str, usize); 11] = [
    ("    note: ", 6),
    ("    note:\n      ", 6),
    ("    odd: ", 6),
    ("    tags:\n      - ", 8),
    ("    tags: [a, ", 8),
    ("    sources:\n    - ", 6),
    ("    withdrawn:\n      ", 6),
    ("    ", 4),
    ("  - ", 4),
    ("  -\n    ", 4),
    ("", 2),
];

/// The text in each of the places, as it is and with all of its lines indented.
pub(crate) fn ledgers(yaml: &str) -> Vec<String> {
    let mut ledgers = vec![
        yaml.to_owned(),
        format!("{HEAD}{yaml}\n{FIRST}{LAST}"),
        format!("{HEAD}{FIRST}{LAST}{yaml}"),
        format!("{yaml}\n{HEAD}{FIRST}{LAST}"),
        format!("{HEAD}{FIRST}{LAST}").replace("S.", yaml),
        format!("{HEAD}{FIRST}{LAST}").replacen("talks", &yaml.replace('\n', "\n      "), 1),
        format!("{HEAD}events:\n  {}", yaml.replace('\n', "\n  ")),
        format!("{HEAD}events: {}", yaml.replace('\n', "\n  ")),
    ];
    for (before, column) in SPOTS {
        let indented = yaml
            .trim_end()
            .replace('\n', &format!("\n{}", " ".repeat(column)));
        ledgers.push(format!("{HEAD}{FIRST}{before}{indented}\n{LAST}"));
        ledgers.push(format!("{HEAD}{FIRST}{before}{yaml}\n{LAST}"));
        ledgers.push(format!("{HEAD}{FIRST}{before}{indented}"));
    }
    ledgers
}
