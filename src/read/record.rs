//! Reading a mapping into a struct whose declaration is also the definition of the format.
//!
//! [`record!`] declares a struct of optional, spanned fields together with the [`Record`] that
//! documents it. Reading one reports unknown and duplicate keys, missing ones, and whatever the
//! values themselves find wrong, and goes on.

use crate::model::span::Span;

use super::code::Code;
use super::diagnostic::{Diagnostic, Problems};
use super::format::{Record, Shape};
use super::spanned::Spanned;
use super::suggest::{did_you_mean, either, nearest};
use super::tree::{Node, Value};

/// A value that can be read from a node.
pub(crate) trait Readable: Sized {
    /// What it looks like.
    const SHAPE: Shape;

    /// Reads it, or reports why it cannot be read.
    fn read(node: Node, problems: &mut Problems) -> Option<Self>;

    /// Reads it together with its place; an entry of a list that is written as nothing is
    /// reported as missing.
    fn read_spanned(node: Node, problems: &mut Problems) -> Option<Spanned<Self>> {
        let span = node.span;
        if node.is_null() {
            problems.report(
                Code::MissingKey,
                span,
                "nothing is written where an entry of the list should be",
                format!(
                    "write {}, or remove the `-` or comma",
                    with_article(&Self::SHAPE.words())
                ),
            );
            return None;
        }
        let value = Self::read(node, problems)?;
        Some(Spanned { value, span })
    }
}

/// Reads what stands at a key; what is written as nothing is reported as missing.
pub(crate) fn read_field<T: Readable>(
    key: &str,
    is_required: bool,
    node: Node,
    problems: &mut Problems,
) -> Option<Spanned<T>> {
    if !node.is_null() {
        return T::read_spanned(node, problems);
    }
    let value = with_article(&T::SHAPE.words());
    let help = if is_required {
        format!("write {value} after the colon; ` #` begins a comment unless it is quoted")
    } else {
        format!("write {value} after the colon, or remove the key")
    };
    problems.report(
        Code::MissingKey,
        node.span,
        format!("nothing is written after `{key}:`"),
        help,
    );
    None
}

/// A struct declared by [`record!`].
pub(crate) trait Recorded: Default {
    /// What the mapping is and which keys it has.
    const RECORD: Record;

    /// Takes in what stands at one of its keys.
    fn put(&mut self, key: &str, node: Node, problems: &mut Problems);

    /// Remembers where it stands.
    fn stand_at(&mut self, span: Span);
}

/// Declares a struct of the raw ledger, the mapping it is read from, and its documentation.
macro_rules! record {
    ($about:literal $record:ident $name:literal {
        $($field:ident: $type:ty, $required:ident, $meaning:literal;)*
    }) => {
        #[doc = $about]
        #[derive(Clone, Debug, Default)]
        pub(crate) struct $record {
            pub(crate) span: $crate::model::span::Span,
            $(pub(crate) $field: Option<$crate::read::spanned::Spanned<$type>>,)*
        }

        impl $crate::read::record::Recorded for $record {
            const RECORD: $crate::read::format::Record = $crate::read::format::Record {
                name: $name,
                about: $about,
                fields: &[$($crate::read::format::Field {
                    key: stringify!($field),
                    shape: <$type as $crate::read::record::Readable>::SHAPE,
                    required: $crate::read::record::$required,
                    about: $meaning,
                },)*],
            };

            fn put(
                &mut self,
                key: &str,
                node: $crate::read::tree::Node,
                problems: &mut $crate::read::diagnostic::Problems,
            ) {
                match key {
                    $(stringify!($field) => {
                        let is_required = $crate::read::record::$required;
                        self.$field =
                            $crate::read::record::read_field(key, is_required, node, problems);
                    })*
                    _ => {}
                }
            }

            fn stand_at(&mut self, span: $crate::model::span::Span) {
                self.span = span;
            }
        }
    };
}
pub(crate) use record;

/// For [`record!`]: the mapping is incomplete without the key.
#[expect(non_upper_case_globals, reason = "reads as a word in the declarations")]
pub(crate) const required: bool = true;
/// For [`record!`]: the key may be left out.
#[expect(non_upper_case_globals, reason = "reads as a word in the declarations")]
pub(crate) const optional: bool = false;

/// Reads a mapping into its struct, reporting everything that is wrong with its keys.
pub(crate) fn read_record<R: Recorded>(node: Node, problems: &mut Problems) -> Option<R> {
    let span = node.span;
    let Value::Map(pairs) = node.value else {
        problems.report(
            Code::WrongType,
            span,
            format!(
                "this should be {} (a mapping), but is {}",
                with_article(R::RECORD.name),
                node.sort()
            ),
            format!(
                "write it as `key: value` lines; its keys are {}",
                key_list(&R::RECORD)
            ),
        );
        return None;
    };
    let mut record = R::default();
    record.stand_at(span);
    let mut keys = Keys::new(&R::RECORD);
    for (key, value) in pairs {
        if let Some(key) = keys.admit(&key, problems) {
            record.put(key, value, problems);
        }
    }
    keys.require(first_line(span, &keys), &[], problems);
    Some(record)
}

