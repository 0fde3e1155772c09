//! What a generated ledger says, and its text.

use std::fmt::Write;

use detente::model::id::{ChannelKey, EventKey, SourceKey};
use detente::model::ledger::Ledger;
use detente::model::machine::{Kind, State, Step, after, step};
use detente::read;
use proptest::prelude::*;
use proptest::sample::Index;

use super::oracle::{self, Lens};
use super::when::{When, day, exact_day, when};

pub(crate) const SOURCES: usize = 3;

#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) published: When,
    pub(crate) reliability: Option<char>,
}

#[derive(Clone, Debug)]
pub(crate) struct Citation {
    pub(crate) source: usize,
    pub(crate) credibility: Option<char>,
}

#[derive(Clone, Debug)]
pub(crate) struct Withdrawal {
    pub(crate) date: When,
    pub(crate) source: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Stays the same wherever the event stands in the file.
    pub(crate) id: usize,
    pub(crate) when: When,
    pub(crate) kind: Kind,
    /// Places of channels; none for `context`.
    pub(crate) channels: Vec<usize>,
    /// At most one of each source; an event without any is inferred and recorded.
    pub(crate) citations: Vec<Citation>,
    pub(crate) reported: Option<When>,
    pub(crate) recorded: Option<When>,
    pub(crate) withdrawn: Option<Withdrawal>,
    /// The id of the older event.
    pub(crate) corrects: Option<usize>,
    seed: Index,
}

#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) channels: usize,
    pub(crate) stale_after: Option<u32>,
    pub(crate) sources: Vec<Source>,
    /// In file order.
    pub(crate) events: Vec<Event>,
}

fn source() -> impl Strategy<Value = Source> {
    let letters = prop::sample::select(vec!['A', 'B', 'C', 'D', 'E', 'F']);
    (when(), prop::option::of(letters)).prop_map(|(published, reliability)| Source {
        published,
        reliability,
    })
}

fn citations() -> impl Strategy<Value = Vec<Citation>> {
    let digits = prop::sample::select(vec!['1', '2', '3', '4', '5', '6']);
    let citation =
        (0..SOURCES, prop::option::of(digits)).prop_map(|(source, credibility)| Citation {
            source,
            credibility,
        });
    prop::collection::vec(citation, 0..=SOURCES).prop_map(|mut citations| {
        citations.sort_by_key(|citation| citation.source);
        citations.dedup_by_key(|citation| citation.source);
        citations
    })
}

fn withdrawal() -> impl Strategy<Value = Withdrawal> {
    (when(), prop::option::of(0..SOURCES)).prop_map(|(date, source)| Withdrawal { date, source })
}

fn event(dates: impl Strategy<Value = When>) -> impl Strategy<Value = Event> {
    let channels = prop_oneof![
        12 => Just(vec![0]),
        2 => Just(vec![1]),
        1 => Just(vec![0, 1]),
        1 => Just(vec![]),
    ];
    (
        dates,
        channels,
        citations(),
        prop::option::weighted(0.3, when()),
        prop::option::weighted(0.3, exact_day()),
        prop::option::weighted(0.12, withdrawal()),
        any::<Index>(),
    )
        .prop_map(
            |(when, channels, citations, reported, recorded, withdrawn, seed)| Event {
                id: 0,
                kind: Kind::Context,
                recorded: recorded.or_else(|| citations.is_empty().then(|| when.clone())),
                when,
                channels,
                citations,
                reported,
                withdrawn,
                corrects: None,
                seed,
            },
        )
}

/// A ledger whose events have dates of some sort; it replays without a gap.
pub(crate) fn plan_with<S: Strategy<Value = When>>(
    dates: fn() -> S,
    most: usize,
) -> impl Strategy<Value = Plan> {
    (
        prop_oneof![3 => Just(1_usize), 1 => Just(2)],
        prop::option::of(1..60_u32),
        prop::collection::vec(source(), SOURCES),
        prop_oneof![
            1 => prop::collection::vec(event(dates()), 0..2),
            9 => prop::collection::vec(event(dates()), 2..=most),
        ],
        prop::collection::vec(prop::option::weighted(0.12, any::<Index>()), most),
        any::<bool>(),
    )
        .prop_map(
            |(channels, stale_after, sources, mut events, olds, newest_first)| {
                for (id, (event, old)) in events.iter_mut().zip(olds).enumerate() {
                    event.id = id;
                    event.channels.retain(|channel| *channel < channels);
                    event.corrects = old.filter(|_| id > 0).map(|old| old.index(id));
                }
                if newest_first {
                    events.reverse();
                }
                let plan = Plan {
                    channels,
                    stale_after,
                    sources,
                    events,
                };
                plan.settled()
            },
        )
}

/// A ledger with dates of every sort.
pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    plan_with(when, 6)
}

/// A ledger of many events that were written down as they happened, nearly all on a day that is known.
pub(crate) fn chronicle() -> impl Strategy<Value = Plan> {
    fn dates() -> impl Strategy<Value = When> {
        prop_oneof![60 => exact_day(), 1 => when()]
    }
    plan_with(dates, 60).prop_map(|mut plan| {
        plan.events.sort_by_key(|event| event.when.earliest);
        plan.settled()
    })
}

impl Plan {
    /// Gives one of its events another kind, so that the machine may refuse it or one that follows.
    pub(crate) fn miscoded(mut self, at: Index, kind: Kind) -> Self {
        let event = at.index(self.events.len().max(1));
        if let Some(event) = self.events.get_mut(event)
            && !event.channels.is_empty()
        {
            event.kind = kind;
        }
        self
    }

