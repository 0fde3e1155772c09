//! What is new about channels as a feed (Atom, RFC 4287).

use std::io;

use atom_syndication::{
    Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text, WriteConfig,
};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime};

use crate::model::belief::{Evidence, Verdict};
use crate::model::date::Date;
use crate::model::id::EventKey;
use crate::model::ledger::Ledger;
use crate::replay::news::{Answer, News};
use crate::replay::status::AsOf;

use super::address::Addresses;
use super::identity::urn;
use super::inert::inert;
use super::language::{Catalogue, Message, Value};
use super::words;

/// How many events an entry tells as reasons of one sort; of more, those that come last in the replay.
const MOST_REASONS: usize = 12;

/// A feed with an entry for every change of a channel's status, newest first.
///
/// The address of an entry is that of its channel's page, beside the feed. An entry has the day on
/// which the change came, at midnight; the feed has that of its newest entry, or, without any, of the
/// last source that was published by the day asked about. The clock has no part in it.
pub fn feed(catalogue: &Catalogue, ledger: &Ledger, as_of: &AsOf, news: &[News]) -> String {
    let addresses = Addresses::of(ledger);
    let title = ledger.title();
    let news: Vec<&News> = news.iter().filter(|one| is_writable(one.day)).collect();
    let newest = news.first().map(|one| one.day);
    let mut feed = Feed {
        title: plain(&catalogue.fill(Message::FeedTitle, &[("title", Value::from(title))])),
        id: urn(&[title]),
        updated: midnight(newest.or_else(|| last_published(ledger, as_of.on))),
        subtitle: Some(plain(&catalogue.say(Message::FeedSubtitle))),
        generator: Some(Generator {
            value: "detente".into(),
            ..Generator::default()
        }),
        lang: Some(catalogue.language().tag().into()),
        ..Feed::default()
    };
    feed.authors.push(Person {
        name: inert(title).into_owned(),
        ..Person::default()
    });
    feed.links
        .push(to("feed.atom", "self", "application/atom+xml"));
    feed.links.push(to("index.html", "alternate", "text/html"));
    for one in news {
        feed.entries
            .push(entry(catalogue, ledger, &as_of.evidence, &addresses, one));
    }
    written(&feed).unwrap_or_default()
}

/// The text of a feed, an element a line.
fn written(feed: &Feed) -> io::Result<String> {
    let config = WriteConfig {
        indent_size: Some(1),
        ..WriteConfig::default()
    };
    // A text that grows in memory takes whatever is written to it.
    let bytes = feed
        .write_with_config(Vec::new(), config)
        .map_err(io::Error::other)?;
    let mut text = String::from_utf8(bytes).map_err(io::Error::other)?;
    text.push('\n');
    Ok(text)
}

fn entry(
    catalogue: &Catalogue,
    ledger: &Ledger,
    evidence: &Evidence,
    addresses: &Addresses,
    news: &News,
) -> Entry {
    let channel = ledger.channel(news.channel);
    let day = news.day.to_string();
    let (before, after) = (
        answer(catalogue, news.before),
        answer(catalogue, news.after),
    );
    let title = catalogue.fill(
        Message::NewsTitle,
        &[
            ("channel", Value::from(&*channel.name)),
            ("before", Value::from(&before)),
            ("after", Value::from(&after)),
        ],
    );
    let mut entry = Entry {
        title: plain(&title),
        id: urn(&[ledger.title(), channel.id.as_str(), &day]),
        updated: midnight(Some(news.day)),
        published: Some(midnight(Some(news.day))),
        content: Some(Content {
            value: Some(content(catalogue, ledger, evidence, news)),
            content_type: Some("text".into()),
            ..Content::default()
        }),
        ..Entry::default()
    };
    let page = addresses.page(news.channel);
    entry.links.push(to(&page, "alternate", "text/html"));
    entry
}

