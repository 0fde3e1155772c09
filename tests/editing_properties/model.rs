//! The ledger as plain data, and what is legal in it: the sentences of the design, transcribed
//! without the program's own machine, dates or order.

use std::collections::HashSet;

use detente::write::entry::{EventEntry, SourceEntry, WithdrawalEntry};

/// Dates with the first and the last day that they can mean, as year, month and day in one number.
pub(crate) const DATES: &[(&str, Option<u32>, Option<u32>)] = &[
    ("2023-02-14", Some(20_230_214), Some(20_230_214)),
    ("2023-02", Some(20_230_201), Some(20_230_228)),
    ("2023", Some(20_230_101), Some(20_231_231)),
    ("2023-01", Some(20_230_101), Some(20_230_131)),
    ("2023-03-05", Some(20_230_305), Some(20_230_305)),
    ("2023-04-20~", Some(20_230_419), Some(20_230_421)),
    ("2023-03/2023-05", Some(20_230_301), Some(20_230_531)),
    ("2023-06?", Some(20_230_601), Some(20_230_630)),
    ("2023-22", Some(20_230_601), Some(20_230_831)),
    ("../2023-03", None, Some(20_230_331)),
    ("2023-04/..", Some(20_230_401), None),
    (
        "[2023-02-01,2023-04-01]",
        Some(20_230_201),
        Some(20_230_401),
    ),
    ("2022-12", Some(20_221_201), Some(20_221_231)),
    ("2023-02-14T10:15:00Z", Some(20_230_214), Some(20_230_214)),
    ("2024", Some(20_240_101), Some(20_241_231)),
];

pub(crate) const CHANNELS: [&str; 3] = ["hot.line", "c-1", "Null"];
pub(crate) const KINDS: [&str; 11] = [
    "sought",
    "opened",
    "suspended",
    "talks",
    "resumed",
    "collapsed",
    "contact",
    "declined",
    "unanswered",
    "confirmed",
    "context",
];
pub(crate) const PARTIES: [&str; 2] = ["USA", "CHN"];

/// What a ledger holds, as far as a change can touch it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Model {
    pub(crate) sources: Vec<SourceEntry<'static>>,
    /// In the order of the file.
    pub(crate) events: Vec<EventEntry<'static>>,
}

type Days = (Option<u32>, Option<u32>);

/// The first and the last day of a date; `None` if it is none of ours, and so no date at all.
pub(crate) fn days(date: &str) -> Option<Days> {
    let (_, first, last) = DATES.iter().find(|(text, ..)| *text == date)?;
    Some((*first, *last))
}

pub(crate) fn certainly_before(one: Days, other: Days) -> bool {
    one.1.zip(other.0).is_some_and(|(end, begin)| end < begin)
}

/// "Repeatedly take, among the events that no remaining event certainly precedes, the one that
/// stands first in the file."
pub(crate) fn order(dates: &[Days]) -> Vec<usize> {
    let mut remaining: Vec<usize> = (0..dates.len()).collect();
    let mut order = Vec::new();
    while !remaining.is_empty() {
        let free = |one: &usize| {
            let preceded = |other: &usize| certainly_before(dates[*other], dates[*one]);
            !remaining.iter().any(preceded)
        };
        let place = remaining.iter().position(free).unwrap();
        order.push(remaining.remove(place));
    }
    order
}

/// The ids of a channel's events in the order of replay.
pub(crate) fn replayed<'m>(events: &'m [EventEntry], channel: &str) -> Vec<&'m EventEntry<'m>> {
    let on_it: Vec<&EventEntry> = events
        .iter()
        .filter(|event| event.channels.iter().any(|id| id == channel))
        .collect();
    let dates: Vec<Days> = on_it
        .iter()
        .map(|event| days(&event.date).unwrap())
        .collect();
    order(&dates)
        .into_iter()
        .map(|index| on_it[index])
        .collect()
}

