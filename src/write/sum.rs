//! Whether a ledger is another one plus a change, and nothing else.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::model::event::Event;
use crate::model::events::{Moved, PackedEvent, Slice};
use crate::model::id::{EventKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::model::parallel;

use super::change::Change;
use super::edit::positions;
use super::entry::{EventEntry, SourceEntry, WithdrawalEntry};
use super::place::Gaps;
use super::splice::Carried;

/// Whether a ledger holds what the old one holds, in the same order, and the change where it was
/// meant to be: new events in their gaps, new sources behind so many of the old ones.
///
/// What stands in a stretch of the text that is known to be carried over is the same there without a look at it.
pub(super) fn is_sum(
    sum: &Ledger,
    old: &Ledger,
    change: &Change,
    gaps: &Gaps,
    sources_before: usize,
    carried: &[Carried],
) -> bool {
    sum.title() == old.title()
        && sum.stale_after() == old.stale_after()
        && sum.parties().eq(old.parties())
        && sum.posts().eq(old.posts())
        && has_channels(sum, old)
        && has_sources(sum, old, change, sources_before)
        && has_events(sum, old, change, gaps, sources_before, carried)
}

/// Where a channel's entry stands is no part of what it is: new entries above it move it.
fn has_channels(sum: &Ledger, old: &Ledger) -> bool {
    sum.channels().count() == old.channels().count()
        && sum
            .channels()
            .zip(old.channels())
            .all(|((_, is), (_, should))| is.says_as(should))
}

fn has_sources(sum: &Ledger, old: &Ledger, change: &Change, before: usize) -> bool {
    let entries = |ledger| Ledger::sources(ledger).map(|(_, source)| SourceEntry::of(source));
    let new = change.sources.iter().map(SourceEntry::trimmed);
    let should = entries(old).take(before).chain(new);
    entries(sum).eq(should.chain(entries(old).skip(before)))
}

fn has_events(
    sum: &Ledger,
    old: &Ledger,
    change: &Change,
    gaps: &Gaps,
    sources_before: usize,
    carried: &[Carried],
) -> bool {
    let withdrawals: HashMap<&str, WithdrawalEntry> = change
        .withdrawals
        .iter()
        .map(|(id, entry)| (id.as_str(), entry.trimmed()))
        .collect();
    let arrivals: BTreeMap<usize, usize> = positions(gaps).collect();
    let (events, old_events) = (sum.packed(), old.packed());
    if arrivals.len() != change.events.len() || events.len() != old_events.len() + arrivals.len() {
        return false;
    }
    let is_arrival = |(place, arrival): (&usize, &usize)| {
        let key = u32::try_from(*place).unwrap_or(u32::MAX);
        let event = sum.event(EventKey::new(key));
        let arrival = change.events.get(*arrival);
        arrival.is_some_and(|arrival| EventEntry::of(sum, &event) == arrival.entry.trimmed())
    };
    let moved = Shifts {
        gaps: arrivals
            .keys()
            .enumerate()
            .map(|(before, place)| place - before)
            .collect(),
        sources_before,
        more_sources: u32::try_from(change.sources.len()).unwrap_or(u32::MAX),
        carried,
    };
    let is_old = |(old_event, event): (PackedEvent<'_>, PackedEvent<'_>)| {
        let withdrawal = if withdrawals.is_empty() {
            None
        } else {
            withdrawals.get(old_event.id().as_str())
        };
        let Some(entry) = withdrawal else {
            return old_event.says_as(event, &moved);
        };
        let event = event.unpacked();
        let is_withdrawn = event
            .withdrawn
            .as_ref()
            .is_some_and(|withdrawal| WithdrawalEntry::of(sum, withdrawal) == *entry);
        let before = Event {
            withdrawn: None,
            ..event
        };
        is_withdrawn && old_event.unpacked().says_as(&before, &moved)
    };
    let is_kept = |piece: &Range<usize>| {
        let start = piece.start + moved.before(piece.start);
        let new = events.packed_in(start..start + piece.len());
        old_events.packed_in(piece.clone()).zip(new).all(is_old)
    };
    let pieces = pieces(old_events.len(), &moved.gaps);
    arrivals.iter().all(is_arrival) && parallel::map(&pieces, is_kept).into_iter().all(|kept| kept)
}

/// What a change moves: parties, posts and channels stay where they are, for none is added.
struct Shifts<'c> {
    /// How many old events stand before each arrival.
    gaps: Vec<usize>,
    /// How many sources stand before the new ones, and how many are new.
    sources_before: usize,
    more_sources: u32,
    carried: &'c [Carried],
}

