//! The status of channels: the table at a glance.

use crate::model::ledger::Ledger;
use crate::model::machine::State;
use crate::model::post::{Post, Vacancy};
use crate::replay::status::{AsOf, Staleness, Standing};

use super::document::{Column, Document, Item, Line, Run, Table, alert, faint, plain, strong};
use super::words;

/// Lays out the status of some channels.
pub fn document(ledger: &Ledger, as_of: &AsOf, standings: &[Standing]) -> Document {
    let mut document = Document::default();
    document.heading(vec![
        strong(ledger.title()),
        plain(format!(" {}: ", words::as_of(as_of))),
        plain(tally(ledger, standings)),
    ]);
    document.table(Table {
        columns: vec![
            Column::whole("Channel"),
            Column::whole("Status"),
            Column::whole("Since"),
            Column::wrapped("On whose word"),
            Column::wrapped("Age of evidence"),
        ],
        rows: standings
            .iter()
            .map(|standing| row(ledger, as_of, standing))
            .collect(),
    });
    document.list(
        standings
            .iter()
            .flat_map(|standing| remarks(ledger, as_of, standing))
            .collect(),
    );
    document
}

/// How many channels are what: `1 open, 5 negotiating`.
fn tally(ledger: &Ledger, standings: &[Standing]) -> String {
    let word = |answer: &Standing| {
        if words::is_partly_open(ledger, answer) {
            "partly open"
        } else {
            answer.word()
        }
    };
    let mut order: Vec<&str> = State::ALL.into_iter().map(State::word).collect();
    order.insert(1, "partly open");
    order.push("uncertain");
    let counts = order.into_iter().map(|wanted| {
        (
            standings
                .iter()
                .filter(|answer| word(answer) == wanted)
                .count(),
            wanted,
        )
    });
    let parts: Vec<String> = counts
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if parts.is_empty() {
        "no channels".into()
    } else {
        parts.join(", ")
    }
}

fn row(ledger: &Ledger, as_of: &AsOf, standing: &Standing) -> Vec<Run> {
    let channel = ledger.channel(standing.channel);
    let (since, word) = match &standing.setting {
        Some(setting) => (
            plain(words::date(ledger.event(setting.event))),
            plain(words::word(ledger, setting.event, &as_of.evidence)),
        ),
        None => (faint("–"), faint("–")),
    };
    vec![
        strong(channel.id.as_str()),
        words::standing_run(ledger, standing),
        since,
        word,
        age(standing),
    ]
}

fn age(standing: &Standing) -> Run {
    match &standing.last_evidence {
        None => faint("–"),
        Some(last) => {
            let text = words::age(last, standing.staleness);
            if standing.staleness == Staleness::Stale {
                alert(text)
            } else {
                plain(text)
            }
        }
    }
}

/// What the table has no room for and the reader should not miss.
fn remarks(ledger: &Ledger, as_of: &AsOf, standing: &Standing) -> Vec<Item> {
    let mut remarks: Vec<Line> = Vec::new();
    let scope = standing
        .setting
        .and_then(|setting| ledger.event(setting.event).scope.as_deref());
    remarks.extend(scope.map(|scope| vec![plain(scope)]));
    for entry in &standing.undecided {
        let event = ledger.event(entry.event);
        let mut line = vec![plain(format!(
            "`{}` of {} had perhaps not happened yet: ",
            words::deed(ledger, event),
            words::date(event)
        ))];
        line.extend(words::told(event));
        remarks.push(line);
    }
    for (post, vacancy) in &standing.vacancies {
        remarks.push(vec![plain(vacant(
            ledger,
            as_of,
            ledger.post(*post),
            *vacancy,
        ))]);
    }
    if standing.gap {
        let text = "its history has a gap: something that is not recorded, or does not count here, must have \
                    come between its events";
        remarks.push(vec![alert(text)]);
    }
    let id = ledger.channel(standing.channel).id.as_str();
    let headed = |line| [vec![strong(format!("{id}: "))], line].concat();
    remarks
        .into_iter()
        .map(|line| Item::new(headed(line)))
        .collect()
}

/// That a post is vacant, and after whom, as far as that was known.
fn vacant(ledger: &Ledger, as_of: &AsOf, post: &Post, vacancy: Vacancy) -> String {
    let office = format!("{} ({})", post.title, ledger.party(post.party).name);
    let last = post.last_to_leave(as_of.on, as_of.evidence.known);
    let held = last
        .and_then(|holder| Some((&holder.name, holder.until.as_ref()?)))
        .map(|(name, until)| format!("; {name} held it until {until}"))
        .unwrap_or_default();
    match vacancy {
        Vacancy::Held => format!("the post of {office} is held"),
        Vacancy::Undecided => format!("the post of {office} is perhaps vacant{held}"),
        Vacancy::Vacant => format!("the post of {office} is vacant{held}"),
    }
}
