//! The files that a ledger includes: looked for below its folder, and read side by side.
//!
//! Links are refused wherever they stand below the folder, so that nothing leads out of it. Whoever can put a
//! link there between the look and the reading could have put the file itself there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

use crate::model::parallel;
use crate::model::text::BETWEEN;
use crate::read::LARGEST_LEDGER;
use crate::read::include::{Pattern, Unmet, stands_for};

use super::content::{from_the_beginning, read_at};

/// The most files that a ledger includes.
const MOST_FILES: usize = 10_000;
/// The most names that are looked at in folders, over all patterns.
const MOST_NAMES: usize = 1_000_000;

/// A file that a ledger includes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IncludedFile {
    /// Where it lies, and how it is shown.
    pub path: PathBuf,
    /// The place of the first pattern that stands for it.
    pub pattern: usize,
    /// How many bytes it has.
    pub length: usize,
    /// When it was written last, if the system says so.
    pub modified: Option<SystemTime>,
}

/// What the patterns of a ledger stand for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The files, in the order of their paths.
    pub files: Vec<IncludedFile>,
    /// Patterns by their place, each with something that came of it otherwise.
    pub unmet: Vec<(usize, Unmet)>,
}

/// Finds the files that a ledger includes.
///
/// They lie in its folder or below; if the ledger goes by a link, in the folder in which it really lies.
pub fn find<'p>(ledger: &Path, patterns: impl IntoIterator<Item = &'p Pattern>) -> Found {
    let mut search = Search {
        main: fs::canonicalize(ledger).ok(),
        files: BTreeMap::new(),
        unmet: BTreeSet::new(),
        names_left: MOST_NAMES,
        pattern: 0,
        is_open: false,
        has_met: false,
    };
    let folder = folder(ledger);
    for (place, pattern) in patterns.into_iter().enumerate() {
        let mut parts: Vec<&str> = pattern.parts().collect();
        parts.dedup_by(|one, other| one == other && *one == ANY_FOLDERS);
        if parts.last() == Some(&ANY_FOLDERS) {
            parts.push("*");
        }
        (search.pattern, search.is_open) = (place, pattern.is_open());
        search.has_met = false;
        search.walk(&folder, "", &parts);
        if !search.has_met {
            search.unmet.insert((place, Unmet::Nothing));
        }
    }
    Found {
        files: search.files.into_values().collect(),
        unmet: search.unmet.into_iter().collect(),
    }
}

/// What stands for any folders.
const ANY_FOLDERS: &str = "**";

/// The folder in which a ledger lies; if it goes by a link, the one in which it really lies.
pub fn folder(ledger: &Path) -> PathBuf {
    let is_link = fs::symlink_metadata(ledger).is_ok_and(|about| about.is_symlink());
    let real = if is_link {
        fs::canonicalize(ledger).ok()
    } else {
        None
    };
    let ledger = real.as_deref().unwrap_or(ledger);
    ledger.parent().unwrap_or(Path::new("")).to_owned()
}

struct Search {
    /// Where the ledger itself lies.
    main: Option<PathBuf>,
    /// By their paths from the folder.
    files: BTreeMap<String, IncludedFile>,
    unmet: BTreeSet<(usize, Unmet)>,
    names_left: usize,
    /// The place of the pattern at hand.
    pattern: usize,
    /// Whether it may stand for any number of files.
    is_open: bool,
    /// Whether something came of it.
    has_met: bool,
}

impl Search {
    fn note(&mut self, unmet: Unmet) {
        self.has_met = true;
        self.unmet.insert((self.pattern, unmet));
    }

    /// Finds what the parts of a pattern stand for in a folder, whose path from the ledger's is `from`.
    fn walk(&mut self, folder: &Path, from: &str, parts: &[&str]) {
        let Some((part, rest)) = parts.split_first() else {
            return;
        };
        if *part == ANY_FOLDERS {
            self.walk(folder, from, rest);
            for (name, kind) in self.names(folder, from, "*", true) {
                if self.is_folder(folder, from, &name, kind) {
                    self.walk(&folder.join(&name), &joined(from, &name), parts);
                }
            }
        } else if part.contains(['*', '?']) {
            for (name, kind) in self.names(folder, from, part, !rest.is_empty()) {
                self.take(folder, from, &name, kind, rest);
            }
        } else {
            match fs::symlink_metadata(folder.join(part)) {
                Ok(about) if rest.is_empty() && about.is_dir() => {
                    self.note(Unmet::NoFile(joined(from, part)));
                }
                Ok(about) => self.take(folder, from, part, about.file_type(), rest),
                Err(error) if is_nothing(&error) => {}
                Err(error) => self.note(unreadable(joined(from, part), &error)),
            }
        }
    }

    /// Takes in what goes by a name: a file, or what the rest of the pattern stands for in a folder.
    fn take(&mut self, folder: &Path, from: &str, name: &str, kind: FileType, rest: &[&str]) {
        let path = folder.join(name);
        let shown = joined(from, name);
        if !rest.is_empty() {
            if self.is_folder(folder, from, name, kind) {
                self.walk(&path, &shown, rest);
            }
        } else if kind.is_symlink() {
            self.note(Unmet::Link(shown));
        } else if kind.is_file() {
            self.take_file(path, shown);
        } else if !kind.is_dir() {
            self.note(Unmet::NoFile(shown));
        }
    }

