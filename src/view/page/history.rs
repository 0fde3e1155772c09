//! What a page tells of events, channels and sources.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::belief::known_from;
use crate::model::event::Event;
use crate::model::id::{ChannelKey, EventKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::model::machine::Kind;
use crate::model::source::{Citation, Source};
use crate::replay::next::next;
use crate::view::language::{Message, Value};
use crate::view::{escape, why, words};

use super::answers::{Said, Speaker, joined};
use super::days::{Belief, is_known, known};
use super::effect::{Effect, effects};

/// What is told of a channel.
pub(super) struct Channel {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) about: Option<String>,
    pub(super) state: &'static str,
    pub(super) status: String,
    pub(super) next: Vec<String>,
    pub(super) history: Vec<Entry>,
    /// How many events are older than what is told, in words.
    pub(super) older: Option<String>,
}

/// An event in the history of a channel: told there, or told elsewhere and named.
pub(super) struct Entry {
    pub(super) told: Told,
    /// Whether it is told in full here.
    pub(super) is_full: bool,
}

/// What is told of an event.
pub(super) struct Told {
    pub(super) id: String,
    pub(super) date: String,
    pub(super) deed: String,
    pub(super) summary: String,
    pub(super) scope: Option<String>,
    pub(super) is_inferred: bool,
    /// What it changed, for each channel of which that is told here.
    pub(super) effects: Vec<Effect>,
    pub(super) sources: Vec<Cited>,
    pub(super) facts: Vec<Fact>,
    /// The day from which it is known, as the script reads it, and whether it is.
    pub(super) known: String,
    pub(super) is_known: bool,
    pub(super) belief: String,
    pub(super) is_believed: bool,
}

/// A source in which an event is reported.
pub(super) struct Cited {
    pub(super) href: String,
    pub(super) outlet: String,
    pub(super) places: String,
    pub(super) grade: String,
    pub(super) meaning: String,
    pub(super) known: String,
    pub(super) is_known: bool,
}

/// Something else about an event, and the event that it points to, if any.
pub(super) struct Fact {
    pub(super) text: String,
    pub(super) link: Option<Link>,
    pub(super) known: String,
    pub(super) is_known: bool,
}

/// A link to what a page tells elsewhere.
pub(super) struct Link {
    pub(super) href: String,
    pub(super) text: String,
}

/// What is told of a source.
pub(super) struct Publication {
    pub(super) id: String,
    pub(super) outlet: String,
    pub(super) author: Option<String>,
    pub(super) title: String,
    pub(super) language: Option<String>,
    pub(super) published: String,
    pub(super) reliability: String,
    pub(super) links: Vec<String>,
    pub(super) note: Option<String>,
    pub(super) known: String,
    pub(super) is_known: bool,
}

/// Tells what is told of events, of which the page has some.
pub(super) struct Teller<'a> {
    pub(super) speaker: &'a Speaker<'a>,
    /// What was known on the day that the page begins with.
    pub(super) known: Option<NaiveDate>,
    /// The channels that the page shows.
    pub(super) channels: &'a [ChannelKey],
    /// The events that the page tells.
    pub(super) events: &'a BTreeSet<EventKey>,
}

