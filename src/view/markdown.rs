//! A document as Markdown, with tables as GitHub reads them.
//!
//! What comes from a ledger is text there and stays text: it opens no tag, link, table cell, list
//! or emphasis of its own, mentions nobody, and is not made a link by what it looks like.

use std::iter::once;

use super::document::{Block, Document, Item, Line, Role, Run, Table};
use super::inert::inert;

/// Renders a document; its first heading is the title of the page.
///
/// ```
/// use detente::view::document::{Document, plain, strong};
/// use detente::view::markdown::render;
/// let mut document = Document::default();
/// document.heading(vec![strong("Two capitals")]);
/// document.paragraph(vec![strong("hotline: "), plain("<b>open</b> | ask @desk")]);
/// let text = "# Two capitals\n\n**hotline:** \\<b>open\\</b> \\| ask @<!-- -->desk\n";
/// assert_eq!(render(&document), text);
/// ```
pub fn render(document: &Document) -> String {
    let mut text = String::new();
    let mut is_after_list = false;
    for (index, block) in document.blocks.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        let is_list = matches!(block, Block::List(_));
        if is_list && is_after_list {
            // Two lists in a row would be read as one.
            text.push_str(BREAK);
            text.push_str("\n\n");
        }
        is_after_list = is_list;
        match block {
            Block::Heading(line) => {
                let marks = if index == 0 { "# " } else { "## " };
                let quiet = line.iter().map(|run| (run.text.as_str(), false));
                push_line(&mut text, marks, &inline(quiet));
            }
            Block::Subheading(line) => {
                let quiet = line.iter().map(|run| (run.text.as_str(), false));
                push_line(&mut text, "### ", &inline(quiet));
            }
            Block::Figure(lines) => push_figure(&mut text, lines),
            Block::Paragraph(line) => push_line(&mut text, "", &runs(line)),
            Block::Table(table) => push_table(&mut text, table),
            Block::List(items) => push_items(&mut text, items, 0),
        }
    }
    text
}

/// What parts two neighbours in the text and shows nothing on the page.
const BREAK: &str = "<!-- -->";

fn push_line(text: &mut String, marks: &str, line: &str) {
    text.push_str(marks);
    text.push_str(&guarded(line.trim()));
    text.push('\n');
}

/// A drawing as a block of code, between fences that nothing in it can close.
fn push_figure(text: &mut String, lines: &[Line]) {
    let drawn = |line: &Line| line.iter().map(|run| inert(&run.text)).collect::<String>();
    let lines: Vec<String> = lines.iter().map(drawn).collect();
    let runs = lines.iter().flat_map(|line| line.split(|c| c != '`'));
    let longest = runs.map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    text.push_str(&format!("{fence}text\n"));
    for line in lines {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push_str(&format!("{fence}\n"));
}

fn push_items(text: &mut String, items: &[Item], depth: usize) {
    for item in items {
        let marks = format!("{}- ", "  ".repeat(depth));
        push_line(text, &marks, &runs(&item.line));
        push_items(text, &item.items, depth + 1);
    }
}

fn push_table(text: &mut String, table: &Table) {
    let titles = table.columns.iter();
    push_row(text, titles.map(|column| escaped(&column.title)));
    push_row(text, table.columns.iter().map(|_| "---".to_owned()));
    for row in &table.rows {
        push_row(text, row.iter().map(|cell| inline(once(voiced(cell)))));
    }
}

fn push_row(text: &mut String, cells: impl Iterator<Item = String>) {
    text.push('|');
    for cell in cells {
        text.push_str(&format!(" {} |", cell.trim()));
    }
    text.push('\n');
}

fn runs(line: &Line) -> String {
    inline(line.iter().map(voiced))
}

/// The text of a run, and whether it is to stand out.
fn voiced(run: &Run) -> (&str, bool) {
    let stands_out = match run.role {
        Role::Strong | Role::Alert => true,
        Role::Plain | Role::Faint | Role::Standing(_) => false,
    };
    (&run.text, stands_out)
}

/// Texts on one line, those that stand out between asterisks.
fn inline<'a>(texts: impl Iterator<Item = (&'a str, bool)>) -> String {
    // Blanks stand outside of the asterisks, which would not be read as emphasis otherwise.
    let mut parts: Vec<(String, bool)> = Vec::new();
    let mut push = |text: &str, stands_out: bool| match parts.last_mut() {
        _ if text.is_empty() => {}
        Some((last, same)) if *same == stands_out => last.push_str(text),
        Some(_) | None => parts.push((text.to_owned(), stands_out)),
    };
    for (text, stands_out) in texts {
        let text = inert(text);
        let core = text.trim();
        if !stands_out || core.is_empty() {
            push(&text, false);
            continue;
        }
        let (before, rest) = text.split_at(text.len() - text.trim_start().len());
        let (core, after) = rest.split_at(core.len());
        push(before, false);
        push(core, true);
        push(after, false);
    }
    let mut line = String::new();
    for (index, (text, stands_out)) in parts.iter().enumerate() {
        let next = parts
            .get(index + 1)
            .and_then(|(next, _)| next.chars().next());
        let previous = index.checked_sub(1).and_then(|index| parts.get(index));
        let previous = previous.and_then(|(previous, _)| previous.chars().last());
        if *stands_out && can_stand_out(previous, text, next) {
            line.push_str(&format!("**{}**", escaped(text)));
        } else {
            line.push_str(&escaped(text));
        }
    }
    line
}

