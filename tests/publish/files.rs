//! What the files say.

use std::fs;

use chrono::NaiveDate;
use detente::model::belief::Evidence;
use detente::model::ledger::Ledger;
use detente::read::check;
use detente::replay::asked::Asked;
use detente::replay::news::news;
use detente::replay::status::AsOf;
use detente::view::badge::badge;
use detente::view::calendar::calendar;
use detente::view::events_csv::{COLUMNS, events_csv};
use detente::view::feed::feed;
use detente::view::language::{Catalogue, Language};

use super::LEDGER;

fn ledger(text: &str) -> Ledger {
    check(text).ledger.unwrap()
}

fn asked(on: &str, known: Option<&str>) -> AsOf {
    let evidence = Evidence {
        known: known.map(|day| day.parse().unwrap()),
        ..Evidence::ALL
    };
    AsOf {
        on: on.parse().unwrap(),
        evidence,
    }
}

fn english() -> Catalogue {
    Catalogue::new(Language::English)
}

fn feed_on(text: &str, on: &str, since: Option<NaiveDate>) -> String {
    let (ledger, as_of) = (ledger(text), asked(on, None));
    let news = news(&ledger, &as_of, since, 200);
    feed(&english(), &ledger, &as_of, &news)
}

#[test]
fn the_feed_tells_every_change_with_its_reasons_newest_first() {
    let feed = feed_on(LEDGER, "2023-12-31", None);
    let told: Vec<&str> = feed
        .lines()
        .skip_while(|line| *line != " <entry>")
        .filter(|line| {
            let is_markup = line.trim_start().starts_with('<');
            !is_markup
                || line.contains("<title>")
                || line.contains("<updated>")
                || line.contains("<content")
        })
        .collect();
    assert_eq!(
        told.join("\n"),
        "  <title>Hotline: partly open (before: open or suspended)</title>
  <updated>2023-08-31T00:00:00+00:00</updated>
  <content type=\"text\">2023-08-31: partly open, before that open or suspended
Has happened by now, or may have:
– 2023-06/2023-08 resumed: It rings again. (voice only) [again] – C3 Post</content>
  <title>Hotline: open or suspended (before: suspended)</title>
  <updated>2023-07-10T00:00:00+00:00</updated>
  <content type=\"text\">2023-07-10: open or suspended, before that suspended
Became known:
– 2023-06/2023-08 resumed: It rings again. (voice only) [again] – C3 Post</content>
  <title>Staff talks: unrecorded (before: open)</title>
  <updated>2023-07-10T00:00:00+00:00</updated>
  <content type=\"text\">2023-07-10: unrecorded, before that open
No longer counts:
– /2022 opened: They talk. [old] – withdrawn 2023-07-10: It was another delegation.</content>
  <title>Hotline: suspended (before: unrecorded)</title>
  <updated>2023-03-05T00:00:00+00:00</updated>
  <content type=\"text\">2023-03-05: suspended, before that unrecorded
Became known:
– 2023-03-01 suspended by CHN: Cut. [cut] – B2 Wire</content>
  <title>Staff talks: open (before: unrecorded)</title>
  <updated>2023-03-05T00:00:00+00:00</updated>
  <content type=\"text\">2023-03-05: open, before that unrecorded
Became known:
– /2022 opened: They talk. [old] – B6 Wire</content>"
    );
}

#[test]
fn a_feed_is_as_new_as_its_newest_entry_and_its_names_do_not_change() {
    let early = feed_on(LEDGER, "2023-06-30", None);
    let late = feed_on(LEDGER, "2023-12-31", None);
    assert!(early.contains("\n <updated>2023-03-05T00:00:00+00:00</updated>\n"));
    assert!(late.contains("\n <updated>2023-08-31T00:00:00+00:00</updated>\n"));
    let ids = |feed: &str| -> Vec<String> {
        let ids = feed.lines().filter(|line| line.contains("<id>"));
        ids.map(|line| line.trim().to_owned()).collect()
    };
    let (early, late) = (ids(&early), ids(&late));
    assert_eq!(early[0], late[0]);
    assert_eq!(early[1..], late[late.len() - early.len() + 1..]);
    let mut distinct = late.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), late.len());
}

#[test]
fn a_feed_without_news_is_as_old_as_its_sources() {
    let empty = feed_on(LEDGER, "2023-12-31", "2024-01-01".parse().ok());
    assert!(!empty.contains("<entry>"));
    assert!(
        empty.contains("<updated>2023-07-10T00:00:00+00:00</updated>"),
        "{empty}"
    );
    let before = feed_on(LEDGER, "2000-01-01", None);
    assert!(
        before.contains("<updated>1970-01-01T00:00:00+00:00</updated>"),
        "{before}"
    );
}

