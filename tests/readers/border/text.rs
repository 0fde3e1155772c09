//! Texts in every style, with lines that look like something else.

use std::fmt::Write as _;

use super::Border;

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

impl Border {
    pub(super) fn text(&mut self, column: usize) {
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
}
