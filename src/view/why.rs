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
use super::language::{Catalogue, Message, Value};
use super::replay::since;
use super::words;

/// Lays out why a channel is what it is.
pub fn document(catalogue: &Catalogue, ledger: &Ledger, as_of: &AsOf, why: &Why) -> Document {
    let channel = ledger.channel(why.standing.channel);
    let mut document = Document::default();

    let mut title = vec![
        strong(channel.id.as_str()),
        plain(format!(" {} ", catalogue.say(Message::Is))),
        words::standing_run(catalogue, ledger, &why.standing),
    ];
    if let Some(setting) = why.standing.setting {
        title.push(plain(since(catalogue, &ledger.event(setting.event))));
    }
    title.push(faint(format!(" ({})", words::as_of(catalogue, as_of))));
    document.heading(title);
    document.paragraph(vec![plain(match &channel.about {
        Some(about) => format!("{}: {}", channel.name, about.replace('\n', " ")),
        None => channel.name.to_string(),
    })]);

    if why.because.is_empty() {
        document.paragraph(vec![plain(catalogue.say(Message::NothingSetIt))]);
    } else {
        document.heading(vec![strong(catalogue.say(Message::Because))]);
        document.list(
            why.because
                .iter()
                .map(|link| because(catalogue, ledger, as_of, link))
                .collect(),
        );
    }
    document.heading(vec![strong(catalogue.say(Message::BeforeThat))]);
    document.list(vec![Item::new(match &why.before {
        Some(entry) => {
            let event = ledger.event(entry.event);
            let mut line = vec![words::state_run(catalogue, entry.after)];
            line.push(plain(format!("{}: ", since(catalogue, &event))));
            line.extend(words::told(catalogue, &event));
            line
        }
        None => vec![words::state_run(catalogue, State::Unrecorded)],
    })]);
    document.heading(vec![strong(catalogue.say(Message::WithoutOneSource))]);
    document.list(without(catalogue, ledger, why));
    document.heading(vec![strong(catalogue.say(Message::MayHappenNext))]);
    document.list(next(catalogue, &why.next));
    document
}

fn because(catalogue: &Catalogue, ledger: &Ledger, as_of: &AsOf, link: &Link) -> Item {
    let event = ledger.event(link.entry.event);
    let mut line = headline(catalogue, ledger, &event);
    let with_days = |message| {
        let days = words::entry_bounds(catalogue, &link.entry);
        catalogue.fill(message, &[("days", Value::from(&days))])
    };
    if !link.certain {
        line.push(alert(with_days(Message::PerhapsNotYetDays)));
    } else if (link.entry.not_before, link.entry.not_after)
        != (event.date.earliest(), event.date.latest())
    {
        line.push(faint(with_days(Message::HappenedDays)));
    }
    if let Some(refusal) = link.entry.gap() {
        let refusal = words::refusal(catalogue, refusal);
        line.push(alert(
            catalogue.fill(Message::GapByThen, &[("refusal", Value::from(&refusal))]),
        ));
    }
    let mut items = evidence(catalogue, ledger, as_of, link.entry.event);
    items.extend(note(catalogue, &event).map(|note| Item::new(vec![faint(note)])));
    for cause in &link.causes {
        let label = catalogue.say(Message::CausedBy);
        let mut line = vec![plain(format!("{label} "))];
        line.extend(headline(catalogue, ledger, &ledger.event(*cause)));
        items.push(Item {
            line,
            items: evidence(catalogue, ledger, as_of, *cause),
        });
    }
    Item { line, items }
}

/// The analyst's remark on an event.
pub fn note(catalogue: &Catalogue, event: &Event) -> Option<String> {
    let note = event.note.as_ref()?.replace('\n', " ");
    Some(catalogue.fill(Message::Note, &[("note", Value::from(&note))]))
}

/// When, who and what: `2022-08 suspended by CHN: Beijing closes …`.
pub fn headline(catalogue: &Catalogue, ledger: &Ledger, event: &Event) -> Line {
    let mut line = vec![
        strong(words::date(catalogue, event)),
        plain(format!(" {}: ", words::deed(catalogue, ledger, event))),
    ];
    line.extend(words::told(catalogue, event));
    line
}

