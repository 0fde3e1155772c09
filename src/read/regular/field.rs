//! The keys of an event, told apart by the first bytes of their line.

/// A key of an event that is read here; `withdrawn`, which few events have, is not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Id,
    Date,
    Kind,
    Channels,
    By,
    Summary,
    Sources,
    Recorded,
    Coder,
    Status,
    Cause,
    Scope,
    Inferred,
    Reported,
    Corrects,
    Note,
    Tags,
}

/// The keys with their colons, the commonest first.
///
/// A million events have ten million keys: eight bytes are compared in one step.
const FIELDS: [(Field, &[u8]); 17] = [
    (Field::Id, b"id:"),
    (Field::Date, b"date:"),
    (Field::Kind, b"kind:"),
    (Field::Channels, b"channels:"),
    (Field::Summary, b"summary:"),
    (Field::Sources, b"sources:"),
    (Field::By, b"by:"),
    (Field::Recorded, b"recorded:"),
    (Field::Coder, b"coder:"),
    (Field::Status, b"status:"),
    (Field::Cause, b"cause:"),
    (Field::Scope, b"scope:"),
    (Field::Inferred, b"inferred:"),
    (Field::Reported, b"reported:"),
    (Field::Corrects, b"corrects:"),
    (Field::Note, b"note:"),
    (Field::Tags, b"tags:"),
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

/// The key that a line begins with, and where its value begins, behind the colon.
pub(super) fn field(line: &[u8]) -> Option<(Field, usize)> {
    let head = match line.first_chunk::<8>() {
        Some(head) => u64::from_le_bytes(*head),
        None => {
            let mut head = [0; 8];
            head[..line.len()].copy_from_slice(line);
            u64::from_le_bytes(head)
        }
    };
    let place = HEADS.iter().position(|(key, mask)| head & mask == *key)?;
    let (field, key) = FIELDS[place];
    let is_whole = key.len() <= 8 || line.get(8) == Some(&b':');
    is_whole.then_some((field, key.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::LEDGER;
    use crate::read::format::Shape;

    #[test]
    fn every_key_of_an_event_but_withdrawn_is_told_apart() {
        let events = LEDGER.fields.iter().find(|field| field.key == "events");
        let of = |shape| match shape {
            Shape::List {
                of: Shape::Mapping(record),
                ..
            } => Some(record.fields),
            _ => None,
        };
        let keys: Vec<&str> = events
            .and_then(|field| of(field.shape))
            .into_iter()
            .flatten()
            .map(|field| field.key)
            .collect();
        assert_eq!(keys.len(), FIELDS.len() + 1);
        for key in keys {
            let found = field(format!("{key}: x").as_bytes()).map(|(_, behind)| behind);
            assert_eq!(
                found,
                (key != "withdrawn").then_some(key.len() + 1),
                "{key}"
            );
            assert_eq!(field(key.as_bytes()), None, "{key}");
            assert_eq!(field(format!("x{key}: x").as_bytes()), None, "{key}");
        }
    }
}
