//! The format of a ledger as a JSON Schema (draft-07), for editors that complete and check YAML.
//!
//! Everything is taken from [`LEDGER`]. The schema accepts what the reader accepts. It sees the
//! ledger as YAML readers hand it on, where a text without quotes may have become a number: so
//! a name may be one, and a year is one.

mod node;
mod rules;

use crate::model::date::LONGEST_DATE;
use crate::model::id::LONGEST_ID;
use crate::read::LEDGER;
use crate::read::format::{Field, Record, Shape, Word};

use node::{Literal, Member, Members, Node, Types};

/// What YAML readers make of a text without quotes, beside a text.
const SCALAR: [&str; 3] = ["string", "number", "boolean"];
/// One line that is not blank. The reader trims it; of what it refuses, this leaves nothing out.
const LINE: &str = r"^\s*[^\s\u0000-\u001f\u007f-\u009f\ufffe\uffff]([^\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]*[^\s\u0000-\u001f\u007f-\u009f\ufffe\uffff])?\s*$";
/// Text without characters that cannot be seen.
const TEXT: &str =
    r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]*$";
const ID: &str = "^[A-Za-z0-9][A-Za-z0-9._-]*$";
/// The characters of EDTF; its grammar is beyond a pattern that anybody could read.
const DATE: &str = r"^[0-9XYESTZ:+/~?%.,\[\]{}-]+$";
const DATE_MEMBER: &str = r"^[0-9XYESTZ:+/~?%.-]+$";
/// The ways to write yes.
const TRUE: [Literal; 4] = [
    Literal::Flag(true),
    Literal::Text("true"),
    Literal::Text("True"),
    Literal::Text("TRUE"),
];

/// The schema, as indented JSON with a line break at its end.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&detente::view::schema::json())?;
/// assert_eq!(schema["required"], serde_json::json!(["title"]));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn json() -> String {
    let mut definitions = scalars();
    define(LEDGER, &mut definitions);
    let schema = Node {
        dialect: Some("http://json-schema.org/draft-07/schema#"),
        definitions: Members(definitions),
        ..mapping(LEDGER, section)
    };
    // Our own structs have string keys only and no fallible implementations, so this cannot fail.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// The definitions of the scalars that many keys share.
///
/// None has a description: editors would show it in the place of what the key means.
fn scalars() -> Vec<(&'static str, Member)> {
    let line = Node {
        comment: Some("Text on one line.".into()),
        types: Types(SCALAR.to_vec()),
        pattern: Some(LINE),
        pattern_error_message: Some("Write one line, without tabs.".into()),
        ..Node::default()
    };
    let text = Node {
        comment: Some("Text of one or more lines.".into()),
        types: Types(SCALAR.to_vec()),
        pattern: Some(TEXT),
        pattern_error_message: Some("Remove the characters that cannot be seen.".into()),
        ..Node::default()
    };
    let id = Node {
        comment: Some(format!(
            "1 to {LONGEST_ID} plain letters, digits, `-`, `_` or `.`, the first a letter or digit."
        )),
        types: Types(SCALAR.to_vec()),
        pattern: Some(ID),
        pattern_error_message: Some(
            "An id has plain letters, digits, `-`, `_` or `.`, and begins with a letter or digit."
                .into(),
        ),
        max_length: Some(LONGEST_ID),
        minimum: Some(0),
        ..Node::default()
    };
    let flag = Node {
        comment: Some("`true` or `false`.".into()),
        types: Types(vec!["boolean", "string"]),
        pattern: Some("^(true|True|TRUE|false|False|FALSE)$"),
        pattern_error_message: Some("Write `true` or `false`.".into()),
        ..Node::default()
    };
    vec![
        ("line", Member::Of(Box::new(line))),
        ("text", Member::Of(Box::new(text))),
        ("id", Member::Of(Box::new(id))),
        ("date", Member::Of(Box::new(date()))),
        ("flag", Member::Of(Box::new(flag))),
    ]
}

/// A date: a text, a year, or a one-of set that YAML takes for a list.
fn date() -> Node {
    let (first_year, last_year) = (Some(-9999), Some(9999));
    let member = Node {
        types: Types(vec!["string", "integer"]),
        pattern: Some(DATE_MEMBER),
        minimum: first_year,
        maximum: last_year,
        ..Node::default()
    };
    Node {
        comment: Some("A date in EDTF; a set without quotes is a list to YAML.".into()),
        types: Types(vec!["string", "integer", "array"]),
        pattern: Some(DATE),
        pattern_error_message: Some(
            "Write it as EDTF: 2023-02-14, 2023-02, 2023-02~ (about), 2023-02? (uncertain) or \
             2023-02/2023-11-14 (between)."
                .into(),
        ),
        max_length: Some(LONGEST_DATE),
        minimum: first_year,
        maximum: last_year,
        items: Some(Box::new(member)),
        min_items: Some(1),
        examples: [
            "2023-02-14",
            "2023-02",
            "2023-02~",
            "2023-02?",
            "2023-07/2023-11-14",
            "../2023-12",
            "[2023-02,2023-04]",
        ]
        .map(Literal::Text)
        .to_vec(),
        ..Node::default()
    }
}

/// Defines the mappings inside a mapping, each once, what is within first.
fn define(record: &'static Record, definitions: &mut Vec<(&'static str, Member)>) {
    for field in record.fields {
        let mut shape = field.shape;
        while let Shape::List { of, .. } = shape {
            shape = *of;
        }
        if let Shape::Mapping(inner) | Shape::IdOrMapping(inner) = shape
            && definitions.iter().all(|(name, _)| *name != inner.name)
        {
            define(inner, definitions);
            definitions.push((inner.name, Member::Of(Box::new(mapping(inner, value)))));
        }
    }
}

