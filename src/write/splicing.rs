//! What a change of a ledger changes in the text of each of its files.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::model::ledger::Ledger;
use crate::model::text::{FileKey, Text};
use crate::read::layout::Layout;

use super::change::Change;
use super::edit::EditError;
use super::entry::WithdrawalEntry;
use super::keys::keys;
use super::place::Gaps;
use super::section;
use super::sheet::Sheet;
use super::splice::Splice;
use super::target::Target;
use super::withdrawal::withdraw;

/// A ledger and what is to be changed in it.
pub(super) struct Splicing<'a> {
    text: &'a Text,
    /// Of each file; to see that a long text is UTF-8 takes time.
    sheets: Vec<OnceCell<Sheet<'a>>>,
    layouts: &'a [Layout],
    ledger: &'a Ledger,
    change: &'a Change,
    gaps: &'a Gaps,
}

impl<'a> Splicing<'a> {
    /// A ledger that has been checked, and a change of it whose events are to stand in some gaps.
    pub(super) fn new(
        text: &'a Text,
        layouts: &'a [Layout],
        ledger: &'a Ledger,
        change: &'a Change,
        gaps: &'a Gaps,
    ) -> Self {
        Self {
            sheets: text.files().map(|_| OnceCell::new()).collect(),
            text,
            layouts,
            ledger,
            change,
            gaps,
        }
    }

    /// The sheet of a file, of which there are as many as files.
    fn sheet(&self, file: FileKey) -> &Sheet<'a> {
        self.sheets[file.index()].get_or_init(|| match self.layouts.first() {
            Some(layout) if self.text.is_paged() => {
                Sheet::around(self.text, layout, self.ledger.packed(), self.near())
            }
            Some(_) | None => Sheet::whole(self.text, self.layouts, file),
        })
    }

    /// The neighbours of what is changed, of the one file that there is.
    fn near(&self) -> impl Iterator<Item = usize> {
        let withdrawals = self.change.withdrawals.iter();
        let withdrawn = withdrawals.filter_map(|(id, _)| self.ledger.event_called(id));
        let withdrawn = withdrawn.map(|key| key.index() + 1);
        let ends = [0, self.ledger.packed().len()];
        let gaps = self.gaps.keys().copied().chain(withdrawn).chain(ends);
        // Whether entries stand apart is seen from the two before a gap, or the two behind it.
        gaps.flat_map(|gap| gap.saturating_sub(2)..=gap + 1)
    }

    /// What is to be changed in each file; `before` events stand in the files before that of the new ones.
    ///
    /// # Errors
    ///
    /// [`EditError`], if that cannot be done safely, or what is to be withdrawn is not there or no longer believed.
    pub(super) fn splices(
        &self,
        target: &Target,
        before: usize,
    ) -> Result<BTreeMap<FileKey, Vec<Splice>>, EditError> {
        let change = self.change;
        let mut splices: BTreeMap<FileKey, Vec<Splice>> = BTreeMap::new();
        // What comes to an entry stands before what comes behind it.
        for (id, withdrawal) in &change.withdrawals {
            let (file, splice) = self.withdrawal(id, withdrawal)?;
            splices.entry(file).or_default().push(splice);
        }
        if !change.sources.is_empty() {
            let new = change.sources.iter();
            let new = new.map(|source| keys(&source.trimmed())).collect();
            let Sheet { text, layout, .. } = self.sheet(target.sources);
            let end = layout.entries("sources").len();
            let new = section::insert(text, layout, "sources", &[(end, new)], Some("events"));
            let of_file = splices.entry(target.sources).or_default();
            of_file.extend(new.map_err(|reason| cannot("sources", reason))?);
        }
        if !change.events.is_empty() {
            let of_gap = |events: &Vec<usize>| {
                let entries = events.iter().map(|event| &change.events[*event].entry);
                entries.map(|entry| keys(&entry.trimmed())).collect()
            };
            let sheet = self.sheet(target.events);
            let entries: Vec<_> = self
                .gaps
                .iter()
                .map(|(gap, events)| (sheet.gap(gap - before), of_gap(events)))
                .collect();
            let new = section::insert(&sheet.text, &sheet.layout, "events", &entries, None);
            let of_file = splices.entry(target.events).or_default();
            of_file.extend(new.map_err(|reason| cannot("events", reason))?);
        }
        for (file, splices) in &mut splices {
            // Where two stand at the same place, the one that was made first comes first.
            splices.sort_by_key(|splice| splice.at);
            let sheet = self.sheet(*file);
            for splice in splices {
                splice.keep_line_ends_apart(&sheet.text);
                splice.at = sheet.in_file(splice.at);
            }
        }
        Ok(splices)
    }

    /// What a withdrawal changes, and in which file.
    fn withdrawal(
        &self,
        id: &str,
        withdrawal: &WithdrawalEntry<'_>,
    ) -> Result<(FileKey, Splice), EditError> {
        let key = self.ledger.event_called(id);
        let key = key.ok_or_else(|| EditError::NoSuchEvent(id.to_owned()))?;
        let event = self.ledger.event(key);
        if event.withdrawn.is_some() {
            return Err(EditError::AlreadyWithdrawn(id.to_owned()));
        }
        let file = self.text.file_at(event.span.start);
        let sheet = self.sheet(file);
        let span = sheet.on_sheet(event.span);
        let withdrawal = keys(&withdrawal.trimmed());
        let splice = span.and_then(|span| withdraw(&sheet.text, span, withdrawal));
        let splice = splice.ok_or_else(|| EditError::Unsafe {
            reason: format!("the entry of `{id}` is not where it was read"),
        })?;
        Ok((file, splice))
    }
}

fn cannot(key: &str, reason: &str) -> EditError {
    EditError::Unsafe {
        reason: format!("`{key}`: {reason}"),
    }
}
