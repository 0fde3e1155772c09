//! The questions that `detente add` and `detente source add` ask at a terminal.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../support/mod.rs"]
mod support;
#[path = "../support/terminal.rs"]
mod terminal;

mod broken_off;
mod events;
mod sources;

use std::fs;

use support::Directory;
use terminal::{ENTER, Terminal};

const LEDGER: &str = "\
title: Two capitals
parties:
  - {id: USA, name: United States}
  - {id: CHN, name: China}
channels:
  - {id: line, name: The line, parties: [USA, CHN]}
  - {id: talks, name: The talks, parties: [USA, CHN]}
sources:
  - {id: post, outlet: Post, title: Old, published: 2023-02-20, reliability: C}
  - {id: wire, outlet: Wire, title: News, published: 2023-12-22, reliability: B}
events:
  - id: cut
    date: 2023-02
    kind: suspended
    channels: [line]
    summary: Cut.
    sources: [wire]

  - id: offer
    date: 2023-06-01
    kind: talks
    channels: [line]
    summary: They talk.
    sources: [wire]
";

/// A directory with a ledger in it.
fn desk() -> Directory {
    let directory = Directory::new("asking");
    fs::write(directory.0.join("channels.yaml"), LEDGER).unwrap();
    directory
}

fn text(desk: &Directory) -> String {
    fs::read_to_string(desk.0.join("channels.yaml")).unwrap()
}

/// A ledger without the day on which its events were written down.
fn without_today(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| match line.split_once("recorded: ") {
            Some((before, day)) if day.len() == 10 => format!("{before}recorded: TODAY\n"),
            Some(_) | None => format!("{line}\n"),
        });
    lines.collect()
}

/// What the ledger has more at its end than at first.
#[track_caller]
fn added(desk: &Directory) -> String {
    without_today(text(desk).strip_prefix(LEDGER).unwrap())
}

/// The lines of a screen from the one that begins so on.
#[track_caller]
fn from<'a>(screen: &'a str, beginning: &str) -> &'a str {
    let at = screen.find(beginning);
    screen[at.unwrap_or_else(|| panic!("no `{beginning}`:\n{screen}"))..].trim_end()
}

/// Answers everything about an event on the line, up to its sources.
fn answer_up_to_sources(terminal: &mut Terminal) {
    terminal.answers("Which channels does it bear on?", " \r");
    terminal.answers("When did it happen?", "2023-12-21\r");
    terminal.answers("What kind of event is it?", "resumed\r");
    terminal.answers("Who acted?", ENTER);
    terminal.answers("What happened?", "They can't wait.\r");
}

/// Answers everything about a new source.
fn answer_about_a_source(terminal: &mut Terminal) {
    terminal.answers("Who published it?", "Example Daily\r");
    terminal.answers("What is its title?", "A call\r");
    terminal.shows("? When was it published?").keys("2023-12-2");
    terminal.shows("2023-12-2: no date so far").keys("2");
    terminal.shows("2023-12-22: 22 December 2023").keys(ENTER);
    terminal.answers("How reliable is whoever published it?", "B \r");
    terminal.answers("Where can it be read?", "https://example.org/a?b=c&d\r");
}

const ADD: &str = "\
detente add resumed line --date 2023-12-21 --source example-daily-2023-12-22@¶2 --summary 'They can'\\''t wait.'";

const ADD_SOURCE: &str = "\
detente source add example-daily-2023-12-22 --outlet 'Example Daily' --title 'A call' --published 2023-12-22 \
--url 'https://example.org/a?b=c&d' --reliability B";

/// Answers everything about an event and a new source.
fn answer_with_a_new_source(terminal: &mut Terminal) {
    answer_up_to_sources(terminal);
    terminal.answers("Who reports it?", "a new\r");
    answer_about_a_source(terminal);
    terminal.answers("Where in it?", "¶2\r");
    terminal.answers("How credible is what it says?", ENTER);
    terminal.answers("Who else reports it?", ENTER);
    terminal.answers("Which event brought it about?", ENTER);
    terminal.shows("? Write this to channels.yaml? (y/N)");
}

/// The ledger with that event and that source.
fn with_both() -> String {
    let source = "
  - {id: example-daily-2023-12-22, outlet: Example Daily, title: A call, published: 2023-12-22, url: 'https://example.org/a?b=c&d', reliability: B}
events:";
    let event = "
  - id: 2023-12-21-line-resumed
    date: 2023-12-21
    kind: resumed
    channels: [line]
    summary: They can't wait.
    sources:
      - {source: example-daily-2023-12-22, at: ¶2}
    recorded: TODAY
";
    LEDGER.replace("\nevents:", source) + event
}
