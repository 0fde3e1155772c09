//! What a change of a ledger looks like in its text, rule by rule.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use detente::read::check;
use detente::write::change::{Change, NewEvent, Place};
use detente::write::edit::{Draft, EditError, edit};
use detente::write::entry::{CitationEntry, EventEntry, SourceEntry, WithdrawalEntry};

const HEAD: &str = "\
title: Test
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
";

fn event(id: &str, date: &str) -> EventEntry<'static> {
    EventEntry {
        id: id.to_owned().into(),
        date: date.to_owned().into(),
        kind: "sought".into(),
        channels: vec!["line".into()],
        inferred: true,
        summary: "A call.".into(),
        recorded: Some("2024-01-01".into()),
        ..EventEntry::default()
    }
}

fn source() -> SourceEntry<'static> {
    SourceEntry {
        id: "wire".into(),
        outlet: "Wire".into(),
        title: "News".into(),
        published: "2024".into(),
        ..SourceEntry::default()
    }
}

fn withdrawal() -> WithdrawalEntry<'static> {
    WithdrawalEntry {
        date: "2024-02-01".into(),
        source: None,
        reason: "It was no call.".into(),
    }
}

/// What a change makes of a text that stands behind the head.
#[track_caller]
fn after(body: &str, change: &Change) -> String {
    let edited = edit(&format!("{HEAD}{body}"), change);
    let edited = edited.unwrap_or_else(|error| unreachable!("{error:#?}"));
    edited.text.strip_prefix(HEAD).unwrap().to_owned()
}

#[track_caller]
fn with_event(body: &str) -> String {
    after(body, &Change::event(event("new", "2023-02")))
}

#[track_caller]
fn withdrawn(body: &str) -> String {
    after(body, &Change::withdrawal("old", withdrawal()))
}

/// The lines of an event as this program writes them where nothing says otherwise.
fn canonical(id: &str, date: &str) -> String {
    format!(
        "  - id: {id}\n    date: {date}\n    kind: sought\n    channels: [line]\n    inferred: true\n    \
         summary: A call.\n    recorded: 2024-01-01\n"
    )
}

const OLD: &str = "{id: old, date: 2023-01, kind: sought, channels: [line], inferred: true, summary: Old., recorded: 2024-01-01}";
const NEW: &str = "{id: new, date: 2023-02, kind: sought, channels: [line], inferred: true, summary: A call., recorded: 2024-01-01}";

#[test]
fn a_missing_section_comes_at_the_end_behind_a_blank_line() {
    assert_eq!(
        with_event(""),
        format!("\nevents:\n{}", canonical("new", "2023-02"))
    );
}

#[test]
fn an_empty_section_is_filled_and_keeps_its_comment() {
    let new = canonical("new", "2023-02");
    for (written, left) in [
        ("events:\n", "events:\n"),
        ("events:   # none yet\n", "events:   # none yet\n"),
        ("events: []\n", "events:\n"),
        ("events: []   # none yet\n", "events:   # none yet\n"),
        ("events: [ ]\n", "events:\n"),
        ("events: ~\n", "events:\n"),
        ("events : ~\n", "events :\n"),
        ("\"events\": []\n", "\"events\":\n"),
        ("events: null # none\n", "events: # none\n"),
        ("events:\n  # none yet\n", "events:\n  # none yet\n"),
    ] {
        assert_eq!(with_event(written), format!("{left}{new}"), "{written}");
    }
}

#[test]
fn what_stands_for_an_empty_list_below_its_key_goes_without_the_comments_around_it() {
    let new = canonical("new", "2023-02");
    for (written, left) in [
        ("events:\n  []\n", "events:\n"),
        ("events:\n  # none yet\n  []\n", "events:\n  # none yet\n"),
        ("events: # none\n  ~  # yet\n", "events: # none\n  # yet\n"),
    ] {
        let expected = format!("{left}{new}");
        // The blanks before a comment are not worth a rule.
        let found = with_event(written).replace("    # yet", "  # yet");
        assert_eq!(found, expected, "{written}");
    }
    assert_eq!(
        with_event("events:\n  []"),
        format!("events:\n{}", new.trim_end())
    );
}

#[test]
fn a_comment_inside_empty_brackets_is_not_thrown_away() {
    let text = format!("{HEAD}events: [  # none yet\n  ]\n");
    let result = edit(&text, &Change::event(event("new", "2023-02")));
    assert_eq!(
        result.unwrap_err(),
        EditError::Unsafe {
            reason: "`events`: the empty list has a comment inside its brackets".into()
        }
    );
}

