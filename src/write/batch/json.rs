//! JSON exactly as it is written.
//!
//! The library's own tree keeps the last of two equal keys and takes `1.10` for `1.1`. Here a key
//! that stands twice is refused, a number is the text that stands there, and every value knows its line.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::read::source_map::{Position, SourceMap};

use super::{BatchError, twice};

/// A JSON text whose syntax is right.
pub(super) struct Json<'t> {
    text: &'t str,
    root: &'t RawValue,
    lines: SourceMap<'t>,
    lines_before: usize,
}

/// What a value is made of.
pub(super) enum Part<'t> {
    List(Vec<&'t RawValue>),
    Mapping(Vec<(String, &'t RawValue)>),
    Scalar(Value),
}

impl<'t> Json<'t> {
    /// Reads a text that stands behind so many lines of others.
    pub(super) fn read(text: &'t str, lines_before: usize) -> Result<Self, BatchError> {
        // The library skips over a raw value without looking into its texts and without a limit to its
        // depth; a whole tree has both looked at.
        let root = serde_json::from_str::<Value>(text)
            .and_then(|_| serde_json::from_str(text))
            .map_err(|error| wrong_at(&error, lines_before, Position { line: 1, column: 1 }))?;
        Ok(Self {
            text,
            root,
            lines: SourceMap::new(text),
            lines_before,
        })
    }

    pub(super) fn root(&self) -> &'t RawValue {
        self.root
    }

    /// The line that a value begins on, counted from 1.
    pub(super) fn line(&self, value: &RawValue) -> usize {
        self.lines_before + self.position(value).line
    }

    fn position(&self, value: &RawValue) -> Position {
        let offset = value.get().as_ptr().addr() - self.text.as_ptr().addr();
        self.lines
            .position(u32::try_from(offset).unwrap_or(u32::MAX))
    }

    /// What a value is made of; no key of a mapping stands twice.
    pub(super) fn part(&self, value: &'t RawValue) -> Result<Part<'t>, BatchError> {
        let text = value.get();
        let wrong = |error| wrong_at(&error, self.lines_before, self.position(value));
        match text.as_bytes() {
            [b'[', ..] => serde_json::from_str(text).map(Part::List).map_err(wrong),
            [b'{', ..] => {
                let Pairs(pairs) = serde_json::from_str(text).map_err(wrong)?;
                let mut seen = HashSet::with_capacity(pairs.len());
                if let Some((key, again)) = pairs.iter().find(|(key, _)| !seen.insert(key)) {
                    return Err(twice(key, Some(self.line(again))));
                }
                Ok(Part::Mapping(pairs))
            }
            [b'-' | b'0'..=b'9', ..] => Ok(Part::Scalar(Value::from(text))),
            _ => serde_json::from_str(text).map(Part::Scalar).map_err(wrong),
        }
    }

    /// A value as a tree, in which every number is the text that stands there.
    pub(super) fn tree(&self, value: &'t RawValue) -> Result<Value, BatchError> {
        match self.part(value)? {
            Part::Scalar(scalar) => Ok(scalar),
            Part::List(items) => {
                let items = items.into_iter().map(|item| self.tree(item));
                items.collect::<Result<_, _>>().map(Value::Array)
            }
            Part::Mapping(pairs) => {
                let pairs = pairs
                    .into_iter()
                    .map(|(key, of_key)| Ok((key, self.tree(of_key)?)));
                pairs.collect::<Result<_, _>>().map(Value::Object)
            }
        }
    }
}

/// What is wrong with a text that begins at a position; the library counts from there.
fn wrong_at(error: &serde_json::Error, lines_before: usize, begin: Position) -> BatchError {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    let later_lines = error.line().saturating_sub(1);
    let column = match later_lines {
        0 => error.column() + begin.column - 1,
        _ => error.column(),
    };
    BatchError {
        line: Some(lines_before + begin.line + later_lines),
        message: format!("{message} (column {column})"),
    }
}

/// The keys of a mapping and what they hold, in the order of the text, duplicates kept.
struct Pairs<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Pairs<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Pairs<'de>, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = from.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}
