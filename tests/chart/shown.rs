//! What a chart shows of one ledger, thing by thing: marks, vacancies, causes, and where each begins.

use chrono::NaiveDate;
use detente::model::belief::Evidence;
use detente::model::ledger::Ledger;
use detente::read;
use detente::replay::report::Report;
use detente::replay::status::AsOf;
use detente::view::chart::caption::Caption;
use detente::view::chart::{Chart, Edge, blocks, of_report, svg};
use detente::view::imprint::Imprint;
use detente::view::language::{Catalogue, Language};

/// A channel with every sort of date, a post that was left and taken, and causes out of their order.
const LEDGER: &str = "\
title: T
parties: [{id: USA, name: A}, {id: CHN, name: B}]
posts:
  - id: post
    party: CHN
    title: Minister
    holders: [{name: Li, until: 2023-03-31}, {name: Dong, since: 2023-07-01, until: 2023-10}]
channels: [{id: line, name: L, parties: [USA, CHN], posts: [post]}]
sources: [{id: s, outlet: O, title: T, published: 2023}]
events:
  - {id: late-why, date: 2023-05-01, kind: context, summary: Later., sources: [s]}
  - {id: early-why, date: 2023-02-01, kind: context, summary: Earlier., sources: [s]}
  - {id: rumour, date: 2023-04-01, kind: context, summary: Never., sources: [s], withdrawn: {date: 2023-09-01, reason: R}}
  - {id: soon-why, date: 2023-12-01, kind: context, summary: Soon., sources: [s]}
  - {id: first, date: /2023-01-10, kind: opened, channels: [line], summary: S, sources: [s]}
  - {id: cut, date: \"2023-02-05T18:00:00Z\", kind: suspended, channels: [line], cause: early-why, summary: S, sources: [s]}
  - {id: plea, date: 2023-05-02, kind: sought, channels: [line], cause: late-why, inferred: true, summary: S, sources: [s]}
  - {id: told, date: 2023-06-01/2023-06-30, kind: declined, channels: [line], cause: rumour, summary: S, sources: [s]}
  - {id: last, date: 2023-12-31, kind: unanswered, channels: [line], summary: S, sources: [s]}
  - {id: after, date: 2024-02-01, kind: resumed, channels: [line], cause: soon-why, summary: S, sources: [s]}
";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn report<'a>(ledger: &'a Ledger, known: Option<&str>) -> Report<'a> {
    let evidence = Evidence {
        known: known.map(day),
        ..Evidence::ALL
    };
    let on = day("2023-12-31");
    let channels: Vec<_> = ledger.channels().map(|(channel, _)| channel).collect();
    Report::new(
        ledger,
        AsOf { on, evidence },
        Some(day("2023-01-01")),
        &channels,
    )
}

fn ledger() -> Ledger {
    read::check(LEDGER).ledger.unwrap()
}

fn drawn(ledger: &Ledger, known: Option<&str>) -> Chart {
    of_report(
        &Catalogue::new(Language::English),
        &report(ledger, known),
        None,
    )
}

/// How many days of the axis lie before a place.
fn days(share: f64) -> f64 {
    share * 365.0
}

fn is(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6
}

#[test]
fn a_mark_stands_at_its_hour_at_its_noon_at_its_known_end_or_in_the_middle() {
    let ledger = ledger();
    let marks = &drawn(&ledger, None).rows[0].marks;
    let at: Vec<f64> = marks.iter().map(|mark| days(mark.at)).collect();
    for (at, expected) in at.iter().zip([10.0, 35.75, 121.5, 166.0, 364.5]) {
        assert!(is(*at, expected), "{at} is not {expected}");
    }
    assert_eq!(at.len(), 5);
    let ends = |index: usize| marks[index].reach.map(|reach| (reach.begins, reach.ends));
    assert_eq!(ends(0), Some((Edge::Open, Edge::Day)));
    assert_eq!((ends(1), ends(3)), (None, Some((Edge::Day, Edge::Day))));
    let inferred: Vec<bool> = marks.iter().map(|mark| mark.inferred).collect();
    assert_eq!(inferred, [false, false, true, false, false]);
}

#[test]
fn a_band_that_goes_on_at_the_end_is_not_drawn_as_if_its_end_were_unknown() {
    let (until, _) = LEDGER.split_once("  - {id: after").unwrap();
    for text in [LEDGER, until] {
        let ledger = read::check(text).ledger.unwrap();
        let bands = &drawn(&ledger, None).rows[0].bands;
        let last = bands[bands.len() - 1].stretch;
        assert_eq!(bands[0].stretch.begins, Edge::Open);
        assert_eq!((last.begins, last.ends), (Edge::Day, Edge::Beyond));
    }
}

