//! Values that are one of a few words.

use crate::model::channel::Level;
use crate::model::grade::{Credibility, Reliability};
use crate::model::machine::{Kind, Status};
use crate::read::code::Code;
use crate::read::diagnostic::Problems;
use crate::read::format::{Shape, Word};
use crate::read::record::{Readable, shown};
use crate::read::suggest::{did_you_mean, either, nearest};
use crate::read::tree::Node;

use super::scalar;

/// A value that is one of a few words.
trait Worded: Sized {
    const WHAT: &'static str;
    const CODE: Code;
    fn words() -> Vec<Word>;
    fn from_word(word: &str) -> Option<Self>;

    /// What to write instead of a wrong word.
    fn help(wrong: &str) -> String {
        let words = Self::words();
        let words = || words.iter().map(|word| word.word);
        did_you_mean(nearest(wrong, words()), || {
            format!("write {}", either(words()))
        })
    }
}

impl<T: Worded> Readable for T {
    const SHAPE: Shape = Shape::Word {
        what: T::WHAT,
        words: T::words,
    };

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let span = node.span;
        let text = scalar(node, Self::SHAPE, problems)?;
        let value = T::from_word(&text);
        if value.is_none() {
            let message = format!("`{}` is no {}", shown(&text), T::WHAT);
            problems.report(T::CODE, span, message, T::help(&text));
        }
        value
    }
}

/// The word of an event's kind; `confirmed` needs a status to become a [`Kind`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct KindWord(pub(crate) &'static str);

impl Worded for KindWord {
    const WHAT: &'static str = "kind of event";
    const CODE: Code = Code::UnknownKind;
    fn words() -> Vec<Word> {
        let meaning = |word| {
            let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word);
            kind.map_or("", Kind::meaning)
        };
        Kind::words()
            .map(|word| Word {
                word,
                meaning: meaning(word),
            })
            .collect()
    }
    fn from_word(word: &str) -> Option<Self> {
        Kind::words().find(|known| *known == word).map(Self)
    }
}

impl Worded for Status {
    const WHAT: &'static str = "status";
    const CODE: Code = Code::UnknownWord;
    fn words() -> Vec<Word> {
        let word = |one: Self| Word {
            word: one.word(),
            meaning: one.meaning(),
        };
        Self::ALL.map(word).to_vec()
    }
    fn from_word(word: &str) -> Option<Self> {
        Self::from_word(word)
    }
}

impl Worded for Level {
    const WHAT: &'static str = "level";
    const CODE: Code = Code::UnknownWord;
    fn words() -> Vec<Word> {
        let word = |one: Self| Word {
            word: one.word(),
            meaning: one.meaning(),
        };
        Self::ALL.map(word).to_vec()
    }
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

impl Worded for Reliability {
    const WHAT: &'static str = "reliability";
    const CODE: Code = Code::BadGrade;
    fn words() -> Vec<Word> {
        let word = |one: Self| Word {
            word: one.letter(),
            meaning: one.meaning(),
        };
        Self::ALL.map(word).to_vec()
    }
    fn from_word(word: &str) -> Option<Self> {
        Self::from_letter(word)
    }
    // Any other letter is as near as the right one, so none is suggested.
    fn help(_: &str) -> String {
        let meanings = Self::ALL.map(|grade| format!("{} {}", grade.letter(), grade.meaning()));
        format!("write {}", meanings.join(", "))
    }
}

impl Worded for Credibility {
    const WHAT: &'static str = "credibility";
    const CODE: Code = Code::BadGrade;
    fn words() -> Vec<Word> {
        let word = |one: Self| Word {
            word: one.digit(),
            meaning: one.meaning(),
        };
        Self::ALL.map(word).to_vec()
    }
    fn from_word(word: &str) -> Option<Self> {
        Self::from_digit(word)
    }
    // Any other digit is as near as the right one, so none is suggested.
    fn help(_: &str) -> String {
        let meanings = Self::ALL.map(|grade| format!("{} {}", grade.digit(), grade.meaning()));
        format!("write {}", meanings.join(", "))
    }
}
