//! A document as text for a terminal, with ANSI styles.
//!
//! Styles are always written; the edge strips them where the output is no terminal or
//! `NO_COLOR` is set. Nothing is told by colour alone. What comes from a ledger is made inert here, in the
//! one place through which everything goes.

use anstyle::{AnsiColor, Style};
use comfy_table::{
    Attribute, Cell, Color, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width,
};
use unicode_width::UnicodeWidthStr;

use crate::model::machine::{State, Status};
use crate::model::parallel;

use super::document::{Block, Document, Fit, Item, Line, Role, Run, Table, faint};
use super::inert::inert;

/// Renders a document; `width` is that of the terminal, `None` where there is none and lines may
/// be as long as they need to be.
pub fn render(document: &Document, width: Option<u16>) -> String {
    let mut text = String::new();
    let mut after_heading = true;
    for block in &document.blocks {
        let is_heading = matches!(block, Block::Heading(_) | Block::Subheading(_));
        // A heading stands close to what it heads, unless that is a table.
        if !text.is_empty() && (!after_heading || is_heading || matches!(block, Block::Table(_))) {
            text.push('\n');
        }
        after_heading = is_heading;
        match block {
            Block::Heading(line) | Block::Subheading(line) | Block::Paragraph(line) => {
                push_line(&mut text, line, 0, width);
            }
            Block::Table(table) => push_table(&mut text, table, width),
            Block::List(items) => push_items(&mut text, items, 0, width),
            Block::Figure(lines) => {
                for line in lines {
                    push_line(&mut text, line, 0, None);
                }
            }
        }
    }
    text
}

/// Blanks by which a line that hangs from another is indented.
const INDENT: usize = 2;

fn push_line(text: &mut String, line: &Line, depth: usize, width: Option<u16>) {
    let styled: String = line.iter().map(styled).collect();
    let indent = " ".repeat(INDENT * depth);
    match width {
        None => {
            text.push_str(&indent);
            text.push_str(&styled);
        }
        Some(width) => {
            let hanging = " ".repeat(INDENT * (depth + 2));
            let options = textwrap::Options::new(usize::from(width).max(MIN_WIDTH))
                .initial_indent(&indent)
                .subsequent_indent(if depth == 0 { "" } else { &hanging })
                // Ids hold hyphens, and must survive being copied.
                .word_splitter(textwrap::WordSplitter::NoHyphenation)
                .break_words(false);
            text.push_str(&textwrap::fill(&styled, options));
        }
    }
    text.push('\n');
}

/// In a terminal narrower than this, lines are as long as if it were this wide.
const MIN_WIDTH: usize = 20;

fn styled(run: &Run) -> String {
    let style = style(run.role);
    format!("{style}{}{style:#}", inert(&run.text))
}

fn push_items(text: &mut String, items: &[Item], depth: usize, width: Option<u16>) {
    for item in items {
        push_line(text, &item.line, depth, width);
        push_items(text, &item.items, depth + 1, width);
    }
}

/// A rule under the header and nothing else.
const QUIET: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));
/// Blanks to the right of each column.
const GUTTER: usize = 2;

/// A table as a grid, if need be without its spare columns, or as a card a row where the terminal
/// is too narrow even for that.
fn push_table(text: &mut String, table: &Table, width: Option<u16>) {
    let Some(width) = width else {
        return push_grid(text, table, &widest(table));
    };
    let lean = table.without_spare();
    let fits = |table: &Table| share(&extents(table), usize::from(width));
    match (fits(table), fits(&lean)) {
        (Some(widths), _) => push_grid(text, table, &widths),
        (None, Some(widths)) => push_grid(text, &lean, &widths),
        (None, None) => push_cards(text, table, width),
    }
}

/// How wide each column has to be for no cell to be broken.
fn widest(table: &Table) -> Vec<usize> {
    let titles = table.columns.iter().map(|column| width(&column.title));
    let mut widest: Vec<usize> = titles.collect();
    for row in &table.rows {
        for (widest, cell) in widest.iter_mut().zip(row) {
            *widest = width(&inert(&cell.text)).max(*widest);
        }
    }
    widest
}

/// How many columns of a terminal a text takes.
fn width(text: &str) -> usize {
    // Nearly all is plain, and of that each character takes one.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        text.len()
    } else {
        text.width()
    }
}

fn extents(table: &Table) -> Vec<Extent> {
    (0..table.columns.len())
        .map(|index| extent(table, index))
        .collect()
}

