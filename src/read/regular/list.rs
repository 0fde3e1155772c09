//! The entries of a list outside the events, read where all of them are regular.
//!
//! A ledger may have thousands of channels and sources, and nothing can be read side by side before they are known. So
//! each entry is a mapping with a `key: value` a line, and a value is a text on that line or a list of such between
//! brackets; where anything else stands, the list is left to the general reader.

use crate::model::span::Span;
use crate::read::tree::{Node, Value};

use super::lines::{Line, Lines, place};
use super::scalar::{Scalar, Style, blanks, in_flow, to_the_end};
use super::section::{is_key_character, narrow};

/// The longest entry that is read here, with what stands below it, so that no limit of the general reader is met.
const LONGEST_ENTRY: usize = 32 * 1024;

/// Reads the entries of the list that begins on the first of some lines; `None` if one is not regular.
pub(super) fn entries(text: &[u8], lines: Lines<'_>) -> Option<Vec<Node>> {
    let end = lines.end();
    let mut lines = lines.peekable();
    let dash = lines.peek()?.indent;
    let mut entries = Vec::new();
    while let Some(first) = lines.next() {
        if first.indent != dash {
            return None;
        }
        let content = first.content.strip_prefix(b"- ")?;
        let mut pairs = vec![pair(text, content)?];
        let is_below = |line: &Line<'_>| line.indent == dash + 2 && !line.content.starts_with(b"-");
        while let Some(line) = lines.next_if(is_below) {
            pairs.push(pair(text, line.content)?);
        }
        let start = place(text, content);
        let behind = lines.peek().map_or(end, |line| line.start(text));
        if behind - start > LONGEST_ENTRY {
            return None;
        }
        let (_, last) = pairs.last()?;
        entries.push(Node {
            span: Span::new(narrow(start)?, last.span.end),
            value: Value::Map(pairs),
        });
    }
    Some(entries)
}

/// Reads a key and what it holds.
fn pair(text: &[u8], line: &[u8]) -> Option<(Node, Node)> {
    let length = line.iter().position(|byte| !is_key_character(*byte))?;
    let (key, rest) = line.split_at(length);
    if key.is_empty() || !rest.starts_with(b": ") {
        return None;
    }
    let key = Scalar {
        text: key,
        style: Style::Plain,
    };
    let from = length + 2 + blanks(rest.get(2..)?);
    let value = if line.get(from) == Some(&b'[') {
        flow_list(text, line, from)?
    } else {
        node(text, to_the_end(line, from)?)?
    };
    Some((node(text, key)?, value))
}

/// Reads a list between brackets that opens at a place of a line and ends with it.
fn flow_list(text: &[u8], line: &[u8], open: usize) -> Option<Node> {
    let mut items = Vec::new();
    let mut at = open;
    while line.get(at) != Some(&b']') {
        let (item, end) = in_flow::<b']'>(line, at + 1)?;
        items.push(node(text, item)?);
        at = end;
    }
    let start = place(text, line);
    (at + 1 == line.len()).then_some(Node {
        value: Value::List { items, flow: true },
        span: Span::new(narrow(start + open)?, narrow(start + line.len())?),
    })
}

