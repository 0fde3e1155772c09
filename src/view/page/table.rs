//! The table in which a page looks its answers up.
//!
//! For every channel it has the layers of knowledge, each with its cells. Neighbouring layers are much
//! alike, so a layer says only how many cells it keeps from both ends of the one before, and which it has
//! between them. Answers and texts are told once and meant by their number.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::id::ChannelKey;
use crate::model::machine::State;
use crate::model::states::States;
use crate::replay::bitemporal::{Answer, Bitemporal, Cell};
use crate::view::inert::inert;

use super::answers::{Said, Speaker, Vacant};
use super::days::number;
use super::reach::Reach;

/// All answers of one channel within the days that a page shows.
pub(super) struct Answers {
    /// The channel.
    pub(super) channel: ChannelKey,
    /// What is said, each once.
    pub(super) said: Vec<Said>,
    layers: Vec<Stretches>,
    everything: Vec<Piece>,
}

/// The cells of a layer, from the first day of knowledge on which they are right.
struct Stretches {
    from: NaiveDate,
    cells: Vec<Piece>,
}

/// Some days with one answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    /// The first of them.
    pub(super) from: NaiveDate,
    /// The number of the answer.
    pub(super) said: usize,
}

impl Answers {
    /// Finds what is said of a channel on all the days that a page shows.
    pub(super) fn of(speaker: &Speaker<'_>, channel: ChannelKey, reach: &Reach) -> Self {
        let answers = Bitemporal::of(speaker.ledger, channel, &speaker.evidence);
        let mut spoken = Spoken {
            speaker,
            channel,
            answers: Vec::new(),
            said: Vec::new(),
            before: Vec::new(),
        };
        let begun = answers
            .layers()
            .partition_point(|layer| layer.from.is_none_or(|from| from <= reach.known_first));
        let mut layers: Vec<Stretches> = Vec::new();
        for layer in answers.layers().iter().skip(begun.saturating_sub(1)) {
            let from = layer
                .from
                .unwrap_or(reach.known_first)
                .max(reach.known_first);
            let cells = spoken.pieces(&layer.cells, reach, Some(from));
            if layers.last().is_none_or(|last| last.cells != cells) {
                layers.push(Stretches { from, cells });
            }
        }
        let everything = spoken.pieces(answers.everything(), reach, None);
        Self {
            channel,
            said: spoken.said,
            layers,
            everything,
        }
    }

    /// The answers by what was known on a day, or by all that the ledger holds.
    pub(super) fn known(&self, known: Option<NaiveDate>) -> &[Piece] {
        let Some(day) = known else {
            return &self.everything;
        };
        let begun = self.layers.partition_point(|layer| layer.from <= day);
        let layer = begun
            .checked_sub(1)
            .and_then(|index| self.layers.get(index));
        layer.map(|layer| &layer.cells[..]).unwrap_or_default()
    }

    /// What is said of the channel on a day, by what was known on another.
    pub(super) fn on(&self, day: NaiveDate, known: Option<NaiveDate>) -> Option<&Said> {
        let pieces = self.known(known);
        let begun = pieces.partition_point(|piece| piece.from <= day);
        let piece = pieces.get(begun.checked_sub(1)?)?;
        self.said.get(piece.said)
    }
}

/// What has been said of a channel so far.
struct Spoken<'a> {
    speaker: &'a Speaker<'a>,
    channel: ChannelKey,
    answers: Vec<Answer>,
    said: Vec<Said>,
    /// The pieces of the layer before.
    before: Vec<Piece>,
}

impl Spoken<'_> {
    /// The cells that lie within the reach of a page.
    fn pieces(&mut self, cells: &[Cell], reach: &Reach, known: Option<NaiveDate>) -> Vec<Piece> {
        let (first, last) = (reach.eve(), reach.last);
        let begun = cells.partition_point(|cell| cell.from.is_none_or(|from| from <= first));
        let shown = cells
            .iter()
            .skip(begun.saturating_sub(1))
            .take_while(|cell| cell.from.is_none_or(|from| from <= last));
        let mut pieces: Vec<Piece> = Vec::new();
        for cell in shown {
            let from = cell.from.unwrap_or(first).max(first);
            let said = self.number(&cell.answer, from, known);
            if pieces.last().is_none_or(|last| last.said != said) {
                pieces.push(Piece { from, said });
            }
        }
        self.before.clone_from(&pieces);
        pieces
    }

    fn number(&mut self, answer: &Answer, on: NaiveDate, known: Option<NaiveDate>) -> usize {
        // Layers are much alike, so that which the one before had on the day is the likeliest.
        let begun = self.before.partition_point(|piece| piece.from <= on);
        let before = begun
            .checked_sub(1)
            .and_then(|place| self.before.get(place));
        let is_same = |said: &usize| self.answers.get(*said) == Some(answer);
        let same = before.map(|piece| piece.said).filter(is_same);
        if let Some(same) = same.or_else(|| self.answers.iter().rposition(|one| one == answer)) {
            return same;
        }
        self.said
            .push(self.speaker.say(self.channel, answer, on, known));
        self.answers.push(answer.clone());
        self.said.len() - 1
    }
}

/// The table, ready to be written.
#[derive(Serialize)]
pub(super) struct Table<'a, W: Serialize> {
    /// The days of the axis.
    pub(super) first: i64,
    pub(super) last: i64,
    /// The days of knowledge; on the one after the last, all that the ledger holds is known.
    pub(super) known_first: i64,
    pub(super) known_last: i64,
    /// The two days that the page begins with.
    pub(super) on: i64,
    pub(super) known: Option<i64>,
    pub(super) stale_after: Option<u32>,
    pub(super) words: W,
    pub(super) texts: Vec<String>,
    pub(super) channels: Vec<EncodedChannel<'a>>,
}

