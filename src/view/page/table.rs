//! The table in which a page looks its answers up.
//!
//! For every channel it has the layers of knowledge, each with its cells. Neighbouring layers are much
//! alike, so a layer says only how many cells it keeps from both ends of the one before, and which it has
//! between them. Answers and texts are told once and meant by their number.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::id::ChannelKey;
use crate::model::machine::State;
use crate::model::states::States;
use crate::replay::bitemporal::{Answer, Bitemporal, Cell, Change};
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
    /// What each day of knowledge changes, then what all that the ledger holds does.
    layers: Vec<Layer>,
    /// The answers by what is known on the day that the page begins with.
    known: Vec<Piece>,
}

/// What changes on a day of knowledge, which is none for all that the ledger holds.
struct Layer {
    from: Option<NaiveDate>,
    /// How many pieces are kept from the start of those before, and from their end.
    kept: (usize, usize),
    /// Those between.
    pieces: Vec<Piece>,
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
            reach,
            numbers: HashMap::new(),
            said: Vec::new(),
        };
        let first = reach.known_first;
        let mut pieces = spoken.pieces(&answers.known(Some(first)), Some(first));
        let mut layers = vec![Layer {
            from: Some(first),
            kept: (0, 0),
            pieces: pieces.clone(),
        }];
        let asked = speaker.evidence.known;
        let mut known = None;
        let later = answers
            .layers()
            .iter()
            .skip_while(|layer| layer.from <= first);
        for layer in later {
            if known.is_none() && asked.is_some_and(|asked| asked < layer.from) {
                known = Some(pieces.clone());
            }
            let from = Some(layer.from);
            let changed = spoken.changed(&mut pieces, &layer.changes, from);
            layers.extend(changed.map(|(kept, pieces)| Layer { from, kept, pieces }));
        }
        if known.is_none() && asked.is_some() {
            known = Some(pieces.clone());
        }
        // That nothing changes in the end is said too, for the table ends with it.
        let unchanged = ((pieces.len(), 0), Vec::new());
        let in_the_end = spoken.changed(&mut pieces, answers.everything(), None);
        let (kept, last) = in_the_end.unwrap_or(unchanged);
        layers.push(Layer {
            from: None,
            kept,
            pieces: last,
        });
        Self {
            channel,
            said: spoken.said,
            layers,
            known: known.unwrap_or(pieces),
        }
    }

    /// The answers by what is known on the day that the page begins with.
    pub(super) fn known(&self) -> &[Piece] {
        &self.known
    }

    /// What is said of the channel on a day.
    pub(super) fn on(&self, day: NaiveDate) -> Option<&Said> {
        let begun = self.known.partition_point(|piece| piece.from <= day);
        let piece = self.known.get(begun.checked_sub(1)?)?;
        self.said.get(piece.said)
    }
}

/// What has been said of a channel so far.
struct Spoken<'a> {
    speaker: &'a Speaker<'a>,
    channel: ChannelKey,
    reach: &'a Reach,
    numbers: HashMap<Answer, usize>,
    said: Vec<Said>,
}

