//! The sorts of questions that are asked at a terminal.
//!
//! Enter leaves out what can be left out; Esc and Ctrl-C always break off.

use std::fmt;

use inquire::validator::{ErrorMessage, Validation};
use inquire::{Confirm, InquireError, Select, Text};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::model::date::Date;
use crate::view::inert::inert;
use crate::view::spoken::spoken;

use super::failure::Failure;
use super::output;

/// So many choices, with the question and its help, fit on the smallest terminal in use.
pub(crate) const PAGE: usize = 15;

/// Something to choose, how it is shown, and how it is called once it is chosen.
#[derive(Clone)]
pub(crate) struct Choice<T> {
    pub(crate) value: T,
    pub(crate) label: String,
    pub(crate) short: String,
}

impl<T> Choice<T> {
    /// Something whose name says all.
    pub(crate) fn plain(value: T, name: &str) -> Self {
        Self {
            value,
            label: name.to_owned(),
            short: name.to_owned(),
        }
    }
}

/// A choice on one line of the terminal.
pub(crate) struct Line<T> {
    pub(crate) choice: Choice<T>,
    shown: String,
}

impl<T> fmt::Display for Line<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

/// Choices, each on one line: a list whose lines are broken is hard to read, and may be longer than
/// the terminal.
pub(crate) fn lines<T>(choices: Vec<Choice<T>>) -> Vec<Line<T>> {
    /// The cursor, the box to mark and the last column stand beside the text.
    const BESIDE: usize = 7;
    let columns = output::width().map_or(usize::MAX, usize::from);
    let line = |choice: Choice<T>| Line {
        // Names come from the ledger, and the terminal must not obey them.
        shown: cropped(&inert(&choice.label), columns.saturating_sub(BESIDE)),
        choice,
    };
    choices.into_iter().map(line).collect()
}

/// A text that takes at most so many columns, with a sign if there was more of it.
pub(crate) fn cropped(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut room = columns.saturating_sub(1);
    let fits = |character: &char| match room.checked_sub(character.width().unwrap_or(0)) {
        Some(left) => {
            room = left;
            true
        }
        None => false,
    };
    let mut cropped: String = text.chars().take_while(fits).collect();
    cropped.push('…');
    cropped
}

/// Finds what is typed anywhere in a choice, also where the line had no room for it.
///
/// What is found keeps its order, so that the greatest number comes first.
pub(crate) fn found<T>(typed: &str, line: &Line<T>, _: &str, index: usize) -> Option<i64> {
    let label = line.choice.label.to_lowercase();
    let number = i64::try_from(index).ok()?;
    label.contains(&typed.to_lowercase()).then_some(-number)
}

/// Asks for one of several.
pub(crate) fn choose<T>(question: &str, help: &str, choices: Vec<Choice<T>>) -> Result<T, Failure> {
    let chosen = Select::new(question, lines(choices))
        .with_page_size(PAGE)
        .with_help_message(help)
        .with_scorer(&found)
        .with_formatter(&|chosen| inert(&chosen.value.choice.short).into_owned())
        .prompt();
    Ok(answered(chosen)?.choice.value)
}

/// Asks for one of several or, as the first choice, none.
pub(crate) fn choose_or_none<T>(
    question: &str,
    none: &str,
    choices: impl IntoIterator<Item = Choice<T>>,
) -> Result<Option<T>, Failure> {
    let choices = choices.into_iter().map(|choice| Choice {
        value: Some(choice.value),
        label: choice.label,
        short: choice.short,
    });
    let all = std::iter::once(Choice::plain(None, none)).chain(choices);
    choose(question, SEARCH, all.collect())
}

/// How a long list is used.
pub(crate) const SEARCH: &str = "↑↓ moves, Enter chooses, typing searches; Esc breaks off";

