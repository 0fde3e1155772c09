//! Generated events, sources and ledgers, as plain data.

use detente::write::entry::{CitationEntry, EventEntry, SourceEntry};
use proptest::prelude::*;
use proptest::sample::Index;

use super::model::{CHANNELS, DATES, KINDS, Model, PARTIES, withdrawal};

const SUMMARIES: &[&str] = &[
    "The line is cut.",
    "Somebody says: no more calls, for now",
    "null",
    "2023",
    "'Quoted' and \"quoted\" \\ too",
    "- a dash, {braces} and [brackets] # and no comment",
    "A sentence that is long enough to be folded by whoever thinks that no line should have more than eighty characters",
    "~",
    "é漢字 🕊 \u{a0}–",
    "true",
    "trailing colon:",
    "? what",
    "*star &and !bang",
    "%percent @at `tick`",
    "---",
    "a, b",
];

const NOTES: &[&str] = &[
    "A remark.",
    "Two lines:\nthe second.",
    "A gap\n\nbetween # no comment\n- nor: a list",
    "  begins with blanks\nand goes on",
    "one\n  two, indented\nthree",
    "\nbegins with an empty line",
    "x: [y, {z",
];

/// What an event is made of, before it is known what ledger it comes to.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    date: usize,
    kind: usize,
    channels: u8,
    citations: Vec<(Index, u8, u8)>,
    extras: u16,
    texts: (usize, usize),
    cause: Option<Index>,
    pub(crate) corrects: Option<Index>,
    withdrawn: bool,
    flaw: Option<u8>,
}

/// An event; `flaws` of twelve are wrong, or look it.
pub(crate) fn raw(flaws: u32) -> impl Strategy<Value = Raw> {
    (
        0..DATES.len(),
        prop_oneof![2 => Just(0), 5 => 0..KINDS.len()],
        prop_oneof![6 => Just(1_u8), 2 => Just(2), 1 => Just(3), 1 => Just(6), 1 => Just(4)],
        prop::collection::vec((any::<Index>(), 0..4_u8, 0..8_u8), 0..3),
        any::<u16>(),
        (0..SUMMARIES.len(), 0..NOTES.len()),
        prop::option::weighted(0.2, any::<Index>()),
        prop::option::weighted(0.15, any::<Index>()),
        prop::bool::weighted(0.05),
        (0..12_u32, 0..16_u8).prop_map(move |(n, flaw)| (n < flaws).then_some(flaw)),
    )
        .prop_map(
            |(date, kind, channels, citations, extras, texts, cause, corrects, withdrawn, flaw)| {
                Raw {
                    date,
                    kind,
                    channels,
                    citations,
                    extras,
                    texts,
                    cause,
                    corrects,
                    withdrawn,
                    flaw,
                }
            },
        )
}

fn pick(items: &[String], index: Index) -> Option<&String> {
    (!items.is_empty()).then(|| index.get(items))
}

impl Raw {
    /// The event that this makes in a ledger.
    pub(crate) fn event(&self, id: String, model: &Model) -> EventEntry<'static> {
        let events: Vec<String> = model
            .events
            .iter()
            .map(|event| event.id.to_string())
            .collect();
        let sources: Vec<String> = model
            .sources
            .iter()
            .map(|source| source.id.to_string())
            .collect();
        let extra = |bit: u16| self.extras & (1 << bit) != 0;
        let old = self.corrects.and_then(|index| pick(&events, index));
        let old = old.and_then(|id| model.event(id));
        // A correction mostly says of the same channels the same thing in another way.
        let like_old = old.filter(|_| !extra(0) || !extra(1));
        let kind = like_old.map_or(KINDS[self.kind], |old| KINDS[kind_of(&old.kind)]);
        let channels: Vec<String> = match like_old {
            Some(old) => old.channels.iter().map(ToString::to_string).collect(),
            None if kind == "context" => Vec::new(),
            None => (0..3)
                .filter(|bit| self.channels & (1 << bit) != 0)
                .map(|bit| CHANNELS[bit].to_owned())
                .collect(),
        };
        let mut citations: Vec<CitationEntry> = self
            .citations
            .iter()
            .filter_map(|(index, at, credibility)| {
                Some(CitationEntry {
                    source: pick(&sources, *index)?.clone().into(),
                    at: [None, Some("p. 3"), Some("¶5, line 2: end"), None][usize::from(*at)]
                        .map(Into::into),
                    credibility: Some(*credibility).filter(|digit| (1..=6).contains(digit)),
                })
            })
            .collect();
        let mut seen = Vec::new();
        citations.retain(|c| {
            let place = (c.source.clone(), c.at.clone());
            let is_new = !seen.contains(&place);
            seen.push(place);
            is_new
        });
        let status = ["open", "suspended", "negotiating"][usize::from(self.extras % 3)];
        let status = like_old
            .and_then(|old| old.status.as_deref())
            .unwrap_or(status)
            .to_owned();
        let mut event = EventEntry {
            id: id.into(),
            date: DATES[self.date].0.into(),
            kind: kind.into(),
            status: (kind == "confirmed").then(|| status.into()),
            channels: channels.into_iter().map(Into::into).collect(),
            by: extra(2).then(|| PARTIES[usize::from(extra(3))].into()),
            cause: self
                .cause
                .and_then(|index| pick(&events, index))
                .map(|id| id.clone().into()),
            scope: extra(4).then(|| "voice only, by day".into()),
            inferred: citations.is_empty(),
            summary: SUMMARIES[self.texts.0].into(),
            recorded: (citations.is_empty() || extra(5)).then(|| "2024".into()),
            sources: citations,
            reported: (extra(6) && extra(7)).then(|| "2023-06?".into()),
            withdrawn: self
                .withdrawn
                .then(|| withdrawal(self.texts.0, sources.first().cloned())),
            corrects: old.map(|old| old.id.clone()),
            note: (extra(8) && extra(9)).then(|| NOTES[self.texts.1].into()),
            tags: match self.extras >> 10 & 3 {
                0 => vec!["crisis".into(), "voice, data".into()],
                1 => vec!["no".into()],
                _ => Vec::new(),
            },
            coder: (extra(12) && extra(13)).then(|| "A. N.".into()),
        };
        if let Some(flaw) = self.flaw {
            spoil(&mut event, flaw, &events);
        }
        event
    }
}

