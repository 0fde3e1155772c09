//! A withdrawal in the entry of the event that is no longer believed.

use crate::model::span::Span;
use crate::read::entry::read_entry;
use crate::read::tree::{self, Node};

use super::keys::{Keys, Value};
use super::lines::{column, content_end, line_end, line_start};
use super::splice::Splice;
use super::style::{Form, Style, form};
use super::yaml::{block_mapping, pair};

const KEY: &str = "withdrawn";

/// Finds the splice that adds a withdrawal behind the last key of an event's entry.
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
    match form {
        Form::Block => Some(in_block(text, entry, &node, value)),
        Form::Flow | Form::Json => {
            let key_start = last_key.span.start as usize;
            let line = line_start(text, key_start);
            let before_key = text.get(line..key_start)?;
            let comma = if before_key.trim().is_empty() {
                format!(",{}{before_key}", Style::of_text(text).newline)
            } else {
                ", ".to_owned()
            };
            let end = content_end(text, last_value.span);
            Some(Splice::insert(
                end,
                format!("{comma}{}", pair(KEY, &value, form)),
            ))
        }
    }
}

fn in_block(text: &str, entry: Span, node: &Node, value: Value) -> Splice {
    let style = Style::of_text(text).of_entry(text, entry);
    let keys = vec![(KEY.to_owned(), value)];
    let lines = block_mapping(&keys, column(text, node.span.start as usize), &style);
    let at = line_end(text, content_end(text, entry));
    if text
        .get(..at)
        .is_some_and(|before| before.ends_with(['\n', '\r']))
    {
        Splice::insert(at, lines)
    } else {
        let lines = lines.strip_suffix(style.newline).unwrap_or(&lines);
        Splice::insert(at, format!("{}{lines}", style.newline))
    }
}
