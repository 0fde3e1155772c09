//! The mistakes that a newcomer makes, each with the exact words that answer it.
//!
//! Every case is a whole ledger with one slip. The answer must point at the line of the slip,
//! not at the line where the parser noticed it, and say what to do.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use anstream::adapter::strip_str;
use detente::model::ledger::Ledger;
use detente::read::{check, decode};
use detente::view::excerpt;

/// A ledger without a problem; the lines of its parts are numbered in the cases below.
const LEDGER: &str = "\
title: Two capitals
parties:
  - {id: USA, name: United States}
  - {id: CHN, name: China}
channels:
  - {id: line, name: The line, parties: [USA, CHN]}
sources:
  - {id: wire, outlet: The Wire, title: Line cut, published: 2023-12-01}
events:
  - id: cut
    date: 2023-02
    kind: suspended
    channels: [line]
    summary: The line is cut.
    sources: [wire]
";

/// The ledger with one part of it written differently.
fn slip(right: &str, wrong: &str) -> String {
    assert_eq!(LEDGER.matches(right).count(), 1, "`{right}` stands once");
    LEDGER.replace(right, wrong)
}

/// The ledger with more lines at its end.
fn followed_by(lines: &str) -> String {
    format!("{LEDGER}{lines}")
}

/// What is said about a text: its excerpts without styles.
fn said(text: &str) -> String {
    let rendered = excerpt::render("channels.yaml", text, &check(text).diagnostics);
    strip_str(&rendered).to_string().trim_end().to_owned()
}

#[track_caller]
fn answers(text: &str, expected: &str) {
    let said = said(text);
    assert!(
        said == expected.trim(),
        "said:\n{said}\nexpected:\n{expected}"
    );
}

fn ledger(text: &str) -> Ledger {
    let checked = check(text);
    checked.ledger.unwrap_or_else(|| panic!("{}", said(text)))
}

#[test]
fn an_unquoted_one_of_set_means_the_same_as_a_quoted_one() {
    for set in ["[..2023-11-14]", "[2022, 2023-02]", "[2022,2023..2024]"] {
        let unquoted = ledger(&slip("2023-02", set));
        let quoted = ledger(&slip("2023-02", &format!("\"{}\"", set.replace(' ', ""))));
        let date = |ledger: &Ledger| {
            let (_, event) = ledger.events().next().expect("the event");
            (event.date.earliest(), event.date.latest())
        };
        assert_eq!(date(&unquoted), date(&quoted), "{set}");
    }
}

#[test]
fn what_is_unusual_but_right_is_accepted() {
    for (what, text) in [
        ("Windows line ends", LEDGER.replace('\n', "\r\n")),
        ("old Macintosh line ends", LEDGER.replace('\n', "\r")),
        ("a byte order mark", format!("\u{feff}{LEDGER}")),
        ("document markers", format!("---\n{LEDGER}...\n")),
        ("a number as an id", LEDGER.replace("wire", "2023")),
        ("a year as a date", slip("2023-02", "2023")),
        ("an empty section", followed_by("posts:\n")),
        ("no line end at the end", LEDGER.trim_end().to_owned()),
        ("JSON", r#"{"title": "Two", "channels": []}"#.to_owned()),
        (
            "a tab before a comment",
            slip(
                "title: Two capitals",
                "title: Two capitals\t# to be changed",
            ),
        ),
        (
            "a tab on an empty line",
            slip("channels:\n", "\t\nchannels:\n"),
        ),
    ] {
        assert!(
            check(&text).diagnostics.is_empty(),
            "{what}:\n{}",
            said(&text)
        );
    }
}

#[test]
fn utf_16_is_recognised() {
    let bytes: Vec<u8> = "title: x\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let bytes = [&[0xff, 0xfe], &bytes[..]].concat();
    let (_, problem) = decode(bytes).expect_err("not UTF-8");
    assert_eq!(
        problem.help,
        "save the file as UTF-8; it looks like UTF-16, which some editors call Unicode"
    );
}

#[test]
fn a_tab_that_indents() {
    answers(
        &slip("    kind", "\tkind"),
        r"
error[yaml-syntax]: a tab indents this line
  --> channels.yaml:12:1
   |
12 | ␉kind: suspended
   | ^
   |
   = help: indent with spaces; YAML allows no tabs there
",
    );
}

#[test]
fn a_tab_after_spaces() {
    answers(
        &slip("    kind", "  \t  kind"),
        r"
error[yaml-syntax]: a tab indents this line
  --> channels.yaml:12:3
   |
12 |   ␉  kind: suspended
   |   ^
   |
   = help: indent with spaces; YAML allows no tabs there
",
    );
}

#[test]
fn a_tab_that_indents_a_list_entry() {
    answers(
        &slip("  - id: cut", "\t- id: cut"),
        r"
error[yaml-syntax]: a tab indents this line
  --> channels.yaml:10:1
   |
10 | ␉- id: cut
   | ^
   |
   = help: indent with spaces; YAML allows no tabs there
",
    );
}

#[test]
fn a_tab_inside_brackets() {
    answers(
        &slip("[line]", "[line,\n\tother]"),
        r"
error[yaml-syntax]: a tab indents this line
  --> channels.yaml:14:1
   |
14 | ␉other]
   | ^
   |
   = help: indent with spaces; YAML allows no tabs there
",
    );
}

