//! Many entries at once, from a file of one of four forms.
//!
//! YAML and JSON hold a list of events, or a mapping with lists `sources` and `events`, as a ledger
//! has them. NDJSON holds one event a line; CSV one a row, under a header that names keys of an event.
//! In CSV several values of one cell stand between semicolons, and citations are written in
//! short: `ft-2023-12@¶5:2`.

mod json;

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::model::span::Span;
use crate::read::LEDGER;
use crate::read::format::{Field, Record, Shape};
use crate::read::record::with_article;
use crate::read::source_map::SourceMap;
use crate::read::suggest::{did_you_mean, either, nearest};
use crate::read::tree::{self, Node};
use crate::read::{diagnostic::Diagnostic, nodes};

use self::json::{Json, Part};
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
        } else if first.contains([',', ';'])
            && !first.contains(':')
            && !first.starts_with(['#', '-'])
        {
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
        // The line ends of other systems would stay in the cells of a CSV file.
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let mut batch = Self::default();
        match form {
            BatchForm::Yaml => batch.read_yaml(&text)?,
            BatchForm::Json => batch.read_json(&Json::read(&text, 0)?)?,
            BatchForm::Ndjson => {
                for (index, line) in text.lines().enumerate() {
                    if line.trim().is_empty() {
                        continue;
                    }
                    let json = Json::read(line, index)?;
                    batch.take("events", json.tree(json.root())?, Some(index + 1))?;
                }
            }
            BatchForm::Csv => batch.read_csv(&text)?,
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
            let begin = line(node.span);
            let value = value(node).map_err(|Twice(key, span)| twice(&key, line(span)))?;
            self.take(&list, value, begin)?;
        }
        Ok(())
    }

    fn read_json(&mut self, json: &Json) -> Result<(), BatchError> {
        let root = json.root();
        let lists = match json.part(root)? {
            Part::List(_) => vec![("events".to_owned(), root)],
            Part::Mapping(pairs) if is_event(pairs.iter().map(|(key, _)| key.as_str())) => {
                vec![("events".to_owned(), root)]
            }
            Part::Mapping(lists) => lists,
            Part::Scalar(_) => return Err(no_list(root.get(), None)),
        };
        for (list, held) in lists {
            let entries = match json.part(held)? {
                Part::List(entries) => entries,
                Part::Scalar(Value::Null) => continue,
                // In YAML, too, an entry may stand alone where a list of them could.
                Part::Mapping(_) | Part::Scalar(_) => vec![held],
            };
            for entry in entries {
                self.take(&list, json.tree(entry)?, Some(json.line(entry)))?;
            }
        }
        Ok(())
    }

    fn read_csv(&mut self, text: &str) -> Result<(), BatchError> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| csv_error(&error))?.clone();
        if let Some(message) = wrong_header(&header) {
            return Err(BatchError {
                line: Some(1),
                message,
            });
        }
        let mut seen = HashSet::new();
        if let Some(key) = header.iter().find(|key| !seen.insert(*key)) {
            return Err(twice(key, Some(1)));
        }
        for record in reader.records() {
            let record = record.map_err(|error| csv_error(&error))?;
            let cells = header
                .iter()
                .zip(&record)
                .filter(|(_, cell)| !cell.is_empty());
            let cells = cells.map(|(key, cell)| (key.to_owned(), Value::from(cell)));
            let cells = Value::Object(cells.collect());
            self.take("events", cells, record.position().and_then(line_of))?;
        }
        Ok(())
    }

    fn take(
        &mut self,
        list: &str,
        mut value: Value,
        line: Option<usize>,
    ) -> Result<(), BatchError> {
        let failed = |message| BatchError { line, message };
        let record = match list {
            "events" => EVENT,
            "sources" => SOURCE,
            other => return Err(no_list(other, line)),
        };
        let Value::Object(keys) = &mut value else {
            return Err(failed(format!(
                "{} is a mapping of keys, such as {}",
                with_article(record),
                either(keys_of(record).take(3)).replace(" or ", " and ")
            )));
        };
        if let Some(problem) = unknown_key(record, keys.keys().map(String::as_str)) {
            return Err(failed(problem));
        }
        join_sets(fields(record), keys);
        let wrong = |error: serde_json::Error| failed(error.to_string());
        if record == EVENT {
            let entry = EventEntry::deserialize(value).map_err(wrong)?;
            self.events.push(BatchEvent { entry, line });
        } else {
            let entry = SourceEntry::deserialize(value).map_err(wrong)?;
            self.sources.push(entry);
        }
        Ok(())
    }
}

const EVENT: &str = "event";
const SOURCE: &str = "source";