#[test]
fn the_section_of_sources_comes_before_that_of_events_and_the_comment_above_it() {
    let body = format!("\n# What happened.\nevents:\n  - {OLD}\n");
    assert_eq!(
        after(&body, &Change::source(source())),
        format!(
            "\nsources:\n  - id: wire\n    outlet: Wire\n    title: News\n    published: '2024'\n\n\
             # What happened.\nevents:\n  - {OLD}\n"
        )
    );
}

#[test]
fn a_new_section_leaves_the_comment_of_the_entry_before_it_where_it_is() {
    let head = HEAD
        .replace("channels: [{", "channels:\n  - {")
        .replace("}]\n", "}\n");
    let head = head
        .replace("parties: [{", "parties:\n  - {")
        .replace("States}, {", "States}\n  - {");
    let text = format!("{head}    # Perhaps two lines.\nevents:\n");
    assert_eq!(
        edit(&text, &Change::source(source())).unwrap().text,
        format!(
            "{head}    # Perhaps two lines.\nsources:\n  - id: wire\n    outlet: Wire\n    title: News\n    \
             published: '2024'\n\nevents:\n"
        )
    );
}

#[test]
fn a_new_entry_is_indented_like_its_neighbour() {
    let body = "\
events:
-   id: old
    date: 2023-01
    kind: sought
    channels:
    - line
    inferred: true
    summary: Old.
    recorded: 2024-01-01
";
    let new = "
-   id: new
    date: 2023-02
    kind: sought
    channels:
    - line
    inferred: true
    summary: A call.
    recorded: 2024-01-01
";
    assert_eq!(with_event(body), format!("{body}{new}"));
}

#[test]
fn lists_under_keys_are_indented_and_bracketed_as_in_the_neighbour() {
    let body = "\
sources: [{id: wire, outlet: Wire, title: News, published: 2024}]
events:
    -  id: old
       date: 2023-01
       kind: sought
       channels:
           - line
       summary: Old.
       sources:
           - source: wire
             credibility: 2
";
    let entry = EventEntry {
        inferred: false,
        recorded: None,
        sources: vec![
            CitationEntry {
                source: "wire".into(),
                at: Some("p. 1".into()),
                credibility: Some(3),
            },
            CitationEntry {
                source: "wire".into(),
                ..CitationEntry::default()
            },
        ],
        ..event("new", "2023-02")
    };
    let new = "
    -  id: new
       date: 2023-02
       kind: sought
       channels:
           - line
       summary: A call.
       sources:
           - source: wire
             at: p. 1
             credibility: 3
           - wire
";
    assert_eq!(after(body, &Change::event(entry)), format!("{body}{new}"));
}

#[test]
fn entries_stand_apart_or_not_as_their_neighbours_do() {
    let entry = |id: &str| canonical(id, "2023-01");
    let close = format!("events:\n{}{}", entry("a"), entry("b"));
    assert_eq!(
        with_event(&close),
        format!("{close}{}", canonical("new", "2023-02"))
    );
    let apart = format!("events:\n{}\n{}", entry("a"), entry("b"));
    assert_eq!(
        with_event(&apart),
        format!("{apart}\n{}", canonical("new", "2023-02"))
    );
}

#[test]
fn blank_lines_are_seen_whatever_ends_them() {
    let entry = |id: &str| canonical(id, "2023-01");
    for newline in ["\n", "\r\n", "\r"] {
        let with = |text: &str| text.replace('\n', newline);
        for (between, new) in [("\n", "\n"), ("", ""), ("  # b\n", "")] {
            let body = format!("{HEAD}events:\n{}{between}{}", entry("a"), entry("b"));
            let edited = edit(&with(&body), &Change::event(event("new", "2023-02"))).unwrap();
            let expected = with(&format!("{body}{new}{}", canonical("new", "2023-02")));
            assert_eq!(edited.text, expected, "{newline:?} {between:?}");
        }
    }
}

#[test]
fn a_dash_on_a_line_of_its_own_may_have_a_comment_with_dashes_behind_it() {
    let old = canonical("old", "2023-06").replace("  - id", "  -  # so-called - it seems\n    id");
    let new = canonical("new", "2023-02");
    assert_eq!(
        with_event(&format!("events:\n{old}")),
        format!("events:\n{new}\n{old}")
    );
    let old = old.replace("2023-06", "2023-01");
    assert_eq!(
        with_event(&format!("events:\n{old}")),
        format!("events:\n{old}\n{new}")
    );
}

