//! Rows as they were taken in, however they are kept.

use proptest::prelude::*;

use super::*;
use crate::model::events::row::{Key, Slice};
use crate::model::grade::Credibility;
use crate::model::id::{ChannelKey, PartyKey, SourceKey};
use crate::model::machine::{Kind, Status};
use crate::model::span::Span;

/// Numbers small and large, and those where one turns into the other; most are small, for it takes many to make a row
/// small.
fn number() -> impl Strategy<Value = u32> {
    prop_oneof![
        12 => 0_u32..250,
        1 => 250_u32..260,
        1 => 65_530_u32..65_540,
        1 => 0..u32::MAX / 4,
    ]
}

fn slice(start: u32) -> impl Strategy<Value = Slice> {
    let slice = (number(), 1..u32::MAX / 4)
        .prop_map(move |(from, length)| Slice::new(start.wrapping_add(from), length));
    let short = (number(), 1..300_u32)
        .prop_map(move |(from, length)| Slice::new(start.saturating_sub(40) + from, length));
    prop_oneof![1 => slice, 6 => short].prop_filter_map("it is not empty", |slice| slice)
}

fn row(start: u32) -> impl Strategy<Value = Row> {
    let years = prop_oneof![1990..2030, 1860..2150, -9..9_i32];
    let date = (years, 1_u32..=366)
        .prop_filter_map("a day", |(year, day)| NaiveDate::from_yo_opt(year, day));
    let place = prop_oneof![0..9_usize, 300..2_000_usize];
    let key = prop_oneof![
        date.prop_filter_map("a day", DateKey::of_day),
        place.prop_filter_map("a place", DateKey::of_place)
    ];
    let channels = prop_oneof![
        number().prop_map(|channel| Few::One(ChannelKey::new(channel))),
        (number(), prop_oneof![0..3_u16, 0..300_u16, any::<u16>()])
            .prop_map(|(first, count)| Few::Listed { first, count }),
    ];
    let kind = prop_oneof![Just(Kind::Opened), Just(Kind::Confirmed(Status::Suspended))];
    (
        (
            slice(start),
            number(),
            number(),
            key.clone(),
            prop::option::of(key),
        ),
        (
            prop::option::of(number()),
            prop::option::of(number()),
            channels,
        ),
        (any::<u8>(), kind, any::<bool>(), any::<bool>()),
    )
        .prop_map(move |(own, keys, rest)| {
            let (summary, length, id_start, date, recorded) = own;
            let (by, coder, channels) = keys;
            let (id_length, kind, inferred, has_rare) = rest;
            Row {
                summary,
                span: Span::new(start, start + length),
                id_start,
                date,
                // That of a date that is no day is known by its place.
                earliest: date.day().or_else(|| {
                    let days = i32::try_from(date.place() / 2).ok()?;
                    NaiveDate::from_num_days_from_ce_opt(days)
                }),
                recorded,
                by: by.map(PartyKey::new),
                coder: coder.map(|coder| Key::new(coder as usize)),
                channels,
                citations: Few::Listed { first: 0, count: 0 },
                id_length,
                kind,
                inferred,
                has_rare,
            }
        })
}

fn citation(start: u32) -> impl Strategy<Value = CitationRow> {
    let at = prop::option::of(slice(start));
    (number(), at, prop::option::of(Just(Credibility::ALL[0]))).prop_map(
        |(source, at, credibility)| CitationRow {
            source: SourceKey::new(source),
            at,
            credibility,
        },
    )
}

fn cited_row() -> impl Strategy<Value = (Row, Vec<CitationRow>)> {
    number().prop_flat_map(|start| (row(start), prop::collection::vec(citation(start), 0..4)))
}

fn push(rows: &mut Rows, row: &Row, citations: &[CitationRow]) {
    let cited = rows.cite(row.span.start, citations);
    rows.push(Row {
        citations: cited,
        ..*row
    });
}

proptest! {
    #[test]
    fn a_row_says_what_was_taken_in_however_it_is_kept(
        taken in prop::collection::vec(cited_row(), 0..20),
        left in 0..20_usize,
    ) {
        let mut rows = Rows::default();
        for (row, citations) in &taken {
            push(&mut rows, row, citations);
        }
        for (row, _) in taken.iter().skip(left).rev() {
            let last = rows.pop();
            prop_assert_eq!(last.map(|last| last.span), Some(row.span));
        }
        let left = left.min(taken.len());
        // What is taken in behind those that were taken back does not mix with them.
        for (row, citations) in &taken[left..] {
            push(&mut rows, row, citations);
        }
        prop_assert_eq!(rows.len(), taken.len());
        for (place, (row, (taken, citations))) in rows.iter(0..taken.len()).zip(&taken).enumerate() {
            let expected = Row {
                citations: row.citations,
                ..*taken
            };
            prop_assert_eq!(row, expected);
            prop_assert_eq!(rows.at(place), expected);
            let cited = rows.citations_of(&row);
            prop_assert_eq!(cited.is_empty(), citations.is_empty());
            prop_assert!(cited.iter().eq(citations.iter().copied()));
        }
        prop_assert_eq!(rows.last(), taken.len().checked_sub(1).map(|last| rows.at(last)));
    }
}

#[test]
fn a_source_far_behind_makes_no_row_wide() {
    let mut rows = Rows::default();
    let small = Row {
        summary: Slice::new(9, 9).expect("it is not empty"),
        span: Span::new(0, 20),
        id_start: 4,
        date: DateKey::of_place(0).expect("a place"),
        earliest: None,
        recorded: None,
        by: None,
        coder: None,
        channels: Few::One(ChannelKey::new(0)),
        citations: Few::Listed { first: 0, count: 0 },
        id_length: 4,
        kind: Kind::Opened,
        inferred: false,
        has_rare: false,
    };
    for source in [0, 65_534, 65_535, 1_000_000] {
        let citation = CitationRow {
            source: SourceKey::new(source),
            at: None,
            credibility: None,
        };
        push(&mut rows, &small, &[citation]);
    }
    assert!(rows.wide.is_empty());
    assert_eq!(rows.wide_citations.len(), 2);
}
