//! What dates mean, by table and by property.
//!
//! The tables beside this file say where their strings come from. The generators write EDTF
//! of levels 0 to 2 around a real day, so each string is valid by construction and its bounds
//! must hold that day: an oracle that shares nothing with the parser.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::HashSet;

use chrono::{Datelike, Days, NaiveDate};
use detente::model::date::{Comparison, Date, DateError, LONGEST_DATE};
use proptest::prelude::*;
use proptest::sample::select;

const VALID: &str = include_str!("dates/valid.tsv");
const INVALID: &str = include_str!("dates/invalid.tsv");
const BEYOND_CALENDAR: &str = include_str!("dates/beyond-calendar.tsv");

fn rows<const COLUMNS: usize>(table: &str) -> Vec<[&str; COLUMNS]> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            cells
                .try_into()
                .unwrap_or_else(|_| panic!("not {COLUMNS} columns: {line}"))
        })
        .collect()
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("`{text}`: {error}"))
}

fn shown(bound: Option<NaiveDate>) -> String {
    bound.map_or_else(|| "..".to_owned(), |day| day.to_string())
}

fn bounds(text: &str) -> (String, String) {
    let date = date(text);
    (shown(date.earliest()), shown(date.latest()))
}

fn reason(text: &str) -> String {
    match Date::parse(text) {
        Err(error) => error.to_string(),
        Ok(date) => panic!("`{date}` is a date"),
    }
}

mod tables {
    use super::*;

    #[test]
    fn each_valid_string_has_the_days_and_qualifiers_worked_out_by_hand() {
        let rows = rows::<6>(VALID);
        let wrong: Vec<String> = rows.iter().filter_map(wrong_row).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(rows.len() >= 150, "only {} rows", rows.len());
    }

    fn wrong_row(
        [text, earliest, latest, uncertain, approximate, _]: &[&str; 6],
    ) -> Option<String> {
        let yes_or_no = |flag| if flag { "yes" } else { "no" };
        let found = match Date::parse(text) {
            Ok(date) => [
                shown(date.earliest()),
                shown(date.latest()),
                yes_or_no(date.is_uncertain()).to_owned(),
                yes_or_no(date.is_approximate()).to_owned(),
            ],
            Err(error) => return Some(format!("{text}: {error}")),
        };
        let expected = [*earliest, *latest, *uncertain, *approximate];
        (found != expected).then(|| format!("{text}: {expected:?}, but found {found:?}"))
    }

