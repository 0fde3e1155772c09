//! Events that tell what another tells already.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::belief::Evidence;
use crate::model::id::EventKey;
use crate::model::ledger::Ledger;
use crate::write::entry::EventEntry;

/// The id of an event of a ledger that is believed and tells just what another tells.
pub(crate) fn twin(ledger: &Ledger, entry: &EventEntry) -> Option<String> {
    let [_, kind, summary] = facts(entry);
    let events = (0..).map(EventKey::new).zip(ledger.packed().packed());
    let alike = events.filter(|(_, event)| event.tells(kind, summary));
    let mut alike = alike.map(|(key, event)| (key, event.unpacked()));
    let twin = alike.find(|(key, event)| {
        EventEntry::of(ledger, event).tells_as(entry) && Evidence::ALL.believes(ledger, *key)
    });
    twin.map(|(_, event)| event.id.to_string())
}

/// What is told already, by what is quickest to compare: date, kind and summary.
pub(crate) struct Twins<'l> {
    ledger: &'l Ledger,
    old: HashMap<[Cow<'l, str>; 3], Vec<EventKey>>,
    new: HashMap<[String; 3], Vec<EventEntry<'static>>>,
}

impl<'l> Twins<'l> {
    /// Takes the events of a ledger that are believed.
    pub(crate) fn of(ledger: &'l Ledger) -> Self {
        let believed = Evidence::ALL.believed(ledger);
        let mut old: HashMap<_, Vec<EventKey>> = HashMap::new();
        for (key, event) in ledger.events().filter(|(key, _)| believed.contains(*key)) {
            let EventEntry {
                date,
                kind,
                summary,
                ..
            } = EventEntry::of(ledger, &event);
            old.entry([date, kind, summary]).or_default().push(key);
        }
        Self {
            ledger,
            old,
            new: HashMap::new(),
        }
    }

    /// Takes an event that is to come in.
    pub(crate) fn take(&mut self, entry: EventEntry<'static>) {
        self.new
            .entry(facts(&entry).map(str::to_owned))
            .or_default()
            .push(entry);
    }

    /// The id of an event that tells just what another tells.
    pub(crate) fn find(&self, entry: &EventEntry) -> Option<String> {
        let facts = facts(entry);
        let old = self
            .old
            .get(&facts.map(Cow::Borrowed))
            .into_iter()
            .flatten();
        let mut old = old.map(|key| EventEntry::of(self.ledger, &self.ledger.event(*key)));
        let new = self
            .new
            .get(&facts.map(str::to_owned))
            .into_iter()
            .flatten();
        old.find(|other| other.tells_as(entry))
            .map(|other| other.id.into_owned())
            .or_else(|| {
                let twin = new.into_iter().find(|other| other.tells_as(entry));
                twin.map(|other| other.id.to_string())
            })
    }
}

fn facts<'e>(entry: &'e EventEntry) -> [&'e str; 3] {
    [entry.date.trim(), entry.kind.trim(), entry.summary.trim()]
}
