//! Everything that a report tells, before any words and any format.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::id::{ChannelKey, EventKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::model::machine::Kind;
use crate::model::post::Vacancy;

use super::asked::Asked;
use super::next::{Next, next};
use super::status::{AsOf, Staleness, Standing};
use super::timeline::{Entry, Happened, Timeline};

/// Everything that a report tells.
pub struct Report<'a> {
    /// The ledger that it is about.
    pub ledger: &'a Ledger,
    /// The day and the evidence asked about.
    pub as_of: AsOf,
    /// The day from which on events are told; all of them if absent.
    pub since: Option<NaiveDate>,
    /// The channels, as asked for.
    pub channels: Vec<ChannelReport>,
    /// The events outside the channels that are told as causes, in the ledger's order.
    pub causes: Vec<EventKey>,
    /// The sources of everything that is told, in the ledger's order.
    pub sources: Vec<SourceKey>,
}

/// What a report tells of one channel.
pub struct ChannelReport {
    /// What it was on the day asked about.
    pub standing: Standing,
    /// All its events that are believed, whenever they happened.
    pub timeline: Timeline,
    /// The events that are told: those that have happened, certainly or perhaps, by the day asked
    /// about and not wholly before the day from which on events are told, and in any case the one
    /// that set the status.
    pub history: Vec<Entry>,
    /// How many events are older than what is told.
    pub older: usize,
    /// What may and may not happen next.
    pub next: Vec<Next>,
}

impl<'a> Report<'a> {
    /// Finds everything that a report tells of some channels.
    pub fn new(
        ledger: &'a Ledger,
        as_of: AsOf,
        since: Option<NaiveDate>,
        channels: &[ChannelKey],
    ) -> Self {
        let asked = Asked::new(ledger, as_of);
        let channels: Vec<ChannelReport> = channels
            .iter()
            .map(|channel| ChannelReport::of(&asked, as_of, since, *channel))
            .collect();
        let history = || channels.iter().flat_map(|channel| &channel.history);
        let mut causes = BTreeSet::new();
        for entry in history() {
            let mut next = ledger.event(entry.event).cause;
            // A chain that was followed before has been followed to its end.
            while let Some(cause) =
                next.filter(|cause| asked.believes(*cause) && causes.insert(*cause))
            {
                next = ledger.event(cause).cause;
            }
        }
        let events = history().map(|entry| entry.event);
        let sources: BTreeSet<SourceKey> = events
            .chain(causes.iter().copied())
            .flat_map(|event| as_of.evidence.citations(ledger, &ledger.event(event)))
            .map(|citation| citation.source)
            .collect();
        causes.retain(|cause| ledger.event(*cause).kind == Kind::Context);
        Self {
            ledger,
            as_of,
            since,
            channels,
            causes: causes.into_iter().collect(),
            sources: sources.into_iter().collect(),
        }
    }

    /// What every channel was.
    pub fn standings(&self) -> impl Iterator<Item = &Standing> {
        self.channels.iter().map(|channel| &channel.standing)
    }
}

impl ChannelReport {
    fn of(asked: &Asked<'_>, as_of: AsOf, since: Option<NaiveDate>, channel: ChannelKey) -> Self {
        let timeline = asked.timeline(channel);
        let standing = asked.standing(&timeline);
        let possible = timeline.possible_by(as_of.on);
        let setter = standing.setting.map(|setting| setting.event);
        let history: Vec<Entry> = possible
            .iter()
            .filter(|entry| is_told(entry, since) || Some(entry.event) == setter)
            .copied()
            .collect();
        Self {
            older: possible.len() - history.len(),
            next: next(standing.possible),
            history,
            standing,
            timeline,
        }
    }

    /// The events of it that are told and of these kinds.
    pub fn of_kinds(&self, ledger: &Ledger, kinds: &[Kind]) -> Vec<Entry> {
        let is_wanted = |entry: &&Entry| kinds.contains(&ledger.event(entry.event).kind);
        self.history.iter().filter(is_wanted).copied().collect()
    }
}

/// Whether an event may have happened on the day from which on events are told, or later.
fn is_told(entry: &Entry, since: Option<NaiveDate>) -> bool {
    since
        .and_then(|day| day.pred_opt())
        .is_none_or(|day_before| entry.happened_by(day_before) != Happened::Certainly)
}

/// How many channels of a report have something that its headline should not keep silent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Caveats {
    /// Those whose status rests on an event of which the ledger does not know the day, or that
    /// nobody can tell the status of.
    pub imprecise: usize,
    /// Those whose last evidence is too old.
    pub stale: usize,
    /// Those with a post that nobody holds.
    pub vacant: usize,
    /// Those whose history has a gap.
    pub gaps: usize,
}

