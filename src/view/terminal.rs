//! A document as text for a terminal, with ANSI styles.
//!
//! Styles are always written; the edge strips them where the output is no terminal or
//! `NO_COLOR` is set. Nothing is told by colour alone. What comes from a ledger is made inert here, in the
//! one place through which everything goes.

use anstyle::{AnsiColor, Style};
use comfy_table::{Attribute, Cell, Color, ContentArrangement, LineStyle, TableStyle};

use crate::model::machine::{State, Status};

use super::document::{Block, Document, Item, Line, Role, Run, Table};
use super::inert::inert;

/// Renders a document; `width` is that of the terminal, `None` where there is none and lines may
/// be as long as they need to be.
pub fn render(document: &Document, width: Option<u16>) -> String {
    let mut text = String::new();
    let mut after_heading = true;
    for block in &document.blocks {
        let is_heading = matches!(block, Block::Heading(_));
        // A heading stands close to what it heads, unless that is a table.
        if !text.is_empty() && (!after_heading || is_heading || matches!(block, Block::Table(_))) {
            text.push('\n');
        }
        after_heading = is_heading;
        match block {
            Block::Heading(line) | Block::Paragraph(line) => {
                push_line(&mut text, line);
                text.push('\n');
            }
            Block::Table(table) => push_table(&mut text, table, width),
            Block::List(items) => push_items(&mut text, items, 0),
        }
    }
    text
}

fn push_line(text: &mut String, line: &Line) {
    for run in line {
        let style = style(run.role);
        text.push_str(&format!("{style}{}{style:#}", inert(&run.text)));
    }
}

fn push_items(text: &mut String, items: &[Item], depth: usize) {
    for item in items {
        text.push_str(&"  ".repeat(depth));
        push_line(text, &item.line);
        text.push('\n');
        push_items(text, &item.items, depth + 1);
    }
}

/// A rule under the header and nothing else.
const QUIET: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

fn push_table(text: &mut String, table: &Table, width: Option<u16>) {
    let mut layout = comfy_table::Table::new();
    layout.load_style(QUIET).enforce_styling();
    layout.style_text_only();
    match width {
        Some(width) => {
            layout
                .set_content_arrangement(ContentArrangement::Dynamic)
                .set_width(width);
        }
        None => {
            layout.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    layout.set_header(
        table
            .header
            .iter()
            .map(|title| Cell::new(title).add_attribute(Attribute::Dim)),
    );
    layout.add_rows(table.rows.iter().map(|row| row.iter().map(cell)));
    for line in layout.lines() {
        text.push_str(trim_end(&line));
        text.push('\n');
    }
}

/// Cuts the blanks that pad the last column; they would wrap in a narrow terminal.
fn trim_end(line: &str) -> &str {
    line.trim_end_matches(' ')
}

fn cell(run: &Run) -> Cell {
    let cell = Cell::new(inert(&run.text));
    match run.role {
        Role::Plain => cell,
        Role::Strong => cell.add_attribute(Attribute::Bold),
        Role::Faint => cell.add_attribute(Attribute::Dim),
        Role::Alert => cell.fg(Color::Yellow),
        Role::Standing(states) => match states.only() {
            Some(State::Recorded(Status::Open)) => cell.fg(Color::Green),
            Some(State::Recorded(Status::Suspended)) => cell.fg(Color::Red),
            Some(State::Recorded(Status::Negotiating)) => cell.fg(Color::Cyan),
            Some(State::Unrecorded) => cell.add_attribute(Attribute::Dim),
            None => cell.fg(Color::Magenta),
        },
    }
}

fn style(role: Role) -> Style {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    match role {
        Role::Plain => Style::new(),
        Role::Strong => Style::new().bold(),
        Role::Faint => Style::new().dimmed(),
        Role::Alert => colour(AnsiColor::Yellow),
        Role::Standing(states) => match states.only() {
            Some(State::Recorded(Status::Open)) => colour(AnsiColor::Green),
            Some(State::Recorded(Status::Suspended)) => colour(AnsiColor::Red),
            Some(State::Recorded(Status::Negotiating)) => colour(AnsiColor::Cyan),
            Some(State::Unrecorded) => Style::new().dimmed(),
            None => colour(AnsiColor::Magenta),
        },
    }
}
