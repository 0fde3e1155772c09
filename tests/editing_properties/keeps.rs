//! What a change must leave as it is, told by looking at the two texts alone.

use detente::write::edit::Edited;
use proptest::test_runner::TestCaseError;
use proptest::{prop_assert, prop_assert_eq};

/// Lines without their ends, which are `\n`, `\r\n` or `\r`.
pub(crate) fn lines(text: &str) -> Vec<String> {
    // The mark at the very beginning belongs to no line.
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    text.split('\n').map(str::to_owned).collect()
}

/// The comments of generated ledgers, in order.
fn comments(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("# c") {
        let number = text[at + 3..].find(|c: char| !c.is_ascii_digit());
        found.push(&text[at..number.map_or(text.len(), |end| at + 3 + end)]);
    }
    found
}

fn is_subsequence<T: PartialEq>(part: &[T], whole: &[T]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|item| whole.any(|other| other == item))
}

/// The line of a comment that stands alone and directly above something, and how that begins.
///
/// What is indented deeper than the next line belongs to the line before.
fn what_it_stands_above(comment: &str, lines: &[String]) -> Option<(String, String)> {
    let is_it = |line: &&String| line.contains(&format!("{comment}:"));
    if lines.iter().filter(is_it).count() != 1 {
        return None;
    }
    let place = lines.iter().position(|line| is_it(&line))?;
    let (line, next) = (&lines[place], lines.get(place + 1)?);
    let column = |line: &str| line.len() - line.trim_start().len();
    let next_word = next.split_whitespace().next()?;
    let stands_above = line.trim_start().starts_with('#')
        && !next_word.starts_with('#')
        && column(line) <= column(next);
    let closes = next_word.starts_with(['}', ']']);
    let begins = next_word.chars().take(if closes { 1 } else { 6 }).collect();
    stands_above.then(|| (line.clone(), begins))
}

/// Whether the bytes of the old text are all there, by the splices and independently of them.
pub(crate) fn keeps(old: &str, edited: &Edited) -> Result<(), TestCaseError> {
    let new = &edited.text;
    // Going through the splices backwards gives the old text back.
    let mut undone = String::new();
    let (mut in_old, mut in_new) = (0, 0);
    for splice in &edited.splices {
        prop_assert!(splice.at >= in_old, "splices are in order");
        let kept = splice.at - in_old;
        undone.push_str(&new[in_new..in_new + kept]);
        in_new += kept;
        prop_assert_eq!(&new[in_new..in_new + splice.text.len()], &splice.text);
        in_new += splice.text.len();
        let removed = &old[splice.at..splice.at + splice.removed];
        let sign: String = removed.split_whitespace().collect();
        prop_assert!(
            ["", "[]", "~", "null"].contains(&&*sign),
            "removed {removed:?}"
        );
        prop_assert!(removed.is_empty() || splice.text.is_empty());
        undone.push_str(removed);
        in_old = splice.at + splice.removed;
    }
    undone.push_str(&new[in_new..]);
    prop_assert_eq!(&undone, old);

    let removes = edited
        .splices
        .iter()
        .filter(|splice| splice.removed > 0)
        .count();
    let (before, after) = (lines(old), lines(new));
    let whole_lines = edited.splices.iter().all(|splice| {
        splice.removed > 0
            || splice.text.ends_with(['\n', '\r'])
            || splice.text.starts_with(['\n', '\r'])
    });
    if whole_lines {
        // Brackets that held nothing may have held blank lines.
        let stays = |line: &&String| {
            let changed = ["events:", "sources:", "[", "]", "~", "null"];
            let mut changed = changed.iter();
            !line.trim().is_empty() && !changed.any(|start| line.trim_start().starts_with(start))
        };
        let kept: Vec<&String> = before
            .iter()
            .filter(|line| removes == 0 || stays(line))
            .collect();
        let whole: Vec<&String> = after.iter().collect();
        prop_assert!(
            is_subsequence(&kept, &whole),
            "a line is lost:\n{old}\n---\n{new}"
        );
    }
    prop_assert_eq!(comments(old), comments(new));
    for comment in comments(old) {
        if let Some((above, below)) = what_it_stands_above(comment, &before)
            && !["[]", "[", "~", "null"].contains(&&*below)
        {
            let now = what_it_stands_above(comment, &after).map(|(_, below)| below);
            prop_assert_eq!(
                Some(&below),
                now.as_ref(),
                "{}\n{}\n---\n{}",
                above,
                old,
                new
            );
        }
    }
    // Ends of lines that are all of one sort stay so.
    let ends = |text: &str| {
        let both = text.matches("\r\n").count();
        let lone = |end| text.matches(end).count() > both;
        [both > 0, lone('\r'), lone('\n')]
    };
    if ends(old).into_iter().filter(|is| *is).count() == 1 {
        prop_assert_eq!(ends(old), ends(new));
    }
    let ended = old.ends_with(['\n', '\r']);
    prop_assert_eq!(
        ended,
        new.ends_with(['\n', '\r']),
        "the end of the file:\n{:?}",
        new
    );
    Ok(())
}
