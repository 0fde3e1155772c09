//! A line of cells, each one column wide, to be drawn upon in any order.

use unicode_width::UnicodeWidthChar;

use crate::view::document::{Line, Role, Run};

/// A line of cells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Canvas {
    /// What stands in each; the second column of a wide character holds nothing.
    cells: Vec<(String, Role)>,
}

impl Canvas {
    /// A blank line of so many columns.
    pub(super) fn new(columns: usize) -> Self {
        Self {
            cells: vec![(" ".to_owned(), Role::Plain); columns],
        }
    }

    /// Puts a sign of one column into a cell.
    pub(super) fn put(&mut self, column: usize, sign: &str, role: Role) {
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = (sign.to_owned(), role);
        }
    }

    /// Puts a sign into a cell, unless there is something else in it.
    pub(super) fn put_behind(&mut self, column: usize, sign: &str, role: Role) {
        if self.is_blank(column, column + 1) {
            self.put(column, sign, role);
        }
    }

    /// Whether nothing stands in some cells.
    pub(super) fn is_blank(&self, from: usize, to: usize) -> bool {
        let cells = self.cells.get(from..to);
        cells.is_some_and(|cells| cells.iter().all(|(text, _)| text == " "))
    }

    /// Writes a text from a cell on; what reaches beyond the end is not written.
    pub(super) fn write(&mut self, from: usize, text: &str, role: Role) {
        let mut column = from;
        for character in text.chars() {
            let width = character.width().unwrap_or(1);
            if width == 0 {
                let before = column.checked_sub(1).and_then(|at| self.cells.get_mut(at));
                if let Some((text, _)) = before {
                    text.push(character);
                }
                continue;
            }
            if column + width > self.cells.len() {
                return;
            }
            self.put(column, &character.to_string(), role);
            for second in column + 1..column + width {
                self.put(second, "", role);
            }
            column += width;
        }
    }

    /// The line, after what stands before it, without blanks at its end.
    pub(super) fn line(&self, before: Line) -> Line {
        let mut line = before;
        for (text, role) in &self.cells {
            match line.last_mut() {
                Some(last) if last.role == *role => last.text.push_str(text),
                Some(_) | None => line.push(Run {
                    text: text.clone(),
                    role: *role,
                }),
            }
        }
        while let Some(last) = line.last_mut() {
            last.text.truncate(last.text.trim_end_matches(' ').len());
            if !last.text.is_empty() {
                break;
            }
            line.pop();
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &Line) -> String {
        line.iter().map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn a_wide_character_takes_two_columns_and_is_not_cut_in_two() {
        let mut canvas = Canvas::new(5);
        canvas.write(0, "線線線", Role::Plain);
        canvas.put(4, "|", Role::Faint);
        assert_eq!(text(&canvas.line(Vec::new())), "線線|");
    }

    #[test]
    fn a_line_has_no_blanks_at_its_end() {
        let mut canvas = Canvas::new(9);
        canvas.put(2, "x", Role::Strong);
        assert_eq!(text(&canvas.line(Vec::new())), "  x");
        assert!(Canvas::new(3).line(Vec::new()).is_empty());
    }
}
