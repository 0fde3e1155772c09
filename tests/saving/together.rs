//! Many at once.

use std::fs;
use std::process::Stdio;

use super::support::detente;
use super::{Desk, LEDGER, added, said};

#[test]
fn a_hundred_at_once_lose_nothing() {
    let desk = Desk::new("hundred");
    let ids: Vec<String> = (0..100).map(|number| format!("e-{number:03}")).collect();
    let running: Vec<_> = ids
        .iter()
        .map(|id| {
            let mut add = desk.add(id);
            add.stdout(Stdio::piped()).stderr(Stdio::piped());
            (id, add.spawn().unwrap())
        })
        .collect();
    for (id, child) in running {
        let ended = child.wait_with_output().unwrap();
        let said = said("channels.yaml", id);
        assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
        assert_eq!(String::from_utf8(ended.stdout).unwrap(), said.stdout);
        assert_eq!(ended.status.code(), said.code);
    }
    let mut text = desk.text();
    // They came in any order.
    for id in &ids {
        assert_eq!(text.matches(&added(id)).count(), 1, "{id}");
        text = text.replacen(&added(id), "", 1);
    }
    assert_eq!(text, LEDGER);
    assert_eq!(desk.directory.names(), ["channels.yaml"]);
    let checked = desk.directory.run(&["check", "--on", "2023-06-30"]);
    assert_eq!(
        (checked.code, &*checked.stdout),
        (Some(0), "channels.yaml: no problems\n")
    );
}

#[test]
fn all_commands_that_change_a_ledger_wait_for_one_another() {
    let desk = Desk::new("commands");
    let commands: [&[&str]; 4] = [
        &[
            "add",
            "declined",
            "line",
            "--date",
            "2023-02-02",
            "--summary",
            "No.",
            "--source",
            "wire",
        ],
        &[
            "source",
            "add",
            "post",
            "--outlet",
            "Post",
            "--title",
            "More",
            "--published",
            "2023-07-01",
        ],
        &[
            "withdraw",
            "asked",
            "--date",
            "2023-07-01",
            "--reason",
            "A misprint.",
        ],
        &["correct", "cut", "--date", "2023-01-02"],
    ];
    let running: Vec<_> = commands
        .iter()
        .cycle()
        .take(4)
        .map(|arguments| {
            let mut command = detente(arguments);
            command.arg("--yes").current_dir(&desk.directory.0);
            command.stdout(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in running {
        assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    }
    let text = desk.text();
    for part in ["kind: declined", "id: post", "A misprint.", "corrects: cut"] {
        assert_eq!(text.matches(part).count(), 1, "{part}:\n{text}");
    }
    assert_eq!(desk.directory.names(), ["channels.yaml"]);
    let checked = fs::read_to_string(&desk.ledger).unwrap();
    assert!(detente::read::check(&checked).ledger.is_some(), "{checked}");
}
