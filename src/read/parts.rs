//! YAML text to the parts of a ledger, entry by entry.
//!
//! The lists at the top of a ledger are handed over entry by entry, so that only one entry is ever a
//! tree.

use std::ops::Range;

use saphyr_parser::Event;

use crate::model::span::Span;
use crate::model::text::Text;

use super::code::Code;
use super::diagnostic::Diagnostic;
use super::reader::Reader;
use super::tree::{Node, Part, Value, moved};

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
        Event::MappingStart(..) => take(Part::Root(root.1)),
        Event::Scalar(..) | Event::SequenceStart(..) => {
            let help = if matches!(root.0, Event::SequenceStart(..)) {
                "write above the list the key that it belongs to, such as `events:`"
            } else {
                "write one `key: value` a line; entries stand in lists under `channels:` and the like"
            };
            return Err(Diagnostic::new(
                Code::WrongType,
                root.1,
                "a ledger is a mapping with keys such as `title`, `channels` and `events`",
                help,
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
        reader.nodes = 0;
        take(Part::Key(reader.node(event, span, 1)?));
        let (event, span) = reader.next()?;
        if matches!(event, Event::SequenceStart(..)) {
            reader.refuse_extras(&event, span)?;
            take(Part::List(span));
            // An entry is handed over once the text after it is known to be YAML too: what a
            // wrongly indented line cuts off from its entry would otherwise be called missing.
            let mut complete = None;
            loop {
                let (event, span) = reader.next()?;
                if let Some(entry) = complete.take() {
                    take(Part::Entry(entry));
                }
                if matches!(event, Event::SequenceEnd) {
                    take(Part::ListEnd(span));
                    break;
                }
                reader.nodes = 0;
                complete = Some(reader.node(event, span, 2)?);
            }
        } else {
            take(Part::Value(reader.node(event, span, 1)?));
        }
    }
}

/// Reads the outermost mapping of a file of a ledger, part by part, with places in the whole text.
///
/// # Errors
///
/// As [`read_parts`].
pub(crate) fn read_file(
    text: &Text,
    file: Range<usize>,
    mut take: impl FnMut(Part),
) -> Result<(), Diagnostic> {
    let start = u32::try_from(file.start).unwrap_or(u32::MAX);
    let file = text.get(file);
    if start == 0 {
        return read_parts(file, take);
    }
    let place = |place: u32| place.saturating_add(start);
    read_parts(file, |part| take(part.moved(place))).map_err(|problem| problem.moved(place))
}

/// Reads the entries of the lists of a text, each with the key of its list; of a list that stands
/// alone, the key is `events`. What is no list comes as it is.
///
/// # Errors
///
/// The problem that made it impossible to read on, or an empty text's.
pub(crate) fn nodes(text: &str) -> Result<Vec<(Box<str>, Node)>, Diagnostic> {
    let mut reader = Reader::new(text);
    let mut found = Vec::new();
    let Some((event, span)) = reader.root()? else {
        return Ok(found);
    };
    if matches!(event, Event::SequenceStart(..)) {
        reader.refuse_extras(&event, span)?;
        loop {
            let (event, span) = reader.next()?;
            if matches!(event, Event::SequenceEnd) {
                reader.end()?;
                return Ok(found);
            }
            reader.nodes = 0;
            found.push(("events".into(), reader.node(event, span, 2)?));
        }
    }
    let mut list: Box<str> = "".into();
    read_parts(text, |part| match part {
        Part::Key(Node {
            value: Value::Scalar { text, .. },
            ..
        }) => list = text,
        Part::Value(node) if node.is_null() => {}
        Part::Entry(node) | Part::Value(node) => found.push((list.clone(), node)),
        Part::Root(_) | Part::Key(_) | Part::List(_) | Part::ListEnd(_) => {}
    })?;
    Ok(found)
}

/// Reads a text that holds one entry of a list with its dash, which stands at an offset of a larger text,
/// and perhaps the dash of the next; nothing of the entry stands behind an end.
///
/// `None` if it is not one entry, and nothing else.
pub(crate) fn read_item(text: &str, offset: usize, end: usize) -> Option<Node> {
    let (offset, end) = (u32::try_from(offset).ok()?, u32::try_from(end).ok()?);
    let mut reader = Reader::new(text);
    let (event, span) = reader.root().ok()??;
    // A bracket would be a list of another kind.
    let is_list = matches!(event, Event::SequenceStart(..)) && span.start == span.end;
    if !is_list || reader.refuse_extras(&event, span).is_err() {
        return None;
    }
    let (event, span) = reader.next().ok()?;
    let node = reader.node(event, span, 2).ok()?;
    let (mut event, span) = reader.next().ok()?;
    if !matches!(event, Event::SequenceEnd) {
        let next = reader.node(event, span, 2).ok()?;
        event = reader.next().ok().filter(|_| next.is_null())?.0;
    }
    let is_alone = matches!(event, Event::SequenceEnd) && reader.end().is_ok();
    is_alone.then(|| moved(node, |place| (place + offset).min(end)))
}

/// Reads on in the middle of a list, behind a line that begins its section: the parts that follow, as
/// if all of the text had been read.
///
/// # Errors
///
/// The problem that made it impossible to read on, at its place in the whole text.
pub(crate) fn read_on(
    text: &Text,
    behind: &str,
    rest: Range<usize>,
    mut take: impl FnMut(Part),
) -> Result<(), Diagnostic> {
    let start = rest.start;
    let rest = [behind, text.get(rest)].concat();
    let place = |place: u32| {
        let place = (place as usize + start).saturating_sub(behind.len());
        u32::try_from(place).unwrap_or(u32::MAX)
    };
    let mut has_begun = false;
    read_parts(&rest, |part| {
        // The first list is the one that had begun.
        if has_begun {
            take(part.moved(place));
        } else {
            has_begun = matches!(part, Part::List(_));
        }
    })
    .map_err(|problem| problem.moved(place))
}

/// Reads a text that holds one node, within the same limits.
///
/// # Errors
///
/// The problem that made it impossible to read on.
pub(crate) fn read_tree(text: &str) -> Result<Node, Diagnostic> {
    let mut reader = Reader::new(text);
    match reader.root()? {
        Some((event, span)) => reader.node(event, span, 1),
        None => Err(reader.unexpected(Span::at(0))),
    }
}
