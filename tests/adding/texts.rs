//! What users read, word for word: the transcripts beside this file.

use detente::read::check;

use super::support::Directory;
use super::support::transcript::assert_transcript;

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
    let ledger = check(&directory.ledger()).ledger.unwrap();
    let mut notes = ledger
        .events()
        .filter_map(|(_, event)| event.note.as_deref());
    assert!(notes.any(|note| note == "first: \"1\"\n\n- second #2 'x'"));
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
fn what_a_batch_holds_does_nothing_to_a_terminal() {
    let directory = Directory::with_ledger("inert", NAMES);
    let batch = r#"[{"date": "2023-05-01", "kind": "contact", "channels": ["shut"], "summary": "\u001b[31mred", "sources": ["wire"]}]"#;
    directory.write("a\u{1b}.json", batch);
    let run = directory.run(&["add", "--from", "a\u{1b}.json", "--yes"]);
    assert_eq!(run.code, Some(1));
    assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
    assert_eq!(directory.ledger(), NAMES);
}
