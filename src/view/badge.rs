//! A badge: a channel and its status in a picture of one line, for pages elsewhere.

use askama::Template;
use unicode_width::UnicodeWidthChar;

use crate::model::ledger::Ledger;
use crate::model::machine::{State, Status};
use crate::replay::status::{Staleness, Standing};

use super::answered::Answered;
use super::language::{Catalogue, Message, Value};
use super::words;

/// Columns of a name that a badge has room for; the whole name stands in its title.
const MOST_COLUMNS: usize = 48;
/// What is free beside a text, in pixels.
const MARGIN: u32 = 8;
/// What the sign takes, with the room to the word after it.
const SIGN: u32 = 14;

#[derive(Template)]
#[template(path = "badge.svg")]
struct Badge<'a> {
    title: String,
    name: String,
    word: &'a str,
    /// The name of the state, for its sign.
    state: &'static str,
    colour: &'static str,
    width: u32,
    /// Where the right part begins.
    middle: u32,
    name_at: u32,
    sign_at: u32,
    word_at: u32,
}

/// The badge of a channel: its name, and its status as a sign and a word.
///
/// The colour tells nothing that the sign and the word do not. A status that is stale says so, for
/// whoever sees a badge does not see how old its evidence is.
pub fn badge(catalogue: &Catalogue, ledger: &Ledger, standing: &Standing) -> String {
    let channel = ledger.channel(standing.channel);
    let word = word(catalogue, ledger, standing);
    let name = shortened(&channel.name);
    let middle = 2 * MARGIN + width(&name);
    let right = 2 * MARGIN + SIGN + width(&word);
    let (state, colour) = look(standing.possible.only());
    let badge = Badge {
        title: format!("{}: {word}", channel.name),
        state,
        colour,
        width: middle + right,
        middle,
        name_at: MARGIN,
        sign_at: middle + MARGIN + 4,
        word_at: middle + MARGIN + SIGN,
        word: &word,
        name,
    };
    // A text that grows in memory takes whatever is written to it.
    badge.render().unwrap_or_default()
}

fn word(catalogue: &Catalogue, ledger: &Ledger, standing: &Standing) -> String {
    let word = match Answered::of(ledger, standing) {
        Answered::Certain(_) | Answered::Uncertain => words::states(catalogue, standing.possible),
        answered @ Answered::PartlyOpen => answered.word(catalogue),
    };
    let with = |message| catalogue.fill(message, &[("age", Value::from(&word))]);
    match standing.staleness {
        Staleness::Fresh => word,
        Staleness::Perhaps => with(Message::PerhapsStale),
        Staleness::Stale => with(Message::Stale),
    }
}

/// The state by name, and a colour that can be read on white.
fn look(only: Option<State>) -> (&'static str, &'static str) {
    match only {
        Some(State::Recorded(Status::Open)) => ("open", "#00795c"),
        Some(State::Recorded(Status::Suspended)) => ("suspended", "#c2410c"),
        Some(State::Recorded(Status::Negotiating)) => ("negotiating", "#2563a8"),
        Some(State::Unrecorded) => ("unrecorded", "#4b5563"),
        None => ("uncertain", "#4b5563"),
    }
}

/// A name cut to what a badge has room for.
fn shortened(name: &str) -> String {
    let mut columns = 0;
    for (at, character) in name.char_indices() {
        columns += character.width().unwrap_or(1);
        if columns > MOST_COLUMNS {
            let cut = name.get(..at).unwrap_or(name);
            return format!("{}…", cut.trim_end());
        }
    }
    name.to_owned()
}

/// How wide a text is at 11 pixels, rather too much than too little: nobody knows the reader's font.
fn width(text: &str) -> u32 {
    let tenths: u32 =
        text.chars()
            .map(|character| match character {
                'i' | 'j' | 'l' | 't' | 'f' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!'
                | ' ' => 45,
                'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 115,
                'A'..='Z' => 88,
                other => match other.width() {
                    // What cannot be seen is shown as something that can.
                    None | Some(1) => 75,
                    Some(0) => 0,
                    Some(_) => 125,
                },
            })
            .sum();
    tenths.div_ceil(10)
}
