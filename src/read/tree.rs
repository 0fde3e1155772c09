//! YAML text to a small spanned tree, entry by entry.
//!
//! A marked event parser finds the places; this module turns its events into [`Node`]s and holds
//! the limits while they grow: depth, scalars, no aliases, no tags, one document. The lists at
//! the top of a ledger are handed over entry by entry, so that only one entry is ever a tree.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, StrInput};

use crate::model::span::Span;

use super::code::Code;
use super::diagnostic::Diagnostic;

/// The deepest nesting that is read; the format itself needs five.
const DEEPEST: usize = 16;
/// The longest scalar that is read, in bytes.
const LONGEST_SCALAR: usize = 64 * 1024;

/// A YAML node and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) span: Span,
}

/// What a node holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    /// Text; `plain` if it was written without quotes.
    Scalar { text: Box<str>, plain: bool },
    /// A list; `flow` if it was written `[a, b]`.
    List { items: Vec<Node>, flow: bool },
    /// A mapping, in the order of the text, duplicates kept.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// Whether nothing is written where a value should be.
    pub(crate) fn is_null(&self) -> bool {
        match &self.value {
            Value::Scalar { text, plain } => {
                *plain && matches!(&**text, "" | "~" | "null" | "Null" | "NULL")
            }
            Value::List { .. } | Value::Map(_) => false,
        }
    }

    /// What sort of node it is, in words.
    pub(crate) fn sort(&self) -> &'static str {
        match &self.value {
            Value::Scalar { .. } if self.is_null() => "nothing",
            Value::Scalar { .. } => "a text",
            Value::List { .. } => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// A part of the ledger's outermost mapping.
pub(crate) enum Part {
    /// A key, before what it holds.
    Key(Node),
    /// What the last key holds, unless it is a list.
    Value(Node),
    /// What the last key holds is a list, and this is its place; its entries follow.
    List(Span),
    /// An entry of that list.
    Entry(Node),
}

/// Reads a ledger's outermost mapping, part by part.
///
/// # Errors
///
/// The problem that made it impossible to read on; the parts before it have been handed over.
pub(crate) fn read_parts(text: &str, mut take: impl FnMut(Part)) -> Result<(), Diagnostic> {
    let mut reader = Reader::new(text);
    let Some(root) = reader.root()? else {
        return Err(Diagnostic::new(
            Code::EmptyLedger,
            Span::at(0),
            "the ledger is empty",
            "begin it with `title: …` and a list of `channels:`; docs/format.md shows a small one",
        ));
    };
    match root.0 {
        Event::MappingStart(..) => {}
        Event::Scalar(..) | Event::SequenceStart(..) => {
            return Err(Diagnostic::new(
                Code::WrongType,
                root.1,
                "a ledger is a mapping with keys such as `title`, `channels` and `events`",
                "begin the first line with `title: `",
            ));
        }
        Event::Nothing
        | Event::StreamStart
        | Event::StreamEnd
        | Event::DocumentStart(_)
        | Event::DocumentEnd
        | Event::Alias(_)
        | Event::MappingEnd
        | Event::SequenceEnd => return Err(reader.unexpected(root.1)),
    }
    loop {
        let (event, span) = reader.next()?;
        if matches!(event, Event::MappingEnd) {
            return reader.end();
        }
        take(Part::Key(reader.node(event, span, 1)?));
        let (event, span) = reader.next()?;
        if matches!(event, Event::SequenceStart(..)) {
            reader.refuse_tag(&event, span)?;
            take(Part::List(span));
            loop {
                let (event, span) = reader.next()?;
                if matches!(event, Event::SequenceEnd) {
                    break;
                }
                take(Part::Entry(reader.node(event, span, 2)?));
            }
        } else {
            take(Part::Value(reader.node(event, span, 1)?));
        }
    }
}

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    offsets: Offsets<'t>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            parser: Parser::new_from_str(text),
            offsets: Offsets::new(text),
        }
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Diagnostic> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                let start = self.offsets.bytes(span.start);
                Ok((
                    event,
                    Span::new(start, self.offsets.bytes(span.end).max(start)),
                ))
            }
            Some(Err(error)) => Err(self.syntax(&error)),
            None => {
                let end = self.offsets.end();
                Err(self.unexpected(Span::at(end)))
            }
        }
    }

    /// The first event of the only document; `None` if there is no document.
    fn root(&mut self) -> Result<Option<(Event<'t>, Span)>, Diagnostic> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(None),
                Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => {}
                Event::Scalar(ref text, ScalarStyle::Plain, ..) if text.is_empty() => {
                    return Ok(None);
                }
                Event::DocumentEnd
                | Event::Alias(_)
                | Event::Scalar(..)
                | Event::SequenceStart(..)
                | Event::SequenceEnd
                | Event::MappingStart(..)
                | Event::MappingEnd => {
                    self.refuse_tag(&event, span)?;
                    return Ok(Some((event, span)));
                }
            }
        }
    }

    /// Makes sure that nothing follows the document.
    fn end(&mut self) -> Result<(), Diagnostic> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(()),
                Event::DocumentEnd => {}
                Event::Nothing
                | Event::StreamStart
                | Event::DocumentStart(_)
                | Event::Alias(_)
                | Event::Scalar(..)
                | Event::SequenceStart(..)
                | Event::SequenceEnd
                | Event::MappingStart(..)
                | Event::MappingEnd => {
                    return Err(Diagnostic::new(
                        Code::YamlFeature,
                        span,
                        "a second YAML document begins here",
                        "a ledger is one document: remove the `---`, or put the rest into a file of its own",
                    ));
                }
            }
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node, Diagnostic> {
        self.refuse_tag(&event, span)?;
        if depth > DEEPEST {
            return Err(Diagnostic::new(
                Code::TooLarge,
                span,
                format!("the nesting is deeper than {DEEPEST} levels"),
                "the format needs five; see docs/format.md",
            ));
        }
        match event {
            Event::Scalar(text, style, ..) => {
                if text.len() > LONGEST_SCALAR {
                    return Err(Diagnostic::new(
                        Code::TooLarge,
                        Span::at(span.start),
                        format!(
                            "this text has {} bytes; at most {LONGEST_SCALAR} are read",
                            text.len()
                        ),
                        "is a closing quote missing? A text that long belongs into a file of its own",
                    ));
                }
                let value = Value::Scalar {
                    text: text.into(),
                    plain: style == ScalarStyle::Plain,
                };
                Ok(Node { value, span })
            }
            Event::SequenceStart(..) => {
                let flow = span.start < span.end;
                let mut items = Vec::new();
                let mut end = span.end;
                loop {
                    let (event, place) = self.next()?;
                    if matches!(event, Event::SequenceEnd) {
                        end = if flow { place.start + 1 } else { end };
                        return Ok(Node {
                            value: Value::List { items, flow },
                            span: Span::new(span.start, end),
                        });
                    }
                    let item = self.node(event, place, depth + 1)?;
                    end = item.span.end;
                    items.push(item);
                }
            }
            Event::MappingStart(..) => {
                let flow = span.start < span.end;
                let mut pairs = Vec::new();
                let mut end = span.end;
                loop {
                    let (event, place) = self.next()?;
                    if matches!(event, Event::MappingEnd) {
                        end = if flow { place.start + 1 } else { end };
                        return Ok(Node {
                            value: Value::Map(pairs),
                            span: Span::new(span.start, end),
                        });
                    }
                    let key = self.node(event, place, depth + 1)?;
                    let (event, place) = self.next()?;
                    let value = self.node(event, place, depth + 1)?;
                    end = value.span.end;
                    pairs.push((key, value));
                }
            }
            Event::Alias(_) => Err(Diagnostic::new(
                Code::YamlFeature,
                span,
                "YAML aliases (`*name`) are not read",
                "write the value out; a reader of the ledger should not have to look it up",
            )),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => Err(self.unexpected(span)),
        }
    }

    #[expect(clippy::unused_self, reason = "reads as one of the reader's refusals")]
    fn refuse_tag(&self, event: &Event<'t>, span: Span) -> Result<(), Diagnostic> {
        let tag = match event {
            Event::Scalar(_, _, _, tag)
            | Event::SequenceStart(_, tag)
            | Event::MappingStart(_, tag) => tag,
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::Alias(_)
            | Event::SequenceEnd
            | Event::MappingEnd => return Ok(()),
        };
        match tag {
            None => Ok(()),
            Some(_) => Err(Diagnostic::new(
                Code::YamlFeature,
                span,
                "YAML tags (`!name`) are not read",
                "remove the tag; put a text that begins with `!` between quotes",
            )),
        }
    }

    #[expect(clippy::unused_self, reason = "reads as one of the reader's refusals")]
    fn unexpected(&self, span: Span) -> Diagnostic {
        Diagnostic::new(
            Code::YamlSyntax,
            span,
            "the YAML ends or turns where a value should stand",
            "complete the value",
        )
    }

    fn syntax(&mut self, error: &ScanError) -> Diagnostic {
        let offset = self.offsets.bytes(*error.marker());
        let info = error.info();
        if info.contains("unknown anchor") {
            return Diagnostic::new(
                Code::YamlFeature,
                Span::at(offset),
                "YAML aliases (`*name`) are not read",
                "put a text that begins with `*` between quotes",
            );
        }
        Diagnostic::new(
            Code::YamlSyntax,
            Span::at(offset),
            format!("this is not YAML: {info}"),
            advice(info, self.offsets.line(offset)),
        )
    }
}