#[test]
fn entries_between_braces_get_a_neighbour_between_braces() {
    let body = format!("events:\n  - {OLD}  # first\n");
    assert_eq!(with_event(&body), format!("{body}\n  - {NEW}\n"));
}

#[test]
fn the_comment_above_the_next_entry_stays_with_it() {
    let late = canonical("late", "2023-06");
    let body = format!(
        "events:\n{}\n  # The late one.\n{late}",
        canonical("old", "2023-01")
    );
    let expected = format!(
        "events:\n{}\n{}\n  # The late one.\n{late}",
        canonical("old", "2023-01"),
        canonical("new", "2023-02"),
    );
    assert_eq!(with_event(&body), expected);
    let body = format!("events:\n  # The late one.\n{late}");
    let expected = format!(
        "events:\n{}\n  # The late one.\n{late}",
        canonical("new", "2023-02")
    );
    assert_eq!(with_event(&body), expected);
}

#[test]
fn the_comment_below_the_previous_entry_stays_with_it() {
    let old = canonical("old", "2023-01");
    let late = canonical("late", "2023-06");
    let body = format!("events:\n{old}    # A doubt about the old one.\n\n{late}");
    let expected = format!(
        "events:\n{old}    # A doubt about the old one.\n\n{}\n{late}",
        canonical("new", "2023-02"),
    );
    assert_eq!(with_event(&body), expected);
}

#[test]
fn lines_end_as_the_others_do() {
    for newline in ["\r\n", "\r"] {
        let with = |text: String| text.replace('\n', newline);
        let body = with(format!("{HEAD}events:\n{}", canonical("old", "2023-01")));
        let entry = EventEntry {
            note: Some("One line.\nAnother.".into()),
            ..event("new", "2023-02")
        };
        let edited = edit(&body, &Change::event(entry)).unwrap();
        let new = format!(
            "\n{}    note: |-\n      One line.\n      Another.\n",
            canonical("new", "2023-02")
        );
        assert_eq!(edited.text, format!("{body}{}", with(new)));
    }
}

#[test]
fn a_file_without_an_end_of_its_last_line_gets_none() {
    let body = format!("events:\n{}", canonical("old", "2023-01"));
    let body = body.trim_end();
    let new = canonical("new", "2023-02");
    assert_eq!(with_event(body), format!("{body}\n\n{}", new.trim_end()));
    assert_eq!(
        withdrawn(body),
        format!("{body}\n    withdrawn: {{date: 2024-02-01, reason: It was no call.}}")
    );
    assert_eq!(
        with_event("events:"),
        format!("events:\n{}", new.trim_end())
    );
}

#[test]
fn a_list_between_brackets_on_one_line_stays_on_it() {
    assert_eq!(
        with_event(&format!("events: [{OLD}]\n")),
        format!("events: [{OLD}, {NEW}]\n")
    );
    assert_eq!(
        with_event(&format!("events: [{OLD},]\n")),
        format!("events: [{OLD}, {NEW},]\n")
    );
    let comma = OLD.replace('}', ",}");
    assert_eq!(
        with_event(&format!("events: [{comma}]\n")),
        format!("events: [{comma}, {NEW}]\n")
    );
    let late = OLD.replace("2023-01,", "2023-06,");
    assert_eq!(
        with_event(&format!("events: [{late}]\n")),
        format!("events: [{NEW}, {late}]\n")
    );
}

#[test]
fn a_list_between_brackets_on_several_lines_gets_one_more() {
    let body = format!("events: [\n    {OLD}\n  ]\n");
    assert_eq!(
        with_event(&body),
        format!("events: [\n    {OLD},\n    {NEW}\n  ]\n")
    );
    let body = format!("events: [\n    {OLD},\n  ]\n");
    assert_eq!(
        with_event(&body),
        format!("events: [\n    {OLD},\n    {NEW},\n  ]\n")
    );
}

#[test]
fn the_comment_behind_the_last_entry_between_brackets_stays_behind_it() {
    let body = format!("events: [\n    {OLD}  # doubtful\n  ]\n");
    assert_eq!(
        with_event(&body),
        format!("events: [\n    {OLD},  # doubtful\n    {NEW}\n  ]\n")
    );
    let body = format!("events: [\n    {OLD},  # doubtful\n  ]\n");
    assert_eq!(
        with_event(&body),
        format!("events: [\n    {OLD},  # doubtful\n    {NEW},\n  ]\n")
    );
}

