//! The documents do what they say: commands run, tables are the program's, entries check.
//!
//! Without more ado every document is compared with the program. `UPDATE=1 cargo test --test docs`
//! rewrites what can be derived, and nothing else: the output under each `$ detente` line, and what
//! stands between `<!-- generated: NAME -->` and `<!-- end -->`.
//!
//! Fenced blocks, by the words after the three backticks:
//!
//! | block | what is asked of it |
//! |---|---|
//! | `console scratch` | the same in a directory of its own, which lasts for the document and begins with a copy of channels.yaml; the coder is `analyst`, the day 2023-12-22 |
//! | `csv file NAME`, `yaml file NAME`, … | a file in that directory |
//! | `console` | each `$ detente …` is run in the root of the repository; its output is what follows |
//! | `yaml` | a whole ledger without a problem; in docs/codebook.md instead lines of channels.yaml |
//! | `yaml fragment` | sections of a ledger without a problem; those that are missing are supplied |
//! | `yaml alternative` | an event that takes the place of the one with its id in channels.yaml |
//! | `yaml refused CODE` | sections whose worst problem has this code |
//! | `yaml modeline`, `yaml hooks`, `yaml workflow` | nothing here: configuration of other programs |
//!
//! `--file -` reads the last ledger before the command. `$ echo $?` tells its exit code. A command may go
//! on after a `\` at the end of its line; in a directory of its own it may read lines up to `END`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use chrono::NaiveDate;
use detente::model::date::{Date, LONGEST_DATE};
use detente::model::grade::{Credibility, Reliability};
use detente::model::id::LONGEST_ID;
use detente::model::machine::Kind;
use detente::read::LEDGER;
use detente::read::check;
use detente::read::diagnostic::{Diagnostic, Severity};
use detente::read::format::{Record, Shape};
use detente::view::machine;
use support::{Directory, words};

/// The documents whose blocks are run.
const GUIDES: [&str; 10] = [
    "README.md",
    "docs/adding.md",
    "docs/format.md",
    "docs/statuses.md",
    "docs/json.md",
    "docs/publish.md",
    "docs/codebook.md",
    "docs/architecture.md",
    "docs/editors-and-ci.md",
    "docs/reports.md",
];

const CODEBOOK: &str = "docs/codebook.md";

/// The commands for a fresh machine; the README begins with them.
const FIRST_COMMANDS: [&str; 2] = ["cargo run --release", "cargo test"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Compares a document with what the program says now, or writes that where `UPDATE` is set.
fn compare(file: &str) {
    let is = text_of(file);
    let should = consoles::rerun_all(file, &tables::regenerated(file, &is));
    if is == should {
        return;
    }
    if env::var_os("UPDATE").is_some() {
        fs::write(root().join(file), should).unwrap();
        return;
    }
    let end = std::iter::repeat("(end of file)");
    let (line, (old, new)) = is
        .lines()
        .chain(end.clone())
        .zip(should.lines().chain(end))
        .enumerate()
        .find(|(_, (old, new))| old != new)
        .unwrap();
    panic!(
        "{file}, line {}, is not what the program says\n  is:     {old}\n  should: {new}\n\
         `UPDATE=1 cargo test --test docs` rewrites it",
        line + 1
    );
}

#[test]
fn every_output_and_table_of_the_readme_is_what_the_program_says() {
    compare("README.md");
}

#[test]
fn every_output_and_table_of_the_guides_is_what_the_program_says() {
    GUIDES
        .into_iter()
        .filter(|file| *file != "README.md")
        .for_each(compare);
}

#[test]
fn the_picture_of_the_article_is_what_the_program_draws() {
    const PICTURE: &str = "docs/timeline.svg";
    let output = Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(["timeline", "--on", "2023-12-31", "--format", "svg"])
        .current_dir(root())
        .env_clear()
        .output()
        .unwrap();
    assert!(output.status.success());
    let should = String::from_utf8(output.stdout).unwrap();
    if env::var_os("UPDATE").is_some() {
        fs::write(root().join(PICTURE), should).unwrap();
        return;
    }
    assert!(
        text_of(PICTURE) == should,
        "{PICTURE} is not what the program draws; `UPDATE=1 cargo test --test docs` draws it anew"
    );
}

mod blocks {
    use super::*;

    /// A stretch of a document.
    #[derive(Debug)]
    pub(super) enum Part {
        /// A line outside all fences.
        Prose(String),
        /// A fenced block: what follows the backticks, and its lines.
        Fence { info: String, body: String },
    }

    /// Cuts a document into its parts.
    pub(super) fn parts(text: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            match line.strip_prefix("```") {
                None => parts.push(Part::Prose(line.to_owned())),
                Some(info) => {
                    let body = lines
                        .by_ref()
                        .take_while(|line| *line != "```")
                        .fold(String::new(), |body, line| body + line + "\n");
                    parts.push(Part::Fence {
                        info: info.to_owned(),
                        body,
                    });
                }
            }
        }
        parts
    }

    /// Puts a document together again.
    pub(super) fn whole(parts: &[Part]) -> String {
        parts.iter().fold(String::new(), |mut text, part| {
            match part {
                Part::Prose(line) => writeln!(text, "{line}").unwrap(),
                Part::Fence { info, body } => write!(text, "```{info}\n{body}```\n").unwrap(),
            }
            text
        })
    }

    #[test]
    fn a_document_is_the_sum_of_its_parts() {
        for file in GUIDES {
            let text = text_of(file);
            assert_eq!(whole(&parts(&text)), text, "{file}");
        }
    }
}

