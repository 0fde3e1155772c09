//! From the parser's positions to bytes.

use saphyr_parser::Marker;

/// From the parser's positions, counted in characters, to bytes.
///
/// Positions come nearly in order, so the last one found is where the next search begins.
pub(super) struct Offsets<'t> {
    pub(super) text: &'t str,
    ascii: bool,
    characters: usize,
    bytes: usize,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            ascii: text.is_ascii(),
            characters: 0,
            bytes: 0,
        }
    }

    pub(super) fn bytes(&mut self, marker: Marker) -> u32 {
        let wanted = marker.index();
        if self.ascii {
            return narrow(wanted.min(self.text.len()));
        }
        while self.characters > wanted {
            self.characters -= 1;
            self.bytes -= self.text[..self.bytes]
                .chars()
                .next_back()
                .map_or(0, char::len_utf8);
        }
        let mut rest = self.text[self.bytes..].chars();
        while self.characters < wanted {
            match rest.next() {
                Some(character) => self.bytes += character.len_utf8(),
                None => break,
            }
            self.characters += 1;
        }
        narrow(self.bytes)
    }

    pub(super) fn end(&self) -> u32 {
        narrow(self.text.len())
    }
}

/// Offsets fit, for a larger text is refused before it is read.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
