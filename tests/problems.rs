//! What is said about a ledger and what is not: one small ledger for each claim.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use detente::read::check;
use detente::read::diagnostic::Severity;
use detente::read::source_map::SourceMap;
use detente::view::github;
use support::run_on;

/// Everything but events.
const FRAME: &str = "\
title: Test
stale_after: 30
parties: [{id: USA, name: United States}, {id: CHN, name: China}, {id: RUS, name: Russia}]
posts:
  - {id: envoy, party: USA, title: Envoy, holders: [{name: E}]}
  - {id: minister, party: CHN, title: Minister, holders: [{name: M, until: 2022}]}
  - {id: consul, party: RUS, title: Consul}
channels:
  - {id: line, name: The line, parties: [USA, CHN]}
  - {id: talks, name: The talks, parties: [USA, RUS]}
  - {id: visits, name: Visits, parties: [USA, CHN], posts: [envoy, minister]}
sources: [{id: wire, outlet: Wire, title: News, published: 2023-12-01}]
events:
";

/// A ledger of events, each the inside of a mapping; the first stands in line 14.
fn ledger(events: &[&str]) -> String {
    let mut text = FRAME.to_owned();
    for event in events {
        let sources = if event.contains("sources:") {
            ""
        } else {
            ", sources: [wire]"
        };
        text.push_str(&format!("  - {{id: {event}, summary: S.{sources}}}\n"));
    }
    text
}

/// The problems of a text: line, code, message.
fn problems(text: &str) -> Vec<String> {
    let map = SourceMap::new(text);
    let checked = check(text);
    let is_bad = checked.count(Severity::Error) > 0;
    assert_eq!(checked.ledger.is_none(), is_bad, "errors yield no ledger");
    let told = checked.diagnostics.iter().map(|problem| {
        let line = map.position(problem.span.start).line;
        format!("{line} {}: {}", problem.code.name(), problem.message)
    });
    told.collect()
}

#[track_caller]
fn says(text: &str, expected: &[&str]) {
    assert_eq!(problems(text), expected, "{text}");
}

const CUT: &str = "cut, date: 2023-02, kind: suspended, channels: [line]";
const TWICE: &str = "twice, date: 2023-03, kind: suspended, channels: [line]";
const TWICE_IS_REFUSED: &str =
    "refused-transition: `suspended` is refused: by 2023-03, `line` is suspended already";

#[test]
fn an_id_that_nothing_has_is_an_error_wherever_an_event_names_it() {
    for (key, sort) in [
        ("corrects: nothing", "event"),
        ("cause: nothing", "event"),
        ("by: nothing", "party"),
        (
            "withdrawn: {date: 2023-12-02, source: nothing, reason: R.}",
            "source",
        ),
        ("sources: [nothing]", "source"),
        ("sources: [{source: nothing}]", "source"),
    ] {
        let text = ledger(&[&format!("{CUT}, {key}")]);
        let expected = format!("14 unknown-id: no {sort} has the id `nothing`");
        says(&text, &[&expected]);
        let answer = run_on(text.as_bytes(), &["status"]);
        assert_eq!(
            (answer.code, answer.stdout.as_str()),
            (Some(1), ""),
            "{key}"
        );
    }
}

#[test]
fn nothing_is_warned_about_events_that_are_withdrawn_or_replaced() {
    let slips = "date: 2024-05, kind: contact, channels: [visits], by: RUS, cause: later, \
                 reported: 2023-11";
    let later =
        "later, date: 2025, kind: context, recorded: 2025-06-01, sources: [], inferred: true";
    let warned = [
        "15 published-before: `wire` was published (2023-12-01) before the event happened (2024-05)",
        "15 vacant-post: `visits` was used (2024-05) although the post `minister` was vacant",
        "15 outsider: `RUS` is no party of `visits`",
        "15 cause-after-effect: the cause (`later`, 2025) came after its effect (2024-05)",
        "15 published-before: it was reported (2023-11) before the event happened (2024-05)",
    ];
    let opened = "made, date: 2021, kind: opened, channels: [visits]";
    let mut found = problems(&ledger(&[opened, &format!("bad, {slips}"), later]));
    found.sort();
    let mut expected = warned;
    expected.sort_unstable();
    assert_eq!(found, expected);

    let withdrawn = format!("bad, {slips}, withdrawn: {{date: 2023-12-02, reason: R.}}");
    says(&ledger(&[opened, &withdrawn, later]), &[]);
    let better = "better, date: 2022-05, kind: contact, channels: [visits], corrects: bad";
    says(
        &ledger(&[opened, &format!("bad, {slips}"), better, later]),
        &[],
    );
}

