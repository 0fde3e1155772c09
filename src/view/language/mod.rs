//! The language of reports: every word that the program itself says in one.
//!
//! The words stand in catalogues, one Fluent file a language, so that a translator need not read
//! Rust. A message is named by a [`Message`], so that one which no catalogue has does not compile.
//! What the ledger says stays in the ledger's own language.

mod message;

use std::fmt;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use message::Message;

/// A language in which reports are written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// Every language that has a catalogue.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    const fn messages(self) -> &'static str {
        match self {
            Self::English => include_str!("en.ftl"),
            Self::German => include_str!("de.ftl"),
        }
    }
}

/// The messages of one language.
///
/// ```
/// use detente::view::language::{Catalogue, Language, Message};
/// let german = Catalogue::new(Language::German);
/// assert_eq!(german.say(Message::StateOpen), "offen");
/// assert_eq!(german.fill(Message::Days, &[("count", 1_usize.into())]), "1 Tag");
/// ```
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

/// What goes into a place that a message leaves open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value<'a> {
    /// A number, by which the message chooses its form.
    Number(i64),
    /// A text.
    Text(&'a str),
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl Catalogue {
    /// The catalogue of a language.
    pub fn new(language: Language) -> Self {
        // The tags and the catalogues are our own, and a test reads them; both fall back to nothing.
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![tag]);
        // The marks would be made visible by the renderers, and the texts around are of one direction.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(language.messages().to_owned());
        let resource = resource.unwrap_or_else(|(what_could_be_read, _)| what_could_be_read);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// Its language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message that leaves nothing open.
    pub fn say(&self, message: Message) -> String {
        self.fill(message, &[])
    }

    /// A message with what it leaves open filled in.
    pub fn fill(&self, message: Message, values: &[(&'static str, Value<'_>)]) -> String {
        let pattern = self.bundle.get_message(message.id());
        let Some(pattern) = pattern.and_then(|found| found.value()) else {
            return message.id().to_owned();
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            let value = match value {
                Value::Number(number) => FluentValue::from(*number),
                Value::Text(text) => FluentValue::from(*text),
            };
            arguments.set(*name, value);
        }
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&arguments), &mut errors)
            .into_owned()
    }
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalogue")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// The messages of a catalogue with the names of what they leave open.
    fn read(language: Language) -> BTreeMap<&'static str, BTreeSet<String>> {
        let mut messages: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut id = "";
        for line in language.messages().lines() {
            if line.starts_with('#') {
                continue;
            }
            if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| {
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
            }) {
                id = name;
                assert!(messages.insert(id, BTreeSet::new()).is_none(), "{id} twice");
            }
            let open = line.split('$').skip(1).map(|rest| {
                let end = rest.find(|c: char| !c.is_ascii_lowercase());
                rest.get(..end.unwrap_or(rest.len())).unwrap().to_owned()
            });
            messages
                .get_mut(id)
                .into_iter()
                .for_each(|names| names.extend(open.clone()));
        }
        messages
    }

    #[test]
    fn every_catalogue_parses() {
        for language in Language::ALL {
            let resource = FluentResource::try_new(language.messages().to_owned());
            assert!(
                resource.is_ok(),
                "{:?}",
                resource.err().map(|(_, errors)| errors)
            );
            assert!(language.tag().parse::<LanguageIdentifier>().is_ok());
        }
    }

    #[test]
    fn every_catalogue_has_every_message_and_no_other_and_leaves_the_same_open() {
        let wanted: BTreeSet<&str> = Message::ALL.iter().map(|message| message.id()).collect();
        assert_eq!(wanted.len(), Message::ALL.len());
        let english = read(Language::English);
        for language in Language::ALL {
            let messages = read(language);
            let has: BTreeSet<&str> = messages.keys().copied().collect();
            let missing: Vec<_> = wanted.difference(&has).collect();
            let extra: Vec<_> = has.difference(&wanted).collect();
            assert!(
                missing.is_empty() && extra.is_empty(),
                "{language:?}: {missing:?} {extra:?}"
            );
            for (id, open) in messages {
                assert_eq!(Some(&open), english.get(id), "{language:?}: {id}");
            }
        }
    }

    #[test]
    fn what_is_filled_in_stays_as_it_is() {
        for language in Language::ALL {
            let catalogue = Catalogue::new(language);
            let text = catalogue.fill(Message::Inferred, &[("word", "{$x} \u{202e}".into())]);
            assert!(text.contains("{$x} \u{202e}"), "{text}");
        }
    }
}
