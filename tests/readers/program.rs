//! The whole program by either reader, which `DETENTE_READER` chooses.

use std::fs;

use super::files::files;
use super::large::{ledger, odd};
use super::support::{Directory, Run, detente, run, run_on};

#[test]
fn check_says_the_same_whoever_reads() {
    let mut ledgers = files("tests/diagnostics");
    ledgers.extend(files("tests/ledgers"));
    for ledger in ledgers {
        let path = ledger.to_str().unwrap();
        let check = || {
            detente(&[
                "check",
                "--format",
                "json",
                "--on",
                "2024-06-01",
                "--file",
                path,
            ])
        };
        let fast = run(&mut check());
        assert_eq!(
            fast,
            run(check().env("DETENTE_READER", "general")),
            "{path}"
        );
    }
}

/// What the program says of a ledger in a file, and what it says of the same on standard input, where
/// it is read as a whole.
fn answers(text: &str, arguments: &[&str]) -> [Run; 2] {
    let desk = Directory::new("long");
    let path = desk.0.join("long.yaml");
    fs::write(&path, text).unwrap();
    let name = path.to_str().unwrap();
    let file = run(&mut detente(&[arguments, &["--file", name]].concat()));
    let said = |text: &str| text.replace(name, "-").replace("long.yaml", "-");
    let file = Run {
        stdout: said(&file.stdout),
        stderr: said(&file.stderr),
        ..file
    };
    [file, run_on(text.as_bytes(), arguments)]
}

#[test]
fn a_long_file_that_is_read_in_passing_has_the_same_answers() {
    let sound = ledger(7_000, &odd());
    let wrong = {
        let place = sound.len() * 9 / 10;
        let place = place + sound[place..].find("- id: r").unwrap();
        let (before, behind) = sound.split_at(place);
        let behind = behind.replacen("channels: [line]", "channels: [lime]", 3);
        format!("{before}{}", behind.replacen("- id: r", "- id: r3 # ", 1))
    };
    let sections_behind = format!("{sound}cadence: {{}}\n");
    let questions = [
        (&sound, ["status", "text"]),
        (&sound, ["status", "json"]),
        (&wrong, ["status", "text"]),
        (&wrong, ["check", "json"]),
        (&sections_behind, ["status", "text"]),
    ];
    for (text, [command, format]) in questions {
        assert!(
            text.len() > 1 << 20,
            "so long are those that are read in passing"
        );
        let arguments = [command, "--on", "1950-06-01", "--format", format];
        let [file, whole] = answers(text, &arguments);
        assert!(file.stdout.len() + file.stderr.len() > 100, "{file:?}");
        assert_eq!(file, whole, "{arguments:?}");
    }
}