/// Whether asterisks around a text are read as emphasis: each has a letter or a digit within, or a
/// blank or the end of the line without.
fn can_stand_out(previous: Option<char>, text: &str, next: Option<char>) -> bool {
    let is_free = |outside: Option<char>| outside.is_none_or(char::is_whitespace);
    let is_firm = |inside: Option<char>| inside.is_some_and(char::is_alphanumeric);
    (is_free(previous) || is_firm(text.chars().next()))
        && (is_free(next) || is_firm(text.chars().last()))
}

/// Text that Markdown shows as it is, wherever in a line it stands.
///
/// ```
/// use detente::view::markdown::escaped;
/// assert_eq!(escaped("[x](y) `z` *w*"), "\\[x\\](y) \\`z\\` \\*w\\*");
/// assert_eq!(escaped("https://example.org"), "https:<!-- -->//example.org");
/// ```
pub fn escaped(text: &str) -> String {
    let text = inert(text);
    let mut escaped = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let rest = &text[at + character.len_utf8()..];
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '&' | '$' | '#' | '{'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
        if becomes_link(character, rest, &text[..at]) {
            escaped.push_str(BREAK);
        }
    }
    escaped
}

/// Whether a page would make a link of a text that goes on after a character: an address, a person
/// or an issue. No backslash prevents that, since it is looked for in what Markdown has read.
fn becomes_link(character: char, rest: &str, before: &str) -> bool {
    match character {
        '@' | '#' => true,
        ':' => rest.starts_with("//"),
        'w' | 'W' => {
            rest.starts_with('.') && before.len() >= 2 && {
                let begin = before.as_bytes().iter().rev().take(2);
                begin.map(u8::to_ascii_lowercase).all(|byte| byte == b'w')
            }
        }
        _ => false,
    }
}

