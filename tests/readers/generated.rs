//! Generated ledgers, whole and damaged.

use detente::model::text::Text;
use proptest::collection::vec;
use proptest::prelude::*;

use super::ARTICLE;
use super::agreement::difference;
use super::border::Border;
use super::changes::change;
use super::scribe::Scribe;

fn choices() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..900)
}

fn agrees(text: impl Into<Text>) -> Result<(), TestCaseError> {
    difference(text).map(drop).map_err(TestCaseError::fail)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ledgers_on_the_border_are_read_alike(choices in choices(), events in 0..8_usize) {
        agrees(Border::new(choices).ledger(events))?;
    }

    #[test]
    fn sound_ledgers_in_every_style_are_read_alike(choices in choices()) {
        agrees(Scribe::new(choices).ledger().0)?;
    }

    #[test]
    fn damaged_ledgers_in_every_style_are_read_alike(choices in choices(), changes in vec(change(), 1..4)) {
        let text = Scribe::new(choices).ledger().0;
        agrees(changes.iter().fold(text, |text, change| change.apply(&text)))?;
    }

    #[test]
    fn ledgers_in_several_files_are_read_alike(
        main in choices(),
        included in vec((choices(), 0..4_usize), 1..4),
        changes in vec(change(), 0..3),
    ) {
        let main = Border::new(main).ledger(2);
        let events = included
            .into_iter()
            .map(|(choices, events)| format!("events:\n{}", Border::new(choices).entries(events)));
        let mut files: Vec<String> = events.collect();
        files[0] = changes.iter().fold(files[0].clone(), |text, change| change.apply(&text));
        let included = files.iter().map(|file| ("included.yaml", file.as_str()));
        agrees(Text::of_files(&main, included))?;
    }

    #[test]
    fn damaged_ledgers_on_the_border_are_read_alike(
        choices in choices(),
        events in 1..5_usize,
        changes in vec(change(), 1..5),
    ) {
        let text = Border::new(choices).ledger(events);
        agrees(changes.iter().fold(text, |text, change| change.apply(&text)))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_damaged_ledger_of_the_article_is_read_alike(changes in vec(change(), 1..4)) {
        let text = ARTICLE.to_owned();
        agrees(changes.iter().fold(text, |text, change| change.apply(&text)))?;
    }
}
