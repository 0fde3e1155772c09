//! Many entries at once, from a file of one of four forms.
//!
//! YAML and JSON hold a list of events, or a mapping with lists `sources` and `events`, as a ledger
//! has them. NDJSON holds one event a line; CSV one a row, under a header that names keys of an event.
//! In CSV several values of one cell stand between semicolons, and citations are written in
//! short: `ft-2023-12@¶5:2`.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::model::span::Span;
use crate::read::source_map::SourceMap;
use crate::read::tree::{self, Node};
use crate::read::{diagnostic::Diagnostic, nodes};

use super::entry::{EventEntry, SourceEntry};

/// The form of a batch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BatchForm {
    /// YAML.
    Yaml,
    /// JSON.
    Json,
    /// JSON, one object a line.
    Ndjson,
    /// Comma-separated values with a header.
    Csv,
}

/// The entries of a batch, each with the line that it begins on where that is known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Batch {
    /// Its sources.
    pub sources: Vec<SourceEntry<'static>>,
    /// Its events.
    pub events: Vec<BatchEvent>,
}

/// An event of a batch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BatchEvent {
    /// The event.
    pub entry: EventEntry<'static>,
    /// The line that it begins on, counted from 1, where that is known.
    pub line: Option<usize>,
}

/// What is wrong with a batch before its entries are looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BatchError {
    /// The line, counted from 1, where that is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl BatchForm {
    /// The form that the ending of a file's name says, or else what the text looks like.
    pub fn of(name: &str, text: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => return Self::Yaml,
            "json" => return Self::Json,
            "ndjson" | "jsonl" => return Self::Ndjson,
            "csv" => return Self::Csv,
            _ => {}
        }
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let first = text.lines().next().unwrap_or("");
        if text.starts_with('[') {
            Self::Json
        } else if text.starts_with('{') {
            match serde_json::from_str::<Value>(first) {
                Ok(_) if text.lines().nth(1).is_some() => Self::Ndjson,
                Ok(_) | Err(_) => Self::Json,
            }
        } else if first.contains(',') && !first.contains(':') {
            Self::Csv
        } else {
            Self::Yaml
        }
    }
}

impl Batch {
    /// Reads a batch.
    ///
    /// # Errors
    ///
    /// The first thing that is no entry. Whether the entries are right shows when the ledger that
    /// they become part of is checked.
    ///
    /// ```
    /// use detente::write::batch::{Batch, BatchForm};
    /// let text = "date,kind,channels,summary,sources\n2023-02,suspended,mmca,Cut.,ft@¶5:2\n";
    /// let batch = Batch::read(text, BatchForm::Csv).expect("a batch");
    /// assert_eq!(batch.events[0].entry.sources[0].at.as_deref(), Some("¶5"));
    /// assert_eq!(batch.events[0].line, Some(2));
    /// ```
    pub fn read(text: &str, form: BatchForm) -> Result<Self, BatchError> {
        let text = text.trim_start_matches('\u{feff}');
        let mut batch = Self::default();
        match form {
            BatchForm::Yaml => batch.read_yaml(text)?,
            BatchForm::Json => {
                let value = serde_json::from_str(text).map_err(|error| json_error(&error, 0))?;
                batch.read_json(value)?;
            }
            BatchForm::Ndjson => {
                for (index, line) in text.lines().enumerate() {
                    if line.trim().is_empty() {
                        continue;
                    }
                    let entry =
                        serde_json::from_str(line).map_err(|error| json_error(&error, index))?;
                    let line = Some(index + 1);
                    batch.events.push(BatchEvent { entry, line });
                }
            }
            BatchForm::Csv => batch.read_csv(text)?,
        }
        Ok(batch)
    }