/// What to do about a syntax error, judged by what the parser says and the line it is on.
fn advice(info: &str, line: &str) -> &'static str {
    const BY_INFO: [(&str, &str); 8] = [
        ("tab", "indent with spaces; YAML allows no tabs there"),
        (
            "quoted scalar",
            "a closing quote is missing, or stands on a line that is indented too little",
        ),
        ("unexpected character", "put the value between quotes"),
        (
            "mapping values are not allowed",
            "put a value that holds `: ` between quotes, or mend the indentation",
        ),
        (
            "simple key",
            "write `key: value` with a blank after the colon, and close every quote",
        ),
        (
            "block collection",
            "indent this line like its neighbours; a list entry begins with `- `",
        ),
        ("block mapping", "indent this line like the keys above it"),
        (
            "flow",
            "close the bracket, and put commas between the entries",
        ),
    ];
    if line.starts_with('\t') {
        return "indent with spaces; YAML allows no tabs there";
    }
    BY_INFO.iter().find(|(part, _)| info.contains(part)).map_or(
        "look at the quotes, brackets and indentation just before this place",
        |(_, help)| help,
    )
}

/// From the parser's positions, counted in characters, to bytes.
///
/// Positions come nearly in order, so the last one found is where the next search begins.
struct Offsets<'t> {
    text: &'t str,
    ascii: bool,
    characters: usize,
    bytes: usize,
}

impl<'t> Offsets<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            ascii: text.is_ascii(),
            characters: 0,
            bytes: 0,
        }
    }

    fn bytes(&mut self, marker: Marker) -> u32 {
        let wanted = marker.index();
        if self.ascii {
            return narrow(wanted.min(self.text.len()));
        }
        while self.characters > wanted {
            self.characters -= 1;
            self.bytes -= self.text[..self.bytes]
                .chars()
                .next_back()
                .map_or(0, char::len_utf8);
        }
        let mut rest = self.text[self.bytes..].chars();
        while self.characters < wanted {
            match rest.next() {
                Some(character) => self.bytes += character.len_utf8(),
                None => break,
            }
            self.characters += 1;
        }
        narrow(self.bytes)
    }

    fn end(&self) -> u32 {
        narrow(self.text.len())
    }

    fn line(&self, offset: u32) -> &'t str {
        let offset = offset as usize;
        let start = self.text[..offset].rfind('\n').map_or(0, |index| index + 1);
        let end = self.text[offset..]
            .find('\n')
            .map_or(self.text.len(), |length| offset + length);
        &self.text[start..end]
    }
}

/// Offsets fit, for a larger text is refused before it is read.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
