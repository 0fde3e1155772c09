//! A text with something in it changed, inserted, left out or repeated.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What may come into a text.
pub(crate) const PIECES: [&str; 44] = [
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "  ",
    "\n\n",
    ":",
    ": ",
    "- ",
    "-",
    "\n  - ",
    "\n- ",
    "\n    ",
    "? ",
    ",",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "''",
    "|",
    ">",
    "|2+\n",
    "&a ",
    "*a",
    "!t ",
    "#",
    " # ",
    "%",
    "@",
    "---\n",
    "...\n",
    "\\",
    "~",
    "null",
    "é",
    "断",
    "\u{a0}",
    "\u{2028}",
    "x",
    "\nevents:\n",
];

/// One change.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    LeaveOut(Index, usize),
    Repeat(Index, usize),
    Insert(Index, &'static str),
    Byte(Index, u8),
    CutOff(Index),
    LeaveLineOut(Index),
    RepeatLine(Index, Index),
    SwapLines(Index, Index),
    Indent(Index, usize),
    Outdent(Index, usize),
}

pub(crate) fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        (at(), 1..20_usize).prop_map(|(at, length)| Change::LeaveOut(at, length)),
        (at(), 1..80_usize).prop_map(|(at, length)| Change::Repeat(at, length)),
        (at(), select(&PIECES[..])).prop_map(|(at, piece)| Change::Insert(at, piece)),
        (at(), b' '..b'~').prop_map(|(at, byte)| Change::Byte(at, byte)),
        at().prop_map(Change::CutOff),
        at().prop_map(Change::LeaveLineOut),
        (at(), at()).prop_map(|(line, to)| Change::RepeatLine(line, to)),
        (at(), at()).prop_map(|(one, other)| Change::SwapLines(one, other)),
        (at(), 1..4_usize).prop_map(|(line, by)| Change::Indent(line, by)),
        (at(), 1..4_usize).prop_map(|(line, by)| Change::Outdent(line, by)),
    ]
}

impl Change {
    /// Changes a text; what is no text any more remains as it was.
    pub(crate) fn apply(&self, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let mut bytes = text.as_bytes().to_vec();
        let length = bytes.len();
        let end = |at: usize, count: &usize| (at + count).min(length);
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        let count = lines.len();
        let changed: String;
        match self {
            Self::LeaveOut(at, count) => {
                let at = at.index(length);
                bytes.drain(at..end(at, count));
            }
            Self::Repeat(at, count) => {
                let at = at.index(length);
                let part = bytes[at..end(at, count)].to_vec();
                bytes.splice(at..at, part);
            }
            Self::Insert(at, piece) => {
                let at = at.index(length);
                bytes.splice(at..at, piece.bytes());
            }
            Self::Byte(at, byte) => bytes[at.index(length)] = *byte,
            Self::CutOff(at) => bytes.truncate(at.index(length)),
            Self::LeaveLineOut(line) => {
                lines.remove(line.index(count));
                return lines.concat();
            }
            Self::RepeatLine(line, to) => {
                lines.insert(to.index(count), lines[line.index(count)]);
                return lines.concat();
            }
            Self::SwapLines(one, other) => {
                lines.swap(one.index(count), other.index(count));
                return lines.concat();
            }
            Self::Indent(line, by) => {
                let place = line.index(count);
                changed = " ".repeat(*by) + lines[place];
                lines[place] = &changed;
                return lines.concat();
            }
            Self::Outdent(line, by) => {
                let place = line.index(count);
                let blanks = lines[place]
                    .bytes()
                    .take_while(|byte| *byte == b' ')
                    .count();
                lines[place] = &lines[place][blanks.min(*by)..];
                return lines.concat();
            }
        }
        String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
    }
}
