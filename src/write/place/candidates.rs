//! Places worth trying for a new event: where a reader of the file would look for it first.

use chrono::NaiveDate;

use super::{BLOCK, File, Member};

impl File<'_> {
    /// The gap where a reader of the file would look for the arrival.
    pub(super) fn chronological(&self, index: usize) -> usize {
        let window = self.arrivals[index].window;
        if self.newest_first {
            let is_earlier = |place: &usize| self.window_at(*place).certainly_precedes(window);
            let first_earlier = self.among.clone().find(is_earlier);
            return first_earlier.unwrap_or(self.among.end);
        }
        match window.latest {
            Some(latest) => self.begun_by(latest),
            None => self.among.end,
        }
    }

    /// The end of the events of the file, from its first on, that may all have begun by the end of a day.
    fn begun_by(&self, day: NaiveDate) -> usize {
        let blocks = self.begun.partition_point(|begun| *begun <= Some(day));
        let mut rest = self.among.start + blocks * BLOCK..self.among.end;
        let begins_later = |place: usize| self.window_at(place).earliest > Some(day);
        let found = rest.find(|place| begins_later(*place));
        found.unwrap_or(self.among.end)
    }

    /// Gaps worth trying besides the chronological one.
    pub(super) fn candidates(&self, index: usize) -> Vec<usize> {
        let window = self.arrivals[index].window;
        let is_later = |gap: &usize| window.certainly_precedes(self.window_at(*gap));
        let mates = || {
            let channels = self.arrivals[index].channels.iter();
            channels
                .flat_map(|channel| self.ledger.order(*channel))
                .map(|key| key.index())
                .filter(|place| self.among.contains(place))
        };
        let behind_the_others = mates()
            .filter(|gap| !is_later(gap))
            .max()
            .map(|gap| gap + 1);
        let before_the_later = mates().filter(is_later).min();
        let mut candidates: Vec<usize> = behind_the_others.into_iter().collect();
        candidates.extend(before_the_later);
        candidates.push(self.among.end);
        if self.among.start > 0 {
            candidates.push(self.among.start);
        }
        candidates
    }

    /// Places among the arrivals of a gap worth trying, the usual one first.
    pub(super) fn candidates_in(&self, gap: usize, index: usize) -> Vec<usize> {
        let arrival = &self.arrivals[index];
        let is_later = |other: usize| {
            let other = self.arrivals[other].window;
            arrival.window.certainly_precedes(other)
        };
        let (mut behind_the_others, mut before_the_later) = (None, None);
        for channel in &arrival.channels {
            let members = self.members.get(channel).map_or(&[][..], Vec::as_slice);
            let begin = self.place_among(*channel, gap, 0);
            let in_gap = members.get(begin..).unwrap_or_default().iter();
            let mates = in_gap.map_while(|member| match member {
                Member::New(other) => Some((self.settled[*other]?, *other)),
                Member::Old(_) => None,
            });
            for ((_, place), other) in mates.take_while(|((of, _), _)| *of == gap) {
                if is_later(other) {
                    before_the_later =
                        Some(before_the_later.map_or(place, |p: usize| p.min(place)));
                } else {
                    behind_the_others = behind_the_others.max(Some(place + 1));
                }
            }
        }
        let mut candidates = vec![self.position_in(gap, index)];
        candidates.extend(behind_the_others);
        candidates.extend(before_the_later);
        candidates.dedup();
        candidates
    }

    /// The place among the arrivals of a gap where a reader of the file would look for another.
    pub(super) fn position_in(&self, gap: usize, index: usize) -> usize {
        let window = self.arrivals[index].window;
        let others = self.gaps.get(&gap).map_or(&[][..], Vec::as_slice);
        let is_behind = |other: &usize| {
            let other = self.arrivals[*other].window;
            if self.newest_first {
                other.certainly_precedes(window)
            } else {
                window.certainly_precedes(other)
            }
        };
        others.iter().position(is_behind).unwrap_or(others.len())
    }
}