impl Caveats {
    /// Counts them.
    pub fn of<'s>(ledger: &Ledger, standings: impl Iterator<Item = &'s Standing>) -> Self {
        let mut caveats = Self::default();
        for standing in standings {
            caveats.imprecise += usize::from(is_imprecise(ledger, standing));
            caveats.stale += usize::from(standing.staleness == Staleness::Stale);
            let is_vacant = |(_, vacancy): &(_, Vacancy)| *vacancy == Vacancy::Vacant;
            caveats.vacant += usize::from(standing.vacancies.iter().any(is_vacant));
            caveats.gaps += usize::from(standing.gap);
        }
        caveats
    }
}

/// Whether the status rests on a date that is not one certain day.
///
/// What is undecided rests on such a date too; what is unrecorded rests on nothing.
pub fn is_imprecise(ledger: &Ledger, standing: &Standing) -> bool {
    match standing.setting {
        None => standing.possible.len() > 1,
        Some(setting) => {
            let is_one_day = setting.earliest.is_some() && setting.earliest == setting.latest;
            !is_one_day || ledger.event(setting.event).date.is_uncertain()
        }
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::model::belief::Evidence;
    use crate::read;

    /// A crisis with a cause of its own behind a first suspension, and a rumour taken back behind a second.
    const LEDGER: &str = "\
title: T
stale_after: 400
parties: [{id: USA, name: A}, {id: CHN, name: B}]
posts: [{id: post, party: CHN, title: Minister, holders: [{name: Li, until: 2023-12}]}]
channels:
  - {id: line, name: L, parties: [USA, CHN]}
  - {id: talks, name: M, parties: [USA, CHN], posts: [post]}
sources:
  - {id: wire, outlet: W, title: T, published: 2023-03-05}
  - {id: book, outlet: B, title: T, published: 2023-03-06}
events:
  - {id: shot, date: 2023-01-02, kind: context, summary: S, sources: [book]}
  - {id: crisis, date: 2023-01-03, kind: context, cause: shot, summary: S, sources: [wire]}
  - {id: rumour, date: 2023-01-04, kind: context, summary: S, sources: [wire], withdrawn: {date: 2023-04-01, reason: R}}
  - {id: cut, date: 2023-02-04, kind: suspended, channels: [line], cause: crisis, summary: S, sources: [wire]}
  - {id: begun, date: 2023-02-05?, kind: talks, channels: [talks], cause: rumour, summary: S, sources: [wire]}
";

    fn ledger() -> Ledger {
        read::check(LEDGER).ledger.expect("a ledger without errors")
    }

    fn report<'a>(ledger: &'a Ledger, since: Option<&str>) -> Report<'a> {
        let day = |text: &str| text.parse().expect("a day");
        let as_of = AsOf {
            on: day("2023-12-15"),
            evidence: Evidence::ALL,
        };
        let channels: Vec<ChannelKey> = ledger.channels().map(|(channel, _)| channel).collect();
        Report::new(ledger, as_of, since.map(day), &channels)
    }

    #[test]
    fn what_lay_behind_a_cause_is_told_too_and_what_is_not_believed_is_not() {
        let ledger = ledger();
        let report = report(&ledger, None);
        let causes = report
            .causes
            .iter()
            .map(|key| ledger.event(*key).id.as_str());
        assert!(causes.eq(["shot", "crisis"]));
        let sources = report
            .sources
            .iter()
            .map(|key| ledger.source(*key).id.as_str());
        assert!(sources.eq(["wire", "book"]));
    }

    #[test]
    fn what_happened_on_the_first_day_that_is_told_is_told() {
        let text = format!(
            "{LEDGER}  - {{id: asked, date: 2023-02-04, kind: sought, channels: [line], summary: S, sources: [wire]}}\n"
        );
        let ledger = read::check(&text).ledger.expect("a ledger without errors");
        let told = |since| {
            let report = report(&ledger, Some(since));
            let line = report.channels.first().expect("a channel");
            (line.history.len(), line.older)
        };
        assert_eq!(told("2023-02-04"), (2, 0));
        // What set the status is told in any case.
        assert_eq!(told("2023-02-05"), (1, 1));
    }

    #[test]
    fn an_uncertain_day_is_imprecise_and_a_post_that_is_perhaps_vacant_is_not_said_to_be() {
        let ledger = ledger();
        let caveats = Caveats::of(&ledger, report(&ledger, None).standings());
        let expected = Caveats {
            imprecise: 1,
            ..Caveats::default()
        };
        assert_eq!(caveats, expected);
    }
}