#[test]
fn a_vacancy_has_its_very_days_and_only_as_far_as_it_was_known() {
    let ledger = ledger();
    let stretches = |known: Option<&str>| -> Vec<(String, String, bool)> {
        let chart = drawn(&ledger, known);
        let posts = chart.rows[0].vacancies.iter();
        posts
            .flat_map(|post| &post.stretches)
            .map(|vacant| {
                (
                    vacant.from.to_string(),
                    vacant.to.to_string(),
                    vacant.certain,
                )
            })
            .collect()
    };
    let is = |from: &str, to: &str, certain| (from.to_owned(), to.to_owned(), certain);
    let summer = |to| is("2023-04-01", to, true);
    assert_eq!(
        stretches(None),
        [
            summer("2023-06-30"),
            is("2023-10-02", "2023-10-31", false),
            is("2023-11-01", "2023-12-31", true),
        ]
    );
    assert_eq!(stretches(Some("2023-05-01")), [summer("2023-12-31")]);
}

#[test]
fn causes_are_numbered_by_their_days_and_are_those_of_what_is_believed_and_has_begun() {
    let causes = &drawn(&ledger(), None).causes;
    let told: Vec<_> = causes
        .iter()
        .map(|cause| (cause.number, cause.summary.as_str()))
        .collect();
    assert_eq!(told, [(1, "Earlier."), (2, "Later.")]);
}

#[test]
fn an_axis_without_a_first_day_begins_a_little_before_the_first_that_is_named_by_then() {
    let ledger = ledger();
    let mut report = report(&ledger, None);
    report.since = None;
    let chart = of_report(&Catalogue::new(Language::English), &report, None);
    // A fortieth of 355 days and one more.
    assert_eq!(chart.axis.first(), day("2023-01-01"));
    report.as_of.on = day("2022-12-31");
    let chart = of_report(&Catalogue::new(Language::English), &report, None);
    assert_eq!(
        chart.axis.first(),
        day("2021-12-31"),
        "a year where nothing is named yet"
    );
}

/// The picture of a ledger at its usual width.
fn picture(ledger: &Ledger) -> String {
    let (catalogue, report) = (Catalogue::new(Language::English), report(ledger, None));
    let caption = Caption::of(&catalogue, &report, &Imprint::of(LEDGER.as_bytes()));
    let chart = of_report(&catalogue, &report, None);
    svg::svg(&catalogue, &chart, &caption, svg::USUAL_WIDTH)
}

#[test]
fn the_picture_draws_what_is_not_known_the_days_left_open_and_the_day_asked_about() {
    let picture = picture(&ledger());
    let count = |part: &str| picture.matches(part).count();
    assert_eq!(count("fill=\"url(#fade)\""), 1);
    // Of the first event and the refusal, and one in the legend.
    assert_eq!(count("class=\"reach\""), 3);
    assert_eq!(count("class=\"mark inferred\""), 2);
    assert_eq!(count("class=\"vacant perhaps\""), 2);
    assert_eq!(count("class=\"cause\""), 2);
    let x = |class: &str| -> f64 {
        let (_, path) = picture
            .split_once(&format!("class=\"{class}\" d=\"M"))
            .unwrap();
        path.split(' ').next().unwrap().parse().unwrap()
    };
    // The day asked about ends where the plot does, 26 pixels from the right.
    assert!((x("cursor") - 934.0).abs() < 1.0, "{}", x("cursor"));
}

/// The ledger with eight more causes, all of one day.
fn crowded() -> Ledger {
    let mut text = LEDGER.to_owned();
    for number in 0..8 {
        text += &format!(
            "  - {{id: why-{number}, date: 2023-08-01, kind: context, summary: Cause {number} of a day., sources: [s]}}\n  \
             - {{id: plea-{number}, date: 2023-08-02, kind: sought, channels: [line], cause: why-{number}, summary: S, sources: [s]}}\n"
        );
    }
    read::check(&text).ledger.unwrap()
}

#[test]
fn in_a_terminal_numbers_of_causes_that_would_touch_become_a_range() {
    let lines = blocks::lines(
        &Catalogue::new(Language::English),
        &drawn(&crowded(), None),
        100,
    );
    let numbers: String = lines[0].iter().map(|run| run.text.as_str()).collect();
    let numbers: Vec<&str> = numbers.split_whitespace().collect();
    assert_eq!(numbers, ["1", "2", "3–10"]);
}

#[test]
fn a_cause_that_has_no_room_for_its_label_is_told_below_the_picture() {
    let picture = picture(&crowded());
    let texts = picture
        .split("<text ")
        .skip(1)
        .map(|text| text.split("</text>").next().unwrap());
    let texts: Vec<&str> = texts.map(|text| text.split_once('>').unwrap().1).collect();
    let labelled = |number: usize| {
        let words = format!("Cause {number} of a day.");
        texts.iter().any(|text| *text == words)
    };
    let told = |number: usize| {
        let words = format!("2023-08-01: Cause {number} of a day.");
        texts.iter().any(|text| *text == words)
    };
    assert!(
        (0..8).all(|number| labelled(number) != told(number)),
        "{texts:?}"
    );
    assert!((0..8).any(told) && (0..8).any(labelled), "{texts:?}");
}
