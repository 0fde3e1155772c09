//! The questions about an event.

use std::fs;

use super::terminal::{BREAK, DOWN, ENTER, ERASE, SMALL, Terminal};
use super::{LEDGER, added, desk, from, text};

/// The list of kinds, when the line is under negotiation.
const KINDS: &str = "\
? What kind of event is it?  
> opened                first use, or the first record of it
  suspended             a side stops using it
  resumed               it is used again
  collapsed             those talks fail
  sought                one side asks; a wish is no negotiation
  declined              the other side says no; one refusal suspends nothing
  unanswered            a call rang out; silence is not suspension
  confirmed negotiating a source states the status; the replay must agree
  talks                 refused: line is under negotiation already (the sides agree to restore it, or negotiate ab…
  contact               refused: line is still under negotiation, so it cannot be in use (it was used: a call, a m…
  confirmed open        refused: line does not replay to the `open` that the source states (a source states the st…
  confirmed suspended   refused: line does not replay to the `suspended` that the source states (a source states t…
[typing searches; what would be refused on that day stands last]";

/// Types a date that is none, one that is not meant, and at last the right one.
fn answer_the_date(terminal: &mut Terminal) {
    terminal.shows("? When did it happen?").keys("2023-13");
    terminal.shows("2023-13: no date so far").keys(ENTER);
    terminal.shows(
        "# there is no month 13; months are 01 to 12, seasons and other parts of a year 21 to 41",
    );
    terminal.keys(&ERASE.repeat(2)).keys("02~");
    terminal.shows("2023-02~: about February 2023, 1 Jan to 31 Mar 2023");
    terminal.keys(&ERASE.repeat(3)).keys("12-21");
    terminal.shows("2023-12-21: 21 December 2023").keys(ENTER);
}

#[test]
fn an_event_is_asked_for_from_the_channel_to_the_cause() {
    let desk = desk();
    let mut terminal = Terminal::start(&desk.0, &["add"]);
    terminal.shows("? Which channels does it bear on?");
    terminal.shows("mark none for something outside the channels]");
    assert_eq!(
        terminal.screen().trim_end(),
        "\
? Which channels does it bear on?  
> [ ] The line (line, negotiating)
  [ ] The talks (talks, unrecorded)
[Space marks, Enter goes on; mark none for something outside the channels]"
    );
    terminal.keys(" ").shows("> [x] The line").keys(ENTER);

    answer_the_date(&mut terminal);
    terminal
        .shows("? What kind of event is it?")
        .shows("stands last]");
    let screen = terminal.screen();
    assert_eq!(from(&screen, "? What kind"), KINDS);
    terminal
        .keys("resum")
        .shows("resum \n> resumed")
        .keys(ENTER);

    terminal.shows("? Who acted?").shows("breaks off]");
    let screen = terminal.screen();
    assert_eq!(
        from(&screen, "? Who acted?"),
        "\
? Who acted?  
> nobody in particular
  United States (USA)
  China (CHN)
[↑↓ moves, Enter chooses, typing searches; Esc breaks off]"
    );
    terminal.keys(DOWN).keys(DOWN).keys(ENTER);
    terminal.answers("What happened?", ENTER);
    terminal.shows("# this cannot be left out");
    terminal.keys("They call.\r");
    terminal.answers("Who reports it?", ENTER);
    terminal.answers("Where in it?", "p. 3\r");
    terminal
        .shows("? How credible is what it says?")
        .shows("6  truth");
    terminal.keys(DOWN).keys(DOWN).keys(ENTER);
    terminal.answers("Who else reports it?", ENTER);
    terminal
        .shows("? Which event brought it about?")
        .shows("[cut]");
    terminal.keys(ENTER);
    terminal
        .shows("? Write this to channels.yaml? (y/N)")
        .keys("y\r");
    let (code, screen) = terminal.ends();
    assert_eq!(
        screen.trim_end(),
        "\
> Which channels does it bear on? line
> When did it happen? 2023-12-21
> What kind of event is it? resumed
> Who acted? CHN
> What happened? They call.
> Who reports it? wire
> Where in it? p. 3
> How credible is what it says? 2
> Who else reports it? no more sources
> Which event brought it about? none in the ledger
adds 2023-12-21-line-resumed: resumed on line, 2023-12-21, known from 2023-12-22 on
  They call.
  on the word of wire, p. 3 (B2)

Channel  Days                  Status so far  Status then
─────────────────────────────────────────────────────────
line     2023-12-21 and later  ◐ negotiating  ● open
> Write this to channels.yaml? Yes
Written to channels.yaml."
    );
    assert_eq!(code, Some(0));
    assert_eq!(
        added(&desk),
        "
  - id: 2023-12-21-line-resumed
    date: 2023-12-21
    kind: resumed
    channels: [line]
    by: CHN
    summary: They call.
    sources:
      - {source: wire, at: p. 3, credibility: 2}
    recorded: TODAY
"
    );
    assert_eq!(desk.names(), ["channels.yaml"]);
}

#[test]
fn only_what_is_missing_is_asked_for() {
    let desk = desk();
    let mut given = vec![
        "add",
        "resumed",
        "The Line",
        "--date",
        "2023-12-21",
        "--by",
        "USA",
    ];
    given.extend(["--cause", "offer", "--summary", "They call."]);
    let mut terminal = Terminal::start(&desk.0, &given);
    terminal.answers("Who reports it?", ENTER);
    terminal.answers("Where in it?", "1:2\r");
    terminal.answers("How credible is what it says?", ENTER);
    terminal.answers("Who else reports it?", "post\r");
    terminal.answers("Where in it?", ENTER);
    terminal.answers("How credible is what it says?", "5\r");
    terminal.answers("Who else reports it?", ENTER);
    terminal.answers("Write this to channels.yaml?", "y\r");
    let (code, screen) = terminal.ends();
    assert_eq!(code, Some(0));
    assert_eq!(
        screen.lines().filter(|line| line.starts_with("> ")).count(),
        8
    );
    assert_eq!(
        added(&desk),
        "
  - id: 2023-12-21-line-resumed
    date: 2023-12-21
    kind: resumed
    channels: [line]
    by: USA
    cause: offer
    summary: They call.
    sources:
      - {source: wire, at: '1:2', credibility: 6}
      - {source: post, credibility: 5}
    recorded: TODAY
"
    );

    // Nothing is missing, so only the writing is asked for.
    given.extend(["--source", "wire"]);
    given[1] = "contact";
    let mut terminal = Terminal::start(&desk.0, &given);
    terminal.shows("contact on line, 2023-12-21");
    terminal.answers("Write this to channels.yaml?", BREAK);
    assert_eq!(terminal.ends().0, Some(1));
}

#[test]
fn an_event_outside_the_channels_is_one_that_bears_on_none() {
    let desk = desk();
    let mut terminal = Terminal::start(&desk.0, &["add"]);
    terminal.answers("Which channels does it bear on?", ENTER);
    let question = "None is marked. Is it something outside the channels, a `context`? (y/N)";
    // Enter on a channel that is not marked is a slip.
    terminal.answers(question, ENTER);
    terminal
        .shows("> None is marked. Is it something outside the channels, a `context`? No\n? Which");
    terminal.keys(ENTER);
    terminal.shows("`context`? No\n> Which channels does it bear on? \n? None is marked.");
    terminal.keys("y\r");
    terminal.answers("When did it happen?", "2023-05~\r");
    terminal.answers("Who acted?", ENTER);
    terminal.answers("What happened?", "A storm.\r");
    terminal.answers("Who reports it?", "none\r");
    terminal.answers("Which event brought it about?", ENTER);
    terminal.answers("Write this to channels.yaml?", "y\r");
    assert_eq!(terminal.ends().0, Some(0));
    assert_eq!(
        added(&desk),
        "
  - id: 2023-05-a-storm
    date: 2023-05~
    kind: context
    inferred: true
    summary: A storm.
    recorded: TODAY
"
    );
}

#[test]
fn a_kind_that_would_be_refused_is_not_taken_unasked() {
    let desk = desk();
    let mut terminal = Terminal::start(
        &desk.0,
        &["add", "--channel", "line", "--date", "2023-12-21"],
    );
    terminal.answers("What kind of event is it?", "contact\r");
    let question = "It would be refused: line is still under negotiation, so it cannot be in use. Go on all the same";
    terminal.answers(question, ENTER);
    terminal
        .shows("No\n? What kind of event is it?")
        .keys("sought\r");
    terminal.shows("? Who acted?").keys(BREAK);
    assert_eq!(terminal.ends().0, Some(1));
}

#[test]
fn what_was_answered_is_not_lost_where_it_is_refused() {
    let desk = desk();
    let mut arguments = vec!["add", "--channel", "line", "--date", "2023-12-21"];
    arguments.extend(["--summary", "They call.", "--source", "wire"]);
    let mut terminal = Terminal::start(&desk.0, &arguments);
    terminal.answers("What kind of event is it?", "contact\r");
    terminal.answers("It would be refused:", "y\r");
    terminal.answers("Who acted?", ENTER);
    terminal.answers("Which event brought it about?", ENTER);
    let (code, screen) = terminal.ends();
    assert_eq!(code, Some(1));
    let command = "
What you entered so far, as a command:
  detente add contact line --date 2023-12-21 --source wire --summary 'They call.'

error: `contact` is refused: ";
    assert!(screen.contains(command), "{screen}");
    assert_eq!(text(&desk), LEDGER);
}

#[test]
fn a_ledger_that_changes_while_the_answer_is_awaited_is_read_again() {
    let desk = desk();
    let path = desk.0.join("channels.yaml");
    let mut arguments = vec![
        "add",
        "resumed",
        "line",
        "--date",
        "2023-12-21",
        "--id",
        "one",
    ];
    arguments.extend(["--summary", "They call.", "--source", "wire"]);
    let mut terminal = Terminal::start(&desk.0, &arguments);
    terminal.shows("? Write this to channels.yaml? (y/N)");
    fs::write(&path, LEDGER.replace("The line", "The other line")).unwrap();
    terminal.keys("y\r");
    let notice = "> Write this to channels.yaml? Yes\nchannels.yaml has changed meanwhile; this is what the change would \
                  do now:\n";
    terminal
        .shows(notice)
        .answers("Write this to channels.yaml?", "y\r");
    let (code, screen) = terminal.ends();
    assert_eq!(code, Some(0));
    assert_eq!(screen.matches("adds one: resumed on line").count(), 2);
    let text = text(&desk);
    assert!(
        text.contains("The other line") && text.contains("- id: one"),
        "{text}"
    );
}

#[test]
fn on_a_small_terminal_a_choice_is_one_line_and_is_found_by_what_does_not_show() {
    let desk = desk();
    let mut arguments = vec![
        "add",
        "resumed",
        "line",
        "--date",
        "2023-12-21",
        "--inferred",
    ];
    let summary = "They call each other on the line that both had left alone for months. Twice.";
    arguments.extend(["--id", "one", "--summary", summary, "--yes"]);
    assert_eq!(desk.run(&arguments).code, Some(0));
    let arguments = [
        "add",
        "contact",
        "line",
        "--date",
        "2023-12-22",
        "--inferred",
    ];
    let mut terminal = Terminal::sized(SMALL, &desk.0, &arguments);
    terminal
        .answers("Who acted?", ENTER)
        .answers("What happened?", "Again.\r");
    terminal
        .shows("? Which event brought it about?")
        .shows("breaks off]");
    let screen = terminal.screen();
    assert_eq!(
        from(&screen, "? Which event"),
        "\
? Which event brought it about?  
> none in the ledger
  2023-12-21 They call each other on the line that both had left alone for…
  2023-06-01 They talk. [offer]
  2023-02 Cut. [cut]
[↑↓ moves, Enter chooses, typing searches; Esc breaks off]"
    );
    terminal
        .keys("twice. [one")
        .shows("twice. [one \n> 2023-12-21")
        .keys(ENTER);
    terminal.answers("Write this to channels.yaml?", "y\r");
    let (code, screen) = terminal.ends();
    assert!(
        screen.contains("> Which event brought it about? one\n"),
        "{screen}"
    );
    assert_eq!(code, Some(0));
    assert!(text(&desk).contains("    cause: one\n"));
}

#[test]
fn what_would_be_written_is_shown_even_if_the_answer_goes_elsewhere() {
    let desk = desk();
    let program = env!("CARGO_BIN_EXE_detente");
    let script = format!(
        "{program} add resumed line --date 2023-12-21 --summary Call. --source wire --id one > answer"
    );
    let mut terminal = Terminal::running("sh", &desk.0, &["-c", &script]);
    terminal.shows("adds one: resumed on line");
    terminal.answers("Write this to channels.yaml?", "y\r");
    assert_eq!(terminal.ends().0, Some(0));
    let answer = fs::read_to_string(desk.0.join("answer")).unwrap();
    assert_eq!(answer, "Written to channels.yaml.\n");
}

#[test]
fn a_long_batch_shows_nothing_beside_the_question() {
    let desk = desk();
    let mut batch = String::from("id,date,kind,channels,summary,sources\n");
    for number in 0..1000 {
        batch.push_str(&format!("e-{number},2023-12-21,sought,line,Asked.,wire\n"));
    }
    fs::write(desk.0.join("batch.csv"), batch).unwrap();
    let mut terminal = Terminal::start(&desk.0, &["add", "--from", "batch.csv"]);
    terminal.shows("? Write this to channels.yaml? (y/N)");
    assert!(
        !terminal.screen().contains("adding"),
        "{}",
        terminal.screen()
    );
    terminal.keys("y\r");
    let (code, screen) = terminal.ends();
    assert_eq!(code, Some(0));
    assert!(
        screen
            .trim_end()
            .ends_with("> Write this to channels.yaml? Yes\nWritten to channels.yaml."),
        "{screen}"
    );
}
