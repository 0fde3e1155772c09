//! Who held a post, over all days on which its holders may have come and gone.

use std::fmt::Write;

use chrono::NaiveDate;
use detente::model::belief::Evidence;
use detente::model::date::Date;
use detente::model::ledger::Ledger;
use detente::model::post::{Post, Vacancy};
use detente::read;
use detente::replay::status::{AsOf, status};
use proptest::prelude::*;

use super::when::{When, day, in_a_fortnight, range_in_a_fortnight};

#[derive(Clone, Debug)]
struct Holder {
    since: Option<When>,
    until: Option<When>,
}

fn holder() -> impl Strategy<Value = Holder> {
    let date = || prop::option::weighted(0.7, in_a_fortnight());
    (date(), date()).prop_map(|(since, until)| match (since, until) {
        (Some(a), Some(b)) if b.certainly_precedes(&a) => Holder {
            since: Some(b),
            until: Some(a),
        },
        (since, until) => Holder { since, until },
    })
}

fn holders() -> impl Strategy<Value = Vec<Holder>> {
    prop::collection::vec(holder(), 0..4)
}

fn ledger(holders: Option<&[Holder]>) -> Ledger {
    let mut text = String::from(
        "title: T\n\
         parties: [{id: USA, name: United States}, {id: CHN, name: China}]\n\
         channels: [{id: c0, name: C, parties: [USA, CHN], posts: [p]}]\n\
         posts:\n  - id: p\n    party: CHN\n    title: T\n",
    );
    if let Some(holders) = holders {
        let holders = holders.iter().map(|Holder { since, until }| {
            let mut text = String::from("{name: N");
            for (key, date) in [("since", since), ("until", until)] {
                if let Some(date) = date {
                    write!(text, ", {key}: \"{}\"", date.text).unwrap();
                }
            }
            text + "}"
        });
        let holders: Vec<String> = holders.collect();
        writeln!(text, "    holders: [{}]", holders.join(", ")).unwrap();
    }
    let checked = read::check(&text);
    checked
        .ledger
        .unwrap_or_else(|| unreachable!("{:?}\n{text}", checked.diagnostics))
}

fn post(ledger: &Ledger) -> &Post {
    let (_, channel) = ledger.channels().next().unwrap();
    ledger.post(channel.posts[0])
}

fn fortnight() -> impl Iterator<Item = NaiveDate> {
    day(0).pred_opt().into_iter().chain((0..16).map(day))
}

/// Every first and last day in office that a holder's dates allow.
fn terms(holder: &Holder) -> Vec<(NaiveDate, NaiveDate)> {
    let days = |date: &Option<When>, absent| {
        date.as_ref()
            .map_or(vec![absent], |date| date.days().unwrap())
    };
    let lasts = days(&holder.until, NaiveDate::MAX);
    days(&holder.since, NaiveDate::MIN)
        .into_iter()
        .flat_map(|first| lasts.iter().map(move |last| (first, *last)))
        .filter(|(first, last)| first <= last)
        .collect()
}

/// Whether a holder may have been in office on a day, and whether that is certain.
fn in_office(holder: &Holder, on: NaiveDate) -> (bool, bool) {
    let terms = terms(holder);
    let holds = |(first, last): &(NaiveDate, NaiveDate)| *first <= on && on <= *last;
    (terms.iter().any(holds), terms.iter().all(holds))
}

/// Whether a holder may have left before a day, and whether that is certain.
fn has_left(holder: &Holder, on: NaiveDate) -> (bool, bool) {
    let terms = terms(holder);
    let left = |(_, last): &(NaiveDate, NaiveDate)| *last < on;
    (terms.iter().any(left), terms.iter().all(left))
}

/// Holders come and go independently of one another. A post is vacant if one has left and none is
/// in office; of the time before the first of them nothing is said.
fn vacancy(holders: &[Holder], on: NaiveDate) -> Vacancy {
    let in_office = || holders.iter().map(|holder| in_office(holder, on));
    let has_left = || holders.iter().map(|holder| has_left(holder, on));
    let is_empty = holders.is_empty();
    let may_be =
        !in_office().any(|(_, certain)| certain) && has_left().any(|(possible, _)| possible);
    let must_be =
        !in_office().any(|(possible, _)| possible) && has_left().any(|(_, certain)| certain);
    match (may_be || is_empty, must_be || is_empty) {
        (false, _) => Vacancy::Held,
        (true, false) => Vacancy::Undecided,
        (true, true) => Vacancy::Vacant,
    }
}

