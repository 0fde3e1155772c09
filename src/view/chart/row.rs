//! One channel of the picture: its bands, its marks and the posts that nobody held.

use chrono::NaiveDate;

use crate::model::date::Date;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::machine::Kind;
use crate::model::states::States;
use crate::replay::course::{Spell, spells};
use crate::replay::status::Standing;
use crate::replay::timeline::{Entry, Timeline};
use crate::view::language::{Catalogue, Message};
use crate::view::words;

use super::axis::Axis;
use super::label::{Anchor, Label, least_plot};
use super::vacancy::{Vacancies, VacantPost};
use super::{Edge, Stretch};

/// A channel.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Which.
    pub channel: ChannelKey,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it may be on the day asked about.
    pub possible: States,
    /// The sign for that.
    pub sign: &'static str,
    /// The word for that.
    pub word: String,
    /// The date of the event that set its status, as written, if it certainly has one.
    pub since: Option<String>,
    /// Its spells, which cover the axis without a gap.
    pub bands: Vec<Band>,
    /// Its events, in the order of replay.
    pub marks: Vec<Mark>,
    /// Its posts that nobody held, or perhaps nobody, on some day of the axis.
    pub vacancies: Vec<VacantPost>,
}

/// Days with one answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Band {
    /// The first of the days that the axis shows.
    pub from: NaiveDate,
    /// The last of the days that the axis shows.
    pub to: NaiveDate,
    /// Where they lie.
    pub stretch: Stretch,
    /// What the channel may have been.
    pub possible: States,
    /// The word for it, which fits where the band has room for it.
    pub label: Label,
}

/// An event of the channel.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// Which.
    pub event: EventKey,
    /// What sort of sign stands for it.
    pub sort: Sort,
    /// Whether it is the analyst's conclusion; its sign is then hollow.
    pub inferred: bool,
    /// Whether it does not follow from what is recorded before it.
    pub gap: bool,
    /// Where its sign stands.
    pub at: f64,
    /// The days on which it may have happened; `None` if the day is known.
    pub reach: Option<Stretch>,
    /// Its date as written.
    pub date: String,
    /// What happened.
    pub summary: String,
}

/// What sort of event a mark stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sort {
    /// It set the status.
    Sets,
    /// The channel was used.
    Contact,
    /// A side asked for it.
    Sought,
    /// A side declined.
    Declined,
    /// A call rang out.
    Unanswered,
    /// A source states the status.
    Confirmed,
}

impl Sort {
    /// Every sort, in the order in which a legend lists them.
    pub const ALL: [Self; 6] = [
        Self::Sets,
        Self::Contact,
        Self::Sought,
        Self::Declined,
        Self::Unanswered,
        Self::Confirmed,
    ];

    /// The sort of a kind; `None` for what bears on no channel.
    pub const fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Opened | Kind::Suspended | Kind::Talks | Kind::Resumed | Kind::Collapsed => {
                Some(Self::Sets)
            }
            Kind::Contact => Some(Self::Contact),
            Kind::Sought => Some(Self::Sought),
            Kind::Declined => Some(Self::Declined),
            Kind::Unanswered => Some(Self::Unanswered),
            Kind::Confirmed(_) => Some(Self::Confirmed),
            Kind::Context => None,
        }
    }

    /// What it stands for, in a word or two.
    pub const fn message(self) -> Message {
        match self {
            Self::Sets => Message::MarkSets,
            Self::Contact => Message::MarkContact,
            Self::Sought => Message::MarkSought,
            Self::Declined => Message::MarkDeclined,
            Self::Unanswered => Message::MarkUnanswered,
            Self::Confirmed => Message::MarkConfirmed,
        }
    }

    /// Its sign in text, solid, or hollow for what is inferred.
    pub const fn sign(self, inferred: bool) -> &'static str {
        match (self, inferred) {
            (Self::Sets, false) => "▴",
            (Self::Sets, true) => "▵",
            (Self::Contact, false) => "◆",
            (Self::Contact, true) => "◇",
            (Self::Sought, false) => "▸",
            (Self::Sought, true) => "▹",
            (Self::Declined, false) => "✖",
            (Self::Declined, true) => "✕",
            (Self::Unanswered, false) => "▪",
            (Self::Unanswered, true) => "▫",
            (Self::Confirmed, false) => "✔",
            (Self::Confirmed, true) => "✓",
        }
    }
}

