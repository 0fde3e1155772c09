//! The hooks and the workflow that others copy: YAML whose commands the program understands.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;

use serde_yaml::Value;
use support::Directory;

const GUIDE: &str = "docs/editors-and-ci.md";

/// Hooks whose command the program does not have yet.
const AHEAD: [&str; 0] = [];

fn text_of(file: &str) -> String {
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The fenced block of the guide with these words after its backticks.
fn block(info: &str) -> Value {
    let guide = text_of(GUIDE);
    let (_, rest) = guide
        .split_once(&format!("\n```{info}\n"))
        .expect("the block");
    let (body, _) = rest.split_once("\n```\n").expect("its end");
    serde_yaml::from_str(body).unwrap_or_else(|error| panic!("{info}: {error}"))
}

fn hooks() -> Vec<Value> {
    let hooks: Value = serde_yaml::from_str(&text_of(".pre-commit-hooks.yaml")).unwrap();
    hooks.as_sequence().unwrap().clone()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key}"))
}

/// Runs a command line beside a ledger, and says whether the program understood it.
fn is_understood(line: &str) -> bool {
    let name = line.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let directory = Directory::new(&name);
    fs::write(directory.0.join("channels.yaml"), text_of("channels.yaml")).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words[0], "detente");
    // Exit code 2 means that the command line asks for something that does not exist.
    directory.run(&words[1..]).code != Some(2)
}

#[test]
fn every_hook_has_what_pre_commit_asks_for() {
    let ids: Vec<String> = hooks()
        .iter()
        .map(|hook| text(hook, "id").to_owned())
        .collect();
    assert_eq!(ids, ["detente-check", "detente-fmt"]);
    for hook in hooks() {
        assert_eq!(text(&hook, "language"), "rust");
        assert_eq!(text(&hook, "files"), r"(^|/)channels\.yaml$");
        assert_eq!(hook["pass_filenames"], Value::Bool(false));
        assert!(!text(&hook, "name").is_empty() && !text(&hook, "description").is_empty());
    }
}

#[test]
fn every_hook_runs_a_command_that_the_program_understands() {
    for hook in hooks() {
        let entry = text(&hook, "entry");
        let is_ahead = AHEAD.contains(&entry);
        assert_eq!(
            is_understood(entry),
            !is_ahead,
            "`{entry}`: is AHEAD right?"
        );
    }
}

#[test]
fn the_hooks_that_the_guide_names_are_there() {
    let there: BTreeSet<String> = hooks()
        .iter()
        .map(|hook| text(hook, "id").to_owned())
        .collect();
    let config = block("yaml hooks");
    let named: BTreeSet<String> = config["repos"][0]["hooks"]
        .as_sequence()
        .unwrap()
        .iter()
        .map(|hook| text(hook, "id").to_owned())
        .collect();
    assert_eq!(named, there);
    let version = format!("v{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(text(&config["repos"][0], "rev"), version);
}

#[test]
fn the_workflow_runs_on_pull_requests_and_its_command_is_understood() {
    let workflow = block("yaml workflow");
    assert_eq!(workflow["on"]["pull_request"]["paths"][0], "channels.yaml");
    let steps = workflow["jobs"]["check"]["steps"].as_sequence().unwrap();
    let commands: Vec<&str> = steps
        .iter()
        .filter_map(|step| step["run"].as_str())
        .filter(|command| command.starts_with("detente "))
        .collect();
    assert_eq!(commands, ["detente check --format github"]);
    for command in commands {
        assert!(is_understood(command), "{command}");
    }
}

#[test]
fn every_other_command_of_the_guide_is_understood() {
    let guide = text_of(GUIDE);
    let mut lines: BTreeSet<&str> = guide
        .match_indices("detente ")
        .map(|(start, _)| &guide[start..])
        .map(|rest| {
            rest.split(['>', '|', ')', '\\', '`', '\n'])
                .next()
                .unwrap()
                .trim()
        })
        .filter(|line| {
            let command = line.split_whitespace().nth(1).unwrap_or_default();
            ["schema", "completions", "man", "check", "init"].contains(&command)
        })
        .collect();
    lines.remove("detente man ~/.local/share/man/man1");
    lines.insert("detente man share/man1");
    assert!(lines.len() >= 8, "{lines:?}");
    for line in lines {
        assert!(is_understood(line), "{line}");
    }
}
