//! `detente man`: a page for every command, the same on every run.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::fs;

use support::{Directory, commands};

#[test]
fn every_command_has_a_page_that_names_it() {
    let directory = Directory::new("pages");
    let answer = directory.run(&["man", "share/man1"]);
    let commands = commands();
    let count = commands.len() + 1;
    assert_eq!(
        answer.stdout,
        format!("{count} manual pages are in `share/man1`; `man -l FILE` shows one\n")
    );
    assert_eq!((answer.code, &*answer.stderr), (Some(0), ""));

    let mut expected = vec!["detente.1".to_owned()];
    for command in &commands {
        let file = format!("detente-{}.1", command.replace(' ', "-"));
        let page = fs::read_to_string(directory.0.join("share/man1").join(&file)).unwrap();
        assert!(
            page.contains(&format!("\n\\fBdetente {command}\\fR ")),
            "{page}"
        );
        expected.push(file);
    }
    expected.sort();
    let pages = fs::read_dir(directory.0.join("share/man1")).unwrap();
    let mut names: Vec<String> = pages
        .map(|page| page.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, expected);
}

#[test]
fn the_help_the_readme_and_the_pages_name_the_same_commands() {
    let listed: Vec<String> = commands()
        .into_iter()
        .filter(|command| !command.contains(' '))
        .collect();
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let table: Vec<&str> = readme
        .lines()
        .skip_while(|line| *line != "<!-- generated: commands -->")
        .take_while(|line| *line != "<!-- end -->")
        .filter_map(|line| line.strip_prefix("| `detente ")?.split('`').next())
        .collect();
    assert_eq!(table, listed);

    let directory = Directory::new("listed");
    directory.run(&["man", "."]);
    let page = fs::read_to_string(directory.0.join("detente.1")).unwrap();
    let named: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("detente\\-")?.strip_suffix("(1)"))
        .collect();
    assert_eq!(named, listed);
}

#[test]
fn a_second_run_writes_the_same_bytes_over_the_first() {
    let directory = Directory::new("twice");
    let read = || -> Vec<(String, Vec<u8>)> {
        assert_eq!(directory.run(&["man", "."]).code, Some(0));
        let names = directory.names().into_iter();
        names
            .map(|name| (name.clone(), fs::read(directory.0.join(&name)).unwrap()))
            .collect()
    };
    let first = read();
    fs::write(directory.0.join("detente.1"), "old").unwrap();
    assert_eq!(read(), first);
}

#[test]
fn a_place_that_cannot_be_a_directory_is_told_of() {
    let directory = Directory::new("file");
    fs::write(directory.0.join("man"), "").unwrap();
    let refused = directory.run(&["man", "man"]);
    assert_eq!(
        refused.stderr,
        "error: `man` is there already and stays as it is; name another\n"
    );
    assert_eq!(refused.code, Some(1));
}