/// A mapping, given what becomes of the shapes of its keys.
fn mapping(record: &Record, of_shape: fn(Shape) -> Node) -> Node {
    let property = |field: &Field| {
        let described = Node {
            description: Some(sentence(field.about) + hint(field.shape)),
            ..of_shape(field.shape)
        };
        (field.key, Member::Of(Box::new(described)))
    };
    Node {
        title: Some(record.name.into()),
        description: Some(record.about.into()),
        types: Types(vec!["object"]),
        properties: Members(record.fields.iter().map(property).collect()),
        required: record
            .fields
            .iter()
            .filter(|field| field.required && !rules::decide(record, field.key))
            .map(|field| field.key)
            .collect(),
        additional_properties: Some(false),
        all_of: rules::of(record),
        ..Node::default()
    }
}

/// What stands at a key of the outermost mapping: a section may be empty.
fn section(shape: Shape) -> Node {
    let mut node = value(shape);
    if let Shape::List { .. } = shape {
        node.types = Types(vec!["array", "null"]);
    }
    node
}

fn value(shape: Shape) -> Node {
    match shape {
        Shape::Line => shared("line"),
        Shape::Text => shared("text"),
        Shape::Id => shared("id"),
        Shape::Date => shared("date"),
        Shape::Flag => shared("flag"),
        Shape::Mapping(record) => shared(record.name),
        Shape::IdOrMapping(record) => Node {
            any_of: vec![reference("id"), reference(record.name)],
            ..Node::default()
        },
        Shape::Number { least, most } => Node {
            types: Types(vec!["integer", "string"]),
            pattern: Some("^[0-9]+$"),
            pattern_error_message: Some("Write digits only.".into()),
            minimum: Some(least.into()),
            maximum: Some(most.into()),
            ..Node::default()
        },
        Shape::Word { words, .. } => choice(&words()),
        Shape::Form {
            what,
            pattern,
            like_number,
        } => Node {
            types: Types(if like_number {
                vec!["string", "number"]
            } else {
                vec!["string"]
            }),
            pattern: Some(pattern),
            pattern_error_message: Some(format!("Write {what}.")),
            ..Node::default()
        },
        Shape::List {
            of,
            least,
            distinct,
        } => Node {
            types: Types(vec!["array"]),
            items: Some(Box::new(match *of {
                Shape::Mapping(record) => reference(record.name),
                Shape::Id => reference("id"),
                Shape::Line => reference("line"),
                Shape::Text
                | Shape::Date
                | Shape::Flag
                | Shape::Number { .. }
                | Shape::Word { .. }
                | Shape::Form { .. }
                | Shape::List { .. }
                | Shape::IdOrMapping(_) => value(*of),
            })),
            min_items: (least > 0).then_some(least),
            condition: distinct.then(|| Box::new(all_texts())),
            consequence: distinct.then(|| Box::new(without_repeats())),
            ..Node::default()
        },
    }
}

/// A list in which everything is a text to YAML readers.
///
/// Of numbers they do not say how they were written: `1.1` and `1.10` are two places in a source,
/// and one number.
fn all_texts() -> Node {
    let text = Node {
        types: Types(vec!["string"]),
        ..Node::default()
    };
    Node {
        items: Some(Box::new(text)),
        ..Node::default()
    }
}

fn without_repeats() -> Node {
    Node {
        unique_items: Some(true),
        ..Node::default()
    }
}

/// One of some words; YAML readers hand on a word in digits as a number.
fn choice(words: &[Word]) -> Node {
    let numbers = words.iter().filter_map(|word| {
        let number = word.word.parse().ok()?;
        Some((Literal::Number(number), word.meaning))
    });
    let texts = words
        .iter()
        .map(|word| (Literal::Text(word.word), word.meaning));
    let (choice, enum_descriptions) = numbers.chain(texts).unzip();
    Node {
        choice,
        enum_descriptions,
        ..Node::default()
    }
}

/// A shared definition to which more can be added: beside a bare reference, nothing counts.
fn shared(name: &str) -> Node {
    Node {
        all_of: vec![reference(name)],
        ..Node::default()
    }
}

fn reference(name: &str) -> Node {
    Node {
        reference: Some(format!("#/definitions/{name}")),
        ..Node::default()
    }
}

/// What the words of a shape do not tell those who are to write it.
fn hint(shape: Shape) -> &'static str {
    match shape {
        Shape::Date => {
            " A date in EDTF (Extended Date/Time Format), as exact as the source: a day, a month, a year, `~` for \
             about, `?` for uncertain, `a/b` for not before a and not after b, `../b` for by b, `[a,b]` for one \
             of the two."
        }
        Shape::Line
        | Shape::Text
        | Shape::Id
        | Shape::Flag
        | Shape::Number { .. }
        | Shape::Word { .. }
        | Shape::Form { .. }
        | Shape::List { .. }
        | Shape::Mapping(_)
        | Shape::IdOrMapping(_) => "",
    }
}

/// A remark as a sentence.
fn sentence(about: &str) -> String {
    let mut rest = about.chars();
    let first = rest.next().map(char::to_uppercase);
    first
        .into_iter()
        .flatten()
        .chain(rest)
        .chain(['.'])
        .collect()
}
