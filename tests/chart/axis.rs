//! Axes of every length: ticks on the boundaries of the calendar, labels that keep their distance.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use detente::view::chart::axis::Axis;
use detente::view::chart::scale::{Scale, TICKS};
use detente::view::language::{Catalogue, Language};
use proptest::prelude::*;

fn axis_of(first: NaiveDate, days: u64, language: Language) -> Axis {
    let last = first
        .checked_add_days(Days::new(days))
        .unwrap_or(NaiveDate::MAX);
    Axis::new(first, last, &Catalogue::new(language))
}

fn axis() -> impl Strategy<Value = Axis> {
    let first = prop_oneof![
        (0..40_000_u64)
            .prop_map(|day| NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + Days::new(day)),
        (0..20_000 * 365_u64)
            .prop_map(|day| NaiveDate::from_ymd_opt(-9999, 1, 1).unwrap() + Days::new(day)),
        Just(NaiveDate::MIN),
    ];
    let days = prop_oneof![
        0..4_u64,
        0..40_u64,
        0..2_000_u64,
        0..100_000_u64,
        0..20_000 * 365_u64,
        Just(u64::from(u32::MAX) / 8),
    ];
    (first, days, prop::sample::select(Language::ALL.to_vec()))
        .prop_map(|(first, days, language)| axis_of(first, days, language))
}

/// The steps between boundaries of the calendar that a scale may have, in months; days and hours
/// are shorter.
fn is_boundary(scale: &Scale) -> bool {
    let whole_days = scale.ticks.iter().all(|tick| tick.hour == 0);
    let days =
        |is: fn(NaiveDate) -> bool| whole_days && scale.ticks.iter().all(|tick| is(tick.day));
    let hours = |step: u32| scale.ticks.iter().all(|tick| tick.hour % step == 0);
    let years = |step: i32| scale.ticks.iter().all(|tick| tick.day.year() % step == 0);
    let gap = |index: usize| (scale.ticks[index + 1].day - scale.ticks[index].day).num_days();
    match gap(0) {
        0 => [1, 2, 3, 6, 12].into_iter().any(hours),
        1 => true,
        7 => days(|day| day.weekday() == Weekday::Mon),
        28..=31 => days(|day| day.day() == 1),
        90..=92 => days(|day| day.day() == 1 && day.month0() % 3 == 0),
        181..=184 => days(|day| day.day() == 1 && day.month0() % 6 == 0),
        365.. => {
            days(|day| day.ordinal() == 1) && {
                let step = scale.ticks[1].day.year() - scale.ticks[0].day.year();
                let digits = step.to_string();
                ["1", "2", "5"].contains(&digits.trim_end_matches('0')) && years(step)
            }
        }
        _ => false,
    }
}

proptest! {
    #[test]
    fn ticks_are_few_rise_strictly_and_stand_on_the_boundaries_of_the_calendar(axis in axis()) {
        prop_assert!(!axis.scales().is_empty());
        for scale in axis.scales() {
            prop_assert!(TICKS.contains(&scale.ticks.len()));
            prop_assert!(scale.ticks.windows(2).all(|pair| pair[0].at < pair[1].at), "{:?}", scale.ticks);
            prop_assert!(scale.ticks.iter().all(|tick| (0.0..1.0).contains(&tick.at)));
            prop_assert!(scale.ticks.iter().all(|tick| axis.covers(tick.day)));
            prop_assert!(is_boundary(scale), "{:?}", scale.ticks);
        }
    }

    #[test]
    fn finer_scales_need_more_room(axis in axis()) {
        for pair in axis.scales().windows(2) {
            prop_assert!(pair[0].fits_from < pair[1].fits_from);
        }
    }

    #[test]
    fn no_label_of_a_scale_reaches_the_next_or_the_end(axis in axis(), width in 320..=2400_u32) {
        let plot = f64::from(width);
        let Some(scale) = axis.scale(plot) else { return Ok(()); };
        let ticks = scale.ticks.iter().map(|tick| &tick.label).filter(|label| label.fits(plot));
        let periods = scale.periods.iter().map(|period| &period.label).filter(|label| label.fits(plot));
        for line in [ticks.collect::<Vec<_>>(), periods.collect()] {
            for pair in line.windows(2) {
                prop_assert!(pair[0].extent(plot).1 <= pair[1].extent(plot).0 + 1e-6);
            }
            if let Some(last) = line.last() {
                prop_assert!(last.extent(plot).1 <= plot + 1e-6);
            }
        }
    }

    #[test]
    fn the_periods_of_a_scale_cover_the_axis(axis in axis()) {
        for scale in axis.scales().iter().filter(|scale| !scale.periods.is_empty()) {
            prop_assert!(scale.periods[0].start.abs() < f64::EPSILON);
            prop_assert!((scale.periods[scale.periods.len() - 1].end - 1.0).abs() < f64::EPSILON);
            for pair in scale.periods.windows(2) {
                prop_assert!((pair[0].end - pair[1].start).abs() < f64::EPSILON);
            }
        }
    }
}

