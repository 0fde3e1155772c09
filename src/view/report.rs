//! A report laid out to be read from top to bottom, as text or as Markdown.

use crate::model::event::Event;
use crate::model::id::{EventKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::model::machine::Kind;
use crate::replay::report::{ChannelReport, Report};
use crate::replay::status::Standing;
use crate::replay::timeline::Entry;

use super::document::{Document, Item, Line, Role, Run, alert, faint, plain, strong};
use super::headline::headline;
use super::imprint::Imprint;
use super::language::{Catalogue, Message, Value};
use super::{replay, status, why, words};

/// Lays out a report.
///
/// `picture` is the timeline, drawn for whatever the document is going to be shown on.
pub fn document(
    catalogue: &Catalogue,
    report: &Report,
    imprint: &Imprint,
    picture: Vec<Line>,
) -> Document {
    let Report { ledger, as_of, .. } = *report;
    let standings: Vec<Standing> = report.standings().cloned().collect();
    let mut document = Document::default();
    let when = words::as_of(catalogue, &as_of);
    document.heading(vec![strong(ledger.title()), plain(format!(" {when}"))]);
    document.paragraph(vec![strong(headline(catalogue, ledger, &standings))]);
    document.figure(picture);
    document.table(status::table(catalogue, ledger, &as_of, &standings));
    document.list(status::remarks(catalogue, ledger, &as_of, &standings));
    for channel in &report.channels {
        push_channel(&mut document, catalogue, report, channel);
    }
    if !report.causes.is_empty() {
        document.heading(vec![strong(catalogue.say(Message::OutsideTheChannels))]);
        let told = |key: &EventKey| event_item(catalogue, report, &ledger.event(*key), *key);
        document.list(report.causes.iter().map(told).collect());
    }
    if !report.sources.is_empty() {
        document.heading(vec![strong(catalogue.say(Message::Sources))]);
        let told = |key: &SourceKey| Item::new(source_line(catalogue, ledger, *key));
        document.list(report.sources.iter().map(told).collect());
    }
    document.heading(vec![strong(catalogue.say(Message::MadeFrom))]);
    document.list(made_from(catalogue, report, imprint));
    document
}

fn push_channel(
    document: &mut Document,
    catalogue: &Catalogue,
    report: &Report,
    channel: &ChannelReport,
) {
    let Report { ledger, as_of, .. } = *report;
    let key = channel.standing.channel;
    let about = ledger.channel(key);
    document.heading(vec![
        strong(&*about.name),
        plain(" ["),
        plain(about.id.as_str()),
        plain("]"),
    ]);
    document.paragraph(replay::now(catalogue, ledger, &channel.standing));
    if let Some(about) = &about.about {
        document.paragraph(vec![plain(about.replace('\n', " "))]);
    }
    document.list(
        status::remark_lines(catalogue, ledger, &as_of, &channel.standing)
            .into_iter()
            .map(Item::new)
            .collect(),
    );
    if channel.history.is_empty() {
        document.paragraph(vec![faint(catalogue.say(Message::NoEvents))]);
    } else {
        document.subheading(vec![strong(catalogue.say(Message::History))]);
        let told = |entry: &Entry| entry_item(catalogue, report, entry);
        document.list(channel.history.iter().map(told).collect());
    }
    if channel.older > 0 {
        let older = catalogue.fill(Message::OlderEvents, &[("count", channel.older.into())]);
        document.paragraph(vec![faint(older)]);
    }
    let happened = channel.timeline.possible_by(as_of.on).iter();
    document.list(
        happened
            .filter_map(|entry| replay::gap(catalogue, ledger, entry))
            .collect(),
    );
    document.list(replay::left_out(catalogue, ledger, &as_of, key));
    let unheard = channel.of_kinds(ledger, &[Kind::Unanswered, Kind::Declined]);
    if !unheard.is_empty() {
        document.subheading(vec![strong(catalogue.say(Message::NotHeard))]);
        let told =
            |entry: &Entry| Item::new(why::headline(catalogue, ledger, &ledger.event(entry.event)));
        document.list(unheard.iter().map(told).collect());
    }
    document.subheading(vec![strong(catalogue.say(Message::MayHappenNext))]);
    document.list(why::next(catalogue, &channel.next));
}

/// An event of a channel: what it was, what it changed, on whose word, and through what.
fn entry_item(catalogue: &Catalogue, report: &Report, entry: &Entry) -> Item {
    let ledger = report.ledger;
    let event = ledger.event(entry.event);
    let mut item = event_item(catalogue, report, &event, entry.event);
    let mut change = vec![replay::change(catalogue, entry)];
    let happened = replay::happened(catalogue, entry, &event, report.as_of.on);
    if happened.role == Role::Alert || entry_bounds_differ(entry, &event) {
        change.push(plain("; "));
        change.push(happened);
    }
    item.items.insert(0, Item::new(change));
    item.items.extend(event.cause.and_then(|cause| {
        report.as_of.evidence.believes(ledger, cause).then(|| {
            let label = catalogue.say(Message::CausedBy);
            let mut line = vec![plain(format!("{label} "))];
            line.extend(why::headline(catalogue, ledger, &ledger.event(cause)));
            Item::new(line)
        })
    }));
    item
}

/// Whether the replay says more of the day of an event than its date.
fn entry_bounds_differ(entry: &Entry, event: &Event) -> bool {
    (entry.not_before, entry.not_after) != (event.date.earliest(), event.date.latest())
}

/// An event with its sources and the analyst's remark.
fn event_item(catalogue: &Catalogue, report: &Report, event: &Event, key: EventKey) -> Item {
    let mut items = why::evidence(catalogue, report.ledger, &report.as_of, key);
    items.extend(why::note(catalogue, event).map(|note| Item::new(vec![faint(note)])));
    Item {
        line: why::headline(catalogue, report.ledger, event),
        items,
    }
}

/// A source, as a list of sources has it.
fn source_line(catalogue: &Catalogue, ledger: &Ledger, key: SourceKey) -> Vec<Run> {
    let source = ledger.source(key);
    let author = source.author.as_ref();
    let author = author
        .map(|author| format!("{author}, "))
        .unwrap_or_default();
    let mut line = vec![
        strong(&*source.outlet),
        plain(format!(
            ": {author}{}, {} [{}]",
            words::quoted(catalogue, &source.title),
            source.published,
            source.id
        )),
    ];
    match source.reliability {
        Some(letter) => {
            let meaning = words::reliability(catalogue, letter);
            line.push(plain(format!(", {}: {meaning}", letter.letter())));
        }
        None => line.push(alert(format!(", {}", catalogue.say(Message::NotJudged)))),
    }
    for place in [&source.url, &source.archive].into_iter().flatten() {
        line.push(faint(format!(", {place}")));
    }
    line
}

/// By what the report can be made again.
fn made_from(catalogue: &Catalogue, report: &Report, imprint: &Imprint) -> Vec<Item> {
    let item = |text: String| Item::new(vec![plain(text)]);
    let on = report.as_of.on.to_string();
    let known = match report.as_of.evidence.known {
        Some(known) => known.to_string(),
        None => catalogue.say(Message::AllThatTheLedgerHolds),
    };
    let mut items = vec![
        item(catalogue.fill(
            Message::FootLedger,
            &[("sha", Value::from(&imprint.sha256))],
        )),
        item(catalogue.fill(Message::FootOn, &[("day", Value::from(&on))])),
        item(catalogue.fill(Message::FootKnown, &[("day", Value::from(&known))])),
    ];
    if let Some(floor) = report.as_of.evidence.min_grade {
        let floor = floor.to_string();
        items.push(item(
            catalogue.fill(Message::FootGrade, &[("grade", Value::from(&floor))]),
        ));
    }
    if let Some(since) = report.since {
        let since = since.to_string();
        items.push(item(
            catalogue.fill(Message::FootSince, &[("day", Value::from(&since))]),
        ));
    }
    items.push(item(catalogue.fill(
        Message::FootVersion,
        &[("version", imprint.version.into())],
    )));
    items
}