impl Model {
    pub(crate) fn event(&self, id: &str) -> Option<&EventEntry<'static>> {
        self.events.iter().find(|event| event.id == id)
    }

    /// Why this is no ledger.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        self.fault_of_sources()
            .or_else(|| self.events.iter().find_map(|event| self.fault_of(event)))
            .or_else(|| {
                let ids = self.events.iter().map(|event| &*event.id);
                (!all_differ(ids)).then_some("two events share an id")
            })
            .or_else(|| self.circle(|event| event.cause.as_deref()))
            .or_else(|| self.circle(|event| event.corrects.as_deref()))
            .or_else(|| CHANNELS.iter().find_map(|id| self.refusal(id)))
    }

    fn fault_of_sources(&self) -> Option<&'static str> {
        let ids = self.sources.iter().map(|source| &*source.id);
        if !all_differ(ids) {
            return Some("two sources share an id");
        }
        let is_bad = |source: &SourceEntry| {
            source.outlet.is_empty() || source.title.is_empty() || days(&source.published).is_none()
        };
        self.sources
            .iter()
            .any(is_bad)
            .then_some("a source lacks something")
    }

    /// What is wrong with an event, whatever the others say of its channels.
    fn fault_of(&self, event: &EventEntry) -> Option<&'static str> {
        let is_source = |id: &str| self.sources.iter().any(|source| source.id == id);
        let dates = [
            Some(&event.date),
            event.reported.as_ref(),
            event.recorded.as_ref(),
            event.withdrawn.as_ref().map(|withdrawal| &withdrawal.date),
        ];
        let events = [event.cause.as_ref(), event.corrects.as_ref()];
        let states = event.kind == "confirmed";
        let is_context = event.kind == "context";
        let places = event.sources.iter().map(|c| (&c.source, &c.at));
        let withdrawal_source = event.withdrawn.as_ref().and_then(|w| w.source.as_ref());
        [
            (
                dates.into_iter().flatten().any(|date| days(date).is_none()),
                "bad date",
            ),
            (!KINDS.contains(&&*event.kind), "unknown kind"),
            (
                event.status.is_some() != states,
                "a status without `confirmed`, or the reverse",
            ),
            (
                event.channels.is_empty() != is_context,
                "channels without need, or the reverse",
            ),
            (!all_differ(event.channels.iter()), "a channel twice"),
            (
                event.channels.iter().any(|id| !CHANNELS.contains(&&**id)),
                "unknown channel",
            ),
            (
                event
                    .by
                    .as_ref()
                    .is_some_and(|id| !PARTIES.contains(&&**id)),
                "unknown party",
            ),
            (
                events
                    .into_iter()
                    .flatten()
                    .any(|id| self.event(id).is_none()),
                "unknown event",
            ),
            (
                event.summary.is_empty() || event.summary.contains('\n'),
                "bad summary",
            ),
            (
                event.sources.iter().any(|c| !is_source(&c.source)),
                "unknown source",
            ),
            (
                withdrawal_source.is_some_and(|id| !is_source(id)),
                "unknown source of a withdrawal",
            ),
            (!all_differ(places), "a place cited twice"),
            (
                event
                    .sources
                    .iter()
                    .any(|c| matches!(c.credibility, Some(0 | 7..))),
                "bad credibility",
            ),
            (event.sources.is_empty() && !event.inferred, "no source"),
            (
                event.sources.is_empty() && event.recorded.is_none(),
                "no day of record",
            ),
        ]
        .into_iter()
        .find_map(|(is_wrong, why)| is_wrong.then_some(why))
    }

    fn circle(
        &self,
        next: impl for<'e> Fn(&'e EventEntry<'static>) -> Option<&'e str>,
    ) -> Option<&'static str> {
        let returns = |event: &EventEntry| {
            let mut at = self.event(&event.id).and_then(&next);
            for _ in 0..self.events.len() {
                match at {
                    Some(id) if id == event.id => return true,
                    Some(id) => at = self.event(id).and_then(&next),
                    None => return false,
                }
            }
            false
        };
        self.events.iter().any(returns).then_some("a circle")
    }

    /// Neither withdrawn nor replaced by what is not withdrawn itself, however far away.
    fn is_believed(&self, event: &EventEntry) -> bool {
        let mut open = vec![&*event.id];
        while let Some(old) = open.pop() {
            for new in &self.events {
                if new.corrects.as_deref() == Some(old) {
                    if new.withdrawn.is_none() {
                        return false;
                    }
                    open.push(&new.id);
                }
            }
        }
        event.withdrawn.is_none()
    }

    fn refusal(&self, channel: &str) -> Option<&'static str> {
        let mut status = "";
        for event in replayed(&self.events, channel) {
            if !self.is_believed(event) {
                continue;
            }
            let allowed: &[&str] = match &*event.kind {
                "opened" => &["", "negotiating"],
                "suspended" => &["", "open", "negotiating"],
                "talks" => &["", "suspended"],
                "resumed" => &["suspended", "negotiating"],
                "collapsed" => &["negotiating"],
                "contact" => &["open"],
                "confirmed" => &[event.status.as_deref().unwrap()],
                _ => &["", "open", "suspended", "negotiating"],
            };
            if !allowed.contains(&status) {
                return Some("the machine refuses");
            }
            status = target(&event.kind).unwrap_or(status);
        }
        None
    }
}

/// The status that a kind sets, if it sets one.
fn target(kind: &str) -> Option<&'static str> {
    match kind {
        "opened" | "resumed" => Some("open"),
        "suspended" | "collapsed" => Some("suspended"),
        "talks" => Some("negotiating"),
        _ => None,
    }
}

fn all_differ<T: std::hash::Hash + Eq>(items: impl IntoIterator<Item = T>) -> bool {
    let mut seen = HashSet::new();
    items.into_iter().all(|item| seen.insert(item))
}

/// An event with the blanks around its texts gone, as the file cannot keep them.
pub(crate) fn tidy(event: &EventEntry<'static>) -> EventEntry<'static> {
    let mut tidy = event.clone();
    tidy.summary = event.summary.trim().to_owned().into();
    tidy.scope = event
        .scope
        .as_ref()
        .map(|scope| scope.trim().to_owned().into());
    tidy.note = event
        .note
        .as_ref()
        .map(|note| note.trim_end().to_owned().into());
    tidy
}

pub(crate) fn withdrawal(number: usize, source: Option<String>) -> WithdrawalEntry<'static> {
    let reasons = [
        "Taken back.",
        "It was a mistake: nobody said so, it seems.",
        "'no' # really",
    ];
    WithdrawalEntry {
        date: "2024".into(),
        source: source.map(Into::into),
        reason: reasons[number % reasons.len()].into(),
    }
}