#[test]
fn a_feed_leaves_out_what_came_before_the_years_that_it_can_write() {
    let feed = feed_on(
        &LEDGER.replace("published: 2023-03-05", "published: -0044-03-16"),
        "2023-12-31",
        None,
    );
    assert!(!feed.contains("<updated>-"), "{feed}");
    assert_eq!(feed.matches("<entry>").count(), 5);
}

#[test]
fn of_very_many_reasons_an_entry_tells_the_last() {
    let many = (0..20).fold(LEDGER.to_owned(), |text, number| {
        text + &format!(
            "  - {{id: call-{number}, date: 2023-03-{:02}, kind: sought, channels: [hotline], summary: Call {number}., \
             sources: [post]}}\n",
            number + 2
        )
    });
    let feed = feed_on(&many, "2023-07-10", None);
    let learned: Vec<&str> = feed
        .lines()
        .skip_while(|line| !line.contains("Hotline: open or suspended"))
        .skip_while(|line| *line != "Became known:")
        .take_while(|line| !line.contains("</entry>"))
        .collect();
    assert_eq!(learned[1], "– 9 earlier events");
    assert!(learned[2].contains("[call-9]"), "{learned:?}");
    assert!(learned[13].contains("[again]"), "{learned:?}");
    assert_eq!(learned.len(), 14);
}

#[test]
fn the_calendar_says_of_each_day_how_exact_it_is() {
    let text = calendar(
        &english(),
        &ledger(LEDGER),
        &asked("2023-12-31", None),
        None,
    );
    let about = "The events of the ledger. One whose day is not known fills every day that it may have \
                 happened on\\; one with only a first or a last day stands on that day.";
    let expected = format!(
        "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//detente//detente//EN
CALSCALE:GREGORIAN
X-WR-CALNAME:Two capitals
X-WR-CALDESC:{about}
BEGIN:VEVENT
DESCRIPTION:Cut. [cut]\\nsuspended by CHN\\nDate: 2023-03-01\\nOn whose word: B2 Wire\\nKnown from 2023-03-05 on
DTEND;VALUE=DATE:20230302
DTSTAMP:20230305T000000Z
DTSTART;VALUE=DATE:20230301
SUMMARY:suspended: Hotline – Cut.
TRANSP:TRANSPARENT
UID:cut@53c84c8a9d9fab4a.detente
URL:https://example.org/news
CATEGORIES:suspended
END:VEVENT
BEGIN:VEVENT
DESCRIPTION:It rings again. (voice only) [again]\\nresumed\\nDate: 2023-06/2023-08\\, that is 2023-06-01 to \
2023-08-31\\nOn whose word: C3 Post\\nKnown from 2023-07-10 on\\nnote: By noon\\,\\nthey say.
DTEND;VALUE=DATE:20230901
DTSTAMP:20230710T000000Z
DTSTART;VALUE=DATE:20230601
STATUS:TENTATIVE
SUMMARY:resumed: Hotline – It rings again. (2023-06/2023-08)
TRANSP:TRANSPARENT
UID:again@53c84c8a9d9fab4a.detente
CATEGORIES:resumed
END:VEVENT
END:VCALENDAR
"
    );
    let unfolded = text.replace("\r\n ", "").replace("\r\n", "\n");
    let hash = unfolded
        .split_once("UID:cut@")
        .and_then(|(_, rest)| rest.split('.').next())
        .unwrap();
    assert_eq!(unfolded, expected.replace("53c84c8a9d9fab4a", hash));
}

#[test]
fn an_end_that_nobody_knows_is_not_made_up() {
    let with = |date: &str| {
        let odd = format!(
            "  - {{id: odd, date: \"{date}\", kind: sought, channels: [hotline], summary: S., sources: [wire]}}\n"
        );
        let ledger = ledger(&format!("{LEDGER}{odd}"));
        let text = calendar(&english(), &ledger, &asked("2023-12-31", None), None);
        text.replace("\r\n ", "")
    };
    let entry = |text: &str| -> Vec<String> {
        let mut entries = text.split("BEGIN:VEVENT");
        let entry = entries.find(|entry| entry.contains("UID:odd@")).unwrap();
        let dates = entry
            .lines()
            .filter(|line| line.starts_with("DTEND") || line.starts_with("DTSTART"));
        dates.map(str::to_owned).collect()
    };
    assert_eq!(entry(&with("../2023-05")), ["DTSTART;VALUE=DATE:20230531"]);
    assert!(with("../2023-05").contains("that is 2023-05-31 or earlier"));
    assert_eq!(entry(&with("2023-05/..")), ["DTSTART;VALUE=DATE:20230501"]);
    assert!(with("2023-05/..").contains("that is 2023-05-01 or later"));
    for beyond in ["-0044-03-15", "Y-12345"] {
        let text = with(beyond);
        assert!(!text.contains("UID:odd@"), "{beyond}: {text}");
        assert!(
            text.contains("One event is left out\\, whose date no calendar can hold."),
            "{text}"
        );
    }
}

