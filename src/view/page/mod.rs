//! A page that travels in time: one file that shows every channel on any day, by what was known on any day.
//!
//! The program works out every answer beforehand and the page looks them up, so that its script replays
//! nothing. Without a script the page shows the two days that were asked about. It asks no network for
//! anything, and its policy forbids it to.

mod answers;
mod band;
mod days;
mod effect;
mod figure;
mod history;
mod least;
mod legend;
mod mark;
pub(super) mod policy;
mod reach;
mod sheet;
mod spoken;
mod table;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::belief::{Believed, Evidence};
use crate::model::date::Date;
use crate::model::id::{ChannelKey, EventKey};
use crate::model::ledger::Ledger;
use crate::replay::status::AsOf;

use super::imprint::Imprint;
use super::language::Catalogue;

use self::least::Least;
use self::sheet::{Cut, rendered};

/// The most bytes of a page; whatever is larger does not get through the mail.
pub const LARGEST: usize = 5_000_000;

/// What a page is made from.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The day and the evidence with which the page begins.
    pub as_of: AsOf,
    /// The channels that it shows.
    pub channels: &'a [ChannelKey],
    /// The day from which on events are told, if not all are.
    pub since: Option<NaiveDate>,
    /// The words.
    pub catalogue: &'a Catalogue,
    /// By what it can be made again.
    pub imprint: &'a Imprint,
    /// Where the page of all channels is, for the page of one.
    pub home: Option<&'a str>,
    /// What else a site holds: addresses, and what they lead to.
    pub links: &'a [(String, String)],
    /// A script by which a page that is served while one edits the ledger loads itself again; with it, the page
    /// may ask the server that it came from.
    pub reload: Option<&'a str>,
}

/// Makes a page; one that would be larger than [`LARGEST`] begins on a later day, and says so.
///
/// If there are so many channels that even the last day is too much, it says that too.
pub fn page(page: &Page<'_>) -> String {
    let beliefs = Beliefs::of(page.ledger, &page.as_of.evidence);
    one_of_many(page, &beliefs)
}

/// Makes one of many pages on the same evidence, of which it is found once what is believed.
pub(super) fn one_of_many(page: &Page<'_>, beliefs: &Beliefs) -> String {
    within(page, beliefs, LARGEST)
}

/// What is believed, as often as a page asks for it.
pub(super) struct Beliefs {
    /// By the evidence with which it begins.
    asked: Believed,
    /// By all that the ledger holds.
    everything: Believed,
}

impl Beliefs {
    pub(super) fn of(ledger: &Ledger, evidence: &Evidence) -> Self {
        let everything = Evidence {
            known: None,
            ..*evidence
        };
        Self {
            asked: evidence.believed(ledger),
            everything: everything.believed(ledger),
        }
    }
}

/// A page of so many bytes at the most, if it can be had.
fn within(page: &Page<'_>, beliefs: &Beliefs, largest: usize) -> String {
    let least = Least::of(page);
    if least.from(page.since) <= largest {
        let whole = rendered(page, beliefs, Cut::Nothing);
        if whole.len() <= largest {
            return whole;
        }
    }
    let events = told(page, None);
    let days: BTreeSet<NaiveDate> = events
        .iter()
        .filter_map(|key| page.ledger.event(*key).date.latest())
        .filter(|day| page.since.is_none_or(|since| *day > since) && *day <= page.as_of.on)
        .collect();
    let days: Vec<NaiveDate> = days.into_iter().collect();
    let from = |place: usize| {
        let since = days.get(place).copied().or(page.since);
        Page { since, ..*page }
    };
    let begun = |place: usize| rendered(&from(place), beliefs, Cut::Before);
    let is_too_much = |place: usize| least.from(from(place).since) > largest;
    // The later it begins, the smaller it is: bisected until it fills most of the room.
    let (mut too_early, mut late) = (0, days.len().saturating_sub(1));
    let mut fitting = begun(late);
    if fitting.len() > largest {
        return rendered(&from(late), beliefs, Cut::InVain);
    }
    while too_early + 1 < late && fitting.len() < largest / 10 * 9 {
        let middle = usize::midpoint(too_early, late);
        if is_too_much(middle) {
            too_early = middle;
            continue;
        }
        let tried = begun(middle);
        if tried.len() > largest {
            too_early = middle;
        } else {
            (late, fitting) = (middle, tried);
        }
    }
    fitting
}

