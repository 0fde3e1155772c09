//! `detente init`: a ledger to begin with, and never over another.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::fs;

use detente::read::check;
use detente::write::init::ledger;
use proptest::prelude::*;
use support::{Directory, detente, run, run_on};

fn printed() -> String {
    run(&mut detente(&["init", "-"])).stdout
}

#[test]
fn the_ledger_checks_without_a_problem_now_and_in_a_hundred_years() {
    for day in ["2023-12-31", "2126-01-01"] {
        let checked = run_on(printed().as_bytes(), &["check", "--strict", "--on", day]);
        assert_eq!(checked.stdout, "-: no problems\n");
        assert_eq!(checked.code, Some(0));
    }
}

#[test]
fn it_has_an_example_of_every_section_but_posts_and_its_channel_has_a_status() {
    let ledger = check(printed()).ledger.unwrap();
    assert_eq!(ledger.channels().count(), 1);
    assert_eq!(ledger.events().count(), 1);
    let status = run_on(printed().as_bytes(), &["--on", "2023-03-31"]);
    assert_eq!(
        status.stdout,
        "\
Lines between two capitals on 2023-03-31: 1 suspended

Channel  Status       Since     On whose word     Age of evidence
─────────────────────────────────────────────────────────────────
hotline  ○ suspended  2023-02~  B2 Example Daily  0–89 days
"
    );
}

#[test]
fn the_line_that_is_left_out_can_be_put_in() {
    let with_it = printed().replace("# stale_after:", "stale_after:");
    assert!(check(&with_it).diagnostics.is_empty());
    assert_eq!(check(&with_it).ledger.unwrap().stale_after(), Some(180));
}

#[test]
fn it_is_in_canonical_layout() {
    let checked = run_on(printed().as_bytes(), &["fmt", "--check"]);
    assert_eq!(checked.stdout, "-: in canonical layout\n");
    assert_eq!(checked.code, Some(0));
}

#[test]
fn its_lines_fit_a_page() {
    for line in printed().lines() {
        assert!(line.chars().count() <= 100, "{line}");
        assert_eq!(line, line.trim_end());
    }
}

#[test]
fn it_is_written_to_the_file_that_is_named_and_says_what_to_do_next() {
    let directory = Directory::new("named");
    let written = directory.run(&["init"]);
    assert_eq!(
        written.stdout,
        "\
`channels.yaml` is written, with an example of everything. Put your own in its place.

detente check
    tells whether it is in order
detente
    tells what its channels are
detente add
    writes down what happened
detente schema > channels.schema.json
    lets editors complete it and mark mistakes
"
    );
    assert_eq!((written.code, &*written.stderr), (Some(0), ""));
    let text = fs::read_to_string(directory.0.join("channels.yaml")).unwrap();
    assert_eq!(text, printed());

    fs::create_dir(directory.0.join("my ledgers")).unwrap();
    let written = directory.run(&["init", "my ledgers/lines.yaml", "--file", "other.yaml"]);
    assert!(
        written
            .stdout
            .contains("\ndetente check --file 'my ledgers/lines.yaml'\n")
    );
    assert!(
        written
            .stdout
            .contains("\ndetente schema > 'my ledgers/channels.schema.json'\n")
    );
    assert!(directory.0.join("my ledgers/lines.yaml").exists());

    assert_eq!(directory.run(&["init", "-f", "other.yaml"]).code, Some(0));
    let by_environment = run(detente(&["init"])
        .current_dir(&directory.0)
        .env("DETENTE_FILE", "third.yaml"));
    assert_eq!(by_environment.code, Some(0));
    assert_eq!(
        directory.names(),
        ["channels.yaml", "my ledgers", "other.yaml", "third.yaml"]
    );
}

#[test]
fn a_file_that_is_there_stays_as_it_is() {
    let directory = Directory::new("there");
    let file = directory.0.join("channels.yaml");
    for content in ["", "title: Mine\n"] {
        fs::write(&file, content).unwrap();
        let refused = directory.run(&["init"]);
        assert_eq!(
            (refused.code, &*refused.stdout, &*refused.stderr),
            (
                Some(1),
                "",
                "error: `channels.yaml` is there already and stays as it is; name another\n"
            )
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), content);
    }
    assert_eq!(directory.run(&["init", "."]).code, Some(1));
}

#[test]
fn a_directory_that_is_not_there_is_not_made() {
    let directory = Directory::new("nowhere");
    let refused = directory.run(&["init", "lines/of/2023.yaml"]);
    assert_eq!(
        refused.stderr,
        "error: there is no directory for `lines/of/2023.yaml`; make it, or name another file\n"
    );
    assert_eq!(refused.code, Some(1));
    assert!(!directory.0.join("lines").exists());
}

#[test]
fn a_title_that_is_no_line_is_refused_and_nothing_is_written() {
    let directory = Directory::new("title");
    for title in ["", " ", "two\nlines", "a\u{7}bell", "a\ttab"] {
        let refused = directory.run(&["init", "--title", title]);
        assert_eq!(
            refused.stderr,
            "error: write a title of one line, without characters that cannot be seen\n"
        );
        assert_eq!(refused.code, Some(2));
    }
    assert_eq!(directory.names(), [""; 0]);
}

proptest! {
    #[test]
    fn any_line_can_be_its_title(title in "[^\\p{C}\\p{Z}]([^\\p{C}\u{2028}\u{2029}]{0,200}[^\\p{C}\\p{Z}])?") {
        let checked = check(ledger(&title).unwrap());
        prop_assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
        let ledger = checked.ledger.unwrap();
        prop_assert_eq!(ledger.title(), title.as_str());
    }
}
