//! What history brought after the article, entered with the program's own commands.
//!
//! The commands stand in `tests/ledgers/after-the-article.sh`, one a line; what becomes of
//! channels.yaml by them is `tests/ledgers/after-the-article.yaml`. After a change of what is written,
//! `UPDATE=1 cargo test --test follow_up` writes that file again.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod support;

use std::path::{Path, PathBuf};
use std::{env, fs};

use detente::model::belief::Evidence;
use detente::model::ledger::Ledger;
use detente::read::check;
use detente::replay::status::{AsOf, Standing, status};
use support::Directory;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn text(name: &str) -> String {
    fs::read_to_string(file(name)).unwrap()
}

const RESULT: &str = "tests/ledgers/after-the-article.yaml";

fn commands() -> Vec<String> {
    let script = text("tests/ledgers/after-the-article.sh");
    let lines = script.lines().filter(|line| !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

fn ledger() -> Ledger {
    let checked = check(text(RESULT));
    let Some(ledger) = checked.ledger else {
        panic!("{:?}", checked.diagnostics);
    };
    ledger
}

fn standing(ledger: &Ledger, channel: &str, on: &str, known: Option<&str>) -> Standing {
    let mut channels = ledger.channels();
    let (key, _) = channels
        .find(|(_, other)| other.id.as_str() == channel)
        .unwrap();
    let as_of = AsOf {
        on: on.parse().unwrap(),
        evidence: Evidence {
            known: known.map(|day| day.parse().unwrap()),
            ..Evidence::ALL
        },
    };
    status(ledger, key, &as_of)
}

#[track_caller]
fn assert_word(channel: &str, on: &str, known: Option<&str>, word: &str) {
    let found = standing(&ledger(), channel, on, known);
    assert_eq!(found.word(), word, "{channel} on {on}, known {known:?}");
}

#[test]
fn nine_events_and_their_sources_are_entered_one_by_one() {
    let commands = commands();
    let is_event = |command: &&String| command.starts_with("detente add ");
    assert_eq!(commands.iter().filter(is_event).count(), 9);

    let directory = Directory::with_ledger("follow-up", &text("channels.yaml"));
    for command in &commands {
        let run = directory.shell(command, "");
        assert_eq!((run.code, &*run.stderr), (Some(0), ""), "{command}");
        assert!(
            run.stdout.ends_with("Written to channels.yaml.\n"),
            "{command}"
        );
    }
    let result = directory.ledger();
    if env::var_os("UPDATE").is_some() {
        fs::write(file(RESULT), &result).unwrap();
    }
    assert_eq!(result, text(RESULT));
}

#[test]
fn every_line_of_the_article_is_still_there_and_in_its_place() {
    let result = text(RESULT);
    let mut lines = result.lines();
    for line in text("channels.yaml").lines() {
        assert!(lines.any(|other| other == line), "{line}");
    }
}

#[test]
fn nothing_is_wrong_and_only_the_minister_whom_no_command_appoints_is_missed() {
    let checked = check(text(RESULT));
    let warnings: Vec<(&str, &str)> = checked
        .diagnostics
        .iter()
        .map(|problem| (problem.code.name(), &*problem.message))
        .collect();
    assert_eq!(
        warnings,
        [
            (
                "vacant-post",
                "`defence-ministers` was used (2024-04-16) although the post `chn-defence-minister` was vacant"
            ),
            (
                "vacant-post",
                "`defence-ministers` was used (2024-05-31) although the post `chn-defence-minister` was vacant"
            ),
        ]
    );
}

#[test]
fn at_the_end_of_2024_five_lines_more_are_open_each_since_its_day() {
    let ledger = ledger();
    for (channel, word, since) in [
        ("joint-chiefs", "open", "2023-12-21"),
        ("policy-talks", "open", "2024-01-08/2024-01-09"),
        ("mmca", "open", "2024-04-03/2024-04-04"),
        ("defence-ministers", "open", "2024-04-16"),
        ("indopacom", "open", "2024-09-09"),
        ("attache-line", "open", "2023-07/2023-11-14"),
        ("senior-engagements", "negotiating", "2023-11-15"),
        ("working-contacts", "open", "/2023-12"),
    ] {
        let found = standing(&ledger, channel, "2024-12-31", None);
        let setter = ledger.event(found.setting.unwrap().event);
        assert_eq!(
            (found.word(), setter.date.as_written()),
            (word, since),
            "{channel}"
        );
    }
}

#[test]
fn a_meeting_that_is_declined_suspends_nothing() {
    for day in ["2024-11-19", "2024-11-20", "2024-11-21"] {
        assert_word("defence-ministers", day, None, "open");
    }
    let ledger = ledger();
    let (_, declined) = ledger.events().last().unwrap();
    let cause = ledger.event(declined.cause.unwrap());
    assert_eq!(
        (declined.kind.word(), cause.id.as_str()),
        ("declined", "arms-sale-to-taiwan")
    );
}

#[test]
fn before_a_readout_was_out_nobody_knew() {
    for (channel, on, known, word) in [
        ("joint-chiefs", "2023-12-21", "2023-12-20", "negotiating"),
        ("joint-chiefs", "2023-12-21", "2023-12-21", "open"),
        ("policy-talks", "2024-01-09", "2024-01-08", "negotiating"),
        ("policy-talks", "2024-01-08", "2024-01-09", "uncertain"),
        ("policy-talks", "2024-01-09", "2024-01-09", "open"),
        // When within three days the readout came out is not known, so it counts from the last.
        ("mmca", "2024-04-05", "2024-04-05", "negotiating"),
        ("mmca", "2024-04-05", "2024-04-06", "open"),
        (
            "defence-ministers",
            "2024-04-15",
            "2024-04-16",
            "negotiating",
        ),
        ("defence-ministers", "2024-04-16", "2024-04-16", "open"),
        ("indopacom", "2024-09-09", "2024-09-09", "negotiating"),
        ("indopacom", "2024-09-09", "2024-09-10", "open"),
    ] {
        assert_word(channel, on, Some(known), word);
    }
}
