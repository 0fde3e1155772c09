//! The parts of JSON Schema that the ledger's schema is made of.
//!
//! Keys are written in the order of the declarations, so the text is the same on every run.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// A schema, or a part of one; what is empty is not written.
#[derive(Serialize, Clone, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Node {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub(super) dialect: Option<&'static str>,
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<String>,
    /// For those who read the schema; editors do not show it.
    #[serde(rename = "$comment", skip_serializing_if = "Option::is_none")]
    pub(super) comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Types::is_empty")]
    pub(super) types: Types,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    pub(super) choice: Vec<Literal>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) enum_descriptions: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pattern: Option<&'static str>,
    /// What editors say where the pattern does not fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pattern_error_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) minimum: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) maximum: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Box<Node>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) min_items: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unique_items: Option<bool>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    pub(super) properties: Members,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) required: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) additional_properties: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) not: Option<Box<Node>>,
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub(super) condition: Option<Box<Node>>,
    #[serde(rename = "then", skip_serializing_if = "Option::is_none")]
    pub(super) consequence: Option<Box<Node>>,
    #[serde(rename = "else", skip_serializing_if = "Option::is_none")]
    pub(super) alternative: Option<Box<Node>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) all_of: Vec<Node>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) any_of: Vec<Node>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) examples: Vec<Literal>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    pub(super) definitions: Members,
}

/// The types that a value may have; a single one is written without a list.
#[derive(Clone, Default)]
pub(super) struct Types(pub(super) Vec<&'static str>);

impl Types {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Types {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0[..] {
            [one] => one.serialize(serializer),
            _ => self.0.serialize(serializer),
        }
    }
}

/// A value that stands in a schema.
#[derive(Serialize, Clone, PartialEq, Eq)]
#[serde(untagged)]
pub(super) enum Literal {
    Text(&'static str),
    Number(i64),
    Flag(bool),
}

/// Schemas by name, in the order in which they are to stand.
#[derive(Clone, Default)]
pub(super) struct Members(pub(super) Vec<(&'static str, Member)>);

impl Members {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, member) in &self.0 {
            map.serialize_entry(name, member)?;
        }
        map.end()
    }
}

/// What may stand under a name.
#[derive(Clone)]
pub(super) enum Member {
    Of(Box<Node>),
    /// Nothing may.
    Never,
}

impl Serialize for Member {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Of(node) => node.serialize(serializer),
            Self::Never => serializer.serialize_bool(false),
        }
    }
}
