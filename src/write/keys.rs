//! An entry as keys and values, before it has a form.

use serde::Serialize;

/// The keys and values of an entry, in the order of the format.
pub(super) type Keys = Vec<(String, Value)>;

/// What a key of an entry holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Value {
    /// Text, which may need quotes.
    Text(String),
    /// A number or `true`, which has none.
    Plain(String),
    /// A list.
    List(Vec<Value>),
    /// A mapping.
    Keys(Keys),
}

impl Value {
    /// Whether it is a list of which at least one item is a mapping.
    pub(super) fn holds_mappings(&self) -> bool {
        match self {
            Self::List(items) => items.iter().any(|item| matches!(item, Self::Keys(_))),
            Self::Text(_) | Self::Plain(_) | Self::Keys(_) => false,
        }
    }
}

/// The keys and values of an entry.
pub(super) fn keys(entry: &impl Serialize) -> Keys {
    match serde_yaml::to_value(entry).map(value) {
        Ok(Value::Keys(keys)) => short_citations(keys),
        // Structs of texts and small numbers are mappings, and nothing in them can fail.
        Ok(Value::Text(_) | Value::Plain(_) | Value::List(_)) | Err(_) => Keys::new(),
    }
}

fn value(from: serde_yaml::Value) -> Value {
    match from {
        serde_yaml::Value::Null => Value::Plain("null".into()),
        serde_yaml::Value::Bool(flag) => Value::Plain(flag.to_string()),
        serde_yaml::Value::Number(number) => Value::Plain(number.to_string()),
        serde_yaml::Value::String(text) => Value::Text(text),
        serde_yaml::Value::Sequence(items) => Value::List(items.into_iter().map(value).collect()),
        serde_yaml::Value::Mapping(pairs) => Value::Keys(
            pairs
                .into_iter()
                .map(|(key, of_key)| (key.as_str().unwrap_or("").to_owned(), value(of_key)))
                .collect(),
        ),
        serde_yaml::Value::Tagged(tagged) => value(tagged.value),
    }
}

/// Writes citations that name a source and no more as its id alone.
fn short_citations(mut keys: Keys) -> Keys {
    let sources = keys.iter_mut().find(|(key, _)| key == "sources");
    if let Some((_, Value::List(citations))) = sources {
        for citation in citations {
            if let Value::Keys(keys) = citation
                && let [(_, source)] = keys.as_slice()
            {
                *citation = source.clone();
            }
        }
    }
    keys
}