impl Shifts<'_> {
    /// How many arrivals stand before an old event.
    fn before(&self, place: usize) -> usize {
        self.gaps.partition_point(|gap| *gap <= place)
    }
}

impl Moved for Shifts<'_> {
    fn event(&self, key: EventKey) -> Option<EventKey> {
        let place = key.index() + self.before(key.index());
        u32::try_from(place).ok().map(EventKey::new)
    }

    fn source(&self, key: SourceKey) -> SourceKey {
        let index = u32::try_from(key.index()).unwrap_or(u32::MAX);
        let is_behind = key.index() >= self.sources_before;
        let more = if is_behind { self.more_sources } else { 0 };
        SourceKey::new(index.saturating_add(more))
    }

    fn slice(&self, slice: Slice) -> Option<Slice> {
        let behind = self
            .carried
            .partition_point(|carried| carried.old.start <= slice.start);
        let Carried { old, new } = self.carried.get(behind.checked_sub(1)?)?;
        let is_kept = slice.length.get() <= old.end.saturating_sub(slice.start);
        is_kept.then_some(Slice {
            start: new + (slice.start - old.start),
            ..slice
        })
    }
}

/// Cuts so many events into pieces that are compared side by side, and in which none arrives.
fn pieces(count: usize, gaps: &[usize]) -> Vec<Range<usize>> {
    const PIECE: usize = 50_000;
    let mut cuts: Vec<usize> = (0..count).step_by(PIECE).collect();
    cuts.extend(gaps.iter().filter(|gap| **gap < count));
    cuts.push(count);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|cut| cut[0]..cut[1]).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::model::events::Unmoved;
    use crate::read::check;
    use crate::write::change::{NewEvent, Place};
    use crate::write::entry::CitationEntry;

    const OLD: &str = "\
title: T
stale_after: 90
parties: [{id: USA, name: A}, {id: CHN, name: B}]
posts: [{id: minister, party: CHN, title: M}]
channels: [{id: line, name: L, parties: [USA, CHN]}]
sources:
  - {id: wire, outlet: W, title: N, published: '2024'}
events:
  - {id: one, date: 2023-01, kind: sought, channels: [line], summary: S., sources: [wire]}
  - {id: two, date: 2023-03, kind: sought, channels: [line], summary: S., sources: [wire]}
";

    const SUM: &str = "\
title: T
stale_after: 90
parties: [{id: USA, name: A}, {id: CHN, name: B}]
posts: [{id: minister, party: CHN, title: M}]
channels: [{id: line, name: L, parties: [USA, CHN]}]
sources:
  - {id: wire, outlet: W, title: N, published: '2024'}
  - {id: post, outlet: P, title: N, published: '2024'}
events:
  - {id: one, date: 2023-01, kind: sought, channels: [line], summary: S., sources: [wire]}
  - {id: new, date: 2023-02, kind: sought, channels: [line], summary: New., sources: [post]}
  - {id: two, date: 2023-03, kind: sought, channels: [line], summary: S., sources: [wire], withdrawn: {date: 2024-02, reason: R.}}
