//! Circles of causes and of corrections.

use crate::model::event::Event;
use crate::model::id::EventKey;
use crate::model::span::Span;

use super::code::Code;
use super::diagnostic::{Diagnostic, Problems};
use super::resolve::EventPlaces;

/// A way from one event to another on which no circle may lie.
pub(super) struct Way {
    code: Code,
    next: fn(&Event) -> Option<EventKey>,
    place: fn(&EventPlaces) -> Span,
    sentence: &'static str,
    label: &'static str,
}

/// From an event to its cause.
pub(super) const CAUSES: Way = Way {
    code: Code::CauseCycle,
    next: |event| event.cause,
    place: |places| places.cause,
    sentence: "is its own cause",
    label: "is caused by this",
};

/// From an event to the one that it replaces.
pub(super) const CORRECTIONS: Way = Way {
    code: Code::CorrectionCycle,
    next: |event| event.corrects,
    place: |places| places.corrects,
    sentence: "replaces itself",
    label: "replaces this",
};

/// Most events of one circle that are shown beside its first.
const MOST_SHOWN: usize = 5;

/// Reports every circle once, and says which events lie on one.
pub(super) fn report_circles(
    events: &[Event],
    places: &[EventPlaces],
    problems: &mut Problems,
    way: &Way,
) -> Vec<usize> {
    let next: Vec<Option<usize>> = events
        .iter()
        .map(|event| (way.next)(event).map(EventKey::index))
        .collect();
    let circles = circles(&next);
    for circle in &circles {
        let mut at = circle
            .iter()
            .filter_map(|&index| events.get(index).zip(places.get(index)));
        let Some((event, place)) = at.next() else {
            continue;
        };
        let by_others = if circle.len() > 1 {
            " by way of others"
        } else {
            ""
        };
        let problem = Diagnostic::new(
            way.code,
            (way.place)(place),
            format!("`{}` {}{by_others}", event.id, way.sentence),
            "remove one link of the circle",
        );
        problems.push(
            at.take(MOST_SHOWN)
                .fold(problem, |problem, (event, place)| {
                    problem.relating((way.place)(place), format!("`{}` {}", event.id, way.label))
                }),
        );
    }
    circles.concat()
}

/// The circles among links of which each thing has one at most.
///
/// Every walk stops where an earlier one has been, so that all walks together visit each thing
/// once. A walk that meets itself has found a circle.
fn circles(next: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut walk_of: Vec<Option<usize>> = vec![None; next.len()];
    let mut circles = Vec::new();
    let follow = |at: usize| next.get(at).copied().flatten();
    for start in 0..next.len() {
        let mut at = Some(start);
        while let Some(walk) = at
            .and_then(|at| walk_of.get_mut(at))
            .filter(|walk| walk.is_none())
        {
            *walk = Some(start);
            at = at.and_then(follow);
        }
        let Some(met) = at.filter(|at| walk_of.get(*at) == Some(&Some(start))) else {
            continue;
        };
        let rest = std::iter::successors(follow(met), |at| follow(*at)).take_while(|at| *at != met);
        circles.push(std::iter::once(met).chain(rest).collect());
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn a_circle_is_found_once_whatever_leads_into_it() {
        assert_eq!(circles(&[Some(1), Some(2), Some(1), Some(0)]), [[1, 2]]);
        assert_eq!(circles(&[Some(0), Some(2), Some(1)]), [vec![0], vec![1, 2]]);
        assert_eq!(circles(&[Some(1), None, Some(1)]), [[0; 0]; 0]);
    }
}