#[test]
fn the_comment_above_an_entry_between_brackets_stays_with_it() {
    let late = OLD.replace("2023-01,", "2023-06,");
    assert_eq!(
        with_event(&format!("events: [\n    # Late.\n    {late}\n  ]\n")),
        format!("events: [\n    {NEW},\n    # Late.\n    {late}\n  ]\n")
    );
}

#[test]
fn sections_in_any_order_can_be_edited() {
    let text = "\
events: []
channels: [{id: line, name: The line, parties: [USA, CHN]}]
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
title: Test
";
    assert_eq!(
        edit(text, &Change::event(event("new", "2023-02")))
            .unwrap()
            .text,
        text.replace(
            "events: []\n",
            &format!("events:\n{}", canonical("new", "2023-02"))
        )
    );
}

#[test]
fn several_new_events_are_put_behind_those_that_they_are_undecided_with() {
    let aside = EventEntry {
        kind: "context".into(),
        channels: Vec::new(),
        ..event("a", "2023-06")
    };
    let mut change = Change::event(aside);
    for (id, date) in [("b", "2023-01/2023-12"), ("c", "2023-01")] {
        change.events.push(NewEvent {
            entry: event(id, date),
            place: Place::Replay,
        });
    }
    let edited = edit(&format!("{HEAD}events:\n"), &change).unwrap();
    let ids: Vec<&str> = edited
        .ledger
        .events()
        .map(|(_, event)| event.id.as_str())
        .collect();
    assert_eq!(ids, ["a", "b", "c"]);
}

#[test]
fn json_stays_json() {
    let head = r#"{"title":"T","parties":[{"id":"USA","name":"A"},{"id":"CHN","name":"B"}],"channels":[{"id":"line","name":"L","parties":["USA","CHN"]}],"events":["#;
    let old = r#"{"id":"old","date":"2023-01","kind":"sought","channels":["line"],"inferred":true,"summary":"Old.","recorded":"2024-01-01"}"#;
    let new = r#"{"id": "new", "date": "2023-02", "kind": "sought", "channels": ["line"], "inferred": true, "summary": "A call.", "recorded": "2024-01-01"}"#;
    let change = Change::event(event("new", "2023-02"));
    assert_eq!(
        edit(&format!("{head}]}}"), &change).unwrap().text,
        format!("{head}{new}]}}")
    );
    let edited = edit(&format!("{head}{old}]}}"), &change).unwrap();
    assert_eq!(edited.text, format!("{head}{old}, {new}]}}"));
    assert!(serde_json::from_str::<serde_json::Value>(&edited.text).is_ok());
    let gone = edit(
        &format!("{head}{old}]}}"),
        &Change::withdrawal("old", withdrawal()),
    )
    .unwrap();
    let old = old.strip_suffix('}').unwrap();
    assert_eq!(
        gone.text,
        format!(
            r#"{head}{old}, "withdrawn": {{"date": "2024-02-01", "reason": "It was no call."}}}}]}}"#
        )
    );
}

#[test]
fn a_ledger_between_braces_without_the_list_is_not_changed() {
    let text = r#"{"title":"T","parties":[{"id":"USA","name":"A"},{"id":"CHN","name":"B"}],"channels":[{"id":"line","name":"L","parties":["USA","CHN"]}]}"#;
    let result = edit(text, &Change::event(event("new", "2023-02")));
    assert_eq!(
        result.unwrap_err(),
        EditError::Unsafe {
            reason: "`events`: the ledger stands between braces and has no list for it yet; add an empty one".into()
        }
    );
}

const WITHDRAWN: &str = "    withdrawn: {date: 2024-02-01, reason: It was no call.}\n";

#[test]
fn a_withdrawal_is_the_last_key_of_an_entry_without_later_ones() {
    let old = canonical("old", "2023-01");
    let next = canonical("next", "2023-02");
    let body = format!("events:\n{old}\n# Next.\n{next}");
    assert_eq!(
        withdrawn(&body),
        format!("events:\n{old}{WITHDRAWN}\n# Next.\n{next}")
    );
    let body = format!("events:\n{}  # surely\n    # a remark\n", old.trim_end());
    assert_eq!(
        withdrawn(&body),
        format!(
            "events:\n{}  # surely\n{WITHDRAWN}    # a remark\n",
            old.trim_end()
        )
    );
}

