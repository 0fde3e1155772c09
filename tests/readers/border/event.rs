//! An entry of the list of events, its keys and their values.

use std::fmt::Write as _;

use super::Border;

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
    pub(super) fn event(&mut self, number: usize) {
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
            61 => key.to_owned(),
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
                        "sought",
                        "context",
                        "suspended",
                        "talks",
                        "opened",
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
    pub(super) fn end(&mut self) {
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
}
