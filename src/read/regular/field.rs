//! The keys of an event, told apart by the first bytes of their line.

/// A key of an event that is read here; `withdrawn`, which few events have, is not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Channels,
    Sources,
    Tags,
    Text(TextField),
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
    (Field::Channels, b"channels:"),
    (Field::Text(TextField::By), b"by:"),
    (Field::Text(TextField::Cause), b"cause:"),
    (Field::Text(TextField::Scope), b"scope:"),
    (Field::Text(TextField::Inferred), b"inferred:"),
    (Field::Text(TextField::Summary), b"summary:"),
    (Field::Sources, b"sources:"),
    (Field::Text(TextField::Reported), b"reported:"),
    (Field::Text(TextField::Recorded), b"recorded:"),
    (Field::Text(TextField::Corrects), b"corrects:"),
    (Field::Text(TextField::Note), b"note:"),
    (Field::Tags, b"tags:"),
    (Field::Text(TextField::Coder), b"coder:"),
];

/// The first eight bytes of each key, and which of the eight count.
const HEADS: [(u64, u64); 17] = {
    let mut heads = [(0, 0); 17];
    let mut index = 0;
    while index < FIELDS.len() {
        let key = FIELDS[index].1;
        let (mut head, mut mask, mut place) = (0, 0, 0);
        while place < key.len() && place < 8 {
            head |= (key[place] as u64) << (8 * place);
            mask |= 0xff << (8 * place);
            place += 1;
        }
        heads[index] = (head, mask);
        index += 1;
    }
    heads
};

/// Finds the keys of an entry, each of which may stand in it once.
#[derive(Default)]
pub(super) struct Fields {
    /// Which key is looked for first: the one behind the last, for most entries keep the usual order.
    next: usize,
    /// The keys so far, a bit each.
    seen: u32,
}

impl Fields {
    /// The key that a line begins with, if it has not been there, and where its value begins, behind the
    /// colon.
    #[inline]
    pub(super) fn find(&mut self, line: &[u8]) -> Option<(Field, usize)> {
        let head = if let Some(head) = line.first_chunk::<8>() {
            u64::from_le_bytes(*head)
        } else {
            let mut head = [0; 8];
            head[..line.len()].copy_from_slice(line);
            u64::from_le_bytes(head)
        };
        let is_it = |(key, mask): &(u64, u64)| head & mask == *key;
        let (before, behind) = HEADS.split_at_checked(self.next)?;
        let place = match behind.iter().position(is_it) {
            Some(place) => self.next + place,
            None => before.iter().position(is_it)?,
        };
        let is_new = self.seen >> place & 1 == 0;
        self.seen |= 1 << place;
        self.next = place + 1;
        let (field, key) = FIELDS[place];
        let is_whole = key.len() <= 8 || line.get(8) == Some(&b':');
        (is_new && is_whole).then_some((field, key.len()))
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