fn push_grid(text: &mut String, table: &Table, widths: &[usize]) {
    /// What is laid out sooner than a thread starts.
    const SHORT: usize = 250;
    let header = table.columns.iter();
    let header = header.map(|column| Cell::new(&column.title).add_attribute(Attribute::Dim));
    let (first, rest) = table.rows.split_at(table.rows.len().min(SHORT));
    let mut parts = vec![(Some(header), first)];
    parts.extend(rest.chunks(SHORT).map(|rows| (None, rows)));
    let parts = parallel::map(&parts, |(header, rows)| grid(header.clone(), rows, widths));
    text.extend(parts);
}

/// Some rows of a table as a grid, whose columns are as wide as in the other parts.
fn grid(header: Option<impl Iterator<Item = Cell>>, rows: &[Vec<Run>], widths: &[usize]) -> String {
    let mut layout = comfy_table::Table::new();
    layout.load_style(QUIET).enforce_styling();
    layout.style_text_only();
    if let Some(header) = header {
        layout.set_header(header);
    }
    layout.add_rows(rows.iter().map(|row| row.iter().map(cell)));
    for (index, (column, width)) in layout.column_iter_mut().zip(widths).enumerate() {
        let gutter = if index + 1 < widths.len() { GUTTER } else { 0 };
        column.set_padding((0, u16::try_from(gutter).unwrap_or(0)));
        let width = u16::try_from(width + gutter).unwrap_or(u16::MAX);
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
    }
    layout
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::MAX);
    let mut text = String::new();
    for line in layout.lines() {
        text.push_str(line.trim_end_matches(' '));
        text.push('\n');
    }
    text
}

/// How wide a column has to be at least, and at most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Extent {
    /// No cell is broken where it should not be.
    least: usize,
    /// No cell is broken at all.
    most: usize,
}

fn extent(table: &Table, index: usize) -> Extent {
    let column = table.columns.get(index);
    let cells = table
        .rows
        .iter()
        .filter_map(|row| row.get(index))
        .map(|cell| inert(&cell.text));
    let texts: Vec<_> = column
        .map(|column| column.title.as_str().into())
        .into_iter()
        .chain(cells)
        .collect();
    let widest = |width: fn(&str) -> usize| texts.iter().map(|text| width(text)).max().unwrap_or(0);
    let most = widest(width);
    let longest_word = widest(|text| text.split_whitespace().map(width).max().unwrap_or(0));
    let least = if column.is_some_and(|column| column.fit == Fit::Whole) {
        most
    } else {
        longest_word
    };
    Extent { least, most }
}

/// Shares the width of a terminal among columns; `None` if it is too narrow for them.
///
/// Every column gets what it needs at least; what is left goes, one by one, to whichever column
/// has least of what it could use.
fn share(columns: &[Extent], width: usize) -> Option<Vec<usize>> {
    let mut widths: Vec<usize> = columns.iter().map(|column| column.least).collect();
    let gutters = GUTTER * columns.len().saturating_sub(1);
    let mut left = width.checked_sub(widths.iter().sum::<usize>() + gutters)?;
    while left > 0 {
        let wanting = widths
            .iter_mut()
            .zip(columns)
            .filter(|(width, column)| **width < column.most);
        let Some((width, _)) = wanting.min_by_key(|(width, column)| **width * 100 / column.most)
        else {
            break;
        };
        *width += 1;
        left -= 1;
    }
    Some(widths)
}

/// Each row as its first cell and, under it, the others with their titles.
fn push_cards(text: &mut String, table: &Table, width: u16) {
    for row in &table.rows {
        let mut cells = row.iter().zip(&table.columns);
        if let Some((first, _)) = cells.next() {
            push_line(text, &vec![first.clone()], 0, Some(width));
        }
        for (cell, column) in cells {
            let line = vec![faint(format!("{}: ", column.title)), cell.clone()];
            push_line(text, &line, 1, Some(width));
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Extent = Extent {
        least: 10,
        most: 10,
    };
    const WRAPPED: Extent = Extent { least: 4, most: 40 };

    #[test]
    fn columns_never_get_less_than_they_need_nor_more_than_they_can_use() {
        for width in 0..200 {
            let columns = [WHOLE, WRAPPED, WRAPPED];
            let Some(widths) = share(&columns, width) else {
                assert!(width < 10 + 4 + 4 + 2 * GUTTER, "{width}");
                continue;
            };
            assert!(widths.iter().sum::<usize>() + 2 * GUTTER <= width);
            for (width, column) in widths.iter().zip(columns) {
                assert!((column.least..=column.most).contains(width));
            }
        }
    }

    #[test]
    fn a_line_fits_its_terminal_and_words_stay_whole() {
        let mut document = Document::default();
        document.paragraph(vec![faint(
            "one two three four five six seven eight nine ten",
        )]);
        let text = render(&document, Some(20));
        let plain = anstream::adapter::strip_str(&text).to_string();
        assert_eq!(
            plain,
            "one two three four\nfive six seven eight\nnine ten\n"
        );
    }
}
