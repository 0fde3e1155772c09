//! The canonical layout: what it is, that it keeps everything, and the command that makes it.
//!
//! The fixtures in `tests/fmt` are pairs of a ledger and what becomes of it; `UPDATE=1 cargo test
//! --test fmt` rewrites the second of each.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "fmt/properties.rs"]
mod properties;
#[path = "fmt/scribe.rs"]
mod scribe;
mod support;

use std::path::Path;
use std::{env, fs};

use detente::read::check;
use detente::write::format;
use detente::write::layout::FormatError;

use support::{Run, detente, run, run_on};

const CHANNELS: &str = include_str!("../channels.yaml");

/// The sections that every small ledger of these tests needs.
const HEAD: &str = "\
title: Test

parties:
  - {id: USA, name: United States}
  - {id: CHN, name: China}

channels:
  - {id: line, name: The line, parties: [USA, CHN]}
  - {id: other, name: The other, parties: [USA, CHN]}

sources:
  - {id: wire, outlet: Wire, title: News, published: 2024}
  - {id: post, outlet: Post, title: More, published: 2024}

";

/// An event without its sources, in canonical layout.
const EVENT: &str = "  - id: cut
    date: 2023
    kind: suspended
    channels: [line]
";

#[track_caller]
fn laid_out(text: &str) -> String {
    let result = format(text).unwrap_or_else(|error| panic!("{error}: {error:#?}\n{text}"));
    let again = format(&result).unwrap_or_else(|error| panic!("{error}\n{result}"));
    assert_eq!(again, result, "the layout comes to rest");
    result
}

/// Events below the other sections become others.
#[track_caller]
fn becomes(events: &str, expected: &str) {
    let result = laid_out(&format!("{HEAD}{events}"));
    assert_eq!(result, format!("{HEAD}{expected}"));
}

#[track_caller]
fn stays(events: &str) {
    becomes(events, events);
}

/// The rest of an event becomes another.
#[track_caller]
fn rest_becomes(rest: &str, expected: &str) {
    let event = |rest| format!("events:\n{EVENT}    summary: Cut.\n    sources: [wire]\n{rest}");
    becomes(&event(rest), &event(expected));
}

mod fixtures {
    use super::*;

    #[test]
    fn every_ledger_becomes_what_stands_beside_it() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fmt");
        let mut names: Vec<String> = fs::read_dir(&folder)
            .unwrap()
            .filter_map(|entry| {
                let name = entry.unwrap().file_name().into_string().unwrap();
                Some(name.strip_suffix(".in.yaml")?.to_owned())
            })
            .collect();
        names.sort();
        assert!(!names.is_empty());
        for name in names {
            let before = fs::read_to_string(folder.join(format!("{name}.in.yaml"))).unwrap();
            let file = folder.join(format!("{name}.out.yaml"));
            let result = laid_out(&before);
            if env::var_os("UPDATE").is_some() {
                fs::write(&file, result).unwrap();
            } else {
                assert_eq!(result, fs::read_to_string(&file).unwrap(), "{name}");
            }
        }
    }

    #[test]
    fn the_ledgers_of_this_repository_are_canonical() {
        let example = include_str!("../docs/examples/two-capitals.yaml");
        for text in [CHANNELS, example] {
            assert_eq!(laid_out(text), text);
        }
    }
}

mod blank_lines {
    use super::*;

    #[test]
    fn events_stand_apart_by_one_blank_line_and_none_stands_within() {
        becomes(
            "events:

  - id: a

    date: 2023
    kind: context


    # remark

    summary: A.
    sources: [wire]
  - id: b
    date: 2023
    kind: context
    summary: B.
    sources: [wire]



  - id: c
    date: 2023
    kind: context
    summary: C.
    sources: [wire]
",
            "events:
  - id: a
    date: 2023
    kind: context
    # remark
    summary: A.
    sources: [wire]

  - id: b
    date: 2023
    kind: context
    summary: B.
    sources: [wire]

  - id: c
    date: 2023
    kind: context
    summary: C.
    sources: [wire]
",
        );
    }