impl Spoken<'_> {
    /// The cells that lie within the reach of a page.
    fn pieces(&mut self, cells: &[Cell], known: Option<NaiveDate>) -> Vec<Piece> {
        let (first, last) = (self.reach.eve(), self.reach.last);
        let begun = cells.partition_point(|cell| cell.from.is_none_or(|from| from <= first));
        let shown = cells
            .iter()
            .skip(begun.saturating_sub(1))
            .take_while(|cell| cell.from.is_none_or(|from| from <= last));
        let mut pieces: Vec<Piece> = Vec::new();
        for cell in shown {
            let from = cell.from.unwrap_or(first).max(first);
            let said = self.number(&cell.answer, from, known);
            push(&mut pieces, Piece { from, said });
        }
        pieces
    }

    /// Brings pieces up to what is known on a day; says how many were kept from either end, and what is
    /// between them.
    fn changed(
        &mut self,
        pieces: &mut Vec<Piece>,
        changes: &[Change],
        known: Option<NaiveDate>,
    ) -> Option<((usize, usize), Vec<Piece>)> {
        let (first, last) = (self.reach.eve(), self.reach.last);
        let is_shown = |change: &&Change| {
            change.days.from.is_none_or(|from| from <= last)
                && change.days.until.is_none_or(|until| until > first)
        };
        let shown: Vec<&Change> = changes.iter().filter(is_shown).collect();
        let begin = shown.first()?.days.from.unwrap_or(first).max(first);
        let end = shown.last()?.days.until.filter(|until| *until <= last);
        // With a neighbour on either side, for what changes may turn out to be the same as that.
        let head = pieces
            .partition_point(|piece| piece.from <= begin)
            .saturating_sub(2);
        let behind = |end| pieces.partition_point(|piece| piece.from <= end);
        let tail = end.map_or(pieces.len(), behind);
        let was = pieces.get(head..tail).unwrap_or_default().to_vec();

        let mut is: Vec<Piece> = Vec::new();
        let mut left = was.iter().copied().peekable();
        let mut last_left = None;
        for change in shown {
            let begin = change.days.from.unwrap_or(first).max(first);
            while let Some(piece) = left.next_if(|piece| piece.from < begin) {
                push(&mut is, piece);
                last_left = Some(piece.said);
            }
            for piece in self.pieces(&change.cells, known) {
                push(&mut is, piece);
            }
            let Some(until) = change.days.until.filter(|until| *until <= last) else {
                break;
            };
            while let Some(piece) = left.next_if(|piece| piece.from <= until) {
                last_left = Some(piece.said);
            }
            is.extend(last_left.and_then(|said| {
                let is_other = is.last().is_none_or(|piece| piece.said != said);
                is_other.then_some(Piece { from: until, said })
            }));
        }
        if end.is_some() {
            for piece in left {
                push(&mut is, piece);
            }
        }
        if was == is {
            return None;
        }
        let (from_start, from_end) = alike(&was, &is);
        let kept = (head + from_start, pieces.len() - tail + from_end);
        let between = is
            .get(from_start..is.len() - from_end)
            .unwrap_or_default()
            .to_vec();
        pieces.splice(head..tail, is);
        Some((kept, between))
    }

    fn number(&mut self, answer: &Answer, on: NaiveDate, known: Option<NaiveDate>) -> usize {
        if let Some(number) = self.numbers.get(answer) {
            return *number;
        }
        let number = self.said.len();
        self.said
            .push(self.speaker.say(self.channel, answer, on, known));
        self.numbers.insert(answer.clone(), number);
        number
    }
}

/// Adds a piece, unless the one before says the same.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    if pieces.last().is_none_or(|last| last.said != piece.said) {
        pieces.push(piece);
    }
}

/// How many pieces are alike from the start, and of the others, how many from the end.
fn alike(was: &[Piece], is: &[Piece]) -> (usize, usize) {
    let same = |(one, other): &(&Piece, &Piece)| one == other;
    let head = was.iter().zip(is).take_while(same).count();
    let rest = (was.len() - head).min(is.len() - head);
    let backwards = was.iter().rev().zip(is.iter().rev());
    (head, backwards.take(rest).take_while(same).count())
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
    let layers = answers.layers.iter().map(encoded_layer);
    EncodedChannel {
        id: speaker.ledger.channel(answers.channel).id.as_str(),
        said,
        layers: layers.collect(),
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

/// A layer by what it changes: its day, if it has one, how many pieces it keeps from the start and from
/// the end of those before, then days and answers by turns.
fn encoded_layer(layer: &Layer) -> Vec<i64> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let (head, tail) = layer.kept;
    let mut encoded: Vec<i64> = layer.from.map(number).into_iter().collect();
    encoded.extend([count(head), count(tail)]);
    let pieces = layer.pieces.iter();
    encoded.extend(pieces.flat_map(|piece| [number(piece.from), count(piece.said)]));
    encoded
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
        assert_eq!(alike(&before, &after), (1, 1));
        assert_eq!(alike(&before, &before), (3, 0));
        assert_eq!(alike(&[], &before), (0, 0));
        let layer = |from| {
            encoded_layer(&Layer {
                from,
                kept: (1, 1),
                pieces: vec![piece(6, 3)],
            })
        };
        assert_eq!(layer(Some(day(7))), [7, 1, 1, 6, 3]);
        assert_eq!(layer(None), [1, 1, 6, 3]);
    }
}
