//! Entries as YAML, every scalar quoted as it must be.

use serde::Serialize;
use serde_yaml::{Mapping, Value};

use super::style::{Form, Style, Texts};

/// The longest line that a list or mapping is put on, in characters.
const LONGEST_LINE: usize = 100;

/// The keys and values of an entry, in the order of the format.
pub(super) fn mapping(entry: &impl Serialize) -> Mapping {
    match serde_yaml::to_value(entry) {
        Ok(Value::Mapping(mapping)) => short_citations(mapping),
        // Structs of texts and small numbers are mappings, and nothing in them can fail.
        Ok(_) | Err(_) => Mapping::new(),
    }
}

/// Writes citations that name a source and no more as its id alone.
fn short_citations(mut mapping: Mapping) -> Mapping {
    if let Some(Value::Sequence(citations)) = mapping.get_mut("sources") {
        for citation in citations {
            if let Value::Mapping(keys) = citation
                && keys.len() == 1
                && let Some(source) = keys.get("source")
            {
                *citation = source.clone();
            }
        }
    }
    mapping
}

/// An entry of a block list: whole lines, the first with its dash.
pub(super) fn block_entry(entry: &Mapping, style: &Style) -> String {
    let mut text = " ".repeat(style.dash);
    text.push('-');
    if style.form == Form::Block {
        let indent = style.dash + style.gap;
        text.push_str(&" ".repeat(style.gap - 1));
        let lines = block_mapping(entry, indent, style);
        text.push_str(lines.get(indent..).unwrap_or(""));
    } else {
        text.push_str(&" ".repeat(style.gap - 1));
        text.push_str(&flow_mapping(entry, style.form));
        text.push_str(style.newline);
    }
    text
}

/// A mapping in block style: whole lines.
pub(super) fn block_mapping(entry: &Mapping, indent: usize, style: &Style) -> String {
    let mut text = String::new();
    for (key, value) in entry {
        text.push_str(&" ".repeat(indent));
        text.push_str(word(key));
        text.push(':');
        block_value(value, indent, style, &mut text);
    }
    text
}

/// What stands behind a key and its colon, with the end of its line.
fn block_value(value: &Value, indent: usize, style: &Style, text: &mut String) {
    let (in_flow, stays) = match value {
        Value::Sequence(items) if items.iter().any(Value::is_mapping) => (String::new(), false),
        Value::Sequence(_) => (flow(value, Form::Flow), style.brackets),
        Value::Mapping(_) => (flow(value, Form::Flow), style.braces),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => {
            (block_scalar(value, indent, style), true)
        }
    };
    if stays && (!is_collection(value) || indent + in_flow.chars().count() <= LONGEST_LINE) {
        text.push(' ');
        text.push_str(&in_flow);
        text.push_str(style.newline);
        return;
    }
    text.push_str(style.newline);
    match value {
        Value::Sequence(items) => {
            let dash = indent + style.nested;
            for item in items {
                text.push_str(&" ".repeat(dash));
                text.push_str("- ");
                let in_flow = flow(item, Form::Flow);
                let fits = dash + 2 + in_flow.chars().count() <= LONGEST_LINE;
                match item {
                    Value::Mapping(keys) if !(style.braces && fits) => {
                        let lines = block_mapping(keys, dash + 2, style);
                        text.push_str(lines.get(dash + 2..).unwrap_or(""));
                    }
                    Value::Mapping(_) => {
                        text.push_str(&in_flow);
                        text.push_str(style.newline);
                    }
                    Value::Null
                    | Value::Bool(_)
                    | Value::Number(_)
                    | Value::String(_)
                    | Value::Sequence(_)
                    | Value::Tagged(_) => {
                        text.push_str(&block_scalar(item, dash, style));
                        text.push_str(style.newline);
                    }
                }
            }
        }
        Value::Mapping(keys) => text.push_str(&block_mapping(keys, indent + 2, style)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => {}
    }
}

/// A scalar in block style; the lines of a longer text stand below, indented by two.
fn block_scalar(value: &Value, indent: usize, style: &Style) -> String {
    if style.texts == Texts::Quoted && word(value).contains('\n') {
        return double_quoted(word(value));
    }
    let written = match serde_yaml::to_string(value) {
        Ok(written) => written,
        Err(_) => double_quoted(word(value)),
    };
    let mut lines = written.trim_end_matches('\n').split('\n');
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
pub(super) fn flow_mapping(entry: &Mapping, form: Form) -> String {
    let pairs: Vec<String> = entry
        .iter()
        .map(|(key, value)| pair(word(key), value, form))
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
        Value::Mapping(keys) => flow_mapping(keys, form),
        Value::Sequence(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, form)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::String(text) if form == Form::Json => double_quoted(text),
        Value::String(text) => flow_text(text),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Tagged(_) => "null".into(),
    }
}

/// A text between brackets or braces, where commas and brackets mean something.
fn flow_text(text: &str) -> String {
    let is_plain = serde_yaml::to_string(text).is_ok_and(|written| written.trim_end() == text);
    // A lone dash right before a comma or bracket is taken for an entry without its blank.
    let is_plain = is_plain && !text.ends_with(" -");
    if is_plain && !text.contains([',', '[', ']', '{', '}', ':', '#']) {
        text.to_owned()
    } else if text.contains(['\n', '\r', '\t', '\u{85}']) {
        double_quoted(text)
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// A text between double quotes, as YAML and JSON both have it.
fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn is_collection(value: &Value) -> bool {
    value.is_sequence() || value.is_mapping()
}

/// The text of a key.
fn word(key: &Value) -> &str {
    key.as_str().unwrap_or("")
}
