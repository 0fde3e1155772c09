//! Every command that a refusal offers works when it is run.

use detente::model::machine::Kind;
use detente::read::check;
use detente::write::change::NewEvent;
use detente::write::edit::edit;
use proptest::prelude::*;

use super::growing::{BARE, attempts, change, event, grow};
use super::support::{Directory, Run};

/// The arguments that add an event, or put it in the place of another, as a user would type them.
fn arguments(event: &NewEvent, corrected: Option<&str>) -> Vec<String> {
    let entry = &event.entry;
    let mut arguments = match corrected {
        None => vec!["add".to_owned(), entry.kind.to_string(), "line".into()],
        Some(old) => vec![
            "correct".into(),
            old.into(),
            format!("--kind={}", entry.kind),
        ],
    };
    let mut flag = |name: &str, value: &str| {
        arguments.extend([format!("--{name}"), value.to_owned()]);
    };
    flag("date", &entry.date);
    flag("summary", "It's what happened.");
    flag("source", &format!("{}@¶5:2", entry.sources[0].source));
    flag("id", "mine");
    flag("recorded", "2023-05-01");
    flag("coder", "A. N.");
    if let Some(status) = &entry.status {
        flag("status", status);
    }
    arguments
}

/// The commands in a text, each with the lines that it reads.
fn commands(text: &str) -> Vec<(String, String)> {
    let mut commands = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("  detente ") else {
            continue;
        };
        match command.strip_suffix(" <<'END'") {
            None => commands.push((format!("detente {command} --yes"), String::new())),
            Some(command) => {
                let input = lines.by_ref().take_while(|line| *line != "END");
                let input = input.fold(String::new(), |text, line| text + line + "\n");
                commands.push((format!("detente {command}"), input));
            }
        }
    }
    commands
}

/// The days in `- another date: from 2023-06-10 on, or up to 2023-01-01`.
fn days(text: &str) -> Vec<String> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("- another date: "));
    let words = line.unwrap_or("").split([' ', ',']);
    words
        .filter(|word| word.starts_with("20"))
        .map(str::to_owned)
        .collect()
}

fn add(ledger: &str, arguments: &[String]) -> (Directory, Run) {
    let directory = Directory::with_ledger("offers", ledger);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let run = directory.run(&[&arguments[..], &["--yes"]].concat());
    (directory, run)
}

#[track_caller]
fn assert_written(run: &Run, context: &str) {
    assert_eq!((run.code, &*run.stderr), (Some(0), ""), "{context}");
}

/// Runs everything that a refusal offers; how much that was, which may be nothing.
fn accept_offers(ledger: &str, arguments: &[String]) -> usize {
    let (directory, refused) = add(ledger, arguments);
    if refused.code == Some(0) {
        return 0;
    }
    assert_eq!(directory.ledger(), ledger);
    let context = format!("{ledger}\n{arguments:?}\n{}", refused.stderr);

    let days = days(&refused.stderr);
    for day in &days {
        let mut moved = arguments.to_vec();
        moved[4].clone_from(day);
        assert_written(&add(ledger, &moved).1, &context);
    }
    let commands = commands(&refused.stderr);
    for (command, input) in &commands {
        let directory = Directory::with_ledger("offers", ledger);
        assert_written(&directory.shell(command, input), &context);
        if !directory.ledger().contains("- id: mine\n") {
            // It adds what was missing, after which the event itself is legal.
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let run = directory.run(&[&arguments[..], &["--yes"]].concat());
            assert_written(&run, &context);
        }
        let ledger = directory.ledger();
        for kept in [
            "- id: mine\n",
            "recorded: 2023-05-01\n",
            "coder: A. N.\n",
            "at: ¶5",
        ] {
            assert!(ledger.contains(kept), "{kept}\n{ledger}");
        }
    }
    days.len() + commands.len()
}

/// A ledger of one channel with these events, each a kind and a date.
fn ledger(events: &[(Kind, &str)]) -> String {
    let events: Vec<NewEvent> = events
        .iter()
        .enumerate()
        .map(|(number, (kind, date))| event(&format!("e{number}"), *kind, date, "early"))
        .collect();
    let events: Vec<&NewEvent> = events.iter().collect();
    edit(BARE, &change(&events)).unwrap().text
}

#[test]
fn a_refusal_offers_a_day_and_a_command_and_both_work() {
    let cut = ledger(&[
        (Kind::Suspended, "2023-01-10"),
        (Kind::Resumed, "2023-02-10"),
    ]);
    let again = event("new", Kind::Suspended, "2023-01-20", "early");
    assert!(accept_offers(&cut, &arguments(&again, None)) >= 2);
}

#[test]
fn a_refused_correction_offers_something_and_it_works() {
    let cut = ledger(&[
        (Kind::Suspended, "2023-01-10"),
        (Kind::Resumed, "2023-02-10"),
    ]);
    let opened = event("new", Kind::Opened, "2023-01-10", "early");
    assert!(accept_offers(&cut, &arguments(&opened, Some("e0"))) >= 1);
}

proptest! {
    // Each case starts the program some times.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_a_refusal_offers_makes_the_event_legal(attempts in attempts()) {
        let mut last = None;
        grow(&attempts, |text, attempt, number, edited| {
            if let (Some(event), Err(_)) = (attempt.plain(number), edited) {
                last = Some((text.to_owned(), arguments(&event, None)));
            }
            Ok::<(), TestCaseError>(())
        })?;
        if let Some((text, arguments)) = last {
            accept_offers(&text, &arguments);
        }
    }

    #[test]
    fn whatever_is_offered_instead_of_a_correction_works_too(attempts in attempts()) {
        let mut last = None;
        grow(&attempts, |text, attempt, number, _| {
            if let Some(event) = attempt.plain(number) {
                last = Some((text.to_owned(), event));
            }
            Ok::<(), TestCaseError>(())
        })?;
        let Some((text, event)) = last else { return Ok(()) };
        let ledger = check(&text).ledger.unwrap();
        for (_, old) in ledger.events().take(2) {
            accept_offers(&text, &arguments(&event, Some(old.id.as_str())));
        }
    }
}