mod ledgers {
    use super::*;

    const DEFAULTS: [(&str, &str); 4] = [
        ("title", "title: Two capitals\n"),
        (
            "parties",
            "parties: [{id: USA, name: United States}, {id: CHN, name: China}]\n",
        ),
        (
            "channels",
            "channels: [{id: hotline, name: Hotline, parties: [USA, CHN]}]\n",
        ),
        (
            "sources",
            "sources: [{id: daily-2023-02, outlet: Example Daily, title: The line, published: 2023-02-20}]\n",
        ),
    ];

    /// Supplies the sections that a fragment leaves out.
    pub(super) fn completed(fragment: &str) -> String {
        let has = |key: &str| {
            fragment
                .lines()
                .any(|line| line.starts_with(&format!("{key}:")))
        };
        DEFAULTS
            .iter()
            .filter(|(key, _)| !has(key))
            .fold(String::new(), |text, (_, section)| text + section)
            + fragment
    }

    /// channels.yaml with an event in the place of the one of the same id.
    pub(super) fn with_alternative(entry: &str) -> String {
        let head = entry
            .lines()
            .find(|line| line.starts_with("  - id: "))
            .unwrap_or_else(|| panic!("no id in the alternative\n{entry}"));
        let ledger = text_of("channels.yaml");
        let start = ledger
            .find(&format!("{head}\n"))
            .unwrap_or_else(|| panic!("channels.yaml has no entry `{head}`"));
        let end = ledger[start..]
            .find("\n\n")
            .map_or(ledger.len(), |length| start + length + 1);
        format!("{}{entry}{}", &ledger[..start], &ledger[end..])
    }