#[test]
fn what_was_not_known_or_cannot_have_happened_is_not_in_the_calendar() {
    let events = |on: &str, known: Option<&str>| {
        let text = calendar(&english(), &ledger(LEDGER), &asked(on, known), None);
        text.matches("BEGIN:VEVENT").count()
    };
    assert_eq!(events("2023-12-31", None), 2);
    assert_eq!(events("2023-12-31", Some("2023-06-30")), 2);
    assert_eq!(events("2023-12-31", Some("2023-01-01")), 0);
    assert_eq!(events("2023-05-31", None), 1);
}

#[test]
fn the_table_has_a_row_an_event_and_channel() {
    let text = events_csv(&ledger(LEDGER), &asked("2023-12-31", None), None);
    assert_eq!(
        text,
        "\
event,channel,channel_name,date,earliest,latest,not_before,not_after,uncertain,kind,stated,by,before,after,gap,happened,verdict,replaced_by,inferred,grade,sources,outlets,known_from,cause,corrects,scope,summary,note,tags,coder,recorded
cut,hotline,Hotline,2023-03-01,2023-03-01,2023-03-01,2023-03-01,2023-03-01,FALSE,suspended,,CHN,unrecorded,suspended,,certainly,believed,,FALSE,B2,wire,Wire,2023-03-05,,,,Cut.,,,,
again,hotline,Hotline,2023-06/2023-08,2023-06-01,2023-08-31,2023-06-01,2023-08-31,FALSE,resumed,,,suspended,open,,certainly,believed,,FALSE,C3,post,Post,2023-07-10,,,voice only,It rings again.,\"By noon, they say.\",,,
old,talks,Staff talks,/2022,,2022-12-31,,,FALSE,opened,,,,,,,withdrawn,,FALSE,B6,wire,Wire,2023-03-05,,,,They talk.,,,,
"
    );
}

#[test]
fn what_was_over_before_the_first_day_is_left_out_and_what_ended_on_it_is_not() {
    let (ledger, as_of) = (ledger(LEDGER), asked("2023-12-31", None));
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let told = |since: &str| {
        let table = events_csv(&ledger, &as_of, day(since));
        let calendar = calendar(&english(), &ledger, &as_of, day(since));
        (
            table.lines().skip(1).count(),
            calendar.matches("BEGIN:VEVENT").count(),
        )
    };
    assert_eq!(told("2023-03-01"), (2, 2));
    assert_eq!(told("2023-03-02"), (1, 1));
    assert_eq!(told("2023-08-31"), (1, 1));
    assert_eq!(told("2023-09-01"), (0, 0));
}

#[test]
fn an_event_stands_in_the_calendar_from_the_day_on_which_it_may_have_happened() {
    let events = |on: &str| {
        let text = calendar(&english(), &ledger(LEDGER), &asked(on, None), None);
        text.matches("BEGIN:VEVENT").count()
    };
    assert_eq!((events("2023-05-31"), events("2023-06-01")), (1, 2));
}

#[test]
fn a_cause_or_correction_that_was_not_known_is_not_named_and_one_that_was_is() {
    let text = LEDGER.replace(
        "    summary: Cut.\n",
        "    cause: balloon\n    summary: Cut.\n",
    ) + "  - {id: balloon, date: 2023-02-28, kind: context, summary: It flies., sources: [post]}\n";
    let ledger = ledger(&text);
    let cause = |known| {
        let table = events_csv(&ledger, &asked("2023-12-31", Some(known)), None);
        let row = table.lines().find(|line| line.starts_with("cut,")).unwrap();
        row.contains(",balloon,")
    };
    assert!(!cause("2023-07-09") && cause("2023-07-10"));
}

#[test]
fn an_address_with_signs_that_hide_is_not_in_the_calendar() {
    let ledger = ledger(&LEDGER.replace("org/news", "org/\u{202e}swen"));
    let text = calendar(&english(), &ledger, &asked("2023-12-31", None), None);
    assert!(!text.contains("URL"), "{text}");
}

#[test]
fn what_is_inferred_is_tentative_in_a_calendar() {
    let text = format!(
        "{LEDGER}  - {{id: odd, date: 2023-05-01, kind: sought, channels: [hotline], inferred: true, summary: S., sources: [wire]}}\n"
    );
    let text = calendar(&english(), &ledger(&text), &asked("2023-12-31", None), None);
    let entry = text
        .split("BEGIN:VEVENT")
        .find(|entry| entry.contains("UID:odd@"));
    assert!(entry.unwrap().contains("STATUS:TENTATIVE"));
}

