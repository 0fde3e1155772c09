//! The ids of a ledger, and what each stands for.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::atomic::{AtomicUsize, Ordering};

use hashbrown::HashMap;

use crate::model::id::{ChannelKey, PartyKey, PostKey, SourceKey};
use crate::model::short::short;
use crate::model::span::Span;
use crate::read::code::Code;
use crate::read::diagnostic::{Diagnostic, Problems};
use crate::read::format::plural;
use crate::read::raw::{Entry, Raw};
use crate::read::record::shown;
use crate::read::spanned::Spanned;
use crate::read::suggest::{did_you_mean, nearest};
use crate::read::value::IdText;

use super::short_ids::ShortIds;

/// How many ids are compared in search of what was meant, over all misspelt ones of a sort.
///
/// A text made of unknown ids would otherwise take quadratic time.
pub(super) const COMPARISONS: usize = 1_000_000;

/// The ids of one sort of thing.
pub(crate) struct Ids<K> {
    what: &'static str,
    /// By their bytes, for ids are looked up as they are read.
    known: HashMap<Box<[u8]>, Declared<K>>,
    /// The short ones of sound entries.
    short: ShortIds<K>,
    comparisons_left: AtomicUsize,
}

pub(crate) struct Declared<K> {
    span: Span,
    /// `None` if the entry is broken: it is declared, but not there.
    pub(super) key: Option<K>,
}

impl<K: Copy + Eq + Hash> Ids<K> {
    /// Declares the ids of some entries; each sound entry gets the next key.
    fn declare<R>(
        what: &'static str,
        entries: &[Entry<R>],
        id: fn(&R) -> Option<&Spanned<IdText>>,
        key: fn(u32) -> K,
        problems: &mut Problems,
    ) -> Self {
        let mut known: HashMap<Box<[u8]>, Declared<K>> = HashMap::with_capacity(entries.len());
        let mut short_ids = ShortIds::default();
        let mut next = 0;
        for entry in entries {
            let declared_key = entry.sound.then(|| key(next));
            next += u32::from(entry.sound);
            let Some(id) = id(&entry.raw) else { continue };
            if let Some(first) = known.get(id.value.0.as_bytes()) {
                report_duplicate(what, &id.value.0, id.span, first.span, problems);
                continue;
            }
            if let (Some(short), Some(key)) = (short(id.value.0.as_bytes()), declared_key) {
                short_ids.insert(short, key);
            }
            known.insert(
                id.value.0.as_bytes().into(),
                Declared {
                    span: id.span,
                    key: declared_key,
                },
            );
        }
        Self {
            what,
            known,
            short: short_ids,
            comparisons_left: AtomicUsize::new(COMPARISONS),
        }
    }

    /// What an id stands for, if that is a sound entry.
    pub(crate) fn sound(&self, id: &[u8]) -> Option<K> {
        match short(id) {
            Some(short) => self.short.find(short),
            None => self.known.get(id).and_then(|declared| declared.key),
        }
    }

    /// The same for a [short](short()) id.
    #[inline]
    pub(crate) fn sound_short(&self, id: u128) -> Option<K> {
        self.short.find(id)
    }

    pub(super) fn find(&self, id: &Spanned<IdText>, problems: &mut Problems) -> Option<K> {
        if let Some(declared) = self.known.get(id.value.0.as_bytes()) {
            return declared.key;
        }
        report_unknown(self.what, id, self.meant(&id.value.0), problems);
        None
    }

    pub(super) fn find_in(
        &self,
        id: Option<&Spanned<IdText>>,
        problems: &mut Problems,
    ) -> Option<K> {
        id.and_then(|id| self.find(id, problems))
    }

    /// What an id that is declared stands for.
    pub(super) fn declared(&self, id: &str) -> Option<&Declared<K>> {
        self.known.get(id.as_bytes())
    }

