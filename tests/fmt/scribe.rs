//! Writes one and the same sort of ledger in every style that YAML has, with comments in every
//! place where it allows one.

use std::fmt::Write as _;

use Meant::{List, Map, Word};

/// Writes a ledger in a style that is led by numbers.
pub(super) struct Scribe {
    choices: Vec<u8>,
    next: usize,
    text: String,
    remarks: usize,
}

/// A value as it is meant.
#[derive(Clone)]
enum Meant {
    Word(&'static str),
    List(Vec<Meant>),
    Map(Vec<(&'static str, Meant)>),
}

/// Texts for one line, and such as YAML might take for something else.
const LINES: [&str; 14] = [
    "A line",
    "one two three four five six",
    "a#b",
    "a: b # c",
    "it's",
    "\"quoted\" text",
    "http://x.org/#y",
    "a, b",
    "[a]",
    "- a",
    "é 漢 – 🕊",
    "-5 ?x :y",
    "#no comment",
    "a line that is so long that it does not leave much room for anything that stands beside it",
];

/// Texts that may have several lines.
const TEXTS: [&str; 7] = [
    "A text",
    "one\ntwo # no comment\n\n  three\nfour",
    "  deep\nless deep",
    "\n\nlate",
    "- a\n- b",
    "key: value",
    "a text of several words in a row",
];

impl Scribe {
    pub(super) fn new(choices: Vec<u8>) -> Self {
        Self {
            choices,
            next: 0,
            text: String::new(),
            remarks: 0,
        }
    }

    /// The text of a ledger, and how many comments it has: `#0;`, `#1;` and so on.
    pub(super) fn ledger(mut self) -> (String, usize) {
        if self.seldom() {
            self.end();
        }
        if self.seldom() {
            self.text.push_str("---");
            self.end();
        }
        let sections = self.sections();
        let sections = self.shuffled(&sections);
        if self.pick(12) == 11 {
            self.flow(&Map(sections), 0);
            self.end();
        } else {
            self.pairs(&sections, 0);
        }
        if self.seldom() {
            self.text.push_str("...");
            self.end();
        }
        if self.seldom() {
            self.text.truncate(self.text.trim_end().len());
        }
        match self.pick(8) {
            0 => self.text = self.text.replace('\n', "\r\n"),
            1 => self.text.insert(0, '\u{feff}'),
            _ => {}
        }
        (self.text, self.remarks)
    }

    /// A number below a bound; 0 once the choices are used up.
    fn pick(&mut self, bound: usize) -> usize {
        let choice = self.choices.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        usize::from(choice) % bound
    }

    fn seldom(&mut self) -> bool {
        self.pick(6) == 5
    }

    fn spaces(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }

    fn remark(&mut self) {
        let odd = ["", " é 漢", " - a: [b", " 'c", "#", "\td"][self.pick(6)];
        write!(self.text, "#{};{odd}", self.remarks).unwrap();
        self.remarks += 1;
    }

    /// The end of a line, perhaps with a comment, and perhaps lines of comments after it.
    fn end(&mut self) {
        match self.pick(12) {
            0 | 1 => {
                let count = 1 + self.pick(4);
                self.spaces(count);
                self.remark();
            }
            2 => self.spaces(2),
            _ => {}
        }
        self.text.push('\n');
        while self.seldom() {
            if !self.seldom() {
                let column = self.pick(12);
                self.spaces(column);
                self.remark();
            }
            self.text.push('\n');
        }
    }

    /// What may stand between two things between brackets.
    fn flow_gap(&mut self, column: usize) {
        match self.pick(12) {
            11 => {
                self.end();
                self.spaces(column + 1);
            }
            10 => self.text.push(' '),
            _ => {}
        }
    }

    fn shuffled(&mut self, pairs: &[(&'static str, Meant)]) -> Vec<(&'static str, Meant)> {
        let mut pairs = pairs.to_vec();
        if self.pick(3) == 2 {
            for last in (1..pairs.len()).rev() {
                let other = self.pick(last + 1);
                pairs.swap(last, other);
            }
        }
        pairs
    }

    /// Words with blanks or line ends between them.
    fn words(&mut self, text: &str, column: usize) {
        let mut words = text.split(' ').peekable();
        while let Some(word) = words.next() {
            self.text.push_str(word);
            let can_break = !word.is_empty() && words.peek().is_some_and(|next| !next.is_empty());
            if can_break && self.seldom() {
                let end = ["\n", "  \n"][self.pick(2)];
                self.text.push_str(end);
                let deeper = 1 + self.pick(4);
                self.spaces(column + deeper);
            } else if words.peek().is_some() {
                self.text.push(' ');
            }
        }
    }

    /// A text without quotes or between them.
    fn word(&mut self, text: &str, column: usize, in_flow: bool) {
        let needs_quotes = text.contains(": ")
            || text.contains(" #")
            || text.starts_with(|first| "\"'[{#- ".contains(first))
            || in_flow && text.contains([',', '[', ']', '{', '}', ':']);
        if text.contains('\n') {
            let escaped = text.replace('\n', "\\n");
            write!(self.text, "\"{escaped}\"").unwrap();
        } else if !needs_quotes && !self.seldom() {
            self.words(text, column);
        } else if self.pick(2) == 0 {
            self.text.push('\'');
            self.words(&text.replace('\'', "''"), column);
            self.text.push('\'');
        } else {
            self.text.push('"');
            self.words(&text.replace('"', "\\\""), column);
            self.text.push('"');
        }
    }

    /// A value between brackets.
    fn flow(&mut self, meant: &Meant, column: usize) {
        match meant {
            Word(text) => self.word(text, column, true),
            List(items) => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.flow_gap(column);
                        self.text.push(',');
                    }
                    self.flow_gap(column);
                    self.flow(item, column);
                }
                self.flow_gap(column);
                self.text.push(']');
            }
            Map(pairs) => {
                self.text.push('{');
                for (index, (key, value)) in self.shuffled(pairs).iter().enumerate() {
                    if index > 0 {
                        self.flow_gap(column);
                        self.text.push(',');
                    }
                    self.flow_gap(column);
                    self.text.push_str(key);
                    self.text.push_str(": ");
                    self.flow_gap(column);
                    self.flow(value, column);
                }
                self.flow_gap(column);
                self.text.push('}');
            }
        }
    }

    /// A text below a `|` or `>`.
    fn block(&mut self, text: &str, column: usize) {
        let literal = text.contains('\n') || self.pick(2) == 0;
        let deeper = 1 + self.pick(4);
        self.text.push(if literal { '|' } else { '>' });
        if text.starts_with([' ', '\n']) || self.seldom() {
            write!(self.text, "{deeper}").unwrap();
        }
        let chomping = ["", "-", "+"][self.pick(3)];
        self.text.push_str(chomping);
        if self.seldom() {
            self.text.push_str("  ");
            self.remark();
        }
        self.text.push('\n');
        for line in text.split('\n') {
            if !line.is_empty() {
                self.spaces(column + deeper);
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
        if self.seldom() {
            self.text.push_str("\n\n");
        }
    }

    /// A value behind a key or dash that stands in a column.
    fn value(&mut self, meant: &Meant, column: usize, behind_dash: bool) {
        let as_flow = self.pick(3) == 2;
        match meant {
            Word(text) if TEXTS.contains(text) && self.pick(2) == 0 => {
                self.text.push(' ');
                self.block(text, column);
            }
            Word(text) => {
                if self.seldom() {
                    self.end();
                    self.spaces(column + 1);
                } else {
                    self.text.push(' ');
                }
                self.word(text, column, false);
                self.end();
            }
            List(items) if !as_flow && !items.is_empty() => {
                self.end();
                let deeper = self.pick(4);
                for item in items {
                    self.spaces(column + deeper);
                    self.text.push('-');
                    self.value(item, column + deeper, true);
                }
            }
            Map(pairs) if !as_flow => {
                let deeper = self.pick(4);
                let pairs = self.shuffled(pairs);
                if behind_dash && !self.seldom() {
                    self.spaces(1 + deeper);
                } else {
                    self.end();
                    self.spaces(column + 2 + deeper);
                }
                self.pairs(&pairs, column + 2 + deeper);
            }
            List(_) | Map(_) => {
                self.text.push(' ');
                self.flow(meant, column + 1);
                self.end();
            }
        }
    }

    /// The pairs of a mapping, the first of them on a line that is indented already.
    fn pairs(&mut self, pairs: &[(&'static str, Meant)], column: usize) {
        for (index, (key, value)) in pairs.iter().enumerate() {
            if index > 0 {
                self.spaces(column);
            }
            match self.pick(8) {
                0 => write!(self.text, "\"{key}\":").unwrap(),
                1 => write!(self.text, "{key} :").unwrap(),
                _ => write!(self.text, "{key}:").unwrap(),
            }
            self.value(value, column, false);
        }
    }

    fn line(&mut self) -> Meant {
        Word(LINES[self.pick(LINES.len())])
    }

    fn text(&mut self) -> Meant {
        Word(TEXTS[self.pick(TEXTS.len())])
    }

    /// Adds a key, or leaves it out.
    fn perhaps(&mut self, pairs: &mut Vec<(&'static str, Meant)>, key: &'static str, value: Meant) {
        if self.pick(3) == 2 {
            pairs.push((key, value));
        }
    }

    fn sections(&mut self) -> Vec<(&'static str, Meant)> {
        let both = List(vec![Word("USA"), Word("CHN")]);
        let [usa, chn] =
            ["USA", "CHN"].map(|id| Map(vec![("id", Word(id)), ("name", self.line())]));
        let mut post = vec![
            ("id", Word("minister")),
            ("party", Word("CHN")),
            ("title", self.line()),
        ];
        let first = Map(vec![("name", self.line()), ("until", Word("2019"))]);
        let second = Map(vec![("name", self.line()), ("since", Word("2020"))]);
        let mut holders = vec![first, second];
        holders.truncate(self.pick(3));
        self.perhaps(&mut post, "holders", List(holders));
        let mut line = vec![
            ("id", Word("line")),
            ("name", Word("Line")),
            ("parties", both.clone()),
        ];
        self.perhaps(
            &mut line,
            "aka",
            List(vec![Word("alias one"), Word("x, y")]),
        );
        self.perhaps(&mut line, "posts", List(vec![Word("minister")]));
        let about = self.text();
        self.perhaps(&mut line, "about", about);
        let other = vec![
            ("id", Word("other")),
            ("name", Word("Other")),
            ("parties", both),
        ];
        let [wire, post_source] = ["wire", "post"].map(|id| {
            Map(vec![
                ("id", Word(id)),
                ("outlet", Word("Wire")),
                ("title", self.line()),
                ("published", Word("2024")),
            ])
        });
        let mut events = Vec::new();
        for id in ["e1", "e2", "e3"] {
            if self.pick(4) > 0 {
                events.push(self.event(id));
            }
        }
        let mut sections = vec![
            ("title", self.line()),
            ("parties", List(vec![usa, chn])),
            ("posts", List(vec![Map(post)])),
            ("channels", List(vec![Map(line), Map(other)])),
            ("sources", List(vec![wire, post_source])),
        ];
        self.perhaps(&mut sections, "stale_after", Word("30"));
        if self.pick(4) > 0 {
            sections.push(("events", List(events)));
        }
        sections
    }

    fn event(&mut self, id: &'static str) -> Meant {
        let citation = Map(vec![
            ("source", Word("post")),
            ("at", self.line()),
            ("credibility", Word("2")),
        ]);
        let sources = match self.pick(3) {
            0 => vec![Word("wire")],
            1 => vec![Word("wire"), citation],
            _ => vec![citation],
        };
        let dates = ["2023", "2023-02~", "../2023", "2023-01/2023-02-14"];
        let mut event = vec![
            ("id", Word(id)),
            ("date", Word(dates[self.pick(dates.len())])),
            ("kind", Word("context")),
            ("summary", self.line()),
            ("sources", List(sources)),
        ];
        let note = self.text();
        self.perhaps(&mut event, "note", note);
        self.perhaps(&mut event, "tags", List(vec![Word("a"), Word("b c")]));
        self.perhaps(&mut event, "inferred", Word("true"));
        let withdrawn = Map(vec![("reason", self.line()), ("date", Word("2024"))]);
        self.perhaps(&mut event, "withdrawn", withdrawn);
        Map(event)
    }
}
