//! What a change of the ledger does to a channel.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use crate::model::belief::{Evidence, known_from};
use crate::model::grade::Grade;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::model::machine::Refusal;
use crate::model::states::States;

use super::status::{AsOf, setting};
use super::timeline::Timeline;

/// What a change of the ledger does to a channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Effect {
    /// The channel; it has the same key before and after.
    pub channel: ChannelKey,
    /// The stretches of days on which its status is another than before, in order.
    pub stretches: Vec<Stretch>,
    /// What set the last status, before the change and after it, if these are not alike.
    pub setters: Option<[Option<Setter>; 2]>,
    /// Gaps that were not there before, each on the first day of knowledge on which it shows.
    pub gaps: Vec<NewGap>,
}

/// The event that set a status, as far as the status says it: whether only a part of the channel
/// is meant, since when, and how sure that is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setter {
    /// The event.
    pub id: Box<str>,
    /// What part of the channel it is about.
    pub scope: Option<Box<str>>,
    /// Its grade.
    pub grade: Option<Grade>,
    /// The days between which it happened.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
}

/// Some days on which a channel is something else than before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The first of the days; `None` if they have no beginning.
    pub from: Option<NaiveDate>,
    /// The last of the days; `None` if they have no end.
    pub to: Option<NaiveDate>,
    /// What the channel may have been by the old ledger.
    pub before: States,
    /// What it may have been by the new one.
    pub after: States,
}

impl Stretch {
    /// Whether the status was certain and is so no longer.
    pub fn becomes_uncertain(&self) -> bool {
        self.before.len() == 1 && self.after.len() > 1
    }
}

/// An event that is refused when only what was known on a day counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewGap {
    /// The event, in the new ledger.
    pub event: EventKey,
    /// The day of knowledge.
    pub known: NaiveDate,
    /// Why it is refused.
    pub refusal: Refusal,
}

/// Finds the channels that a change touches: those of every event that comes in, and of every
/// event that is believed before and not after, or the other way round.
///
/// The new ledger holds the events of the old one in the same order, and between them those that come in,
/// whose keys are given in order.
pub fn touched(old: &Ledger, new: &Ledger, added: &[EventKey]) -> BTreeSet<ChannelKey> {
    let (old_believed, new_believed) = (Evidence::ALL.believed(old), Evidence::ALL.believed(new));
    let count = u32::try_from(new.packed().len()).unwrap_or(u32::MAX);
    let mut added = added.iter().copied().peekable();
    let mut old_keys = (0..).map(EventKey::new);
    let mut channels = BTreeSet::new();
    for key in (0..count).map(EventKey::new) {
        let stays = added.next_if_eq(&key).is_none()
            && old_keys
                .next()
                .is_some_and(|old| old_believed.contains(old) == new_believed.contains(key));
        if !stays {
            channels.extend(new.event(key).channels.iter());
        }
    }
    channels
}

/// Finds what a change does to some channels, which both ledgers have at the same places.
pub fn effects(
    old: &Ledger,
    new: &Ledger,
    channels: impl IntoIterator<Item = ChannelKey>,
) -> Vec<Effect> {
    let (old_all, new_all) = (Evidence::ALL.believed(old), Evidence::ALL.believed(new));
    let effect = |channel| {
        let before = Timeline::of(old, channel, |event| old_all.contains(event));
        let after = Timeline::of(new, channel, |event| new_all.contains(event));
        let setters = [setter(old, &before), setter(new, &after)];
        let [was, is] = &setters;
        Effect {
            channel,
            stretches: stretches(&before, &after),
            setters: (was != is).then_some(setters),
            gaps: new_gaps(old, new, channel),
        }
    };
    channels.into_iter().map(effect).collect()
}

/// What set the status that a channel has after everything that is known of it.
fn setter(ledger: &Ledger, timeline: &Timeline) -> Option<Setter> {
    let days = timeline
        .entries()
        .iter()
        .flat_map(|entry| [entry.not_before, entry.not_after]);
    let as_of = AsOf {
        on: days.flatten().max()?,
        evidence: Evidence::ALL,
    };
    let setting = setting(ledger, timeline, &as_of, timeline.possible(as_of.on))?;
    let event = ledger.event(setting.event);
    Some(Setter {
        id: event.id.as_str().into(),
        scope: event.scope.map(Into::into),
        grade: setting.grade,
        days: (setting.earliest, setting.latest),
    })
}

/// Compares what a channel may have been, day by day; only a bound of an event can change it.
fn stretches(before: &Timeline, after: &Timeline) -> Vec<Stretch> {
    let entries = before.entries().iter().chain(after.entries());
    let days: BTreeSet<NaiveDate> = entries
        .flat_map(|entry| [entry.not_before, entry.not_after])
        .flatten()
        .collect();
    let eve = days.first().and_then(|first| first.pred_opt());
    let eve = eve.unwrap_or(NaiveDate::MIN);
    let begins = std::iter::once((None, eve)).chain(days.iter().map(|day| (Some(*day), *day)));
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut is_open = false;
    for (from, day) in begins {
        let (was, is) = (before.possible(day), after.possible(day));
        if let Some(last) = stretches.last_mut().filter(|_| is_open) {
            if (last.before, last.after) == (was, is) {
                continue;
            }
            last.to = day.checked_sub_days(Days::new(1));
            is_open = false;
        }
        if was != is {
            is_open = true;
            stretches.push(Stretch {
                from,
                to: None,
                before: was,
                after: is,
            });
        }
    }
    stretches
}

/// Most events that are replayed to look for gaps, for one channel.
const MOST_REPLAYED: usize = 2_000_000;

/// Finds the events that are refused on some day of knowledge and were not refused before.
///
/// On all that a ledger holds nothing is refused, for it has been checked; but on an earlier day
/// of knowledge the event that explains another may not have been known yet.
fn new_gaps(old: &Ledger, new: &Ledger, channel: ChannelKey) -> Vec<NewGap> {
    let order = new.order(channel);
    let withdrawals = order
        .iter()
        .filter_map(|key| new.event(*key).withdrawn.as_ref()?.date.latest());
    let days: BTreeSet<NaiveDate> = order
        .iter()
        .filter_map(|key| known_from(new, &new.event(*key)))
        .chain(withdrawals)
        .collect();
    let most = MOST_REPLAYED / order.len().max(1);
    let mut gaps: BTreeMap<EventKey, NewGap> = BTreeMap::new();
    // The latest days are those that people ask about.
    for &known in days.iter().rev().take(most) {
        let evidence = Evidence {
            known: Some(known),
            ..Evidence::ALL
        };
        let refused = |ledger: &Ledger| -> Vec<(EventKey, Refusal)> {
            let timeline = Timeline::replay(ledger, channel, &evidence);
            let entries = timeline.entries().iter();
            entries
                .filter_map(|entry| Some((entry.event, entry.gap()?)))
                .collect()
        };
        let after = refused(new);
        if after.is_empty() {
            continue;
        }
        let before = refused(old).into_iter();
        let before: BTreeSet<&str> = before
            .map(|(event, _)| old.event(event).id.as_str())
            .collect();
        for (event, refusal) in after {
            if !before.contains(new.event(event).id.as_str()) {
                gaps.insert(
                    event,
                    NewGap {
                        event,
                        known,
                        refusal,
                    },
                );
            }
        }
    }
    gaps.into_values().collect()
}
