//! What a channel was on a day, since when, on whose word, and how old that is.

use chrono::NaiveDate;

use crate::model::belief::Evidence;
use crate::model::grade::Grade;
use crate::model::id::{ChannelKey, EventKey, PostKey};
use crate::model::ledger::Ledger;
use crate::model::machine::{Kind, State, Status};
use crate::model::post::Vacancy;
use crate::model::states::States;

use super::timeline::{Entry, Timeline};

/// The day asked about, and the evidence that counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AsOf {
    /// What was the case at the end of this day?
    pub on: NaiveDate,
    /// By which evidence?
    pub evidence: Evidence,
}

/// What a channel was on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The channel.
    pub channel: ChannelKey,
    /// What it may have been; certain if there is only one.
    pub possible: States,
    /// The event that set its status, if it certainly had one.
    pub setting: Option<Setting>,
    /// Whether the machine refused an event that had certainly happened by then, so that something
    /// that is not recorded, or does not count, must have come between.
    pub gap: bool,
    /// Events that set a status and of which it is not decided whether they had happened by then.
    pub undecided: Vec<Entry>,
    /// The last event that had certainly happened by then.
    pub last_evidence: Option<LastEvidence>,
    /// Whether evidence is longer ago than the ledger's `stale_after`.
    pub staleness: Staleness,
    /// The posts of the channel that nobody held, or perhaps nobody.
    pub vacancies: Vec<(PostKey, Vacancy)>,
}

/// Whether the last evidence of a channel is too old.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Staleness {
    /// It is not, or the ledger sets no limit.
    Fresh,
    /// It is, unless an event that had perhaps happened by then is newer.
    Perhaps,
    /// It is.
    Stale,
}

/// The event that set a status.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Setting {
    /// The event.
    pub event: EventKey,
    /// The status that it set.
    pub status: Status,
    /// It happened no earlier than this day; `None` is unbounded.
    pub earliest: Option<NaiveDate>,
    /// It happened no later than this day; `None` is unbounded.
    pub latest: Option<NaiveDate>,
    /// Its grade; `None` if it rests on no citation that counts.
    pub grade: Option<Grade>,
}

/// The last event that bears on a channel, and how old it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LastEvidence {
    /// The event.
    pub event: EventKey,
    /// The last day on which it can have happened.
    pub latest: NaiveDate,
    /// Days from then to the day asked about: it is at least so old.
    pub age_days: i64,
    /// Days from the first day on which it can have happened: it is at most so old, if that is known.
    pub most_days: Option<i64>,
    /// Whether a later event had perhaps happened by then, so that there may be newer evidence.
    pub may_be_newer: bool,
}

impl Standing {
    /// The status in one word: that of the only possible state, or `uncertain`.
    pub fn word(&self) -> &'static str {
        self.possible.only().map_or("uncertain", State::word)
    }
}

/// What a channel was on a day.
pub fn status(ledger: &Ledger, channel: ChannelKey, as_of: &AsOf) -> Standing {
    standing(
        ledger,
        &Timeline::replay(ledger, channel, &as_of.evidence),
        as_of,
    )
}

/// What the channel of a timeline was on a day.
pub fn standing(ledger: &Ledger, timeline: &Timeline, as_of: &AsOf) -> Standing {
    standing_with(ledger, timeline, as_of, |post| {
        ledger.post(post).vacancy_on(as_of.on, as_of.evidence.known)
    })
}

/// What the channel of a timeline was on a day on which the vacancies of posts are known.
pub(super) fn standing_with(
    ledger: &Ledger,
    timeline: &Timeline,
    as_of: &AsOf,
    vacancy: impl Fn(PostKey) -> Vacancy,
) -> Standing {
    let possible = timeline.possible(as_of.on);
    let last_evidence = last_evidence(timeline, as_of.on);
    let undecided = timeline.undecided_on(as_of.on).iter();
    let posts = ledger.channel(timeline.channel()).posts.iter();
    Standing {
        channel: timeline.channel(),
        possible,
        setting: setting(ledger, timeline, as_of, possible),
        gap: timeline.has_gap_by(as_of.on),
        undecided: undecided
            .filter(|entry| sets(ledger, entry))
            .copied()
            .collect(),
        last_evidence,
        staleness: staleness(last_evidence, ledger.stale_after()),
        vacancies: posts
            .map(|&post| (post, vacancy(post)))
            .filter(|(_, vacancy)| *vacancy != Vacancy::Held)
            .collect(),
    }
}

/// The event that set the status, if the status is certain.
///
/// Where it is undecided whether a later event has set the same status once more, the one that
/// has certainly happened counts.
pub(super) fn setting(
    ledger: &Ledger,
    timeline: &Timeline,
    as_of: &AsOf,
    possible: States,
) -> Option<Setting> {
    let State::Recorded(status) = possible.only()? else {
        return None;
    };
    let entry = timeline.setter_by(as_of.on)?;
    Some(Setting {
        event: entry.event,
        status,
        earliest: entry.not_before,
        latest: entry.not_after,
        grade: as_of.evidence.grade(ledger, &ledger.event(entry.event)),
    })
}

/// Whether an event sets a status rather than bear witness.
pub(crate) fn sets(ledger: &Ledger, entry: &Entry) -> bool {
    sets_status(ledger.packed().kind(entry.event))
}

/// Whether events of a kind set a status rather than bear witness.
pub(crate) fn sets_status(kind: Kind) -> bool {
    kind.target().is_some()
}

/// Whether the last evidence is too old.
pub(super) fn staleness(last: Option<LastEvidence>, limit: Option<u32>) -> Staleness {
    match last.zip(limit) {
        Some((last, limit)) if last.age_days > i64::from(limit) => {
            if last.may_be_newer {
                Staleness::Perhaps
            } else {
                Staleness::Stale
            }
        }
        Some(_) | None => Staleness::Fresh,
    }
}

fn last_evidence(timeline: &Timeline, on: NaiveDate) -> Option<LastEvidence> {
    let entry = timeline.certain_by(on).last()?;
    let latest = entry.not_after?;
    Some(LastEvidence {
        event: entry.event,
        latest,
        age_days: (on - latest).num_days(),
        most_days: entry.not_before.map(|earliest| (on - earliest).num_days()),
        may_be_newer: !timeline.undecided_on(on).is_empty(),
    })
}