#[test]
fn who_acts_is_looked_for_in_every_channel_of_the_event() {
    says(
        &ledger(&["cut, date: 2023-02, kind: suspended, channels: [talks, line, visits], by: RUS"]),
        &[
            "14 outsider: `RUS` is no party of `line`",
            "14 outsider: `RUS` is no party of `visits`",
        ],
    );
    says(
        &ledger(&["cut, date: 2023-02, kind: suspended, channels: [talks, line, visits], by: USA"]),
        &[],
    );
}

#[test]
fn every_post_of_a_channel_is_a_post_of_its_parties() {
    let text = ledger(&[]).replace("events:\n", "");
    let posts = |posts: &str| text.replace("posts: [envoy, minister]", posts);
    says(&posts("posts: [envoy, minister]"), &[]);
    says(
        &posts("posts: [envoy, consul]"),
        &["11 outsider: `consul` is a post of `RUS`, which is no party of `visits`"],
    );
    says(
        &text
            .replace(
                "parties: [USA, RUS]}",
                "parties: [RUS, USA], posts: [minister, envoy, minister2]}",
            )
            .replace(
                "  - {id: consul,",
                "  - {id: minister2, party: CHN, title: Other}\n  - {id: consul,",
            ),
        &[
            "11 outsider: `minister` is a post of `CHN`, which is no party of `talks`",
            "11 outsider: `minister2` is a post of `CHN`, which is no party of `talks`",
        ],
    );
}

#[test]
fn every_post_at_the_ends_of_every_channel_used_must_be_held() {
    // The envoy, who comes first, is in office; the minister is not.
    let events = [
        "made, date: 2021, kind: opened, channels: [line, visits]",
        "met, date: 2023-02, kind: contact, channels: [line, visits]",
    ];
    says(
        &ledger(&events),
        &["15 vacant-post: `visits` was used (2023-02) although the post `minister` was vacant"],
    );
    let swapped = ledger(&events).replace("[envoy, minister]", "[minister, envoy]");
    assert_eq!(problems(&swapped), problems(&ledger(&events)));
}

#[test]
fn that_the_order_of_the_file_decided_is_said_only_if_the_dates_overlap() {
    const ADVICE: &str = "use `confirmed` with `status: suspended` for a second report of the same \
                          suspension, or add the `resumed` that is missing before it";
    let help = |event: &str| -> Vec<String> {
        let checked = check(ledger(&[CUT, event]));
        let helps = checked.diagnostics.into_iter();
        helps.map(|problem| problem.help).collect()
    };
    assert_eq!(help(TWICE), [ADVICE]);
    assert_eq!(
        help("twice, date: 2023, kind: suspended, channels: [line]"),
        [format!(
            "{ADVICE}; the dates of the two overlap, so the order of the file decided which came first"
        )]
    );
}

#[test]
fn nothing_is_published_reported_or_recorded_before_it_happened() {
    says(
        &ledger(&[&format!(
            "{CUT}, reported: 2023-01-31, recorded: 2023-01-30"
        )]),
        &[
            "14 published-before: it was reported (2023-01-31) before the event happened (2023-02)",
            "14 published-before: it was recorded (2023-01-30) before the event happened (2023-02)",
        ],
    );
    says(
        &ledger(&[&format!(
            "{CUT}, reported: 2023-02-01, recorded: 2023-02-01"
        )]),
        &[],
    );
    says(
        &ledger(&["cut, date: 2024-01, kind: suspended, channels: [line]"]),
        &[
            "14 published-before: `wire` was published (2023-12-01) before the event happened (2024-01)",
        ],
    );
}

