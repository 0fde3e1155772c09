//! Events that tell what another tells already.

use std::collections::HashMap;

use crate::model::belief::Evidence;
use crate::model::date::Date;
use crate::model::events::PackedEvent;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::order::Window;
use crate::write::entry::EventEntry;

/// The id of an event of a ledger that is believed and tells just what another tells.
pub(crate) fn twin(ledger: &Ledger, entry: &EventEntry) -> Option<String> {
    let window = window(entry)?;
    let channels = channels(ledger, entry)?;
    let events = (0..).map(EventKey::new).zip(ledger.packed().packed());
    let alike = events.filter(|(_, event)| {
        event.window() == window
            && event.channels()[..] == channels
            && event.tells(entry.kind.trim(), entry.summary.trim())
    });
    let mut alike = alike.map(|(key, event)| (key, event.unpacked()));
    let twin = alike.find(|(key, event)| {
        EventEntry::of(ledger, event).tells_as(entry) && Evidence::ALL.believes(ledger, *key)
    });
    twin.map(|(_, event)| event.id.to_string())
}

/// What is told already, by what is quickest to compare.
pub(crate) struct Twins<'l> {
    ledger: &'l Ledger,
    /// By the days, the first channel and the length of the summary.
    old: HashMap<(Window, Option<ChannelKey>, usize), Vec<EventKey>>,
    new: HashMap<[String; 3], Vec<EventEntry<'static>>>,
}

impl<'l> Twins<'l> {
    /// Takes the events of a ledger that are believed.
    pub(crate) fn of(ledger: &'l Ledger) -> Self {
        let believed = Evidence::ALL.believed(ledger);
        let events = (0..).map(EventKey::new).zip(ledger.packed().packed());
        let mut old: HashMap<_, Vec<EventKey>> = HashMap::new();
        for (key, event) in events.filter(|(key, _)| believed.contains(*key)) {
            let channel = event.channels().first().copied();
            let facts = (event.window(), channel, event.summary_length());
            old.entry(facts).or_default().push(key);
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
        self.find_old(entry).or_else(|| {
            let mut new = self.new.get(&facts(entry).map(str::to_owned))?.iter();
            let twin = new.find(|other| other.tells_as(entry));
            twin.map(|other| other.id.to_string())
        })
    }

    fn find_old(&self, entry: &EventEntry) -> Option<String> {
        let channel = channels(self.ledger, entry)?.first().copied();
        let facts = (window(entry)?, channel, entry.summary.trim().len());
        let alike = self.old.get(&facts)?.iter();
        let told = |key: &&EventKey| {
            let event: PackedEvent<'_> = self.ledger.packed().packed_at(**key);
            event.tells(entry.kind.trim(), entry.summary.trim())
        };
        let mut alike = alike
            .filter(told)
            .map(|key| EventEntry::of(self.ledger, &self.ledger.event(*key)));
        let twin = alike.find(|other| other.tells_as(entry));
        twin.map(|other| other.id.into_owned())
    }
}

/// The days of an event that is to come in; one whose date cannot be read has no twin among those whose can.
fn window(entry: &EventEntry) -> Option<Window> {
    let date = Date::parse(entry.date.trim()).ok()?;
    Some(Window::of(&date))
}

/// Its channels; one that the ledger does not have has no events.
fn channels(ledger: &Ledger, entry: &EventEntry) -> Option<Vec<ChannelKey>> {
    let key = |id: &str| {
        let mut channels = ledger.channels();
        channels.find(|(_, channel)| channel.id.as_str() == id)
    };
    let keys = entry.channels.iter().map(|id| Some(key(id.trim())?.0));
    keys.collect()
}

fn facts<'e>(entry: &'e EventEntry) -> [&'e str; 3] {
    [entry.date.trim(), entry.kind.trim(), entry.summary.trim()]
}
