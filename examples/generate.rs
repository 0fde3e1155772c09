//! Writes a large ledger to standard output, the same for the same arguments.
//!
//! `cargo run --release --example generate -- EVENTS [CHANNELS [SEED [reported]]]`
//!
//! The events walk the status machine, so that the ledger checks without errors; every fifth
//! date is a month, every seventh an interval. With `reported` each becomes known on a day of its own,
//! some weeks after it, rather than all of them on one day.

#![expect(clippy::print_stderr, reason = "an example is an edge of its own")]

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use chrono::{Days, NaiveDate};
use detente::model::machine::{Kind, State, Step, step};
use detente::write::entry::{CitationEntry, EventEntry};

/// `SplitMix64` (Steele, Lea and Flood 2014): small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % (bound.max(1) as u64)).unwrap_or(0)
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(wanted) = Wanted::of(&arguments) else {
        eprintln!("usage: generate EVENTS [CHANNELS [SEED [reported]]]");
        return ExitCode::from(2);
    };
    match generate(&mut BufWriter::new(io::stdout().lock()), &wanted) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the ledger could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What ledger to write.
struct Wanted {
    events: usize,
    channels: usize,
    seed: u64,
    /// Whether each event becomes known on a day of its own.
    is_reported: bool,
}

impl Wanted {
    fn of(arguments: &[String]) -> Option<Self> {
        let (numbers, is_reported) = match arguments {
            [numbers @ .., last] if last == "reported" && numbers.len() == 3 => (numbers, true),
            numbers => (numbers, false),
        };
        let numbers: Result<Vec<usize>, _> = numbers.iter().map(|text| text.parse()).collect();
        let (events, channels, seed) = match numbers.ok()?[..] {
            [events] => (events, 1_000.min(events), 1),
            [events, channels] => (events, channels, 1),
            [events, channels, seed] => (events, channels, seed),
            _ => return None,
        };
        Some(Self {
            events,
            channels: channels.max(1),
            seed: seed as u64,
            is_reported,
        })
    }

    /// Whether a channel has so many events that they must follow each other closely, lest the last ones
    /// fall behind the year 9999.
    fn is_dense(&self) -> bool {
        self.events / self.channels > 20_000
    }
}

fn generate(out: &mut impl Write, wanted: &Wanted) -> io::Result<()> {
    const SOURCES: usize = 200;
    let Wanted {
        events,
        channels,
        seed,
        is_reported,
    } = *wanted;
    writeln!(
        out,
        "title: Generated ledger of {events} events\nstale_after: 180\nparties:"
    )?;
    writeln!(
        out,
        "  - {{id: USA, name: United States}}\n  - {{id: CHN, name: China}}\nchannels:"
    )?;
    for channel in 0..channels {
        writeln!(
            out,
            "  - id: line-{channel}\n    name: Line {channel}\n    parties: [USA, CHN]"
        )?;
    }
    writeln!(out, "sources:")?;
    for source in 0..SOURCES {
        writeln!(
            out,
            "  - id: wire-{source}\n    outlet: Wire {source}\n    title: Report {source}\n    \
             published: 2090-01-01\n    reliability: {}",
            ["A", "B", "C"][source % 3]
        )?;
    }
    writeln!(out, "events:")?;

    let mut random = Random(seed);
    let mut states = vec![State::Unrecorded; channels];
    let mut days = vec![NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or_default(); channels];
    for index in 0..events {
        let channel = random.below(channels);
        let next = random.next();
        let day = if wanted.is_dense() {
            days[channel] + Days::new(1 + next % 4)
        } else {
            days[channel] + Days::new(1 + next % 40)
        };
        // The next event lies beyond any date written for this one, so that the order is decided;
        // where there is no room for that, the file decides it as the dates were drawn.
        days[channel] = if wanted.is_dense() {
            day
        } else {
            day + Days::new(62)
        };
        let (kind, state) = legal_step(&mut random, states[channel]);
        states[channel] = state;
        let date = match index {
            i if i % 5 == 4 => day.format("%Y-%m").to_string(),
            i if i % 7 == 6 => format!("{day}/{}", day + Days::new(20)),
            _ => day.to_string(),
        };
        let (id, line) = (format!("event-{index}"), format!("line-{channel}"));
        let source = format!("wire-{}", random.below(SOURCES));
        let entry = EventEntry {
            id: id.into(),
            date: date.into(),
            kind: kind.word().into(),
            status: kind.states().map(|status| status.word().into()),
            channels: vec![line.into()],
            by: (index % 2 == 0).then(|| "CHN".into()),
            summary: "One side tells the other what it thinks of the matter.".into(),
            sources: vec![CitationEntry {
                source: source.into(),
                at: Some("p. 1".into()),
                credibility: Some(2),
            }],
            reported: is_reported.then(|| (day + Days::new(31)).to_string().into()),
            ..EventEntry::default()
        };
        out.write_all(entry.to_yaml().as_bytes())?;
    }
    out.flush()
}

/// A kind that the machine accepts in this state, and the state that follows.
fn legal_step(random: &mut Random, state: State) -> (Kind, State) {
    loop {
        let kind = Kind::ALL[random.below(Kind::ALL.len())];
        match step(state, kind) {
            Step::Sets(status) => return (kind, State::Recorded(status)),
            Step::Witnesses => return (kind, state),
            Step::Refused(_) => {}
        }
    }
}
