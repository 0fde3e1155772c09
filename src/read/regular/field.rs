//! The keys of an event, told apart by the first bytes of their line.

use crate::model::short::{of_word, shorter};

/// A key of an event that is read here; `withdrawn`, which few events have, is not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    List(ListField),
    Text(TextField),
}

/// A key that holds a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ListField {
    Channels,
    Sources,
    Tags,
}

/// A key that holds one text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TextField {
    Id,
    Date,
    Kind,
    Status,
    By,
    Cause,
    Scope,
    Inferred,
    Summary,
    Reported,
    Recorded,
    Corrects,
    Note,
    Coder,
}

/// The keys with their colons, in the order in which `add` and `fmt` write them.
///
/// A million events have ten million keys: eight bytes are compared in one step, or sixteen with what stands before.
const FIELDS: [(Field, &[u8]); 17] = [
    (Field::Text(TextField::Id), b"id:"),
    (Field::Text(TextField::Date), b"date:"),
    (Field::Text(TextField::Kind), b"kind:"),
    (Field::Text(TextField::Status), b"status:"),
    (Field::List(ListField::Channels), b"channels:"),
    (Field::Text(TextField::By), b"by:"),
    (Field::Text(TextField::Cause), b"cause:"),
    (Field::Text(TextField::Scope), b"scope:"),
    (Field::Text(TextField::Inferred), b"inferred:"),
    (Field::Text(TextField::Summary), b"summary:"),
    (Field::List(ListField::Sources), b"sources:"),
    (Field::Text(TextField::Reported), b"reported:"),
    (Field::Text(TextField::Recorded), b"recorded:"),
    (Field::Text(TextField::Corrects), b"corrects:"),
    (Field::Text(TextField::Note), b"note:"),
    (Field::List(ListField::Tags), b"tags:"),
    (Field::Text(TextField::Coder), b"coder:"),
];

/// How a key is told by the first eight bytes of its line.
#[derive(Clone, Copy)]
struct Head {
    bytes: u64,
    /// Which of the eight count.
    mask: u64,
    field: Field,
    /// How long the key is, with its colon.
    length: usize,
    /// The bit of the key.
    bit: u32,
}

impl Head {
    /// One that no line begins with.
    const NONE: Self = Self {
        bytes: 1,
        mask: 0,
        field: FIELDS[0].0,
        length: 0,
        bit: 0,
    };

    const fn of(place: usize) -> Self {
        let (field, key) = FIELDS[place];
        let (mut bytes, mut mask, mut at) = (0, 0, 0);
        while at < key.len() && at < 8 {
            bytes |= (key[at] as u64) << (8 * at);
            mask |= 0xff << (8 * at);
            at += 1;
        }
        Self {
            bytes,
            mask,
            field,
            length: key.len(),
            bit: 1 << place,
        }
    }
}

/// How many slots the keys are spread over.
const SLOTS: usize = 64;

/// In which slot a key stands, by the first three of its bytes.
const fn slot(eight: u64, factor: u32) -> usize {
    const THREE: u64 = 0xff_ffff;
    // Three bytes fit into four.
    let three = (eight & THREE) as u32;
    (three.wrapping_mul(factor) >> (u32::BITS - SLOTS.ilog2())) as usize
}

/// A factor that gives every key a slot of its own.
const FACTOR: u32 = {
    let mut factor = 1;
    loop {
        let (mut taken, mut place, mut is_it) = (0_u64, 0, true);
        while place < FIELDS.len() {
            let bit = 1 << slot(Head::of(place).bytes, factor);
            is_it = is_it && taken & bit == 0;
            taken |= bit;
            place += 1;
        }
        if is_it {
            break factor;
        }
        factor += 2;
    }
};

/// The key in each slot.
static HEADS: [Head; SLOTS] = {
    let mut heads = [Head::NONE; SLOTS];
    let mut place = 0;
    while place < FIELDS.len() {
        let head = Head::of(place);
        heads[slot(head.bytes, FACTOR)] = head;
        place += 1;
    }
    heads
};

/// How a line begins that holds a certain key, told by sixteen bytes.
#[derive(Clone, Copy)]
pub(super) struct LineBegin {
    bytes: u128,
    /// Which of the sixteen count.
    mask: u128,
    pub(super) field: Field,
    /// How long it is.
    pub(super) length: usize,
    /// The bit of the key.
    bit: u32,
}

impl LineBegin {
    /// What a line begins with before a key with its colon, that key, and what stands behind.
    pub(super) const fn of(before: &[u8], key: &[u8], behind: u8) -> Self {
        let mut place = 0;
        // There is such a key, or this does not compile.
        while of_word(FIELDS[place].1) != of_word(key) {
            place += 1;
        }
        let key_end = before.len() + key.len();
        let length = key_end + 1;
        let key = of_word(key) << (8 * before.len());
        Self {
            bytes: of_word(before) | key | (behind as u128) << (8 * key_end),
            mask: u128::MAX >> (u128::BITS as usize - 8 * length),
            field: FIELDS[place].0,
            length,
            bit: 1 << place,
        }
    }

