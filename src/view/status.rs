//! The status of channels: the table at a glance, and `detente.status/1`.

use crate::model::ledger::Ledger;
use crate::model::machine::{State, Status};
use crate::model::post::{Post, Vacancy};
use crate::replay::status::{AsOf, Standing};

use super::document::{
    Column, Document, Item, Line, Run, Table, alert, faint, plain, standing, strong,
};
use super::words;

/// Lays out the status of some channels.
pub fn document(ledger: &Ledger, as_of: &AsOf, standings: &[Standing]) -> Document {
    let mut document = Document::default();
    document.heading(vec![
        strong(ledger.title()),
        plain(format!(" {}: ", words::as_of(as_of))),
        plain(tally(standings)),
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
            .flat_map(|standing| remarks(ledger, standing))
            .collect(),
    );
    document
}

/// How many channels are what: `1 open, 5 negotiating`.
fn tally(standings: &[Standing]) -> String {
    let count = |state: Option<State>| {
        standings
            .iter()
            .filter(|standing| standing.possible.only() == state)
            .count()
    };
    let mut parts: Vec<String> = State::ALL
        .into_iter()
        .map(|state| (count(Some(state)), state.word()))
        .chain([(count(None), "uncertain")])
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if parts.is_empty() {
        parts.push("no channels".into());
    }
    parts.join(", ")
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
        status_run(ledger, standing),
        since,
        word,
        age(standing),
    ]
}

fn status_run(ledger: &Ledger, answer: &Standing) -> Run {
    let is_partly_open = answer.setting.is_some_and(|setting| {
        setting.status == Status::Open && ledger.event(setting.event).scope.is_some()
    });
    if is_partly_open {
        return standing("● partly open", answer.possible);
    }
    words::signed(answer.possible)
}

fn age(standing: &Standing) -> Run {
    match (&standing.last_evidence, standing.stale) {
        (None, _) => faint("–"),
        (Some(last), false) => plain(words::age(last)),
        (Some(last), true) => alert(format!("{}, stale", words::age(last))),
    }
}

/// What the table has no room for and the reader should not miss.
fn remarks(ledger: &Ledger, standing: &Standing) -> Vec<Item> {
    let mut remarks: Vec<Line> = Vec::new();
    let scope = standing
        .setting
        .and_then(|setting| ledger.event(setting.event).scope.as_deref());
    remarks.extend(scope.map(|scope| vec![plain(scope)]));
    for entry in &standing.undecided {
        let event = ledger.event(entry.event);
        let mut line = vec![plain(format!(
            "`{}` of {} had perhaps not happened yet: ",
            event.kind,
            words::date(event)
        ))];
        line.extend(words::told(event));
        remarks.push(line);
    }
    for (post, vacancy) in &standing.vacancies {
        remarks.push(vec![plain(vacant(ledger, ledger.post(*post), *vacancy))]);
    }
    if standing.gap {
        let text = "its history has a gap: something unrecorded must have come between";
        remarks.push(vec![alert(text)]);
    }
    let id = ledger.channel(standing.channel).id.as_str();
    let headed = |line| [vec![strong(format!("{id}: "))], line].concat();
    remarks
        .into_iter()
        .map(|line| Item::new(headed(line)))
        .collect()
}

/// That a post is vacant, and after whom: the vacancy is as old as the ledger's last holder.
fn vacant(ledger: &Ledger, post: &Post, vacancy: Vacancy) -> String {
    let office = format!("{} ({})", post.title, ledger.party(post.party).name);
    let holders = post.holders.iter().flatten().rev();
    let last =
        holders.filter_map(|holder| holder.until.as_ref().map(|until| (&holder.name, until)));
    let held = last
        .take(1)
        .map(|(name, until)| format!("; {name} held it until {until}"));
    let held: String = held.collect();
    match vacancy {
        Vacancy::Held => format!("the post of {office} is held"),
        Vacancy::Undecided => format!("the post of {office} is perhaps vacant{held}"),
        Vacancy::Vacant => {
            format!("the post of {office} is vacant{held}, and no successor is recorded")
        }
    }
}
