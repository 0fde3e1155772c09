//! The files of a ledger, each read by the reader that can, and put together in their order.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::events::IdHash;
use crate::model::parallel;
use crate::model::progress::Progress;
use crate::model::text::{FileKey, Page, Text};

use super::characters::{self, Tops};
use super::check::Reader;
use super::diagnostic::Problems;
use super::include::Pattern;
use super::raw::Raw;
use super::regular::{Opened, Passage, Stretch, open, open_generally};
use super::resolve::{PackedRun, PackedRuns, Tables};
use super::spanned::Spanned;

/// A ledger as it stands in its files, but for its events.
pub(super) struct Read {
    pub(super) raw: Raw,
    pub(super) tables: Tables,
    /// What the declarations outside the events are at fault in.
    pub(super) declared: Problems,
}

/// The files of a ledger, of which all is read but the regular events.
pub(super) struct Files {
    opened: Vec<Opened>,
    tops: Vec<Tops>,
}

impl Files {
    /// Opens all files of a text; `tops` says where each may have keys.
    pub(super) fn open(reader: Reader, text: &Text, tops: Vec<Tops>, progress: &Progress) -> Self {
        let tops = match reader {
            Reader::Fast => tops,
            Reader::General => tops.iter().map(|_| None).collect(),
        };
        let files: Vec<(FileKey, &Tops)> = text.files().zip(&tops).collect();
        let opened = parallel::map(&files, |(file, tops)| {
            let tops = tops.as_ref();
            tops.and_then(|tops| open(text, *file, tops))
                .unwrap_or_else(|| open_generally(text, *file, progress))
        });
        Self { opened, tops }
    }

    /// What the main file includes.
    pub(super) fn include(&self) -> &[Spanned<Pattern>] {
        let main = self.opened.first();
        main.map_or(&[], |main| &main.frame.raw.include)
    }

    /// Reads the events, and puts everything together; the layouts say where events stand if they are to.
    pub(super) fn read(
        mut self,
        text: &Text,
        keeps_places: bool,
        problems: &mut Problems,
        progress: &Progress,
    ) -> (Read, PackedRuns) {
        loop {
            match try_read(text, self.opened, keeps_places, progress) {
                Ok((read, packed, found)) => {
                    problems.append(found);
                    return (read, packed);
                }
                // What a file declares is different where it is read otherwise, and others refer to it.
                Err(declined) => {
                    for (index, tops) in self.tops.iter_mut().enumerate() {
                        if declined.contains(&index) {
                            *tops = None;
                        }
                    }
                    self = Self::open(Reader::Fast, text, self.tops, progress);
                }
            }
        }
    }
}

/// Reads the events of files; if the frames of some are out of the ordinary after all, it says of which.
fn try_read(
    text: &Text,
    mut opened: Vec<Opened>,
    keeps_places: bool,
    progress: &Progress,
) -> Result<(Read, PackedRuns, Problems), BTreeSet<usize>> {
    let Declared {
        raw,
        tables,
        problems: declared,
    } = declare(&mut opened);
    let mut packed = PackedRuns::new(IdHash::default());

    let of_file = |(index, file): (usize, &Opened)| {
        let parts = file.parts(text).into_iter();
        parts.map(|part| (index, part)).collect::<Vec<_>>()
    };
    let parts: Vec<_> = opened.iter().enumerate().flat_map(of_file).collect();
    let read = parallel::map(&parts, |(index, part)| {
        opened[*index].stretch(text, &tables, packed.hash(), part, progress)
    });
    let mut stretches: Vec<Vec<Stretch>> = opened.iter().map(|_| Vec::new()).collect();
    for ((index, _), stretch) in parts.iter().zip(read) {
        stretches[*index].push(stretch);
    }
    let mut declined = BTreeSet::new();
    for (index, (file, stretches)) in opened.iter_mut().zip(stretches).enumerate() {
        if file
            .pack(
                stretches,
                text,
                &tables,
                &mut packed,
                keeps_places,
                progress,
            )
            .is_none()
        {
            declined.insert(index);
        }
    }
    if !declined.is_empty() {
        return Err(declined);
    }

    let (read, found) = end(opened, raw, tables, declared);
    Ok((read, packed, found))
}

