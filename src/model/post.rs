//! An office of a party, and who holds it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::date::Date;
use super::id::{PartyKey, PostId};

/// An office of a party, such as a defence attaché in a capital.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// Whose office it is.
    pub party: PartyKey,
    /// What it is called.
    pub title: Box<str>,
    /// Who holds or held it; `None` if the ledger does not say, so that nothing follows from it.
    pub holders: Option<Vec<Holder>>,
}

/// A person who holds or held a post.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holder {
    /// The person's name.
    pub name: Box<str>,
    /// The first day in office; long ago if absent.
    pub since: Option<Date>,
    /// The last day in office; still there if absent.
    pub until: Option<Date>,
}

/// Whether a post has a holder.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Vacancy {
    /// Somebody holds it, or the ledger does not say.
    Held,
    /// The dates do not decide whether somebody holds it.
    Undecided,
    /// Nobody holds it.
    Vacant,
}

impl Post {
    /// Whether the post is vacant at the end of a day, by what was known on another.
    ///
    /// A post is vacant once a holder has left and no other is in office. Of the time before its
    /// first holder the ledger says nothing, unless it lists none at all.
    ///
    /// A holder's dates carry no sources, so what was known of them is bounded from above: a
    /// beginning or an end that lies wholly after the day of knowledge was not known then.
    pub fn vacancy_on(&self, day: NaiveDate, known: Option<NaiveDate>) -> Vacancy {
        let Some(holders) = &self.holders else {
            return Vacancy::Held;
        };
        if holders.is_empty() {
            return Vacancy::Vacant;
        }
        let terms = || {
            holders
                .iter()
                .filter_map(|holder| Term::known(holder, known))
        };
        let is_out = |term: Term<'_>| term.has_left(day) || term.is_to_come(day);
        if terms().any(|term| term.includes(day)) || !terms().any(|term| term.may_have_left(day)) {
            Vacancy::Held
        } else if terms().all(is_out) {
            Vacancy::Vacant
        } else {
            Vacancy::Undecided
        }
    }

    /// The holder who left last, or may have, by the end of a day, as far as that was known.
    pub fn last_to_leave(&self, day: NaiveDate, known: Option<NaiveDate>) -> Option<&Holder> {
        let place = self.place_of_last_to_leave(day, known)?;
        self.holders.as_ref()?.get(place)
    }

    /// The place among the holders of the one who left last, or may have, by the end of a day.
    pub fn place_of_last_to_leave(
        &self,
        day: NaiveDate,
        known: Option<NaiveDate>,
    ) -> Option<usize> {
        let holders = self.holders.iter().flatten().enumerate();
        let terms =
            holders.filter_map(|(place, holder)| Some((place, Term::known(holder, known)?)));
        let left = terms.filter(|(_, term)| term.may_have_left(day) || term.ends_by(day));
        left.max_by_key(|(_, term)| term.until.and_then(Date::latest))
            .map(|(place, _)| place)
    }

    /// Days on which it can become another matter whether the post is vacant, and who left last.
    ///
    /// On every other day both are what they were the day before.
    pub fn turns(&self) -> BTreeSet<NaiveDate> {
        let bounds = self
            .dates()
            .flat_map(|date| [date.earliest(), date.latest()]);
        bounds
            .flatten()
            .flat_map(|day| [Some(day), day.succ_opt()])
            .flatten()
            .collect()
    }

    /// The days on which a beginning or an end of a holder's term can become known.
    pub fn news(&self) -> BTreeSet<NaiveDate> {
        self.dates().filter_map(Date::earliest).collect()
    }

    fn dates(&self) -> impl Iterator<Item = &Date> {
        let holders = self.holders.iter().flatten();
        holders.flat_map(|holder| holder.since.iter().chain(&holder.until))
    }

    /// The days on which somebody may have held the post; `None` if the ledger does not say.
    pub fn tenures(&self) -> Option<Tenures> {
        self.holders.as_deref().map(Tenures::of)
    }
}

/// A holder's time in office, as far as it was known.
#[derive(Clone, Copy)]
struct Term<'a> {
    since: Option<&'a Date>,
    until: Option<&'a Date>,
}

