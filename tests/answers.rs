//! Answers as people see them: one small ledger for each claim.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use anstream::adapter::strip_str;
use chrono::NaiveDate;
use detente::model::belief::Evidence;
use detente::read::check;
use detente::replay::status::AsOf;
use detente::view::language::{Catalogue, Language};
use detente::view::{json, terminal};
use support::run_on;

/// Everything but events; `post` is the better of the two sources, and came out later.
const FRAME: &str = "\
title: Test
stale_after: 30
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels:
  - {id: line, name: The line, aka: [Hot Line], parties: [USA, CHN]}
  - {id: talks, name: The talks, parties: [USA, CHN]}
sources:
  - {id: wire, outlet: Wire, title: News, published: 2023-06-05, reliability: D}
  - {id: post, outlet: Post, title: More, published: 2023-06-09, reliability: B}
events:
";

/// A ledger of events, each the inside of a mapping.
fn ledger(events: &[&str]) -> String {
    let mut text = FRAME.to_owned();
    for event in events {
        let sources = if event.contains("sources:") {
            ""
        } else {
            ", sources: [wire]"
        };
        text.push_str(&format!("  - {{id: {event}{sources}}}\n"));
    }
    text
}

/// What the program says about a ledger; the command and its options stand between blanks.
#[track_caller]
fn said(ledger: &str, command: &str) -> String {
    let arguments: Vec<&str> = command.split(' ').collect();
    let answer = run_on(ledger.as_bytes(), &arguments);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    answer.stdout
}

#[track_caller]
fn json(ledger: &str, command: &str) -> serde_json::Value {
    serde_json::from_str(&said(ledger, &format!("{command} --format json"))).expect("JSON")
}

/// The cells of the row that begins with a cell.
#[track_caller]
fn row<'a>(answer: &'a str, first: &str) -> Vec<&'a str> {
    let mut rows = answer.lines().map(|line| {
        let cells = line.split("  ").map(str::trim);
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
    });
    rows.find(|cells| cells.len() > 1 && cells[0] == first)
        .unwrap_or_else(|| panic!("no row begins with `{first}`:\n{answer}"))
}

/// The lines below a heading, down to the next empty one.
#[track_caller]
fn below<'a>(answer: &'a str, heading: &str) -> Vec<&'a str> {
    let lines: Vec<&str> = answer
        .lines()
        .skip_while(|line| *line != heading)
        .skip(1)
        .take_while(|line| !line.is_empty())
        .collect();
    assert!(!lines.is_empty(), "nothing below `{heading}`:\n{answer}");
    lines
}

/// The lines that begin with some words.
fn beginning<'a>(answer: &'a str, words: &str) -> Vec<&'a str> {
    answer
        .lines()
        .filter(|line| line.starts_with(words))
        .collect()
}

const CUT: &str = "cut, date: 2023-02-01, kind: suspended, channels: [line], summary: Cut.";
const INFERRED: &str =
    "cut, date: 2023-02, kind: suspended, by: CHN, channels: [line], inferred: true, summary: Cut.";

#[test]
fn a_conclusion_is_marked_and_who_acted_is_named_in_every_answer() {
    let ledger = ledger(&[INFERRED]);
    let status = said(&ledger, "status --on 2023-02-10");
    assert_eq!(
        beginning(&status, "line: "),
        ["line: “suspended by CHN” of 2023-02 had perhaps not happened yet: Cut. [cut] (inferred)"]
    );
    let replay = said(&ledger, "replay line --on 2023-03-10");
    assert_eq!(
        row(&replay, "2023-02"),
        [
            "2023-02",
            "suspended by CHN",
            "unrecorded → ○ suspended",
            "yes",
            "D6 Wire (inferred)",
            "Cut. [cut] (inferred)"
        ]
    );
    let why = said(&ledger, "why line --on 2023-03-10");
    assert_eq!(
        below(&why, "Because"),
        [
            "2023-02 suspended by CHN: Cut. [cut] (inferred)",
            "  Wire, “News” (2023-06-05): D6 (source not usually reliable, statement truth cannot \
             be judged)",
            "  inferred: the analyst's conclusion, not a source's words",
        ]
    );
    assert_eq!(
        below(&why, "If one source were missing"),
        [
            "without wire it would be · unrecorded",
            "it rests on a conclusion of the analyst",
        ]
    );
}

