//! The ledger of the repository, asked what its article was coded for.

use detente::model::belief::Evidence;
use detente::model::id::ChannelKey;
use detente::model::ledger::Ledger;
use detente::model::machine::{State, Status};
use detente::model::post::Vacancy;
use detente::model::states::States;
use detente::read;
use detente::replay::status::{AsOf, Standing, status};
use detente::replay::why::why;

const TEXT: &str = include_str!("../channels.yaml");

fn ledger() -> Ledger {
    let checked = read::check(TEXT);
    let Some(ledger) = checked.ledger else {
        unreachable!("{:?}", checked.diagnostics);
    };
    ledger
}

fn as_of(on: &str, known: Option<&str>) -> AsOf {
    let day = |text: &str| match text.parse() {
        Ok(day) => day,
        Err(error) => unreachable!("{text}: {error}"),
    };
    AsOf {
        on: day(on),
        evidence: Evidence {
            known: known.map(day),
            ..Evidence::ALL
        },
    }
}

fn key(ledger: &Ledger, id: &str) -> ChannelKey {
    let found = ledger
        .channels()
        .find(|(_, channel)| channel.id.as_str() == id);
    let Some((key, _)) = found else {
        unreachable!("no channel {id}");
    };
    key
}

fn standing(ledger: &Ledger, id: &str, as_of: &AsOf) -> Standing {
    status(ledger, key(ledger, id), as_of)
}

#[track_caller]
fn assert_words(on: &str, known: Option<&str>, expected: &[(&str, &str)]) {
    let (ledger, as_of) = (ledger(), as_of(on, known));
    for (channel, word) in expected {
        let found = standing(&ledger, channel, &as_of);
        assert_eq!(found.word(), *word, "{channel} on {on}, known {known:?}");
    }
}

fn vacancy(ledger: &Ledger, channel: &str, post: &str, on: &str) -> Vacancy {
    standing(ledger, channel, &as_of(on, None))
        .vacancies
        .into_iter()
        .find(|(key, _)| ledger.post(*key).id.as_str() == post)
        .map_or(Vacancy::Held, |(_, vacancy)| vacancy)
}

#[test]
fn nothing_is_wrong_with_it_and_nothing_is_doubtful() {
    assert_eq!(read::check(TEXT).diagnostics, []);
}

#[test]
fn in_june_2023_the_lines_are_cut() {
    assert_words(
        "2023-06-30",
        None,
        &[
            ("attache-line", "suspended"),
            ("mmca", "suspended"),
            ("indopacom", "suspended"),
        ],
    );
}

#[test]
fn in_november_2023_nobody_knew_of_the_cut_attache_line() {
    assert_words(
        "2023-06-30",
        Some("2023-11-30"),
        &[("attache-line", "unrecorded"), ("mmca", "suspended")],
    );
}

#[test]
fn in_mid_october_2023_the_attache_line_is_open_or_suspended_and_nothing_else() {
    let ledger = ledger();
    let found = standing(&ledger, "attache-line", &as_of("2023-10-15", None));
    let expected: States = [
        State::Recorded(Status::Open),
        State::Recorded(Status::Suspended),
    ]
    .into_iter()
    .collect();
    assert_eq!(found.possible, expected);
    assert_eq!(found.word(), "uncertain");
    assert_eq!(found.setting, None);
}

#[test]
fn at_the_end_of_2023_one_line_is_open_and_five_are_under_negotiation() {
    assert_words(
        "2023-12-31",
        None,
        &[
            ("attache-line", "open"),
            ("mmca", "negotiating"),
            ("indopacom", "negotiating"),
            ("joint-chiefs", "negotiating"),
            ("defence-ministers", "negotiating"),
            ("senior-engagements", "negotiating"),
        ],
    );
}

#[test]
fn the_chinese_minister_is_gone_at_the_end_of_2023_and_not_certainly_so_in_mid_october() {
    let ledger = ledger();
    let on = |day| vacancy(&ledger, "defence-ministers", "chn-defence-minister", day);
    assert_eq!(on("2023-12-31"), Vacancy::Vacant);
    assert_eq!(on("2023-11-01"), Vacancy::Vacant);
    assert_eq!(on("2023-10-15"), Vacancy::Undecided);
    assert_eq!(on("2023-09-30"), Vacancy::Held);
}

#[test]
fn what_happened_in_public_was_known_as_a_cause_before_the_report_came_out() {
    let ledger = ledger();
    let mmca = key(&ledger, "mmca");
    let answer = why(&ledger, mmca, &as_of("2023-06-30", Some("2023-11-30")));
    let causes = answer.because[0].causes.iter();
    let causes: Vec<&str> = causes
        .map(|cause| ledger.event(*cause).id.as_str())
        .collect();
    assert_eq!(causes, ["pelosi-in-taiwan"]);
}
