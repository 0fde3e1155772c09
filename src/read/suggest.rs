//! "Did you mean …?"

/// The longest wanted word that is compared with others: the comparison takes quadratic time.
const LONGEST: usize = 60;

/// The word that was probably meant, if one is near enough.
///
/// Near enough: at most a third of the letters differ, transpositions counting once
/// (Damerau–Levenshtein), without regard to case; of equally near words the first by alphabet.
pub(crate) fn nearest<'a>(
    wanted: &str,
    words: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if wanted.len() > LONGEST {
        return None;
    }
    let folded = wanted.to_lowercase();
    let bar = (wanted.chars().count() / 3).max(1);
    words
        .into_iter()
        .filter(|word| word.len().abs_diff(wanted.len()) <= bar)
        .map(|word| {
            (
                strsim::damerau_levenshtein(&folded, &word.to_lowercase()),
                word,
            )
        })
        .filter(|(distance, _)| *distance <= bar)
        .min()
        .map(|(_, word)| word)
}

/// `did you mean …?`, or otherwise something else to say.
pub(crate) fn did_you_mean(near: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    near.map_or_else(otherwise, |word| format!("did you mean `{word}`?"))
}

/// Words as a list: `a`, `b` or `c`.
pub(crate) fn either<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
