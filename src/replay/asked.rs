//! One question put to many channels.

use std::borrow::Cow;

use crate::model::belief::Believed;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::parallel;
use crate::model::post::{Post, Vacancy};

use super::status::{AsOf, Standing, standing_with};
use super::timeline::{FiledPasts, Timeline};

/// A question of a ledger, with what is the same for every channel found once.
///
/// ```
/// use detente::{model::belief::Evidence, read, replay::{asked::Asked, status::AsOf}};
/// let text = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n\
///             channels: [{id: line, name: L, parties: [USA, CHN]}]\n";
/// let ledger = read::check(text).ledger.expect("a ledger without errors");
/// let on = "2023-03-01".parse().expect("a day");
/// let asked = Asked::new(&ledger, AsOf { on, evidence: Evidence::ALL });
/// assert!(ledger.channels().all(|(line, _)| asked.status(line).word() == "unrecorded"));
/// ```
pub struct Asked<'a> {
    ledger: &'a Ledger,
    as_of: AsOf,
    believed: Cow<'a, Believed>,
    /// Of every post, in file order; none if few will be asked for.
    vacancies: Vec<Vacancy>,
}

impl<'a> Asked<'a> {
    /// Puts a question to a ledger.
    pub fn new(ledger: &'a Ledger, as_of: AsOf) -> Self {
        let vacancy = |post: &Post| post.vacancy_on(as_of.on, as_of.evidence.known);
        Self {
            ledger,
            as_of,
            believed: Cow::Owned(as_of.evidence.believed(ledger)),
            vacancies: ledger.posts().map(|(_, post)| vacancy(post)).collect(),
        }
    }

    /// Puts a question about a few of many channels, given what is believed by its evidence.
    pub(crate) fn of_few(ledger: &'a Ledger, as_of: AsOf, believed: &'a Believed) -> Self {
        Self {
            ledger,
            as_of,
            believed: Cow::Borrowed(believed),
            vacancies: Vec::new(),
        }
    }

    /// Whether an event is believed.
    pub fn believes(&self, event: EventKey) -> bool {
        self.believed.contains(event)
    }

    /// The replay of a channel.
    pub fn timeline(&self, channel: ChannelKey) -> Timeline {
        Timeline::of(self.ledger, channel, |event| self.believed.contains(event))
    }

    /// What the channel of a timeline was.
    pub fn standing(&self, timeline: &Timeline) -> Standing {
        standing_with(self.ledger, timeline, &self.as_of, |post| {
            let known = self.vacancies.get(post.index()).copied();
            known.unwrap_or_else(|| {
                let post = self.ledger.post(post);
                post.vacancy_on(self.as_of.on, self.as_of.evidence.known)
            })
        })
    }

    /// What channels were, in their order.
    pub fn statuses(&self, channels: &[ChannelKey]) -> Vec<Standing> {
        let believes = |event| self.believed.contains(event);
        let pasts = FiledPasts::by(self.ledger, self.as_of.on, believes);
        parallel::map_many(channels, |channel| match &pasts {
            Some(pasts) => self.standing(&pasts.timeline(*channel)),
            None => self.status(*channel),
        })
    }

    /// What a channel was.
    pub fn status(&self, channel: ChannelKey) -> Standing {
        self.standing(&Timeline::for_day(
            self.ledger,
            channel,
            self.as_of.on,
            |event| self.believed.contains(event),
        ))
    }
}