    /// The ledger that a block is or belongs to, and what has to be wrong with it.
    pub(super) fn of<'i>(info: &'i str, body: &str) -> Option<(String, Option<&'i str>)> {
        let words: Vec<&str> = info.split_whitespace().collect();
        match words[..] {
            ["yaml"] => Some((body.to_owned(), None)),
            ["yaml", "fragment"] => Some((completed(body), None)),
            ["yaml", "alternative"] => Some((with_alternative(body), None)),
            ["yaml", "refused", code] => Some((completed(body), Some(code))),
            // Configuration of other programs, which tests/hooks.rs reads; a batch, which the
            // commands that follow read.
            ["yaml", "modeline" | "hooks" | "workflow"] | ["yaml", "file", _] => None,
            ["yaml", ..] => panic!("unknown sort of block: {info}"),
            _ => None,
        }
    }

    fn shown(problems: &[Diagnostic]) -> String {
        problems.iter().fold(String::new(), |text, problem| {
            text + problem.code.name() + ": " + &problem.message + "\n"
        })
    }

    #[test]
    fn every_ledger_in_the_documents_checks_as_it_says() {
        for file in GUIDES {
            for part in blocks::parts(&text_of(file)) {
                let blocks::Part::Fence { info, body } = part else {
                    continue;
                };
                if file == CODEBOOK && info == "yaml" {
                    continue;
                }
                let Some((ledger, refused)) = of(&info, &body) else {
                    continue;
                };
                let checked = check(&ledger);
                let codes: BTreeSet<&str> = checked
                    .diagnostics
                    .iter()
                    .map(|problem| problem.code.name())
                    .collect();
                let expected: BTreeSet<&str> = refused.into_iter().collect();
                assert_eq!(
                    codes,
                    expected,
                    "{file}\n{body}\n{}",
                    shown(&checked.diagnostics)
                );
            }
        }
    }

    #[test]
    fn every_entry_that_the_codebook_quotes_stands_in_the_ledger() {
        let ledger = text_of("channels.yaml");
        let mut quoted = 0;
        for part in blocks::parts(&text_of(CODEBOOK)) {
            if let blocks::Part::Fence { info, body } = part
                && info == "yaml"
            {
                assert!(ledger.contains(&body), "not in channels.yaml:\n{body}");
                quoted += 1;
            }
        }
        assert!(quoted > 0);
    }

    #[test]
    fn the_codebook_quotes_every_event() {
        let book = text_of(CODEBOOK);
        for (_, event) in check(text_of("channels.yaml")).ledger.unwrap().events() {
            assert!(
                book.contains(&format!("  - id: {}\n", event.id)),
                "docs/codebook.md does not quote `{}`",
                event.id
            );
        }
    }

    #[test]
    fn the_limits_are_those_that_the_document_names() {
        let document = text_of("docs/format.md");
        for bound in ["64 KiB", "16 levels", "2 GiB"] {
            assert!(document.contains(bound), "{bound}");
        }
        assert!(document.contains(&format!("{LONGEST_ID} characters")));
        assert!(document.contains(&format!("{LONGEST_DATE} bytes")));

        let is_too_large = |ledger: String| {
            let problems = check(completed(&ledger)).diagnostics;
            problems.iter().any(|p| p.code.name() == "too-large")
        };
        let with_text = |length: usize| {
            format!(
                "channels: [{{id: a, name: A, parties: [USA, CHN], about: {}}}]\n",
                "x".repeat(length)
            )
        };
        assert!(!is_too_large(with_text(64 * 1024)));
        assert!(is_too_large(with_text(64 * 1024 + 1)));
        // The ledger's own mapping is no level, so a list of lists is as deep as its brackets.
        let nested = |depth: usize| format!("x: {}{}\n", "[".repeat(depth), "]".repeat(depth));
        assert!(!is_too_large(nested(16)));
        assert!(is_too_large(nested(17)));
        let with_keys = |keys: usize| {
            let tags = "x, ".repeat(keys);
            format!("events: [{{id: a, tags: [{tags}]}}]\n")
        };
        assert!(!is_too_large(with_keys(19_000)));
        assert!(is_too_large(with_keys(20_000)));
        let with_posts = |posts: usize| {
            let posts = "p, ".repeat(posts);
            format!("channels: [{{id: a, name: A, parties: [USA, CHN], posts: [{posts}]}}]\n")
        };
        assert!(!is_too_large(with_posts(100)));
        assert!(is_too_large(with_posts(101)));
    }
}

mod consoles {
    use super::*;

    /// The day on which a guide is read that writes into a ledger.
    const DAY: &str = "2023-12-22";
    const CODER: &str = "analyst";

    #[derive(Default)]
    struct Shell {
        /// What `--file -` reads.
        input: String,
        /// The exit code of the last command.
        code: i32,
        /// The directory that a guide may write to.
        scratch: Option<Directory>,
    }

    impl Shell {
        fn scratch(&mut self) -> &Directory {
            self.scratch
                .get_or_insert_with(|| Directory::with_ledger("guide", &text_of("channels.yaml")))
        }

        fn run(&mut self, line: &str) -> String {
            if line == "echo $?" {
                return format!("{}\n", self.code);
            }
            let words = words(line);
            match words.split_first() {
                Some((program, arguments)) if program == "detente" => {
                    let input = self.input.clone();
                    self.detente(Path::new(root()), arguments, &input)
                }
                Some((program, _)) if program == "cargo" => {
                    assert!(FIRST_COMMANDS.contains(&line), "unknown command: {line}");
                    String::new()
                }
                _ => panic!("the documents do not run `{line}`"),
            }
        }