#[test]
fn a_withdrawal_stands_before_the_keys_that_follow_it_in_the_order_of_the_format() {
    let old = canonical("old", "2023-01");
    for behind in [
        "    corrects: older\n    note: A doubt.\n    tags: [a]\n    coder: A. N.\n",
        "    coder: A. N.  # since May\n    note: |-\n      One.\n      # Two.\n",
        "    # About the note.\n    # More of it.\n    note: A doubt.\n",
        "  # Less deep.\n    note: A doubt.\n    # Below it.\n",
        "    \"note\": A doubt.\n",
    ] {
        let older = format!("events:\n{}\n", canonical("older", "2022"));
        assert_eq!(
            withdrawn(&format!("{older}{old}{behind}")),
            format!("{older}{old}{WITHDRAWN}{behind}")
        );
    }
}

#[test]
fn a_withdrawal_before_other_keys_leaves_what_stands_above_it_whole() {
    let old = "  - id: old\n    date: 2023-01\n    kind: sought\n    channels: [line]\n    inferred: true\n    recorded: 2024-01-01\n";
    let note = "    note: A doubt.\n";
    for summary in [
        "A call.  # on the wire\n",
        "A call.\n      # on the wire\n",
        ">-\n      One\n      # more.\n",
        "|-\n      One # more.\n\n",
        "\"One\n      more.\"\n",
        "One\n      more.\n",
    ] {
        let body = format!("events:\n{old}    summary: {summary}{note}");
        let expected = body.replace(note, &format!("{WITHDRAWN}{note}"));
        assert_eq!(withdrawn(&body), expected, "{summary}");
    }
    let sources = "sources:\n  - {id: wire, outlet: Wire, title: News, published: 2024}\n";
    let cited = "    summary: A call.\n    sources:\n      - wire\n      # and no other\n";
    let body = format!("{sources}events:\n{old}{cited}{note}");
    let expected = body.replace(note, &format!("{WITHDRAWN}{note}"));
    assert_eq!(withdrawn(&body), expected);
}

#[test]
fn a_withdrawal_comes_last_where_the_keys_stand_in_an_order_of_their_own() {
    let body = "events:\n  - note: A doubt.\n    coder: A. N.\n    id: old\n    date: 2023-01\n    kind: sought\n    \
                channels: [line]\n    inferred: true\n    recorded: 2024-01-01\n    summary: A call.\n";
    assert_eq!(withdrawn(body), format!("{body}{WITHDRAWN}"));
    let behind = "    tags: [a]\n";
    assert_eq!(
        withdrawn(&format!("{body}{behind}")),
        format!("{body}{WITHDRAWN}{behind}")
    );
}

#[test]
fn a_withdrawal_between_braces_stands_before_the_keys_that_follow_it() {
    let old = OLD.strip_suffix('}').unwrap();
    let gone = "withdrawn: {date: 2024-02-01, reason: It was no call.}";
    assert_eq!(
        withdrawn(&format!("events: [{old}, note: A doubt.}}]\n")),
        format!("events: [{old}, {gone}, note: A doubt.}}]\n")
    );
    assert_eq!(
        withdrawn(&format!(
            "events: [\n  {old},  # surely\n   # A doubt:\n   note: A doubt.}}]\n"
        )),
        format!("events: [\n  {old},  # surely\n   {gone},\n   # A doubt:\n   note: A doubt.}}]\n")
    );
    let json = OLD
        .replace("{id: ", "{\"id\": ")
        .replace('}', ", \"note\": \"A doubt.\"}");
    assert_eq!(
        withdrawn(&format!("events: [{json}]\n")),
        format!(
            "events: [{}]\n",
            json.replace(
                "\"note\"",
                "\"withdrawn\": {\"date\": \"2024-02-01\", \"reason\": \"It was no call.\"}, \"note\""
            )
        )
    );
}

#[test]
fn a_withdrawal_stands_behind_a_text_of_several_lines() {
    let old = canonical("old", "2023-01").replace("    summary: A call.\n", "");
    for summary in [
        "|-\n      One.\n",
        ">-\n      One\n      more.\n",
        "One\n      more.\n",
        "\"One\n      more.\"\n",
    ] {
        let body = format!("events:\n{old}    summary: {summary}");
        assert_eq!(withdrawn(&body), format!("{body}{WITHDRAWN}"), "{summary}");
    }
}