/// Reads a ledger of one file in passing, of which the head is at hand; gives back the pages of the rest, too.
///
/// `None` if that is not possible.
pub(super) fn pass(
    head: &Text,
    passage: &Passage<'_>,
    problems: &mut Problems,
) -> Option<(Read, PackedRuns, Vec<Page>)> {
    let mut packed = PackedRuns::new(IdHash::default());
    let (read, pages) = read_on(head, problems, |opened, tables, _| {
        let (stretches, pages) = opened.pass(passage, tables, packed.hash())?;
        opened.pack(
            stretches,
            head,
            tables,
            &mut packed,
            false,
            passage.progress,
        )?;
        Some(pages)
    })?;
    Some((read, packed, pages))
}

/// A stretch of events that was read in passing, and the pages in which they stand.
pub(super) struct Passed {
    pub(super) run: PackedRun,
    pub(super) pages: Vec<Page>,
}

/// Reads the head of a ledger of one file and some stretches of its events in passing; gives back the pages in which
/// these stand, too. Others that are not read begin elsewhere.
///
/// `None` if that is not possible, or if no entry of the same list begins there.
pub(super) fn pass_some(
    head: &Text,
    passage: &Passage<'_>,
    stretches: &[Range<usize>],
    others: &[usize],
    hash: &IdHash,
    problems: &mut Problems,
) -> Option<(Read, Vec<Passed>)> {
    read_on(head, problems, |opened, tables, problems| {
        let passed = opened.pass_some(passage, tables, hash, stretches, others)?;
        let passed = passed.into_iter().map(|(stretch, pages)| {
            let run = stretch.into_run(problems)?;
            Some(Passed { run, pages })
        });
        passed.collect()
    })
}

/// Reads the head of a ledger of one file that includes no other, and of its events what somebody reads who knows the
/// head.
fn read_on<T>(
    head: &Text,
    problems: &mut Problems,
    events: impl FnOnce(&mut Opened, &Tables, &mut Problems) -> Option<T>,
) -> Option<(Read, T)> {
    let tops = characters::check(head, problems).pop()??;
    if problems.len() > 0 {
        return None;
    }
    let mut opened = open(head, FileKey::MAIN, &tops)?;
    if !opened.frame.raw.include.is_empty() {
        return None;
    }
    let Declared {
        raw,
        tables,
        problems: declared,
    } = declare(std::slice::from_mut(&mut opened));
    let events = events(&mut opened, &tables, problems)?;
    let (read, found) = end(vec![opened], raw, tables, declared);
    problems.append(found);
    Some((read, events))
}

/// What files declare outside their events.
struct Declared {
    raw: Raw,
    tables: Tables,
    /// What the declarations are at fault in.
    problems: Problems,
}

fn declare(opened: &mut [Opened]) -> Declared {
    let mut raw = Raw::default();
    for file in opened {
        raw.declare(&mut file.frame.raw);
    }
    let mut problems = Problems::default();
    Declared {
        tables: Tables::declare(&raw, &mut problems),
        raw,
        problems,
    }
}

/// Puts together what has been read of files.
fn end(opened: Vec<Opened>, mut raw: Raw, tables: Tables, declared: Problems) -> (Read, Problems) {
    let elsewhere: &[&str] = if opened
        .iter()
        .skip(1)
        .any(|file| file.frame.shows("channels"))
    {
        &["channels"]
    } else {
        &[]
    };
    let mut problems = Problems::default();
    raw.complete = true;
    for file in opened {
        let Opened {
            mut frame,
            problems: found,
            end,
            ..
        } = file;
        problems.append(found);
        frame.end(end, elsewhere, &mut problems);
        raw.complete &= frame.raw.complete;
        raw.hopeless |= frame.raw.hopeless;
        raw.include.append(&mut frame.raw.include);
        raw.layouts.push(frame.layout);
    }
    let read = Read {
        raw,
        tables,
        declared,
    };
    (read, problems)
}
