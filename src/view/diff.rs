//! A change of a text as a unified diff, which `patch` and `git apply` understand.
//!
//! Where the text was changed is known; so only the lines there are compared, and a diff of a hundred thousand lines
//! takes out none that stays.

use std::ops::Range;

use anstyle::{AnsiColor, Style};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::write::splice::Splice;

use super::inert::inert;

const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();

/// How many lines that stay are shown on either side of those that do not.
const CONTEXT: usize = 3;

/// Renders what is changed in a text by splices, which do not overlap and stand in its order.
///
/// Styles are always written; the edge strips them where they are not wanted.
///
/// ```
/// use detente::{view::diff::render, write::splice::Splice};
/// let events = Splice { at: 9, removed: 0, text: "events: []\n".into() };
/// let diff = render("a.yaml", "title: T\n", &[events]);
/// assert!(diff.starts_with("--- a.yaml\n+++ a.yaml\n") && diff.contains("+events: []"));
/// ```
pub fn render(name: &str, old: &str, splices: &[Splice]) -> String {
    let mut output = format!("--- {0}\n+++ {0}\n", inert(name));
    for hunk in hunks(old, &regions(old, splices)) {
        output.push_str(&format!("{PLACE}{}{PLACE:#}\n", hunk.header()));
        for (tag, line) in &hunk.lines {
            let (mark, style) = match tag {
                Tag::Kept => (' ', Style::new()),
                Tag::Gone => ('-', REMOVED),
                Tag::Come => ('+', ADDED),
            };
            push(&mut output, mark, line, style);
        }
    }
    output
}

/// What becomes of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Tag {
    Kept,
    Gone,
    Come,
}

/// Whole lines of the old text, and what comes in their place.
struct Region {
    old: Range<usize>,
    new: String,
}

/// Lines of which the first and the last do not stay.
struct Changed<'t> {
    /// Where they stand in the old text.
    old: Range<usize>,
    lines: Vec<(Tag, &'t str)>,
}

/// Lines that are shown together.
struct Hunk<'t> {
    /// How many lines stand before it in the old text, and in the new one.
    before: [usize; 2],
    lines: Vec<(Tag, &'t str)>,
}

/// The whole lines that splices change.
fn regions(old: &str, splices: &[Splice]) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let mut splices = splices.iter().peekable();
    while let Some(splice) = splices.next() {
        let start = old[..splice.at].rfind('\n').map_or(0, |end| end + 1);
        let mut new = old[start..splice.at].to_owned() + &splice.text;
        let mut end = splice.at + splice.removed;
        let is_on_the_line = |next: &&Splice, end: usize| !old[end..next.at].contains('\n');
        while let Some(next) = splices.next_if(|next| is_on_the_line(next, end)) {
            new.push_str(&old[end..next.at]);
            new.push_str(&next.text);
            end = next.at + next.removed;
        }
        let ends_line = |text: &str| text.is_empty() || text.ends_with('\n');
        if !ends_line(&old[..end]) || !ends_line(&new) {
            let rest = old[end..].find('\n').map_or(old.len(), |at| end + at + 1);
            new.push_str(&old[end..rest]);
            end = rest;
        }
        let old = start..end;
        regions.push(Region { old, new });
    }
    regions
}

impl Region {
    /// Its lines from the first to the last that does not stay, if there is one.
    fn changed<'t>(&'t self, old: &'t str) -> Option<Changed<'t>> {
        let gone: Vec<&str> = old[self.old.clone()].split_inclusive('\n').collect();
        let come: Vec<&str> = self.new.split_inclusive('\n').collect();
        let mut lines = Vec::with_capacity(gone.len() + come.len());
        for change in capture_diff_slices(Algorithm::Myers, &gone, &come) {
            let (tag, old, new) = change.as_tag_tuple();
            if tag == DiffTag::Equal {
                lines.extend(gone[old].iter().map(|line| (Tag::Kept, *line)));
            } else {
                lines.extend(gone[old].iter().map(|line| (Tag::Gone, *line)));
                lines.extend(come[new].iter().map(|line| (Tag::Come, *line)));
            }
        }
        let stays = |(tag, _): &(Tag, &str)| *tag == Tag::Kept;
        let first = lines.iter().position(|line| !stays(line))?;
        let behind = lines.iter().rposition(|line| !stays(line))? + 1;
        let length =
            |lines: &[(Tag, &str)]| lines.iter().map(|(_, line)| line.len()).sum::<usize>();
        let old = self.old.start + length(&lines[..first])..self.old.end - length(&lines[behind..]);
        lines.truncate(behind);
        lines.drain(..first);
        Some(Changed { old, lines })
    }
}