/// A source of an event, with the places in it that have the same grade.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cited {
    /// The source.
    pub source: SourceKey,
    /// How good the places are.
    pub grade: Grade,
    /// Where in the source, in the order of the ledger.
    pub places: Vec<String>,
}

/// The sources of an event that count, each once for every grade.
pub fn cited(ledger: &Ledger, as_of: &AsOf, event: EventKey) -> Vec<Cited> {
    let event = ledger.event(event);
    let mut sources: Vec<Cited> = Vec::new();
    for citation in as_of.evidence.citations(ledger, &event) {
        let grade = citation.grade(ledger.source(citation.source));
        let at = citation.at.map(Into::into);
        match sources
            .iter_mut()
            .find(|cited| (cited.source, cited.grade) == (citation.source, grade))
        {
            Some(cited) => cited.places.extend(at),
            None => sources.push(Cited {
                source: citation.source,
                grade,
                places: at.into_iter().collect(),
            }),
        }
    }
    sources
}

/// The sources of an event, one a line, with the places in them that have the same grade.
pub fn evidence(
    catalogue: &Catalogue,
    ledger: &Ledger,
    as_of: &AsOf,
    event: EventKey,
) -> Vec<Item> {
    let mut items: Vec<Item> = cited(ledger, as_of, event)
        .into_iter()
        .map(|cited| {
            let source = ledger.source(cited.source);
            let places = cited
                .places
                .iter()
                .fold(String::new(), |all, at| all + ", " + at);
            let meaning = meaning(catalogue, cited.grade);
            Item::new(vec![
                plain(format!(
                    "{}, {} ({}){places}: ",
                    source.outlet,
                    words::quoted(catalogue, &source.title),
                    source.published
                )),
                strong(cited.grade.to_string()),
                faint(format!(" ({meaning})")),
            ])
        })
        .collect();
    items.extend(caveat(catalogue, ledger, as_of, event).map(|text| Item::new(vec![alert(text)])));
    items
}

/// What a grade means: `source usually reliable, statement probably true`.
pub fn meaning(catalogue: &Catalogue, grade: Grade) -> String {
    let reliability = words::reliability(catalogue, grade.reliability);
    let credibility = words::credibility(catalogue, grade.credibility);
    catalogue.fill(
        Message::GradeMeans,
        &[
            ("reliability", Value::from(&reliability)),
            ("credibility", Value::from(&credibility)),
        ],
    )
}

/// That an event rests on no source, or on the analyst.
pub fn caveat(
    catalogue: &Catalogue,
    ledger: &Ledger,
    as_of: &AsOf,
    event: EventKey,
) -> Option<String> {
    let event = ledger.event(event);
    if event.inferred {
        Some(catalogue.say(Message::InferredMeans))
    } else if as_of.evidence.citations(ledger, &event).next().is_none() {
        Some(catalogue.say(Message::NoSourceOutMeans))
    } else {
        None
    }
}

fn without(catalogue: &Catalogue, ledger: &Ledger, why: &Why) -> Vec<Item> {
    let Sensitivity { without, untried } = &why.sensitivity;
    let changing = without
        .iter()
        .filter(|without| without.changes(&why.standing));
    let mut items: Vec<Item> = changing
        .map(|without| one_without(catalogue, ledger, without))
        .collect();
    if items.is_empty() {
        items.push(Item::new(vec![plain(match without.len() {
            0 => catalogue.say(Message::WithoutNone),
            1 => catalogue.say(Message::WithoutOnly),
            count => catalogue.fill(Message::WithoutAny, &[("count", count.into())]),
        })]));
    }
    let setter = why
        .standing
        .setting
        .map(|setting| ledger.event(setting.event));
    if setter.is_some_and(|event| event.inferred) {
        items.push(Item::new(vec![alert(
            catalogue.say(Message::RestsOnAnalyst),
        )]));
    }
    if *untried > 0 {
        let untried = catalogue.fill(Message::UntriedSources, &[("count", (*untried).into())]);
        items.push(Item::new(vec![alert(untried)]));
    }
    items
}

