//! YAML text to events and trees with places, within limits.
//!
//! A marked event parser finds the places; this module turns its events into [`Node`]s and holds
//! the limits while they grow: depth, scalars, no aliases, no tags, one document.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use crate::model::span::Span;

use super::bounded::{Bounded, LONGEST_STRETCH, Patience};
use super::code::Code;
use super::diagnostic::Diagnostic;
use super::offsets::{Offsets, narrow};
use super::syntax::{Failure, explain};
use super::tree::{Node, Value};

/// The deepest nesting that is read; the format itself needs five.
const DEEPEST: usize = 16;
/// The longest scalar that is read, in bytes.
const LONGEST_SCALAR: usize = 64 * 1024;

/// The most keys and values that are read of one entry.
const MOST_NODES: usize = 20_000;

/// Reads the nodes of a text, one after the other.
pub(super) struct Reader<'t> {
    parser: Parser<'t, Bounded<'t>>,
    patience: Patience,
    /// How many nodes the entry at hand has so far.
    pub(super) nodes: usize,
    offsets: Offsets<'t>,
    /// Where the brackets that are open were opened.
    open: Vec<u32>,
    /// Whether each list and mapping that is open is one between brackets.
    nesting: Vec<bool>,
    /// The end of what the parser has handed over.
    read_to: u32,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let patience = Patience::new();
        Self {
            parser: Parser::new(Bounded::new(text, patience.clone())),
            patience,
            nodes: 0,
            offsets: Offsets::new(text),
            open: Vec::new(),
            nesting: Vec::new(),
            read_to: 0,
        }
    }

    pub(super) fn next(&mut self) -> Result<(Event<'t>, Span), Diagnostic> {
        let next = self.parser.next_event();
        if self.patience.is_over() {
            return Err(Diagnostic::new(
                Code::TooLarge,
                Span::at(self.read_to),
                format!("more than {LONGEST_STRETCH} characters follow without an end"),
                "close every quote and bracket, and begin each entry of a list with `- ` on a line of its own",
            ));
        }
        self.patience.renew();
        match next {
            Some(Ok((event, span))) => {
                let start = self.offsets.bytes(span.start);
                let span = Span::new(start, self.offsets.bytes(span.end).max(start));
                self.follow(&event, span);
                Ok((event, span))
            }
            Some(Err(error)) => Err(self.syntax(&error)),
            None => {
                let end = self.offsets.end();
                Err(self.unexpected(Span::at(end)))
            }
        }
    }

    /// The first event of the only document; `None` if there is no document.
    pub(super) fn root(&mut self) -> Result<Option<(Event<'t>, Span)>, Diagnostic> {
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
                    self.refuse_extras(&event, span)?;
                    return Ok(Some((event, span)));
                }
            }
        }
    }

    /// Makes sure that nothing follows the document.
    pub(super) fn end(&mut self) -> Result<(), Diagnostic> {
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

    pub(super) fn node(
        &mut self,
        event: Event<'t>,
        span: Span,
        depth: usize,
    ) -> Result<Node, Diagnostic> {
        self.refuse_extras(&event, span)?;
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err(Diagnostic::new(
                Code::TooLarge,
                span,
                format!("this entry has more than {MOST_NODES} keys and values"),
                "split it into several, or shorten its lists",
            ));
        }
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
                        "is a closing quote missing? A text that long belongs in a file of its own",
                    ));
                }
                let value = Value::Scalar {
                    text: text.into(),
                    plain: style == ScalarStyle::Plain,
                };
                let written = self.offsets.text.get(span.range()).unwrap_or("");
                let span = match style {
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                        Span::new(span.start, span.start + narrow(quoted(written)))
                    }
                    ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => span,
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
                        end = if flow {
                            // Without braces, `? a` between brackets ends behind these.
                            (self.brace(place.start) + 1).min(self.offsets.end())
                        } else {
                            end
                        };
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
                "write the value out; put a text that begins with `*` between quotes",
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

    /// Refuses tags, and anchors too: `&China cuts the line` is a text to most people.
    pub(super) fn refuse_extras(&self, event: &Event<'t>, span: Span) -> Result<(), Diagnostic> {
        let (anchor, tag) = match event {
            Event::Scalar(_, _, anchor, tag)
            | Event::SequenceStart(anchor, tag)
            | Event::MappingStart(anchor, tag) => (*anchor, tag),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::Alias(_)
            | Event::SequenceEnd
            | Event::MappingEnd => return Ok(()),
        };
        if tag.is_some() {
            return Err(Diagnostic::new(
                Code::YamlFeature,
                span,
                "YAML tags (`!name`) are not read",
                "remove the tag; put a text that begins with `!` between quotes",
            ));
        }
        if anchor == 0 {
            return Ok(());
        }
        // The parser hands over the value alone, and the anchor stands somewhere before it; or the value with
        // the anchor.
        let parted = self.offsets.text.split_at_checked(span.start as usize);
        let (before, behind) = parted.unwrap_or_default();
        let anchor = before.rfind('&').filter(|_| !behind.starts_with('&'));
        let start = anchor.map_or(span.start, narrow);
        Err(Diagnostic::new(
            Code::YamlFeature,
            Span::new(start, span.end.max(start)),
            "YAML anchors (`&name`) are not read",
            "remove the anchor; put a text that begins with `&` between quotes",
        ))
    }

    #[expect(clippy::unused_self, reason = "reads as one of the reader's refusals")]
    pub(super) fn unexpected(&self, span: Span) -> Diagnostic {
        Diagnostic::new(
            Code::YamlSyntax,
            span,
            "the YAML ends or turns where a value should stand",
            "complete the value",
        )
    }

    fn syntax(&mut self, error: &ScanError) -> Diagnostic {
        explain(&Failure {
            text: self.offsets.text,
            offset: self.offsets.bytes(*error.marker()) as usize,
            info: error.info(),
            open: &self.open,
            read_to: self.read_to as usize,
        })
    }

    /// Where the brace stands that ends a mapping: the parser names the comma before it, if there
    /// is one.
    fn brace(&self, end: u32) -> u32 {
        let rest = self.offsets.text.get(end as usize..).unwrap_or("");
        let Some(mut rest) = rest.strip_prefix(',') else {
            return end;
        };
        loop {
            rest = rest.trim_start();
            let Some(comment) = rest.strip_prefix('#') else {
                return narrow(self.offsets.text.len() - rest.len());
            };
            rest = comment.trim_start_matches(|character| !matches!(character, '\n' | '\r'));
        }
    }

    /// Remembers which brackets are open, for a complaint about one that is never closed.
    fn follow(&mut self, event: &Event<'t>, span: Span) {
        self.read_to = span.end;
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                self.nesting.push(span.start < span.end);
                if span.start < span.end {
                    self.open.push(span.start);
                }
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if self.nesting.pop() == Some(true) {
                    self.open.pop();
                }
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::Alias(_)
            | Event::Scalar(..) => {}
        }
    }
}

/// The length of the quoted text at the beginning of what the parser takes for its place, which
/// goes on to the end of the blanks and the comment behind it.
fn quoted(written: &str) -> usize {
    let mut bytes = written.bytes().enumerate().skip(1).peekable();
    let is_double = written.starts_with('"');
    while let Some((index, byte)) = bytes.next() {
        match byte {
            b'\\' if is_double => {
                bytes.next();
            }
            b'"' if is_double => return index + 1,
            // Two of them in a row stand for one.
            b'\'' if !is_double && bytes.next_if(|(_, next)| *next == b'\'').is_none() => {
                return index + 1;
            }
            _ => {}
        }
    }
    written.len()
}