#[test]
fn a_feed_tells_its_reasons_by_what_was_known_on_the_day_of_the_news() {
    let text = LEDGER.replace(
        "sources: [{source: wire, credibility: 2}]",
        "sources: [{source: wire, credibility: 2}, {source: post, credibility: 1}]",
    );
    let ledger = ledger(&text.replace("reliability: C", "reliability: A"));
    for known in [None, Some("2023-12-31")] {
        let as_of = asked("2023-12-31", known);
        let feed = feed(
            &english(),
            &ledger,
            &as_of,
            &news(&ledger, &as_of, None, 200),
        );
        let told = feed.lines().find(|line| line.contains("[cut]")).unwrap();
        assert!(told.contains("B2 Wire"), "{told}");
    }
}

#[test]
fn a_badge_says_that_newer_evidence_than_the_stale_may_exist() {
    let later = "  - {id: call, date: 2024-12/2025-12, kind: sought, channels: [hotline], summary: S., sources: [post]}\n";
    let ledger = ledger(&format!("{LEDGER}{later}"));
    let (hotline, _) = ledger.channels().next().unwrap();
    let standing = Asked::new(&ledger, asked("2025-06-30", None)).status(hotline);
    let badge = badge(&english(), &ledger, &standing);
    assert!(
        badge.contains(">Hotline: partly open, perhaps stale</title>"),
        "{badge}"
    );
}

#[test]
fn a_name_that_is_too_long_for_a_badge_is_cut_there_and_whole_in_its_title() {
    let name = "A line between two capitals whose name nobody ever says in full";
    let ledger = ledger(&LEDGER.replace("name: Hotline", &format!("name: {name}")));
    let (hotline, _) = ledger.channels().next().unwrap();
    let standing = Asked::new(&ledger, asked("2023-12-31", None)).status(hotline);
    let badge = badge(&english(), &ledger, &standing);
    assert!(badge.contains(&format!("<title id=\"title\">{name}: partly open</title>")));
    assert!(
        badge.contains(">A line between two capitals whose name nobody ev…<"),
        "{badge}"
    );
}

#[test]
fn every_column_is_explained() {
    let guide =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/publish.md")).unwrap();
    let rows = guide
        .lines()
        .skip_while(|line| !line.starts_with("| column |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let columns = rows.map(|row| row.split('`').nth(1).unwrap());
    assert!(columns.eq(COLUMNS));
}

#[test]
fn a_badge_says_its_status_in_sign_word_and_colour() {
    let badges = |on: &str, language| {
        let (ledger, catalogue) = (ledger(LEDGER), Catalogue::new(language));
        let asked = Asked::new(&ledger, asked(on, None));
        let (hotline, _) = ledger.channels().next().unwrap();
        badge(&catalogue, &ledger, &asked.status(hotline))
    };
    let title = |badge: &str| {
        let (_, rest) = badge.split_once("<title id=\"title\">").unwrap();
        rest.split('<').next().unwrap().to_owned()
    };
    for (on, expected) in [
        ("2023-01-01", "Hotline: unrecorded"),
        ("2023-03-02", "Hotline: suspended"),
        ("2023-07-15", "Hotline: open or suspended"),
        ("2023-12-31", "Hotline: partly open"),
        ("2025-12-31", "Hotline: partly open, stale"),
    ] {
        assert_eq!(title(&badges(on, Language::English)), expected);
    }
    assert_eq!(
        badges("2023-03-02", Language::German),
        "\
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"160\" height=\"20\" viewBox=\"0 0 160 20\" role=\"img\" aria-labelledby=\"title\" color=\"#c2410c\">
<title id=\"title\">Hotline: ausgesetzt</title>
<rect x=\"0.5\" y=\"0.5\" width=\"159\" height=\"19\" rx=\"2.5\" fill=\"#ffffff\" stroke=\"#3b4350\"/>
<path d=\"M61 0H3a3 3 0 0 0-3 3v14a3 3 0 0 0 3 3H61z\" fill=\"#3b4350\"/>
<g font-family=\"Verdana, 'DejaVu Sans', 'Segoe UI', system-ui, sans-serif\" font-size=\"11\">
<text x=\"8\" y=\"14\" fill=\"#ffffff\">Hotline</text>
<text x=\"83\" y=\"14\" fill=\"currentColor\">ausgesetzt</text>
</g>
<circle cx=\"73\" cy=\"10\" r=\"3.75\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>
</svg>"
    );
}
