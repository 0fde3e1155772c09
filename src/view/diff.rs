//! A change of a text as a unified diff, which `patch` and `git apply` understand.

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use super::inert::inert;

const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();

/// Renders what was changed in a text.
///
/// Styles are always written; the edge strips them where they are not wanted.
///
/// ```
/// let diff = detente::view::diff::render("a.yaml", "title: T\n", "title: T\nevents: []\n");
/// assert!(diff.starts_with("--- a.yaml\n+++ a.yaml\n") && diff.contains("+events: []"));
/// ```
pub fn render(name: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut output = format!("--- {0}\n+++ {0}\n", inert(name));
    for hunk in diff.unified_diff().iter_hunks() {
        output.push_str(&format!("{PLACE}{}{PLACE:#}\n", hunk.header()));
        for change in hunk.iter_changes() {
            let (mark, style) = match change.tag() {
                ChangeTag::Equal => (' ', Style::new()),
                ChangeTag::Delete => ('-', REMOVED),
                ChangeTag::Insert => ('+', ADDED),
            };
            push(&mut output, mark, change.value(), style);
        }
    }
    output
}

fn push(output: &mut String, mark: char, line: &str, style: Style) {
    let text = line.trim_end_matches(['\n', '\r']);
    let end = line.get(text.len()..).unwrap_or("");
    // Tabs and the line ends of other systems belong to the text of a patch.
    let cells: Vec<_> = text.split('\t').map(inert).collect();
    let text = cells.join("\t");
    output.push_str(&format!("{style}{mark}{text}{style:#}{end}"));
    if end.is_empty() {
        output.push_str("\n\\ No newline at end of file\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_holds_does_nothing_to_a_terminal() {
        let diff = render(
            "a\u{1b}[7m.yaml",
            "old\u{1b}[7m\n",
            "new\u{1b}[7m\tb\u{1b}[7m\n",
        );
        assert!(!diff.contains("\u{1b}[7m"), "{diff}");
    }
}
