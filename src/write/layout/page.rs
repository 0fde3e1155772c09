//! Slots to lines.

use super::gap::Line;
use super::inline::{inline, set};
use super::slot::{Block, Content, Group, Pair, Slot};

/// The column of the comments behind values, where the values leave room.
const REMARKS: usize = 32;
/// The blanks before a comment behind a value that leaves none.
const LEAST_BLANKS: usize = 2;
/// How much deeper the inside of something is indented.
const STEP: usize = 2;

/// A text that grows line by line.
#[derive(Default)]
pub(super) struct Page {
    pub(super) text: String,
}

/// Whether the author's blank lines among comments stay.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Blanks {
    Kept,
    Dropped,
}

/// What a value stands behind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    Key,
    Dash,
}

impl Page {
    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Lines of comments.
    pub(super) fn lines(&mut self, lines: &[Line<'_>], column: usize, blanks: Blanks) {
        for line in lines {
            match line {
                Line::Blank if blanks == Blanks::Kept => self.blank(),
                Line::Blank => {}
                Line::Remark(remark) => {
                    self.indent(column);
                    self.text.push_str(remark);
                    self.text.push('\n');
                }
            }
        }
    }

    /// A key and its value, with the comments above.
    pub(super) fn pair(&mut self, pair: &Pair<'_>, column: usize) {
        self.lines(&pair.slot.above, column, Blanks::Dropped);
        self.indent(column);
        self.key_and_value(pair.key, &pair.slot, column);
    }

    /// A key and its value, on a line that is indented already.
    pub(super) fn key_and_value(&mut self, key: &str, slot: &Slot<'_>, column: usize) {
        self.text.push_str(key);
        self.text.push(':');
        self.value(slot, column, Behind::Key);
    }

    /// An entry of a list, with the comments above.
    pub(super) fn item(&mut self, slot: &Slot<'_>, column: usize, blanks: Blanks) {
        self.lines(&slot.above, column, blanks);
        // A mapping begins on the line of its dash, so what is said of the whole and of its
        // first key must stand above that.
        let inline = inline(&slot.content, column + 1);
        if let (Content::Map(map), None) = (&slot.content, &inline) {
            let behind = slot.behind.map(Line::Remark);
            self.lines(behind.as_slice(), column, Blanks::Dropped);
            if let Some(first) = map.members.first() {
                self.lines(&first.slot.above, column, Blanks::Dropped);
            }
        }
        self.indent(column);
        self.text.push('-');
        self.laid_out(slot, inline, column, Behind::Dash);
    }

    fn value(&mut self, slot: &Slot<'_>, column: usize, behind: Behind) {
        let inline = match &slot.content {
            Content::List(_) | Content::Map(_) => inline(&slot.content, self.used()),
            Content::Nothing | Content::Written(_) | Content::Block(_) | Content::Set(_) => None,
        };
        self.laid_out(slot, inline, column, behind);
    }

    fn laid_out(&mut self, slot: &Slot<'_>, inline: Option<String>, column: usize, behind: Behind) {
        let inside = column + STEP;
        if let Some(text) = inline {
            self.word(&text);
            self.end(slot.behind);
            return;
        }
        match &slot.content {
            Content::Nothing => self.end(slot.behind),
            Content::Written(text) => {
                self.written(text, inside);
                self.end(slot.behind);
            }
            Content::Set(members) => {
                self.word(&set(members));
                self.end(slot.behind);
            }
            Content::Block(block) => self.block(block, slot.behind, inside),
            Content::List(list) => {
                self.end(slot.behind);
                for item in &list.members {
                    self.item(item, inside, Blanks::Dropped);
                }
                self.lines(&list.end, inside, Blanks::Dropped);
            }
            Content::Map(map) => match behind {
                Behind::Key => {
                    self.end(slot.behind);
                    for pair in &map.members {
                        self.pair(pair, inside);
                    }
                    self.lines(&map.end, inside, Blanks::Dropped);
                }
                Behind::Dash => self.map_of_item(map, inside),
            },
        }
    }

    /// A mapping that begins behind a dash.
    fn map_of_item(&mut self, map: &Group<'_, Pair<'_>>, column: usize) {
        for (index, pair) in map.members.iter().enumerate() {
            if index == 0 {
                self.text.push(' ');
                self.key_and_value(pair.key, &pair.slot, column);
            } else {
                self.pair(pair, column);
            }
        }
        self.lines(&map.end, column, Blanks::Dropped);
    }

    /// A text without quotes or between them, in the lines that it was written in.
    fn written(&mut self, text: &str, column: usize) {
        let escapes = text.starts_with('"');
        let mut lines = text.split('\n').peekable();
        let mut is_first = true;
        while let Some(line) = lines.next() {
            let line = if is_first {
                line
            } else {
                line.trim_start_matches([' ', '\t'])
            };
            let line = if lines.peek().is_some() {
                without_blanks(line, escapes)
            } else {
                line
            };
            if is_first {
                self.word(line);
            } else {
                self.text.push('\n');
                if !line.is_empty() {
                    self.indent(column);
                    self.text.push_str(line);
                }
            }
            is_first = false;
        }
    }

    /// A text below a `|` or `>`.
    fn block(&mut self, block: &Block<'_>, behind: Option<&str>, column: usize) {
        self.text.push(' ');
        for mark in block.mark.chars() {
            // How much deeper than its key the text stands is said in the mark, if at all.
            self.text
                .push(if mark.is_ascii_digit() { '2' } else { mark });
        }
        self.end(behind);
        if block.body.is_empty() {
            return;
        }
        for line in block.body.split('\n') {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            let line = &line[blanks.min(block.indent)..];
            if !line.is_empty() {
                self.indent(column);
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }

    fn word(&mut self, word: &str) {
        self.text.push(' ');
        self.text.push_str(word);
    }

    fn indent(&mut self, column: usize) {
        self.text.extend(std::iter::repeat_n(' ', column));
    }

    /// How many columns of the last line are taken.
    fn used(&self) -> usize {
        let start = self.text.rfind('\n').map_or(0, |end| end + 1);
        self.text[start..].chars().count()
    }

    fn end(&mut self, behind: Option<&str>) {
        if let Some(remark) = behind {
            let blanks = REMARKS.saturating_sub(self.used()).max(LEAST_BLANKS);
            self.indent(blanks);
            self.text.push_str(remark);
        }
        self.text.push('\n');
    }
}

/// A line without blanks at its end, but for one that a backslash makes part of the text.
fn without_blanks(line: &str, escapes: bool) -> &str {
    let bare = line.trim_end_matches([' ', '\t']);
    let backslashes = bare.len() - bare.trim_end_matches('\\').len();
    if escapes && backslashes % 2 == 1 && bare.len() < line.len() {
        &line[..=bare.len()]
    } else {
        bare
    }
}
