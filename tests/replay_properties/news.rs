//! The news of a channel, against asking every day.

use chrono::NaiveDate;
use detente::model::belief::Evidence;
use detente::model::id::EventKey;
use detente::model::ledger::Ledger;
use detente::model::states::States;
use detente::replay::news::{News, news};
use detente::replay::status::{AsOf, status};
use detente::replay::timeline::Timeline;
use proptest::prelude::*;

use super::oracle::lens;
use super::plan::{Plan, elsewhere_corrected, plan};
use super::when::day;

/// Days before and after everything that a generated ledger can date, asked one by one.
fn days() -> impl Iterator<Item = NaiveDate> {
    (0..400).map(|number| day(0) - chrono::Days::new(200) + chrono::Days::new(number))
}

/// What each channel was on a day by what was known on it, or on the day of knowledge before.
fn answers(ledger: &Ledger, evidence: Evidence, on: NaiveDate) -> Vec<States> {
    let evidence = Evidence {
        known: Some(evidence.known.map_or(on, |known| known.min(on))),
        ..evidence
    };
    let channels = ledger.channels();
    let answers = channels.map(|(key, _)| status(ledger, key, &AsOf { on, evidence }).possible);
    answers.collect()
}

/// The days on which a channel's answer changes, newest first.
fn changes(plan: &Plan, evidence: Evidence) -> Vec<(NaiveDate, usize, States, States)> {
    let ledger = plan.ledger();
    let mut changes = Vec::new();
    let mut before: Option<Vec<States>> = None;
    for on in days() {
        let after = answers(&ledger, evidence, on);
        for (channel, old) in before.into_iter().flatten().enumerate() {
            if old != after[channel] {
                changes.push((on, channel, old, after[channel]));
            }
        }
        before = Some(after);
    }
    changes.sort_by_key(|(on, channel, ..)| (std::cmp::Reverse(*on), *channel));
    changes
}

type Reasons = (Vec<EventKey>, Vec<EventKey>, Vec<EventKey>);

/// The events that came in, went, or were reached, by two whole replays.
fn reasons(ledger: &Ledger, evidence: Evidence, news: &News) -> Reasons {
    let eve = news.day.pred_opt().unwrap();
    let replay = |on: NaiveDate| {
        let known = Some(evidence.known.map_or(on, |known| known.min(on)));
        Timeline::replay(ledger, news.channel, &Evidence { known, ..evidence })
    };
    let (old, new) = (replay(eve), replay(news.day));
    let find = |timeline: &Timeline, event: EventKey| {
        let mut entries = timeline.entries().iter();
        entries.find(|entry| entry.event == event).copied()
    };
    let missing = |of: &Timeline, other: &Timeline| {
        let events = of.entries().iter().map(|entry| entry.event);
        events
            .filter(|event| find(other, *event).is_none())
            .collect()
    };
    let reached = new.entries().iter().filter(|entry| {
        let was = find(&old, entry.event);
        was.is_some_and(|was| was.happened_by(eve) != entry.happened_by(news.day))
    });
    let reached = reached.map(|entry| entry.event).collect();
    (missing(&new, &old), missing(&old, &new), reached)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_asks_every_day_hears_just_the_news(plan in plan(), lens in lens(), most in 0..6_usize, last in 0..125_u32) {
        let ledger = plan.ledger();
        let evidence = lens.evidence(&ledger);
        let on = days().last().unwrap();
        let first = days().next().unwrap();
        let all = news(&ledger, &AsOf { on, evidence }, None, usize::MAX);
        let told: Vec<_> = all
            .iter()
            .filter(|one| one.day > first)
            .map(|one| (one.day, one.channel.index(), one.before.possible, one.after.possible))
            .collect();
        prop_assert_eq!(&told, &changes(&plan, evidence));

        for one in &all {
            let reasons_given = (one.learned.clone(), one.dropped.clone(), one.reached.clone());
            prop_assert_eq!(reasons_given, reasons(&ledger, evidence, one));
            let reasons = one.learned.len() + one.dropped.len() + one.reached.len();
            prop_assert!(reasons > 0, "{:?} has no reason", one);
        }
        let few = news(&ledger, &AsOf { on, evidence }, None, most);
        prop_assert_eq!(&few[..], &all[..most.min(all.len())]);
        let soon = news(&ledger, &AsOf { on: day(last), evidence }, None, usize::MAX);
        let so_far: Vec<_> = all.iter().filter(|one| one.day <= day(last)).cloned().collect();
        prop_assert_eq!(soon, so_far);
        let since = day(60);
        let recent = news(&ledger, &AsOf { on, evidence }, Some(since), usize::MAX);
        let expected: Vec<_> = all.into_iter().filter(|one| one.day >= since).collect();
        prop_assert_eq!(recent, expected);
    }
}

#[test]
fn a_correction_on_another_channel_is_news_of_the_first() {
    let ledger = elsewhere_corrected();
    let evidence = Evidence::ALL;
    let on = day(120);
    let news = news(&ledger, &AsOf { on, evidence }, None, usize::MAX);
    let told: Vec<_> = news
        .iter()
        .filter(|one| one.channel.index() == 0)
        .map(|one| (one.day, one.learned.len(), one.dropped.len()))
        .collect();
    assert_eq!(told, [(day(40), 0, 1), (day(10), 1, 0)]);
}
