//! An answer laid out, before any format: headings, paragraphs, tables and lists of runs.

use crate::model::states::States;

/// An answer, laid out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// Its parts, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A heading.
    Heading(Line),
    /// A heading within what another one heads.
    Subheading(Line),
    /// A drawing made of characters: lines that stay as they are.
    Figure(Vec<Line>),
    /// A paragraph.
    Paragraph(Line),
    /// A table.
    Table(Table),
    /// A list.
    List(Vec<Item>),
}

/// A table: a header and rows of as many cells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// What the columns hold.
    pub columns: Vec<Column>,
    /// The rows; each cell is one run.
    pub rows: Vec<Vec<Run>>,
}

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// What it holds.
    pub title: String,
    /// What it may lose where there is little room.
    pub fit: Fit,
}

/// What a column may lose where there is little room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit {
    /// Nothing: its cells stay on one line.
    Whole,
    /// Its cells may be wrapped between words.
    Wrapped,
    /// It may be left out altogether; otherwise its cells may be wrapped.
    Spare,
}

impl Column {
    /// A column whose cells stay on one line: ids, dates, words of the machine.
    pub fn whole(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            fit: Fit::Whole,
        }
    }

    /// A column whose cells may be wrapped between words.
    pub fn wrapped(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            fit: Fit::Wrapped,
        }
    }

    /// A column that may be left out.
    pub fn spare(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            fit: Fit::Spare,
        }
    }
}

/// A line of a list, and what hangs from it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// The line.
    pub line: Line,
    /// What hangs from it.
    pub items: Vec<Item>,
}

/// Text of several roles on one line.
pub type Line = Vec<Run>;

/// Text of one role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// The text, as the ledger has it; the renderer makes it harmless.
    pub text: String,
    /// What it stands for.
    pub role: Role,
}

/// What a run of text stands for; a renderer decides how that looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// Nothing in particular.
    Plain,
    /// What the reader looks for first.
    Strong,
    /// What the reader may skip.
    Faint,
    /// What the reader should not miss.
    Alert,
    /// A channel that may be in these states.
    Standing(States),
}

impl Table {
    /// The table without the columns that may be left out.
    #[must_use]
    pub fn without_spare(&self) -> Self {
        let keeps = |index: &usize| self.columns.get(*index).is_none_or(|c| c.fit != Fit::Spare);
        let kept = |row: &Vec<Run>| {
            let cells = row.iter().enumerate().filter(|(index, _)| keeps(index));
            cells.map(|(_, cell)| cell.clone()).collect()
        };
        Self {
            columns: self
                .columns
                .iter()
                .filter(|column| column.fit != Fit::Spare)
                .cloned()
                .collect(),
            rows: self.rows.iter().map(kept).collect(),
        }
    }
}

impl Document {
    /// Adds a heading.
    pub fn heading(&mut self, line: Line) {
        self.blocks.push(Block::Heading(line));
    }

    /// Adds a heading within what another one heads.
    pub fn subheading(&mut self, line: Line) {
        self.blocks.push(Block::Subheading(line));
    }

    /// Adds a drawing, unless it is empty.
    pub fn figure(&mut self, lines: Vec<Line>) {
        if !lines.is_empty() {
            self.blocks.push(Block::Figure(lines));
        }
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, line: Line) {
        self.blocks.push(Block::Paragraph(line));
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    /// Adds a list, unless it is empty.
    pub fn list(&mut self, items: Vec<Item>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }
}

impl Item {
    /// A line from which nothing hangs.
    pub fn new(line: Line) -> Self {
        Self {
            line,
            items: Vec::new(),
        }
    }
}

/// Text with no role in particular.
pub fn plain(text: impl Into<String>) -> Run {
    Run {
        text: text.into(),
        role: Role::Plain,
    }
}

/// Text that the reader looks for first.
pub fn strong(text: impl Into<String>) -> Run {
    Run {
        text: text.into(),
        role: Role::Strong,
    }
}

/// Text that the reader may skip.
pub fn faint(text: impl Into<String>) -> Run {
    Run {
        text: text.into(),
        role: Role::Faint,
    }
}

/// Text that the reader should not miss.
pub fn alert(text: impl Into<String>) -> Run {
    Run {
        text: text.into(),
        role: Role::Alert,
    }
}

/// Text about a channel that may be in some states.
pub fn standing(text: impl Into<String>, states: States) -> Run {
    Run {
        text: text.into(),
        role: Role::Standing(states),
    }
}