/// Asks for a line of text that cannot be left out.
pub(crate) fn required(question: &str, help: &str) -> Result<String, Failure> {
    let is_written = |typed: &str| {
        Ok(if typed.trim().is_empty() {
            invalid("this cannot be left out")
        } else {
            Validation::Valid
        })
    };
    let text = Text::new(question).with_help_message(help);
    let typed = answered(text.with_validator(is_written).prompt())?;
    Ok(typed.trim().to_owned())
}

/// Asks for a line of text that can be left out.
pub(crate) fn optional(question: &str, help: &str) -> Result<Option<String>, Failure> {
    let typed = answered(Text::new(question).with_help_message(help).prompt())?;
    let typed = typed.trim();
    Ok((!typed.is_empty()).then(|| typed.to_owned()))
}

/// Asks for a date and shows, while it is typed, how it is understood.
pub(crate) fn date(question: &str) -> Result<String, Failure> {
    let understand = |typed: &str| -> Result<Vec<String>, inquire::CustomUserError> {
        Ok(match Date::parse(typed.trim()) {
            _ if typed.trim().is_empty() => Vec::new(),
            Ok(date) => vec![format!("{}: {}", typed.trim(), spoken(&date))],
            Err(_) => vec![format!("{}: no date so far", inert(typed.trim()))],
        })
    };
    let is_date = |typed: &str| {
        Ok(match Date::parse(written(typed)) {
            Ok(_) => Validation::Valid,
            Err(error) => invalid(&error.to_string()),
        })
    };
    let typed = Text::new(question)
        .with_help_message("2023-02-14, 2023-02, 2023-02~ (about), 2023-02/2023-11-14 (between)")
        .with_autocomplete(understand)
        .with_validator(is_date)
        .with_formatter(&|typed| written(typed).to_owned())
        .prompt();
    Ok(written(&answered(typed)?).to_owned())
}

/// The date itself, where the line that explains it was chosen.
fn written(typed: &str) -> &str {
    let date = typed.split_once(": ").map_or(typed, |(date, _)| date);
    date.trim()
}

/// Asks for a yes or a no; Enter says no.
pub(crate) fn confirm(question: &str) -> Result<bool, Failure> {
    answered(Confirm::new(question).with_default(false).prompt())
}

/// Asks for a yes or a no; Enter says no, and whoever breaks off says so too.
pub(crate) fn confirm_at_the_end(question: &str) -> Result<bool, Failure> {
    match Confirm::new(question).with_default(false).prompt() {
        Err(InquireError::OperationCanceled | InquireError::OperationInterrupted) => Ok(false),
        other => answered(other),
    }
}

/// What is said of an answer that cannot be.
pub(crate) fn invalid(why: &str) -> Validation {
    Validation::Invalid(ErrorMessage::Custom(why.to_owned()))
}

/// An answer; whoever breaks off writes nothing.
pub(crate) fn answered<T>(answer: Result<T, InquireError>) -> Result<T, Failure> {
    answer.map_err(|error| Failure::NotWritten {
        details: String::new(),
        message: match error {
            InquireError::OperationCanceled | InquireError::OperationInterrupted => {
                "broken off; nothing was written".into()
            }
            InquireError::NotTTY
            | InquireError::InvalidConfiguration(_)
            | InquireError::IO(_)
            | InquireError::Custom(_) => {
                format!("the terminal cannot be asked: {error}; give every answer as an argument")
            }
        },
    })
}

#[cfg(test)]
mod tests {
    use super::cropped;

    #[test]
    fn a_text_is_cropped_where_it_has_no_room() {
        assert_eq!(cropped("hotline", 7), "hotline");
        assert_eq!(cropped("hotline", 6), "hotli…");
        // Wide characters are never cut in two.
        assert_eq!(cropped("北京热线", 8), "北京热线");
        assert_eq!(cropped("北京热线", 7), "北京热…");
        assert_eq!(cropped("北京热线", 6), "北京…");
        assert_eq!(cropped("hotline", 0), "…");
    }
}