    /// Whether the line at a place of a text begins like that; not near the end of the text.
    #[inline]
    pub(super) fn is_at(self, text: &[u8], line: usize) -> bool {
        let begin = text.get(line..).and_then(<[u8]>::first_chunk);
        begin.is_some_and(|begin| u128::from_le_bytes(*begin) & self.mask == self.bytes)
    }
}

/// Finds the keys of an entry, each of which may stand in it once.
#[derive(Default)]
pub(super) struct Fields {
    /// The keys so far, a bit each.
    seen: u32,
}

impl Fields {
    /// Whether the key `channels` has been there.
    pub(super) fn has_channels(&self) -> bool {
        let seen = |place: &usize| self.seen >> place & 1 == 1;
        let mut seen = (0..FIELDS.len()).filter(seen);
        seen.any(|place| FIELDS[place].0 == Field::List(ListField::Channels))
    }

    /// Notes that a key is there, which has not been there before.
    #[inline]
    pub(super) fn meet(&mut self, key: LineBegin) {
        debug_assert!(self.seen & key.bit == 0, "a key is there twice");
        self.seen |= key.bit;
    }

    /// The key that a text begins with, if it has not been there, and its length with the colon.
    #[inline]
    pub(super) fn find(&mut self, text: &[u8]) -> Option<(Field, usize)> {
        self.told_by(head(text), text.get(8).copied().unwrap_or_default())
    }

    /// The same for a text of which the first eight bytes are known, and the ninth.
    #[inline]
    pub(super) fn told_by(&mut self, eight: u64, ninth: u8) -> Option<(Field, usize)> {
        let head = &HEADS[slot(eight, FACTOR)];
        let is_it = eight & head.mask == head.bytes && (head.length <= 8 || ninth == b':');
        if !is_it || self.seen & head.bit != 0 {
            return None;
        }
        self.seen |= head.bit;
        Some((head.field, head.length))
    }
}

/// The first eight bytes of a text, with zeros behind a shorter one.
#[inline]
pub(super) fn head(text: &[u8]) -> u64 {
    match text.first_chunk::<8>() {
        Some(head) => u64::from_le_bytes(*head),
        None => shorter(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::LEDGER;
    use crate::read::format::Shape;

    #[test]
    fn every_key_of_an_event_but_withdrawn_is_told_apart() {
        let events = LEDGER.fields.iter().find(|field| field.key == "events");
        let Some(Shape::List {
            of: Shape::Mapping(event),
            ..
        }) = events.map(|field| field.shape)
        else {
            unreachable!("`events` is a list of events");
        };
        let keys: Vec<&str> = event.fields.iter().map(|field| field.key).collect();
        assert_eq!(keys.len(), FIELDS.len() + 1);
        for key in keys {
            let field = |line: &str| Fields::default().find(line.as_bytes());
            let found = field(&format!("{key}: x")).map(|(_, behind)| behind);
            assert_eq!(
                found,
                (key != "withdrawn").then_some(key.len() + 1),
                "{key}"
            );
            assert_eq!(field(key), None, "{key}");
            assert_eq!(field(&format!("x{key}: x")), None, "{key}");
        }
    }

    #[test]
    fn a_line_is_told_by_all_that_it_begins_with() {
        for (place, (field, key)) in FIELDS.iter().enumerate() {
            let begin = LineBegin::of(b"  - ", key, b' ');
            assert_eq!((begin.field, begin.bit), (*field, 1 << place));
            let line = [b"  - ", *key, b" x and more than sixteen"].concat();
            let text = [b"\n", &line[..]].concat();
            assert!(begin.is_at(&text, 1));
            assert!(!begin.is_at(&text, 0) && !begin.is_at(&text, text.len()));
            for place in 0..begin.length {
                let mut other = text.clone();
                other[1 + place] ^= 1;
                assert!(!begin.is_at(&other, 1), "{place}");
            }
            let mut next = Fields::default();
            next.meet(begin);
            assert_eq!(next.find(&line[4..]), None);
        }
    }

    #[test]
    fn keys_are_found_in_every_order_and_once() {
        for (first, key) in FIELDS {
            for (second, other) in FIELDS {
                let mut next = Fields::default();
                let line = |key: &[u8]| [key, b" x"].concat();
                let is_new = first != second;
                assert_eq!(next.find(&line(key)), Some((first, key.len())));
                let again = is_new.then_some((second, other.len()));
                assert_eq!(next.find(&line(other)), again);
            }
        }
    }
}