#[test]
fn a_tab_inside_a_quoted_text() {
    answers(
        &slip("The line is cut.", "\"The line\n\tis cut.\""),
        r#"
error[yaml-syntax]: a tab indents this line
  --> channels.yaml:15:1
   |
15 | ␉is cut."
   | ^
   |
   = help: indent with spaces; YAML allows no tabs there
"#,
    );
}

#[test]
fn a_tab_inside_a_block_text() {
    answers(
        &slip("summary: The line is cut.", "note: |\n\tThe line"),
        r"
error[yaml-syntax]: a tab indents this line
  --> channels.yaml:15:1
   |
15 | ␉The line
   | ^
   |
   = help: indent with spaces; YAML allows no tabs there
",
    );
}

#[test]
fn a_tab_after_a_colon() {
    answers(
        &slip("title: Two", "title:\tTwo"),
        r"
error[yaml-syntax]: a tab stands between the colon and the value
 --> channels.yaml:1:7
  |
1 | title:␉Two capitals
  |       ^
  |
  = help: put a blank after the colon instead
",
    );
}

#[test]
fn a_thirteenth_month() {
    answers(
        &slip("2023-02", "2023-13"),
        r"
error[bad-date]: `2023-13` is not a date: there is no month 13; months are 01 to 12, seasons and other parts of a year 21 to 41
  --> channels.yaml:11:11
   |
11 |     date: 2023-13
   |           ^^^^^^^
   |
   = help: write it as EDTF: `2023-02-14`, `2023-02`, `2023-02~` (about), `2023-02?` (uncertain) or `2023-02/2023-11-14` (between)
",
    );
}

#[test]
fn a_date_with_the_day_first() {
    answers(
        &slip("2023-02", "14/02/2023"),
        r"
error[bad-date]: `14/02/2023` is not a date: `14/02/2023` has the year last; write the year first, then month and day with hyphens, as in 2023-11-14
  --> channels.yaml:11:11
   |
11 |     date: 14/02/2023
   |           ^^^^^^^^^^
   |
   = help: write it as EDTF: `2023-02-14`, `2023-02`, `2023-02~` (about), `2023-02?` (uncertain) or `2023-02/2023-11-14` (between)
",
    );
}

#[test]
fn a_date_in_words() {
    answers(
        &slip("2023-02", "February 2023"),
        r"
error[bad-date]: `February 2023` is not a date: `February` is a word; dates are written in numbers, February 2023 as 2023-02, and 'about' as ~ after them
  --> channels.yaml:11:11
   |
11 |     date: February 2023
   |           ^^^^^^^^^^^^^
   |
   = help: write it as EDTF: `2023-02-14`, `2023-02`, `2023-02~` (about), `2023-02?` (uncertain) or `2023-02/2023-11-14` (between)
",
    );
}