        /// Runs a command in the directory that may be written to.
        fn run_in_scratch(&mut self, line: &str, input: &str) -> String {
            if line == "echo $?" {
                return format!("{}\n", self.code);
            }
            let mut words = words(line);
            assert_eq!(words.remove(0), "detente", "{line}");
            // These two look at the clock.
            if matches!(&*words[0], "add" | "correct") && words.iter().all(|w| w != "--recorded") {
                words.extend(["--recorded".into(), DAY.into()]);
            }
            let directory = self.scratch().0.clone();
            self.detente(&directory, &words, input)
        }

        fn detente(&mut self, directory: &Path, arguments: &[String], input: &str) -> String {
            let mut child = Command::new(env!("CARGO_BIN_EXE_detente"))
                .args(arguments)
                .current_dir(directory)
                .env_clear()
                .env("NO_COLOR", "1")
                .env("DETENTE_CODER", CODER)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            // A command that reads no input closes the pipe, which is no fault.
            let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
            let output = child.wait_with_output().unwrap();
            self.code = output.status.code().unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            String::from_utf8(output.stdout).unwrap() + &stderr
        }
    }

    fn rerun(body: &str, shell: &mut Shell) -> String {
        let commands = body.lines().filter_map(|line| line.strip_prefix("$ "));
        commands.fold(String::new(), |mut text, line| {
            write!(text, "$ {line}\n{}", shell.run(line)).unwrap();
            text
        })
    }

    fn rerun_in_scratch(body: &str, shell: &mut Shell) -> String {
        let mut text = String::new();
        let mut lines = body.lines();
        while let Some(line) = lines.next() {
            let Some(first) = line.strip_prefix("$ ") else {
                continue;
            };
            writeln!(text, "{line}").unwrap();
            let mut command = first.to_owned();
            while let Some(unfinished) = command.strip_suffix('\\') {
                let next = lines.next().unwrap();
                writeln!(text, "{next}").unwrap();
                command = unfinished.to_owned() + next.trim_start();
            }
            let mut input = String::new();
            if let Some(reading) = command.strip_suffix(" <<'END'") {
                command = reading.to_owned();
                for line in lines.by_ref().take_while(|line| *line != "END") {
                    writeln!(input, "{line}").unwrap();
                }
                writeln!(text, "{input}END").unwrap();
            }
            text += &shell.run_in_scratch(&command, &input);
        }
        text
    }

    /// Runs every command of a document again.
    pub(super) fn rerun_all(file: &str, text: &str) -> String {
        let mut parts = blocks::parts(text);
        let mut shell = Shell::default();
        for part in &mut parts {
            let blocks::Part::Fence { info, body } = part else {
                continue;
            };
            if let [_, "file", name] = info.split_whitespace().collect::<Vec<_>>()[..] {
                shell.scratch().write(name, body);
            } else if info == "console scratch" {
                *body = rerun_in_scratch(body, &mut shell);
            } else if info == "console" {
                assert!(body.starts_with("$ "), "{file}: no command in\n{body}");
                *body = rerun(body, &mut shell);
            } else if let Some((ledger, _)) = ledgers::of(info, body) {
                shell.input = ledger;
            }
        }
        blocks::whole(&parts)
    }

    #[test]
    fn the_readme_begins_with_the_two_commands_of_a_fresh_machine() {
        let first = blocks::parts(&text_of("README.md"))
            .into_iter()
            .find_map(|part| match part {
                blocks::Part::Fence { info, body } if info == "console" => Some(body),
                blocks::Part::Fence { .. } | blocks::Part::Prose(_) => None,
            });
        let [run, test] = FIRST_COMMANDS;
        assert_eq!(first.unwrap(), format!("$ {run}\n$ {test}\n"));
    }
}

mod tables {
    use super::*;

    const BEGIN: &str = "<!-- generated: ";
    const END: &str = "<!-- end -->\n";

    /// What should stand between the marks, given what does.
    fn generated(name: &str, old: &str) -> String {
        let words: Vec<&str> = name.split_whitespace().collect();
        match words[..] {
            ["keys", record] => keys(records()[record]),
            ["columns"] => columns(records()["event"]),
            ["transitions"] => machine::markdown(),
            ["diagram"] => format!("```mermaid\n{}```\n", machine::mermaid()),
            ["reliability"] => grades(
                "letter | the source is",
                Reliability::ALL.map(|r| (r.letter(), r.meaning())),
            ),
            ["credibility"] => grades(
                "digit | the statement is",
                Credibility::ALL.map(|c| (c.digit(), c.meaning())),
            ),
            ["days"] => days(old),
            ["commands"] => commands(),
            ["file", path] => format!("```yaml\n{}```\n", text_of(path)),
            _ => panic!("nothing is generated under the name `{name}`"),
        }
    }

