//! What users read, word for word: the transcripts beside this file.

use detente::read::check;

use super::growing::BARE;
use super::support::transcript::assert_transcript;
use super::support::{Directory, detente, run};

/// A channel for each status, and for each way to disturb what comes later.
const LEDGER: &str = "\
title: Test
parties:
  - {id: USA, name: United States}
  - {id: CHN, name: China}
channels:
  - {id: blank, name: Never used, parties: [USA, CHN]}
  - {id: open, name: Open line, aka: [hot line], parties: [USA, CHN]}
  - {id: shut, name: Shut line, aka: [cold line, \"line: two\"], parties: [USA, CHN]}
  - {id: negotiated, name: Line under negotiation, parties: [USA, CHN]}
  - {id: restored, name: Restored line, parties: [USA, CHN]}
  - {id: failed, name: Line whose talks failed, parties: [USA, CHN]}
  - {id: used, name: Line in use, parties: [USA, CHN]}
  - {id: stated, name: Line with a statement, parties: [USA, CHN]}
sources:
  - {id: wire, outlet: Wire, title: News, published: 2023-01-20, reliability: B}
  - {id: post, outlet: Post, title: More, published: 2023-09, reliability: C}
events:
  - {id: visit, date: 2023-01, kind: context, summary: A visit., sources: [wire]}
  - {id: opened, date: 2023-01, kind: opened, channels: [open], summary: First use., sources: [wire]}
  - {id: shut, date: 2023-01, kind: suspended, channels: [shut], summary: Cut., sources: [wire]}
  - {id: begun, date: 2023-01, kind: talks, channels: [negotiated], summary: Talks., sources: [wire]}
  - {id: restored-cut, date: 2023-02, kind: suspended, channels: [restored], summary: Cut., sources: [wire]}
  - {id: failed-talks, date: 2023-02, kind: talks, channels: [failed], summary: Talks., sources: [wire]}
  - {id: used-open, date: 2023-02, kind: opened, channels: [used], summary: First use., sources: [wire]}
  - {id: stated-open, date: 2023-02, kind: opened, channels: [stated], summary: First use., sources: [wire]}
  - {id: restored-back, date: 2023-06-10, kind: resumed, channels: [restored], summary: Used again., sources: [wire]}
  - {id: failed-end, date: 2023-06-10, kind: collapsed, channels: [failed], summary: No result., sources: [wire]}
  - {id: used-call, date: 2023-06-10, kind: contact, channels: [used], summary: A call., sources: [wire]}
  - {id: restored-call, date: 2023-07-01, kind: contact, channels: [restored], summary: A call., sources: [wire]}
  - {id: stated-open-still, date: 2023-06-10, kind: confirmed, status: open, channels: [stated], summary: Open., sources: [wire]}
";

#[test]
fn every_refusal_says_why_and_what_would_make_the_event_legal() {
    assert_transcript("adding/refusals.txt", LEDGER);
}

/// Channels with other names, a post that is vacant, a withdrawn event, citations of all forms.
pub(crate) const NAMES: &str = "\
title: Test
parties:
  - {id: USA, name: United States}
  - {id: CHN, name: China}
posts:
  - {id: minister, party: CHN, title: Minister, holders: [{name: N, until: 2023-01}]}
channels:
  - {id: blank, name: Never used, aka: [both], parties: [USA, CHN]}
  - {id: open, name: Open line, aka: [hot line, both], parties: [USA, CHN], posts: [minister]}
  - {id: shut, name: Shut line, aka: [cold line, \"line: two\"], parties: [USA, CHN]}
  - {id: late, name: Line restored in secret, parties: [USA, CHN]}
  - {id: twice, name: Line with many events, parties: [USA, CHN]}
sources:
  - {id: wire, outlet: Wire, title: News, published: 2023-08-20, reliability: B}
  - {id: post, outlet: Post, title: More, published: 2023-09, reliability: C}

events:
  - id: visit
    date: 2023-01
    kind: context
    summary: A visit.
    sources: [wire]

  - id: opened
    date: 2023-01
    kind: opened
    channels: [open]
    summary: First use.
    sources: [wire]

  - id: shut
    date: 2023-01
    kind: suspended
    channels: [shut]
    summary: Cut.
    reported: 2023-01
    sources: [wire]

  - id: late-cut
    date: 2023-06
    kind: suspended
    channels: [late]
    summary: Cut.
    sources: [wire]

  - id: late-back
    date: 2023-07-10
    kind: resumed
    channels: [late]
    summary: Used again.
    sources: [post]

  - id: cited
    date: 2023-01
    kind: sought
    channels: [twice]
    by: USA
    summary: Asked.
    sources:
      - {source: wire, at: 'p. 3:4', credibility: 2}
      - {source: post, at: '12:3'}

  - {id: guessed, date: 2023-03, kind: sought, channels: [blank], by: USA, cause: visit, scope: voice, inferred: true, summary: S., recorded: 2023-04-01, note: N., tags: [t]}
  - {id: gone, date: 2023-07, kind: sought, channels: [twice], summary: S., sources: [wire], withdrawn: {date: 2023-10, reason: R.}}
  - {id: twice, date: 2023-08-01, kind: opened, channels: [twice], summary: S., sources: [wire]}
  - {id: 2023-08-01-twice-contact, date: 2023-08-01, kind: contact, channels: [twice], summary: S., sources: [wire]}
  - {id: twice-corrected, date: 2023-08-02, kind: contact, channels: [twice], summary: S., sources: [wire]}
  - {id: twice-corrected-corrected, date: 2023-08-03, kind: contact, channels: [twice], summary: S., sources: [wire]}
";

#[test]
fn a_preview_says_what_a_change_would_do() {
    assert_transcript("adding/previews.txt", NAMES);
}

#[test]
fn what_cannot_be_meant_is_answered_with_what_can() {
    assert_transcript("adding/usage.txt", NAMES);
}

#[test]
fn ids_that_nobody_gave_are_readable_and_unique() {
    assert_transcript("adding/ids.txt", NAMES);
}

#[test]
fn a_ledger_that_cannot_be_changed_loses_nothing_of_what_was_to_be_added() {
    assert_transcript("adding/broken.txt", LEDGER);
}

#[test]
fn a_remark_may_have_lines_and_a_summary_may_not() {
    let directory = Directory::with_ledger("lines", NAMES);
    let add = |field: &str| {
        directory.run(&[
            "add",
            "sought",
            "blank",
            "--date",
            "2023-05",
            "--source",
            "wire",
            "--summary",
            "S.",
            "--recorded",
            "2024-01-01",
            "--coder",
            "a",
            field,
            "first: \"1\"\n\n- second #2 'x'\n",
            "--yes",
        ])
    };
    let refused = add("--scope");
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.stderr.starts_with("error[not-one-line]: "),
        "{}",
        refused.stderr
    );
    assert_eq!(directory.ledger(), NAMES);
    assert_eq!(add("--note").code, Some(0));
    let ledger = check(directory.ledger()).ledger.unwrap();
    let mut notes = ledger.events().filter_map(|(_, event)| event.note);
    assert!(notes.any(|note| *note == *"first: \"1\"\n\n- second #2 'x'"));
}

#[test]
fn a_preview_warns_of_nothing_that_was_there_before() {
    let directory = Directory::with_ledger("warnings", NAMES);
    let add = |date: &str| {
        let call = ["--summary", "Call.", "--source", "wire", "--yes"];
        let run = directory.run(&[&["add", "contact", "open", "--date", date], &call[..]].concat());
        assert_eq!((run.code, &*run.stderr), (Some(0), ""));
        let used = |line: &&str| line.starts_with("warning (vacant-post): `open` was used (");
        let warnings: Vec<String> = run.stdout.lines().filter(used).map(str::to_owned).collect();
        warnings
    };
    let of_february = add("2023-02-10");
    let of_march = add("2023-03-10");
    assert_eq!((of_february.len(), of_march.len()), (1, 1));
    assert!(of_march[0].contains("(2023-03-10)"), "{of_march:?}");
}

#[test]
fn a_channel_that_is_named_twice_is_named_once() {
    let directory = Directory::with_ledger("twice", NAMES);
    let facts = "--date 2023-02 --summary Asked. --source wire --yes".split(' ');
    let named = ["add", "sought", "open", "hot line", "--channel", "open"];
    let run = directory.run(&named.into_iter().chain(facts).collect::<Vec<_>>());
    assert_eq!((run.code, &*run.stderr), (Some(0), ""));
    assert!(
        run.stdout
            .starts_with("adds 2023-02-open-sought: sought on open, 2023-02,")
    );
}

#[test]
fn an_id_that_nobody_gave_leaves_room_for_a_number() {
    let directory = Directory::with_ledger("long", NAMES);
    let words = ["a", "b", "c", "d", "e"].map(|letter| letter.repeat(30));
    let id = format!("2023-02-{}", words.join("-"));
    for (id, more) in [
        (&id[..90], "first"),
        (&format!("{}-2", &id[..90]), "second"),
    ] {
        let summary = format!("{} {more}", words.join(" "));
        let arguments = ["add", "context", "--date", "2023-02", "--summary", &summary];
        let run = directory.run(&[&arguments[..], &["--source", "wire", "--yes"]].concat());
        assert_eq!((run.code, &*run.stderr), (Some(0), ""));
        assert!(
            run.stdout.starts_with(&format!("adds {id}: ")),
            "{}",
            run.stdout
        );
    }
}

#[test]
fn the_user_of_the_system_writes_it_down_if_nobody_else_is_named() {
    for (user, log_name, coder) in [
        ("ada", "lovelace", Some("ada")),
        ("", "lovelace", Some("lovelace")),
        (" ", "", None),
    ] {
        let directory = Directory::with_ledger("coder", NAMES);
        let facts = "--date 2023-02 --summary Asked. --source wire --id new --yes".split(' ');
        let run = run(detente(&["add", "sought", "open"])
            .args(facts)
            .current_dir(&directory.0)
            .envs([("USER", user), ("LOGNAME", log_name)]));
        assert_eq!((run.code, &*run.stderr), (Some(0), ""));
        let ledger = check(directory.ledger()).ledger.unwrap();
        let (_, event) = ledger
            .events()
            .find(|(_, event)| event.id.as_str() == "new")
            .unwrap();
        assert_eq!(event.coder, coder, "{user:?}, {log_name:?}");
    }
}

#[test]
fn a_correction_to_another_kind_does_not_keep_the_status() {
    let directory = Directory::with_ledger("status", LEDGER);
    let run = directory.run(&["correct", "stated-open-still", "--kind", "contact", "--yes"]);
    assert_eq!((run.code, &*run.stderr), (Some(0), ""));
    assert!(
        run.stdout
            .starts_with("adds stated-open-still-corrected: contact on stated,")
    );
}

#[test]
fn that_an_event_is_no_conclusion_is_a_correction_by_itself() {
    let cited = NAMES.replace("inferred: true", "inferred: true, sources: [wire]");
    let directory = Directory::with_ledger("conclusion", &cited);
    let run = directory.run(&["correct", "guessed", "--not-inferred", "--yes"]);
    assert_eq!((run.code, &*run.stderr), (Some(0), ""));
    let ledger = check(directory.ledger()).ledger.unwrap();
    let inferred: Vec<&str> = ledger
        .events()
        .filter(|(_, event)| event.inferred)
        .map(|(_, event)| event.id.as_str())
        .collect();
    assert_eq!(inferred, ["guessed"]);
}

#[test]
fn the_days_before_and_after_are_both_named() {
    let events = "events:
  - {id: open, date: 2023-01-11, kind: opened, channels: [line], summary: S., sources: [early]}
  - {id: cut, date: 2023-01-12, kind: suspended, channels: [line], summary: S., sources: [early]}
  - {id: back, date: 2023-02-10, kind: resumed, channels: [line], summary: S., sources: [early]}
";
    let directory = Directory::with_ledger("days", &BARE.replace("events: []\n", events));
    let refused = |date: &str| {
        let call = ["--summary", "Call.", "--source", "early", "--yes"];
        let run = directory.run(&[&["add", "contact", "line", "--date", date], &call[..]].concat());
        assert_eq!(run.code, Some(1), "{}", run.stdout);
        let days = |line: &str| line.strip_prefix("- another date: ").map(str::to_owned);
        run.stderr.lines().find_map(days)
    };
    let days = Some("2023-01-11, or from 2023-02-10 on".to_owned());
    assert_eq!(refused("2023-01-20"), days);
    assert_eq!(refused("2023-01-11/2023-01-20"), days);
}

/// What is said of an event that is refused.
fn refused(ledger: &str, arguments: &[&str]) -> String {
    let directory = Directory::with_ledger("refused", ledger);
    let run = directory.run(&[arguments, &["--yes"]].concat());
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    run.stderr
}

#[test]
fn what_is_missing_rests_on_what_the_event_rests_on() {
    let facts = "add resumed open --date 2023-05-01 --summary Again. --inferred --id missing";
    let said = refused(LEDGER, &facts.split(' ').collect::<Vec<_>>());
    let offer = "
- what is missing before it, if a source tells of it, added first (the widest date that fits; narrow it):
  detente add suspended open --date 2023-01-01/2023-05-01 --summary '…' --inferred
";
    assert!(said.contains(offer), "{said}");
}

#[test]
fn no_place_is_offered_where_another_channel_refuses_the_event() {
    let facts = "--date 2023-01 --summary Call. --source wire --after shut".split(' ');
    let call: Vec<&str> = ["add", "contact", "open", "shut"]
        .into_iter()
        .chain(facts)
        .collect();
    let cut = "  - {id: cut, date: 2023-01, kind: suspended, channels: [open], summary: S., sources: [wire]}
  - {id: shut,";
    let said = refused(
        &LEDGER.replace("  - {id: shut, date", &format!("{cut} date")),
        &call,
    );
    assert!(
        said.contains("What would make it legal on open:\n"),
        "{said}"
    );
    assert!(!said.contains("if it came before"), "{said}");
}

#[test]
fn an_offered_correction_leaves_out_what_was_to_be_left_out() {
    let events = "events:
  - {id: open, date: 2023-01, kind: opened, channels: [line], summary: S., sources: [early]}
  - {id: call, date: 2023-01, kind: contact, channels: [line], by: USA, inferred: true, summary: S., sources: [early]}
  - {id: cut, date: 2023-01, kind: suspended, channels: [line], summary: S., sources: [early]}
";
    let ledger = BARE.replace("events: []\n", events);
    let said = refused(&ledger, &["correct", "call", "--after", "cut", "--by", ""]);
    let offer = "
- the same date, if it came before cut, which the dates leave open:
  detente correct call --kind contact --channel line --date 2023-01 --source early --summary S. \
                 --before cut --by '' --inferred
";
    assert!(said.contains(offer), "{said}");
}

#[test]
fn what_a_batch_holds_does_nothing_to_a_terminal() {
    let directory = Directory::with_ledger("inert", NAMES);
    let batch = r#"[{"date": "2023-05-01", "kind": "contact", "channels": ["shut"], "summary": "\u001b[31mred", "sources": ["wire"]}]"#;
    directory.write("a\u{1b}.json", batch);
    let run = directory.run(&["add", "--from", "a\u{1b}.json", "--yes"]);
    assert_eq!(run.code, Some(1));
    assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
    assert_eq!(directory.ledger(), NAMES);
}

#[test]
fn what_is_replaced_already_is_not_corrected_again_nor_corrected_to_the_same() {
    let ledger = "\
title: Test
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
sources: [{id: wire, outlet: W, title: T, published: 2023-06}]
events:
  - {id: cut, date: 2023-02, kind: suspended, channels: [line], summary: Cut., sources: [wire]}
";
    let directory = Directory::with_ledger("again", ledger);
    let correct = |event: &str, more: &[&str]| {
        let arguments = [&["correct", event][..], more, &["--yes"]].concat();
        let run = directory.run(&arguments);
        (run.code, run.stderr)
    };
    assert_eq!(
        correct("cut", &["--date", "2023-02"]),
        (
            Some(2),
            "error: the correction would say what `cut` says already; say what is to be otherwise\n".into()
        )
    );
    assert_eq!(correct("cut", &["--by", "china"]), (Some(0), String::new()));
    assert!(directory.ledger().contains("by: CHN"));
    assert_eq!(
        correct("cut", &["--date", "2023-03"]),
        (
            Some(2),
            "error: `cut` is replaced by `cut-corrected` already; correct that one: `detente correct \
             cut-corrected …`\n"
                .into()
        )
    );
}
