//! What a batch is taken to say, and what is refused before the ledger is looked at.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use detente::write::batch::{Batch, BatchForm};

use BatchForm::{Csv, Json, Ndjson, Yaml};

fn read(text: &str, form: BatchForm) -> Batch {
    let read = Batch::read(text, form);
    assert!(read.is_ok(), "{form:?} {text}: {read:?}");
    read.unwrap()
}

/// The line and the message of a refusal.
fn refused(text: &str, form: BatchForm) -> (Option<usize>, String) {
    let error = Batch::read(text, form).unwrap_err();
    (error.line, error.message)
}

#[test]
fn a_key_that_stands_twice_is_refused_with_its_line() {
    let twice =
        |key: &str| format!("the key `{key}` stands here a second time; leave one of the two out");
    for (form, text, key, line) in [
        (Csv, "date,kind,date\n2023,context,2024\n", "date", 1),
        (
            Json,
            "[{\"date\": \"2023\",\n\"date\": \"2024\"}]",
            "date",
            2,
        ),
        (
            Json,
            "{\"events\": [],\n \"sources\": [],\n \"events\": []}",
            "events",
            3,
        ),
        (
            Json,
            "[{\"sources\": [{\"source\": \"a\",\n\"source\": \"b\"}]}]",
            "source",
            2,
        ),
        (
            Ndjson,
            "\n{\"date\": 1}\n{\"note\": 1, \"note\": 1}",
            "note",
            3,
        ),
        (
            Yaml,
            "- kind: context\n  date: 2023\n  summary: S.\n  date: 2024\n",
            "date",
            4,
        ),
        (
            Yaml,
            "- date: 2023\n  sources:\n  - source: a\n    at: b\n    at: c\n",
            "at",
            5,
        ),
    ] {
        assert_eq!(refused(text, form), (Some(line), twice(key)), "{text}");
    }
}

#[test]
fn a_number_in_json_counts_as_what_is_written() {
    for number in [
        "1.10",
        "1e3",
        "1E3",
        "-0",
        "0.0",
        "2023",
        "12345678901234567890123",
    ] {
        let event = format!("{{\"date\": 2023, \"note\": {number}, \"tags\": [{number}]}}");
        for (form, text) in [(Json, format!("[{event}]")), (Ndjson, event)] {
            let batch = read(&text, form);
            assert_eq!(batch.events[0].entry.note.as_deref(), Some(number));
            assert_eq!(batch.events[0].entry.tags, [number]);
            assert_eq!(batch.events[0].entry.date, "2023");
        }
    }
    let cited = "[{\"sources\": [{\"source\": \"a\", \"credibility\": 2}]}]";
    let batch = read(cited, Json);
    assert_eq!(batch.events[0].entry.sources[0].credibility, Some(2));
}

#[test]
fn one_object_is_one_event() {
    let event = "\n{\n \"date\": 2023, \"kind\": \"context\",\n \"sources\": [\"wire\"]}";
    for text in [event.to_owned(), format!("{{\"events\":{event}}}")] {
        let batch = read(&text, Json);
        assert_eq!(batch.events.len(), 1, "{text}");
        assert_eq!(batch.events[0].entry.sources[0].source, "wire");
        assert_eq!(batch.events[0].line, Some(2));
    }
    let line = event.replace('\n', "");
    for form in [Ndjson, BatchForm::of("-", &line)] {
        assert_eq!(read(&line, form).events.len(), 1);
    }
}

#[test]
fn json_that_holds_no_events_by_its_sort_is_refused() {
    for text in ["null", "5", "1e9", "true", "\"date\""] {
        let message = format!(
            "a batch is a list of events, or a mapping with lists `sources` and `events`; `{text}` is neither"
        );
        assert_eq!(refused(text, Json), (None, message));
    }
    let (line, message) = refused("{\"title\": \"T\",\n\"events\": []}", Json);
    assert_eq!(line, Some(1));
    assert!(message.ends_with("; `title` is neither"), "{message}");
    for text in ["{\"events\": 5}", "{\"events\": \"x\"}"] {
        let event = "an event is a mapping of keys, such as `id`, `date` and `kind`";
        assert_eq!(refused(text, Json), (Some(1), event.into()), "{text}");
    }
    for text in ["[]", "{}", "{\"events\": []}", "{\"sources\": null}"] {
        assert_eq!(read(text, Json), Batch::default());
    }
}