    #[test]
    fn elsewhere_the_authors_stay_but_no_two_in_a_row() {
        let text = laid_out(
            "title: T\n\n\nstale_after: 3\nparties:\n\n  - {id: USA, name: United States}\n\n\n  # the other\n\n\n  - {id: CHN, name: China}\n  - {id: GBR, name: Britain}\nchannels: []\n\n\n\n",
        );
        assert_eq!(
            text,
            "title: T
stale_after: 3

parties:
  - {id: USA, name: United States}

  # the other

  - {id: CHN, name: China}
  - {id: GBR, name: Britain}

channels: []
"
        );
    }
}

mod order {
    use super::*;

    #[test]
    fn sections_and_keys_take_the_order_of_the_format_and_their_comments_with_them() {
        let text = laid_out(
            "# The head.

# About the channels.
channels: # which
# hotline first
- parties: [USA, CHN]   # both
  # a name
  name: The line        # short
  id: line
  # nothing more
# About the title.
title: T # provisional
parties:
- name: United States
  # its code
  id: USA
- {name: China, id: CHN}
# the end
",
        );
        assert_eq!(
            text,
            "# The head.

# About the title.
title: T                        # provisional

parties:
  # its code
  - id: USA
    name: United States
  - {id: CHN, name: China}

# About the channels.
channels:                       # which
  # hotline first
  - id: line
    # a name
    name: The line              # short
    parties: [USA, CHN]         # both
    # nothing more
# the end
"
        );
    }

    #[test]
    fn the_line_for_the_language_server_stays_first() {
        for blank in ["", "\n"] {
            let line = "# yaml-language-server: $schema=schema.json\n";
            let text = laid_out(&format!("{line}{blank}channels: []\ntitle: T\n"));
            assert_eq!(text, format!("{line}\ntitle: T\n\nchannels: []\n"));
            let text = laid_out(&format!("{line}{blank}title: T\nchannels: []\n"));
            assert_eq!(text, format!("{line}{blank}title: T\n\nchannels: []\n"));
        }
    }
}

mod lists_and_mappings {
    use super::*;

    #[test]
    fn words_stand_between_brackets_and_mappings_below_their_key() {
        becomes(
            "events:
- id: cut
  date: 2023
  kind: suspended
  channels:
  - line
  - other
  summary: Cut.
  sources: [{source: wire, at: p. 1}, wire]
  withdrawn:
      reason: No.
      date: 2024
  tags: [ a,b , 'c' ]
",
            "events:
  - id: cut
    date: 2023
    kind: suspended
    channels: [line, other]
    summary: Cut.
    sources:
      - {source: wire, at: p. 1}
      - wire
    withdrawn:
      date: 2024
      reason: No.
    tags: [a, b, 'c']
",
        );
    }

    #[test]
    fn what_holds_a_comment_or_passes_100_columns_stands_on_lines_of_its_own() {
        let (tag, reason) = ("t".repeat(43), "r".repeat(63));
        let fits =
            format!("    withdrawn: {{date: 2024, reason: {reason}}}\n    tags: [{tag}, {tag}]\n");
        assert!(fits.lines().all(|line| line.len() == 100), "{fits}");
        rest_becomes(&fits, &fits);
        // Columns are characters, however many bytes these have.
        let beyond_ascii = fits.replace("tt", "éé").replace("rrr", "会会会");
        rest_becomes(&beyond_ascii, &beyond_ascii);
        rest_becomes(
            &format!("    withdrawn: {{reason: {reason}r, date: 2024}}\n"),
            &format!("    withdrawn:\n      date: 2024\n      reason: {reason}r\n"),
        );
        rest_becomes(
            &format!(
                "    tags: [{tag}, {tag}x]\n    withdrawn: {{reason: no, # why\n     # when\n     date: 2024 # then\n     }} # so\n"
            ),
            &format!(
                "    withdrawn:                  # so
      # when
      date: 2024                # then
      reason: no                # why
    tags:
      - {tag}
      - {tag}x
"
            ),
        );
    }

    #[test]
    fn a_word_that_brackets_would_break_keeps_its_list_below_the_key() {
        rest_becomes(
            "    tags:\n    - a, b\n    - c\n",
            "    tags:\n      - a, b\n      - c\n",
        );
        rest_becomes("    tags:\n    - 'a, b'\n", "    tags: ['a, b']\n");
    }

    #[test]
    fn a_set_of_dates_stays_between_its_brackets() {
        stays(
            "events:
  - id: a
    date: [..2023-02-14]
    kind: context
    summary: A.
    sources: [wire]

  - {id: b, date: [2022,2023], kind: context, summary: B., sources: [wire]}
",
        );
        becomes(
            "events:
  - id: a
    date: [ 2022, # first
      2023 ] # last
    kind: context
    summary: A.
    sources: [wire]
",
            "events:
  - id: a
    # first
    date: [2022,2023]           # last
    kind: context
    summary: A.
    sources: [wire]
",
        );
    }

