//! Plain pages and a plain picture, in the place of those that are yet to be drawn.

use askama::Template;

use crate::replay::status::Standing;

use super::address::Addresses;
use super::document::{Block, Line, Table};
use super::site::Site;
use super::status;
use super::words;

/// A page without ornament.
#[derive(Template)]
#[template(path = "plain.html")]
struct Plain<'a> {
    language: &'static str,
    title: String,
    root: &'static str,
    blocks: &'a [Block],
    /// Addresses and what they lead to.
    links: Vec<(String, String)>,
}

/// A picture of nothing but words.
#[derive(Template)]
#[template(path = "plain.svg")]
struct PlainPicture {
    title: String,
    height: usize,
    /// Where a line stands, and what it says.
    lines: Vec<(usize, String)>,
}

/// The site's first page.
pub(super) fn page(site: &Site<'_>, standings: &[Standing], addresses: &Addresses) -> String {
    let files = [
        "timeline.svg",
        "status.json",
        "events.csv",
        "events.ics",
        "feed.atom",
    ];
    let channels = site
        .report
        .ledger
        .channels()
        .map(|(key, channel)| (addresses.page(key), channel.name.to_string()));
    let files = files.map(|file| (file.to_owned(), file.to_owned()));
    plain(site, standings, "", channels.chain(files).collect())
}

/// The page of one channel.
pub(super) fn channel_page(site: &Site<'_>, standing: &Standing, addresses: &Addresses) -> String {
    let title = site.report.ledger.title().to_owned();
    let badge = addresses.badge(standing.channel);
    let links = vec![("index.html".to_owned(), title), (badge.clone(), badge)];
    plain(site, std::slice::from_ref(standing), "../", links)
}

fn plain(
    site: &Site<'_>,
    standings: &[Standing],
    root: &'static str,
    links: Vec<(String, String)>,
) -> String {
    let document = status::document(
        site.catalogue,
        site.report.ledger,
        &site.report.as_of,
        standings,
    );
    let page = Plain {
        language: site.catalogue.language().tag(),
        title: site.report.ledger.title().to_owned(),
        root,
        blocks: &document.blocks,
        links,
    };
    page.render().unwrap_or_default()
}

/// The picture of all channels.
pub(super) fn timeline(site: &Site<'_>, standings: &[Standing]) -> String {
    let lines = standings.iter().enumerate().map(|(number, standing)| {
        let name = &site.report.ledger.channel(standing.channel).name;
        let status = words::standing_text(site.catalogue, site.report.ledger, standing);
        (56 + 20 * number, format!("{name}: {status}"))
    });
    let picture = PlainPicture {
        title: format!(
            "{} {}",
            site.report.ledger.title(),
            words::as_of(site.catalogue, &site.report.as_of)
        ),
        height: 64 + 20 * standings.len(),
        lines: lines.collect(),
    };
    picture.render().unwrap_or_default()
}

/// The text of a line, for templates.
fn said(line: &Line) -> String {
    words::line_text(line)
}

/// The titles of a table's columns, for templates.
fn titles(table: &Table) -> Vec<&str> {
    let columns = table.columns.iter();
    columns.map(|column| column.title.as_str()).collect()
}