#[test]
fn what_a_source_says_is_not_marked_as_a_conclusion() {
    let ledger = ledger(&[&INFERRED.replace(", inferred: true", "")]);
    for command in ["status --on 2023-02-10", "replay", "why line"] {
        let command = if command.contains("--on") {
            command.to_owned()
        } else {
            format!("{command} --on 2023-03-10")
        };
        let answer = said(&ledger, &command);
        assert!(!answer.contains("inferred"), "{answer}");
        assert!(!answer.contains("conclusion"), "{answer}");
    }
}

#[test]
fn an_event_stands_on_the_word_of_its_best_citation_not_its_first() {
    let both = "sources: [{source: wire, credibility: 3}, {source: post, credibility: 2}]";
    let ledger = ledger(&[&format!("{CUT}, {both}")]);
    let word = |more: &str| {
        let answer = said(&ledger, &format!("status --on 2023-02-10{more}"));
        row(&answer, "line")[3].to_owned()
    };
    assert_eq!(word(""), "B2 Post");
    assert_eq!(word(" --known 2023-06-08"), "D3 Wire");
    let replay = said(&ledger, "replay --on 2023-02-10");
    assert_eq!(row(&replay, "2023-02-01")[4], "B2 Post");
}

#[test]
fn the_age_of_evidence_says_what_the_dates_leave_of_it() {
    let later = "later, date: 2023-03, kind: sought, channels: [line], summary: S.";
    for (date, more, on, age) in [
        ("2023-03-01", None, "2023-03-01", "0 days"),
        ("2023-03-01", None, "2023-03-02", "1 day"),
        ("2023-03-01", None, "2023-03-31", "30 days"),
        ("2023-03-01", None, "2023-04-01", "31 days, stale"),
        ("2023-02-28/2023-03-01", None, "2023-03-02", "1–2 days"),
        ("2023-02", None, "2023-02-28", "0–27 days"),
        ("2023-02", None, "2023-03-05", "5–32 days"),
        ("2023-02", None, "2023-03-31", "31–58 days, stale"),
        ("../2023-02-28", None, "2023-03-01", "1 day or more"),
        (
            "../2023-02-28",
            None,
            "2023-03-31",
            "31 days or more, stale",
        ),
        ("2023-03-01", Some(later), "2023-03-02", "0–1 days"),
        ("2023-03-01", Some(later), "2023-03-30", "0–29 days"),
        ("../2023-03-01", Some(later), "2023-03-30", "0 days or more"),
        (
            "2023-02-01",
            Some(later),
            "2023-03-04",
            "0–31 days, perhaps stale",
        ),
        ("2023-02-01", Some(later), "2023-03-31", "0–30 days"),
    ] {
        let date = format!("cut, date: {date}, kind: suspended, channels: [line], summary: S.");
        let events: Vec<&str> = std::iter::once(&*date).chain(more).collect();
        let answer = said(&ledger(&events), &format!("status --on {on}"));
        assert_eq!(row(&answer, "line")[4], age, "{date} on {on}");
    }
}

