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
    By,
    Summary,
    Recorded,
    Coder,
    Status,
    Cause,
    Scope,
    Inferred,
    Reported,
    Corrects,
    Note,
}

impl Field {
    /// A bit of its own.
    pub(super) const fn bit(self) -> u32 {
        match self {
            Self::Channels => 1 << 31,
            Self::Sources => 1 << 30,
            Self::Tags => 1 << 29,
            Self::Text(text) => 1 << text as u32,
        }
    }
}

/// The keys with their colons, the commonest first.
///
/// A million events have ten million keys: eight bytes are compared in one step.
const FIELDS: [(Field, &[u8]); 17] = [
    (Field::Text(TextField::Id), b"id:"),
    (Field::Text(TextField::Date), b"date:"),
    (Field::Text(TextField::Kind), b"kind:"),
    (Field::Channels, b"channels:"),
    (Field::Text(TextField::Summary), b"summary:"),
    (Field::Sources, b"sources:"),
    (Field::Text(TextField::By), b"by:"),
    (Field::Text(TextField::Recorded), b"recorded:"),
    (Field::Text(TextField::Coder), b"coder:"),
    (Field::Text(TextField::Status), b"status:"),
    (Field::Text(TextField::Cause), b"cause:"),
    (Field::Text(TextField::Scope), b"scope:"),
    (Field::Text(TextField::Inferred), b"inferred:"),
    (Field::Text(TextField::Reported), b"reported:"),
    (Field::Text(TextField::Corrects), b"corrects:"),
    (Field::Text(TextField::Note), b"note:"),
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
#[inline]
pub(super) fn field(line: &[u8]) -> Option<(Field, usize)> {
    let head = if let Some(head) = line.first_chunk::<8>() {
        u64::from_le_bytes(*head)
    } else {
        let mut head = [0; 8];
        head[..line.len()].copy_from_slice(line);
        u64::from_le_bytes(head)
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