impl Teller<'_> {
    /// Tells of a channel; each event in full where it is told first.
    pub(super) fn channel(
        &self,
        channel: ChannelKey,
        said: Option<&Said>,
        told: &mut BTreeSet<EventKey>,
    ) -> Channel {
        let ledger = self.speaker.ledger;
        let about = ledger.channel(channel);
        let order = ledger.order(channel);
        let mut changes = effects(self.speaker, channel, self.known, self.events);
        let history: Vec<Entry> = order
            .iter()
            .filter(|key| self.events.contains(key))
            .map(|key| {
                let is_full = told.insert(*key);
                let mut effects = changes.remove(key).unwrap_or_default();
                // Whoever comes from another of its channels must see of which one this is told.
                if is_full && self.bears_on_several(*key) {
                    for effect in &mut effects {
                        effect.text = self.of_channel(&about.name, &effect.text);
                    }
                }
                Entry {
                    is_full,
                    told: Told {
                        effects,
                        ..self.event(*key)
                    },
                }
            })
            .collect();
        let older = order.len() - history.len();
        let catalogue = self.speaker.catalogue;
        Channel {
            id: about.id.to_string(),
            name: about.name.to_string(),
            about: about.about.as_deref().map(str::to_owned),
            state: said.map_or("unrecorded", |said| super::figure::class(said.possible)),
            status: said.map(|said| said.status.clone()).unwrap_or_default(),
            next: said.map(|said| self.next(said)).unwrap_or_default(),
            history,
            older: (older > 0)
                .then(|| catalogue.fill(Message::OlderEvents, &[("count", older.into())])),
        }
    }

    fn bears_on_several(&self, key: EventKey) -> bool {
        let channels = &self.speaker.ledger.event(key).channels;
        let here = channels
            .iter()
            .filter(|channel| self.channels.contains(channel));
        here.count() > 1
    }

    fn of_channel(&self, name: &str, effect: &str) -> String {
        let values = [
            ("channel", Value::from(name)),
            ("effect", Value::from(effect)),
        ];
        self.speaker.catalogue.fill(Message::PageEffect, &values)
    }

    /// What may happen next, one text a line.
    pub(super) fn next(&self, said: &Said) -> Vec<String> {
        why::next(self.speaker.catalogue, &next(said.possible))
            .into_iter()
            .map(|item| joined(item.line))
            .collect()
    }

    /// The events outside the channels.
    pub(super) fn outside(&self) -> Vec<Told> {
        let is_outside = |key: &&EventKey| self.speaker.ledger.event(**key).kind == Kind::Context;
        let keys = self.events.iter().filter(is_outside);
        keys.map(|key| self.event(*key)).collect()
    }

    /// Tells of an event.
    pub(super) fn event(&self, key: EventKey) -> Told {
        let Speaker {
            catalogue,
            ledger,
            evidence,
        } = *self.speaker;
        let event = ledger.event(key);
        let belief = Belief::of(ledger, key, &evidence);
        Told {
            id: event.id.to_string(),
            date: words::date(catalogue, &event),
            deed: words::deed(catalogue, ledger, &event),
            summary: event.summary.to_string(),
            scope: event.scope.map(Into::into),
            is_inferred: event.inferred,
            effects: Vec::new(),
            sources: self.cited(&event),
            facts: self.facts(key, &event),
            known: known(known_from(ledger, &event)),
            is_known: is_known(ledger, key, self.known),
            is_believed: belief.at(self.known),
            belief: belief.attribute(),
        }
    }

    /// Where an event is reported, each source once for every grade.
    fn cited(&self, event: &Event) -> Vec<Cited> {
        let Speaker {
            catalogue, ledger, ..
        } = *self.speaker;
        let mut cited: Vec<(Citation<'_>, Cited)> = Vec::new();
        for citation in event.citations.iter() {
            let source = ledger.source(citation.source);
            let place = citation
                .at
                .as_ref()
                .map(|at| format!(", {at}"))
                .unwrap_or_default();
            let is_same = |(other, _): &&mut (Citation<'_>, Cited)| {
                other.source == citation.source && other.grade(source) == citation.grade(source)
            };
            if let Some((_, same)) = cited.iter_mut().find(is_same) {
                same.places.push_str(&place);
                continue;
            }
            let grade = citation.grade(source);
            cited.push((
                citation,
                Cited {
                    href: format!("#source-{}", source.id),
                    outlet: source.outlet.to_string(),
                    places: place,
                    grade: grade.to_string(),
                    meaning: why::meaning(catalogue, grade),
                    known: known(source.published.latest()),
                    is_known: self.is_out(source),
                },
            ));
        }
        cited.into_iter().map(|(_, cited)| cited).collect()
    }

    fn is_out(&self, source: &Source) -> bool {
        self.is_by(source.published.latest())
    }

    fn is_by(&self, day: Option<NaiveDate>) -> bool {
        self.known
            .is_none_or(|known| day.is_some_and(|day| day <= known))
    }

    /// What else there is to tell: the cause, a remark, since when it is known, what became of it.
    fn facts(&self, key: EventKey, event: &Event) -> Vec<Fact> {
        let Speaker {
            catalogue, ledger, ..
        } = *self.speaker;
        let since = known_from(ledger, event);
        let fact = |text: String, link: Option<Link>| Fact {
            text,
            link,
            known: known(since),
            is_known: true,
        };
        let mut facts = Vec::new();
        if let Some(cause) = event.cause {
            facts.push(self.pointing(catalogue.say(Message::CausedBy), cause));
        }
        if event.inferred {
            facts.push(fact(catalogue.say(Message::InferredMeans), None));
        }
        facts.extend(why::note(catalogue, event).map(|note| fact(note, None)));
        facts.extend(since.map(|day| {
            let day = day.to_string();
            let text = catalogue.fill(Message::PageKnownSince, &[("day", Value::from(&day))]);
            fact(text, None)
        }));
        if let Some(withdrawal) = &event.withdrawn {
            let date = withdrawal.date.to_string();
            let values = [
                ("date", Value::from(&date)),
                ("reason", Value::from(&*withdrawal.reason)),
            ];
            let day = withdrawal.date.latest();
            facts.push(Fact {
                text: catalogue.fill(Message::LeftOutWithdrawn, &values),
                link: None,
                known: known(day),
                is_known: self.is_by(day),
            });
        }
        for correction in ledger.corrections_of(key) {
            facts.push(self.pointing(catalogue.say(Message::PageReplacedBy), *correction));
        }
        facts
    }

    /// A fact that is known once the event to which it points is.
    fn pointing(&self, text: String, to: EventKey) -> Fact {
        let Speaker {
            catalogue, ledger, ..
        } = *self.speaker;
        let event = ledger.event(to);
        let date = words::date(catalogue, &event);
        let text_of = format!("{date} {}", event.summary);
        let is_told = self.events.contains(&to);
        let day = known_from(ledger, &event);
        Fact {
            text: if is_told {
                text
            } else {
                format!("{text} {text_of}")
            },
            link: is_told.then(|| Link {
                href: format!("#event-{}", event.id),
                text: text_of,
            }),
            known: known(day),
            is_known: self.is_by(day),
        }
    }

    /// The sources of the events that are told.
    pub(super) fn sources(&self) -> Vec<Publication> {
        let ledger: &Ledger = self.speaker.ledger;
        let events = self.events.iter().map(|key| ledger.event(*key));
        let keys: BTreeSet<SourceKey> = events
            .flat_map(|event| event.citations.iter())
            .map(|citation| citation.source)
            .collect();
        keys.into_iter().map(|key| self.source(key)).collect()
    }

    fn source(&self, key: SourceKey) -> Publication {
        let catalogue = self.speaker.catalogue;
        let source = self.speaker.ledger.source(key);
        let links = [&source.url, &source.archive].into_iter().flatten();
        Publication {
            id: source.id.to_string(),
            outlet: source.outlet.to_string(),
            author: source.author.as_deref().map(str::to_owned),
            title: source.title.to_string(),
            language: source.language.as_deref().map(str::to_owned),
            published: source.published.to_string(),
            reliability: match source.reliability {
                Some(letter) => {
                    let meaning = words::reliability(catalogue, letter);
                    format!("{}: {meaning}", letter.letter())
                }
                None => catalogue.say(Message::NotJudged),
            },
            links: links
                .filter_map(|url| escape::link(url).map(str::to_owned))
                .collect(),
            note: source.note.as_deref().map(str::to_owned),
            known: known(source.published.latest()),
            is_known: self.is_out(source),
        }
    }
}
