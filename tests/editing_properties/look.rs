//! How a generated ledger is written: every form that people and programs give to YAML.

use proptest::prelude::*;
use serde_json::Value;

use super::model::Model;
use super::text::{Writer, channels, parties};

/// How a ledger is written.
#[derive(Clone, Debug)]
pub(crate) struct Look {
    pub(crate) document: Document,
    pub(crate) newline: &'static str,
    pub(crate) bom: bool,
    pub(crate) final_newline: bool,
    pub(crate) root: usize,
    pub(crate) markers: (bool, bool),
    /// Where `events` and `sources` stand: a rotation, and whether it is turned round.
    pub(crate) order: (usize, bool),
    pub(crate) events: ListLook,
    pub(crate) sources: ListLook,
    pub(crate) others: ListLook,
    /// How many of ten places have a comment, and how many are otherwise unusual.
    pub(crate) comments: u8,
    pub(crate) oddities: u8,
    pub(crate) seed: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Document {
    Yaml,
    JsonCompact,
    JsonPretty,
}

#[derive(Clone, Debug)]
pub(crate) struct ListLook {
    /// The columns before the dash, or none if the list stands between brackets.
    pub(crate) dash: Option<usize>,
    pub(crate) gap: usize,
    pub(crate) blank_lines: usize,
    /// How entries are written: 0 in lines, 1 between braces, 2 either.
    pub(crate) entries: u8,
    /// What stands there if it has no entries.
    pub(crate) empty: Empty,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Empty {
    Missing,
    Nothing,
    Tilde,
    Null,
    Brackets,
}

fn list_look() -> impl Strategy<Value = ListLook> {
    let empty = prop::sample::select(vec![
        Empty::Nothing,
        Empty::Missing,
        Empty::Tilde,
        Empty::Null,
        Empty::Brackets,
    ]);
    (
        prop_oneof![6 => (0..6_usize).prop_map(Some), 1 => Just(None)],
        2..6_usize,
        0..3_usize,
        prop_oneof![4 => Just(0_u8), 1 => Just(1), 1 => Just(2)],
        empty,
    )
        .prop_map(|(dash, gap, blank_lines, entries, empty)| ListLook {
            dash,
            gap,
            blank_lines,
            entries,
            empty,
        })
}

pub(crate) fn look() -> impl Strategy<Value = Look> {
    let document = prop_oneof![
        12 => Just(Document::Yaml),
        1 => Just(Document::JsonCompact),
        1 => Just(Document::JsonPretty),
    ];
    let newline = prop_oneof![4 => Just("\n"), 2 => Just("\r\n"), 1 => Just("\r")];
    (
        (
            document,
            newline,
            prop::bool::weighted(0.1),
            prop::bool::weighted(0.8),
        ),
        (
            prop_oneof![6 => Just(0_usize), 1 => Just(2)],
            (prop::bool::weighted(0.1), prop::bool::weighted(0.1)),
        ),
        (
            prop_oneof![3 => Just(0_usize), 2 => 0..5_usize],
            prop::bool::weighted(0.3),
        ),
        (list_look(), list_look(), list_look()),
        (0..6_u8, 0..6_u8, any::<u64>()),
    )
        .prop_map(
            |(
                (document, newline, bom, final_newline),
                (root, markers),
                order,
                (events, sources, others),
                noise,
            )| Look {
                document,
                newline,
                bom,
                final_newline,
                root,
                markers,
                order,
                events,
                sources,
                others,
                comments: noise.0,
                oddities: noise.1,
                seed: noise.2,
            },
        )
}

/// Block style throughout: nothing stands between brackets but lists of ids.
pub(crate) fn block_look() -> impl Strategy<Value = Look> {
    look().prop_map(|look| {
        let block = |list: &ListLook| ListLook {
            dash: list.dash.or(Some(2)),
            ..list.clone()
        };
        Look {
            document: Document::Yaml,
            events: block(&look.events),
            sources: block(&look.sources),
            others: block(&look.others),
            ..look
        }
    })
}

impl Look {
    pub(crate) fn is_json(&self) -> bool {
        self.document != Document::Yaml
    }

    pub(crate) fn text(&self, model: &Model) -> String {
        let text = match self.document {
            Document::Yaml => Writer::new(self).write(model),
            Document::JsonCompact => self.json(model).to_string(),
            Document::JsonPretty => format!("{:#}\n", self.json(model)),
        };
        let mut text = text.replace('\n', self.newline);
        if !self.final_newline {
            let end = text.trim_end_matches(['\n', '\r']).len();
            text.truncate(end);
        }
        if self.bom {
            text.insert(0, '\u{feff}');
        }
        text
    }

    fn json(&self, model: &Model) -> Value {
        let mut ledger = serde_json::json!({
            "title": "Generated",
            "parties": parties(),
            "channels": channels(),
        });
        let sources = serde_json::to_value(&model.sources).unwrap();
        let events = serde_json::to_value(&model.events).unwrap();
        for (key, list, look) in [
            ("sources", sources, &self.sources),
            ("events", events, &self.events),
        ] {
            let is_empty = list.as_array().is_some_and(Vec::is_empty);
            if !is_empty || look.empty != Empty::Missing {
                ledger[key] = list;
            }
        }
        ledger
    }
}

/// Every combination of what decides where and how something is put.
pub(crate) fn shapes() -> Vec<Look> {
    use Document::{JsonCompact, JsonPretty, Yaml};
    use Empty::{Brackets, Missing, Nothing, Null, Tilde};

    let mut shapes = Vec::new();
    for (place, document) in [Yaml, Yaml, Yaml, JsonCompact, JsonPretty]
        .into_iter()
        .enumerate()
    {
        let newline = ["\n", "\r\n", "\r", "\n", "\n"][place];
        for empty in [Nothing, Missing, Tilde, Null, Brackets] {
            for dash in [None, Some(0), Some(3)] {
                for entries in 0..2 {
                    for bits in 0..4 {
                        let is = |bit: u32| bits >> bit & 1 == 1;
                        let list = ListLook {
                            dash,
                            gap: if is(0) { 4 } else { 2 },
                            blank_lines: usize::from(is(0)),
                            entries,
                            empty,
                        };
                        shapes.push(Look {
                            document,
                            newline,
                            bom: is(0),
                            final_newline: !is(1),
                            root: if is(0) == is(1) { 0 } else { 2 },
                            markers: (false, false),
                            order: (0, is(1)),
                            events: list.clone(),
                            sources: list.clone(),
                            others: list,
                            comments: 0,
                            oddities: 0,
                            seed: 0,
                        });
                    }
                }
            }
        }
    }
    shapes
}