/// The fields of an event or a source, in the order of the format.
fn fields(record: &str) -> &'static [Field] {
    let of_list = |field: &Field| {
        if let Shape::List {
            of: Shape::Mapping(of),
            ..
        } = field.shape
        {
            Some(*of)
        } else {
            None
        }
    };
    let mut records = LEDGER.fields.iter().filter_map(of_list);
    let found: Option<&Record> = records.find(|of| of.name == record);
    found.map_or(&[], |of| of.fields)
}

/// The keys of an event or a source, in the order of the format.
fn keys_of(record: &str) -> impl Iterator<Item = &'static str> + Clone {
    fields(record).iter().map(|field| field.key)
}

/// Makes text of the dates that YAML takes for lists: `[..2023-11-14]` without quotes is a one-of set.
fn join_sets(fields: &[Field], keys: &mut Map<String, Value>) {
    for field in fields {
        let Some(held) = keys.get_mut(field.key) else {
            continue;
        };
        if let Shape::Date = field.shape
            && let Value::Array(members) = held
            && let Some(members) = members
                .iter()
                .map(Value::as_str)
                .collect::<Option<Vec<_>>>()
        {
            *held = Value::String(format!("[{}]", members.join(",")));
        } else if let Shape::Mapping(of) = field.shape
            && let Value::Object(keys) = held
        {
            join_sets(of.fields, keys);
        }
    }
}

/// Whether the keys are those of an event rather than of a batch, which may have `sources` too.
fn is_event<'k>(mut keys: impl Iterator<Item = &'k str> + Clone) -> bool {
    let of_event = |key: &str| key != "sources" && keys_of(EVENT).any(|known| known == key);
    keys.clone().all(|key| key != "events") && keys.any(of_event)
}

/// What to say of the first key that an event or a source does not have.
fn unknown_key<'k>(record: &str, mut keys: impl Iterator<Item = &'k str>) -> Option<String> {
    let known = keys_of(record);
    let key = keys.find(|key| !known.clone().any(|known| known == *key))?;
    let help = did_you_mean(nearest(key, known.clone()), || {
        format!(
            "its keys are {}",
            either(known.clone()).replace(" or ", " and ")
        )
    });
    Some(format!(
        "{} has no key `{key}`; {help}",
        with_article(record)
    ))
}

/// What is wrong with the names of the columns.
fn wrong_header(header: &csv::StringRecord) -> Option<String> {
    if header.len() == 1
        && let Some(mark) = header
            .iter()
            .find_map(|cell| cell.find([';', '\t']).map(|at| &cell[at..=at]))
    {
        let mark = if mark == ";" { "semicolons" } else { "tabs" };
        return Some(format!(
            "the columns stand between {mark}; save the file with commas between them"
        ));
    }
    if header.iter().any(|key| key == "withdrawn") {
        return Some(
            "a withdrawal has no column; leave `withdrawn` out, and take the event back with \
             `detente withdraw`"
                .into(),
        );
    }
    unknown_key(EVENT, header.iter())
}

/// What is wrong with the rows of a CSV file.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's list of causes is open"
)]
fn csv_error(error: &csv::Error) -> BatchError {
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!(
            "this row has {len} cells, but the header has {expected_len}; a cell that holds a comma \
             stands between double quotes"
        ),
        _ => error.to_string(),
    };
    BatchError {
        line: error.position().and_then(line_of),
        message,
    }
}

fn line_of(position: &csv::Position) -> Option<usize> {
    usize::try_from(position.line()).ok()
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

/// What to say of the second of two equal keys.
fn twice(key: &str, line: Option<usize>) -> BatchError {
    BatchError {
        line,
        message: format!("the key `{key}` stands here a second time; leave one of the two out"),
    }
}

/// A node of a YAML tree as JSON has it; every scalar is text.
///
/// # Errors
///
/// The second of two equal keys.
fn value(node: Node) -> Result<Value, Twice> {
    if node.is_null() {
        return Ok(Value::Null);
    }
    match node.value {
        tree::Value::Scalar { text, .. } => Ok(Value::String(text.into())),
        tree::Value::List { items, .. } => {
            let items = items.into_iter().map(value);
            items.collect::<Result<_, _>>().map(Value::Array)
        }
        tree::Value::Map(pairs) => {
            let mut keys = Map::new();
            for (key, of_key) in pairs {
                let text = match key.value {
                    tree::Value::Scalar { text, .. } => text.into(),
                    tree::Value::List { .. } | tree::Value::Map(_) => String::new(),
                };
                if keys.contains_key(&text) {
                    return Err(Twice(text, key.span));
                }
                keys.insert(text, value(of_key)?);
            }
            Ok(Value::Object(keys))
        }
    }
}

/// A key that stands in a mapping a second time, and where.
struct Twice(String, Span);

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