/// A text as a node, if it means what it is.
fn node(text: &[u8], scalar: Scalar<'_>) -> Option<Node> {
    if !scalar.style.is_tame(scalar.text) {
        return None;
    }
    let quote = usize::from(scalar.style == Style::Quoted);
    let start = place(text, scalar.text);
    Some(Node {
        value: Value::Scalar {
            text: std::str::from_utf8(scalar.text).ok()?.into(),
            plain: scalar.style != Style::Quoted,
        },
        span: Span::new(
            narrow(start - quote)?,
            narrow(start + scalar.text.len() + quote)?,
        ),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::parts::read_parts;
    use crate::read::tree::Part;

    const KEY: &str = "channels:\n";

    /// The entries below a key as this reader reads them.
    fn regular(list: &str) -> Option<Vec<Node>> {
        let text = [KEY, list].concat();
        let text = text.as_bytes();
        entries(text, Lines::new(text, KEY.len(), text.len()))
    }

    /// The same as the general reader reads them.
    fn general(list: &str) -> Option<Vec<Node>> {
        let mut entries = Vec::new();
        let mut is_other = false;
        let read = read_parts(&[KEY, list].concat(), |part| match part {
            Part::Entry(node) => entries.push(node),
            Part::Value(_) => is_other = true,
            Part::Root(_) | Part::Key(_) | Part::List(_) | Part::ListEnd(_) => {}
        });
        (read.is_ok() && !is_other).then_some(entries)
    }

    #[test]
    fn what_fmt_writes_is_read_as_the_general_reader_reads_it() {
        for list in [
            "  - id: line\n    name: The line, as it's called\n    parties: [USA, CHN]\n",
            "- id: line\n  name: 'The line: open'\n- id: other\n  name: \"A # b\"\n  level: national\n",
            "  - id: a\n\n    # a remark\n    name: b  \n  - id: c",
            "  - published: 2090-01-01\n    url: https://a.b/c?d=e#f\n    tags: [ 'a, b', c d,é ]\n",
        ] {
            let read = regular(list);
            assert_ne!(read, None, "it is declined: {list}");
            assert_eq!(read, general(list), "{list}");
        }
    }

    #[test]
    fn what_is_not_beyond_question_is_declined() {
        for list in [
            "  - {id: a}\n",
            "  - id: a # a remark\n",
            "  - id:\n",
            "  - id: ~\n",
            "  - id: |\n      a\n",
            "  - id: a\n      b\n",
            "  - id: a\n   name: b\n",
            "  - id: a\n    name: b: c\n",
            "  - id: a\n    parties: [a, [b]]\n",
            "  - id: a\n    parties: [a, b: c]\n",
            "  - id: a\n    parties: [a,]\n",
            "  - id: a\n    parties: []\n",
            "  - id: a\n    parties:\n      - b\n",
            "  -   id: a\n",
            "  - a\n",
            "  - id: &a b\n",
            "  - id: \"a\\n\"\n",
            "  - id: 'it''s'\n",
            "  - id: a\n - id: b\n",
        ] {
            assert_eq!(regular(list), None, "{list}");
        }
    }

    #[test]
    fn an_entry_with_too_much_below_it_is_declined() {
        let remarks = "# a\n".repeat(LONGEST_ENTRY / 4);
        assert_eq!(regular(&format!("  - id: a\n{remarks}  - id: b\n")), None);
        assert_eq!(regular(&format!("  - id: a\n{remarks}")), None);
        assert!(regular(&format!("  - id: a\n{}", &remarks[..9_000])).is_some());
    }

    fn piece() -> impl Strategy<Value = &'static str> {
        let often = prop::sample::select(vec![
            "  - id: a\n",
            "    name: b c\n",
            "    list: [a, b]\n",
            "    quoted: 'a'\n",
            "\n",
            "\r\n",
            "# a\n",
            "  ",
        ]);
        let seldom = prop::sample::select(vec![
            "- ", "-", ":", ": ", " ", "    ", "a", "id", "'", "\"", "\\", "[", "]", "{", "}", ",",
            ", ", "#", " # a", "\n", "\t", "null", "~", "?", "? ", "&a ", "*a", "!a ", "|", ">",
            "%", "@", "`", "é", "\u{85}", "...", "---", "1", "<<: a",
        ]);
        prop_oneof![3 => often, 1 => seldom]
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_the_general_reader_reads(
            pieces in prop::collection::vec(piece(), 0..12),
        ) {
            let list = ["  - id: z\n", &pieces.concat()].concat();
            if let Some(read) = regular(&list) {
                prop_assert_eq!(Some(read), general(&list), "{}", list);
            }
        }
    }
}
