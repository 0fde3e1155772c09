//! The text of a generated ledger.

use serde_json::Value;

use super::look::{Empty, ListLook, Look};
use super::model::{CHANNELS, Model};

pub(crate) fn parties() -> Value {
    serde_json::json!([
        {"id": "USA", "name": "United States"},
        {"id": "CHN", "name": "China: the People's Republic"},
    ])
}

pub(crate) fn channels() -> Value {
    let channel =
        |id: &&str| serde_json::json!({"id": id, "name": "Line", "parties": ["USA", "CHN"]});
    Value::Array(CHANNELS.iter().map(channel).collect())
}

pub(crate) struct Writer<'a> {
    look: &'a Look,
    random: u64,
    text: String,
    comment: usize,
    /// The column that a comment must stay left of, lest it become part of a text.
    inside: usize,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(look: &'a Look) -> Self {
        Self {
            look,
            random: look.seed,
            text: String::new(),
            comment: 0,
            inside: usize::MAX,
        }
    }

    fn below(&mut self, bound: u64) -> usize {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound).unwrap()
    }

    fn is_odd(&mut self) -> bool {
        self.below(12) < usize::from(self.look.oddities)
    }

    fn has_comment(&mut self) -> bool {
        self.below(20) < usize::from(self.look.comments)
    }

    fn blanks(&mut self, count: usize) {
        self.text.push_str(&" ".repeat(count));
    }

    fn a_comment(&mut self) {
        let comment = format!("# c{}: a, [b - c}} \"d 'e ] -", self.comment);
        self.text.push_str(&comment);
        self.comment += 1;
    }

    /// A comment behind a value, blanks, or nothing; and the end of the line.
    fn end_line(&mut self) {
        if self.has_comment() {
            let before = [" ", "  ", "\t", " \t "][self.below(4)];
            self.text.push_str(before);
            self.a_comment();
        } else if self.is_odd() {
            let blanks = [" ", "  ", "\t"][self.below(3)];
            self.text.push_str(blanks);
        }
        self.text.push('\n');
    }

    /// Comments on lines of their own, indented anyhow, and blank lines.
    fn lines_between(&mut self, column: usize) {
        while self.has_comment() {
            let columns = [
                0,
                column,
                column,
                column + 2,
                column.saturating_sub(2),
                column + 5,
            ];
            let column = columns[self.below(6)].min(self.inside.saturating_sub(1));
            self.blanks(column);
            self.a_comment();
            self.text.push('\n');
            if self.is_odd() && self.inside == usize::MAX {
                self.text.push('\n');
            }
        }
    }

    pub(crate) fn write(mut self, model: &Model) -> String {
        if self.look.markers.0 {
            self.text.push_str("---\n");
        }
        self.lines_between(0);
        let sources = serde_json::to_value(&model.sources).unwrap();
        let events = serde_json::to_value(&model.events).unwrap();
        let look = self.look;
        let mut sections = vec![
            ("title", Value::from("Generated"), &look.others),
            ("parties", parties(), &look.others),
            ("channels", channels(), &look.others),
            ("sources", sources, &look.sources),
            ("events", events, &look.events),
        ];
        sections.rotate_left(self.look.order.0);
        if self.look.order.1 {
            sections.reverse();
        }
        for (key, value, look) in sections {
            let is_empty = value.as_array().is_some_and(Vec::is_empty);
            if is_empty && look.empty == Empty::Missing {
                continue;
            }
            self.lines_between(self.look.root);
            self.blanks(self.look.root);
            self.text.push_str(key);
            self.text.push(':');
            self.inside = usize::MAX;
            match value {
                Value::Array(items) if is_empty => {
                    drop(items);
                    let is_below = look.empty != Empty::Nothing && self.is_odd();
                    if is_below {
                        self.end_line();
                        self.lines_between(self.look.root + 1);
                        self.blanks(self.look.root);
                    }
                    let written = match look.empty {
                        Empty::Missing | Empty::Nothing => "",
                        Empty::Tilde => " ~",
                        Empty::Null => " null",
                        Empty::Brackets => [" []", " [ ]", "  []"][self.below(3)],
                    };
                    self.text.push_str(written);
                    self.end_line();
                }
                Value::Array(items) => self.list(&items, look),
                other => {
                    self.text.push(' ');
                    self.scalar(other.as_str().unwrap(), self.look.root, false);
                }
            }
            if self.is_odd() {
                self.text.push('\n');
            }
        }
        self.lines_between(self.look.root);
        if self.look.markers.1 {
            self.text.push_str("...\n");
        }
        self.text
    }

    fn list(&mut self, items: &[Value], look: &ListLook) {
        let root = self.look.root;
        let Some(dash) = look.dash else {
            return self.flow_list(items, look);
        };
        let dash = dash + root;
        self.end_line();
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                let mut blank_lines = look.blank_lines;
                if self.is_odd() {
                    blank_lines = self.below(3);
                }
                self.text.push_str(&"\n".repeat(blank_lines));
            }
            self.lines_between(dash);
            self.blanks(dash);
            self.text.push('-');
            self.inside = usize::MAX;
            let in_braces = match look.entries {
                0 => false,
                1 => true,
                _ => self.below(2) == 0,
            };
            if in_braces {
                self.blanks(look.gap - 1);
                self.flow(item, dash + 2);
                self.end_line();
                continue;
            }
            let on_its_own = self.below(24) < usize::from(self.look.oddities);
            if on_its_own {
                self.end_line();
                self.lines_between(dash + look.gap);
                self.blanks(dash + look.gap);
            } else {
                self.blanks(look.gap - 1);
            }
            self.mapping(item, dash + look.gap);
        }
    }

    /// Entries between brackets, on one line or several.
    fn flow_list(&mut self, items: &[Value], look: &ListLook) {
        let indent = self.look.root + 2;
        let in_lines = look.blank_lines > 0;
        self.text.push_str(" [");
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            if in_lines {
                self.end_line();
                self.lines_between(indent);
                self.blanks(indent);
            } else if index > 0 {
                self.blanks(1);
            }
            self.flow(item, indent);
        }
        if in_lines {
            if self.is_odd() {
                self.text.push(',');
            }
            self.end_line();
            self.lines_between(indent);
            self.blanks(self.look.root + 1);
        }
        self.text.push(']');
        self.end_line();
    }

    fn pairs(&mut self, item: &Value) -> Vec<(String, Value)> {
        let mut pairs: Vec<(String, Value)> = item
            .as_object()
            .unwrap()
            .iter()
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        if self.is_odd() {
            let middle = self.below(pairs.len() as u64);
            pairs.rotate_left(middle);
        }
        pairs
    }

    /// Keys on lines of their own; the first is written where the text ends.
    fn mapping(&mut self, item: &Value, indent: usize) {
        for (index, (key, value)) in self.pairs(item).into_iter().enumerate() {
            if index > 0 {
                self.lines_between(indent);
                self.blanks(indent);
            }
            self.text.push_str(&key);
            self.text.push(':');
            self.inside = usize::MAX;
            match &value {
                Value::Array(items) if items.iter().any(Value::is_object) || self.is_odd() => {
                    self.end_line();
                    let dash = indent + [0, 2, 2, 4][self.below(4)];
                    for item in items {
                        self.lines_between(dash);
                        self.blanks(dash);
                        self.text.push_str("- ");
                        self.inside = usize::MAX;
                        match item {
                            Value::Object(_) if self.is_odd() => self.mapping(item, dash + 2),
                            Value::Object(_) => {
                                self.flow(item, dash + 2);
                                self.end_line();
                            }
                            other => self.scalar(&plain_text(other), dash, false),
                        }
                    }
                }
                Value::Object(_) if self.is_odd() => {
                    self.end_line();
                    self.lines_between(indent + 2);
                    self.blanks(indent + 2);
                    self.mapping(&value, indent + 2);
                }
                Value::Array(_) | Value::Object(_) => {
                    self.text.push(' ');
                    self.flow(&value, indent + 2);
                    self.end_line();
                }
                other => {
                    self.text.push(' ');
                    self.scalar(
                        &plain_text(other),
                        indent,
                        key == "note" || key == "summary",
                    );
                }
            }
        }
    }

    /// A scalar in one of the styles that can hold it, with the end of its line.
    fn scalar(&mut self, text: &str, indent: usize, may_be_block: bool) {
        let deeper = indent + 2;
        let is_harmless = text.lines().all(|line| {
            !line.is_empty()
                && line.trim() == line
                && !line.contains("  ")
                && !line.contains(['\t', '\u{a0}'])
        });
        if may_be_block && is_harmless && (text.contains('\n') || self.is_odd()) {
            let folds = !text.contains('\n') && self.below(2) == 0;
            let strips = ["", "-", "+"][self.below(3)];
            self.text.push_str(if folds { ">" } else { "|" });
            self.text.push_str(strips);
            if self.has_comment() {
                self.text.push(' ');
                self.a_comment();
            }
            let lines: Vec<&str> = if folds {
                text.split(' ').collect()
            } else {
                text.lines().collect()
            };
            for line in lines {
                self.text.push('\n');
                self.blanks(deeper);
                self.text.push_str(line);
            }
            self.text.push('\n');
            if self.is_odd() {
                self.text.push('\n');
            }
            self.inside = deeper;
            return;
        }
        if is_plain(text) && !self.is_odd() {
            if text.contains(' ') && self.is_odd() {
                let (one, other) = text.split_once(' ').unwrap();
                self.text.push_str(one);
                self.text.push('\n');
                if self.below(2) == 0 {
                    self.blanks(deeper + 1);
                } else {
                    self.blanks(indent + 1);
                }
                self.text.push_str(other);
            } else {
                self.text.push_str(text);
            }
        } else {
            self.quoted(text);
        }
        self.end_line();
    }

    fn quoted(&mut self, text: &str) {
        if text.contains('\n') || self.below(2) == 0 {
            self.text.push_str(&serde_json::to_string(text).unwrap());
        } else {
            self.text
                .push_str(&format!("'{}'", text.replace('\'', "''")));
        }
    }

    /// A value between brackets or braces.
    fn flow(&mut self, value: &Value, indent: usize) {
        let in_lines = self.below(20) < usize::from(self.look.oddities);
        let separate = |writer: &mut Self| {
            if in_lines {
                writer.end_line();
                writer.lines_between(indent);
                writer.blanks(indent);
            }
        };
        match value {
            Value::Array(items) => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.text.push_str(", ");
                    }
                    separate(self);
                    self.flow(item, indent + 2);
                }
                if self.is_odd() && !items.is_empty() {
                    self.text.push_str(" , ");
                }
                separate(self);
                self.text.push(']');
            }
            Value::Object(_) => {
                self.text.push('{');
                for (index, (key, value)) in self.pairs(value).into_iter().enumerate() {
                    if index > 0 {
                        self.text.push_str(", ");
                    }
                    separate(self);
                    if self.is_odd() {
                        self.text.push_str(&format!("\"{key}\": "));
                    } else {
                        self.text.push_str(&format!("{key}: "));
                    }
                    self.flow(&value, indent + 2);
                }
                if self.is_odd() {
                    self.text.push(',');
                }
                separate(self);
                self.text.push('}');
            }
            other => {
                let text = plain_text(other);
                if is_plain(&text) && !self.is_odd() {
                    self.text.push_str(&text);
                } else {
                    self.quoted(&text);
                }
            }
        }
    }
}

fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether a text can stand anywhere without quotes.
fn is_plain(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || " .-_+'".contains(c))
        && !["null", "Null", "NULL"].contains(&text)
}