/// The holders as they were known: without beginnings and ends that lay wholly in the future.
fn as_known(holders: &[Holder], known: NaiveDate) -> Vec<Holder> {
    let is_news = |date: &When| date.earliest.is_some_and(|d| d > known);
    let known = holders
        .iter()
        .filter(|holder| !holder.since.as_ref().is_some_and(is_news));
    known
        .map(|holder| Holder {
            since: holder.since.clone(),
            until: holder.until.clone().filter(|date| !is_news(date)),
        })
        .collect()
}

fn has_only_ranges(Holder { since, until }: &Holder) -> bool {
    since.iter().chain(until).all(|date| date.members.is_none())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_post_is_called_vacant_or_held_only_if_it_was_whatever_the_days(holders in holders()) {
        let ledger = ledger(Some(&holders));
        for on in fortnight() {
            let expected = vacancy(&holders, on);
            let found = post(&ledger).vacancy_on(on, None);
            prop_assert!(found == expected || found == Vacancy::Undecided, "{} {:?}", on, found);
            let exact = holders.iter().all(has_only_ranges);
            prop_assert!(found == expected || !exact, "{} {:?} {:?}", on, found, expected);
        }
    }

    #[test]
    fn what_was_known_of_a_post_is_its_holders_without_news(
        holders in holders(),
        known in (0..16_u32).prop_map(day),
    ) {
        let (whole, then) = (ledger(Some(&holders)), ledger(Some(&as_known(&holders, known))));
        let (channel, _) = whole.channels().next().unwrap();
        let evidence = Evidence { known: Some(known), ..Evidence::ALL };
        for on in fortnight() {
            let nobody_known = as_known(&holders, known).is_empty() && !holders.is_empty();
            let expected = if nobody_known {
                Vacancy::Held
            } else {
                post(&then).vacancy_on(on, None)
            };
            prop_assert_eq!(post(&whole).vacancy_on(on, Some(known)), expected, "{}", on);
            let told = status(&whole, channel, &AsOf { on, evidence }).vacancies;
            let told: Vec<Vacancy> = told.into_iter().map(|(_, vacancy)| vacancy).collect();
            let worth_telling = (expected != Vacancy::Held).then_some(expected);
            prop_assert!(told.iter().copied().eq(worth_telling), "{}: {:?}", on, told);
        }
    }

    #[test]
    fn a_post_is_vacant_throughout_a_date_if_nobody_can_have_held_it_on_any_of_its_days(
        holders in holders(),
        date in range_in_a_fortnight(),
    ) {
        let ledger = ledger(Some(&holders));
        let days = date.days().unwrap();
        let held = |on: &NaiveDate| holders.iter().any(|holder| in_office(holder, *on).0);
        let date_asked = Date::parse(&date.text).unwrap();
        let found = post(&ledger).tenures().unwrap().are_vacant_throughout(&date_asked);
        let gone = |holder| has_left(holder, days[0]).1;
        let nobody = !days.iter().any(held) && (holders.is_empty() || holders.iter().any(gone));
        prop_assert!(nobody || !found, "{}", date.text);
        let ranges = holders.iter().all(has_only_ranges);
        prop_assert!(found == nobody || !ranges, "{}", date.text);
    }
}

#[test]
fn a_post_of_whose_holders_nothing_is_said_is_never_called_vacant() {
    let ledger = ledger(None);
    for on in fortnight() {
        assert_eq!(post(&ledger).vacancy_on(on, None), Vacancy::Held);
        assert!(post(&ledger).tenures().is_none());
    }
}

#[test]
fn a_post_without_a_holder_is_vacant() {
    let ledger = ledger(Some(&[]));
    for on in fortnight() {
        assert_eq!(post(&ledger).vacancy_on(on, None), Vacancy::Vacant);
    }
}
