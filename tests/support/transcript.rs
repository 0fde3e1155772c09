//! Transcripts: commands and what the program answers, word for word.

use std::path::Path;
use std::{env, fs};

use super::Directory;

/// Runs the commands of a transcript again, each on a fresh copy of a ledger.
///
/// A line that begins with `$ ` is a command; lines up to `END` are its input if it ends with
/// `<<'END'`. Lines that begin with `# ` after an empty one are remarks. `$ write FILE <<'END'` makes a file for the
/// commands after it, and `$ ledger <<'END'` another ledger. All else is what was answered, the exit
/// code last where it is not 0, and `+ ` before each line that the ledger has gained.
pub(crate) fn rerun(transcript: &str, ledger: &str) -> String {
    let mut output = String::new();
    let mut files: Vec<(String, String)> = Vec::new();
    let mut ledger = ledger.to_owned();
    let mut lines = transcript.lines();
    let mut is_after_blank = true;
    while let Some(line) = lines.next() {
        let is_remark = line.starts_with("# ") && is_after_blank;
        is_after_blank = line.is_empty();
        if is_remark {
            output.push_str(&format!("{line}\n\n"));
            continue;
        }
        let Some(command) = line.strip_prefix("$ ") else {
            continue;
        };
        output.push_str(&format!("{line}\n"));
        let (command, input) = match command.strip_suffix(" <<'END'") {
            None => (command, String::new()),
            Some(command) => {
                let input = lines.by_ref().take_while(|line| *line != "END");
                let input = input.fold(String::new(), |text, line| text + line + "\n");
                output.push_str(&format!("{input}END\n"));
                (command, input)
            }
        };
        if command == "ledger" {
            ledger = input;
        } else if let Some(file) = command.strip_prefix("write ") {
            files.push((file.to_owned(), input));
        } else {
            output.push_str(&answer(command, &input, &ledger, &files));
        }
        output.push('\n');
    }
    output
}

fn answer(command: &str, input: &str, ledger: &str, files: &[(String, String)]) -> String {
    let directory = Directory::with_ledger("transcript", ledger);
    for (file, text) in files {
        directory.write(file, text);
    }
    let run = directory.shell(command, input);
    let mut answer = run.stdout + &run.stderr;
    if run.code != Some(0) {
        answer.push_str(&format!("=> {}\n", run.code.expect("an exit code")));
    }
    let written = directory.ledger();
    let mut old = ledger.lines().peekable();
    for line in written.lines() {
        if old.next_if(|other| *other == line).is_none() {
            answer.push_str(&format!("+ {line}\n"));
        }
    }
    assert_eq!(old.next(), None, "a line was lost by {command}");
    answer
}

/// Holds a transcript under `tests` to the program, or writes it again where `UPDATE` is set.
#[track_caller]
pub(crate) fn assert_transcript(file: &str, ledger: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(file);
    let is = fs::read_to_string(&path).expect("the transcript");
    let should = rerun(&is, ledger);
    if is == should {
        return;
    }
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, should).expect("the transcript is written");
        return;
    }
    let end = || std::iter::repeat("(end of file)");
    let (line, (is, should)) = is
        .lines()
        .chain(end())
        .zip(should.lines().chain(end()))
        .enumerate()
        .find(|(_, (is, should))| is != should)
        .expect("a difference");
    panic!(
        "tests/{file}, line {}, is not what the program says\n  is:     {is}\n  should: {should}\n\
         the same test with `UPDATE=1` rewrites it",
        line + 1
    );
}
