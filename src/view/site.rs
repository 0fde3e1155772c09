//! A small static site: every file of it, by name.

use std::collections::BTreeMap;

use crate::replay::news::news;
use crate::replay::report::Report;
use crate::replay::status::Standing;

use super::address::Addresses;
use super::badge::badge;
use super::calendar::calendar;
use super::events_csv::events_csv;
use super::feed::feed;
use super::imprint::Imprint;
use super::json;
use super::language::Catalogue;
use super::placeholder;

/// How many changes of status a feed tells of.
pub const MOST_NEWS: usize = 200;

/// What a site is made from.
pub struct Site<'a> {
    /// The words of the language that the program speaks.
    pub catalogue: &'a Catalogue,
    /// Everything about the channels that the site is to show.
    pub report: &'a Report<'a>,
    /// By what the site can be made again.
    pub imprint: &'a Imprint,
}

impl Site<'_> {
    /// The files by their names, with `/` between folders; the same site always has the same bytes.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let Self {
            catalogue, report, ..
        } = *self;
        let Report {
            ledger,
            as_of,
            since,
            ..
        } = *report;
        let standings: Vec<Standing> = report.standings().cloned().collect();
        let addresses = Addresses::of(ledger);
        let news = news(ledger, &as_of, since, MOST_NEWS);
        let mut files = BTreeMap::new();
        let mut add = |name: &str, text: String| files.insert(name.to_owned(), text.into_bytes());
        add(
            "index.html",
            placeholder::page(self, &standings, &addresses),
        );
        add("timeline.svg", placeholder::timeline(self, &standings));
        add(
            "status.json",
            json::status::json(ledger, &as_of, &standings),
        );
        add("events.csv", events_csv(ledger, &as_of, since));
        add("events.ics", calendar(catalogue, ledger, &as_of, since));
        add("feed.atom", feed(catalogue, ledger, &as_of, &news));
        for standing in &standings {
            let channel = standing.channel;
            let page = placeholder::channel_page(self, standing, &addresses);
            add(&addresses.page(channel), page);
            add(
                &addresses.badge(channel),
                badge(catalogue, ledger, standing),
            );
        }
        files
    }
}