    #[test]
    fn json_becomes_a_ledger_of_lines() {
        let text = laid_out(
            r#"{"channels": [{"parties": ["USA", "CHN"], "id": "line", "name": "The line"}],
 "parties": [{"id":"USA","name":"United States"}, {"id":"CHN","name":"China"}], # sides
 "title": "T"}"#,
        );
        assert_eq!(
            text,
            r#"title: "T"

parties:                        # sides
  - {id: "USA", name: "United States"}
  - {id: "CHN", name: "China"}

channels:
  - {id: "line", name: "The line", parties: ["USA", "CHN"]}
"#
        );
    }
}

mod texts {
    use super::*;

    #[test]
    fn quotes_stay_as_the_author_wrote_them() {
        stays(
            "events:
  - id: \"cut\"
    date: '2023'
    kind: suspended
    channels: ['line', \"other\"]
    summary: \"a # b: 'c' \\\" \\u00e9\"
    sources: [wire]
    note: 'it''s # no comment'
    coder: a#b http://x.org/#y -5 ?z
",
        );
    }

    #[test]
    fn texts_of_several_lines_keep_their_lines() {
        rest_becomes(
            "    note: |-   \n            first # no comment\n\n              deeper  \n            last\n\n\n",
            "    note: |-\n      first # no comment\n\n        deeper  \n      last\n",
        );
        rest_becomes(
            "    note: >2+   # folded\n\n        deeper\n      first\n\n\n",
            "    note: >2+                   # folded\n\n        deeper\n      first\n",
        );
        rest_becomes(
            "    note:\n        plain words\n\n         # remark\n",
            "    note: plain words\n    # remark\n",
        );
        rest_becomes(
            "    note: plain\n         words   \n\n     a#b   # remark\n",
            "    note: plain\n      words\n\n      a#b                       # remark\n",
        );
        rest_becomes(
            "    note: \"one \\ \n     # two \\\n      \\ three\"   # four\n",
            "    note: \"one \\ \n      # two \\\n      \\ three\"                  # four\n",
        );
        rest_becomes(
            "    tags:\n    - |\n     a, b\n    - 'c\n      d'\n    -   e\n        f\n    - >-   # g\n        h\n",
            "    tags:\n      - |\n        a, b\n      - 'c\n        d'\n      - e\n        f\n      - >-                      # g\n        h\n",
        );
    }

    #[test]
    fn empty_texts_stay_empty() {
        rest_becomes(
            "    note: |  # none\n    # end\n",
            "    note: |                     # none\n    # end\n",
        );
        rest_becomes("    note: >-", "    note: >-\n");
        rest_becomes(
            "    note: >-  # none\n\n\n",
            "    note: >-                    # none\n",
        );
        rest_becomes("    note: ''\n", "    note: ''\n");
    }

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_go_and_the_last_line_ends() {
        let event = format!(
            "events:\n{EVENT}    summary: Cut.\n    sources: [wire]\n    note: |\n      one\n\n      two   # no remark\n    tags: [a]   # remark\n"
        );
        let unix = laid_out(&format!("{HEAD}{event}"));
        let trimmed = format!("\u{feff}{HEAD}{}", event.trim_end());
        for ends in ["\r\n", "\r"] {
            assert_eq!(laid_out(&trimmed.replace('\n', ends)), unix);
        }
    }

    #[test]
    fn blanks_and_tabs_outside_texts_go() {
        rest_becomes(
            "    note: a\tb \t \n    tags: [\ta\t,  b]\t# x\ty\t\n",
            "    note: a\tb\n    tags: [a, b]                # x\ty\n",
        );
    }
}

mod comments {
    use super::*;

    #[test]
    fn a_comment_stays_behind_its_value_in_one_column_or_two_blanks_away() {
        rest_becomes(
            "    note: short # a\n    coder: a name that reaches just as far as that   # b\n",
            "    note: short                 # a\n    coder: a name that reaches just as far as that  # b\n",
        );
    }