fn labels(first: &str, last: &str, language: Language, plot: f64) -> (String, String) {
    let axis = Axis::new(
        first.parse().unwrap(),
        last.parse().unwrap(),
        &Catalogue::new(language),
    );
    let scale = axis.scale(plot).unwrap();
    let ticks: Vec<String> = scale.ticks.iter().map(|tick| tick.label.text()).collect();
    let periods: Vec<String> = scale
        .periods
        .iter()
        .map(|period| period.label.text())
        .collect();
    (ticks.join(" "), periods.join(" | "))
}

fn english(first: &str, last: &str, plot: f64) -> (String, String) {
    labels(first, last, Language::English, plot)
}

#[test]
fn an_axis_of_a_day_or_two_has_hours() {
    let (ticks, periods) = english("2023-11-15", "2023-11-15", 700.0);
    assert_eq!(
        ticks,
        "00:00 02:00 04:00 06:00 08:00 10:00 12:00 14:00 16:00 18:00 20:00 22:00"
    );
    assert_eq!(periods, "15 November 2023");
    let (ticks, periods) = english("2023-11-15", "2023-11-16", 400.0);
    assert_eq!(ticks, "00:00 06:00 12:00 18:00 00:00 06:00 12:00 18:00");
    assert_eq!(periods, "15 November 2023 | 16 November 2023");
}

#[test]
fn an_axis_of_weeks_has_days_and_then_mondays() {
    let (ticks, periods) = labels("2023-11-25", "2023-12-06", Language::German, 700.0);
    assert_eq!(ticks, "25. 26. 27. 28. 29. 30. 1. 2. 3. 4. 5. 6.");
    assert_eq!(periods, "November 2023 | Dezember 2023");
    assert_eq!(
        english("2023-11-01", "2023-12-24", 700.0).0,
        "6 13 20 27 4 11 18"
    );
}

#[test]
fn an_axis_of_years_has_months_where_there_is_room() {
    let wide = english("2022-07-20", "2023-12-31", 700.0);
    assert_eq!(wide, ("Oct Jan Apr Jul Oct".into(), "2022 | 2023".into()));
    let narrow = english("2020-12-01", "2023-12-31", 150.0);
    assert_eq!(narrow, ("2021 2022 2023".into(), String::new()));
}

#[test]
fn years_are_round_and_written_as_in_the_ledger() {
    assert_eq!(
        english("-0050-01-01", "0040-01-01", 700.0).0,
        "-0050 -0040 -0030 -0020 -0010 0000 0010 0020 0030 0040"
    );
    assert_eq!(
        english("-9000-01-01", "9998-12-31", 700.0).0,
        "-8000 -6000 -4000 -2000 0000 2000 4000 6000 8000"
    );
    assert_eq!(
        english("9990-01-01", "+10020-01-01", 300.0).0,
        "9990 Y10000 Y10010 Y10020"
    );
}

#[test]
fn a_period_that_begins_with_the_axis_begins_there_and_one_that_is_cut_does_not() {
    let begins = |first: &str| {
        let last = "2023-12-31".parse().unwrap();
        let axis = Axis::new(
            first.parse().unwrap(),
            last,
            &Catalogue::new(Language::English),
        );
        axis.scale(700.0).unwrap().periods[0].begins
    };
    assert!(begins("2023-01-01") && !begins("2022-12-15"));
}
