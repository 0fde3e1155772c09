//! Which files belong to a ledger: the patterns of `include`, and what can be wrong with them.
//!
//! Nothing is looked for here. Whoever can see files matches the patterns, and tells what came of it.

use crate::model::span::Span;

use super::code::Code;
use super::diagnostic::{Diagnostic, Problems};
use super::format::Shape;
use super::record::{Readable, shown};
use super::spanned::Spanned;
use super::tree::Node;
use super::value::{Line, ShapedItem};

/// The path of a file, or of several, from the ledger's folder down.
///
/// `/` parts folders on every system. In a name, `*` stands for any characters and `?` for one; `**`
/// stands for any folders, be it none. Nothing of it leads out of the folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern(Box<str>);

impl Pattern {
    /// The names of folders and at last of the file, or what stands for them.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|part| *part != ".")
    }

    /// Whether it may stand for any number of files.
    pub fn is_open(&self) -> bool {
        self.0.contains(['*', '?'])
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a part of a pattern stands for a name.
///
/// A name that begins with a dot is hidden, and only meant where the pattern has the dot too: editors and
/// this program keep files of passing interest under such names.
///
/// ```
/// use detente::read::include::stands_for;
/// assert!(stands_for("20*.yaml", "2023.yaml") && stands_for("202?.yaml", "2023.yaml"));
/// assert!(!stands_for("*.yaml", "2023.yml") && !stands_for("*.yaml", ".2023.yaml"));
/// ```
pub fn stands_for(part: &str, name: &str) -> bool {
    if name.starts_with('.') && !part.starts_with('.') {
        return false;
    }
    let (part, name): (Vec<char>, Vec<char>) = (part.chars().collect(), name.chars().collect());
    let (mut at, mut in_name) = (0, 0);
    // Behind the last star, and what it stands for so far: one more, if the rest does not fit.
    let mut star: Option<(usize, usize)> = None;
    while in_name < name.len() {
        match part.get(at) {
            Some('*') => {
                at += 1;
                star = Some((at, in_name));
            }
            Some(other) if *other == '?' || *other == name[in_name] => {
                at += 1;
                in_name += 1;
            }
            Some(_) | None => {
                let Some((behind, begun)) = star else {
                    return false;
                };
                star = Some((behind, begun + 1));
                (at, in_name) = (behind, begun + 1);
            }
        }
    }
    part.get(at..)
        .unwrap_or_default()
        .iter()
        .all(|rest| *rest == '*')
}

impl Readable for Pattern {
    const SHAPE: Shape = Shape::Form {
        what: "a path below the ledger's folder",
        pattern: r"^\s*(?!\.\.(/|\s*$))[^/\\]+(/(?!\.\.(/|\s*$))[^/\\]+)*$",
        like_number: true,
    };

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let span = node.span;
        let Line(path) = Line::read(node, problems)?;
        let mut refuse = |reason: &str, help: &str| {
            let message = format!("`{}` {reason}", shown(&path));
            problems.report(Code::BadInclude, span, message, help);
        };
        let bytes = path.as_bytes();
        let has_drive = bytes.get(1) == Some(&b':') && bytes[0].is_ascii_alphabetic();
        if path.starts_with('/') || has_drive {
            refuse(
                "does not begin in the ledger's folder",
                "write the path from there, such as `events/*.yaml`; copy what lies elsewhere into it",
            );
        } else if path.contains('\\') {
            refuse("has a `\\`", "part folders with `/`, on every system");
        } else if path.split('/').any(|part| part == "..") {
            refuse(
                "leads out of the ledger's folder",
                "name files in it or below it, such as `events/*.yaml`; copy what lies elsewhere into it",
            );
        } else if path.split('/').any(str::is_empty) {
            refuse(
                "has a part without a name",
                "write names with one `/` between each two, the last of them a file's",
            );
        } else if path.rsplit('/').next().is_some_and(|last| last == ".") {
            refuse(
                "names no file",
                "write the file's name, or `*.yaml` for all",
            );
        } else {
            return Some(Self(path));
        }
        None
    }
}

impl ShapedItem for Pattern {
    const DISTINCT: bool = false;
}

/// A pattern of a ledger, with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Include {
    /// The pattern.
    pub pattern: Pattern,
    /// Where it stands.
    pub span: Span,
}

impl From<&Spanned<Pattern>> for Include {
    fn from(spanned: &Spanned<Pattern>) -> Self {
        Self {
            pattern: spanned.value.clone(),
            span: spanned.span,
        }
    }
}

/// What came of a pattern otherwise than that it stands for files.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Unmet {
    /// There is no such file.
    Nothing,
    /// It names the ledger itself.
    Itself,
    /// A link stands in the way, at this path.
    Link(String),
    /// What lies there is no file, or its name is no text.
    NoFile(String),
    /// The file or folder at this path cannot be read, for this reason.
    Unreadable(String, String),
    /// There are more files than this.
    TooMany(usize),
}

impl Include {
    /// The problem of a pattern that does not lead to what it should.
    pub fn problem(&self, unmet: &Unmet) -> Diagnostic {
        let written = shown(self.pattern.as_str());
        let (code, message, help): (Code, String, &str) = match unmet {
            Unmet::Nothing if self.pattern.is_open() => (
                Code::UnmatchedInclude,
                format!("`{written}` stands for no file so far"),
                "correct it, if there should be some; names that begin with a dot are passed over",
            ),
            Unmet::Nothing => (
                Code::MissingInclude,
                format!("there is no file `{written}` in the ledger's folder"),
                "correct the path, which begins in the ledger's folder, or remove it",
            ),
            Unmet::Itself => (
                Code::BadInclude,
                format!("`{written}` is the ledger itself"),
                "remove it; the ledger's own entries come first in any case",
            ),
            Unmet::Link(path) => (
                Code::BadInclude,
                format!(
                    "`{}` is a link, which can lead out of the ledger's folder",
                    shown(path)
                ),
                "put the file itself there, or leave it out of the pattern",
            ),
            Unmet::NoFile(path) => (
                Code::BadInclude,
                format!("`{}` is no file that can be read as text", shown(path)),
                "name a file; for all that lie in a folder, write `FOLDER/*.yaml`",
            ),
            Unmet::Unreadable(path, why) => (
                Code::MissingInclude,
                format!("`{}` cannot be read: {why}", shown(path)),
                "allow it, or leave it out of the pattern",
            ),
            Unmet::TooMany(most) => (
                Code::TooLarge,
                format!("`{written}` stands for too many files; a ledger includes at most {most}"),
                "put several of them into one",
            ),
        };
        Diagnostic::new(code, self.span, message, help)
    }

    /// The problem of a ledger that includes files, but lies in no folder.
    pub(crate) fn without_folder(&self) -> Diagnostic {
        Diagnostic::new(
            Code::MissingInclude,
            self.span,
            "this ledger is read from standard input, so there is no folder in which to look for what it includes",
            "name its file with `--file FILE`, or put everything into one text",
        )
    }
}