#[test]
fn a_replay_says_of_every_event_whether_its_days_have_come() {
    let ledger = ledger(&[
        CUT,
        "ask, date: 2023, kind: sought, channels: [line], summary: Asked.",
        "meet, date: 2023-06, kind: talks, channels: [line], summary: Met.",
        "back, date: 2023-06-20, kind: resumed, channels: [line], summary: Back.",
        "end, date: 2023-07/2023-08, kind: suspended, channels: [line], summary: Ended.",
        "more, date: 2023, kind: sought, channels: [line], summary: Asked again.",
    ]);
    let answer = said(&ledger, "replay line --on 2023-06-10");
    let happened = |date: &str| row(&answer, date)[3].to_owned();
    assert_eq!(happened("2023-02-01"), "yes");
    assert_eq!(
        happened("2023-06"),
        "2023-06-01 to 2023-06-20, perhaps not yet"
    );
    assert_eq!(happened("2023-06-20"), "not yet");
    assert_eq!(happened("2023-07/2023-08"), "not yet");
    let asked: Vec<&str> = beginning(&answer, "2023 ");
    assert_eq!(asked.len(), 2);
    assert_eq!(
        row(asked[0], "2023")[3],
        "2023-02-01 to 2023-06-20, perhaps not yet"
    );
    assert_eq!(
        row(asked[1], "2023")[3],
        "2023-07-01 to 2023-12-31, not yet"
    );
}

#[test]
fn a_replay_says_what_it_leaves_out_and_why() {
    let ledger = ledger(&[
        CUT,
        "gone, date: 2023-03, kind: resumed, by: CHN, channels: [line], summary: Back., \
         withdrawn: {date: 2023-06-06, source: post, reason: A misprint.}",
        "old, date: 2023-04, kind: sought, channels: [line], summary: Asked in April., \
         sources: [wire, {source: post, credibility: 2}]",
        "new, date: 2023-05, kind: sought, channels: [line], summary: Asked in May., \
         corrects: old, sources: [{source: post, credibility: 2}]",
    ]);
    let left_out = |more: &str| {
        let answer = said(&ledger, &format!("replay line --on 2023-12-31{more}"));
        let lines = beginning(&answer, "left out: ");
        lines.join("\n")
    };
    let gone = "left out: 2023-03 resumed by CHN: Back. [gone], withdrawn 2023-06-06: A misprint.";
    let old = "left out: 2023-04 sought: Asked in April. [old], replaced by new";
    let cut = "left out: 2023-02-01 suspended: Cut. [cut], no citation is good enough";
    assert_eq!(left_out(""), [gone, old].join("\n"));
    assert_eq!(left_out(" --min-grade C3"), [cut, gone, old].join("\n"));
    // `new` came out on 9 June, and the withdrawal on the 6th.
    assert_eq!(left_out(" --known 2023-06-08"), gone);
    assert_eq!(left_out(" --known 2023-06-05"), "");
    assert_eq!(left_out(" --known 2023-06-04"), "");
}

#[test]
fn a_cause_is_told_with_its_own_sources_and_before_it_its_own_cause() {
    let ledger = ledger(&[
        "storm, date: 2023-01-01, kind: context, summary: Storm., sources: [wire]",
        "flood, date: 2023-01-02, kind: context, cause: storm, summary: Flood., sources: [post]",
        &format!("{CUT}, cause: flood"),
    ]);
    let answer = said(&ledger, "why line --on 2023-03-10");
    assert_eq!(
        below(&answer, "Because"),
        [
            "2023-02-01 suspended: Cut. [cut]",
            "  Wire, “News” (2023-06-05): D6 (source not usually reliable, statement truth cannot \
             be judged)",
            "  caused by 2023-01-02 context: Flood. [flood]",
            "    Post, “More” (2023-06-09): B6 (source usually reliable, statement truth cannot be \
             judged)",
            "  caused by 2023-01-01 context: Storm. [storm]",
            "    Wire, “News” (2023-06-05): D6 (source not usually reliable, statement truth cannot \
             be judged)",
        ]
    );
}

#[test]
fn places_in_a_source_stand_together_if_they_have_the_same_grade() {
    let ledger = ledger(&[&format!(
        "{CUT}, sources: [{{source: wire, at: p. 1, credibility: 3}}, \
         {{source: post, at: p. 2, credibility: 3}}, \
         {{source: wire, at: p. 3, credibility: 3}}, \
         {{source: wire, at: p. 4, credibility: 5}}]"
    )]);
    let answer = said(&ledger, "why line --on 2023-03-10");
    assert_eq!(
        below(&answer, "Because")[1..],
        [
            "  Wire, “News” (2023-06-05), p. 1, p. 3: D3 (source not usually reliable, statement \
             possibly true)",
            "  Post, “More” (2023-06-09), p. 2: B3 (source usually reliable, statement possibly \
             true)",
            "  Wire, “News” (2023-06-05), p. 4: D5 (source not usually reliable, statement \
             improbable)",
        ]
    );
}

