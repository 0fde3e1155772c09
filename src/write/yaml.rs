//! Entries as YAML, in the style of their neighbours.

use super::keys::{Keys, Value};
use super::scalar::{self, double_quoted};
use super::style::{Form, Style, Texts};

/// The longest line that a list or mapping is put on, in characters.
const LONGEST_LINE: usize = 100;

/// An entry of a block list: whole lines, the first with its dash.
pub(super) fn block_entry(entry: &Keys, style: &Style) -> String {
    let mut text = " ".repeat(style.dash);
    text.push('-');
    text.push_str(&" ".repeat(style.gap - 1));
    match style.form {
        Form::Block => push_behind_dash(&mut text, entry, style.dash + style.gap, style),
        Form::Flow | Form::Json => {
            text.push_str(&flow_mapping(entry, style.form));
            text.push_str(style.newline);
        }
    }
    text
}

/// A mapping in block style: whole lines.
pub(super) fn block_mapping(entry: &Keys, indent: usize, style: &Style) -> String {
    let mut text = String::new();
    for (key, value) in entry {
        text.push_str(&" ".repeat(indent));
        text.push_str(key);
        text.push(':');
        push_value(&mut text, value, indent, style);
    }
    text
}

/// A mapping in block style whose first key stands behind a dash.
fn push_behind_dash(text: &mut String, entry: &Keys, indent: usize, style: &Style) {
    let lines = block_mapping(entry, indent, style);
    text.push_str(lines.get(indent..).unwrap_or(""));
}

/// What stands behind a key and its colon, with the end of its line.
fn push_value(text: &mut String, value: &Value, indent: usize, style: &Style) {
    if let Some(on_line) = on_one_line(value, indent, style) {
        text.push(' ');
        text.push_str(&on_line);
        text.push_str(style.newline);
        return;
    }
    text.push_str(style.newline);
    match value {
        Value::List(items) => {
            for item in items {
                push_item(text, item, indent + style.nested, style);
            }
        }
        Value::Keys(keys) => text.push_str(&block_mapping(keys, indent + 2, style)),
        Value::Text(_) | Value::Plain(_) => {}
    }
}

/// A value as it stands on the line of its key, if its place is there.
fn on_one_line(value: &Value, indent: usize, style: &Style) -> Option<String> {
    let may_stand_there = match value {
        Value::Text(_) | Value::Plain(_) => return Some(block_scalar(value, indent, style)),
        Value::List(_) => style.brackets && !value.holds_mappings(),
        Value::Keys(_) => style.braces,
    };
    Some(flow(value, Form::Flow)).filter(|written| may_stand_there && fits(indent, written))
}

/// An item of a list, behind its dash.
fn push_item(text: &mut String, item: &Value, dash: usize, style: &Style) {
    text.push_str(&" ".repeat(dash));
    text.push_str("- ");
    let in_flow = flow(item, Form::Flow);
    match item {
        Value::Keys(keys) if !(style.braces && fits(dash + 2, &in_flow)) => {
            push_behind_dash(text, keys, dash + 2, style);
            return;
        }
        Value::Keys(_) | Value::List(_) => text.push_str(&in_flow),
        Value::Text(_) | Value::Plain(_) => text.push_str(&block_scalar(item, dash, style)),
    }
    text.push_str(style.newline);
}

fn fits(indent: usize, written: &str) -> bool {
    indent + written.chars().count() <= LONGEST_LINE
}

/// A scalar in block style; the lines of a longer text stand below, indented by two.
fn block_scalar(value: &Value, indent: usize, style: &Style) -> String {
    let text = match value {
        Value::Text(text) => text,
        Value::Plain(_) | Value::List(_) | Value::Keys(_) => return flow(value, Form::Flow),
    };
    if style.texts == Texts::Quoted && text.contains('\n') {
        return double_quoted(text);
    }
    let written = scalar::block(text);
    let mut lines = written.split('\n');
    let mut text = lines.next().unwrap_or("").to_owned();
    for line in lines {
        text.push_str(style.newline);
        if !line.is_empty() {
            text.push_str(&" ".repeat(indent));
            text.push_str(line);
        }
    }
    text
}

/// A mapping between braces.
pub(super) fn flow_mapping(entry: &Keys, form: Form) -> String {
    let pairs: Vec<String> = entry
        .iter()
        .map(|(key, value)| pair(key, value, form))
        .collect();
    format!("{{{}}}", pairs.join(", "))
}

/// A key and its value between braces.
pub(super) fn pair(key: &str, value: &Value, form: Form) -> String {
    let value = flow(value, form);
    match form {
        Form::Json => format!("{}: {value}", double_quoted(key)),
        Form::Block | Form::Flow => format!("{key}: {value}"),
    }
}

fn flow(value: &Value, form: Form) -> String {
    match value {
        Value::Keys(keys) => flow_mapping(keys, form),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, form)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Text(text) if form == Form::Json => double_quoted(text),
        Value::Text(text) => scalar::flow(text),
        Value::Plain(word) => word.clone(),
    }
}
