//! What a chart shows of a ledger, against the replay.

use detente::view::chart::cause::LANES;
use detente::view::chart::label::Label;
use detente::view::chart::{Edge, Range};
use detente::view::language::Language;
use proptest::prelude::*;

use super::plan::{drawn, plan, replayed};

fn overlap(one: &Label, other: &Label, plot: f64) -> bool {
    let ((a, b), (c, d)) = (one.extent(plot), other.extent(plot));
    a + 1e-6 < d && c + 1e-6 < b
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_bands_of_a_row_cover_the_axis_without_gap_or_overlap(plan in plan()) {
        let chart = drawn(&plan.ledger(), plan.asked_on(), Range::default(), Language::English);
        for row in &chart.rows {
            let (first, last) = (&row.bands[0], &row.bands[row.bands.len() - 1]);
            prop_assert_eq!((first.from, last.to), (chart.axis.first(), chart.axis.last()));
            prop_assert!(first.stretch.start.abs() < 1e-9 && (last.stretch.end - 1.0).abs() < 1e-9);
            prop_assert!(first.stretch.begins != Edge::Day || first.from == chart.axis.first());
            for pair in row.bands.windows(2) {
                prop_assert_eq!(pair[0].to.succ_opt(), Some(pair[1].from));
                prop_assert!((pair[0].stretch.end - pair[1].stretch.start).abs() < 1e-9);
                prop_assert_ne!(pair[0].possible, pair[1].possible);
            }
        }
    }

    #[test]
    fn a_band_says_of_each_of_its_days_what_the_replay_says(plan in plan()) {
        let ledger = plan.ledger();
        let chart = drawn(&ledger, plan.asked_on(), Range::default(), Language::English);
        for (row, (timeline, _)) in chart.rows.iter().zip(replayed(&ledger, plan.asked_on())) {
            for band in &row.bands {
                // Days without number are as good as the first, the last and some between.
                let days = (band.to - band.from).num_days();
                let step = usize::try_from(days / 50 + 1).unwrap();
                let some = band.from.iter_days().take_while(|day| *day <= band.to).step_by(step);
                for day in some.chain([band.to]) {
                    prop_assert_eq!(timeline.possible(day), band.possible, "{}", day);
                }
            }
        }
    }

    #[test]
    fn every_event_that_may_have_happened_has_a_mark_and_no_other(plan in plan()) {
        let ledger = plan.ledger();
        let chart = drawn(&ledger, plan.asked_on(), Range::default(), Language::English);
        for (row, (timeline, _)) in chart.rows.iter().zip(replayed(&ledger, plan.asked_on())) {
            let marks: Vec<_> = row.marks.iter().map(|mark| mark.event).collect();
            let happened = timeline.possible_by(plan.asked_on());
            let events: Vec<_> = happened.iter().map(|entry| entry.event).collect();
            prop_assert_eq!(marks, events);
        }
    }

    #[test]
    fn no_label_of_a_cause_covers_another_or_a_line_from_above(plan in plan(), width in 320..=2400_u32) {
        let plot = f64::from(width);
        let chart = drawn(&plan.ledger(), plan.asked_on(), Range::default(), Language::German);
        let shown: Vec<_> = chart.causes.iter().filter(|cause| cause.label.fits(plot)).collect();
        for (index, one) in shown.iter().enumerate() {
            let (start, end) = one.label.extent(plot);
            prop_assert!(start >= -1e-6 && end <= plot + 1e-6 && one.lane < LANES);
            for other in &shown[..index] {
                prop_assert!(one.lane != other.lane || !overlap(&one.label, &other.label, plot));
                let (upper, lower) = if one.lane < other.lane { (one, other) } else { (other, one) };
                let (start, end) = lower.label.extent(plot);
                let line = upper.at * plot;
                prop_assert!(upper.lane == lower.lane || line <= start + 1e-6 || end <= line + 1e-6);
            }
        }
    }

    #[test]
    fn the_words_of_bands_and_posts_stay_in_the_plot(plan in plan(), width in 320..=2400_u32) {
        let plot = f64::from(width);
        let chart = drawn(&plan.ledger(), plan.asked_on(), Range::default(), Language::English);
        for band in chart.rows.iter().flat_map(|row| &row.bands).filter(|band| band.label.fits(plot)) {
            prop_assert!(band.label.extent(plot).1 <= band.stretch.end * plot + 1e-6);
        }
    }

    #[test]
    fn a_chart_since_a_day_begins_on_it_and_says_the_same(plan in plan(), since in 0..120_u32) {
        let ledger = plan.ledger();
        let since = plan.asked_on() - chrono::Days::new(since.into());
        let range = Range { since: Some(since), until: None };
        let chart = drawn(&ledger, plan.asked_on(), range, Language::English);
        prop_assert_eq!(chart.axis.first(), since);
        for (row, (timeline, _)) in chart.rows.iter().zip(replayed(&ledger, plan.asked_on())) {
            for band in &row.bands {
                prop_assert_eq!(timeline.possible(band.from), band.possible);
                prop_assert_eq!(timeline.possible(band.to), band.possible);
            }
        }
    }
}