#[test]
fn places_in_two_sources_stand_apart_even_if_they_have_the_same_grade() {
    let ledger = ledger(&[&format!(
        "{CUT}, sources: [{{source: wire, at: p. 1}}, {{source: post, at: p. 2}}, \
         {{source: wire, at: p. 3}}]"
    )])
    .replace(": D}", ": B}");
    let answer = said(&ledger, "why line --on 2023-03-10");
    let judged = "B6 (source usually reliable, statement truth cannot be judged)";
    assert_eq!(
        below(&answer, "Because")[1..],
        [
            format!("  Wire, “News” (2023-06-05), p. 1, p. 3: {judged}"),
            format!("  Post, “More” (2023-06-09), p. 2: {judged}"),
        ]
    );
}

/// What would be without each source, as people and as programs are told.
fn without(ledger: &str) -> (String, Vec<(String, bool)>) {
    let text = said(ledger, "why line --on 2023-06-30");
    let changes = json(ledger, "why line --on 2023-06-30")["without"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            let source = one["source"].as_str().expect("an id").to_owned();
            (source, one["changes"].as_bool().expect("a flag"))
        })
        .collect();
    (
        below(&text, "If one source were missing").join("\n"),
        changes,
    )
}

#[test]
fn a_source_that_only_bears_out_what_others_say_is_not_named() {
    let more = "again, date: 2023-03, kind: confirmed, status: suspended, channels: [line], \
                summary: Still cut., sources: [post]";
    let (text, changes) = without(&ledger(&[&format!("{CUT}, sources: [wire]"), more]));
    assert_eq!(text, "without wire it would be · unrecorded");
    assert_eq!(changes, [("wire".into(), true), ("post".into(), false)]);
    let (text, changes) = without(&ledger(&[&format!(
        "{CUT}, sources: [{{source: wire, credibility: 1}}, {{source: wire, at: p. 2}}]"
    )]));
    assert_eq!(text, "without wire it would be · unrecorded");
    assert_eq!(changes, [("wire".into(), true)]);
    let alike = ledger(&[&format!("{CUT}, sources: [wire, post]")]).replace(": D}", ": B}");
    let (text, changes) = without(&alike);
    assert_eq!(
        text,
        "the answer would be the same without any one of the 2"
    );
    assert_eq!(changes, [("wire".into(), false), ("post".into(), false)]);
    let witness = "ask, date: 2023-03, kind: sought, channels: [line], summary: Asked.";
    let (text, changes) = without(&ledger(&[witness]));
    assert_eq!(text, "the answer would be the same without its only source");
    assert_eq!(changes, [("wire".into(), false)]);
    let (text, changes) = without(FRAME.trim_end_matches("events:\n"));
    assert_eq!(text, "no source bears on this channel");
    assert_eq!(changes, []);
}

#[test]
fn a_source_is_named_if_without_it_only_the_grade_would_change() {
    let (text, changes) = without(&ledger(&[&format!("{CUT}, sources: [wire, post]")]));
    assert_eq!(
        text,
        "without post it would be ○ suspended, since 2023-02-01, D6: Cut. [cut]"
    );
    assert_eq!(changes, [("wire".into(), false), ("post".into(), true)]);
}

#[test]
fn a_source_is_named_if_without_it_only_the_first_possible_day_would_change() {
    let (text, changes) = without(&ledger(&[
        "ask, date: 2023-02-10, kind: sought, channels: [line], summary: Asked., sources: [post]",
        "cut, date: 2023-02, kind: suspended, channels: [line], summary: Cut.",
        "off, date: 2023-02, kind: sought, channels: [talks], summary: Asked., sources: [post]",
    ]));
    // Both stand in the file as they happened: the line was cut on 10 February or later.
    assert_eq!(
        text,
        "without wire it would be · unrecorded\n\
         without post it would be ○ suspended, since 2023-02, D6: Cut. [cut]"
    );
    assert_eq!(changes, [("wire".into(), true), ("post".into(), true)]);
}