/// What changes in some regions, with the lines around; together where few lines stand between.
fn hunks<'t>(old: &'t str, regions: &'t [Region]) -> Vec<Hunk<'t>> {
    let mut changes = regions
        .iter()
        .filter_map(|region| region.changed(old))
        .peekable();
    let mut hunks: Vec<Hunk> = Vec::new();
    // Up to where lines have been counted, and how many of the old text and the new one stand before that.
    let (mut counted, mut before) = (0, [0, 0]);
    while let Some(first) = changes.next() {
        let start = lines_back(old, first.old.start);
        let between = count(&old[counted..start]);
        let mut hunk = Hunk {
            before: before.map(|lines| lines + between),
            lines: Vec::new(),
        };
        hunk.keep(&old[start..first.old.start]);
        hunk.lines.extend(first.lines);
        let mut end = first.old.end;
        let is_near = |next: &Changed, end: usize| count(&old[end..next.old.start]) <= 2 * CONTEXT;
        while let Some(next) = changes.next_if(|next| is_near(next, end)) {
            hunk.keep(&old[end..next.old.start]);
            hunk.lines.extend(next.lines);
            end = next.old.end;
        }
        counted = lines_on(old, end);
        hunk.keep(&old[end..counted]);
        before = hunk.behind();
        hunks.push(hunk);
    }
    hunks
}

impl<'t> Hunk<'t> {
    fn keep(&mut self, text: &'t str) {
        let lines = text.split_inclusive('\n');
        self.lines.extend(lines.map(|line| (Tag::Kept, line)));
    }

    /// How many lines it has of the old text, and of the new one.
    fn lengths(&self) -> [usize; 2] {
        [Tag::Come, Tag::Gone].map(|other| {
            let lines = self.lines.iter();
            lines.filter(|(tag, _)| *tag != other).count()
        })
    }

    /// How many lines stand before what follows, in the old text and in the new one.
    fn behind(&self) -> [usize; 2] {
        let [old, new] = self.lengths();
        [self.before[0] + old, self.before[1] + new]
    }

    fn header(&self) -> String {
        let range = |before: usize, length: usize| match length {
            0 => format!("{before},0"),
            1 => format!("{}", before + 1),
            length => format!("{},{length}", before + 1),
        };
        let [old, new] = self.lengths();
        let (old, new) = (range(self.before[0], old), range(self.before[1], new));
        format!("@@ -{old} +{new} @@")
    }
}

/// How many lines end in a text.
fn count(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

/// Where the lines of context before a line begin.
fn lines_back(text: &str, start: usize) -> usize {
    let mut ends = memchr::memrchr_iter(b'\n', &text.as_bytes()[..start]);
    ends.nth(CONTEXT).map_or(0, |end| end + 1)
}

/// Where the lines of context behind a line end.
fn lines_on(text: &str, end: usize) -> usize {
    let mut ends = memchr::memchr_iter(b'\n', &text.as_bytes()[end..]);
    ends.nth(CONTEXT - 1).map_or(text.len(), |at| end + at + 1)
}

fn push(output: &mut String, mark: char, line: &str, style: Style) {
    let end = ["\r\n", "\n"].into_iter().find(|end| line.ends_with(end));
    let end = end.unwrap_or("");
    let text = line.strip_suffix(end).unwrap_or(line);
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

    fn splice(at: usize, removed: usize, text: &str) -> Splice {
        let text = text.to_owned();
        Splice { at, removed, text }
    }

    #[test]
    fn what_a_text_holds_does_nothing_to_a_terminal() {
        let whole = splice(0, 8, "new\u{1b}[7m\tb\u{1b}[7m\n");
        let diff = render("a\u{1b}[7m.yaml", "old\u{1b}[7m\n", &[whole]);
        assert!(!diff.contains("\u{1b}[7m"), "{diff}");
    }

    #[test]
    fn lines_are_shown_together_where_few_stand_between() {
        let lines: Vec<String> = (1..=20).map(|line| format!("{line}\n")).collect();
        let old = lines.concat();
        let at = |line: &str| old.find(line).unwrap_or_default();
        let splices = [
            splice(at("2\n") + 1, 0, "b"),
            splice(at("5\n"), 0, "new\n"),
            splice(at("11\n"), 3, ""),
            splice(old.len(), 0, "last"),
        ];
        let diff = anstream::adapter::strip_str(&render("a", &old, &splices)).to_string();
        assert_eq!(
            diff,
            "--- a\n+++ a\n\
             @@ -1,14 +1,14 @@\n 1\n-2\n+2b\n 3\n 4\n+new\n 5\n 6\n 7\n 8\n 9\n 10\n-11\n 12\n 13\n 14\n\
             @@ -18,3 +18,4 @@\n 18\n 19\n 20\n+last\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn no_line_that_stays_is_taken_out_however_many_come() {
        let old = "  - id: a\n    kind: sought\n".repeat(20_000);
        let entry = "  - id: b\n    kind: sought\n";
        let splices: Vec<Splice> = (0..20_000)
            .map(|place| splice(place * entry.len(), 0, entry))
            .collect();
        let diff = anstream::adapter::strip_str(&render("a", &old, &splices)).to_string();
        let marked = |mark| diff.lines().filter(|line| line.starts_with(mark)).count();
        assert_eq!((marked('-'), marked('+')), (1, 1 + 40_000));
    }
}