#[test]
fn a_withdrawal_between_braces_is_their_last_key() {
    let old = OLD.strip_suffix('}').unwrap();
    let gone = format!("{old}, withdrawn: {{date: 2024-02-01, reason: It was no call.}}");
    assert_eq!(
        withdrawn(&format!("events: [{old}}}]\n")),
        format!("events: [{gone}}}]\n")
    );
    assert_eq!(
        withdrawn(&format!("events: [{old},}}]\n")),
        format!("events: [{gone},}}]\n")
    );
    assert_eq!(
        withdrawn(&format!("events:\n  - {old}}}  # surely\n")),
        format!("events:\n  - {gone}}}  # surely\n")
    );
}

#[test]
fn an_event_can_be_withdrawn_and_another_added_behind_it() {
    let old = canonical("old", "2023-01");
    let change = Change {
        withdrawals: vec![("old".into(), withdrawal())],
        ..Change::event(event("new", "2023-02"))
    };
    assert_eq!(
        after(&format!("events:\n{old}"), &change),
        format!("events:\n{old}{WITHDRAWN}\n{}", canonical("new", "2023-02"))
    );
}

#[test]
fn several_events_come_in_the_order_of_their_dates_and_then_of_the_change() {
    let mut change = Change::default();
    for (id, date) in [("c", "2023-03"), ("a", "2023-02"), ("b", "2023-02")] {
        change.events.push(NewEvent {
            entry: event(id, date),
            place: Place::Replay,
        });
    }
    assert_eq!(
        after("events:\n", &change),
        format!(
            "events:\n{}\n{}\n{}",
            canonical("a", "2023-02"),
            canonical("b", "2023-02"),
            canonical("c", "2023-03")
        )
    );
}

#[test]
fn a_named_place_is_next_to_the_event_that_it_names() {
    let old = canonical("old", "2023-01");
    let entry = event("new", "2024");
    let change = |place| Change {
        events: vec![NewEvent {
            entry: entry.clone(),
            place,
        }],
        ..Change::default()
    };
    let new = canonical("new", "'2024'");
    let body = format!("events:\n{old}");
    assert_eq!(
        after(&body, &change(Place::Before("old".into()))),
        format!("events:\n{new}\n{old}")
    );
    assert_eq!(
        after(&body, &change(Place::After("old".into()))),
        format!("events:\n{old}\n{new}")
    );
    let text = format!("{HEAD}{body}");
    assert_eq!(
        edit(&text, &change(Place::After("nothing".into()))).unwrap_err(),
        EditError::NoSuchEvent("nothing".into())
    );
}

#[test]
fn of_several_that_name_one_place_the_last_is_next_to_it() {
    let change = |place: &Place| Change {
        events: ["a", "b"]
            .map(|id| NewEvent {
                entry: event(id, "2024-02"),
                place: place.clone(),
            })
            .into(),
        ..Change::default()
    };
    let [old, a, b] = [("old", "2023-01"), ("a", "2024-02"), ("b", "2024-02")]
        .map(|(id, date)| canonical(id, date));
    let body = format!("events:\n{old}");
    assert_eq!(
        after(&body, &change(&Place::Before("old".into()))),
        format!("events:\n{a}\n{b}\n{old}")
    );
    assert_eq!(
        after(&body, &change(&Place::After("old".into()))),
        format!("events:\n{old}\n{b}\n{a}")
    );
}

#[test]
fn blanks_around_a_date_do_not_change_the_place() {
    let late = canonical("late", "2023-06");
    assert_eq!(
        after(
            &format!("events:\n{late}"),
            &Change::event(event("new", " 2023-02 "))
        ),
        format!("events:\n{}\n{late}", canonical("new", "2023-02"))
    );
}

#[test]
fn ids_that_yaml_takes_for_something_else_stand_between_quotes() {
    for (id, written) in [
        ("2023", "'2023'"),
        ("null", "'null'"),
        ("1e3", "'1e3'"),
        ("0x1F", "'0x1F'"),
        ("a.b-c_d", "a.b-c_d"),
    ] {
        let change = Change::event(event(id, "2023-02"));
        assert_eq!(
            after("events:\n", &change),
            format!("events:\n{}", canonical(written, "2023-02"))
        );
    }
}