impl<'a> Term<'a> {
    /// `None` if it was not known by then that the holder would ever take office.
    fn known(holder: &'a Holder, known: Option<NaiveDate>) -> Option<Self> {
        let is_news = |date: &Date| {
            date.earliest()
                .zip(known)
                .is_some_and(|(day, known)| day > known)
        };
        let since = holder.since.as_ref();
        if since.is_some_and(is_news) {
            return None;
        }
        let until = holder.until.as_ref().filter(|date| !is_news(date));
        Some(Self { since, until })
    }

    /// Whether the holder had certainly not taken office by a day.
    fn is_to_come(self, day: NaiveDate) -> bool {
        self.since
            .and_then(Date::earliest)
            .is_some_and(|begin| begin > day)
    }

    /// Whether the holder had certainly left before a day.
    fn has_left(self, day: NaiveDate) -> bool {
        self.until
            .and_then(Date::latest)
            .is_some_and(|end| end < day)
    }

    /// Whether the holder may have left before a day.
    fn may_have_left(self, day: NaiveDate) -> bool {
        self.first_end().is_some_and(|end| end < day)
    }

    /// Whether the last day in office may have come by a day.
    fn ends_by(self, day: NaiveDate) -> bool {
        self.first_end().is_some_and(|end| end <= day)
    }

    /// Whether the holder was certainly in office on a day.
    fn includes(self, day: NaiveDate) -> bool {
        self.last_begin().is_none_or(|begin| begin <= day)
            && self.first_end().is_none_or(|end| end >= day)
    }

    /// The last day that may have been the first in office.
    fn last_begin(self) -> Option<NaiveDate> {
        // Nobody leaves before taking office, so each date also bounds the other.
        let end = self.until.and_then(Date::latest).unwrap_or(NaiveDate::MAX);
        self.since
            .map(|since| since.latest().unwrap_or(NaiveDate::MAX).min(end))
    }

    /// The first day that may have been the last in office.
    fn first_end(self) -> Option<NaiveDate> {
        let begin = self
            .since
            .and_then(Date::earliest)
            .unwrap_or(NaiveDate::MIN);
        self.until
            .map(|until| until.earliest().unwrap_or(NaiveDate::MIN).max(begin))
    }
}

/// The days on which somebody may have held a post, made to be asked often.
///
/// Sorted by beginning, each with the last end up to there, so that a question costs the logarithm
/// of the number of holders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tenures {
    terms: Vec<(NaiveDate, NaiveDate)>,
    /// The day by the end of which somebody has certainly left, if anybody ever has.
    first_departure: Option<NaiveDate>,
}

impl Tenures {
    fn of(holders: &[Holder]) -> Self {
        let mut terms: Vec<(NaiveDate, NaiveDate)> =
            holders.iter().map(Holder::longest_term).collect();
        terms.sort_unstable();
        let mut last_end = NaiveDate::MIN;
        for (_, end) in &mut terms {
            last_end = last_end.max(*end);
            *end = last_end;
        }
        let ends = holders
            .iter()
            .filter_map(|holder| holder.until.as_ref()?.latest());
        Self {
            terms,
            first_departure: ends.min(),
        }
    }

    /// Whether the post was vacant on every day that a date may mean.
    pub fn are_vacant_throughout(&self, date: &Date) -> bool {
        let (first, last) = hull(date.earliest(), date.latest());
        let begun = self.terms.partition_point(|(begin, _)| *begin <= last);
        let latest_end = self.terms[..begun]
            .last()
            .map(|(_, latest_end)| *latest_end);
        let is_anybody_gone = self
            .first_departure
            .is_some_and(|departure| departure < first);
        latest_end.is_none_or(|end| end < first) && (self.terms.is_empty() || is_anybody_gone)
    }
}

/// Days from a first to a last one, where an unbounded side reaches to the calendar's end.
fn hull(first: Option<NaiveDate>, last: Option<NaiveDate>) -> (NaiveDate, NaiveDate) {
    (
        first.unwrap_or(NaiveDate::MIN),
        last.unwrap_or(NaiveDate::MAX),
    )
}