#[test]
fn a_source_is_named_if_without_it_another_event_would_have_set_the_status() {
    let (text, changes) = without(
        &ledger(&[
            CUT,
            "meet, date: 2023-03-01, kind: talks, channels: [line], summary: Met., sources: [post]",
            "fail, date: 2023-02-01/2023-03-01, kind: collapsed, channels: [line], summary: Failed., \
             sources: [post]",
        ])
        .replace(": D}", ": B}"),
    );
    assert_eq!(
        text,
        "without post it would be ○ suspended, since 2023-02-01, B6: Cut. [cut]"
    );
    assert_eq!(changes, [("wire".into(), false), ("post".into(), true)]);
}

#[test]
fn that_sources_were_left_untried_is_said() {
    let text = ledger(&[CUT]);
    let ledger = check(&text).ledger.expect("a sound ledger");
    let (channel, _) = ledger.channels().next().expect("a channel");
    let as_of = AsOf {
        on: NaiveDate::from_ymd_opt(2023, 3, 10).expect("a day"),
        evidence: Evidence::ALL,
    };
    let mut why = detente::replay::why::why(&ledger, channel, &as_of);
    let catalogue = Catalogue::new(Language::English);
    let answer = |why: &_| {
        let document = detente::view::why::document(&catalogue, &ledger, &as_of, why);
        let text = strip_str(&terminal::render(&document, None)).to_string();
        let json = json::why::json(&ledger, &as_of, why);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let lines = below(&text, "If one source were missing").join("\n");
        (lines, json["untried_sources"].as_u64())
    };
    let wire = "without wire it would be · unrecorded";
    assert_eq!(answer(&why), (wire.into(), Some(0)));
    why.sensitivity.untried = 3;
    let untried = "3 sources of older events were not tried";
    assert_eq!(answer(&why), (format!("{wire}\n{untried}"), Some(3)));
}

#[test]
fn a_chain_of_causes_that_several_events_share_is_told_once() {
    let ledger = ledger(&[
        "first, date: 2023-01-01, kind: context, summary: First.",
        "second, date: 2023-01-02, kind: context, cause: first, summary: Second.",
        "cut, date: 2023-02, kind: suspended, cause: second, channels: [line], summary: Cut.",
        "back, date: 2023-02, kind: resumed, cause: second, channels: [line], summary: Back.",
    ]);
    let text = said(&ledger, "why line --on 2023-02-10");
    let told: Vec<&str> = below(&text, "Because")
        .into_iter()
        .filter(|line| !line.contains("Wire"))
        .collect();
    assert_eq!(
        told,
        [
            "2023-02 suspended: Cut. [cut], perhaps not yet: 2023-02-01 to 2023-02-28",
            "  caused by 2023-01-02 context: Second. [second]",
            "  caused by 2023-01-01 context: First. [first]",
            "2023-02 resumed: Back. [back], perhaps not yet: 2023-02-01 to 2023-02-28",
            "  caused by 2023-01-02 context: Second. [second]",
        ]
    );
}

#[test]
fn a_long_chain_of_undecided_causes_gives_an_answer_of_bearable_length() {
    const MOST: usize = 3_000_000;
    let events: Vec<String> = (0..2_000)
        .map(|number| {
            let kind = ["suspended", "resumed"][number % 2];
            let cause = number
                .checked_sub(1)
                .map_or(String::new(), |cause| format!("cause: e{cause}, "));
            format!("e{number}, date: ../2030, kind: {kind}, {cause}channels: [line], summary: S.")
        })
        .collect();
    let events: Vec<&str> = events.iter().map(|event| &**event).collect();
    let ledger = ledger(&events);
    let text = said(&ledger, "why line --on 2024-01-01");
    assert!(text.len() < MOST, "{} bytes of text", text.len());
    // As itself, as the cause of the next, and where the chain after that ends.
    assert_eq!(text.matches("S. [e7]").count(), 3);
    let json = said(&ledger, "why line --on 2024-01-01 --format json");
    assert!(json.len() < MOST, "{} bytes of JSON", json.len());
}