#[test]
fn texts_that_yaml_takes_for_something_else_stand_between_quotes() {
    for (summary, in_lines, in_braces) in [
        ("Cut: no calls", "'Cut: no calls'", "'Cut: no calls'"),
        ("a #b", "'a #b'", "'a #b'"),
        ("null", "'null'", "'null'"),
        ("- a", "'- a'", "'- a'"),
        ("a, b", "a, b", "'a, b'"),
        ("[a]", "'[a]'", "'[a]'"),
        ("a -", "a -", "'a -'"),
        ("It's", "It's", "It's"),
        ("'It'", "'''It'''", "'''It'''"),
    ] {
        let entry = EventEntry {
            summary: summary.into(),
            ..event("new", "2023-02")
        };
        let change = Change::event(entry);
        let canonical = canonical("new", "2023-02");
        assert_eq!(
            after("events:\n", &change),
            format!("events:\n{}", canonical.replace("A call.", in_lines))
        );
        assert_eq!(
            after(&format!("events: [{OLD}]\n"), &change),
            format!("events: [{OLD}, {}]\n", NEW.replace("A call.", in_braces))
        );
    }
}

#[test]
fn a_note_of_several_lines_stands_on_lines_of_its_own() {
    for (note, written) in [
        ("One.\nTwo.", "|-\n      One.\n      Two."),
        (
            "One.\n\n  Two: # no comment",
            "|-\n      One.\n\n        Two: # no comment",
        ),
    ] {
        let entry = EventEntry {
            note: Some(note.into()),
            ..event("new", "2023-02")
        };
        assert_eq!(
            after("events:\n", &Change::event(entry)),
            format!(
                "events:\n{}    note: {written}\n",
                canonical("new", "2023-02")
            )
        );
    }
}

#[test]
fn a_note_does_not_swallow_the_comment_below_it() {
    let entry = EventEntry {
        note: Some("One.\nTwo.".into()),
        ..event("new", "2023-02")
    };
    let late = canonical("late", "2023-06");
    assert_eq!(
        after(
            &format!("events:\n      # Late.\n{late}"),
            &Change::event(entry)
        ),
        format!(
            "events:\n{}    note: \"One.\\nTwo.\"\n\n      # Late.\n{late}",
            canonical("new", "2023-02")
        )
    );
}

#[test]
fn what_the_machine_refuses_is_not_written() {
    let text = format!("{HEAD}events:\n");
    let entry = EventEntry {
        kind: "resumed".into(),
        ..event("new", "2023-02")
    };
    let EditError::Refused {
        text,
        diagnostics,
        events,
    } = edit(&text, &Change::event(entry)).unwrap_err()
    else {
        unreachable!("it is refused");
    };
    assert_eq!(diagnostics[0].code.name(), "refused-transition");
    assert!(text.slice(events[0].unwrap()).starts_with("id: new\n"));
}

#[test]
fn a_ledger_with_errors_is_not_changed() {
    let result = edit("title: T\n", &Change::event(event("new", "2023-02")));
    assert_eq!(result.unwrap_err(), EditError::Unsound);
}

#[test]
fn a_text_that_is_not_the_old_ledger_and_the_change_is_not_taken() {
    let text = format!("{HEAD}events:\n{}", canonical("old", "2023-01"));
    let checked = check(&text);
    let change = Change::event(event("new", "2023-02"));
    let draft = Draft::new(&text, &checked, &change).unwrap();
    assert!(draft.verify().is_ok());
    for (changed, reason) in [
        (
            draft.text.as_str().replace("title: Test", "title: Best"),
            "the changed text would not read as the old ledger and the change",
        ),
        (
            format!("{}]\n", draft.text.as_str()),
            "the changed text would not be YAML",
        ),
    ] {
        let mut draft = draft.clone();
        draft.text = changed.into();
        let reason = reason.into();
        assert_eq!(draft.verify().unwrap_err(), EditError::Unsafe { reason });
    }
}

#[test]
fn where_line_ends_are_mixed_a_blank_line_stays_one() {
    let head = HEAD.replace('\n', "\r");
    let sources = "sources:\r- {id: old, outlet: Wire, title: News, published: 2024}";
    let text = format!("{head}{sources}\n\nevents: []\r");
    let edited = edit(&text, &Change::source(source())).unwrap();
    let new = "- {id: wire, outlet: Wire, title: News, published: '2024'}";
    assert_eq!(
        edited.text,
        format!("{head}{sources}\n\r{new}\n\nevents: []\r")
    );
}