    /// Every mapping of the format, by its name.
    fn records() -> BTreeMap<&'static str, &'static Record> {
        fn walk(shape: &Shape, into: &mut BTreeMap<&'static str, &'static Record>) {
            match shape {
                Shape::List { of, .. } => walk(of, into),
                Shape::Mapping(record) | Shape::IdOrMapping(record) => {
                    into.insert(record.name, record);
                    record
                        .fields
                        .iter()
                        .for_each(|field| walk(&field.shape, into));
                }
                Shape::Line
                | Shape::Text
                | Shape::Id
                | Shape::Date
                | Shape::Flag
                | Shape::Number { .. }
                | Shape::Word { .. }
                | Shape::Form { .. } => {}
            }
        }
        let mut records = BTreeMap::new();
        walk(&Shape::Mapping(LEDGER), &mut records);
        records
    }

    fn keys(record: &Record) -> String {
        record.fields.iter().fold(
            String::from("| key | holds | needed | meaning |\n|---|---|---|---|\n"),
            |mut text, field| {
                let needed = if field.required { "yes" } else { "" };
                let shape = field.shape.words();
                let about = field.about;
                writeln!(text, "| `{}` | {shape} | {needed} | {about} |", field.key).unwrap();
                text
            },
        )
    }

    /// The columns of a batch in CSV: the keys of an event, apart from those that hold mappings.
    fn columns(record: &Record) -> String {
        record.fields.iter().fold(
            String::from("| column | cell | needed | meaning |\n|---|---|---|---|\n"),
            |text, field| {
                if let Shape::Mapping(_) = field.shape {
                    return text;
                }
                let cell = if let Shape::List { of, .. } = field.shape {
                    let one = if let Shape::IdOrMapping(record) = of {
                        record.name.to_owned()
                    } else {
                        of.words()
                    };
                    format!("{one}, or several between `;`")
                } else {
                    field.shape.words()
                };
                let needed = if field.required && field.key != "id" {
                    "yes"
                } else {
                    ""
                };
                text + &format!(
                    "| `{}` | {cell} | {needed} | {} |\n",
                    field.key, field.about
                )
            },
        )
    }

    fn grades<const N: usize>(head: &str, rows: [(&str, &str); N]) -> String {
        rows.iter()
            .fold(format!("| {head} |\n|---|---|\n"), |text, (sign, means)| {
                text + &format!("| {sign} | {means} |\n")
            })
    }

    /// Keeps the first two columns, a date and what it says, and works out the days.
    fn days(old: &str) -> String {
        let day = |day: Option<NaiveDate>| day.map_or("unbounded".into(), |day| day.to_string());
        old.lines().skip(2).fold(
            String::from("| written | says | earliest day | latest day |\n|---|---|---|---|\n"),
            |text, row| {
                let cells: Vec<&str> = row.split('|').map(str::trim).collect();
                let [_, written, says, ..] = cells[..] else {
                    panic!("no row of a table: {row}");
                };
                let date = Date::parse(written.trim_matches('`'))
                    .unwrap_or_else(|error| panic!("{written}: {error}"));
                let (first, last) = (day(date.earliest()), day(date.latest()));
                text + &format!("| {written} | {says} | {first} | {last} |\n")
            },
        )
    }

