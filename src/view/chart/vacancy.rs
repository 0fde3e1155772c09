//! The days on which nobody held a post.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::model::date::Date;
use crate::model::id::PostKey;
use crate::model::ledger::Ledger;
use crate::model::post::{Post, Vacancy};
use crate::view::language::{Catalogue, Message};

use super::Stretch;
use super::axis::Axis;
use super::label::{Anchor, Label, least_plot};

/// A post that nobody held, or perhaps nobody, for a while.
#[derive(Clone, PartialEq, Debug)]
pub struct VacantPost {
    /// Which.
    pub post: PostKey,
    /// The days, in order.
    pub stretches: Vec<VacantStretch>,
    /// What it is, which stands beside the line.
    pub label: Label,
}

/// Days on which nobody held a post, or perhaps nobody.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct VacantStretch {
    /// The first of the days that the axis shows.
    pub from: NaiveDate,
    /// The last of the days that the axis shows.
    pub to: NaiveDate,
    /// Where they lie.
    pub stretch: Stretch,
    /// Whether the dates leave no doubt.
    pub certain: bool,
}

/// The vacancies of posts, each found once.
pub(super) struct Vacancies<'a> {
    ledger: &'a Ledger,
    axis: &'a Axis,
    known: Option<NaiveDate>,
    catalogue: &'a Catalogue,
    found: BTreeMap<PostKey, Option<VacantPost>>,
}

impl<'a> Vacancies<'a> {
    pub(super) fn new(
        ledger: &'a Ledger,
        axis: &'a Axis,
        known: Option<NaiveDate>,
        catalogue: &'a Catalogue,
    ) -> Self {
        Self {
            ledger,
            axis,
            known,
            catalogue,
            found: BTreeMap::new(),
        }
    }

    /// The vacancies of a post; `None` if it was held on every day of the axis.
    pub(super) fn of(&mut self, key: PostKey) -> Option<VacantPost> {
        if let Some(found) = self.found.get(&key) {
            return found.clone();
        }
        let post = self.ledger.post(key);
        let stretches = stretches(post, self.axis, self.known);
        let found = (!stretches.is_empty()).then(|| VacantPost {
            post: key,
            label: self.label(post, &stretches),
            stretches,
        });
        self.found.insert(key, found.clone());
        found
    }

    /// Which post is vacant: before the line or behind one of its stretches, where there is most room.
    fn label(&self, post: &Post, stretches: &[VacantStretch]) -> Label {
        let is_certain = stretches.iter().any(|stretch| stretch.certain);
        let message = if is_certain {
            Message::PictureVacant
        } else {
            Message::PicturePerhapsVacant
        };
        let party = &*self.ledger.party(post.party).name;
        let text = self.catalogue.fill(
            message,
            &[("post", (&*post.title).into()), ("party", party.into())],
        );
        let placed = |at: f64, anchor: Anchor, room: f64| {
            let mut label = Label::new(vec![text.clone()], at, anchor);
            label.fits_from = least_plot(f64::from(label.width), room);
            label
        };
        let first = stretches.first().map_or(0.0, |first| first.stretch.start);
        let before = placed(first, Anchor::End, first);
        let next = stretches.iter().skip(1).map(|next| next.stretch.start);
        let behind = stretches.iter().zip(next.chain([1.0])).map(|(one, next)| {
            let end = one.stretch.end;
            placed(end, Anchor::Start, next - end)
        });
        // Of places that are as good the first one is taken, for that is where the line begins.
        behind.fold(before, |best, other| {
            if other.fits_from < best.fits_from {
                other
            } else {
                best
            }
        })
    }
}

/// The days on which the answer to whether a post is vacant may change.
fn breakpoints(post: &Post, axis: &Axis) -> BTreeSet<NaiveDate> {
    let holders = post.holders.iter().flatten();
    let dates = holders.flat_map(|holder| [&holder.since, &holder.until]);
    let bounds = |date: &Date| [date.earliest(), date.latest()];
    let days = dates.flatten().flat_map(bounds).flatten();
    let with_next = days.flat_map(|day| [Some(day), day.succ_opt()]).flatten();
    with_next
        .filter(|day| axis.covers(*day))
        .chain([axis.first()])
        .collect()
}

fn stretches(post: &Post, axis: &Axis, known: Option<NaiveDate>) -> Vec<VacantStretch> {
    let mut answers: Vec<(NaiveDate, Vacancy)> = breakpoints(post, axis)
        .into_iter()
        .map(|day| (day, post.vacancy_on(day, known)))
        .collect();
    answers.dedup_by_key(|(_, vacancy)| *vacancy);
    let next = answers.iter().skip(1).map(|(day, _)| day.pred_opt());
    let lasts: Vec<Option<NaiveDate>> = next.chain([Some(axis.last())]).collect();
    answers
        .into_iter()
        .zip(lasts)
        .filter_map(|((from, vacancy), to)| {
            let certain = match vacancy {
                Vacancy::Held => return None,
                Vacancy::Undecided => false,
                Vacancy::Vacant => true,
            };
            Some(VacantStretch {
                from,
                to: to?,
                stretch: Stretch::between(axis, Some(from), to)?,
                certain,
            })
        })
        .collect()
}