/// The keys that a mapping has shown so far.
pub(crate) struct Keys {
    record: &'static Record,
    seen: Vec<(&'static str, Span)>,
    /// Keys that are there, but misspelt.
    meant: Vec<&'static str>,
    /// Whether the mapping has shown a second `id`.
    begun_again: bool,
}

impl Keys {
    pub(crate) fn new(record: &'static Record) -> Self {
        Self {
            record,
            seen: Vec::with_capacity(record.fields.len()),
            meant: Vec::new(),
            begun_again: false,
        }
    }

    /// The key's name, if the mapping has such a key and has not shown it before.
    pub(crate) fn admit(&mut self, key: &Node, problems: &mut Problems) -> Option<&'static str> {
        let names = || self.record.fields.iter().map(|field| field.key);
        let Value::Scalar { text, .. } = &key.value else {
            problems.report(
                Code::YamlFeature,
                key.span,
                "a key is one word, not a list or mapping",
                format!(
                    "the keys of {} are {}",
                    with_article(self.record.name),
                    key_list(self.record)
                ),
            );
            return None;
        };
        let Some(name) = names().find(|name| **name == **text) else {
            let near = nearest(text, names());
            self.meant.extend(names().find(|name| Some(*name) == near));
            let help = did_you_mean(near, || {
                let advice = if self.record.name == "ledger" {
                    "indent it if it belongs to the entry above, else remove it"
                } else {
                    "remove it"
                };
                format!(
                    "{advice}; the keys of {} are {}",
                    with_article(self.record.name),
                    key_list(self.record)
                )
            });
            let message = format!(
                "{} has no key `{}`",
                with_article(self.record.name),
                shown(text)
            );
            problems.report(Code::UnknownKey, key.span, message, help);
            return None;
        };
        if let Some((_, first)) = self.seen.iter().find(|(seen, _)| *seen == name) {
            // Where an entry begins without its `- `, every key of it is a duplicate.
            if self.begun_again {
                return None;
            }
            self.begun_again = name == "id";
            let help = if self.begun_again {
                "put `- ` before it if a new entry begins here; otherwise keep one of the two"
            } else {
                "keep one of the two; if both are lists, write their entries under one key"
            };
            let message = format!("the key `{name}` stands here a second time");
            problems.push(
                Diagnostic::new(Code::DuplicateKey, key.span, message, help)
                    .relating(*first, "it stands here first"),
            );
            return None;
        }
        self.seen.push((name, key.span));
        Some(name)
    }

    /// Whether the mapping has shown a key.
    pub(crate) fn show(&self, name: &str) -> bool {
        self.seen.iter().any(|(seen, _)| *seen == name)
    }

    /// Reports the keys that must stand and do not, neither here nor elsewhere.
    pub(crate) fn require(&self, span: Span, elsewhere: &[&str], problems: &mut Problems) {
        let missing: Vec<&str> = self
            .record
            .fields
            .iter()
            .filter(|field| field.required && !self.show(field.key))
            .filter(|field| !self.meant.contains(&field.key))
            .map(|field| field.key)
            .filter(|key| !elsewhere.contains(key))
            .collect();
        if missing.is_empty() {
            return;
        }
        let lines: Vec<String> = missing.iter().map(|key| format!("`{key}: …`")).collect();
        let belongs_to_another = self.record.name == "ledger"
            && missing.contains(&"title")
            && missing.contains(&"channels")
            && !self.seen.is_empty();
        let or_else = if belongs_to_another {
            ", or name the ledger that includes this file with `--file`, if one does"
        } else {
            ""
        };
        problems.report(
            Code::MissingKey,
            span,
            format!(
                "{} needs {}",
                with_article(self.record.name),
                quoted_and(&missing)
            ),
            format!("add {}{or_else}", lines.join(" and ")),
        );
    }
}

/// Where to point when a mapping lacks a key: at its first key rather than at all of its lines.
fn first_line(span: Span, keys: &Keys) -> Span {
    keys.seen
        .first()
        .map_or(Span::at(span.start), |(_, first)| *first)
}

fn quoted_and(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// The name of a mapping or shape with its article: "an event", "an id"; a choice of words has
/// none, and what has its article already keeps it.
pub(crate) fn with_article(name: &str) -> String {
    if name.starts_with('`') || name.starts_with("a ") || name.starts_with("an ") {
        return name.to_owned();
    }
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}

fn key_list(record: &Record) -> String {
    either(record.fields.iter().map(|field| field.key)).replace(" or ", " and ")
}

/// A text as it can stand in a message: cut where it is long.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        text.to_owned()
    } else {
        text.chars().take(LONGEST - 1).chain(['…']).collect()
    }
}