    #[test]
    fn each_invalid_string_is_refused_where_and_for_the_reason_named() {
        let rows = rows::<4>(INVALID);
        let wrong: Vec<String> = rows
            .iter()
            .filter_map(|[text, offset, fragment, _]| match Date::parse(text) {
                Ok(_) => Some(format!("`{text}` is accepted")),
                Err(error) => {
                    let right = matches!(error, DateError::Malformed { .. })
                        && error.offset().to_string() == *offset
                        && error.to_string().contains(fragment);
                    (!right).then(|| format!("`{text}`: {} {error}", error.offset()))
                }
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(rows.len() >= 60, "only {} rows", rows.len());
    }

    #[test]
    fn each_year_beyond_the_calendar_is_a_clear_error() {
        for [text, _] in rows::<2>(BEYOND_CALENDAR) {
            let error = Date::parse(text).unwrap_err();
            assert!(
                matches!(&error, DateError::YearOutOfRange { written } if text.contains(&**written)),
                "`{text}`: {error:?}"
            );
            assert!(
                error
                    .to_string()
                    .ends_with("holds the years -262143 to 262142")
            );
            assert_eq!(error.offset(), 0);
        }
    }

    #[test]
    fn every_example_of_the_specification_stands_in_one_table() {
        let valid = rows::<6>(VALID).into_iter().map(|row| (row[0], row[5]));
        let beyond = rows::<2>(BEYOND_CALENDAR)
            .into_iter()
            .map(|row| (row[0], row[1]));
        let mut seen = HashSet::new();
        let mut examples = [0; 3];
        for (text, levels) in valid.chain(beyond) {
            assert!(seen.insert(text), "`{text}` stands twice");
            for (level, count) in examples.iter_mut().enumerate() {
                *count += usize::from(levels.contains(&level.to_string()));
            }
        }
        assert_eq!(examples, [13, 24, 27]);
    }
}

mod errors {
    use super::*;

    #[test]
    fn a_blank_text_is_called_empty() {
        for blank in ["", " ", "\t", "\n", "\u{a0}"] {
            assert_eq!(
                reason(blank),
                "the date is empty; write 2023, 2023-11 or 2023-11-14"
            );
        }
    }

    #[test]
    fn space_around_a_date_is_not_trimmed() {
        for text in [" 2023", "2023 ", "2023\n", "\u{feff}2023"] {
            assert!(Date::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_date_may_be_as_long_as_the_limit_and_no_longer() {
        let longest = format!("[{}-0001?]", "0002-01,".repeat(LONGEST_DATE / 8 - 1));
        assert_eq!(longest.len(), LONGEST_DATE);
        assert_eq!(bounds(&longest).0, "-0001-01-01");

        let longer = format!("[{}2023]", "0001-01,".repeat(LONGEST_DATE / 8));
        assert!(reason(&longer).contains("at most 4096 bytes"));
    }

    #[test]
    fn an_error_says_the_same_through_every_door() {
        let error = "2023-13".parse::<Date>().unwrap_err();
        assert_eq!(Err(error.clone()), Date::parse("2023-13"));
        let error: Box<dyn std::error::Error> = Box::new(error);
        assert!(error.to_string().starts_with("there is no month 13"));
    }
}

mod meaning {
    use super::*;

    #[test]
    fn a_tilde_widens_by_one_unit_of_the_stated_precision() {
        let day = |text: &str| bounds(text);
        assert_eq!(day("2023~"), ("2022-01-01".into(), "2024-12-31".into()));
        assert_eq!(day("2023-06~"), ("2023-05-01".into(), "2023-07-31".into()));
        assert_eq!(
            day("2023-06-15~"),
            ("2023-06-14".into(), "2023-06-16".into())
        );
        assert_eq!(day("2023-22~"), ("2023-03-01".into(), "2023-11-30".into()));
    }

    #[test]
    fn a_percent_sign_widens_like_a_tilde_and_doubts_like_a_question_mark() {
        let both = date("2023-06%");
        let about = date("2023-06~");
        assert_eq!(
            (both.earliest(), both.latest()),
            (about.earliest(), about.latest())
        );
        assert!(both.is_uncertain() && both.is_approximate());
        assert!(!about.is_uncertain() && about.is_approximate());
    }

    #[test]
    fn components_qualified_one_by_one_mean_what_the_group_means() {
        assert_eq!(bounds("~2004-~06-~11"), bounds("2004-06-11~"));
        assert_eq!(bounds("~2004-~06-11"), bounds("2004-06~-11"));
        assert_eq!(bounds("~2004-06-11"), bounds("2004~-06-11"));
    }

    #[test]
    fn widening_an_earliest_day_at_a_months_end_never_narrows_it() {
        assert_eq!(bounds("2004-~04-30").0, "2004-03-30");
        assert_eq!(bounds("2004-~04-30").1, "2004-05-31");
    }

    #[test]
    fn winter_ends_in_the_following_year() {
        assert_eq!(
            bounds("2023-24"),
            ("2023-12-01".into(), "2024-02-29".into())
        );
    }

    #[test]
    fn a_time_of_day_leaves_the_local_day_as_written() {
        let late = date("2023-11-14T23:30:00-08");
        assert!(late.is_single_day());
        assert_eq!(shown(late.latest()), "2023-11-14");
        assert_eq!(late.as_written(), "2023-11-14T23:30:00-08");
    }

    #[test]
    fn open_and_unknown_ends_are_unbounded() {
        for text in ["2023/..", "2023/"] {
            assert_eq!(bounds(text), ("2023-01-01".into(), "..".into()));
        }
        for text in ["../2023", "/2023"] {
            assert_eq!(bounds(text), ("..".into(), "2023-12-31".into()));
        }
    }

    #[test]
    fn unbounded_dates_compare_by_the_bound_they_have() {
        assert_eq!(
            date("../2022").compare(&date("2023/..")),
            Comparison::Before
        );
        assert_eq!(date("2023/..").compare(&date("../2022")), Comparison::After);
        assert_eq!(
            date("2022/..").compare(&date("2023")),
            Comparison::Undecided
        );
    }

    #[test]
    fn a_date_is_undecided_against_itself() {
        for text in ["2023-11-14", "2023", "2023/.."] {
            assert_eq!(date(text).compare(&date(text)), Comparison::Undecided);
        }
    }

    #[test]
    fn a_day_beyond_four_digit_years_becomes_its_year() {
        let day = NaiveDate::from_ymd_opt(12345, 2, 28).unwrap();
        let made = Date::from_day(day);
        assert_eq!(made.as_written(), "Y12345");
        assert_eq!(shown(made.latest()), "+12345-12-31");
        for edge in [NaiveDate::MIN, NaiveDate::MAX] {
            let made = Date::from_day(edge);
            assert_eq!(Date::parse(made.as_written()), Ok(made));
        }
    }

    #[test]
    fn a_date_is_small_enough_to_keep_by_the_hundred_thousand() {
        assert!(size_of::<Date>() <= 32, "{} bytes", size_of::<Date>());
    }
}

/// EDTF written around one real day, which its bounds must hold.
mod generate {
    use super::*;

    pub(crate) fn day() -> impl Strategy<Value = NaiveDate> {
        let first = NaiveDate::from_ymd_opt(0, 1, 1).unwrap();
        let modern = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
        prop_oneof![
            (0..3_652_425_u64).prop_map(move |count| first + Days::new(count)),
            (0..55_000_u64).prop_map(move |count| modern + Days::new(count)),
        ]
    }

    fn qualifier() -> impl Strategy<Value = &'static str> {
        prop_oneof![3 => Just(""), 1 => select(vec!["?", "~", "%"])]
    }

    /// A date by its components, each masked digit by digit and qualified on both sides.
    fn components(day: NaiveDate) -> impl Strategy<Value = String> {
        let masks = prop_oneof![Just(0_u8), any::<u8>()];
        let qualifiers = prop::array::uniform6(qualifier());
        (1..=4_usize, masks, qualifiers).prop_map(move |(precision, masks, signs)| {
            let (month, kept) = match precision {
                4 => (33 + day.month0() / 3, 2),
                kept => (day.month(), kept),
            };
            // A quarter is written in full: masked codes would read as months.
            let month_masks = if precision == 4 { 0 } else { masks >> 4 };
            let parts = [
                masked(&format!("{:04}", day.year()), masks),
                masked(&format!("{month:02}"), month_masks),
                masked(&format!("{:02}", day.day()), masks >> 6),
            ];
            let qualified: Vec<String> = parts
                .iter()
                .zip(signs.chunks(2))
                .map(|(part, around)| format!("{}{part}{}", around[0], around[1]))
                .collect();
            qualified[..kept].join("-")
        })
    }

    fn masked(digits: &str, masks: u8) -> String {
        let hide = |(place, digit)| if masks >> place & 1 == 1 { 'X' } else { digit };
        digits.chars().enumerate().map(hide).collect()
    }

    /// One date of any form that may stand in an interval or a set.
    fn single(day: NaiveDate) -> BoxedStrategy<String> {
        let year = day.year();
        let significant =
            (1..=4_u8, qualifier()).prop_map(move |(kept, sign)| format!("{year:04}S{kept}{sign}"));
        prop_oneof![8 => components(day), 1 => significant].boxed()
    }

    fn moment(day: NaiveDate) -> impl Strategy<Value = String> {
        let shift = select(vec![
            "", "Z", "+00", "-04", "+08", "+05:45", "-12:00", "+14:00",
        ]);
        (0..24, 0..60, 0..60, shift).prop_map(move |(hour, minute, second, shift)| {
            format!("{day}T{hour:02}:{minute:02}:{second:02}{shift}")
        })
    }

    fn interval(day: NaiveDate) -> impl Strategy<Value = String> {
        let side = || (super::generate::single(day), 0..6);
        (side(), side()).prop_map(|((start, before), (end, after))| match (before, after) {
            (0, _) => format!("../{end}"),
            (1, _) => format!("/{end}"),
            (_, 0) => format!("{start}/.."),
            (_, 1) => format!("{start}/"),
            (2, 2) => format!("..{start}/{end}.."),
            (2, _) => format!("..{start}/{end}"),
            (_, 2) => format!("{start}/{end}.."),
            (_, _) => format!("{start}/{end}"),
        })
    }

    fn member(day: NaiveDate) -> impl Strategy<Value = String> {
        let later = day.checked_add_months(chrono::Months::new(7)).unwrap();
        let range = select(vec![(4, 4), (7, 7), (10, 10)]).prop_map(move |(start, end)| {
            format!(
                "{}..{}",
                &day.to_string()[..start],
                &later.to_string()[..end]
            )
        });
        let plain = (day.year() < 9999).then_some(range.boxed());
        let one = single(day).boxed();
        let ended = (single(day), any::<bool>())
            .prop_map(|(date, before)| {
                if before {
                    format!("..{date}")
                } else {
                    format!("{date}..")
                }
            })
            .boxed();
        proptest::strategy::Union::new([Some(one), Some(ended), plain].into_iter().flatten())
    }

    fn set(day: NaiveDate) -> impl Strategy<Value = String> {
        let others = prop::collection::vec(super::generate::day().prop_flat_map(member), 0..4);
        (
            member(day),
            others,
            any::<bool>(),
            any::<prop::sample::Index>(),
        )
            .prop_map(|(holding, mut members, one_of, place)| {
                members.insert(place.index(members.len() + 1), holding);
                let members = members.join(",");
                if one_of {
                    format!("[{members}]")
                } else {
                    format!("{{{members}}}")
                }
            })
    }

    /// Any expression of the years 0000 to 9999 that can mean the given day.
    pub(crate) fn around(day: NaiveDate) -> impl Strategy<Value = String> {
        prop_oneof![
            4 => single(day).boxed(),
            1 => moment(day).boxed(),
            2 => interval(day).boxed(),
            2 => set(day).boxed(),
        ]
    }

    /// A year outside 0000 to 9999, within the calendar also when widened.
    fn distant() -> impl Strategy<Value = String> {
        let sign = || select(vec!["", "-"]);
        let day = (1..=9999, 1..=12, 1..=28, 1..=3_usize, qualifier()).prop_map(
            |(year, month, day, precision, mark)| {
                let parts = [
                    format!("-{year:04}"),
                    format!("{month:02}"),
                    format!("{day:02}"),
                ];
                format!("{}{mark}", parts[..precision].join("-"))
            },
        );
        let long = (
            sign(),
            10_000..99_999_u32,
            prop::option::of(2..=5_u8),
            qualifier(),
        )
            .prop_map(|(sign, year, kept, mark)| {
                let kept = kept.map_or_else(String::new, |kept| format!("S{kept}"));
                format!("Y{sign}{year}{kept}{mark}")
            });
        let power = (sign(), 10..=25_u32, qualifier())
            .prop_map(|(sign, significand, mark)| format!("Y{sign}{significand}E4{mark}"));
        prop_oneof![day, long, power]
    }

    /// Any expression of levels 0, 1 and 2 that the calendar holds.
    pub(crate) fn expression() -> BoxedStrategy<String> {
        // Boxed, or the nested strategies outgrow the stack of a test's thread.
        prop_oneof![
            9 => day().prop_flat_map(|day| around(day).boxed()).boxed(),
            1 => distant().boxed(),
        ]
        .boxed()
    }

    /// Text that looks like EDTF and mostly is not.
    pub(crate) fn nearly() -> impl Strategy<Value = String> {
        let edit = (
            any::<prop::sample::Index>(),
            "[0-9XYEST?~%/.,\\[\\]{}:xé -]{0,3}",
            0..3_usize,
        );
        let edits = prop::collection::vec(edit, 1..4);
        (expression(), edits).prop_map(|(text, edits)| {
            let mut signs: Vec<char> = text.chars().collect();
            for (place, inserted, removed) in edits {
                let start = place.index(signs.len() + 1);
                let end = (start + removed).min(signs.len());
                signs.splice(start..end, inserted.chars());
            }
            signs.into_iter().collect()
        })
    }
}

mod properties {
    use super::*;

    fn is_within(inner: &Date, outer: &Date) -> bool {
        let starts = match (outer.earliest(), inner.earliest()) {
            (Some(outer), Some(inner)) => outer <= inner,
            (outer, _) => outer.is_none(),
        };
        let ends = match (outer.latest(), inner.latest()) {
            (Some(outer), Some(inner)) => outer >= inner,
            (outer, _) => outer.is_none(),
        };
        starts && ends
    }

    fn is_in_order(date: &Date) -> bool {
        match (date.earliest(), date.latest()) {
            (Some(earliest), Some(latest)) => earliest <= latest,
            (None, _) | (_, None) => true,
        }
    }

    fn survives(text: &str) -> Result<(), TestCaseError> {
        match Date::parse(text) {
            Ok(date) => {
                prop_assert_eq!(date.as_written(), text);
                prop_assert!(is_in_order(&date));
            }
            Err(error) => {
                prop_assert!(text.is_char_boundary(error.offset()));
                prop_assert!(!error.to_string().is_empty());
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

        #[test]
        fn printing_what_was_read_gives_the_text_back(text in generate::expression()) {
            let read = Date::parse(&text);
            prop_assert!(read.is_ok(), "{:?}", read);
            let read = read.unwrap();
            prop_assert_eq!(read.to_string(), text.as_str());
            prop_assert_eq!(read.as_written(), text.as_str());
            prop_assert_eq!(text.parse::<Date>(), Ok(read));
        }

        #[test]
        fn the_earliest_day_is_never_after_the_latest(text in generate::expression()) {
            prop_assert!(is_in_order(&date(&text)));
        }

        #[test]
        fn the_day_an_expression_was_written_around_lies_within_its_bounds(
            (day, text) in generate::day().prop_flat_map(|day| (Just(day), generate::around(day)))
        ) {
            prop_assert!(is_within(&Date::from_day(day), &date(&text)), "{} in {}", day, text);
        }

        #[test]
        fn widening_only_widens(text in generate::expression()) {
            let strict = date(&text.replace('~', "").replace('%', "?"));
            prop_assert!(is_within(&strict, &date(&text)));
            prop_assert!(!strict.is_approximate());
        }

        #[test]
        fn a_question_mark_moves_no_bound(text in generate::expression()) {
            let doubted = date(&text);
            let certain = date(&text.replace('?', "").replace('%', "~"));
            prop_assert_eq!(doubted.earliest(), certain.earliest());
            prop_assert_eq!(doubted.latest(), certain.latest());
            prop_assert!(!certain.is_uncertain());
        }

        #[test]
        fn flags_follow_the_signs_in_the_text(text in generate::expression()) {
            prop_assert_eq!(date(&text).is_uncertain(), text.contains(['?', '%']));
            prop_assert_eq!(date(&text).is_approximate(), text.contains(['~', '%']));
        }

        #[test]
        fn comparison_is_antisymmetric(one in generate::expression(), other in generate::expression()) {
            let (one, other) = (date(&one), date(&other));
            let expected = match one.compare(&other) {
                Comparison::Before => Comparison::After,
                Comparison::After => Comparison::Before,
                Comparison::Undecided => Comparison::Undecided,
            };
            prop_assert_eq!(other.compare(&one), expected);
        }

        #[test]
        fn before_is_transitive(texts in prop::array::uniform3(generate::expression())) {
            let mut dates = texts.map(|text| date(&text));
            dates.sort_by_key(Date::latest);
            let [first, second, third] = dates;
            if first.compare(&second) == Comparison::Before
                && second.compare(&third) == Comparison::Before
            {
                prop_assert_eq!(first.compare(&third), Comparison::Before);
            }
        }

        #[test]
        fn a_day_made_from_the_calendar_reads_back(
            count in i64::from(NaiveDate::MIN.num_days_from_ce())..=i64::from(NaiveDate::MAX.num_days_from_ce())
        ) {
            let day = NaiveDate::from_num_days_from_ce_opt(i32::try_from(count).unwrap()).unwrap();
            let made = Date::from_day(day);
            prop_assert_eq!(Date::parse(made.as_written()), Ok(made));
        }

        #[test]
        fn a_four_digit_day_made_from_the_calendar_is_that_day(day in generate::day()) {
            let made = Date::from_day(day);
            prop_assert!(made.is_single_day());
            prop_assert_eq!(made.earliest(), Some(day));
            prop_assert_eq!(Date::parse(made.as_written()), Ok(made));
        }

        #[test]
        fn any_string_is_a_date_or_an_error(text in ".{0,60}") {
            survives(&text)?;
        }

        #[test]
        fn any_bytes_are_a_date_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            survives(&String::from_utf8_lossy(&bytes))?;
        }

        #[test]
        fn any_near_miss_is_a_date_or_an_error(text in generate::nearly()) {
            survives(&text)?;
        }
    }
}
