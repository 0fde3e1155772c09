//! The format of a ledger as data: every key, its shape, whether it must stand, what it means.
//!
//! The tables are made by the same declarations that read the file (`raw.rs`), so that the
//! reader, the tables of docs/format.md and the JSON Schema can never disagree.

/// A mapping of the format and its keys.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// What one such mapping is called: "event".
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Its keys, in the order in which they are documented.
    pub fields: &'static [Field],
}

/// One key of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether the mapping is incomplete without it.
    pub required: bool,
    /// What it means, in one line.
    pub about: &'static str,
}

/// What a value looks like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text on one line.
    Line,
    /// Text of one or more lines.
    Text,
    /// An id.
    Id,
    /// An EDTF date.
    Date,
    /// `true` or `false`.
    Flag,
    /// A whole number between two bounds.
    Number {
        /// The smallest allowed.
        least: u32,
        /// The largest allowed.
        most: u32,
    },
    /// One of some words.
    Word {
        /// What the word is called: "status".
        what: &'static str,
        /// The words, each with what it means.
        words: fn() -> Vec<Word>,
    },
    /// A text of a certain form, such as an address.
    Form {
        /// What the form is called: "an http or https address".
        what: &'static str,
        /// A regular expression for it that refuses no text of that form, whatever else it accepts.
        pattern: &'static str,
        /// Whether YAML can take such a text for a number, if it stands without quotes.
        like_number: bool,
    },
    /// A list.
    List {
        /// What each item looks like.
        of: &'static Shape,
        /// The fewest items allowed.
        least: u32,
        /// Whether no item may stand in it twice.
        distinct: bool,
    },
    /// A mapping.
    Mapping(&'static Record),
    /// A mapping, or in short only the id that it begins with.
    IdOrMapping(&'static Record),
}

/// One of the words that a value can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// As it stands in the file.
    pub word: &'static str,
    /// What it means, in one line.
    pub meaning: &'static str,
}

impl Shape {
    /// What it looks like, in a few words.
    ///
    /// ```
    /// use detente::read::format::Shape;
    /// let ids = Shape::List { of: &Shape::Id, least: 0, distinct: true };
    /// assert_eq!(ids.words(), "list of ids");
    /// ```
    pub fn words(self) -> String {
        match self {
            Self::Line => "line".into(),
            Self::Text => "text".into(),
            Self::Id => "id".into(),
            Self::Date => "date".into(),
            Self::Flag => "`true` or `false`".into(),
            Self::Number { least, most } => format!("whole number, {least} to {most}"),
            Self::Word { words, .. } => {
                let words: Vec<String> = words()
                    .iter()
                    .map(|Word { word, .. }| format!("`{word}`"))
                    .collect();
                words.join(", ")
            }
            Self::Form { what, .. } => what.into(),
            Self::List { of, .. } => match of {
                Self::Mapping(record) => format!("list of {}", plural(record.name)),
                Self::IdOrMapping(record) => format!("list of ids or {}", plural(record.name)),
                Self::Id => "list of ids".into(),
                Self::Line => "list of lines".into(),
                Self::Text
                | Self::Date
                | Self::Flag
                | Self::Number { .. }
                | Self::Word { .. }
                | Self::Form { .. }
                | Self::List { .. } => format!("list: {}", of.words()),
            },
            Self::Mapping(record) => record.name.into(),
            Self::IdOrMapping(record) => format!("id or {}", record.name),
        }
    }
}

/// Several of a thing: `parties`, `events`.
pub(crate) fn plural(name: &str) -> String {
    match name.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{name}s"),
    }
}