#[test]
fn a_misspelt_kind() {
    answers(
        &slip("suspended", "suspened"),
        r"
error[unknown-kind]: `suspened` is no kind of event
  --> channels.yaml:12:11
   |
12 |     kind: suspened
   |           ^^^^^^^^
   |
   = help: did you mean `suspended`?
",
    );
}

#[test]
fn a_duplicate_id() {
    answers(
        &followed_by(
            "  - {id: cut, date: 2023-03, kind: talks, channels: [line], summary: Talks., sources: [wire]}\n",
        ),
        r"
error[duplicate-id]: another event has the id `cut` already
  --> channels.yaml:16:10
   |
16 |   - {id: cut, date: 2023-03, kind: talks, channels: [line], summary: Talks., sources: [wire]}
   |          ^^^
   |
  ::: channels.yaml:10:9
   |
10 |   - id: cut
   |         --- the other one
   |
   = help: give one of the two another id
",
    );
}

#[test]
fn a_missing_closing_quote() {
    answers(
        &slip("The line is cut.", "\"The line is cut."),
        r#"
error[yaml-syntax]: the quote that opens here is not closed
  --> channels.yaml:14:14
   |
14 |     summary: "The line is cut.
   |              ^
   |
   = help: put the closing quote at the end of the text; if the text has further lines, indent them more than its key
"#,
    );
}

#[test]
fn a_missing_closing_quote_before_lines_with_quotes() {
    answers(
        &slip("The line is cut.", "\"The line is cut.").replace("[wire]", "[\"wire\"]"),
        r#"
error[yaml-syntax]: the quote that opens here is not closed
  --> channels.yaml:14:14
   |
14 |     summary: "The line is cut.
   |              ^
   |
   = help: put the closing quote at the end of the text; if the text has further lines, indent them more than its key
"#,
    );
}

#[test]
fn a_missing_closing_quote_in_the_first_line() {
    answers(
        &slip("Two capitals", "'Two capitals"),
        r"
error[yaml-syntax]: the quote that opens here is not closed
 --> channels.yaml:1:8
  |
1 | title: 'Two capitals
  |        ^
  |
  = help: put the closing quote at the end of the text; if the text has further lines, indent them more than its key
",
    );
}

