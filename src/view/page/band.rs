//! The bands of a row, and the lines below them while a post is vacant.

use askama::Template;
use chrono::{Days, NaiveDate};

use crate::view::chart::axis::Axis;
use crate::view::language::{Message, Value};
use crate::view::words;

use super::answers::{Said, Speaker};
use super::figure::{class, href, per_cent};
use super::table::{Answers, Piece, bits};

/// Days with one status.
#[derive(Template)]
#[template(path = "band.html")]
pub(super) struct Band {
    pub(super) class: &'static str,
    pub(super) href: String,
    pub(super) label: String,
    pub(super) x: String,
    pub(super) width: String,
    pub(super) end: String,
    pub(super) bits: u8,
}

/// Days on which a post was vacant.
pub(super) struct Line {
    pub(super) class: &'static str,
    pub(super) from: String,
    pub(super) to: String,
}

/// Runs of pieces that are alike in some respect, with the days of each.
fn runs<'a, T: PartialEq>(
    axis: &Axis,
    answers: &'a Answers,
    pieces: &[Piece],
    respect: impl Fn(&Said) -> T,
) -> Vec<(NaiveDate, NaiveDate, &'a Said)> {
    let mut runs: Vec<(NaiveDate, NaiveDate, &Said)> = Vec::new();
    for piece in pieces {
        let Some(said) = answers.said.get(piece.said) else {
            continue;
        };
        match runs.last_mut() {
            Some((_, _, last)) if respect(last) == respect(said) => continue,
            Some((_, to, _)) => *to = before(piece.from),
            None => {}
        }
        runs.push((piece.from, axis.last(), said));
    }
    // A page may ask about the day before the axis begins; nothing is drawn there.
    runs.retain_mut(|(from, to, _)| {
        *from = (*from).max(axis.first());
        *from <= *to
    });
    runs
}

fn before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

pub(super) fn bands(
    speaker: &Speaker<'_>,
    axis: &Axis,
    answers: &Answers,
    pieces: &[Piece],
) -> Vec<Band> {
    let runs = runs(axis, answers, pieces, |said| said.possible);
    let band = |(from, to, said): (NaiveDate, NaiveDate, &Said)| Band {
        class: class(said.possible),
        href: said.event.map_or_else(
            || format!("#channel-{}", speaker.ledger.channel(answers.channel).id),
            |event| href(speaker, event),
        ),
        label: speaker.catalogue.fill(
            Message::PageBand,
            &[
                (
                    "state",
                    Value::from(&words::states(speaker.catalogue, said.possible)),
                ),
                ("from", Value::from(&from.to_string())),
                ("to", Value::from(&to.to_string())),
            ],
        ),
        x: per_cent(axis.start_of(from)),
        width: per_cent(axis.end_of(to) - axis.start_of(from)),
        end: per_cent(axis.end_of(to)),
        bits: bits(said.possible),
    };
    runs.into_iter().map(band).collect()
}

pub(super) fn vacancies(axis: &Axis, answers: &Answers, pieces: &[Piece]) -> Vec<Line> {
    let lines = runs(axis, answers, pieces, |said| said.vacant).into_iter();
    let line = |(from, to, said): (NaiveDate, NaiveDate, &Said)| {
        Some(Line {
            class: said.vacant.class()?,
            from: per_cent(axis.start_of(from)),
            to: per_cent(axis.end_of(to)),
        })
    };
    lines.filter_map(line).collect()
}
