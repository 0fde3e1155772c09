//! A small static site: every file of it, by name.

use std::collections::BTreeMap;

use crate::model::id::ChannelKey;
use crate::replay::news::news;
use crate::replay::report::Report;
use crate::replay::status::Standing;

use super::address::Addresses;
use super::badge::badge;
use super::calendar::calendar;
use super::chart::caption::Caption;
use super::chart::{of_report, svg};
use super::events_csv::events_csv;
use super::feed::feed;
use super::imprint::Imprint;
use super::json;
use super::language::Catalogue;
use super::page::{Beliefs, Page, one_of_many};

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
        let beliefs = Beliefs::of(ledger, &as_of.evidence);
        add("index.html", self.page(&beliefs, &addresses));
        add("timeline.svg", self.picture());
        add(
            "status.json",
            json::status::json(ledger, &as_of, &standings),
        );
        add("events.csv", events_csv(ledger, &as_of, since));
        add("events.ics", calendar(catalogue, ledger, &as_of, since));
        add("feed.atom", feed(catalogue, ledger, &as_of, &news));
        for standing in &standings {
            let channel = standing.channel;
            let page = self.channel_page(channel, &beliefs, &addresses);
            add(&addresses.page(channel), page);
            add(
                &addresses.badge(channel),
                badge(catalogue, ledger, standing),
            );
        }
        files
    }

    /// The page of all channels, with the way to everything else.
    fn page(&self, beliefs: &Beliefs, addresses: &Addresses) -> String {
        let channels = self.report.ledger.channels();
        let pages = channels.map(|(key, channel)| (addresses.page(key), channel.name.to_string()));
        let files = [
            "timeline.svg",
            "status.json",
            "events.csv",
            "events.ics",
            "feed.atom",
        ];
        let files = files.map(|file| (file.to_owned(), file.to_owned()));
        let links: Vec<(String, String)> = pages.chain(files).collect();
        let channels: Vec<ChannelKey> = self.channels().collect();
        one_of_many(&self.page_of(&channels, None, &links), beliefs)
    }

    fn channel_page(
        &self,
        channel: ChannelKey,
        beliefs: &Beliefs,
        addresses: &Addresses,
    ) -> String {
        let badge = addresses.badge(channel);
        let links = [(format!("../{badge}"), badge)];
        let channels = [channel];
        let page = self.page_of(&channels, Some("../index.html"), &links);
        one_of_many(&page, beliefs)
    }

    fn page_of<'b>(
        &'b self,
        channels: &'b [ChannelKey],
        home: Option<&'b str>,
        links: &'b [(String, String)],
    ) -> Page<'b> {
        Page {
            ledger: self.report.ledger,
            as_of: self.report.as_of,
            channels,
            since: self.report.since,
            catalogue: self.catalogue,
            imprint: self.imprint,
            home,
            links,
            reload: None,
        }
    }

    fn picture(&self) -> String {
        let chart = of_report(self.catalogue, self.report, None);
        let caption = Caption::of(self.catalogue, self.report, self.imprint);
        svg::svg(self.catalogue, &chart, &caption, svg::USUAL_WIDTH)
    }

    fn channels(&self) -> impl Iterator<Item = ChannelKey> {
        let channels = self.report.channels.iter();
        channels.map(|channel| channel.standing.channel)
    }
}