/// A channel in the table.
#[derive(Serialize)]
pub(super) struct EncodedChannel<'a> {
    id: &'a str,
    said: Vec<EncodedSaid>,
    layers: Vec<Vec<i64>>,
}

/// States as bits, the number among what is counted, the texts of status, since, word and event, the
/// caveats, the last evidence, and the texts of the remarks.
type EncodedSaid = (
    u8,
    usize,
    usize,
    usize,
    usize,
    usize,
    u8,
    EncodedLast,
    Vec<usize>,
);

/// The latest and the earliest day of the last evidence, and whether there may be newer one.
type EncodedLast = Option<(i64, Option<i64>, u8)>;

/// Texts that are told once, in the order in which they came up.
#[derive(Default)]
pub(super) struct Texts {
    numbers: BTreeMap<String, usize>,
}

impl Texts {
    /// The number of a text; that of the empty one for none.
    fn number(&mut self, text: Option<&str>) -> usize {
        let next = self.numbers.len();
        let text = inert(text.unwrap_or_default()).into_owned();
        *self.numbers.entry(text).or_insert(next)
    }

    /// The texts by their numbers.
    pub(super) fn all(self) -> Vec<String> {
        let mut texts: Vec<(usize, String)> = self
            .numbers
            .into_iter()
            .map(|(text, number)| (number, text))
            .collect();
        texts.sort_unstable();
        texts.into_iter().map(|(_, text)| text).collect()
    }
}

/// Encodes the answers of a channel.
pub(super) fn encoded<'a>(
    speaker: &Speaker<'a>,
    answers: &Answers,
    texts: &mut Texts,
) -> EncodedChannel<'a> {
    let said = answers.said.iter().map(|said| {
        (
            bits(said.possible),
            said.counted,
            texts.number(Some(&said.status)),
            texts.number(said.since.as_deref()),
            texts.number(said.word.as_deref()),
            texts.number(
                said.event
                    .map(|event| speaker.ledger.event(event).id.as_str()),
            ),
            caveats(said),
            said.last.map(|last| {
                (
                    number(last.latest),
                    last.earliest.map(number),
                    u8::from(last.may_be_newer),
                )
            }),
            said.remarks
                .iter()
                .map(|remark| texts.number(Some(remark)))
                .collect(),
        )
    });
    let said = said.collect();
    let mut before: &[Piece] = &[];
    let mut layers = Vec::new();
    for layer in &answers.layers {
        layers.push(layer_after(before, &layer.cells, number(layer.from)));
        before = &layer.cells;
    }
    // What is known in the end has no day.
    layers.push(layer_after(before, &answers.everything, i64::MIN));
    for layer in layers.iter_mut().rev().take(1) {
        layer.remove(0);
    }
    EncodedChannel {
        id: speaker.ledger.channel(answers.channel).id.as_str(),
        said,
        layers,
    }
}

/// What a headline should not keep silent, as bits: an imprecise date, a gap, a post that is perhaps
/// vacant, a post that is.
fn caveats(said: &Said) -> u8 {
    let perhaps = said.vacant == Vacant::Perhaps;
    let vacant = said.vacant == Vacant::Yes;
    let bits = [said.is_imprecise, said.has_gap, perhaps, vacant];
    bits.into_iter()
        .zip(0..)
        .map(|(bit, place)| u8::from(bit) << place)
        .sum()
}

/// A layer by what it changes: its day, how many pieces it keeps from the start and from the end of the
/// one before, then days and answers by turns.
fn layer_after(before: &[Piece], pieces: &[Piece], from: i64) -> Vec<i64> {
    let alike = |(one, other): &(&Piece, &Piece)| one == other;
    let head = before.iter().zip(pieces).take_while(alike).count();
    let rest = (before.len() - head).min(pieces.len() - head);
    let backwards = before.iter().rev().zip(pieces.iter().rev());
    let tail = backwards.take(rest).take_while(alike).count();
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut layer = vec![from, count(head), count(tail)];
    let between = pieces.iter().take(pieces.len() - tail).skip(head);
    layer.extend(between.flat_map(|piece| [number(piece.from), count(piece.said)]));
    layer
}

/// States as bits, in the order of [`State::ALL`].
pub(super) fn bits(states: States) -> u8 {
    let mut bits = 0;
    for (place, state) in State::ALL.into_iter().enumerate() {
        bits |= u8::from(states.contains(state)) << place;
    }
    bits
}

/// A value as JSON that may stand in a script element: nothing in it can end the element or the line.
pub(super) fn script(value: &impl Serialize) -> String {
    // Our own structs have string keys only and no fallible implementations, so this cannot fail.
    let text = serde_json::to_string(value).unwrap_or_default();
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn nothing_in_the_table_can_leave_its_element() {
        let hostile = ["</script><!--", "]]>&amp;", "\u{2028}\u{2029}"];
        let text = script(&hostile);
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), hostile);
    }

    #[test]
    fn a_layer_tells_only_what_it_changes() {
        let day = |n: i32| NaiveDate::from_num_days_from_ce_opt(719_163 + n).unwrap();
        let piece = |from, said| Piece {
            from: day(from),
            said,
        };
        let before = [piece(0, 0), piece(5, 1), piece(9, 2)];
        let after = [piece(0, 0), piece(6, 3), piece(9, 2)];
        assert_eq!(layer_after(&before, &after, 7), [7, 1, 1, 6, 3]);
        assert_eq!(layer_after(&before, &before, 7), [7, 3, 0]);
        assert_eq!(layer_after(&[], &before, 7), [7, 0, 0, 0, 0, 5, 1, 9, 2]);
    }
}
