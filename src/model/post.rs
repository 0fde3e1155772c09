//! An office of a party, and who holds it.

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
    /// The first day in office; unknown or long ago if absent.
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
    /// A holder's dates carry no sources, so what was known of them is bounded from above: a
    /// beginning or an end that lies wholly after the day of knowledge was not known then.
    pub fn vacancy_on(&self, day: NaiveDate, known: Option<NaiveDate>) -> Vacancy {
        let Some(holders) = &self.holders else {
            return Vacancy::Held;
        };
        let mut vacancy = Vacancy::Vacant;
        for holder in holders {
            match holder.tenure_on(day, known) {
                Vacancy::Held => return Vacancy::Held,
                Vacancy::Undecided => vacancy = Vacancy::Undecided,
                Vacancy::Vacant => {}
            }
        }
        vacancy
    }

    /// The days on which somebody may have held the post; `None` if the ledger does not say.
    pub fn tenures(&self) -> Option<Tenures> {
        self.holders.as_deref().map(Tenures::of)
    }
}

/// The days on which somebody may have held a post, made to be asked often.
///
/// Sorted by beginning, each with the last end up to there, so that a question costs the logarithm
/// of the number of holders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tenures(Vec<(NaiveDate, NaiveDate)>);

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
        Self(terms)
    }

    /// Whether somebody may have held the post on a day that a date may mean.
    pub fn may_include(&self, date: &Date) -> bool {
        let (first, last) = hull(date.earliest(), date.latest());
        let begun = self.0.partition_point(|(begin, _)| *begin <= last);
        self.0[..begun]
            .last()
            .is_some_and(|(_, last_end)| *last_end >= first)
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
    fn tenure_on(&self, day: NaiveDate, known: Option<NaiveDate>) -> Vacancy {
        let is_news =
            |date: &Date| known.is_some_and(|known| date.earliest().is_some_and(|d| d > known));
        if self.since.as_ref().is_some_and(is_news) {
            return Vacancy::Vacant;
        }
        let since = self.since.as_ref();
        let until = self.until.as_ref().filter(|date| !is_news(date));
        let (begins, ends) = (since.and_then(Date::earliest), until.and_then(Date::latest));
        if begins.is_some_and(|begins| begins > day) || ends.is_some_and(|ends| ends < day) {
            return Vacancy::Vacant;
        }
        // Nobody leaves before taking office, so each date also bounds the other.
        let begun_by = since.map(|date| [date.latest(), ends].into_iter().flatten().min());
        let lasts_to = until.map(|date| [date.earliest(), begins].into_iter().flatten().max());
        let has_begun = begun_by.is_none_or(|by| by.is_some_and(|by| by <= day));
        let lasts = lasts_to.is_none_or(|to| to.is_some_and(|to| to >= day));
        if has_begun && lasts {
            Vacancy::Held
        } else {
            Vacancy::Undecided
        }
    }

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
}
