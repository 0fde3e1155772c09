//! Ledgers on the border between what is regular and what is not.
//!
//! Most of each is written as most people write; here and there, what stands in it is of another sort, be
//! it right or wrong.

use std::fmt::Write as _;

/// Writes a ledger by numbers; where they are used up, everything is plain.
pub(crate) struct Border {
    choices: Vec<u8>,
    next: usize,
    text: String,
    /// The column of the dashes before events.
    dash: usize,
}

/// What a text may look like without being it.
const TRAPS: [&str; 12] = [
    "- id: trap",
    "  - id: deeper",
    "events:",
    "title: Trap",
    "id: trap",
    "# no comment",
    "---",
    "...",
    "'",
    "\"",
    "a: b",
    "",
];

const TEXTS: [&str; 26] = [
    "A line is cut.",
    "a#b",
    "a # b",
    "a: b",
    "a:",
    ":a",
    "a, b",
    "[a",
    "a]",
    "{a}",
    "- a",
    "-a",
    "? a",
    "it's",
    "\"so\"",
    "é 断 🕊",
    "\u{a0}hard blanks\u{a0}",
    "a\u{2028}b",
    "a\tb",
    "a\\nb",
    "~",
    "null",
    "true",
    "%a",
    "@a",
    "http://x.org/#y",
];

const KEYS: [&str; 18] = [
    "note",
    "tags",
    "by",
    "cause",
    "scope",
    "inferred",
    "reported",
    "recorded",
    "withdrawn",
    "corrects",
    "coder",
    "status",
    "id",
    "date",
    "kind",
    "channels",
    "summary",
    "sources",
];

impl Border {
    pub(crate) fn new(choices: Vec<u8>) -> Self {
        Self {
            choices,
            next: 0,
            text: String::new(),
            dash: 2,
        }
    }

