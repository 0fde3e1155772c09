//! The marks of a row: each event with its sign, and a line over the days on which it may have happened.

use crate::model::id::{ChannelKey, EventKey};
use crate::replay::status::AsOf;
use crate::view::chart::axis::Axis;
use crate::view::chart::row::{Sort, part_of_day};
use crate::view::chart::{Edge, Stretch};
use crate::view::words;

use super::answers::Speaker;
use super::days::Belief;
use super::figure::{href, per_cent};

/// An event.
pub(super) struct Mark {
    pub(super) sort: Sort,
    pub(super) href: String,
    pub(super) label: String,
    pub(super) x: String,
    pub(super) reach: Option<MarkReach>,
    pub(super) is_inferred: bool,
    pub(super) belief: String,
    pub(super) is_believed: bool,
}

impl Mark {
    /// The word by which a style knows its sign.
    pub(super) const fn symbol(&self) -> &'static str {
        symbol(self.sort)
    }
}

/// The days on which an event may have happened.
pub(super) struct MarkReach {
    pub(super) from: String,
    pub(super) to: String,
    /// Whether it has no first day in sight, and no last one.
    pub(super) is_earlier: bool,
    pub(super) is_later: bool,
}

/// The events of a channel that are believed at some time.
pub(super) fn marks(
    speaker: &Speaker<'_>,
    as_of: &AsOf,
    axis: &Axis,
    channel: ChannelKey,
    has_event: &impl Fn(EventKey) -> bool,
) -> Vec<Mark> {
    let order = speaker.ledger.order(channel).iter().copied();
    order
        .filter(|key| has_event(*key))
        .filter_map(|key| mark(speaker, as_of, axis, key))
        .collect()
}

fn mark(speaker: &Speaker<'_>, as_of: &AsOf, axis: &Axis, key: EventKey) -> Option<Mark> {
    let event = speaker.ledger.event(key);
    let date = &event.date;
    let stretch = Stretch::between(axis, date.earliest(), date.latest())?;
    let day = date.earliest().filter(|_| date.is_single_day());
    let at = day.map_or(stretch.point(), |day| axis.moment(day, part_of_day(date)));
    let belief = Belief::of(speaker.ledger, key, &speaker.evidence);
    let deed = words::deed(speaker.catalogue, speaker.ledger, &event);
    let date = words::date(speaker.catalogue, &event);
    Some(Mark {
        sort: Sort::of(event.kind)?,
        href: href(speaker, key),
        label: format!("{date} {deed}"),
        x: per_cent(at),
        reach: day.is_none().then(|| MarkReach {
            from: per_cent(stretch.start),
            to: per_cent(stretch.end),
            is_earlier: stretch.begins != Edge::Day,
            is_later: stretch.ends != Edge::Day,
        }),
        is_inferred: event.inferred,
        is_believed: belief.at(as_of.evidence.known),
        belief: belief.attribute(),
    })
}

/// The word by which a style knows a sort of mark.
pub(super) const fn symbol(sort: Sort) -> &'static str {
    match sort {
        Sort::Sets => "sets",
        Sort::Contact => "contact",
        Sort::Sought => "sought",
        Sort::Declined => "declined",
        Sort::Unanswered => "unanswered",
        Sort::Confirmed => "confirmed",
    }
}

/// The sign for a sort of mark, drawn about a point.
pub(super) const fn path(sort: Sort) -> &'static str {
    match sort {
        Sort::Sets => "M0-4.5 4 3.5H-4Z",
        Sort::Contact => "M0-4.5 4.5 0 0 4.5-4.5 0Z",
        Sort::Sought => "M-3-4.5 4.5 0-3 4.5Z",
        Sort::Declined => "M-3.5-3.5 3.5 3.5M3.5-3.5-3.5 3.5",
        Sort::Unanswered => "M-3.5-3.5H3.5V3.5H-3.5Z",
        Sort::Confirmed => "M-4 .5-1 3.5 4-3.5",
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use crate::model::belief::Evidence;
    use crate::read;
    use crate::view::language::{Catalogue, Language};

    fn one(date: &str) -> Mark {
        let text = format!(
            "title: T\nparties: [{{id: USA, name: A}}, {{id: CHN, name: B}}]\n\
             channels: [{{id: line, name: L, parties: [USA, CHN]}}]\n\
             sources: [{{id: wire, outlet: W, title: T, published: 2023}}]\n\
             events: [{{id: cut, date: {date}, kind: suspended, channels: [line], summary: S, sources: [wire]}}]\n"
        );
        let ledger = read::check(&text).ledger.unwrap();
        let catalogue = Catalogue::new(Language::English);
        let day = |text: &str| text.parse().unwrap();
        let axis = Axis::new(day("2023-03-01"), day("2023-03-10"), &catalogue);
        let evidence = Evidence::ALL;
        let speaker = Speaker {
            catalogue: &catalogue,
            ledger: &ledger,
            evidence,
        };
        let as_of = AsOf {
            on: day("2023-03-10"),
            evidence,
        };
        let channel = ledger.channels().next().unwrap().0;
        marks(&speaker, &as_of, &axis, channel, &|_| true)
            .pop()
            .unwrap()
    }

    #[test]
    fn a_time_of_day_moves_a_mark_within_its_day() {
        assert_eq!(one("2023-03-02").x, "15.00%");
        assert_eq!(one("2023-03-02T18:00:00Z").x, "17.50%");
    }

    #[test]
    fn a_date_without_an_end_is_never_drawn_as_a_day() {
        let ends = |date| {
            let mark = one(date);
            let reach = mark.reach.unwrap();
            (
                mark.x,
                reach.from,
                reach.is_earlier,
                reach.to,
                reach.is_later,
            )
        };
        let known = |x: &str, from: &str, earlier, to: &str, later| {
            (x.to_owned(), from.to_owned(), earlier, to.to_owned(), later)
        };
        assert_eq!(
            ends("2023-03-06/.."),
            known("50.00%", "50.00%", false, "100.00%", true)
        );
        assert_eq!(
            ends("../2023-03-05"),
            known("50.00%", "0.00%", true, "50.00%", false)
        );
        assert_eq!(
            ends("2023-03-01/2023-03-05"),
            known("25.00%", "0.00%", false, "50.00%", false)
        );
    }
}