    /// Gives every event a kind, so that the machine refuses none of those that are believed.
    pub(crate) fn settled(mut self) -> Self {
        for event in &mut self.events {
            if event.channels.len() == 2 {
                let harmless = [Kind::Sought, Kind::Declined, Kind::Unanswered];
                event.kind = *event.seed.get(&harmless);
            }
        }
        for channel in 0..self.channels {
            let mut state = State::Unrecorded;
            for index in oracle::order(&self, channel) {
                let believed = oracle::believes(&self, &self.events[index], &Lens::default());
                let event = &mut self.events[index];
                if event.channels.len() == 1 {
                    let legal = |kind: &Kind| {
                        *kind != Kind::Context
                            && (!believed || !matches!(step(state, *kind), Step::Refused(_)))
                    };
                    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(legal).collect();
                    let setting = kinds.iter().filter(|kind| kind.target().is_some());
                    let kinds: Vec<Kind> = setting.chain(&kinds).copied().collect();
                    event.kind = *event.seed.get(&kinds);
                }
                if believed {
                    state = after(state, event.kind);
                }
            }
        }
        self
    }

    pub(crate) fn event(&self, id: usize) -> &Event {
        self.events.iter().find(|event| event.id == id).unwrap()
    }

    pub(crate) fn ledger(&self) -> Ledger {
        let text = self.text();
        let checked = read::check(&text);
        checked
            .ledger
            .unwrap_or_else(|| unreachable!("{:?}\n{text}", checked.diagnostics))
    }

    pub(crate) fn text(&self) -> String {
        let mut text = String::from(
            "title: Generated\n\
             parties: [{id: USA, name: United States}, {id: CHN, name: China}]\n",
        );
        if let Some(days) = self.stale_after {
            writeln!(text, "stale_after: {days}").unwrap();
        }
        text.push_str("channels:\n");
        for channel in 0..self.channels {
            writeln!(text, "  - {{id: c{channel}, name: C, parties: [USA, CHN]}}").unwrap();
        }
        text.push_str("sources:\n");
        for (number, source) in self.sources.iter().enumerate() {
            let published = &source.published.text;
            writeln!(
                text,
                "  - id: s{number}\n    outlet: O\n    title: T\n    published: \"{published}\""
            )
            .unwrap();
            if let Some(letter) = source.reliability {
                writeln!(text, "    reliability: {letter}").unwrap();
            }
        }
        text.push_str("events:\n");
        for event in &self.events {
            event.write(&mut text);
        }
        text
    }
}

impl Event {
    fn write(&self, text: &mut String) {
        let Self { id, kind, .. } = self;
        let word = kind.word();
        writeln!(text, "  - id: e{id}\n    summary: S\n    kind: {word}").unwrap();
        writeln!(text, "    date: \"{}\"", self.when.text).unwrap();
        if let Some(status) = kind.states() {
            writeln!(text, "    status: {status}").unwrap();
        }
        if !self.channels.is_empty() {
            let channels: Vec<String> = self.channels.iter().map(|c| format!("c{c}")).collect();
            writeln!(text, "    channels: [{}]", channels.join(", ")).unwrap();
        }
        if self.citations.is_empty() {
            writeln!(text, "    inferred: true").unwrap();
        } else {
            writeln!(text, "    sources:").unwrap();
        }
        for Citation {
            source,
            credibility,
        } in &self.citations
        {
            match credibility {
                Some(digit) => {
                    writeln!(text, "      - {{source: s{source}, credibility: {digit}}}").unwrap();
                }
                None => writeln!(text, "      - s{source}").unwrap(),
            }
        }
        for (key, date) in [("reported", &self.reported), ("recorded", &self.recorded)] {
            if let Some(date) = date {
                writeln!(text, "    {key}: \"{}\"", date.text).unwrap();
            }
        }
        if let Some(Withdrawal { date, source }) = &self.withdrawn {
            let source = source.map_or(String::new(), |source| format!(", source: s{source}"));
            writeln!(
                text,
                "    withdrawn: {{date: \"{}\", reason: R{source}}}",
                date.text
            )
            .unwrap();
        }
        if let Some(old) = self.corrects {
            writeln!(text, "    corrects: e{old}").unwrap();
        }
    }
}

/// The number in an id such as `e3`.
pub(crate) fn number_in(id: &str) -> usize {
    id[1..].parse().unwrap()
}

pub(crate) fn id_of(ledger: &Ledger, event: EventKey) -> usize {
    number_in(ledger.event(event).id.as_str())
}

pub(crate) fn channel(ledger: &Ledger, number: usize) -> ChannelKey {
    ledger.channels().nth(number).unwrap().0
}

pub(crate) fn source_key(ledger: &Ledger, number: usize) -> SourceKey {
    ledger.sources().nth(number).unwrap().0
}

/// An event of one channel that turns out, thirty days after it was told, to be one of another.
pub(crate) fn elsewhere_corrected() -> Ledger {
    let (told, mended) = (day(10), day(40));
    let text = format!(
        "title: T\nparties: [{{id: USA, name: A}}, {{id: CHN, name: B}}]\n\
         channels: [{{id: a, name: A, parties: [USA, CHN]}}, {{id: b, name: B, parties: [USA, CHN]}}]\n\
         sources: [{{id: s, outlet: O, title: T, published: {told}}}, {{id: t, outlet: O, title: T, published: {mended}}}]\n\
         events:\n  - {{id: cut, date: {told}, kind: suspended, channels: [a], summary: S, sources: [s]}}\n  \
         - {{id: right, date: {told}, kind: suspended, channels: [b], corrects: cut, summary: S, sources: [t]}}\n"
    );
    let checked = read::check(&text);
    checked
        .ledger
        .unwrap_or_else(|| unreachable!("{:?}\n{text}", checked.diagnostics))
}