#[test]
fn a_missing_closing_quote_inside_braces() {
    answers(
        &slip("name: The line", "name: \"The line"),
        r#"
error[yaml-syntax]: the quote that opens here is not closed
 --> channels.yaml:6:22
  |
6 |   - {id: line, name: "The line, parties: [USA, CHN]}
  |                      ^
  |
  = help: put the closing quote at the end of the text; if the text has further lines, indent them more than its key
"#,
    );
}

#[test]
fn a_quote_inside_quotes() {
    answers(
        &slip("The line is cut.", "\"The \"line\" is cut.\""),
        r#"
error[yaml-syntax]: the text goes on after its closing quote
  --> channels.yaml:14:20
   |
14 |     summary: "The "line" is cut."
   |                    ^
   |
   = help: put the whole text between quotes; a quote inside it is written `\"` between double quotes, and twice (`''`) between single ones
"#,
    );
}

#[test]
fn an_apostrophe_inside_single_quotes() {
    answers(
        &slip("The line is cut.", "'China's line is cut.'"),
        r#"
error[yaml-syntax]: the text goes on after its closing quote
  --> channels.yaml:14:21
   |
14 |     summary: 'China's line is cut.'
   |                     ^
   |
   = help: put the whole text between quotes; a quote inside it is written `\"` between double quotes, and twice (`''`) between single ones
"#,
    );
}

#[test]
fn a_backslash_between_double_quotes() {
    answers(
        &slip("The line is cut.", "\"The line\\call is cut.\""),
        r#"
error[yaml-syntax]: a backslash between double quotes begins an escape, and YAML knows none such
  --> channels.yaml:14:14
   |
14 |     summary: "The line\call is cut."
   |              ^
   |
   = help: write `\\` for a backslash, or put the text between single quotes
"#,
    );
}

#[test]
fn a_list_of_words_as_a_date() {
    answers(
        &slip("2023-02", "[soon, later]"),
        r"
error[bad-date]: `[soon,later]` is not a date: `soon` is a word; dates are written in numbers, February 2023 as 2023-02, and 'about' as ~ after them
  --> channels.yaml:11:11
   |
11 |     date: [soon, later]
   |           ^^^^^^^^^^^^^
   |
   = help: write it as EDTF: `2023-02-14`, `2023-02`, `2023-02~` (about), `2023-02?` (uncertain) or `2023-02/2023-11-14` (between)
",
    );
}

#[test]
fn a_list_in_lines_as_a_date() {
    answers(
        &slip(" 2023-02", "\n      - 2023-02\n      - 2023-03"),
        r#"
error[bad-date]: a date is one text, but this is a list
  --> channels.yaml:12:7
   |
12 |       - 2023-02
   |       ^^^^^^^^^
   |
   = help: write `2023`, `2023-02`, `2023-02-14`, or a set between quotes: "{1960,1961-12}"
"#,
    );
}

#[test]
fn a_mapping_as_a_date() {
    answers(
        &slip("2023-02", "{year: 2023}"),
        r#"
error[bad-date]: a date is one text, but this is a mapping
  --> channels.yaml:11:11
   |
11 |     date: {year: 2023}
   |           ^^^^^^^^^^^^
   |
   = help: write `2023`, `2023-02`, `2023-02-14`, or a set between quotes: "{1960,1961-12}"
"#,
    );
}

#[test]
fn a_channel_that_does_not_exist() {
    answers(
        &slip("[line]", "[lien]"),
        r"
error[unknown-id]: no channel has the id `lien`
  --> channels.yaml:13:16
   |
13 |     channels: [lien]
   |                ^^^^
   |
   = help: did you mean `line`?
",
    );
}

#[test]
fn a_channel_unlike_any_other() {
    answers(
        &slip("[line]", "[telephone]"),
        r"
error[unknown-id]: no channel has the id `telephone`
  --> channels.yaml:13:16
   |
13 |     channels: [telephone]
   |                ^^^^^^^^^
   |
   = help: declare it under `channels`, or correct it
",
    );
}

#[test]
fn a_contact_while_suspended() {
    answers(
        &followed_by(
            "  - {id: call, date: 2023-05, kind: contact, channels: [line], summary: A call., sources: [wire]}\n",
        ),
        r"
error[refused-transition]: `contact` is refused: by 2023-05, `line` is suspended, so it cannot be in use
  --> channels.yaml:16:37
   |
16 |   - {id: call, date: 2023-05, kind: contact, channels: [line], summary: A call., sources: [wire]}
   |                                     ^^^^^^^
   |
  ::: channels.yaml:10:9
   |
10 |   - id: cut
   |         --- the last event that set its status: `suspended`, 2023-02
   |
   = help: either a `resumed` is missing before it or the date is wrong
",
    );
}

#[test]
fn two_suspensions_in_a_row() {
    answers(
        &followed_by(
            "  - {id: again, date: 2023-05, kind: suspended, channels: [line], summary: Cut., sources: [wire]}\n",
        ),
        r"
error[refused-transition]: `suspended` is refused: by 2023-05, `line` is suspended already
  --> channels.yaml:16:38
   |
16 |   - {id: again, date: 2023-05, kind: suspended, channels: [line], summary: Cut., sources: [wire]}
   |                                      ^^^^^^^^^
   |
  ::: channels.yaml:10:9
   |
10 |   - id: cut
   |         --- the last event that set its status: `suspended`, 2023-02
   |
   = help: use `confirmed` with `status: suspended` for a second report of the same suspension, or add the `resumed` that is missing before it
",
    );
}

#[test]
fn an_empty_file() {
    answers(
        "",
        r"
error[empty-ledger]: the ledger is empty
 --> channels.yaml:1:1
  |
1 |
  | ^
  |
  = help: begin it with `title: …` and a list of `channels:`; docs/format.md shows a small one
",
    );
}

#[test]
fn a_file_of_comments() {
    answers(
        "# To be written.\n\n# Soon.\n",
        r"
error[empty-ledger]: the ledger is empty
 --> channels.yaml:1:1
  |
1 | # To be written.
  | ^
  |
  = help: begin it with `title: …` and a list of `channels:`; docs/format.md shows a small one
",
    );
}

#[test]
fn a_line_indented_too_little() {
    answers(
        &slip("    kind", "   kind"),
        r"
error[yaml-syntax]: this line belongs neither to the list entry above it nor to a new one
  --> channels.yaml:12:4
   |
12 |    kind: suspended
   |    ^
   |
   = help: indent it like the keys of the entry above, or begin a new entry with `- `
",
    );
}

#[test]
fn a_line_indented_too_much() {
    answers(
        &slip("    kind", "      kind"),
        r"
error[yaml-syntax]: this line is indented as if it went on with the text above it
  --> channels.yaml:12:7
   |
12 |       kind: suspended
   |       ^^^^
   |
   = help: indent it like the keys above it
",
    );
}

#[test]
fn a_line_indented_with_a_no_break_space() {
    answers(
        &slip("    kind", "  \u{a0} kind"),
        r"
error[yaml-syntax]: the character U+00A0 looks like a blank and is none
  --> channels.yaml:12:3
   |
12 |     kind: suspended
   |   ^
   |
   = help: indent with plain spaces; such characters come along when text is pasted from a web page
",
    );
}

#[test]
fn a_missing_blank_after_a_colon() {
    answers(
        &slip("kind: suspended", "kind:suspended"),
        r"
error[yaml-syntax]: a blank is missing after this colon
  --> channels.yaml:12:9
   |
12 |     kind:suspended
   |         ^
   |
   = help: write `kind: value`
",
    );
}

#[test]
fn a_missing_blank_after_a_dash() {
    answers(
        &slip("- id: cut", "-id: cut"),
        r"
error[yaml-syntax]: a blank is missing after this `-`
  --> channels.yaml:10:3
   |
10 |   -id: cut
   |   ^
   |
   = help: write `- ` to begin a list entry
",
    );
}

#[test]
fn a_line_without_a_colon() {
    answers(
        &slip("kind: suspended", "kind suspended"),
        r"
error[yaml-syntax]: this line is no `key: value`
  --> channels.yaml:12:5
   |
12 |     kind suspended
   |     ^^^^^^^^^^^^^^
   |
   = help: write a colon and a blank after the key; indent the further lines of a longer text more than its key
",
    );
}

#[test]
fn an_open_bracket() {
    answers(
        &slip("[line]", "[line"),
        r"
error[yaml-syntax]: this `[` is never closed
  --> channels.yaml:13:15
   |
13 |     channels: [line
   |               ^
   |
   = help: write `]` where it should end; put a text that begins with `[` between quotes
",
    );
}

#[test]
fn an_open_bracket_at_the_end() {
    answers(
        &slip("[wire]", "[wire"),
        r"
error[yaml-syntax]: this `[` is never closed
  --> channels.yaml:15:14
   |
15 |     sources: [wire
   |              ^
   |
   = help: write `]` where it should end; put a text that begins with `[` between quotes
",
    );
}

#[test]
fn an_open_brace() {
    answers(
        &slip("name: China}", "name: China"),
        r"
error[yaml-syntax]: this `{` is never closed
 --> channels.yaml:4:5
  |
4 |   - {id: CHN, name: China
  |     ^
  |
  = help: write `}` where it should end; put a text that begins with `{` between quotes
",
    );
}

#[test]
fn a_bracket_closed_by_a_brace() {
    answers(
        &slip("[USA, CHN]", "[USA, CHN"),
        r"
error[yaml-syntax]: this bracket does not close `[`
 --> channels.yaml:6:50
  |
6 |   - {id: line, name: The line, parties: [USA, CHN}
  |                                                  ^
  |
 ::: channels.yaml:6:41
  |
6 |   - {id: line, name: The line, parties: [USA, CHN}
  |                                         - the bracket that is open here
  |
  = help: write `]` before it
",
    );
}

#[test]
fn a_text_that_begins_with_a_bracket() {
    answers(
        &slip("The line is cut.", "[China] cuts the line."),
        r"
error[yaml-syntax]: the line goes on after its value has ended
  --> channels.yaml:14:22
   |
14 |     summary: [China] cuts the line.
   |                      ^
   |
   = help: put the whole value between quotes
",
    );
}

#[test]
fn a_text_that_begins_with_an_at_sign() {
    answers(
        &slip("The line is cut.", "@china cuts the line."),
        r"
error[yaml-syntax]: a value without quotes cannot begin with `@`
  --> channels.yaml:14:14
   |
14 |     summary: @china cuts the line.
   |              ^
   |
   = help: put the value between quotes
",
    );
}

#[test]
fn a_text_that_begins_with_an_ampersand() {
    answers(
        &slip("The line is cut.", "&China cuts the line."),
        r"
error[yaml-feature]: YAML anchors (`&name`) are not read
  --> channels.yaml:14:14
   |
14 |     summary: &China cuts the line.
   |              ^^^^^^^^^^^^^^^^^^^^^
   |
   = help: remove the anchor; put a text that begins with `&` between quotes
",
    );
}

#[test]
fn a_text_that_begins_with_an_asterisk() {
    answers(
        &slip("The line is cut.", "*China* cuts the line."),
        r"
error[yaml-feature]: YAML anchors and aliases (`&name`, `*name`) are not read
  --> channels.yaml:14:14
   |
14 |     summary: *China* cuts the line.
   |              ^
   |
   = help: put a text that begins with `&` or `*` between quotes
",
    );
}

#[test]
fn a_text_that_begins_with_an_exclamation_mark() {
    answers(
        &slip("The line is cut.", "!Cut: the line."),
        r"
error[yaml-feature]: YAML tags (`!name`) are not read
  --> channels.yaml:14:14
   |
14 |     summary: !Cut: the line.
   |              ^^^^^^^^^^^^^^^
   |
   = help: remove the tag; put a text that begins with `!` between quotes
",
    );
}

#[test]
fn a_text_that_begins_with_a_number_sign() {
    answers(
        &slip("The line is cut.", "#1 line is cut."),
        r"
error[missing-key]: nothing is written after `summary:`
  --> channels.yaml:14:12
   |
14 |     summary: #1 line is cut.
   |            ^
   |
   = help: write a line after the colon; ` #` begins a comment unless it is quoted
",
    );
}

#[test]
fn a_colon_inside_a_text() {
    answers(
        &slip("The line is cut.", "Report: the line is cut."),
        r"
error[yaml-syntax]: a colon and a blank stand inside this text, where YAML sees a second key
  --> channels.yaml:14:20
   |
14 |     summary: Report: the line is cut.
   |                    ^
   |
   = help: put the whole text between quotes
",
    );
}

#[test]
fn a_colon_inside_a_text_between_braces() {
    answers(
        &slip("name: The line", "name: Line: the first"),
        r"
error[yaml-syntax]: this cannot stand between `{` and `}`
 --> channels.yaml:6:26
  |
6 |   - {id: line, name: Line: the first, parties: [USA, CHN]}
  |                          ^
  |
 ::: channels.yaml:6:5
  |
6 |   - {id: line, name: Line: the first, parties: [USA, CHN]}
  |     - the bracket that is open here
  |
  = help: put commas between the entries, and quotes around a text that holds commas, colons, brackets or braces
",
    );
}

#[test]
fn an_entry_without_its_dash() {
    answers(
        &followed_by("    id: call\n    date: 2023-05\n    kind: resumed\n    summary: A call.\n"),
        r"
error[duplicate-key]: the key `id` stands here a second time
  --> channels.yaml:16:5
   |
16 |     id: call
   |     ^^
   |
  ::: channels.yaml:10:5
   |
10 |   - id: cut
   |     -- it stands here first
   |
   = help: put `- ` before it if a new entry begins here; otherwise keep one of the two
",
    );
}

#[test]
fn a_first_entry_without_its_dash() {
    answers(
        &slip("  - id: cut", "    id: cut"),
        r"
error[wrong-type]: this should be a list of events, but is a mapping
  --> channels.yaml:10:5
   |
10 |     id: cut
   |     ^^^^^^^
   |
   = help: begin each entry with `- ` on a line of its own, or put ids between brackets: `[a, b]`
",
    );
}

#[test]
fn a_second_document() {
    answers(
        &slip("events:", "---\nevents:"),
        r"
error[yaml-feature]: a second YAML document begins here
 --> channels.yaml:9:1
  |
9 | ---
  | ^^^
  |
  = help: a ledger is one document: remove the `---`, or put the rest into a file of its own
",
    );
}

#[test]
fn yes_for_true() {
    answers(
        &followed_by("    inferred: yes\n"),
        r"
error[unknown-word]: `yes` is neither `true` nor `false`
  --> channels.yaml:16:15
   |
16 |     inferred: yes
   |               ^^^
   |
   = help: write `true`, or remove the key
",
    );
}

#[test]
fn source_for_sources() {
    answers(
        &slip("    sources: [wire]", "    source: [wire]"),
        r"
error[unknown-key]: an event has no key `source`
  --> channels.yaml:15:5
   |
15 |     source: [wire]
   |     ^^^^^^
   |
   = help: did you mean `sources`?
",
    );
}

#[test]
fn one_id_where_a_list_should_be() {
    answers(
        &slip("[wire]", "wire"),
        r"
error[wrong-type]: this should be a list of ids or citations, but is a text
  --> channels.yaml:15:14
   |
15 |     sources: wire
   |              ^^^^
   |
   = help: begin each entry with `- ` on a line of its own, or put ids between brackets: `[a, b]`
",
    );
}

#[test]
fn an_id_with_a_blank() {
    answers(
        &slip("id: cut", "id: the cut"),
        r"
error[bad-id]: `the cut` cannot be an id
  --> channels.yaml:10:9
   |
10 |   - id: the cut
   |         ^^^^^^^
   |
   = help: an id has 1 to 100 plain letters, digits, `-`, `_` or `.`, and begins with a letter or digit
",
    );
}

#[test]
fn a_list_at_the_top() {
    answers(
        "- id: cut\n  date: 2023\n",
        r"
error[wrong-type]: a ledger is a mapping with keys such as `title`, `channels` and `events`
 --> channels.yaml:1:1
  |
1 | - id: cut
  | ^
  |
  = help: write above the list the key that it belongs to, such as `events:`
",
    );
}

#[test]
fn a_text_at_the_top() {
    answers(
        "Two capitals\n",
        r"
error[wrong-type]: a ledger is a mapping with keys such as `title`, `channels` and `events`
 --> channels.yaml:1:1
  |
1 | Two capitals
  | ^^^^^^^^^^^^
  |
  = help: write one `key: value` a line; entries stand in lists under `channels:` and the like
",
    );
}

#[test]
fn a_page_of_html() {
    answers(
        "<!DOCTYPE html>\n<html>\n",
        r"
error[wrong-type]: a ledger is a mapping with keys such as `title`, `channels` and `events`
 --> channels.yaml:1:1
  |
1 | <!DOCTYPE html>
  | ^^^^^^^^^^^^^^^
  |
  = help: write one `key: value` a line; entries stand in lists under `channels:` and the like
",
    );
}

#[test]
fn events_twice() {
    answers(
        &followed_by(
            "events:\n  - {id: talk, date: 2023-05, kind: talks, channels: [line], cause: cut, summary: Talks., sources: [wire]}\n",
        ),
        r"
error[duplicate-key]: the key `events` stands here a second time
  --> channels.yaml:16:1
   |
16 | events:
   | ^^^^^^
   |
  ::: channels.yaml:9:1
   |
 9 | events:
   | ------ it stands here first
   |
   = help: keep one of the two; if both are lists, write their entries under one key
",
    );
}

#[test]
fn a_capital_in_a_key() {
    answers(
        &slip("events:", "Events:"),
        r"
error[unknown-key]: a ledger has no key `Events`
 --> channels.yaml:9:1
  |
9 | Events:
  | ^^^^^^
  |
  = help: did you mean `events`?
",
    );
}

#[test]
fn a_misspelt_section() {
    answers(
        &slip("channels:\n", "chanels:\n"),
        r"
error[unknown-key]: a ledger has no key `chanels`
 --> channels.yaml:5:1
  |
5 | chanels:
  | ^^^^^^^
  |
  = help: did you mean `channels`?
",
    );
}

#[test]
fn a_missing_section() {
    answers(
        &slip(
            "channels:\n  - {id: line, name: The line, parties: [USA, CHN]}\n",
            "",
        ),
        r"
error[missing-key]: a ledger needs `channels`
 --> channels.yaml:1:1
  |
1 | title: Two capitals
  | ^
  |
  = help: add `channels: …`
",
    );
}

#[test]
fn a_missing_value() {
    answers(
        &slip(" The line is cut.", ""),
        r"
error[missing-key]: nothing is written after `summary:`
  --> channels.yaml:14:12
   |
14 |     summary:
   |            ^
   |
   = help: write a line after the colon; ` #` begins a comment unless it is quoted
",
    );
}

#[test]
fn a_missing_optional_value() {
    answers(
        &followed_by("    note:\n"),
        r"
error[missing-key]: nothing is written after `note:`
  --> channels.yaml:16:9
   |
16 |     note:
   |         ^
   |
   = help: write a text after the colon, or remove the key
",
    );
}

#[test]
fn a_comment_inside_a_text_of_two_lines() {
    answers(
        &slip("The line is cut.", "The line # which?\n      is cut."),
        r"
error[yaml-syntax]: a comment stands inside a text of several lines
  --> channels.yaml:14:23
   |
14 |     summary: The line # which?
   |                       ^
   |
   = help: put the text on one line, or between quotes
",
    );
}

#[test]
fn a_list_entry_below_a_text() {
    answers(
        "title: Two capitals\n- a\n",
        r"
error[yaml-syntax]: a list entry cannot begin here
 --> channels.yaml:2:1
  |
2 | - a
  | ^
  |
  = help: indent it like its neighbours, below the key of its list
",
    );
}

#[test]
fn a_key_of_an_entry_that_is_not_indented() {
    answers(
        &slip("    kind: suspended", "kind: suspended"),
        r"
error[missing-key]: an event needs `kind` and `summary`
  --> channels.yaml:10:5
   |
10 |   - id: cut
   |     ^^
   |
   = help: add `kind: …` and `summary: …`

error[unknown-key]: a ledger has no key `kind`
  --> channels.yaml:12:1
   |
12 | kind: suspended
   | ^^^^
   |
   = help: indent it if it belongs to the entry above, else remove it; the keys of a ledger are `title`, `stale_after`, `include`, `parties`, `posts`, `channels`, `sources` and `events`

error[yaml-syntax]: this line is indented as if it went on with the text above it
  --> channels.yaml:13:5
   |
13 |     channels: [line]
   |     ^^^^^^^^
   |
   = help: indent it like the keys above it
",
    );
}

#[test]
fn a_text_on_the_line_of_its_bar() {
    answers(
        &slip("The line is cut.", "|The line is cut."),
        r"
error[yaml-syntax]: a text cannot begin on the line of its `|` or `>`
  --> channels.yaml:14:14
   |
14 |     summary: |The line is cut.
   |              ^
   |
   = help: begin it on the next line, indented more than its key, or put it between quotes
",
    );
}

#[test]
fn a_bracket_that_closes_nothing() {
    answers(
        &slip("[wire]", "[wire]]"),
        r"
error[yaml-syntax]: no bracket is open that this one could close
  --> channels.yaml:15:20
   |
15 |     sources: [wire]]
   |                    ^
   |
   = help: remove it, or put a text that holds brackets between quotes
",
    );
}
