//! Why a channel is what it is.

use crate::model::event::Event;
use crate::model::grade::Grade;
use crate::model::id::{EventKey, SourceKey};
use crate::model::ledger::Ledger;
use crate::model::machine::{State, Status};
use crate::replay::next::Next;
use crate::replay::sensitivity::{Sensitivity, Without};
use crate::replay::status::AsOf;
use crate::replay::why::{Link, Why};

use super::document::{Document, Item, Line, alert, faint, plain, strong};
use super::words;

/// Lays out why a channel is what it is.
pub fn document(ledger: &Ledger, as_of: &AsOf, why: &Why) -> Document {
    let channel = ledger.channel(why.standing.channel);
    let mut document = Document::default();

    let mut title = vec![
        strong(channel.id.as_str()),
        plain(" is "),
        words::standing_run(ledger, &why.standing),
    ];
    if let Some(setting) = why.standing.setting {
        title.push(plain(format!(
            ", since {}",
            words::date(ledger.event(setting.event))
        )));
    }
    title.push(faint(format!(" ({})", words::as_of(as_of))));
    document.heading(title);
    document.paragraph(vec![plain(match &channel.about {
        Some(about) => format!("{}: {}", channel.name, about.replace('\n', " ")),
        None => channel.name.to_string(),
    })]);

    if why.because.is_empty() {
        document.paragraph(vec![plain(
            "No event that could have set a status is known.",
        )]);
    } else {
        document.heading(vec![strong("Because")]);
        document.list(
            why.because
                .iter()
                .map(|link| because(ledger, as_of, link))
                .collect(),
        );
    }
    document.heading(vec![strong("Before that")]);
    document.list(vec![Item::new(match &why.before {
        Some(entry) => {
            let event = ledger.event(entry.event);
            let mut line = vec![words::signed([entry.after].into_iter().collect())];
            line.push(plain(format!(", since {}: ", words::date(event))));
            line.extend(words::told(event));
            line
        }
        None => vec![words::signed([State::Unrecorded].into_iter().collect())],
    })]);
    document.heading(vec![strong("If one source were missing")]);
    document.list(without(ledger, why));
    document.heading(vec![strong("What may happen next")]);
    document.list(next(why));
    document
}

fn because(ledger: &Ledger, as_of: &AsOf, link: &Link) -> Item {
    let event = ledger.event(link.entry.event);
    let mut line = headline(ledger, event);
    if !link.certain {
        line.push(alert(format!(
            ", perhaps not yet: {}",
            words::entry_bounds(&link.entry)
        )));
    } else if (link.entry.not_before, link.entry.not_after)
        != (event.date.earliest(), event.date.latest())
    {
        line.push(faint(format!(
            ", happened {}",
            words::entry_bounds(&link.entry)
        )));
    }
    if let Some(refusal) = link.entry.gap() {
        line.push(alert(format!(", gap: by then it {}", refusal.reason())));
    }
    let mut items = evidence(ledger, as_of, link.entry.event);
    if let Some(note) = &event.note {
        items.push(Item::new(vec![faint(format!(
            "note: {}",
            note.replace('\n', " ")
        ))]));
    }
    for cause in &link.causes {
        let mut line = vec![plain("caused by ")];
        line.extend(headline(ledger, ledger.event(*cause)));
        items.push(Item {
            line,
            items: evidence(ledger, as_of, *cause),
        });
    }
    Item { line, items }
}

fn headline(ledger: &Ledger, event: &Event) -> Line {
    let mut line = vec![
        strong(words::date(event)),
        plain(format!(" {}: ", words::deed(ledger, event))),
    ];
    line.extend(words::told(event));
    line
}

/// The sources of an event, one a line, with the places in them that have the same grade.
fn evidence(ledger: &Ledger, as_of: &AsOf, event: EventKey) -> Vec<Item> {
    let event = ledger.event(event);
    let mut sources: Vec<(SourceKey, Grade, String)> = Vec::new();
    for citation in as_of.evidence.citations(ledger, event) {
        let grade = citation.grade(ledger.source(citation.source));
        let at = citation
            .at
            .as_ref()
            .map(|at| format!(", {at}"))
            .unwrap_or_default();
        match sources
            .iter_mut()
            .find(|(source, other, _)| (*source, *other) == (citation.source, grade))
        {
            Some((_, _, places)) => places.push_str(&at),
            None => sources.push((citation.source, grade, at)),
        }
    }
    let mut items: Vec<Item> = sources
        .into_iter()
        .map(|(source, grade, places)| {
            let source = ledger.source(source);
            Item::new(vec![
                plain(format!(
                    "{}, “{}” ({}){places}: ",
                    source.outlet, source.title, source.published
                )),
                strong(grade.to_string()),
                faint(format!(
                    " (source {}, statement {})",
                    grade.reliability.meaning(),
                    grade.credibility.meaning()
                )),
            ])
        })
        .collect();
    if event.inferred {
        items.push(Item::new(vec![alert(
            "inferred: the analyst's conclusion, not a source's words",
        )]));
    } else if items.is_empty() {
        items.push(Item::new(vec![alert(
            "no source was out by then; it was known all the same",
        )]));
    }
    items
}

