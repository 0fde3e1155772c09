//! The files that a change goes to, from when they are locked until they are replaced.

use std::io::{self, Write};
use std::path::Path;
use std::thread;

use crate::model::text::{FileKey, Origin, Text};
use crate::store::{Kept, Locked, Prepared, Replaced, StoreError};
use crate::view::inert::inert;
use crate::write::edit::{Draft, EditError, Verified};

use super::failure::Failure;
use super::load::Whole;
use super::{output, progress};

/// Waits until nobody else changes a file, and keeps others from changing it.
pub(super) fn locked(path: &Path) -> Result<Locked, StoreError> {
    progress::doing(&format!(
        "waiting until nobody else changes {}",
        path.display()
    ));
    Locked::new(path)
}

/// The files that a change goes to, locked.
pub(super) struct Held {
    /// The main file, which everybody locks who changes any of the ledger's files: what was verified with
    /// the others stays so.
    main: Locked,
    /// The others, in their order, so that no two wait for each other.
    others: Vec<(FileKey, Locked)>,
    /// In the order in which they are to be written.
    order: Vec<FileKey>,
}

impl Held {
    pub(super) fn new(
        main: Locked,
        whole: &Whole,
        path: &Path,
        files: &[FileKey],
    ) -> Result<Self, StoreError> {
        let mut others: Vec<FileKey> = files.to_vec();
        others.retain(|file| *file != FileKey::MAIN);
        others.sort_unstable();
        let others = others
            .into_iter()
            .map(|file| Ok((file, locked(whole.path(path, file))?)));
        Ok(Self {
            main,
            others: others.collect::<Result<_, StoreError>>()?,
            order: files.to_vec(),
        })
    }

    /// Writes the new texts beside the old ones.
    pub(super) fn prepare(&self, draft: &Draft) -> Written<'_> {
        let lock = |file: &FileKey| {
            let other = self.others.iter().find(|(other, _)| other == file);
            other.map_or(&self.main, |(_, lock)| lock)
        };
        let prepared = self
            .order
            .iter()
            .map(|file| lock(file).prepare(|to| write(&draft.text, *file, to)));
        prepared.collect()
    }
}

/// Writes the text of a file.
fn write(text: &Text, file: FileKey, to: &mut dyn Write) -> io::Result<()> {
    if text.hand_out(file, |bytes| to.write_all(bytes))? {
        Ok(())
    } else {
        Err(io::Error::other("it has changed meanwhile"))
    }
}

/// Puts the new texts in the place of the old ones, one after the other, unless the ledger has changed
/// meanwhile: then `false`, and nothing is written.
pub(super) fn replace(
    prepared: Vec<Prepared<'_>>,
    files: &[FileKey],
    whole: &Whole,
    path: &Path,
) -> Result<bool, Failure> {
    let is_split = !whole.patterns.is_empty();
    if !whole.is_untouched() || is_split && !whole.is_still_so(path, files)? {
        return Ok(false);
    }
    let mut written: Vec<String> = Vec::new();
    for (prepared, file) in prepared.into_iter().zip(files) {
        let name = whole.path(path, *file).display().to_string();
        let is_old = |now: &dyn Origin| whole.text.stands_at(*file, now);
        let reason = match prepared.commit(is_old) {
            Ok(Replaced::Written(kept)) => {
                warn_of_owner(&name, kept);
                written.push(name);
                continue;
            }
            Ok(Replaced::ChangedMeanwhile) if written.is_empty() => return Ok(false),
            Err(error) if written.is_empty() => return Err(error.into()),
            Ok(Replaced::ChangedMeanwhile) => format!("`{name}` has changed meanwhile"),
            Err(error) => error.to_string(),
        };
        // A source that nobody cites yet.
        return Err(Failure::NotWritten {
            details: String::new(),
            message: format!(
                "{reason}; only the sources were added, to `{}`. Add the events once more without them",
                written.join("` and `")
            ),
        });
    }
    Ok(true)
}

/// What came of writing new texts beside the old ones.
type Written<'l> = Result<Vec<Prepared<'l>>, StoreError>;

/// Checks a new text and, if its files are locked already, writes them beside the old ones meanwhile.
pub(super) fn verify_while_writing<'l>(
    draft: &Draft,
    held: Option<&'l Held>,
) -> (Result<Verified, EditError>, Option<Written<'l>>) {
    thread::scope(|scope| {
        let writing = held.and_then(|held| {
            let write = || held.prepare(draft);
            thread::Builder::new().spawn_scoped(scope, write).ok()
        });
        let verified = draft.verify();
        (verified, writing.and_then(|writing| writing.join().ok()))
    })
}

/// Says that a file could not be given back to its owner or to its group.
pub(super) fn warn_of_owner(name: &str, kept: Kept) {
    let whose = match kept {
        Kept::Both => return,
        Kept::OnlyOwner => "still belongs to you, but to your group now",
        Kept::OnlyGroup => "belongs to you now, but still to its group",
        Kept::Neither => "belongs to you now, and to your group",
    };
    output::complaint(&format!(
        "note: {} {whose}; the system lets only its administrator give files away\n",
        inert(name)
    ));
}

#[cfg(test)]
mod tests {
    use hashbrown::DefaultHashBuilder;

    use super::*;
    use crate::model::text::Page;

    #[test]
    fn a_text_of_which_a_part_has_changed_is_not_taken_for_written() {
        let hash = DefaultHashBuilder::default();
        for (now, is_written) in [("a: 1\n", true), ("a: 2\n", false)] {
            let page = Page::new(0, b"a: 1\n", &hash);
            let origin = Box::new(now.as_bytes().to_vec());
            let text = Text::paged(origin, 5, Vec::new(), vec![page], hash.clone());
            let written = write(&text, FileKey::MAIN, &mut Vec::new());
            assert_eq!(written.is_ok(), is_written);
        }
    }
}