    /// A number below a bound; 0 once the choices are used up.
    fn pick(&mut self, bound: usize) -> usize {
        let choice = self.choices.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        usize::from(choice) % bound
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.pick(all.len())]
    }

    fn seldom(&mut self) -> bool {
        self.pick(24) == 23
    }

    fn now_and_then(&mut self) -> bool {
        self.pick(6) == 5
    }

    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn blanks(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }

    /// The text of a ledger with about so many events.
    pub(crate) fn ledger(mut self, events: usize) -> String {
        if self.seldom() {
            let begin = self.of(&[
                "---\n",
                "\u{feff}",
                "# c\n\n",
                "%YAML 1.2\n---\n",
                " ",
                "...\n",
            ]);
            self.put(begin);
        }
        let mut sections: Vec<usize> = (0..5).collect();
        if self.now_and_then() {
            let turn = self.pick(5);
            sections.rotate_left(turn);
        }
        if self.seldom() {
            let again = self.pick(5);
            sections.push(again);
        }
        for section in sections {
            self.section(section, events);
            if self.seldom() {
                let end = self.of(&["...\n", "---\n", "\n", "# c\n", "x\n", "  # c\n"]);
                self.put(end);
            }
        }
        match self.pick(16) {
            15 => self.text = self.text.replace('\n', "\r\n"),
            14 => self.text.truncate(self.text.trim_end().len()),
            13 => self.text = self.text.replacen('\n', "\r", 1),
            _ => {}
        }
        self.text
    }

    /// The text of so many events.
    pub(crate) fn entries(mut self, events: usize) -> String {
        for number in 0..events {
            self.event(number);
        }
        self.text
    }

    fn section(&mut self, section: usize, events: usize) {
        let texts: [&[&str]; 4] = [
            &[
                "title: Two capitals\n",
                "title: |\n  one\n  events:\n",
                "title: 'a\n  b'\n",
                "title: \"one\nevents:\n  - id: x\"\n",
            ],
            &[
                "parties: [{id: USA, name: A}, {id: CHN, name: C}]\n",
                "parties:\n  - id: USA\n    name: A\n  - {id: CHN, name: C}\n",
                "parties:\n- id: USA\n  name: A\n- id: CHN\n  name: |\n    C\n",
            ],
            &[
                "channels: [{id: line, name: L, parties: [USA, CHN]}, {id: talks, name: T, parties: [USA, CHN]}]\n",
                "channels:\n  - id: line\n    name: L\n    parties: [USA, CHN]\n  - id: talks\n    name: T\n    parties:\n      - USA\n      - CHN\n",
                "channels: [{id: line, name: L, parties: [USA, CHN]}]\n",
                "channels:\n",
            ],
            &[
                "sources: [{id: wire, outlet: W, title: T, published: 2023}, {id: post, outlet: W, title: T, published: 2024}]\n",
                "sources:\n  - id: wire\n    outlet: W\n    title: T\n    published: 2023\n  - id: wire\n    outlet: W\n",
                "sources:\n",
            ],
        ];
        let Some(texts) = texts.get(section) else {
            return self.events(events);
        };
        let text = if self.now_and_then() {
            self.of(texts)
        } else {
            texts[0]
        };
        self.put(text);
    }

    fn events(&mut self, count: usize) {
        self.dash = [2, 2, 2, 0, 4][self.pick(5)];
        let key = if self.seldom() {
            self.of(&[
                "\"events\":\n",
                "events: # c\n",
                "events :\n",
                "evnts:\n",
                "events:  \n",
                "events:\t\n",
                "events: &a\n",
                "events: !!seq\n",
                "events:\n\n# c\n",
                "events: null\n",
                "events: []\n",
                "events: [{id: x}]\n",
            ])
        } else {
            "events:\n"
        };
        self.put(key);
        for number in 0..count {
            self.event(number);
        }
    }

    fn event(&mut self, number: usize) {
        let mut dash = self.dash;
        if self.seldom() {
            dash = [0, 1, 2, 3, 4, 6][self.pick(6)];
        }
        if self.now_and_then() {
            self.between(dash);
        }
        if self.seldom() {
            self.blanks(dash);
            let whole = self.of(&[
                "-\n",
                "- \n",
                "- text\n",
                "- [a, b]\n",
                "- {id: b, date: 2023, kind: talks, channels: [line], summary: S., sources: [wire]}\n",
                "- {id: c, date: 2023, kind: talks,\n     channels: [line], summary: S., sources: [wire]}\n",
                "- ~\n",
                "- - a\n",
                "- &a {id: x}\n",
                "- *a\n",
                "- !t x\n",
                "- ? id\n",
                "- |\n    text\n",
                "- 'id': x\n",
                "- \"open\n",
                "-x\n",
                "-\tx: y\n",
                "text\n",
                "key: value\n",
            ]);
            return self.put(whole);
        }
        let gap = [1, 1, 1, 1, 1, 1, 2, 4][self.pick(8)];
        let column = dash + 1 + gap;
        self.blanks(dash);
        self.put("-");
        if self.seldom() {
            let lead = self.of(&["\n", " # c\n", "\n\n"]);
            self.put(lead);
            self.blanks(column);
        } else {
            self.blanks(gap);
        }
        let mut keys = vec!["id", "date", "kind", "channels", "summary", "sources"];
        while self.pick(3) == 2 {
            let key = self.of(&KEYS[..if self.next.is_multiple_of(5) { 18 } else { 11 }]);
            keys.push(key);
        }
        if self.now_and_then() {
            let turn = self.pick(keys.len());
            keys.rotate_left(turn);
        }
        if self.seldom() {
            let out = self.pick(keys.len());
            keys.remove(out);
        }
        for (index, key) in keys.into_iter().enumerate() {
            if index > 0 {
                self.line_before(column);
            }
            self.pair(key, column, number);
        }
    }

    /// Comments and blank lines.
    fn between(&mut self, column: usize) {
        let column = [0, column, column + 2, 1][self.pick(4)];
        match self.pick(4) {
            0 => self.put("\n"),
            1 => self.put("  \n\n"),
            2 => {
                self.blanks(column);
                self.put("# - id: c\n");
            }
            _ => self.put("\t\n"),
        }
    }

    /// The blanks before a key, and what may stand above it.
    fn line_before(&mut self, column: usize) {
        if self.seldom() {
            self.between(column);
        }
        match self.pick(96) {
            95 => self.blanks(column + 1),
            94 => self.blanks(column.saturating_sub(1)),
            93 => self.put("\t"),
            _ => self.blanks(column),
        }
    }

    fn pair(&mut self, key: &str, column: usize, number: usize) {
        let written = match self.pick(64) {
            63 => format!("\"{key}\":"),
            62 => format!("{key} :"),
            61 => format!("{key}"),
            60 => format!("{key}:x"),
            59 => format!("x{key}:"),
            58 => format!("? {key}\n{}:", " ".repeat(column)),
            _ => format!("{key}:"),
        };
        self.put(&written);
        if self.seldom() {
            let nothing = self.of(&[
                "\n",
                " \n",
                " ~\n",
                " null\n",
                " # c\n",
                " Null # c\n",
                "\t\n",
            ]);
            return self.put(nothing);
        }
        match key {
            "channels" => self.list(column, &["line", "talks", "line", "lime", "\"line\"", "[]"]),
            "tags" => self.list(column, &["a", "b c", "'d, e'", "a: b", "f # g", "~", ""]),
            "sources" => self.sources(column),
            "withdrawn" => {
                let value = self.of(&[
                    " {date: 2024-01-05, reason: wrong}",
                    " {date: 2024-01-05, source: wire, reason: \"a, b\"}",
                    "\n        date: 2024\n        reason: |\n          a\n          - b",
                    " yes",
                ]);
                self.put(value);
            }
            "note" | "summary" | "scope" | "coder" => self.text(column),
            "id" => {
                let id = if self.seldom() { number / 2 } else { number };
                let _ = write!(self.text, " e{id}");
            }
            _ => {
                let values: &[&str] = match key {
                    "date" => &[
                        "2023-02-14",
                        "2023-02",
                        "2023",
                        "2023-01/2023-02-14",
                        "2023~",
                        "2023?",
                        "\"2023-03-01\"",
                        "'2023'",
                        "[2022,2023]",
                        "\"{2022,2023}\"",
                        "{2022,2023}",
                        "2023-02-30",
                        "../2023",
                        "2023-1-1",
                        "yesterday",
                    ],
                    "reported" | "recorded" => &["2023-03", "2024-01-01", "\"2024\"", "2024-13"],
                    "kind" => &[
                        "suspended",
                        "talks",
                        "opened",
                        "context",
                        "confirmed",
                        "\"sought\"",
                        "Talks",
                    ],
                    "status" => &["open", "suspended", "'open'", "shut"],
                    "by" => &["USA", "CHN", "\"CHN\"", "USB", "~USA", "é"],
                    "inferred" => &["true", "false", "True", "\"true\"", "yes"],
                    _ => &["e0", "e1", "'e1'", "e99", "two words"],
                };
                let value = if self.pick(3) == 2 {
                    self.of(values)
                } else {
                    values[0]
                };
                let _ = write!(self.text, " {value}");
            }
        }
        self.end();
    }

    /// The end of a line.
    fn end(&mut self) {
        let end = match self.pick(48) {
            47 => " # c\n",
            46 => "  \n",
            45 => "\t\n",
            44 => "#c\n",
            43 => " x\n",
            42 => "\n\n",
            41 => ",\n",
            40 => "\r\n",
            39 => "\r",
            38 => "\t# c\n",
            _ => "\n",
        };
        self.put(end);
    }

    fn text(&mut self, column: usize) {
        self.put(" ");
        let words = if self.pick(3) == 2 {
            self.of(&TEXTS)
        } else {
            TEXTS[0]
        };
        match self.pick(12) {
            11 => {
                let mut sign = self
                    .of(&["|", ">", "|-", ">+", "|2", ">3-", "|+", "> # c", "|x"])
                    .to_owned();
                if self.seldom() {
                    sign.push(' ');
                }
                self.put(&sign);
                for _ in 0..=self.pick(4) {
                    self.trap(column);
                }
            }
            10 => {
                self.put("\"");
                self.put(words);
                self.trap(column);
                self.put("\"");
            }
            9 => {
                self.put("'");
                self.put(words);
                self.trap(column);
                self.put("'");
            }
            8 => {
                self.put(words);
                self.trap(column);
            }
            7 => {
                let _ = write!(
                    self.text,
                    "\"{}\"",
                    words.replace('\\', "\\\\").replace('"', "\\\"")
                );
            }
            6 => {
                let _ = write!(self.text, "'{}'", words.replace('\'', "''"));
            }
            5 => {
                let _ = write!(self.text, "\"{words}\"");
            }
            4 if self.seldom() => {
                let long = "long ".repeat([700, 3_300, 14_000][self.pick(3)]);
                self.put(&long);
            }
            3 if self.now_and_then() => {
                let odd = self.of(&[
                    "&a x",
                    "*a",
                    "!!str x",
                    "!x",
                    "\"\\u2028\"",
                    "\"\\x41\\\n   b\"",
                    "''",
                    "\"\"",
                    "\" \"",
                    "'a''b'",
                ]);
                self.put(odd);
            }
            _ => self.put(words),
        }
    }

    /// A further line of a text.
    fn trap(&mut self, column: usize) {
        let deeper = [2, 2, 2, 2, 1, 0, 4][self.pick(7)];
        let trap = self.of(&TRAPS);
        self.put("\n");
        if self.pick(16) == 15 {
            self.blanks(column.saturating_sub(2));
        } else {
            self.blanks(column + deeper);
        }
        self.put(trap);
    }

    fn list(&mut self, column: usize, items: &[&str]) {
        let count = 1 + self.pick(3);
        let mut chosen = Vec::new();
        for place in 0..count {
            let item = if self.now_and_then() {
                self.of(items)
            } else {
                items[place.min(1)]
            };
            chosen.push(item);
        }
        self.items(column, &chosen);
    }

    fn items(&mut self, column: usize, items: &[&str]) {
        if self.pick(3) == 2 {
            let deeper = column + [2, 0, 0, 4][self.pick(4)];
            for item in items {
                self.end();
                self.blanks(deeper);
                let dash = if self.seldom() { "-  " } else { "- " };
                self.put(dash);
                self.put(item);
            }
            return;
        }
        let open = if self.seldom() {
            self.of(&[" [ ", " [\n      ", "  [", " [,"])
        } else {
            " ["
        };
        self.put(open);
        let separate = if self.seldom() {
            self.of(&[",", " , ", ",\n      ", ", # c\n      "])
        } else {
            ", "
        };
        self.put(&items.join(separate));
        let close = if self.seldom() {
            self.of(&[" ]", ",]", "", "]]", "] x"])
        } else {
            "]"
        };
        self.put(close);
    }

    fn sources(&mut self, column: usize) {
        const CITATIONS: [&str; 12] = [
            "wire",
            "post",
            "{source: wire, at: ¶2, credibility: 2}",
            "{source: post, at: \"p. 2, 3\"}",
            "{ source : wire }",
            "{source: wire,\n        at: p}",
            "{\"source\": wire, at: a: b}",
            "{source: wire, source: post}",
            "{source: wires}",
            "{at: p}",
            "{source: wire, at: a # b}",
            "'wire'",
        ];
        if self.pick(4) == 3 {
            let deeper = column + [2, 0, 4][self.pick(3)];
            let block = self.of(&[
                "source: wire",
                "source: wire\n@  at: p. 2\n@  credibility: 2",
                "source: wire\n@  at: |\n@    p\n@- post",
                "at: \"a\"\n@  source: post\n\n@  # c\n@  credibility: '3'",
                "source: wire # c\n@   at: p",
            ]);
            let block = block.replace('@', &" ".repeat(deeper));
            self.put("\n");
            self.blanks(deeper);
            self.put("- ");
            return self.put(&block);
        }
        let first = if self.now_and_then() {
            self.of(&CITATIONS)
        } else {
            CITATIONS[0]
        };
        let second = if self.now_and_then() {
            self.of(&CITATIONS)
        } else {
            CITATIONS[3]
        };
        let both = [first, second];
        let count = 1 + self.pick(2);
        self.items(column, &both[..count]);
    }
}
