//! Texts that the readers did not read alike once.

use super::agreement::same;

const HEAD: &str = "\
title: Two capitals
parties: [{id: USA, name: A}, {id: CHN, name: C}]
channels: [{id: line, name: L, parties: [USA, CHN]}]
sources: [{id: wire, outlet: W, title: T, published: 2023}]
events:
";

const FIRST: &str =
    "  - {id: first, date: 2023, kind: talks, channels: [line], summary: S., sources: [wire]}\n";

#[test]
fn events_between_brackets_below_a_regular_frame() {
    let event = FIRST.trim_start_matches("  - ").trim_end();
    let checked = same(format!(
        "{}events: [{event}]\n",
        HEAD.trim_end_matches("events:\n")
    ));
    assert_eq!(
        checked.ledger.map(|ledger| ledger.events().count()),
        Some(1)
    );
}

#[test]
fn a_text_below_a_bar_at_the_end_of_an_entry() {
    let note = "  - id: noted\n    date: 2023\n    kind: talks\n    channels: [line]\n    summary: S.\n    \
                sources: [wire]\n    note: |\n      one\n      events:\n";
    same(format!("{HEAD}{note}{FIRST}"));
    same(format!("{HEAD}{note}\n  # c\n{FIRST}"));
}

#[test]
fn an_entry_below_its_dash_before_what_cannot_be_read() {
    same(format!("{HEAD}{FIRST}  -\n    scope: a\n : b\n{FIRST}"));
    same(format!(
        "{HEAD}{FIRST}  - # c\n    # - d\n    scope: a\n : b\n"
    ));
}

#[test]
fn a_dash_alone_before_what_cannot_be_read() {
    same(format!("{HEAD}{FIRST}  -     \n  '\n{FIRST}"));
    same(format!("{HEAD}{FIRST}{FIRST}  -\n  -\n  -\n  '\n{FIRST}"));
}

#[test]
fn the_place_of_a_list_with_dashes_in_the_first_column() {
    same(format!("{HEAD}- id: a\n  date: 2023\n"));
    same(format!("{HEAD} \n-   [A"));
    same(format!("{HEAD}- # c\n  id: a\n"));
}

#[test]
fn a_dash_at_the_end_of_a_text_between_brackets() {
    let event = FIRST.replace(['{', '}'], "").replace(", ", "\n    ");
    for (sources, tags) in [
        ("[wire]", "[a -, b]"),
        ("[wire]", "[a  -]"),
        ("[wire]", "[a - , b-]"),
        ("\n    - {source: wire, at: p. 2 -}", "[a]"),
        ("\n    - {source: wire, at: p. 2 -, credibility: 2}", "[a]"),
    ] {
        let event = event.replace("[wire]", sources);
        same(format!("{HEAD}{event}    tags: {tags}\n"));
    }
}

#[test]
fn the_end_of_a_pair_between_brackets_at_the_end_of_the_text() {
    let event = FIRST.replace(['{', '}'], "").replace(", ", "\n    ");
    for behind in ["", " ", " #", "\n", " \n"] {
        same(format!("{HEAD}{event}    tags: [a, ? b c]{behind}"));
    }
}

#[test]
fn texts_below_a_bar_without_a_line() {
    let title = "title: Two capitals\n";
    for empty in [
        ">-\n\n",
        ">\n",
        "|+\n\n",
        "|+\n",
        "|\n  \n",
        "|2\n",
        "|+ # c\n\n",
    ] {
        same(HEAD.replace(title, &format!("title: {empty}")));
        same(HEAD.replace("events:\n", &format!("odd: {empty}")));
        let note = format!("  - id: a\n    date: 2023\n    note: {empty}");
        same(format!("{HEAD}{note}{FIRST}"));
        same(format!("{HEAD}{FIRST}{note}"));
        same(format!("{HEAD}{FIRST}{note}posts:\n"));
        same(format!("{HEAD}{FIRST}{note}\n# c\nposts:\n").replace("\n  ", "\n"));
        // What stands in the way of the next entry.
        same(format!("{HEAD}{FIRST}{note} x\n"));
        same(format!("{HEAD}{FIRST}{note}...\n"));
    }
}

#[test]
fn a_line_with_a_tab_within_an_event() {
    let event = FIRST
        .replace("date: ", "date: \t")
        .replace("{id", "{\n\tid");
    same(format!("{HEAD}{event}"));
    let text = "  - date: 2023-02-14\n    kind: suspended\n    channels: [line]\n\t\n    summary: S.\n    \
                sources: [wire]\n    id: a\t\n";
    assert!(same(format!("{HEAD}{text}")).ledger.is_some());
}

#[test]
fn a_key_in_the_first_column_that_begins_like_an_entry() {
    same(HEAD.replace("channels:", "-channels:"));
    same(format!("{HEAD}{FIRST}-odd: a\n"));
    same(format!(
        "{}-odd: a\nevents:\n{FIRST}",
        HEAD.trim_end_matches("events:\n")
    ));
}

#[test]
fn two_lists_of_events_of_which_one_is_irregular() {
    let again = "events:\n".to_owned() + FIRST;
    same(format!("{HEAD}\t\n{FIRST}{again}"));
    same(format!("{HEAD}{FIRST}events:\n\t\n{FIRST}"));
    let between = format!(
        "events: [{}]\n",
        FIRST.trim_start_matches("  - ").trim_end()
    );
    same(format!(
        "{}{between}{again}",
        HEAD.trim_end_matches("events:\n")
    ));
}

#[test]
fn an_anchor_behind_another_sign_that_begins_one() {
    for anchored in [
        "  - id: x\n    summary: &a S.\n",
        "  - summary: &a\n    sources: [wire]\n",
        "  - &a {id: x}\n",
        "  - &a\n    id: x\n",
        "  - ? &a x\n    : y\n",
    ] {
        let text = format!("{}{FIRST}{anchored}", HEAD.replace("Two", "Two &"));
        let checked = same(text.clone());
        let place = checked.diagnostics[0].span.start as usize;
        assert_eq!(place, text.rfind('&').unwrap(), "{anchored}");
    }
}
