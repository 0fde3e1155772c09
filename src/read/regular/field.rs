//! The keys of an event, told apart by the first bytes of their line.

use crate::model::short::shorter;

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
/// A million events have ten million keys: eight bytes are compared in one step.
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
}

const HEADS: [Head; FIELDS.len()] = {
    let mut heads = [Head {
        bytes: 0,
        mask: 0,
        field: FIELDS[0].0,
        length: 0,
    }; FIELDS.len()];
    let mut index = 0;
    while index < FIELDS.len() {
        let (field, key) = FIELDS[index];
        let (mut bytes, mut mask, mut place) = (0, 0, 0);
        while place < key.len() && place < 8 {
            bytes |= (key[place] as u64) << (8 * place);
            mask |= 0xff << (8 * place);
            place += 1;
        }
        heads[index] = Head {
            bytes,
            mask,
            field,
            length: key.len(),
        };
        index += 1;
    }
    heads
};

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
        while place < HEADS.len() {
            let bit = 1 << slot(HEADS[place].bytes, factor);
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

/// The place of the key in each slot; any other where there is none, which then is not the one that is sought.
static PLACES: [usize; SLOTS] = {
    let mut places = [0; SLOTS];
    let mut place = 0;
    while place < HEADS.len() {
        places[slot(HEADS[place].bytes, FACTOR)] = place;
        place += 1;
    }
    places
};

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

    /// The key that a text begins with, if it has not been there, and its length with the colon.
    #[inline]
    pub(super) fn find(&mut self, text: &[u8]) -> Option<(Field, usize)> {
        let eight = head(text);
        let place = PLACES[slot(eight, FACTOR)];
        let head = &HEADS[place];
        if eight & head.mask != head.bytes {
            return None;
        }
        let is_whole = head.length <= 8 || text.get(8) == Some(&b':');
        let is_new = self.seen & 1 << place == 0;
        self.seen |= 1 << place;
        (is_new && is_whole).then_some((head.field, head.length))
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