    fn take_file(&mut self, path: PathBuf, shown: String) {
        if self.main.is_some() && fs::canonicalize(&path).ok() == self.main {
            // Who says `*.yaml` does not mean it.
            self.has_met = true;
            if !self.is_open {
                self.note(Unmet::Itself);
            }
            return;
        }
        if self.files.len() == MOST_FILES {
            self.note(Unmet::TooMany(MOST_FILES));
            return;
        }
        match fs::metadata(&path) {
            Ok(about) => {
                self.has_met = true;
                let pattern = self.pattern;
                self.files.entry(shown).or_insert_with(|| IncludedFile {
                    path,
                    pattern,
                    length: usize::try_from(about.len()).unwrap_or(usize::MAX),
                    modified: about.modified().ok(),
                });
            }
            Err(error) => self.note(unreadable(shown, &error)),
        }
    }

    /// Whether a name leads to a folder; a link to one is noted.
    fn is_folder(&mut self, folder: &Path, from: &str, name: &str, kind: FileType) -> bool {
        if kind.is_symlink() {
            let leads_to_folder = fs::metadata(folder.join(name)).is_ok_and(|about| about.is_dir());
            if leads_to_folder {
                self.note(Unmet::Link(joined(from, name)));
            }
            return false;
        }
        kind.is_dir()
    }

    /// The names in a folder that a part of a pattern stands for, with what each leads to.
    fn names(
        &mut self,
        folder: &Path,
        from: &str,
        part: &str,
        only_folders: bool,
    ) -> Vec<(String, FileType)> {
        let here = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let mut names = Vec::new();
        let mut look = || -> io::Result<bool> {
            for entry in fs::read_dir(here)? {
                let entry = entry?;
                let Some(left) = self.names_left.checked_sub(1) else {
                    return Ok(false);
                };
                self.names_left = left;
                names.push((entry.file_name(), entry.file_type()?));
            }
            Ok(true)
        };
        match look() {
            Ok(true) => {}
            Ok(false) => self.note(Unmet::TooMany(MOST_FILES)),
            Err(error) if is_nothing(&error) => {}
            Err(error) => self.note(unreadable(from.to_owned(), &error)),
        }
        let mut texts = Vec::with_capacity(names.len());
        let is_meant = |name: &str, kind: FileType| {
            stands_for(part, name) && (!only_folders || kind.is_dir() || kind.is_symlink())
        };
        for (name, kind) in names {
            match name.into_string() {
                Ok(name) if is_meant(&name, kind) => texts.push((name, kind)),
                Ok(_) => {}
                Err(name) => {
                    let name = name.to_string_lossy();
                    if is_meant(&name, kind) {
                        self.note(Unmet::NoFile(joined(from, &name)));
                    }
                }
            }
        }
        texts
    }
}

fn joined(from: &str, name: &str) -> String {
    if from.is_empty() {
        name.to_owned()
    } else {
        format!("{from}/{name}")
    }
}

fn is_nothing(error: &io::Error) -> bool {
    [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory].contains(&error.kind())
}

fn unreadable(path: String, error: &io::Error) -> Unmet {
    Unmet::Unreadable(path, why(error))
}

/// Why something cannot be read, in words.
fn why(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::PermissionDenied {
        "the system does not permit it".into()
    } else {
        error.to_string()
    }
}

/// Reads the files that a ledger includes behind the main one's bytes, with a line break before each.
///
/// Gives the lengths of the files too, which may have changed since they were found.
///
/// # Errors
///
/// What one of them cannot be read for, with the place of the pattern that stands for it.
pub fn read(main: &[u8], files: &[IncludedFile]) -> Result<(Vec<u8>, Vec<usize>), (usize, Unmet)> {
    // A file that grows or shrinks meanwhile is read once more, from beginning to end.
    if let Some(bytes) = read_together(main, files) {
        return Ok((bytes, files.iter().map(|file| file.length).collect()));
    }
    let (mut bytes, mut lengths) = (main.to_vec(), Vec::with_capacity(files.len()));
    for file in files {
        let opened = File::open(&file.path);
        let read = opened.and_then(|opened| from_the_beginning(&opened, file.length));
        let read = read.map_err(|error| {
            let path = file.path.display().to_string();
            (file.pattern, unreadable(path, &error))
        })?;
        bytes.push(BETWEEN);
        bytes.extend_from_slice(&read);
        lengths.push(read.len());
    }
    Ok((bytes, lengths))
}

/// Reads all files side by side into one piece of memory; `None` if one is not as it was found.
fn read_together(main: &[u8], files: &[IncludedFile]) -> Option<Vec<u8>> {
    /// What one thread reads at once.
    const PART: usize = 1 << 24;
    let lengths = files.iter().map(|file| file.length.saturating_add(1));
    let all = lengths.fold(main.len(), usize::saturating_add);
    if all > LARGEST_LEDGER {
        return None;
    }
    let mut bytes = vec![0; all];
    let (head, mut rest) = bytes.split_at_mut(main.len());
    head.copy_from_slice(main);
    let mut parts = Vec::new();
    for file in files {
        let (between, behind) = rest.split_first_mut()?;
        *between = BETWEEN;
        let (own, behind) = behind.split_at_mut_checked(file.length)?;
        rest = behind;
        let offsets = (0..file.length).step_by(PART);
        parts.extend(
            offsets
                .zip(own.chunks_mut(PART))
                .map(|(offset, part)| Mutex::new((file, offset, part))),
        );
    }
    let are_read = parallel::map(&parts, |part| {
        let mut part = part.lock().ok()?;
        let (file, offset, bytes) = &mut *part;
        let opened = File::open(&file.path).ok()?;
        read_at(&opened, bytes, *offset as u64).ok()?;
        let length = opened.metadata().ok()?.len();
        (length == file.length as u64).then_some(())
    });
    drop(parts);
    are_read.iter().all(Option::is_some).then_some(bytes)
}