pub(super) fn row(
    ledger: &Ledger,
    axis: &Axis,
    timeline: &Timeline,
    standing: &Standing,
    vacancies: &mut Vacancies<'_>,
    catalogue: &Catalogue,
) -> Row {
    let channel = ledger.channel(timeline.channel());
    let setting = standing.setting.map(|setting| ledger.event(setting.event));
    let is_partly_open = words::is_partly_open(ledger, standing);
    let entries = timeline.entries().iter();
    Row {
        channel: timeline.channel(),
        id: channel.id.to_string(),
        name: channel.name.to_string(),
        possible: standing.possible,
        sign: words::sign(standing.possible.only()),
        word: if is_partly_open {
            catalogue.say(Message::StatePartlyOpen)
        } else {
            words::states(catalogue, standing.possible)
        },
        since: setting.map(|event| event.date.to_string()),
        bands: spells(timeline)
            .iter()
            .filter_map(|spell| band(axis, spell, catalogue))
            .collect(),
        marks: entries
            .filter_map(|entry| mark(ledger, axis, entry))
            .collect(),
        vacancies: channel
            .posts
            .iter()
            .filter_map(|post| vacancies.of(*post))
            .collect(),
    }
}

fn band(axis: &Axis, spell: &Spell, catalogue: &Catalogue) -> Option<Band> {
    let mut stretch = Stretch::between(axis, spell.from, spell.to)?;
    if stretch.ends == Edge::Open {
        // What goes on at the end of the axis goes on beyond it; that is no lack of knowledge.
        stretch.ends = Edge::Beyond;
    }
    let words = words::states(catalogue, spell.possible);
    let mut label = Label::new(vec![words], stretch.start, Anchor::Start);
    label.fits_from = least_plot(f64::from(label.width), stretch.end - stretch.start);
    Some(Band {
        from: spell.from.map_or(axis.first(), |day| day.max(axis.first())),
        to: spell.to.map_or(axis.last(), |day| day.min(axis.last())),
        stretch,
        possible: spell.possible,
        label,
    })
}

fn mark(ledger: &Ledger, axis: &Axis, entry: &Entry) -> Option<Mark> {
    let event = ledger.event(entry.event);
    let stretch = Stretch::between(axis, entry.not_before, entry.not_after)?;
    let exact = entry.not_before.filter(|_| entry.is_exact());
    Some(Mark {
        event: entry.event,
        sort: Sort::of(event.kind)?,
        inferred: event.inferred,
        gap: entry.gap().is_some(),
        at: exact.map_or(stretch.point(), |day| {
            axis.moment(day, part_of_day(&event.date))
        }),
        reach: exact.is_none().then_some(stretch),
        date: event.date.to_string(),
        summary: event.summary.to_string(),
    })
}

/// How much of its day had passed when something happened: half of it where no time is given.
pub(in crate::view) fn part_of_day(date: &Date) -> f64 {
    let time = date.as_written().split_once('T').map(|(_, time)| time);
    let two = |from: usize| -> Option<f64> {
        time?.get(from..from + 2)?.parse::<u8>().ok().map(f64::from)
    };
    match (two(0), two(3)) {
        (Some(hour), Some(minute)) if date.is_single_day() => (hour + minute / 60.0) / 24.0,
        (Some(_), Some(_)) | (None, _) | (_, None) => 0.5,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_moves_a_mark_within_its_day() {
        let part = |text: &str| part_of_day(&Date::parse(text).unwrap());
        let is = |one: f64, other: f64| (one - other).abs() < 1e-9;
        assert!(is(part("2023-11-15T06:00:00Z"), 0.25));
        assert!(is(part("2023-11-15T18:30:00+08:00"), 18.5 / 24.0));
        assert!(is(part("2023-11-15"), 0.5));
        assert!(is(part("2023-11-15/2023-11-16"), 0.5));
    }
}
