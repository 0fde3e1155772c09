//! What a page says of a channel on a day, except how many days that is ago.

use chrono::NaiveDate;

use crate::model::belief::Evidence;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::post::Vacancy;
use crate::model::states::States;
use crate::replay::bitemporal::Answer;
use crate::replay::report::is_imprecise;
use crate::replay::status::{AsOf, Standing};
use crate::view::answered::Answered;
use crate::view::document::Run;
use crate::view::language::Catalogue;
use crate::view::{status, words};

/// What a page says of a channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Said {
    /// What it may have been.
    pub(super) possible: States,
    /// As which of [`Answered::ALL`] it is counted.
    pub(super) counted: usize,
    /// Its status, with its sign.
    pub(super) status: String,
    /// Since when; `None` if no status is certain.
    pub(super) since: Option<String>,
    /// On whose word.
    pub(super) word: Option<String>,
    /// The days of the last evidence, if there is any.
    pub(super) last: Option<Ages>,
    /// Whether the status rests on a date that is not one certain day.
    pub(super) is_imprecise: bool,
    /// Whether its history has a gap.
    pub(super) has_gap: bool,
    /// The worst of the vacancies of its posts.
    pub(super) vacant: Vacant,
    /// What the table has no room for.
    pub(super) remarks: Vec<String>,
    /// The event that it rests on: what set the status, or else what is undecided.
    pub(super) event: Option<EventKey>,
}

/// The days of the last evidence, from which its age follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Ages {
    pub(super) earliest: Option<NaiveDate>,
    pub(super) latest: NaiveDate,
    pub(super) may_be_newer: bool,
}

/// Whether a post at the end of a channel is vacant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Vacant {
    No,
    Perhaps,
    Yes,
}

/// What is asked of a ledger, and in which words it is answered.
#[derive(Clone, Copy)]
pub(super) struct Speaker<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) ledger: &'a Ledger,
    pub(super) evidence: Evidence,
}

impl Speaker<'_> {
    /// What is said of a channel on any day of a cell, by what was known on any day of a layer.
    ///
    /// The answer of a cell is the same on all its days, so any of them will do.
    pub(super) fn say(
        &self,
        channel: ChannelKey,
        answer: &Answer,
        on: NaiveDate,
        known: Option<NaiveDate>,
    ) -> Said {
        let standing = answer.on(channel, self.ledger.stale_after(), on);
        let evidence = Evidence {
            known,
            ..self.evidence
        };
        let as_of = AsOf { on, evidence };
        let setting = standing.setting.map(|setting| setting.event);
        Said {
            possible: standing.possible,
            counted: self.counted(&standing),
            status: words::standing_text(self.catalogue, self.ledger, &standing),
            since: setting.map(|event| words::date(self.catalogue, &self.ledger.event(event))),
            word: setting.map(|event| words::word(self.catalogue, self.ledger, event, &evidence)),
            last: answer.last.map(|last| Ages {
                earliest: last.earliest,
                latest: last.latest,
                may_be_newer: last.may_be_newer,
            }),
            is_imprecise: is_imprecise(self.ledger, &standing),
            has_gap: standing.gap,
            vacant: worst(&standing),
            remarks: self.remarks(&as_of, &standing),
            event: setting.or_else(|| standing.undecided.first().map(|entry| entry.event)),
        }
    }

    /// What the table has no room for, one text a remark.
    pub(super) fn remarks(&self, as_of: &AsOf, standing: &Standing) -> Vec<String> {
        status::remark_lines(self.catalogue, self.ledger, as_of, standing)
            .into_iter()
            .map(joined)
            .collect()
    }

    fn counted(&self, standing: &Standing) -> usize {
        let answered = Answered::of(self.ledger, standing);
        let place = Answered::ALL.iter().position(|one| *one == answered);
        place.unwrap_or(Answered::ALL.len())
    }
}

impl Vacant {
    /// The words by which a style knows the line of a vacancy.
    pub(super) const fn class(self) -> Option<&'static str> {
        match self {
            Self::No => None,
            Self::Perhaps => Some("vacant perhaps"),
            Self::Yes => Some("vacant"),
        }
    }
}

fn worst(standing: &Standing) -> Vacant {
    let vacancies = standing.vacancies.iter();
    let vacant = vacancies.map(|(_, vacancy)| match vacancy {
        Vacancy::Held => Vacant::No,
        Vacancy::Undecided => Vacant::Perhaps,
        Vacancy::Vacant => Vacant::Yes,
    });
    vacant.max().unwrap_or(Vacant::No)
}

/// The texts of some runs as one.
pub(super) fn joined(line: Vec<Run>) -> String {
    line.into_iter().map(|run| run.text).collect()
}
