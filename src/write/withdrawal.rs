//! A withdrawal in the entry of the event that is no longer believed.

use crate::model::span::Span;
use crate::read::LEDGER;
use crate::read::entry::read_entry;
use crate::read::format::Shape;
use crate::read::tree::{self, Node};

use super::keys::{Keys, Value};
use super::lines::{column, comments_above, content_end, line_end, line_start};
use super::splice::Splice;
use super::style::{Form, Style, form};
use super::yaml::{block_mapping, pair};

const KEY: &str = "withdrawn";

/// Finds the splice that adds a withdrawal to an event's entry.
///
/// It comes behind the last key that precedes it in the order of the format, so that an entry
/// whose keys stand in that order keeps it.
///
/// `None` if no mapping stands there.
pub(super) fn withdraw(text: &str, entry: Span, withdrawal: Keys) -> Option<Splice> {
    let node = read_entry(text, entry)?;
    let tree::Value::Map(pairs) = &node.value else {
        return None;
    };
    let (last_key, last_value) = pairs.last()?;
    let value = Value::Keys(withdrawal);
    let form = form(text, &node);
    let next = next_key(pairs).map(|key| key.span.start as usize);
    match (form, next) {
        (Form::Block, None) => Some(behind_block(text, entry, &lines(text, entry, &node, value))),
        (Form::Block, Some(next)) => {
            let indent = column(text, node.span.start as usize);
            // A comment that is indented deeper belongs to what stands above it.
            let at = comments_above(text, line_start(text, next), indent);
            Some(Splice::insert(at, lines(text, entry, &node, value)))
        }
        (Form::Flow | Form::Json, None) => {
            let comma = match own_line(text, last_key.span.start as usize) {
                Some(indent) => format!(",{}{indent}", Style::of_text(text).newline),
                None => ", ".to_owned(),
            };
            let end = content_end(text, last_value.span);
            Some(Splice::insert(
                end,
                format!("{comma}{}", pair(KEY, &value, form)),
            ))
        }
        (Form::Flow | Form::Json, Some(next)) => {
            let withdrawn = pair(KEY, &value, form);
            Some(match own_line(text, next) {
                Some(indent) => Splice::insert(
                    comments_above(text, line_start(text, next), usize::MAX),
                    format!("{indent}{withdrawn},{}", Style::of_text(text).newline),
                ),
                None => Splice::insert(next, format!("{withdrawn}, ")),
            })
        }
    }
}

/// The key that a withdrawal comes before, unless it comes last.
fn next_key(pairs: &[(Node, Node)]) -> Option<&Node> {
    let before: Vec<&str> = event_keys().take_while(|key| *key != KEY).collect();
    let precedes = |(key, _): &(Node, Node)| match &key.value {
        tree::Value::Scalar { text, .. } => before.contains(&&**text),
        tree::Value::List { .. } | tree::Value::Map(_) => false,
    };
    let last = pairs.iter().rposition(precedes)?;
    pairs.get(last + 1).map(|(key, _)| key)
}

/// The keys of an event, in the order of the format.
fn event_keys() -> impl Iterator<Item = &'static str> {
    let events = LEDGER.fields.iter().find(|field| field.key == "events");
    let keys = events.map_or(&[][..], |events| {
        if let Shape::List {
            of: Shape::Mapping(record),
            ..
        } = events.shape
        {
            record.fields
        } else {
            &[]
        }
    });
    keys.iter().map(|field| field.key)
}

/// The blanks before a key, if nothing else stands before it on its line.
fn own_line(text: &str, key_start: usize) -> Option<&str> {
    text.get(line_start(text, key_start)..key_start)
        .filter(|before| before.trim().is_empty())
}

/// The lines of the withdrawal in an entry without braces.
fn lines(text: &str, entry: Span, node: &Node, value: Value) -> String {
    let style = Style::of_text(text).of_entry(text, entry);
    let keys = vec![(KEY.to_owned(), value)];
    block_mapping(&keys, column(text, node.span.start as usize), &style)
}

/// Puts lines behind an entry without braces, whose last line may be without an end.
fn behind_block(text: &str, entry: Span, lines: &str) -> Splice {
    let newline = Style::of_text(text).newline;
    let at = line_end(text, content_end(text, entry));
    if text
        .get(..at)
        .is_some_and(|before| before.ends_with(['\n', '\r']))
    {
        Splice::insert(at, lines.to_owned())
    } else {
        let lines = lines.strip_suffix(newline).unwrap_or(lines);
        Splice::insert(at, format!("{newline}{lines}"))
    }
}