/// What changed and why, in lines.
fn content(catalogue: &Catalogue, ledger: &Ledger, evidence: &Evidence, news: &News) -> String {
    let known = evidence.known.map_or(news.day, |known| known.min(news.day));
    let evidence = Evidence {
        known: Some(known),
        ..*evidence
    };
    let (day, before, after) = (
        news.day.to_string(),
        answer(catalogue, news.before),
        answer(catalogue, news.after),
    );
    let mut lines = vec![catalogue.fill(
        Message::NewsChange,
        &[
            ("day", Value::from(&day)),
            ("before", Value::from(&before)),
            ("after", Value::from(&after)),
        ],
    )];
    for (heading, events) in [
        (Message::NewsLearned, &news.learned),
        (Message::NewsDropped, &news.dropped),
        (Message::NewsReached, &news.reached),
    ] {
        if !events.is_empty() {
            lines.push(catalogue.say(heading));
        }
        let more = events.len().saturating_sub(MOST_REASONS);
        if more > 0 {
            lines.push(format!(
                "– {}",
                catalogue.fill(Message::NewsMore, &[("count", Value::from(more))])
            ));
        }
        for event in events.iter().skip(more) {
            lines.push(format!("– {}", told(catalogue, ledger, &evidence, *event)));
        }
    }
    let lines: Vec<_> = lines.iter().map(|line| inert(line)).collect();
    lines.join("\n")
}

/// An event in one line, and why it is not believed where it is not.
fn told(catalogue: &Catalogue, ledger: &Ledger, evidence: &Evidence, key: EventKey) -> String {
    let event = ledger.event(key);
    let text = format!(
        "{} {}: {}",
        words::date(catalogue, &event),
        words::deed(catalogue, ledger, &event),
        words::line_text(&words::told(catalogue, &event)),
    );
    let more = match evidence.judge(ledger, key) {
        Verdict::Believed => words::word(catalogue, ledger, key, evidence),
        Verdict::TooWeak => catalogue.say(Message::LeftOutTooWeak),
        Verdict::Unknown => return text,
        Verdict::Replaced { by } => catalogue.fill(
            Message::LeftOutReplaced,
            &[("event", Value::from(ledger.event(by).id.as_str()))],
        ),
        Verdict::Withdrawn => match &event.withdrawn {
            None => return text,
            Some(withdrawal) => catalogue.fill(
                Message::LeftOutWithdrawn,
                &[
                    ("date", Value::from(&withdrawal.date.to_string())),
                    ("reason", Value::from(&*withdrawal.reason)),
                ],
            ),
        },
    };
    format!("{text} – {more}")
}

fn answer(catalogue: &Catalogue, answer: Answer) -> String {
    if answer.is_partly_open {
        catalogue.say(Message::StatePartlyOpen)
    } else {
        words::states(catalogue, answer.possible)
    }
}

fn plain(text: &str) -> Text {
    Text::plain(inert(text).into_owned())
}

fn to(address: &str, relation: &str, kind: &str) -> Link {
    Link {
        href: address.into(),
        rel: relation.into(),
        mime_type: Some(kind.into()),
        ..Link::default()
    }
}

/// The last day by which a source was out that was out by a day.
fn last_published(ledger: &Ledger, on: NaiveDate) -> Option<NaiveDate> {
    let days = ledger
        .sources()
        .filter_map(|(_, source)| Date::latest(&source.published));
    days.filter(|day| *day <= on && is_writable(*day)).max()
}

/// Whether a feed can write a day.
fn is_writable(day: NaiveDate) -> bool {
    (0..=9999).contains(&day.year())
}

/// The beginning of a day; without any, that of the epoch, for the element must be there.
fn midnight(day: Option<NaiveDate>) -> FixedDateTime {
    let day = day.map(|day| day.and_time(NaiveTime::MIN).and_utc());
    day.unwrap_or(DateTime::UNIX_EPOCH).fixed_offset()
}
