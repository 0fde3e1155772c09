//! The program as its user meets it: answers, errors, exit codes, pipes.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod support;

use std::process::Stdio;

use support::{Run, detente, run, run_on};

const CUT: &str = "\
title: Test
stale_after: 30
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
posts:
  - {id: minister, party: CHN, title: Minister, holders: [{name: N, until: 2023-01}]}
channels:
  - {id: line, name: The line, aka: [hot line, both], parties: [USA, CHN], posts: [minister]}
  - {id: talks, name: The talks, aka: [both], parties: [USA, CHN]}
sources: [{id: wire, outlet: Wire, title: News, published: 2023-03-05, reliability: B}]
events:
  - id: cut
    date: 2023-02~
    kind: suspended
    channels: [line]
    scope: voice only
    summary: The line is cut.
    sources: [{source: wire, credibility: 3}]
";

fn json(run: &Run) -> serde_json::Value {
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn the_status_as_json_has_the_shape_that_its_schema_promises() {
    let answer = run_on(
        CUT.as_bytes(),
        &["status", "--on", "2023-06-01", "--format", "json"],
    );
    assert_eq!(
        answer.stdout,
        concat!(
            r#"{"schema":"detente.status/1","ledger":"Test","on":"2023-06-01","known":null,"channels":["#,
            r#"{"id":"line","name":"The line","status":"suspended","possible":["suspended"],"#,
            r#""since":{"edtf":"2023-02~","earliest":"2023-01-01","latest":"2023-03-31"},"#,
            r#""set_by":"cut","grade":"B3","scope":"voice only","inferred":false,"gap":false,"#,
            r#""last_evidence":{"event":"cut","date":"2023-02~","latest":"2023-03-31"},"#,
            r#""age_days":62,"stale":true,"vacant":["minister"]},"#,
            r#"{"id":"talks","name":"The talks","status":"unrecorded","possible":["unrecorded"],"#,
            r#""since":null,"set_by":null,"grade":null,"scope":null,"inferred":false,"gap":false,"#,
            r#""last_evidence":null,"age_days":null,"stale":false,"vacant":[]}]}"#,
            "\n"
        )
    );
}

#[test]
fn an_uncertain_status_lists_what_is_possible_and_claims_none() {
    let answer = json(&run_on(
        CUT.as_bytes(),
        &["--on", "2023-02-10", "--format", "json"],
    ));
    let line = &answer["channels"][0];
    assert_eq!(line["status"], "uncertain");
    assert_eq!(
        line["possible"],
        serde_json::json!(["suspended", "unrecorded"])
    );
    for key in ["since", "set_by", "grade"] {
        assert!(line[key].is_null(), "{key}");
    }
}

#[test]
fn what_was_not_known_is_not_told() {
    let arguments = [
        "status",
        "line",
        "--on",
        "2023-06-01",
        "--format",
        "json",
        "--known",
    ];
    let before = json(&run_on(
        CUT.as_bytes(),
        &[&arguments[..], &["2023-03-04"]].concat(),
    ));
    let after = json(&run_on(
        CUT.as_bytes(),
        &[&arguments[..], &["2023-03-05"]].concat(),
    ));
    assert_eq!(before["channels"][0]["status"], "unrecorded");
    assert_eq!(after["channels"][0]["status"], "suspended");
    assert_eq!(after["known"], "2023-03-05");
}

#[test]
fn evidence_below_the_floor_does_not_count() {
    let arguments = [
        "status",
        "line",
        "--on",
        "2023-06-01",
        "--format",
        "json",
        "--min-grade",
    ];
    let good_enough = json(&run_on(CUT.as_bytes(), &[&arguments[..], &["C3"]].concat()));
    let too_weak = json(&run_on(CUT.as_bytes(), &[&arguments[..], &["B2"]].concat()));
    assert_eq!(good_enough["channels"][0]["status"], "suspended");
    assert_eq!(too_weak["channels"][0]["status"], "unrecorded");
}

#[test]
fn a_channel_answers_to_its_other_names() {
    let answer = json(&run_on(
        CUT.as_bytes(),
        &[
            "status",
            "Hot Line",
            "--on",
            "2023-06-01",
            "--format",
            "json",
        ],
    ));
    assert_eq!(answer["channels"][0]["id"], "line");
}

#[test]
fn a_name_of_no_channel_or_of_two_is_a_usage_error() {
    let none = run_on(CUT.as_bytes(), &["why", "lime"]);
    assert_eq!((none.code, none.stdout.as_str()), (Some(2), ""));
    assert_eq!(
        none.stderr,
        "error: no channel is called `lime`; did you mean `line`? there are `line`, `talks`\n"
    );
    let two = run_on(CUT.as_bytes(), &["why", "both"]);
    assert_eq!(two.code, Some(2));
    assert_eq!(
        two.stderr,
        "error: `both` may be any of `line`, `talks`; write the id\n"
    );
}

#[test]
fn a_ledger_with_errors_yields_no_status() {
    let broken = CUT.replace("suspended", "suspnded");
    for command in [
        &["status"][..],
        &["replay"],
        &["why", "line"],
        &["status", "--format", "json"],
    ] {
        let run = run_on(broken.as_bytes(), command);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(1), ""),
            "{command:?}"
        );
        assert!(
            run.stderr
                .starts_with("error[unknown-kind]: `suspnded` is no kind of event\n")
        );
        assert!(
            run.stderr.ends_with(
                "error: `-` has 1 error, so it yields no status; mend the errors first\n"
            ),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn check_exits_with_1_on_errors_and_on_warnings_only_if_strict() {
    let warned = CUT.replace("kind: suspended", "kind: opened");
    let code = |ledger: &str, more: &[&str]| {
        run_on(
            ledger.as_bytes(),
            &[&["check", "--on", "2023-03-31"], more].concat(),
        )
        .code
    };
    assert_eq!(code(CUT, &["--strict"]), Some(0));
    let vacant = warned.replace("2023-02~", "2023-02");
    assert_eq!(code(&vacant, &[]), Some(0));
    assert_eq!(code(&vacant, &["--strict"]), Some(1));
    assert_eq!(code(&CUT.replace("cut\n", "cut me\n"), &[]), Some(1));
}

#[test]
fn check_speaks_to_people_programs_and_pull_requests() {
    let broken = CUT.replace("suspended", "suspnded");
    let text = run_on(broken.as_bytes(), &["check"]);
    assert_eq!(
        text.stdout,
        "error[unknown-kind]: `suspnded` is no kind of event
  --> -:13:11
   |
13 |     kind: suspnded
   |           ^^^^^^^^
   |
   = help: did you mean `suspended`?

-: 1 error
"
    );
    let github = run_on(broken.as_bytes(), &["check", "--format", "github"]);
    assert_eq!(
        github.stdout,
        "::error file=-,line=13,col=11,endLine=13,endColumn=19,title=unknown-kind::\
         `suspnded` is no kind of event%0Ahelp: did you mean `suspended`?\n"
    );
    let json: serde_json::Value =
        serde_json::from_str(&run_on(broken.as_bytes(), &["check", "--format", "json"]).stdout)
            .unwrap();
    assert_eq!(json["schema"], "detente.check/1");
    assert_eq!(json["errors"], 1);
    assert_eq!(json["diagnostics"][0]["code"], "unknown-kind");
    assert_eq!(json["diagnostics"][0]["place"]["line"], 13);
}

#[test]
fn a_wrong_command_line_is_a_usage_error() {
    for arguments in [
        &["status", "--on", "2023-02"][..],
        &["status", "--on", "2023-2-1"],
        &["status", "--on", "2023-02-30"],
        &["status", "--min-grade", "F6"],
        &["status", "--format", "yaml"],
        &["--format", "json", "status"],
        &["check", "--known", "2023-01-01"],
        &["machine", "--on", "2023-01-01"],
        &["why"],
        &["frobnicate"],
    ] {
        let run = run(&mut detente(arguments));
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(2), ""),
            "{arguments:?}"
        );
        assert!(
            run.stderr.starts_with("error: "),
            "{arguments:?}: {}",
            run.stderr
        );
    }
}

