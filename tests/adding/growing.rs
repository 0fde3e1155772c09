//! Small ledgers that grow, change by change, whatever the machine makes of each.

use detente::model::machine::{Kind, Status};
use detente::write::change::{Change, NewEvent, Place};
use detente::write::edit::{EditError, Edited, edit};
use detente::write::entry::{CitationEntry, EventEntry, WithdrawalEntry};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A ledger of one channel without events, whose sources came out at different times, in canonical
/// layout.
pub(crate) const BARE: &str = "\
title: Test

parties:
  - {id: USA, name: United States}
  - {id: CHN, name: China}

channels:
  - {id: line, name: The line, parties: [USA, CHN]}

sources:
  - {id: early, outlet: Early, title: News, published: 2023-01-20}
  - {id: middle, outlet: Middle, title: News, published: 2023-02-20}
  - {id: late, outlet: Late, title: News, published: 2023-04}

events: []
";

/// An attempt to change a ledger.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    kind: Kind,
    date: String,
    source: &'static str,
    deed: Deed,
}

#[derive(Clone, Debug)]
enum Deed {
    Add,
    AddBefore(Index),
    AddAfter(Index),
    Correct(Index),
    Withdraw(Index),
}

fn a_kind() -> impl Strategy<Value = Kind> {
    let kinds: Vec<Kind> = Kind::ALL
        .into_iter()
        .filter(|kind| *kind != Kind::Context)
        .collect();
    select(kinds)
}

/// Dates in the first three months of 2023, more or less exact.
fn a_date() -> impl Strategy<Value = String> {
    let day = || (1..=3u32, 1..=28u32).prop_map(|(month, day)| format!("2023-{month:02}-{day:02}"));
    prop_oneof![
        6 => day(),
        2 => (1..=3u32).prop_map(|month| format!("2023-{month:02}")),
        2 => (day(), day()).prop_map(|(a, b)| if a < b { format!("{a}/{b}") } else { format!("{b}/{a}") }),
        1 => day().prop_map(|day| format!("/{day}")),
        1 => day().prop_map(|day| format!("{day}/..")),
    ]
}

fn a_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        8 => Just(Deed::Add),
        1 => any::<Index>().prop_map(Deed::AddBefore),
        1 => any::<Index>().prop_map(Deed::AddAfter),
        1 => any::<Index>().prop_map(Deed::Correct),
        1 => any::<Index>().prop_map(Deed::Withdraw),
    ]
}

/// Some attempts, one after the other.
pub(crate) fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let source = select(vec!["early", "middle", "late"]);
    let attempt = (a_kind(), a_date(), source, a_deed());
    prop::collection::vec(
        attempt.prop_map(|(kind, date, source, deed)| Attempt {
            kind,
            date,
            source,
            deed,
        }),
        1..14,
    )
}

/// An event of a kind on the channel.
pub(crate) fn event(id: &str, kind: Kind, date: &str, source: &str) -> NewEvent {
    let entry = EventEntry {
        id: id.to_owned().into(),
        date: date.to_owned().into(),
        kind: kind.word().into(),
        status: kind.states().map(|status: Status| status.word().into()),
        channels: vec!["line".into()],
        summary: "It happens.".into(),
        sources: vec![CitationEntry {
            source: source.to_owned().into(),
            ..CitationEntry::default()
        }],
        ..EventEntry::default()
    };
    NewEvent {
        entry,
        place: Place::Replay,
    }
}

pub(crate) fn change(events: &[&NewEvent]) -> Change {
    Change {
        events: events.iter().copied().cloned().collect(),
        ..Change::default()
    }
}

impl Attempt {
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// The event that is added where others decide, if that is what it does.
    pub(crate) fn plain(&self, number: usize) -> Option<NewEvent> {
        matches!(self.deed, Deed::Add)
            .then(|| event(&format!("e{number}"), self.kind, &self.date, self.source))
    }

    fn change(&self, number: usize, ids: &[String]) -> Option<Change> {
        let id = |index: &Index| (!ids.is_empty()).then(|| index.get(ids).clone());
        let mut event = event(&format!("e{number}"), self.kind, &self.date, self.source);
        match &self.deed {
            Deed::Add => {}
            Deed::AddBefore(other) => event.place = Place::Before(id(other)?),
            Deed::AddAfter(other) => event.place = Place::After(id(other)?),
            Deed::Correct(other) => event.entry.corrects = Some(id(other)?.into()),
            Deed::Withdraw(other) => {
                let entry = WithdrawalEntry {
                    date: self.date.clone().into(),
                    source: None,
                    reason: "Misread.".into(),
                };
                return Some(Change::withdrawal(id(other)?, entry));
            }
        }
        Some(change(&[&event]))
    }
}

/// Makes every attempt in turn, and shows the ledger's text before each, and what came of it.
pub(crate) fn grow<E>(
    attempts: &[Attempt],
    mut seen: impl FnMut(&str, &Attempt, usize, &Result<Edited, EditError>) -> Result<(), E>,
) -> Result<(), E> {
    let mut text = BARE.to_owned();
    let mut ids: Vec<String> = Vec::new();
    for (number, attempt) in attempts.iter().enumerate() {
        let Some(change) = attempt.change(number, &ids) else {
            continue;
        };
        let edited = edit(&text, &change);
        seen(&text, attempt, number, &edited)?;
        if let Ok(edited) = edited {
            ids.extend(change.events.iter().map(|event| event.entry.id.to_string()));
            text = edited.text;
        }
    }
    Ok(())
}