    /// Looks up a list of ids, each of which may stand in it once.
    pub(super) fn find_all(&self, ids: &[Spanned<IdText>], problems: &mut Problems) -> Vec<K> {
        let mut seen = HashSet::with_capacity(ids.len());
        let mut keys = Vec::with_capacity(ids.len());
        for id in ids {
            match self.find(id, problems) {
                Some(key) if seen.insert(key) => keys.push(key),
                Some(_) => problems.report(
                    Code::RepeatedItem,
                    id.span,
                    format!("`{}` stands in this list already", shown(&id.value.0)),
                    "remove it, or write the id that was meant",
                ),
                None => {}
            }
        }
        keys
    }

    /// The key of each id of a list that stands for something, and whether all of them do, each once.
    pub(crate) fn keys_of(&self, ids: &[Spanned<IdText>]) -> (Vec<K>, bool) {
        let mut seen = HashSet::with_capacity(ids.len());
        let mut keys = Vec::with_capacity(ids.len());
        let mut in_order = true;
        for id in ids {
            match self
                .known
                .get(id.value.0.as_bytes())
                .map(|declared| declared.key)
            {
                Some(Some(key)) if seen.insert(key) => keys.push(key),
                Some(None) => {}
                Some(Some(_)) | None => in_order = false,
            }
        }
        (keys, in_order)
    }

    /// The key of an id, if it stands for something, and whether it is declared.
    pub(crate) fn key_of(&self, id: Option<&Spanned<IdText>>) -> (Option<K>, bool) {
        let Some(id) = id else { return (None, true) };
        let declared = self.known.get(id.value.0.as_bytes());
        (
            declared.and_then(|declared| declared.key),
            declared.is_some(),
        )
    }

    /// The declared id that an undeclared one was probably meant to be.
    pub(super) fn meant(&self, id: &str) -> Option<&str> {
        let left = self.comparisons_left.load(Ordering::Relaxed);
        let left = left.checked_sub(self.known.len())?;
        self.comparisons_left.store(left, Ordering::Relaxed);
        nearest(
            id,
            self.known
                .keys()
                .filter_map(|name| std::str::from_utf8(name).ok()),
        )
    }
}

/// Reports an id that nothing has.
pub(super) fn report_unknown(
    what: &str,
    id: &Spanned<IdText>,
    meant: Option<&str>,
    problems: &mut Problems,
) {
    let help = did_you_mean(meant, || {
        format!("declare it under `{}`, or correct it", plural(what))
    });
    let message = format!("no {what} has the id `{}`", shown(&id.value.0));
    problems.report(Code::UnknownId, id.span, message, help);
}

/// Reports an id that something else has already.
pub(super) fn report_duplicate(
    what: &str,
    id: &str,
    place: Span,
    first: Span,
    problems: &mut Problems,
) {
    problems.push(
        Diagnostic::new(
            Code::DuplicateId,
            place,
            format!("another {what} has the id `{}` already", shown(id)),
            "give one of the two another id",
        )
        .relating(first, "the other one"),
    );
}

/// The ids of every sort of thing but events.
pub(crate) struct Tables {
    pub(crate) parties: Ids<PartyKey>,
    pub(crate) posts: Ids<PostKey>,
    pub(crate) channels: Ids<ChannelKey>,
    pub(crate) sources: Ids<SourceKey>,
}

impl Tables {
    /// Declares the ids of a raw ledger.
    pub(crate) fn declare(raw: &Raw, problems: &mut Problems) -> Self {
        Self {
            parties: Ids::declare(
                "party",
                &raw.parties,
                |r| r.id.as_ref(),
                PartyKey::new,
                problems,
            ),
            posts: Ids::declare(
                "post",
                &raw.posts,
                |r| r.id.as_ref(),
                PostKey::new,
                problems,
            ),
            channels: Ids::declare(
                "channel",
                &raw.channels,
                |r| r.id.as_ref(),
                ChannelKey::new,
                problems,
            ),
            sources: Ids::declare(
                "source",
                &raw.sources,
                |r| r.id.as_ref(),
                SourceKey::new,
                problems,
            ),
        }
    }
}
