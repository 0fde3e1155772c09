//! Circles of causes and of corrections.

use std::collections::BTreeMap;

use crate::model::events::{Events, Rare};
use crate::model::id::EventKey;
use crate::model::span::Span;
use crate::model::text::Text;

use super::code::Code;
use super::diagnostic::{Diagnostic, Problems};
use super::resolve::{EventPlaces, places};

/// A way from one event to another on which no circle may lie.
pub(super) struct Way {
    code: Code,
    next: fn(&Rare<EventKey>) -> Option<EventKey>,
    place: fn(&EventPlaces) -> Span,
    sentence: &'static str,
    label: &'static str,
}

/// From an event to its cause.
pub(super) const CAUSES: Way = Way {
    code: Code::CauseCycle,
    next: |rare| rare.cause,
    place: |places| places.cause,
    sentence: "is its own cause",
    label: "is caused by this",
};

/// From an event to the one that it replaces.
pub(super) const CORRECTIONS: Way = Way {
    code: Code::CorrectionCycle,
    next: |rare| rare.corrects,
    place: |places| places.corrects,
    sentence: "replaces itself",
    label: "replaces this",
};

/// Most events of one circle that are shown beside its first.
const MOST_SHOWN: usize = 5;

/// Reports every circle once, and says which events lie on one.
pub(super) fn report_circles(
    text: &Text,
    events: &Events,
    problems: &mut Problems,
    way: &Way,
) -> Vec<EventKey> {
    let links = events
        .rares()
        .filter_map(|(key, rare)| Some((key, (way.next)(rare)?)));
    let circles = circles(&links.collect());
    for circle in &circles {
        let mut at = circle.iter().map(|key| {
            let span = events.span(*key);
            (events.id(*key), (way.place)(&places(text, span)))
        });
        let Some((id, place)) = at.next() else {
            continue;
        };
        let by_others = if circle.len() > 1 {
            " by way of others"
        } else {
            ""
        };
        let problem = Diagnostic::new(
            way.code,
            place,
            format!("`{id}` {}{by_others}", way.sentence),
            "remove one link of the circle",
        );
        problems.push(at.take(MOST_SHOWN).fold(problem, |problem, (id, place)| {
            problem.relating(place, format!("`{id}` {}", way.label))
        }));
    }
    circles.concat()
}

/// The circles among links of which each thing has one at most.
///
/// Every walk stops where an earlier one has been, so that all walks together visit each thing
/// once. A walk that meets itself has found a circle.
fn circles<K: Copy + Ord>(next: &BTreeMap<K, K>) -> Vec<Vec<K>> {
    let mut walk_of: BTreeMap<K, K> = BTreeMap::new();
    let mut circles = Vec::new();
    let follow = |at: &K| next.get(at).copied();
    for &start in next.keys() {
        let mut at = Some(start);
        while let Some(here) = at.filter(|here| !walk_of.contains_key(here)) {
            walk_of.insert(here, start);
            at = follow(&here);
        }
        let Some(met) = at.filter(|at| walk_of.get(at) == Some(&start)) else {
            continue;
        };
        let rest = std::iter::successors(follow(&met), follow).take_while(|at| *at != met);
        circles.push(std::iter::once(met).chain(rest).collect());
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::circles;

    /// The circles among the links of things 0, 1, …
    fn among(links: &[Option<usize>]) -> Vec<Vec<usize>> {
        let links = links.iter().enumerate();
        circles(
            &links
                .filter_map(|(from, to)| Some((from, (*to)?)))
                .collect(),
        )
    }

    #[test]
    fn a_circle_is_found_once_whatever_leads_into_it() {
        assert_eq!(among(&[Some(1), Some(2), Some(1), Some(0)]), [[1, 2]]);
        assert_eq!(among(&[Some(0), Some(2), Some(1)]), [vec![0], vec![1, 2]]);
        assert_eq!(among(&[Some(1), None, Some(1)]), [[0; 0]; 0]);
    }
}
