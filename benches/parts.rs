//! How long the parts take, each through the library's own interface.
//!
//! `cargo bench` measures all of them, `cargo bench -- NAME` those whose name has `NAME` in it.
//! The ledgers are generated, the same on every run.

#![expect(
    clippy::expect_used,
    reason = "a bench is no part of the program, and fails by panicking"
)]

#[expect(dead_code, reason = "journals of other programs need more")]
#[path = "../examples/generate/walk.rs"]
mod walk;
#[path = "../examples/generate/yaml.rs"]
mod yaml;

use std::hint::black_box;

use chrono::NaiveDate;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use detente::model::belief::Evidence;
use detente::model::date::Date;
use detente::model::ledger::Ledger;
use detente::read;
use detente::read::source_map::SourceMap;
use detente::replay::status::{AsOf, status};
use detente::replay::timeline::Timeline;

use walk::{Dates, Plan};
use yaml::Layout;

const EVENTS: usize = 10_000;

/// A ledger with 10,000 events on 100 channels.
fn ledger_text(dates: Dates, layout: Layout) -> String {
    let plan = Plan {
        events: EVENTS,
        channels: 100,
        seed: 1,
        dates,
        is_reported: false,
    };
    let mut text = Vec::new();
    yaml::ledger(&mut text, plan, layout).expect("memory takes it");
    String::from_utf8(text).expect("it is written as text")
}

fn ledger(text: &str) -> Ledger {
    read::check(text).ledger.expect("a ledger without errors")
}

fn as_of() -> AsOf {
    AsOf {
        on: NaiveDate::from_ymd_opt(2200, 1, 1).expect("a day"),
        evidence: Evidence::ALL,
    }
}

/// From text to a checked ledger, by layout and by the exactness of the dates.
fn check(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    for (name, dates, layout) in [
        ("block, exact dates", Dates::Exact, Layout::Block),
        ("block, mixed dates", Dates::Mixed, Layout::Block),
        ("irregular, exact dates", Dates::Exact, Layout::Irregular),
    ] {
        let text = ledger_text(dates, layout);
        assert!(read::check(&text).ledger.is_some(), "{name}");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| read::check(black_box(&text)));
        });
    }
    group.finish();
}

/// Where the lines of a text begin, and the position of an offset.
fn source_map(criterion: &mut Criterion) {
    let text = ledger_text(Dates::Exact, Layout::Block);
    let mut group = criterion.benchmark_group("source map");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("made", |bencher| {
        bencher.iter(|| SourceMap::new(black_box(&text)));
    });
    group.finish();

    let map = SourceMap::new(&text);
    let middle = u32::try_from(text.len() / 2).expect("a short text");
    criterion.bench_function("source map/asked", |bencher| {
        bencher.iter(|| map.position(black_box(middle)));
    });
}

/// One date in each form that ledgers have most.
fn date(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("date");
    for text in [
        "2023-11-15",
        "2023-11",
        "2023",
        "2023-02~",
        "2023-07/2023-11-14",
        "/2023-12",
        "[..2023-11-14]",
    ] {
        assert!(Date::parse(text).is_ok(), "{text}");
        group.bench_function(text, |bencher| {
            bencher.iter(|| Date::parse(black_box(text)));
        });
    }
    group.finish();
}

/// What a checked ledger is asked.
fn replay(criterion: &mut Criterion) {
    let ledger = ledger(&ledger_text(Dates::Mixed, Layout::Block));
    let (line, _) = ledger.channels().next().expect("a hundred channels");
    let as_of = as_of();
    let mut group = criterion.benchmark_group("replay");
    group.bench_function("a channel of a hundred events", |bencher| {
        bencher.iter(|| Timeline::replay(&ledger, black_box(line), &as_of.evidence));
    });
    group.throughput(Throughput::Elements(EVENTS as u64));
    group.bench_function("the status of all channels", |bencher| {
        bencher.iter(|| {
            for (channel, _) in ledger.channels() {
                black_box(status(&ledger, channel, &as_of));
            }
        });
    });
    group.finish();
}

criterion_group!(parts, check, source_map, date, replay);
criterion_main!(parts);