    /// The commands, as the program's own help lists them.
    fn commands() -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_detente"))
            .arg("-h")
            .env_clear()
            .output()
            .unwrap();
        let help = String::from_utf8(output.stdout).unwrap();
        help.lines()
            .skip_while(|line| *line != "Commands:")
            .skip(1)
            .take_while(|line| !line.is_empty())
            .filter_map(|line| line.trim().split_once("  "))
            .filter(|(command, _)| *command != "help")
            .fold(
                String::from("| command | what it does |\n|---|---|\n"),
                |text, (command, about)| {
                    text + &format!("| `detente {command}` | {} |\n", about.trim())
                },
            )
    }

    /// Makes every generated part of a document again.
    pub(super) fn regenerated(file: &str, text: &str) -> String {
        let (mut new, mut rest) = (String::new(), text);
        while let Some(start) = rest.find(BEGIN) {
            let (name, _) = rest[start + BEGIN.len()..].split_once(" -->\n").unwrap();
            let body = start + BEGIN.len() + name.len() + " -->\n".len();
            let end = body
                + rest[body..]
                    .find(END)
                    .unwrap_or_else(|| panic!("{file}: `{name}` has no end"));
            new += &rest[..body];
            new += &generated(name, &rest[body..end]);
            rest = &rest[end..];
        }
        new + rest
    }

    #[test]
    fn every_mapping_of_the_format_has_its_table() {
        let document = text_of("docs/format.md");
        for name in records().keys() {
            assert!(
                document.contains(&format!("{BEGIN}keys {name} -->")),
                "{name}"
            );
        }
    }

    #[test]
    fn every_kind_of_event_has_its_section() {
        let document = text_of("docs/statuses.md");
        for word in Kind::words() {
            assert!(document.contains(&format!("\n### `{word}`\n")), "{word}");
        }
    }
}

mod links {
    use super::*;

    fn documents() -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = [root().to_owned(), root().join("docs")]
            .iter()
            .flat_map(|directory| fs::read_dir(directory).unwrap())
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "md"))
            .collect();
        found.sort();
        found
    }

    /// A document without its fenced blocks.
    fn prose(path: &Path) -> Vec<String> {
        let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        blocks::parts(&text)
            .into_iter()
            .filter_map(|part| match part {
                blocks::Part::Prose(line) => Some(line),
                blocks::Part::Fence { .. } => None,
            })
            .collect()
    }

    /// A line's text outside code, and its pieces of code.
    fn split_code(line: &str) -> (String, Vec<&str>) {
        let (mut text, mut code) = (String::new(), Vec::new());
        for (index, piece) in line.split('`').enumerate() {
            if index % 2 == 0 {
                text += piece;
            } else {
                code.push(piece);
            }
        }
        (text, code)
    }

    /// The anchors of a document's headings, as GitHub makes them.
    fn anchors(path: &Path) -> BTreeSet<String> {
        let mut anchors = BTreeSet::new();
        for line in prose(path).iter().filter(|line| line.starts_with('#')) {
            let slug: String = line
                .trim_start_matches('#')
                .trim()
                .to_lowercase()
                .chars()
                .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
                .map(|c| if c == ' ' { '-' } else { c })
                .collect();
            let repeated = (1..).map(|n| format!("{slug}-{n}"));
            let free = std::iter::once(slug.clone())
                .chain(repeated)
                .find(|slug| !anchors.contains(slug));
            anchors.extend(free);
        }
        anchors
    }

    #[test]
    fn every_link_leads_somewhere() {
        let mut broken = Vec::new();
        for document in documents() {
            for line in prose(&document) {
                let (text, _) = split_code(&line);
                for target in text
                    .split("](")
                    .skip(1)
                    .filter_map(|rest| rest.split(')').next())
                {
                    if target.contains("://") || target.starts_with("mailto:") {
                        continue;
                    }
                    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
                    let path = match file {
                        "" => document.clone(),
                        file => document.parent().unwrap().join(file),
                    };
                    let leads =
                        path.exists() && (anchor.is_empty() || anchors(&path).contains(anchor));
                    if !leads {
                        broken.push(format!("{}: {target}", document.display()));
                    }
                }
            }
        }
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    }

    /// The changelog and the decisions may speak of files that are gone.
    #[test]
    fn every_file_that_a_guide_names_exists() {
        for file in GUIDES {
            for line in prose(&root().join(file)) {
                for code in split_code(&line).1 {
                    let is_path = ["src/", "docs/", "tests/"]
                        .iter()
                        .any(|folder| code.starts_with(folder))
                        && !code.contains(['*', ' ', '…']);
                    let exists = root().join(code).exists();
                    assert!(!is_path || exists, "{file} names `{code}`");
                }
            }
        }
    }

    #[test]
    fn the_example_ledgers_check_without_a_problem() {
        let examples = fs::read_dir(root().join("docs/examples")).unwrap();
        for path in examples.map(|entry| entry.unwrap().path()) {
            let checked = check(fs::read_to_string(&path).unwrap());
            assert_eq!(checked.count(Severity::Error), 0, "{}", path.display());
            assert!(checked.diagnostics.is_empty(), "{}", path.display());
        }
    }
}
