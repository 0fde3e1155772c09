//! What holds of every layout, over ledgers written in every style and over damaged ones.

use detente::model::ledger::Ledger;
use detente::model::span::Span;
use detente::read::check;
use detente::write::change::Change;
use detente::write::edit::edit;
use detente::write::entry::{CitationEntry, EventEntry, SourceEntry, WithdrawalEntry};
use detente::write::format;
use detente::write::init;
use detente::write::layout::FormatError;
use proptest::prelude::*;
use proptest::sample::Index;

use super::CHANNELS;
use super::scribe::Scribe;

/// What a ledger says, without the places where it says it.
fn said(ledger: &Ledger) -> impl PartialEq + std::fmt::Debug + use<'_> {
    let mut channels: Vec<_> = ledger
        .channels()
        .map(|(_, channel)| channel.clone())
        .collect();
    for channel in &mut channels {
        channel.span = Span::at(0);
    }
    let mut events: Vec<_> = ledger.events().map(|(_, event)| event).collect();
    for event in &mut events {
        event.span = Span::at(0);
    }
    let posts: Vec<_> = ledger.posts().map(|(_, post)| post.clone()).collect();
    let sources: Vec<_> = ledger.sources().map(|(_, source)| source.clone()).collect();
    let parties: Vec<_> = channels
        .iter()
        .flat_map(|channel| &channel.parties)
        .map(|key| ledger.party(*key).clone())
        .collect();
    let frame = (ledger.title().to_owned(), ledger.stale_after());
    (frame, parties, posts, channels, sources, events)
}

/// Lays a text out and checks what holds of every result; `None` if it is refused.
fn sound(text: &str) -> Result<Option<String>, TestCaseError> {
    let result = match format(text) {
        Ok(result) => result,
        // The reader takes some text that is no YAML, such as a `|` between brackets; what cannot
        // be kept of it is refused, which no ledger of the scribe is.
        Err(FormatError::Problems(_) | FormatError::Lost(_)) => return Ok(None),
    };
    let (before, after) = (check(text).ledger, check(&result).ledger);
    let before = before.as_ref().map(said);
    let after = after.as_ref().map(said);
    prop_assert!(before.is_some());
    prop_assert_eq!(before, after, "{}\n{}", text, result);
    let again = format(&result);
    prop_assert_eq!(again.as_ref(), Ok(&result), "{}", text);
    prop_assert!(result.ends_with('\n') && !result.ends_with("\n\n"));
    let is_plain = !result.contains('\r') && !result.starts_with('\u{feff}');
    prop_assert!(is_plain);
    Ok(Some(result))
}

/// A new source, a new event, and the withdrawal of each event that a ledger has.
fn changes_of(ledger: &Ledger) -> Vec<Change> {
    let mut changes = vec![Change::source(SourceEntry {
        id: "new-source".into(),
        outlet: "Example Daily".into(),
        title: "News".into(),
        published: "2024-01-01".into(),
        note: Some("One line.\nAnother.".into()),
        ..SourceEntry::default()
    })];
    for (_, source) in ledger.sources().take(1) {
        changes.push(Change::event(EventEntry {
            id: "new-event".into(),
            date: "2024-01-01".into(),
            kind: "context".into(),
            summary: "A visit.".into(),
            sources: vec![CitationEntry {
                source: source.id.to_string().into(),
                at: Some("p. 1".into()),
                ..CitationEntry::default()
            }],
            recorded: Some("2024-01-02".into()),
            ..EventEntry::default()
        }));
    }
    for (_, event) in ledger.events() {
        let entry = WithdrawalEntry {
            date: "2024-01-01".into(),
            source: None,
            reason: "Misread.".into(),
        };
        changes.push(Change::withdrawal(event.id.to_string(), entry));
    }
    changes
}

/// Makes changes of a text in canonical layout, each by itself; how many the ledger bears.
fn stays_canonical(text: &str) -> Result<usize, TestCaseError> {
    prop_assert_eq!(format(text), Ok(text.to_owned()));
    let mut made = 0;
    for change in changes_of(&check(text).ledger.unwrap()) {
        // Not every event can be missed.
        if let Ok(edited) = edit(text, &change) {
            prop_assert_eq!(format(&edited.text), Ok(edited.text), "{}", text);
            made += 1;
        }
    }
    Ok(made)
}

#[test]
fn a_change_leaves_the_ledgers_of_the_project_in_canonical_layout() {
    let init = init::ledger("Lines").unwrap();
    let small = include_str!("../../docs/examples/two-capitals.yaml");
    for (text, least) in [(CHANNELS, 8), (small, 4), (&*init, 3)] {
        let made = stays_canonical(text).unwrap();
        assert!(made >= least, "{made}");
    }
}

fn a_ledger() -> impl Strategy<Value = (String, usize)> {
    prop::collection::vec(any::<u8>(), 40..1200).prop_map(|choices| Scribe::new(choices).ledger())
}

/// A change to a text: where, how much of it goes, and what comes instead.
fn a_change() -> impl Strategy<Value = (Index, usize, String)> {
    const PIECES: [&str; 31] = [
        "",
        "\n",
        " ",
        "  ",
        "#",
        " # x",
        "\n# y\n",
        "\n    # z\n",
        "[",
        "]",
        "{",
        "}",
        ",",
        ": ",
        "- ",
        "'",
        "\"",
        "|",
        ">",
        "\r\n",
        "\t",
        "\\",
        "---\n",
        "...\n",
        "? ",
        "é",
        "\n\n\n",
        "|\n",
        "- # d\n    ",
        ", # f\n",
        "\n  ",
    ];
    let piece = prop_oneof![
        prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        "[ -~\n]{0,6}",
    ];
    (any::<Index>(), 0usize..8, piece)
}

fn changed(text: &str, changes: &[(Index, usize, String)]) -> String {
    let mut text = text.to_owned();
    for (place, length, piece) in changes {
        let start = text.floor_char_boundary(place.index(text.len() + 1));
        let end = text.floor_char_boundary((start + length).min(text.len()));
        text.replace_range(start..end.max(start), piece);
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_ledger_in_any_style_keeps_what_it_says_and_every_comment((text, remarks) in a_ledger()) {
        let result = sound(&text)?;
        let problems = || check(&text).diagnostics;
        let result = result.ok_or_else(|| TestCaseError::fail(format!("{text}\n{:?}", problems())))?;
        for remark in 0..remarks {
            let mark = format!("#{remark};");
            prop_assert_eq!(result.matches(&mark).count(), 1, "{}\n{}\n{}", mark, text, result);
        }
    }

    #[test]
    fn a_damaged_ledger_is_refused_or_keeps_what_it_says(
        changes in prop::collection::vec(a_change(), 1..4),
        (written, _) in a_ledger(),
    ) {
        sound(&changed(CHANNELS, &changes))?;
        sound(&changed(&written, &changes))?;
    }
}