    #[test]
    fn comments_behind_keys_dashes_and_sections_stay() {
        becomes(
            "events:   # these
    # above
  - # behind the dash
    id: a # its id
    date:   # when
      2023
    kind:  # what
      # really
      context # so
    summary: A.
    sources: # where
      # first
    - wire # w
    # second
    - # dash
      source: post
      # end of post
     # end of event
  # end of events
# end of file
",
            "events:                         # these
  # above
  # behind the dash
  - id: a                       # its id
    date: 2023                  # when
    # what
    # really
    kind: context               # so
    summary: A.
    sources:                    # where
      # first
      - wire                    # w
      # second
      # dash
      - source: post
        # end of post
    # end of event
  # end of events
# end of file
",
        );
    }

    #[test]
    fn a_comment_goes_with_what_its_indentation_says() {
        becomes(
            "events:
  - id: a
    date: 2023
    kind: context
    summary: A.
    sources:
      - {source: wire}
      # end of the sources
    # end of the entry
# about the next, at the margin
  - id: b
    date: 2023
    kind: context
    summary: B.
    sources: [wire]
        # of the entry
  # about the next

  # and more
  - id: c
    date: 2023
    kind: context
        # too deep, so about the summary
    summary: C.
    sources: [wire]
",
            "events:
  - id: a
    date: 2023
    kind: context
    summary: A.
    sources:
      - {source: wire}
      # end of the sources
    # end of the entry

  # about the next, at the margin
  - id: b
    date: 2023
    kind: context
    summary: B.
    sources: [wire]
    # of the entry

  # about the next

  # and more
  - id: c
    date: 2023
    kind: context
    # too deep, so about the summary
    summary: C.
    sources: [wire]
",
        );
    }

    #[test]
    fn between_two_sections_the_indentation_decides() {
        let text = laid_out(
            "title: T
parties:
- {id: USA, name: United States}
- {id: CHN, name: China}

 # more to come
# about the channels

# and their posts
channels: []
",
        );
        assert_eq!(
            text,
            "title: T

parties:
  - {id: USA, name: United States}
  - {id: CHN, name: China}

  # more to come

# about the channels

# and their posts
channels: []
"
        );
    }

    #[test]
    fn what_is_said_of_an_entry_between_braces_stands_above_it_if_it_needs_more_lines() {
        let name = "n".repeat(80);
        let text = laid_out(&format!(
            "title: T
parties:
  # above
  - {{id: USA, name: {name}}} # behind
  # below
channels: []
"
        ));
        assert_eq!(
            text,
            format!(
                "title: T

parties:
  # above
  # behind
  - id: USA
    name: {name}
  # below

channels: []
"
            )
        );
    }

    #[test]
    fn empty_sections_keep_theirs() {
        becomes(
            "events: []   # none yet\n",
            "events: []                      # none yet\n",
        );
        becomes(
            "events: # none yet\n",
            "events:                         # none yet\n",
        );
        becomes("events:\n   # none yet\n", "events:\n  # none yet\n");
        becomes(
            "events: ~ # none yet\n",
            "events:                         # none yet\n",
        );
        becomes(
            "events: [ # none yet\n  # really\n ]\n",
            "events: []                      # none yet\n  # really\n",
        );
        becomes("events: []\n# the end\n", "events: []\n# the end\n");
        let text =
            laid_out("title: T\nevents:\n  # none yet\n# about the channels\nchannels: []\n");
        assert_eq!(
            text,
            "title: T\n\n# about the channels\nchannels: []\n\nevents:\n  # none yet\n"
        );
    }

    #[test]
    fn those_between_brackets_survive() {
        becomes(
            "events: [ # these
  {id: a, # its id
   # when
   date: 2023, kind: context, summary: A., # what
   sources: [ wire # w
     , # p
     post
     # no more
   ] # where
   # end of a
  }, # behind a
  {id: b, date: 2023, kind: context, summary: B., sources: [wire]}
  # end inside
] # end
",
            "# these
events:                         # end
  # behind a
  - id: a                       # its id
    # when
    date: 2023
    kind: context
    summary: A.                 # what
    sources:                    # where
      - wire                    # w
      # p
      - post
      # no more
    # end of a

  - {id: b, date: 2023, kind: context, summary: B., sources: [wire]}
  # end inside
",
        );
    }

