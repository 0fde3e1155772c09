//! The questions about a source.

use super::terminal::{BREAK, ENTER, Terminal};
use super::{
    ADD_SOURCE, LEDGER, answer_about_a_source, answer_with_a_new_source, desk, from, text,
};
use super::{with_both, without_today};

#[test]
fn a_source_that_is_typed_in_on_the_way_is_written_with_the_event() {
    let desk = desk();
    let mut terminal = Terminal::start(&desk.0, &["add"]);
    answer_with_a_new_source(&mut terminal);
    terminal.keys("y\r");
    let (code, screen) = terminal.ends();
    assert_eq!(code, Some(0));
    assert_eq!(
        from(&screen, "> Who reports it?"),
        "\
> Who reports it? a new source
> Who published it? Example Daily
> What is its title? A call
> When was it published? 2023-12-22
> How reliable is whoever published it? B
> Where can it be read? https://example.org/a?b=c&d
> Where in it? ¶2
> How credible is what it says? not said, which counts as 6
> Who else reports it? no more sources
> Which event brought it about? none in the ledger
adds the source example-daily-2023-12-22
  Example Daily, A call, 2023-12-22 (reliability: B)
adds 2023-12-21-line-resumed: resumed on line, 2023-12-21, known from 2023-12-22 on
  They can't wait.
  on the word of example-daily-2023-12-22, ¶2 (B6)

Channel  Days                  Status so far  Status then
─────────────────────────────────────────────────────────
line     2023-12-21 and later  ◐ negotiating  ● open
> Write this to channels.yaml? Yes
Written to channels.yaml."
    );
    assert_eq!(without_today(&text(&desk)), with_both());
}

#[test]
fn a_source_is_asked_for() {
    let desk = desk();
    let mut terminal = Terminal::start(&desk.0, &["source", "add"]);
    answer_about_a_source(&mut terminal);
    terminal
        .shows("? Write this to channels.yaml? (y/N)")
        .keys("n");
    terminal.keys(ENTER);
    let (code, screen) = terminal.ends();
    let command = ADD_SOURCE.replace(" example-daily-2023-12-22", "");
    let said = format!("Nothing was written.\nThe same as a command:\n  {command}");
    assert_eq!((code, from(&screen, "Nothing was")), (Some(1), &*said));

    let mut terminal = Terminal::start(&desk.0, &["source", "add"]);
    terminal.answers("Who published it?", "Example Daily\r");
    terminal.answers("What is its title?", BREAK);
    let (code, screen) = terminal.ends();
    let said = "What you entered so far, as a command:\n  detente source add --outlet 'Example Daily'\n\n\
                error: broken off; nothing was written";
    assert_eq!((code, from(&screen, "What you")), (Some(1), said));
    assert_eq!(text(&desk), LEDGER);

    let mut terminal = Terminal::start(&desk.0, &["source", "add", "--yes"]);
    answer_about_a_source(&mut terminal);
    let (code, screen) = terminal.ends();
    let said = "adds the source example-daily-2023-12-22\n  Example Daily, A call, 2023-12-22 (reliability: B)\n\nWritten to channels.yaml.";
    assert_eq!((code, from(&screen, "adds")), (Some(0), said));
    let both = with_both();
    let (with_source, _) = both
        .split_once("\n  - id: 2023-12-21-line-resumed")
        .unwrap();
    assert_eq!(text(&desk), with_source);
}