#[test]
fn a_missing_ledger_is_told_with_what_to_do() {
    let run = run(&mut detente(&["--file", "nowhere.yaml"]));
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert_eq!(
        run.stderr,
        "error: there is no file `nowhere.yaml`; name the ledger with `--file FILE` or in DETENTE_FILE, or begin one with `detente init`\n"
    );
}

#[test]
fn the_ledger_is_named_by_the_option_else_the_environment_else_the_folder() {
    let on = ["--on", "2023-12-31"];
    let here = run(&mut detente(&on));
    let by_environment = run(detente(&on).current_dir("/").env(
        "DETENTE_FILE",
        concat!(env!("CARGO_MANIFEST_DIR"), "/channels.yaml"),
    ));
    let by_option =
        run(detente(&["-f", "channels.yaml", "--on", "2023-12-31"]).env("DETENTE_FILE", "nowhere"));
    assert_eq!(here.code, Some(0));
    assert_eq!(here, by_environment);
    assert_eq!(here, by_option);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = detente(&["machine", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("Linux has one");
    let output = detente(&["machine"])
        .stdout(full)
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(
        complaint.starts_with("error: the answer could not be written: "),
        "{complaint}"
    );
}

#[test]
fn colour_is_for_terminals_and_never_for_those_who_decline_it() {
    let plain = run(&mut detente(&["--on", "2023-12-31"]));
    assert!(!plain.stdout.contains('\u{1b}'));
    let forced = run(detente(&["--on", "2023-12-31"]).env("CLICOLOR_FORCE", "1"));
    assert!(forced.stdout.contains('\u{1b}'));
    let declined = run(detente(&["--on", "2023-12-31"])
        .env("CLICOLOR_FORCE", "1")
        .env("NO_COLOR", "1"));
    assert_eq!(declined, plain);
}

#[test]
fn the_same_ledger_and_days_give_the_same_bytes() {
    for arguments in [
        &["status"][..],
        &["replay"],
        &["replay", "--format", "json"],
        &["why", "mmca", "--format", "json"],
    ] {
        let arguments = [arguments, &["--on", "2023-12-31"]].concat();
        let first = run(&mut detente(&arguments));
        assert_eq!(first.code, Some(0));
        for _ in 0..9 {
            assert_eq!(run(&mut detente(&arguments)), first);
        }
    }
}

#[test]
fn a_misspelt_command_is_told_of_the_command_and_of_how_to_ask_about_a_channel() {
    let misspelt = run(&mut detente(&["stauts"]));
    assert_eq!(misspelt.code, Some(2));
    for tip in [
        "a similar subcommand exists: 'status'",
        "write `detente status CHANNEL`",
    ] {
        assert!(misspelt.stderr.contains(tip), "{}", misspelt.stderr);
    }
}

#[test]
fn a_grade_may_be_written_in_small_letters() {
    let with = |grade| {
        run_on(
            CUT.as_bytes(),
            &["--on", "2023-06-01", "--min-grade", grade],
        )
    };
    assert_eq!(with("c3").code, Some(0));
    assert_eq!(with("c3"), with("C3"));
}

#[test]
fn where_there_is_no_terminal_columns_says_how_wide_lines_may_be() {
    let within = |columns: &str| run(detente(&["machine"]).env("COLUMNS", columns)).stdout;
    let widest = |text: &str| {
        text.lines()
            .map(|line| line.chars().count())
            .max()
            .unwrap_or(0)
    };
    let unbounded = run(&mut detente(&["machine"])).stdout;
    assert!(unbounded.contains("Use it for") && widest(&unbounded) > 120);
    // The column that the table can do without goes first, then the table becomes cards.
    let lean = within("80");
    assert!(!lean.contains("Use it for") && lean.contains("Kind ") && widest(&lean) <= 80);
    let cards = within("40");
    assert!(
        cards.contains("  suspended: ") && widest(&cards) <= 40,
        "{cards}"
    );
    for nonsense in ["", "0", "wide"] {
        assert_eq!(within(nonsense), unbounded, "{nonsense}");
    }
}