#[test]
fn an_event_of_a_json_batch_has_its_line() {
    let batch = read("[\n{\"date\": 2023},\n\n{\"date\":\n2024}]", Json);
    let lines: Vec<_> = batch.events.iter().map(|event| event.line).collect();
    assert_eq!(lines, [Some(2), Some(4)]);
    let (line, message) = refused("[\n{\"date\": 2023},\n{\"dat\": 2024}]", Json);
    assert_eq!(line, Some(3));
    assert_eq!(message, "an event has no key `dat`; did you mean `date`?");
}

#[test]
fn a_one_of_set_without_quotes_is_a_date_wherever_a_date_may_stand() {
    let yaml = "\
sources:
- {id: a, published: [2023-01, 2023-03]}
events:
- date: [..2023-11-14]
  reported: [2023]
  recorded: [2023-01-01..2023-01-05, 2024]
  withdrawn: {date: [2023,2024], reason: R.}
";
    let json = r#"{"sources": [{"id": "a", "published": ["2023-01", "2023-03"]}],
"events": [{"date": ["..2023-11-14"], "reported": [2023], "recorded": ["2023-01-01..2023-01-05", 2024],
"withdrawn": {"date": [2023, 2024], "reason": "R."}}]}"#;
    for (text, form) in [(yaml, Yaml), (json, Json)] {
        let batch = read(text, form);
        assert_eq!(batch.sources[0].published, "[2023-01,2023-03]");
        let event = &batch.events[0].entry;
        assert_eq!(event.date, "[..2023-11-14]");
        assert_eq!(event.reported.as_deref(), Some("[2023]"));
        assert_eq!(
            event.recorded.as_deref(),
            Some("[2023-01-01..2023-01-05,2024]")
        );
        let withdrawal = event.withdrawn.as_ref().unwrap();
        assert_eq!(withdrawal.date, "[2023,2024]");
    }
    let nested = refused("- {date: [[2023]]}", Yaml);
    assert_eq!(nested, (Some(1), "expected text, found a list".into()));
}

#[test]
fn blanks_around_the_marks_of_a_short_citation_mean_nothing() {
    let spaced = "date,sources\n2023, herald @ ¶3 : 2 ; wire : 3;radio @ 12:30;post\n";
    let plain = "date,sources\n2023,herald@¶3:2;wire:3;radio@12:30;post\n";
    let batch = read(spaced, Csv);
    assert_eq!(batch, read(plain, Csv));
    let herald = &batch.events[0].entry.sources[0];
    assert_eq!(
        (&*herald.source, herald.at.as_deref(), herald.credibility),
        ("herald", Some("¶3"), Some(2))
    );
}

#[test]
fn what_spreadsheets_make_of_a_table_is_told_with_its_line() {
    let commas =
        |mark| format!("the columns stand between {mark}; save the file with commas between them");
    for (text, line, message) in [
        (
            "date;kind;channels\n2023;opened;a\n",
            1,
            commas("semicolons"),
        ),
        ("date\tkind\n2023\tcontext\n", 1, commas("tabs")),
        (
            "date,kind,withdrawn\n2023,context,2024\n",
            1,
            "a withdrawal has no column; leave `withdrawn` out, and take the event back with \
             `detente withdraw`"
                .into(),
        ),
        (
            "Date,kind\n2023,context\n",
            1,
            "an event has no key `Date`; did you mean `date`?".into(),
        ),
        (
            "date,Channels\n2023,a\n",
            1,
            "an event has no key `Channels`; did you mean `channels`?".into(),
        ),
        (
            "date,inferred\n2023,true\n2023,yes\n",
            3,
            "`inferred` is `true`, or is left empty; `yes` is neither".into(),
        ),
        (
            "date,inferred\n2023,\n2023,no\n",
            3,
            "`inferred` is `true`, or is left empty; `no` is neither".into(),
        ),
    ] {
        assert_eq!(refused(text, Csv), (Some(line), message), "{text}");
    }
}

#[test]
fn a_table_with_semicolons_is_a_table_and_a_remark_is_none() {
    assert_eq!(
        BatchForm::of("-", "date;kind;channels\n2023;opened;a\n"),
        Csv
    );
    assert_eq!(
        BatchForm::of("-", "# Calls, and talks.\n- date: 2023\n"),
        Yaml
    );
}
