//! Values of a batch as people write them: dates without quotes, lists in one cell.

use std::borrow::Cow;
use std::fmt::Display;

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value;

use super::CitationEntry;

/// What stands between several values in one cell.
const SEPARATOR: char = ';';

/// Reads text; a number such as the year 2023 counts as what is written.
pub(super) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Cow<'static, str>, D::Error> {
    scalar(Value::deserialize(from)?).map(Cow::Owned)
}

/// Reads text that may be left out; an empty cell counts as left out.
pub(super) fn optional<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Cow<'static, str>>, D::Error> {
    match Value::deserialize(from)? {
        Value::Null => Ok(None),
        value @ (Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_)) => {
            let text = scalar(value)?;
            Ok((!text.trim().is_empty()).then_some(Cow::Owned(text)))
        }
    }
}

/// Reads whether an event is inferred: `true` or `false`; an empty cell counts as `false`.
pub(super) fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    match Value::deserialize(from)? {
        Value::Null => Ok(false),
        Value::Bool(flag) => Ok(flag),
        value @ (Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_)) => {
            match scalar(value)?.trim() {
                "" | "false" | "False" | "FALSE" => Ok(false),
                "true" | "True" | "TRUE" => Ok(true),
                other => Err(D::Error::custom(format_args!(
                    "`inferred` is `true`, or is left empty; `{other}` is neither"
                ))),
            }
        }
    }
}

/// Reads a credibility: a digit, as a number or as text.
pub(super) fn digit<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    let Some(text) = optional(from)? else {
        return Ok(None);
    };
    let digit = text.trim().parse().ok().filter(|digit| *digit < 10);
    digit.map(Some).ok_or_else(|| {
        D::Error::custom(format_args!(
            "`{text}` is no credibility; write a digit from 1 to 6"
        ))
    })
}

/// Reads a list of texts, or one text of several between semicolons.
pub(super) fn texts<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<Cow<'static, str>>, D::Error> {
    match Value::deserialize(from)? {
        Value::Null => Ok(Vec::new()),
        Value::Array(items) => items
            .into_iter()
            .map(|item| scalar(item).map(Cow::Owned))
            .collect(),
        value @ (Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) => {
            Ok(cells(&scalar(value)?)
                .map(|cell| Cow::Owned(cell.to_owned()))
                .collect())
        }
    }
}

/// Reads a list of citations, each a mapping or its short form, or one text of several short
/// forms between semicolons.
pub(super) fn citations<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<CitationEntry<'static>>, D::Error> {
    match Value::deserialize(from)? {
        Value::Null => Ok(Vec::new()),
        Value::Array(items) => items
            .into_iter()
            .map(|item| match item {
                mapping @ Value::Object(_) => {
                    CitationEntry::deserialize(mapping).map_err(D::Error::custom)
                }
                short @ (Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::String(_)
                | Value::Array(_)) => scalar(short).map(|short| CitationEntry::parse(&short)),
            })
            .collect(),
        value @ (Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) => {
            Ok(cells(&scalar(value)?).map(CitationEntry::parse).collect())
        }
    }
}

fn cells(text: &str) -> impl Iterator<Item = &str> {
    text.split(SEPARATOR)
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
}

fn scalar<E: Error>(value: Value) -> Result<String, E> {
    let refuse = |what: &dyn Display| Err(E::custom(format_args!("expected text, found {what}")));
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Null => refuse(&"nothing"),
        Value::Array(_) => refuse(&"a list"),
        Value::Object(_) => refuse(&"a mapping"),
    }
}