fn without(ledger: &Ledger, why: &Why) -> Vec<Item> {
    let Sensitivity { without, untried } = &why.sensitivity;
    let changing = without
        .iter()
        .filter(|without| without.changes(&why.standing));
    let mut items: Vec<Item> = changing
        .map(|without| one_without(ledger, without))
        .collect();
    if items.is_empty() {
        items.push(Item::new(vec![plain(match without.len() {
            0 => "no source bears on this channel".to_owned(),
            1 => "the answer would be the same without its only source".to_owned(),
            count => format!("the answer would be the same without any one of the {count}"),
        })]));
    }
    let setter = why
        .standing
        .setting
        .map(|setting| ledger.event(setting.event));
    if setter.is_some_and(|event| event.inferred) {
        items.push(Item::new(vec![alert(
            "it rests on a conclusion of the analyst",
        )]));
    }
    if *untried > 0 {
        items.push(Item::new(vec![alert(format!(
            "{untried} sources of older events were not tried"
        ))]));
    }
    items
}

fn one_without(ledger: &Ledger, without: &Without) -> Item {
    let mut line = vec![
        plain("without "),
        strong(ledger.source(without.source).id.as_str()),
        plain(" it would be "),
        words::signed(without.possible),
    ];
    if let Some(setting) = without.setting {
        let event = ledger.event(setting.event);
        let grade = setting
            .grade
            .map(|grade| format!(", {grade}"))
            .unwrap_or_default();
        line.push(plain(format!(", since {}{grade}: ", words::date(event))));
        line.extend(words::told(event));
    }
    Item::new(line)
}

/// What may happen next, by what it would lead to.
fn next(why: &Why) -> Vec<Item> {
    let mut items = Vec::new();
    for status in Status::ALL {
        let to = |next: &&Next| next.kind.target() == Some(status);
        let led = |kinds| {
            vec![
                words::signed([State::Recorded(status)].into_iter().collect()),
                plain(kinds),
            ]
        };
        items.extend(may(why, to).map(|kinds| Item::new(led(format!(" by {kinds}")))));
    }
    let witnesses = |next: &&Next| next.kind.target().is_none();
    items.extend(
        may(why, witnesses).map(|kinds| Item::new(vec![plain(format!("no change by {kinds}"))])),
    );
    let refused = why.next.iter().filter(|next| next.accepted_in.is_empty());
    // That only the status it has can be confirmed goes without saying.
    items.extend(
        refused
            .filter(|next| next.kind.states().is_none())
            .map(|next| Item::new(may_not(next))),
    );
    items
}

/// The kinds that the machine would accept, and in which states if not in all.
fn may(why: &Why, wanted: impl Fn(&&Next) -> bool) -> Option<String> {
    let accepted = why
        .next
        .iter()
        .filter(wanted)
        .filter(|next| !next.accepted_in.is_empty());
    let kinds: Vec<String> = accepted
        .map(|next| {
            let condition = if next.refused_in.is_empty() {
                String::new()
            } else {
                format!(" (if it is {})", words::states(next.accepted_in))
            };
            format!("{}{condition}", next.kind)
        })
        .collect();
    (!kinds.is_empty()).then(|| kinds.join(", "))
}

fn may_not(next: &Next) -> Line {
    let reasons: Vec<String> = match &next.refused_in[..] {
        [(_, first), rest @ ..] if rest.iter().all(|(_, refusal)| refusal == first) => {
            vec![format!("it {}", first.reason())]
        }
        refusals => {
            let each = refusals.iter();
            each.map(|(state, refusal)| format!("if {state}, it {}", refusal.reason()))
                .collect()
        }
    };
    vec![faint(format!("not {}: {}", next.kind, reasons.join("; ")))]
}
