//! What the picture says in words: months, years, short forms of long texts.

use crate::view::language::Message;

use super::set_width;

/// A year as EDTF writes it: `2023`, `0476`, `-0043`, `Y12000`.
pub(super) fn year(year: i32) -> String {
    match year {
        0..=9999 => format!("{year:04}"),
        -9999..0 => format!("-{:04}", -year),
        _ => format!("Y{year}"),
    }
}

/// The name of a month, counted from 0, as it stands in a date.
pub(super) fn long_month(month: u32) -> Message {
    const NAMES: [Message; 12] = [
        Message::January,
        Message::February,
        Message::March,
        Message::April,
        Message::May,
        Message::June,
        Message::July,
        Message::August,
        Message::September,
        Message::October,
        Message::November,
        Message::December,
    ];
    nth(NAMES, month)
}

/// The short name of a month, counted from 0, as it stands on an axis.
pub(super) fn short_month(month: u32) -> Message {
    const NAMES: [Message; 12] = [
        Message::JanuaryShort,
        Message::FebruaryShort,
        Message::MarchShort,
        Message::AprilShort,
        Message::MayShort,
        Message::JuneShort,
        Message::JulyShort,
        Message::AugustShort,
        Message::SeptemberShort,
        Message::OctoberShort,
        Message::NovemberShort,
        Message::DecemberShort,
    ];
    nth(NAMES, month)
}

fn nth([first, rest @ ..]: [Message; 12], month: u32) -> Message {
    let Some(index) = usize::try_from(month)
        .ok()
        .and_then(|month| month.checked_sub(1))
    else {
        return first;
    };
    rest.get(index).copied().unwrap_or(first)
}

/// A text broken into lines of so many columns, and whether all of it is there.
pub(super) fn lines(text: &str, columns: usize, most: usize) -> (Vec<String>, bool) {
    let all = textwrap::wrap(text, columns);
    let is_whole = all.len() <= most;
    let mut lines: Vec<String> = all.into_iter().take(most).map(Into::into).collect();
    if let Some(last) = lines.last_mut().filter(|_| !is_whole) {
        // A clause that is whole reads better than one that breaks off.
        let clause = last.rfind(", ").and_then(|end| last.get(..end));
        let kept = clause.unwrap_or(last);
        *last = format!("{}…", kept.trim_end_matches([' ', ',', ';', ':', '.']));
    }
    (lines, is_whole)
}

/// A text broken into lines of so many pixels, set in a size.
pub(super) fn set_lines(text: &str, size: f64, measure: f64) -> Vec<String> {
    let width = |text: &str| f64::from(set_width::pixels(text, size));
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if width(&longer) <= measure {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for character in word.chars() {
            let mut longer = line.clone();
            longer.push(character);
            if line.is_empty() || width(&longer) <= measure {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, character.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The same with lines of about the same length, for headings.
pub(super) fn balanced_lines(text: &str, size: f64, measure: f64) -> Vec<String> {
    const STEPS: u32 = 20;
    let lines = set_lines(text, size, measure);
    let narrower = (1..STEPS).map(|step| measure * f64::from(step) / f64::from(STEPS));
    narrower
        .map(|measure| set_lines(text, size, measure))
        .find(|narrow| narrow.len() == lines.len())
        .unwrap_or(lines)
}

/// A text on so many lines at the most; what is missing is seen to be.
pub(super) fn fitted_lines(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines = set_lines(text, size, room);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(fitted(&rest, size, room));
    }
    lines
}

/// As much of a text as has room, with a mark where something is missing.
pub(super) fn fitted(text: &str, size: f64, room: f64) -> String {
    let width = |text: &str| f64::from(set_width::pixels(text, size));
    if width(text) <= room {
        return text.to_owned();
    }
    let mut fitted = String::new();
    let mut taken = width("…");
    for character in text.chars() {
        taken += width(character.encode_utf8(&mut [0; 4]));
        if taken > room {
            break;
        }
        fitted.push(character);
    }
    format!("{}…", fitted.trim_end())
}

/// As much of a text as so many columns of a terminal hold.
pub(super) fn fitted_columns(text: &str, columns: usize) -> String {
    let width = |text: &str| usize::try_from(set_width::columns(text)).unwrap_or(usize::MAX);
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut fitted = String::new();
    for character in text.chars() {
        if width(&fitted) + width(character.encode_utf8(&mut [0; 4])) + 1 > columns {
            break;
        }
        fitted.push(character);
    }
    fitted + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_written_as_the_ledger_writes_them() {
        let written = [-12_000, -43, 0, 476, 2023, 9999, 12_000].map(year);
        assert_eq!(
            written,
            ["Y-12000", "-0043", "0000", "0476", "2023", "9999", "Y12000"]
        );
    }

    #[test]
    fn what_is_cut_off_is_seen_to_be() {
        let (cut, is_whole) = lines("one two, three", 8, 1);
        assert_eq!((cut.join("|"), is_whole), ("one two…".to_owned(), false));
        let (whole, is_whole) = lines("one two, three", 8, 2);
        assert_eq!(
            (whole.join("|"), is_whole),
            ("one two,|three".to_owned(), true)
        );
    }
}