    fn read_yaml(&mut self, text: &str) -> Result<(), BatchError> {
        let map = SourceMap::new(text);
        let line = |span: Span| Some(map.position(span.start).line);
        let failed = |problem: Diagnostic| BatchError {
            line: line(problem.span),
            message: format!("{}; {}", problem.message, problem.help),
        };
        for (list, node) in nodes(text).map_err(failed)? {
            let line = line(node.span);
            self.take(&list, value(node), line)?;
        }
        Ok(())
    }

    fn read_json(&mut self, value: Value) -> Result<(), BatchError> {
        let lists = match value {
            Value::Array(_) => vec![("events".to_owned(), value)],
            Value::Object(lists) => lists.into_iter().collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
        };
        for (list, entries) in lists {
            let Value::Array(entries) = entries else {
                return Err(no_list(&list, None));
            };
            for entry in entries {
                self.take(&list, entry, None)?;
            }
        }
        Ok(())
    }

    fn read_csv(&mut self, text: &str) -> Result<(), BatchError> {
        let failed = |error: csv::Error| BatchError {
            line: error
                .position()
                .and_then(|position| usize::try_from(position.line()).ok()),
            message: error.to_string(),
        };
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = reader.headers().map_err(failed)?.clone();
        for record in reader.records() {
            let record = record.map_err(failed)?;
            let line = record
                .position()
                .and_then(|position| usize::try_from(position.line()).ok());
            let cells = header
                .iter()
                .zip(&record)
                .filter(|(_, cell)| !cell.is_empty());
            let cells = cells.map(|(key, cell)| (key.to_owned(), Value::from(cell)));
            self.take("events", Value::Object(cells.collect()), line)?;
        }
        Ok(())
    }

    fn take(&mut self, list: &str, value: Value, line: Option<usize>) -> Result<(), BatchError> {
        let failed = |error: serde_json::Error| BatchError {
            line,
            message: error.to_string(),
        };
        match list {
            "events" => {
                let entry = EventEntry::deserialize(value).map_err(failed)?;
                self.events.push(BatchEvent { entry, line });
            }
            "sources" => self
                .sources
                .push(SourceEntry::deserialize(value).map_err(failed)?),
            other => return Err(no_list(other, line)),
        }
        Ok(())
    }
}

fn no_list(key: &str, line: Option<usize>) -> BatchError {
    BatchError {
        line,
        message: format!(
            "a batch is a list of events, or a mapping with lists `sources` and `events`; `{key}` is \
             neither"
        ),
    }
}

fn json_error(error: &serde_json::Error, lines_before: usize) -> BatchError {
    BatchError {
        line: Some(lines_before + error.line().max(1)),
        message: error.to_string(),
    }
}

/// A node of a YAML tree as JSON has it; every scalar is text.
fn value(node: Node) -> Value {
    if node.is_null() {
        return Value::Null;
    }
    match node.value {
        tree::Value::Scalar { text, .. } => Value::String(text.into()),
        tree::Value::List { items, .. } => Value::Array(items.into_iter().map(value).collect()),
        tree::Value::Map(pairs) => {
            let pairs = pairs.into_iter().map(|(key, of_key)| {
                let key = match key.value {
                    tree::Value::Scalar { text, .. } => text.into(),
                    tree::Value::List { .. } | tree::Value::Map(_) => String::new(),
                };
                (key, value(of_key))
            });
            Value::Object(pairs.collect::<Map<_, _>>())
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn lines_of_ndjson_are_counted_from_one_and_empty_ones_too() {
        let text = "{\"id\": \"a\"}\n\n{\"id\": \"b\"}\n";
        let batch = Batch::read(text, BatchForm::Ndjson).unwrap();
        let lines: Vec<_> = batch.events.iter().map(|event| event.line).collect();
        assert_eq!(lines, [Some(1), Some(3)]);
    }

    #[test]
    fn one_object_on_one_line_is_json() {
        assert_eq!(BatchForm::of("-", "{\"events\": []}"), BatchForm::Json);
        assert_eq!(
            BatchForm::of("-", "{\"id\": \"a\"}\n{}\n"),
            BatchForm::Ndjson
        );
    }
}