";

    /// Whether a text is the old one with a source, an event between the two, and a withdrawal.
    fn is_that_sum(text: &str) -> bool {
        let (old, sum) = (check(OLD).ledger.unwrap(), check(text).ledger.unwrap());
        let source = SourceEntry {
            id: "post".into(),
            outlet: "P".into(),
            title: "N".into(),
            published: "2024".into(),
            ..SourceEntry::default()
        };
        let entry = EventEntry {
            id: "new".into(),
            date: "2023-02".into(),
            kind: "sought".into(),
            channels: vec!["line".into()],
            summary: "New.".into(),
            sources: vec![CitationEntry::parse("post")],
            ..EventEntry::default()
        };
        let withdrawal = WithdrawalEntry {
            date: "2024-02".into(),
            source: None,
            reason: "R.".into(),
        };
        let change = Change {
            sources: vec![source],
            events: vec![NewEvent {
                entry,
                place: Place::Replay,
            }],
            withdrawals: vec![("two".into(), withdrawal)],
            into: None,
        };
        is_sum(&sum, &old, &change, &Gaps::from([(1, vec![0])]), 1, &[])
    }

    #[test]
    fn what_differs_in_anything_is_no_sum() {
        assert!(is_that_sum(SUM));
        for (part, other) in [
            ("title: T\n", "title: U\n"),
            ("stale_after: 90", "stale_after: 91"),
            ("id: CHN, name: B", "id: CHN, name: C"),
            ("party: CHN", "party: USA"),
            ("id: line, name: L", "id: line, name: K"),
            (
                "posts: [{id: minister, party: CHN, title: M}]",
                "posts: [{id: minister, party: CHN, title: M}, {id: deputy, party: CHN, title: D}]",
            ),
            (
                "parties: [USA, CHN]}]",
                "parties: [USA, CHN]}, {id: second, name: S, parties: [USA, CHN]}]",
            ),
            ("outlet: W", "outlet: V"),
            ("outlet: P", "outlet: Q"),
            ("id: one, date: 2023-01", "id: one, date: 2023-01-01"),
            ("summary: New.", "summary: Old."),
            ("reason: R.", "reason: Q."),
            (", withdrawn: {date: 2024-02, reason: R.}", ""),
            (
                "summary: S., sources: [wire], withdrawn",
                "summary: Z., sources: [wire], withdrawn",
            ),
            (
                "events:\n",
                "events:\n  - {id: more, date: 2022, kind: sought, channels: [line], summary: S., sources: [wire]}\n",
            ),
        ] {
            let differs = SUM.replacen(part, other, 1);
            assert_ne!(differs, SUM, "{part}");
            assert!(!is_that_sum(&differs), "{part}");
        }
    }

    #[test]
    fn what_stands_in_another_order_is_no_sum() {
        let mut lines: Vec<&str> = SUM.lines().collect();
        lines.swap(10, 11);
        assert!(!is_that_sum(&lines.join("\n")));
        let mut lines: Vec<&str> = SUM.lines().collect();
        lines.swap(6, 7);
        assert!(!is_that_sum(&lines.join("\n")));
    }

    #[test]
    fn an_event_that_is_lost_at_the_end_is_missed() {
        let without = SUM.trim_end().rsplit_once('\n').unwrap().0;
        let (old, sum) = (check(OLD).ledger.unwrap(), check(OLD).ledger.unwrap());
        let less = check(OLD.trim_end().rsplit_once('\n').unwrap().0);
        let nothing = Change::default();
        assert!(!is_that_sum(without));
        assert!(is_sum(&sum, &old, &nothing, &Gaps::new(), 1, &[]));
        assert!(!is_sum(
            &less.ledger.unwrap(),
            &old,
            &nothing,
            &Gaps::new(),
            1,
            &[]
        ));
    }

    #[test]
    fn packed_events_say_the_same_where_unpacked_ones_do() {
        let entry = "date: 2023-02, kind: sought, channels: [line], summary: S., sources: [wire]";
        let others = [
            (entry, entry),
            ("2023-02", "2023-02-01"),
            ("sought", "declined"),
            ("[line]", "[second]"),
            ("S.", "T."),
            ("[wire]", "[post]"),
            ("[wire]", "[{source: wire, at: p. 1}]"),
            ("[wire]", "[{source: wire, at: p. 2}]"),
            ("[wire]", "[wire], note: N."),
            ("[wire]", "[wire], note: O."),
            ("[wire]", "[wire], tags: [t]"),
            ("[wire]", "[wire], coder: C."),
            ("[wire]", "[wire], cause: one"),
            ("[wire]", "[wire], cause: new"),
        ];
        let head = SUM.replace(
            "\nchannels: [",
            "\nchannels: [{id: second, name: S, parties: [USA, CHN]}, ",
        );
        // In each, every event says what another one does in the one before.
        let ledgers = [0, 1, others.len(), others.len() + 2].map(|first| {
            let turned = others.iter().cycle().skip(first).zip(0..others.len());
            let events = turned.map(|((part, other), number)| {
                format!("  - {{id: e-{number}, {}}}\n", entry.replace(part, other))
            });
            let text = head.clone() + &events.collect::<String>();
            check(text.as_str()).ledger.unwrap()
        });
        let events = || ledgers.iter().flat_map(|ledger| ledger.packed().packed());
        let mut same = 0;
        for one in events() {
            for two in events() {
                let says_as = one.unpacked().says_as(&two.unpacked(), &Unmoved);
                assert_eq!(one.says_as(two, &Unmoved), says_as);
                same += usize::from(says_as);
            }
        }
        // Three events stand in all of them; the others say the same in the first and the third, or only in one.
        assert_eq!(same, 3 * 4 * 4 + others.len() * (2 * 2 + 1 + 1));
    }
}