    #[test]
    fn document_marks_go_and_their_comments_stay() {
        let text = laid_out(
            "# first\n%YAML 1.2 # second\n--- # third\ntitle: T\nchannels: []\n# fourth\n... # fifth\n# sixth\n",
        );
        assert_eq!(
            text,
            "# first\n# second\n# third\ntitle: T\n\nchannels: []\n# fourth\n# fifth\n# sixth\n"
        );
    }

    #[test]
    fn explicit_keys_keep_theirs() {
        let text =
            laid_out("? title # a\n: # b\n  T # c\n# d\n? # e\n  channels\n: # f\n  # g\n  []\n");
        assert_eq!(
            text,
            "# a\n# b\ntitle: T                        # c\n\n# d\n# e\nchannels: []\n  # f\n  # g\n"
        );
    }
}

mod refusals {
    use super::*;

    #[test]
    fn a_ledger_with_errors_is_not_laid_out() {
        let text = "title: T\n";
        let problems = check(text).diagnostics;
        assert_eq!(format(text), Err(FormatError::Problems(problems)));
    }

    #[test]
    fn what_could_not_be_kept_is_named_and_nothing_is_laid_out() {
        // A `?` is a text between braces, and the mark of a key outside them.
        let reason = "r".repeat(80);
        let text = format!(
            "{HEAD}events:\n{EVENT}    summary: Cut.\n    sources:\n      - {{source: wire, at: ?, credibility: 2}}\n    \
             withdrawn: {{date: 2024, # when\n      reason: ?}}\n    note: {reason}\n"
        );
        let error = format(&text).unwrap_err();
        assert_eq!(
            error.to_string(),
            "in canonical layout the ledger could not be read any more, from what would be line 25 on; \
             lay that out by hand, in the simplest way YAML has for it"
        );
    }
}

mod command {
    use std::path::PathBuf;

    use super::*;

    const UNTIDY: &str = "title:  T\nchannels: []   # none\n";
    const TIDY: &str = "title: T\n\nchannels: []                    # none\n";

    /// A file of a test's own, with a text in it.
    fn file(name: &str, text: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fmt-{name}"));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("ledger.yaml");
        fs::write(&path, text).unwrap();
        path
    }

    fn fmt(path: &Path, arguments: &[&str]) -> Run {
        run(detente(&["fmt"]).args(arguments).arg("--file").arg(path))
    }

    fn says(path: &Path, code: i32, rest: &str) -> Run {
        Run {
            code: Some(code),
            stdout: format!("{}: {rest}\n", path.display()),
            stderr: String::new(),
        }
    }

    #[test]
    fn it_rewrites_the_file_and_leaves_nothing_else_behind() {
        let path = file("rewrites", UNTIDY);
        assert_eq!(fmt(&path, &[]), says(&path, 0, "put into canonical layout"));
        assert_eq!(fs::read_to_string(&path).unwrap(), TIDY);
        assert_eq!(
            fmt(&path, &[]),
            says(&path, 0, "in canonical layout already")
        );
        assert_eq!(
            fmt(&path, &["--check"]),
            says(&path, 0, "in canonical layout")
        );
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn check_names_the_first_line_that_differs_and_writes_nothing() {
        let path = file("check", UNTIDY);
        assert_eq!(
            fmt(&path, &["--check"]),
            says(
                &path,
                1,
                "line 1 is the first that is not in canonical layout; `detente fmt` puts it there\n  \
                 is:     title:  T␊\n  should: title: T␊"
            )
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), UNTIDY);
        let longer = file("longer", &format!("{TIDY}\n"));
        let run = fmt(&longer, &["--check"]);
        assert!(run.stdout.contains(": line 4 is the first"), "{run:?}");
        assert!(
            run.stdout
                .ends_with("is:     ␊\n  should: nothing, the file ends before\n"),
            "{run:?}"
        );
    }

    #[test]
    fn standard_input_is_laid_out_on_standard_output() {
        let run = run_on(UNTIDY.as_bytes(), &["fmt"]);
        assert_eq!(
            (run.code, run.stdout.as_str(), run.stderr.as_str()),
            (Some(0), TIDY, "")
        );
        let run = run_on(TIDY.as_bytes(), &["fmt", "--check"]);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(0), "-: in canonical layout\n")
        );
    }

    #[test]
    fn a_ledger_with_errors_stays_as_it_is() {
        let text = "title:  T\n";
        let path = file("errors", text);
        let run = fmt(&path, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        assert!(run.stderr.contains("missing-key"), "{}", run.stderr);
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}
