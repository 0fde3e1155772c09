//! What a page's timeline uses and its legend has to explain, on whatever days.

use std::collections::BTreeSet;

use crate::model::machine::State;
use crate::view::chart::legend::sort_words;
use crate::view::chart::row::Sort;
use crate::view::language::{Catalogue, Message};
use crate::view::words;

use super::answers::Vacant;
use super::figure::Figure;
use super::mark::symbol;
use super::table::Answers;

/// What a band means.
pub(super) struct Key {
    /// The word by which the style knows it.
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    pub(super) text: String,
    /// For what stands for several states: the hatch that shows it.
    pub(super) hatch: Option<u8>,
}

/// The bands of every single state, and a hatched one if any is.
pub(super) fn states(catalogue: &Catalogue, figure: &Figure) -> Vec<Key> {
    let states = State::ALL.into_iter().map(|state| Key {
        class: state.word(),
        sign: words::sign(Some(state)),
        text: words::state(catalogue, state),
        hatch: None,
    });
    let several = figure.hatches.first().map(|hatch| Key {
        class: "uncertain",
        sign: words::sign(None),
        text: catalogue.say(Message::PageSeveral),
        hatch: Some(hatch.bits),
    });
    states.chain(several).collect()
}

/// The sorts of marks that occur, whether they are inferred, and what they mean.
pub(super) fn marks(catalogue: &Catalogue, figure: &Figure) -> Vec<(&'static str, bool, String)> {
    let marks = figure.rows.iter().flat_map(|row| &row.marks);
    let sorts: BTreeSet<(Sort, bool)> = marks.map(|mark| (mark.sort, mark.is_inferred)).collect();
    let key = |(sort, is_inferred)| {
        let text = sort_words(catalogue, sort, is_inferred);
        (symbol(sort), is_inferred, text)
    };
    sorts.into_iter().map(key).collect()
}

/// Whether a mark has a line over the days on which it may have happened.
pub(super) fn has_reach(figure: &Figure) -> bool {
    let mut marks = figure.rows.iter().flat_map(|row| &row.marks);
    marks.any(|mark| mark.reach.is_some())
}

/// How lines of vacancies look, and what they mean.
pub(super) fn vacancies(catalogue: &Catalogue, answers: &[Answers]) -> Vec<(&'static str, String)> {
    let said = answers.iter().flat_map(|answers| &answers.said);
    let found: BTreeSet<Vacant> = said.map(|said| said.vacant).collect();
    let key = |vacant| {
        let message = match vacant {
            Vacant::No => return None,
            Vacant::Perhaps => Message::LegendPerhapsVacant,
            Vacant::Yes => Message::LegendVacant,
        };
        Some((vacant.class()?, catalogue.say(message)))
    };
    found.into_iter().rev().filter_map(key).collect()
}