#[test]
fn a_channel_is_partly_open_if_what_opened_it_has_a_scope() {
    let ledger = ledger(&[
        "cut, date: 2023-02-01, kind: suspended, channels: [line, talks], summary: Cut.",
        "back, date: 2023-03-01, kind: resumed, scope: voice only, channels: [line], summary: Back.",
        "ask, date: 2023-03-01, kind: sought, scope: all of it, channels: [talks], summary: Asked.",
    ]);
    let status = said(&ledger, "status --on 2023-03-10");
    assert_eq!(
        beginning(&status, "Test "),
        ["Test on 2023-03-10: 1 partly open, 1 suspended"]
    );
    assert_eq!(row(&status, "line")[1], "● partly open");
    assert_eq!(row(&status, "talks")[1], "○ suspended");
    assert_eq!(beginning(&status, "line: "), ["line: voice only"]);
    assert_eq!(beginning(&status, "talks: "), [""; 0]);
    let replay = said(&ledger, "replay --on 2023-03-10");
    assert_eq!(
        beginning(&replay, "Status: "),
        [
            "Status: ● partly open, since 2023-03-01; age of evidence 9 days",
            "Status: ○ suspended, since 2023-02-01; age of evidence 9 days",
        ]
    );
    let why = said(&ledger, "why line --on 2023-03-10");
    assert_eq!(
        why.lines().next(),
        Some("line is ● partly open, since 2023-03-01 (on 2023-03-10)")
    );
}

#[test]
fn a_channel_suspended_in_part_is_suspended() {
    let ledger = ledger(&[
        &format!("{CUT}, scope: voice only"),
        "made, date: 2023-02-01, kind: opened, channels: [talks], summary: Made.",
    ]);
    let status = said(&ledger, "status --on 2023-02-10");
    assert_eq!(
        beginning(&status, "Test "),
        ["Test on 2023-02-10: 1 open, 1 suspended"]
    );
    assert_eq!(row(&status, "line")[1], "○ suspended");
    assert_eq!(row(&status, "talks")[1], "● open");
    assert_eq!(beginning(&status, "line: "), ["line: voice only"]);
    let replay = said(&ledger, "replay line --on 2023-02-10");
    assert_eq!(
        beginning(&replay, "Status: "),
        ["Status: ○ suspended, since 2023-02-01; age of evidence 9 days"]
    );
    let why = said(&ledger, "why line --on 2023-02-10");
    assert_eq!(
        why.lines().next(),
        Some("line is ○ suspended, since 2023-02-01 (on 2023-02-10)")
    );
}

/// A channel at whose ends stand a minister and an envoy.
fn with_posts() -> String {
    ledger(&[CUT])
        .replace(
            "channels:\n",
            "posts:\n  - {id: minister, party: CHN, title: Minister, holders: \
             [{name: New, since: 2022-06-01, until: 2023-01-31}, {name: Old, until: 2022-01-31}]}\n  \
             - {id: envoy, party: USA, title: Envoy, holders: [{name: E, until: 2023-06}]}\n\
             channels:\n",
        )
        .replace("parties: [USA, CHN]}\n  - {id: talks", "parties: [USA, CHN], posts: [minister, envoy]}\n  - {id: talks")
}

