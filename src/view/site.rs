//! A small static site: every file of it, by name.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::ledger::Ledger;
use crate::replay::asked::Asked;
use crate::replay::news::news;
use crate::replay::status::{AsOf, Standing};

use super::address::Addresses;
use super::badge::badge;
use super::calendar::calendar;
use super::events_csv::events_csv;
use super::feed::feed;
use super::json;
use super::language::Catalogue;
use super::placeholder;

/// How many changes of status a feed tells of.
pub const MOST_NEWS: usize = 200;

/// What a site is made from.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The language of all that the program says.
    pub catalogue: &'a Catalogue,
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The day and the evidence asked about.
    pub as_of: AsOf,
    /// Where pictures begin; what was over before is left out of tables, calendar and feed.
    pub since: Option<NaiveDate>,
}

impl Site<'_> {
    /// The files by their names, with `/` between folders. The same site always has the same bytes.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let Self {
            catalogue,
            ledger,
            as_of,
            since,
        } = *self;
        let asked = Asked::new(ledger, as_of);
        let standings: Vec<Standing> = ledger
            .channels()
            .map(|(channel, _)| asked.status(channel))
            .collect();
        let addresses = Addresses::of(ledger);
        let mut files = BTreeMap::from([
            (
                "index.html".to_owned(),
                placeholder::page(self, &standings, &addresses),
            ),
            (
                "status.json".to_owned(),
                json::status::json(ledger, &as_of, &standings),
            ),
            (
                "timeline.svg".to_owned(),
                placeholder::timeline(self, &standings),
            ),
            ("events.csv".to_owned(), events_csv(ledger, &as_of, since)),
            (
                "events.ics".to_owned(),
                calendar(catalogue, ledger, &as_of.evidence, since),
            ),
            (
                "feed.atom".to_owned(),
                feed(
                    catalogue,
                    ledger,
                    &as_of.evidence,
                    as_of.on,
                    &news(ledger, &as_of, since, MOST_NEWS),
                ),
            ),
        ]);
        for standing in &standings {
            let channel = standing.channel;
            files.insert(
                addresses.page(channel),
                placeholder::channel_page(self, standing, &addresses),
            );
            files.insert(addresses.badge(channel), badge(catalogue, ledger, standing));
        }
        let bytes = |(name, text): (String, String)| (name, text.into_bytes());
        files.into_iter().map(bytes).collect()
    }
}
