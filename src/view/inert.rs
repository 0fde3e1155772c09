//! Text from a ledger made harmless for whatever shows it.

use std::borrow::Cow;

/// Replaces what a terminal would obey or a reader could not see.
///
/// Control characters become their pictures (␛); marks that reorder text (bidirectional
/// controls), invisible separators and line breaks become U+FFFD. What is left can be printed.
///
/// ```
/// use detente::view::inert::inert;
/// assert_eq!(inert("plain"), "plain");
/// assert_eq!(inert("a\u{1b}[31mb\u{202e}c"), "a␛[31mb\u{fffd}c");
/// ```
pub fn inert(text: &str) -> Cow<'_, str> {
    // Nearly all is plain.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~');
    if text.bytes().all(is_plain) || text.chars().all(|character| shown(character) == character) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(shown).collect())
}

fn shown(character: char) -> char {
    match character {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        other => other,
    }
}