impl Holder {
    /// The days between which the person can have held the post at the most.
    fn longest_term(&self) -> (NaiveDate, NaiveDate) {
        let begin = self.since.as_ref().and_then(Date::earliest);
        let end = self.until.as_ref().and_then(Date::latest);
        hull(begin, end)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use crate::model::id::PostId;

    fn post(holders: &[(Option<&str>, Option<&str>)]) -> Post {
        let date = |text: Option<&str>| text.map(|text| Date::parse(text).unwrap());
        Post {
            id: PostId::new("minister".into()).unwrap(),
            party: PartyKey::new(0),
            title: "Minister".into(),
            holders: Some(
                holders
                    .iter()
                    .map(|(since, until)| Holder {
                        name: "N".into(),
                        since: date(*since),
                        until: date(*until),
                    })
                    .collect(),
            ),
        }
    }

    fn on(post: &Post, day: &str) -> Vacancy {
        post.vacancy_on(day.parse().unwrap(), None)
    }

    #[test]
    fn a_post_is_vacant_once_its_last_holder_has_certainly_left() {
        let removed = post(&[(None, Some("2023-10"))]);
        assert_eq!(on(&removed, "2023-09-30"), Vacancy::Held);
        assert_eq!(on(&removed, "2023-10-01"), Vacancy::Held);
        assert_eq!(on(&removed, "2023-10-15"), Vacancy::Undecided);
        assert_eq!(on(&removed, "2023-10-31"), Vacancy::Undecided);
        assert_eq!(on(&removed, "2023-11-01"), Vacancy::Vacant);
    }

    #[test]
    fn a_successor_on_the_next_day_leaves_no_vacancy() {
        let handed_over = post(&[(None, Some("2023-10-24")), (Some("2023-10-25"), None)]);
        for day in ["2023-10-23", "2023-10-24", "2023-10-25", "2023-10-26"] {
            assert_eq!(on(&handed_over, day), Vacancy::Held, "{day}");
        }
    }

    #[test]
    fn a_post_whose_holders_are_not_recorded_is_never_called_vacant() {
        let silent = Post {
            holders: None,
            ..post(&[])
        };
        assert_eq!(on(&silent, "2023-10-24"), Vacancy::Held);
        assert_eq!(on(&post(&[]), "2023-10-24"), Vacancy::Vacant);
    }

    #[test]
    fn a_removal_is_not_known_before_it_can_have_happened() {
        let removed = post(&[(None, Some("2023-10"))]);
        let day = "2023-12-31".parse().unwrap();
        assert_eq!(
            removed.vacancy_on(day, Some("2023-09-30".parse().unwrap())),
            Vacancy::Held
        );
        assert_eq!(
            removed.vacancy_on(day, Some("2023-10-01".parse().unwrap())),
            Vacancy::Vacant
        );
    }

    #[test]
    fn of_the_time_before_the_first_holder_nothing_is_said() {
        let first = post(&[(Some("2020-07-27"), Some("2021-03")), (Some("2022"), None)]);
        assert_eq!(on(&first, "2010-01-01"), Vacancy::Held);
        assert_eq!(on(&first, "2021-06-01"), Vacancy::Vacant);
        let name = |day: &str| first.last_to_leave(day.parse().unwrap(), None).is_some();
        assert!(!name("2010-01-01") && name("2021-06-01"));
    }

    #[test]
    fn who_left_last_depends_on_the_day_and_on_what_was_known() {
        let mut post = post(&[
            (None, Some("2020-06-19")),
            (Some("2020-07-27"), Some("2022-05-10")),
            (Some("2022-05-16"), Some("2023-07-27")),
        ]);
        for (holder, name) in post
            .holders
            .iter_mut()
            .flatten()
            .zip(["Kim", "Lee", "Kwon"])
        {
            holder.name = name.into();
        }
        let last = |on: &str, known: Option<&str>| {
            let known = known.map(|day| day.parse().unwrap());
            post.last_to_leave(on.parse().unwrap(), known)
                .map(|holder| &*holder.name)
        };
        assert_eq!(last("2020-07-01", None), Some("Kim"));
        assert_eq!(last("2022-05-12", None), Some("Lee"));
        assert_eq!(last("2024-01-01", None), Some("Kwon"));
        assert_eq!(last("2024-01-01", Some("2021-01-01")), Some("Kim"));
    }
}