fn one_without(catalogue: &Catalogue, ledger: &Ledger, without: &Without) -> Item {
    let mut line = vec![
        plain(format!("{} ", catalogue.say(Message::Without))),
        strong(ledger.source(without.source).id.as_str()),
        plain(format!(" {} ", catalogue.say(Message::WouldBe))),
        words::signed(catalogue, without.possible),
    ];
    if let Some(setting) = without.setting {
        let event = ledger.event(setting.event);
        let grade = setting
            .grade
            .map(|grade| format!(", {grade}"))
            .unwrap_or_default();
        line.push(plain(format!("{}{grade}: ", since(catalogue, &event))));
        line.extend(words::told(catalogue, &event));
    }
    Item::new(line)
}

/// What may happen next, by what it would lead to.
pub fn next(catalogue: &Catalogue, next: &[Next]) -> Vec<Item> {
    let mut items = Vec::new();
    for status in Status::ALL {
        let to = |next: &&Next| next.kind.target() == Some(status);
        let led = |kinds: String| {
            vec![
                words::state_run(catalogue, State::Recorded(status)),
                plain(catalogue.fill(Message::ByKinds, &[("kinds", Value::from(&kinds))])),
            ]
        };
        items.extend(may(catalogue, next, to).map(|kinds| Item::new(led(kinds))));
    }
    let witnesses = |next: &&Next| next.kind.target().is_none();
    items.extend(may(catalogue, next, witnesses).map(|kinds| {
        let text = catalogue.fill(Message::NoChangeByKinds, &[("kinds", Value::from(&kinds))]);
        Item::new(vec![plain(text)])
    }));
    let refused = next.iter().filter(|next| next.accepted_in.is_empty());
    // That only the status it has can be confirmed goes without saying.
    items.extend(
        refused
            .filter(|next| next.kind.states().is_none())
            .map(|next| Item::new(may_not(catalogue, next))),
    );
    items
}

/// The kinds that the machine would accept, and in which states if not in all.
fn may(catalogue: &Catalogue, next: &[Next], wanted: impl Fn(&&Next) -> bool) -> Option<String> {
    let accepted = next
        .iter()
        .filter(wanted)
        .filter(|next| !next.accepted_in.is_empty());
    let kinds: Vec<String> = accepted
        .map(|next| {
            let kind = words::kind(catalogue, next.kind);
            if next.refused_in.is_empty() {
                return kind;
            }
            let states = words::states(catalogue, next.accepted_in);
            catalogue.fill(
                Message::KindIf,
                &[
                    ("kind", Value::from(&kind)),
                    ("states", Value::from(&states)),
                ],
            )
        })
        .collect();
    (!kinds.is_empty()).then(|| kinds.join(", "))
}

fn may_not(catalogue: &Catalogue, next: &Next) -> Line {
    let reasons: Vec<String> = match &next.refused_in[..] {
        [(_, first), rest @ ..] if rest.iter().all(|(_, refusal)| refusal == first) => {
            let refusal = words::refusal(catalogue, *first);
            vec![catalogue.fill(Message::ItRefuses, &[("refusal", Value::from(&refusal))])]
        }
        refusals => {
            let each = refusals.iter();
            each.map(|(state, refusal)| {
                let state = words::state(catalogue, *state);
                let refusal = words::refusal(catalogue, *refusal);
                catalogue.fill(
                    Message::IfItRefuses,
                    &[
                        ("state", Value::from(&state)),
                        ("refusal", Value::from(&refusal)),
                    ],
                )
            })
            .collect()
        }
    };
    let (kind, reasons) = (words::kind(catalogue, next.kind), reasons.join("; "));
    let text = catalogue.fill(
        Message::MayNot,
        &[
            ("kind", Value::from(&kind)),
            ("reasons", Value::from(&reasons)),
        ],
    );
    vec![faint(text)]
}
