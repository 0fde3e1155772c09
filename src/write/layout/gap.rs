//! What stands between two values: comments, blank lines and the marks of YAML.
//!
//! The reader drops comments. Outside the values' own places a `#` can only begin one, so they
//! are found in the gaps that the values leave.

/// A line of a run of comments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Line<'t> {
    /// One or more blank lines.
    Blank,
    /// A comment on a line of its own, from its `#` on.
    Remark(&'t str),
}

/// A line in a gap.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'t> {
    pub(super) line: Line<'t>,
    /// How far it is indented.
    pub(super) column: usize,
    /// Whether it comes after a mark such as `- `, with which the next value has begun.
    pub(super) begun: bool,
    /// Whether it comes after a closing `]`.
    pub(super) closed: bool,
}

/// The `|` or `>` before a text, with what follows it on its line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header<'t> {
    pub(super) mark: &'t str,
    pub(super) behind: Option<&'t str>,
    /// Where its line ends.
    pub(super) end: usize,
}

/// What stands between two values.
#[derive(Default, Debug)]
pub(super) struct Gap<'t> {
    /// The comment behind what comes before the gap, on its line.
    pub(super) behind: Option<&'t str>,
    /// The comment behind a `]`, on its line.
    pub(super) behind_bracket: Option<&'t str>,
    /// The lines after that one.
    pub(super) lines: Vec<Found<'t>>,
    /// The column of the first mark after that line.
    pub(super) mark: Option<usize>,
    /// Whether a `{` is among the marks.
    pub(super) opens: bool,
    /// Whether a `]` is.
    pub(super) closes: bool,
    pub(super) header: Option<Header<'t>>,
}

impl<'t> Header<'t> {
    /// Reads the line that goes on at an offset, whatever of it belongs to the gap.
    fn read(text: &'t str, offset: usize) -> Self {
        let rest = text.get(offset..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        let (marks, behind) = split(line);
        let mark = marks.find(['|', '>']).map_or("", |at| &marks[at..]);
        Self {
            mark: mark.split([' ', '\t']).next().unwrap_or(""),
            behind,
            end: offset + line.len(),
        }
    }
}

impl<'t> Gap<'t> {
    /// Looks through a part of the text in which no value stands.
    pub(super) fn scan(text: &'t str, start: usize, end: usize) -> Self {
        let mut gap = Self::default();
        let mut closed = false;
        let mut offset = start;
        let begins_line = start == 0 || text.as_bytes().get(start - 1) == Some(&b'\n');
        let gap_text = text.get(start..end).unwrap_or("");
        let mut pieces = gap_text.split('\n').enumerate().peekable();
        while let Some((index, piece)) = pieces.next() {
            let whole_line = index > 0 || begins_line;
            let is_last = pieces.peek().is_none();
            offset += piece.len() + 1;
            let (marks, remark) = split(piece);
            let column = piece.len() - piece.trim_start_matches([' ', '\t']).len();
            gap.opens |= marks.contains('{');
            let marks = if is_document_mark(marks) { "" } else { marks };
            if let Some(at) = marks.find(['|', '>']) {
                gap.mark = gap.mark.or((whole_line && at > 0).then_some(column));
                gap.header = Some(Header::read(text, offset - 1 - piece.len()));
                return gap;
            }
            closed |= marks.contains(']');
            gap.closes = closed;
            if !whole_line {
                if closed {
                    gap.behind_bracket = remark;
                } else {
                    gap.behind = remark;
                }
                continue;
            }
            if marks.contains(']') {
                gap.behind_bracket = remark;
                continue;
            }
            if !marks.is_empty() {
                gap.mark = gap.mark.or(Some(column));
            }
            let begun = gap.mark.is_some() && !closed;
            match remark {
                Some(remark) => gap.push(Line::Remark(remark), column, begun, closed),
                None if marks.is_empty() && !is_last && piece.trim().is_empty() => {
                    let is_second = gap
                        .lines
                        .last()
                        .is_some_and(|last| last.line == Line::Blank);
                    if !is_second {
                        gap.push(Line::Blank, column, begun, closed);
                    }
                }
                None => {}
            }
        }
        gap
    }

    fn push(&mut self, line: Line<'t>, column: usize, begun: bool, closed: bool) {
        self.lines.push(Found {
            line,
            column,
            begun,
            closed,
        });
    }

    /// How many comments it holds.
    pub(super) fn remarks(&self) -> usize {
        let own = self
            .lines
            .iter()
            .filter(|found| found.line != Line::Blank)
            .count();
        let header = self.header.and_then(|header| header.behind);
        let behind = [self.behind, self.behind_bracket, header];
        own + behind.iter().flatten().count()
    }

    /// Its lines, wherever they stand.
    pub(super) fn into_lines(self) -> Vec<Line<'t>> {
        self.lines.into_iter().map(|found| found.line).collect()
    }
}

/// A line's marks, and its comment without blanks at the end.
fn split(piece: &str) -> (&str, Option<&str>) {
    let is_blank = |c: char| matches!(c, ' ' | '\t');
    let hash = if piece.starts_with('%') {
        // A directive may hold a `#`; one after a blank begins a comment.
        piece.find(" #").map(|blank| blank + 1)
    } else {
        piece.find('#')
    };
    match hash {
        Some(hash) => (
            piece[..hash].trim_matches(is_blank),
            Some(piece[hash..].trim_end_matches(is_blank)),
        ),
        None => (piece.trim_matches(is_blank), None),
    }
}

/// Whether a line's marks belong to the document as a whole, which needs none.
fn is_document_mark(marks: &str) -> bool {
    marks.starts_with("---") || marks.starts_with("...") || marks.starts_with('%')
}