#[test]
fn a_correction_may_have_the_same_channels_in_any_order_or_more() {
    let old = "old, date: 2023-01, kind: suspended, channels: [line, talks]";
    let by = |channels: &str| {
        let new =
            format!("new, date: 2023-02, kind: suspended, channels: [{channels}], corrects: old");
        ledger(&[old, &new])
    };
    says(&by("talks, line"), &[]);
    says(&by("visits, talks, line"), &[]);
    says(
        &by("line, visits"),
        &[
            "15 correction-elsewhere: `new` replaces `old`, but does not bear on `talks`, which loses the event",
        ],
    );
}

#[test]
fn a_broken_context_event_does_not_hide_a_refused_transition() {
    for broken in [
        "flood, date: 2023-13, kind: context",
        "flood, date: 2023-01, kind: context, by: nobody",
        "flood, date: 2023-01, kind: context, colour: red",
    ] {
        let found = problems(&ledger(&[broken, CUT, TWICE]));
        assert_eq!(found.len(), 2, "{found:#?}");
        assert_eq!(found[1], format!("16 {TWICE_IS_REFUSED}"));
    }
}

#[test]
fn a_broken_event_silences_its_own_channel_and_no_other() {
    let broken = |channel: &str| {
        ledger(&[
            &format!("bad, date: 2023-13, kind: opened, channels: [{channel}]"),
            CUT,
            TWICE,
        ])
    };
    let elsewhere = problems(&broken("talks"));
    assert_eq!(elsewhere.len(), 2, "{elsewhere:#?}");
    assert_eq!(elsewhere[1], format!("16 {TWICE_IS_REFUSED}"));
    let here = problems(&broken("line"));
    assert_eq!(here.len(), 1, "{here:#?}");
    let misspelt = problems(&ledger(&[
        "bad, date: 2023-01, kind: opened, channels: [lines]",
        CUT,
        TWICE,
    ]));
    assert_eq!(misspelt, ["14 unknown-id: no channel has the id `lines`"]);
}

#[test]
fn a_slip_elsewhere_does_not_hide_a_refused_transition() {
    let text = ledger(&[CUT, TWICE]);
    says(&text, &[&format!("15 {TWICE_IS_REFUSED}")]);
    says(
        &text.replace("party: RUS", "party: nobody"),
        &[
            "7 unknown-id: no party has the id `nobody`",
            &format!("15 {TWICE_IS_REFUSED}"),
        ],
    );
    says(
        &text.replace("stale_after: 30", "colour: red"),
        &[
            "2 unknown-key: a ledger has no key `colour`",
            &format!("15 {TWICE_IS_REFUSED}"),
        ],
    );
}

#[test]
fn a_circle_of_corrections_on_one_channel_does_not_hide_a_refused_transition_on_another() {
    let circle = |channel: &str, more: usize| {
        let one = |id: &str, other: &str| {
            format!(
                "{id}, date: 2023-03, kind: suspended, channels: [{channel}], corrects: {other}"
            )
        };
        let more = (0..more)
            .map(|number| format!("s-{number}, date: 2023-04, kind: sought, channels: [visits]"));
        let events = [CUT.into(), TWICE.into(), one("a", "b"), one("b", "a")];
        let events: Vec<String> = events.into_iter().chain(more).collect();
        ledger(&events.iter().map(String::as_str).collect::<Vec<_>>())
    };
    // A long ledger is replayed otherwise than a short one.
    for more in [0, 100] {
        let elsewhere = problems(&circle("talks", more));
        assert_eq!(elsewhere.len(), 2, "{elsewhere:#?}");
        assert_eq!(elsewhere[0], format!("15 {TWICE_IS_REFUSED}"));
        assert_eq!(
            elsewhere[1],
            "16 correction-cycle: `a` replaces itself by way of others"
        );
        let here = problems(&circle("line", more));
        assert_eq!(here.len(), 1, "{here:#?}");
    }
}

#[test]
fn an_event_that_is_withdrawn_neither_allows_nor_hides_a_refused_transition() {
    let back = "back, date: 2023-02-15, kind: resumed, channels: [line], \
                withdrawn: {date: 2023-12, reason: R}";
    let sought = "date: 2023-04, kind: sought, channels: [visits]";
    for more in [0, 100] {
        let more: Vec<String> = (0..more)
            .map(|number| format!("s-{number}, {sought}"))
            .collect();
        let mut events = vec![CUT, back, TWICE];
        events.extend(more.iter().map(String::as_str));
        says(&ledger(&events), &[&format!("16 {TWICE_IS_REFUSED}")]);
    }
}

