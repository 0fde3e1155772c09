//! The NATO Admiralty code: how reliable a source is, how credible what it says.
//!
//! Source of the code: NATO AJP-2.1 (2016), evaluation of sources and information. The two
//! axes are judged separately and never folded into one number.

use std::fmt;

/// How reliable a source is: A reliable … E unreliable, F cannot be judged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Reliability cannot be judged.
    F,
}

impl Reliability {
    /// Every grade, best first; `F`, which is no grade, last.
    pub const ALL: [Self; 6] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];

    /// The letter.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
        }
    }

    /// The grade that a letter stands for.
    pub fn from_letter(letter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.letter() == letter)
    }

    /// What the letter means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::A => "completely reliable",
            Self::B => "usually reliable",
            Self::C => "fairly reliable",
            Self::D => "not usually reliable",
            Self::E => "unreliable",
            Self::F => "reliability cannot be judged",
        }
    }

    const fn rank(self) -> u8 {
        match self {
            Self::A => 1,
            Self::B => 2,
            Self::C => 3,
            Self::D => 4,
            Self::E => 5,
            Self::F => 6,
        }
    }
}

/// How credible a piece of information is: 1 confirmed … 5 improbable, 6 cannot be judged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Credibility {
    /// Confirmed by other sources.
    Confirmed,
    /// Probably true.
    Probable,
    /// Possibly true.
    Possible,
    /// Doubtful.
    Doubtful,
    /// Improbable.
    Improbable,
    /// Truth cannot be judged.
    NotJudged,
}

impl Credibility {
    /// Every grade, best first; 6, which is no grade, last.
    pub const ALL: [Self; 6] = [
        Self::Confirmed,
        Self::Probable,
        Self::Possible,
        Self::Doubtful,
        Self::Improbable,
        Self::NotJudged,
    ];

    /// The digit.
    pub const fn digit(self) -> &'static str {
        match self {
            Self::Confirmed => "1",
            Self::Probable => "2",
            Self::Possible => "3",
            Self::Doubtful => "4",
            Self::Improbable => "5",
            Self::NotJudged => "6",
        }
    }

    /// The grade that a digit stands for.
    pub fn from_digit(digit: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.digit() == digit)
    }

    /// What the digit means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed by other sources",
            Self::Probable => "probably true",
            Self::Possible => "possibly true",
            Self::Doubtful => "doubtful",
            Self::Improbable => "improbable",
            Self::NotJudged => "truth cannot be judged",
        }
    }

    const fn rank(self) -> u8 {
        match self {
            Self::Confirmed => 1,
            Self::Probable => 2,
            Self::Possible => 3,
            Self::Doubtful => 4,
            Self::Improbable => 5,
            Self::NotJudged => 6,
        }
    }
}

/// A reliability and a credibility together, written `B2`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Grade {
    /// How reliable the source is.
    pub reliability: Reliability,
    /// How credible what it says is.
    pub credibility: Credibility,
}

impl Grade {
    /// Reads a grade such as `B2`.
    ///
    /// ```
    /// use detente::model::grade::Grade;
    /// assert_eq!(Grade::parse("C3").map(|grade| grade.to_string()).as_deref(), Some("C3"));
    /// assert_eq!(Grade::parse("G1"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (letter, digit) = text.split_at_checked(1)?;
        Some(Self {
            reliability: Reliability::from_letter(letter)?,
            credibility: Credibility::from_digit(digit)?,
        })
    }

    /// Whether it is at least as good as a floor, on both axes.
    ///
    /// `F` and `6` say that nothing could be judged, so they never pass.
    ///
    /// ```
    /// use detente::model::grade::Grade;
    /// let passes = |grade, floor| {
    ///     Grade::parse(grade).zip(Grade::parse(floor)).is_some_and(|(g, f)| g.passes(f))
    /// };
    /// assert!(passes("B2", "C3"));
    /// assert!(!passes("A4", "C3"));
    /// assert!(!passes("F1", "F6"));
    /// ```
    pub fn passes(self, floor: Self) -> bool {
        self.reliability != Reliability::F
            && self.credibility != Credibility::NotJudged
            && self.reliability.rank() <= floor.reliability.rank()
            && self.credibility.rank() <= floor.credibility.rank()
    }

    /// The better of two grades.
    ///
    /// A grade is as good as its weaker side; where these are level, the sum of both decides, then
    /// the reliability. A grade that is better on one axis and no worse on the other always wins.
    #[must_use]
    pub fn better(self, other: Self) -> Self {
        if other.badness() < self.badness() {
            other
        } else {
            self
        }
    }

    const fn badness(self) -> (u8, u8, u8) {
        let (r, c) = (self.reliability.rank(), self.credibility.rank());
        (if r > c { r } else { c }, r + c, r)
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}",
            self.reliability.letter(),
            self.credibility.digit()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = Grade> {
        Reliability::ALL.into_iter().flat_map(|reliability| {
            Credibility::ALL.into_iter().map(move |credibility| Grade {
                reliability,
                credibility,
            })
        })
    }

    #[test]
    fn a_grade_prints_as_it_is_read() {
        for grade in all() {
            assert_eq!(Grade::parse(&grade.to_string()), Some(grade));
        }
        for text in ["", "B", "2", "B2 ", "b2", "B0", "B7", "ß2", "B22"] {
            assert_eq!(Grade::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_better_grade_never_passes_less_than_a_grade_it_dominates() {
        for a in all() {
            for b in all() {
                assert_eq!(a.better(b).badness(), b.better(a).badness());
                if a.passes(b) {
                    assert_eq!(a.better(b), a, "{a} is at least as good as {b}");
                }
            }
        }
    }
}