#[test]
fn a_vacant_post_is_told_with_who_held_it_last_as_far_as_was_known() {
    let remarks = |day: &str| {
        let answer = said(&with_posts(), &format!("status line --on {day}"));
        beginning(&answer, "line: the post").join("\n")
    };
    let old = "line: the post of Minister (China) is vacant; Old held it until 2022-01-31";
    let new = "line: the post of Minister (China) is vacant; New held it until 2023-01-31";
    let envoy = "line: the post of Envoy (United States) is vacant; E held it until 2023-06";
    let perhaps =
        "line: the post of Envoy (United States) is perhaps vacant; E held it until 2023-06";
    assert_eq!(remarks("2022-03-01"), old);
    assert_eq!(remarks("2022-07-01"), "");
    assert_eq!(remarks("2023-02-01"), new);
    assert_eq!(remarks("2023-06-10"), [new, perhaps].join("\n"));
    assert_eq!(remarks("2023-07-01"), [new, envoy].join("\n"));
    assert_eq!(remarks("2023-07-01 --known 2022-05-31"), old);
    assert_eq!(remarks("2023-07-01 --known 2022-06-01"), "");
}

#[test]
fn programs_are_told_of_posts_that_are_certainly_vacant_only() {
    let vacant = |day: &str| {
        json(&with_posts(), &format!("status line --on {day}"))["channels"][0]["vacant"].clone()
    };
    assert_eq!(vacant("2022-07-01"), serde_json::json!([]));
    assert_eq!(vacant("2023-06-10"), serde_json::json!(["minister"]));
    assert_eq!(
        vacant("2023-07-01"),
        serde_json::json!(["minister", "envoy"])
    );
}

#[test]
fn programs_are_told_of_sources_that_were_out_by_then_only() {
    let ledger = ledger(&[&format!("{CUT}, sources: [wire, post]")]);
    let cited = |more: &str| -> Vec<String> {
        let why = json(&ledger, &format!("why line --on 2023-03-10{more}"));
        let replay = json(&ledger, &format!("replay line --on 2023-03-10{more}"));
        let from_why = &why["because"][0]["sources"];
        assert_eq!(*from_why, replay["channels"][0]["events"][0]["sources"]);
        from_why
            .as_array()
            .expect("a list")
            .iter()
            .map(|citation| citation["source"].as_str().expect("an id").to_owned())
            .collect()
    };
    assert_eq!(cited(""), ["wire", "post"]);
    assert_eq!(cited(" --known 2023-06-09"), ["wire", "post"]);
    assert_eq!(cited(" --known 2023-06-08"), ["wire"]);
}

#[test]
fn a_channel_answers_to_its_id_and_names_in_any_case_and_comes_once() {
    let ledger = ledger(&[CUT]);
    let channels = |names: &[&str]| -> Vec<String> {
        let arguments = [&["status", "--on", "2023-03-10", "--format", "json"], names].concat();
        let answer = run_on(ledger.as_bytes(), &arguments);
        let answer: serde_json::Value = serde_json::from_str(&answer.stdout).expect("JSON");
        answer["channels"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|channel| channel["id"].as_str().expect("an id").to_owned())
            .collect()
    };
    for name in [
        "line", "LINE", "the line", "THE LINE", "hot line", "HOT LINE",
    ] {
        assert_eq!(channels(&[name]), ["line"], "{name}");
    }
    assert_eq!(channels(&["talks", "line"]), ["line", "talks"]);
    assert_eq!(
        channels(&["TALKS", "hot line", "The Talks", "line", "talks"]),
        ["line", "talks"]
    );
}

#[test]
fn status_replay_and_why_speak_german() {
    let text = ledger(&[CUT]);
    let german = |line: &str| {
        let line = format!("{line} --on 2023-03-10 --lang de");
        let run = run_on(text.as_bytes(), &line.split(' ').collect::<Vec<_>>());
        assert_eq!(run.stderr, "");
        run.stdout
    };
    let status = german("status");
    assert!(status.contains(" am 2023-03-10: 1 ausgesetzt"), "{status}");
    assert!(german("replay").contains("nicht belegt → ○ ausgesetzt"));
    let why = german("why line");
    assert!(why.contains("Was als Nächstes geschehen kann"), "{why}");
    assert!(why.contains("wäre er · nicht belegt"), "{why}");
}
