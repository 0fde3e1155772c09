//! What a chart uses and a legend has to explain.

use std::collections::BTreeSet;

use crate::model::machine::State;
use crate::model::states::States;
use crate::view::language::{Catalogue, Message};
use crate::view::words;

use super::Chart;
use super::row::Sort;

/// Something that a legend explains.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sample {
    /// A band of a channel that may have been in these states.
    Band(States),
    /// A mark, and whether it is hollow.
    Mark(Sort, bool),
    /// The sign beside a mark that does not follow from what is recorded before it.
    Gap,
    /// The days on which something may have happened.
    Reach,
    /// A vacant post.
    Vacant {
        /// Whether it certainly was.
        certain: bool,
    },
}

/// What a chart uses, each once, with the words for it.
pub fn samples(catalogue: &Catalogue, chart: &Chart) -> Vec<(Sample, String)> {
    let mut samples: Vec<(Sample, String)> = all_states(chart)
        .into_iter()
        .map(|states| (Sample::Band(states), words::states(catalogue, states)))
        .collect();
    let marks = || chart.rows.iter().flat_map(|row| &row.marks);
    let sorts: BTreeSet<(Sort, bool)> = marks().map(|mark| (mark.sort, mark.inferred)).collect();
    samples.extend(sorts.into_iter().map(|(sort, inferred)| {
        let words = sort_words(catalogue, sort, inferred);
        (Sample::Mark(sort, inferred), words)
    }));
    if marks().any(|mark| mark.gap) {
        samples.push((Sample::Gap, catalogue.say(Message::MarkGap)));
    }
    if marks().any(|mark| mark.reach.is_some()) {
        samples.push((Sample::Reach, catalogue.say(Message::MarkReach)));
    }
    let posts = chart.rows.iter().flat_map(|row| &row.vacancies);
    let stretches = posts.flat_map(|post| &post.stretches);
    let certain: BTreeSet<bool> = stretches.map(|stretch| stretch.certain).collect();
    samples.extend(certain.into_iter().rev().map(|certain| {
        let message = if certain {
            Message::LegendVacant
        } else {
            Message::LegendPerhapsVacant
        };
        (Sample::Vacant { certain }, catalogue.say(message))
    }));
    samples
}

/// The sets of states of all bands: first the certain ones.
fn all_states(chart: &Chart) -> Vec<States> {
    let mut found: Vec<States> = Vec::new();
    for band in chart.rows.iter().flat_map(|row| &row.bands) {
        if !found.contains(&band.possible) {
            found.push(band.possible);
        }
    }
    let order = |states: &States| {
        let held = State::ALL.map(|state| !states.contains(state));
        (states.len(), held)
    };
    found.sort_by_key(order);
    found
}

/// The words for a sort of mark.
pub(in crate::view) fn sort_words(catalogue: &Catalogue, sort: Sort, inferred: bool) -> String {
    let word = catalogue.say(sort.message());
    if inferred {
        catalogue.fill(Message::MarkInferred, &[("mark", (&word).into())])
    } else {
        word
    }
}
