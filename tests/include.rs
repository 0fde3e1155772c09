//! Ledgers of several files.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;

use detente::model::belief::Evidence;
use detente::model::ledger::Ledger;
use detente::model::text::Text;
use detente::read::check;
use detente::read::diagnostic::Severity;
use detente::replay::status::{AsOf, status};
use detente::write::change::Change;
use detente::write::edit::Draft;
use detente::write::entry::{EventEntry, SourceEntry};
use proptest::prelude::*;
use support::Directory;

const MAIN: &str = "\
title: Two capitals
include: [sources.yaml, \"events/*.yaml\"]
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
";
const SOURCES: &str = "sources: [{id: wire, outlet: Wire, title: News, published: 2024-06-05}]\n";
const BEGINNING: &str = "\
events:
  - id: first-call
    date: 2022-05
    kind: opened
    channels: [line]
    summary: The line is used for the first time.
    sources: [wire]
";
const END: &str = "\
events:
  - id: cut
    date: 2023-02
    kind: suspended
    channels: [line]
    summary: The line is cut.
    sources: [wire]
";

fn parted(name: &str) -> Directory {
    let directory = Directory::with_ledger(name, MAIN);
    fs::create_dir(directory.0.join("events")).unwrap();
    directory.write("sources.yaml", SOURCES);
    directory.write("events/2022.yaml", BEGINNING);
    directory.write("events/2023.yaml", END);
    directory
}

fn whole() -> String {
    let main = MAIN.replace("include: [sources.yaml, \"events/*.yaml\"]\n", "");
    let events = END.strip_prefix("events:\n").unwrap();
    format!("{main}{SOURCES}{BEGINNING}{events}")
}

#[test]
fn the_answers_are_those_of_one_file() {
    let parted = parted("include-answers");
    let whole = Directory::with_ledger("include-whole", &whole());
    for arguments in [
        &["status", "--on", "2023-06-01", "--format", "json"][..],
        &["replay", "--on", "2023-06-01"],
        &["why", "line", "--on", "2022-12-01"],
    ] {
        let run = parted.run(arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(run, whole.run(arguments));
        let general = [&["--reader", "general"], arguments].concat();
        assert_eq!(run, parted.run(&general));
    }
}

#[test]
fn a_problem_names_its_file_and_the_line_there() {
    let directory = parted("include-problem");
    directory.write("events/2023.yaml", &END.replace("[wire]", "[wier]"));
    let text = directory.run(&["check"]).stdout;
    assert!(text.contains(" --> events/2023.yaml:7:15\n"), "{text}");
    let json = directory.run(&["check", "--format", "json"]).stdout;
    assert!(
        json.contains("\"file\":\"events/2023.yaml\"") && json.contains("\"line\":7"),
        "{json}"
    );
    let github = directory.run(&["check", "--format", "github"]).stdout;
    assert!(github.contains("file=events/2023.yaml,line=7"), "{github}");
}

#[test]
fn an_id_is_unique_over_all_files() {
    let directory = parted("include-twice");
    directory.write(
        "events/2023.yaml",
        &END.replace("id: cut", "id: first-call"),
    );
    let run = directory.run(&["check"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout
            .contains("another event has the id `first-call` already"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("events/2022.yaml:2:9"),
        "{}",
        run.stdout
    );
}

#[test]
fn nothing_outside_the_folder_is_read() {
    let directory = parted("include-outside");
    let outside = Directory::with_ledger("include-outside-other", END);
    for path in [
        "../x.yaml".to_owned(),
        outside.0.join("channels.yaml").display().to_string(),
    ] {
        directory.write("channels.yaml", &MAIN.replace("sources.yaml", &path));
        let run = directory.run(&["check"]);
        assert_eq!(run.code, Some(1), "{path}");
        assert!(run.stdout.contains("error[bad-include]"), "{}", run.stdout);
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let outside = Directory::with_ledger("include-link-other", END);
    let folder = parted("include-link-folder");
    fs::remove_dir_all(folder.0.join("events")).unwrap();
    std::os::unix::fs::symlink(&outside.0, folder.0.join("events")).unwrap();
    let file = parted("include-link-file");
    fs::remove_file(file.0.join("events/2023.yaml")).unwrap();
    std::os::unix::fs::symlink(
        outside.0.join("channels.yaml"),
        file.0.join("events/2023.yaml"),
    )
    .unwrap();
    for directory in [folder, file] {
        let run = directory.run(&["check"]);
        assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
        assert!(run.stdout.contains("link"), "{}", run.stdout);
    }
}

#[test]
fn standard_input_has_no_folder_to_look_in() {
    let run = support::run_on(MAIN.as_bytes(), &["check"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("standard input"), "{}", run.stdout);
}

/// What the files of a ledger hold.
fn held(directory: &Directory) -> Vec<String> {
    [
        "channels.yaml",
        "sources.yaml",
        "events/2022.yaml",
        "events/2023.yaml",
    ]
    .map(|file| fs::read_to_string(directory.0.join(file)).unwrap())
    .into()
}

/// Which of these files a command line changes.
#[track_caller]
fn changed_by(directory: &Directory, line: &str) -> Vec<usize> {
    let before = held(directory);
    let run = directory.shell(line, "");
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    let is_checked = directory.run(&["check"]);
    assert_eq!(is_checked.code, Some(0), "{}", is_checked.stdout);
    let pairs = before.iter().zip(held(directory)).enumerate();
    pairs
        .filter(|(_, (before, after))| *before != after)
        .map(|(file, _)| file)
        .collect()
}

const RESUMED: &str = "detente add resumed line --date 2023-11 --summary Again. --source wire \
                       --recorded 2024-07-01 --coder A --yes";

#[test]
fn a_new_event_goes_into_the_last_file_with_events() {
    let directory = parted("include-add");
    assert_eq!(changed_by(&directory, RESUMED), [3]);
    let new = "
  - id: 2023-11-line-resumed
    date: 2023-11
    kind: resumed
    channels: [line]
    summary: Again.
    sources: [wire]
    recorded: 2024-07-01
    coder: A
";
    let is = fs::read_to_string(directory.0.join("events/2023.yaml")).unwrap();
    assert_eq!(is, format!("{END}{new}"));
}

#[test]
fn a_file_can_be_named_as_it_is_shown_or_from_the_ledgers_folder() {
    for (file, changed) in [
        ("events/2022.yaml", 2),
        ("events/2023.yaml", 3),
        ("./events/2023.yaml", 3),
        ("channels.yaml", 0),
        ("./channels.yaml", 0),
        ("sources.yaml", 1),
    ] {
        let directory = parted("include-into");
        assert_eq!(
            changed_by(&directory, &format!("{RESUMED} --into {file}")),
            [changed]
        );
    }
    let directory = parted("include-into-full");
    let full = directory.0.join("events/2022.yaml");
    assert_eq!(
        changed_by(&directory, &format!("{RESUMED} --into {}", full.display())),
        [2]
    );
    let directory = parted("include-into-folder");
    let above = directory.0.parent().unwrap();
    let folder = directory.0.file_name().unwrap().to_str().unwrap();
    for into in [
        "events/2022.yaml".to_owned(),
        format!("{folder}/events/2022.yaml"),
    ] {
        let ledger = format!("{folder}/channels.yaml");
        let line = format!(
            "{} --file {ledger} --into {into} --dry-run",
            RESUMED.strip_suffix(" --yes").unwrap()
        );
        let arguments: Vec<String> = support::words(&line);
        let arguments: Vec<&str> = arguments.iter().skip(1).map(String::as_str).collect();
        let run = support::run(support::detente(&arguments).current_dir(above));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let diff = format!("--- {folder}/events/2022.yaml\n+++ {folder}/events/2022.yaml\n");
        assert!(run.stdout.contains(&diff), "{}", run.stdout);
    }
}

#[test]
fn a_file_is_first_looked_for_by_the_path_that_is_shown() {
    let directory = parted("include-into-twice");
    fs::create_dir(directory.0.join("events/events")).unwrap();
    let main = MAIN.replace("[sources.yaml, \"events/*.yaml\"]", "[\"**/20*.yaml\"]");
    directory.write("events/channels.yaml", &format!("{main}{SOURCES}"));
    directory.write("events/events/2022.yaml", "");
    for (into, changed) in [
        ("events/2022.yaml", "events/2022.yaml"),
        ("./events/2022.yaml", "events/2022.yaml"),
        ("2022.yaml", "events/2022.yaml"),
        ("events/events/2022.yaml", "events/events/2022.yaml"),
    ] {
        let line = RESUMED.strip_suffix(" --yes").unwrap();
        let line = format!("{line} --file events/channels.yaml --into {into} --dry-run");
        let run = directory.shell(&line, "");
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(
            run.stdout.contains(&format!("+++ {changed}\n")),
            "{into}: {}",
            run.stdout
        );
    }
}

#[cfg(unix)]
#[test]
fn a_file_is_named_from_the_folder_in_which_a_ledger_really_lies() {
    let directory = parted("include-into-link");
    fs::create_dir(directory.0.join("links")).unwrap();
    let link = directory.0.join("links/main.yaml");
    std::os::unix::fs::symlink("../channels.yaml", link).unwrap();
    let line = format!("{RESUMED} --file links/main.yaml --into events/2022.yaml");
    assert_eq!(changed_by(&directory, &line), [2]);
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_that_was_written_does_nothing_to_a_terminal() {
    let directory = parted("include-inert");
    let event = END.replace("cut", "asked").replace("suspended", "sought");
    directory.write("events/2024\u{1b}[31m.yaml", &event);
    let run = directory.shell(RESUMED, "");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stdout.ends_with("Written to events/2024␛[31m.yaml.\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_file_that_is_not_of_the_ledger_is_refused_and_the_others_are_listed() {
    let directory = parted("include-into-other");
    let before = held(&directory);
    let run = directory.shell(&format!("{RESUMED} --into events/2024.yaml"), "");
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "error: `events/2024.yaml` is no file of the ledger, which has `channels.yaml`, `events/2022.yaml`, \
         `events/2023.yaml`, `sources.yaml`; one that is to be written to must be there and be included\n"
    );
    assert_eq!(held(&directory), before);
}

#[test]
fn an_empty_file_that_is_included_can_be_begun() {
    for (text, begun) in [("", "events:\n"), ("# 2024\n", "# 2024\n\nevents:\n")] {
        let directory = parted("include-begun");
        directory.write("events/2024.yaml", text);
        let run = directory.shell(&format!("{RESUMED} --into events/2024.yaml"), "");
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let is = fs::read_to_string(directory.0.join("events/2024.yaml")).unwrap();
        assert!(
            is.starts_with(&format!("{begun}  - id: 2023-11-line-resumed\n")),
            "{is}"
        );
    }
}

#[test]
fn a_withdrawal_and_a_correction_go_where_the_event_stands() {
    let directory = parted("include-withdraw");
    let withdraw = "detente withdraw first-call --date 2024-01-01 --reason 'A mistake.' --yes";
    assert_eq!(changed_by(&directory, withdraw), [2]);
    let is = fs::read_to_string(directory.0.join("events/2022.yaml")).unwrap();
    assert!(
        is.contains("withdrawn: {date: 2024-01-01, reason: A mistake.}"),
        "{is}"
    );

    let directory = parted("include-correct");
    let correct = "detente correct first-call --date 2022-06 --yes";
    assert_eq!(changed_by(&directory, correct), [2]);
    let directory = parted("include-correct-into");
    assert_eq!(
        changed_by(&directory, &format!("{correct} --into channels.yaml")),
        [0]
    );
}

#[test]
fn an_event_beside_another_goes_into_its_file_and_no_other() {
    let line =
        "detente add sought line --date 2022 --summary S. --source wire --after first-call --yes";
    let directory = parted("include-beside");
    assert_eq!(changed_by(&directory, line), [2]);
    let directory = parted("include-beside-elsewhere");
    let run = directory.shell(&format!("{line} --into events/2023.yaml"), "");
    assert_eq!(run.code, Some(1));
    assert_eq!(
        run.stderr,
        "error: `first-call` stands in another file than `--into` names; leave `--into` out, or name an event \
         of that file. Nothing was written\n"
    );
}

#[test]
fn a_new_source_goes_where_sources_stand_and_is_written_before_the_event_that_cites_it() {
    let directory = parted("include-source");
    let source = "detente source add --outlet Post --title T --published 2023-12-01 --yes";
    assert_eq!(changed_by(&directory, source), [1]);
    let directory = parted("include-source-into");
    let into = format!("{source} --into events/2022.yaml");
    assert_eq!(changed_by(&directory, &into), [2]);

    let directory = parted("include-two");
    directory.write(
        "batch.yaml",
        "sources: [{id: post, outlet: Post, title: T, published: 2023-12-01}]\n\
         events: [{date: 2023-11, kind: resumed, channels: [line], summary: Again., sources: [post]}]\n",
    );
    let run = directory.shell("detente add --from batch.yaml --dry-run", "");
    let (first, second) = (
        run.stdout.find("--- sources.yaml"),
        run.stdout.find("--- events/2023.yaml"),
    );
    assert!(
        first.is_some() && first < second,
        "{}{}",
        run.stdout,
        run.stderr
    );
    assert_eq!(
        changed_by(&directory, "detente add --from batch.yaml --yes"),
        [1, 3]
    );
}

#[test]
fn what_the_machine_refuses_over_all_files_is_not_written_and_the_offers_name_the_file() {
    let directory = parted("include-refused");
    let before = held(&directory);
    let line = "detente add collapsed line --date 2023-11 --summary S. --source wire --into events/2023.yaml --yes";
    let run = directory.shell(line, "");
    assert_eq!(run.code, Some(1));
    assert_eq!(held(&directory), before);
    let offered = run.stderr.lines().chain(run.stdout.lines());
    let offered: Vec<&str> = offered
        .map(str::trim)
        .filter(|line| line.starts_with("detente add"))
        .collect();
    assert!(!offered.is_empty(), "{}{}", run.stdout, run.stderr);
    for command in offered {
        assert!(command.contains(" --into events/2023.yaml"), "{command}");
        assert_eq!(changed_by(&directory, &format!("{command} --yes")), [3]);
    }
}

#[test]
fn those_who_write_to_different_files_at_the_same_time_lose_nothing() {
    let directory = parted("include-together");
    std::thread::scope(|scope| {
        for number in 0..8 {
            let directory = &directory;
            scope.spawn(move || {
                let file = ["events/2022.yaml", "events/2023.yaml", "channels.yaml"][number % 3];
                let line = format!(
                    "detente add sought line --date 2023-05-0{} --summary S. --source wire --into {file} --yes",
                    number + 1
                );
                let run = directory.shell(&line, "");
                assert_eq!(run.code, Some(0), "{}", run.stderr);
            });
        }
    });
    let check = directory.run(&["check"]);
    assert_eq!(check.code, Some(0), "{}", check.stdout);
    let all = held(&directory).concat();
    assert_eq!(all.matches("kind: sought").count(), 8);
    // Nothing lies about.
    assert_eq!(
        directory.names(),
        ["channels.yaml", "events", "sources.yaml"]
    );
}

#[test]
fn every_file_is_laid_out_by_itself() {
    let directory = parted("include-fmt");
    let run = directory.run(&["fmt", "--check"]);
    assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
    assert!(
        run.stdout
            .contains("events/2022.yaml: in canonical layout\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .contains("sources.yaml: line 1 is the first that is not"),
        "{}",
        run.stdout
    );
    assert_eq!(changed_by(&directory, "detente fmt"), [0, 1]);
    assert_eq!(
        held(&directory),
        [
            "\
title: Two capitals

include:
  - sources.yaml
  - \"events/*.yaml\"

parties:
  - {id: USA, name: United States}
  - {id: CHN, name: China}

channels:
  - {id: line, name: The line, parties: [USA, CHN]}
",
            "sources:\n  - {id: wire, outlet: Wire, title: News, published: 2024-06-05}\n",
            BEGINNING,
            END
        ]
    );
    assert_eq!(directory.run(&["fmt", "--check"]).code, Some(0));
}

#[test]
fn a_hundred_files_are_read_in_the_order_of_their_paths() {
    let directory = Directory::with_ledger("include-hundred", MAIN);
    fs::create_dir_all(directory.0.join("events/more")).unwrap();
    directory.write("sources.yaml", SOURCES);
    for number in (0..100).rev() {
        let event = BEGINNING
            .replace("first-call", &format!("event-{number:02}"))
            .replace("opened", if number == 0 { "opened" } else { "contact" });
        directory.write(&format!("events/{number:02}.yaml"), &event);
    }
    // Neither of these is meant by the pattern.
    directory.write("events/.hidden.yaml", "title: {");
    directory.write("events/more/other.yaml", "title: {");
    let run = directory.run(&["check"]);
    assert_eq!(
        run.stdout,
        "channels.yaml and 101 included files: no problems\n"
    );
    let replay = directory.run(&["replay", "--on", "2024-01-01"]).stdout;
    let found: Vec<usize> = (0..100)
        .map(|number| replay.find(&format!("[event-{number:02}]")).unwrap())
        .collect();
    assert!(found.is_sorted());
}

#[test]
fn any_folders_and_a_file_named_twice() {
    let directory = parted("include-any");
    let main = MAIN.replace(
        "[sources.yaml, \"events/*.yaml\"]",
        "[./sources.yaml, \"**/*.yaml\", events/2022.yaml, \"events/202?.yaml\"]",
    );
    directory.write("channels.yaml", &main);
    assert_eq!(
        directory.run(&["check"]).stdout,
        "channels.yaml and 3 included files: no problems\n"
    );
}

#[test]
fn what_a_path_does_not_lead_to_is_said_at_its_place() {
    let directory = parted("include-unmet");
    fs::create_dir(directory.0.join("folder")).unwrap();
    for (path, said) in [
        (
            "none.yaml",
            "error[missing-include]: there is no file `none.yaml` in the ledger's folder",
        ),
        (
            "none/*.yaml",
            "warning[unmatched-include]: `none/*.yaml` stands for no file so far",
        ),
        (
            "channels.yaml",
            "error[bad-include]: `channels.yaml` is the ledger itself",
        ),
        (
            "folder",
            "error[bad-include]: `folder` is no file that can be read as text",
        ),
        (
            "events//x.yaml",
            "error[bad-include]: `events//x.yaml` has a part without a name",
        ),
    ] {
        directory.write(
            "channels.yaml",
            &MAIN.replace("[sources.yaml, ", &format!("[{path}, sources.yaml, ")),
        );
        let run = directory.run(&["check"]);
        let place = "\n --> channels.yaml:2:11\n";
        assert!(run.stdout.starts_with(said), "{}", run.stdout);
        assert!(run.stdout.contains(place), "{}", run.stdout);
        assert_eq!(run.code, Some(i32::from(said.starts_with("error"))));
    }
}

#[test]
fn what_belongs_into_the_main_file_alone_is_refused_in_another() {
    for (key, line) in [
        ("title", "title: T\n"),
        ("stale_after", "stale_after: 5\n"),
        ("include", "include: []\n"),
    ] {
        let directory = parted("include-misplaced");
        directory.write("events/2023.yaml", &format!("{line}{END}"));
        let run = directory.run(&["check"]);
        let said = format!(
            "error[misplaced-key]: `{key}` may stand in the main file only, and this one is included by it\n \
             --> events/2023.yaml:1:1\n"
        );
        assert!(run.stdout.starts_with(&said), "{}", run.stdout);
    }
}

#[test]
fn a_file_that_is_no_text_is_named() {
    let directory = parted("include-bytes");
    fs::write(
        directory.0.join("events/2023.yaml"),
        b"# A\nevents: # \xff\n",
    )
    .unwrap();
    let run = directory.run(&["check"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains(" --> events/2023.yaml:2:11\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_file_that_is_included_and_checked_by_itself_is_told_so() {
    let directory = parted("include-alone");
    let run = directory.run(&["check", "--file", "events/2022.yaml"]);
    assert!(
        run.stdout.contains(
            "help: add `title: …` and `channels: …`, or name the ledger that includes this file with `--file`, if one does"
        ),
        "{}",
        run.stdout
    );
}

#[test]
fn the_imprint_is_that_of_all_bytes_in_order() {
    let directory = parted("include-imprint");
    let report = directory.run(&["report", "--on", "2024-01-01", "--format", "json"]);
    let bytes = [MAIN, BEGINNING, END, SOURCES].concat();
    let sha256 = detente::view::imprint::Imprint::of(bytes.as_bytes()).sha256;
    assert!(report.stdout.contains(&sha256), "{}", report.stdout);
}

/// Events of one channel, each legal behind the others, with how many days lie between two.
fn events(steps: &[(usize, u64)]) -> Vec<String> {
    let mut is_open = false;
    let mut day = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    let mut entries = Vec::new();
    for (number, (choice, days)) in steps.iter().enumerate() {
        day = day + chrono::Days::new(*days);
        let kind = match (number, is_open, choice % 3) {
            (0, _, _) => "opened",
            (_, true, 0) => "suspended",
            (_, true, 1) => "contact",
            (_, false, 0) => "resumed",
            (_, _, _) => "unanswered",
        };
        is_open = match kind {
            "opened" | "resumed" => true,
            "suspended" => false,
            _ => is_open,
        };
        // Some dates leave open which of two events came first.
        let date = if choice % 4 == 0 {
            day.format("%Y-%m").to_string()
        } else {
            day.to_string()
        };
        // Some entries are not read by the fast reader.
        let summary = if choice % 5 == 0 {
            "\"S\\u0021\""
        } else {
            "S."
        };
        entries.push(format!(
            "  - id: e{number}\n    date: {date}\n    kind: {kind}\n    channels: [line]\n    summary: {summary}\n    sources: [wire]\n"
        ));
    }
    entries
}

/// What a ledger says, wherever it stands.
fn said(ledger: &Ledger) -> (Vec<EventEntry<'static>>, Vec<String>) {
    let entries = ledger
        .events()
        .map(|(_, event)| EventEntry::of(ledger, &event));
    let entries = entries.map(|entry| {
        // Owned, for the ledgers to be compared are not the same.
        let json = entry.to_yaml();
        EventEntry {
            note: Some(json.into()),
            ..EventEntry::default()
        }
    });
    let (line, _) = ledger.channels().next().unwrap();
    let days = (0..24).map(|month| {
        let on = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + chrono::Months::new(month);
        let as_of = AsOf {
            on,
            evidence: Evidence::ALL,
        };
        format!("{:?}", status(ledger, line, &as_of))
    });
    (entries.collect(), days.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_ledger_parted_anywhere_says_the_same(
        steps in prop::collection::vec((0..12_usize, 0..40_u64), 1..30),
        cuts in prop::collection::vec(any::<bool>(), 30),
        has_last_line_end in any::<bool>(),
    ) {
        let entries = events(&steps);
        let whole = format!(
            "{}{SOURCES}events:\n{}",
            MAIN.replace("include: [sources.yaml, \"events/*.yaml\"]\n", ""),
            entries.concat()
        );
        let mut files = vec![String::new()];
        for (entry, cut) in entries.iter().zip(cuts) {
            if cut {
                files.push(String::new());
            }
            let last = files.last_mut().unwrap();
            if last.is_empty() {
                last.push_str("events:\n");
            }
            last.push_str(entry);
        }
        if !has_last_line_end {
            for file in &mut files {
                file.pop();
            }
        }
        let names: Vec<String> = (0..files.len()).map(|file| format!("{file:02}.yaml")).collect();
        let included = names.iter().map(String::as_str).zip(files.iter().map(String::as_str));
        let main = format!("{MAIN}{SOURCES}");
        let text = Text::of_files(&main, included);
        let (whole, parted) = (check(&whole), check(&text));
        prop_assert_eq!(parted.count(Severity::Error), whole.count(Severity::Error), "{:?}", parted.diagnostics);
        let (Some(one), Some(many)) = (&whole.ledger, &parted.ledger) else {
            return Ok(());
        };
        prop_assert_eq!(said(one), said(many));

        // A source that comes to any file moves no citation.
        for into in text.files() {
            let source = SourceEntry {
                id: "new".into(),
                outlet: "Post".into(),
                title: "T".into(),
                published: "2024-01".into(),
                ..SourceEntry::default()
            };
            let change = Change {
                into: Some(into),
                ..Change::source(source)
            };
            let draft = Draft::new(&text, &parted, &change).unwrap();
            let verified = draft.verify().unwrap();
            prop_assert_eq!(draft.changed(), [into]);
            prop_assert_eq!(said(&verified.ledger), said(many));
        }
    }
}

#[test]
fn an_event_goes_to_another_file_where_it_would_change_the_turns_of_others_and_into_none_by_name() {
    let directory = parted("include-turns");
    let event = |id: &str, date: &str| {
        format!(
            "  - id: {id}\n    date: {date}\n    kind: sought\n    channels: [line]\n    summary: S.\n    \
             sources: [wire]\n"
        )
    };
    // The second could be the first, so the order of the files decides.
    let both = event("a", "2021-07") + &event("b", "2021");
    directory.write("events/2022.yaml", &format!("events:\n{both}"));
    directory.write(
        "events/2023.yaml",
        &format!("events:\n{}", event("c", "2020")),
    );
    let before = held(&directory);
    let add = "detente add sought line --date 2021-06 --summary S. --source wire --yes";
    let run = directory.shell(&format!("{add} --into events/2023.yaml"), "");
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert_eq!(
        run.stderr,
        "error: in the file that `--into` names, other events would be replayed in another order than now; leave \
         `--into` out, or say with `--before` or `--after` which event the new one stands beside. Nothing was \
         written\n"
    );
    assert_eq!(held(&directory), before);
    assert_eq!(changed_by(&directory, add), [2]);
}