/// A line whose beginning is not read as that of a list, a heading, a quotation or a rule.
fn guarded(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let at = if digits > 0 && line[digits..].starts_with(['.', ')']) {
        digits
    } else if line.starts_with(['-', '+', '=', '>', ':']) {
        0
    } else {
        return line.to_owned();
    };
    format!("{}\\{}", &line[..at], &line[at..])
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use proptest::prelude::*;

    use super::*;
    use crate::view::document::{Column, alert, faint, plain, strong};

    /// What a reader of Markdown makes of a line of text: every escape undone, what parts removed.
    ///
    /// `None` if anything is left that Markdown would take for more than text.
    fn shown(line: &str) -> Option<String> {
        let mut shown = String::new();
        let mut rest = line;
        while let Some(character) = rest.chars().next() {
            if let Some(after) = rest.strip_prefix(BREAK) {
                rest = after;
                continue;
            }
            rest = &rest[character.len_utf8()..];
            match character {
                '\\' => {
                    let escaped = rest.chars().next().filter(char::is_ascii_punctuation)?;
                    shown.push(escaped);
                    rest = &rest[1..];
                }
                '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '&' | '$' | '#' | '{' => {
                    return None;
                }
                other => shown.push(other),
            }
        }
        Some(shown)
    }

    /// Text as hostile as it gets: what means something to Markdown, and what to its readers.
    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[\\\\`*_\\[\\]<>|~&$#{}()!@:+=.\"'a-z0-9 -]{1,6}",
            any::<char>().prop_map(String::from),
            prop::sample::select(vec![
                "https://",
                "WWW.",
                "www.",
                "a@b.example",
                "@desk",
                "#12",
                "&lt;",
                "<!-- -->",
                "-->",
                "<script>",
                "](javascript:x)",
                "\n",
                "1. ",
                "- ",
                "```",
                "**",
                "||",
                "\\|",
                "<a href=x>",
            ])
            .prop_map(str::to_owned),
        ];
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn text_is_shown_as_it_is_and_nothing_of_it_is_markup(text in hostile()) {
            let written = escaped(&text);
            // A comment of the text's own would be escaped, so that what is removed here is ours.
            prop_assert_eq!(shown(&written), Some(inert(&text).into_owned()));
        }

        #[test]
        fn nothing_is_left_that_looks_like_a_link(text in hostile()) {
            let written = escaped(&text).to_lowercase();
            prop_assert!(!written.contains("://") && !written.contains("www."));
            for mark in ['@', '#'] {
                let after = written.split(mark).skip(1);
                prop_assert!(after.into_iter().all(|rest| rest.starts_with(BREAK)));
            }
        }

        #[test]
        fn a_paragraph_is_one_line_that_begins_no_other_block(text in hostile()) {
            let mut document = Document::default();
            document.paragraph(vec![plain(&*text)]);
            let rendered = render(&document);
            prop_assert_eq!(rendered.matches('\n').count(), 1);
            let line = rendered.trim_end_matches('\n');
            prop_assert_eq!(shown(line), Some(inert(&text).trim().to_owned()));
            prop_assert!(!line.starts_with(['-', '+', '=', '>', ' ', '\t', ':']));
            let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
            prop_assert!(after_digits == line || !after_digits.starts_with(['.', ')']));
        }

        #[test]
        fn a_drawing_stays_between_its_fences(
            texts in prop::collection::vec(prop_oneof![hostile(), "`{0,9}".boxed()], 0..4),
        ) {
            let mut document = Document::default();
            document.blocks.push(Block::Figure(
                texts.iter().map(|text| vec![plain(&**text)]).collect(),
            ));
            let rendered = render(&document);
            let lines: Vec<&str> = rendered.lines().collect();
            let fence = lines[0].trim_end_matches("text");
            prop_assert!(fence.len() >= 3 && fence.bytes().all(|byte| byte == b'`'));
            prop_assert_eq!(lines.len(), texts.len() + 2);
            let (last, drawn) = lines[1..].split_last().unwrap();
            prop_assert_eq!(*last, fence);
            prop_assert!(drawn.iter().all(|line| !line.contains(fence)));
        }

        #[test]
        fn a_table_has_as_many_cells_as_it_was_given(
            texts in prop::collection::vec(hostile(), 4),
        ) {
            let mut document = Document::default();
            let cell = |text: &String| strong(&**text);
            document.table(Table {
                columns: vec![Column::whole("One"), Column::whole("Two")],
                rows: texts.chunks(2).map(|row| row.iter().map(cell).collect()).collect(),
            });
            let rendered = render(&document);
            prop_assert_eq!(rendered.lines().count(), 4);
            for line in rendered.lines() {
                let bare = line.replace("\\\\", "").replace("\\|", "");
                prop_assert_eq!(bare.matches('|').count(), 3, "{}", line);
            }
        }
    }

    #[test]
    fn emphasis_stands_only_where_it_is_read_as_such() {
        let mut document = Document::default();
        document.paragraph(vec![strong("line: "), plain("cut"), alert(" (inferred)")]);
        document.paragraph(vec![plain("x"), strong("(y)"), plain("z"), strong("  ")]);
        document.paragraph(vec![strong("one"), alert("two"), faint(" three")]);
        assert_eq!(
            render(&document),
            "**line:** cut **(inferred)**\n\nx(y)z\n\n**onetwo** three\n"
        );
    }

    #[test]
    fn lists_hang_from_their_lines_and_do_not_run_together() {
        let item = |text: &str, items| Item {
            line: vec![plain(text)],
            items,
        };
        let mut document = Document::default();
        document.heading(vec![strong("Title")]);
        document.subheading(vec![strong("line"), plain(": 1. a")]);
        document.list(vec![item("1. one", vec![item("- two", Vec::new())])]);
        document.list(vec![item("three", Vec::new())]);
        assert_eq!(
            render(&document),
            "# Title\n\n### line: 1. a\n\n- 1\\. one\n  - \\- two\n\n<!-- -->\n\n- three\n"
        );
    }
}