#[test]
fn notes_and_warnings_come_in_the_order_of_the_text() {
    let text = ledger(&[
        "cut, date: 2023-02, kind: suspended, channels: [line, visits], by: USA",
        "off, date: 2023-03, kind: suspended, channels: [talks], by: CHN",
    ])
    .replace(
        "parties: [USA, RUS]}",
        "parties: [USA, RUS], posts: [minister]}",
    );
    let answer = run_on(
        text.as_bytes(),
        &["check", "--on", "2023-12-31", "--format", "json"],
    );
    let answer: serde_json::Value = serde_json::from_str(&answer.stdout).expect("JSON");
    let told: Vec<String> = answer["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|problem| format!("{} {}", problem["place"]["line"], problem["code"]))
        .collect();
    assert_eq!(
        told,
        [
            r#"9 "stale-channel""#,
            r#"10 "stale-channel""#,
            r#"10 "outsider""#,
            r#"11 "stale-channel""#,
            r#"15 "outsider""#,
        ]
    );
}

#[test]
fn a_file_name_cannot_break_out_of_a_workflow_command() {
    let text = ledger(&[&format!("{CUT}, by: RUS")]);
    assert_eq!(
        github::render("100%,a:b.yaml", &text, &check(&text).diagnostics),
        "::warning file=100%25%2Ca%3Ab.yaml,line=14,col=69,endLine=14,endColumn=72,title=outsider::\
         `RUS` is no party of `line`%0Ahelp: correct the id, or leave `by` out and name the \
         mediator in `summary`\n"
    );
}

/// A ledger with as many warnings as its events have channels, all in all.
fn warned(channels: usize, events: usize) -> String {
    let mut text = "title: Test\n\
                    parties: [{id: USA, name: U}, {id: CHN, name: C}, {id: RUS, name: R}]\n\
                    sources: [{id: wire, outlet: Wire, title: News, published: 2023-12-01}]\n\
                    channels:\n"
        .to_owned();
    let mut ids = Vec::new();
    for number in 0..channels {
        let id = format!("c{number}");
        text.push_str(&format!("  - {{id: {id}, name: N, parties: [USA, CHN]}}\n"));
        ids.push(id);
    }
    text.push_str("events:\n");
    let ids = ids.join(", ");
    for number in 0..events {
        text.push_str(&format!(
            "  - {{id: e{number}, date: 2023, kind: sought, channels: [{ids}], by: RUS, summary: S., \
             sources: [wire]}}\n"
        ));
    }
    text
}

#[test]
fn ten_thousand_warnings_are_kept_and_more_are_counted() {
    let all = check(warned(100, 100));
    assert_eq!(all.count(Severity::Warning), 10_000);
    assert_eq!(all.diagnostics.len(), 10_000);

    let more = check(warned(100, 101));
    assert_eq!(more.count(Severity::Warning), 10_000);
    assert_eq!(more.diagnostics.len(), 10_001);
    let first = more.diagnostics.first().expect("a problem");
    assert_eq!(first.code.name(), "too-many");
    assert_eq!(
        first.message,
        "the ledger has 10100 warnings; the first 10000 found are kept"
    );
    // Warnings do not keep a ledger from answering, however many there are.
    assert!(more.ledger.is_some());
}

#[test]
fn nothing_is_refused_on_a_channel_of_which_an_event_is_not_clear() {
    says(
        &ledger(&[CUT, &format!("{TWICE}, corrects: nothing")]),
        &["15 unknown-id: no event has the id `nothing`"],
    );
    says(
        &ledger(&[
            CUT,
            "twice, date: 2023-03, kind: confirmed, channels: [line]",
        ]),
        &["15 missing-key: a `confirmed` event needs `status`"],
    );
    // Who acted, and why, does not bear on what follows.
    says(
        &ledger(&[CUT, &format!("{TWICE}, by: nobody")]),
        &[
            &format!("15 {TWICE_IS_REFUSED}"),
            "15 unknown-id: no party has the id `nobody`",
        ],
    );
}

#[test]
fn events_that_replace_each_other_are_looked_at_like_others() {
    says(
        &ledger(&[
            "a, date: 2023-03, kind: suspended, channels: [line], corrects: b",
            "b, date: 2023-03, kind: suspended, channels: [line], corrects: a, by: RUS",
        ]),
        &[
            "14 correction-cycle: `a` replaces itself by way of others",
            "15 outsider: `RUS` is no party of `line`",
        ],
    );
}

#[test]
fn an_event_that_does_not_say_on_which_channel_it_bears_silences_all() {
    let found = problems(&ledger(&[
        CUT,
        "back, date: 2023-02, kind: resumed, chanels: [line]",
        TWICE,
    ]));
    assert!(!found.is_empty());
    for problem in found {
        assert!(problem.starts_with("15 "), "{problem}");
    }
}

#[test]
fn a_refused_event_is_told_which_entry_to_move_if_one_below_it_would_make_it_legal() {
    let ledger = |date: &str| {
        format!(
            "title: Test\n\
             parties: [{{id: USA, name: United States}}, {{id: CHN, name: China}}]\n\
             channels: [{{id: line, name: The line, parties: [USA, CHN]}}]\n\
             sources: [{{id: wire, outlet: Wire, title: News, published: 2024}}]\n\
             events:\n\
             - {{id: open, date: 2020, kind: opened, channels: [line], summary: s, sources: [wire]}}\n\
             - {{id: back, date: 2021, kind: resumed, channels: [line], summary: s, sources: [wire]}}\n\
             - {{id: cut, date: {date}, kind: suspended, channels: [line], summary: s, sources: [wire]}}\n"
        )
    };
    let problem = |date: &str| {
        let mut problems = check(ledger(date)).diagnostics;
        assert_eq!(problems.len(), 1);
        problems.remove(0)
    };
    let advice = "use `contact` for one more use of an open channel, or add the `suspended` that is \
                  missing before it";
    let movable = problem("2021");
    assert_eq!(
        movable.help,
        format!(
            "if `cut` came first, move it above this event: their dates overlap, so the order of the \
             file decides; else {advice}"
        )
    );
    assert_eq!(movable.related[1].label, "`cut`, which would make it legal");
    // What certainly came later cannot be the event that is missing before.
    assert_eq!(problem("2022").help, advice);
}

#[test]
fn what_stands_under_a_misspelt_section_is_not_called_unknown_as_well() {
    let ledger = "\
title: Test
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
souces: [{id: wire, outlet: Wire, title: News, published: 2024}]
events:
  - {id: cut, date: 2023, kind: suspended, channels: [line], summary: s, sources: [wire]}
";
    let problems = check(ledger).diagnostics;
    let told: Vec<_> = problems
        .iter()
        .map(|problem| (problem.code.name(), &*problem.help))
        .collect();
    assert_eq!(told, [("unknown-key", "did you mean `sources`?")]);
}

#[test]
fn ids_among_many_events_are_told_apart_as_among_few() {
    let told_of = |count: usize| {
        let sought = |id: usize| format!("event-{id}, date: 2022, kind: sought, channels: [line]");
        let mut events: Vec<String> = (0..count).map(sought).collect();
        for (place, id) in [(count - 1, 7), (count / 2, 3), (count / 2 + 1, 3)] {
            events[place] = sought(id);
        }
        // One that is there, though later, and one that is not.
        events[10].push_str(&format!(", cause: event-{}", count - 2));
        events[11].push_str(", cause: other");
        let events: Vec<&str> = events.iter().map(String::as_str).collect();
        problems(&ledger(&events))
    };
    for count in [100, 9_999, 10_000, 30_000] {
        let line = |place: usize| 14 + place;
        assert_eq!(
            told_of(count),
            [
                format!("{} unknown-id: no event has the id `other`", line(11)),
                format!(
                    "{} duplicate-id: another event has the id `event-3` already",
                    line(count / 2)
                ),
                format!(
                    "{} duplicate-id: another event has the id `event-3` already",
                    line(count / 2 + 1)
                ),
                format!(
                    "{} duplicate-id: another event has the id `event-7` already",
                    line(count - 1)
                ),
            ],
            "{count} events"
        );
    }
}