/// The events that a page tells: those of its channels, and what brought them about.
fn told(page: &Page<'_>, since: Option<NaiveDate>) -> BTreeSet<EventKey> {
    let is_told =
        |date: &Date| since.is_none_or(|since| date.latest().is_none_or(|latest| latest >= since));
    let of_channels = page
        .channels
        .iter()
        .flat_map(|channel| page.ledger.order(*channel));
    let mut open: Vec<EventKey> = of_channels
        .copied()
        .filter(|key| is_told(&page.ledger.event(*key).date))
        .collect();
    let mut events = BTreeSet::new();
    while let Some(key) = open.pop() {
        if events.insert(key) {
            open.extend(page.ledger.event(key).cause);
        }
    }
    events
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::read::check;
    use crate::view::language::Language;

    fn ledger() -> Ledger {
        let event = |number: u32| {
            let kind = if number % 2 == 1 {
                "suspended"
            } else {
                "resumed"
            };
            format!(
                "  - {{id: e{number}, date: 2023-{number:02}-01, kind: {kind}, channels: [line], summary: Turn {number}., \
                 sources: [wire]}}\n"
            )
        };
        let text = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n\
                    channels: [{id: line, name: L, parties: [USA, CHN]}]\n\
                    sources: [{id: wire, outlet: W, title: T, published: 2023-12-31}]\nevents:\n";
        let events: String = (1..=12).map(event).collect();
        check(format!("{text}{events}"))
            .ledger
            .expect("a sound ledger")
    }

    fn made(largest: usize) -> String {
        let ledger = ledger();
        let channels: Vec<ChannelKey> = ledger.channels().map(|(key, _)| key).collect();
        let page = Page {
            ledger: &ledger,
            as_of: AsOf {
                on: NaiveDate::from_ymd_opt(2023, 12, 31).expect("a day"),
                evidence: Evidence::ALL,
            },
            channels: &channels,
            since: None,
            catalogue: &Catalogue::new(Language::English),
            imprint: &Imprint::of(b""),
            home: None,
            links: &[],
            reload: None,
        };
        let beliefs = Beliefs::of(&ledger, &page.as_of.evidence);
        within(&page, &beliefs, largest)
    }

    #[test]
    fn a_page_that_is_too_large_begins_later_and_says_from_which_day_on() {
        let whole = made(LARGEST);
        assert!(whole.contains("Turn 1.") && !whole.contains("Told from"));
        let limit = whole.len() - whole.len() / 50;
        let cut = made(limit);
        assert!(cut.len() <= limit);
        assert!(!cut.contains("Turn 1.") && cut.contains("Turn 12."));
        let (_, day) = cut.split_once("Told from 2023-").expect("a note");
        assert!(day.starts_with(|c: char| c.is_ascii_digit()));
    }

    #[test]
    fn an_event_takes_no_less_room_than_is_reckoned_with() {
        let page = made(LARGEST);
        let told: Vec<&str> = page
            .split("<li><article ")
            .skip(1)
            .map(|rest| rest.split_once("</article></li>").expect("an end").0)
            .collect();
        assert_eq!(told.len(), 12);
        let around = "<li><article </article></li>".len();
        let least = told.iter().zip(1..).map(|(text, number)| {
            let facts = text.find("<ul>").unwrap_or(text.len());
            let summary = format!("Turn {number}.");
            facts + around - summary.len() - 2 * format!("e{number}").len()
        });
        assert!(least.min() >= Some(least::MARKUP));
    }

    #[test]
    fn a_page_that_cannot_be_made_small_enough_says_so() {
        let page = made(1_000);
        assert!(page.contains("Larger than 5 MB"));
        assert!(page.contains("Turn 12.") && !page.contains("Turn 1."));
    }
}
