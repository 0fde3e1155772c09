//! The ids of a ledger, and what each stands for.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::model::id::{ChannelKey, EventKey, PartyKey, PostKey, SourceKey};
use crate::model::span::Span;
use crate::read::code::Code;
use crate::read::diagnostic::{Diagnostic, Problems};
use crate::read::format::plural;
use crate::read::raw::{Entry, Raw};
use crate::read::record::shown;
use crate::read::spanned::Spanned;
use crate::read::suggest::{did_you_mean, nearest};
use crate::read::value::IdText;

/// How many ids are compared in search of what was meant, over all misspelt ones of a sort.
///
/// A text made of unknown ids would otherwise take quadratic time.
const COMPARISONS: usize = 1_000_000;

/// The ids of one sort of thing.
pub(super) struct Ids<K> {
    what: &'static str,
    pub(super) known: HashMap<Box<str>, Declared<K>>,
    comparisons_left: Cell<usize>,
}

pub(super) struct Declared<K> {
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
        let mut known: HashMap<Box<str>, Declared<K>> = HashMap::with_capacity(entries.len());
        let mut next = 0;
        for entry in entries {
            let declared_key = entry.sound.then(|| key(next));
            next += u32::from(entry.sound);
            let Some(id) = id(&entry.raw) else { continue };
            if let Some(first) = known.get(&id.value.0) {
                problems.push(
                    Diagnostic::new(
                        Code::DuplicateId,
                        id.span,
                        format!("another {what} has the id `{}` already", shown(&id.value.0)),
                        "give one of the two another id",
                    )
                    .relating(first.span, "the other one"),
                );
                continue;
            }
            known.insert(
                id.value.0.clone(),
                Declared {
                    span: id.span,
                    key: declared_key,
                },
            );
        }
        Self {
            what,
            known,
            comparisons_left: Cell::new(COMPARISONS),
        }
    }

    pub(super) fn find(&self, id: &Spanned<IdText>, problems: &mut Problems) -> Option<K> {
        if let Some(declared) = self.known.get(&id.value.0) {
            return declared.key;
        }
        let help = did_you_mean(self.meant(&id.value.0), || {
            format!("declare it under `{}`, or correct it", plural(self.what))
        });
        let message = format!("no {} has the id `{}`", self.what, shown(&id.value.0));
        problems.report(Code::UnknownId, id.span, message, help);
        None
    }

    pub(super) fn find_in(
        &self,
        id: Option<&Spanned<IdText>>,
        problems: &mut Problems,
    ) -> Option<K> {
        id.and_then(|id| self.find(id, problems))
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

    /// The declared id that an undeclared one was probably meant to be.
    pub(super) fn meant(&self, id: &str) -> Option<&str> {
        let left = self.comparisons_left.get().checked_sub(self.known.len())?;
        self.comparisons_left.set(left);
        nearest(id, self.known.keys().map(|name| &**name))
    }
}

/// The ids of every sort of thing.
pub(super) struct Tables {
    pub(super) parties: Ids<PartyKey>,
    pub(super) posts: Ids<PostKey>,
    pub(super) channels: Ids<ChannelKey>,
    pub(super) sources: Ids<SourceKey>,
    pub(super) events: Ids<EventKey>,
}

impl Tables {
    /// Declares the ids of a raw ledger.
    pub(super) fn declare(raw: &Raw, problems: &mut Problems) -> Self {
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
            events: Ids::declare(
                "event",
                &raw.events,
                |r| r.id.as_ref(),
                EventKey::new,
                problems,
            ),
        }
    }
}
