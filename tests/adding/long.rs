//! A ledger so long that its text is not held while it is changed.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::support::{Directory, Run, detente, run};

const HEAD: &str = "\
title: Long
parties: [{id: USA, name: A}, {id: CHN, name: C}]
channels: [{id: line, name: L, parties: [USA, CHN]}, {id: talks, name: T, parties: [USA, CHN]}]
sources:
  - {id: wire, outlet: W, title: T, published: 2012}
  - {id: herald, outlet: H, title: T, published: 2012}

events:
";

/// Events on one channel after another, one for each of so many days.
fn ledger(count: usize) -> String {
    let mut text = HEAD.to_owned();
    let more = ", and so on".repeat(40);
    for number in 0..count {
        let (year, month, day) = (2000 + number / 336, 1 + number / 28 % 12, 1 + number % 28);
        let channel = if number.is_multiple_of(2) {
            "line"
        } else {
            "talks"
        };
        write!(
            text,
            "  - id: r{number}\n    date: {year}-{month:02}-{day:02}\n    kind: sought\n    channels: [{channel}]\n    \
             summary: Talks are sought for the {number}th time — as before{more}.\n    \
             sources: [wire]\n    recorded: 2013-01-01\n"
        )
        .unwrap();
    }
    text
}

/// Runs a command that changes a ledger.
fn change(path: &Path, arguments: &[&str]) -> Run {
    let name = path.to_str().unwrap();
    run(&mut detente(
        &[arguments, &["--yes", "--file", name]].concat(),
    ))
}

#[test]
fn a_long_ledger_is_changed_where_it_should_be_and_nowhere_else() {
    let directory = Directory::new("long");
    let path = directory.0.join("long.yaml");
    let mut text = ledger(2_000);
    assert!(text.len() > 1 << 20, "so long are those that are not held");
    fs::write(&path, &text).unwrap();
    let mut is_changed = |arguments: &str, before: &str, comes: &str| {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let answer = change(&path, &arguments);
        assert_eq!(answer.code, Some(0), "{answer:?}");
        let at = text.find(before).unwrap_or(text.len());
        text.insert_str(at, comes);
        let is = fs::read_to_string(&path).unwrap();
        let around = at.saturating_sub(500)..is.len().min(at + 500);
        assert!(is == text, "{arguments:?}: {}", &is[around]);
    };
    // Before the first that is certainly later.
    is_changed(
        "add suspended line --date 2004-06-04 --summary Cut. --source wire --id new --recorded 2013-01-01",
        "  - id: r1488\n",
        "  - id: new\n    date: 2004-06-04\n    kind: suspended\n    channels: [line]\n    summary: Cut.\n    \
         sources: [wire]\n    recorded: 2013-01-01\n",
    );
    is_changed(
        "withdraw r1999 --date 2021-01 --reason Mistaken.",
        "(at the end)",
        "    withdrawn: {date: 2021-01, reason: Mistaken.}\n",
    );
    is_changed(
        "source add post --outlet Post --title News --published 2020-01",
        "\nevents:\n",
        "  - {id: post, outlet: Post, title: News, published: 2020-01}\n",
    );
    // What is refused leaves it as it is.
    let resumed = "add resumed talks --date 2006-01-28 --summary Again. --source wire";
    let refused = change(&path, &resumed.split(' ').collect::<Vec<_>>());
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(
        refused.stderr.contains("`resumed` is refused"),
        "{refused:?}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(fs::read_dir(&directory.0).unwrap().count(), 1);
}
