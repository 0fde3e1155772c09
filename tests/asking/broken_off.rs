//! Questions that are broken off, and changes that are not written in the end.

use super::support::{self, Directory, Run};
use super::terminal::{BREAK, ENTER, ESCAPE, Terminal};
use super::{
    ADD, ADD_SOURCE, LEDGER, answer_about_a_source, answer_up_to_sources, answer_with_a_new_source,
    desk, from, text,
};
use super::{with_both, without_today};

#[test]
fn whoever_says_no_at_the_end_gets_the_answers_as_commands_that_do_the_same() {
    let desk = desk();
    for no in ["n\r", ENTER, ESCAPE, BREAK] {
        let mut terminal = Terminal::start(&desk.0, &["add"]);
        answer_with_a_new_source(&mut terminal);
        terminal.keys(no);
        let (code, screen) = terminal.ends();
        assert_eq!(code, Some(1));
        assert_eq!(
            from(&screen, "Nothing was written."),
            format!("Nothing was written.\nThe same as a command:\n  {ADD_SOURCE}\n  {ADD}")
        );
        assert_eq!(text(&desk), LEDGER);
        assert_eq!(desk.names(), ["channels.yaml"]);
    }
    for command in [ADD_SOURCE, ADD] {
        let written = run_as_printed(&desk, command);
        assert_eq!((written.code, &*written.stderr), (Some(0), ""));
    }
    assert_eq!(without_today(&text(&desk)), with_both());
}

/// Runs a command that the program has printed, as a shell would, and adds `--yes`.
fn run_as_printed(desk: &Directory, command: &str) -> Run {
    let program = env!("CARGO_BIN_EXE_detente");
    let script = command.replacen("detente", "\"$0\"", 1) + " --yes";
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &script, program]).env_clear();
    support::run(shell.current_dir(&desk.0))
}

#[test]
fn whoever_breaks_off_gets_the_answers_so_far_as_a_command_that_asks_for_the_rest() {
    let desk = desk();
    let broken_off = |arguments: &[&str], answers: &dyn Fn(&mut Terminal), question: &str| {
        let screens = [ESCAPE, BREAK].map(|key| {
            let mut terminal = Terminal::start(&desk.0, arguments);
            answers(&mut terminal);
            terminal.answers(question, key);
            let (code, screen) = terminal.ends();
            assert_eq!(code, Some(1));
            let answers = screen.find("What you entered so far");
            let said = answers.or_else(|| screen.find("error:")).unwrap();
            screen[said..].trim_end().to_owned()
        });
        assert_eq!(screens[0], screens[1]);
        assert_eq!(text(&desk), LEDGER);
        screens[0].clone()
    };
    let nothing = "error: broken off; nothing was written";
    let after = |commands: &str| {
        format!("What you entered so far, as a command:\n  {commands}\n\n{nothing}")
    };

    let first = broken_off(&["add"], &|_| (), "Which channels does it bear on?");
    assert_eq!(first, nothing);

    let channel = "detente add --channel line";
    let second = broken_off(
        &["add"],
        &|terminal| {
            terminal.answers("Which channels does it bear on?", " \r");
        },
        "When did it happen?",
    );
    assert_eq!(second, after(channel));
    // It asks on where the questions were broken off.
    let arguments: Vec<&str> = channel.split(' ').skip(1).collect();
    let third = broken_off(
        &arguments,
        &|terminal| {
            terminal.answers("When did it happen?", "2023-12-21\r");
            terminal.answers("What kind of event is it?", "resumed\r");
            terminal.answers("Who acted?", "CHN\r");
        },
        "What happened?",
    );
    assert_eq!(
        third,
        after("detente add resumed line --date 2023-12-21 --by CHN")
    );

    let in_a_source = broken_off(
        &["add", "--id", "answered", "--tag=-x-"],
        &|terminal| {
            answer_up_to_sources(terminal);
            terminal.answers("Who reports it?", "a new\r");
            terminal.answers("Who published it?", "Example Daily\r");
        },
        "What is its title?",
    );
    assert_eq!(
        in_a_source,
        after(
            "detente source add --outlet 'Example Daily'\n  detente add resumed line --date 2023-12-21 \
             --tag=-x- --summary 'They can'\\''t wait.' --id answered"
        )
    );

    let behind_a_source = broken_off(
        &["add"],
        &|terminal| {
            answer_up_to_sources(terminal);
            terminal.answers("Who reports it?", "a new\r");
            answer_about_a_source(terminal);
            terminal.answers("Where in it?", "¶2\r");
            terminal.answers("How credible is what it says?", ENTER);
        },
        "Who else reports it?",
    );
    assert_eq!(behind_a_source, after(&format!("{ADD_SOURCE}\n  {ADD}")));
}
