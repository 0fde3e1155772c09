//! The words of a shell's command line.

/// Splits a command line into words, as a shell does with plain words, `'…'` and `"…"`.
pub(crate) fn words(line: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), None::<String>);
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        match c {
            '\'' | '"' => {
                let quoted = rest.by_ref().take_while(|end| *end != c);
                word.get_or_insert_default().extend(quoted);
            }
            // The one escape that the program writes: a quote between quotes.
            '\\' => word.get_or_insert_default().extend(rest.next()),
            c if c.is_whitespace() => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
