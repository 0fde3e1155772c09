//! Events that ask for a closer look: broken entries, and sound ones against which there is something to
//! say.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::model::id::EventKey;
use crate::model::span::Span;
use crate::model::text::Text;
use crate::read::diagnostic::Problems;
use crate::read::raw::RawEvent;

use super::event::complain as complain_of;
use super::event_ids::EventIds;
use super::ids::Tables;
use super::packed::Packed;
use super::reread::reread;

/// An event that asks for a closer look.
pub(super) enum Odd<'p> {
    /// Its entry is broken.
    Broken(&'p RawEvent),
    /// Its entry is sound, but there is something to say against it.
    Suspect { key: EventKey, span: Span },
}

impl<'p> Odd<'p> {
    pub(super) fn is_sound(&self) -> bool {
        match self {
            Self::Broken(_) => false,
            Self::Suspect { .. } => true,
        }
    }

    /// The entry as it stands in the text.
    pub(super) fn raw(&self, text: &Text) -> Option<Cow<'p, RawEvent>> {
        match self {
            Self::Broken(raw) => Some(Cow::Borrowed(raw)),
            Self::Suspect { span, .. } => reread(text, *span).map(Cow::Owned),
        }
    }
}

/// The events that ask for a closer look, in the order of the text; of each part of them come the rows that name
/// an event that is not there.
pub(super) fn odd_events<'p>(packed: &'p Packed, unknown: &[Vec<u32>]) -> Vec<Odd<'p>> {
    let mut odd = Vec::new();
    let mut first = 0;
    for (part, unknown) in packed.parts.iter().zip(unknown) {
        let mut suspects: Vec<u32> = part.segment.suspects().chain(unknown.clone()).collect();
        suspects.sort_unstable();
        suspects.dedup();
        let mut suspects = suspects.into_iter().peekable();
        let mut broken = part.broken.iter().peekable();
        loop {
            let next = broken.peek().map_or(u32::MAX, |broken| broken.before);
            if let Some(row) = suspects.next_if(|row| *row < next) {
                odd.push(Odd::Suspect {
                    key: EventKey::new(first + row),
                    span: part.segment.span(&part.segment.row(row as usize)),
                });
            } else if let Some(broken) = broken.next() {
                odd.push(Odd::Broken(&broken.raw));
            } else {
                break;
            }
        }
        first += u32::try_from(part.segment.len()).unwrap_or(u32::MAX);
    }
    odd
}

/// Says what there is to say against events whose entries are sound, and which of them cannot be
/// replayed.
pub(super) fn complain(
    odd: &[Odd<'_>],
    text: &Text,
    tables: &Tables,
    events: &EventIds<'_>,
    problems: &mut Problems,
) -> BTreeSet<EventKey> {
    let mut doubtful = BTreeSet::new();
    for odd in odd {
        if let Odd::Suspect { key, .. } = odd
            && let Some(raw) = odd.raw(text)
            && !complain_of(&raw, tables, events, problems)
        {
            doubtful.insert(*key);
        }
    }
    doubtful
}
