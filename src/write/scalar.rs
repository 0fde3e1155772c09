//! Texts as YAML scalars, quoted where they must be.
//!
//! The ledger's own reader takes every plain scalar for text, but others read the file too: what
//! YAML 1.1 takes for a truth value or a number to the base of 60 stands between quotes.

/// A text on the line of its key, or with its lines below it, to be indented.
pub(super) fn block(text: &str) -> String {
    match serde_yaml::to_string(text) {
        Ok(written) if is_text_to_all(text) => written.trim_end_matches('\n').to_owned(),
        Ok(_) => single_quoted(text),
        Err(_) => double_quoted(text),
    }
}

/// A text between brackets or braces, where commas and brackets mean something.
pub(super) fn flow(text: &str) -> String {
    let is_plain = serde_yaml::to_string(text).is_ok_and(|written| written.trim_end() == text);
    // A lone dash right before a comma or bracket is taken for an entry without its blank.
    let is_plain = is_plain && is_text_to_all(text) && !text.ends_with(" -");
    if is_plain && !text.contains([',', '[', ']', '{', '}', ':', '#']) {
        text.to_owned()
    } else if text.contains(['\n', '\r', '\t', '\u{85}']) {
        double_quoted(text)
    } else {
        single_quoted(text)
    }
}

/// Whether every reader takes a plain scalar for text that YAML 1.2 takes for text.
fn is_text_to_all(text: &str) -> bool {
    let word = text.to_ascii_lowercase();
    let is_truth = ["y", "n", "yes", "no", "on", "off"].contains(&word.as_str());
    let digits = text.trim_start_matches(['+', '-']);
    let is_base_60 = digits.contains(':')
        && digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || ":._".contains(c));
    !is_truth && !is_base_60
}

fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A text between double quotes, as YAML and JSON both have it.
pub(super) fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_older_readers_take_for_something_else_stands_between_quotes() {
        for (text, written) in [
            ("No", "'No'"),
            ("off", "'off'"),
            ("y", "'y'"),
            ("12:30", "'12:30'"),
            ("2023", "'2023'"),
            ("no reply", "no reply"),
            ("2023-02-14", "2023-02-14"),
            ("¶5", "¶5"),
        ] {
            assert_eq!(block(text), written);
            assert_eq!(flow(text), written);
        }
    }

    #[test]
    fn what_means_something_between_brackets_stands_between_quotes_there() {
        assert_eq!(block("a, b"), "a, b");
        assert_eq!(flow("a, b"), "'a, b'");
        assert_eq!(flow("it's [sic]"), "'it''s [sic]'");
        assert_eq!(flow("two\nlines"), "\"two\\nlines\"");
    }
}
