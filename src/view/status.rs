//! The status of channels: the table at a glance.

use crate::model::ledger::Ledger;
use crate::model::post::{Post, Vacancy};
use crate::replay::status::{AsOf, Staleness, Standing};

use super::answered::Answered;
use super::document::{Column, Document, Item, Line, Run, Table, alert, faint, plain, strong};
use super::language::{Catalogue, Message, Value};
use super::words;

/// Lays out the status of some channels.
pub fn document(
    catalogue: &Catalogue,
    ledger: &Ledger,
    as_of: &AsOf,
    standings: &[Standing],
) -> Document {
    let mut document = Document::default();
    document.heading(vec![
        strong(ledger.title()),
        plain(format!(" {}: ", words::as_of(catalogue, as_of))),
        plain(tally(catalogue, ledger, standings)),
    ]);
    document.table(table(catalogue, ledger, as_of, standings));
    document.list(remarks(catalogue, ledger, as_of, standings));
    document
}

/// A row a channel: its status, since when, on whose word, and how old that is.
pub fn table(
    catalogue: &Catalogue,
    ledger: &Ledger,
    as_of: &AsOf,
    standings: &[Standing],
) -> Table {
    Table {
        columns: vec![
            Column::whole(catalogue.say(Message::ColumnChannel)),
            Column::whole(catalogue.say(Message::ColumnStatus)),
            Column::whole(catalogue.say(Message::ColumnSince)),
            Column::wrapped(catalogue.say(Message::ColumnWord)),
            Column::wrapped(catalogue.say(Message::ColumnAge)),
        ],
        rows: standings
            .iter()
            .map(|standing| row(catalogue, ledger, as_of, standing))
            .collect(),
    }
}

/// How many channels are what: `1 open, 5 negotiating`.
fn tally(catalogue: &Catalogue, ledger: &Ledger, standings: &[Standing]) -> String {
    let parts: Vec<String> = Answered::counts(ledger, standings)
        .into_iter()
        .map(|(answered, count)| format!("{count} {}", answered.word(catalogue)))
        .collect();
    if parts.is_empty() {
        catalogue.say(Message::NoChannels)
    } else {
        parts.join(", ")
    }
}

fn row(catalogue: &Catalogue, ledger: &Ledger, as_of: &AsOf, standing: &Standing) -> Vec<Run> {
    let channel = ledger.channel(standing.channel);
    let (since, word) = match &standing.setting {
        Some(setting) => (
            plain(words::date(catalogue, &ledger.event(setting.event))),
            plain(words::word(
                catalogue,
                ledger,
                setting.event,
                &as_of.evidence,
            )),
        ),
        None => (faint("–"), faint("–")),
    };
    vec![
        strong(channel.id.as_str()),
        words::standing_run(catalogue, ledger, standing),
        since,
        word,
        age(catalogue, standing),
    ]
}

fn age(catalogue: &Catalogue, standing: &Standing) -> Run {
    match &standing.last_evidence {
        None => faint("–"),
        Some(last) => {
            let text = words::age(catalogue, last, standing.staleness);
            if standing.staleness == Staleness::Stale {
                alert(text)
            } else {
                plain(text)
            }
        }
    }
}

/// What the table has no room for and the reader should not miss, headed by the channels' ids.
pub fn remarks(
    catalogue: &Catalogue,
    ledger: &Ledger,
    as_of: &AsOf,
    standings: &[Standing],
) -> Vec<Item> {
    let of = |standing: &Standing| {
        let id = ledger.channel(standing.channel).id.as_str();
        let headed = |line| Item::new([vec![strong(format!("{id}: "))], line].concat());
        let lines = remark_lines(catalogue, ledger, as_of, standing);
        lines.into_iter().map(headed).collect::<Vec<Item>>()
    };
    standings.iter().flat_map(of).collect()
}

/// What the table has no room for and the reader should not miss.
pub fn remark_lines(
    catalogue: &Catalogue,
    ledger: &Ledger,
    as_of: &AsOf,
    standing: &Standing,
) -> Vec<Line> {
    let mut remarks: Vec<Line> = Vec::new();
    let scope = standing
        .setting
        .and_then(|setting| ledger.event(setting.event).scope);
    remarks.extend(scope.map(|scope| vec![plain(scope)]));
    for entry in &standing.undecided {
        let event = ledger.event(entry.event);
        let (deed, date) = (
            words::deed(catalogue, ledger, &event),
            words::date(catalogue, &event),
        );
        let undecided = catalogue.fill(
            Message::RemarkUndecided,
            &[("deed", Value::from(&deed)), ("date", Value::from(&date))],
        );
        let mut line = vec![plain(format!("{undecided}: "))];
        line.extend(words::told(catalogue, &event));
        remarks.push(line);
    }
    for (post, vacancy) in &standing.vacancies {
        let vacant = vacant(catalogue, ledger, as_of, ledger.post(*post), *vacancy);
        remarks.push(vec![plain(vacant)]);
    }
    if standing.gap {
        remarks.push(vec![alert(catalogue.say(Message::RemarkGap))]);
    }
    remarks
}

/// That a post is vacant, and after whom, as far as that was known.
pub(super) fn vacant(
    catalogue: &Catalogue,
    ledger: &Ledger,
    as_of: &AsOf,
    post: &Post,
    vacancy: Vacancy,
) -> String {
    let office = [
        ("title", Value::from(&*post.title)),
        ("party", Value::from(&*ledger.party(post.party).name)),
    ];
    let vacant = match vacancy {
        Vacancy::Held => catalogue.fill(Message::PostHeld, &office),
        Vacancy::Undecided => catalogue.fill(Message::PostPerhapsVacant, &office),
        Vacancy::Vacant => catalogue.fill(Message::PostVacant, &office),
    };
    let last = post.last_to_leave(as_of.on, as_of.evidence.known);
    let last = last.filter(|_| vacancy != Vacancy::Held);
    match last.and_then(|holder| Some((&holder.name, holder.until.as_ref()?))) {
        None => vacant,
        Some((name, until)) => {
            let until = until.to_string();
            let values = [
                ("vacant", Value::from(&vacant)),
                ("name", Value::from(&**name)),
                ("until", Value::from(&until)),
            ];
            catalogue.fill(Message::PostHeldUntil, &values)
        }
    }
}