fn kind_of(word: &str) -> usize {
    KINDS.iter().position(|kind| *kind == word).unwrap_or(0)
}

/// Makes a mistake, or what looks like one.
fn spoil(event: &mut EventEntry<'static>, flaw: u8, events: &[String]) {
    match flaw {
        0 => event.date = "2023-02-30".into(),
        1 => event.kind = "reopened".into(),
        2 => event.channels = vec!["no-such".into()],
        3 => event.channels.push(CHANNELS[0].into()),
        4 => {
            event.sources = vec![CitationEntry {
                source: "no-such".into(),
                ..Default::default()
            }];
        }
        5 => event.cause = Some("no-such".into()),
        6 => event.cause = Some(event.id.clone()),
        7 => event.corrects = Some(event.id.clone()),
        8 => event.status = Some("open".into()),
        9 => event.summary = "   ".into(),
        10 => event.inferred = false,
        11 => event.channels.clear(),
        12 => event.by = Some("DEU".into()),
        13 => event.summary = format!("  {} ", event.summary).into(),
        14 => event.note = Some("Ends in blanks.  \n".into()),
        _ => {
            if let Some(first) = events.first() {
                event.id = first.clone().into();
            }
        }
    }
}

pub(crate) fn source(number: usize, id: String) -> SourceEntry<'static> {
    let extra = |bit: usize| number & (1 << bit) != 0;
    SourceEntry {
        id: id.into(),
        outlet: ["Wire", "Daily: the paper", "null"][number % 3].into(),
        title: SUMMARIES[number % SUMMARIES.len()].into(),
        author: extra(0).then(|| "A. N. Other, B. C.".into()),
        published: DATES[number % DATES.len()].0.into(),
        language: extra(1).then(|| "en-GB".into()),
        url: extra(2).then(|| "https://example.org/a?b=c&d#e".into()),
        archive: None,
        sha256: extra(3).then(|| "0".repeat(64).into()),
        reliability: extra(4).then(|| "B".into()),
        note: extra(5).then(|| NOTES[number % NOTES.len()].into()),
    }
}

/// Ids that are allowed, some of which YAML would take for something else.
pub(crate) fn event_id(number: usize) -> String {
    let odd = [
        "2023",
        "null",
        "1e3",
        "No",
        "0x1F",
        "12.5",
        "true",
        "1_000",
        "a.",
        "2023-02-14",
    ];
    match odd.get(number) {
        Some(id) => (*id).to_owned(),
        None => format!("e{number}"),
    }
}

/// A legal ledger.
pub(crate) fn plan(most: usize) -> impl Strategy<Value = Model> {
    let events = prop::collection::vec((raw(0), any::<Index>()), 0..=most);
    let arrangement = prop_oneof![3 => Just(0_u8), 2 => Just(1), 2 => Just(2)];
    (
        prop::collection::vec(any::<u8>(), 0..4),
        events,
        arrangement,
    )
        .prop_map(|(sources, raws, arrangement)| {
            let mut model = Model::default();
            for (number, seed) in sources.into_iter().enumerate() {
                model
                    .sources
                    .push(source(seed.into(), format!("s{number}")));
            }
            for (number, (raw, index)) in raws.into_iter().enumerate() {
                let event = raw.event(event_id(number), &model);
                let key = |date: &str| DATES.iter().find(|d| d.0 == date).unwrap().1;
                let place = match arrangement {
                    0 => index.index(model.events.len() + 1),
                    1 => model
                        .events
                        .partition_point(|e| key(&e.date) <= key(&event.date)),
                    _ => model
                        .events
                        .partition_point(|e| key(&e.date) > key(&event.date)),
                };
                let mut more = model.clone();
                more.events.insert(place, event);
                if more.fault().is_none() {
                    model = more;
                }
            }
            model
        })
}
