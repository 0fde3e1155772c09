//! Damaged ledgers: an error, or all that holds of any change.

use detente::read::check;
use detente::write::change::{Change, NewEvent, Place};
use detente::write::edit::{EditError, edit};
use detente::write::entry::{EventEntry, SourceEntry, WithdrawalEntry};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;

use super::in_passing::is_alike;
use super::keeps::keeps;
use super::look::look;
use super::model::withdrawal;
use super::plan::{plan, source};

#[derive(Clone, Debug)]
enum Damage {
    Insert(Index, &'static str),
    Replace(Index, &'static str),
    Delete(Index, usize),
    Repeat(Index, usize),
    Cut(Index),
    /// At the beginning or at the end of a line, where YAML minds least.
    Line(Index, &'static str, bool),
    RepeatLine(Index),
    DeleteLine(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let piece = prop::sample::select(vec![
        " ", "\n", "\r", "\r\n", "\t", ":", "-", "#", "[", "]", "{", "}", ",", "'", "\"", "|", ">",
        "&", "*", "!", "%", "~", "0", "é", "\u{feff}", "\u{2028}", "\u{85}", "\u{a0}", "\0", "\\",
        ": ", " #", "- ", "---\n", "...\n", "events:", "null", "[]",
    ]);
    let edge = prop::sample::select(vec![
        " ",
        "  ",
        "\n",
        "# c: x\n",
        "    # c: y\n",
        " # c",
        "\t",
        "\n\n",
        "  \n",
        "\r",
        "\r\n",
    ]);
    prop_oneof![
        2 => (any::<Index>(), piece.clone()).prop_map(|(at, piece)| Damage::Insert(at, piece)),
        1 => (any::<Index>(), piece).prop_map(|(at, piece)| Damage::Replace(at, piece)),
        1 => (any::<Index>(), 1..20_usize).prop_map(|(at, count)| Damage::Delete(at, count)),
        1 => (any::<Index>(), 1..40_usize).prop_map(|(at, count)| Damage::Repeat(at, count)),
        1 => any::<Index>().prop_map(Damage::Cut),
        6 => (any::<Index>(), edge, any::<bool>()).prop_map(|(at, e, first)| Damage::Line(at, e, first)),
        1 => any::<Index>().prop_map(Damage::RepeatLine),
        2 => any::<Index>().prop_map(Damage::DeleteLine),
    ]
}

fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for damage in damages {
        let place = |at: &Index| at.index(text.len() + 1);
        let line = |at: &Index| {
            let is_end = |c: &char| matches!(c, '\n' | '\r');
            let at = place(at);
            let first = text[..at].iter().rposition(is_end).map_or(0, |end| end + 1);
            let last = text[at..]
                .iter()
                .position(is_end)
                .map_or(text.len(), |end| at + end);
            (first, last)
        };
        let (from, to, new): (usize, usize, Vec<char>) = match damage {
            Damage::Insert(at, piece) => (place(at), place(at), piece.chars().collect()),
            Damage::Replace(at, piece) => {
                let at = place(at);
                (at, (at + 1).min(text.len()), piece.chars().collect())
            }
            Damage::Delete(at, count) => {
                let at = place(at);
                (at, (at + count).min(text.len()), Vec::new())
            }
            Damage::Repeat(at, count) => {
                let at = place(at);
                (at, at, text[at..(at + count).min(text.len())].to_vec())
            }
            Damage::Cut(at) => (place(at), text.len(), Vec::new()),
            Damage::Line(at, edge, is_first) => {
                let (first, last) = line(at);
                let at = if *is_first { first } else { last };
                (at, at, edge.chars().collect())
            }
            Damage::RepeatLine(at) => {
                let (first, last) = line(at);
                let mut new = text[first..last].to_vec();
                new.push('\n');
                (first, first, new)
            }
            Damage::DeleteLine(at) => {
                let (first, last) = line(at);
                (first, (last + 1).min(text.len()), Vec::new())
            }
        };
        text.splice(from..to, new);
    }
    text.into_iter().collect()
}

#[derive(Clone, Debug)]
struct Wish {
    place: usize,
    date: &'static str,
    note: bool,
    source: bool,
    withdraws: bool,
    index: Index,
}

fn wish() -> impl Strategy<Value = Wish> {
    let dates = prop::sample::select(vec!["2023-02-14", "2023", "../2023-03", "2024-06"]);
    (
        0..4_usize,
        dates,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<Index>(),
    )
        .prop_map(|(place, date, note, source, withdraws, index)| Wish {
            place,
            date,
            note,
            source,
            withdraws,
            index,
        })
}

/// The events and sources of a text, and the id of a channel.
type Content = (
    Vec<EventEntry<'static>>,
    Vec<SourceEntry<'static>>,
    Option<String>,
);

fn content(text: &str) -> Option<Content> {
    let ledger = check(text).ledger?;
    let own = |value: serde_json::Value| value;
    let events = ledger.events().map(|(_, event)| {
        let value = own(serde_json::to_value(EventEntry::of(&ledger, &event)).unwrap());
        serde_json::from_value(value).unwrap()
    });
    let sources = ledger.sources().map(|(_, source)| {
        let value = own(serde_json::to_value(SourceEntry::of(source)).unwrap());
        serde_json::from_value(value).unwrap()
    });
    let channel = ledger
        .channels()
        .next()
        .map(|(_, channel)| channel.id.to_string());
    Some((events.collect(), sources.collect(), channel))
}

fn holds(text: &str, wish: &Wish) -> Result<(), TestCaseError> {
    let Some((events, sources, channel)) = content(text) else {
        let change = Change::source(source(0, "fresh".into()));
        prop_assert!(edit(text, &change).is_err());
        return Ok(());
    };
    let named = (!events.is_empty()).then(|| wish.index.get(&events).id.to_string());
    let place = match (wish.place, &named) {
        (0, Some(id)) => Place::Before(id.clone()),
        (1, Some(id)) => Place::After(id.clone()),
        _ => Place::Replay,
    };
    let entry = EventEntry {
        id: "fresh".into(),
        date: wish.date.into(),
        kind: if channel.is_some() {
            "sought"
        } else {
            "context"
        }
        .into(),
        channels: channel.into_iter().map(Into::into).collect(),
        inferred: true,
        recorded: Some("2025-01-01".into()),
        summary: "A call: asked for.".into(),
        note: wish.note.then(|| "Two\n\n  lines: # here".into()),
        ..EventEntry::default()
    };
    let mut change = Change {
        events: vec![NewEvent {
            entry: entry.clone(),
            place,
        }],
        ..Change::default()
    };
    if wish.source {
        change.sources.push(source(0, "fresh-source".into()));
    }
    let is_withdrawn = |id: &String| events.iter().any(|e| e.id == **id && e.withdrawn.is_some());
    let gone = named.filter(|id| wish.withdraws && !is_withdrawn(id));
    let reason: WithdrawalEntry = withdrawal(0, None);
    if let Some(id) = &gone {
        change.withdrawals.push((id.clone(), reason.clone()));
    }
    let edited = edit(text, &change);
    is_alike(text, &change, &edited)?;
    let Ok(edited) = edited else {
        return Ok(());
    };
    keeps(text, &edited)?;
    let (new_events, new_sources, _) = content(&edited.text).unwrap();
    let mut expected = events;
    for event in &mut expected {
        if gone.as_ref().is_some_and(|id| event.id == **id) {
            event.withdrawn = Some(reason.clone());
        }
    }
    let fresh = new_events
        .iter()
        .position(|event| event.id == "fresh")
        .unwrap();
    expected.insert(fresh, entry);
    prop_assert_eq!(new_events, expected);
    let expected: Vec<_> = sources.into_iter().chain(change.sources).collect();
    prop_assert_eq!(new_sources, expected);
    Ok(())
}

fn a_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "b c", "\n", "\n", "\r\n", "\r", "\t", " ", "  ", "#", " # ", ": ", ":", "- ", "'",
        "\"", "\\", ",", "]", "}", "{", "[", "|", ">", "&", "*", "!", "%", "@", "`", "?", "~", "é",
        "漢", "\u{a0}", "\u{85}", "\u{2028}", "\u{feff}", "\0", "---", "...", "null", "0", "🕊",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

const ARTICLE: &str = include_str!("../../channels.yaml");

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn damaged_ledgers_are_refused_or_changed_as_any_other(
        model in plan(4),
        look in look(),
        damages in prop::collection::vec(damage(), 1..4),
        wish in wish(),
    ) {
        holds(&damaged(&look.text(&model), &damages), &wish)?;
    }

    #[test]
    fn any_text_is_written_as_it_is_or_refused(
        model in plan(2),
        look in look(),
        summary in a_text(),
        note in a_text(),
        tag in a_text(),
        at in a_text(),
    ) {
        let text = look.text(&model);
        let entry = EventEntry {
            id: "fresh".into(),
            date: "2024-06".into(),
            kind: "context".into(),
            inferred: true,
            recorded: Some("2025-01-01".into()),
            summary: summary.clone().into(),
            scope: Some(at.into()),
            note: Some(note.clone().into()),
            tags: vec![tag.into()],
            ..EventEntry::default()
        };
        match edit(&text, &Change::event(entry)) {
            Ok(edited) => {
                keeps(&text, &edited)?;
                let (events, ..) = content(&edited.text).unwrap();
                let fresh = events.iter().find(|event| event.id == "fresh").unwrap();
                prop_assert_eq!(&*fresh.summary, summary.trim());
                prop_assert_eq!(fresh.note.as_deref().unwrap_or(""), note.trim_end());
            }
            Err(EditError::Refused { diagnostics, .. }) => {
                let codes: Vec<&str> = diagnostics.iter().map(|problem| problem.code.name()).collect();
                let expected = ["missing-key", "not-one-line", "forbidden-character", "wrong-type"];
                prop_assert!(codes.iter().all(|code| expected.contains(code)), "{:?}", diagnostics);
            }
            Err(EditError::Unsafe { reason }) => prop_assert!(look.is_json(), "{}", reason),
            Err(error) => prop_assert!(false, "{:?}", error),
        }
    }

    #[test]
    fn the_ledger_of_the_article_too(
        damages in prop::collection::vec(damage(), 0..4),
        wish in wish(),
    ) {
        holds(&damaged(ARTICLE, &damages), &wish)?;
    }
}
